// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Parts of objects, as FragmentTransfer names them (DSP0226 R7.7-1). Pure functions.
#pragma once

#include "services/wsman/envelope.h"

namespace Cistern {

// The part of the object, or the fault that there is none of that name; names are told apart by
// letter case, as WinRM does.
Wsman::Body fragmentOf(const CimInstance &object, const QString &fragment);

// The whole value that a property has once part, a value of the fragment, is written into before;
// nothing when there is no such element.
std::optional<CimValue> withFragment(const CimValue &before, const CimValue &part,
                                     const QString &fragment);

} // namespace Cistern
