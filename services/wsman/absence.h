// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Tells "this system does not have that" from a question that failed. Pure function; any thread.
#pragma once

#include "services/core/outcome.h"

namespace Cistern::Wsman {

// The system answers, and the answer is that it has no such namespace, class or object (SP.R40).
[[nodiscard]] bool isAbsence(const Failure &failure);

} // namespace Cistern::Wsman
