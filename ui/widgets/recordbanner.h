// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Why a commit did not come about, or why nobody knows: problem, cause, fix. GUI thread.
#pragma once

#include "services/jobs/jobrecord.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/console.h"

namespace Cistern {

// Of a record that failed.
BannerText recordBanner(const Console &console, const JobRecord &record);

} // namespace Cistern
