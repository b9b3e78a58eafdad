// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/systemtreemodel.h"

#include "models/noderoles.h"
#include "models/places.h"
#include "services/core/onpool.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace Cistern {

SystemTreeModel::SystemTreeModel(const Inventory &inventory, const Connections &connections,
                                 const ModelWords &words, QObject *parent)
    : QAbstractItemModel(parent), m_inventory(inventory), m_connections(connections), m_words(words)
{
    m_pool.setMaxThreadCount(1);
    m_next.setSingleShot(true);
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &SystemTreeModel::goOn);
    m_items.append(Item{.id = 0, .key = m_collator.sortKey({})});
    m_places.insert(0, 0);
    m_coming = m_inventory.node(0)->children;
    for (qsizetype i = 0; i < m_coming.size(); ++i)
        m_coming += m_inventory.node(m_coming.at(i))->children;
    goOn();
    connect(&m_inventory, &Inventory::changed, this, &SystemTreeModel::apply);
    connect(&m_connections, &Connections::stateChanged, this,
            [this](const QString &id) { refreshSystems({id}); });
}

SystemTreeModel::~SystemTreeModel()
{
    if (m_cancel)
        *m_cancel = true;
}

int SystemTreeModel::placeOf(NodeId id) const
{
    const int place = m_places.value(id);
    return m_items.at(place).id == id ? place : 0;
}

QModelIndex SystemTreeModel::indexAt(int place) const
{
    const int row = place > 0 ? m_items.at(place).row : -1;
    return row >= 0 ? createIndex(row, 0, quintptr(place)) : QModelIndex();
}

QModelIndex SystemTreeModel::indexOf(NodeId id) const
{
    return indexAt(placeOf(id));
}

QList<NodeId> SystemTreeModel::withRows() const
{
    QList<int> places{0};
    QList<NodeId> ids;
    for (qsizetype i = 0; i < places.size(); ++i) {
        const Item &item = m_items.at(places.at(i));
        for (const int place : item.rows) {
            if (!m_items.at(place).rows.isEmpty())
                places.append(place);
        }
        if (i > 0)
            ids.append(item.id);
    }
    return ids;
}

QModelIndex SystemTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const QList<int> &rows = m_items.at(placeOf(parent)).rows;
    if (row < 0 || row >= rows.size() || column != 0 || parent.column() > 0)
        return {};
    return createIndex(row, column, quintptr(rows.at(row)));
}

QModelIndex SystemTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexAt(m_items.at(placeOf(index)).parent) : QModelIndex();
}

int SystemTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(m_items.at(placeOf(parent)).rows.size());
}

int SystemTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool SystemTreeModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

// So that a view doesn't look for a fold of each row when it lays out a hundred thousand.
Qt::ItemFlags SystemTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Qt::ItemFlags leaf = m_items.at(placeOf(index)).rows.isEmpty() ? Qt::ItemNeverHasChildren
                                                                         : Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | leaf;
}

QVariant SystemTreeModel::data(const QModelIndex &index, int role) const
{
    // Between a change of the inventory and its signal a row may have lost its node.
    const Node *node = index.isValid() ? m_inventory.node(nodeId(index)) : nullptr;
    return node ? nodeRole(m_inventory, m_connections, m_words, *node, role) : QVariant();
}

bool SystemTreeModel::isBefore(int left, int right) const
{
    const Item &a = m_items.at(left);
    const Item &b = m_items.at(right);
    const int order = a.key.compare(b.key);
    return order != 0 ? order < 0 : a.id < b.id;
}

void SystemTreeModel::apply(const Changes &changes)
{
    remove(changes.removed);
    m_coming += changes.added;
    m_changed += changes.updated;
    if (!m_next.isActive())
        goOn();
}

// Some of what waits, and the rest in the turns to come.
void SystemTreeModel::goOn()
{
    QList<int> fresh;
    const QList<NodeId> coming = m_coming.first(std::min(atOnce, m_coming.size()));
    m_coming.remove(0, coming.size());
    for (const NodeId id : coming) {
        const Node *node = m_inventory.node(id);
        const int parent = node ? m_places.value(node->parent, -1) : -1;
        // What was announced when this model was made is in it already.
        if (parent >= 0 && !m_places.contains(id))
            fresh.append(take(*node, parent));
    }
    insert(fresh);

    QList<int> touched;
    QList<int> moved;
    const QList<NodeId> changed = m_changed.first(std::min(atOnce, m_changed.size()));
    m_changed.remove(0, changed.size());
    for (const NodeId id : changed) {
        const Node *node = m_inventory.node(id);
        const int place = placeOf(id);
        if (!node || place == 0)
            continue;
        touched.append(place);
        if (name(place, *node))
            moved.append(place);
    }
    reorder(moved);
    tell(touched);
    dropSome();
    if (!m_coming.isEmpty() || !m_changed.isEmpty() || !m_leaving.isEmpty())
        m_next.start();
}

