// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A commit in words: "Create pool “gold”". GUI thread.
#pragma once

#include "services/jobs/jobrecord.h"
#include "ui/widgets/console.h"

#include <QString>

namespace Cistern {

QString jobTitle(const Console &console, const JobRecord &record);
// What did not come about: "The pool “gold” was not created."
QString jobProblem(const Console &console, const JobRecord &record);
QString systemName(const Console &console, const QString &systemId);

} // namespace Cistern
