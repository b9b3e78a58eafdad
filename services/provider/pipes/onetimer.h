// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One timer of a clock that is set, set anew and stopped. What was stopped does not run, also where
// its call was already on its way. Owned by the object whose thread it runs in.
#pragma once

#include "services/core/clock.h"

#include <QObject>

#include <functional>
#include <utility>

namespace Cistern {

class OneTimer : public QObject
{
    Q_OBJECT

public:
    explicit OneTimer(Clock &clock) : m_clock(clock) {}
    ~OneTimer() override { stop(); }

    void start(std::chrono::milliseconds delay, std::function<void()> call)
    {
        stop();
        const int run = m_run;
        m_timer = m_clock.after(delay, this, [this, run, call = std::move(call)] {
            if (run != m_run)
                return;
            ++m_run;
            m_timer = 0;
            call();
        });
    }
    void stop()
    {
        ++m_run;
        m_clock.stop(std::exchange(m_timer, 0));
    }
    bool active() const { return m_timer != 0; }

private:
    Clock &m_clock;
    int m_timer = 0;
    int m_run = 0;
};

} // namespace Cistern
