// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Classes of Root/Virtualization/V2, all but the allocation settings.
#include "services/schema/tables.h"

#include "services/schema/codes.h"
#include "services/schema/hypervcodes.h"
#include "services/schema/schema.h"

namespace Cistern::Schema {

using namespace Qt::Literals::StringLiterals;

// One row a fact; the columns would not survive wrapping.
// clang-format off
namespace {
constexpr QLatin1StringView computerSystemChain[] = {"CIM_ComputerSystem"_L1, "CIM_System"_L1, "CIM_EnabledLogicalElement"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView resourcePoolConfigurationServiceChain[] = {"CIM_Service"_L1, "CIM_EnabledLogicalElement"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView resourcePoolConfigurationCapabilitiesChain[] = {"CIM_Capabilities"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView resourcePoolChain[] = {"CIM_ResourcePool"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView resourcePoolSettingDataChain[] = {"Msvm_AbstractResourcePoolSettingData"_L1, "CIM_SettingData"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView allocationCapabilitiesChain[] = {"CIM_AllocationCapabilities"_L1, "CIM_Capabilities"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView resourcePoolComponentChain[] = {"Msvm_VirtualizationComponent"_L1};
constexpr QLatin1StringView concreteJobChain[] = {"CIM_ConcreteJob"_L1, "CIM_Job"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView errorChain[] = {"CIM_Error"_L1};
constexpr QLatin1StringView externalEthernetPortChain[] = {"CIM_EthernetPort"_L1, "CIM_NetworkPort"_L1, "CIM_LogicalPort"_L1, "CIM_LogicalDevice"_L1, "CIM_EnabledLogicalElement"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView elementAllocatedFromPoolChain[] = {"CIM_ElementAllocatedFromPool"_L1, "CIM_Dependency"_L1};
constexpr QLatin1StringView settingsDefineStateChain[] = {"CIM_SettingsDefineState"_L1};
constexpr QLatin1StringView elementCapabilitiesChain[] = {"CIM_ElementCapabilities"_L1};
constexpr QLatin1StringView settingsDefineCapabilitiesChain[] = {"CIM_SettingsDefineCapabilities"_L1, "CIM_Component"_L1};
constexpr QLatin1StringView concreteComponentChain[] = {"CIM_ConcreteComponent"_L1, "CIM_Component"_L1};
constexpr QLatin1StringView hostedResourcePoolChain[] = {"CIM_SystemComponent"_L1, "CIM_Component"_L1};
constexpr QLatin1StringView hostedServiceChain[] = {"CIM_HostedService"_L1, "CIM_HostedDependency"_L1, "CIM_Dependency"_L1};
constexpr QLatin1StringView systemDeviceChain[] = {"CIM_SystemDevice"_L1, "CIM_SystemComponent"_L1, "CIM_Component"_L1};
constexpr QLatin1StringView affectedJobElementChain[] = {"CIM_AffectedJobElement"_L1};
constexpr QLatin1StringView owningJobElementChain[] = {"CIM_OwningJobElement"_L1};

constexpr PropertyDecl computerSystemProperties[] = {
    {.name = "InstanceID"_L1, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::computerSystemOperationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemHealthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "CommunicationStatus"_L1, .type = CimType::UInt16},
    {.name = "DetailedStatus"_L1, .type = CimType::UInt16},
    {.name = "OperatingStatus"_L1, .type = CimType::UInt16},
    {.name = "PrimaryStatus"_L1, .type = CimType::UInt16},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemEnabledStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "OtherEnabledState"_L1},
    {.name = "RequestedState"_L1, .type = CimType::UInt16},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemEnabledDefaultCodes},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "AvailableRequestedStates"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::availableRequestedStatesCodes},
    {.name = "TransitioningToState"_L1, .type = CimType::UInt16},
    {.name = "CreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Class")},
    {.name = "Name"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "PrimaryOwnerName"_L1},
    {.name = "PrimaryOwnerContact"_L1},
    {.name = "Roles"_L1, .array = true},
    {.name = "NameFormat"_L1},
    {.name = "OtherIdentifyingInfo"_L1, .array = true},
    {.name = "IdentifyingDescriptions"_L1, .array = true},
    {.name = "Dedicated"_L1, .type = CimType::UInt16, .array = true, .label = QT_TRANSLATE_NOOP("Property", "Purpose")},
    {.name = "OtherDedicatedDescriptions"_L1, .array = true},
    {.name = "ResetCapability"_L1, .type = CimType::UInt16},
    {.name = "PowerManagementCapabilities"_L1, .type = CimType::UInt16, .array = true},
    {.name = "OnTimeInMilliseconds"_L1, .type = CimType::UInt64},
    {.name = "ProcessID"_L1, .type = CimType::UInt32},
    {.name = "TimeOfLastConfigurationChange"_L1, .type = CimType::DateTime},
    {.name = "NumberOfNumaNodes"_L1, .type = CimType::UInt16},
    {.name = "ReplicationState"_L1, .type = CimType::UInt16, .codes = Codes::replicationStateCodes},
    {.name = "ReplicationHealth"_L1, .type = CimType::UInt16, .codes = Codes::replicationHealthCodes},
    {.name = "ReplicationMode"_L1, .type = CimType::UInt16, .codes = Codes::replicationModeCodes},
    {.name = "FailedOverReplicationType"_L1, .type = CimType::UInt16, .codes = Codes::failedOverReplicationTypeCodes},
    {.name = "LastReplicationType"_L1, .type = CimType::UInt16, .codes = Codes::failedOverReplicationTypeCodes},
    {.name = "LastApplicationConsistentReplicationTime"_L1, .type = CimType::DateTime},
    {.name = "LastReplicationTime"_L1, .type = CimType::DateTime},
    {.name = "LastSuccessfulBackupTime"_L1, .type = CimType::DateTime},
    {.name = "EnhancedSessionModeState"_L1, .type = CimType::UInt16, .codes = Codes::enhancedSessionModeStateCodes},
};

constexpr PropertyDecl resourcePoolConfigurationServiceProperties[] = {
    {.name = "InstanceID"_L1, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "Name"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "CommunicationStatus"_L1, .type = CimType::UInt16, .codes = Codes::communicationStatusCodes},
    {.name = "DetailedStatus"_L1, .type = CimType::UInt16, .codes = Codes::detailedStatusCodes},
    {.name = "OperatingStatus"_L1, .type = CimType::UInt16, .codes = Codes::operatingStatusCodes},
    {.name = "PrimaryStatus"_L1, .type = CimType::UInt16, .codes = Codes::primaryStatusCodes},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .codes = Codes::resourcePoolConfigurationServiceEnabledStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "OtherEnabledState"_L1},
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .codes = Codes::resourcePoolConfigurationServiceRequestedStateCodes},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .codes = Codes::resourcePoolConfigurationServiceEnabledStateCodes},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "AvailableRequestedStates"_L1, .type = CimType::UInt16, .array = true},
    {.name = "TransitioningToState"_L1, .type = CimType::UInt16},
    {.name = "SystemCreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System class")},
    {.name = "SystemName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System")},
    {.name = "CreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Class")},
    {.name = "PrimaryOwnerName"_L1},
    {.name = "PrimaryOwnerContact"_L1},
    {.name = "StartMode"_L1},
    {.name = "Started"_L1, .type = CimType::Boolean},
};

