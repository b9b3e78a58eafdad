// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Methods of Root/CIMv2/Storage/iScsiTarget, parameters in the order of the schema: some servers
// care.
#include "services/schema/tables.h"

#include "services/schema/schema.h"

namespace Cistern::Schema {

using namespace Qt::Literals::StringLiterals;

// One row a fact; the columns would not survive wrapping.
// clang-format off
namespace {
constexpr CodeDecl sizedJobCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Job Completed with No Error")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 6, Meaning::InUse, QT_TRANSLATE_NOOP("Code", "In Use")},
    {7, 4095, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {4096, 4096, Meaning::JobStarted, QT_TRANSLATE_NOOP("Code", "Method Parameters Checked - Job Started")},
    {4097, 4097, Meaning::SizeNotSupported, QT_TRANSLATE_NOOP("Code", "Size Not Supported")},
    {4098, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Method Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl jobCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Job Completed with No Error")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 6, Meaning::InUse, QT_TRANSLATE_NOOP("Code", "In Use")},
    {7, 4095, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {4096, 4096, Meaning::JobStarted, QT_TRANSLATE_NOOP("Code", "Method Parameters Checked - Job Started")},
    {4097, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Method Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl elementJobCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Job Completed with No Error")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unspecified Error")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 6, Meaning::InUse, QT_TRANSLATE_NOOP("Code", "In Use")},
    {7, 4095, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {4096, 4096, Meaning::JobStarted, QT_TRANSLATE_NOOP("Code", "Method Parameters Checked - Job Started")},
    {4097, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Method Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl createOrModifyReplicationPipeCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Job Completed with No Error")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unspecified Error")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 4095, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {4096, 4096, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Busy")},
    {4097, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Method Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl getElementsBasedOnUsageCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Completed with No Error")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 4095, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {4096, 4096, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Method Parameters Checked - Job Started")},
    {4097, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Method Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl requestUsageChangeCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Completed with No Error")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 6, Meaning::AccessDenied, QT_TRANSLATE_NOOP("Code", "Not Authorized")},
    {7, 4095, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {4096, 4096, Meaning::JobStarted, QT_TRANSLATE_NOOP("Code", "Method Parameters Checked - Job Started")},
    {4097, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Method Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl scsiScanCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Success")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 4095, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {4096, 4096, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid connection type")},
    {4097, 4097, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Initiator")},
    {4098, 4098, Meaning::NotFound, QT_TRANSLATE_NOOP("Code", "No matching target found")},
    {4099, 4099, Meaning::NotFound, QT_TRANSLATE_NOOP("Code", "No matching LUs found")},
    {4100, 4100, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Prohibited by name binding configuration")},
    {4101, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Method Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl serviceStateCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Completed with No Error")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unknown/Unspecified Error")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Cannot complete within Timeout Period")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 6, Meaning::InUse, QT_TRANSLATE_NOOP("Code", "In Use")},
    {7, 4095, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {4096, 4096, Meaning::JobStarted, QT_TRANSLATE_NOOP("Code", "Method Parameters Checked - Transition Started")},
    {4097, 4097, Meaning::InvalidTransition, QT_TRANSLATE_NOOP("Code", "Invalid State Transition")},
    {4098, 4098, Meaning::TimeoutNotSupported, QT_TRANSLATE_NOOP("Code", "Use of Timeout Parameter Not Supported")},
    {4099, 4099, Meaning::Busy, QT_TRANSLATE_NOOP("Code", "Busy")},
    {4100, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Method Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl startServiceCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Success")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 4294967295u, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Undefined error")},
};
constexpr CodeDecl getAvailableExtentsCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Completed with No Error")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 6, Meaning::InUse, QT_TRANSLATE_NOOP("Code", "In Use")},
    {7, 4097, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {4098, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Method Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl getSupportedSizeRangeCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Method completed OK")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Method not supported")},
    {2, 2, Meaning::UseSibling, QT_TRANSLATE_NOOP("Code", "Use GetSupportedSizes instead")},
};
constexpr CodeDecl getSupportedSizesCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Method completed OK")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Method not supported")},
    {2, 2, Meaning::UseSibling, QT_TRANSLATE_NOOP("Code", "Use GetSupportedSizeRange instead")},
};
constexpr CodeDecl createSettingCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Success")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unspecified Error")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl getSupportedParityLayoutsCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Method completed OK")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Method not supported")},
    {2, 2, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Choice not available for this capability")},
};
constexpr CodeDecl getSupportedStripeDepthRangeCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Method completed OK")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Method not supported")},
    {2, 2, Meaning::UseSibling, QT_TRANSLATE_NOOP("Code", "Use GetSupportedStripeDepths instead")},
};
constexpr CodeDecl getSupportedStripeDepthsCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Method completed OK")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Method not supported")},
    {2, 2, Meaning::UseSibling, QT_TRANSLATE_NOOP("Code", "Use GetSupportedStripeDepthRange instead")},
};
constexpr CodeDecl getSupportedStripeLengthRangeCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Method completed OK")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Method not supported")},
    {2, 2, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Choices not available for this capability")},
    {3, 3, Meaning::UseSibling, QT_TRANSLATE_NOOP("Code", "Use GetSupportedStripeLengths instead")},
};
constexpr CodeDecl getSupportedStripeLengthsCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Method completed OK")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Method not supported")},
    {2, 2, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Choices not available for this capability")},
    {3, 3, Meaning::UseSibling, QT_TRANSLATE_NOOP("Code", "Use GetSupportedStripeLengthRange instead")},
};
constexpr CodeDecl rescanExtentsCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Job Completed with No Error")},
    {1, 1, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {2, 2, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
};
constexpr CodeDecl stateChangeCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Completed with No Error")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unknown/Unspecified Error")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Can NOT complete within Timeout Period")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 6, Meaning::InUse, QT_TRANSLATE_NOOP("Code", "In Use")},
    {7, 4095, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {4096, 4096, Meaning::JobStarted, QT_TRANSLATE_NOOP("Code", "Method Parameters Checked - Transition Started")},
    {4097, 4097, Meaning::InvalidTransition, QT_TRANSLATE_NOOP("Code", "Invalid State Transition")},
    {4098, 4098, Meaning::TimeoutNotSupported, QT_TRANSLATE_NOOP("Code", "Use of Timeout Parameter Not Supported")},
    {4099, 4099, Meaning::Busy, QT_TRANSLATE_NOOP("Code", "Busy")},
    {4100, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Method Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl killJobCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Success")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::AccessDenied, QT_TRANSLATE_NOOP("Code", "Access Denied")},
    {6, 6, Meaning::NotFound, QT_TRANSLATE_NOOP("Code", "Not Found")},
    {7, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl getErrorCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Success")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unspecified Error")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 6, Meaning::AccessDenied, QT_TRANSLATE_NOOP("Code", "Access Denied")},
    {7, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

constexpr CodeName elementTypes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "StorageVolume")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "StorageExtent")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "LogicalDisk")},
};
constexpr CodeName createOrModifyElementFromElementsElementType[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Storage Volume")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Storage Extent")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Storage Pool")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Logical Disk")},
};
constexpr CodeName createReplicaCopyType[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Async")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Sync")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "UnSyncAssoc")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "UnSyncUnAssoc")},
};
constexpr CodeName modifySynchronizationOperation[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Detach")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Fracture")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Resync Replica")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Restore from Replica")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Prepare")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Unprepare")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Quiesce")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Unquiesce")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Reset To Sync")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Reset To Async")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Start Copy")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Stop Copy")},
};
constexpr CodeName getElementsBasedOnUsageElementType[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "StorageVolume")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "StorageExtent")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "StoragePool")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Logical Disk")},
};
constexpr CodeName getElementsBasedOnUsageUsage[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Unrestricted")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Reserved for ComputerSystem (the block server)")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Reserved as a Delta Replica Container")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Reserved for Migration Services")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Reserved for Local Replication Services")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Reserved for Remote Replication Services")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Reserved for Sparing")},
};
constexpr CodeName getElementsBasedOnUsageCriteria[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "All")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Available Only")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "In Use Only")},
};
constexpr CodeName requestUsageChangeOperation[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Set")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Modify Other description only")},
};
constexpr CodeName scsiScanConnectionType[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Fibre Channel")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Parallel SCSI")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "SSA")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "IEEE 1394")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "RDMA")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "iSCSI")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "SAS")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "ADT")},
};
constexpr CodeName serviceRequests[] = {
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
constexpr CodeName sizeElementTypes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Storage Pool")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Storage Volume")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Logical Disk")},
};
constexpr CodeName settingTypes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Default")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Goal")},
};
constexpr CodeName getSupportedParityLayoutsParityLayout[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Non-Rotated Parity")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Rotated Parity")},
};
constexpr CodeName jobRequests[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Start")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Suspend")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Terminate")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Kill")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Service")},
};

