// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Value maps of the two Hyper-V namespaces, in the words of the CIM schema.
#pragma once

#include "services/cim/classdecl.h"

#include <QtGlobal>

namespace Cistern::Schema::Codes {

inline constexpr CodeName computerSystemOperationalStatusCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "OK")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Degraded")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Predictive Failure")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Stopped")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "In Service")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "Dormant")},
    {32768, 32768, QT_TRANSLATE_NOOP("Code", "Creating Snapshot")},
    {32769, 32769, QT_TRANSLATE_NOOP("Code", "Applying Snapshot")},
    {32770, 32770, QT_TRANSLATE_NOOP("Code", "Deleting Snapshot")},
    {32771, 32771, QT_TRANSLATE_NOOP("Code", "Waiting to Start")},
    {32772, 32772, QT_TRANSLATE_NOOP("Code", "Merging Disks")},
    {32773, 32773, QT_TRANSLATE_NOOP("Code", "Exporting Virtual Machine")},
    {32774, 32774, QT_TRANSLATE_NOOP("Code", "Migrating Virtual Machine")},
};

inline constexpr CodeName computerSystemHealthStateCodes[] = {
    {5, 5, QT_TRANSLATE_NOOP("Code", "OK")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "Major Failure")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "Critical failure")},
};

inline constexpr CodeName computerSystemEnabledStateCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Shutting Down")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Not Applicable")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Enabled but Offline")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "In Test")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Deferred")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Quiesce")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Starting")},
};

inline constexpr CodeName computerSystemEnabledDefaultCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Enabled but Offline")},
};

inline constexpr CodeName availableRequestedStatesCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Shut Down")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Offline")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Test")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Defer")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Quiesce")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Reboot")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Reset")},
};

inline constexpr CodeName replicationStateCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Ready for replication")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Waiting to complete initial replication")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Replicating")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Synced replication complete")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Recovered")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Committed")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Suspended")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Critical")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Waiting to start resynchronization")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Resynchronizing")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Resynchronization suspended")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Failover in progress")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Failback in progress")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Failback complete")},
};

inline constexpr CodeName replicationHealthCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Not applicable")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Ok")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Warning")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Critical")},
};

inline constexpr CodeName replicationModeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "None")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Primary")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Replica")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Test Replica")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Extended Replica")},
};

inline constexpr CodeName failedOverReplicationTypeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "None")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Regular")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Application consistent")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Planned")},
};

inline constexpr CodeName enhancedSessionModeStateCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Allowed and available")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Not allowed")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Allowed but not available")},
};

inline constexpr CodeName communicationStatusCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Not Available")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Communication OK")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Lost Communication")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "No Contact")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName detailedStatusCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Not Available")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "No Additional Information")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Stressed")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Predictive Failure")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Non-Recoverable Error")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Supporting Entity in Error")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName operatingStatusCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Not Available")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Servicing")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Starting")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Stopping")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Stopped")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Aborted")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Dormant")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Completed")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Migrating")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Emigrating")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Immigrating")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Snapshotting")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Shutting Down")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "In Test")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "Transitioning")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "In Service")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName primaryStatusCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "OK")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Degraded")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Error")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName resourcePoolConfigurationServiceEnabledStateCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Enabled")},
};

inline constexpr CodeName resourcePoolConfigurationServiceRequestedStateCodes[] = {
    {12, 12, QT_TRANSLATE_NOOP("Code", "Not applicable.")},
};

inline constexpr CodeName asynchronousMethodsSupportedCodes[] = {
    {32768, 32768, QT_TRANSLATE_NOOP("Code", "CreatePool is supported")},
    {32769, 32769, QT_TRANSLATE_NOOP("Code", "ChangePoolResources is supported")},
    {32770, 32770, QT_TRANSLATE_NOOP("Code", "ChangePoolSettings is supported")},
    {32771, 32771, QT_TRANSLATE_NOOP("Code", "DeletePool is supported")},
    {32772, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName resourcePoolOperationalStatusCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "OK")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Degraded")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Non-Recoverable Error")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "No Contact")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Lost Communication")},
    {32775, 32775, QT_TRANSLATE_NOOP("Code", "Protocol Mismatch")},
    {32788, 32788, QT_TRANSLATE_NOOP("Code", "Insufficient Throughput")},
};

