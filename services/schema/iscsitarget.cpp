// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Classes of Root/CIMv2/Storage/iScsiTarget. CISTERN_ classes fill what the vendor documents leave
// abstract: component extents, their place in a pool, and the owner of a job.
#include "services/schema/tables.h"

#include "services/schema/codes.h"
#include "services/schema/schema.h"

namespace Cistern::Schema {

using namespace Qt::Literals::StringLiterals;

// One row a fact; the columns would not survive wrapping.
// clang-format off
namespace {
constexpr QLatin1StringView computerSystemChain[] = {"CIM_ComputerSystem"_L1, "CIM_System"_L1, "CIM_EnabledLogicalElement"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView storageConfigurationServiceChain[] = {"CIM_StorageConfigurationService"_L1, "CIM_Service"_L1, "CIM_EnabledLogicalElement"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView storageConfigurationCapabilitiesChain[] = {"CIM_StorageConfigurationCapabilities"_L1, "CIM_Capabilities"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView storagePoolChain[] = {"CIM_StoragePool"_L1, "CIM_ResourcePool"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView storageCapabilitiesChain[] = {"CIM_StorageCapabilities"_L1, "CIM_Capabilities"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView storageSettingChain[] = {"CIM_StorageSetting"_L1, "CIM_SettingData"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView storageVolumeChain[] = {"CIM_StorageVolume"_L1, "CIM_StorageExtent"_L1, "CIM_LogicalDevice"_L1, "CIM_EnabledLogicalElement"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView concreteJobChain[] = {"CIM_ConcreteJob"_L1, "CIM_Job"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView hostedServiceChain[] = {"CIM_HostedService"_L1, "CIM_HostedDependency"_L1, "CIM_Dependency"_L1};
constexpr QLatin1StringView hostedStoragePoolChain[] = {"CIM_HostedStoragePool"_L1, "CIM_HostedResourcePool"_L1, "CIM_SystemComponent"_L1, "CIM_Component"_L1};
constexpr QLatin1StringView systemDeviceChain[] = {"CIM_SystemDevice"_L1, "CIM_SystemComponent"_L1, "CIM_Component"_L1};
constexpr QLatin1StringView allocatedFromStoragePoolChain[] = {"CIM_AllocatedFromStoragePool"_L1, "CIM_ElementAllocatedFromPool"_L1, "CIM_Dependency"_L1};
constexpr QLatin1StringView elementCapabilitiesChain[] = {"CIM_ElementCapabilities"_L1};
constexpr QLatin1StringView storageSettingsAssociatedToCapabilitiesChain[] = {"CIM_StorageSettingsAssociatedToCapabilities"_L1, "CIM_SettingAssociatedToCapabilities"_L1, "CIM_Dependency"_L1};
constexpr QLatin1StringView elementSettingDataChain[] = {"CIM_ElementSettingData"_L1};
constexpr QLatin1StringView affectedJobElementChain[] = {"CIM_AffectedJobElement"_L1};
constexpr QLatin1StringView componentExtentChain[] = {"CIM_StorageExtent"_L1, "CIM_LogicalDevice"_L1, "CIM_EnabledLogicalElement"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView concreteComponentChain[] = {"CIM_ConcreteComponent"_L1, "CIM_Component"_L1};
constexpr QLatin1StringView owningJobElementChain[] = {"CIM_OwningJobElement"_L1};
constexpr QLatin1StringView basedOnChain[] = {"CIM_BasedOn"_L1, "CIM_Dependency"_L1};

constexpr PropertyDecl computerSystemProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .codes = Codes::enabledStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "OtherEnabledState"_L1},
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .codes = Codes::requestedStateCodes},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::enabledDefaultCodes},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "CreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Class")},
    {.name = "Name"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "PrimaryOwnerName"_L1, .writable = true},
    {.name = "PrimaryOwnerContact"_L1, .writable = true},
    {.name = "Roles"_L1, .array = true, .writable = true},
    {.name = "OtherIdentifyingInfo"_L1, .array = true},
    {.name = "IdentifyingDescriptions"_L1, .array = true},
    {.name = "NameFormat"_L1},
    {.name = "Dedicated"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::dedicatedCodes, .label = QT_TRANSLATE_NOOP("Property", "Purpose")},
    {.name = "OtherDedicatedDescriptions"_L1, .array = true},
    {.name = "ResetCapability"_L1, .type = CimType::UInt16, .codes = Codes::resetCapabilityCodes},
    {.name = "PowerManagementCapabilities"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::powerManagementCapabilitiesCodes},
};

constexpr PropertyDecl storageConfigurationServiceProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .codes = Codes::enabledStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "OtherEnabledState"_L1},
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .codes = Codes::requestedStateCodes},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::enabledDefaultCodes},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "SystemCreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System class")},
    {.name = "SystemName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System")},
    {.name = "CreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Class")},
    {.name = "Name"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "PrimaryOwnerName"_L1, .writable = true},
    {.name = "PrimaryOwnerContact"_L1, .writable = true},
    {.name = "StartMode"_L1},
    {.name = "Started"_L1, .type = CimType::Boolean},
};

