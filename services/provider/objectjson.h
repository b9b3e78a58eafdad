// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CIM values, instances and replies as JSON, the form in which the store keeps them. Pure
// functions; any thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/wsman/envelope.h"

#include <QJsonObject>

#include <optional>

namespace Cistern {

QJsonValue toJson(const CimValue &value);
CimValue valueFromJson(const QJsonValue &json);

QJsonObject toJson(const CimInstance &instance);
CimInstance instanceFromJson(const QJsonObject &json); // of a declared class where there is one

// The reply to a change, as the replay table keeps it.
QJsonObject replyToJson(const Wsman::Body &body);
std::optional<Wsman::Body> replyFromJson(const QJsonObject &json);

// What makes two requests the same: operation, target and content, not the message id.
QByteArray digestOf(const Envelope &request);

} // namespace Cistern