inline constexpr CodeName resourcePoolSettingDataResourceTypeCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Computer System")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Processor")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Memory")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "IDE Controller")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Parallel SCSI HBA")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "FC HBA")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "iSCSI HBA")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "IB HCA")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Ethernet Adapter")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Other Network Adapter")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "I/O Slot")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "I/O Device")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Floppy Drive")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "CD Drive")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "DVD drive")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Disk Drive")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "Tape Drive")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "Storage Extent")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "Other storage device")},
    {21, 21, QT_TRANSLATE_NOOP("Code", "Serial port")},
    {22, 22, QT_TRANSLATE_NOOP("Code", "Parallel port")},
    {23, 23, QT_TRANSLATE_NOOP("Code", "USB Controller")},
    {24, 24, QT_TRANSLATE_NOOP("Code", "Graphics controller")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "IEEE 1394 Controller")},
    {26, 26, QT_TRANSLATE_NOOP("Code", "Partitionable Unit")},
    {27, 27, QT_TRANSLATE_NOOP("Code", "Base Partitionable Unit")},
    {28, 28, QT_TRANSLATE_NOOP("Code", "Power")},
    {29, 29, QT_TRANSLATE_NOOP("Code", "Cooling Capacity")},
    {30, 30, QT_TRANSLATE_NOOP("Code", "Ethernet Switch Port")},
    {31, 31, QT_TRANSLATE_NOOP("Code", "Logical Disk")},
    {32, 32, QT_TRANSLATE_NOOP("Code", "Storage Volume")},
    {33, 33, QT_TRANSLATE_NOOP("Code", "Ethernet Connection")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName loadBalancingBehaviorCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "None")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Distributed")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Consolidated")},
};

inline constexpr CodeName mappingBehaviorCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Dedicated")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Soft Affinity")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Hard Affinity")},
    {32767, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName allocationCapabilitiesResourceTypeCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Computer System")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Processor")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Memory")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "IDE Controller")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Parallel SCSI HBA")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "FC HBA")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "iSCSI HBA")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "IB HCA")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Ethernet Adapter")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Other Network Adapter")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "I/O Slot")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "I/O Device")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Floppy Drive")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "CD Drive")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "DVD drive")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Disk Drive")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "Tape Drive")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "Storage Extent")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "Other Storage Device")},
    {21, 21, QT_TRANSLATE_NOOP("Code", "Serial port")},
    {22, 22, QT_TRANSLATE_NOOP("Code", "Parallel port")},
    {23, 23, QT_TRANSLATE_NOOP("Code", "USB Controller")},
    {24, 24, QT_TRANSLATE_NOOP("Code", "Graphics controller")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "IEEE 1394 Controller")},
    {26, 26, QT_TRANSLATE_NOOP("Code", "Partitionable Unit")},
    {27, 27, QT_TRANSLATE_NOOP("Code", "Base Partitionable Unit")},
    {28, 28, QT_TRANSLATE_NOOP("Code", "Power")},
    {29, 29, QT_TRANSLATE_NOOP("Code", "Cooling Capacity")},
    {30, 30, QT_TRANSLATE_NOOP("Code", "Ethernet Switch Port")},
    {31, 31, QT_TRANSLATE_NOOP("Code", "Logical Disk")},
    {32, 32, QT_TRANSLATE_NOOP("Code", "Storage Volume")},
    {33, 33, QT_TRANSLATE_NOOP("Code", "Ethernet Connection")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName requestTypesSupportedCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Specific")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "General")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Both")},
};

inline constexpr CodeName sharingModeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Dedicated")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Shared")},
};

inline constexpr CodeName supportedAddStatesCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Shutting Down")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Not Applicable")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Enabled but Offline")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "In Test")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Deferred")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Quiesce")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Starting")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Paused")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Suspended")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName concreteJobJobStateCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "New")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Starting")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Running")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Suspended")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Shutting Down")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Completed")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Terminated")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Killed")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Exception")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Service")},
    {12, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName errorPerceivedSeverityCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Low")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Medium")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "High")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Fatal")},
};

inline constexpr CodeName errorErrorSourceFormatCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "CIMObjectHandle")},
};

