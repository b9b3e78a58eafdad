// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/ladder.h"

#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const Rung *firstIn(const Ladder &ladder, Rung::State state)
{
    const auto found = std::find_if(ladder.rungs.begin(), ladder.rungs.end(),
                                    [state](const Rung &rung) { return rung.state == state; });
    return found == ladder.rungs.end() ? nullptr : &*found;
}
} // namespace

std::span<const KnownNamespace> knownNamespaces()
{
    static constexpr KnownNamespace table[] = {
        {Schema::iscsiTarget, "MSISCSITARGET_StorageConfigurationService"_L1},
        {Schema::virtualization, "Msvm_ResourcePoolConfigurationService"_L1},
        {Schema::hypervCluster, "CIM_ResourcePoolConfigurationService"_L1},
    };
    return table;
}

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
    return firstIn(*this, Rung::State::Failed);
}

const Rung *Ladder::climbing() const
{
    return firstIn(*this, Rung::State::Climbing);
}

std::chrono::milliseconds Ladder::took() const
{
    std::chrono::milliseconds sum{0};
    for (const Rung &rung : rungs)
        sum += rung.took;
    return sum;
}

QStringList Ladder::namespaces() const
{
    if (rungs.size() <= int(Rung::Step::Namespaces))
        return {};
    return rung(Rung::Step::Namespaces).fact.split(u", "_s, Qt::SkipEmptyParts);
}

} // namespace Cistern
