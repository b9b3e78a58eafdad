// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/clusterfacts.h"

#include "models/objectfacts.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr QLatin1StringView objectTable[] = {
    "Msvm_ComputerSystem"_L1, "CIM_ResourcePoolConfigurationService"_L1,
    "CIM_ResourcePoolConfigurationCapabilities"_L1, "CIM_ResourcePool"_L1, "CIM_LogicalDevice"_L1};
constexpr QLatin1StringView linkTable[] = {
    "CIM_ConcreteComponent"_L1, "CIM_ElementAllocatedFromPool"_L1, "Msvm_ComponentCS"_L1};

constexpr std::pair<QLatin1StringView, quint16> deviceTypes[] = {
    {"CIM_Processor"_L1, 3},     {"CIM_Memory"_L1, 4},     {"CIM_FCPort"_L1, 7},
    {"CIM_EthernetPort"_L1, 10}, {"CIM_DiskDrive"_L1, 17}, {"CIM_StorageExtent"_L1, 19},
    {"CIM_LogicalDisk"_L1, 31},
};
constexpr quint16 otherType = 1;
constexpr quint32 firstUnnamed = 34; // from here on the value map holds ranges

std::optional<quint16> typeOfClass(QStringView className)
{
    for (const auto &[name, type] : deviceTypes) {
        if (className.compare(name, Qt::CaseInsensitive) == 0)
            return type;
    }
    return {};
}

// Of the cluster's namespace: the same base classes stand in others.
bool isA(const CimInstance &object, QStringView className)
{
    if (!sameNameSpace(object.nameSpace(), QString(Schema::hypervCluster)))
        return false;
    return object.decl() ? object.decl()->isA(className) : sameName(object.className(), className);
}

CimPath end(const CimInstance &link, QStringView role)
{
    const CimValue value = link.value(role);
    return value.toPath() ? *value.toPath() : CimPath();
}

QString nameIn(const CimInstance &object)
{
    for (const QStringView property : {QStringView(u"ElementName"), QStringView(u"Name"),
                                       QStringView(u"DeviceID"), QStringView(u"InstanceID")}) {
        if (const QString name = object.value(property).toString(); !name.isEmpty())
            return name;
    }
    return object.className();
}

// The words of what is worth saying; a device that is well says nothing.
const char *statusOf(const CimInstance &device)
{
    const QList<quint64> statuses = device.value(u"OperationalStatus").toUnsigneds();
    const ClassDecl *decl = device.decl();
    const int index = decl ? decl->indexOf(u"OperationalStatus") : -1;
    if (statuses.isEmpty() || index < 0 || statuses.first() == 2 || statuses.first() == 0)
        return nullptr;
    for (const CodeName &code : decl->properties[size_t(index)].codes) {
        if (statuses.first() >= code.first && statuses.first() <= code.last)
            return code.label;
    }
    return nullptr;
}

// A node or device that can't be asked.
bool isAway(const CimInstance &object)
{
    const QList<quint64> statuses = object.value(u"OperationalStatus").toUnsigneds();
    constexpr quint64 noContact = 12, lostCommunication = 13;
    return statuses.contains(noContact) || statuses.contains(lostCommunication);
}
} // namespace

std::span<const QLatin1StringView> ClusterFacts::objectClasses()
{
    return objectTable;
}

std::span<const QLatin1StringView> ClusterFacts::linkClasses()
{
    return linkTable;
}

ClusterFacts::ClusterFacts(const Inventory &inventory, const QString &systemId)
{
    QList<CimInstance> objects;
    QList<CimInstance> links;
    for (const QLatin1StringView className : objectTable) {
        for (const NodeId id : inventory.objects(systemId, className)) {
            const Node *node = inventory.node(id);
            objects.append(node->instance);
            if (isA(node->instance, u"CIM_ResourcePool")
                || isA(node->instance, u"CIM_ComputerSystem"))
                links += inventory.links(systemId, node->path());
        }
    }
    read(objects, links);
}

ClusterFacts::ClusterFacts(const QList<CimInstance> &objects, const QList<CimInstance> &links)
{
    read(objects, links);
}

void ClusterFacts::read(const QList<CimInstance> &objects, const QList<CimInstance> &links)
{
    for (const CimInstance &object : objects) {
        if (isA(object, u"CIM_ResourcePoolConfigurationService") && m_service.isEmpty()) {
            m_service = object.path();
        } else if (isA(object, u"CIM_ResourcePoolConfigurationCapabilities")) {
            m_capabilities = object;
            m_knowsCapabilities = true;
        } else if (isA(object, u"CIM_ResourcePool")) {
            addPool(object, links);
        } else if (isA(object, u"CIM_ComputerSystem")) {
            addNode(object, links);
        }
    }
    QHash<CimPath, CimPath> owners;
    for (const RootPoolFacts &pool : std::as_const(m_pools)) {
        for (const CimPath &device : pool.devices)
            owners.insert(device, pool.path);
    }
    for (const CimInstance &object : objects) {
        if (isA(object, u"CIM_LogicalDevice"))
            addDevice(object, owners);
    }
    // Virtual machines and the cluster itself are systems too: a node has devices or is a part.
    m_nodes.removeIf([this](const NodeFacts &node) {
        return node.devices.isEmpty() && !m_parts.contains(node.id);
    });
    const auto byName = [](const auto &a, const auto &b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    };
    std::sort(m_nodes.begin(), m_nodes.end(), byName);
    for (NodeFacts &node : m_nodes)
        std::stable_sort(node.devices.begin(), node.devices.end(), byName);
    std::sort(m_pools.begin(), m_pools.end(), byName);
}

