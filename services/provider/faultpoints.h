// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Named steps of the local target that can be told to fail or to wait, so that tests and practice
// sites see what happens then. Shared by all threads of one target; any thread.
#pragma once

#include <QHash>
#include <QMutex>
#include <QString>
#include <QWaitCondition>

#include <functional>

namespace Cistern {

class FaultPoints
{
public:
    enum class Step {
        Intent,  // before the intent is written
        Queue,   // a worker takes the work up; the job is New
        Begin,   // the job is Starting
        Chunk,   // before each piece of a file is added or taken
        Undo,    // before a rollback; the job is Shutting Down
        Commit,  // before the result is written; may fail, can not wait
        After,   // before what follows the commit
    };
    enum class Act { Pass, Fail, Hold };

    void set(Step step, Act act)
    {
        const QMutexLocker lock(&m_mutex);
        m_acts.insert(int(step), act);
        m_changed.wakeAll();
    }

    // False: the step must fail. Waits while it is held, unless leave() is true.
    bool pass(Step step, const std::function<bool()> &leave)
    {
        const QMutexLocker lock(&m_mutex);
        while (m_acts.value(int(step), Act::Pass) == Act::Hold && !leave())
            m_changed.wait(&m_mutex, 20);
        return m_acts.value(int(step), Act::Pass) != Act::Fail;
    }

    // For steps on the target's own thread, which never waits.
    bool passNow(Step step)
    {
        return pass(step, [] { return true; });
    }

private:
    QMutex m_mutex;
    QWaitCondition m_changed;
    QHash<int, Act> m_acts;
};

} // namespace Cistern
