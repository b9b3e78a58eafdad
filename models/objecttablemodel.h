// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Objects of the inventory as a table: the members or users of one, all below a heading, or any
// selection. Keeps itself up to date without a reset. Owned by the window; GUI thread.
#pragma once

#include "models/modelwords.h"

#include <QAbstractTableModel>

#include <functional>

namespace Cistern {

class ObjectTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Kind, Size, Filled, State, ColumnCount };

    ObjectTableModel(const Inventory &inventory, const Connections &connections,
                     const ModelWords &words, QObject *parent = nullptr);

    void showMembers(NodeId id);
    void showUsers(NodeId id);
    void showBelow(NodeId id);
    void showAll(const QList<NodeId> &ids);
    NodeId nodeId(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    void show(std::function<QList<NodeId>()> content);
    void follow(const Changes &changes);

    const Inventory &m_inventory;
    const Connections &m_connections;
    const ModelWords &m_words;
    std::function<QList<NodeId>()> m_content; // asked again after each change
    QList<NodeId> m_rows;
};

} // namespace Cistern
