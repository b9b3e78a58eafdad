// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/readingfile.h"

#include "services/inventory/instancestream.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QSaveFile>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// What a file begins with: this program's, in this form. Then the sum of all that follows.
constexpr quint32 mark = 0x43495331; // "CIS1"
constexpr qint64 largest = 1024 * 1024 * 1024;
constexpr auto sumMethod = QCryptographicHash::Sha1; // against a damaged disk, not a person
} // namespace

QString ReadingFile::nameFor(const QString &systemId)
{
    const QByteArray sum = QCryptographicHash::hash(systemId.toUtf8(), QCryptographicHash::Sha1);
    return QString::fromLatin1(sum.toHex()) + ".reading"_L1;
}

bool ReadingFile::write(const QString &file, const QString &systemId, const SystemReading &reading)
{
    QByteArray body;
    QDataStream out(&body, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << systemId << reading.read.toMSecsSinceEpoch() << reading.lacking;
    writeInstances(out, reading.objects);
    writeInstances(out, reading.links);
    QSaveFile save(file);
    if (!save.open(QIODevice::WriteOnly))
        return false;
    save.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    QDataStream head(&save);
    head.setVersion(QDataStream::Qt_6_4);
    head << mark << QCryptographicHash::hash(body, sumMethod);
    save.write(body);
    return save.commit();
}

std::optional<SystemReading> ReadingFile::read(const QString &file, const QString &systemId)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly) || source.size() > largest)
        return std::nullopt;
    QDataStream head(&source);
    head.setVersion(QDataStream::Qt_6_4);
    quint32 first = 0;
    QByteArray sum;
    head >> first;
    if (first != mark)
        return std::nullopt;
    head >> sum;
    const QByteArray body = source.readAll();
    if (QCryptographicHash::hash(body, sumMethod) != sum)
        return std::nullopt;
    QDataStream in(body);
    in.setVersion(QDataStream::Qt_6_4);
    SystemReading reading;
    QString id;
    qint64 read = 0;
    in >> id >> read >> reading.lacking;
    reading.read = QDateTime::fromMSecsSinceEpoch(read, Qt::UTC);
    reading.objects = readInstances(in);
    reading.links = readInstances(in);
    if (in.status() != QDataStream::Ok || id != systemId)
        return std::nullopt;
    return reading;
}

} // namespace Cistern
