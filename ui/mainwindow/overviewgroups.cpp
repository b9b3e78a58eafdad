// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/overviewgroups.h"

#include "models/clusterfacts.h"
#include "models/offers.h"
#include "models/pipefacts.h"
#include "models/pipewords.h"
#include "models/resourcefacts.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "ui/text/amounts.h"
#include "ui/text/offertext.h"
#include "ui/text/presentation.h"
#include "ui/text/units.h"

#include <QCoreApplication>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct Groups
{
    Q_DECLARE_TR_FUNCTIONS(Overview)
};

QString listed(const QStringList &names)
{
    QStringList apart;
    for (const QString &name : names)
        apart.append(isolated(name));
    return QLocale().createSeparatedList(apart);
}

// "2 GiB reserved, at most 4 GiB".
QString termsText(const AllocationFacts &terms, const ResourceUnit &unit)
{
    QStringList parts;
    if (terms.reservation > 0)
        parts.append(Groups::tr("%1 reserved").arg(formatAmount(terms.reservation, unit)));
    parts.append(terms.limit > 0 ? Groups::tr("at most %1").arg(formatAmount(terms.limit, unit))
                                 : Groups::tr("no limit"));
    return parts.join(u", "_s);
}

QString weightText(const AllocationFacts &terms)
{
    return terms.weight && *terms.weight > 0
        ? Groups::tr("weight %1").arg(QLocale().toString(*terms.weight))
        : QString();
}

QList<PropertyGroup> childPoolGroups(const Console &console, const Node &node)
{
    const ResourceFacts facts(console.inventory, node.systemId, node.path().nameSpace());
    const auto pool = facts.pool(node.path());
    if (!pool)
        return {};
    PropertyGroup taken{.title = Groups::tr("Taken from"), .rows = {}};
    PropertyGroup resources{.title = Groups::tr("Host resources"), .rows = {}};
    const auto allocations = facts.allocations(node.path());
    for (const AllocationFacts &terms : allocations) {
        PropertyRow row;
        if (terms.parent.isEmpty()) {
            QStringList names;
            const auto parents = facts.parents(node.path());
            for (const CimPath &parent : parents)
                names.append(facts.nameOf(parent));
            row.label = listed(names);
        } else {
            row.label = facts.nameOf(terms.parent);
        }
        row.value = termsText(terms, pool->unit);
        row.exact = weightText(terms);
        row.cimName = u"Reservation, Limit, Weight"_s;
        taken.rows.append(row);
        if (!terms.hostResources.isEmpty()) {
            QStringList names;
            for (const QString &resource : terms.hostResources)
                names.append(facts.resourceName(resource));
            PropertyRow from;
            from.label = row.label;
            from.value = listed(names);
            from.cimName = u"HostResource"_s;
            resources.rows.append(from);
        }
    }
    if (pool->primordial) {
        QStringList names;
        const auto all = facts.hostResources(node.path());
        for (const QString &resource : all)
            names.append(facts.resourceName(resource));
        if (!names.isEmpty()) {
            PropertyRow row;
            row.label = Groups::tr("This host");
            row.value = listed(names);
            row.cimName = u"HostResource"_s;
            resources.rows.append(row);
        }
    }
    QList<PropertyGroup> groups;
    for (const PropertyGroup &group : {taken, resources}) {
        if (!group.rows.isEmpty())
            groups.append(group);
    }
    return groups;
}

QList<PropertyGroup> rootPoolGroups(const Console &console, const Node &node)
{
    const ClusterFacts facts(console.inventory, node.systemId);
    const RootPoolFacts *pool = facts.pool(node.path());
    if (!pool)
        return {};
    PropertyGroup group{.title = Groups::tr("Devices"), .rows = {}};
    for (const NodeFacts &host : facts.nodes()) {
        QStringList names;
        for (const DeviceFacts &device : host.devices) {
            if (pool->devices.contains(device.path))
                names.append(device.name);
        }
        if (names.isEmpty())
            continue;
        PropertyRow row;
        row.label = host.name;
        row.value = listed(names);
        row.exact = host.away ? Groups::tr("not reachable") : QString();
        row.cimName = u"ConcreteComponent"_s;
        row.state = host.away ? State::Warning : State::None;
        group.rows.append(row);
    }
    return group.rows.isEmpty() ? QList<PropertyGroup>() : QList<PropertyGroup>{group};
}

