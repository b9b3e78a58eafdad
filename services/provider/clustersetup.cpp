// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Pools of a cluster: Root/HyperVCluster/v2.
#include "services/provider/setups.h"

namespace Cistern {

void SetUp::cluster(const ObjectStore &, StoreChange &, const QString &) {}

} // namespace Cistern
