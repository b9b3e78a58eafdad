// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/runlock.h"

#include <QDir>
#include <QFileInfo>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// Free, or of a program that is gone: then it is no more afterwards.
bool isFree(const QString &name)
{
    QLockFile lock(name);
    lock.setStaleLockTime(0); // age says nothing of a program that runs for weeks
    return lock.tryLock(0) || lock.error() != QLockFile::LockFailedError;
}
} // namespace

RunLock::RunLock(const QString &file, const QString &run)
    : m_file(file), m_run(run), m_lock(nameOf(run))
{
    const QFileInfo history(file);
    const QStringList present = history.absoluteDir().entryList({history.fileName() + ".run-*"_L1},
                                                                QDir::Files | QDir::Hidden);
    for (const QString &name : present)
        isFree(history.absoluteDir().filePath(name));
    m_lock.setStaleLockTime(0);
    m_lock.tryLock(0);
}

QString RunLock::nameOf(const QString &run) const
{
    return m_file + ".run-"_L1 + run;
}

bool RunLock::livesElsewhere(const QString &run) const
{
    return !run.isEmpty() && run != m_run && QFileInfo::exists(nameOf(run)) && !isFree(nameOf(run));
}

} // namespace Cistern
