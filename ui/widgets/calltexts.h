// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A MethodCall as the tabs Request, PowerShell and Command line, for reviews and job records.
// Secrets are never part of a call. GUI thread.
#pragma once

#include "services/schema/methodcall.h"
#include "ui/widgets/console.h"
#include "ui/widgets/texttabs.h"

namespace Cistern {

QList<TextTab> callTexts(const Console &console, const QString &systemId, const MethodCall &call);

// What was asked, as names and values.
QString argumentsText(const MethodCall &call);

} // namespace Cistern
