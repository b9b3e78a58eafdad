// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Sites, systems, headings and objects as a tree, in order, and of those what a filter keeps.
// Mirrors the inventory's ids; keeps the rows as vectors of places, so that neither order nor
// filter needs a proxy, and a selection never gets lost. Owned by the window; GUI thread.
#pragma once

#include "models/modelwords.h"
#include "models/treefilter.h"

#include <QAbstractItemModel>
#include <QCollator>
#include <QHash>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>
#include <utility>

namespace Cistern {

class SystemTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    // As many are read, named and put in their places within one turn of the event loop; as many
    // are filtered without a detour.
    static constexpr qsizetype atOnce = 1000;

    // All of them outlive the model.
    SystemTreeModel(const Inventory &inventory, const Connections &connections,
                    const ModelWords &words, QObject *parent = nullptr);
    ~SystemTreeModel() override;

    QModelIndex indexOf(NodeId id) const; // invalid when it has no row
    NodeId nodeId(const QModelIndex &index) const
    {
        return index.isValid() ? m_items.at(placeOf(index)).id : 0;
    }
    QList<NodeId> withRows() const; // all that have rows below them, parents before children

    // Keeps the rows that hold all words of a text in any letter case, what is above them and all
    // below; empty keeps all. Of a large tree it is told by filtered(), unless another text comes.
    void setFilter(const QString &text);
    bool isFiltering() const { return !m_filter.isEmpty(); }
    bool isFiltered() const { return m_kept == m_filter; } // the rows are those of that text

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    // Names that are made of other objects are read again, some at each call.
    void refreshNames();
    void refreshSystems(const QStringList &ids); // of those that count the seconds

Q_SIGNALS:
    void filtered(); // the rows are those of the filter; they changed without a row's own signal

private:
    struct Item
    {
        NodeId id = nowhere; // nowhere: the place is free
        int parent = 0;
        int row = -1;          // below its parent; -1: not shown
        bool isMarked = false; // of a few, while they are moved or removed
        QString text = {};     // as the filter reads it
        QCollatorSortKey key;
        QList<int> children = {}; // all, in order
        QList<int> rows = {};     // and those that are shown
    };
    static constexpr NodeId nowhere = Node::nowhere;

    int placeOf(const QModelIndex &index) const
    {
        return index.isValid() ? int(index.internalId()) : 0;
    }
    int placeOf(NodeId id) const; // 0 when it is not here
    QModelIndex indexAt(int place) const;
    bool isBefore(int left, int right) const;

    void apply(const Changes &changes);
    void goOn();
    int take(const Node &node, int parent);
    bool name(int place, const Node &node);
    void insert(const QList<int> &fresh);
    bool show(int parent, const QList<int> &fresh);
    void remove(const QList<NodeId> &ids);
    void removeRows(int parent);
    void detach(int place);
    void dropSome();
    void reorder(const QList<int> &moved);
    void setRows(int parent, const QList<int> &rows);
    template<class Change>
    void rearrange(Change change);
    void tell(const QList<int> &places);
    void filter();
    void keep(const KeptPlaces &kept, const QStringList &words);

    const Inventory &m_inventory;
    const Connections &m_connections;
    const ModelWords &m_words;
    QCollator m_collator;
    QList<Item> m_items; // the first is the invisible root
    QHash<NodeId, int> m_places;
    QList<int> m_free;                       // places
    QList<std::pair<NodeId, int>> m_leaving; // places that show nothing any more
    QList<NodeId> m_borrowed; // whose names are made of other objects, and some that are gone
    qsizetype m_nextBorrowed = 0;
    QList<NodeId> m_coming;  // added, and not here yet
    QList<NodeId> m_changed; // and not looked at yet
    QTimer m_next;

    QStringList m_filter;                      // folded
    QStringList m_kept;                        // the filter that the rows are of
    std::shared_ptr<const FilterRows> m_texts; // what is filtered; none after a change
    std::shared_ptr<std::atomic_bool> m_cancel;
    bool m_running = false;
    bool m_dirty = false; // filter again
    QThreadPool m_pool;   // one thread: a filter never waits behind a decoder
};

} // namespace Cistern
