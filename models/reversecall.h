// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What would undo a commit: one table, a row a method. It is only prepared, the person looks at it
// and sends it. Pure functions; any thread.
#pragma once

#include "services/jobs/jobrecord.h"

#include <optional>

namespace Cistern {

struct Reverse
{
    MethodCall call; // filled in; invalid: object is to be deleted instead
    CimPath object = {};
};

// None where the commit did not come about, or where what was there before is not known.
std::optional<Reverse> reverseOf(const JobRecord &record);

} // namespace Cistern
