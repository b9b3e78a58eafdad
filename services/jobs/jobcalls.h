// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is asked of a job itself: to stop, and why it failed. GUI thread.
#pragma once

#include "services/cim/cimpath.h"
#include "services/core/async.h"
#include "services/schema/methodcall.h"

#include <QStringList>

#include <optional>

namespace Cistern {

class Connection;

// RequestStateChange Terminate or, by force, Kill; KillJob. None where the job's class has no such
// method.
std::optional<MethodCall> stateChangeOf(const CimPath &job, bool force);
std::optional<MethodCall> killOf(const CimPath &job);

// The errors, as the texts the system gives them in: GetErrorEx tells all of them; GetError, where
// there is none, one. Empty when none can be had.
Answer<QStringList> errorsOf(Connection &connection, const CimPath &job, QObject *owner);

} // namespace Cistern
