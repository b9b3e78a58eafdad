// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the local target brings with it, namespace by namespace: run each time the store is opened.
// Each puts what is missing and tells anew what the host tells; what clients have made stays.
// Target's thread.
#pragma once

#include "services/provider/objectstore.h"

#include <QString>

namespace Cistern::SetUp {

void virtualization(const ObjectStore &store, StoreChange &change, const QString &systemName);
void cluster(const ObjectStore &store, StoreChange &change, const QString &systemName);
void replication(const ObjectStore &store, StoreChange &change, const QString &systemName);

} // namespace Cistern::SetUp
