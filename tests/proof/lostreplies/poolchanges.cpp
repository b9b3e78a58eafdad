// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Pools of a cluster and of its hosts.
#include "tests/proof/lostreplies/changes.h"
#include "tests/support/resourcecalls.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Schema::hypervCluster;
using Schema::virtualization;

namespace {
const QString poolClass = u"CIM_ResourcePool"_s;

Change clusterChange(LossySite &site, const char *method, const Arguments &arguments, int more,
                     const std::function<QList<CimPath>()> &done)
{
    return {.call = callOf(site.target.clusterService(), QString::fromLatin1(method), arguments),
            .more = more,
            .className = poolClass,
            .nameSpace = hypervCluster,
            .done = done};
}

Change newRoot(LossySite &site)
{
    const QString name = site.newName();
    return clusterChange(site, "CreateResourcePool",
                         {{u"ElementName"_s, words(name)},
                          {u"ResourceType"_s, words(u"17"_s)},
                          {u"HostResources"_s, CimValue::references({site.drive()})}},
                         1, [&site, name] { return site.named(poolClass, hypervCluster, name); });
}

// With something to give.
CimPath parentFor(LossySite &site, const CimPath &pool)
{
    if (site.target.members(pool).isEmpty())
        site.target.ended(site.target.callCluster(
            u"AddResourcesToResourcePool"_s,
            {{u"HostResources"_s, CimValue::references({site.drive()})}, {u"Pool"_s, ref(pool)}}));
    return pool;
}

Change newChild(LossySite &site, Luck &luck)
{
    const QString name = site.newName();
    return clusterChange(
        site, "CreateChildResourcePool",
        {{u"ElementName"_s, words(name)},
         {u"Settings"_s, CimValue::strings({allocation(10)})},
         {u"ParentPool"_s, CimValue::references({parentFor(site, site.rootPool(luck))})}},
        1, [&site, name] { return site.named(poolClass, hypervCluster, name); });
}

// A drive of a proof is in no host, and gone when the target is started again.
Change withDrives(Change change)
{
    change.restarts = false;
    return change;
}

Change addedDrive(LossySite &site, Luck &luck)
{
    const CimPath pool = site.rootPool(luck), drive = site.drive();
    return withDrives(clusterChange(
        site, "AddResourcesToResourcePool",
        {{u"HostResources"_s, CimValue::references({drive})}, {u"Pool"_s, ref(pool)}}, 0,
        [=, &site] {
            return site.target.members(pool).contains(drive) ? QList{pool} : QList<CimPath>();
        }));
}

Change removedDrive(LossySite &site, Luck &luck)
{
    const CimPath pool = parentFor(site, site.rootPool(luck));
    const CimPath drive = site.target.members(pool).first();
    return withDrives(clusterChange(
        site, "RemoveResourcesFromResourcePool",
        {{u"HostResources"_s, CimValue::references({drive})}, {u"Pool"_s, ref(pool)}}, 0,
        [=, &site] {
            return site.target.members(pool).contains(drive) ? QList<CimPath>() : QList{pool};
        }));
}

Change movedChild(LossySite &site, Luck &luck, bool terms)
{
    const CimPath child = site.childPool(luck);
    QList<CimPath> others = site.rootPools();
    others.removeAll(site.target.parents(child).value(0));
    const CimPath parent = others.isEmpty()
        ? site.target.rootPool(site.newName(), u"17"_s, {site.drive()})
        : parentFor(site, others.first());
    Arguments arguments{{u"ChildPool"_s, ref(child)},
                        {u"ParentPool"_s, CimValue::references({parent})}};
    if (terms)
        arguments.append({u"Settings"_s, CimValue::strings({allocation(5 + below(luck, 5))})});
    return clusterChange(site, "ChangeParentResourcePool", arguments, 0, [=, &site] {
        return site.target.parents(child) == QList{parent} ? QList{child} : QList<CimPath>();
    });
}

Change goneFromCluster(LossySite &site, const CimPath &pool)
{
    return clusterChange(site, "DeleteResourcePool", {{u"Pool"_s, ref(pool)}}, -1, [=, &site] {
        return site.target.get(pool) ? QList<CimPath>() : QList{pool};
    });
}

// Of a host

Change hostChange(LossySite &site, const char *method, const Arguments &arguments, int more,
                  const std::function<QList<CimPath>()> &done)
{
    return {.call = callOf(Resources::service(site.target), QString::fromLatin1(method), arguments),
            .more = more,
            .className = poolClass,
            .nameSpace = virtualization,
            .done = done};
}

Change newMemory(LossySite &site)
{
    const QString name = site.newName();
    return hostChange(
        site, "CreatePool",
        Resources::creation(Resources::settings(Resources::Memory, name),
                            {Resources::primordial(site.target, Resources::Memory)},
                            {Resources::entry(Resources::Memory, {.reservation = 8})}),
        1, [&site, name] { return site.named(poolClass, virtualization, name); });
}

Change notedMemory(LossySite &site, Luck &luck)
{
    const CimPath pool = site.memoryPool(luck);
    const QString note = u"of "_s + site.newName();
    const CimInstance settings = Resources::settings(
        Resources::Memory, site.target.text(pool, u"PoolID"), {{u"Notes"_s, words(note)}});
    return hostChange(site, "ModifyPoolSettings",
                      {{u"ChildPool"_s, ref(pool)}, {u"PoolSettings"_s, Resources::text(settings)}},
                      0, [=, &site] {
                          QList<CimPath> noted;
                          for (const CimInstance &each :
                               site.target.all(u"Msvm_ResourcePoolSettingData"_s, virtualization)) {
                              if (each.value(u"Notes").toString() == note)
                                  noted.append(pool);
                          }
                          return noted;
                      });
}

quint64 reservedBy(LossySite &site, const CimPath &pool)
{
    quint64 sum = 0;
    for (const CimInstance &entry : site.target.associated(pool, u"Msvm_SettingsDefineState"_s,
                                                           u"CIM_ResourceAllocationSettingData"_s))
        sum += entry.value(u"Reservation").toUnsigned().value_or(0);
    return sum;
}

Change otherMemory(LossySite &site, Luck &luck)
{
    const CimPath pool = site.memoryPool(luck);
    const quint64 amount = reservedBy(site, pool) == 8 ? 24 : 8;
    return hostChange(
        site, "ModifyPoolResources",
        {{u"ChildPool"_s, ref(pool)},
         {u"ParentPools"_s,
          CimValue::references({Resources::primordial(site.target, Resources::Memory)})},
         {u"AllocationSettings"_s,
          Resources::texts({Resources::entry(Resources::Memory, {.reservation = amount})})}},
        0,
        [=, &site] { return reservedBy(site, pool) == amount ? QList{pool} : QList<CimPath>(); });
}

Change goneFromHost(LossySite &site, Luck &luck)
{
    const CimPath pool = site.memoryPool(luck);
    return hostChange(site, "DeletePool", {{u"Pool"_s, ref(pool)}}, -1, [=, &site] {
        return site.target.get(pool) ? QList<CimPath>() : QList{pool};
    });
}
} // namespace

