// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/core/pagechecks.h"

#include <QByteArray>
#include <QtEndian>

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace Cistern::PageChecks {

namespace {
constexpr int leastPage = 512;
constexpr int headerSize = 100; // of the file, in its first page

sqlite3_vfs *beneath = nullptr;

// The file beneath lies behind it, in memory of SQLite.
struct CheckedFile
{
    sqlite3_file base;
    bool on;
    bool writing; // a transaction that may have left holes in the file
    int pageSize;
};
static_assert(alignof(CheckedFile) <= 8 && sizeof(CheckedFile) % 8 == 0, "as SQLite aligns it");

CheckedFile &checked(sqlite3_file *file)
{
    return *reinterpret_cast<CheckedFile *>(file);
}

sqlite3_file *real(sqlite3_file *file)
{
    return reinterpret_cast<sqlite3_file *>(reinterpret_cast<CheckedFile *>(file) + 1);
}

void noteHeader(CheckedFile &file, const void *bytes)
{
    const auto *header = static_cast<const uchar *>(bytes);
    if (std::memcmp(header, "SQLite format 3", 16) != 0)
        return;
    const int size = qFromBigEndian<quint16>(header + 16);
    file.pageSize = size == 1 ? 65536 : size;
    file.on = header[20] == reserved;
}

// Of a page without its sum; pages are no smaller than 512 and their size is a power of two.
quint64 sumOf(const void *page, int size, sqlite3_int64 at)
{
    const auto *bytes = static_cast<const uchar *>(page);
    quint32 first = quint32(at / leastPage) + 1, second = 0;
    for (int i = 0; i < size - reserved; i += 8) {
        first += qFromLittleEndian<quint32>(bytes + i) + second;
        second += qFromLittleEndian<quint32>(bytes + i + 4) + first;
    }
    return quint64(first) << 32 | second;
}

bool isWhole(const CheckedFile &file, const void *page, int size, sqlite3_int64 at)
{
    const auto *bytes = static_cast<const uchar *>(page);
    if (qFromLittleEndian<quint64>(bytes + size - reserved) == sumOf(page, size, at))
        return true;
    // Free pages between others are not written; nobody but their own transaction reads them.
    return file.writing && std::all_of(bytes, bytes + size, [](uchar byte) { return byte == 0; });
}

int readFile(sqlite3_file *file, void *into, int count, sqlite3_int64 at)
{
    CheckedFile &mine = checked(file);
    const int result = real(file)->pMethods->xRead(real(file), into, count, at);
    // Of a file that is cut, or whose header names too large a page, SQLite would take the rest
    // for zeros.
    if (result == SQLITE_IOERR_SHORT_READ && mine.on && at == 0 && count >= leastPage)
        return SQLITE_IOERR_DATA;
    if (result != SQLITE_OK)
        return result;
    if (at == 0 && count >= headerSize)
        noteHeader(mine, into);
    if (!mine.on || count < leastPage)
        return SQLITE_OK;
    if (count >= mine.pageSize)
        return isWhole(mine, into, count, at) ? SQLITE_OK : SQLITE_IOERR_DATA;
    // Some versions of SQLite read long values past their pages.
    const sqlite3_int64 begin = at - at % mine.pageSize;
    QByteArray page(mine.pageSize, Qt::Uninitialized);
    return readFile(file, page.data(), mine.pageSize, begin);
}

int writeFile(sqlite3_file *file, const void *from, int count, sqlite3_int64 at)
{
    CheckedFile &mine = checked(file);
    if (at == 0 && count >= headerSize)
        noteHeader(mine, from);
    if (!mine.on || count < leastPage)
        return real(file)->pMethods->xWrite(real(file), from, count, at);
    QByteArray page(static_cast<const char *>(from), count);
    qToLittleEndian(sumOf(from, count, at), page.data() + count - reserved);
    return real(file)->pMethods->xWrite(real(file), page.constData(), count, at);
}

int control(sqlite3_file *file, int what, void *argument)
{
    if (what != IsOn)
        return real(file)->pMethods->xFileControl(real(file), what, argument);
    *static_cast<int *>(argument) = checked(file).on;
    return SQLITE_OK;
}

// What the layer leaves to the file beneath.
template<auto Method, class... Arguments>
int passOn(sqlite3_file *file, Arguments... arguments)
{
    return (real(file)->pMethods->*Method)(real(file), arguments...);
}

int lock(sqlite3_file *file, int level)
{
    const int result = passOn<&sqlite3_io_methods::xLock>(file, level);
    if (result == SQLITE_OK)
        checked(file).writing = level >= SQLITE_LOCK_RESERVED;
    return result;
}

int unlock(sqlite3_file *file, int level)
{
    checked(file).writing = false;
    return passOn<&sqlite3_io_methods::xUnlock>(file, level);
}

const sqlite3_io_methods methods{
    .iVersion = 1, // no shared memory, no mapped pages
    .xClose = passOn<&sqlite3_io_methods::xClose>,
    .xRead = readFile,
    .xWrite = writeFile,
    .xTruncate = passOn<&sqlite3_io_methods::xTruncate, sqlite3_int64>,
    .xSync = passOn<&sqlite3_io_methods::xSync, int>,
    .xFileSize = passOn<&sqlite3_io_methods::xFileSize, sqlite3_int64 *>,
    .xLock = lock,
    .xUnlock = unlock,
    .xCheckReservedLock = passOn<&sqlite3_io_methods::xCheckReservedLock, int *>,
    .xFileControl = control,
    .xSectorSize = passOn<&sqlite3_io_methods::xSectorSize>,
    .xDeviceCharacteristics = passOn<&sqlite3_io_methods::xDeviceCharacteristics>,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr};

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *given)
{
    if (!(flags & SQLITE_OPEN_MAIN_DB)) // journals have sums of their own
        return beneath->xOpen(beneath, name, file, flags, given);
    new (file) CheckedFile{};
    const int result = beneath->xOpen(beneath, name, real(file), flags, given);
    if (real(file)->pMethods)
        file->pMethods = &methods;
    return result;
}
} // namespace

const char *vfs()
{
    static const sqlite3_vfs *const registered = [] {
        beneath = sqlite3_vfs_find(nullptr);
        static sqlite3_vfs layer;
        layer = *beneath;
        layer.szOsFile += int(sizeof(CheckedFile));
        layer.pNext = nullptr;
        layer.zName = "cistern-pagechecks";
        layer.xOpen = openFile;
        sqlite3_vfs_register(&layer, 0);
        return &layer;
    }();
    return registered->zName;
}

} // namespace Cistern::PageChecks
