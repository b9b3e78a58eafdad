// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Which runs of the program live: each holds a lock file beside the history. What another living
// run follows is left to it. Owned by HistoryFile; its thread.
#pragma once

#include "services/core/filelock.h"

namespace Cistern {

class RunLock
{
public:
    // Takes it, and clears away those of runs that live no more. A folder that takes no files
    // leaves this run without one: then others take it for dead, as they did before there were
    // locks.
    RunLock(const QString &file, const QString &run);

    bool livesElsewhere(const QString &run) const;

private:
    QString nameOf(const QString &run) const;

    QString m_file; // the history
    QString m_run;
    FileLock m_lock;
};

} // namespace Cistern
