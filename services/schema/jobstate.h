// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// JobState of CIM_ConcreteJob (DSP1103): what target and console call by one name each.
#pragma once

#include <QtGlobal>

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
    Exception,
    Service,
    QueryPending,
    CompletedWithWarnings = 32768 // of Microsoft
};

// Left by nobody.
inline bool isFinal(quint64 state)
{
    return (state >= Completed && state <= Exception) || state == CompletedWithWarnings;
}

// Ended by somebody.
inline bool isStopped(quint64 state)
{
    return state == Terminated || state == Killed;
}

} // namespace Cistern::JobState
