// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/presentation.h"

#include "models/clusterfacts.h"
#include "models/objectfacts.h"
#include "services/schema/schema.h"
#include "ui/text/amounts.h"
#include "ui/text/units.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Schema::hypervCluster;
using Schema::iscsiTarget;
using Schema::virtualization;

// One row a fact; the columns would not survive wrapping.
// clang-format off
#define WORDS(text) QT_TRANSLATE_NOOP("Presentation", text)
namespace {
constexpr Field poolColumns[] = {
    {WORDS("Name"), "ElementName"_L1, Show::Value, "name"_L1},
    {WORDS("Primordial"), "Primordial"_L1, Show::Value, "primordial"_L1},
    {WORDS("Total"), "TotalManagedSpace"_L1, Show::Size, "total"_L1},
    {WORDS("Free"), "RemainingManagedSpace"_L1, Show::Size, "remaining"_L1},
    {WORDS("State"), "OperationalStatus"_L1, Show::Value, "status"_L1},
    {nullptr, "InstanceID"_L1, Show::Value, "id"_L1},
};
constexpr Field poolGeneral[] = {
    {WORDS("Name"), "ElementName"_L1},
    {WORDS("System"), "SystemName"_L1, Show::System},
    {WORDS("State"), "OperationalStatus"_L1, Show::State},
    {WORDS("Made from"), "AllocatedFromStoragePool"_L1, Show::Sources},
    {WORDS("Extents"), "ConcreteComponent"_L1, Show::ExtentCount},
    {WORDS("Pool ID"), "PoolID"_L1, Show::PoolId},
};
constexpr Field poolSpace[] = {
    {WORDS("Total"), "TotalManagedSpace"_L1, Show::Size},
    {WORDS("Free"), "RemainingManagedSpace"_L1, Show::Size},
    {WORDS("Low-space warning"), "LowSpaceWarningThreshold"_L1, Show::LowMark},
    {WORDS("Made by"), "Primordial"_L1, Show::MadeBy},
};
constexpr FieldGroup poolOverview[] = {{WORDS("General"), poolGeneral}, {WORDS("Space"), poolSpace}};

constexpr Field elementColumns[] = {
    {WORDS("Name"), "ElementName"_L1, Show::Value, "name"_L1},
    {WORDS("ID"), "DeviceID"_L1, Show::Value, "id"_L1},
    {WORDS("Size"), "BlockSize, NumberOfBlocks"_L1, Show::Blocks, "size"_L1},
    {WORDS("State"), "OperationalStatus"_L1, Show::Value, "status"_L1},
    {nullptr, "Name"_L1, Show::Value, "file"_L1},
};
constexpr Field elementGeneral[] = {
    {WORDS("Name"), "ElementName"_L1},
    {WORDS("Kind"), {}, Show::Kind},
    {WORDS("System"), "SystemName"_L1, Show::System},
    {WORDS("State"), "OperationalStatus"_L1, Show::State},
};
constexpr Field elementSpace[] = {
    {WORDS("Size"), "BlockSize, NumberOfBlocks"_L1, Show::Blocks},
    {WORDS("In pool"), "AllocatedFromStoragePool"_L1, Show::Sources},
    {WORDS("Device ID"), "DeviceID"_L1},
};
constexpr FieldGroup elementOverview[] = {{WORDS("General"), elementGeneral}, {WORDS("Space"), elementSpace}};

constexpr Field deviceColumns[] = {
    {WORDS("Name"), "ElementName"_L1, Show::Value, "name"_L1},
    {WORDS("Node"), "SystemName"_L1, Show::Value, "node"_L1},
    {WORDS("ID"), "DeviceID"_L1, Show::Value, "id"_L1},
    {WORDS("State"), "OperationalStatus"_L1, Show::Value, "status"_L1},
};
constexpr Field deviceGeneral[] = {
    {WORDS("Name"), "ElementName"_L1},
    {WORDS("Kind"), {}, Show::Kind},
    {WORDS("Node"), "SystemName"_L1},
    {WORDS("State"), "OperationalStatus"_L1, Show::State},
    {WORDS("Device ID"), "DeviceID"_L1},
};
constexpr FieldGroup deviceOverview[] = {{WORDS("General"), deviceGeneral}};

constexpr Field resourceColumns[] = {
    {WORDS("Name"), "ElementName"_L1, Show::Value, "name"_L1},
    {WORDS("Type"), "ResourceType"_L1, Show::ResourceType, "type"_L1},
    {WORDS("Primordial"), "Primordial"_L1, Show::Value, "primordial"_L1},
    {WORDS("Capacity"), "Capacity"_L1, Show::Amount, "capacity"_L1},
    {WORDS("Reserved"), "Reserved"_L1, Show::Amount, "reserved"_L1},
    {nullptr, "AllocationUnits"_L1, Show::Value, "unit"_L1},
    {WORDS("State"), "OperationalStatus"_L1, Show::Value, "status"_L1},
    {nullptr, "PoolID"_L1, Show::Value, "poolId"_L1},
    {nullptr, "InstanceID"_L1, Show::Value, "id"_L1},
};
constexpr Field resourceGeneral[] = {
    {WORDS("Name"), "ElementName"_L1},
    {WORDS("System"), "SystemName"_L1, Show::System},
    {WORDS("State"), "OperationalStatus"_L1, Show::State},
    {WORDS("Resource"), "ResourceType"_L1, Show::ResourceType},
    {WORDS("Pool ID"), "PoolID"_L1, Show::PoolId},
    {WORDS("Notes"), "Notes"_L1, Show::Notes},
};
constexpr Field resourceCapacity[] = {
    {WORDS("Capacity"), "Capacity"_L1, Show::Amount},
    {WORDS("Reserved"), "Reserved"_L1, Show::Amount},
    {WORDS("Free"), "Capacity, Reserved"_L1, Show::FreeAmount},
    {WORDS("Made by"), "Primordial"_L1, Show::MadeBy},
};
constexpr FieldGroup resourceOverview[] = {{WORDS("General"), resourceGeneral}, {WORDS("Capacity"), resourceCapacity}};

constexpr Field pipeColumns[] = {
    {WORDS("Name"), "ElementName"_L1, Show::Value, "name"_L1},
    {WORDS("Direction"), "Directionality"_L1, Show::Value, "direction"_L1},
    {WORDS("State"), "OperationalStatus"_L1, Show::Value, "status"_L1},
    {WORDS("Round trip"), "RoundTripTime"_L1, Show::RoundTrip, "roundTripMicroseconds"_L1},
    {WORDS("Last contact"), "TimeOfLastContact"_L1, Show::Time, "lastContact"_L1},
    {nullptr, "Encrypted"_L1, Show::Value, "encrypted"_L1},
    {nullptr, "InstanceID"_L1, Show::Value, "id"_L1},
};
constexpr Field pipeGeneral[] = {
    {WORDS("Name"), "ElementName"_L1},
    {WORDS("Source"), "SourceOrSink"_L1, Show::SourceEnd},
    {WORDS("Target"), "SourceOrSink"_L1, Show::TargetEnd},
    {WORDS("Direction"), "Directionality"_L1},
    {WORDS("State"), "OperationalStatus"_L1, Show::State},
};
constexpr Field pipeConnection[] = {
    {WORDS("Last contact"), "TimeOfLastContact"_L1, Show::Time},
    {WORDS("Round-trip time"), "RoundTripTime"_L1, Show::RoundTrip},
    {WORDS("Heartbeat"), "HeartbeatInterval"_L1, Show::PipeGoal},
    {WORDS("Encrypted"), "Encrypted"_L1},
    {WORDS("Instance ID"), "InstanceID"_L1},
};
constexpr FieldGroup pipeOverview[] = {{WORDS("General"), pipeGeneral}, {WORDS("Connection"), pipeConnection}};

constexpr Field endpointColumns[] = {
    {WORDS("Name"), "ElementName"_L1, Show::Value, "name"_L1},
    {WORDS("Address"), "Name"_L1, Show::Value, "address"_L1},
    {WORDS("Protocol"), "ProtocolIFType"_L1, Show::Value, "protocol"_L1},
    {WORDS("State"), "OperationalStatus"_L1, Show::Value, "status"_L1},
};
constexpr Field endpointGeneral[] = {
    {WORDS("Name"), "ElementName"_L1},
    {WORDS("Address"), "Name"_L1},
    {WORDS("System"), "SystemName"_L1, Show::System},
    {WORDS("Protocol"), "ProtocolIFType"_L1},
    {WORDS("Port"), "PortNumber"_L1},
    {WORDS("State"), "OperationalStatus"_L1, Show::State},
};
constexpr FieldGroup endpointOverview[] = {{WORDS("General"), endpointGeneral}};

constexpr Field jobColumns[] = {
    {WORDS("ID"), "InstanceID"_L1, Show::Value, "id"_L1},
    {WORDS("Name"), "Name"_L1, Show::Value, "name"_L1},
    {WORDS("State"), "JobState"_L1, Show::Value, "state"_L1},
    {WORDS("%"), "PercentComplete"_L1, Show::Value, "percent"_L1},
    {WORDS("Text"), "JobStatus"_L1, Show::Value, "text"_L1},
};
constexpr Field jobGeneral[] = {
    {WORDS("Name"), "Name"_L1},
    {WORDS("System"), "SystemName"_L1, Show::System},
    {WORDS("State"), "JobState"_L1},
    {WORDS("Progress"), "PercentComplete"_L1, Show::Percent},
    {WORDS("Text"), "JobStatus"_L1},
};
constexpr Field jobTimes[] = {
    {WORDS("Submitted"), "TimeSubmitted"_L1, Show::Time},
    {WORDS("Started"), "StartTime"_L1, Show::Time},
    {WORDS("Owner"), "Owner"_L1},
    {WORDS("Instance ID"), "InstanceID"_L1},
};
constexpr FieldGroup jobOverview[] = {{WORDS("General"), jobGeneral}, {WORDS("Times"), jobTimes}};

constexpr Presentation table[] = {
    {iscsiTarget, "CIM_StoragePool"_L1, Variant::Plain, "pool"_L1, WORDS("Storage pool"), WORDS("%n storage pools"), poolColumns, poolOverview},
    {iscsiTarget, "CIM_StoragePool"_L1, Variant::Primordial, "primordial"_L1, WORDS("Storage location"), WORDS("%n storage locations"), poolColumns, poolOverview},
    {iscsiTarget, "CIM_StoragePool"_L1, Variant::Child, "pool"_L1, WORDS("Child pool"), WORDS("%n child pools"), poolColumns, poolOverview},
    {iscsiTarget, "CIM_StorageVolume"_L1, Variant::Plain, "volume"_L1, WORDS("Volume"), WORDS("%n volumes"), elementColumns, elementOverview},
    {iscsiTarget, "CIM_StorageExtent"_L1, Variant::Plain, "extent"_L1, WORDS("Extent"), WORDS("%n extents"), elementColumns, elementOverview},
    {iscsiTarget, "CIM_NetworkPipe"_L1, Variant::Plain, "pipe"_L1, WORDS("Replication pipe"), WORDS("%n replication pipes"), pipeColumns, pipeOverview},
    {iscsiTarget, "CIM_NetworkPipe"_L1, Variant::Child, "pipe"_L1, WORDS("Endpoint pair"), WORDS("%n endpoint pairs"), pipeColumns, pipeOverview},
    {iscsiTarget, "CIM_iSCSISession"_L1, Variant::Plain, "pipe"_L1, WORDS("iSCSI session"), WORDS("%n iSCSI sessions"), pipeColumns, pipeOverview},
    {iscsiTarget, "CIM_iSCSIConnection"_L1, Variant::Plain, "pipe"_L1, WORDS("iSCSI connection"), WORDS("%n iSCSI connections"), pipeColumns, pipeOverview},

    {virtualization, "CIM_ResourcePool"_L1, Variant::Plain, "pool"_L1, WORDS("Hyper-V child pool"), WORDS("%n Hyper-V child pools"), resourceColumns, resourceOverview},
    {virtualization, "CIM_ResourcePool"_L1, Variant::Primordial, "hyperv"_L1, WORDS("Hyper-V host pool"), WORDS("%n Hyper-V host pools"), resourceColumns, resourceOverview},
    {hypervCluster, "CIM_ResourcePool"_L1, Variant::Plain, "cluster"_L1, WORDS("Cluster root pool"), WORDS("%n cluster root pools"), resourceColumns, resourceOverview},
    {hypervCluster, "CIM_ResourcePool"_L1, Variant::Child, "pool"_L1, WORDS("Cluster child pool"), WORDS("%n cluster child pools"), resourceColumns, resourceOverview},

    {{}, "CIM_Processor"_L1, Variant::Plain, "hyperv"_L1, WORDS("Processor"), WORDS("%n processors"), deviceColumns, deviceOverview},
    {{}, "CIM_Memory"_L1, Variant::Plain, "memory"_L1, WORDS("Memory"), WORDS("%n memory modules"), deviceColumns, deviceOverview},
    {{}, "CIM_DiskDrive"_L1, Variant::Plain, "extent"_L1, WORDS("Disk"), WORDS("%n disks"), deviceColumns, deviceOverview},
    {{}, "CIM_LogicalDisk"_L1, Variant::Plain, "volume"_L1, WORDS("Logical disk"), WORDS("%n logical disks"), deviceColumns, deviceOverview},
    {{}, "CIM_StorageExtent"_L1, Variant::Plain, "extent"_L1, WORDS("Extent"), WORDS("%n extents"), deviceColumns, deviceOverview},
    {{}, "CIM_NetworkPort"_L1, Variant::Plain, "endpoint"_L1, WORDS("Network port"), WORDS("%n network ports"), deviceColumns, deviceOverview},
    {{}, "CIM_FCPort"_L1, Variant::Plain, "endpoint"_L1, WORDS("Fibre Channel port"), WORDS("%n Fibre Channel ports"), deviceColumns, deviceOverview},
    {{}, "CIM_LogicalDevice"_L1, Variant::Plain, "properties"_L1, WORDS("Device"), WORDS("%n devices"), deviceColumns, deviceOverview},
    {{}, "Msvm_VirtualEthernetSwitch"_L1, Variant::Plain, "endpoint"_L1, WORDS("Virtual switch"), WORDS("%n virtual switches"), deviceColumns, deviceOverview},
    {{}, "CIM_ProtocolEndpoint"_L1, Variant::Plain, "endpoint"_L1, WORDS("Endpoint"), WORDS("%n endpoints"), endpointColumns, endpointOverview},
    {{}, "CIM_ConcreteJob"_L1, Variant::Plain, "job"_L1, WORDS("Job"), WORDS("%n jobs"), jobColumns, jobOverview},
    {{}, "CIM_ComputerSystem"_L1, Variant::Plain, "system"_L1, WORDS("Computer system"), WORDS("%n computer systems"), {}, {}},
    {{}, {}, Variant::Plain, {}, nullptr, WORDS("%n objects"), {}, {}},
};

struct Group { QLatin1StringView name; const char *title; };
constexpr Group groups[] = {
    {"pools"_L1, WORDS("Pools")},
    {"hypervpools"_L1, WORDS("Hyper-V pools")},
    {"clusterpools"_L1, WORDS("Cluster pools")},
    {"pipes"_L1, WORDS("Pipes")},
    {"volumes"_L1, WORDS("Volumes")},
    {"extents"_L1, WORDS("Extents")},
    {"jobs"_L1, WORDS("Jobs")},
};

constexpr ListSource pools[] = {{iscsiTarget, "CIM_StoragePool"_L1}};
constexpr ListSource extents[] = {{iscsiTarget, "CIM_StorageExtent"_L1, "CIM_StorageVolume"_L1}};
constexpr ListSource volumes[] = {{iscsiTarget, "CIM_StorageVolume"_L1}};
constexpr ListSource endpoints[] = {{iscsiTarget, "CIM_ProtocolEndpoint"_L1}};
constexpr ListSource devices[] = {{hypervCluster, "CIM_LogicalDevice"_L1}, {virtualization, "CIM_LogicalDevice"_L1}};
constexpr ListSource pipes[] = {{iscsiTarget, "CIM_NetworkPipe"_L1}};
constexpr ListSource jobs[] = {{iscsiTarget, "CIM_ConcreteJob"_L1}, {virtualization, "CIM_ConcreteJob"_L1}, {hypervCluster, "CIM_ConcreteJob"_L1}};
constexpr ListSource resourcePools[] = {{virtualization, "CIM_ResourcePool"_L1}, {hypervCluster, "CIM_ResourcePool"_L1}};
constexpr ListKind kinds[] = {
    {"pools"_L1, pools}, {"extents"_L1, extents}, {"volumes"_L1, volumes}, {"endpoints"_L1, endpoints},
    {"devices"_L1, devices}, {"pipes"_L1, pipes}, {"jobs"_L1, jobs}, {"resource-pools"_L1, resourcePools},
};
// clang-format on

QString words(const char *text)
{
    return text ? QCoreApplication::translate("Presentation", text) : QString();
}

const Presentation *rowFor(QStringView nameSpace, QStringView className, Variant variant)
{
    for (const Presentation &row : table) {
        if (row.variant == variant && sameName(className, QString(row.className))
            && (row.nameSpace.isEmpty() || sameNameSpace(nameSpace, QString(row.nameSpace))))
            return &row;
    }
    return nullptr;
}

const Presentation &rowOf(const CimInstance &object, Variant variant)
{
    const QString nameSpace = object.decl() ? QString(object.decl()->nameSpace)
                                            : object.path().nameSpace();
    return presentationOf(nameSpace, object.className(), variant);
}
} // namespace

