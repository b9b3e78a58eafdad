// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/storagefacts.h"

#include "models/objectfacts.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr QStringView poolClass = u"CIM_StoragePool";

bool isAllocation(const CimInstance &link)
{
    constexpr auto name = "AllocatedFromStoragePool"_L1;
    return link.decl() ? link.decl()->name.endsWith(name, Qt::CaseInsensitive)
                       : link.className().endsWith(name, Qt::CaseInsensitive);
}

bool isPrimordial(const CimInstance &pool)
{
    return pool.value(u"Primordial").toBool().value_or(false);
}

bool isListedBefore(const PoolFacts &a, const PoolFacts &b)
{
    if (a.primordial != b.primordial)
        return a.primordial;
    return QString::localeAwareCompare(a.name, b.name) < 0;
}

bool joins(const Inventory::Linked &linked, QStringView role, QStringView otherRole)
{
    return sameName(linked.role, role) && sameName(linked.otherRole, otherRole);
}

CimPath otherEnd(const Inventory::Linked &linked)
{
    return linked.link->value(linked.otherRole).toPath().value_or(CimPath());
}
} // namespace

StorageFacts::StorageFacts(const Inventory &inventory, const QString &systemId)
    : m_inventory(inventory), m_systemId(systemId)
{
    const auto services = inventory.objects(systemId, u"CIM_StorageConfigurationService"_s);
    if (!services.isEmpty())
        m_service = inventory.node(services.first())->path();
    const auto capabilities = inventory.objects(systemId,
                                                u"CIM_StorageConfigurationCapabilities"_s);
    if (!capabilities.isEmpty()) {
        m_capabilities = inventory.node(capabilities.first())->instance;
        m_knowsCapabilities = true;
    }
}

bool StorageFacts::lists(QStringView property, quint16 number) const
{
    return m_capabilities.value(property).toUnsigneds().contains(number);
}

bool StorageFacts::offers(Action action) const
{
    if (m_service.isEmpty())
        return false;
    return !m_knowsCapabilities || lists(u"SupportedAsynchronousActions", action)
        || lists(u"SupportedSynchronousActions", action);
}

bool StorageFacts::offers(PoolFeature feature) const
{
    return !m_knowsCapabilities || lists(u"SupportedStoragePoolFeatures", feature);
}

bool StorageFacts::offers(ElementFeature feature) const
{
    return !m_knowsCapabilities || lists(u"SupportedStorageElementFeatures", feature);
}

PoolFacts StorageFacts::factsOf(const Node &node) const
{
    const CimInstance &instance = node.instance;
    const PoolSpace space = poolSpace(m_inventory, node);
    return {.node = node.id,
            .path = node.path(),
            .name = nameOf(instance),
            .primordial = isPrimordial(instance),
            .total = space.total,
            .free = space.total - space.used,
            .heldByPools = space.childUsed,
            .lowMark = space.lowMark,
            .state = objectState(instance)};
}

QList<PoolFacts> StorageFacts::pools() const
{
    QList<PoolFacts> all;
    const auto nodes = m_inventory.objects(m_systemId, poolClass.toString());
    for (const NodeId id : nodes)
        all.append(factsOf(*m_inventory.node(id)));
    std::sort(all.begin(), all.end(), isListedBefore);
    return all;
}

QList<PoolFacts> StorageFacts::locations() const
{
    QList<PoolFacts> all;
    const auto nodes = m_inventory.primordials(m_systemId, poolClass.toString());
    for (const NodeId id : nodes)
        all.append(factsOf(*m_inventory.node(id)));
    std::sort(all.begin(), all.end(), isListedBefore);
    return all;
}

bool StorageFacts::hasOwnPools() const
{
    return m_inventory.madeCount(m_systemId, poolClass.toString()) > 0;
}

bool StorageFacts::isLowOnSpace(const Node &node)
{
    if (node.kind != Node::Kind::Object || !node.instance.decl()
        || !node.instance.decl()->isA(poolClass) || isPrimordial(node.instance))
        return false;
    const auto space = poolSpace(node.instance);
    return space && space->low();
}

std::optional<PoolFacts> StorageFacts::pool(const CimPath &path) const
{
    const Node *node = m_inventory.node(m_inventory.find(m_systemId, path));
    if (!node || !node->instance.decl() || !node->instance.decl()->isA(poolClass))
        return std::nullopt;
    return factsOf(*node);
}

QList<CimPath> StorageFacts::sources(const CimPath &pool) const
{
    QList<CimPath> found;
    const auto links = m_inventory.linked(m_systemId, pool);
    for (const Inventory::Linked &each : links) {
        if (joins(each, u"Dependent", u"Antecedent") && isAllocation(*each.link))
            found.append(otherEnd(each));
    }
    return found;
}

QList<CimPath> StorageFacts::extents(const CimPath &pool) const
{
    QList<CimPath> found;
    const auto links = m_inventory.linked(m_systemId, pool);
    for (const Inventory::Linked &each : links) {
        if (!joins(each, u"GroupComponent", u"PartComponent"))
            continue;
        const Node *node = m_inventory.node(each.other);
        if (node && node->instance.decl() && node->instance.decl()->isA(u"CIM_StorageExtent"))
            found.append(otherEnd(each));
    }
    return found;
}

QList<CimPath> StorageFacts::users(const CimPath &pool) const
{
    QList<CimPath> found;
    const auto links = m_inventory.linked(m_systemId, pool);
    for (const Inventory::Linked &each : links) {
        if (joins(each, u"Antecedent", u"Dependent") && isAllocation(*each.link))
            found.append(otherEnd(each));
    }
    return found;
}

quint64 StorageFacts::consumed(const CimPath &source, const CimPath &by) const
{
    const auto links = m_inventory.linked(m_systemId, by); // a source may have very many
    for (const Inventory::Linked &each : links) {
        if (joins(each, u"Dependent", u"Antecedent") && isAllocation(*each.link)
            && otherEnd(each) == source)
            return each.link->value(u"SpaceConsumed").toUnsigned().value_or(0);
    }
    return 0;
}

bool StorageFacts::descends(const CimPath &pool, const CimPath &ancestor) const
{
    QList<CimPath> seen{pool};
    for (qsizetype i = 0; i < seen.size(); ++i) {
        const QList<CimPath> parents = sources(seen.at(i));
        for (const CimPath &parent : parents) {
            if (parent == ancestor)
                return true;
            if (!seen.contains(parent))
                seen.append(parent);
        }
    }
    return false;
}

QString StorageFacts::nameOf(const CimPath &path) const
{
    const Node *node = m_inventory.node(m_inventory.find(m_systemId, path));
    if (node)
        return nameOf(node->instance);
    return path.keys().isEmpty() ? path.className() : path.keys().first().value.toText();
}

QString StorageFacts::nameOf(const CimInstance &instance)
{
    for (const QStringView property : {QStringView(u"ElementName"), QStringView(u"Name"),
                                       QStringView(u"DeviceID"), QStringView(u"InstanceID")}) {
        if (const QString name = instance.value(property).toString(); !name.isEmpty())
            return name;
    }
    return instance.className();
}

quint64 StorageFacts::sizeOf(const CimInstance &instance)
{
    return objectSize(instance).value_or(0);
}

State StorageFacts::stateOf(const CimInstance &instance)
{
    return objectState(instance);
}

} // namespace Cistern
