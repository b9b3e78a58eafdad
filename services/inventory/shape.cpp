// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/shape.h"

#include "services/schema/schema.h"

namespace Cistern::Shape {

using namespace Qt::Literals::StringLiterals;
using Schema::iscsiTarget;

namespace {
// The nearest class that every target has; where that is a base class, subclasses come with it.
constexpr ReadRow readTable[] = {
    {iscsiTarget, "MSFTSM_ComputerSystem"_L1},
    {iscsiTarget, "MSISCSITARGET_StorageConfigurationService"_L1},
    {iscsiTarget, "MSISCSITARGET_StorageConfigurationCapabilities"_L1},
    {iscsiTarget, "MSISCSITARGET_StoragePool"_L1},
    {iscsiTarget, "MSISCSITARGET_StorageCapabilities"_L1},
    {iscsiTarget, "CIM_StorageExtent"_L1},
    {iscsiTarget, "MSISCSITARGET_ConcreteJob"_L1},
    {iscsiTarget, "MSISCSITARGET_AllocatedFromStoragePool"_L1, true},
    {iscsiTarget, "MSISCSITARGET_ElementCapabilities"_L1, true},
    {iscsiTarget, "CIM_ConcreteComponent"_L1, true},
};

constexpr GroupRow groupTable[] = {
    {"pools"_L1, "CIM_StoragePool"_L1},
    {"volumes"_L1, "CIM_StorageVolume"_L1},
    {"extents"_L1, "CIM_StorageExtent"_L1},
    {"jobs"_L1, "CIM_ConcreteJob"_L1},
};

constexpr LinkRow linkTable[] = {
    {"CIM_AllocatedFromStoragePool"_L1, "Antecedent"_L1, "Dependent"_L1, false},
    {"CIM_ConcreteComponent"_L1, "GroupComponent"_L1, "PartComponent"_L1, false},
    {"CIM_ConcreteComponent"_L1, "GroupComponent"_L1, "PartComponent"_L1, true},
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

QLatin1StringView systemClass()
{
    return "CIM_ComputerSystem"_L1;
}

} // namespace Cistern::Shape
