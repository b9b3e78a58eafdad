// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Whether a system says that it has a method: by the capabilities of the service, where the schema
// has a number for it. Pure function of the inventory; GUI thread.
#pragma once

#include "services/inventory/inventory.h"
#include "services/schema/declaration.h"

namespace Cistern {

enum class Announced {
    Yes,
    No,    // it tells what it has, and this is not among it
    Untold // it tells nothing, or the schema has no number for this method
};

Announced announced(const Inventory &inventory, const QString &systemId, const MethodDecl &method);

} // namespace Cistern
