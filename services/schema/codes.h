// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Value maps that the classes share, in the words of the CIM schema.
#pragma once

#include "services/cim/classdecl.h"

#include <QtGlobal>

namespace Cistern::Schema::Codes {

inline constexpr CodeName operationalStatusCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "OK")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Degraded")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Stressed")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Predictive Failure")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Error")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Non-Recoverable Error")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Starting")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Stopping")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Stopped")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "In Service")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "No Contact")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Lost Communication")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Aborted")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "Dormant")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "Supporting Entity in Error")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Completed")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "Power Mode")},
    {32768, 4294967295u, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName healthStateCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "OK")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Degraded/Warning")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "Minor failure")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "Major failure")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "Critical failure")},
    {30, 30, QT_TRANSLATE_NOOP("Code", "Non-recoverable error")},
};

inline constexpr CodeName enabledStateCodes[] = {
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
    {11, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName requestedStateCodes[] = {
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
    {13, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName enabledDefaultCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Not Applicable")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Enabled but Offline")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "No Default")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Quiesce")},
    {10, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName dedicatedCodes[] = {
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
    {34, 32567, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32568, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName resetCapabilityCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Not Implemented")},
};

inline constexpr CodeName powerManagementCapabilitiesCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Power Saving Modes Entered Automatically")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Power State Settable")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Power Cycling Supported")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Timed Power On Supported")},
};

inline constexpr CodeName supportedAsynchronousActionsCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Storage Pool Creation")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Storage Pool Deletion")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Storage Pool Modification")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Storage Element Creation")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Storage Element Return")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Storage Element Modification")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Replica Creation")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Replica Modification")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Replica Attachment")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "SCSI Scan")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Storage Element from Element Creation")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Storage Element from Element Modification")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Element Usage Modification")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "StoragePool Usage Modification")},
    {16, 65535, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
};

inline constexpr CodeName supportedStorageElementTypesCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "StorageVolume")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "StorageExtent")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "LogicalDisk")},
    {5, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName supportedStoragePoolFeaturesCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "InExtents")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Single InPool")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Multiple InPools")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Storage Pool QoS Change")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Storage Pool Capacity Expansion")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Storage Pool Capacity Reduction")},
    {8, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName supportedStorageElementFeaturesCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "StorageExtent Creation")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "StorageVolume Creation")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "StorageExtent Modification")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "StorageVolume Modification")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Single InPool")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Multiple InPools")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "LogicalDisk Creation")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "LogicalDisk Modification")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "InElements")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Storage Element QoS Change")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Storage Element Capacity Expansion")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Storage Element Capacity Reduction")},
    {14, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName supportedCopyTypesCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Async")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Sync")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "UnSyncAssoc")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "UnSyncUnAssoc")},
    {6, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName initialReplicationStateCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Initialized")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Prepared")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Synchronized")},
    {5, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName supportedStorageElementUsageCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Unrestricted")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Reserved for ComputerSystem (the block server)")},
    {4, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName supportedStoragePoolUsageCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Unrestricted")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Reserved for ComputerSystem (the block server)")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Reserved as a Delta Replica Container")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Reserved for Migration Services")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Reserved for Local Replication Services")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Reserved for Remote Replication Services")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Reserved for Sparing")},
    {9, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName resourceTypeCodes[] = {
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
    {28, 28, QT_TRANSLATE_NOOP("Code", "Power Supply")},
    {29, 29, QT_TRANSLATE_NOOP("Code", "Cooling Device")},
    {30, 32767, QT_TRANSLATE_NOOP("Code", "DMTF reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName elementTypeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Reserved")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Any Type")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "StorageVolume")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "StorageExtent")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "StoragePool")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "StorageConfigurationService")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "LogicalDisk")},
};

inline constexpr CodeName parityLayoutDefaultCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Non-Rotated Parity")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Rotated Parity")},
};

inline constexpr CodeName changeableTypeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Fixed - Not Changeable")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Changeable - Transient")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Changeable - Persistent")},
};

inline constexpr CodeName parityLayoutCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Non-rotated Parity")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Rotated Parity")},
};

inline constexpr CodeName availabilityCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Running/Full Power")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Warning")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "In Test")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Not Applicable")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Power Off")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Off Line")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Off Duty")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Degraded")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Not Installed")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Install Error")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Power Save - Unknown")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Power Save - Low Power Mode")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "Power Save - Standby")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "Power Cycle")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Power Save - Warning")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "Paused")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "Not Ready")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "Not Configured")},
    {21, 21, QT_TRANSLATE_NOOP("Code", "Quiesced")},
};

