// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Another system that pipes may go to and come from, as this one was told. Value; any thread.
#pragma once

#include "services/provider/pipes/place.h"

#include <QByteArray>
#include <QJsonArray>
#include <QList>

namespace Cistern {

struct Peer
{
    QString name;    // of its system
    PipePlace place; // one of its endpoints
    // SHA-256 of its certificate. Empty only for one of this machine, which is then known by its
    // name alone and talked to in clear: what it can reach this way is a heartbeat.
    QByteArray fingerprint;

    bool operator==(const Peer &) const = default;
};

QJsonArray toJson(const QList<Peer> &peers);
QList<Peer> peersFromJson(const QJsonArray &array);
const Peer *findPeer(const QList<Peer> &peers, const QString &name);

} // namespace Cistern
