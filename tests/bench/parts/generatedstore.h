// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Stores of the local target with as many objects of any declared class as are wanted, all of
// another machine, so that no files stand behind them. Any thread; the store must not be open.
#pragma once

#include "services/cim/classdecl.h"
#include "services/core/outcome.h"

#include <QString>

namespace Cistern {

// Adds the objects that sampleobjects.h numbers from `from`; makes the store when it is missing.
Outcome<Done> fillStore(const QString &folder, const ClassDecl &decl, qint64 from, qint64 count);

} // namespace Cistern
