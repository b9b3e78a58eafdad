// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CIM_Error in the one encoding that clients of every kind read: how an error is told beside a job.
#pragma once

#include "services/core/outcome.h"

namespace Cistern {

// CIM_Error, in Root/Virtualization/V2 Msvm_Error, as CIM-XML text, as GetError gives it (DSP0201).
// Not settled: a file is not as it was yet.
QString errorText(const Failure &failure, const QString &element, QStringView nameSpace,
                  bool settled = true);

} // namespace Cistern
