// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the methods of root and child pools of a cluster have in common. Target's thread.
#pragma once

#include "services/provider/methods/invocation.h"

namespace Cistern::ClusterWork {

// As the capabilities number them.
enum Method : quint64 { CreateRoot = 2, CreateChild, Delete, Add, Remove, ChangeParent };

inline constexpr quint32 wrongType = 7;
inline constexpr quint32 insufficient = 8; // of the two child pool methods only

// The order for a pool; caption has a place for its name.
WorkOrder order(const Invocation &call, const QString &caption, const CimInstance &pool,
                Method method);
// Answers for the order: the pool it made with 0, its job with 4096.
void start(const Invocation &call, const WorkOrder &order);

CimPath systemOf(const Invocation &call); // that hosts the service
void dropSettings(const ObjectStore &store, StoreChange &change, const CimPath &pool);

} // namespace Cistern::ClusterWork
