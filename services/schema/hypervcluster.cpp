// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Classes of Root/HyperVCluster/v2. Every pooling class is abstract in the vendor documents:
// CISTERN_ classes are those of the local target.
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
constexpr QLatin1StringView concreteJobChain[] = {"CIM_ConcreteJob"_L1, "CIM_Job"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView errorChain[] = {"CIM_Error"_L1};
constexpr QLatin1StringView componentCSChain[] = {"CIM_ComponentCS"_L1, "CIM_SystemComponent"_L1, "CIM_Component"_L1};
constexpr QLatin1StringView hostedServiceChain[] = {"CIM_HostedService"_L1, "CIM_HostedDependency"_L1, "CIM_Dependency"_L1};
constexpr QLatin1StringView affectedJobElementChain[] = {"CIM_AffectedJobElement"_L1};
constexpr QLatin1StringView owningJobElementChain[] = {"CIM_OwningJobElement"_L1};
constexpr QLatin1StringView settingsDefineStateChain[] = {"CIM_SettingsDefineState"_L1};
constexpr QLatin1StringView resourcePoolConfigurationServiceChain[] = {"CIM_ResourcePoolConfigurationService"_L1, "CIM_Service"_L1, "CIM_EnabledLogicalElement"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView resourcePoolConfigurationCapabilitiesChain[] = {"CIM_ResourcePoolConfigurationCapabilities"_L1, "CIM_Capabilities"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView resourcePoolChain[] = {"CIM_ResourcePool"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView allocationCapabilitiesChain[] = {"CIM_AllocationCapabilities"_L1, "CIM_Capabilities"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView resourceAllocationSettingDataChain[] = {"CIM_ResourceAllocationSettingData"_L1, "CIM_SettingData"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView hostedResourcePoolChain[] = {"CIM_HostedResourcePool"_L1, "CIM_SystemComponent"_L1, "CIM_Component"_L1};
constexpr QLatin1StringView elementAllocatedFromPoolChain[] = {"CIM_ElementAllocatedFromPool"_L1, "CIM_Dependency"_L1};
constexpr QLatin1StringView elementCapabilitiesChain[] = {"CIM_ElementCapabilities"_L1};
constexpr QLatin1StringView concreteComponentChain[] = {"CIM_ConcreteComponent"_L1, "CIM_Component"_L1};
constexpr QLatin1StringView systemDeviceChain[] = {"CIM_SystemDevice"_L1, "CIM_SystemComponent"_L1, "CIM_Component"_L1};

constexpr PropertyDecl computerSystemProperties[] = {
    {.name = "InstanceID"_L1, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "CommunicationStatus"_L1, .type = CimType::UInt16, .codes = Codes::communicationStatusCodes},
    {.name = "DetailedStatus"_L1, .type = CimType::UInt16, .codes = Codes::detailedStatusCodes},
    {.name = "OperatingStatus"_L1, .type = CimType::UInt16, .codes = Codes::operatingStatusCodes},
    {.name = "PrimaryStatus"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemPrimaryStatusCodes},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemEnabledStateCodes2, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "OtherEnabledState"_L1},
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemRequestedStateCodes},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::enabledDefaultCodes},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "AvailableRequestedStates"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::computerSystemAvailableRequestedStatesCodes},
    {.name = "TransitioningToState"_L1, .type = CimType::UInt16, .codes = Codes::transitioningToStateCodes},
    {.name = "Name"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "CreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Class")},
    {.name = "PrimaryOwnerName"_L1, .writable = true},
    {.name = "PrimaryOwnerContact"_L1, .writable = true},
    {.name = "Roles"_L1, .array = true, .writable = true},
    {.name = "OtherIdentifyingInfo"_L1, .array = true},
    {.name = "IdentifyingDescriptions"_L1, .array = true},
    {.name = "NameFormat"_L1},
    {.name = "Dedicated"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::computerSystemDedicatedCodes, .label = QT_TRANSLATE_NOOP("Property", "Purpose")},
    {.name = "OtherDedicatedDescriptions"_L1, .array = true},
    {.name = "ResetCapability"_L1, .type = CimType::UInt16, .codes = Codes::resetCapabilityCodes},
    {.name = "PowerManagementCapabilities"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::powerManagementCapabilitiesCodes},
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

constexpr PropertyDecl concreteJobProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "CommunicationStatus"_L1, .type = CimType::UInt16, .codes = Codes::communicationStatusCodes},
    {.name = "DetailedStatus"_L1, .type = CimType::UInt16, .codes = Codes::detailedStatusCodes},
    {.name = "OperatingStatus"_L1, .type = CimType::UInt16, .codes = Codes::operatingStatusCodes},
    {.name = "PrimaryStatus"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemPrimaryStatusCodes},
    {.name = "JobStatus"_L1, .label = QT_TRANSLATE_NOOP("Property", "Status text")},
    {.name = "TimeSubmitted"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Submitted")},
    {.name = "ScheduledStartTime"_L1, .type = CimType::DateTime, .writable = true},
    {.name = "StartTime"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Started")},
    {.name = "ElapsedTime"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Time taken")},
    {.name = "JobRunTimes"_L1, .type = CimType::UInt32, .writable = true, .codes = Codes::jobRunTimesCodes},
    {.name = "RunMonth"_L1, .type = CimType::UInt8, .writable = true, .codes = Codes::runMonthCodes},
    {.name = "RunDay"_L1, .type = CimType::SInt8, .writable = true},
    {.name = "RunDayOfWeek"_L1, .type = CimType::SInt8, .writable = true},
    {.name = "RunStartInterval"_L1, .type = CimType::DateTime, .writable = true},
    {.name = "LocalOrUtcTime"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::localOrUtcTimeCodes},
    {.name = "UntilTime"_L1, .type = CimType::DateTime, .writable = true},
    {.name = "Notify"_L1, .writable = true, .label = QT_TRANSLATE_NOOP("Property", "Notify")},
    {.name = "Owner"_L1, .label = QT_TRANSLATE_NOOP("Property", "Owner")},
    {.name = "Priority"_L1, .type = CimType::UInt32, .writable = true, .label = QT_TRANSLATE_NOOP("Property", "Priority")},
    {.name = "PercentComplete"_L1, .type = CimType::UInt16, .unit = Unit::Percent, .label = QT_TRANSLATE_NOOP("Property", "Progress")},
    {.name = "DeleteOnCompletion"_L1, .type = CimType::Boolean, .writable = true, .label = QT_TRANSLATE_NOOP("Property", "Removed by itself")},
    {.name = "ErrorCode"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Error code")},
    {.name = "ErrorDescription"_L1, .label = QT_TRANSLATE_NOOP("Property", "Error")},
    {.name = "RecoveryAction"_L1, .type = CimType::UInt16, .codes = Codes::recoveryActionCodes},
    {.name = "OtherRecoveryAction"_L1},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Name"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "JobState"_L1, .type = CimType::UInt16, .codes = Codes::concreteJobJobStateCodes2, .label = QT_TRANSLATE_NOOP("Property", "Job state")},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "TimeBeforeRemoval"_L1, .type = CimType::DateTime, .writable = true, .label = QT_TRANSLATE_NOOP("Property", "Kept for")},
    {.name = "Cancellable"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "Can be stopped")},
    {.name = "ErrorSummaryDescription"_L1},
    {.name = "JobType"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Job type")},
};

constexpr PropertyDecl errorProperties[] = {
    {.name = "ErrorType"_L1, .type = CimType::UInt16, .codes = Codes::errorTypeCodes},
    {.name = "OtherErrorType"_L1},
    {.name = "OwningEntity"_L1},
    {.name = "MessageID"_L1},
    {.name = "Message"_L1, .label = QT_TRANSLATE_NOOP("Property", "Message")},
    {.name = "MessageArguments"_L1, .array = true},
    {.name = "PerceivedSeverity"_L1, .type = CimType::UInt16, .codes = Codes::perceivedSeverityCodes},
    {.name = "ProbableCause"_L1, .type = CimType::UInt16},
    {.name = "ProbableCauseDescription"_L1},
    {.name = "RecommendedActions"_L1, .array = true},
    {.name = "ErrorSource"_L1},
    {.name = "ErrorSourceFormat"_L1, .type = CimType::UInt16, .codes = Codes::errorSourceFormatCodes},
    {.name = "OtherErrorSourceFormat"_L1},
    {.name = "CIMStatusCode"_L1, .type = CimType::UInt32, .codes = Codes::cIMStatusCodeCodes},
    {.name = "CIMStatusCodeDescription"_L1},
};

constexpr PropertyDecl componentCSProperties[] = {
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "Msvm_ComputerSystem"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "Msvm_ComputerSystem"_L1},
};

constexpr PropertyDecl hostedServiceProperties[] = {
    {.name = "Antecedent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_System"_L1},
    {.name = "Dependent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_Service"_L1},
};

constexpr PropertyDecl affectedJobElementProperties[] = {
    {.name = "AffectedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "AffectingElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_Job"_L1},
    {.name = "ElementEffects"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::elementEffectsCodes},
    {.name = "OtherElementEffectsDescriptions"_L1, .array = true},
};

constexpr PropertyDecl owningJobElementProperties[] = {
    {.name = "OwningElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "OwnedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_Job"_L1},
};

constexpr PropertyDecl settingsDefineStateProperties[] = {
    {.name = "ManagedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "SettingData"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_SettingData"_L1},
};

constexpr PropertyDecl resourcePoolConfigurationServiceProperties[] = {
    {.name = "InstanceID"_L1, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "CommunicationStatus"_L1, .type = CimType::UInt16, .codes = Codes::communicationStatusCodes},
    {.name = "DetailedStatus"_L1, .type = CimType::UInt16, .codes = Codes::detailedStatusCodes},
    {.name = "OperatingStatus"_L1, .type = CimType::UInt16, .codes = Codes::operatingStatusCodes},
    {.name = "PrimaryStatus"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemPrimaryStatusCodes},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemEnabledStateCodes2, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "OtherEnabledState"_L1},
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemRequestedStateCodes},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::enabledDefaultCodes},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "AvailableRequestedStates"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::computerSystemAvailableRequestedStatesCodes},
    {.name = "TransitioningToState"_L1, .type = CimType::UInt16, .codes = Codes::transitioningToStateCodes},
    {.name = "SystemCreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System class")},
    {.name = "SystemName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System")},
    {.name = "CreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Class")},
    {.name = "Name"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "PrimaryOwnerName"_L1, .writable = true},
    {.name = "PrimaryOwnerContact"_L1, .writable = true},
    {.name = "StartMode"_L1},
    {.name = "Started"_L1, .type = CimType::Boolean},
};

