// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/objecttablemodel.h"

#include "models/noderoles.h"
#include "models/objectfacts.h"
#include "models/places.h"
#include "services/core/onpool.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <utility>
#include <vector>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr std::array columnNames{"name"_L1, "kind"_L1, "size"_L1, "filled"_L1, "state"_L1};
static_assert(columnNames.size() == ObjectTableModel::ColumnCount);
} // namespace

ObjectTableModel::ObjectTableModel(const Inventory &inventory, const Connections &connections,
                                   const ModelWords &words, QObject *parent)
    : QAbstractTableModel(parent)
    , m_inventory(inventory)
    , m_connections(connections)
    , m_words(words)
{
    m_pool.setMaxThreadCount(1);
    m_next.setSingleShot(true);
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &ObjectTableModel::goOn);
    connect(&m_inventory, &Inventory::changed, this, &ObjectTableModel::follow);
}

void ObjectTableModel::showMembers(NodeId id)
{
    const Node *node = m_inventory.node(id);
    show(node && node->kind == Node::Kind::Object ? Content::Members : Content::Below, {id});
}

void ObjectTableModel::showUsers(NodeId id)
{
    show(Content::Users, {id});
}

void ObjectTableModel::showBelow(NodeId id)
{
    show(Content::Below, {id});
}

void ObjectTableModel::showAll(const QList<NodeId> &ids)
{
    show(Content::All, ids);
}

// Another subject is another table: the rows of the old one mean nothing here.
void ObjectTableModel::show(Content content, const QList<NodeId> &subjects)
{
    if (content == m_content && subjects == m_subjects)
        return; // follows by itself
    ++m_revision;
    const Node *subject = m_inventory.node(subjects.value(0, -1));
    beginResetModel();
    m_content = content;
    m_subjects = subjects;
    m_systemId = subject ? subject->systemId : QString();
    m_items.clear();
    m_places.clear();
    m_free.clear();
    m_waiting.clear();
    m_loose.clear();
    m_rows.clear();
    m_pace.timed([this] { setRows(take(this->content())); });
    endResetModel();
    await(m_rows);
}

QList<NodeId> ObjectTableModel::content() const
{
    switch (m_content) {
    case Content::Members:
        return membersOf(m_inventory, m_subjects.first());
    case Content::Users:
        return usersOf(m_inventory, m_subjects.first());
    case Content::Below:
        return objectsBelow(m_inventory, m_subjects.first());
    case Content::All: {
        QList<NodeId> known = m_subjects;
        known.removeIf([this](NodeId id) { return !m_inventory.node(id); });
        return known;
    }
    case Content::None:
        break;
    }
    return {};
}

// As objectsBelow() finds them: an object below another one belongs to that.
bool ObjectTableModel::isBelow(const Node &node) const
{
    if (node.kind != Node::Kind::Object)
        return false;
    const Node *above = m_inventory.node(node.parent);
    while (above && above->kind != Node::Kind::Object && above->id != m_subjects.first()
           && above->id != 0)
        above = m_inventory.node(above->parent);
    return above && above->id == m_subjects.first();
}

void ObjectTableModel::follow(const Changes &changes)
{
    if (m_content == Content::None)
        return;
    remove(changes.removed);
    if (m_content == Content::Below) {
        QList<NodeId> fresh;
        for (const NodeId id : changes.added) {
            const Node *node = m_inventory.node(id);
            if (node && isBelow(*node) && !m_places.contains(id))
                fresh.append(id);
        }
        append(fresh);
    } else if (m_content != Content::All) {
        // Links are told of by what they join.
        const auto isNear = [this](NodeId id) {
            const Node *node = m_inventory.node(id);
            return node && node->systemId == m_systemId;
        };
        if (!changes.removed.isEmpty()
            || std::any_of(changes.added.begin(), changes.added.end(), isNear)
            || std::any_of(changes.updated.begin(), changes.updated.end(), isNear))
            m_pace.ask();
    }
    QList<int> touched;
    QList<int> rows;
    for (const NodeId id : changes.updated) {
        if (const int place = m_places.value(id, -1); place >= 0) {
            touched.append(place);
            rows.append(m_items.at(place).row);
        }
    }
    QList<Run> runs = runsOf(rows);
    if (runs.size() > fewRuns)
        runs = {{runs.first().first, runs.last().second}};
    for (const auto &[first, last] : std::as_const(runs))
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    await(touched);
}

// The links may be others than before.
void ObjectTableModel::compare()
{
    if (m_content != Content::Members && m_content != Content::Users)
        return;
    QList<NodeId> fresh = content();
    const QSet<NodeId> wanted(fresh.cbegin(), fresh.cend());
    QList<NodeId> gone = m_places.keys();
    gone.removeIf([&wanted](NodeId id) { return wanted.contains(id); });
    remove(gone);
    fresh.removeIf([this](NodeId id) { return m_places.contains(id); });
    append(fresh);
}

