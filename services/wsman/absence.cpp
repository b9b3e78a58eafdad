// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/absence.h"

namespace Cistern::Wsman {

bool isAbsence(const Failure &failure)
{
    constexpr quint32 invalidNamespace = 3, invalidClass = 5; // DSP0004 status codes
    return failure.cause == Failure::Cause::NotFound
        || failure.cause == Failure::Cause::NotSupported
        || (failure.stage == Failure::Stage::Operation
            && (failure.code == invalidNamespace || failure.code == invalidClass));
}

} // namespace Cistern::Wsman