constexpr PropertyDecl resourcePoolConfigurationCapabilitiesProperties[] = {
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "AsynchronousMethodsSupported"_L1, .type = CimType::UInt32, .array = true, .codes = Codes::asynchronousMethodsSupportedCodes, .label = QT_TRANSLATE_NOOP("Property", "Methods that run as jobs")},
    {.name = "SynchronousMethodsSupported"_L1, .type = CimType::UInt32, .array = true, .codes = Codes::asynchronousMethodsSupportedCodes, .label = QT_TRANSLATE_NOOP("Property", "Methods that finish at once")},
};

constexpr PropertyDecl resourcePoolProperties[] = {
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "Name"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::resourcePoolOperationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "CommunicationStatus"_L1, .type = CimType::UInt16, .codes = Codes::communicationStatusCodes},
    {.name = "DetailedStatus"_L1, .type = CimType::UInt16, .codes = Codes::detailedStatusCodes},
    {.name = "OperatingStatus"_L1, .type = CimType::UInt16, .codes = Codes::operatingStatusCodes},
    {.name = "PrimaryStatus"_L1, .type = CimType::UInt16, .codes = Codes::primaryStatusCodes},
    {.name = "PoolID"_L1, .label = QT_TRANSLATE_NOOP("Property", "Pool ID")},
    {.name = "Primordial"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "Made by the system")},
    {.name = "Capacity"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Capacity")},
    {.name = "Reserved"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Reserved")},
    {.name = "ResourceType"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Resource type")},
    {.name = "OtherResourceType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Other type")},
    {.name = "ResourceSubType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Subtype")},
    {.name = "AllocationUnits"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unit")},
    {.name = "ConsumedResourceUnits"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unit consumed")},
    {.name = "CurrentlyConsumedResource"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Consumed")},
    {.name = "MaxConsumableResource"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Most consumable")},
};

constexpr PropertyDecl processorPoolProperties[] = {
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "Name"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "CommunicationStatus"_L1, .type = CimType::UInt16, .codes = Codes::communicationStatusCodes},
    {.name = "DetailedStatus"_L1, .type = CimType::UInt16, .codes = Codes::detailedStatusCodes},
    {.name = "OperatingStatus"_L1, .type = CimType::UInt16, .codes = Codes::operatingStatusCodes},
    {.name = "PrimaryStatus"_L1, .type = CimType::UInt16, .codes = Codes::primaryStatusCodes},
    {.name = "PoolID"_L1, .label = QT_TRANSLATE_NOOP("Property", "Pool ID")},
    {.name = "Primordial"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "Made by the system")},
    {.name = "Capacity"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Capacity")},
    {.name = "Reserved"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Reserved")},
    {.name = "ResourceType"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Resource type")},
    {.name = "OtherResourceType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Other type")},
    {.name = "ResourceSubType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Subtype")},
    {.name = "AllocationUnits"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unit")},
    {.name = "ConsumedResourceUnits"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unit consumed")},
    {.name = "CurrentlyConsumedResource"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Consumed")},
    {.name = "MaxConsumableResource"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Most consumable")},
};

constexpr PropertyDecl resourcePoolSettingDataProperties[] = {
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "PoolID"_L1, .label = QT_TRANSLATE_NOOP("Property", "Pool ID")},
    {.name = "ResourceType"_L1, .type = CimType::UInt16, .codes = Codes::resourcePoolSettingDataResourceTypeCodes, .label = QT_TRANSLATE_NOOP("Property", "Resource type")},
    {.name = "OtherResourceType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Other type")},
    {.name = "ResourceSubType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Subtype")},
    {.name = "LoadBalancingBehavior"_L1, .type = CimType::UInt16, .codes = Codes::loadBalancingBehaviorCodes, .label = QT_TRANSLATE_NOOP("Property", "Load balancing")},
    {.name = "MappingBehavior"_L1, .type = CimType::UInt16, .codes = Codes::mappingBehaviorCodes, .label = QT_TRANSLATE_NOOP("Property", "Mapping")},
    {.name = "MappingOrder"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "Mapping order")},
    {.name = "Notes"_L1, .label = QT_TRANSLATE_NOOP("Property", "Notes")},
};

constexpr PropertyDecl allocationCapabilitiesProperties[] = {
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "ResourceType"_L1, .type = CimType::UInt16, .codes = Codes::allocationCapabilitiesResourceTypeCodes, .label = QT_TRANSLATE_NOOP("Property", "Resource type")},
    {.name = "OtherResourceType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Other type")},
    {.name = "ResourceSubType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Subtype")},
    {.name = "RequestTypesSupported"_L1, .type = CimType::UInt16, .codes = Codes::requestTypesSupportedCodes},
    {.name = "SharingMode"_L1, .type = CimType::UInt16, .codes = Codes::sharingModeCodes},
    {.name = "SupportedAddStates"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedAddStatesCodes},
    {.name = "SupportedRemoveStates"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedAddStatesCodes},
};

