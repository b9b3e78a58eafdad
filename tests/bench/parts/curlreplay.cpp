// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/bench/parts/curlreplay.h"

#include "services/wsman/envelope.h"
#include "tests/support/child.h"
#include "tests/support/httpmessages.h"
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
    HttpMessages messages(seen);
    while (const auto message = messages.take())
        (message->head().startsWith("POST ") ? replay.requests : replay.replies)
            .append(message->body().toByteArray());
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
        body.replace(textOf("MessageID", body), newMessageId().toUtf8());
        if (!context.isEmpty())
            body.replace(textOf("EnumerationContext", body), context);
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
    const QByteArray context = textOf("EnumerationContext", file.readAll());
    QByteArray rest;
    for (qsizetype i = 1; i < requests.size(); ++i)
        rest += (i > 1 ? "next\n" : "") + block(i, context, "/dev/null");
    if (!rest.isEmpty())
        run(rest);
    return fetched;
}

} // namespace Cistern
