// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Classes of Root/CIMv2/Storage/iScsiTarget about replication. CISTERN_ classes fill what the
// vendor documents leave abstract: the pipe itself, its ends, and its setting.
#include "services/schema/tables.h"

#include "services/schema/codes.h"
#include "services/schema/replicationcodes.h"
#include "services/schema/schema.h"

namespace Cistern::Schema {

using namespace Qt::Literals::StringLiterals;

// One row a fact; the columns would not survive wrapping.
// clang-format off
namespace {
constexpr QLatin1StringView storageReplicationCapabilitiesChain[] = {"CIM_StorageReplicationCapabilities"_L1, "CIM_Capabilities"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView tCPProtocolEndpointChain[] = {"CIM_TCPProtocolEndpoint"_L1, "CIM_ProtocolEndpoint"_L1, "CIM_ServiceAccessPoint"_L1, "CIM_EnabledLogicalElement"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView iSCSISessionChain[] = {"CIM_iSCSISession"_L1, "CIM_NetworkPipe"_L1, "CIM_EnabledLogicalElement"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView iSCSIConnectionChain[] = {"CIM_iSCSIConnection"_L1, "CIM_NetworkPipe"_L1, "CIM_EnabledLogicalElement"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView storageSynchronizedChain[] = {"CIM_StorageSynchronized"_L1, "CIM_Synchronized"_L1};
constexpr QLatin1StringView hostedAccessPointChain[] = {"CIM_HostedAccessPoint"_L1, "CIM_HostedDependency"_L1, "CIM_Dependency"_L1};
constexpr QLatin1StringView endpointOfNetworkPipeChain[] = {"CIM_EndpointOfNetworkPipe"_L1, "CIM_Dependency"_L1};
constexpr QLatin1StringView networkPipeCompositionChain[] = {"CIM_NetworkPipeComposition"_L1, "CIM_Component"_L1};
constexpr QLatin1StringView replicationPipeChain[] = {"CIM_NetworkPipe"_L1, "CIM_EnabledLogicalElement"_L1, "CIM_LogicalElement"_L1, "CIM_ManagedSystemElement"_L1, "CIM_ManagedElement"_L1};
constexpr QLatin1StringView replicationPipeSettingDataChain[] = {"CIM_SettingData"_L1, "CIM_ManagedElement"_L1};

constexpr PropertyDecl storageReplicationCapabilitiesProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "SupportedSynchronizationType"_L1, .type = CimType::UInt16, .codes = Codes::supportedSynchronizationTypeCodes},
    {.name = "SupportedAsynchronousActions"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::storageReplicationCapabilitiesSupportedAsynchronousActionsCodes, .label = QT_TRANSLATE_NOOP("Property", "Actions that run as jobs")},
    {.name = "SupportedSynchronousActions"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedSynchronousActionsCodes, .label = QT_TRANSLATE_NOOP("Property", "Actions that finish at once")},
    {.name = "InitialReplicationState"_L1, .type = CimType::UInt16, .codes = Codes::storageReplicationCapabilitiesInitialReplicationStateCodes},
    {.name = "SupportedSpecializedElements"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedSpecializedElementsCodes},
    {.name = "SupportedModifyOperations"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::supportedModifyOperationsCodes},
    {.name = "ReplicaHostAccessibility"_L1, .type = CimType::UInt16, .codes = Codes::replicaHostAccessibilityCodes},
    {.name = "HostAccessibleState"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::hostAccessibleStateCodes},
    {.name = "SpaceLimitSupported"_L1, .type = CimType::Boolean},
    {.name = "SpaceReservationSupported"_L1, .type = CimType::Boolean},
    {.name = "LocalMirrorSnapshotSupported"_L1, .type = CimType::Boolean},
    {.name = "RemoteMirrorSnapshotSupported"_L1, .type = CimType::Boolean},
    {.name = "IncrementalDeltasSupported"_L1, .type = CimType::Boolean},
    {.name = "PersistentReplicasSupported"_L1, .type = CimType::Boolean},
    {.name = "BidirectionalConnectionsSupported"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "Both directions")},
    {.name = "MaximumReplicasPerSource"_L1, .type = CimType::UInt16},
    {.name = "MaximumPortsPerConnection"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Most pairs a pipe")},
    {.name = "MaximumConnectionsPerPort"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Most pipes a port")},
    {.name = "MaximumPeerConnections"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Most pipes")},
    {.name = "MaximumLocalReplicationDepth"_L1, .type = CimType::UInt16},
    {.name = "MaximumRemoteReplicationDepth"_L1, .type = CimType::UInt16},
    {.name = "InitialSynchronizationDefault"_L1, .type = CimType::UInt16, .codes = Codes::initialSynchronizationDefaultCodes},
    {.name = "ReplicationPriorityDefault"_L1, .type = CimType::UInt16, .codes = Codes::replicationPriorityDefaultCodes},
    {.name = "LowSpaceWarningThresholdDefault"_L1, .type = CimType::UInt8, .unit = Unit::Percent},
    {.name = "SpaceLimitWarningThresholdDefault"_L1, .type = CimType::UInt8, .unit = Unit::Percent},
    {.name = "RemoteReplicationServicePointAccess"_L1, .type = CimType::UInt16, .codes = Codes::remoteReplicationServicePointAccessCodes},
    {.name = "AlternateReplicationServicePointAccess"_L1, .type = CimType::UInt16, .codes = Codes::alternateReplicationServicePointAccessCodes},
    {.name = "DeltaReplicaPoolAccess"_L1, .type = CimType::UInt16, .codes = Codes::deltaReplicaPoolAccessCodes},
    {.name = "RemoteBufferElementType"_L1, .type = CimType::UInt16, .codes = Codes::remoteBufferElementTypeCodes},
    {.name = "RemoteBufferHost"_L1, .type = CimType::UInt16, .codes = Codes::remoteBufferHostCodes},
    {.name = "RemoteBufferLocation"_L1, .type = CimType::UInt16, .codes = Codes::remoteBufferLocationCodes},
    {.name = "RemoteBufferSupported"_L1, .type = CimType::UInt16, .codes = Codes::remoteBufferSupportedCodes},
    {.name = "UseReplicationBufferDefault"_L1, .type = CimType::UInt16, .codes = Codes::useReplicationBufferDefaultCodes},
    {.name = "PeerConnectionProtocol"_L1, .label = QT_TRANSLATE_NOOP("Property", "Peer protocol")},
};

constexpr PropertyDecl tCPProtocolEndpointProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "OtherEnabledState"_L1},
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .codes = Codes::requestedStateCodes},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::enabledDefaultCodes},
    {.name = "SystemCreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System class")},
    {.name = "SystemName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "System")},
    {.name = "CreationClassName"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Class")},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "Name"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "NameFormat"_L1},
    {.name = "ProtocolType"_L1, .type = CimType::UInt16, .codes = Codes::protocolTypeCodes},
    {.name = "OtherTypeDescription"_L1},
    {.name = "PortNumber"_L1, .type = CimType::UInt32, .label = QT_TRANSLATE_NOOP("Property", "Port")},
    {.name = "ProtocolIFType"_L1, .type = CimType::UInt16, .codes = Codes::protocolIFTypeCodes, .label = QT_TRANSLATE_NOOP("Property", "Protocol")},
};

constexpr PropertyDecl iSCSISessionProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "Name"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "OtherEnabledState"_L1},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::enabledDefaultCodes},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "AggregationBehavior"_L1, .type = CimType::UInt16, .codes = Codes::aggregationBehaviorCodes, .label = QT_TRANSLATE_NOOP("Property", "Made of")},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .codes = Codes::enabledStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::requestedStateCodes},
    {.name = "Directionality"_L1, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Property", "Direction")},
    {.name = "SessionType"_L1, .type = CimType::UInt16, .codes = Codes::sessionTypeCodes},
    {.name = "TSIH"_L1, .type = CimType::UInt32},
    {.name = "EndPointName"_L1},
    {.name = "CurrentConnections"_L1, .type = CimType::UInt32},
    {.name = "InitialR2T"_L1, .type = CimType::Boolean},
    {.name = "ImmediateData"_L1, .type = CimType::Boolean},
    {.name = "MaxOutstandingR2T"_L1, .type = CimType::UInt32, .unit = Unit::Bytes},
    {.name = "MaxUnsolicitedFirstDataBurstLength"_L1, .type = CimType::UInt32, .unit = Unit::Bytes},
    {.name = "MaxDataBurstLength"_L1, .type = CimType::UInt32, .unit = Unit::Bytes},
    {.name = "DataSequenceInOrder"_L1, .type = CimType::Boolean},
    {.name = "DataPDUInOrder"_L1, .type = CimType::Boolean},
    {.name = "ErrorRecoveryLevel"_L1, .type = CimType::UInt32},
    {.name = "MaxConnectionsPerSession"_L1, .type = CimType::UInt32},
    {.name = "DefaultTimeToWait"_L1, .type = CimType::UInt32, .unit = Unit::Seconds},
    {.name = "DefaultTimeToRetain"_L1, .type = CimType::UInt32, .unit = Unit::Seconds},
    {.name = "SystemName"_L1, .label = QT_TRANSLATE_NOOP("Property", "System")},
};

