// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Pools and devices of a cluster as the store keeps them. Pure functions of the store; target's
// thread.
#pragma once

#include "services/provider/books.h"
#include "services/provider/resourcebooks.h"

#include <QString>

#include <optional>

namespace Cistern::ClusterPools {

CimPath systemPath(const QString &name); // of a cluster or a node
QString clusterName(const QString &node);
CimPath poolPath(const QString &id);

// A resource type by its code or its name in any letter case; nothing for reserved codes and any
// other text.
std::optional<quint16> typeFromText(const QString &text);
quint16 typeOf(const CimInstance &device); // of the nearest base class that is known; else 1
bool isCounted(quint16 type);              // in pieces; else in bytes
quint64 amountOf(const CimInstance &device);
bool isGone(const CimInstance &device); // the host does not tell it any more
void markGone(CimInstance &device);

CimInstance pool(const QString &id, const QString &name, quint16 type);
// The pool that a device is in; null when it is free.
const StoredObject *poolOf(const ObjectStore &store, const CimPath &device);
QList<const StoredObject *> devicesOf(const ObjectStore &store, const CimPath &pool);
QString freeName(const ObjectStore &store);

// Pools to the devices that they will have, where that is not what the store says.
using Members = QMap<QString, QList<const StoredObject *>>;
// All pools of this system, with the bookings of work under way, settled.
ResourceBooks books(const ObjectStore &store, const QList<Booking> &bookings = {},
                    const Members &members = {});
// The figures of this moment, for readers.
void showFigures(ObjectStore &store, const QList<Booking> &bookings);

} // namespace Cistern::ClusterPools
