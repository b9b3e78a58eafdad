// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/inventory.h"

#include "services/inventory/shape.h"
#include "services/schema/schema.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

// Where an object belongs: below another object, else below a heading, else nowhere.
struct Spot
{
    CimPath above;
    QLatin1StringView group;

    bool operator==(const Spot &) const = default;
};

struct Inventory::SystemData
{
    NodeId node = -1;
    QHash<QLatin1StringView, NodeId> groups;
    QHash<CimPath, NodeId> nodes;
    QHash<CimPath, Spot> spots;
    QStringList lacking; // namespaces
    QList<CimInstance> links;
    QMultiHash<CimPath, qsizetype> linksOf; // both ends, to the place in links
    // Of every class that was read, by its declaration or, for one no table declares, its name:
    // asked for at every key stroke. Filled at the first question after a change of nodes.
    QHash<std::pair<const ClassDecl *, QString>, QList<NodeId>> ofClass;
    bool isIndexed = false;

    // In the order of the reading, so that the same reading gives the same tree.
    QList<qsizetype> placesOf(const CimPath &path) const
    {
        QList<qsizetype> places = linksOf.values(path);
        std::sort(places.begin(), places.end());
        return places;
    }
};

namespace {
bool isA(const CimPath &path, QLatin1StringView className)
{
    return Schema::isA(path.nameSpace(), path.className(), QString(className));
}

bool isA(const CimInstance &instance, QLatin1StringView className)
{
    return instance.decl() ? instance.decl()->isA(QString(className))
                           : isA(instance.path(), className);
}

bool isIn(const CimPath &path, QLatin1StringView nameSpace)
{
    return sameNameSpace(path.nameSpace(), QString(nameSpace));
}

bool isPrimordial(const CimInstance &instance)
{
    return instance.value(u"Primordial").toBool().value_or(false);
}
// The instance that describes the whole system, null when none was read.
const CimInstance *computerAmong(const QList<CimInstance> &objects)
{
    for (const Shape::SystemRow &row : Shape::systems()) {
        const CimInstance *first = nullptr;
        QStringList hosts; // named by the services of that namespace
        QList<const CimInstance *> computers;
        for (const CimInstance &object : objects) {
            if (!isIn(object.path(), row.nameSpace))
                continue;
            if (isA(object, row.className))
                computers.append(&object);
            else if (isA(object, "CIM_Service"_L1))
                hosts.append(object.value(u"SystemName").toText());
        }
        for (const CimInstance *computer : std::as_const(computers)) {
            const QString name = computer->value(u"Name").toText();
            if (hosts.contains(name, Qt::CaseInsensitive))
                return computer;
            first = first ? first : computer;
        }
        if (first)
            return first;
    }
    return nullptr;
}
} // namespace

Inventory::Inventory(QObject *parent) : QObject(parent)
{
    m_nodes.insert(0, Node());
}

Inventory::~Inventory() = default;

const Node *Inventory::node(NodeId id) const
{
    const auto found = m_nodes.constFind(id);
    return found == m_nodes.cend() ? nullptr : &*found;
}

NodeId Inventory::find(const QString &systemId, const CimPath &path) const
{
    const auto data = m_systems.value(systemId);
    return data ? data->nodes.value(path, -1) : -1;
}

NodeId Inventory::system(const QString &systemId) const
{
    const auto data = m_systems.value(systemId);
    return data ? data->node : -1;
}

QList<NodeId> Inventory::objects(const QString &systemId, const QString &className) const
{
    QList<NodeId> found;
    const auto data = m_systems.value(systemId);
    if (!data)
        return found;
    if (!std::exchange(data->isIndexed, true)) {
        data->ofClass.clear();
        for (const NodeId id : std::as_const(data->nodes)) {
            const CimInstance &object = node(id)->instance;
            data->ofClass[{object.decl(), object.decl() ? QString() : object.className()}].append(
                id);
        }
    }
    for (auto each = data->ofClass.cbegin(); each != data->ofClass.cend(); ++each) {
        const auto &[decl, name] = each.key();
        if (decl ? decl->isA(className) : sameName(name, className))
            found += each.value();
    }
    std::sort(found.begin(), found.end());
    return found;
}

QList<CimInstance> Inventory::links(const QString &systemId, const CimPath &path) const
{
    QList<CimInstance> found;
    const auto data = m_systems.value(systemId);
    if (!data)
        return found;
    const QList<qsizetype> places = data->placesOf(path);
    for (const qsizetype place : places)
        found.append(data->links.at(place));
    return found;
}

void Inventory::note(QList<NodeId> Changes::*list, NodeId id)
{
    (m_pending.*list).append(id);
    if (m_announced)
        return;
    m_announced = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_announced = false;
            Changes told = std::exchange(m_pending, {});
            // What came and went within the turn was never there; what is new needs no update.
            const QSet<NodeId> added(told.added.cbegin(), told.added.cend());
            const QSet<NodeId> removed(told.removed.cbegin(), told.removed.cend());
            told.added.removeIf([&](NodeId node) { return removed.contains(node); });
            told.removed.removeIf([&](NodeId node) { return added.contains(node); });
            QSet<NodeId> seen;
            told.updated.removeIf([&](NodeId node) {
                const bool drop = added.contains(node) || removed.contains(node)
                    || seen.contains(node);
                seen.insert(node);
                return drop;
            });
            if (!told.isEmpty())
                Q_EMIT changed(told);
        },
        Qt::QueuedConnection);
}