constexpr PropertyDecl resourcePoolComponentProperties[] = {
    {.name = "CLSID"_L1},
    {.name = "Context"_L1, .type = CimType::UInt32},
    {.name = "Enabled"_L1, .type = CimType::Boolean},
    {.name = "Name"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "AllocationCapabilitiesClassName"_L1},
    {.name = "ResourcePoolClassName"_L1},
    {.name = "ResourcePoolSettingDataClassName"_L1},
    {.name = "PhysicalDeviceClassName"_L1},
    {.name = "WmiFactoryCLSID"_L1},
    {.name = "MaxParentPools"_L1, .type = CimType::UInt8},
};

constexpr PropertyDecl concreteJobProperties[] = {
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "Name"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "CommunicationStatus"_L1, .type = CimType::UInt16},
    {.name = "DetailedStatus"_L1, .type = CimType::UInt16},
    {.name = "OperatingStatus"_L1, .type = CimType::UInt16},
    {.name = "PrimaryStatus"_L1, .type = CimType::UInt16},
    {.name = "JobStatus"_L1, .label = QT_TRANSLATE_NOOP("Property", "Status text")},
    {.name = "TimeSubmitted"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Submitted")},
    {.name = "ScheduledStartTime"_L1, .type = CimType::DateTime},
    {.name = "StartTime"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Started")},
    {.name = "ElapsedTime"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Time taken")},
    {.name = "JobRunTimes"_L1, .type = CimType::UInt32, .codes = Codes::jobRunTimesCodes},
    {.name = "RunMonth"_L1, .type = CimType::UInt8, .codes = Codes::runMonthCodes},
    {.name = "RunDay"_L1, .type = CimType::SInt8},
    {.name = "RunDayOfWeek"_L1, .type = CimType::SInt8},
    {.name = "RunStartInterval"_L1, .type = CimType::DateTime},
    {.name = "LocalOrUtcTime"_L1, .type = CimType::UInt16, .codes = Codes::localOrUtcTimeCodes},
    {.name = "UntilTime"_L1, .type = CimType::DateTime},
    {.name = "Notify"_L1, .label = QT_TRANSLATE_NOOP("Property", "Notify")},
    {.name = "Owner"_L1, .label = QT_TRANSLATE_NOOP("Property", "Owner")},
    {.name = "Priority"_L1, .type = CimType::UInt32, .label = QT_TRANSLATE_NOOP("Property", "Priority")},
    {.name = "PercentComplete"_L1, .type = CimType::UInt16, .unit = Unit::Percent, .label = QT_TRANSLATE_NOOP("Property", "Progress")},
    {.name = "DeleteOnCompletion"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "Removed by itself")},
    {.name = "ErrorCode"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Error code")},
    {.name = "ErrorDescription"_L1, .label = QT_TRANSLATE_NOOP("Property", "Error")},
    {.name = "ErrorSummaryDescription"_L1},
    {.name = "RecoveryAction"_L1, .type = CimType::UInt16, .codes = Codes::recoveryActionCodes},
    {.name = "OtherRecoveryAction"_L1},
    {.name = "JobState"_L1, .type = CimType::UInt16, .codes = Codes::concreteJobJobStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Job state")},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "TimeBeforeRemoval"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Kept for")},
    {.name = "Cancellable"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "Can be stopped")},
    {.name = "JobType"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Job type")},
};

constexpr PropertyDecl errorProperties[] = {
    {.name = "ErrorType"_L1, .type = CimType::UInt16, .codes = Codes::errorTypeCodes},
    {.name = "OtherErrorType"_L1},
    {.name = "OwningEntity"_L1},
    {.name = "MessageID"_L1},
    {.name = "Message"_L1, .label = QT_TRANSLATE_NOOP("Property", "Message")},
    {.name = "MessageArguments"_L1, .array = true},
    {.name = "PerceivedSeverity"_L1, .type = CimType::UInt16, .codes = Codes::errorPerceivedSeverityCodes},
    {.name = "ProbableCause"_L1, .type = CimType::UInt16},
    {.name = "ProbableCauseDescription"_L1},
    {.name = "RecommendedActions"_L1, .array = true},
    {.name = "ErrorSource"_L1},
    {.name = "ErrorSourceFormat"_L1, .type = CimType::UInt16, .codes = Codes::errorErrorSourceFormatCodes},
    {.name = "OtherErrorSourceFormat"_L1},
    {.name = "CIMStatusCode"_L1, .type = CimType::UInt32, .codes = Codes::errorCIMStatusCodeCodes},
    {.name = "CIMStatusCodeDescription"_L1},
};

constexpr PropertyDecl externalEthernetPortProperties[] = {
    {.name = "InstanceID"_L1, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "Name"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "CommunicationStatus"_L1, .type = CimType::UInt16},
    {.name = "DetailedStatus"_L1, .type = CimType::UInt16},
    {.name = "OperatingStatus"_L1, .type = CimType::UInt16},
    {.name = "PrimaryStatus"_L1, .type = CimType::UInt16},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .codes = Codes::enabledStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "OtherEnabledState"_L1},
    {.name = "RequestedState"_L1, .type = CimType::UInt16},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "AvailableRequestedStates"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::availableRequestedStatesCodes},
    {.name = "TransitioningToState"_L1, .type = CimType::UInt16},
    {.name = "SystemCreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System class")},
    {.name = "SystemName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System")},
    {.name = "CreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Class")},
    {.name = "DeviceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Device ID")},
    {.name = "PowerManagementSupported"_L1, .type = CimType::Boolean},
    {.name = "PowerManagementCapabilities"_L1, .type = CimType::UInt16, .array = true},
    {.name = "Availability"_L1, .type = CimType::UInt16},
    {.name = "StatusInfo"_L1, .type = CimType::UInt16},
    {.name = "LastErrorCode"_L1, .type = CimType::UInt32},
    {.name = "ErrorDescription"_L1, .label = QT_TRANSLATE_NOOP("Property", "Error")},
    {.name = "ErrorCleared"_L1, .type = CimType::Boolean},
    {.name = "OtherIdentifyingInfo"_L1, .array = true},
    {.name = "PowerOnHours"_L1, .type = CimType::UInt64},
    {.name = "TotalPowerOnHours"_L1, .type = CimType::UInt64},
    {.name = "IdentifyingDescriptions"_L1, .array = true},
    {.name = "AdditionalAvailability"_L1, .array = true},
    {.name = "MaxQuiesceTime"_L1, .type = CimType::UInt64},
    {.name = "Speed"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Speed")},
    {.name = "MaxSpeed"_L1, .type = CimType::UInt64},
    {.name = "RequestedSpeed"_L1, .type = CimType::UInt64},
    {.name = "UsageRestriction"_L1, .type = CimType::UInt16, .codes = Codes::usageRestrictionCodes},
    {.name = "PortType"_L1, .type = CimType::UInt16, .codes = Codes::portTypeCodes},
    {.name = "OtherPortType"_L1},
    {.name = "OtherNetworkPortType"_L1},
    {.name = "PortNumber"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Port")},
    {.name = "LinkTechnology"_L1, .type = CimType::UInt16, .codes = Codes::linkTechnologyCodes, .label = QT_TRANSLATE_NOOP("Property", "Link")},
    {.name = "OtherLinkTechnology"_L1},
    {.name = "PermanentAddress"_L1, .label = QT_TRANSLATE_NOOP("Property", "Hardware address")},
    {.name = "NetworkAddresses"_L1, .array = true},
    {.name = "FullDuplex"_L1, .type = CimType::Boolean},
    {.name = "AutoSense"_L1, .type = CimType::Boolean},
    {.name = "SupportedMaximumTransmissionUnit"_L1, .type = CimType::UInt64, .unit = Unit::Bytes},
    {.name = "ActiveMaximumTransmissionUnit"_L1, .type = CimType::UInt64, .unit = Unit::Bytes},
    {.name = "MaxDataSize"_L1, .type = CimType::UInt32},
    {.name = "Capabilities"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::capabilitiesCodes},
    {.name = "CapabilityDescriptions"_L1, .array = true},
    {.name = "EnabledCapabilities"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::capabilitiesCodes},
    {.name = "OtherEnabledCapabilities"_L1, .array = true},
    {.name = "IsBound"_L1, .type = CimType::Boolean},
};

constexpr PropertyDecl virtualEthernetSwitchProperties[] = {
    {.name = "InstanceID"_L1, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemHealthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "CommunicationStatus"_L1, .type = CimType::UInt16, .codes = Codes::communicationStatusCodes},
    {.name = "DetailedStatus"_L1, .type = CimType::UInt16, .codes = Codes::detailedStatusCodes},
    {.name = "OperatingStatus"_L1, .type = CimType::UInt16, .codes = Codes::operatingStatusCodes},
    {.name = "PrimaryStatus"_L1, .type = CimType::UInt16, .codes = Codes::primaryStatusCodes},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "OtherEnabledState"_L1},
    {.name = "RequestedState"_L1, .type = CimType::UInt16},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemEnabledDefaultCodes},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "AvailableRequestedStates"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::availableRequestedStatesCodes},
    {.name = "TransitioningToState"_L1, .type = CimType::UInt16},
    {.name = "CreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Class")},
    {.name = "Name"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "PrimaryOwnerName"_L1},
    {.name = "PrimaryOwnerContact"_L1},
    {.name = "Roles"_L1, .array = true},
    {.name = "NameFormat"_L1},
    {.name = "OtherIdentifyingInfo"_L1, .array = true},
    {.name = "IdentifyingDescriptions"_L1, .array = true},
    {.name = "Dedicated"_L1, .type = CimType::UInt16, .array = true, .label = QT_TRANSLATE_NOOP("Property", "Purpose")},
    {.name = "OtherDedicatedDescriptions"_L1, .array = true},
    {.name = "ResetCapability"_L1, .type = CimType::UInt16},
    {.name = "PowerManagementCapabilities"_L1, .type = CimType::UInt16, .array = true},
    {.name = "MaxVMQOffloads"_L1, .type = CimType::UInt32, .writable = true},
    {.name = "MaxIOVOffloads"_L1, .type = CimType::UInt32},
};

