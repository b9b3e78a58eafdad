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
// A computer system by the Name that CIM knows: as it is called in the list, if it is there.
QString peerName(const Console &console, const QString &cimName);
// "a → b", or "a ⇄ b" where both send; reads the same way in every direction of text.
QString pipeText(const QString &from, const QString &to, std::optional<bool> bothWays);

} // namespace Cistern
