// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The commands of commands.cpp as actions, and what stands in the way of each at the moment. Menus,
// tool bar, panes and context menus all show the same actions. Owned by the main window; GUI
// thread.
#pragma once

#include "services/jobs/jobrecord.h"
#include "ui/mainwindow/commands.h"
#include "ui/widgets/console.h"

#include <QHash>
#include <QList>
#include <QObject>

class QAction;
class QMenu;
class QMenuBar;
class QWidget;

namespace Cistern {

// What commands work on.
struct Subject
{
    QList<NodeId> nodes; // selected in the tree or a table
    qint64 job = 0;      // selected in the jobs dock
};

class Actions : public QObject
{
    Q_OBJECT

public:
    Actions(const Console &console, QWidget *window);

    QAction *action(Command command) const { return m_actions.value(command); }
    // The same command where a system does not announce it; shown only while that is all that
    // stands in the way.
    QAction *anyway(Command command) const { return m_anyway.value(command); }
    void fill(QMenuBar *bar) const;
    void fillContext(QMenu *menu, const Subject &subject) const; // what makes sense for it
    void fillJobContext(QMenu *menu) const;
    void follow(const Subject &subject); // enables, and says why not

Q_SIGNALS:
    // anyway: although the system does not announce it.
    void triggered(Cistern::Command command, bool anyway);

private:
    // Empty text: it works. mayTry: only the announcement is missing.
    struct Hindrance
    {
        QString text = {};
        bool mayTry = false;
    };
    Hindrance hindrance(Command command, const Subject &subject) const;
    Hindrance deedHindrance(Command command, const Subject &subject) const;
    QString objectObstacle(Command command, const Node &node) const;
    QString systemObstacle(Command command, const Node *node) const;
    QString jobObstacle(Command command, const Subject &subject) const;
    const Node *first(const Subject &subject) const;
    QString reconnectText(const Node *node) const;

    Console m_console;
    QHash<Command, QAction *> m_actions;
    QHash<Command, QAction *> m_anyway;
    QMenu *m_anywayMenu;
};

} // namespace Cistern
