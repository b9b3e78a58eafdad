// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/resourcefacts.h"

#include "models/objectfacts.h"
#include "services/schema/schema.h"

#include <QSet>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr QStringView poolClass = u"CIM_ResourcePool";
constexpr QStringView allocationClass = u"CIM_ResourceAllocationSettingData";

bool isA(const CimInstance &instance, QStringView className)
{
    return instance.decl() ? instance.decl()->isA(className)
                           : sameName(instance.className(), className);
}

CimPath end(const CimInstance &link, QStringView role)
{
    const CimValue value = link.value(role);
    return value.toPath() ? *value.toPath() : CimPath();
}

QString ownName(const CimInstance &instance)
{
    for (const QStringView property : {QStringView(u"ElementName"), QStringView(u"Name"),
                                       QStringView(u"DeviceID"), QStringView(u"InstanceID")}) {
        if (const QString name = instance.value(property).toString(); !name.isEmpty())
            return name;
    }
    return instance.className();
}

} // namespace

ResourceFacts::ResourceFacts(const Inventory &inventory, const QString &systemId,
                             const QString &nameSpace)
    : m_inventory(inventory), m_systemId(systemId), m_nameSpace(nameSpace)
{
    // The one of Root/Virtualization/V2 does not derive from the one of the cluster.
    for (const auto &className :
         {u"Msvm_ResourcePoolConfigurationService"_s, u"CIM_ResourcePoolConfigurationService"_s}) {
        const auto services = objects(className);
        if (!services.isEmpty() && m_service.isEmpty())
            m_service = services.first()->path();
    }
    for (const auto &className : {u"Msvm_ResourcePoolConfigurationCapabilities"_s,
                                  u"CIM_ResourcePoolConfigurationCapabilities"_s}) {
        const auto capabilities = objects(className);
        if (!capabilities.isEmpty() && !m_knowsCapabilities) {
            m_capabilities = capabilities.first()->instance;
            m_knowsCapabilities = true;
        }
    }
}

QList<const Node *> ResourceFacts::objects(const QString &className) const
{
    QList<const Node *> found;
    const auto ids = m_inventory.objects(m_systemId, className);
    for (const NodeId id : ids) {
        const Node *node = m_inventory.node(id);
        if (sameNameSpace(node->instance.nameSpace(), m_nameSpace))
            found.append(node);
    }
    return found;
}

const Node *ResourceFacts::find(const CimPath &path) const
{
    return m_inventory.node(m_inventory.find(m_systemId, path));
}

bool ResourceFacts::offers(Action action) const
{
    if (m_service.isEmpty())
        return false;
    return !m_knowsCapabilities
        || m_capabilities.value(u"AsynchronousMethodsSupported").toUnsigneds().contains(action)
        || m_capabilities.value(u"SynchronousMethodsSupported").toUnsigneds().contains(action);
}

ResourcePoolFacts ResourceFacts::factsOf(const Node &node) const
{
    const CimInstance &instance = node.instance;
    const QString poolId = instance.value(u"PoolID").toString();
    const QString elementName = instance.value(u"ElementName").toString();
    const bool primordial = instance.value(u"Primordial").toBool().value_or(false);
    const ResourceType type = ResourceType::of(instance);
    const auto capacity = instance.value(u"Capacity").toUnsigned();
    const bool byPoolId = !poolId.isEmpty()
        && sameNameSpace(m_nameSpace, QString(Schema::virtualization));
    return {
        .node = node.id,
        .path = node.path(),
        // The name a person chose is the PoolID with Hyper-V, where ElementName may be that of
        // the type; with clusters the PoolID is nothing to read.
        .name = primordial ? elementName
            : byPoolId     ? poolId
                           : ownName(instance),
        .poolId = poolId,
        .type = type,
        .primordial = primordial,
        .unit = ResourceUnit::fromText(instance.value(u"AllocationUnits").toString(), type.number),
        .told = capacity.has_value(),
        .capacity = capacity.value_or(0),
        .reserved = instance.value(u"Reserved").toUnsigned().value_or(0),
        .state = objectState(instance)};
}

