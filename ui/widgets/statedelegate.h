// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Paints rows from the roles of models/roles.h alone: state as glyph and word, space as a bar and a
// percentage, progress as a bar that moves. One delegate a column. GUI thread.
#pragma once

#include <QPersistentModelIndex>
#include <QSet>
#include <QStyledItemDelegate>

#include <initializer_list>
#include <utility>

class QAbstractItemView;
class QTimer;
class QTreeView;

namespace Cistern {

// A row in words, "gold-pool, OK, 6.2 TiB of 10 TiB used, 62 %": for tooltips and screen readers.
[[nodiscard]] QString rowDescription(const QModelIndex &index, const QLocale &locale);

class StateDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum class Layout {
        TreeRow,  // icon, glyph, name; at the far end a bar with percentage, or words
        State,    // glyph and word (StateTextRole, else the display text)
        Name,     // glyph and display text: the first column of the jobs
        Filled,   // bar and percentage from UsedRole and TotalRole
        Progress, // bar and percentage, a moving bar, or words when it is over
        Plain,    // icon and text in the heights of the other columns
    };

    // Owned by the view, which it asks to repaint rows that move.
    StateDelegate(Layout layout, QAbstractItemView *view);

    // Makes a view one of whole rows of equal height that nobody edits and that Tab leads out of.
    // What is not listed is Plain.
    static void paintRows(QTreeView *view,
                          std::initializer_list<std::pair<int, Layout>> columns = {});

    // Of the rows in sight of what is away: they say how long ago it was seen.
    static void repaintAges(QTreeView *view, int column = 0);

    // 26 for trees, 28 for tables.
    void setRowHeight(int height) { m_rowHeight = height; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

    // The row in words where the model has no tooltip of its own.
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    class Row;

    void keepTurning(const QModelIndex &index) const;
    void turn();

    Layout m_layout;
    QAbstractItemView *m_view;
    QTimer *m_timer;
    int m_rowHeight;
    mutable QSet<QPersistentModelIndex> m_turning; // rows painted in motion since the last tick
};

} // namespace Cistern
