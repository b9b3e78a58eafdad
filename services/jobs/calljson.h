// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Calls, paths, failures and whole records as JSON, exactly: types are named, integers and reals
// are text. For the history and for drafts; holds no secret because a call holds none. Pure
// functions; any thread.
#pragma once

#include "services/core/outcome.h"
#include "services/jobs/jobrecord.h"

#include <QJsonObject>

namespace Cistern::CallJson {

QJsonObject toJson(const CimValue &value);
Outcome<CimValue> valueFromJson(const QJsonObject &object);

QJsonObject toJson(const MethodCall &call);
// NotFound when no table declares the method any more, Malformed for anything else than toJson
// writes.
Outcome<MethodCall> callFromJson(const QJsonObject &object);

QJsonObject toJson(const JobRecord &record); // without its id
Outcome<JobRecord> recordFromJson(const QJsonObject &object);

} // namespace Cistern::CallJson
