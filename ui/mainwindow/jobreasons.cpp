// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/jobreasons.h"

#include "models/reversecall.h"
#include "services/jobs/jobtracker.h"

#include <QCoreApplication>

#include <algorithm>

namespace Cistern {

namespace {
struct Reasons
{
    Q_DECLARE_TR_FUNCTIONS(JobReasons)
};
} // namespace

QString stopObstacle(const JobRecord &record)
{
    if (record.over())
        return Reasons::tr("The job is over.");
    if (record.job.isEmpty() || record.state == JobRecord::State::Checking)
        return Reasons::tr("There is no job of the system that could be stopped.");
    return record.mayStop() ? QString()
                            : Reasons::tr("The system does not let this job be stopped.");
}

QString checkObstacle(const JobRecord &record)
{
    if (record.mayCheck())
        return {};
    if (!record.over())
        return Reasons::tr("The job is still running.");
    return record.isUnknown()
        ? Reasons::tr("Only what was asked for from here is looked for again.")
        : Reasons::tr("What became of it is known.");
}

QString againObstacle(const JobRecord &record)
{
    if (!record.over())
        return Reasons::tr("The job is still running.");
    return record.isRepeatable() ? QString() : Reasons::tr("This can't be run again.");
}

QString reverseObstacle(const JobRecord &record)
{
    return reverseOf(record) ? QString() : Reasons::tr("There is no action that undoes this.");
}

QString clearObstacle(const JobTracker &jobs)
{
    const auto over = [](const JobRecord &record) { return record.over(); };
    const QList<JobRecord> others = jobs.others();
    const bool any = std::any_of(jobs.records().begin(), jobs.records().end(), over)
        || std::any_of(others.begin(), others.end(), over);
    return any ? QString() : Reasons::tr("No job has finished.");
}

} // namespace Cistern
