// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Forgets records that are older than somebody wants to keep them: when that is set, and once a day
// from then on. Owned by the window; GUI thread.
#pragma once

#include "services/core/clock.h"

#include <QObject>

#include <chrono>

namespace Cistern {

class JobHistory;

class HistoryKeeping : public QObject
{
    Q_OBJECT

public:
    HistoryKeeping(JobHistory &history, Clock &clock, QObject *parent = nullptr);

    // 0: for ever. What is still open is kept whatever its age.
    void keepFor(std::chrono::days days);
    std::chrono::days kept() const { return m_days; }
    // What was submitted before may go; invalid: nothing may.
    QDateTime limit(std::chrono::days days) const;

Q_SIGNALS:
    void forgot(qint64 records); // some

private:
    void forget();

    JobHistory &m_history;
    Clock &m_clock;
    std::chrono::days m_days{0};
    int m_timer = 0;
};

} // namespace Cistern
