// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/resourcetype.h"

#include <QtGlobal>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr auto vendorPrefix = "Microsoft:Hyper-V:"_L1;
constexpr auto plain = "Msvm_ResourceAllocationSettingData"_L1;
constexpr auto storage = "Msvm_StorageAllocationSettingData"_L1;

// One row a fact; the columns would not survive wrapping.
// clang-format off
constexpr ResourceTypeRow table[] = {
    {3, "Microsoft:Hyper-V:Processor"_L1, "Msvm_ProcessorSettingData"_L1, HostResources::None, true, 100, 10000, QT_TRANSLATE_NOOP("ResourceType", "Processor"), "hyperv"_L1},
    {4, "Microsoft:Hyper-V:Memory"_L1, "Msvm_MemorySettingData"_L1, HostResources::None, true, 100, 10000, QT_TRANSLATE_NOOP("ResourceType", "Memory"), "memory"_L1},
    {7, "Microsoft:Hyper-V:Synthetic FibreChannel Port"_L1, "Msvm_SyntheticFcPortSettingData"_L1, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Synthetic Fibre Channel port"), "endpoint"_L1},
    {10, "Microsoft:Hyper-V:Emulated Ethernet Port"_L1, "Msvm_EmulatedEthernetPortSettingData"_L1, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Emulated network adapter"), "endpoint"_L1},
    {10, "Microsoft:Hyper-V:Synthetic Ethernet Port"_L1, "Msvm_SyntheticEthernetPortSettingData"_L1, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Synthetic network adapter"), "endpoint"_L1},
    {31, "Microsoft:Hyper-V:Virtual Hard Disk"_L1, storage, HostResources::Folders, false, 100, 10000, QT_TRANSLATE_NOOP("ResourceType", "Virtual hard disk"), "volume"_L1},
    {31, "Microsoft:Hyper-V:Virtual CD/DVD Disk"_L1, storage, HostResources::Folders, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Virtual CD/DVD disk"), "volume"_L1},
    {31, "Microsoft:Hyper-V:Virtual Floppy Disk"_L1, storage, HostResources::Folders, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Virtual floppy disk"), "volume"_L1},
    {33, "Microsoft:Hyper-V:Ethernet Connection"_L1, "Msvm_EthernetPortAllocationSettingData"_L1, HostResources::Switches, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Network connection"), "endpoint"_L1},
    {64764, "Microsoft:Hyper-V:FibreChannel Connection"_L1, "Msvm_FcPortAllocationSettingData"_L1, HostResources::Ports, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Fibre Channel connection"), "endpoint"_L1},
    {17, "Microsoft:Hyper-V:Physical Disk Drive"_L1, plain, HostResources::Devices, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Physical disk"), "volume"_L1},
    {32769, "Microsoft:Hyper-V:Virtual Pci Express Port"_L1, "Msvm_PciExpressSettingData"_L1, HostResources::Devices, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "PCI Express port"), "hyperv"_L1},
    {32770, "Microsoft:Hyper-V:GPU Partition"_L1, "Msvm_GpuPartitionSettingData"_L1, HostResources::Devices, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "GPU partition"), "hyperv"_L1},
    {5, "Microsoft:Hyper-V:Emulated IDE Controller"_L1, plain, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Emulated IDE controller"), "hyperv"_L1},
    {6, "Microsoft:Hyper-V:Synthetic SCSI Controller"_L1, plain, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Synthetic SCSI controller"), "hyperv"_L1},
    {13, "Microsoft:Hyper-V:Synthetic Mouse"_L1, plain, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Synthetic mouse"), "hyperv"_L1},
    {13, "Microsoft:Hyper-V:Synthetic Keyboard"_L1, plain, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Synthetic keyboard"), "hyperv"_L1},
    {13, "Microsoft:Hyper-V:Serial Controller"_L1, plain, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Serial controller"), "hyperv"_L1},
    {14, "Microsoft:Hyper-V:Synthetic Diskette Drive"_L1, plain, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Synthetic diskette drive"), "hyperv"_L1},
    {16, "Microsoft:Hyper-V:Synthetic DVD Drive"_L1, plain, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Synthetic DVD drive"), "hyperv"_L1},
    {17, "Microsoft:Hyper-V:Synthetic Disk Drive"_L1, plain, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Synthetic disk drive"), "volume"_L1},
    {21, "Microsoft:Hyper-V:Serial Port"_L1, "Msvm_SerialPortSettingData"_L1, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Serial port"), "hyperv"_L1},
    {24, "Microsoft:Hyper-V:Synthetic Display Controller"_L1, "Msvm_SyntheticDisplayControllerSettingData"_L1, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Synthetic display"), "hyperv"_L1},
    {24, "Microsoft:Hyper-V:Synthetic 3D Display Controller"_L1, "Msvm_Synthetic3DDisplayControllerSettingData"_L1, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Synthetic 3D display"), "hyperv"_L1},
    {34, "Microsoft:Hyper-V:TPM"_L1, "Msvm_TpmSettingData"_L1, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Trusted platform module"), "hyperv"_L1},
    {32768, "Microsoft:Hyper-V:Storage Logical Unit"_L1, plain, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Storage logical unit"), "volume"_L1},
    {32771, "Microsoft:Hyper-V:Persistent Memory Controller"_L1, plain, HostResources::None, false, 0, 0, QT_TRANSLATE_NOOP("ResourceType", "Persistent memory controller"), "memory"_L1},
};
// clang-format on

QString levelled(QStringView text)
{
    QString plainText = text.trimmed().toString().toCaseFolded();
    plainText.replace("fiberchannel"_L1, "fibrechannel"_L1);
    return plainText;
}
} // namespace

ResourceType ResourceType::of(const CimInstance &instance)
{
    return {.number = quint16(instance.value(u"ResourceType").toUnsigned().value_or(0)),
            .other = instance.value(u"OtherResourceType").toString(),
            .subType = instance.value(u"ResourceSubType").toString()};
}

void ResourceType::tell(CimInstance &instance) const
{
    instance.set(u"ResourceType", CimValue::uint16(number));
    if (!other.isEmpty())
        instance.set(u"OtherResourceType", CimValue::string(other));
    if (!subType.isEmpty())
        instance.set(u"ResourceSubType", CimValue::string(subType));
}

bool ResourceType::operator==(const ResourceType &with) const
{
    return number == with.number && levelled(other) == levelled(with.other)
        && levelled(subType) == levelled(with.subType);
}

std::span<const ResourceTypeRow> resourceTypes()
{
    return table;
}

const ResourceTypeRow *resourceTypeRow(const ResourceType &type)
{
    const QString text = levelled(type.text());
    const auto found = std::find_if(
        std::begin(table), std::end(table), [&](const ResourceTypeRow &row) {
            return row.number == type.number && levelled(QString(row.text)) == text;
        });
    return found == std::end(table) ? nullptr : found;
}

const ResourceTypeRow *resourceTypeNamed(QStringView name)
{
    bool isNumber = false;
    const uint number = name.toUInt(&isNumber);
    const QString wanted = levelled(name);
    const auto found = std::find_if(
        std::begin(table), std::end(table), [&](const ResourceTypeRow &row) {
            if (isNumber)
                return row.number == number;
            const QString text(row.text);
            return levelled(text) == wanted
                || levelled(QStringView(text).mid(vendorPrefix.size())) == wanted
                || levelled(QString::fromLatin1(row.label)) == wanted;
        });
    return found == std::end(table) ? nullptr : found;
}

HostResources hostResourcesOf(const ResourceType &type)
{
    const ResourceTypeRow *row = resourceTypeRow(type);
    return row ? row->hostResources : HostResources::None;
}

// Also where a foreign system leaves the sub type out (CP.R16).
bool sharesLimit(const ResourceType &type)
{
    const ResourceTypeRow *row = resourceTypeRow(type);
    return row ? row->shares : type.number == 3 || type.number == 4;
}

QLatin1StringView resourceIcon(const ResourceType &type)
{
    if (const ResourceTypeRow *row = resourceTypeRow(type))
        return row->icon;
    const auto found = std::find_if(
        std::begin(table), std::end(table),
        [&](const ResourceTypeRow &row) { return row.number == type.number; });
    return found == std::end(table) ? "pool"_L1 : found->icon;
}

} // namespace Cistern