constexpr ParamDecl createOrModifyStoragePoolParams[] = {
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Name")},
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "Goal"_L1, .type = CimType::Reference, .refClass = "CIM_StorageSetting"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Quality")},
    {.name = "Size"_L1, .dir = Dir::InOut, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Parameter", "Size")},
    {.name = "InPools"_L1, .array = true, .carries = Carries::Path, .refClass = "CIM_StoragePool"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "From pools")},
    {.name = "InExtents"_L1, .array = true, .carries = Carries::Path, .refClass = "CIM_StorageExtent"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "From extents")},
    {.name = "Pool"_L1, .dir = Dir::InOut, .type = CimType::Reference, .refClass = "CIM_StoragePool"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Pool")},
};
constexpr ParamDecl deleteStoragePoolParams[] = {
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "Pool"_L1, .type = CimType::Reference, .refClass = "CIM_StoragePool"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Pool")},
};
constexpr ParamDecl createOrModifyElementFromStoragePoolParams[] = {
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Name")},
    {.name = "ElementType"_L1, .type = CimType::UInt16, .codes = elementTypes, .label = QT_TRANSLATE_NOOP("Parameter", "Element type")},
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "Goal"_L1, .type = CimType::Reference, .refClass = "CIM_ManagedElement"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Quality")},
    {.name = "Size"_L1, .dir = Dir::InOut, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Parameter", "Size")},
    {.name = "InPool"_L1, .type = CimType::Reference, .refClass = "CIM_StoragePool"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "From pool")},
    {.name = "TheElement"_L1, .dir = Dir::InOut, .type = CimType::Reference, .refClass = "CIM_LogicalElement"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Element")},
};
constexpr ParamDecl createOrModifyElementFromElementsParams[] = {
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Name")},
    {.name = "ElementType"_L1, .type = CimType::UInt16, .required = true, .codes = createOrModifyElementFromElementsElementType, .label = QT_TRANSLATE_NOOP("Parameter", "Element type")},
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "Goal"_L1, .type = CimType::Reference, .refClass = "CIM_ManagedElement"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Quality")},
    {.name = "Size"_L1, .dir = Dir::InOut, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Parameter", "Size")},
    {.name = "InElements"_L1, .type = CimType::Reference, .array = true, .refClass = "CIM_StorageExtent"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "From extents")},
    {.name = "TheElement"_L1, .dir = Dir::InOut, .type = CimType::Reference, .refClass = "CIM_LogicalElement"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Element")},
};
constexpr ParamDecl returnToStoragePoolParams[] = {
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "TheElement"_L1, .type = CimType::Reference, .refClass = "CIM_LogicalElement"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Element")},
};
constexpr ParamDecl createOrModifyReplicationPipeParams[] = {
    {.name = "PipeElementName"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Name")},
    {.name = "SourceSystem"_L1, .type = CimType::Reference, .refClass = "CIM_ComputerSystem"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Source system")},
    {.name = "TargetSystem"_L1, .type = CimType::Reference, .refClass = "CIM_ComputerSystem"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Target system")},
    {.name = "SourceEndpoint"_L1, .type = CimType::Reference, .array = true, .refClass = "CIM_ProtocolEndpoint"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Source endpoints")},
    {.name = "TargetEndpoint"_L1, .type = CimType::Reference, .array = true, .refClass = "CIM_ProtocolEndpoint"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Target endpoints")},
    {.name = "Goal"_L1, .carries = Carries::Embedded, .refClass = "CIM_SettingData"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Quality")},
    {.name = "ReplicationPipe"_L1, .dir = Dir::InOut, .type = CimType::Reference, .refClass = "CIM_NetworkPipe"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Pipe")},
};
constexpr ParamDecl createReplicaParams[] = {
    {.name = "ElementName"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Name")},
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "SourceElement"_L1, .type = CimType::Reference, .refClass = "CIM_LogicalElement"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Source")},
    {.name = "TargetElement"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_LogicalElement"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Target")},
    {.name = "TargetSettingGoal"_L1, .type = CimType::Reference, .refClass = "CIM_StorageSetting"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Quality of the copy")},
    {.name = "TargetPool"_L1, .type = CimType::Reference, .refClass = "CIM_StoragePool"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Target pool")},
    {.name = "CopyType"_L1, .type = CimType::UInt16, .required = true, .codes = createReplicaCopyType, .label = QT_TRANSLATE_NOOP("Parameter", "Copy type")},
};
constexpr ParamDecl attachReplicaParams[] = {
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "SourceElement"_L1, .type = CimType::Reference, .refClass = "CIM_ManagedElement"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Source")},
    {.name = "TargetElement"_L1, .type = CimType::Reference, .refClass = "CIM_ManagedElement"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Target")},
    {.name = "CopyType"_L1, .type = CimType::UInt16, .required = true, .codes = createReplicaCopyType, .label = QT_TRANSLATE_NOOP("Parameter", "Copy type")},
};
constexpr ParamDecl attachOrModifyReplicaParams[] = {
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "SourceElement"_L1, .type = CimType::Reference, .refClass = "CIM_ManagedElement"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Source")},
    {.name = "TargetElement"_L1, .type = CimType::Reference, .refClass = "CIM_ManagedElement"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Target")},
    {.name = "CopyType"_L1, .type = CimType::UInt16, .required = true, .codes = createReplicaCopyType, .label = QT_TRANSLATE_NOOP("Parameter", "Copy type")},
    {.name = "Goal"_L1, .carries = Carries::Embedded, .refClass = "CIM_StorageSetting"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Quality")},
    {.name = "ReplicationPipe"_L1, .type = CimType::Reference, .refClass = "CIM_NetworkPipe"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Pipe")},
};
constexpr ParamDecl modifySynchronizationParams[] = {
    {.name = "Operation"_L1, .type = CimType::UInt16, .required = true, .codes = modifySynchronizationOperation, .label = QT_TRANSLATE_NOOP("Parameter", "Operation")},
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "Synchronization"_L1, .type = CimType::Reference, .refClass = "CIM_StorageSynchronized"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Synchronization")},
};
constexpr ParamDecl createReplicationBufferParams[] = {
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "Host"_L1, .type = CimType::Reference, .refClass = "CIM_ManagedElement"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Host")},
    {.name = "TargetElement"_L1, .type = CimType::Reference, .refClass = "CIM_StorageExtent"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Target")},
    {.name = "TargetPool"_L1, .type = CimType::Reference, .refClass = "CIM_StoragePool"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Target pool")},
    {.name = "ReplicaBuffer"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_Memory"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Buffer")},
};
constexpr ParamDecl getElementsBasedOnUsageParams[] = {
    {.name = "ElementType"_L1, .type = CimType::UInt16, .required = true, .codes = getElementsBasedOnUsageElementType, .label = QT_TRANSLATE_NOOP("Parameter", "Element type")},
    {.name = "Usage"_L1, .type = CimType::UInt16, .required = true, .codes = getElementsBasedOnUsageUsage, .label = QT_TRANSLATE_NOOP("Parameter", "Usage")},
    {.name = "Criteria"_L1, .type = CimType::UInt16, .required = true, .codes = getElementsBasedOnUsageCriteria, .label = QT_TRANSLATE_NOOP("Parameter", "Criteria")},
    {.name = "ThePool"_L1, .type = CimType::Reference, .refClass = "CIM_StoragePool"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Pool")},
    {.name = "TheElements"_L1, .dir = Dir::Out, .type = CimType::Reference, .array = true, .refClass = "CIM_ManagedSystemElement"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Elements")},
};
constexpr ParamDecl requestUsageChangeParams[] = {
    {.name = "Operation"_L1, .type = CimType::UInt16, .required = true, .codes = requestUsageChangeOperation, .label = QT_TRANSLATE_NOOP("Parameter", "Operation")},
    {.name = "UsageValue"_L1, .type = CimType::UInt16, .codes = getElementsBasedOnUsageUsage, .label = QT_TRANSLATE_NOOP("Parameter", "Usage")},
    {.name = "OtherUsageDescription"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Other usage")},
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "TheElement"_L1, .type = CimType::Reference, .refClass = "CIM_LogicalElement"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Element")},
};
constexpr ParamDecl scsiScanParams[] = {
    {.name = "Job"_L1, .dir = Dir::InOut, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "ConnectionType"_L1, .type = CimType::UInt16, .codes = scsiScanConnectionType, .label = QT_TRANSLATE_NOOP("Parameter", "Connection")},
    {.name = "OtherConnectionType"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Other connection")},
    {.name = "Initiators"_L1, .type = CimType::Reference, .array = true, .refClass = "CIM_SCSIProtocolEndpoint"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Initiators")},
    {.name = "Targets"_L1, .array = true, .label = QT_TRANSLATE_NOOP("Parameter", "Targets")},
    {.name = "LogicalUnits"_L1, .dir = Dir::InOut, .array = true, .label = QT_TRANSLATE_NOOP("Parameter", "Logical units")},
};
constexpr ParamDecl serviceStateChangeParams[] = {
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .required = true, .codes = serviceRequests, .label = QT_TRANSLATE_NOOP("Parameter", "Requested state")},
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "TimeoutPeriod"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Parameter", "Time limit")},
};
constexpr ParamDecl getAvailableExtentsParams[] = {
    {.name = "Goal"_L1, .type = CimType::Reference, .refClass = "CIM_StorageSetting"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Quality")},
    {.name = "AvailableExtents"_L1, .dir = Dir::Out, .type = CimType::Reference, .array = true, .refClass = "CIM_StorageExtent"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Free extents")},
};
constexpr ParamDecl getSupportedSizeRangeParams[] = {
    {.name = "ElementType"_L1, .type = CimType::UInt16, .required = true, .codes = sizeElementTypes, .label = QT_TRANSLATE_NOOP("Parameter", "Element type")},
    {.name = "Goal"_L1, .type = CimType::Reference, .refClass = "CIM_StorageSetting"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Quality")},
    {.name = "MinimumVolumeSize"_L1, .dir = Dir::Out, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Parameter", "Least")},
    {.name = "MaximumVolumeSize"_L1, .dir = Dir::Out, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Parameter", "Most")},
    {.name = "VolumeSizeDivisor"_L1, .dir = Dir::Out, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Parameter", "Step")},
};
constexpr ParamDecl getSupportedSizesParams[] = {
    {.name = "ElementType"_L1, .type = CimType::UInt16, .required = true, .codes = sizeElementTypes, .label = QT_TRANSLATE_NOOP("Parameter", "Element type")},
    {.name = "Goal"_L1, .type = CimType::Reference, .refClass = "CIM_StorageSetting"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Quality")},
    {.name = "Sizes"_L1, .dir = Dir::Out, .type = CimType::UInt64, .array = true, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Parameter", "Sizes")},
};
constexpr ParamDecl createSettingParams[] = {
    {.name = "SettingType"_L1, .type = CimType::UInt16, .required = true, .codes = settingTypes, .label = QT_TRANSLATE_NOOP("Parameter", "Setting type")},
    {.name = "NewSetting"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_StorageSetting"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "New setting")},
};
constexpr ParamDecl getSupportedParityLayoutsParams[] = {
    {.name = "ParityLayout"_L1, .dir = Dir::Out, .type = CimType::UInt16, .array = true, .codes = getSupportedParityLayoutsParityLayout, .label = QT_TRANSLATE_NOOP("Parameter", "Parity layouts")},
};
constexpr ParamDecl getSupportedStripeDepthRangeParams[] = {
    {.name = "MinimumStripeDepth"_L1, .dir = Dir::Out, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Parameter", "Least")},
    {.name = "MaximumStripeDepth"_L1, .dir = Dir::Out, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Parameter", "Most")},
    {.name = "StripeDepthDivisor"_L1, .dir = Dir::Out, .type = CimType::UInt64, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Parameter", "Step")},
};
constexpr ParamDecl getSupportedStripeDepthsParams[] = {
    {.name = "StripeDepths"_L1, .dir = Dir::Out, .type = CimType::UInt64, .array = true, .unit = Unit::Bytes, .label = QT_TRANSLATE_NOOP("Parameter", "Stripe depths")},
};
constexpr ParamDecl getSupportedStripeLengthRangeParams[] = {
    {.name = "MinimumStripeLength"_L1, .dir = Dir::Out, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Parameter", "Least")},
    {.name = "MaximumStripeLength"_L1, .dir = Dir::Out, .type = CimType::UInt16, .label = QT_TRANSLATE_NOOP("Parameter", "Most")},
    {.name = "StripeLengthDivisor"_L1, .dir = Dir::Out, .type = CimType::UInt32, .label = QT_TRANSLATE_NOOP("Parameter", "Step")},
};
constexpr ParamDecl getSupportedStripeLengthsParams[] = {
    {.name = "StripeLengths"_L1, .dir = Dir::Out, .type = CimType::UInt16, .array = true, .label = QT_TRANSLATE_NOOP("Parameter", "Stripe lengths")},
};
constexpr ParamDecl requestStateChangeParams[] = {
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .required = true, .codes = jobRequests, .label = QT_TRANSLATE_NOOP("Parameter", "Requested state")},
    {.name = "TimeoutPeriod"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Parameter", "Time limit")},
};
constexpr ParamDecl killJobParams[] = {
    {.name = "DeleteOnKill"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Parameter", "Delete when killed")},
};
constexpr ParamDecl getErrorParams[] = {
    {.name = "Error"_L1, .dir = Dir::Out, .carries = Carries::Embedded, .refClass = "CIM_Error"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Error")},
};

constexpr MethodDecl table[] = {
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "CreateOrModifyStoragePool"_L1, .nameSpace = iscsiTarget,
     .params = createOrModifyStoragePoolParams, .codes = sizedJobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Create or change a storage pool")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "DeleteStoragePool"_L1, .nameSpace = iscsiTarget,
     .params = deleteStoragePoolParams, .codes = jobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Delete a storage pool")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "CreateOrModifyElementFromStoragePool"_L1, .nameSpace = iscsiTarget,
     .params = createOrModifyElementFromStoragePoolParams, .codes = sizedJobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Create or change a volume or extent")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "CreateOrModifyElementFromElements"_L1, .nameSpace = iscsiTarget,
     .params = createOrModifyElementFromElementsParams, .codes = elementJobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Create or change a volume or pool from extents")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "ReturnToStoragePool"_L1, .nameSpace = iscsiTarget,
     .params = returnToStoragePoolParams, .codes = jobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Delete a volume or extent")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "CreateOrModifyReplicationPipe"_L1, .nameSpace = iscsiTarget,
     .params = createOrModifyReplicationPipeParams, .codes = createOrModifyReplicationPipeCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Create or change a replication pipe")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "CreateReplica"_L1, .nameSpace = iscsiTarget,
     .params = createReplicaParams, .codes = sizedJobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Create a replica")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "AttachReplica"_L1, .nameSpace = iscsiTarget,
     .params = attachReplicaParams, .codes = elementJobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Attach a replica")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "AttachOrModifyReplica"_L1, .nameSpace = iscsiTarget,
     .params = attachOrModifyReplicaParams, .codes = elementJobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Attach or change a replica")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "ModifySynchronization"_L1, .nameSpace = iscsiTarget,
     .params = modifySynchronizationParams, .codes = elementJobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Change a synchronization")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "CreateReplicationBuffer"_L1, .nameSpace = iscsiTarget,
     .params = createReplicationBufferParams, .codes = elementJobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Create a replication buffer")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "GetElementsBasedOnUsage"_L1, .nameSpace = iscsiTarget,
     .params = getElementsBasedOnUsageParams, .codes = getElementsBasedOnUsageCodes, .changes = false,
     .label = QT_TRANSLATE_NOOP("Method", "Ask for elements by usage")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "RequestUsageChange"_L1, .nameSpace = iscsiTarget,
     .params = requestUsageChangeParams, .codes = requestUsageChangeCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Change the usage of an element")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "ScsiScan"_L1, .nameSpace = iscsiTarget,
     .params = scsiScanParams, .codes = scsiScanCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Scan for SCSI devices")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "RequestStateChange"_L1, .nameSpace = iscsiTarget,
     .params = serviceStateChangeParams, .codes = serviceStateCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Change the state of the storage service")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "StartService"_L1, .nameSpace = iscsiTarget,
     .params = {}, .codes = startServiceCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Start the storage service")},
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "StopService"_L1, .nameSpace = iscsiTarget,
     .params = {}, .codes = startServiceCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Stop the storage service")},
    {.className = "MSISCSITARGET_StoragePool"_L1, .name = "GetAvailableExtents"_L1, .nameSpace = iscsiTarget,
     .params = getAvailableExtentsParams, .codes = getAvailableExtentsCodes, .changes = false,
     .label = QT_TRANSLATE_NOOP("Method", "Ask for free extents")},
    {.className = "MSISCSITARGET_StoragePool"_L1, .name = "GetSupportedSizeRange"_L1, .nameSpace = iscsiTarget,
     .params = getSupportedSizeRangeParams, .codes = getSupportedSizeRangeCodes, .changes = false,
     .label = QT_TRANSLATE_NOOP("Method", "Ask for the range of sizes")},
    {.className = "MSISCSITARGET_StoragePool"_L1, .name = "GetSupportedSizes"_L1, .nameSpace = iscsiTarget,
     .params = getSupportedSizesParams, .codes = getSupportedSizesCodes, .changes = false,
     .label = QT_TRANSLATE_NOOP("Method", "Ask for the sizes")},
    {.className = "MSISCSITARGET_StorageCapabilities"_L1, .name = "CreateSetting"_L1, .nameSpace = iscsiTarget,
     .params = createSettingParams, .codes = createSettingCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Make a setting")},
    {.className = "MSISCSITARGET_StorageCapabilities"_L1, .name = "GetSupportedParityLayouts"_L1, .nameSpace = iscsiTarget,
     .params = getSupportedParityLayoutsParams, .codes = getSupportedParityLayoutsCodes, .changes = false,
     .label = QT_TRANSLATE_NOOP("Method", "Ask for parity layouts")},
    {.className = "MSISCSITARGET_StorageCapabilities"_L1, .name = "GetSupportedStripeDepthRange"_L1, .nameSpace = iscsiTarget,
     .params = getSupportedStripeDepthRangeParams, .codes = getSupportedStripeDepthRangeCodes, .changes = false,
     .label = QT_TRANSLATE_NOOP("Method", "Ask for the range of stripe depths")},
    {.className = "MSISCSITARGET_StorageCapabilities"_L1, .name = "GetSupportedStripeDepths"_L1, .nameSpace = iscsiTarget,
     .params = getSupportedStripeDepthsParams, .codes = getSupportedStripeDepthsCodes, .changes = false,
     .label = QT_TRANSLATE_NOOP("Method", "Ask for the stripe depths")},
    {.className = "MSISCSITARGET_StorageCapabilities"_L1, .name = "GetSupportedStripeLengthRange"_L1, .nameSpace = iscsiTarget,
     .params = getSupportedStripeLengthRangeParams, .codes = getSupportedStripeLengthRangeCodes, .changes = false,
     .label = QT_TRANSLATE_NOOP("Method", "Ask for the range of stripe lengths")},
    {.className = "MSISCSITARGET_StorageCapabilities"_L1, .name = "GetSupportedStripeLengths"_L1, .nameSpace = iscsiTarget,
     .params = getSupportedStripeLengthsParams, .codes = getSupportedStripeLengthsCodes, .changes = false,
     .label = QT_TRANSLATE_NOOP("Method", "Ask for the stripe lengths")},
    {.className = "MSFTSM_ComputerSystem"_L1, .name = "RescanExtents"_L1, .nameSpace = iscsiTarget,
     .params = {}, .codes = rescanExtentsCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Look for new disks")},
    {.className = "MSISCSITARGET_ConcreteJob"_L1, .name = "RequestStateChange"_L1, .nameSpace = iscsiTarget,
     .params = requestStateChangeParams, .codes = stateChangeCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Change the state of a job")},
    {.className = "MSISCSITARGET_ConcreteJob"_L1, .name = "KillJob"_L1, .nameSpace = iscsiTarget,
     .params = killJobParams, .codes = killJobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Kill a job")},
    {.className = "MSISCSITARGET_ConcreteJob"_L1, .name = "GetError"_L1, .nameSpace = iscsiTarget,
     .params = getErrorParams, .codes = getErrorCodes, .changes = false,
     .label = QT_TRANSLATE_NOOP("Method", "Ask for the error of a job")},
};
} // namespace
// clang-format on

std::span<const MethodDecl> iscsiTargetMethods()
{
    return table;
}

} // namespace Cistern::Schema
