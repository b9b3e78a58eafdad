// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What credential sets and ways to sign in are called, for windows. Pure functions; GUI thread for
// the translations.
#pragma once

#include "services/systems/signinways.h"

namespace Cistern {

QString kindText(CredentialSet::Kind kind);
QString wayText(const SignInWay &way);
QString useText(qsizetype systems); // "used by 84 systems"

} // namespace Cistern
