// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/inventory.h"

#include "services/core/onpool.h"
#include "services/inventory/shape.h"
#include "services/inventory/systemdata.h"

#include <QElapsedTimer>
#include <QSet>

#include <algorithm>
#include <chrono>
#include <utility>

namespace Cistern {

namespace {
// The views follow each of these, in the same frame.
constexpr qsizetype mostTold = 1'000;
constexpr qsizetype mostToldGone = 10'000; // whose rows went together
constexpr qint64 longestTurn = 3'000'000;  // ns

// Freeing many objects takes a while; nobody has to wait for it.
void discard(std::shared_ptr<const Known> known)
{
    if (known->objects.size() > size_t(mostTold))
        QThreadPool::globalInstance()->start([known = std::move(known)] {});
}
} // namespace

// How much may still be done in one turn of the event loop.
class Inventory::Turn
{
public:
    explicit Turn(const Changes *pending, qsizetype most = mostTold)
        : m_pending(pending), m_most(most)
    {
        m_timer.start();
    }

    bool over()
    {
        if (!m_pending) // all of it, whatever it takes
            return false;
        m_over = m_over || m_pending->size() >= m_most
            || (++m_steps % 64 == 0 && m_timer.nsecsElapsed() > longestTurn);
        return m_over;
    }

private:
    const Changes *m_pending;
    qsizetype m_most;
    QElapsedTimer m_timer;
    quint32 m_steps = 0;
    bool m_over = false;
};

Inventory::Inventory(QObject *parent) : QObject(parent)
{
    m_nodes.insert(Node());
    m_soon.setInterval(0); // unlike posted events, these let the others in between
    connect(&m_soon, &QTimer::timeout, this, &Inventory::workOn);
}

Inventory::~Inventory() = default;

void Inventory::note(QList<NodeId> Changes::*list, NodeId id)
{
    (m_pending.*list).append(id);
    if (!std::exchange(m_announced, true))
        QMetaObject::invokeMethod(this, &Inventory::announce, Qt::QueuedConnection);
}

void Inventory::noteUpdated(const Node &node)
{
    // What is new needs no update, what was told in this turn no second one.
    if (node.parent == Node::nowhere || node.id > m_lastTold
        || std::exchange(m_nodes.find(node.id)->updated, m_turns) == m_turns)
        return;
    note(&Changes::updated, node.id);
}

void Inventory::announce()
{
    m_announced = false;
    Changes told = std::exchange(m_pending, {});
    m_lastTold = m_last;
    ++m_turns;
    const auto isGone = [this](NodeId id) { return !m_nodes.find(id); };
    if (std::exchange(m_pendingGone, false))
        told.added.removeIf(isGone);
    if (!told.removed.isEmpty())
        told.updated.removeIf(isGone);
    if (!told.isEmpty())
        Q_EMIT changed(told);
}

Node &Inventory::add(Node node)
{
    node.id = ++m_last;
    NodePages::Record &record = m_nodes.insert(std::move(node));
    if (record.node.parent != Node::nowhere) {
        Node &parent = at(record.node.parent);
        record.row = parent.children.size();
        parent.children.append(m_last);
        note(&Changes::added, m_last);
    }
    return record.node;
}

void Inventory::removeNode(NodeId id)
{
    const NodePages::Record *record = m_nodes.find(id);
    if (!record)
        return;
    if (const NodeId above = record->node.parent; above != Node::nowhere) {
        QList<NodeId> &rows = at(above).children;
        const NodeId last = rows.takeLast();
        if (last != id) {
            rows[record->row] = last;
            m_nodes.find(last)->row = record->row;
        }
        // What came and went within the turn was never there.
        if (id > m_lastTold)
            m_pendingGone = true;
        else
            note(&Changes::removed, id);
    }
    m_nodes.remove(id);
}

// From now on nobody finds it.
void Inventory::leave(NodeId id)
{
    if (!m_nodes.find(id))
        return;
    if (id > m_lastTold) { // nobody heard of it
        m_pendingGone = true;
        m_nodes.remove(id);
        return;
    }
    m_nodes.hide(id);
    m_leaving.append(id);
}

bool Inventory::tellOfLeaving() // of all of them now
{
    Turn turn(&m_pending, mostToldGone);
    while (!m_leaving.isEmpty()) {
        if (turn.over())
            return false;
        const NodeId id = m_leaving.takeLast();
        m_nodes.remove(id);
        note(&Changes::removed, id);
    }
    return true;
}

NodeId Inventory::siteNode(const QString &name)
{
    if (name.isEmpty())
        return 0;
    for (const NodeId id : std::as_const(at(0).children)) {
        const Node &site = at(id);
        if (site.kind == Node::Kind::Site && site.name == name)
            return id;
    }
    return add(Node{.parent = 0, .kind = Node::Kind::Site, .name = name}).id;
}

void Inventory::dropSystem(const QString &id)
{
    const auto data = m_systems.take(id);
    removeNode(data->node);
    for (const NodeId group : std::as_const(data->groups))
        leave(group);
    for (const Known::Object &object : data->known->objects)
        leave(object.node > 0 ? object.node : -1);
    if (data->taking) {
        if (data->taking->comparison) {
            for (const NodeId gone : data->taking->comparison->removed)
                leave(gone);
        }
        data->waiting.reset();
        data->taking->later.clear();
        endTaking(*data);
    }
    discard(std::exchange(data->known, std::make_shared<Known>()));
    if (!m_leaving.isEmpty() && !m_soon.isActive())
        m_soon.start();
}

void Inventory::setSystems(const QList<std::pair<QString, QString>> &idsAndNames,
                           const QHash<QString, QString> &sites)
{
    QSet<QString> kept;
    for (const auto &[id, name] : idsAndNames) {
        kept.insert(id);
        const NodeId parent = siteNode(sites.value(id));
        if (const NodeId known = system(id); known >= 0) {
            Node &node = at(known);
            if (node.parent == parent) {
                if (std::exchange(node.name, name) != name)
                    noteUpdated(node);
                continue;
            }
            dropSystem(id);
        }
        const auto data = std::make_shared<SystemData>();
        data->id = id;
        data->node =
            add(Node{.parent = parent, .kind = Node::Kind::System, .systemId = id, .name = name})
                .id;
        m_systems.insert(id, data);
    }
    const QStringList all = m_systems.keys();
    for (const QString &id : all) {
        if (!kept.contains(id))
            dropSystem(id);
    }
    const QList<NodeId> top = at(0).children;
    for (const NodeId id : top) {
        if (at(id).kind == Node::Kind::Site && at(id).children.isEmpty())
            removeNode(id);
    }
}

// A heading is there as soon as something stands below it.
NodeId Inventory::groupNode(SystemData &data, qint16 row)
{
    const QLatin1StringView name = Shape::groups()[size_t(row)].name;
    if (const NodeId id = data.groups.value(name, -1); id >= 0)
        return id;
    const NodeId id =
        add(Node{.parent = data.node, .kind = Node::Kind::Group, .systemId = data.id, .name = name})
            .id;
    data.groups.insert(name, id);
    return id;
}

Answer<Done> Inventory::take(const QString &systemId, const Findings &findings)
{
    const auto data = m_systems.value(systemId);
    if (!data)
        return readyAnswer<Done>(Done());
    const Pledge<Done> pledge;
    if (!data->taking) {
        begin(data, findings, {pledge});
        return pledge.answer();
    }
    if (!data->waiting)
        data->waiting.emplace();
    data->waiting->findings = findings;
    data->waiting->pledges.append(pledge);
    return pledge.answer();
}

void Inventory::begin(const std::shared_ptr<SystemData> &data, const Findings &findings,
                      const QList<Pledge<Done>> &pledges)
{
    data->taking.emplace();
    data->taking->number = ++m_takings;
    data->taking->read = findings.read;
    data->taking->pledges = pledges;
    const auto compared = [before = std::shared_ptr<const Known>(data->known),
                           findings]() -> Outcome<std::shared_ptr<Comparison>> {
        return std::make_shared<Comparison>(compare(*before, findings));
    };
    onDone(onPool(compared), this,
           [this, data, number = m_takings](const Outcome<std::shared_ptr<Comparison>> &made) {
               if (!data->taking || data->taking->number != number || !made)
                   return;
               accept(*data, *made);
               workSoon(data->id);
               workOn();
           });
}

void Inventory::setObjects(const QString &systemId, const QList<CimInstance> &objects,
                           const QList<CimInstance> &links, const QDateTime &read)
{
    const auto data = m_systems.value(systemId);
    if (!data)
        return;
    Turn endless(nullptr);
    const auto waiting = std::exchange(data->waiting, std::nullopt); // these are newer
    if (data->taking && data->taking->comparison)
        follow(*data, endless);
    else if (data->taking)
        endTaking(*data);
    data->taking.emplace();
    data->taking->read = read;
    if (waiting)
        data->taking->pledges = waiting->pledges;
    accept(*data,
           std::make_shared<Comparison>(
               compare(*data->known, {.objects = {objects}, .links = {links}, .read = read})));
    follow(*data, endless);
}

void Inventory::accept(SystemData &data, const std::shared_ptr<Comparison> &comparison)
{
    data.taking->comparison = comparison;
    discard(std::exchange(data.known, comparison->after));
    data.stale = data.taking->stale;
    if (data.marked != SystemData::nothing)
        data.marked = 0;
}

bool Inventory::follow(SystemData &data, Turn &turn)
{
    SystemData::Taking &taking = *data.taking;
    const Comparison &comparison = *taking.comparison;
    for (; taking.removed < comparison.removed.size(); ++taking.removed) {
        if (turn.over())
            return false;
        removeNode(comparison.removed[taking.removed]);
    }
    for (; taking.added < comparison.added.size(); ++taking.added) {
        if (turn.over())
            return false;
        addNext(data);
    }
    for (; taking.kept < comparison.fates.size(); ++taking.kept) {
        if (turn.over())
            return false;
        if (comparison.fates[taking.kept] != Comparison::Fate::New)
            keepNext(data);
    }
    describe(data);
    endTaking(data);
    return true;
}

void Inventory::addNext(SystemData &data)
{
    SystemData::Taking &taking = *data.taking;
    std::vector<Known::Object> &objects = data.known->objects;
    Known::Object &object = objects[taking.comparison->added[taking.added]];
    const NodeId parent = object.above >= 0 ? objects[size_t(object.above)].node
        : object.group >= 0                 ? groupNode(data, object.group)
                                            : Node::nowhere;
    object.node = add(Node{.parent = parent,
                           .kind = Node::Kind::Object,
                           .systemId = data.id,
                           .instance = object.instance,
                           .read = taking.read,
                           .stale = data.stale})
                      .id;
}

void Inventory::keepNext(SystemData &data)
{
    const SystemData::Taking &taking = *data.taking;
    const Known::Object &object = data.known->objects[taking.kept];
    Node &node = at(object.node);
    const bool newer = !taking.later.isEmpty() && taking.later.contains(node.path());
    const bool differs = !newer
        && taking.comparison->fates[taking.kept] == Comparison::Fate::Changed;
    if (!newer) {
        node.read = taking.read;
        node.instance = object.instance; // an equal one, too: the old one may hold a page of others
    }
    if (std::exchange(node.stale, data.stale) != data.stale || differs)
        noteUpdated(node);
}

// The headings and the system itself.
void Inventory::describe(SystemData &data)
{
    const auto groups = data.groups;
    for (auto group = groups.cbegin(); group != groups.cend(); ++group) {
        if (!at(*group).children.isEmpty())
            continue;
        removeNode(*group);
        data.groups.remove(group.key());
    }
    Node &system = at(data.node);
    const CimInstance &computer = data.known->computer;
    const bool differs = !(system.instance == computer);
    system.instance = computer;
    const bool first = !system.read.isValid();
    system.read = data.taking->read;
    if (std::exchange(system.stale, data.stale) != data.stale || differs || first)
        noteUpdated(system);
}

void Inventory::endTaking(SystemData &data)
{
    const SystemData::Taking taking = *std::exchange(data.taking, std::nullopt);
    for (const auto &[object, read] : taking.later)
        update(data.id, object, read);
    for (const Pledge<Done> &pledge : taking.pledges)
        pledge.give(Done());
}

bool Inventory::work(const std::shared_ptr<SystemData> &data, Turn &turn)
{
    if (data->taking && data->taking->comparison) {
        if (!follow(*data, turn))
            return false;
        if (const auto next = std::exchange(data->waiting, std::nullopt))
            begin(data, next->findings, next->pledges);
    }
    return mark(*data, turn);
}

void Inventory::workSoon(const QString &systemId)
{
    if (!m_working.contains(systemId))
        m_working.append(systemId);
    if (!m_soon.isActive())
        m_soon.start();
}

void Inventory::workOn()
{
    if (!tellOfLeaving())
        return;
    Turn turn(&m_pending);
    while (!m_working.isEmpty()) {
        const auto data = m_systems.value(m_working.first());
        if (data && !work(data, turn))
            return;
        m_working.removeFirst();
    }
    m_soon.stop();
}

void Inventory::update(const QString &systemId, const CimInstance &object, const QDateTime &read)
{
    const auto data = m_systems.value(systemId);
    if (!data)
        return;
    const CimPath path = object.path();
    if (data->taking)
        data->taking->later.insert(path, {object, read});
    const qint32 place = placeOf(*data, path);
    const NodeId id = place < 0 ? 0 : data->known->objects[size_t(place)].node;
    if (id <= 0)
        return;
    if (!data->taking) {
        data->known->objects[size_t(place)].instance = object;
        const auto &classes = data->known->classes;
        const auto kin = std::find_if(classes.begin(), classes.end(), [place](const auto &each) {
            return std::binary_search(each.places.begin(), each.places.end(), quint32(place));
        });
        if (kin == classes.end() || !kin->holds(object))
            data->known->indexClasses();
    }
    Node &node = at(id);
    node.read = read;
    const bool differs = !(node.instance == object);
    node.instance = object;
    if (differs)
        noteUpdated(node);
}

void Inventory::setStale(const QString &systemId, bool stale)
{
    const auto data = m_systems.value(systemId);
    if (!data)
        return;
    if (data->taking)
        data->taking->stale = stale;
    data->stale = stale;
    Node &system = at(data->node);
    if (std::exchange(system.stale, stale) != stale)
        noteUpdated(system);
    data->marked = 0;
    Turn turn(&m_pending);
    if (!mark(*data, turn))
        workSoon(systemId);
}

bool Inventory::mark(SystemData &data, Turn &turn)
{
    const auto &objects = data.known->objects;
    for (; data.marked < objects.size(); ++data.marked) {
        if (turn.over())
            return false;
        const NodeId id = objects[data.marked].node;
        if (id <= 0)
            continue;
        Node &node = at(id);
        if (std::exchange(node.stale, data.stale) != data.stale)
            noteUpdated(node);
    }
    data.marked = SystemData::nothing;
    return true;
}

void Inventory::setLacking(const QString &systemId, const QStringList &nameSpaces)
{
    const auto data = m_systems.value(systemId);
    if (data && std::exchange(data->lacking, nameSpaces) != nameSpaces)
        noteUpdated(at(data->node));
}

} // namespace Cistern

#include "moc_inventory.cpp"