inline constexpr CodeName errorCIMStatusCodeCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "CIM_ERR_FAILED")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "CIM_ERR_ACCESS_DENIED")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "CIM_ERR_INVALID_NAMESPACE")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "CIM_ERR_INVALID_PARAMETER")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "CIM_ERR_INVALID_CLASS")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "CIM_ERR_NOT_FOUND")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "CIM_ERR_NOT_SUPPORTED")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "CIM_ERR_CLASS_HAS_CHILDREN")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "CIM_ERR_CLASS_HAS_INSTANCES")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "CIM_ERR_INVALID_SUPERCLASS")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "CIM_ERR_ALREADY_EXISTS")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "CIM_ERR_NO_SUCH_PROPERTY")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "CIM_ERR_TYPE_MISMATCH")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "CIM_ERR_QUERY_LANGUAGE_NOT_SUPPORTED")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "CIM_ERR_INVALID_QUERY")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "CIM_ERR_METHOD_NOT_AVAILABLE")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "CIM_ERR_METHOD_NOT_FOUND")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "CIM_ERR_UNEXPECTED_RESPONSE")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "CIM_ERR_INVALID_RESPONSE_DESTINATION")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "CIM_ERR_NAMESPACE_NOT_EMPTY")},
};

inline constexpr CodeName usageRestrictionCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Front-end only")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Back-end only")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Not restricted")},
};

inline constexpr CodeName portTypeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {50, 50, QT_TRANSLATE_NOOP("Code", "Copper 10BaseT")},
    {51, 51, QT_TRANSLATE_NOOP("Code", "10-100BaseT")},
    {52, 52, QT_TRANSLATE_NOOP("Code", "100BaseT")},
    {53, 53, QT_TRANSLATE_NOOP("Code", "1000BaseT")},
    {54, 54, QT_TRANSLATE_NOOP("Code", "2500BaseT")},
    {55, 55, QT_TRANSLATE_NOOP("Code", "10GBaseT")},
    {56, 56, QT_TRANSLATE_NOOP("Code", "10GBase-CX4")},
    {100, 100, QT_TRANSLATE_NOOP("Code", "Fibre 100Base-FX")},
    {101, 101, QT_TRANSLATE_NOOP("Code", "100Base-SX")},
    {102, 102, QT_TRANSLATE_NOOP("Code", "1000Base-SX")},
    {103, 103, QT_TRANSLATE_NOOP("Code", "1000Base-LX")},
    {104, 104, QT_TRANSLATE_NOOP("Code", "1000Base-CX")},
    {105, 105, QT_TRANSLATE_NOOP("Code", "10GBase-SR")},
    {106, 106, QT_TRANSLATE_NOOP("Code", "10GBase-SW")},
    {107, 107, QT_TRANSLATE_NOOP("Code", "10GBase-LX4")},
    {108, 108, QT_TRANSLATE_NOOP("Code", "10GBase-LR")},
    {109, 109, QT_TRANSLATE_NOOP("Code", "10GBase-LW")},
    {110, 110, QT_TRANSLATE_NOOP("Code", "10GBase-ER")},
    {111, 111, QT_TRANSLATE_NOOP("Code", "10GBase-EW")},
    {16000, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName linkTechnologyCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Ethernet")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "IB")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "FC")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "FDDI")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "ATM")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Token Ring")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Frame Relay")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Infrared")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "BlueTooth")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Wireless LAN")},
};

inline constexpr CodeName capabilitiesCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "AlertOnLan")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "WakeOnLan")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "FailOver")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "LoadBalancing")},
};

inline constexpr CodeName characteristicsCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Default")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Current")},
};

inline constexpr CodeName supportStatementCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Production")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Prerelease")},
};

inline constexpr CodeName resourceAllocationSettingDataResourceTypeCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Computer System")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Processor")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Memory")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "IDE Controller")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Parallel SCSI HBA")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "FC HBA")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "iSCSI HBA")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "IB HCA")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Ethernet Adapter")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Other Network Adapter")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "I/O Slot")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "I/O Device")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Diskette Drive")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "CD Drive")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "DVD drive")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Disk Drive")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "Tape Drive")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "Storage Extent")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "Other Storage Device")},
    {21, 21, QT_TRANSLATE_NOOP("Code", "Serial port")},
    {22, 22, QT_TRANSLATE_NOOP("Code", "Parallel port")},
    {23, 23, QT_TRANSLATE_NOOP("Code", "USB controller")},
    {24, 24, QT_TRANSLATE_NOOP("Code", "Graphics controller")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "IEEE 1394 controller")},
    {26, 26, QT_TRANSLATE_NOOP("Code", "Partitionable Unit")},
    {27, 27, QT_TRANSLATE_NOOP("Code", "Base Partitionable Unit")},
    {28, 28, QT_TRANSLATE_NOOP("Code", "Power Supply")},
    {29, 29, QT_TRANSLATE_NOOP("Code", "Cooling Device")},
    {30, 30, QT_TRANSLATE_NOOP("Code", "Ethernet Switch Port")},
    {31, 31, QT_TRANSLATE_NOOP("Code", "Logical Disk")},
    {32, 32, QT_TRANSLATE_NOOP("Code", "Storage Volume")},
    {33, 33, QT_TRANSLATE_NOOP("Code", "Ethernet connection")},
    {34, 32767, QT_TRANSLATE_NOOP("Code", "DMTF reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName consumerVisibilityCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Passed-Through")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Virtualized")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Not represented")},
};

