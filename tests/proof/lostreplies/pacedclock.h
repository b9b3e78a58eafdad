// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A clock driven by hand that knows until when a JobRun waits before it looks again, so that who
// drives it need not guess when all is quiet. Any thread may ask; one drives.
#pragma once

#include "services/jobs/jobrun.h"
#include "tests/support/manualclock.h"

#include <optional>

namespace Cistern {

class PacedClock final : public Clock
{
public:
    QDateTime now() const override { return m_clock.now(); }
    std::chrono::milliseconds elapsed() const override { return m_clock.elapsed(); }

    int after(std::chrono::milliseconds delay, QObject *context,
              std::function<void()> call) override
    {
        const int number = m_clock.after(delay, context, std::move(call));
        if (qobject_cast<JobRun *>(context)) {
            const QMutexLocker lock(&m_mutex);
            m_runs.emplace(number, Waiting{context, elapsed() + delay});
        }
        return number;
    }

    void stop(int timer) override
    {
        m_clock.stop(timer);
        const QMutexLocker lock(&m_mutex);
        m_runs.erase(timer);
    }

    // From now until the first of those that wait looks again; nothing: nobody waits.
    std::optional<std::chrono::milliseconds> due() const
    {
        const QMutexLocker lock(&m_mutex);
        std::optional<std::chrono::milliseconds> first;
        for (const auto &[number, waiting] : m_runs) {
            if (waiting.run && (!first || waiting.until < *first))
                first = waiting.until;
        }
        return first ? std::optional(*first - elapsed()) : std::nullopt;
    }

    void advance(std::chrono::milliseconds by)
    {
        m_clock.advance(by);
        const QMutexLocker lock(&m_mutex);
        std::erase_if(m_runs, [now = elapsed()](const auto &entry) {
            return entry.second.until <= now || !entry.second.run;
        });
    }

private:
    struct Waiting
    {
        QPointer<QObject> run;
        std::chrono::milliseconds until;
    };
    ManualClock m_clock;
    mutable QMutex m_mutex;
    std::map<int, Waiting> m_runs;
};

} // namespace Cistern
