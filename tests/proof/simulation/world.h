// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One run of the simulation: two consoles, a network that fails, a target that dies, another
// administrator, and clocks that jump; all of it chosen by one seed. At its end everything works
// again, and what is there is compared with what was told. One thread, one at a time.
#pragma once

#include "tests/proof/simulation/defects.h"

#include <QByteArray>
#include <QStringList>

namespace Cistern {

struct WorldFigures
{
    qint64 intents = 0, delivered = 0, deliveredTwice = 0, answersLost = 0;
    qint64 succeeded = 0, notDone = 0, failed = 0, stopped = 0, cannotTell = 0;
    qint64 consoleCrashes = 0, targetCrashes = 0;
    WorldFigures &operator+=(const WorldFigures &other);
};

struct WorldReport
{
    QStringList problems; // empty: every invariant holds
    WorldFigures figures;
    QByteArray trace; // a digest of all that happened, in order
};

struct WorldOptions
{
    bool show = false; // every line of the trace goes to the standard output as well
    Defect defect = Defect::None;
};

WorldReport runWorld(quint64 seed, const WorldOptions &options = {});

} // namespace Cistern
