// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/core/filelock.h"

#include <QCoreApplication>

#include <cerrno>
#include <cstring>

#include <sys/file.h>
#include <sys/stat.h>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// 0, or errno.
int lock(const QFile &file, int how)
{
    while (::flock(file.handle(), how) != 0) {
        if (errno != EINTR)
            return errno;
    }
    return 0;
}

// Who had it before may have taken the file away between our opening and our locking it.
bool isStillThere(const QFile &file)
{
    struct stat held = {}, named = {};
    return ::fstat(file.handle(), &held) == 0
        && ::stat(QFile::encodeName(file.fileName()).constData(), &named) == 0
        && held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}
} // namespace

FileLock::~FileLock()
{
    if (m_file.isOpen())
        QFile::remove(m_file.fileName()); // by name: a file that removes itself is closed first
}

Outcome<Done> FileLock::take(Wait wait)
{
    while (!m_file.isOpen()) {
        if (!m_file.open(QIODevice::ReadWrite))
            return Failure{.cause = Failure::Cause::Storage,
                           .stage = Failure::Stage::Storage,
                           .code = quint32(errno),
                           .parameter = m_file.fileName(),
                           .serverText = m_file.errorString()};
        if (const int problem = lock(m_file, wait == Wait::Yes ? LOCK_EX : LOCK_EX | LOCK_NB)) {
            const Failure failure = problem == EWOULDBLOCK
                ? heldByAnother()
                : Failure{.cause = Failure::Cause::Storage,
                          .stage = Failure::Stage::Storage,
                          .code = quint32(problem),
                          .parameter = m_file.fileName(),
                          .serverText = QString::fromLocal8Bit(std::strerror(problem))};
            m_file.close();
            return failure;
        }
        if (!isStillThere(m_file))
            m_file.close();
    }
    // For those who find it held, and for people; that it can't be written changes nothing.
    m_file.resize(0);
    m_file.write(QByteArray::number(QCoreApplication::applicationPid()) + '\n'
                 + QCoreApplication::applicationName().toUtf8() + '\n');
    m_file.flush();
    return Done();
}

Failure FileLock::heldByAnother()
{
    const QByteArray pid = m_file.readLine(64).trimmed();
    const QString program = QString::fromUtf8(m_file.readLine(256)).trimmed();
    return {.cause = Failure::Cause::InUse,
            .stage = Failure::Stage::Storage,
            .code = pid.toUInt(),
            .parameter = m_file.fileName(),
            .serverText = u"%1 (%2)"_s.arg(program, QString::fromLatin1(pid))};
}

} // namespace Cistern
