// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/objectfacts.h"

#include "services/schema/schema.h"

#include <QSet>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// The worst status of the list decides; its order is not reliable.
constexpr std::pair<quint64, State> statusTable[] = {
    {6, State::Error},    {7, State::Error},    {12, State::Error},  {13, State::Error},
    {14, State::Error},   {16, State::Error},   {3, State::Warning}, {4, State::Warning},
    {5, State::Warning},  {8, State::Busy},     {9, State::Busy},    {11, State::Busy},
    {10, State::Stopped}, {15, State::Stopped}, {2, State::Ok},      {17, State::Ok},
};

State jobState(quint64 state)
{
    switch (state) {
    case 7:
        return State::Ok;
    case 32768:
        return State::Warning;
    case 8:
    case 9:
        return State::Stopped;
    case 10:
        return State::Error;
    default:
        return State::Busy;
    }
}

bool linkIsA(const CimInstance &link, const QString &className)
{
    return link.decl() ? link.decl()->isA(className) : sameName(link.className(), className);
}

// A kind of link, and where in it the object and the other one stand.
struct Relation
{
    QString className;
    QString nearRole;
    QString farRole;
};

// The far ends of the links in which the object has the near role, those of the first relation
// first. A pool may have twenty thousand: each is read once, and its class is asked about only
// where it is another than that of the link before.
QList<NodeId> farEnds(const Inventory &inventory, const Node &object,
                      std::initializer_list<Relation> relations)
{
    QList<QList<NodeId>> found(qsizetype(relations.size()));
    QList<QSet<NodeId>> known(qsizetype(relations.size()));
    QList<qsizetype> fitting;
    const ClassDecl *decl = nullptr;
    QStringView role, otherRole;
    const QList<Inventory::Linked> links = inventory.linked(object.systemId, object.path());
    for (const Inventory::Linked &each : links) {
        if (each.other < 0)
            continue;
        if (!each.link->decl() || each.link->decl() != decl || each.role.data() != role.data()
            || each.otherRole.data() != otherRole.data()) {
            decl = each.link->decl();
            role = each.role;
            otherRole = each.otherRole;
            fitting.clear();
            for (qsizetype i = 0; i < found.size(); ++i) {
                const Relation &relation = *(relations.begin() + i);
                if (sameName(role, relation.nearRole) && sameName(otherRole, relation.farRole)
                    && linkIsA(*each.link, relation.className))
                    fitting.append(i);
            }
        }
        for (const qsizetype i : std::as_const(fitting)) {
            if (known.at(i).contains(each.other))
                continue;
            known[i].insert(each.other);
            found[i].append(each.other);
        }
    }
    QList<NodeId> all;
    for (const QList<NodeId> &each : std::as_const(found))
        all += each;
    return all;
}

// What the other end of a link is; it need not have been read.
bool isPool(const Inventory &inventory, const Inventory::Linked &linked)
{
    const Node *other = inventory.node(linked.other);
    if (other && other->instance.decl())
        return other->instance.decl()->isA(u"CIM_StoragePool");
    const CimValue path = linked.link->value(linked.otherRole);
    return path.toPath()
        && Schema::isA(path.toPath()->nameSpace(), path.toPath()->className(), u"CIM_StoragePool");
}
} // namespace

State objectState(const CimInstance &object)
{
    if (const auto state = object.value(u"JobState").toUnsigned())
        return jobState(*state);
    if (const auto space = poolSpace(object); space && space->low())
        return State::Warning;
    const QList<quint64> statuses = object.value(u"OperationalStatus").toUnsigneds();
    for (const auto &[status, state] : statusTable) {
        if (statuses.contains(status))
            return state;
    }
    const auto health = object.value(u"HealthState").toUnsigned();
    if (!health || *health == 0)
        return State::None;
    return *health <= 5 ? State::Ok : *health <= 15 ? State::Warning : State::Error;
}

