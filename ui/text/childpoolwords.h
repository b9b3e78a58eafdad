// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Makes sentences of what is wrong with the plan of a child pool, for the window and the command
// line alike. Names of a server go in as data; whoever shows them shows plain text. GUI thread.
#pragma once

#include "models/childpoolcall.h"

#include <QString>

namespace Cistern {

// system: its name as people see it.
[[nodiscard]] QString childPoolProblemText(const ChildPool::Problem &problem,
                                           const ChildPool::Plan &plan, const ResourceFacts &facts,
                                           const QString &system);
// "vm-gold", or "Primordial" with the type for what all comes from.
[[nodiscard]] QString resourcePoolName(const ResourcePoolFacts &pool);
// The unit that amounts of this plan are in: that of its first parent.
[[nodiscard]] ResourceUnit unitOf(const ChildPool::Plan &plan, const ResourceFacts &facts);

} // namespace Cistern
