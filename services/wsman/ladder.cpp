// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/ladder.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

Ladder Ladder::untried()
{
    Ladder ladder;
    for (int step = int(Rung::Step::Name); step <= int(Rung::Step::Namespaces); ++step)
        ladder.rungs.append(Rung{.step = Rung::Step(step)});
    return ladder;
}

bool Ladder::connected() const
{
    return !rungs.isEmpty() && std::all_of(rungs.begin(), rungs.end(), [](const Rung &rung) {
        return rung.state == Rung::State::Done || rung.state == Rung::State::Skipped;
    });
}

const Rung *Ladder::failed() const
{
    const auto found = std::find_if(rungs.begin(), rungs.end(), [](const Rung &rung) {
        return rung.state == Rung::State::Failed;
    });
    return found == rungs.end() ? nullptr : &*found;
}

QStringList Ladder::namespaces() const
{
    if (rungs.size() <= int(Rung::Step::Namespaces))
        return {};
    return rung(Rung::Step::Namespaces).fact.split(u", "_s, Qt::SkipEmptyParts);
}

} // namespace Cistern