inline constexpr CodeName statusInfoCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Enabled")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Disabled")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Not Applicable")},
};

inline constexpr CodeName dataOrganizationCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Other")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Fixed Block")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Variable Block")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Count Key Data")},
};

inline constexpr CodeName accessCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Readable")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Writeable")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Read/Write Supported")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Write Once")},
};

inline constexpr CodeName extentStatusCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Other")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "None/Not Applicable")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Broken")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Data Lost")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Dynamic Reconfig")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Exposed")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Fractionally Exposed")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Partially Exposed")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Protection Disabled")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Readying")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Rebuild")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Recalculate")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Spare in Use")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Verify In Progress")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "In-Band Access Granted")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "Imported")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Exported")},
    {18, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName nameFormatCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "VPD83NAA6")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "VPD83NAA5")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "VPD83Type2")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "VPD83Type1")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "VPD83Type0")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "SNVM")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "NodeWWN")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "NAA")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "EUI64")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "T10VID")},
};

inline constexpr CodeName nameNamespaceCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "VPD83Type3")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "VPD83Type2")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "VPD83Type1")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "VPD80")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "NodeWWN")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "SNVM")},
};

inline constexpr CodeName mSTypeCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Fixed")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Dynamic")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Differencing")},
};

inline constexpr CodeName jobRunTimesCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unlimited (until UntilTime)")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Once")},
    {2, 4294967295u, QT_TRANSLATE_NOOP("Code", "Repeat count")},
};

inline constexpr CodeName runMonthCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "January")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "February")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "March")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "April")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "May")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "June")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "July")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "August")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "September")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "October")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "November")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "December")},
};

inline constexpr CodeName localOrUtcTimeCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Local Time")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "UTC Time")},
};

inline constexpr CodeName recoveryActionCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Do Not Continue")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Continue With Next Job")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Re-run Job")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Run Recovery Job")},
};

inline constexpr CodeName jobStateCodes[] = {
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
    {13, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName errorTypeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Communications Error")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Quality of Service Error")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Software Error")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Hardware Error")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Environmental Error")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Security Error")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Oversubscription Error")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Unavailable Resource Error")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Unsupported Operation Error")},
};

inline constexpr CodeName perceivedSeverityCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Information")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Degraded/Warning")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Minor")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Major")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Critical")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Fatal/NonRecoverable")},
};

inline constexpr CodeName errorSourceFormatCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "CIMObjectPath")},
};

inline constexpr CodeName cIMStatusCodeCodes[] = {
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
    {21, 21, QT_TRANSLATE_NOOP("Code", "CIM_ERR_INVALID_ENUMERATION_CONTEXT")},
    {22, 22, QT_TRANSLATE_NOOP("Code", "CIM_ERR_INVALID_OPERATION_TIMEOUT")},
    {23, 23, QT_TRANSLATE_NOOP("Code", "CIM_ERR_PULL_HAS_BEEN_ABANDONED")},
    {24, 24, QT_TRANSLATE_NOOP("Code", "CIM_ERR_PULL_CANNOT_BE_ABANDONED")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "CIM_ERR_FILTERED_ENUMERATION_NOT_SUPPORTED")},
    {26, 26, QT_TRANSLATE_NOOP("Code", "CIM_ERR_CONTINUATION_ON_ERROR_NOT_SUPPORTED")},
    {27, 27, QT_TRANSLATE_NOOP("Code", "CIM_ERR_SERVER_LIMITS_EXCEEDED")},
    {28, 28, QT_TRANSLATE_NOOP("Code", "CIM_ERR_SERVER_IS_SHUTTING_DOWN")},
    {29, 29, QT_TRANSLATE_NOOP("Code", "CIM_ERR_QUERY_FEATURE_NOT_SUPPORTED")},
};

inline constexpr CodeName isDefaultCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Is Default")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Is Not Default")},
};

inline constexpr CodeName isCurrentCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Is Current")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Is Not Current")},
};

inline constexpr CodeName elementEffectsCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Exclusive Use")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Performance Impact")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Element Integrity")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Create")},
};

inline constexpr CodeName storageExtentNameFormatCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "VPD83NAA6")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "VPD83NAA5")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "VPD83Type2")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "VPD83Type1")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "VPD83Type0")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "SNVM")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "NodeWWN")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "NAA")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "EUI64")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "T10VID")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "OS Device Name")},
};

inline constexpr CodeName storageExtentNameNamespaceCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "VPD83Type3")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "VPD83Type2")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "VPD83Type1")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "VPD80")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "NodeWWN")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "SNVM")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "OS Device Namespace")},
};

} // namespace Cistern::Schema::Codes
