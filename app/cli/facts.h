// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Values as JSON with names that stay: 64-bit numbers are strings, times ISO 8601, references path
// text, null is null. Pure functions; any thread.
#pragma once

#include "models/recordfacts.h"
#include "services/systems/connections.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

namespace Cistern::Cli {

using Cistern::bytesText;
using Cistern::causeName;
using Cistern::facts;
using Cistern::stateName;
QJsonObject facts(const Rung &rung);
QJsonArray spaceFacts(const Ladder &ladder); // of each known namespace: there, or why not
QJsonValue clockFacts(const Ladder &ladder); // both clocks, where the system told its own

QLatin1StringView stageName(Failure::Stage stage);
QLatin1StringView phaseName(SystemState::Phase phase);
QLatin1StringView stepName(Rung::Step step);

} // namespace Cistern::Cli