constexpr PropertyDecl elementAllocatedFromPoolProperties[] = {
    {.name = "Antecedent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ResourcePool"_L1},
    {.name = "Dependent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_LogicalElement"_L1},
};

constexpr PropertyDecl settingsDefineStateProperties[] = {
    {.name = "ManagedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "Msvm_ComputerSystem"_L1},
    {.name = "SettingData"_L1, .type = CimType::Reference, .key = true, .refClass = "Msvm_VirtualSystemSettingData"_L1},
};

constexpr PropertyDecl elementCapabilitiesProperties[] = {
    {.name = "ManagedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "Capabilities"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_Capabilities"_L1},
    {.name = "Characteristics"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::characteristicsCodes},
};

constexpr PropertyDecl settingsDefineCapabilitiesProperties[] = {
    {.name = "SupportStatement"_L1, .type = CimType::UInt16, .codes = Codes::supportStatementCodes},
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_Capabilities"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_SettingData"_L1},
    {.name = "PropertyPolicy"_L1, .type = CimType::UInt16},
    {.name = "ValueRole"_L1, .type = CimType::UInt16},
    {.name = "ValueRange"_L1, .type = CimType::UInt16},
};

constexpr PropertyDecl concreteComponentProperties[] = {
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
};

constexpr PropertyDecl hostedResourcePoolProperties[] = {
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "Msvm_ComputerSystem"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ResourcePool"_L1},
};

