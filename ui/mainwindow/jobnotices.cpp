// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/jobnotices.h"

#include "services/jobs/jobtracker.h"
#include "ui/text/units.h"
#include "ui/widgets/desktopnotices.h"
#include "ui/widgets/jobtext.h"

#include <QApplication>

namespace Cistern {

using namespace std::chrono_literals;

namespace {
constexpr auto toldAfter = 10s;
}

JobNotices::JobNotices(const Console &console, QObject *parent)
    : QObject(parent), m_console(console), m_notices(new DesktopNotices(this))
{
    connect(&console.jobs, &JobTracker::recordChanged, this, &JobNotices::recordChanged);
    connect(m_notices, &DesktopNotices::activated, this, &JobNotices::activated);
}

void JobNotices::recordChanged(qint64 id)
{
    const JobRecord *record = m_console.jobs.find(id);
    if (id < 0 || !record)
        return;
    if (!record->over())
        m_told.remove(id); // what nobody knew is being looked at again
    if (!record->over() || m_told.contains(id))
        return;
    m_told.insert(id);
    const std::chrono::milliseconds took(record->submitted.msecsTo(record->ended));
    if (took <= toldAfter || QApplication::activeWindow())
        return;
    // Names stand in the title alone: only the text may be read as markup.
    const QString title =
        tr("%1 on %2").arg(jobTitle(m_console, *record), systemName(m_console, record->systemId));
    m_notices->show(id, title,
                    record->state == JobRecord::State::Succeeded
                        ? tr("Done in %1.").arg(formatDuration(took))
                        : record->state == JobRecord::State::Stopped
                        ? tr("Stopped after %1.").arg(formatDuration(took))
                        : record->isUnknown() ? tr("Nobody knows yet whether this was done.")
                                              : tr("Failed after %1.").arg(formatDuration(took)));
}

} // namespace Cistern

#include "moc_jobnotices.cpp"
