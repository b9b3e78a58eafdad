// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the overview tells beyond an object's own properties: what a pool takes from whom, the
// devices of a root pool by node, the pairs of a pipe, the features of a system. Pure functions of
// what is known; GUI thread.
#pragma once

#include "services/inventory/inventory.h"
#include "ui/widgets/console.h"
#include "ui/widgets/propertygrid.h"

namespace Cistern {

QList<PropertyGroup> relationGroups(const Console &console, const Node &node);
PropertyGroup featureGroup(const Console &console, const Node &system);

} // namespace Cistern
