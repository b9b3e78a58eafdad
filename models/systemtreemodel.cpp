// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/systemtreemodel.h"

#include "models/noderoles.h"

#include <QSet>

namespace Cistern {

SystemTreeModel::SystemTreeModel(const Inventory &inventory, const Connections &connections,
                                 const ModelWords &words, QObject *parent)
    : QAbstractItemModel(parent), m_inventory(inventory), m_connections(connections), m_words(words)
{
    m_items.insert(0, Item());
    QList<NodeId> level{0};
    while (!level.isEmpty()) {
        const NodeId id = level.takeFirst();
        const QList<NodeId> children = m_inventory.node(id)->children;
        m_items[id].rows = children;
        for (const NodeId child : children)
            m_items.insert(child, Item{.parent = id, .rows = {}});
        level += children;
    }
    connect(&m_inventory, &Inventory::changed, this, &SystemTreeModel::apply);
    connect(&m_connections, &Connections::stateChanged, this,
            [this](const QString &systemId) { touch(m_inventory.system(systemId)); });
}

QModelIndex SystemTreeModel::indexOf(NodeId id) const
{
    const auto item = m_items.constFind(id);
    if (id == 0 || item == m_items.cend())
        return {};
    const qsizetype row = m_items[item->parent].rows.indexOf(id);
    return createIndex(int(row), 0, quintptr(id));
}

QModelIndex SystemTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, quintptr(m_items[nodeId(parent)].rows.at(row)));
}

QModelIndex SystemTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(m_items[nodeId(index)].parent) : QModelIndex();
}

int SystemTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(m_items[nodeId(parent)].rows.size());
}

int SystemTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant SystemTreeModel::data(const QModelIndex &index, int role) const
{
    // Between a change of the inventory and its signal a row may have lost its node.
    const Node *node = index.isValid() ? m_inventory.node(nodeId(index)) : nullptr;
    return node ? nodeRole(m_inventory, m_connections, m_words, *node, role) : QVariant();
}

void SystemTreeModel::apply(const Changes &changes)
{
    const QSet<NodeId> removed(changes.removed.cbegin(), changes.removed.cend());
    QSet<NodeId> touched(changes.updated.cbegin(), changes.updated.cend());
    for (const NodeId id : changes.removed) {
        const auto item = m_items.constFind(id);
        if (item == m_items.cend() || removed.contains(item->parent))
            continue; // goes with its parent
        touched.insert(item->parent);
        remove(id);
    }
    // Neighbours that come together are one insertion.
    for (qsizetype first = 0; first < changes.added.size();) {
        const NodeId parent = m_inventory.node(changes.added.at(first))->parent;
        QList<NodeId> ids;
        for (; first < changes.added.size()
             && m_inventory.node(changes.added.at(first))->parent == parent;
             ++first)
            ids.append(changes.added.at(first));
        insert(parent, ids);
        touched.insert(parent);
    }
    for (const NodeId id : std::as_const(touched))
        touch(id);
}

void SystemTreeModel::insert(NodeId parent, const QList<NodeId> &given)
{
    // What was announced when this model was made is in it already.
    QList<NodeId> ids = given;
    ids.removeIf([this](NodeId id) { return m_items.contains(id); });
    if (ids.isEmpty())
        return;
    const auto first = int(m_items[parent].rows.size());
    beginInsertRows(indexOf(parent), first, first + int(ids.size()) - 1);
    m_items[parent].rows += ids;
    for (const NodeId id : ids)
        m_items.insert(id, Item{.parent = parent, .rows = {}});
    endInsertRows();
}

void SystemTreeModel::remove(NodeId id)
{
    const QModelIndex index = indexOf(id);
    beginRemoveRows(index.parent(), index.row(), index.row());
    m_items[m_items[id].parent].rows.removeAt(index.row());
    drop(id);
    endRemoveRows();
}

void SystemTreeModel::drop(NodeId id)
{
    const Item item = m_items.take(id);
    for (const NodeId child : item.rows)
        drop(child);
}

void SystemTreeModel::touch(NodeId id)
{
    const QModelIndex index = indexOf(id);
    if (index.isValid())
        Q_EMIT dataChanged(index, index);
}

void SystemTreeModel::refreshWords()
{
    for (auto item = m_items.cbegin(); item != m_items.cend(); ++item) {
        if (!item->rows.isEmpty())
            Q_EMIT dataChanged(indexOf(item->rows.first()), indexOf(item->rows.last()));
    }
}

void SystemTreeModel::refreshSystem(const QString &systemId)
{
    touch(m_inventory.system(systemId));
}

} // namespace Cistern

#include "moc_systemtreemodel.cpp"
