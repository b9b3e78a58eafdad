// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is known of fault subcodes: their family, and what they mean to the one who asked (DSP0226
// section 14, DSP0227 section 16). Pure functions; any thread.
#pragma once

#include "services/core/outcome.h"
#include "services/wsman/envelope.h"

namespace Cistern {

// The prefix that a writer binds to the namespace of the subcode, and the action of its family.
QString faultPrefix(const Wsman::Fault &fault);
QString faultAction(const Wsman::Fault &fault);

// The right name for one that a known server misspells; otherwise the name itself.
QString spelledName(const QString &name);

// The failure that a fault means to the one who asked: cause, CIM status, vendor number or 0 as
// code, the fault detail as parameter, the reason as server text.
Failure failureOf(const Wsman::Fault &fault);

} // namespace Cistern
