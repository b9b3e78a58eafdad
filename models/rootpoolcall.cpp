// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/rootpoolcall.h"

#include <QCoreApplication>

#include <algorithm>

namespace Cistern::RootPool {

using namespace Qt::Literals::StringLiterals;

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RootPool)
};

MethodCall callOf(QStringView method, const CimPath &service)
{
    return MethodCall(*Schema::findMethod(QString(Schema::hypervCluster),
                                          u"CIM_ResourcePoolConfigurationService", method),
                      service);
}

void checkName(const QString &name, const ClusterFacts &facts, QList<Problem> &found)
{
    const QString parameter = u"ElementName"_s;
    if (name.isEmpty())
        return;
    if (name.trimmed().isEmpty()) {
        found.append({parameter,
                      Words::tr("A name can't consist of blanks. Leave it away to let "
                                "the system choose.")});
    } else if (name.size() > longestName) {
        found.append(
            {parameter, Words::tr("Names have at most %n characters.", nullptr, int(longestName))});
    } else {
        const auto &pools = facts.pools();
        const bool taken = std::any_of(pools.begin(), pools.end(), [&](const RootPoolFacts &pool) {
            return pool.name.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (taken)
            found.append({parameter,
                          Words::tr("Another pool of this cluster has this name already."), false});
    }
}

void checkDevices(const QList<CimPath> &devices, std::optional<quint16> type, const CimPath &pool,
                  const ClusterFacts &facts, QList<Problem> &found)
{
    const QString parameter = u"HostResources"_s;
    QList<CimPath> seen;
    for (const CimPath &path : devices) {
        const DeviceFacts *device = facts.device(path);
        if (seen.contains(path)) {
            found.append(
                {parameter, Words::tr("%1 is listed more than once.").arg(facts.nameOf(path))});
        } else if (!device) {
            found.append(
                {parameter, Words::tr("%1 is no device of this cluster.").arg(facts.nameOf(path))});
        } else if (const QString why = refusal(*device, type, facts, pool); !why.isEmpty()) {
            found.append({parameter, Words::tr("%1: %2.").arg(device->name, why)});
        }
        seen.append(path);
    }
}
} // namespace

QString refusal(const DeviceFacts &device, std::optional<quint16> type, const ClusterFacts &facts,
                const CimPath &keeps)
{
    if (!device.isFree() && device.pool != keeps)
        return Words::tr("In root pool %1").arg(facts.nameOf(device.pool));
    if (type && *type != device.type)
        return Words::tr("Not %1", "the type of a device").arg(ClusterFacts::typeName(*type));
    if (device.away && device.isFree())
        return Words::tr("It can't be reached");
    return {};
}

std::optional<quint16> typeOf(const Plan &plan, const ClusterFacts &facts)
{
    if (plan.type)
        return plan.type;
    for (const CimPath &path : plan.devices) {
        if (const DeviceFacts *device = facts.device(path))
            return device->type;
    }
    return {};
}

QList<Problem> problems(const Plan &plan, const ClusterFacts &facts)
{
    QList<Problem> found;
    checkName(plan.name, facts, found);
    const std::optional<quint16> type = typeOf(plan, facts);
    const auto names = ClusterFacts::types();
    const QString typeParameter = u"ResourceType"_s;
    if (!type) {
        found.append({typeParameter,
                      Words::tr("Choose a device or a resource type; one of them says what "
                                "the pool is for.")});
    } else if (std::none_of(names.begin(), names.end(),
                            [&](const CodeName &code) { return code.first == *type; })) {
        found.append({typeParameter, Words::tr("%1 is no resource type.").arg(*type)});
    }
    checkDevices(plan.devices, type, {}, facts, found);
    if (type && plan.devices.isEmpty())
        found.append({u"HostResources"_s,
                      Words::tr("Without devices the pool starts empty; add some later."), false});
    return found;
}

QList<Problem> memberProblems(const CimPath &pool, const QList<CimPath> &members,
                              const ClusterFacts &facts)
{
    const RootPoolFacts *present = facts.pool(pool);
    const QString poolParameter = u"Pool"_s;
    if (!present)
        return {{poolParameter, Words::tr("The pool is not there any more.")}};
    if (present->primordial)
        return {{poolParameter, Words::tr("This pool was made by the system itself.")}};
    if (present->child)
        return {{poolParameter, Words::tr("Only a root pool has devices of its own.")}};
    QList<Problem> found;
    checkDevices(members, present->type, pool, facts, found);
    const bool loses = std::any_of(
        present->devices.begin(), present->devices.end(),
        [&members](const CimPath &device) { return !members.contains(device); });
    if (loses && capacityOf(members, present->type, facts) < present->reserved)
        found.append({u"HostResources"_s,
                      Words::tr("What is left is less than what the pools below it have "
                                "reserved.")});
    if (members.isEmpty() && !present->devices.isEmpty())
        found.append({u"HostResources"_s, Words::tr("The pool will be empty."), false});
    return found;
}

bool blocks(const QList<Problem> &problems)
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem &problem) { return problem.blocks; });
}

