// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/canary.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QUrl>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// What stands before a find tells whose it was.
QString readable(QByteArray bytes)
{
    for (char &c : bytes) {
        if (c < ' ' || c > '~')
            c = '.';
    }
    return QString::fromLatin1(bytes);
}

constexpr qsizetype page = 4096;

bool isZero(QByteArrayView bytes)
{
    return bytes.front() == 0 && std::equal(bytes.begin() + 1, bytes.end(), bytes.begin());
}
} // namespace

Canary::Canary(const QByteArray &secret)
{
    const QString text = QString::fromUtf8(secret);
    const QByteArray wide(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    m_shapes = {
        {u"as it is"_s, secret},
        {u"in UTF-16"_s, wide},
        {u"as NT hash"_s, QCryptographicHash::hash(wide, QCryptographicHash::Md4)},
        {u"as NT hash in hex"_s, QCryptographicHash::hash(wide, QCryptographicHash::Md4).toHex()}};
    if (QUrl::toPercentEncoding(text) != secret)
        m_shapes.append({u"percent-encoded"_s, QUrl::toPercentEncoding(text)});
    // Whatever stands before it, one of three alignments holds it; the outer letters mix with the
    // neighbours and are left out.
    for (const QByteArray &bytes : {secret, wide}) {
        for (int before = 0; before < 3; ++before) {
            const QByteArray letters = (QByteArray(before, 'x') + bytes)
                                           .toBase64(QByteArray::OmitTrailingEquals);
            m_shapes.append({u"in Base64"_s, letters.mid(before ? 4 : 0).chopped(4)});
        }
    }
}

QStringList Canary::inBytes(const QByteArray &bytes, const QString &where) const
{
    QStringList found;
    for (const auto &[name, shape] : m_shapes) {
        const qsizetype at = bytes.indexOf(shape);
        if (at >= 0)
            found.append(u"%1: %2 at %3, between \"%4\" and \"%5\""_s.arg(where, name)
                             .arg(at)
                             .arg(readable(bytes.mid(std::max<qsizetype>(at - 48, 0),
                                                     std::min<qsizetype>(at, 48))),
                                  readable(bytes.mid(at + shape.size(), 48))));
    }
    return found;
}

QStringList Canary::inFiles(const QString &folder) const
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        found += inBytes(path.toUtf8(), u"name of "_s + path);
        QFile file(path);
        if (files.fileInfo().isFile() && file.open(QIODevice::ReadOnly))
            found += inBytes(file.readAll(), path);
    }
    return found;
}

QStringList Canary::inProcess(qint64 id) const
{
    QStringList found;
    for (const QString &name : {u"cmdline"_s, u"environ"_s}) {
        const QString path = u"/proc/%1/%2"_s.arg(id).arg(name);
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            found.append(path + u" can't be read"_s);
        found += inBytes(file.readAll(), path);
    }
    return found;
}

QStringList Canary::inMemory(qint64 id) const
{
    QFile maps(u"/proc/%1/smaps"_s.arg(id)), memory(u"/proc/%1/mem"_s.arg(id));
    if (!maps.open(QIODevice::ReadOnly)
        || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {u"the memory of %1 can't be read"_s.arg(id)};
    QStringList found;
    qsizetype read = 0;
    QList<QByteArray> columns; // "from-to rwxp offset device inode name"
    const QList<QByteArray> lines = maps.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (!words.first().endsWith(':'))
            columns = words;
        // The last line of each tells "dd" for what the kernel leaves out of a core, as it does
        // with what is only read from a file.
        if (words.first() != "VmFlags:" || words.contains("dd") || !words.contains("wr"))
            continue;
        const QList<QByteArray> ends = columns.first().split('-');
        const quint64 from = ends.at(0).toULongLong(nullptr, 16);
        const quint64 to = ends.value(1).toULongLong(nullptr, 16);
        memory.seek(qint64(from));
        const QByteArray bytes = memory.read(qint64(std::min<quint64>(to - from, 1u << 30)));
        read += bytes.size();
        const QString where = QString::fromLatin1(columns.mid(5).join(' ') + " at 0x"
                                                  + columns.at(0));
        // Most of it was never written to.
        for (qsizetype at = 0; at < bytes.size();) {
            const qsizetype begin = at;
            while (at < bytes.size() && !isZero(QByteArrayView(bytes).sliced(at, page)))
                at += page;
            if (at > begin)
                found += inBytes(bytes.sliced(begin, at - begin), where);
            else
                at += page;
        }
    }
    if (read < 1'000'000)
        found.append(u"only %1 octets of memory could be read"_s.arg(read));
    return found;
}

} // namespace Cistern
