// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/candidates.h"

#include "services/jobs/jobtracker.h"

#include <QCoreApplication>

#include <algorithm>

namespace Cistern {

namespace {
struct Candidates
{
    Q_DECLARE_TR_FUNCTIONS(Source)
};

bool isBeingChanged(const JobTracker &jobs, const QString &systemId, const CimPath &pool)
{
    const auto &records = jobs.records();
    return std::any_of(records.begin(), records.end(), [&](const JobRecord &record) {
        if (record.over() || record.systemId != systemId || !record.call.isValid())
            return false;
        const auto changed = record.call.argument(u"Pool").toPath();
        return changed && *changed == pool;
    });
}
} // namespace

QList<SourceCandidate> sourceCandidates(const StorageFacts &facts,
                                        const QList<CimInstance> &freeExtents,
                                        const JobTracker &jobs, const QString &systemId,
                                        const CimPath &modified)
{
    QList<SourceCandidate> found;
    const QList<CimPath> present = modified.isEmpty() ? QList<CimPath>() : facts.sources(modified);
    for (const PoolFacts &pool : facts.pools()) {
        if (!modified.isEmpty() && (pool.path == modified || facts.descends(pool.path, modified)))
            continue; // SP.R32
        SourceCandidate candidate{.path = pool.path,
                                  .primordial = pool.primordial,
                                  .name = pool.name,
                                  .free = pool.free,
                                  .total = pool.total,
                                  .heldByPools = pool.heldByPools,
                                  .lowMark = pool.lowMark,
                                  .state = pool.state,
                                  .refusal = {}};
        if (isBeingChanged(jobs, systemId, pool.path)) {
            candidate.state = State::Busy;
            candidate.refusal = Candidates::tr("Busy: a job is changing it");
        } else if (pool.free == 0 && !present.contains(pool.path)) {
            candidate.refusal = Candidates::tr("No free space");
        }
        found.append(candidate);
    }
    for (const CimInstance &extent : freeExtents) {
        const quint64 size = StorageFacts::sizeOf(extent);
        found.append({.path = extent.path(),
                      .isPool = false,
                      .name = StorageFacts::nameOf(extent),
                      .free = size,
                      .total = size,
                      .lowMark = {},
                      .state = StorageFacts::stateOf(extent),
                      .refusal = {}});
    }
    return found;
}

SourcePicker::Rules sourceRules(const StorageFacts &facts)
{
    return {.extents = facts.offers(StorageFacts::FromExtents),
            .onePool = facts.offers(StorageFacts::FromOnePool),
            .manyPools = facts.offers(StorageFacts::FromPools)};
}

CimValue pathTexts(const QList<SourceCandidate> &sources)
{
    QStringList texts;
    for (const SourceCandidate &source : sources)
        texts.append(source.path.toText());
    return texts.isEmpty() ? CimValue::null(CimType::String, true) : CimValue::strings(texts);
}

QList<CimPath> pathsIn(const CimValue &texts)
{
    QList<CimPath> paths;
    for (const QString &text : texts.toStrings()) {
        if (const auto path = CimPath::fromText(text))
            paths.append(*path);
    }
    return paths;
}

QList<BeforeAfterSource> beforeAfter(const QList<SourceCandidate> &pools,
                                     const QList<SourceCandidate> &extents, quint64 bytes)
{
    quint64 rest = bytes;
    for (const SourceCandidate &extent : extents)
        rest -= std::min(rest, extent.free);
    QList<BeforeAfterSource> shown;
    for (const SourceCandidate &pool : pools) {
        const quint64 taken = std::min(rest, pool.free);
        rest -= taken;
        const Capacity now = Capacity::of(pool.total - std::min(pool.free, pool.total), pool.total,
                                          pool.lowMark, pool.heldByPools);
        Capacity after = now;
        after.planned = taken;
        shown.append({.name = pool.name, .now = now, .after = after});
    }
    return shown;
}

} // namespace Cistern
