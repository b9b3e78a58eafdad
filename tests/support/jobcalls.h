// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Short words for what tests do with the jobs of a local target.
#pragma once

#include "services/schema/jobstate.h"
#include "tests/support/providerfixture.h"

#include <QMap>

namespace Cistern::Jobs {

using namespace JobState;
using State = quint16;
enum Request : quint16 { Start = 2, Suspend, Terminate, Kill, Service };

// The job of a pool that is being made from the location; empty when none was started.
CimPath begun(ProviderFixture &at, quint64 size = 4 * MiB, const QString &name = {});
// The same, brought into the state by faults and requests: Shutting Down waits in its rollback.
CimPath inState(ProviderFixture &at, State state);
void releaseAll(ProviderFixture &at); // whatever faults hold or fail

Arguments change(quint16 requested, const CimValue &timeout = {});
quint64 request(ProviderFixture &at, const CimPath &job, quint16 requested,
                const CimValue &timeout = {}); // the code

// What GetError gives: nothing for NULL or a code, else the members by name, arrays joined by '\n'.
// A text that is no such error makes a map with the single member "".
std::optional<QMap<QString, QString>> error(ProviderFixture &at, const CimPath &job);

// Writes one property through Put; nothing when that worked.
std::optional<Wsman::Fault> put(ProviderFixture &at, const CimPath &job, const QString &property,
                                const CimValue &value);
std::optional<Wsman::Fault> remove(ProviderFixture &at, const CimPath &path);

// Empty when every file in the first location belongs to an extent or a volume and the other way
// round, and their bytes are what pools took; else what is wrong.
QString filesProblem(ProviderFixture &at);

} // namespace Cistern::Jobs
