// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the error of a job says besides its words (CIM_Error): why it probably came to it, and what
// the system recommends. Pure functions; GUI thread for the translations.
#pragma once

#include "ui/text/messages.h"

namespace Cistern {

// Does nothing where the failure is none of a job, or the system told no more.
void addJobError(Message &message, const Failure &failure);
// Behind a line that says so, one line an action; words of a server, as plain text. Mostly empty.
[[nodiscard]] QStringList recommendedLines(const Failure &failure);

} // namespace Cistern
