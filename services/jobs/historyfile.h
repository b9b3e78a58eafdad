// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The history database on a thread of its own: work goes in as functions of the Database, answers
// come out. Owned by JobHistory; may be given work from the GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/core/database.h"
#include "services/jobs/runlock.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>

namespace Cistern {

class HistoryFile
{
public:
    explicit HistoryFile(const QString &file); // opened with the first work
    ~HistoryFile();                            // when all work that was given is done
    HistoryFile(const HistoryFile &) = delete;
    HistoryFile &operator=(const HistoryFile &) = delete;

    // Runs work in the order in which it was given; a file that does not open answers for all.
    template<class T>
    Answer<T> run(std::function<Outcome<T>(Database &)> work)
    {
        Pledge<T> pledge;
        QMetaObject::invokeMethod(
            m_worker,
            [this, pledge, work = std::move(work)] {
                if (const auto failure = open())
                    pledge.give(*failure);
                else
                    pledge.give(work(*m_database));
            },
            Qt::QueuedConnection);
        return pledge.answer();
    }

    const QString &run() const { return m_run; } // of the program; no other has this name
    // Whether another run that still lives has that name. For work, on its thread.
    bool livesElsewhere(const QString &run) const { return m_lock->livesElsewhere(run); }

private:
    std::optional<Failure> open();

    QString m_file;
    QString m_run;
    QThread m_thread;
    QObject *m_worker;                    // lives in m_thread
    std::unique_ptr<Database> m_database; // of m_thread
    std::unique_ptr<RunLock> m_lock;      // of m_thread
    std::optional<Failure> m_unopened;    // of m_thread
};

} // namespace Cistern