int SystemTreeModel::take(const Node &node, int parent)
{
    // A filter at work still speaks of the places as they were.
    const bool reuses = !m_free.isEmpty() && !m_running;
    const int place = reuses ? m_free.takeLast() : int(m_items.size());
    if (!reuses)
        m_items.append(Item{.key = m_items.first().key});
    m_items[place].id = node.id;
    m_items[place].parent = parent;
    m_places.insert(node.id, place);
    name(place, node);
    if (m_words.isNamedByOthers(node))
        m_borrowed.append(node.id);
    return place;
}

// Whether it is called something else now.
bool SystemTreeModel::name(int place, const Node &node)
{
    Item &item = m_items[place];
    const QString name = m_words.name(node);
    QString text = folded(name);
    QCollatorSortKey key = m_collator.sortKey(sortText(name, node));
    if (text == item.text && key.compare(item.key) == 0)
        return false;
    item.text = std::move(text);
    item.key = std::move(key);
    m_texts.reset();
    return true;
}

// Parents stand before children.
void SystemTreeModel::insert(const QList<int> &fresh)
{
    QHash<int, QList<int>> below;
    QList<int> parents;
    for (const int place : fresh) {
        QList<int> &list = below[m_items.at(place).parent];
        if (list.isEmpty())
            parents.append(m_items.at(place).parent);
        list.append(place);
    }
    const auto before = [this](int left, int right) { return isBefore(left, right); };
    // The lowest first: what comes together with its parent is shown by one signal.
    QList<int> grown;
    QList<int> mixed;
    for (auto each = parents.crbegin(); each != parents.crend(); ++each) {
        QList<int> &list = below[*each];
        std::sort(list.begin(), list.end(), before);
        Item &parent = m_items[*each];
        parent.children = merged(parent.children, list, before);
        if (isFiltering())
            continue; // shown once the filter has read it
        if (*each > 0 && parent.row < 0) {
            setRows(*each, parent.children);
            continue;
        }
        if (!show(*each, list))
            mixed.append(*each);
        grown.append(*each);
    }
    if (!mixed.isEmpty()) {
        rearrange([&] {
            for (const int parent : std::as_const(mixed))
                setRows(parent, m_items.at(parent).children);
        });
    }
    tell(grown);
    if (!fresh.isEmpty()) {
        m_texts.reset();
        if (isFiltering())
            filter();
    }
}

// False: they are at the end and still have to get into order.
bool SystemTreeModel::show(int parent, const QList<int> &fresh)
{
    const QList<int> children = m_items.at(parent).children;
    QList<int> rows;
    for (int row = 0, next = 0; next < fresh.size(); ++row) {
        if (children.at(row) != fresh.at(next))
            continue;
        rows.append(row);
        ++next;
    }
    const QList<Run> runs = runsOf(rows);
    if (runs.size() > fewRuns) {
        const QList<int> old = m_items.at(parent).rows;
        beginInsertRows(indexAt(parent), int(old.size()), int(children.size()) - 1);
        setRows(parent, old + fresh);
        endInsertRows();
        return false;
    }
    for (const auto &[first, last] : runs) {
        beginInsertRows(indexAt(parent), first, last);
        const QList<int> old = m_items.at(parent).rows;
        setRows(parent,
                old.first(first) + children.sliced(first, last - first + 1) + old.sliced(first));
        endInsertRows();
    }
    return true;
}

void SystemTreeModel::setRows(int parent, const QList<int> &rows)
{
    const QList<int> old = std::exchange(m_items[parent].rows, rows);
    for (const int place : old)
        m_items[place].row = -1;
    for (int row = 0; row < rows.size(); ++row)
        m_items[rows.at(row)].row = row;
}