constexpr PropertyDecl resourcePoolConfigurationCapabilitiesProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "AsynchronousMethodsSupported"_L1, .type = CimType::UInt32, .array = true, .codes = Codes::resourcePoolConfigurationCapabilitiesAsynchronousMethodsSupportedCodes, .label = QT_TRANSLATE_NOOP("Property", "Methods that run as jobs")},
    {.name = "SynchronousMethodsSupported"_L1, .type = CimType::UInt32, .array = true, .codes = Codes::synchronousMethodsSupportedCodes, .label = QT_TRANSLATE_NOOP("Property", "Methods that finish at once")},
};

constexpr PropertyDecl resourcePoolProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "Name"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "CommunicationStatus"_L1, .type = CimType::UInt16, .codes = Codes::communicationStatusCodes},
    {.name = "DetailedStatus"_L1, .type = CimType::UInt16, .codes = Codes::detailedStatusCodes},
    {.name = "OperatingStatus"_L1, .type = CimType::UInt16, .codes = Codes::operatingStatusCodes},
    {.name = "PrimaryStatus"_L1, .type = CimType::UInt16, .codes = Codes::computerSystemPrimaryStatusCodes},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "PoolID"_L1, .label = QT_TRANSLATE_NOOP("Property", "Pool ID")},
    {.name = "Primordial"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "Made by the system")},
    {.name = "Capacity"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Capacity")},
    {.name = "Reserved"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Reserved")},
    {.name = "ResourceType"_L1, .type = CimType::UInt16, .codes = Codes::resourcePoolResourceTypeCodes, .label = QT_TRANSLATE_NOOP("Property", "Resource type")},
    {.name = "OtherResourceType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Other type")},
    {.name = "ResourceSubType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Subtype")},
    {.name = "AllocationUnits"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unit")},
    {.name = "ConsumedResourceUnits"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unit consumed")},
    {.name = "CurrentlyConsumedResource"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Consumed")},
    {.name = "MaxConsumableResource"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Most consumable")},
};

constexpr PropertyDecl allocationCapabilitiesProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "ResourceType"_L1, .type = CimType::UInt16, .codes = Codes::allocationCapabilitiesResourceTypeCodes2, .label = QT_TRANSLATE_NOOP("Property", "Resource type")},
    {.name = "OtherResourceType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Other type")},
    {.name = "ResourceSubType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Subtype")},
    {.name = "RequestTypesSupported"_L1, .type = CimType::UInt16, .codes = Codes::allocationCapabilitiesRequestTypesSupportedCodes},
    {.name = "SharingMode"_L1, .type = CimType::UInt16, .codes = Codes::allocationCapabilitiesSharingModeCodes},
    {.name = "SupportedAddStates"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::allocationCapabilitiesSupportedAddStatesCodes},
    {.name = "SupportedRemoveStates"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::allocationCapabilitiesSupportedAddStatesCodes},
};

