// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/shape.h"

#include "services/schema/schema.h"
#include "services/wsman/subscription.h"

namespace Cistern::Shape {

using namespace Qt::Literals::StringLiterals;
using Schema::hypervCluster;
using Schema::iscsiTarget;
using Schema::virtualization;

namespace {
// The nearest class that every target has; where that is a base class, subclasses come with it.
// One class of each namespace goes first: whether it is there is known before the others are asked.
constexpr ReadRow readTable[] = {
    {iscsiTarget, "MSFTSM_ComputerSystem"_L1},
    {virtualization, "Msvm_ResourcePoolConfigurationService"_L1},
    {hypervCluster, "CIM_ResourcePoolConfigurationService"_L1},

    {iscsiTarget, "MSISCSITARGET_StorageConfigurationService"_L1},
    {iscsiTarget, "MSISCSITARGET_StorageConfigurationCapabilities"_L1},
    {iscsiTarget, "CIM_StorageReplicationCapabilities"_L1},
    {iscsiTarget, "MSISCSITARGET_StoragePool"_L1},
    {iscsiTarget, "MSISCSITARGET_StorageCapabilities"_L1},
    {iscsiTarget, "CIM_StorageExtent"_L1},
    {iscsiTarget, "CIM_ProtocolEndpoint"_L1},
    {iscsiTarget, "CIM_NetworkPipe"_L1},
    {iscsiTarget, "CIM_SettingData"_L1},
    {iscsiTarget, "MSISCSITARGET_ConcreteJob"_L1},
    {iscsiTarget, "MSISCSITARGET_AllocatedFromStoragePool"_L1, true},
    {iscsiTarget, "MSISCSITARGET_ElementCapabilities"_L1, true},
    {iscsiTarget, "CIM_ConcreteComponent"_L1, true},
    {iscsiTarget, "CIM_HostedAccessPoint"_L1, true},
    {iscsiTarget, "CIM_EndpointOfNetworkPipe"_L1, true},
    {iscsiTarget, "CIM_NetworkPipeComposition"_L1, true},
    {iscsiTarget, "CIM_ElementSettingData"_L1, true},

    {virtualization, "Msvm_ComputerSystem"_L1},
    {virtualization, "Msvm_ResourcePoolConfigurationCapabilities"_L1},
    {virtualization, "CIM_ResourcePool"_L1},
    {virtualization, "Msvm_ResourcePoolSettingData"_L1},
    {virtualization, "CIM_ResourceAllocationSettingData"_L1},
    {virtualization, "Msvm_AllocationCapabilities"_L1},
    {virtualization, "Msvm_ResourcePoolComponent"_L1},
    {virtualization, "Msvm_VirtualEthernetSwitch"_L1},
    {virtualization, "Msvm_ExternalEthernetPort"_L1},
    {virtualization, "CIM_ConcreteJob"_L1},
    {virtualization, "Msvm_ElementAllocatedFromPool"_L1, true},
    {virtualization, "Msvm_ElementCapabilities"_L1, true},
    {virtualization, "Msvm_SettingsDefineState"_L1, true},
    {virtualization, "Msvm_SettingsDefineCapabilities"_L1, true},
    {virtualization, "Msvm_ConcreteComponent"_L1, true},

    {hypervCluster, "Msvm_ComputerSystem"_L1},
    {hypervCluster, "CIM_ResourcePoolConfigurationCapabilities"_L1},
    {hypervCluster, "CIM_ResourcePool"_L1},
    {hypervCluster, "CIM_AllocationCapabilities"_L1},
    {hypervCluster, "CIM_LogicalDevice"_L1},
    {hypervCluster, "CIM_ConcreteJob"_L1},
    {hypervCluster, "CIM_ComponentCS"_L1, true},
    {hypervCluster, "CIM_SystemDevice"_L1, true},
    {hypervCluster, "CIM_ElementAllocatedFromPool"_L1, true},
    {hypervCluster, "CIM_ElementCapabilities"_L1, true},
    {hypervCluster, "CIM_ConcreteComponent"_L1, true},
};

// Sessions and connections are made by initiators; they are pipes by their class alone.
constexpr GroupRow groupTable[] = {
    {"pools"_L1, iscsiTarget, "CIM_StoragePool"_L1},
    {"hypervpools"_L1, virtualization, "CIM_ResourcePool"_L1},
    {"clusterpools"_L1, hypervCluster, "CIM_ResourcePool"_L1},
    {{}, iscsiTarget, "CIM_iSCSISession"_L1},
    {{}, iscsiTarget, "CIM_iSCSIConnection"_L1},
    {"pipes"_L1, iscsiTarget, "CIM_NetworkPipe"_L1},
    {"volumes"_L1, iscsiTarget, "CIM_StorageVolume"_L1},
    {"extents"_L1, iscsiTarget, "CIM_StorageExtent"_L1},
    {"jobs"_L1, iscsiTarget, "CIM_ConcreteJob"_L1},
    {"jobs"_L1, virtualization, "CIM_ConcreteJob"_L1},
    {"jobs"_L1, hypervCluster, "CIM_ConcreteJob"_L1},
};

// A primordial storage pool is what all comes from: only what is part of nothing else stands below
// it. There is one primordial resource pool a type, and the pools of that type stand below it.
constexpr LinkRow linkTable[] = {
    {iscsiTarget, "CIM_AllocatedFromStoragePool"_L1, "Antecedent"_L1, "Dependent"_L1, false},
    {iscsiTarget, "CIM_ConcreteComponent"_L1, "GroupComponent"_L1, "PartComponent"_L1, false},
    {iscsiTarget, "CIM_ConcreteComponent"_L1, "GroupComponent"_L1, "PartComponent"_L1, true},
    {iscsiTarget, "CIM_NetworkPipeComposition"_L1, "GroupComponent"_L1, "PartComponent"_L1, false},
    {virtualization, "CIM_ElementAllocatedFromPool"_L1, "Antecedent"_L1, "Dependent"_L1, false},
    {virtualization, "CIM_ElementAllocatedFromPool"_L1, "Antecedent"_L1, "Dependent"_L1, true},
    {hypervCluster, "CIM_ElementAllocatedFromPool"_L1, "Antecedent"_L1, "Dependent"_L1, false},
};

// What people look at and wait for; the rest comes with the reading that these lead to.
constexpr WatchRow watchTable[] = {
    {iscsiTarget, "CIM_ConcreteJob"_L1},    {iscsiTarget, "CIM_StoragePool"_L1},
    {iscsiTarget, "CIM_StorageExtent"_L1},  {iscsiTarget, "CIM_NetworkPipe"_L1},
    {virtualization, "CIM_ConcreteJob"_L1}, {virtualization, "CIM_ResourcePool"_L1},
    {hypervCluster, "CIM_ConcreteJob"_L1},  {hypervCluster, "CIM_ResourcePool"_L1},
};

constexpr SystemRow systemTable[] = {
    {iscsiTarget, "CIM_ComputerSystem"_L1},
    {virtualization, "Msvm_ComputerSystem"_L1},
    {hypervCluster, "Msvm_ComputerSystem"_L1},
};
} // namespace

std::span<const ReadRow> reads()
{
    return readTable;
}

std::span<const GroupRow> groups()
{
    return groupTable;
}

std::span<const LinkRow> links()
{
    return linkTable;
}

std::span<const SystemRow> systems()
{
    return systemTable;
}

std::span<const WatchRow> watches()
{
    return watchTable;
}

QList<EventInterest> interests()
{
    QList<EventInterest> interests;
    for (const WatchRow &row : watchTable) {
        const QString condition = u"TargetInstance ISA '%1'"_s.arg(row.className);
        if (!interests.isEmpty() && interests.last().nameSpace == row.nameSpace)
            interests.last().query += " OR "_L1 + condition;
        else
            interests.append(
                {row.nameSpace,
                 u"SELECT * FROM __InstanceOperationEvent WITHIN 5 WHERE "_s + condition});
    }
    return interests;
}

} // namespace Cistern::Shape
