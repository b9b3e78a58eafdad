// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/objecttablemodel.h"

#include "models/noderoles.h"
#include "models/objectfacts.h"

#include <QSet>

#include <array>

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
    connect(&m_inventory, &Inventory::changed, this, &ObjectTableModel::follow);
}

void ObjectTableModel::showMembers(NodeId id)
{
    show([this, id] { return membersOf(m_inventory, id); });
}

void ObjectTableModel::showUsers(NodeId id)
{
    show([this, id] { return usersOf(m_inventory, id); });
}

void ObjectTableModel::showBelow(NodeId id)
{
    show([this, id] { return objectsBelow(m_inventory, id); });
}

void ObjectTableModel::showAll(const QList<NodeId> &ids)
{
    show([this, ids] {
        QList<NodeId> known = ids;
        known.removeIf([this](NodeId id) { return !m_inventory.node(id); });
        return known;
    });
}

// Another subject is another table: the rows of the old one mean nothing here.
void ObjectTableModel::show(std::function<QList<NodeId>()> content)
{
    beginResetModel();
    m_content = std::move(content);
    m_rows = m_content();
    endResetModel();
}

void ObjectTableModel::follow(const Changes &changes)
{
    if (!m_content)
        return;
    const QList<NodeId> wanted = m_content();
    const QSet<NodeId> stay(wanted.cbegin(), wanted.cend());
    for (qsizetype row = m_rows.size() - 1; row >= 0; --row) {
        if (stay.contains(m_rows.at(row)))
            continue;
        beginRemoveRows({}, int(row), int(row));
        m_rows.removeAt(row);
        endRemoveRows();
    }
    const QSet<NodeId> known(m_rows.cbegin(), m_rows.cend());
    QList<NodeId> fresh = wanted;
    fresh.removeIf([&known](NodeId id) { return known.contains(id); });
    if (!fresh.isEmpty()) {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + fresh.size()) - 1);
        m_rows += fresh;
        endInsertRows();
    }
    const QSet<NodeId> updated(changes.updated.cbegin(), changes.updated.cend());
    for (int row = 0; row < m_rows.size(); ++row) {
        if (updated.contains(m_rows.at(row)))
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

NodeId ObjectTableModel::nodeId(const QModelIndex &index) const
{
    return index.isValid() ? m_rows.value(index.row(), -1) : -1;
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
    const auto size = objectSize(node->instance);
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
    case Size:
        if (!size)
            return {};
        return text ? QVariant(m_words.amount(*size, unitOf(node->instance))) : QVariant(*size);
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