// Any change of order and of what is shown, told to the views as one.
template<class Change>
void SystemTreeModel::rearrange(Change change)
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    change();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : before)
        after.append(indexAt(placeOf(index)));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void SystemTreeModel::remove(const QList<NodeId> &ids)
{
    QList<int> places;
    for (const NodeId id : ids) {
        if (const int place = placeOf(id); place > 0) {
            m_items[place].isMarked = true;
            places.append(place);
        }
    }
    if (places.isEmpty())
        return;
    QHash<int, QList<int>> gone; // by parent; the others go with theirs
    for (const int place : std::as_const(places)) {
        if (const int parent = m_items.at(place).parent; !m_items.at(parent).isMarked)
            gone[parent].append(place);
    }
    const auto isMarked = [this](int place) { return m_items.at(place).isMarked; };
    // Those that are far apart are brought together.
    QHash<int, QList<int>> mixed;
    for (auto each = gone.cbegin(); each != gone.cend(); ++each) {
        QList<int> rows;
        for (const int place : *each) {
            if (m_items.at(place).row >= 0)
                rows.append(m_items.at(place).row);
        }
        if (runsOf(rows).size() <= fewRuns)
            continue;
        QList<int> order = m_items.at(each.key()).rows;
        std::stable_partition(order.begin(), order.end(), std::not_fn(isMarked));
        mixed.insert(each.key(), order);
    }
    if (!mixed.isEmpty()) {
        rearrange([&] {
            for (auto each = mixed.cbegin(); each != mixed.cend(); ++each)
                setRows(each.key(), *each);
        });
    }
    for (auto each = gone.cbegin(); each != gone.cend(); ++each) {
        m_items[each.key()].children.removeIf(isMarked);
        removeRows(each.key());
        for (const int place : *each)
            detach(place);
    }
    tell(gone.keys());
    m_texts.reset();
    if (isFiltering())
        filter();
}

// Those that are marked.
void SystemTreeModel::removeRows(int parent)
{
    const QList<int> shown = m_items.at(parent).rows;
    QList<int> rows;
    for (int row = 0; row < shown.size(); ++row) {
        if (m_items.at(shown.at(row)).isMarked)
            rows.append(row);
    }
    const QList<Run> runs = runsOf(rows);
    for (auto run = runs.crbegin(); run != runs.crend(); ++run) {
        beginRemoveRows(indexAt(parent), run->first, run->second);
        QList<int> left = m_items.at(parent).rows;
        left.remove(run->first, run->second - run->first + 1);
        setRows(parent, left);
        endRemoveRows();
    }
}

// With all below it, which may be a hundred thousand: their places get free in the turns to come.
void SystemTreeModel::detach(int place)
{
    qsizetype next = m_leaving.size();
    m_leaving.append({m_items.at(place).id, place});
    for (; next < m_leaving.size(); ++next) {
        Item &item = m_items[m_leaving.at(next).second];
        item.id = nowhere;
        item.parent = 0;
        item.row = -1;
        item.isMarked = false;
        item.rows.clear();
        const QList<int> children = std::exchange(item.children, {});
        for (const int child : children)
            m_leaving.append({m_items.at(child).id, child});
    }
}

void SystemTreeModel::dropSome()
{
    for (qsizetype left = std::min(atOnce, m_leaving.size()); left > 0; --left) {
        const auto [id, place] = m_leaving.takeLast();
        m_places.remove(id);
        m_items[place] = Item{.key = m_items.first().key};
        m_free.append(place);
    }
}

// Their names are others now.
void SystemTreeModel::reorder(const QList<int> &moved)
{
    QHash<int, QList<int>> below;
    for (const int place : moved) {
        m_items[place].isMarked = true;
        below[m_items.at(place).parent].append(place);
    }
    const auto before = [this](int left, int right) { return isBefore(left, right); };
    QHash<int, QList<int>> orders;
    for (auto each = below.begin(); each != below.end(); ++each) {
        Item &parent = m_items[each.key()];
        QList<int> children = parent.children;
        children.removeIf([this](int place) { return m_items.at(place).isMarked; });
        std::sort(each->begin(), each->end(), before);
        children = merged(children, *each, before);
        for (const int place : std::as_const(*each))
            m_items[place].isMarked = false;
        if (children == parent.children)
            continue;
        parent.children = children;
        if (isFiltering())
            children.removeIf([this](int place) { return m_items.at(place).row < 0; });
        orders.insert(each.key(), children);
    }
    if (!orders.isEmpty()) {
        rearrange([&] {
            for (auto each = orders.cbegin(); each != orders.cend(); ++each)
                setRows(each.key(), *each);
        });
    }
    if (!moved.isEmpty() && isFiltering())
        filter();
}