constexpr PropertyDecl storageConfigurationCapabilitiesProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "SupportedAsynchronousActions"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedAsynchronousActionsCodes, .label = QT_TRANSLATE_NOOP("Property", "Actions that run as jobs")},
    {.name = "SupportedSynchronousActions"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedAsynchronousActionsCodes, .label = QT_TRANSLATE_NOOP("Property", "Actions that finish at once")},
    {.name = "SupportedStorageElementTypes"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedStorageElementTypesCodes, .label = QT_TRANSLATE_NOOP("Property", "Element types")},
    {.name = "SupportedStoragePoolFeatures"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedStoragePoolFeaturesCodes, .label = QT_TRANSLATE_NOOP("Property", "Pool features")},
    {.name = "SupportedStorageElementFeatures"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedStorageElementFeaturesCodes, .label = QT_TRANSLATE_NOOP("Property", "Volume features")},
    {.name = "SupportedCopyTypes"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedCopyTypesCodes},
    {.name = "InitialReplicationState"_L1, .type = CimType::UInt16, .codes = Codes::initialReplicationStateCodes},
    {.name = "SupportedStorageElementUsage"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedStorageElementUsageCodes},
    {.name = "ClientSettableElementUsage"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedStorageElementUsageCodes},
    {.name = "SupportedStoragePoolUsage"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedStoragePoolUsageCodes},
    {.name = "ClientSettablePoolUsage"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedStoragePoolUsageCodes},
};

