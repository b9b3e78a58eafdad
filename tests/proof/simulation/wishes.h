// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What people may want of the far host in a simulation: a call out of all that change something,
// on what there is at the moment. One thread.
#pragma once

#include "services/jobs/calleffect.h"
#include "tests/proof/simulation/farhost.h"

#include <optional>

namespace Cistern {

// A pool, volume or extent that somebody made.
struct Thing
{
    CimPath path;
    QString name;
};

namespace Wishes {
// Whatever it makes or renames gets the name. Nothing when the host is down.
std::optional<MethodCall> next(FarHost &host, Luck &luck, const QString &name);
// A job that is over, to be put away; empty when there is none.
CimPath oldJob(FarHost &host, Luck &luck);
QString nameOf(const MethodCall &call); // that it gives; empty: none
QList<Thing> things(FarHost &host);
QStringList booksProblems(FarHost &host); // empty: what pools tell adds up
} // namespace Wishes

} // namespace Cistern