QList<ResourcePoolFacts> ResourceFacts::pools() const
{
    QList<ResourcePoolFacts> all;
    const auto nodes = objects(poolClass.toString());
    for (const Node *node : nodes)
        all.append(factsOf(*node));
    std::sort(all.begin(), all.end(), [](const ResourcePoolFacts &a, const ResourcePoolFacts &b) {
        if (a.primordial != b.primordial)
            return a.primordial;
        if (a.primordial && a.type.number != b.type.number)
            return a.type.number < b.type.number;
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    return all;
}

std::optional<ResourcePoolFacts> ResourceFacts::pool(const CimPath &path) const
{
    const Node *node = find(path);
    if (!node || !isA(node->instance, poolClass) || !sameNameSpace(path.nameSpace(), m_nameSpace))
        return std::nullopt;
    return factsOf(*node);
}

std::optional<ResourcePoolFacts> ResourceFacts::primordial(const ResourceType &type) const
{
    const auto all = pools();
    for (const ResourcePoolFacts &pool : all) {
        if (pool.primordial && pool.type == type)
            return pool;
    }
    return std::nullopt;
}

std::optional<ResourcePoolFacts> ResourceFacts::pool(const ResourceType &type,
                                                     const QString &poolId) const
{
    const auto all = pools();
    for (const ResourcePoolFacts &pool : all) {
        if (pool.type == type && pool.poolId.compare(poolId, Qt::CaseInsensitive) == 0)
            return pool;
    }
    return std::nullopt;
}

QList<ResourceType> ResourceFacts::types() const
{
    QList<ResourceType> found;
    const auto all = pools();
    for (const ResourcePoolFacts &pool : all) {
        if (pool.primordial && !found.contains(pool.type))
            found.append(pool.type);
    }
    return found;
}

QList<CimPath> ResourceFacts::linked(const CimPath &path, QStringView className,
                                     QStringView nearRole, QStringView farRole) const
{
    QList<CimPath> found;
    QSet<CimPath> known;
    const auto links = m_inventory.linked(m_systemId, path);
    for (const Inventory::Linked &each : links) {
        if (!sameName(each.role, nearRole) || !sameName(each.otherRole, farRole)
            || !isA(*each.link, className))
            continue;
        const CimPath far = end(*each.link, each.otherRole);
        if (!known.contains(far)) {
            known.insert(far);
            found.append(far);
        }
    }
    return found;
}

QList<CimInstance> ResourceFacts::settingsOf(const CimPath &pool, QStringView className) const
{
    QList<CimInstance> found;
    const auto paths = linked(pool, u"CIM_SettingsDefineState", u"ManagedElement", u"SettingData");
    for (const CimPath &path : paths) {
        const Node *node = find(path);
        if (node && isA(node->instance, className))
            found.append(node->instance);
    }
    // Their ids end in their place.
    std::sort(found.begin(), found.end(), [](const CimInstance &a, const CimInstance &b) {
        const QString left = a.value(u"InstanceID").toString();
        const QString right = b.value(u"InstanceID").toString();
        return left.size() != right.size() ? left.size() < right.size() : left < right;
    });
    return found;
}

// The prototypes that a pool's capabilities define, those that give the default.
QList<CimInstance> ResourceFacts::defaultSettings(const CimPath &pool) const
{
    QList<CimInstance> found;
    const auto capabilities = linked(pool, u"CIM_ElementCapabilities", u"ManagedElement",
                                     u"Capabilities");
    for (const CimPath &path : capabilities) {
        const auto links = m_inventory.links(m_systemId, path);
        for (const CimInstance &link : links) {
            const Node *node = find(end(link, u"PartComponent"));
            if (isA(link, u"CIM_SettingsDefineCapabilities") && node
                && end(link, u"GroupComponent") == path
                && link.value(u"ValueRole").toUnsigned() == 0)
                found.append(node->instance);
        }
    }
    return found;
}

// Links come in any order; the settings tell the parents in theirs.
QList<CimPath> ResourceFacts::parents(const CimPath &pool) const
{
    QList<CimPath> linkedPools;
    const auto antecedents = linked(pool, u"CIM_ElementAllocatedFromPool", u"Dependent",
                                    u"Antecedent");
    for (const CimPath &path : antecedents) {
        if (this->pool(path))
            linkedPools.append(path);
    }
    QList<CimPath> ordered;
    const auto settings = settingsOf(pool, allocationClass);
    for (const CimInstance &setting : settings) {
        const QString poolId = setting.value(u"PoolID").toString();
        for (const CimPath &path : std::as_const(linkedPools)) {
            if (settings.size() == linkedPools.size() && !ordered.contains(path)
                && this->pool(path)->poolId.compare(poolId, Qt::CaseInsensitive) == 0)
                ordered.append(path);
        }
    }
    return ordered.size() == linkedPools.size() ? ordered : linkedPools;
}

QList<CimPath> ResourceFacts::users(const CimPath &pool) const
{
    return linked(pool, u"CIM_ElementAllocatedFromPool", u"Antecedent", u"Dependent");
}

QList<CimPath> ResourceFacts::children(const CimPath &pool) const
{
    QList<CimPath> found;
    const auto all = users(pool);
    for (const CimPath &path : all) {
        if (this->pool(path))
            found.append(path);
    }
    return found;
}

bool ResourceFacts::descends(const CimPath &pool, const CimPath &ancestor) const
{
    QList<CimPath> seen{pool};
    for (qsizetype i = 0; i < seen.size(); ++i) {
        const QList<CimPath> above = parents(seen.at(i));
        for (const CimPath &parent : above) {
            if (parent == ancestor)
                return true;
            if (!seen.contains(parent))
                seen.append(parent);
        }
    }
    return false;
}

QList<AllocationFacts> ResourceFacts::allocations(const CimPath &pool) const
{
    QList<AllocationFacts> found;
    const auto settings = settingsOf(pool, allocationClass);
    QList<CimPath> from = parents(pool);
    const bool shared = settings.size() == 1 && from.size() > 1;
    for (const CimInstance &setting : settings) {
        AllocationFacts terms{.setting = setting,
                              .reservation = setting.value(u"Reservation").toUnsigned().value_or(0),
                              .limit = setting.value(u"Limit").toUnsigned().value_or(0),
                              .hostResources = setting.value(u"HostResource").toStrings()};
        if (const auto weight = setting.value(u"Weight").toUnsigned())
            terms.weight = quint32(*weight);
        if (!shared) {
            const QString poolId = setting.value(u"PoolID").toString();
            const auto parent = std::find_if(from.begin(), from.end(), [&](const CimPath &path) {
                return this->pool(path)->poolId.compare(poolId, Qt::CaseInsensitive) == 0;
            });
            if (parent != from.end()) {
                terms.parent = *parent;
                from.erase(parent);
            }
        }
        found.append(terms);
    }
    return found;
}

CimInstance ResourceFacts::settings(const CimPath &pool) const
{
    const auto found = settingsOf(pool, u"Msvm_ResourcePoolSettingData");
    return found.isEmpty() ? CimInstance() : found.first();
}

// A child pool has what its settings say. A primordial one tells it in the default setting of its
// capabilities, or what is part of it.
QStringList ResourceFacts::hostResources(const CimPath &pool) const
{
    QStringList found;
    const auto add = [&found](const QString &resource) {
        if (!resource.isEmpty() && !found.contains(resource))
            found.append(resource);
    };
    const auto settings = settingsOf(pool, allocationClass);
    for (const CimInstance &setting : settings) {
        const auto resources = setting.value(u"HostResource").toStrings();
        for (const QString &resource : resources)
            add(resource);
    }
    if (!found.isEmpty())
        return found;
    const auto defaults = defaultSettings(pool);
    for (const CimInstance &setting : defaults) {
        const auto resources = setting.value(u"HostResource").toStrings();
        for (const QString &resource : resources)
            add(resource);
    }
    if (!found.isEmpty())
        return found;
    const auto parts = linked(pool, u"CIM_ConcreteComponent", u"GroupComponent", u"PartComponent");
    for (const CimPath &part : parts)
        add(part.toText());
    return found;
}

// MaxParentPools, where the registration of the type tells it.
std::optional<quint32> ResourceFacts::mostParents(const ResourceType &type) const
{
    const auto components = objects(u"Msvm_ResourcePoolComponent"_s);
    for (const Node *node : components) {
        // The name is vendor|component|version.
        const QString component = node->instance.value(u"Name").toString().section(u'|', 1, 1);
        const auto most = node->instance.value(u"MaxParentPools").toUnsigned().value_or(0);
        if (most > 0 && !component.isEmpty()
            && type.text().contains(component, Qt::CaseInsensitive))
            return quint32(most);
    }
    return std::nullopt;
}

QString ResourceFacts::nameOf(const CimPath &path) const
{
    if (const auto known = pool(path); known && !known->name.isEmpty())
        return known->name;
    if (const Node *node = find(path))
        return ownName(node->instance);
    return path.keys().isEmpty() ? path.className() : path.keys().first().value.toText();
}

QString ResourceFacts::resourceName(const QString &hostResource) const
{
    const auto path = CimPath::fromText(hostResource);
    if (!path || !path->isInstance())
        return hostResource;
    CimPath local = *path;
    if (local.nameSpace().isEmpty())
        local.setNameSpace(m_nameSpace);
    const Node *node = find(local);
    return node ? ownName(node->instance) : hostResource;
}

} // namespace Cistern
