// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a message says, as lines to compare: "Name=text", "count=2", "fault=TimedOut"; and the
// requests that such messages answer.
#pragma once

#include "services/core/outcome.h"
#include "services/wsman/envelope.h"

#include <QStringList>

Q_DECLARE_METATYPE(Cistern::Envelope)

namespace Cistern::Dialects {

Envelope dmtf(const Wsman::Body &body, const QString &nameSpace, const QString &className);
Envelope wmi(const Wsman::Body &body, const QString &nameSpace, const QString &className);

QString shown(const CimPath &path); // with slashes alone
void tell(QStringList &facts, const CimInstance &instance);
QStringList factsOf(const Outcome<Envelope> &reply);

} // namespace Cistern::Dialects
