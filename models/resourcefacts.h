// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What forms and commands need to know about the resource pools of one system in one of the two
// Hyper-V namespaces, read off the inventory: pools with their books, who draws from whom and on
// what terms, what the service offers. A look at the moment; make a new one after a change. GUI
// thread.
#pragma once

#include "models/resourcetype.h"
#include "models/resourceunit.h"
#include "models/roles.h"
#include "services/inventory/inventory.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace Cistern {

struct ResourcePoolFacts
{
    NodeId node = -1;
    CimPath path = {};
    QString name = {};   // empty for a primordial pool that has none of its own
    QString poolId = {}; // empty for a primordial pool of Hyper-V
    ResourceType type = {};
    bool primordial = false;
    ResourceUnit unit = {};
    bool told = false;    // capacity is; what has no capacity is not counted
    quint64 capacity = 0; // in units
    quint64 reserved = 0; // in units: all that children draw
    State state = State::Ok;

    quint64 free() const { return capacity > reserved ? capacity - reserved : 0; }
};

// The terms on which a pool draws from one parent.
struct AllocationFacts
{
    CimInstance setting = {};
    CimPath parent = {};     // empty: of all parents together
    quint64 reservation = 0; // in units of the pool
    quint64 limit = 0;       // 0: none
    std::optional<quint32> weight = {};
    QStringList hostResources = {};
};

class ResourceFacts
{
public:
    // Ids in the capabilities of Msvm_ResourcePoolConfigurationService.
    enum Action : quint32 {
        CreatePool = 32768,
        ModifyResources = 32769,
        ModifySettings = 32770,
        DeletePool = 32771
    };

    ResourceFacts(const Inventory &inventory, const QString &systemId, const QString &nameSpace);

    // Primordial pools first, then by name.
    QList<ResourcePoolFacts> pools() const;
    std::optional<ResourcePoolFacts> pool(const CimPath &path) const;
    std::optional<ResourcePoolFacts> primordial(const ResourceType &type) const;
    // By the look-up key of the field: type and PoolID, in any letter case.
    std::optional<ResourcePoolFacts> pool(const ResourceType &type, const QString &poolId) const;
    QList<ResourceType> types() const; // that have a primordial pool

    QList<CimPath> parents(const CimPath &pool) const;  // in the order of the settings
    QList<CimPath> children(const CimPath &pool) const; // pools that draw from it
    QList<CimPath> users(const CimPath &pool) const;    // all that draws from it, devices too
    bool descends(const CimPath &pool, const CimPath &ancestor) const;
    QList<AllocationFacts> allocations(const CimPath &pool) const; // one a parent, or one shared
    CimInstance settings(const CimPath &pool) const; // what is not about allocation; may be empty
    // What a child pool may take from this one: paths of folders, switches, ports, devices.
    QStringList hostResources(const CimPath &pool) const;
    std::optional<quint32> mostParents(const ResourceType &type) const; // none: no limit

    // Empty when the system has no such service.
    CimPath service() const { return m_service; }
    QString nameSpace() const { return m_nameSpace; }
    // A system that tells no capabilities at all is asked and may refuse.
    bool offers(Action action) const;

    QString nameOf(const CimPath &path) const;
    QString resourceName(const QString &hostResource) const; // a path's object, or the text itself

private:
    ResourcePoolFacts factsOf(const Node &node) const;
    QList<const Node *> objects(const QString &className) const;
    const Node *find(const CimPath &path) const;
    // The far ends of the links in which path has the near role, in the order they were told.
    QList<CimPath> linked(const CimPath &path, QStringView className, QStringView nearRole,
                          QStringView farRole) const;
    QList<CimInstance> settingsOf(const CimPath &pool, QStringView className) const;
    QList<CimInstance> defaultSettings(const CimPath &pool) const;

    const Inventory &m_inventory;
    QString m_systemId;
    QString m_nameSpace;
    CimPath m_service;
    CimInstance m_capabilities;
    bool m_knowsCapabilities = false;
};

} // namespace Cistern
