// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/pipes/peer.h"

#include "services/cim/cimpath.h"

#include <QJsonObject>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

QJsonArray toJson(const QList<Peer> &peers)
{
    QJsonArray array;
    for (const Peer &peer : peers)
        array.append(
            QJsonObject{{u"name"_s, peer.name},
                        {u"place"_s, peer.place.toText()},
                        {u"fingerprint"_s, QString::fromLatin1(peer.fingerprint.toHex())}});
    return array;
}

QList<Peer> peersFromJson(const QJsonArray &array)
{
    QList<Peer> peers;
    for (const QJsonValue &value : array) {
        const auto place = PipePlace::fromText(value[u"place"_s].toString());
        if (!place)
            continue;
        peers.append(
            {.name = value[u"name"_s].toString(),
             .place = *place,
             .fingerprint = QByteArray::fromHex(value[u"fingerprint"_s].toString().toLatin1())});
    }
    return peers;
}

const Peer *findPeer(const QList<Peer> &peers, const QString &name)
{
    const auto found = std::find_if(peers.begin(), peers.end(), [&name](const Peer &peer) {
        return sameName(peer.name, name);
    });
    return found == peers.end() ? nullptr : &*found;
}

} // namespace Cistern
