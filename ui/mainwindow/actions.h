// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The one table of commands: text, icon, keys, place in the menus, and what stands in the way of
// each at the moment. Menus, tool bar, panes and context menus all show the same actions. Owned by
// the main window; GUI thread.
#pragma once

#include "services/inventory/inventory.h"
#include "services/jobs/jobrecord.h"
#include "ui/widgets/console.h"

#include <QHash>
#include <QList>
#include <QObject>

class QAction;
class QMenu;
class QMenuBar;

namespace Cistern {

enum class Command {
    Connect,
    AddLocation,
    Quit,
    Refresh,
    Search,
    Filter,
    ShowJobs,
    NextPane,
    ShowGuide,
    Reconnect,
    Disconnect,
    RemoveSystem,
    NewPool,
    NewVolume,
    NewExtent,
    Resize,
    Rename,
    Delete,
    StopJob,
    JobDetails,
    RunAgain,
    ClearFinished,
    About,
};

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
    void fill(QMenuBar *bar) const;
    void fillContext(QMenu *menu, const Subject &subject) const; // what makes sense for it
    void fillJobContext(QMenu *menu) const;
    void follow(const Subject &subject); // enables, and says why not

Q_SIGNALS:
    void triggered(Cistern::Command command);

private:
    QString obstacle(Command command, const Subject &subject) const; // empty: it works
    QString storageObstacle(Command command, const Subject &subject) const;
    QString jobObstacle(Command command, const Subject &subject) const;

    Console m_console;
    QHash<Command, QAction *> m_actions;
};

} // namespace Cistern
