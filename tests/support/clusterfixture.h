// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A local target seen as a cluster: short words for what tests of root and child pools do with it.
#pragma once

#include "tests/support/providerfixture.h"

namespace Cistern {

class ClusterFixture : public ProviderFixture
{
    Q_OBJECT

public:
    ClusterFixture() : ClusterFixture(true) {}
    explicit ClusterFixture(bool jobs); // false: pools are made at once instead

    static const QString &nameSpace();
    QList<CimInstance> allOf(const QString &className)
    {
        return all(className, Schema::hypervCluster);
    }

    CimPath clusterService() const { return m_service; }
    CimPath cluster();
    CimPath node() const { return m_node; } // this host
    Result callCluster(const QString &method, const Arguments &arguments)
    {
        return call(clusterService(), method, arguments);
    }
    // Withdraws or moves methods by their numbers.
    void announceMethods(const QList<quint32> &jobs, const QList<quint32> &atOnce);

    // Devices beside those of the host, past all rules; of the node unless another is named.
    CimPath drive(const QString &id, quint64 kilobytes = 1000, const QString &node = {},
                  bool foreign = false);
    CimPath device(const QString &className, const QString &id, const Arguments &values = {},
                   const QString &node = {}, bool foreign = false);
    QString addNode(const QString &name); // a second one of the cluster; its name

    // Each waits until the job is over; the pool is found through the job.
    Result create(const Arguments &arguments);
    CimPath rootPool(const QString &name, const QString &type,
                     const QList<CimPath> &devices = {}); // must succeed
    Result createChild(const Arguments &arguments);
    CimPath childPool(const QString &name, const QList<CimPath> &parents,
                      const QStringList &settings); // must succeed
    Result ended(Result result);

    QList<CimPath> rootPools(); // and child pools
    QList<CimPath> members(const CimPath &pool);
    QList<CimPath> parents(const CimPath &pool);
    quint64 capacity(const CimPath &pool) { return number(pool, u"Capacity"); }
    quint64 reserved(const CimPath &pool) { return number(pool, u"Reserved"); }
    QStringList poolSnapshot(); // all pools, devices, settings and links

private:
    CimPath m_service, m_node; // they stay what they are
};

// An allocation setting as embedded text.
QString allocation(std::optional<quint64> reservation, std::optional<quint64> limit = {},
                   const Arguments &more = {});

} // namespace Cistern