constexpr PropertyDecl iSCSIConnectionProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "Name"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "OtherEnabledState"_L1},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::enabledDefaultCodes},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Directionality"_L1, .type = CimType::UInt16, .codes = Codes::directionalityCodes, .label = QT_TRANSLATE_NOOP("Property", "Direction")},
    {.name = "AggregationBehavior"_L1, .type = CimType::UInt16, .codes = Codes::aggregationBehaviorCodes, .label = QT_TRANSLATE_NOOP("Property", "Made of")},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .codes = Codes::enabledStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::requestedStateCodes},
    {.name = "ConnectionID"_L1, .type = CimType::UInt32},
    {.name = "MaxReceiveDataSegmentLength"_L1, .type = CimType::UInt32, .unit = Unit::Bytes},
    {.name = "MaxTransmitDataSegmentLength"_L1, .type = CimType::UInt32, .unit = Unit::Bytes},
    {.name = "HeaderDigestMethod"_L1, .type = CimType::UInt16, .codes = Codes::headerDigestMethodCodes},
    {.name = "OtherHeaderDigestMethod"_L1},
    {.name = "DataDigestMethod"_L1, .type = CimType::UInt16, .codes = Codes::headerDigestMethodCodes},
    {.name = "OtherDataDigestMethod"_L1},
    {.name = "ReceivingMarkers"_L1, .type = CimType::Boolean},
    {.name = "SendingMarkers"_L1, .type = CimType::Boolean},
    {.name = "ActiveiSCSIVersion"_L1, .type = CimType::Boolean},
    {.name = "AuthenticationMethodUsed"_L1, .type = CimType::UInt16, .codes = Codes::authenticationMethodUsedCodes},
    {.name = "MutualAuthentication"_L1, .type = CimType::Boolean},
    {.name = "SystemName"_L1, .label = QT_TRANSLATE_NOOP("Property", "System")},
};

