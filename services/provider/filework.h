// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Work on files, piece by piece, with progress, suspension, cancel and rollback. Made on the
// target's thread, run on a worker thread; the two share it.
#pragma once

#include "services/core/outcome.h"
#include "services/provider/faultpoints.h"

#include <QList>
#include <QMap>
#include <QString>

#include <atomic>
#include <memory>
#include <vector>

namespace Cistern {

struct FileStep
{
    enum class Kind { Grow, Shrink, Remove };
    Kind kind = Kind::Grow;
    QString file;
    quint64 bytes = 0;
    bool fresh = false;    // a Grow that makes the file: undone by removing it
    QString location = {}; // a Grow out of a location's free space: its pool
};

class FileWork
{
public:
    FileWork(QList<FileStep> before, QList<FileStep> after, std::shared_ptr<FaultPoints> faults);

    // On a worker. After a failure or a cancel all is as it was (cause Cancelled, or the reason).
    Outcome<Done> runBefore();
    Outcome<Done> runAfter(); // what the commit made final; goes on to the end

    void rollBack() { undo(); } // when the commit failed
    bool rolledBack() const
    {
        return !m_resisted;
    } // false: a file is not as it was; start-up puts it right

    bool suspend(); // this and cancel: false when the point of no return has passed
    void resume();
    bool cancel();
    void abandon()
    {
        m_abandoned = true;
    } // stop at the next piece as it is; start-up puts it right
    bool abandoned() const { return m_abandoned; }
    bool leaving() const { return m_gate == Gate::Cancelled || m_abandoned; }

    int percent() const;                    // of the bytes to move, 0 to 100
    QMap<QString, quint64> written() const; // location to bytes that are on disk
    QStringList files() const;
    bool isEmpty() const { return m_before.isEmpty() && m_after.isEmpty(); }
    FaultPoints &faults() const { return *m_faults; }

private:
    Outcome<Done> run(const QList<FileStep> &steps, size_t firstCounter, FaultPoints::Step point,
                      bool mayLeave);
    void undo();

    const QList<FileStep> m_before, m_after;  // const: reading from two threads must not detach
    std::vector<std::atomic<quint64>> m_done; // bytes of each step, before's first
    std::shared_ptr<FaultPoints> m_faults;
    enum class Gate { Open, Suspended, Cancelled, Past };
    std::atomic<Gate> m_gate = Gate::Open;
    std::atomic<bool> m_abandoned = false;
    std::atomic<bool> m_resisted = false;
};

} // namespace Cistern