NodeId Inventory::add(Node node)
{
    node.id = ++m_last;
    if (node.parent != Node::nowhere)
        m_nodes[node.parent].children.append(node.id);
    const bool shown = node.parent != Node::nowhere;
    m_nodes.insert(node.id, std::move(node));
    if (shown)
        note(&Changes::added, m_last);
    return m_last;
}

void Inventory::removeBranch(NodeId id)
{
    const Node gone = m_nodes.value(id);
    for (const NodeId child : gone.children)
        removeBranch(child);
    if (const auto data = m_systems.value(gone.systemId)) {
        data->isIndexed = false;
        if (gone.kind == Node::Kind::Object && data->nodes.value(gone.path, -1) == id)
            data->nodes.remove(gone.path);
        if (gone.kind == Node::Kind::Group)
            data->groups.removeIf([id](auto group) { return *group == id; });
    }
    if (gone.parent != Node::nowhere) {
        if (const auto parent = m_nodes.find(gone.parent); parent != m_nodes.end())
            parent->children.removeOne(id);
        note(&Changes::removed, id);
    }
    m_nodes.remove(id);
}

NodeId Inventory::siteNode(const QString &name)
{
    if (name.isEmpty())
        return 0;
    for (const NodeId id : std::as_const(m_nodes[0].children)) {
        const Node &site = m_nodes[id];
        if (site.kind == Node::Kind::Site && site.name == name)
            return id;
    }
    return add(Node{.parent = 0, .kind = Node::Kind::Site, .name = name});
}

void Inventory::dropSystem(const QString &id)
{
    const auto data = m_systems.value(id);
    removeBranch(data->node);
    for (const NodeId inNoTree : std::as_const(data->nodes))
        m_nodes.remove(inNoTree);
    m_systems.remove(id);
}

void Inventory::setSystems(const QList<std::pair<QString, QString>> &idsAndNames,
                           const QHash<QString, QString> &sites)
{
    QSet<QString> kept;
    for (const auto &[id, name] : idsAndNames) {
        kept.insert(id);
        const NodeId parent = siteNode(sites.value(id));
        if (const NodeId known = system(id); known >= 0) {
            if (m_nodes[known].parent == parent) {
                if (std::exchange(m_nodes[known].name, name) != name)
                    note(&Changes::updated, known);
                continue;
            }
            dropSystem(id);
        }
        const auto data = std::make_shared<SystemData>();
        data->node = add(
            Node{.parent = parent, .kind = Node::Kind::System, .systemId = id, .name = name});
        m_systems.insert(id, data);
    }
    const QStringList all = m_systems.keys();
    for (const QString &id : all) {
        if (kept.contains(id))
            continue;
        dropSystem(id);
    }
    const QList<NodeId> top = m_nodes[0].children;
    for (const NodeId id : top) {
        if (m_nodes[id].kind == Node::Kind::Site && m_nodes[id].children.isEmpty())
            removeBranch(id);
    }
}

// A heading is there as soon as something stands below it.
NodeId Inventory::groupNode(SystemData &data, QLatin1StringView name)
{
    if (const NodeId id = data.groups.value(name, -1); id >= 0)
        return id;
    const NodeId id = add(Node{.parent = data.node,
                               .kind = Node::Kind::Group,
                               .systemId = m_nodes[data.node].systemId,
                               .name = name});
    data.groups.insert(name, id);
    return id;
}

Spot Inventory::spotOf(const SystemData &data, const Reading &reading, const CimPath &path) const
{
    // Only what has a heading of its own stands in the tree, below it or below another such object:
    // a pool holds devices, too.
    const Spot group = groupSpot(*reading.value(path));
    if (group.group.isEmpty())
        return {};
    const QList<qsizetype> places = data.placesOf(path);
    for (const Shape::LinkRow &row : Shape::links()) {
        if (!isIn(path, row.nameSpace))
            continue;
        for (const qsizetype place : places) {
            const CimInstance &link = data.links.at(place);
            const CimValue parent = link.value(QString(row.parentRole));
            const CimValue child = link.value(QString(row.childRole));
            if (!isA(link, row.className) || !parent.toPath() || !child.toPath()
                || *child.toPath() != path)
                continue;
            const CimInstance *above = reading.value(*parent.toPath());
            if (above && isPrimordial(*above) == row.primordial
                && !groupSpot(*above).group.isEmpty())
                return Spot{.above = *parent.toPath(), .group = {}};
        }
    }
    return group;
}

Spot Inventory::groupSpot(const CimInstance &object)
{
    for (const Shape::GroupRow &row : Shape::groups()) {
        if (isIn(object.path(), row.nameSpace) && isA(object, row.className))
            return Spot{.above = {}, .group = row.name};
    }
    return {};
}

