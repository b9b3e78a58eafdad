// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What strace -f -o wrote, for proofs that kill a program at each of its calls. Header only.
#pragma once

#include <QFile>
#include <QMap>
#include <QStringList>

#include <algorithm>

namespace Cistern {

// How often the busiest thread makes each of the calls: strace counts those of each thread by
// itself.
inline QMap<QString, int> mostCalls(const QString &log, const QStringList &calls)
{
    QFile file(log);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("strace wrote nothing");
    QMap<QString, QMap<QByteArray, int>> counts; // call, thread
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray thread = line.left(line.indexOf(' '));
        const QByteArray rest = line.mid(thread.size()).trimmed();
        const QString call = QString::fromLatin1(rest.left(rest.indexOf('(')));
        if (calls.contains(call))
            ++counts[call][thread];
    }
    QMap<QString, int> most;
    for (auto call = counts.cbegin(); call != counts.cend(); ++call)
        most[call.key()] = *std::max_element(call->cbegin(), call->cend());
    return most;
}

} // namespace Cistern
