// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Says why a system does not let something be done: a state of things, not an error. GUI thread.
#pragma once

#include "models/offers.h"

#include <QString>

namespace Cistern {

// One sentence; empty when nothing stands in the way.
[[nodiscard]] QString obstacleText(const Offer &offer);
[[nodiscard]] QString obstacleText(Obstacle obstacle, const MethodDecl &method);
// "Hyper-V is not installed on this system."
[[nodiscard]] QString notInstalledText(QStringView nameSpace);
// "Hyper-V", "Hyper-V cluster", "Storage".
[[nodiscard]] QString featureText(QStringView nameSpace);

} // namespace Cistern