inline constexpr CodeName storageAllocationSettingDataAccessCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Readable")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Writeable")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Read/Write Supported")},
};

inline constexpr CodeName hostExtentNameFormatCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "SNVM")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "NAA")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "EUI64")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "T10VID")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "OS Device Name")},
};

inline constexpr CodeName cachingModeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Default")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "No Caching")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Cache Sharable Parents")},
};

inline constexpr CodeName writeHardeningMethodCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Default")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "WriteCacheEnabled")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "WriteCacheandFUAEnabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "WriteCacheDisabled")},
};

inline constexpr CodeName ethernetPortAllocationSettingDataEnabledStateCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Disabled")},
};

inline constexpr CodeName fcPortAllocationSettingDataResourceTypeCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Computer System")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Processor")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Memory")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "IDE Controller")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Parallel SCSI HBA")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "FC HBA")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "iSCSI HBA")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "IB HCA")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Ethernet Adapter")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Other Network Adapter")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "I/O Slot")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "I/O Device")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Floppy Drive")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "CD Drive")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "DVD drive")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Serial port")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "Parallel port")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "USB Controller")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "Graphics controller")},
    {21, 21, QT_TRANSLATE_NOOP("Code", "Storage Extent")},
    {22, 22, QT_TRANSLATE_NOOP("Code", "Disk")},
    {23, 23, QT_TRANSLATE_NOOP("Code", "Tape")},
    {24, 24, QT_TRANSLATE_NOOP("Code", "Other storage device")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "Firewire Controller")},
    {26, 26, QT_TRANSLATE_NOOP("Code", "Partitionable Unit")},
    {27, 27, QT_TRANSLATE_NOOP("Code", "Base Partitionable Unit")},
    {28, 28, QT_TRANSLATE_NOOP("Code", "Power Supply")},
    {29, 29, QT_TRANSLATE_NOOP("Code", "Cooling Device")},
    {30, 32767, QT_TRANSLATE_NOOP("Code", "DMTF reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName syntheticFcPortSettingDataResourceTypeCodes[] = {
    {7, 7, QT_TRANSLATE_NOOP("Code", "FC HBA")},
};

inline constexpr CodeName computerSystemPrimaryStatusCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "OK")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Degraded")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Error")},
    {4, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName computerSystemEnabledStateCodes2[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Shutting Down")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Not Applicable")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Enabled but Offline")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "In Test")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Deferred")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Quiesce")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Starting")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName computerSystemRequestedStateCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Shut Down")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "No Change")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Offline")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Test")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Deferred")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Quiesce")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Reboot")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Reset")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Not Applicable")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName computerSystemAvailableRequestedStatesCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Shut Down")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Offline")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Test")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Defer")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Quiesce")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Reboot")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Reset")},
    {12, 65535, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
};

inline constexpr CodeName transitioningToStateCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Shut Down")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "No Change")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Offline")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Test")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Defer")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Quiesce")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Reboot")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Reset")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Not Applicable")},
    {13, 65535, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
};

