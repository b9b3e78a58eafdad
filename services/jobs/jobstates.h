// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the states of a CIM job mean (job model 3). Constant; any thread.
#pragma once

#include <QtGlobal>

namespace Cistern {

inline constexpr quint16 completed = 7, terminated = 8, killed = 9, exception = 10,
                         completedWithWarnings = 32768;

inline bool isFinal(quint16 jobState)
{
    return (jobState >= completed && jobState <= exception) || jobState == completedWithWarnings;
}

} // namespace Cistern