QList<PropertyGroup> pipeGroups(const Console &console, const Node &node)
{
    const auto pipe = PipeFacts(console.inventory, node.systemId).pipe(node.path());
    if (!pipe || pipe->pairs.isEmpty())
        return {};
    PropertyGroup group{.title = Groups::tr("Pairs"), .rows = {}};
    for (qsizetype i = 0; i < pipe->pairs.size(); ++i) {
        const PairFacts &pair = pipe->pairs.at(i);
        PropertyRow row;
        row.label = Groups::tr("Pair %1").arg(QLocale().toString(i + 1));
        row.value = pairText(pair.ends, pipe->bothWays.value_or(false));
        row.state = pair.state;
        QStringList told;
        if (pair.roundTrip && pair.state <= State::Ok)
            told.append(formatRoundTrip(*pair.roundTrip));
        if (pair.lastContact.isValid())
            told.append(
                Groups::tr("last contact %1")
                    .arg(QLocale().toString(pair.lastContact.toLocalTime().time(), u"HH:mm:ss"_s)));
        row.exact = told.join(u", "_s);
        row.cimName = u"EndpointOfNetworkPipe"_s;
        group.rows.append(row);
    }
    return {group};
}

} // namespace

QList<PropertyGroup> relationGroups(const Console &console, const Node &node)
{
    const CimPath path = node.path();
    if (isReplicationPipe(path))
        return pipeGroups(console, node);
    if (!Schema::isA(path.nameSpace(), path.className(), u"CIM_ResourcePool"))
        return {};
    QList<PropertyGroup> groups;
    if (sameNameSpace(path.nameSpace(), QString(Schema::hypervCluster)))
        groups = rootPoolGroups(console, node);
    return groups + childPoolGroups(console, node);
}

// What the system has; what is not installed is a fact, not an error (CP.R30, CRP.R25, SP.R40).
PropertyGroup featureGroup(const Console &console, const Node &system)
{
    struct Feature
    {
        Deed deed;
        QLatin1StringView nameSpace;
        QLatin1StringView className; // of what is counted
    };
    static constexpr Feature features[] = {
        {Deed::CreatePool, Schema::iscsiTarget, "CIM_StoragePool"_L1},
        {Deed::CreatePipe, Schema::iscsiTarget, "CIM_NetworkPipe"_L1},
        {Deed::CreateChildPool, Schema::virtualization, "CIM_ResourcePool"_L1},
        {Deed::CreateRootPool, Schema::hypervCluster, "CIM_ResourcePool"_L1},
    };
    PropertyGroup group{.title = Groups::tr("Features"), .rows = {}};
    if (!console.connections.connection(system.systemId) || !system.read.isValid() || system.stale)
        return group;
    const Offers offers(console.inventory, console.connections, system.systemId);
    for (const Feature &feature : features) {
        PropertyRow row;
        row.label = feature.deed == Deed::CreatePipe ? Groups::tr("Replication pipes")
                                                     : featureText(QString(feature.nameSpace));
        row.cimName = QString(deedRow(feature.deed).serviceClass);
        const Offer offer = offers.of(feature.deed);
        if (offer.obstacle == Obstacle::NotInstalled)
            row.exact = Groups::tr("Not installed");
        else if (offer.obstacle == Obstacle::NoService)
            row.exact = Groups::tr("No service");
        else if (offer.obstacle == Obstacle::ServiceStopped)
            row.value = Groups::tr("Service stopped");
        else if (!offer.works())
            row.exact = Groups::tr("Not offered");
        if (!row.value.isEmpty() || !row.exact.isEmpty()) {
            group.rows.append(row);
            continue;
        }
        const int count = feature.deed == Deed::CreatePipe
            ? int(PipeFacts(console.inventory, system.systemId).pipes().size())
            : int(console.inventory.madeCount(system.systemId, QString(feature.className),
                                              QString(feature.nameSpace)));
        row.value = count > 0
            ? countText(presentationOf(QString(feature.nameSpace), QString(feature.className)),
                        count)
            : Groups::tr("None yet");
        group.rows.append(row);
    }
    return group;
}

} // namespace Cistern