inline constexpr CodeName computerSystemDedicatedCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Not Dedicated")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Other")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Storage")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Router")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Switch")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Layer 3 Switch")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Central Office Switch")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Hub")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Access Server")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Firewall")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Print")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "I/O")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Web Caching")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Management")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "Block Server")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "File Server")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Mobile User Device")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "Repeater")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "Bridge/Extender")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "Gateway")},
    {21, 21, QT_TRANSLATE_NOOP("Code", "Storage Virtualizer")},
    {22, 22, QT_TRANSLATE_NOOP("Code", "Media Library")},
    {23, 23, QT_TRANSLATE_NOOP("Code", "ExtenderNode")},
    {24, 24, QT_TRANSLATE_NOOP("Code", "NAS Head")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "Self-contained NAS")},
    {26, 26, QT_TRANSLATE_NOOP("Code", "UPS")},
    {27, 27, QT_TRANSLATE_NOOP("Code", "IP Phone")},
    {28, 28, QT_TRANSLATE_NOOP("Code", "Management Controller")},
    {29, 29, QT_TRANSLATE_NOOP("Code", "Chassis Manager")},
    {30, 30, QT_TRANSLATE_NOOP("Code", "Host-based RAID controller")},
    {31, 31, QT_TRANSLATE_NOOP("Code", "Storage Device Enclosure")},
    {32, 32, QT_TRANSLATE_NOOP("Code", "Desktop")},
    {33, 33, QT_TRANSLATE_NOOP("Code", "Laptop")},
    {34, 34, QT_TRANSLATE_NOOP("Code", "Virtual Tape Library")},
    {35, 35, QT_TRANSLATE_NOOP("Code", "Virtual Library System")},
    {36, 36, QT_TRANSLATE_NOOP("Code", "Network PC/Thin Client")},
    {37, 37, QT_TRANSLATE_NOOP("Code", "FC Switch")},
    {38, 38, QT_TRANSLATE_NOOP("Code", "Ethernet Switch")},
    {39, 32567, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32568, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName concreteJobJobStateCodes2[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "New")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Starting")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Running")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Suspended")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Shutting Down")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Completed")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Terminated")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Killed")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Exception")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Service")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Query Pending")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName resourcePoolConfigurationCapabilitiesAsynchronousMethodsSupportedCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "CreateResourcePool is supported")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "CreateChild ResourcePool is supported")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "DeleteResourcePool is supported")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "AddResourcesToResourcePool is supported")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "RemoveResourcesFromResourcePool is supported")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "ChangeParentResourcePool is supported")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName synchronousMethodsSupportedCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "CreateResourcePool is supported")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "CreateChild ResourcePool is supported")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "DeleteResourcePool is supported")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "AddResourcesToResourcePool is supported")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "RemoveResourcesFromResourcePool is supported")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "CIM_ChangeParentResourcePool is supported")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName resourcePoolResourceTypeCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Computer System")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Processor")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Memory")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "IDE Controller")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Parallel SCSI HBA")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "FC HBA")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "iSCSI HBA")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "IB HCA")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Ethernet Adapter")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Other Network Adapter")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "I/O Slot")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "I/O Device")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Floppy Drive")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "CD Drive")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "DVD drive")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Disk Drive")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "Tape Drive")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "Storage Extent")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "Other storage device")},
    {21, 21, QT_TRANSLATE_NOOP("Code", "Serial port")},
    {22, 22, QT_TRANSLATE_NOOP("Code", "Parallel port")},
    {23, 23, QT_TRANSLATE_NOOP("Code", "USB Controller")},
    {24, 24, QT_TRANSLATE_NOOP("Code", "Graphics controller")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "IEEE 1394 Controller")},
    {26, 26, QT_TRANSLATE_NOOP("Code", "Partitionable Unit")},
    {27, 27, QT_TRANSLATE_NOOP("Code", "Base Partitionable Unit")},
    {28, 28, QT_TRANSLATE_NOOP("Code", "Power")},
    {29, 29, QT_TRANSLATE_NOOP("Code", "Cooling Capacity")},
    {30, 30, QT_TRANSLATE_NOOP("Code", "Ethernet Switch Port")},
    {31, 31, QT_TRANSLATE_NOOP("Code", "Logical Disk")},
    {32, 32, QT_TRANSLATE_NOOP("Code", "Storage Volume")},
    {33, 33, QT_TRANSLATE_NOOP("Code", "Ethernet Connection")},
    {34, 32767, QT_TRANSLATE_NOOP("Code", "DMTF reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName allocationCapabilitiesResourceTypeCodes2[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Computer System")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Processor")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Memory")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "IDE Controller")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Parallel SCSI HBA")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "FC HBA")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "iSCSI HBA")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "IB HCA")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Ethernet Adapter")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Other Network Adapter")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "I/O Slot")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "I/O Device")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Floppy Drive")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "CD Drive")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "DVD drive")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Disk Drive")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "Tape Drive")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "Storage Extent")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "Other Storage Device")},
    {21, 21, QT_TRANSLATE_NOOP("Code", "Serial port")},
    {22, 22, QT_TRANSLATE_NOOP("Code", "Parallel port")},
    {23, 23, QT_TRANSLATE_NOOP("Code", "USB Controller")},
    {24, 24, QT_TRANSLATE_NOOP("Code", "Graphics controller")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "IEEE 1394 Controller")},
    {26, 26, QT_TRANSLATE_NOOP("Code", "Partitionable Unit")},
    {27, 27, QT_TRANSLATE_NOOP("Code", "Base Partitionable Unit")},
    {28, 28, QT_TRANSLATE_NOOP("Code", "Power")},
    {29, 29, QT_TRANSLATE_NOOP("Code", "Cooling Capacity")},
    {30, 30, QT_TRANSLATE_NOOP("Code", "Ethernet Switch Port")},
    {31, 31, QT_TRANSLATE_NOOP("Code", "Logical Disk")},
    {32, 32, QT_TRANSLATE_NOOP("Code", "Storage Volume")},
    {33, 33, QT_TRANSLATE_NOOP("Code", "Ethernet Connection")},
    {34, 32767, QT_TRANSLATE_NOOP("Code", "DMTF reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName allocationCapabilitiesRequestTypesSupportedCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Specific")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "General")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Both")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName allocationCapabilitiesSharingModeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Dedicated")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Shared")},
    {4, 32767, QT_TRANSLATE_NOOP("Code", "DMTF reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName allocationCapabilitiesSupportedAddStatesCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Shutting Down")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Not Applicable")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Enabled but Offline")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "In Test")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Deferred")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Quiesce")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Starting")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Paused")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Suspended")},
    {13, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName resourceAllocationSettingDataConsumerVisibilityCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Passed-Through")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Virtualized")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Not represented")},
    {5, 32766, QT_TRANSLATE_NOOP("Code", "DMTF reserved")},
    {32767, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName resourceAllocationSettingDataMappingBehaviorCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Dedicated")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Soft Affinity")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Hard Affinity")},
    {6, 32766, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32767, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName elementCapabilitiesCharacteristicsCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Default")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Current")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName upgradeMethodCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Daughter Board")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "ZIF Socket")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Replacement/Piggy Back")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "None")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "LIF Socket")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Slot 1")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Slot 2")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "370 Pin Socket")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Slot A")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Slot M")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Socket 423")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Socket A (Socket 462)")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "Socket 478")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "Socket 754")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Socket 940")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "Socket 939")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "Socket mPGA604")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "Socket LGA771")},
    {21, 21, QT_TRANSLATE_NOOP("Code", "Socket LGA775")},
    {22, 22, QT_TRANSLATE_NOOP("Code", "Socket S1")},
    {23, 23, QT_TRANSLATE_NOOP("Code", "Socket AM2")},
    {24, 24, QT_TRANSLATE_NOOP("Code", "Socket F (1207)")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "Socket LGA1366")},
    {26, 26, QT_TRANSLATE_NOOP("Code", "Socket G34")},
    {27, 27, QT_TRANSLATE_NOOP("Code", "Socket AM3")},
    {28, 28, QT_TRANSLATE_NOOP("Code", "Socket C32")},
    {29, 29, QT_TRANSLATE_NOOP("Code", "Socket LGA1156")},
    {30, 30, QT_TRANSLATE_NOOP("Code", "Socket LGA1567")},
    {31, 31, QT_TRANSLATE_NOOP("Code", "Socket PGA988A")},
    {32, 32, QT_TRANSLATE_NOOP("Code", "Socket BGA1288")},
};