// Neighbours together; where they are many or far apart, all between them.
void SystemTreeModel::tell(const QList<int> &places)
{
    QHash<int, QList<int>> rows;
    for (const int place : places) {
        if (place > 0 && m_items.at(place).row >= 0)
            rows[m_items.at(place).parent].append(m_items.at(place).row);
    }
    for (auto each = rows.cbegin(); each != rows.cend(); ++each) {
        QList<Run> runs = runsOf(*each);
        if (runs.size() > fewRuns)
            runs = {{runs.first().first, runs.last().second}};
        const QList<int> &shown = m_items.at(each.key()).rows;
        for (const auto &[first, last] : std::as_const(runs))
            Q_EMIT dataChanged(indexAt(shown.at(first)), indexAt(shown.at(last)));
    }
}

void SystemTreeModel::setFilter(const QString &text)
{
    const QStringList words = filterWords(text);
    if (std::exchange(m_filter, words) == words)
        return;
    if (m_cancel)
        *m_cancel = true;
    filter();
}

void SystemTreeModel::filter()
{
    m_dirty = isFiltering();
    if (!isFiltering())
        return keep({}, {});
    if (m_running)
        return; // begins anew when that is over
    m_dirty = false;
    if (!m_texts) {
        FilterRows rows(size_t(m_items.size()));
        for (qsizetype i = 0; i < m_items.size(); ++i)
            rows[size_t(i)] = {.parent = m_items.at(i).parent, .text = m_items.at(i).text};
        m_texts = std::make_shared<const FilterRows>(std::move(rows));
    }
    m_cancel = std::make_shared<std::atomic_bool>(false);
    if (m_items.size() <= atOnce)
        return keep(keptPlaces(*m_texts, m_filter, *m_cancel), m_filter);
    m_running = true;
    const auto search = [texts = m_texts, words = m_filter,
                         cancelled = m_cancel]() -> Outcome<KeptPlaces> {
        return keptPlaces(*texts, words, *cancelled);
    };
    onDone(onPool(search, m_pool), this,
           [this, words = m_filter, cancelled = m_cancel](const Outcome<KeptPlaces> &kept) {
               m_running = false;
               if (kept && !*cancelled)
                   keep(*kept, words);
               if (m_dirty)
                   filter();
           });
}

// Nothing given: all. What came since they were found waits for the next time.
void SystemTreeModel::keep(const KeptPlaces &kept, const QStringList &words)
{
    const auto isKept = [&kept](int place) {
        return kept.empty() || (size_t(place) < kept.size() && kept[size_t(place)]);
    };
    bool changes = false;
    for (int place = 1; place < m_items.size() && !changes; ++place) {
        const Item &item = m_items.at(place);
        changes = item.id != nowhere && isKept(place) != (item.row >= 0);
    }
    if (changes) {
        rearrange([&] {
            for (int parent = 0; parent < m_items.size(); ++parent) {
                QList<int> rows = m_items.at(parent).children;
                if (rows.isEmpty())
                    continue;
                if (!kept.empty())
                    rows.removeIf(std::not_fn(isKept));
                setRows(parent, rows);
            }
        });
    }
    m_kept = words;
    Q_EMIT filtered();
}

void SystemTreeModel::refreshNames()
{
    constexpr int some = 50; // each may look at a hundred others
    QList<int> moved;
    for (int i = 0; i < some && i < m_borrowed.size(); ++i) {
        m_nextBorrowed = (m_nextBorrowed + 1) % m_borrowed.size();
        const int place = placeOf(m_borrowed.at(m_nextBorrowed));
        const Node *node = m_inventory.node(m_borrowed.at(m_nextBorrowed));
        if (place == 0)
            m_borrowed.remove(m_nextBorrowed);
        else if (node && name(place, *node) && !moved.contains(place))
            moved.append(place);
    }
    reorder(moved);
    tell(moved);
}

void SystemTreeModel::refreshSystems(const QStringList &ids)
{
    QList<int> places;
    for (const QString &id : ids)
        places.append(placeOf(m_inventory.system(id)));
    tell(places);
}

} // namespace Cistern

#include "moc_systemtreemodel.cpp"
