// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the objects of Root/Virtualization/V2 look like when they are new, and their paths. Pure
// functions but for those that take a store; target's thread.
#pragma once

#include "services/provider/objectstore.h"
#include "services/provider/resourceclaim.h"
#include "services/provider/resourcekinds.h"

namespace Cistern::Virtualization {

CimPath systemPath(const QString &systemName);
CimPath poolPath(const QString &className, const QString &id);
QString newPoolId();                            // "Microsoft:" and a new GUID
QString primordialId(const ResourceKind &kind); // the same at each opening, on each system
CimPath portPath(const QString &systemName, const QString &name);

CimInstance system(const QString &systemName);
CimInstance service(const QString &systemName);
CimInstance serviceCapabilities();
CimInstance component(const ResourceKind &kind); // with MaxParentPools 0: no limit

// A pool and what goes with it.
struct Pool
{
    CimInstance instance;
    CimInstance settings;           // Msvm_ResourcePoolSettingData
    QList<CimInstance> allocations; // of a child pool, one for each entry of its claim
    QList<CimPath> parents = {};
};
// The pool object for settings that have PoolID, ElementName and the triple.
CimInstance pool(const QString &className, const QString &id, const CimInstance &settings,
                 bool primordial);
CimInstance settings(const QString &poolId, const CimInstance &told); // filed under the pool
// What a pool takes, entry by entry, filed under the pool and its parents.
QList<CimInstance> allocations(const ObjectStore &store, const ResourceClaim &claim,
                               const QList<CimInstance> &told, const QList<CimPath> &parents);

// Puts the pool, its settings, capabilities with their prototypes, and all links.
void putPool(StoreChange &change, const Pool &pool, const QString &systemName,
             const QJsonObject &facts);
// Replaces the allocation settings and parents of a pool.
void putAllocations(const ObjectStore &store, StoreChange &change, const Pool &pool);
// Replaces the settings of a pool, and tells its children the new PoolID.
void putSettings(const ObjectStore &store, StoreChange &change, const CimPath &path,
                 const CimInstance &settings);
void removePool(const ObjectStore &store, StoreChange &change, const CimPath &path);

// Into the prototypes of the pool: the most it could give, and the host resources it may use.
void showPrototypes(ObjectStore &store, const CimPath &pool, quint64 most,
                    const QStringList &hosts);

// The settings of a pool by SettingsDefineState; null or empty when there are none.
const StoredObject *settingsOf(const ObjectStore &store, const CimPath &pool);
QList<const StoredObject *> allocationsOf(const ObjectStore &store, const CimPath &pool);

} // namespace Cistern::Virtualization
