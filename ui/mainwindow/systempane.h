// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The centre of the window: what is selected in the tree, with its actions, as overview, members,
// users and raw properties. Owned by the main window; GUI thread.
#pragma once

#include "models/pace.h"
#include "services/inventory/inventory.h"
#include "ui/widgets/console.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;
class QTreeView;

namespace Cistern {

class Actions;
class HistoryPanel;
class ModelWords;
class ObjectTableModel;
class OverviewPage;
class PaneHeader;
class PropertyModel;

class SystemPane : public QWidget
{
    Q_OBJECT

public:
    SystemPane(const Console &console, const ModelWords &words, Actions &actions,
               QWidget *parent = nullptr);

    void show(const QList<NodeId> &nodes);
    void showHistory(); // of everything, until something is shown again
    bool isHistory() const { return m_everything; }
    void refresh();    // age and state go on
    void refreshAge(); // only what counts the seconds
    OverviewPage *overview() const { return m_overview; }
    HistoryPanel *history() const { return m_history; }
    QTabBar *tabs() const { return m_tabs; }
    QTreeView *tableAt(int tab) const;

Q_SIGNALS:
    void nodeActivated(Cistern::NodeId node);

private:
    enum Tab { Overview, Members, UsedBy, Raw, History };

    void showHeader(const Node &node);
    void showTabs(const QList<Tab> &tabs);
    void showMany(const QList<NodeId> &nodes);
    void follow(const Changes &changes);
    void showNodes();
    void showAgain();
    void showCounts();

    Console m_console;
    const ModelWords &m_words;
    Actions &m_actions;
    QList<NodeId> m_nodes;
    PaneHeader *m_header;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    OverviewPage *m_overview;
    ObjectTableModel *m_members;
    ObjectTableModel *m_users;
    PropertyModel *m_raw;
    HistoryPanel *m_history;
    bool m_everything = false;  // the history of all systems is shown, whatever is selected
    QList<QTreeView *> m_views; // by Tab; none for the overview
    QList<Tab> m_shown;
    Pace m_pace{[this] { showAgain(); }};
};

} // namespace Cistern
