// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A console that knows a cluster from what a server told.
#pragma once

#include "tests/gui/consolefixture.h"
#include "tests/support/clusterobjects.h"

#include "models/clusterfacts.h"

namespace Cistern {

inline const QString &clusterId()
{
    static const QString id = QStringLiteral("hvclus01");
    return id;
}

struct ClusterConsole : ConsoleFixture
{
    explicit ClusterConsole(const ClusterObjects &from = {}) : cluster(from)
    {
        Inventory &inventory = services->inventory();
        inventory.setSystems(
            {{local(), QStringLiteral("This computer")}, {clusterId(), clusterId()}}, {});
        tell();
    }
    void tell()
    {
        services->inventory().setObjects(clusterId(), cluster.objects, cluster.links,
                                         QDateTime::currentDateTimeUtc());
    }
    ClusterFacts clusterFacts() const { return {services->inventory(), clusterId()}; }

    ClusterObjects cluster;
};

} // namespace Cistern
