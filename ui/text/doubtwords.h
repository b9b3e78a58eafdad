// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is said where nobody knows what became of a call: what is known, what was read, why that
// does not tell, and what the person can do. Pure functions; GUI thread for the translations.
#pragma once

#include "services/jobs/jobrecord.h"
#include "ui/text/messages.h"

#include <QString>

namespace Cistern {

// deed: what was to be done, "Create pool “gold”".
[[nodiscard]] Message doubtMessage(const JobRecord &record, const QString &system,
                                   const QString &deed);
// What is looked for while the outcome of the call is being read, in a few words.
[[nodiscard]] QString checkingText(const JobRecord &record);
// Why in a few words, for a row; empty for Doubt::None.
[[nodiscard]] QString doubtText(Doubt doubt);

} // namespace Cistern