std::vector<ChangeKind> clusterChanges()
{
    return {
        {"CreateResourcePool", "CreateResourcePool",
         [](LossySite &s, Luck &) { return newRoot(s); }},
        {"AddResourcesToResourcePool", "AddResourcesToResourcePool", addedDrive},
        {"CreateChildResourcePool", "CreateChildResourcePool", newChild},
        {"ChangeParentResourcePool", "ChangeParentResourcePool",
         [](LossySite &s, Luck &l) { return movedChild(s, l, false); }},
        {"ChangeParentResourcePool, Settings", "ChangeParentResourcePool",
         [](LossySite &s, Luck &l) { return movedChild(s, l, true); }},
        {"RemoveResourcesFromResourcePool", "RemoveResourcesFromResourcePool", removedDrive},
        {"DeleteResourcePool, child", "DeleteResourcePool",
         [](LossySite &s, Luck &l) { return goneFromCluster(s, s.childPool(l)); }},
        {"DeleteResourcePool, root", "DeleteResourcePool",
         [](LossySite &s, Luck &l) { return goneFromCluster(s, s.rootPool(l)); }},
    };
}

std::vector<ChangeKind> virtualizationChanges()
{
    return {
        {"CreatePool", "CreatePool", [](LossySite &s, Luck &) { return newMemory(s); }},
        {"ModifyPoolSettings", "ModifyPoolSettings", notedMemory},
        {"ModifyPoolResources", "ModifyPoolResources", otherMemory},
        {"DeletePool", "DeletePool", goneFromHost},
    };
}

} // namespace Cistern
