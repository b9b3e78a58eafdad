// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Named steps of the local target that can be told to fail or to wait, so that tests and practice
// sites see what happens then. Shared by all threads of one target; any thread.
#pragma once

#include <QMutex>
#include <QString>
#include <QWaitCondition>

#include <algorithm>
#include <functional>
#include <map>

namespace Cistern {

class FaultPoints
{
public:
    enum class Step {
        Memory, // before what a call makes is laid out; may fail, can not wait
        Intent, // before the intent is written
        Queue,  // a worker takes the work up; the job is New
        Begin,  // the job is Starting
        Chunk,  // before each piece of a file is added or taken
        Undo,   // before a rollback; the job is Shutting Down
        Commit, // before the result is written; may fail, can not wait
        After,  // before what follows the commit
    };
    enum class Act { Pass, Fail, Hold };

    // From the time on that the step has passed `first` times from now.
    void set(Step step, Act act, int first = 0)
    {
        const QMutexLocker lock(&m_mutex);
        m_points[step].act = act;
        m_points[step].first = first;
        m_changed.wakeAll();
    }

    // False: the step must fail. Waits while it is held, unless leave() is true.
    bool pass(Step step, const std::function<bool()> &leave)
    {
        const QMutexLocker lock(&m_mutex);
        Point &point = m_points[step];
        while (true) {
            if (point.first > 0) {
                --point.first;
                return true;
            }
            if (point.act != Act::Hold || leave())
                return point.act != Act::Fail;
            ++point.waiting;
            m_changed.wait(&m_mutex, 20);
            --point.waiting;
        }
    }

    int waiting(Step step) // workers that are held there
    {
        const QMutexLocker lock(&m_mutex);
        return m_points[step].waiting;
    }

    // Work on files goes no faster; 0: as fast as it can.
    void setPace(quint64 bytesPerSecond)
    {
        const QMutexLocker lock(&m_mutex);
        m_pace = bytesPerSecond;
    }
    // How much of `bytes` may be done now, after the time that it costs; all of it without a pace.
    quint64 paced(quint64 bytes, const std::function<bool()> &leave)
    {
        constexpr quint64 turns = 4; // a second
        const QMutexLocker lock(&m_mutex);
        if (m_pace == 0)
            return bytes;
        for (int i = 0; i < 10 && !leave(); ++i)
            m_changed.wait(&m_mutex, 1000 / turns / 10);
        return std::min(bytes, std::max<quint64>(m_pace / turns, 1));
    }

    // For steps on the target's own thread, which never waits.
    bool passNow(Step step)
    {
        return pass(step, [] { return true; });
    }

private:
    struct Point
    {
        Act act = Act::Pass;
        int first = 0;
        int waiting = 0;
    };
    QMutex m_mutex;
    QWaitCondition m_changed;
    std::map<Step, Point> m_points;
    quint64 m_pace = 0;
};

} // namespace Cistern
