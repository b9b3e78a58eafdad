// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// JobState of a job of this target, and what its other properties say beside it.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/schema/jobstate.h"

#include <QDateTime>

namespace Cistern::JobState {

bool isFinal(const CimInstance &job);

// Operational status, health and words go with the state.
void put(CimInstance &job, quint16 state, const QDateTime &now);
void putCompleted(CimInstance &job, const QDateTime &now); // with all of its percent

} // namespace Cistern::JobState
