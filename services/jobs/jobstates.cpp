// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/jobstates.h"

#include "services/jobs/joberror.h"

#include <algorithm>

namespace Cistern {

namespace {
QString captionOf(const CimInstance &job)
{
    for (const QStringView name : {u"Caption", u"ElementName", u"Name"}) {
        if (const QString text = job.value(name).toString(); !text.isEmpty())
            return text.left(longestServerText);
    }
    return job.path().className();
}
} // namespace

quint16 jobStateOf(const CimInstance &job)
{
    return quint16(job.value(u"JobState").toUnsigned().value_or(0));
}

bool endedWell(const CimInstance &job)
{
    constexpr quint64 error = 6, nonRecoverable = 7, aborted = 14;
    const quint16 jobState = jobStateOf(job);
    const QList<quint64> statuses = job.value(u"OperationalStatus").toUnsigneds();
    return (jobState == JobState::Completed || jobState == JobState::CompletedWithWarnings)
        && job.value(u"ErrorCode").toUnsigned().value_or(0) == 0
        && std::none_of(statuses.begin(), statuses.end(), [](quint64 status) {
               return status == error || status == nonRecoverable || status == aborted;
           });
}

void note(JobRecord &record, const CimInstance &job, const QDateTime &now)
{
    if (const quint16 state = jobStateOf(job); state != record.jobState) {
        record.jobState = state;
        record.progressed = now;
    }
    // 101 stands for "undefined" and counts as 100, which is kept for the end; what lies above
    // tells nothing.
    const auto told = job.value(u"PercentComplete").toUnsigned();
    if (told && *told <= 101) {
        const int percent = int(std::min<quint64>(*told, 99));
        if (percent > record.percent.value_or(-1)) {
            record.percent = percent;
            record.progressed = now;
        }
    }
    record.caption = captionOf(job);
    record.stoppable = job.value(u"Cancellable").toBool();
    const QString words = job.value(u"JobStatus").toString();
    record.statusText = (words.isEmpty() ? job.value(u"StatusDescriptions").toStrings().join(u' ')
                                         : words)
                            .left(longestServerText);
}

void noteBadEnd(JobRecord &record, const CimInstance &job, const QStringList &errors)
{
    record.failure = jobFailure(job, errors.value(0));
    record.further.clear();
    for (const QString &error : errors.mid(1))
        record.further.append(jobFailure(CimInstance(job.className()), error));
    if (record.statusText.isEmpty())
        record.statusText = errors.value(0).left(longestServerText);
    record.state = JobState::isStopped(record.jobState) ? JobRecord::State::Stopped
                                                        : JobRecord::State::Failed;
}

void forgetRefusal(JobRecord &record)
{
    if (std::exchange(record.stopRefused, false))
        record.stopFailure.reset();
}

void noteStop(JobRecord &record, const Outcome<Done> &taken, const QDateTime &now)
{
    record.stopFailure.reset();
    if (!taken)
        record.stopFailure = taken.failure();
    record.stopRefused = !taken && !mayHaveRun(taken.failure());
    if (record.stopRefused)
        return;
    record.stopAsked = now;
    record.state = JobRecord::State::Stopping;
}

void noteLostStop(JobRecord &record, const Failure &notDone)
{
    record.stopFailure = notDone;
    record.stopRefused = true;
    record.stopAsked = {};
    if (record.state == JobRecord::State::Stopping)
        record.state = JobRecord::State::Running;
}

} // namespace Cistern
