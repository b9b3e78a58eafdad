// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The tree of sites, systems, pools, extents and volumes with its filter. Keeps expansion and
// selection over refreshes and runs. Owned by the main window; GUI thread.
#pragma once

#include "services/inventory/inventory.h"
#include "ui/widgets/console.h"

#include <QSet>
#include <QWidget>

class QLineEdit;
class QSettings;
class QTreeView;

namespace Cistern {

class Actions;
class EmptyState;
class Label;
class LinkButton;
class ModelWords;
class SystemTreeModel;

class TreePanel : public QWidget
{
    Q_OBJECT

public:
    TreePanel(const Console &console, const ModelWords &words, Actions &actions,
              QWidget *parent = nullptr);

    QList<NodeId> selected() const;
    bool select(NodeId id); // false when it is in no row yet
    void setFilter(const QString &text);
    QString filter() const;
    bool selectFirstHit();
    QLineEdit *filterField() const { return m_field; }
    QTreeView *view() const { return m_view; }
    void refreshWords();
    void refreshWaiting(); // the seconds until a retry

    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

Q_SIGNALS:
    void selectionChanged();
    void contextMenuAsked(const QPoint &globalPosition);
    void filterChanged(const QString &text);
    void grown(); // rows came that may be waited for

private:
    void choose(const QModelIndex &index);
    void applyFilter(const QString &text);
    void noteRows(const QModelIndex &parent, int first, int last);
    void followSoon();
    void followRows();
    void followFilter();
    void ensureSelection();
    bool isWanted(NodeId id) const;
    QString keyOf(NodeId id) const; // the same over runs, as ids are not
    void noteExpansion(const QModelIndex &index, bool open);
    void expandWanted(NodeId id);

    Console m_console;
    SystemTreeModel *m_model;
    QLineEdit *m_field;
    QTreeView *m_view;
    EmptyState *m_noHits;
    LinkButton *m_clear;
    QWidget *m_noHitsBox;
    EmptyState *m_noOthers;
    QSet<QString> m_folded;   // what the person closed
    QSet<QString> m_opened;   // and opened
    QString m_wanted;         // what was selected last time, until it appears
    NodeId m_wantedNode = -1; // the same once it has come, or what a filter took away
    NodeId m_chosen = -1;     // by the person
    QList<NodeId> m_arrived;  // with rows below them, that are not folded or opened yet
    bool m_following = false;
    bool m_hitAwaited = false; // by somebody who pressed Return before the filter was done
    bool m_settling = false;
};

} // namespace Cistern