constexpr PropertyDecl storagePoolProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "Name"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "Capacity"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Capacity")},
    {.name = "Reserved"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Reserved")},
    {.name = "ResourceType"_L1, .type = CimType::UInt16, .codes = Codes::resourceTypeCodes, .label = QT_TRANSLATE_NOOP("Property", "Resource type")},
    {.name = "OtherResourceType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Other type")},
    {.name = "ResourceSubType"_L1, .label = QT_TRANSLATE_NOOP("Property", "Subtype")},
    {.name = "AllocationUnits"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unit")},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "PoolID"_L1, .label = QT_TRANSLATE_NOOP("Property", "Pool ID")},
    {.name = "Primordial"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "Made by the system")},
    {.name = "TotalManagedSpace"_L1, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Property", "Total")},
    {.name = "RemainingManagedSpace"_L1, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Property", "Free")},
    {.name = "LowSpaceWarningThreshold"_L1, .type = CimType::UInt16, .unit = Unit::Percent, .label = QT_TRANSLATE_NOOP("Property", "Low-space warning")},
    {.name = "Usage"_L1, .type = CimType::UInt16, .codes = Codes::supportedStoragePoolUsageCodes, .label = QT_TRANSLATE_NOOP("Property", "Usage")},
    {.name = "OtherUsageDescription"_L1},
    {.name = "ClientSettableUsage"_L1, .type = CimType::UInt16, .array = true},
    {.name = "SystemName"_L1, .label = QT_TRANSLATE_NOOP("Property", "System")},
};

constexpr PropertyDecl storageCapabilitiesProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "ElementType"_L1, .type = CimType::UInt16, .codes = Codes::elementTypeCodes},
    {.name = "NoSinglePointOfFailure"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "No single point of failure")},
    {.name = "NoSinglePointOfFailureDefault"_L1, .type = CimType::Boolean},
    {.name = "DataRedundancyMax"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Most data copies")},
    {.name = "DataRedundancyMin"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Fewest data copies")},
    {.name = "DataRedundancyDefault"_L1, .type = CimType::UInt16},
    {.name = "PackageRedundancyMax"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Most failures survived")},
    {.name = "PackageRedundancyMin"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Fewest failures survived")},
    {.name = "PackageRedundancyDefault"_L1, .type = CimType::UInt16},
    {.name = "DeltaReservationMax"_L1, .type = CimType::UInt16, .unit = Unit::Percent},
    {.name = "DeltaReservationMin"_L1, .type = CimType::UInt16, .unit = Unit::Percent},
    {.name = "DeltaReservationDefault"_L1, .type = CimType::UInt16, .unit = Unit::Percent},
    {.name = "ExtentStripeLengthDefault"_L1, .type = CimType::UInt16},
    {.name = "ParityLayoutDefault"_L1, .type = CimType::UInt16, .codes = Codes::parityLayoutDefaultCodes},
    {.name = "UserDataStripeDepthDefault"_L1, .type = CimType::UInt64, .unit = Unit::Bytes},
};

constexpr PropertyDecl storageSettingProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "NoSinglePointOfFailure"_L1, .type = CimType::Boolean, .writable = true, .label = QT_TRANSLATE_NOOP("Property", "No single point of failure")},
    {.name = "DataRedundancyMax"_L1, .type = CimType::UInt16, .writable = true, .label = QT_TRANSLATE_NOOP("Property", "Most data copies")},
    {.name = "DataRedundancyMin"_L1, .type = CimType::UInt16, .writable = true, .label = QT_TRANSLATE_NOOP("Property", "Fewest data copies")},
    {.name = "DataRedundancyGoal"_L1, .type = CimType::UInt16, .writable = true, .label = QT_TRANSLATE_NOOP("Property", "Data copies")},
    {.name = "PackageRedundancyMax"_L1, .type = CimType::UInt16, .writable = true, .label = QT_TRANSLATE_NOOP("Property", "Most failures survived")},
    {.name = "PackageRedundancyMin"_L1, .type = CimType::UInt16, .writable = true, .label = QT_TRANSLATE_NOOP("Property", "Fewest failures survived")},
    {.name = "PackageRedundancyGoal"_L1, .type = CimType::UInt16, .writable = true, .label = QT_TRANSLATE_NOOP("Property", "Failures survived")},
    {.name = "DeltaReservationMax"_L1, .type = CimType::UInt8, .writable = true, .unit = Unit::Percent},
    {.name = "DeltaReservationMin"_L1, .type = CimType::UInt8, .writable = true, .unit = Unit::Percent},
    {.name = "DeltaReservationGoal"_L1, .type = CimType::UInt8, .writable = true, .unit = Unit::Percent},
    {.name = "ChangeableType"_L1, .type = CimType::UInt16, .codes = Codes::changeableTypeCodes},
    {.name = "ExtentStripeLength"_L1, .type = CimType::UInt16, .writable = true},
    {.name = "ExtentStripeLengthMin"_L1, .type = CimType::UInt16, .writable = true},
    {.name = "ExtentStripeLengthMax"_L1, .type = CimType::UInt16, .writable = true},
    {.name = "ParityLayout"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::parityLayoutCodes},
    {.name = "UserDataStripeDepth"_L1, .type = CimType::UInt64, .writable = true, .unit = Unit::Bytes},
    {.name = "UserDataStripeDepthMin"_L1, .type = CimType::UInt64, .writable = true, .unit = Unit::Bytes},
    {.name = "UserDataStripeDepthMax"_L1, .type = CimType::UInt64, .writable = true, .unit = Unit::Bytes},
};

constexpr PropertyDecl storageVolumeProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .codes = Codes::enabledStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "OtherEnabledState"_L1},
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .codes = Codes::requestedStateCodes},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::enabledDefaultCodes},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "SystemCreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System class")},
    {.name = "SystemName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System")},
    {.name = "CreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Class")},
    {.name = "DeviceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Device ID")},
    {.name = "PowerManagementSupported"_L1, .type = CimType::Boolean},
    {.name = "PowerManagementCapabilities"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::powerManagementCapabilitiesCodes},
    {.name = "Availability"_L1, .type = CimType::UInt16, .codes = Codes::availabilityCodes},
    {.name = "StatusInfo"_L1, .type = CimType::UInt16, .codes = Codes::statusInfoCodes},
    {.name = "LastErrorCode"_L1, .type = CimType::UInt32},
    {.name = "ErrorDescription"_L1, .label = QT_TRANSLATE_NOOP("Property", "Error")},
    {.name = "ErrorCleared"_L1, .type = CimType::Boolean},
    {.name = "OtherIdentifyingInfo"_L1, .array = true},
    {.name = "PowerOnHours"_L1, .type = CimType::UInt64},
    {.name = "TotalPowerOnHours"_L1, .type = CimType::UInt64},
    {.name = "IdentifyingDescriptions"_L1, .array = true},
    {.name = "AdditionalAvailability"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::availabilityCodes},
    {.name = "MaxQuiesceTime"_L1, .type = CimType::UInt64},
    {.name = "DataOrganization"_L1, .type = CimType::UInt16, .codes = Codes::dataOrganizationCodes},
    {.name = "Purpose"_L1},
    {.name = "Access"_L1, .type = CimType::UInt16, .codes = Codes::accessCodes, .label = QT_TRANSLATE_NOOP("Property", "Access")},
    {.name = "ErrorMethodology"_L1},
    {.name = "BlockSize"_L1, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Property", "Block size")},
    {.name = "NumberOfBlocks"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Blocks")},
    {.name = "ConsumableBlocks"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Free blocks")},
    {.name = "IsBasedOnUnderlyingRedundancy"_L1, .type = CimType::Boolean},
    {.name = "SequentialAccess"_L1, .type = CimType::Boolean},
    {.name = "ExtentStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::extentStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "Extent state")},
    {.name = "NoSinglePointOfFailure"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "No single point of failure")},
    {.name = "DataRedundancy"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Data copies")},
    {.name = "PackageRedundancy"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Failures survived")},
    {.name = "DeltaReservation"_L1, .type = CimType::UInt8, .unit = Unit::Percent},
    {.name = "Primordial"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "Made by the system")},
    {.name = "OtherNameNamespace"_L1},
    {.name = "OtherNameFormat"_L1},
    {.name = "Name"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "NameFormat"_L1, .type = CimType::UInt16, .codes = Codes::nameFormatCodes},
    {.name = "NameNamespace"_L1, .type = CimType::UInt16, .codes = Codes::nameNamespaceCodes},
    {.name = "MSWTD"_L1, .type = CimType::UInt32},
    {.name = "MSType"_L1, .type = CimType::SInt32, .codes = Codes::mSTypeCodes},
    {.name = "MSDevicePath"_L1, .label = QT_TRANSLATE_NOOP("Property", "File")},
    {.name = "MSParentPath"_L1},
    {.name = "MSParentWTD"_L1, .type = CimType::UInt32},
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
    {.name = "JobState"_L1, .type = CimType::UInt16, .codes = Codes::jobStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Job state")},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "TimeBeforeRemoval"_L1, .type = CimType::DateTime, .writable = true, .label = QT_TRANSLATE_NOOP("Property", "Kept for")},
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

constexpr PropertyDecl hostedServiceProperties[] = {
    {.name = "Antecedent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_System"_L1},
    {.name = "Dependent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_Service"_L1},
};

constexpr PropertyDecl hostedStoragePoolProperties[] = {
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_System"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_StoragePool"_L1},
};

constexpr PropertyDecl systemDeviceProperties[] = {
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_System"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_LogicalDevice"_L1},
};

constexpr PropertyDecl allocatedFromStoragePoolProperties[] = {
    {.name = "Antecedent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_StoragePool"_L1},
    {.name = "Dependent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_LogicalElement"_L1},
    {.name = "SpaceConsumed"_L1, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Property", "Space taken")},
    {.name = "SpaceLimit"_L1, .type = CimType::UInt64, .unit = Unit::Bytes},
    {.name = "SpaceLimitWarningThreshold"_L1, .type = CimType::UInt16, .unit = Unit::Percent},
};

constexpr PropertyDecl elementCapabilitiesProperties[] = {
    {.name = "ManagedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "Capabilities"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_Capabilities"_L1},
};

constexpr PropertyDecl storageSettingsAssociatedToCapabilitiesProperties[] = {
    {.name = "Antecedent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_StorageCapabilities"_L1},
    {.name = "Dependent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_StorageSetting"_L1},
    {.name = "DefaultSetting"_L1, .type = CimType::Boolean},
};

constexpr PropertyDecl elementSettingDataProperties[] = {
    {.name = "ManagedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "SettingData"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_SettingData"_L1},
    {.name = "IsDefault"_L1, .type = CimType::UInt16, .codes = Codes::isDefaultCodes},
    {.name = "IsCurrent"_L1, .type = CimType::UInt16, .codes = Codes::isCurrentCodes},
};

constexpr PropertyDecl affectedJobElementProperties[] = {
    {.name = "AffectedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "AffectingElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_Job"_L1},
    {.name = "ElementEffects"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::elementEffectsCodes},
    {.name = "OtherElementEffectsDescriptions"_L1, .array = true},
};

constexpr PropertyDecl componentExtentProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .codes = Codes::enabledStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "OtherEnabledState"_L1},
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .codes = Codes::requestedStateCodes},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::enabledDefaultCodes},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "SystemCreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System class")},
    {.name = "SystemName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System")},
    {.name = "CreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Class")},
    {.name = "DeviceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Device ID")},
    {.name = "PowerManagementSupported"_L1, .type = CimType::Boolean},
    {.name = "PowerManagementCapabilities"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::powerManagementCapabilitiesCodes},
    {.name = "Availability"_L1, .type = CimType::UInt16, .codes = Codes::availabilityCodes},
    {.name = "StatusInfo"_L1, .type = CimType::UInt16, .codes = Codes::statusInfoCodes},
    {.name = "LastErrorCode"_L1, .type = CimType::UInt32},
    {.name = "ErrorDescription"_L1, .label = QT_TRANSLATE_NOOP("Property", "Error")},
    {.name = "ErrorCleared"_L1, .type = CimType::Boolean},
    {.name = "OtherIdentifyingInfo"_L1, .array = true},
    {.name = "PowerOnHours"_L1, .type = CimType::UInt64},
    {.name = "TotalPowerOnHours"_L1, .type = CimType::UInt64},
    {.name = "IdentifyingDescriptions"_L1, .array = true},
    {.name = "AdditionalAvailability"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::availabilityCodes},
    {.name = "MaxQuiesceTime"_L1, .type = CimType::UInt64},
    {.name = "DataOrganization"_L1, .type = CimType::UInt16, .codes = Codes::dataOrganizationCodes},
    {.name = "Purpose"_L1},
    {.name = "Access"_L1, .type = CimType::UInt16, .codes = Codes::accessCodes, .label = QT_TRANSLATE_NOOP("Property", "Access")},
    {.name = "ErrorMethodology"_L1},
    {.name = "BlockSize"_L1, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Property", "Block size")},
    {.name = "NumberOfBlocks"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Blocks")},
    {.name = "ConsumableBlocks"_L1, .type = CimType::UInt64, .label = QT_TRANSLATE_NOOP("Property", "Free blocks")},
    {.name = "IsBasedOnUnderlyingRedundancy"_L1, .type = CimType::Boolean},
    {.name = "SequentialAccess"_L1, .type = CimType::Boolean},
    {.name = "ExtentStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::extentStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "Extent state")},
    {.name = "NoSinglePointOfFailure"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "No single point of failure")},
    {.name = "DataRedundancy"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Data copies")},
    {.name = "PackageRedundancy"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Failures survived")},
    {.name = "DeltaReservation"_L1, .type = CimType::UInt8, .unit = Unit::Percent},
    {.name = "Primordial"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "Made by the system")},
    {.name = "Name"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "NameFormat"_L1, .type = CimType::UInt16, .codes = Codes::storageExtentNameFormatCodes},
    {.name = "NameNamespace"_L1, .type = CimType::UInt16, .codes = Codes::storageExtentNameNamespaceCodes},
    {.name = "OtherNameNamespace"_L1},
    {.name = "OtherNameFormat"_L1},
};

constexpr PropertyDecl concreteComponentProperties[] = {
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_StoragePool"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_StorageExtent"_L1},
};

constexpr PropertyDecl owningJobElementProperties[] = {
    {.name = "OwningElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "OwnedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_Job"_L1},
};

constexpr PropertyDecl basedOnProperties[] = {
    {.name = "Antecedent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_StorageExtent"_L1},
    {.name = "Dependent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_StorageExtent"_L1},
};

constexpr ClassDecl table[] = {
    {.name = "MSFTSM_ComputerSystem"_L1, .superclass = "CIM_ComputerSystem"_L1, .nameSpace = iscsiTarget, .ancestors = computerSystemChain, .properties = computerSystemProperties},
    {.name = "MSISCSITARGET_StorageConfigurationService"_L1, .superclass = "CIM_StorageConfigurationService"_L1, .nameSpace = iscsiTarget, .ancestors = storageConfigurationServiceChain, .properties = storageConfigurationServiceProperties},
    {.name = "MSISCSITARGET_StorageConfigurationCapabilities"_L1, .superclass = "CIM_StorageConfigurationCapabilities"_L1, .nameSpace = iscsiTarget, .ancestors = storageConfigurationCapabilitiesChain, .properties = storageConfigurationCapabilitiesProperties},
    {.name = "MSISCSITARGET_StoragePool"_L1, .superclass = "CIM_StoragePool"_L1, .nameSpace = iscsiTarget, .ancestors = storagePoolChain, .properties = storagePoolProperties},
    {.name = "MSISCSITARGET_StorageCapabilities"_L1, .superclass = "CIM_StorageCapabilities"_L1, .nameSpace = iscsiTarget, .ancestors = storageCapabilitiesChain, .properties = storageCapabilitiesProperties},
    {.name = "MSISCSITARGET_StorageSetting"_L1, .superclass = "CIM_StorageSetting"_L1, .nameSpace = iscsiTarget, .ancestors = storageSettingChain, .properties = storageSettingProperties},
    {.name = "MSISCSITARGET_StorageVolume"_L1, .superclass = "CIM_StorageVolume"_L1, .nameSpace = iscsiTarget, .ancestors = storageVolumeChain, .properties = storageVolumeProperties},
    {.name = "MSISCSITARGET_ConcreteJob"_L1, .superclass = "CIM_ConcreteJob"_L1, .nameSpace = iscsiTarget, .ancestors = concreteJobChain, .properties = concreteJobProperties},
    {.name = "CIM_Error"_L1, .nameSpace = iscsiTarget, .properties = errorProperties, .abstract = true},
    {.name = "MSISCSITARGET_HostedService"_L1, .superclass = "CIM_HostedService"_L1, .nameSpace = iscsiTarget, .ancestors = hostedServiceChain, .properties = hostedServiceProperties, .association = true},
    {.name = "MSISCSITARGET_HostedStoragePool"_L1, .superclass = "CIM_HostedStoragePool"_L1, .nameSpace = iscsiTarget, .ancestors = hostedStoragePoolChain, .properties = hostedStoragePoolProperties, .association = true},
    {.name = "MSISCSITARGET_SystemDevice"_L1, .superclass = "CIM_SystemDevice"_L1, .nameSpace = iscsiTarget, .ancestors = systemDeviceChain, .properties = systemDeviceProperties, .association = true},
    {.name = "MSISCSITARGET_AllocatedFromStoragePool"_L1, .superclass = "CIM_AllocatedFromStoragePool"_L1, .nameSpace = iscsiTarget, .ancestors = allocatedFromStoragePoolChain, .properties = allocatedFromStoragePoolProperties, .association = true},
    {.name = "MSISCSITARGET_ElementCapabilities"_L1, .superclass = "CIM_ElementCapabilities"_L1, .nameSpace = iscsiTarget, .ancestors = elementCapabilitiesChain, .properties = elementCapabilitiesProperties, .association = true},
    {.name = "MSISCSITARGET_StorageSettingsAssociatedToCapabilities"_L1, .superclass = "CIM_StorageSettingsAssociatedToCapabilities"_L1, .nameSpace = iscsiTarget, .ancestors = storageSettingsAssociatedToCapabilitiesChain, .properties = storageSettingsAssociatedToCapabilitiesProperties, .association = true},
    {.name = "MSISCSITARGET_ElementSettingData"_L1, .superclass = "CIM_ElementSettingData"_L1, .nameSpace = iscsiTarget, .ancestors = elementSettingDataChain, .properties = elementSettingDataProperties, .association = true},
    {.name = "MSISCSITARGET_AffectedJobElement"_L1, .superclass = "CIM_AffectedJobElement"_L1, .nameSpace = iscsiTarget, .ancestors = affectedJobElementChain, .properties = affectedJobElementProperties, .association = true},
    {.name = "CISTERN_StorageExtent"_L1, .superclass = "CIM_StorageExtent"_L1, .nameSpace = iscsiTarget, .ancestors = componentExtentChain, .properties = componentExtentProperties},
    {.name = "CISTERN_ConcreteComponent"_L1, .superclass = "CIM_ConcreteComponent"_L1, .nameSpace = iscsiTarget, .ancestors = concreteComponentChain, .properties = concreteComponentProperties, .association = true},
    {.name = "CISTERN_OwningJobElement"_L1, .superclass = "CIM_OwningJobElement"_L1, .nameSpace = iscsiTarget, .ancestors = owningJobElementChain, .properties = owningJobElementProperties, .association = true},
    {.name = "CISTERN_BasedOn"_L1, .superclass = "CIM_BasedOn"_L1, .nameSpace = iscsiTarget, .ancestors = basedOnChain, .properties = basedOnProperties, .association = true},
};
} // namespace
// clang-format on

std::span<const ClassDecl> iscsiTargetClasses()
{
    return table;
}

} // namespace Cistern::Schema
