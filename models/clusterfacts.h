// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What forms and commands need to know about the root pools of one cluster: devices by node, their
// type and who has them, the pools, what the service offers. Read off the inventory or off what was
// just enumerated; a look at the moment, make a new one after a change. GUI thread.
#pragma once

#include "models/roles.h"
#include "services/inventory/inventory.h"
#include "services/schema/schema.h"

#include <QList>
#include <QString>

#include <optional>
#include <span>
#include <utility>

namespace Cistern {

struct DeviceFacts
{
    CimPath path;
    QString name;
    QString node;                 // name of the node it belongs to
    quint16 type = 1;             // ResourceType that its class stands for
    std::optional<quint64> bytes; // of memory, disks and extents
    std::optional<quint64> speed; // bits a second of a port, hertz of a processor
    State state = State::None;
    const char *status = nullptr; // of OperationalStatus, marked for "Code"; null: nothing special
    CimPath pool;                 // the root pool that has it; empty: free
    bool away = false;            // it or its node can't be asked at the moment

    bool isFree() const { return pool.isEmpty(); }
    bool operator==(const DeviceFacts &) const = default;
};

struct NodeFacts
{
    QString id; // SystemName of its devices
    QString name;
    State state = State::None;
    bool away = false;
    QList<DeviceFacts> devices; // by name

    bool operator==(const NodeFacts &) const = default;
};

struct RootPoolFacts
{
    CimPath path;
    QString name;
    quint16 type = 1;
    quint64 capacity = 0; // in units
    quint64 reserved = 0; // in units
    QString units;        // AllocationUnits: "byte", "count"
    bool primordial = false;
    bool child = false; // has a parent: no root pool
    QList<CimPath> devices;

    bool operator==(const RootPoolFacts &) const = default;
};

class ClusterFacts
{
public:
    // Methods as ResourcePoolConfigurationCapabilities number them.
    enum Action : quint32 {
        CreateRootPool = 2,
        CreateChildPool = 3,
        DeletePool = 4,
        AddDevices = 5,
        RemoveDevices = 6,
        ChangeParent = 7
    };

    ClusterFacts(const Inventory &inventory, const QString &systemId);
    // From what was enumerated: systems, services, capabilities, pools and devices; associations.
    ClusterFacts(const QList<CimInstance> &objects, const QList<CimInstance> &links);

    // Classes to enumerate for the second form, and association classes.
    static std::span<const QLatin1StringView> objectClasses();
    static std::span<const QLatin1StringView> linkClasses();

    CimPath service() const { return m_service; } // empty: no cluster service
    bool offers(Action action) const; // a system that tells no capabilities is asked and may refuse

    const QList<NodeFacts> &nodes() const { return m_nodes; }       // by name
    const QList<RootPoolFacts> &pools() const & { return m_pools; } // by name; child pools too
    QList<RootPoolFacts> pools() && { return std::move(m_pools); }  // of a temporary
    const DeviceFacts *device(const CimPath &path) const;           // null when there is none
    const RootPoolFacts *pool(const CimPath &path) const;
    QString nameOf(const CimPath &path) const; // of a pool or device

    // The nearest known base class of a device decides (CRP.R10); 1 Other without one.
    static quint16 typeOf(const CimInstance &device);
    static std::optional<quint64> bytesOf(const CimInstance &device);
    static bool countsBytes(quint16 type);    // else the pool counts devices
    static std::span<const CodeName> types(); // those with a name that may be asked for
    static QString typeName(quint16 type);    // in the person's language; the number without a name

private:
    void read(const QList<CimInstance> &objects, const QList<CimInstance> &links);
    void addNode(const CimInstance &system, const QList<CimInstance> &links);
    void addDevice(const CimInstance &device, const QHash<CimPath, CimPath> &owners);
    void addPool(const CimInstance &pool, const QList<CimInstance> &links);

    CimPath m_service;
    CimInstance m_capabilities;
    bool m_knowsCapabilities = false;
    QList<NodeFacts> m_nodes;
    QList<QString> m_parts; // ids of systems that are nodes with or without devices
    QList<RootPoolFacts> m_pools;
};

} // namespace Cistern