void ClusterFacts::addNode(const CimInstance &system, const QList<CimInstance> &links)
{
    const QString id = system.value(u"Name").toString();
    const bool isPart = std::any_of(links.begin(), links.end(), [&system](const CimInstance &link) {
        return link.className().endsWith("ComponentCS"_L1, Qt::CaseInsensitive)
            && end(link, u"PartComponent") == system.path();
    });
    if (isPart)
        m_parts.append(id);
    m_nodes.append({.id = id,
                    .name = nameIn(system),
                    .state = objectState(system),
                    .away = isAway(system),
                    .devices = {}});
}

void ClusterFacts::addDevice(const CimInstance &device, const QHash<CimPath, CimPath> &owners)
{
    const QString system = device.value(u"SystemName").toString();
    auto node = std::find_if(m_nodes.begin(), m_nodes.end(), [&system](const NodeFacts &each) {
        return sameName(each.id, system);
    });
    if (node == m_nodes.end()) {
        m_nodes.append(
            {.id = system, .name = system, .state = State::None, .away = false, .devices = {}});
        node = m_nodes.end() - 1;
    }
    std::optional<quint64> speed;
    if (const auto bits = device.value(u"Speed").toUnsigned(); bits && *bits > 0)
        speed = bits;
    for (const QStringView property :
         {QStringView(u"MaxClockSpeed"), QStringView(u"CurrentClockSpeed")}) {
        if (const auto megahertz = device.value(property).toUnsigned(); !speed && megahertz)
            speed = *megahertz * 1'000'000;
    }
    node->devices.append({.path = device.path(),
                          .name = nameIn(device),
                          .node = node->name,
                          .type = typeOf(device),
                          .bytes = bytesOf(device),
                          .speed = speed,
                          .state = objectState(device),
                          .status = statusOf(device),
                          .pool = owners.value(device.path()),
                          .away = node->away || isAway(device)});
}

void ClusterFacts::addPool(const CimInstance &pool, const QList<CimInstance> &links)
{
    RootPoolFacts facts{
        .path = pool.path(),
        .name = nameIn(pool),
        .type = quint16(pool.value(u"ResourceType").toUnsigned().value_or(otherType)),
        .capacity = pool.value(u"Capacity").toUnsigned().value_or(0),
        .reserved = pool.value(u"Reserved").toUnsigned().value_or(0),
        .units = pool.value(u"AllocationUnits").toString(),
        .primordial = pool.value(u"Primordial").toBool().value_or(false),
        .child = false,
        .devices = {}};
    for (const CimInstance &link : links) {
        if (end(link, u"GroupComponent") == facts.path) {
            if (const CimPath part = end(link, u"PartComponent");
                !part.isEmpty() && !facts.devices.contains(part))
                facts.devices.append(part);
        } else if (end(link, u"Dependent") == facts.path) {
            facts.child = true;
        }
    }
    m_pools.append(facts);
}

bool ClusterFacts::offers(Action action) const
{
    if (m_service.isEmpty())
        return false;
    return !m_knowsCapabilities
        || m_capabilities.value(u"AsynchronousMethodsSupported").toUnsigneds().contains(action)
        || m_capabilities.value(u"SynchronousMethodsSupported").toUnsigneds().contains(action);
}

const DeviceFacts *ClusterFacts::device(const CimPath &path) const
{
    for (const NodeFacts &node : m_nodes) {
        for (const DeviceFacts &device : node.devices) {
            if (device.path == path)
                return &device;
        }
    }
    return nullptr;
}

const RootPoolFacts *ClusterFacts::pool(const CimPath &path) const
{
    const auto found = std::find_if(m_pools.begin(), m_pools.end(),
                                    [&path](const auto &pool) { return pool.path == path; });
    return found == m_pools.end() ? nullptr : &*found;
}

QString ClusterFacts::nameOf(const CimPath &path) const
{
    if (const RootPoolFacts *found = pool(path))
        return found->name;
    if (const DeviceFacts *found = device(path))
        return found->name;
    return path.keys().isEmpty() ? path.className() : path.keys().last().value.toText();
}

quint16 ClusterFacts::typeOf(const CimInstance &device)
{
    if (const auto own = typeOfClass(device.className()))
        return *own;
    if (device.decl()) {
        for (const QLatin1StringView ancestor : device.decl()->ancestors) {
            if (const auto type = typeOfClass(QString(ancestor)))
                return *type;
        }
    }
    return otherType;
}

std::optional<quint64> ClusterFacts::bytesOf(const CimInstance &device)
{
    if (!countsBytes(typeOf(device)))
        return {};
    if (const auto size = objectSize(device))
        return size;
    // Of a drive, in kilobytes of 1000 bytes.
    if (const auto kilobytes = device.value(u"MaxMediaSize").toUnsigned())
        return *kilobytes * 1000;
    return {};
}

bool ClusterFacts::countsBytes(quint16 type)
{
    constexpr quint16 memory = 4, drive = 17, extent = 19, disk = 31;
    return type == memory || type == drive || type == extent || type == disk;
}

std::span<const CodeName> ClusterFacts::types()
{
    const ClassDecl *decl = Schema::findClass(QString(Schema::hypervCluster), u"CIM_ResourcePool");
    if (!decl)
        decl = Schema::findClass(QString(Schema::hypervCluster), u"CISTERN_ResourcePool");
    const auto codes = decl->properties[size_t(decl->indexOf(u"ResourceType"))].codes;
    const auto named = std::find_if(codes.begin(), codes.end(), [](const CodeName &code) {
        return code.first >= firstUnnamed;
    });
    return codes.first(size_t(named - codes.begin()));
}

QString ClusterFacts::typeName(quint16 type)
{
    for (const CodeName &code : types()) {
        if (code.first == type)
            return QCoreApplication::translate("Code", code.label);
    }
    return QString::number(type);
}

} // namespace Cistern