void ObjectTableModel::remove(const QList<NodeId> &ids)
{
    QList<int> gone;
    QList<int> rows;
    for (const NodeId id : ids) {
        if (const int place = m_places.value(id, -1); place >= 0) {
            gone.append(place);
            rows.append(m_items.at(place).row);
        }
    }
    if (gone.isEmpty())
        return;
    QList<Run> runs = runsOf(rows);
    if (runs.size() > fewRuns) { // brought together, and told of as one
        const QSet<int> apart(rows.cbegin(), rows.cend());
        QList<int> order;
        for (int row = 0; row < m_rows.size(); ++row) {
            if (!apart.contains(row))
                order.append(m_rows.at(row));
        }
        runs = {{int(order.size()), int(m_rows.size()) - 1}};
        rearrange(order + gone);
    }
    for (auto run = runs.crbegin(); run != runs.crend(); ++run) {
        beginRemoveRows({}, run->first, run->second);
        QList<int> left = m_rows;
        left.remove(run->first, run->second - run->first + 1);
        setRows(left);
        endRemoveRows();
    }
    for (const int place : std::as_const(gone)) {
        m_places.remove(m_items.at(place).id);
        m_items[place] = Item{.key = {.text = m_collator.sortKey({})}};
        m_free.append(place);
    }
    const auto isGone = [this](int place) { return m_items.at(place).id < 0; };
    m_waiting.removeIf(isGone);
    m_loose.removeIf(isGone);
}

void ObjectTableModel::append(const QList<NodeId> &ids)
{
    if (ids.isEmpty())
        return;
    const QList<int> fresh = take(ids);
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + ids.size()) - 1);
    setRows(m_rows + fresh);
    endInsertRows();
    await(fresh);
}

QList<int> ObjectTableModel::take(const QList<NodeId> &ids)
{
    QList<int> fresh;
    fresh.reserve(ids.size());
    m_places.reserve(m_places.size() + ids.size());
    m_items.reserve(m_items.size() + ids.size());
    const Key none{.text = m_collator.sortKey({})};
    for (const NodeId id : ids) {
        // What is sorted on the pool still means the places as they were.
        const bool reuses = !m_free.isEmpty() && !m_sorting;
        const int place = reuses ? m_free.takeLast() : int(m_items.size());
        if (!reuses)
            m_items.append(Item{.key = none});
        m_items[place].id = id;
        m_places.insert(id, place);
        fresh.append(place);
    }
    return fresh;
}

void ObjectTableModel::await(const QList<int> &places)
{
    if (m_column < 0)
        return;
    for (const int place : places) {
        if (!std::exchange(m_items[place].isWaiting, true))
            m_waiting.append(place);
    }
    if (!m_waiting.isEmpty() && !m_next.isActive())
        goOn();
}

// Some of those that wait get their keys, and the rest in the turns to come; then all get into
// order.
void ObjectTableModel::goOn()
{
    if (m_column < 0)
        m_waiting.clear();
    const QList<int> some = m_waiting.first(std::min(atOnce, m_waiting.size()));
    m_waiting.remove(0, some.size());
    for (const int place : some) {
        Item &item = m_items[place];
        item.isWaiting = false;
        const Node *node = m_inventory.node(item.id);
        Key key = node ? keyOf(*node) : item.key;
        const bool isSame = std::exchange(item.hasKey, true) && key.compare(item.key) == 0;
        item.key = std::move(key);
        if (!isSame && !std::exchange(item.isLoose, true))
            m_loose.append(place);
    }
    if (!m_waiting.isEmpty())
        m_next.start();
    else if (!m_loose.isEmpty() && !m_sorting)
        settle();
}

// A few are put between the others; where they are many, all are sorted on the pool.
void ObjectTableModel::settle()
{
    QList<int> loose = std::exchange(m_loose, {});
    if (loose.size() <= atOnce) {
        QList<int> order = m_rows;
        order.removeIf([this](int place) { return m_items.at(place).isLoose; });
        const auto before = [this](int left, int right) {
            return isBefore(m_items.at(left), m_items.at(right), m_order);
        };
        std::sort(loose.begin(), loose.end(), before);
        order = merged(order, loose, before);
        for (const int place : std::as_const(loose))
            m_items[place].isLoose = false;
        if (order != m_rows)
            rearrange(order);
        return;
    }
    for (const int place : std::as_const(loose))
        m_items[place].isLoose = false;
    m_sorting = true;
    const auto sort = [rows = m_rows, items = m_items,
                       order = m_order]() mutable -> Outcome<QList<int>> {
        std::sort(rows.begin(), rows.end(), [&items, order](int left, int right) {
            return isBefore(items.at(left), items.at(right), order);
        });
        return rows;
    };
    onDone(onPool(sort, m_pool), this,
           [this, revision = m_revision](const Outcome<QList<int>> &sorted) {
               m_sorting = false;
               if (sorted && revision == m_revision) {
                   // What went meanwhile is out of it, what came stands at the end.
                   QList<int> rows = *sorted;
                   rows.removeIf([this](int place) { return m_items.at(place).row < 0; });
                   std::vector<bool> isIn(size_t(m_items.size()), false);
                   for (const int place : std::as_const(rows))
                       isIn[size_t(place)] = true;
                   std::copy_if(m_rows.cbegin(), m_rows.cend(), std::back_inserter(rows),
                                [&isIn](int place) { return !isIn[size_t(place)]; });
                   rearrange(rows);
               }
               goOn();
           });
}

