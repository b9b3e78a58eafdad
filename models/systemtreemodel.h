// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Sites, systems, headings and objects as a tree. Mirrors the inventory's ids, so that a batch of
// changes moves rows one by one and a selection never gets lost. Owned by the window; GUI thread.
#pragma once

#include "models/modelwords.h"

#include <QAbstractItemModel>

namespace Cistern {

class SystemTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    // All of them outlive the model.
    SystemTreeModel(const Inventory &inventory, const Connections &connections,
                    const ModelWords &words, QObject *parent = nullptr);

    QModelIndex indexOf(NodeId id) const; // invalid when it is in no tree
    NodeId nodeId(const QModelIndex &index) const
    {
        return index.isValid() ? NodeId(index.internalId()) : 0;
    }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    void refreshWords(); // the words changed: another language, or time went on
    void refreshSystem(const QString &systemId); // of one that counts the seconds

private:
    struct Item
    {
        NodeId parent = 0;
        QList<NodeId> rows;
    };

    void apply(const Changes &changes);
    void insert(NodeId parent, const QList<NodeId> &ids);
    void remove(NodeId id);
    void drop(NodeId id);
    void touch(NodeId id);

    const Inventory &m_inventory;
    const Connections &m_connections;
    const ModelWords &m_words;
    QHash<NodeId, Item> m_items;
};

} // namespace Cistern