constexpr PropertyDecl resourceAllocationSettingDataProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "ResourceType"_L1, .type = CimType::UInt16, .codes = Codes::resourcePoolResourceTypeCodes, .label = QT_TRANSLATE_NOOP("Property", "Resource type")},
    {.name = "OtherResourceType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Other type")},
    {.name = "ResourceSubType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Subtype")},
    {.name = "PoolID"_L1, .label = QT_TRANSLATE_NOOP("Property", "Pool ID")},
    {.name = "ConsumerVisibility"_L1, .type = CimType::UInt16, .codes = Codes::resourceAllocationSettingDataConsumerVisibilityCodes},
    {.name = "HostResource"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "Host resources")},
    {.name = "AllocationUnits"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unit")},
    {.name = "VirtualQuantity"_L1, .type = CimType::UInt64},
    {.name = "Reservation"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Reservation")},
    {.name = "Limit"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Limit")},
    {.name = "Weight"_L1, .type = CimType::UInt32, .label = QT_TRANSLATE_NOOP("Property", "Weight")},
    {.name = "AutomaticAllocation"_L1, .type = CimType::Boolean},
    {.name = "AutomaticDeallocation"_L1, .type = CimType::Boolean},
    {.name = "Parent"_L1},
    {.name = "Connection"_L1, .array = true},
    {.name = "Address"_L1},
    {.name = "MappingBehavior"_L1, .type = CimType::UInt16, .codes = Codes::resourceAllocationSettingDataMappingBehaviorCodes, .label = QT_TRANSLATE_NOOP("Property", "Mapping")},
    {.name = "AddressOnParent"_L1},
    {.name = "VirtualQuantityUnits"_L1},
};

constexpr PropertyDecl hostedResourcePoolProperties[] = {
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_System"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ResourcePool"_L1},
};

constexpr PropertyDecl elementAllocatedFromPoolProperties[] = {
    {.name = "Antecedent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ResourcePool"_L1},
    {.name = "Dependent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_LogicalElement"_L1},
};

constexpr PropertyDecl elementCapabilitiesProperties[] = {
    {.name = "ManagedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "Capabilities"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_Capabilities"_L1},
    {.name = "Characteristics"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::elementCapabilitiesCharacteristicsCodes},
};

constexpr PropertyDecl concreteComponentProperties[] = {
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
};

constexpr PropertyDecl systemDeviceProperties[] = {
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_System"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_LogicalDevice"_L1},
};

