// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What forms and commands need to know about the storage of one system, read off the inventory:
// pools with their books, what the service offers, who is made from whom. A look at the moment;
// make a new one after a change. GUI thread.
#pragma once

#include "models/roles.h"
#include "services/inventory/inventory.h"

#include <QList>
#include <QString>

#include <optional>

namespace Cistern {

struct PoolFacts
{
    NodeId node = -1;
    CimPath path;
    QString name;
    bool primordial = false;
    quint64 total = 0;             // bytes
    quint64 free = 0;              // bytes
    quint64 heldByPools = 0;       // bytes of the used ones that child pools hold
    std::optional<double> lowMark; // 0..1 of total
    State state = State::Ok;

    quint64 used() const { return total > free ? total - free : 0; }
    bool isLow() const
    {
        return lowMark && total > 0 && double(used()) >= *lowMark * double(total);
    }
};

class StorageFacts
{
public:
    // Actions and features of StorageConfigurationCapabilities that Cistern uses.
    enum Action : quint16 {
        CreatePool = 2,
        DeletePool = 3,
        ModifyPool = 4,
        CreateElement = 5,
        ReturnElement = 6
    };
    enum PoolFeature : quint16 {
        FromExtents = 2,
        FromOnePool = 3,
        FromPools = 4,
        ChangeQuality = 5,
        Grow = 6,
        Shrink = 7
    };
    enum ElementFeature : quint16 { MakeExtent = 2, MakeVolume = 3 };

    StorageFacts(const Inventory &inventory, const QString &systemId);

    QList<PoolFacts> pools() const;     // those of the system itself first, then by name
    QList<PoolFacts> locations() const; // those of the system itself alone, by name
    bool hasOwnPools() const;           // and whether there are others
    static bool isLowOnSpace(
        const Node &node); // a pool that somebody made, and that is nearly full
    std::optional<PoolFacts> pool(const CimPath &path) const;

    // Empty when the system has no storage service.
    CimPath service() const { return m_service; }
    // A system that tells no capabilities at all is asked and may refuse.
    bool offers(Action action) const;
    bool offers(PoolFeature feature) const;
    bool offers(ElementFeature feature) const;

    QList<CimPath> sources(const CimPath &pool) const; // pools it takes space from
    QList<CimPath> extents(const CimPath &pool) const; // its component extents
    QList<CimPath> users(const CimPath &pool) const;   // pools, volumes and extents made from it
    quint64 consumed(const CimPath &source, const CimPath &by) const; // bytes
    bool descends(const CimPath &pool, const CimPath &ancestor) const;

    QString nameOf(const CimPath &path) const;
    static QString nameOf(const CimInstance &instance);
    static quint64 sizeOf(const CimInstance &instance); // bytes of a pool, extent or volume
    static State stateOf(const CimInstance &instance);

private:
    PoolFacts factsOf(const Node &node) const;
    bool lists(QStringView property, quint16 number) const;

    const Inventory &m_inventory;
    QString m_systemId;
    CimPath m_service;
    CimInstance m_capabilities;
    bool m_knowsCapabilities = false;
};

} // namespace Cistern
