// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Replication: endpoints of this host and what it can do.
#include "services/provider/setups.h"

namespace Cistern {

void SetUp::replication(const ObjectStore &, StoreChange &, const QString &) {}

} // namespace Cistern