const Presentation &presentationOf(QStringView nameSpace, QStringView className, Variant variant)
{
    const ClassDecl *decl = Schema::findClass(nameSpace, className);
    const auto look = [&](QStringView name) {
        const Presentation *row = rowFor(nameSpace, name, variant);
        return row || variant == Variant::Plain ? row : rowFor(nameSpace, name, Variant::Plain);
    };
    if (const Presentation *row = look(className))
        return *row;
    for (const QLatin1StringView &ancestor :
         decl ? decl->ancestors : std::span<const QLatin1StringView>()) {
        if (const Presentation *row = look(QString(ancestor)))
            return *row;
    }
    return *std::prev(std::end(table));
}

Variant variantOf(const Inventory &inventory, const Node &node)
{
    if (node.instance.value(u"Primordial").toBool().value_or(false))
        return Variant::Primordial;
    const Node *parent = inventory.node(node.parent);
    return parent && parent->kind == Node::Kind::Object ? Variant::Child : Variant::Plain;
}

const Presentation &presentationOf(const Inventory &inventory, const Node &node)
{
    return rowOf(node.instance, variantOf(inventory, node));
}

QString kindText(const Presentation &presentation)
{
    return words(presentation.singular);
}

QString countText(const Presentation &presentation, int count)
{
    return QCoreApplication::translate("Presentation", presentation.plural, nullptr, count);
}