constexpr PropertyDecl storageSynchronizedProperties[] = {
    {.name = "WhenSynced"_L1, .type = CimType::DateTime},
    {.name = "SyncMaintained"_L1, .type = CimType::Boolean},
    {.name = "CopyState"_L1, .type = CimType::UInt16, .codes = Codes::copyStateCodes},
    {.name = "Mode"_L1, .type = CimType::UInt16, .codes = Codes::modeCodes},
    {.name = "PercentSynced"_L1, .type = CimType::UInt16},
    {.name = "ProgressStatus"_L1, .type = CimType::UInt16, .codes = Codes::progressStatusCodes},
    {.name = "RequestedCopyState"_L1, .type = CimType::UInt16},
    {.name = "SyncType"_L1, .type = CimType::UInt16, .codes = Codes::syncTypeCodes},
    {.name = "WhenActivated"_L1, .type = CimType::DateTime},
    {.name = "WhenDeactivated"_L1, .type = CimType::DateTime},
    {.name = "WhenEstablished"_L1, .type = CimType::DateTime},
    {.name = "WhenSuspended"_L1, .type = CimType::DateTime},
    {.name = "WhenSynchronized"_L1, .type = CimType::DateTime},
    {.name = "CopyRecoveryMode"_L1, .type = CimType::UInt16, .codes = Codes::copyRecoveryModeCodes},
    {.name = "FailedCopyStopsHostIO"_L1, .type = CimType::Boolean},
    {.name = "SystemElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "SyncedElement"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ManagedElement"_L1},
    {.name = "CopyType"_L1, .type = CimType::UInt16, .codes = Codes::supportedCopyTypesCodes},
    {.name = "ReplicaType"_L1, .type = CimType::UInt16, .codes = Codes::replicaTypeCodes},
    {.name = "SyncState"_L1, .type = CimType::UInt16, .codes = Codes::syncStateCodes},
    {.name = "CopyPriority"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::copyPriorityCodes},
    {.name = "CopyMethodology"_L1, .type = CimType::UInt16, .codes = Codes::copyMethodologyCodes},
    {.name = "UndiscoveredElement"_L1, .type = CimType::UInt16, .codes = Codes::undiscoveredElementCodes},
    {.name = "ReadOnly"_L1, .type = CimType::UInt16, .codes = Codes::undiscoveredElementCodes},
};

