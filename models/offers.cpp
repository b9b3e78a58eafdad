// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/offers.h"

#include "services/schema/schema.h"
#include "services/systems/connections.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Schema::hypervCluster;
using Schema::iscsiTarget;
using Schema::virtualization;

namespace {
constexpr auto storage = "CIM_StorageConfigurationService"_L1;
constexpr auto storageCapabilities = "CIM_StorageConfigurationCapabilities"_L1;
constexpr auto replicationCapabilities = "CIM_StorageReplicationCapabilities"_L1;
constexpr auto virtualPools = "Msvm_ResourcePoolConfigurationService"_L1;
constexpr auto virtualCapabilities = "Msvm_ResourcePoolConfigurationCapabilities"_L1;
constexpr auto clusterPools = "CIM_ResourcePoolConfigurationService"_L1;
constexpr auto clusterCapabilities = "CIM_ResourcePoolConfigurationCapabilities"_L1;
constexpr auto elementFeatures = "SupportedStorageElementFeatures"_L1;

// One row a fact; the columns would not survive wrapping.
// clang-format off
constexpr DeedRow table[] = {
    {Deed::CreatePool,           iscsiTarget, storage, "CreateOrModifyStoragePool"_L1, storageCapabilities, 2},
    {Deed::ModifyPool,           iscsiTarget, storage, "CreateOrModifyStoragePool"_L1, storageCapabilities, 4},
    {Deed::DeletePool,           iscsiTarget, storage, "DeleteStoragePool"_L1, storageCapabilities, 3},
    {Deed::CreateVolume,         iscsiTarget, storage, "CreateOrModifyElementFromStoragePool"_L1, storageCapabilities, 5, elementFeatures, 3},
    {Deed::CreateExtent,         iscsiTarget, storage, "CreateOrModifyElementFromStoragePool"_L1, storageCapabilities, 5, elementFeatures, 2},
    {Deed::ReturnElement,        iscsiTarget, storage, "ReturnToStoragePool"_L1, storageCapabilities, 6},
    {Deed::CreatePipe,           iscsiTarget, storage, "CreateOrModifyReplicationPipe"_L1, replicationCapabilities, 9, {}, 0, true},
    {Deed::ModifyPipe,           iscsiTarget, storage, "CreateOrModifyReplicationPipe"_L1, replicationCapabilities, 9, {}, 0, true},
    {Deed::DeletePipe,           iscsiTarget, storage, {}, {}, 0},
    {Deed::CreateChildPool,      virtualization, virtualPools, "CreatePool"_L1, virtualCapabilities, 32768},
    {Deed::ChangeChildResources, virtualization, virtualPools, "ModifyPoolResources"_L1, virtualCapabilities, 32769},
    {Deed::ChangeChildSettings,  virtualization, virtualPools, "ModifyPoolSettings"_L1, virtualCapabilities, 32770},
    {Deed::DeleteChildPool,      virtualization, virtualPools, "DeletePool"_L1, virtualCapabilities, 32771},
    {Deed::CreateRootPool,       hypervCluster, clusterPools, "CreateResourcePool"_L1, clusterCapabilities, 2},
    {Deed::CreateClusterChild,   hypervCluster, clusterPools, "CreateChildResourcePool"_L1, clusterCapabilities, 3},
    {Deed::DeleteClusterPool,    hypervCluster, clusterPools, "DeleteResourcePool"_L1, clusterCapabilities, 4},
    {Deed::AddDevices,           hypervCluster, clusterPools, "AddResourcesToResourcePool"_L1, clusterCapabilities, 5},
    {Deed::RemoveDevices,        hypervCluster, clusterPools, "RemoveResourcesFromResourcePool"_L1, clusterCapabilities, 6},
    {Deed::ChangeClusterParent,  hypervCluster, clusterPools, "ChangeParentResourcePool"_L1, clusterCapabilities, 7},
};
// clang-format on

// Lists of actions, whichever of them a capabilities class has.
constexpr QLatin1StringView actionLists[] = {
    "SupportedAsynchronousActions"_L1,
    "SupportedSynchronousActions"_L1,
    "AsynchronousMethodsSupported"_L1,
    "SynchronousMethodsSupported"_L1,
};
constexpr auto ownProduct = "Cistern"_L1;
} // namespace

std::span<const DeedRow> deeds()
{
    return table;
}