// A confused system may tell that two pools lie in each other: then the first stands below its
// heading.
QHash<CimPath, Spot> Inventory::spotsOf(const SystemData &data, const Reading &reading,
                                        const QList<CimInstance> &objects) const
{
    QHash<CimPath, Spot> spots;
    for (const CimInstance &object : objects)
        spots.insert(object.path(), spotOf(data, reading, object.path()));
    for (const CimInstance &object : objects) {
        const CimPath path = object.path();
        qsizetype steps = 0;
        for (CimPath above = spots.value(path).above; !above.isEmpty();
             above = spots.value(above).above) {
            if (above == path || ++steps > spots.size()) {
                spots[path] = groupSpot(object);
                break;
            }
        }
    }
    return spots;
}

NodeId Inventory::place(SystemData &data, const Reading &reading, const CimPath &path,
                        const QDateTime &read)
{
    const NodeId known = data.nodes.value(path, -1);
    if (known >= 0)
        return known;
    const Spot spot = data.spots.value(path);
    const NodeId parent = !spot.above.isEmpty() ? place(data, reading, spot.above, read)
        : !spot.group.isEmpty()                 ? groupNode(data, spot.group)
                                                : Node::nowhere;
    const NodeId id = add(Node{.parent = parent,
                               .kind = Node::Kind::Object,
                               .systemId = m_nodes[data.node].systemId,
                               .path = path,
                               .instance = *reading.value(path),
                               .read = read});
    data.nodes.insert(path, id);
    data.isIndexed = false;
    return id;
}

void Inventory::setObjects(const QString &systemId, const QList<CimInstance> &objects,
                           const QList<CimInstance> &links, const QDateTime &read)
{
    const auto found = m_systems.value(systemId);
    if (!found)
        return;
    SystemData &data = *found;
    Reading reading;
    const CimInstance *computer = computerAmong(objects);
    for (const CimInstance &object : objects)
        reading.insert(object.path(), &object);
    data.links = links;
    data.linksOf.clear();
    for (qsizetype i = 0; i < links.size(); ++i) {
        const auto properties = links.at(i).properties();
        for (const auto &[name, value] : properties) {
            if (const CimPath *end = value.toPath())
                data.linksOf.insert(*end, i);
        }
    }
    const QHash<CimPath, Spot> before = std::exchange(data.spots, spotsOf(data, reading, objects));

    // What is gone or moved goes first, with all that hangs below it.
    const QList<CimPath> known = data.nodes.keys();
    for (const CimPath &path : known) {
        if (data.nodes.contains(path)
            && !(reading.contains(path) && before.value(path) == data.spots.value(path)))
            removeBranch(data.nodes.value(path));
    }
    for (const CimInstance &object : objects) {
        const CimPath path = object.path();
        const bool isNew = !data.nodes.contains(path);
        Node &node = m_nodes[place(data, reading, path, read)];
        node.read = read;
        if (!isNew && (!(node.instance == object) || node.stale)) {
            node.instance = object;
            node.stale = false;
            data.isIndexed = false;
            if (node.parent != Node::nowhere)
                note(&Changes::updated, node.id);
        }
    }
    const QHash<QLatin1StringView, NodeId> groups = data.groups;
    for (const NodeId group : groups) {
        if (m_nodes[group].children.isEmpty())
            removeBranch(group);
    }

    Node &system = m_nodes[data.node];
    const CimInstance described = computer ? *computer : CimInstance();
    if (!(system.instance == described) || system.stale || !system.read.isValid()) {
        system.instance = described;
        system.path = described.path();
        system.stale = false;
        note(&Changes::updated, data.node);
    }
    system.read = read;
}

void Inventory::update(const QString &systemId, const CimInstance &object, const QDateTime &read)
{
    const auto data = m_systems.value(systemId);
    const NodeId id = data ? data->nodes.value(object.path(), -1) : -1;
    if (id < 0)
        return;
    Node &node = m_nodes[id];
    node.read = read;
    if (node.instance == object)
        return;
    node.instance = object;
    data->isIndexed = false;
    if (node.parent != Node::nowhere)
        note(&Changes::updated, id);
}

void Inventory::setStale(const QString &systemId, bool stale)
{
    const auto data = m_systems.value(systemId);
    if (!data)
        return;
    const auto mark = [this, stale](NodeId id) {
        if (std::exchange(m_nodes[id].stale, stale) != stale && m_nodes[id].parent != Node::nowhere)
            note(&Changes::updated, id);
    };
    mark(data->node);
    for (const NodeId id : std::as_const(data->nodes))
        mark(id);
}

void Inventory::setLacking(const QString &systemId, const QStringList &nameSpaces)
{
    const auto data = m_systems.value(systemId);
    if (data && std::exchange(data->lacking, nameSpaces) != nameSpaces)
        note(&Changes::updated, data->node);
}

bool Inventory::lacks(const QString &systemId, QStringView nameSpace) const
{
    const auto data = m_systems.value(systemId);
    return data
        && std::any_of(data->lacking.begin(), data->lacking.end(),
                       [&](const QString &each) { return sameNameSpace(each, nameSpace); });
}

} // namespace Cistern

#include "moc_inventory.cpp"
