// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/simulation/memoryfiles.h"

#include <QFile>

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace Cistern::MemoryFiles {

namespace {
struct Content
{
    QByteArray bytes;
    quint64 writes = 0;
};
using ContentPtr = std::shared_ptr<Content>;

QHash<QByteArray, ContentPtr> &files()
{
    static QHash<QByteArray, ContentPtr> all;
    return all;
}

struct OpenFile
{
    sqlite3_file base;
    ContentPtr *content; // made and freed by hand: SQLite owns the memory
};

QByteArray &contentOf(sqlite3_file *file)
{
    return (*reinterpret_cast<OpenFile *>(file)->content)->bytes;
}

int closeFile(sqlite3_file *file)
{
    delete reinterpret_cast<OpenFile *>(file)->content;
    return SQLITE_OK;
}

int readFile(sqlite3_file *file, void *into, int count, sqlite3_int64 from)
{
    const QByteArray &content = contentOf(file);
    const qsizetype there = std::clamp<qsizetype>(content.size() - from, 0, count);
    if (there > 0)
        std::memcpy(into, content.constData() + from, size_t(there));
    std::memset(static_cast<char *>(into) + there, 0, size_t(count - there));
    return there < count ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

int writeFile(sqlite3_file *file, const void *from, int count, sqlite3_int64 at)
{
    ++(*reinterpret_cast<OpenFile *>(file)->content)->writes;
    QByteArray &content = contentOf(file);
    if (content.size() < at + count)
        content.resize(at + count, '\0');
    std::memcpy(content.data() + at, from, size_t(count));
    return SQLITE_OK;
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    contentOf(file).truncate(size);
    return SQLITE_OK;
}

int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    *size = contentOf(file).size();
    return SQLITE_OK;
}

const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = closeFile,
    .xRead = readFile,
    .xWrite = writeFile,
    .xTruncate = truncateFile,
    .xSync = [](sqlite3_file *, int) { return SQLITE_OK; },
    .xFileSize = sizeOfFile,
    .xLock = [](sqlite3_file *, int) { return SQLITE_OK; }, // the store has a lock of its own
    .xUnlock = [](sqlite3_file *, int) { return SQLITE_OK; },
    .xCheckReservedLock =
        [](sqlite3_file *, int *locked) {
            *locked = 0;
            return SQLITE_OK;
        },
    .xFileControl = [](sqlite3_file *, int, void *) { return SQLITE_NOTFOUND; },
    .xSectorSize = [](sqlite3_file *) { return 4096; },
    .xDeviceCharacteristics = [](sqlite3_file *) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; },
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    const QByteArray key = name ? QByteArray(name) : QByteArray();
    ContentPtr content = key.isEmpty() ? std::make_shared<Content>() : files().value(key);
    if (!content) {
        content = std::make_shared<Content>();
        files().insert(key, content);
    }
    auto *opened = reinterpret_cast<OpenFile *>(file);
    opened->content = new ContentPtr(content);
    opened->base.pMethods = &methods;
    if (outFlags)
        *outFlags = flags;
    return SQLITE_OK;
}

int removeFile(sqlite3_vfs *, const char *name, int)
{
    return files().remove(QByteArray(name)) ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

int findFile(sqlite3_vfs *, const char *name, int, int *found)
{
    *found = files().contains(QByteArray(name)) ? 1 : 0;
    return SQLITE_OK;
}

int fullName(sqlite3_vfs *, const char *name, int most, char *full)
{
    qstrncpy(full, name, size_t(most));
    return SQLITE_OK;
}

int randomBytes(sqlite3_vfs *, int count, char *into)
{
    std::memset(into, 7, size_t(count)); // names of journals need none
    return count;
}

QByteArray prefixOf(const QString &folder)
{
    return QFile::encodeName(folder) + '/';
}
} // namespace

void install()
{
    static sqlite3_vfs memory{};
    const sqlite3_vfs *usual = sqlite3_vfs_find(nullptr);
    memory = *usual;
    memory.iVersion = 1;
    memory.szOsFile = int(sizeof(OpenFile));
    memory.pNext = nullptr;
    memory.zName = "cistern-memory";
    memory.xOpen = openFile;
    memory.xDelete = removeFile;
    memory.xAccess = findFile;
    memory.xFullPathname = fullName;
    memory.xRandomness = randomBytes;
    sqlite3_vfs_register(&memory, 1);
}

void clear()
{
    files().clear();
}

quint64 writes(const QString &file)
{
    const ContentPtr content = files().value(QFile::encodeName(file));
    return content ? content->writes : 0;
}

Image below(const QString &folder)
{
    Image image;
    for (auto file = files().cbegin(); file != files().cend(); ++file) {
        if (file.key().startsWith(prefixOf(folder)))
            image.insert(file.key(), (*file)->bytes);
    }
    return image;
}

void putBack(const QString &folder, const Image &image)
{
    files().removeIf(
        [prefix = prefixOf(folder)](const auto &file) { return file.key().startsWith(prefix); });
    for (auto file = image.cbegin(); file != image.cend(); ++file)
        files().insert(file.key(), std::make_shared<Content>(Content{.bytes = *file, .writes = 0}));
}

} // namespace Cistern::MemoryFiles
