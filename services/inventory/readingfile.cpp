// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/readingfile.h"

#include "services/inventory/instancestream.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QTemporaryFile>

#include <algorithm>
#include <filesystem>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// What a file begins with: this program's, in this form. Then the sum of all that follows.
constexpr quint32 mark = 0x43495331; // "CIS1"
constexpr qint64 largest = 1024 * 1024 * 1024;
constexpr auto sumMethod = QCryptographicHash::Sha1; // against a damaged disk, not a person
constexpr qsizetype mostAtOnce = 1024;               // objects

// What goes into the file, and into the sum of it.
class Output
{
public:
    explicit Output(QFile &file) : m_file(file) {}

    template<class Writer>
    void write(const Writer &writer)
    {
        QByteArray bytes;
        QDataStream stream(&bytes, QIODevice::WriteOnly);
        stream.setVersion(QDataStream::Qt_6_4);
        writer(stream);
        m_sum.addData(bytes);
        m_good = m_file.write(bytes) == bytes.size() && m_good;
    }

    bool good() const { return m_good; }
    QByteArray sum() const { return m_sum.result(); }

private:
    QFile &m_file;
    QCryptographicHash m_sum{sumMethod};
    bool m_good = true;
};

bool writePages(Output &output, const QList<QList<CimInstance>> &pages,
                const ReadingFile::GiveUp &giveUp)
{
    quint32 parts = 0;
    for (const QList<CimInstance> &page : pages)
        parts += quint32((page.size() + mostAtOnce - 1) / mostAtOnce);
    output.write([parts](QDataStream &out) { out << parts; });
    for (const QList<CimInstance> &page : pages) {
        for (qsizetype from = 0; from < page.size(); from += mostAtOnce) {
            if (giveUp || !output.good())
                return false;
            output.write([&](QDataStream &out) {
                writeInstances(out, page.sliced(from, std::min(mostAtOnce, page.size() - from)));
            });
        }
    }
    return true;
}

QList<QList<CimInstance>> readPages(QDataStream &in, const ReadingFile::GiveUp &giveUp)
{
    QList<QList<CimInstance>> pages;
    quint32 parts = 0;
    for (in >> parts; parts > 0 && in.status() == QDataStream::Ok; --parts) {
        if (giveUp)
            in.setStatus(QDataStream::ReadPastEnd);
        else
            pages.append(readInstances(in));
    }
    return pages;
}

bool writeHead(QFile &file, const QByteArray &sum)
{
    QDataStream head(&file);
    head.setVersion(QDataStream::Qt_6_4);
    head << mark << sum;
    return head.status() == QDataStream::Ok;
}
} // namespace

QString ReadingFile::nameFor(const QString &key)
{
    const QByteArray sum = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha1);
    return QString::fromLatin1(sum.toHex()) + ".reading"_L1;
}

// Nothing waits for the disk: what a power cut leaves half written does not have its sum.
bool ReadingFile::write(const QString &file, const QString &key, const SystemReading &reading,
                        const GiveUp &giveUp)
{
    QTemporaryFile whole(file + ".XXXXXX"_L1); // for its owner alone
    if (!whole.open())
        return false;
    Output output(whole);
    if (!writeHead(whole, output.sum())) // its place
        return false;
    output.write([&](QDataStream &out) {
        out << key << reading.findings.read.toMSecsSinceEpoch() << reading.lacking;
    });
    if (!writePages(output, reading.findings.objects, giveUp)
        || !writePages(output, reading.findings.links, giveUp) || !output.good() || !whole.seek(0)
        || !writeHead(whole, output.sum()) || !whole.flush())
        return false;
    std::error_code problem;
    std::filesystem::rename(whole.fileName().toStdU16String(), file.toStdU16String(), problem);
    whole.setAutoRemove(bool(problem));
    return !problem;
}

std::optional<SystemReading> ReadingFile::read(const QString &file, const QString &key,
                                               const GiveUp &giveUp)
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
    reading.findings.objects = readPages(in, giveUp);
    reading.findings.links = readPages(in, giveUp);
    if (in.status() != QDataStream::Ok || of != key)
        return std::nullopt;
    return reading;
}

} // namespace Cistern
