// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the inventory keeps of one system, and of the reading that it is taking. Owned by the
// Inventory and included by nobody else; its thread.
#pragma once

#include "services/inventory/inventory.h"

#include <limits>
#include <optional>

namespace Cistern {

struct Inventory::SystemData
{
    static constexpr size_t nothing = std::numeric_limits<size_t>::max();

    struct Taking // of a reading into the tree
    {
        quint64 number = 0;
        QDateTime read;
        QList<Pledge<Done>> pledges;
        std::shared_ptr<Comparison> comparison; // null while the pool is at it
        size_t removed = 0, added = 0, kept = 0;
        // Told while this goes on, of objects as they are after this reading.
        QHash<CimPath, std::pair<CimInstance, QDateTime>> later;
        bool stale = false; // the system went meanwhile
    };
    struct Waiting
    {
        Findings findings;
        QList<Pledge<Done>> pledges;
    };

    QString id;
    NodeId node = -1;
    QHash<QLatin1StringView, NodeId> groups;
    // Nobody but a taking changes it while there is one.
    std::shared_ptr<Known> known = std::make_shared<Known>();
    std::optional<Taking> taking;
    std::optional<Waiting> waiting;
    bool stale = false;
    size_t marked = nothing; // before this one all objects are as stale as the system
    QStringList lacking;     // namespaces
};

} // namespace Cistern