std::optional<PoolSpace> poolSpace(const CimInstance &pool)
{
    if (const auto capacity = pool.value(u"Capacity").toUnsigned(); capacity && *capacity > 0)
        return PoolSpace{
            .unit = unitOf(pool),
            .total = *capacity,
            .used = std::min(*capacity, pool.value(u"Reserved").toUnsigned().value_or(0)),
            .childUsed = 0,
            .lowMark = {}};
    const auto total = pool.value(u"TotalManagedSpace").toUnsigned();
    const auto remaining = pool.value(u"RemainingManagedSpace").toUnsigned();
    if (!total || !remaining)
        return {};
    PoolSpace space{.unit = unitOf(pool),
                    .total = *total,
                    .used = *total - std::min(*total, *remaining),
                    .childUsed = 0,
                    .lowMark = {}};
    // The threshold is the share that is left when the warning comes.
    if (const auto threshold = pool.value(u"LowSpaceWarningThreshold").toUnsigned();
        threshold && *threshold > 0)
        space.lowMark = 1.0 - double(std::min<quint64>(*threshold, 100)) / 100.0;
    return space;
}

PoolSpace poolSpace(const Inventory &inventory, const Node &pool)
{
    PoolSpace space = poolSpace(pool.instance).value_or(PoolSpace());
    const QList<Inventory::Linked> links = inventory.linked(pool.systemId, pool.path());
    for (const Inventory::Linked &each : links) {
        if (sameName(each.role, u"Antecedent") && sameName(each.otherRole, u"Dependent")
            && linkIsA(*each.link, u"CIM_AllocatedFromStoragePool"_s) && isPool(inventory, each))
            space.childUsed += each.link->value(u"SpaceConsumed").toUnsigned().value_or(0);
    }
    space.childUsed = std::min(space.childUsed, space.used);
    return space;
}

ResourceUnit unitOf(const CimInstance &object)
{
    if (!object.has(u"Capacity"))
        return {.kind = ResourceUnit::Kind::Bytes};
    return ResourceUnit::fromText(object.value(u"AllocationUnits").toString(),
                                  quint16(object.value(u"ResourceType").toUnsigned().value_or(0)));
}

std::optional<quint64> objectSize(const CimInstance &object)
{
    if (const auto total = object.value(u"TotalManagedSpace").toUnsigned())
        return total;
    if (const auto capacity = object.value(u"Capacity").toUnsigned())
        return capacity;
    const auto blocks = object.value(u"NumberOfBlocks").toUnsigned();
    const auto size = object.value(u"BlockSize").toUnsigned();
    if (!blocks || !size)
        return {};
    return *blocks * *size;
}

QList<NodeId> membersOf(const Inventory &inventory, NodeId id)
{
    const Node *object = inventory.node(id);
    if (!object || object->kind != Node::Kind::Object)
        return objectsBelow(inventory, id);
    // Links of storage pools are links of resource pools, too.
    return farEnds(inventory, *object,
                   {{u"CIM_ElementAllocatedFromPool"_s, u"Dependent"_s, u"Antecedent"_s},
                    {u"CIM_EndpointOfNetworkPipe"_s, u"Dependent"_s, u"Antecedent"_s},
                    {u"CIM_ConcreteComponent"_s, u"GroupComponent"_s, u"PartComponent"_s}});
}

QList<NodeId> usersOf(const Inventory &inventory, NodeId id)
{
    const Node *object = inventory.node(id);
    if (!object || object->kind != Node::Kind::Object)
        return {};
    return farEnds(inventory, *object,
                   {{u"CIM_ElementAllocatedFromPool"_s, u"Antecedent"_s, u"Dependent"_s},
                    {u"CIM_ConcreteComponent"_s, u"PartComponent"_s, u"GroupComponent"_s}});
}

QList<NodeId> objectsBelow(const Inventory &inventory, NodeId id)
{
    QList<NodeId> found;
    const Node *node = inventory.node(id);
    const QList<NodeId> children = node ? node->children : QList<NodeId>();
    for (const NodeId child : children) {
        if (inventory.node(child)->kind == Node::Kind::Object)
            found.append(child);
        else
            found += objectsBelow(inventory, child);
    }
    return found;
}

} // namespace Cistern