inline constexpr CodeName cPUStatusCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "CPU Enabled")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "CPU Disabled by User")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "CPU Disabled By BIOS (POST Error)")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "CPU Is Idle")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Other")},
};

inline constexpr CodeName errorInfoCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "OK")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Bad Read")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Parity Error")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Single-Bit Error")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Double-Bit Error")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Multi-Bit Error")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Nibble Error")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Checksum Error")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "CRC Error")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Undefined")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Undefined")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Undefined")},
};

inline constexpr CodeName errorAccessCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Read")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Write")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Partial Write")},
};

inline constexpr CodeName errorDataOrderCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Least Significant Byte First")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Most Significant Byte First")},
};

inline constexpr CodeName diskDriveCapabilitiesCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Sequential Access")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Random Access")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Supports Writing")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Encryption")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Compression")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Supports Removeable Media")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Manual Cleaning")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Automatic Cleaning")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "SMART Notification")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Supports Dual Sided Media")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Predismount Eject Not Required")},
};

inline constexpr CodeName securityCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "None")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Read Only")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Locked Out")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Boot Bypass")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Boot Bypass and Read Only")},
};

inline constexpr CodeName logicalDiskNameFormatCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "OS Device Name")},
};

inline constexpr CodeName logicalDiskNameNamespaceCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "OS Device Namespace")},
};

