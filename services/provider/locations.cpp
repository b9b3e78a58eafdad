// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/locations.h"

#include <QByteArray>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace Cistern {

namespace {
Failure fileFailure(int error, const QString &file)
{
    return Failure{.cause = Failure::Cause::Storage,
                   .stage = Failure::Stage::Storage,
                   .code = quint32(error),
                   .parameter = file,
                   .serverText = QString::fromLocal8Bit(std::strerror(error))};
}

class Descriptor
{
public:
    Descriptor(const QString &file, int flags)
        : m_number(::open(QFile::encodeName(file).constData(), flags | O_CLOEXEC | O_NOFOLLOW,
                          S_IRUSR | S_IWUSR))
    {}
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};

int writeZeroes(int descriptor, off_t from, quint64 bytes)
{
    static const QByteArray zeroes(1024 * 1024, '\0');
    while (bytes > 0) {
        const auto wanted = size_t(std::min<quint64>(bytes, quint64(zeroes.size())));
        const ssize_t written = ::pwrite(descriptor, zeroes.constData(), wanted, from);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return written < 0 ? errno : ENOSPC;
        from += written;
        bytes -= quint64(written);
    }
    return 0;
}
} // namespace

FileSystemSpace spaceOf(const QString &folder)
{
    struct stat about;
    struct statvfs space;
    const QByteArray name = QFile::encodeName(folder);
    if (::stat(name.constData(), &about) != 0 || ::statvfs(name.constData(), &space) != 0)
        return {};
    const quint64 block = space.f_frsize;
    const quint64 free = block * space.f_bavail;
    const quint64 untouched = std::max<quint64>(block * space.f_blocks / 20, 1024 * sizeStep);
    return {.device = quint64(about.st_dev), .usable = free > untouched ? free - untouched : 0};
}

Outcome<Done> growFile(const QString &file, quint64 bytes)
{
    const Descriptor descriptor(file, O_RDWR | O_CREAT);
    if (descriptor.number() < 0)
        return fileFailure(errno, file);
    const off_t end = ::lseek(descriptor.number(), 0, SEEK_END);
    if (end < 0)
        return fileFailure(errno, file);
    int error = ::posix_fallocate(descriptor.number(), end, off_t(bytes));
    if (error == EOPNOTSUPP || error == EINVAL)
        error = writeZeroes(descriptor.number(), end, bytes);
    if (error != 0) {
        // What was half added goes again, so that the length says what is there.
        if (::ftruncate(descriptor.number(), end) != 0)
            return fileFailure(errno, file);
        return fileFailure(error, file);
    }
    return Done();
}

Outcome<Done> shrinkFile(const QString &file, quint64 bytes)
{
    const Descriptor descriptor(file, O_WRONLY);
    struct stat about;
    if (descriptor.number() < 0 || ::fstat(descriptor.number(), &about) != 0)
        return fileFailure(errno, file);
    if (bytes > quint64(about.st_size))
        return fileFailure(EINVAL, file);
    if (::ftruncate(descriptor.number(), about.st_size - off_t(bytes)) != 0)
        return fileFailure(errno, file);
    return Done();
}

Outcome<Done> removeFile(const QString &file)
{
    if (::unlink(QFile::encodeName(file).constData()) != 0 && errno != ENOENT)
        return fileFailure(errno, file);
    return Done();
}

Outcome<Done> syncFile(const QString &file)
{
    // Nothing there is as good as synced; some filesystems can't sync a folder and say EINVAL.
    for (const QString &path : {file, QFileInfo(file).absolutePath()}) {
        const Descriptor descriptor(path, O_RDONLY);
        const bool synced = descriptor.number() < 0
            ? errno == ENOENT
            : ::fsync(descriptor.number()) == 0 || errno == EINVAL;
        if (!synced)
            return fileFailure(errno, path);
    }
    return Done();
}

Outcome<quint64> fileLength(const QString &file)
{
    struct stat about;
    if (::lstat(QFile::encodeName(file).constData(), &about) == 0)
        return quint64(about.st_size);
    return errno == ENOENT ? Outcome<quint64>(0) : fileFailure(errno, file);
}

Outcome<Done> settleFile(const QString &file, quint64 length)
{
    const auto now = fileLength(file);
    if (!now)
        return now.failure();
    if (*now > length)
        return shrinkFile(file, *now - length);
    for (quint64 missing = length - *now; missing > 0;) {
        const quint64 step = std::min(missing, fileChunk);
        if (const auto grown = growFile(file, step); !grown)
            return grown;
        missing -= step;
    }
    return Done();
}

} // namespace Cistern
