// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Hyper-V pools: Root/Virtualization/V2.
#include "services/provider/setups.h"

namespace Cistern {

void SetUp::virtualization(const ObjectStore &, StoreChange &, const QString &) {}

} // namespace Cistern
