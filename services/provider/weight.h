// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How much goes into one reply (DSP0226 section 13.1). Pure functions; any thread.
#pragma once

#include "services/wsman/envelope.h"

namespace Cistern {

// Octets that are left for objects, and what one takes of them, rather too much.
qsizetype roomFor(const Envelope &request);
// The target is that of the request.
qsizetype weightOf(const CimInstance &instance, Wsman::Mode mode, const CimPath &target);
// Whether the items fit, by the octets themselves.
bool fits(const Wsman::Items &items, const Envelope &request);

// How many of the objects, from the first on and at most that many, fit into the reply that the
// request allows; 0 when not even the first does.
qsizetype fitting(const QList<CimInstance> &objects, Wsman::Mode mode, const Envelope &request,
                  qsizetype most);

} // namespace Cistern
