// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Whether a host is this very machine, so that nothing travels. Pure function; any thread.
#pragma once

#include <QString>

namespace Cistern {

// host: a name or an address as QUrl::host() has it. No name is looked up.
bool isLoopback(const QString &host);

} // namespace Cistern
