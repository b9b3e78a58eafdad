// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/core/versionedfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <cerrno>
#include <cstring>

#ifdef Q_OS_UNIX
#    include <fcntl.h>
#    include <unistd.h>
#endif

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int copiesKept = 3;
constexpr qint64 largestFile = 16 * 1024 * 1024;

Failure malformed(const QString &file, qint64 line, const QString &words)
{
    return Failure{.cause = Failure::Cause::Malformed,
                   .stage = Failure::Stage::Storage,
                   .code = quint32(line),
                   .parameter = file,
                   .serverText = words};
}

Failure storage(const QString &file, const QString &words)
{
    return Failure{.cause = Failure::Cause::Storage,
                   .stage = Failure::Stage::Storage,
                   .parameter = file,
                   .serverText = words};
}

Outcome<QJsonArray> read(const QString &name, const QString &rows, int newest)
{
    QFile file(name);
    if (!file.exists())
        return QJsonArray();
    if (!file.open(QIODevice::ReadOnly))
        return storage(name, file.errorString());
    if (file.size() > largestFile)
        return Failure{
            .cause = Failure::Cause::TooLarge, .stage = Failure::Stage::Storage, .parameter = name};
    const QByteArray text = file.readAll();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return malformed(
            name, text.first(std::clamp<qsizetype>(error.offset, 0, text.size())).count('\n') + 1,
            error.errorString());
    const int version = document[u"version"_s].toInt(-1);
    if (version < 1 || version > newest || !document[rows].isArray())
        return malformed(name, 1, u"version %1"_s.arg(version));
    return document[rows].toArray();
}

// Each copy takes the place of the one before it, once there is a new one.
Outcome<Done> rotate(const QString &name)
{
    if (!QFile::exists(name))
        return Done();
    const auto copy = [&name](int number) { return u"%1.%2"_s.arg(name).arg(number); };
    QFile present(name), fresh(copy(0));
    if ((fresh.exists() && !fresh.remove()) || !present.copy(fresh.fileName())) {
        QFile::remove(fresh.fileName()); // a part of it
        return storage(present.fileName(), present.errorString());
    }
    for (int i = copiesKept; i > 0; --i) {
        QFile old(copy(i)), next(copy(i - 1));
        if (old.exists() && !old.remove())
            return storage(old.fileName(), old.errorString());
        if (next.exists() && !next.rename(copy(i)))
            return storage(next.fileName(), next.errorString());
    }
    return Done();
}

// Makes the new name of a file in it outlive a power cut.
Outcome<Done> syncFolder(const QString &folder)
{
#ifdef Q_OS_UNIX
    const int descriptor = ::open(QFile::encodeName(folder).constData(),
                                  O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    // Some filesystems can't sync a folder and say EINVAL.
    const bool synced = descriptor >= 0 && (::fsync(descriptor) == 0 || errno == EINVAL);
    const int error = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (!synced)
        return storage(folder, QString::fromLocal8Bit(std::strerror(error)));
#else
    Q_UNUSED(folder)
#endif
    return Done();
}

Outcome<Done> write(const QString &name, const QJsonObject &content)
{
    const QString folder = QFileInfo(name).absolutePath();
    if (!QDir().mkpath(folder))
        return storage(name, {});
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        return storage(name, file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const QByteArray text = QJsonDocument(content).toJson();
    if (file.write(text) != text.size() || !file.flush())
        return storage(name, file.errorString());
    // Not before there is something to take the place of what lies there.
    if (const auto rotated = rotate(name); !rotated)
        return rotated;
    if (!file.commit())
        return storage(name, file.errorString());
    return syncFolder(folder);
}
} // namespace

VersionedFile::VersionedFile(const QString &file, const QString &rows, int version, QObject *parent)
    : QObject(parent), m_file(file), m_rows(rows), m_version(version)
{
    m_pool.setMaxThreadCount(1);
}

Answer<QJsonArray> VersionedFile::load(QObject *owner)
{
    Pledge<QJsonArray> read;
    m_pool.start([read, file = m_file, rows = m_rows, version = m_version] {
        read.give(Cistern::read(file, rows, version));
    });
    Pledge<QJsonArray> loaded;
    onDone(read.answer(), this, [this, loaded](const Outcome<QJsonArray> &rows) {
        m_unreadable = rows ? std::nullopt : std::optional(rows.failure());
        loaded.give(rows);
    });
    return ownedBy(owner, loaded.answer());
}

Answer<Done> VersionedFile::save(const QJsonArray &rows, QObject *owner)
{
    if (m_unreadable)
        return readyAnswer<Done>(*m_unreadable);
    Pledge<Done> written;
    const QJsonObject content{{u"version"_s, m_version}, {m_rows, rows}};
    m_pool.start([written, file = m_file, content] { written.give(write(file, content)); });
    return ownedBy(owner, written.answer());
}

Failure VersionedFile::refuse(const QString &words)
{
    m_unreadable = malformed(m_file, 1, words);
    return *m_unreadable;
}

} // namespace Cistern

#include "moc_versionedfile.cpp"
