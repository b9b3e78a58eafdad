// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Why something can't be done with a job, said once for menus, buttons and tooltips. Empty: it can
// be done. GUI thread.
#pragma once

#include "services/jobs/jobrecord.h"

namespace Cistern {

class JobTracker;

QString stopObstacle(const JobRecord &record);
QString checkObstacle(const JobRecord &record);
QString againObstacle(const JobRecord &record);
QString reverseObstacle(const JobRecord &record);
QString clearObstacle(const JobTracker &jobs); // those of others are cleared too

} // namespace Cistern
