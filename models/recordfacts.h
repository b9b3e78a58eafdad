// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Records and CIM values as JSON with names that stay: 64-bit numbers are strings, times ISO 8601,
// references path text, null is null. For the command line and for exports. Pure functions; any
// thread.
#pragma once

#include "services/jobs/jobrecord.h"

#include <QJsonObject>
#include <QJsonValue>

namespace Cistern {

QJsonValue facts(const CimValue &value);
QJsonObject facts(const CimInstance &instance); // {"path", "class", "properties": {…}}
QJsonObject facts(const JobRecord &record);
QString bytesText(quint64 bytes); // as JSON has it

QLatin1StringView causeName(Failure::Cause cause);
QLatin1StringView stateName(JobRecord::State state);
QLatin1StringView doubtName(Doubt doubt);

// What it made, changed or removed, all that its call names and that its job worked on.
QList<CimPath> affectedBy(const JobRecord &record);

} // namespace Cistern
