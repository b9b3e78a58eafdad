// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/runlock.h"

#include <QDir>
#include <QFileInfo>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// That of a program that is gone is no more afterwards.
bool isHeld(const QString &name)
{
    if (!QFile::exists(name))
        return false;
    const auto taken = FileLock(name).take();
    return !taken && taken.failure().cause == Failure::Cause::InUse;
}
} // namespace

RunLock::RunLock(const QString &file, const QString &run)
    : m_file(file), m_run(run), m_lock(nameOf(run))
{
    const QFileInfo history(file);
    const QStringList present = history.absoluteDir().entryList({history.fileName() + ".run-*"_L1},
                                                                QDir::Files | QDir::Hidden);
    for (const QString &name : present)
        isHeld(history.absoluteDir().filePath(name));
    // Only one who clears away can hold it, for a moment.
    static_cast<void>(m_lock.take(FileLock::Wait::Yes));
}

QString RunLock::nameOf(const QString &run) const
{
    return m_file + ".run-"_L1 + run;
}

bool RunLock::livesElsewhere(const QString &run) const
{
    return !run.isEmpty() && run != m_run && isHeld(nameOf(run));
}

} // namespace Cistern
