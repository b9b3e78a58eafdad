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
constexpr CodeName sizeElementTypes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Storage Pool")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Storage Volume")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Logical Disk")},
};
constexpr CodeName settingTypes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Default")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Goal")},
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
constexpr ParamDecl returnToStoragePoolParams[] = {
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "TheElement"_L1, .type = CimType::Reference, .refClass = "CIM_LogicalElement"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Element")},
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
    {.className = "MSISCSITARGET_StorageConfigurationService"_L1, .name = "ReturnToStoragePool"_L1, .nameSpace = iscsiTarget,
     .params = returnToStoragePoolParams, .codes = jobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Delete a volume or extent")},
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
