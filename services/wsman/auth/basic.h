// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The Basic scheme (RFC 7617), UTF-8 only. Any thread.
#pragma once

#include "services/wsman/auth/scheme.h"

namespace Cistern {

const Scheme &basicScheme();

} // namespace Cistern
