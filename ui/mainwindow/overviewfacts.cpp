// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/overviewfacts.h"

#include "models/modelwords.h"
#include "models/objectfacts.h"
#include "models/offers.h"
#include "models/pipefacts.h"
#include "models/storagefacts.h"
#include "services/systems/connections.h"
#include "ui/mainwindow/overviewgroups.h"
#include "ui/text/amounts.h"
#include "ui/text/certificatewords.h"
#include "ui/text/presentation.h"
#include "ui/text/units.h"
#include "ui/widgets/jobtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct Overview
{
    Q_DECLARE_TR_FUNCTIONS(Overview)
};

SpaceFacts poolSpaceFacts(const PoolFacts &pool)
{
    SpaceFacts facts;
    facts.capacity = Capacity::of(pool.used(), pool.total, pool.lowMark, pool.heldByPools);
    facts.figure = formatSize(pool.used());
    facts.text = Overview::tr("used of %1").arg(formatSize(pool.total));
    const quint64 direct = pool.used() - std::min(pool.used(), pool.heldByPools);
    facts.legend.append(
        {Swatch::Used,
         pool.primordial ? Overview::tr("Extents and volumes") : Overview::tr("Volumes"),
         formatSize(direct)});
    if (pool.heldByPools > 0)
        facts.legend.append({Swatch::Children,
                             pool.primordial ? Overview::tr("Pools") : Overview::tr("Child pools"),
                             formatSize(pool.heldByPools)});
    facts.legend.append({Swatch::Free, Overview::tr("Free"), formatSize(pool.free)});
    if (pool.lowMark)
        facts.legend.append(
            {Swatch::LowMark, Overview::tr("Low from"), percentText(qRound(*pool.lowMark * 100))});
    return facts;
}

SpaceFacts resourceSpaceFacts(const PoolSpace &space)
{
    SpaceFacts facts;
    facts.capacity = Capacity::of(space.used, space.total, std::nullopt, 0);
    facts.capacity.unit = space.unit;
    facts.figure = formatAmount(space.used, space.unit);
    facts.text = Overview::tr("reserved of %1").arg(formatAmount(space.total, space.unit));
    facts.legend = {
        {Swatch::Used, Overview::tr("Reserved"), facts.figure},
        {Swatch::Free, Overview::tr("Free"), formatAmount(space.total - space.used, space.unit)}};
    return facts;
}

// All storage locations of a system as one bar.
std::optional<SpaceFacts> systemSpace(const Console &console, const Node &node)
{
    quint64 total = 0;
    quint64 free = 0;
    quint64 pools = 0;
    int locations = 0;
    const auto all = StorageFacts(console.inventory, node.systemId).locations();
    for (const PoolFacts &pool : all) {
        ++locations;
        total += pool.total;
        free += pool.free;
        pools += pool.heldByPools;
    }
    if (locations == 0)
        return std::nullopt;
    SpaceFacts facts;
    const quint64 used = total - std::min(total, free);
    facts.capacity = Capacity::of(used, total, std::nullopt, pools);
    facts.figure = formatSize(used);
    facts.text = Overview::tr("used of %1 in %n locations", nullptr, locations)
                     .arg(formatSize(total));
    if (used > pools)
        facts.legend.append(
            {Swatch::Used, Overview::tr("Extents and volumes"), formatSize(used - pools)});
    facts.legend.append({Swatch::Children, Overview::tr("Pools"), formatSize(pools)});
    facts.legend.append({Swatch::Free, Overview::tr("Unassigned"), formatSize(free)});
    return facts;
}

PropertyRow textRow(const QString &label, const QString &value, const QString &cimName = {})
{
    PropertyRow row;
    row.label = label;
    row.value = value;
    row.cimName = cimName;
    return row;
}

QString namesOf(const StorageFacts &facts, const QList<CimPath> &paths)
{
    QStringList names;
    for (const CimPath &path : paths)
        names.append(isolated(facts.nameOf(path)));
    return QLocale().createSeparatedList(names);
}

QString poolId(const CimInstance &pool)
{
    const QString id = pool.value(u"PoolID").toString();
    return id.isEmpty() ? pool.value(u"InstanceID").toString() : id;
}

// The end of a pipe: the system as it is called in the list.
QString pipeEnd(const Console &console, const Node &node, bool source)
{
    const auto pipe = PipeFacts(console.inventory, node.systemId).pipe(node.path());
    return pipe ? peerName(console, source ? pipe->sourceName : pipe->targetName) : QString();
}

// The bytes where they are bytes, else the number that a request would hold.
QString exactAmount(quint64 amount, const ResourceUnit &unit)
{
    if (unit.kind == ResourceUnit::Kind::Bytes)
        return formatExact(unit.wholeOf(amount));
    return unit.kind == ResourceUnit::Kind::Count ? QString() : formatAmountExact(amount, unit);
}

