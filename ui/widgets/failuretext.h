// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A Failure as a banner: problem, cause, fix, details. GUI thread.
#pragma once

#include "services/core/outcome.h"
#include "services/schema/methodcall.h"
#include "ui/widgets/banner.h"

namespace Cistern {

// problem: what did not come about, in the caller's words; empty: what the failure alone says.
// call: what was sent, whose table explains the code.
BannerText failureBanner(const Failure &failure, const QString &systemName,
                         const QString &problem = {}, const MethodCall *call = nullptr);

// For what was never sent.
BannerText failureBanner(const Failure &failure, const QString &systemName, const QString &problem,
                         const MethodDecl *method);

} // namespace Cistern
