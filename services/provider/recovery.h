// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What becomes of work that an end of the process stopped in its middle. The provider's thread.
#pragma once

#include "services/provider/objectstore.h"

namespace Cistern {

// Of each intent that is left: files come to fit the books, its job comes to an end, which is
// Completed when the books have its result already. One whose files resist, or whose location is
// away, is kept for the next start; only the store itself makes this fail. Once, before the first
// request.
Outcome<Done> recoverWork(ObjectStore &store, const QDateTime &now);

} // namespace Cistern
