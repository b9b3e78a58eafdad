// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A Clock driven by hand: time stands still until advance() moves it. Any thread may ask and set
// timers; each call runs in the thread of its context, before advance() returns when that is the
// caller's thread and queued to it otherwise.
#pragma once

#include "services/core/clock.h"

#include <QMutex>
#include <QPointer>
#include <QThread>

#include <algorithm>
#include <map>
#include <utility>

namespace Cistern {

class ManualClock final : public Clock
{
public:
    QDateTime now() const override
    {
        const QMutexLocker lock(&m_mutex);
        return m_start.addMSecs(m_elapsed.count());
    }

    std::chrono::milliseconds elapsed() const override
    {
        const QMutexLocker lock(&m_mutex);
        return m_elapsed;
    }

    int after(std::chrono::milliseconds delay, QObject *context,
              std::function<void()> call) override
    {
        const QMutexLocker lock(&m_mutex);
        const int number = ++m_last;
        m_timers.emplace(
            std::pair(m_elapsed + std::max(delay, std::chrono::milliseconds(0)), number),
            Timer{context, std::move(call)});
        return number;
    }

    void stop(int timer) override
    {
        const QMutexLocker lock(&m_mutex);
        std::erase_if(m_timers, [timer](const auto &entry) { return entry.first.second == timer; });
    }

    // Moves both clocks; what falls due runs in order of time, also what was set by such a call.
    void advance(std::chrono::milliseconds by)
    {
        const auto until = elapsed() + by;
        while (true) {
            Timer due;
            {
                const QMutexLocker lock(&m_mutex);
                const auto first = m_timers.begin();
                if (first == m_timers.end() || first->first.first > until) {
                    m_elapsed = until;
                    return;
                }
                m_elapsed = std::max(m_elapsed, first->first.first);
                due = std::move(first->second);
                m_timers.erase(first);
            }
            if (!due.context)
                continue;
            if (due.context->thread() == QThread::currentThread())
                due.call();
            else
                QMetaObject::invokeMethod(due.context.data(), std::move(due.call),
                                          Qt::QueuedConnection);
        }
    }

    // The wall clock alone jumps, as when somebody sets it.
    void setNow(const QDateTime &now)
    {
        const QMutexLocker lock(&m_mutex);
        m_start = now.addMSecs(-m_elapsed.count());
    }

    // Timers that wait; a test waits for this before it moves the time.
    int pending() const
    {
        const QMutexLocker lock(&m_mutex);
        return int(m_timers.size());
    }

private:
    struct Timer
    {
        QPointer<QObject> context;
        std::function<void()> call;
    };

    mutable QMutex m_mutex;
    QDateTime m_start = QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
    std::chrono::milliseconds m_elapsed{0};
    std::map<std::pair<std::chrono::milliseconds, int>, Timer> m_timers;
    int m_last = 0;
};

} // namespace Cistern
