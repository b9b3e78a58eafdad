// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The resource pools of a Hyper-V host, or of a cluster, as objects and links that an inventory can
// be given: what a foreign system would tell. A value.
#pragma once

#include "models/resourcetype.h"
#include "services/inventory/inventory.h"

#include <QStringList>

namespace Cistern {

class PoolObjects
{
public:
    // A service with all its methods announced, no pool yet.
    explicit PoolObjects(const QString &nameSpace);

    static ResourceType processor();
    static ResourceType memory();
    static ResourceType disk();
    static ResourceType network();

    // What draws from a pool is linked and has a setting for each parent; terms may be given.
    struct Terms
    {
        quint64 reservation = 0;
        quint64 limit = 0;
        quint32 weight = 100;
        QStringList hostResources = {};
    };
    CimPath primordial(const ResourceType &type, const QString &unit, quint64 capacity,
                       quint64 reserved = 0);
    CimPath child(const QString &name, const ResourceType &type, const QString &unit,
                  const QList<CimPath> &parents, const QList<Terms> &terms, quint64 capacity,
                  quint64 reserved = 0);
    void link(const QString &className, QStringView near, const CimPath &from, QStringView far,
              const CimPath &to);
    void announce(const QList<quint32> &methods);
    CimInstance *find(const CimPath &path);

    void tell(Inventory &inventory, const QString &systemId) const;
    CimPath service() const { return m_service; }

    QList<CimInstance> objects;
    QList<CimInstance> links;

private:
    CimInstance made(const QString &className, const QString &id);
    QString ours(const QString &className) const; // Msvm_ or CISTERN_

    QString m_nameSpace;
    CimPath m_service;
    CimPath m_capabilities;
    int m_made = 0;
};

} // namespace Cistern
