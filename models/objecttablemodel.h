// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Objects of the inventory as a table: the members or users of one, all below a heading, or any
// selection, in the order of a column. Keeps itself up to date without a reset; the order is a
// vector of places, without a proxy. Owned by the window; GUI thread.
#pragma once

#include "models/modelwords.h"
#include "models/pace.h"

#include <QAbstractTableModel>
#include <QCollator>
#include <QHash>
#include <QThreadPool>
#include <QTimer>

#include <optional>

namespace Cistern {

class ObjectTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Kind, Size, Filled, State, ColumnCount };
    // As many rows get their keys, or their places among the others, within one turn.
    static constexpr qsizetype atOnce = 1000;

    ObjectTableModel(const Inventory &inventory, const Connections &connections,
                     const ModelWords &words, QObject *parent = nullptr);

    // The same again is no other table.
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
    // By raw values. A large table comes into order some turns later. Column -1: as they came.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    enum class Content { None, Members, Users, Below, All };
    // What a row is compared by.
    struct Key
    {
        QCollatorSortKey text;              // of a column of words
        std::optional<quint64> number = {}; // of any other; none: after all that have one
        int compare(const Key &other) const;
    };
    struct Item
    {
        NodeId id = -1;
        Key key;
        int row = -1; // -1: the place is free
        bool hasKey = false;
        bool isWaiting = false; // for its key
        bool isLoose = false;   // for its place among the others
    };
    static bool isBefore(const Item &left, const Item &right, Qt::SortOrder order);

    void show(Content content, const QList<NodeId> &subjects);
    QList<NodeId> content() const;
    bool isBelow(const Node &node) const;
    void follow(const Changes &changes);
    void compare();
    void remove(const QList<NodeId> &ids);
    void append(const QList<NodeId> &ids);
    QList<int> take(const QList<NodeId> &ids);
    void await(const QList<int> &places);
    void goOn();
    void settle();
    Key keyOf(const Node &node) const;
    void setRows(const QList<int> &rows);
    void rearrange(const QList<int> &rows);

    const Inventory &m_inventory;
    const Connections &m_connections;
    const ModelWords &m_words;
    QCollator m_collator;
    Content m_content = Content::None;
    QList<NodeId> m_subjects;
    QString m_systemId; // of the one subject
    QList<Item> m_items;
    QHash<NodeId, int> m_places;
    QList<int> m_free;
    QList<int> m_rows;
    QList<int> m_waiting; // places without a key of this column
    QList<int> m_loose;   // and with one, but not in order yet
    int m_column = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    int m_revision = 0;     // of column, order and subject
    bool m_sorting = false; // on the pool
    QTimer m_next;
    Pace m_pace{[this] { compare(); }};
    QThreadPool m_pool; // one thread
};

} // namespace Cistern
