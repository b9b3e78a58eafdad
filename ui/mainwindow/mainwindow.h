// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The window: tree, centre, jobs and status. Lays them out, keeps them in step, and remembers how
// the person left them. Owned by main; GUI thread.
#pragma once

#include "services/inventory/inventory.h"
#include "services/jobs/jobrecord.h"
#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/windowwords.h"
#include "ui/widgets/console.h"

#include <QMainWindow>

class QLineEdit;
class QSplitter;
class QTimer;

namespace Cistern {

class Forms;
class HistoryKeeping;
class JobNotices;
class JobDock;
class StatusLine;
class SystemPane;
class TreePanel;

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const Console &console, QWidget *parent = nullptr);
    ~MainWindow() override;

    TreePanel *tree() const { return m_tree; }
    SystemPane *pane() const { return m_pane; }
    JobDock *jobs() const { return m_jobs; }
    QAction *action(Command command) const { return m_actions->action(command); }
    bool select(NodeId node);
    void showJob(qint64 id); // in front of all other windows
    void showFailure(const Failure &failure, const QString &problem); // of the program itself

Q_SIGNALS:
    void shown(); // once, after the first paint

protected:
    bool event(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    void connectParts();
    void run(Command command, bool anyway);
    QWidget *newPoolButton();
    void practise(Command command);
    void showSelection();
    void followSubject();
    void followJob(qint64 id);
    void nextPane();
    void showTitle();
    void restore();
    void save() const;
    Subject subject() const;

    Console m_console;
    WindowWords m_words;
    Actions *m_actions;
    Forms *m_forms;
    QLineEdit *m_search;
    TreePanel *m_tree;
    SystemPane *m_pane;
    JobDock *m_jobs;
    StatusLine *m_status;
    HistoryKeeping *m_keeping;
    JobNotices *m_notices;
    QSplitter *m_upper;
    QSplitter *m_whole;
    QTimer *m_tick;
    int m_ticks = 0; // seconds
    QTimer *m_soon;
    bool m_painted = false;
    CimPath m_awaited; // a result that is selected once the tree has it
    QString m_awaitedSystem;
};

} // namespace Cistern