constexpr PropertyDecl hostedAccessPointProperties[] = {
    {.name = "Antecedent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_System"_L1},
    {.name = "Dependent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ServiceAccessPoint"_L1},
};

constexpr PropertyDecl endpointOfNetworkPipeProperties[] = {
    {.name = "Antecedent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_ProtocolEndpoint"_L1},
    {.name = "Dependent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_NetworkPipe"_L1},
    {.name = "SourceOrSink"_L1, .type = CimType::UInt16, .codes = Codes::sourceOrSinkCodes, .label = QT_TRANSLATE_NOOP("Property", "End")},
};

constexpr PropertyDecl networkPipeCompositionProperties[] = {
    {.name = "GroupComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_NetworkPipe"_L1},
    {.name = "PartComponent"_L1, .type = CimType::Reference, .key = true, .refClass = "CIM_NetworkPipe"_L1},
    {.name = "AggregationSequence"_L1, .type = CimType::UInt16},
};

constexpr PropertyDecl replicationPipeProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "InstallDate"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Installed")},
    {.name = "Name"_L1, .label = QT_TRANSLATE_NOOP("Property", "Unique name")},
    {.name = "OperationalStatus"_L1, .type = CimType::UInt16, .array = true, .codes = Codes::operationalStatusCodes, .label = QT_TRANSLATE_NOOP("Property", "State")},
    {.name = "StatusDescriptions"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Property", "State details")},
    {.name = "Status"_L1},
    {.name = "HealthState"_L1, .type = CimType::UInt16, .codes = Codes::healthStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Health")},
    {.name = "OtherEnabledState"_L1},
    {.name = "EnabledDefault"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::enabledDefaultCodes},
    {.name = "TimeOfLastStateChange"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last state change")},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "Directionality"_L1, .type = CimType::UInt16, .codes = Codes::directionalityCodes, .label = QT_TRANSLATE_NOOP("Property", "Direction")},
    {.name = "AggregationBehavior"_L1, .type = CimType::UInt16, .codes = Codes::aggregationBehaviorCodes, .label = QT_TRANSLATE_NOOP("Property", "Made of")},
    {.name = "EnabledState"_L1, .type = CimType::UInt16, .codes = Codes::enabledStateCodes, .label = QT_TRANSLATE_NOOP("Property", "Enabled")},
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .writable = true, .codes = Codes::requestedStateCodes},
    {.name = "TimeOfLastContact"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Property", "Last contact")},
    {.name = "RoundTripTime"_L1, .type = CimType::UInt32, .label = QT_TRANSLATE_NOOP("Property", "Round-trip time")},
    {.name = "Encrypted"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Property", "Encrypted")},
};

constexpr PropertyDecl replicationPipeSettingDataProperties[] = {
    {.name = "Caption"_L1, .label = QT_TRANSLATE_NOOP("Property", "Caption")},
    {.name = "Description"_L1, .label = QT_TRANSLATE_NOOP("Property", "Description")},
    {.name = "InstanceID"_L1, .key = true, .label = QT_TRANSLATE_NOOP("Property", "Instance ID")},
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Property", "Name")},
    {.name = "HeartbeatInterval"_L1, .type = CimType::UInt16, .unit = Unit::Seconds, .label = QT_TRANSLATE_NOOP("Property", "Heartbeat every")},
};

constexpr ClassDecl table[] = {
    {.name = "MSISCSITARGET_StorageReplicationCapabilities"_L1, .superclass = "CIM_StorageReplicationCapabilities"_L1, .nameSpace = iscsiTarget, .ancestors = storageReplicationCapabilitiesChain, .properties = storageReplicationCapabilitiesProperties},
    {.name = "MSISCSITARGET_TCPProtocolEndpoint"_L1, .superclass = "CIM_TCPProtocolEndpoint"_L1, .nameSpace = iscsiTarget, .ancestors = tCPProtocolEndpointChain, .properties = tCPProtocolEndpointProperties},
    {.name = "MSISCSITARGET_iSCSISession"_L1, .superclass = "CIM_iSCSISession"_L1, .nameSpace = iscsiTarget, .ancestors = iSCSISessionChain, .properties = iSCSISessionProperties},
    {.name = "MSISCSITARGET_iSCSIConnection"_L1, .superclass = "CIM_iSCSIConnection"_L1, .nameSpace = iscsiTarget, .ancestors = iSCSIConnectionChain, .properties = iSCSIConnectionProperties},
    {.name = "MSISCSITARGET_StorageSynchronized"_L1, .superclass = "CIM_StorageSynchronized"_L1, .nameSpace = iscsiTarget, .ancestors = storageSynchronizedChain, .properties = storageSynchronizedProperties, .association = true},
    {.name = "MSISCSITARGET_HostedAccessPoint"_L1, .superclass = "CIM_HostedAccessPoint"_L1, .nameSpace = iscsiTarget, .ancestors = hostedAccessPointChain, .properties = hostedAccessPointProperties, .association = true},
    {.name = "MSISCSITARGET_EndpointOfNetworkPipe"_L1, .superclass = "CIM_EndpointOfNetworkPipe"_L1, .nameSpace = iscsiTarget, .ancestors = endpointOfNetworkPipeChain, .properties = endpointOfNetworkPipeProperties, .association = true},
    {.name = "MSISCSITARGET_NetworkPipeComposition"_L1, .superclass = "CIM_NetworkPipeComposition"_L1, .nameSpace = iscsiTarget, .ancestors = networkPipeCompositionChain, .properties = networkPipeCompositionProperties, .association = true},
    {.name = "CISTERN_ReplicationPipe"_L1, .superclass = "CIM_NetworkPipe"_L1, .nameSpace = iscsiTarget, .ancestors = replicationPipeChain, .properties = replicationPipeProperties},
    {.name = "CISTERN_TCPProtocolEndpoint"_L1, .superclass = "CIM_TCPProtocolEndpoint"_L1, .nameSpace = iscsiTarget, .ancestors = tCPProtocolEndpointChain, .properties = tCPProtocolEndpointProperties},
    {.name = "CISTERN_ReplicationPipeSettingData"_L1, .superclass = "CIM_SettingData"_L1, .nameSpace = iscsiTarget, .ancestors = replicationPipeSettingDataChain, .properties = replicationPipeSettingDataProperties},
};
} // namespace
// clang-format on

std::span<const ClassDecl> replicationClasses()
{
    return table;
}

} // namespace Cistern::Schema