// Facts that no property of the object tells by itself; empty: not known, so not shown.
QString factText(const Console &console, const ModelWords &words, const Node &node, Show show)
{
    const StorageFacts facts(console.inventory, node.systemId);
    switch (show) {
    case Show::System:
        return systemName(console, node.systemId);
    case Show::State: {
        const State state = objectState(node.instance);
        return state == State::None ? QString() : words.stateText(state, node);
    }
    case Show::Kind:
        return words.kind(node);
    case Show::Sources:
        return namesOf(facts, facts.sources(node.path()));
    case Show::ExtentCount: {
        const auto extents = int(facts.extents(node.path()).size());
        return extents > 0 ? Overview::tr("%n extents", nullptr, extents) : QString();
    }
    case Show::LowMark: {
        const auto space = poolSpace(node.instance);
        return space && space->lowMark ? Overview::tr("When %1 or less is free")
                                             .arg(percentText(qRound((1 - *space->lowMark) * 100)))
                                       : QString();
    }
    case Show::MadeBy:
        return node.instance.value(u"Primordial").toBool().value_or(false)
            ? Overview::tr("The system itself")
            : Overview::tr("A person or program");
    case Show::PoolId:
        return poolId(node.instance);
    case Show::SourceEnd:
    case Show::TargetEnd:
        return pipeEnd(console, node, show == Show::SourceEnd);
    case Show::PipeGoal: {
        const auto pipe = PipeFacts(console.inventory, node.systemId).pipe(node.path());
        return pipe && pipe->heartbeat
            ? Overview::tr("Every %1").arg(formatDuration(std::chrono::seconds(*pipe->heartbeat)))
            : QString();
    }
    default:
        return {};
    }
}

std::optional<PropertyRow> rowOf(const Console &console, const ModelWords &words, const Node &node,
                                 const Field &field)
{
    QString text = fieldText(field, node.instance);
    if (const QString fact = factText(console, words, node, field.show); !fact.isEmpty())
        text = fact;
    else if (field.show >= Show::System)
        text.clear();
    if (text.isEmpty())
        return std::nullopt;
    PropertyRow row = textRow(labelText(field), text, QString(field.property));
    const auto number = fieldValue(field, node.instance).toUnsigned();
    if (number && (field.show == Show::Size || field.show == Show::Blocks))
        row.exact = formatExact(*number);
    else if (number && field.show == Show::Amount)
        row.exact = exactAmount(*number, unitOf(node.instance));
    else if (field.show == Show::System)
        row.link = QString::number(console.inventory.system(node.systemId));
    return row;
}

QList<PropertyGroup> objectProperties(const Console &console, const ModelWords &words,
                                      const Node &node)
{
    QList<PropertyGroup> groups;
    for (const FieldGroup &group : presentationOf(console.inventory, node).overview) {
        PropertyGroup shown{.title = titleText(group), .rows = {}};
        for (const Field &field : group.fields) {
            if (const auto row = rowOf(console, words, node, field))
                shown.rows.append(*row);
        }
        if (!shown.rows.isEmpty())
            groups.append(shown);
    }
    return groups;
}

QList<PropertyGroup> systemProperties(const Console &console, const Node &node)
{
    const ConnectionSpec *spec = console.book.find(node.systemId);
    if (!spec)
        return {};
    PropertyGroup general{.title = Overview::tr("General"), .rows = {}};
    if (const QString name = node.instance.value(u"ElementName").toString(); !name.isEmpty())
        general.rows.append(textRow(Overview::tr("Host name"), name, u"ElementName"_s));
    general.rows.append(textRow(Overview::tr("Address"),
                                spec->id == localSystemId ? Overview::tr("Inside this program")
                                                          : spec->url.toDisplayString()));
    if (!spec->user.isEmpty())
        general.rows.append(textRow(Overview::tr("Signed in as"), spec->user));
    if (!spec->pin.isEmpty()) {
        PropertyRow row = textRow(Overview::tr("Trusted certificate"),
                                  spec->pinnedSince.isValid()
                                      ? Overview::tr("Since %1").arg(dateText(spec->pinnedSince))
                                      : Overview::tr("This one alone"));
        row.exact = fingerprintText(spec->pin.first(std::min<qsizetype>(spec->pin.size(), 8)))
            + u":…"_s;
        general.rows.append(row);
    }
    if (const QString product = productOf(console.connections, spec->id); !product.isEmpty())
        general.rows.append(textRow(Overview::tr("Product"), product));
    const PropertyGroup features = featureGroup(console, node);
    return features.rows.isEmpty() ? QList<PropertyGroup>{general}
                                   : QList<PropertyGroup>{general, features};
}
} // namespace

std::optional<SpaceFacts> spaceFacts(const Console &console, const Node &node)
{
    if (node.kind == Node::Kind::System)
        return systemSpace(console, node);
    if (const auto pool = StorageFacts(console.inventory, node.systemId).pool(node.path()))
        return poolSpaceFacts(*pool);
    if (const auto space = poolSpace(node.instance); space && node.instance.has(u"Capacity"))
        return resourceSpaceFacts(*space);
    return std::nullopt;
}

QList<PropertyGroup> propertyFacts(const Console &console, const ModelWords &words,
                                   const Node &node)
{
    if (node.kind == Node::Kind::System)
        return systemProperties(console, node);
    return node.kind == Node::Kind::Object
        ? objectProperties(console, words, node) + relationGroups(console, node)
        : QList<PropertyGroup>();
}

} // namespace Cistern
