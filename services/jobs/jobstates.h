// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the states of a CIM job mean, and what a reading of one tells (job model 2, 3). Pure
// functions; any thread.
#pragma once

#include "services/jobs/jobrecord.h"
#include "services/schema/jobstate.h"

namespace Cistern {

quint16 jobStateOf(const CimInstance &job); // 0 when it does not tell
// The state alone does not make a success.
bool endedWell(const CimInstance &job);
// What it tells of state, progress and stopping, clamped and never backwards.
void note(JobRecord &record, const CimInstance &job, const QDateTime &now);
// That it ended otherwise than well, and why: errors are what errorsOf() gave.
void noteBadEnd(JobRecord &record, const CimInstance &job, const QStringList &errors);
// Another request to stop is on its way: that one was refused before says nothing any more.
void forgetRefusal(JobRecord &record);
// What came of a request to stop. Whatever it is, following goes on and the end counts.
void noteStop(JobRecord &record, const Outcome<Done> &taken, const QDateTime &now);
// The last one, which was taken to be on its way because its answer was lost, was not done.
void noteLostStop(JobRecord &record, const Failure &notDone);

} // namespace Cistern
