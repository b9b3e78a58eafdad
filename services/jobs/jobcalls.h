// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is asked of a job itself: to stop, and why it failed. GUI thread.
#pragma once

#include "services/cim/cimpath.h"
#include "services/core/async.h"

#include <QStringList>

namespace Cistern {

class Connection;

// RequestStateChange Terminate or, by force, Kill. KillJob, and by force only, where the job's
// class has no RequestStateChange. A refusal has its return code as code, 1, 4097, 32770, 32775 …;
// OutcomeUnknown when its answer is lost. Whatever it says, the job's state tells the end.
Answer<Done> askToStop(Connection &connection, const CimPath &job, bool force, QObject *owner);

// The errors, as the texts the system gives them in: GetErrorEx tells all of them; GetError, where
// there is none, one. Empty when none can be had.
Answer<QStringList> errorsOf(Connection &connection, const CimPath &job, QObject *owner);

} // namespace Cistern