QString iconName(const CimPath &path)
{
    return presentationOf(path.nameSpace(), path.className()).icon;
}

QString groupTitle(QStringView group)
{
    for (const Group &row : groups) {
        if (group == row.name)
            return words(row.title);
    }
    return group.toString();
}

std::span<const ListKind> listKinds()
{
    return kinds;
}

std::span<const Field> ListKind::columns() const
{
    return presentationOf(QString(sources.front().nameSpace), QString(sources.front().className))
        .columns;
}

QString labelText(const Field &field)
{
    return words(field.label);
}

QString titleText(const FieldGroup &group)
{
    return words(group.title);
}

CimValue fieldValue(const Field &field, const CimInstance &object)
{
    if (field.show != Show::Blocks)
        return object.value(QString(field.property));
    const auto size = object.value(u"BlockSize").toUnsigned();
    const auto blocks = object.value(u"NumberOfBlocks").toUnsigned();
    quint64 product = 0;
    if (!size || !blocks || __builtin_mul_overflow(*size, *blocks, &product))
        return CimValue::null(CimType::UInt64);
    return CimValue::uint64(product);
}

QString fieldText(const Field &field, const CimInstance &object, const QLocale &locale)
{
    const CimValue value = fieldValue(field, object);
    const auto number = value.toUnsigned();
    switch (field.show) {
    case Show::Size:
    case Show::Blocks:
        return number ? formatSize(*number, locale) : QString();
    case Show::Amount:
        return number ? formatAmount(*number, unitOf(object), locale) : QString();
    case Show::FreeAmount: {
        const auto capacity = object.value(u"Capacity").toUnsigned();
        const auto reserved = object.value(u"Reserved").toUnsigned();
        return capacity && reserved
            ? formatAmount(*capacity - std::min(*capacity, *reserved), unitOf(object), locale)
            : QString();
    }
    case Show::ResourceType:
        return resourceTypeText(object);
    case Show::Percent:
        return number ? percentText(int(std::min<quint64>(*number, 100)), locale) : QString();
    case Show::Time: {
        const auto time = value.toDateTime();
        return time && time->time()
            ? locale.toString(time->time()->toLocalTime(), QLocale::ShortFormat)
            : QString();
    }
    case Show::RoundTrip:
        return number ? formatRoundTrip(*number, locale) : QString();
    case Show::Seconds:
        return number ? formatDuration(std::chrono::seconds(*number), locale) : QString();
    default:
        break;
    }
    const int index = object.decl() ? object.decl()->indexOf(QString(field.property)) : -1;
    const QString named = index < 0 ? QString()
                                    : codeWords(object.decl()->properties[size_t(index)], value);
    return !named.isEmpty() || value.isNull() ? named : value.toText();
}

QString codeWords(const PropertyDecl &property, const CimValue &value)
{
    QStringList named;
    for (const CimValue &element : value.elements()) {
        const auto number = element.toUnsigned();
        for (const CodeName &code : property.codes) {
            if (number && *number >= code.first && *number <= code.last)
                named.append(QCoreApplication::translate("Code", code.label));
        }
    }
    return named.join(u", "_s);
}

QString resourceTypeText(const CimInstance &object)
{
    const ResourceType type = ResourceType::of(object);
    if (type.number == 0)
        return {};
    return type.text().isEmpty() ? ClusterFacts::typeName(type.number) : resourceTypeName(type);
}

} // namespace Cistern
