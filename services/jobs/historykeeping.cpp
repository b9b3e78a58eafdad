// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/historykeeping.h"

#include "services/jobs/jobhistory.h"

#include <utility>

namespace Cistern {

using namespace std::chrono_literals;

HistoryKeeping::HistoryKeeping(JobHistory &history, Clock &clock, QObject *parent)
    : QObject(parent), m_history(history), m_clock(clock)
{}

QDateTime HistoryKeeping::limit(std::chrono::days days) const
{
    return days > 0h ? m_clock.now().addDays(-qint64(days.count())) : QDateTime();
}

void HistoryKeeping::keepFor(std::chrono::days days)
{
    m_days = days;
    if (const int timer = std::exchange(m_timer, 0))
        m_clock.stop(timer);
    forget();
}

void HistoryKeeping::forget()
{
    const QDateTime before = limit(m_days);
    if (!before.isValid())
        return;
    m_timer = m_clock.after(24h, this, [this] { forget(); });
    // What could not be removed today is removed another day.
    onDone(m_history.forget(before, this), this, [this](const Outcome<qint64> &gone) {
        if (gone && *gone > 0)
            Q_EMIT forgot(*gone);
    });
}

} // namespace Cistern

#include "moc_historykeeping.cpp"
