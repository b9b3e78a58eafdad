// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the objects of replication look like when they are new, and how pipes are read back from the
// store. Pure functions; any thread.
#pragma once

#include "services/provider/objectstore.h"
#include "services/provider/pipes/place.h"

#include <QList>
#include <QString>

namespace Cistern::PipeObjects {

inline constexpr QLatin1StringView protocol{"Cistern/1"};
inline constexpr quint16 usualHeartbeat = 2;                     // seconds
inline constexpr quint16 leastHeartbeat = 1, mostHeartbeat = 60; // that a goal may ask for

CimInstance capabilities();
CimPath capabilitiesPath();
CimInstance endpoint(const QString &systemName, const PipePlace &place);
CimPath endpointPath(const QString &systemName, const QString &name);
CimInstance setting(const QString &pipe, quint16 heartbeat); // of a pipe by its InstanceID
CimPath pipePath(const QString &id);
CimPath settingPath(const QString &pipe);

// The two ends of one connection, ADDRESS:PORT each.
struct Pair
{
    QString here, there;
    bool operator==(const Pair &) const = default;
};

// A pipe as it is kept: what its objects say, in one value.
struct Record
{
    QString id, name, peer; // peer: name of the far system
    bool fromHere = true;   // this system is the source
    bool bothWays = false;
    quint16 heartbeat = usualHeartbeat;
    bool usual = true; // nobody asked for that heartbeat
    QString settingName = {}, settingDescription = {};
    QList<Pair> pairs = {};
    QStringList leaves = {}; // InstanceID of each pair's pipe: the children, or the pipe itself
    int serial = 0;          // of the last child: no InstanceID comes twice, and they sort as sent

    bool operator==(const Record &) const = default;
};

void setPairs(Record &record, const QList<Pair> &pairs); // with new leaves

// Top pipes only.
QList<Record> all(const ObjectStore &store);
// Puts all objects and links of the pipe; those of `before` that it does not have any more go.
void write(const ObjectStore &store, StoreChange &change, const Record &record,
           const QString &systemName, const QDateTime &now, const Record *before);
void remove(StoreChange &change, const Record &record);

} // namespace Cistern::PipeObjects