Plan planOf(const MethodCall &call)
{
    Plan plan;
    plan.name = call.argument(u"ElementName").toString();
    bool isNumber = false;
    const ushort type = call.argument(u"ResourceType").toString().toUShort(&isNumber);
    if (isNumber)
        plan.type = type;
    plan.devices = call.argument(u"HostResources").toPaths();
    return plan;
}

// The type goes as the decimal code in a string (CRP.R1, CRP.R13).
MethodCall create(const CimPath &service, const Plan &plan, const ClusterFacts &facts)
{
    MethodCall call = callOf(u"CreateResourcePool", service);
    if (!plan.name.isEmpty())
        call.setArgument(u"ElementName", CimValue::string(plan.name));
    call.setArgument(u"HostResources", CimValue::references(plan.devices));
    if (const auto type = typeOf(plan, facts))
        call.setArgument(u"ResourceType", CimValue::string(QString::number(*type)));
    return call;
}

MethodCall add(const CimPath &service, const CimPath &pool, const QList<CimPath> &devices)
{
    MethodCall call = callOf(u"AddResourcesToResourcePool", service);
    call.setArgument(u"HostResources", CimValue::references(devices));
    call.setArgument(u"Pool", CimValue::reference(pool));
    return call;
}

MethodCall remove(const CimPath &service, const CimPath &pool, const QList<CimPath> &devices)
{
    MethodCall call = callOf(u"RemoveResourcesFromResourcePool", service);
    call.setArgument(u"HostResources", CimValue::references(devices));
    call.setArgument(u"Pool", CimValue::reference(pool));
    return call;
}

MethodCall destroy(const CimPath &service, const CimPath &pool)
{
    MethodCall call = callOf(u"DeleteResourcePool", service);
    call.setArgument(u"Pool", CimValue::reference(pool));
    return call;
}

QList<MethodCall> change(const CimPath &pool, const QList<CimPath> &members,
                         const ClusterFacts &facts)
{
    const RootPoolFacts *present = facts.pool(pool);
    if (!present)
        return {};
    QList<CimPath> added;
    QList<CimPath> removed;
    for (const CimPath &device : members) {
        if (!present->devices.contains(device))
            added.append(device);
    }
    for (const CimPath &device : present->devices) {
        if (!members.contains(device))
            removed.append(device);
    }
    QList<MethodCall> calls;
    if (!added.isEmpty())
        calls.append(add(facts.service(), pool, added));
    if (!removed.isEmpty())
        calls.append(remove(facts.service(), pool, removed));
    return calls;
}

quint64 capacityOf(const QList<CimPath> &devices, quint16 type, const ClusterFacts &facts)
{
    if (!ClusterFacts::countsBytes(type))
        return quint64(devices.size());
    quint64 sum = 0;
    for (const CimPath &path : devices) {
        if (const DeviceFacts *device = facts.device(path))
            sum += device->bytes.value_or(0);
    }
    return sum;
}

} // namespace Cistern::RootPool