constexpr PropertyDecl systemComponentProperties[] = {
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_System"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedSystemElement"_L1},
};

constexpr PropertyDecl hostedServiceProperties[] = {
    {.name = "Antecedent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "Dependent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_Service"_L1},
};

constexpr PropertyDecl systemDeviceProperties[] = {
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_System"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_LogicalDevice"_L1},
};

constexpr PropertyDecl affectedJobElementProperties[] = {
    {.name = "AffectedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "AffectingElement"_L1, .type = CimType::Reference, .key = true, .refClass = "Msvm_ConcreteJob"_L1},
    {.name = "ElementEffects"_L1, .type = CimType::UInt16, .array = true},
    {.name = "OtherElementEffectsDescriptions"_L1, .array = true},
};

constexpr PropertyDecl owningJobElementProperties[] = {
    {.name = "OwningElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "OwnedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "Msvm_ConcreteJob"_L1},
};

constexpr ClassDecl table[] = {
    {.name = "Msvm_ComputerSystem"_L1, .superclass = "CIM_ComputerSystem"_L1, .nameSpace = virtualization, .ancestors = computerSystemChain, .properties = computerSystemProperties},
    {.name = "Msvm_ResourcePoolConfigurationService"_L1, .superclass = "CIM_Service"_L1, .nameSpace = virtualization, .ancestors = resourcePoolConfigurationServiceChain, .properties = resourcePoolConfigurationServiceProperties},
    {.name = "Msvm_ResourcePoolConfigurationCapabilities"_L1, .superclass = "CIM_Capabilities"_L1, .nameSpace = virtualization, .ancestors = resourcePoolConfigurationCapabilitiesChain, .properties = resourcePoolConfigurationCapabilitiesProperties},
    {.name = "Msvm_ResourcePool"_L1, .superclass = "CIM_ResourcePool"_L1, .nameSpace = virtualization, .ancestors = resourcePoolChain, .properties = resourcePoolProperties},
    {.name = "Msvm_ProcessorPool"_L1, .superclass = "CIM_ResourcePool"_L1, .nameSpace = virtualization, .ancestors = resourcePoolChain, .properties = processorPoolProperties},
    {.name = "Msvm_ResourcePoolSettingData"_L1, .superclass = "Msvm_AbstractResourcePoolSettingData"_L1, .nameSpace = virtualization, .ancestors = resourcePoolSettingDataChain, .properties = resourcePoolSettingDataProperties},
    {.name = "Msvm_AllocationCapabilities"_L1, .superclass = "CIM_AllocationCapabilities"_L1, .nameSpace = virtualization, .ancestors = allocationCapabilitiesChain, .properties = allocationCapabilitiesProperties},
    {.name = "Msvm_ResourcePoolComponent"_L1, .superclass = "Msvm_VirtualizationComponent"_L1, .nameSpace = virtualization, .ancestors = resourcePoolComponentChain, .properties = resourcePoolComponentProperties},
    {.name = "Msvm_ConcreteJob"_L1, .superclass = "CIM_ConcreteJob"_L1, .nameSpace = virtualization, .ancestors = concreteJobChain, .properties = concreteJobProperties},
    {.name = "Msvm_Error"_L1, .superclass = "CIM_Error"_L1, .nameSpace = virtualization, .ancestors = errorChain, .properties = errorProperties},
    {.name = "Msvm_ExternalEthernetPort"_L1, .superclass = "CIM_EthernetPort"_L1, .nameSpace = virtualization, .ancestors = externalEthernetPortChain, .properties = externalEthernetPortProperties},
    {.name = "Msvm_VirtualEthernetSwitch"_L1, .superclass = "CIM_ComputerSystem"_L1, .nameSpace = virtualization, .ancestors = computerSystemChain, .properties = virtualEthernetSwitchProperties},
    {.name = "Msvm_ElementAllocatedFromPool"_L1, .superclass = "CIM_ElementAllocatedFromPool"_L1, .nameSpace = virtualization, .ancestors = elementAllocatedFromPoolChain, .properties = elementAllocatedFromPoolProperties, .association = true},
    {.name = "Msvm_SettingsDefineState"_L1, .superclass = "CIM_SettingsDefineState"_L1, .nameSpace = virtualization, .ancestors = settingsDefineStateChain, .properties = settingsDefineStateProperties, .association = true},
    {.name = "Msvm_ElementCapabilities"_L1, .superclass = "CIM_ElementCapabilities"_L1, .nameSpace = virtualization, .ancestors = elementCapabilitiesChain, .properties = elementCapabilitiesProperties, .association = true},
    {.name = "Msvm_SettingsDefineCapabilities"_L1, .superclass = "CIM_SettingsDefineCapabilities"_L1, .nameSpace = virtualization, .ancestors = settingsDefineCapabilitiesChain, .properties = settingsDefineCapabilitiesProperties, .association = true},
    {.name = "Msvm_ConcreteComponent"_L1, .superclass = "CIM_ConcreteComponent"_L1, .nameSpace = virtualization, .ancestors = concreteComponentChain, .properties = concreteComponentProperties, .association = true},
    {.name = "Msvm_HostedResourcePool"_L1, .superclass = "CIM_SystemComponent"_L1, .nameSpace = virtualization, .ancestors = hostedResourcePoolChain, .properties = hostedResourcePoolProperties, .association = true},
    {.name = "Msvm_SystemComponent"_L1, .superclass = "CIM_SystemComponent"_L1, .nameSpace = virtualization, .ancestors = hostedResourcePoolChain, .properties = systemComponentProperties, .association = true},
    {.name = "Msvm_HostedService"_L1, .superclass = "CIM_HostedService"_L1, .nameSpace = virtualization, .ancestors = hostedServiceChain, .properties = hostedServiceProperties, .association = true},
    {.name = "Msvm_SystemDevice"_L1, .superclass = "CIM_SystemDevice"_L1, .nameSpace = virtualization, .ancestors = systemDeviceChain, .properties = systemDeviceProperties, .association = true},
    {.name = "Msvm_AffectedJobElement"_L1, .superclass = "CIM_AffectedJobElement"_L1, .nameSpace = virtualization, .ancestors = affectedJobElementChain, .properties = affectedJobElementProperties, .association = true},
    {.name = "Msvm_OwningJobElement"_L1, .superclass = "CIM_OwningJobElement"_L1, .nameSpace = virtualization, .ancestors = owningJobElementChain, .properties = owningJobElementProperties, .association = true},
};
} // namespace
// clang-format on

std::span<const ClassDecl> virtualizationClasses()
{
    return table;
}

} // namespace Cistern::Schema
