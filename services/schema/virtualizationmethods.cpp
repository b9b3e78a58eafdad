// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Methods of Root/Virtualization/V2, parameters in the order of the schema: some servers care. From
// 32779 on the documents and the clients in the field read the codes differently.
#include "services/schema/tables.h"

#include "services/schema/schema.h"

namespace Cistern::Schema {

using namespace Qt::Literals::StringLiterals;

// One row a fact; the columns would not survive wrapping.
// clang-format off
namespace {
constexpr CodeDecl poolCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Job Completed with No Error")},
    {1, 4095, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {4096, 4096, Meaning::JobStarted, QT_TRANSLATE_NOOP("Code", "Method Parameters Checked - Job Started")},
    {4097, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Method Reserved")},
    {32768, 32768, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {32769, 32769, Meaning::AccessDenied, QT_TRANSLATE_NOOP("Code", "Access Denied")},
    {32770, 32770, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {32771, 32771, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {32772, 32772, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {32773, 32773, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {32774, 32774, Meaning::InUse, QT_TRANSLATE_NOOP("Code", "In Use")},
    {32775, 32775, Meaning::InvalidState, QT_TRANSLATE_NOOP("Code", "Invalid State")},
    {32776, 32776, Meaning::WrongType, QT_TRANSLATE_NOOP("Code", "Incorrect Resource Type for the Pool")},
    {32777, 32777, Meaning::Unavailable, QT_TRANSLATE_NOOP("Code", "Unavailable")},
    {32778, 32778, Meaning::OutOfMemory, QT_TRANSLATE_NOOP("Code", "Out of Memory")},
    {32779, 32779, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Vendor Reserved"), QT_TRANSLATE_NOOP("Code", "File not found")},
    {32780, 32780, Meaning::InsufficientResources, QT_TRANSLATE_NOOP("Code", "Insufficient Resources"), QT_TRANSLATE_NOOP("Code", "Not ready")},
    {32781, 32782, Meaning::NotFound, QT_TRANSLATE_NOOP("Code", "Object Not Found")},
    {32783, 32783, Meaning::NotFound, QT_TRANSLATE_NOOP("Code", "Object Not Found"), QT_TRANSLATE_NOOP("Code", "Restart required")},
    {32784, 32785, Meaning::NotFound, QT_TRANSLATE_NOOP("Code", "Object Not Found")},
    {32786, 32786, Meaning::NotFound, QT_TRANSLATE_NOOP("Code", "Object Not Found"), QT_TRANSLATE_NOOP("Code", "Network adapter binding prevented")},
    {32787, 32787, Meaning::NotFound, QT_TRANSLATE_NOOP("Code", "Object Not Found"), QT_TRANSLATE_NOOP("Code", "Disk chain has a cycle")},
    {32788, 32788, Meaning::Exists, QT_TRANSLATE_NOOP("Code", "Object Exists"), QT_TRANSLATE_NOOP("Code", "Insufficient resources")},
    {32789, 32789, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific"), QT_TRANSLATE_NOOP("Code", "Object not found")},
    {32790, 32790, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific"), QT_TRANSLATE_NOOP("Code", "Object exists")},
    {32791, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl serviceStateCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Completed with No Error")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unknown or Unspecified Error")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Cannot complete within Timeout Period")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid Parameter")},
    {6, 6, Meaning::InUse, QT_TRANSLATE_NOOP("Code", "In Use")},
    {7, 4095, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {4096, 4096, Meaning::JobStarted, QT_TRANSLATE_NOOP("Code", "Method Parameters Checked - Job Started")},
    {4097, 4097, Meaning::InvalidTransition, QT_TRANSLATE_NOOP("Code", "Invalid State Transition")},
    {4098, 4098, Meaning::TimeoutNotSupported, QT_TRANSLATE_NOOP("Code", "Use of Timeout Parameter Not Supported")},
    {4099, 4099, Meaning::Busy, QT_TRANSLATE_NOOP("Code", "Busy")},
    {4100, 32767, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "Method Reserved")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl serviceCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Success")},
    {1, 4294967295u, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Error")},
};
constexpr CodeDecl jobStateCodes[] = {
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
constexpr CodeDecl killJobCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Success")},
    {1, 1, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {3, 3, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {4, 4, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {5, 5, Meaning::Reserved, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {6, 6, Meaning::AccessDenied, QT_TRANSLATE_NOOP("Code", "Access Denied")},
    {7, 7, Meaning::NotFound, QT_TRANSLATE_NOOP("Code", "Not Found")},
    {32768, 65535, Meaning::Vendor, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};
constexpr CodeDecl jobErrorCodes[] = {
    {0, 0, Meaning::Done, QT_TRANSLATE_NOOP("Code", "Completed with No Error")},
    {32768, 32768, Meaning::Failed, QT_TRANSLATE_NOOP("Code", "Failed")},
    {32769, 32769, Meaning::AccessDenied, QT_TRANSLATE_NOOP("Code", "Access Denied")},
    {32770, 32770, Meaning::NotSupported, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {32771, 32771, Meaning::Unknown, QT_TRANSLATE_NOOP("Code", "Status is unknown")},
    {32772, 32772, Meaning::TimedOut, QT_TRANSLATE_NOOP("Code", "Timeout")},
    {32773, 32773, Meaning::InvalidParameter, QT_TRANSLATE_NOOP("Code", "Invalid parameter")},
    {32774, 32774, Meaning::InUse, QT_TRANSLATE_NOOP("Code", "System is in used")},
    {32775, 32775, Meaning::InvalidState, QT_TRANSLATE_NOOP("Code", "Invalid state for this operation")},
    {32776, 32776, Meaning::WrongType, QT_TRANSLATE_NOOP("Code", "Incorrect data type")},
    {32777, 32777, Meaning::Unavailable, QT_TRANSLATE_NOOP("Code", "System is not available")},
    {32778, 32778, Meaning::OutOfMemory, QT_TRANSLATE_NOOP("Code", "Out of memory")},
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
constexpr CodeName jobRequests[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Start")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Suspend")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Terminate")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Kill")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Service")},
};

constexpr ParamDecl createPoolParams[] = {
    {.name = "PoolSettings"_L1, .carries = Carries::Embedded, .refClass = "Msvm_ResourcePoolSettingData"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Pool settings")},
    {.name = "ParentPools"_L1, .type = CimType::Reference, .array = true, .refClass = "CIM_ResourcePool"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Parent pools")},
    {.name = "AllocationSettings"_L1, .array = true, .carries = Carries::Embedded, .refClass = "Msvm_ResourceAllocationSettingData"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Allocation settings")},
    {.name = "Pool"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ResourcePool"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Pool")},
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
};
constexpr ParamDecl modifyPoolResourcesParams[] = {
    {.name = "ChildPool"_L1, .type = CimType::Reference, .refClass = "CIM_ResourcePool"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Pool")},
    {.name = "ParentPools"_L1, .type = CimType::Reference, .array = true, .refClass = "CIM_ResourcePool"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Parent pools")},
    {.name = "AllocationSettings"_L1, .array = true, .carries = Carries::Embedded, .refClass = "Msvm_ResourceAllocationSettingData"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Allocation settings")},
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
};
constexpr ParamDecl modifyPoolSettingsParams[] = {
    {.name = "ChildPool"_L1, .type = CimType::Reference, .refClass = "CIM_ResourcePool"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Pool")},
    {.name = "PoolSettings"_L1, .carries = Carries::Embedded, .refClass = "Msvm_ResourcePoolSettingData"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Pool settings")},
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
};
constexpr ParamDecl deletePoolParams[] = {
    {.name = "Pool"_L1, .type = CimType::Reference, .refClass = "CIM_ResourcePool"_L1, .required = true, .label = QT_TRANSLATE_NOOP("Parameter", "Pool")},
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
};
constexpr ParamDecl serviceStateChangeParams[] = {
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .required = true, .codes = serviceRequests, .label = QT_TRANSLATE_NOOP("Parameter", "Requested state")},
    {.name = "Job"_L1, .dir = Dir::Out, .type = CimType::Reference, .refClass = "CIM_ConcreteJob"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Job")},
    {.name = "TimeoutPeriod"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Parameter", "Time limit")},
};
constexpr ParamDecl requestStateChangeParams[] = {
    {.name = "RequestedState"_L1, .type = CimType::UInt16, .required = true, .codes = jobRequests, .label = QT_TRANSLATE_NOOP("Parameter", "Requested state")},
    {.name = "TimeoutPeriod"_L1, .type = CimType::DateTime, .label = QT_TRANSLATE_NOOP("Parameter", "Time limit")},
};
constexpr ParamDecl killJobParams[] = {
    {.name = "DeleteOnKill"_L1, .type = CimType::Boolean, .label = QT_TRANSLATE_NOOP("Parameter", "Delete when killed")},
};
constexpr ParamDecl getErrorParams[] = {
    {.name = "Error"_L1, .dir = Dir::Out, .carries = Carries::Embedded, .refClass = "Msvm_Error"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Error")},
};
constexpr ParamDecl getErrorExParams[] = {
    {.name = "Errors"_L1, .dir = Dir::Out, .array = true, .carries = Carries::Embedded, .refClass = "Msvm_Error"_L1, .label = QT_TRANSLATE_NOOP("Parameter", "Errors")},
};

constexpr MethodDecl table[] = {
    {.className = "Msvm_ResourcePoolConfigurationService"_L1, .name = "CreatePool"_L1, .nameSpace = virtualization,
     .params = createPoolParams, .codes = poolCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Create a child pool")},
    {.className = "Msvm_ResourcePoolConfigurationService"_L1, .name = "ModifyPoolResources"_L1, .nameSpace = virtualization,
     .params = modifyPoolResourcesParams, .codes = poolCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Change what a child pool takes")},
    {.className = "Msvm_ResourcePoolConfigurationService"_L1, .name = "ModifyPoolSettings"_L1, .nameSpace = virtualization,
     .params = modifyPoolSettingsParams, .codes = poolCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Change the settings of a child pool")},
    {.className = "Msvm_ResourcePoolConfigurationService"_L1, .name = "DeletePool"_L1, .nameSpace = virtualization,
     .params = deletePoolParams, .codes = poolCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Delete a child pool")},
    {.className = "Msvm_ResourcePoolConfigurationService"_L1, .name = "RequestStateChange"_L1, .nameSpace = virtualization,
     .params = serviceStateChangeParams, .codes = serviceStateCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Change the state of the pool service")},
    {.className = "Msvm_ResourcePoolConfigurationService"_L1, .name = "StartService"_L1, .nameSpace = virtualization,
     .params = {}, .codes = serviceCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Start the pool service")},
    {.className = "Msvm_ResourcePoolConfigurationService"_L1, .name = "StopService"_L1, .nameSpace = virtualization,
     .params = {}, .codes = serviceCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Stop the pool service")},
    {.className = "Msvm_ConcreteJob"_L1, .name = "RequestStateChange"_L1, .nameSpace = virtualization,
     .params = requestStateChangeParams, .codes = jobStateCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Change the state of a job")},
    {.className = "Msvm_ConcreteJob"_L1, .name = "KillJob"_L1, .nameSpace = virtualization,
     .params = killJobParams, .codes = killJobCodes,
     .label = QT_TRANSLATE_NOOP("Method", "Kill a job")},
    {.className = "Msvm_ConcreteJob"_L1, .name = "GetError"_L1, .nameSpace = virtualization,
     .params = getErrorParams, .codes = jobErrorCodes, .changes = false,
     .label = QT_TRANSLATE_NOOP("Method", "Ask for the error of a job")},
    {.className = "Msvm_ConcreteJob"_L1, .name = "GetErrorEx"_L1, .nameSpace = virtualization,
     .params = getErrorExParams, .codes = jobErrorCodes, .changes = false,
     .label = QT_TRANSLATE_NOOP("Method", "Ask for the errors of a job")},
};
} // namespace
// clang-format on

std::span<const MethodDecl> virtualizationMethods()
{
    return table;
}

} // namespace Cistern::Schema
