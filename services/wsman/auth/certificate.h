// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Signing in by the certificate that the client shows in TLS (DSP0226 annex A, the profile
// https/mutual). Any thread.
#pragma once

#include "services/wsman/auth/scheme.h"

namespace Cistern {

const Scheme &certificateScheme();

} // namespace Cistern
