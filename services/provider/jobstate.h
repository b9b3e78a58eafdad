// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// JobState of CIM_ConcreteJob (DSP1103) and what the other properties of a job say beside it.
#pragma once

#include "services/cim/ciminstance.h"

#include <QDateTime>

namespace Cistern::JobState {

enum : quint16 {
    New = 2,
    Starting,
    Running,
    Suspended,
    ShuttingDown,
    Completed,
    Terminated,
    Killed,
    Exception
};

bool isFinal(const CimInstance &job); // left by nobody

// Operational status, health and words go with the state.
void put(CimInstance &job, quint16 state, const QDateTime &now);
void putCompleted(CimInstance &job, const QDateTime &now); // with all of its percent

} // namespace Cistern::JobState
