// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/pipes/place.h"

#include <QNetworkInterface>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

std::optional<PipePlace> PipePlace::fromText(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon < 0)
        return std::nullopt;
    QString host = text.left(colon);
    const bool bracketed = host.startsWith(u'[') && host.endsWith(u']');
    if (bracketed)
        host = host.sliced(1).chopped(1);
    if (bracketed != host.contains(u':'))
        return std::nullopt;
    const QString digits = text.sliced(colon + 1);
    const bool plain = std::all_of(digits.begin(), digits.end(),
                                   [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool ok = false;
    const ushort port = digits.toUShort(&ok, 10);
    PipePlace place{.address = QHostAddress(host), .port = port};
    if (!ok || !plain || port == 0 || place.address.isNull())
        return std::nullopt;
    return place;
}

QString PipePlace::toText() const
{
    const QString host = address.protocol() == QAbstractSocket::IPv6Protocol
        ? u'[' + address.toString() + u']'
        : address.toString();
    return host + u':' + QString::number(port);
}

bool isOfThisMachine(const QHostAddress &address)
{
    return address.isLoopback() || QNetworkInterface::allAddresses().contains(address);
}

} // namespace Cistern
