// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/storage/filelayer.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QMap>
#include <QMutex>

#include <cerrno>
#include <cstdarg>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Cistern;
using namespace Cistern::FileLayer;
using namespace Qt::Literals::StringLiterals;

namespace {
// One lock around call and note, so that the order noted is the order that happened.
QMutex mutex;
QByteArray recordedRoot, faultyRoot;
QList<Event> noted;
Fault fault;
Counts seen;
int struck = 0;

bool below(const QByteArray &root, const QByteArray &path)
{
    return !root.isEmpty() && path.startsWith(root + '/')
        && (path.contains("/target.sqlite") || path.contains("/extents"));
}

QByteArray pathOf(int descriptor)
{
    char text[4096];
    const QByteArray link = "/proc/self/fd/" + QByteArray::number(descriptor);
    const ssize_t length = ::readlink(link.constData(), text, sizeof text);
    return length > 0 ? QByteArray(text, length) : QByteArray();
}

bool watched()
{
    return !recordedRoot.isEmpty() || !faultyRoot.isEmpty();
}

// The error that the call must have, 0 for none.
int errorFor(Fault::Kind kind, const QByteArray &path)
{
    const bool folder = !faultyRoot.isEmpty() && path == faultyRoot;
    if (!below(faultyRoot, path) && !(folder && kind == Fault::Kind::Sync))
        return 0;
    const int number = kind == Fault::Kind::Sync ? ++seen.syncs : ++seen.writes;
    const bool same = (fault.kind == Fault::Kind::Sync) == (kind == Fault::Kind::Sync);
    if (!same || fault.error == 0 || number < fault.first
        || (number > fault.first && !fault.onwards))
        return 0;
    ++struck;
    return fault.error;
}

void note(Event::Kind kind, const QByteArray &path, qint64 offset = 0, const QByteArray &data = {})
{
    const bool folder = kind == Event::Kind::SyncFolder && !recordedRoot.isEmpty()
        && path == recordedRoot;
    if (below(recordedRoot, path) || folder)
        noted.append({kind, QFile::decodeName(path), offset, data});
}

bool onlyLength(const QByteArray &path)
{
    return path.contains("/extents/");
}

template<class Call>
int changed(const QByteArray &path, Fault::Kind kind, Call call)
{
    if (const int error = errorFor(kind, path)) {
        errno = error;
        return -1;
    }
    return call();
}

ssize_t writeAt(int descriptor, const void *bytes, size_t size, off_t offset)
{
    if (!watched())
        return ::syscall(SYS_pwrite64, descriptor, bytes, size, offset);
    const QMutexLocker lock(&mutex);
    const QByteArray path = pathOf(descriptor);
    if (const int error = errorFor(Fault::Kind::Write, path)) {
        if (fault.kind != Fault::Kind::ShortWrite || size < 2) {
            errno = error;
            return -1;
        }
        size /= 2; // the next one says why
        fault.kind = Fault::Kind::Write;
        if (!fault.onwards)
            fault.first = seen.writes + 1;
    }
    const ssize_t written = ::syscall(SYS_pwrite64, descriptor, bytes, size, offset);
    if (written > 0 && below(recordedRoot, path)) {
        struct stat about = {};
        if (onlyLength(path))
            note(Event::Kind::Length, path, ::fstat(descriptor, &about) == 0 ? about.st_size : 0);
        else
            note(Event::Kind::Write, path, offset,
                 QByteArray(static_cast<const char *>(bytes), written));
    }
    return written;
}

int openFile(const char *name, int flags, mode_t mode)
{
    const auto call = [&] { return int(::syscall(SYS_openat, AT_FDCWD, name, flags, mode)); };
    if (!watched() || (flags & O_CREAT) == 0)
        return call();
    const QMutexLocker lock(&mutex);
    const QByteArray path(name);
    if (!below(recordedRoot, path) && !below(faultyRoot, path))
        return call();
    const bool there = ::access(name, F_OK) == 0;
    const int descriptor = there ? call() : changed(path, Fault::Kind::Write, call);
    if (descriptor >= 0 && !there)
        note(Event::Kind::Create, path);
    return descriptor;
}

int setLength(const QByteArray &path, off_t length, const std::function<int()> &call)
{
    const int result = changed(path, Fault::Kind::Write, call);
    if (result == 0)
        note(Event::Kind::Length, path, length);
    return result;
}

int syncOf(int descriptor)
{
    const auto call = [&] { return int(::syscall(SYS_fsync, descriptor)); };
    if (!watched())
        return call();
    const QMutexLocker lock(&mutex);
    const QByteArray path = pathOf(descriptor);
    struct stat about = {};
    const bool folder = ::fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode);
    const int result = changed(path, Fault::Kind::Sync, call);
    if (result == 0)
        note(folder ? Event::Kind::SyncFolder : Event::Kind::Sync, path);
    return result;
}

