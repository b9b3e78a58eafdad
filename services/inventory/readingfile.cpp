// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/readingfile.h"

#include "services/inventory/instancestream.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QTemporaryFile>

#include <filesystem>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// What a file begins with: this program's, in this form. Then the sum of all that follows.
constexpr quint32 mark = 0x43495331; // "CIS1"
constexpr qint64 largest = 1024 * 1024 * 1024;
constexpr auto sumMethod = QCryptographicHash::Sha1; // against a damaged disk, not a person

QList<CimInstance> flat(const QList<QList<CimInstance>> &pages)
{
    QList<CimInstance> all;
    for (const QList<CimInstance> &page : pages)
        all += page;
    return all;
}
} // namespace

QString ReadingFile::nameFor(const QString &key)
{
    const QByteArray sum = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha1);
    return QString::fromLatin1(sum.toHex()) + ".reading"_L1;
}

// Nothing waits for the disk: what a power cut leaves half written does not have its sum.
bool ReadingFile::write(const QString &file, const QString &key, const SystemReading &reading)
{
    QByteArray body;
    QDataStream out(&body, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << key << reading.findings.read.toMSecsSinceEpoch() << reading.lacking;
    writeInstances(out, flat(reading.findings.objects));
    writeInstances(out, flat(reading.findings.links));
    QTemporaryFile whole(file + ".XXXXXX"_L1); // for its owner alone
    if (!whole.open())
        return false;
    QDataStream head(&whole);
    head.setVersion(QDataStream::Qt_6_4);
    head << mark << QCryptographicHash::hash(body, sumMethod);
    if (head.status() != QDataStream::Ok || whole.write(body) != body.size() || !whole.flush())
        return false;
    std::error_code problem;
    std::filesystem::rename(whole.fileName().toStdU16String(), file.toStdU16String(), problem);
    whole.setAutoRemove(bool(problem));
    return !problem;
}

std::optional<SystemReading> ReadingFile::read(const QString &file, const QString &key)
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
    QString of;
    qint64 read = 0;
    in >> of >> read >> reading.lacking;
    reading.findings.read = QDateTime::fromMSecsSinceEpoch(read, Qt::UTC);
    reading.findings.objects = {readInstances(in)};
    reading.findings.links = {readInstances(in)};
    if (in.status() != QDataStream::Ok || of != key)
        return std::nullopt;
    return reading;
}

} // namespace Cistern
