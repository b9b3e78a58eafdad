// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a client may write into objects of the local target, by Put and by Create. Pure functions.
#pragma once

#include "services/cim/ciminstance.h"

namespace Cistern::Writable {

// A setting that clients made or may change, not one that tells what a pool is.
bool isChangeable(const CimInstance &setting);
// Writable by declaration, and something that this target keeps.
bool mayWrite(const CimInstance &object, const PropertyDecl &property);
bool hasType(const PropertyDecl &property, const CimValue &value);
// Within the value map and the lengths that are kept.
bool isGood(const PropertyDecl &property, const CimValue &value);

} // namespace Cistern::Writable