inline constexpr CodeName ethernetPortPortTypeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {50, 50, QT_TRANSLATE_NOOP("Code", "10BaseT")},
    {51, 51, QT_TRANSLATE_NOOP("Code", "10-100BaseT")},
    {52, 52, QT_TRANSLATE_NOOP("Code", "100BaseT")},
    {53, 53, QT_TRANSLATE_NOOP("Code", "1000BaseT")},
    {54, 54, QT_TRANSLATE_NOOP("Code", "2500BaseT")},
    {55, 55, QT_TRANSLATE_NOOP("Code", "10GBaseT")},
    {56, 56, QT_TRANSLATE_NOOP("Code", "10GBase-CX4")},
    {100, 100, QT_TRANSLATE_NOOP("Code", "100Base-FX")},
    {101, 101, QT_TRANSLATE_NOOP("Code", "100Base-SX")},
    {102, 102, QT_TRANSLATE_NOOP("Code", "1000Base-SX")},
    {103, 103, QT_TRANSLATE_NOOP("Code", "1000Base-LX")},
    {104, 104, QT_TRANSLATE_NOOP("Code", "1000Base-CX")},
    {105, 105, QT_TRANSLATE_NOOP("Code", "10GBase-SR")},
    {106, 106, QT_TRANSLATE_NOOP("Code", "10GBase-SW")},
    {107, 107, QT_TRANSLATE_NOOP("Code", "10GBase-LX4")},
    {108, 108, QT_TRANSLATE_NOOP("Code", "10GBase-LR")},
    {109, 109, QT_TRANSLATE_NOOP("Code", "10GBase-LW")},
    {110, 110, QT_TRANSLATE_NOOP("Code", "10GBase-ER")},
    {111, 111, QT_TRANSLATE_NOOP("Code", "10GBase-EW")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName fCPortPortTypeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "N")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "NL")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "F/NL")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Nx")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "E")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "F")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "FL")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "B")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "G")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName supportedCOSCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "1")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "2")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "3")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "4")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "5")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "6")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "F")},
};

inline constexpr CodeName supportedFC4TypesCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "ISO/IEC 8802 - 2 LLC")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "IP over FC")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "SCSI - FCP")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "SCSI - GPP")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "IPI - 3 Master")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "IPI - 3 Slave")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "IPI - 3 Peer")},
    {21, 21, QT_TRANSLATE_NOOP("Code", "CP IPI - 3 Master")},
    {22, 22, QT_TRANSLATE_NOOP("Code", "CP IPI - 3 Slave")},
    {23, 23, QT_TRANSLATE_NOOP("Code", "CP IPI - 3 Peer")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "SBCCS Channel")},
    {26, 26, QT_TRANSLATE_NOOP("Code", "SBCCS Control Unit")},
    {27, 27, QT_TRANSLATE_NOOP("Code", "FC-SB-2 Channel")},
    {28, 28, QT_TRANSLATE_NOOP("Code", "FC-SB-2 Control Unit")},
    {32, 32, QT_TRANSLATE_NOOP("Code", "Fibre Channel Services (FC-GS, FC-GS-2, FC-GS-3)")},
    {34, 34, QT_TRANSLATE_NOOP("Code", "FC-SW")},
    {36, 36, QT_TRANSLATE_NOOP("Code", "FC - SNMP")},
    {64, 64, QT_TRANSLATE_NOOP("Code", "HIPPI - FP")},
    {80, 80, QT_TRANSLATE_NOOP("Code", "BBL Control")},
    {81, 81, QT_TRANSLATE_NOOP("Code", "BBL FDDI Encapsulated LAN PDU")},
    {82, 82, QT_TRANSLATE_NOOP("Code", "BBL 802.3 Encapsulated LAN PDU")},
    {88, 88, QT_TRANSLATE_NOOP("Code", "FC - VI")},
    {96, 96, QT_TRANSLATE_NOOP("Code", "FC - AV")},
    {255, 255, QT_TRANSLATE_NOOP("Code", "Vendor Unique")},
};

} // namespace Cistern::Schema::Codes
