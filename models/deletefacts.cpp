// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/deletefacts.h"

#include "models/resourcefacts.h"
#include "services/jobs/calleffect.h"
#include "services/schema/schema.h"

namespace Cistern::Deletion {

using namespace Qt::Literals::StringLiterals;
using Schema::hypervCluster;
using Schema::iscsiTarget;
using Schema::virtualization;

namespace {
constexpr auto fromStorage = "CIM_AllocatedFromStoragePool"_L1;
constexpr auto fromPool = "CIM_ElementAllocatedFromPool"_L1;

// One row a fact; the columns would not survive wrapping.
// clang-format off
constexpr Way ways[] = {
    {iscsiTarget, "CIM_StoragePool"_L1, Deed::DeletePool, fromStorage, "Antecedent"_L1, "Dependent"_L1, "Pool"_L1},
    {iscsiTarget, "CIM_StorageExtent"_L1, Deed::ReturnElement, fromStorage, "Antecedent"_L1, "Dependent"_L1, "TheElement"_L1},
    {iscsiTarget, "CIM_NetworkPipe"_L1, Deed::DeletePipe, {}, {}, {}, {}},
    {virtualization, "CIM_ResourcePool"_L1, Deed::DeleteChildPool, fromPool, "Antecedent"_L1, "Dependent"_L1, "Pool"_L1},
    {hypervCluster, "CIM_ResourcePool"_L1, Deed::DeleteClusterPool, fromPool, "Antecedent"_L1, "Dependent"_L1, "Pool"_L1},
};
// clang-format on

CimPath end(const CimInstance &link, QLatin1StringView role)
{
    const CimValue value = link.value(QString(role));
    return value.toPath() ? *value.toPath() : CimPath();
}
} // namespace

const Way *wayOf(const CimPath &object)
{
    for (const Way &way : ways) {
        if (sameNameSpace(object.nameSpace(), QString(way.nameSpace))
            && Schema::isA(object.nameSpace(), object.className(), QString(way.className)))
            return &way;
    }
    return nullptr;
}

QList<CimPath> users(const Way &way, const CimPath &object, const QList<CimInstance> &links)
{
    QList<CimPath> found;
    for (const CimInstance &link : links) {
        if (!way.linkClass.isEmpty() && end(link, way.ownRole) == object)
            found.append(end(link, way.userRole));
    }
    return found;
}

QList<Return> returns(const Inventory &inventory, const QString &systemId, const Way &way,
                      const CimPath &object, const QList<CimInstance> &links)
{
    QList<Return> found;
    if (way.linkClass == fromStorage) {
        for (const CimInstance &link : links) {
            if (end(link, way.userRole) == object)
                found.append({.pool = end(link, way.ownRole),
                              .amount = link.value(u"SpaceConsumed").toUnsigned().value_or(0)});
        }
    } else if (way.nameSpace == virtualization) {
        // Of a limit that parents share nobody tells who gave what.
        const ResourceFacts facts(inventory, systemId, QString(virtualization));
        const auto allocations = facts.allocations(object);
        for (const AllocationFacts &terms : allocations) {
            if (!terms.parent.isEmpty())
                found.append({.pool = terms.parent, .amount = terms.reservation});
        }
    }
    found.removeIf([](const Return &each) { return each.amount == 0; });
    return found;
}

QList<CimPath> freedDevices(const Inventory &inventory, const QString &systemId,
                            const CimPath &object)
{
    QList<CimPath> found;
    if (!sameNameSpace(object.nameSpace(), QString(hypervCluster)))
        return found;
    const auto links = inventory.links(systemId, object);
    for (const CimInstance &link : links) {
        if (link.has(u"GroupComponent") && end(link, "GroupComponent"_L1) == object)
            found.append(end(link, "PartComponent"_L1));
    }
    return found;
}

std::optional<MethodCall> callFor(const Way &way, const CimPath &object, const CimPath &service)
{
    const QString name(deedRow(way.deed).method);
    const MethodDecl *method = name.isEmpty() ? nullptr : methodOf(service, name);
    if (!method)
        return std::nullopt;
    MethodCall call(*method, service);
    call.setArgument(QString(way.parameter), CimValue::reference(object));
    return call;
}

} // namespace Cistern::Deletion