int allocate(int descriptor, off_t offset, off_t length)
{
    const auto call = [&] {
        return ::syscall(SYS_fallocate, descriptor, 0, offset, length) == 0 ? 0 : -1;
    };
    if (!watched())
        return call() == 0 ? 0 : errno;
    const QMutexLocker lock(&mutex);
    const QByteArray path = pathOf(descriptor);
    return setLength(path, offset + length, call) == 0 ? 0 : errno;
}
} // namespace

extern "C" {
ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t offset)
{
    return writeAt(descriptor, bytes, size, offset);
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t offset)
{
    return writeAt(descriptor, bytes, size, offset);
}
int open(const char *name, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const auto mode = mode_t(va_arg(more, int));
    va_end(more);
    return openFile(name, flags, mode);
}
int open64(const char *name, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const auto mode = mode_t(va_arg(more, int));
    va_end(more);
    return openFile(name, flags, mode);
}
int fsync(int descriptor)
{
    return syncOf(descriptor);
}
int fdatasync(int descriptor)
{
    return syncOf(descriptor);
}
int unlink(const char *name) noexcept
{
    const auto call = [&] { return int(::syscall(SYS_unlinkat, AT_FDCWD, name, 0)); };
    if (!watched())
        return call();
    const QMutexLocker lock(&mutex);
    if (::access(name, F_OK) != 0)
        return call();
    const int result = changed(name, Fault::Kind::Write, call);
    if (result == 0)
        note(Event::Kind::Remove, name);
    return result;
}
int ftruncate(int descriptor, off_t length) noexcept
{
    const auto call = [&] { return int(::syscall(SYS_ftruncate, descriptor, length)); };
    if (!watched())
        return call();
    const QMutexLocker lock(&mutex);
    return setLength(pathOf(descriptor), length, call);
}
int ftruncate64(int descriptor, off64_t length) noexcept
{
    return ::ftruncate(descriptor, length);
}
int truncate(const char *name, off_t length) noexcept
{
    const auto call = [&] { return int(::syscall(SYS_truncate, name, length)); };
    if (!watched())
        return call();
    const QMutexLocker lock(&mutex);
    return setLength(name, length, call);
}
int posix_fallocate(int descriptor, off_t offset, off_t length)
{
    return allocate(descriptor, offset, length);
}
int posix_fallocate64(int descriptor, off64_t offset, off64_t length)
{
    return allocate(descriptor, offset, length);
}
} // extern "C"

QList<Event> FileLayer::record(const QString &root)
{
    const QMutexLocker lock(&mutex);
    recordedRoot = QFile::encodeName(root);
    return std::exchange(noted, {});
}

void FileLayer::mark(const QString &line)
{
    const QMutexLocker lock(&mutex);
    noted.append({Event::Kind::Mark, line});
}

void FileLayer::fail(const QString &root, const Fault &wanted)
{
    const QMutexLocker lock(&mutex);
    faultyRoot = QFile::encodeName(root);
    fault = wanted;
    seen = {};
    struck = 0;
}

int FileLayer::heal()
{
    const QMutexLocker lock(&mutex);
    fault = {};
    return struck;
}

Counts FileLayer::counts()
{
    const QMutexLocker lock(&mutex);
    return seen;
}

namespace {
struct Inode
{
    bool onlyLength = false;
    QByteArray bytes = {};
    qint64 length = 0;

    void apply(const Event &event)
    {
        if (onlyLength) {
            length = event.offset;
        } else if (event.kind == Event::Kind::Length) {
            const qsizetype old = bytes.size();
            bytes.resize(event.offset);
            if (event.offset > old)
                std::fill(bytes.begin() + old, bytes.end(), '\0');
        } else {
            write(event.offset, event.data);
        }
    }
    void write(qint64 offset, const QByteArray &data)
    {
        if (bytes.size() < offset + data.size())
            bytes.append(qsizetype(offset + data.size() - bytes.size()), '\0');
        bytes.replace(offset, data.size(), data);
    }
    // Some of the sectors of a write.
    void applyTorn(const Event &event, QRandomGenerator &random)
    {
        constexpr qsizetype sector = 512;
        for (qsizetype at = 0; at < event.data.size(); at += sector) {
            if (random.bounded(2) == 1)
                write(event.offset + at, event.data.mid(at, sector));
        }
    }
};

// The disk after some events: what is sure to be there, and what may be.
struct Disk
{
    struct Naming
    {
        QString path;
        int inode; // -1: removed
    };
    std::vector<Inode> inodes;                 // as synced
    std::vector<QList<const Event *>> pending; // of each inode, since its last sync
    QMap<QString, int> sure, now;              // names
    QList<Naming> namings;                     // since their folder's last sync

