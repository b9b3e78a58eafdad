// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The books of resource pools as one value: capacity and draws of a whole hierarchy, computed anew
// from what each pool may take, so that they balance by construction (CP.R14, R15, R20, R28).
// A pool draws from its parents the larger of its reservation and of what its children draw.
// Value; any thread.
#pragma once

#include "services/provider/objectstore.h"
#include "services/provider/resourceclaim.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <functional>

namespace Cistern {

struct Booking;

class ResourceBooks
{
public:
    // What a pool without parents has by itself.
    struct Root
    {
        quint64 capacity = 0;
        QStringList hosts = {}; // keys of its host resources
    };
    using RootOf = std::function<Root(const CimInstance &pool)>;
    using HostKey = std::function<QString(const QString &host)>;

    // All pools of the namespace that this target keeps books for.
    static ResourceBooks read(const ObjectStore &store, QStringView nameSpace, const RootOf &rootOf,
                              const HostKey &hostKey);
    void add(const QList<Booking> &bookings); // work under way counts as done
    void put(const ResourceClaim &claim);     // replaces the one of that id, or is the newest
    void settle();                            // before figures are asked for

    bool has(const QString &id) const { return m_roots.contains(id) || find(id); }
    const ResourceClaim *find(const QString &id) const; // null for a root
    quint64 capacity(const QString &id) const { return m_capacity.value(id); }
    quint64 reserved(const QString &id) const { return m_reserved.value(id); }
    quint64 free(const QString &id) const;
    quint64 drawn(const QString &id, const QString &parent) const;
    // Units that are promised and not there, or not to be had within the limits; over all pools.
    quint64 shortage() const;
    QStringList children(const QString &id) const;
    // The pool and all above it, also those that work under way will put there.
    QSet<QString> withAncestors(const QString &id) const;
    // Keys of what the pool may use.
    QStringList hosts(const QString &id) const { return m_hosts.value(id); }

    // How a pool keeps its claim in the store.
    static QJsonObject toJson(const ResourceClaim &claim, qint64 order);
    static ResourceClaim fromJson(const QString &id, const QJsonObject &facts);
    // The place of a pool among those of its namespace; of a new one the last.
    static qint64 orderOf(const ObjectStore &store, const CimPath &pool);

private:
    quint64 computeCapacity(const QString &id);
    QStringList computeHosts(const QString &id);
    quint64 totalDrawn(const QString &id) const;
    quint64 limitRoom(const ResourceClaim &claim, qsizetype parent) const;
    // As far as the ancestors allow; what was found on the way is kept in known.
    quint64 available(const QString &id, QHash<QString, quint64> &known) const;
    void place(const ResourceClaim &claim, QSet<QString> &placed);
    void draw(const ResourceClaim &claim, qsizetype parent, quint64 units);
    void spread(const ResourceClaim &claim, quint64 units);

    QMap<QString, Root> m_roots;
    QList<ResourceClaim> m_claims;     // oldest first
    QHash<QString, qsizetype> m_index; // id to its place among them
    QList<ResourceClaim> m_coming;     // of work under way; ids may repeat those of m_claims
    HostKey m_hostKey;
    QMap<QString, quint64> m_capacity, m_reserved;
    QHash<QString, QStringList> m_hosts;
    quint64 m_unbacked = 0;                        // drawn past what limits and ancestors allow
    QMap<QString, QMap<QString, quint64>> m_drawn; // pool to parent to units
};

} // namespace Cistern