constexpr ClassDecl table[] = {
    {.name = "Msvm_ComputerSystem"_L1, .superclass = "CIM_ComputerSystem"_L1, .nameSpace = hypervCluster, .ancestors = computerSystemChain, .properties = computerSystemProperties},
    {.name = "Msvm_ConcreteJob"_L1, .superclass = "CIM_ConcreteJob"_L1, .nameSpace = hypervCluster, .ancestors = concreteJobChain, .properties = concreteJobProperties},
    {.name = "Msvm_Error"_L1, .superclass = "CIM_Error"_L1, .nameSpace = hypervCluster, .ancestors = errorChain, .properties = errorProperties},
    {.name = "Msvm_ComponentCS"_L1, .superclass = "CIM_ComponentCS"_L1, .nameSpace = hypervCluster, .ancestors = componentCSChain, .properties = componentCSProperties, .association = true},
    {.name = "Msvm_HostedService"_L1, .superclass = "CIM_HostedService"_L1, .nameSpace = hypervCluster, .ancestors = hostedServiceChain, .properties = hostedServiceProperties, .association = true},
    {.name = "Msvm_AffectedJobElement"_L1, .superclass = "CIM_AffectedJobElement"_L1, .nameSpace = hypervCluster, .ancestors = affectedJobElementChain, .properties = affectedJobElementProperties, .association = true},
    {.name = "Msvm_OwningJobElement"_L1, .superclass = "CIM_OwningJobElement"_L1, .nameSpace = hypervCluster, .ancestors = owningJobElementChain, .properties = owningJobElementProperties, .association = true},
    {.name = "Msvm_SettingsDefineState"_L1, .superclass = "CIM_SettingsDefineState"_L1, .nameSpace = hypervCluster, .ancestors = settingsDefineStateChain, .properties = settingsDefineStateProperties, .association = true},
    {.name = "CISTERN_ResourcePoolConfigurationService"_L1, .superclass = "CIM_ResourcePoolConfigurationService"_L1, .nameSpace = hypervCluster, .ancestors = resourcePoolConfigurationServiceChain, .properties = resourcePoolConfigurationServiceProperties},
    {.name = "CISTERN_ResourcePoolConfigurationCapabilities"_L1, .superclass = "CIM_ResourcePoolConfigurationCapabilities"_L1, .nameSpace = hypervCluster, .ancestors = resourcePoolConfigurationCapabilitiesChain, .properties = resourcePoolConfigurationCapabilitiesProperties},
    {.name = "CISTERN_ResourcePool"_L1, .superclass = "CIM_ResourcePool"_L1, .nameSpace = hypervCluster, .ancestors = resourcePoolChain, .properties = resourcePoolProperties},
    {.name = "CISTERN_AllocationCapabilities"_L1, .superclass = "CIM_AllocationCapabilities"_L1, .nameSpace = hypervCluster, .ancestors = allocationCapabilitiesChain, .properties = allocationCapabilitiesProperties},
    {.name = "CISTERN_ResourceAllocationSettingData"_L1, .superclass = "CIM_ResourceAllocationSettingData"_L1, .nameSpace = hypervCluster, .ancestors = resourceAllocationSettingDataChain, .properties = resourceAllocationSettingDataProperties},
    {.name = "CISTERN_HostedResourcePool"_L1, .superclass = "CIM_HostedResourcePool"_L1, .nameSpace = hypervCluster, .ancestors = hostedResourcePoolChain, .properties = hostedResourcePoolProperties, .association = true},
    {.name = "CISTERN_ElementAllocatedFromPool"_L1, .superclass = "CIM_ElementAllocatedFromPool"_L1, .nameSpace = hypervCluster, .ancestors = elementAllocatedFromPoolChain, .properties = elementAllocatedFromPoolProperties, .association = true},
    {.name = "CISTERN_ElementCapabilities"_L1, .superclass = "CIM_ElementCapabilities"_L1, .nameSpace = hypervCluster, .ancestors = elementCapabilitiesChain, .properties = elementCapabilitiesProperties, .association = true},
    {.name = "CISTERN_ConcreteComponent"_L1, .superclass = "CIM_ConcreteComponent"_L1, .nameSpace = hypervCluster, .ancestors = concreteComponentChain, .properties = concreteComponentProperties, .association = true},
    {.name = "CISTERN_SystemDevice"_L1, .superclass = "CIM_SystemDevice"_L1, .nameSpace = hypervCluster, .ancestors = systemDeviceChain, .properties = systemDeviceProperties, .association = true},
};
} // namespace
// clang-format on

std::span<const ClassDecl> hypervClusterClasses()
{
    return table;
}

} // namespace Cistern::Schema
