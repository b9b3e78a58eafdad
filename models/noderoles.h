// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The roles that tree and tables answer alike for a node of the inventory. Pure function; GUI
// thread.
#pragma once

#include "models/modelwords.h"

#include <QVariant>

namespace Cistern {

QVariant nodeRole(const Inventory &inventory, const Connections &connections,
                  const ModelWords &words, const Node &node, int role);

// What is compared instead of a name: headings in the order of their table, concrete pools before
// primordial ones, all else by name.
QString sortText(const QString &name, const Node &node);

// The state of a connection as a row shows it.
State systemState(const SystemState &state);

} // namespace Cistern
