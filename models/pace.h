// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Lets work that follows each change wait where it takes long, so that a burst of changes never
// has more than a fifth of the GUI thread for it. What is quick is done at once. Owned by whoever
// works; GUI thread.
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <functional>
#include <utility>

namespace Cistern {

class Pace
{
    Q_DISABLE_COPY_MOVE(Pace)

public:
    explicit Pace(std::function<void()> work) : m_work(std::move(work))
    {
        m_timer.setSingleShot(true);
        m_timer.callOnTimeout(&m_timer, [this] { go(); });
    }

    // Works, now or as soon as it is time again; once, however often it was asked meanwhile.
    void ask()
    {
        if (m_timer.isActive())
            return;
        if (m_took <= quick)
            go();
        else
            m_timer.start(int(m_took * 4));
    }
    // Work of the same kind, at once: what was asked for is done with it.
    template<class Work>
    void timed(Work work)
    {
        m_timer.stop();
        QElapsedTimer time;
        time.start();
        work();
        m_took = time.elapsed();
    }

private:
    static constexpr qint64 quick = 5; // ms

    void go() { timed(m_work); }

    std::function<void()> m_work;
    QTimer m_timer;
    qint64 m_took = 0; // ms, the last time
};

} // namespace Cistern
