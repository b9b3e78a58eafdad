// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Values of parameters as people read them: names of codes, sizes, names of objects, what an
// embedded instance holds. Pure functions; GUI thread.
#pragma once

#include "services/cim/cimvalue.h"
#include "services/schema/declaration.h"

namespace Cistern {

class Inventory;

// nameSpace: of the classes of embedded instances.
QString valueWords(const Inventory &inventory, const QString &systemId, const QString &nameSpace,
                   const ParamDecl &param, const CimValue &value);
// The name of the object where it is known, else its path.
QString pathWords(const Inventory &inventory, const QString &systemId, const CimPath &path);

} // namespace Cistern
