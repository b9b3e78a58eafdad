// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a row needs to know of a CIM object beside its properties: state, space, and what it is made
// of and used by. Pure functions of the inventory; GUI thread.
#pragma once

#include "models/resourceunit.h"
#include "models/roles.h"
#include "services/inventory/inventory.h"

#include <optional>

namespace Cistern {

// By JobState, OperationalStatus, HealthState, whichever the object has; a pool that is low on
// space is in trouble too.
State objectState(const CimInstance &object);

// Of a pool that tells its total: bytes of storage, or what a resource pool hands out.
struct PoolSpace
{
    ResourceUnit unit = {.kind = ResourceUnit::Kind::Bytes};
    quint64 total = 0;
    quint64 used = 0;
    quint64 childUsed = 0;         // the part of used that child pools hold
    std::optional<double> lowMark; // 0..1: filled to here counts as low
    bool low() const { return lowMark && total > 0 && double(used) >= *lowMark * double(total); }
};
std::optional<PoolSpace> poolSpace(const CimInstance &pool);
PoolSpace poolSpace(const Inventory &inventory, const Node &pool); // with childUsed

// Bytes of a pool, volume or extent; of a resource pool its capacity in unitOf().
std::optional<quint64> objectSize(const CimInstance &object);
ResourceUnit unitOf(const CimInstance &object);

// Pools and extents an object takes its space from; what takes its space from the object; a
// heading's, system's or site's own objects.
QList<NodeId> membersOf(const Inventory &inventory, NodeId id);
QList<NodeId> usersOf(const Inventory &inventory, NodeId id);
QList<NodeId> objectsBelow(const Inventory &inventory, NodeId id);

} // namespace Cistern
