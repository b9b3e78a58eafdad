// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the window is handed of the services that main owns. GUI thread.
#pragma once

#include "app/services.h"
#include "ui/widgets/console.h"

namespace Cistern {

Console windowConsole(Services &services); // good as long as the services live

} // namespace Cistern
