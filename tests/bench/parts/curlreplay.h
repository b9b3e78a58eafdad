// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// An enumeration that was recorded on a Relay, and curl that does it again: with the same pulls, on
// one connection, and the replies thrown away. Main thread.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace Cistern {

class CurlReplay
{
public:
    QList<QByteArray> requests, replies; // bodies, in order

    static CurlReplay recorded(const QByteArray &seen); // by Relay::seen()
    qint64 bytes() const;                               // of the replies

    struct Fetched
    {
        double milliseconds = 0; // both of its processes: the first reply tells the context
        qint64 bytes = 0;
    };
    // As ServedSite::user(). authority: a file of certificates; empty: no TLS.
    Fetched fetch(const QString &url, const QString &authority) const;
};

} // namespace Cistern