const DeedRow &deedRow(Deed deed)
{
    return *std::find_if(std::begin(table), std::end(table),
                         [deed](const DeedRow &row) { return row.deed == deed; });
}

QString productOf(const Connections &connections, const QString &systemId)
{
    for (const Rung &rung : connections.state(systemId).ladder.rungs) {
        if (rung.step == Rung::Step::Identify && rung.state == Rung::State::Done)
            return rung.fact;
    }
    return {};
}

Offers::Offers(const Inventory &inventory, const Connections &connections, const QString &systemId)
    : m_inventory(inventory), m_connections(connections), m_systemId(systemId)
{}

const Node *Offers::object(QStringView nameSpace, QStringView className) const
{
    const auto ids = m_inventory.objects(m_systemId, className.toString());
    for (const NodeId id : ids) {
        const Node *node = m_inventory.node(id);
        if (node && sameNameSpace(node->instance.nameSpace(), nameSpace))
            return node;
    }
    return nullptr;
}

bool Offers::isInstalled(QStringView nameSpace) const
{
    return !m_inventory.lacks(m_systemId, nameSpace);
}

CimPath Offers::service(Deed deed) const
{
    const DeedRow &row = deedRow(deed);
    const Node *node = object(QString(row.nameSpace), QString(row.serviceClass));
    return node ? node->path() : CimPath();
}

Obstacle Offers::common(QStringView nameSpace) const
{
    if (!m_connections.connection(m_systemId))
        return Obstacle::NotConnected;
    // What is known is from the last time, perhaps days ago.
    if (const Node *system = m_inventory.node(m_inventory.system(m_systemId));
        system && system->stale)
        return Obstacle::NotRead;
    if (!isInstalled(nameSpace))
        return Obstacle::NotInstalled;
    return Obstacle::None;
}

Obstacle Offers::serviceObstacle(QStringView nameSpace, QStringView serviceClass) const
{
    if (const Obstacle first = common(nameSpace); first != Obstacle::None)
        return first;
    const Node *service = object(nameSpace, serviceClass);
    if (!service) {
        const Node *system = m_inventory.node(m_inventory.system(m_systemId));
        return system && system->read.isValid() ? Obstacle::NoService : Obstacle::NotRead;
    }
    // 2 Enabled and 5 Not Applicable work; 5 is what the documents give where nothing is told.
    const auto enabled = service->instance.value(u"EnabledState").toUnsigned();
    return !enabled || *enabled == 2 || *enabled == 5 ? Obstacle::None : Obstacle::ServiceStopped;
}

bool Offers::lists(const CimInstance &capabilities, const DeedRow &row) const
{
    const bool listed = std::any_of(
        std::begin(actionLists), std::end(actionLists), [&](QLatin1StringView list) {
            return capabilities.value(QString(list)).toUnsigneds().contains(row.action);
        });
    return listed
        && (row.feature.isEmpty()
            || capabilities.value(QString(row.feature)).toUnsigneds().contains(row.featureId));
}

Offer Offers::of(Deed deed) const
{
    const DeedRow &row = deedRow(deed);
    Offer offer{.deed = deed,
                .obstacle = serviceObstacle(QString(row.nameSpace), QString(row.serviceClass)),
                .foreign = m_systemId != localSystemId};
    if (row.method.isEmpty() && offer.works()) {
        const QString product = productOf(m_connections, m_systemId);
        if (product.section(u' ', 0, 0) != ownProduct)
            offer.obstacle = Obstacle::NoMethod;
        return offer;
    }
    if (!offer.works())
        return offer;
    const Node *capabilities = object(QString(row.nameSpace), QString(row.capabilitiesClass));
    // A system that tells no capabilities at all is asked and may refuse.
    if (capabilities ? !lists(capabilities->instance, row) : row.announced)
        offer.obstacle = Obstacle::NotAnnounced;
    return offer;
}

Obstacle Offers::obstacleOf(const MethodDecl &method) const
{
    // A method that does several things may be called as long as one of them is announced.
    std::optional<Obstacle> found;
    for (const DeedRow &row : table) {
        if (row.method != method.name || row.nameSpace != method.nameSpace)
            continue;
        const Obstacle obstacle = of(row.deed).obstacle;
        if (obstacle == Obstacle::None)
            return obstacle;
        found = obstacle;
    }
    if (found)
        return *found;
    return serviceObstacle(QString(method.nameSpace), QString(method.className));
}

} // namespace Cistern
