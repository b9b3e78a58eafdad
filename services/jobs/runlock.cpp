// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/runlock.h"

#include <QDir>
#include <QFileInfo>

#include <sys/file.h>
#include <sys/stat.h>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
bool lock(const QFile &file, int how)
{
    int done = -1;
    do {
        done = ::flock(file.handle(), how);
    } while (done != 0 && errno == EINTR);
    return done == 0;
}

// Another run may have cleared it away before it was locked.
bool isStillThere(const QFile &file)
{
    struct stat held = {}, named = {};
    return ::fstat(file.handle(), &held) == 0
        && ::stat(QFile::encodeName(file.fileName()).constData(), &named) == 0
        && held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

// Free, or of a program that is gone: then it is no more afterwards.
bool isFree(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return true;
    if (!lock(file, LOCK_EX | LOCK_NB))
        return errno != EWOULDBLOCK;
    file.remove();
    return true;
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
    // Only one who clears away can hold it, for a moment.
    while (m_lock.open(QIODevice::ReadWrite) && lock(m_lock, LOCK_EX) && !isStillThere(m_lock))
        m_lock.close();
}

RunLock::~RunLock()
{
    m_lock.remove();
}

QString RunLock::nameOf(const QString &run) const
{
    return m_file + ".run-"_L1 + run;
}

bool RunLock::livesElsewhere(const QString &run) const
{
    return !run.isEmpty() && run != m_run && !isFree(nameOf(run));
}

} // namespace Cistern
