// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/resourcekinds.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr ResourceKind table[] = {
    {3, "Microsoft:Hyper-V:Processor"_L1, "Msvm_ProcessorPool"_L1, "Msvm_ProcessorSettingData"_L1,
     "percent / 1000"_L1, "Processors"_L1},
    {4, "Microsoft:Hyper-V:Memory"_L1, "Msvm_ResourcePool"_L1, "Msvm_MemorySettingData"_L1,
     "byte * 2^20"_L1, "Memory"_L1},
    {31, "Microsoft:Hyper-V:Virtual Hard Disk"_L1, "Msvm_ResourcePool"_L1,
     "Msvm_StorageAllocationSettingData"_L1, "byte"_L1, "Virtual hard disks"_L1},
    {33, "Microsoft:Hyper-V:Ethernet Connection"_L1, "Msvm_ResourcePool"_L1,
     "Msvm_EthernetPortAllocationSettingData"_L1, "count"_L1, "Network connections"_L1},
};
} // namespace

ResourceTriple ResourceTriple::of(const CimInstance &instance)
{
    return {instance.value(u"ResourceType").toUnsigned().value_or(0),
            instance.value(u"OtherResourceType").toString(),
            instance.value(u"ResourceSubType").toString()};
}

void ResourceTriple::writeTo(CimInstance &instance) const
{
    instance.set(u"ResourceType", CimValue::uint16(quint16(type)));
    instance.set(u"OtherResourceType",
                 other.isEmpty() ? CimValue::null(CimType::String) : CimValue::string(other));
    instance.set(u"ResourceSubType",
                 subType.isEmpty() ? CimValue::null(CimType::String) : CimValue::string(subType));
}

QString ResourceTriple::key() const
{
    const QString text = u"%1\n%2\n%3"_s.arg(QString::number(type), other, subType);
    return text.toCaseFolded().replace("fiberchannel"_L1, "fibrechannel"_L1);
}

std::span<const ResourceKind> resourceKinds()
{
    return table;
}

const ResourceKind *resourceKind(const ResourceTriple &triple)
{
    for (const ResourceKind &kind : table) {
        if (kind.triple() == triple)
            return &kind;
    }
    return nullptr;
}

QLatin1StringView unitOf(quint64 type)
{
    for (const ResourceKind &kind : table) {
        if (kind.type == type)
            return kind.unit;
    }
    return "count"_L1;
}

bool mayShare(quint64 type)
{
    return type == 3 || type == 4; // what is counted in shares, not in whole devices
}

} // namespace Cistern
