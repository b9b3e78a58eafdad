// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/overviewfacts.h"

#include "models/modelwords.h"
#include "models/storagefacts.h"
#include "services/systems/connections.h"
#include "ui/text/units.h"

#include <QCoreApplication>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct Overview
{
    Q_DECLARE_TR_FUNCTIONS(Overview)
};

bool is(const Node &node, QStringView className)
{
    return node.kind == Node::Kind::Object && node.instance.decl()
        && node.instance.decl()->isA(className);
}

SpaceFacts poolSpaceFacts(const PoolFacts &pool)
{
    SpaceFacts facts;
    facts.capacity = Capacity::of(pool.used(), pool.total, pool.lowMark, pool.heldByPools);
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

// All storage locations of a system as one bar.
std::optional<SpaceFacts> systemSpace(const Console &console, const Node &node)
{
    quint64 total = 0;
    quint64 free = 0;
    quint64 pools = 0;
    int locations = 0;
    for (const PoolFacts &pool : StorageFacts(console.inventory, node.systemId).pools()) {
        if (!pool.primordial)
            continue;
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
    facts.text = Overview::tr("used of %1 in %n locations", nullptr, locations)
                     .arg(formatSize(total));
    if (used > pools)
        facts.legend.append(
            {Swatch::Used, Overview::tr("Extents and volumes"), formatSize(used - pools)});
    facts.legend.append({Swatch::Children, Overview::tr("Pools"), formatSize(pools)});
    facts.legend.append({Swatch::Free, Overview::tr("Unassigned"), formatSize(free)});
    return facts;
}

PropertyRow sizeRow(const QString &label, quint64 bytes, const QString &cimName)
{
    PropertyRow row;
    row.label = label;
    row.value = formatSize(bytes);
    row.exact = formatExact(bytes);
    row.cimName = cimName;
    return row;
}

PropertyRow textRow(const QString &label, const QString &value, const QString &cimName = {})
{
    PropertyRow row;
    row.label = label;
    row.value = value;
    row.cimName = cimName;
    return row;
}

PropertyRow systemRow(const Console &console, const QString &systemId)
{
    const ConnectionSpec *spec = console.book.find(systemId);
    PropertyRow row = textRow(Overview::tr("System"), spec ? spec->name : systemId,
                              u"SystemName"_s);
    row.link = QString::number(console.inventory.system(systemId));
    return row;
}

QString namesOf(const StorageFacts &facts, const QList<CimPath> &paths)
{
    QStringList names;
    for (const CimPath &path : paths)
        names.append(isolated(facts.nameOf(path)));
    return QLocale().createSeparatedList(names);
}

QList<PropertyGroup> poolProperties(const Console &console, const ModelWords &words,
                                    const Node &node)
{
    const StorageFacts facts(console.inventory, node.systemId);
    const PoolFacts pool = *facts.pool(node.path);
    PropertyGroup general{.title = Overview::tr("General"), .rows = {}};
    general.rows = {
        textRow(Overview::tr("Name"), pool.name, u"ElementName"_s),
        systemRow(console, node.systemId),
        textRow(Overview::tr("State"), words.stateText(pool.state, node), u"OperationalStatus"_s)};
    if (const auto sources = facts.sources(node.path); !sources.isEmpty())
        general.rows.append(textRow(Overview::tr("Made from"), namesOf(facts, sources),
                                    u"AllocatedFromStoragePool"_s));
    if (const auto extents = facts.extents(node.path).size(); extents > 0)
        general.rows.append(textRow(Overview::tr("Extents"),
                                    Overview::tr("%n extents", nullptr, int(extents)),
                                    u"ConcreteComponent"_s));
    general.rows.append(textRow(Overview::tr("Pool ID"),
                                node.instance.value(u"PoolID").toString().isEmpty()
                                    ? node.instance.value(u"InstanceID").toString()
                                    : node.instance.value(u"PoolID").toString(),
                                u"PoolID"_s));
    PropertyGroup space{.title = Overview::tr("Space"), .rows = {}};
    space.rows = {sizeRow(Overview::tr("Total"), pool.total, u"TotalManagedSpace"_s),
                  sizeRow(Overview::tr("Free"), pool.free, u"RemainingManagedSpace"_s)};
    if (pool.lowMark)
        space.rows.append(textRow(Overview::tr("Low-space warning"),
                                  Overview::tr("When %1 or less is free")
                                      .arg(percentText(qRound((1 - *pool.lowMark) * 100))),
                                  u"LowSpaceWarningThreshold"_s));
    space.rows.append(textRow(Overview::tr("Made by"),
                              pool.primordial ? Overview::tr("The system itself")
                                              : Overview::tr("A person or program"),
                              u"Primordial"_s));
    return {general, space};
}

QList<PropertyGroup> elementProperties(const Console &console, const ModelWords &words,
                                       const Node &node)
{
    const StorageFacts facts(console.inventory, node.systemId);
    PropertyGroup general{.title = Overview::tr("General"), .rows = {}};
    general.rows = {
        textRow(Overview::tr("Name"), StorageFacts::nameOf(node.instance), u"ElementName"_s),
        textRow(Overview::tr("Kind"), words.kind(node)), systemRow(console, node.systemId)};
    if (const State state = StorageFacts::stateOf(node.instance); state != State::None)
        general.rows.append(
            textRow(Overview::tr("State"), words.stateText(state, node), u"OperationalStatus"_s));
    PropertyGroup space{.title = Overview::tr("Space"), .rows = {}};
    space.rows = {sizeRow(Overview::tr("Size"), StorageFacts::sizeOf(node.instance),
                          u"BlockSize × NumberOfBlocks"_s)};
    if (const auto sources = facts.sources(node.path); !sources.isEmpty())
        space.rows.append(textRow(Overview::tr("In pool"), namesOf(facts, sources),
                                  u"AllocatedFromStoragePool"_s));
    if (const QString id = node.instance.value(u"DeviceID").toString(); !id.isEmpty())
        space.rows.append(textRow(Overview::tr("Device ID"), id, u"DeviceID"_s));
    return {general, space};
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
    for (const Rung &rung : console.connections.state(spec->id).ladder.rungs) {
        if (rung.step == Rung::Step::Identify && rung.state == Rung::State::Done
            && !rung.fact.isEmpty())
            general.rows.append(textRow(Overview::tr("Product"), rung.fact));
    }
    return {general};
}
} // namespace

std::optional<SpaceFacts> spaceFacts(const Console &console, const Node &node)
{
    if (node.kind == Node::Kind::System)
        return systemSpace(console, node);
    if (!is(node, u"CIM_StoragePool"))
        return std::nullopt;
    const auto pool = StorageFacts(console.inventory, node.systemId).pool(node.path);
    return pool ? std::optional(poolSpaceFacts(*pool)) : std::nullopt;
}

QList<PropertyGroup> propertyFacts(const Console &console, const ModelWords &words,
                                   const Node &node)
{
    if (node.kind == Node::Kind::System)
        return systemProperties(console, node);
    if (is(node, u"CIM_StoragePool"))
        return poolProperties(console, words, node);
    if (is(node, u"CIM_StorageExtent"))
        return elementProperties(console, words, node);
    return {};
}

} // namespace Cistern
