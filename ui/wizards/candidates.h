// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// From what is known of a system to what a SourcePicker shows, and back to arguments. Pure
// functions; GUI thread.
#pragma once

#include "models/storagefacts.h"
#include "services/cim/cimvalue.h"
#include "ui/widgets/beforeafter.h"
#include "ui/wizards/sourcepicker.h"

namespace Cistern {

class JobTracker;

// modified: the pool that is being changed, which can't be its own source nor give to its
// ancestors.
QList<SourceCandidate> sourceCandidates(const StorageFacts &facts,
                                        const QList<CimInstance> &freeExtents,
                                        const JobTracker &jobs, const QString &systemId,
                                        const CimPath &modified = {});
SourcePicker::Rules sourceRules(const StorageFacts &facts);

CimValue pathTexts(const QList<SourceCandidate> &sources); // null for none
QList<CimPath> pathsIn(const CimValue &texts);

// How full the pools are and would be: extents give first, then pools in their order (SP.R28).
QList<BeforeAfterSource> beforeAfter(const QList<SourceCandidate> &pools,
                                     const QList<SourceCandidate> &extents, quint64 bytes);

} // namespace Cistern