    explicit Disk(const QList<Event> &events, qsizetype end)
    {
        for (qsizetype i = 0; i < end; ++i)
            add(events[i]);
    }

    void add(const Event &event)
    {
        switch (event.kind) {
        case Event::Kind::Create:
            inodes.push_back({.onlyLength = event.path.contains("/extents/"_L1)});
            pending.emplace_back();
            name(event.path, int(inodes.size()) - 1);
            break;
        case Event::Kind::Remove:
            name(event.path, -1);
            break;
        case Event::Kind::Write:
        case Event::Kind::Length:
            if (const int inode = now.value(event.path, -1); inode >= 0)
                pending[size_t(inode)].append(&event);
            break;
        case Event::Kind::Sync:
            if (const int inode = now.value(event.path, -1); inode >= 0) {
                for (const Event *each : std::as_const(pending[size_t(inode)]))
                    inodes[size_t(inode)].apply(*each);
                pending[size_t(inode)].clear();
            }
            break;
        case Event::Kind::SyncFolder:
            for (qsizetype i = 0; i < namings.size();) {
                if (namings[i].path.section(u'/', 0, -2) == event.path)
                    keep(namings.takeAt(i));
                else
                    ++i;
            }
            break;
        case Event::Kind::Mark:
            break;
        }
    }
    void name(const QString &path, int inode)
    {
        if (inode < 0)
            now.remove(path);
        else
            now.insert(path, inode);
        namings.append({path, inode});
    }
    void keep(const Naming &naming)
    {
        if (naming.inode < 0)
            sure.remove(naming.path);
        else
            sure.insert(naming.path, naming.inode);
    }
    bool hasUnsynced() const
    {
        return !namings.isEmpty()
            || std::any_of(pending.begin(), pending.end(),
                           [](const auto &each) { return !each.isEmpty(); });
    }
};
} // namespace

bool FileLayer::hasUnsynced(const QList<Event> &events, qsizetype end)
{
    return Disk(events, end).hasUnsynced();
}

Image FileLayer::image(const QList<Event> &events, qsizetype end, Left left,
                       QRandomGenerator &random)
{
    Disk disk(events, end);
    const auto chosen = [&] {
        return left == Left::All || (left == Left::Some && random.bounded(2) == 1);
    };
    for (size_t i = 0; i < disk.inodes.size(); ++i) {
        for (const Event *each : std::as_const(disk.pending[i])) {
            if (!chosen())
                continue;
            if (left == Left::Some && each->kind == Event::Kind::Write && random.bounded(4) == 0)
                disk.inodes[i].applyTorn(*each, random);
            else
                disk.inodes[i].apply(*each);
        }
    }
    for (const Disk::Naming &naming : std::as_const(disk.namings)) {
        if (chosen())
            disk.keep(naming);
    }
    Image image;
    for (auto each = disk.sure.begin(); each != disk.sure.end(); ++each) {
        const Inode &inode = disk.inodes[size_t(each.value())];
        if (inode.onlyLength)
            image.lengths.insert(each.key(), inode.length);
        else
            image.files.insert(each.key(), inode.bytes);
    }
    return image;
}

QByteArray Image::digest() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (auto each = files.begin(); each != files.end(); ++each) {
        hash.addData(each.key().toUtf8());
        hash.addData(each.value());
    }
    for (auto each = lengths.begin(); each != lengths.end(); ++each)
        hash.addData(each.key().toUtf8() + ' ' + QByteArray::number(each.value()));
    return hash.result();
}

void Image::write(const QString &root) const
{
    QDir(root).removeRecursively();
    QDir().mkpath(root + u"/extents"_s);
    const auto make = [](const QString &path, const QByteArray &bytes, qint64 length) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()
            || !file.resize(length))
            qFatal("the image can not be written");
    };
    for (auto each = files.begin(); each != files.end(); ++each)
        make(each.key(), each.value(), each.value().size());
    for (auto each = lengths.begin(); each != lengths.end(); ++each)
        make(each.key(), {}, each.value());
}