int ObjectTableModel::Key::compare(const Key &other) const
{
    if (number.has_value() != other.number.has_value())
        return number ? -1 : 1;
    if (number)
        return *number < *other.number ? -1 : *number > *other.number ? 1 : 0;
    return text.compare(other.text);
}

bool ObjectTableModel::isBefore(const Item &left, const Item &right, Qt::SortOrder order)
{
    const int found = order == Qt::AscendingOrder ? left.key.compare(right.key)
                                                  : right.key.compare(left.key);
    return found != 0 ? found < 0 : left.id < right.id;
}

ObjectTableModel::Key ObjectTableModel::keyOf(const Node &node) const
{
    Key key{.text = m_collator.sortKey({})};
    switch (m_column) {
    case Kind:
        return {.text = m_collator.sortKey(m_words.kind(node))};
    case Size:
        key.number = objectSize(node.instance);
        return key;
    case Filled:
        // A double that isn't negative and its bits are in the same order.
        if (const auto space = poolSpace(node.instance); space && space->total > 0)
            key.number = std::bit_cast<quint64>(double(space->used) / double(space->total));
        return key;
    case State:
        key.number = quint64(
            nodeRole(m_inventory, m_connections, m_words, node, StateRole).toInt());
        return key;
    default:
        return {.text = m_collator.sortKey(sortText(m_words.name(node), node))};
    }
}

void ObjectTableModel::sort(int column, Qt::SortOrder order)
{
    if (std::exchange(m_column, column) == column && std::exchange(m_order, order) == order)
        return;
    m_order = order;
    ++m_revision;
    for (Item &item : m_items)
        item.hasKey = false; // of this column
    await(m_rows);
}

void ObjectTableModel::setRows(const QList<int> &rows)
{
    for (const int place : std::as_const(m_rows))
        m_items[place].row = -1;
    m_rows = rows;
    for (int row = 0; row < rows.size(); ++row)
        m_items[m_rows.at(row)].row = row;
}

void ObjectTableModel::rearrange(const QList<int> &rows)
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QList<int> places;
    for (const QModelIndex &index : before)
        places.append(m_rows.at(index.row()));
    setRows(rows);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(index(m_items.at(places.at(i)).row, before.at(i).column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

NodeId ObjectTableModel::nodeId(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_rows.size() ? m_items.at(m_rows.at(index.row())).id
                                                          : -1;
}

int ObjectTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ObjectTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ObjectTableModel::data(const QModelIndex &index, int role) const
{
    const Node *node = m_inventory.node(nodeId(index));
    if (!node)
        return {};
    const auto common = [&](int wanted) {
        return nodeRole(m_inventory, m_connections, m_words, *node, wanted);
    };
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return column == Size ? QVariant(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter))
                              : QVariant();
    // An icon belongs to the name, a bar to its column: elsewhere they would be painted twice.
    if ((role == IconRole && column != Name) || (role == TotalRole && column != Filled))
        return {};
    const bool text = role == Qt::DisplayRole;
    if (!text && role != RawRole && role != SortRole)
        return common(role);
    switch (column) {
    case Kind:
        return m_words.kind(*node);
    case Size: {
        const auto size = objectSize(node->instance);
        if (!size)
            return {};
        return text ? QVariant(m_words.amount(*size, unitOf(node->instance))) : QVariant(*size);
    }
    case Filled: {
        const auto space = poolSpace(node->instance);
        return space && space->total > 0 && !text
            ? QVariant(double(space->used) / double(space->total))
            : QVariant();
    }
    case State:
        return text ? common(StateTextRole) : common(StateRole);
    default:
        return common(role);
    }
}

QVariant ObjectTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole && section == Size)
        return QVariant(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    return role == Qt::DisplayRole ? QVariant(m_words.header(columnNames[size_t(section)]))
                                   : QVariant();
}

} // namespace Cistern

#include "moc_objecttablemodel.cpp"
