// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/bench/parts/curlreplay.h"

#include "services/wsman/envelope.h"
#include "tests/support/child.h"
#include "tests/support/servedsite.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
void write(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s can't be written", qPrintable(name));
}

QByteArray option(const QByteArray &name, const QByteArray &value)
{
    return name + " = \"" + value + "\"\n";
}
} // namespace

CurlReplay CurlReplay::recorded(const QByteArray &seen)
{
    CurlReplay replay;
    for (qsizetype at = 0; at < seen.size();) {
        const qsizetype end = seen.indexOf("\r\n\r\n", at);
        if (end < 0)
            break;
        const QByteArray head = seen.mid(at, end - at).toLower() + "\r\n";
        const qsizetype length = head.indexOf("content-length:");
        const qsizetype size = length < 0
            ? 0
            : head.mid(length + 15, head.indexOf('\r', length) - length - 15)
                  .trimmed()
                  .toLongLong();
        (head.startsWith("post ") ? replay.requests : replay.replies)
            .append(seen.mid(end + 4, size));
        at = end + 4 + size;
    }
    if (replay.requests.size() != replay.replies.size())
        qFatal("not one reply for each request");
    return replay;
}

qint64 CurlReplay::bytes() const
{
    qint64 bytes = 0;
    for (const QByteArray &reply : replies)
        bytes += reply.size();
    return bytes;
}

QString CurlReplay::textOf(const QByteArray &xml, const QByteArray &name)
{
    const qsizetype at = xml.indexOf(name + '>');
    const qsizetype begin = at + name.size() + 1;
    return at < 0 ? QString() : QString::fromUtf8(xml.mid(begin, xml.indexOf('<', begin) - begin));
}

CurlReplay::Fetched CurlReplay::fetch(const QString &url, const QString &authority) const
{
    const QTemporaryDir folder;
    QByteArray common = option("url", url.toUtf8())
        + option("header", "Content-Type: application/soap+xml;charset=UTF-8")
        + option("header", "Expect:") + option("write-out", "%{size_download}\\n") + "basic\n"
        + option("user", ServedSite::user().toUtf8() + ':' + ServedSite::password());
    if (!authority.isEmpty())
        common += option("cacert", authority.toUtf8());
    // A message that was answered is answered with the same words again, whatever it asks.
    const auto block = [&](qsizetype number, const QByteArray &context, const QByteArray &output) {
        QByteArray body = requests[number];
        body.replace(textOf(body, "MessageID").toUtf8(), newMessageId().toUtf8());
        if (!context.isEmpty())
            body.replace(textOf(body, "EnumerationContext").toUtf8(), context);
        const QString file = folder.filePath(u"request%1"_s.arg(number));
        write(file, body);
        return common + option("data-binary", '@' + file.toUtf8()) + option("output", output);
    };
    Fetched fetched;
    const auto run = [&](const QByteArray &config) {
        write(folder.filePath(u"config"_s), config);
        QElapsedTimer time;
        time.start();
        const QByteArray sizes = Child::output(
            u"curl"_s, {u"--silent"_s, u"--config"_s, folder.filePath(u"config"_s)},
            QProcessEnvironment::systemEnvironment());
        fetched.milliseconds += double(time.nsecsElapsed()) / 1e6;
        const QList<QByteArray> lines = sizes.split('\n');
        for (const QByteArray &size : lines)
            fetched.bytes += size.toLongLong();
    };
    const QString first = folder.filePath(u"first"_s);
    run(block(0, {}, first.toUtf8()));
    QFile file(first);
    if (!file.open(QIODevice::ReadOnly))
        return fetched;
    const QByteArray context = textOf(file.readAll(), "EnumerationContext").toUtf8();
    QByteArray rest;
    for (qsizetype i = 1; i < requests.size(); ++i)
        rest += (i > 1 ? "next\n" : "") + block(i, context, "/dev/null");
    if (!rest.isEmpty())
        run(rest);
    return fetched;
}

} // namespace Cistern
