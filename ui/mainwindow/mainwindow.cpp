// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/mainwindow.h"

#include "services/inventory/refresher.h"
#include "services/jobs/historykeeping.h"
#include "services/jobs/jobtracker.h"
#include "services/systems/connections.h"
#include "ui/mainwindow/forms.h"
#include "ui/mainwindow/historypanel.h"
#include "ui/mainwindow/jobdock.h"
#include "ui/mainwindow/jobnotices.h"
#include "ui/mainwindow/overviewpage.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/systempane.h"
#include "ui/mainwindow/treepanel.h"
#include "ui/widgets/icons.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>
#include <QTabBar>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

MainWindow::MainWindow(const Console &console, QWidget *parent)
    : QMainWindow(parent)
    , m_console(console)
    , m_words(console)
    , m_actions(new Actions(console, this))
    , m_forms(new Forms(console, this))
    , m_search(new QLineEdit(this))
    , m_tree(new TreePanel(console, m_words, *m_actions, this))
    , m_pane(new SystemPane(console, m_words, *m_actions, this))
    , m_jobs(new JobDock(console, m_words, *m_actions, this))
    , m_status(new StatusLine(console, this))
    , m_keeping(new HistoryKeeping(console.history, console.clock, this))
    , m_notices(new JobNotices(console, this))
    , m_upper(new QSplitter(Qt::Horizontal, this))
    , m_whole(new QSplitter(Qt::Vertical, this))
    , m_tick(new QTimer(this))
    , m_soon(new QTimer(this))
{
    setWindowIcon(applicationIcon());
    layOut();
    connectParts();
    restore();
    showSelection();
}

MainWindow::~MainWindow() = default;

void MainWindow::layOut()
{
    m_actions->fill(menuBar());
    QToolBar *bar = addToolBar(tr("Tool bar"));
    bar->setObjectName(u"toolbar"_s);
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addAction(action(Command::Connect));
    bar->addAction(action(Command::Refresh));
    bar->addSeparator();
    bar->addWidget(newPoolButton());
    bar->addAction(action(Command::NewPipe));
    auto *gap = new QWidget(bar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    m_search->setPlaceholderText(tr("Search systems, pools, pipes  (Ctrl+K)"));
    m_search->setAccessibleName(tr("Search"));
    m_search->addAction(icon("search"_L1), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_search->setFixedWidth(fontMetrics().averageCharWidth() * 54);
    bar->addWidget(m_search);
    auto *edge = new QWidget(bar);
    edge->setFixedWidth(12);
    bar->addWidget(edge);

    m_tree->setAutoFillBackground(true);
    m_upper->addWidget(m_tree);
    m_upper->addWidget(m_pane);
    m_upper->setStretchFactor(1, 1);
    m_upper->setChildrenCollapsible(false);
    m_upper->setHandleWidth(1);
    m_whole->addWidget(m_upper);
    m_whole->addWidget(m_jobs);
    m_whole->setStretchFactor(0, 1);
    m_whole->setCollapsible(0, false);
    m_whole->setCollapsible(1, false);
    m_whole->setHandleWidth(1);
    setCentralWidget(m_whole);
    setStatusBar(m_status);
    resize(1280, 800);
    m_upper->setSizes({330, 950});
    m_whole->setSizes({560, 180});
    QWidget::setTabOrder(m_search, m_tree->filterField());
    QWidget::setTabOrder(m_tree->filterField(), m_tree->view());
    m_tree->view()->setFocus();
}

// The commonest kind with a click, the others with the arrow beside it. The arrow works also where
// the commonest does not.
QWidget *MainWindow::newPoolButton()
{
    auto *menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    for (const Command command : {Command::NewPool, Command::NewChildPool, Command::NewRootPool})
        menu->addAction(action(command));
    auto *button = new QToolButton(this);
    button->setText(tr("New pool…"));
    button->setIcon(icon("newpool"_L1));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    button->setMenu(menu);
    button->setToolTip(tr("New storage pool, or another kind of pool from the menu"));
    connect(button, &QToolButton::clicked, this, [this, button] {
        if (action(Command::NewPool)->isEnabled())
            action(Command::NewPool)->trigger();
        else
            button->showMenu();
    });
    return button;
}

void MainWindow::connectParts()
{
    connect(m_actions, &Actions::triggered, this, &MainWindow::run);
    connect(m_tree, &TreePanel::selectionChanged, this, &MainWindow::showSelection);
    connect(m_tree, &TreePanel::contextMenuAsked, this, [this](const QPoint &at) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        m_actions->fillContext(menu, subject());
        menu->popup(at);
    });
    connect(m_tree, &TreePanel::grown, this, [this] {
        if (!m_awaited.isEmpty()
            && m_tree->select(m_console.inventory.find(m_awaitedSystem, m_awaited)))
            m_awaited = {};
    });
    connect(m_tree, &TreePanel::filterChanged, m_search, &QLineEdit::setText);
    connect(m_search, &QLineEdit::textChanged, m_tree, &TreePanel::setFilter);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { m_tree->selectFirstHit(); });
    connect(m_pane, &SystemPane::nodeActivated, this, &MainWindow::select);
    // Also where it is what was selected before.
    connect(m_tree->view(), &QTreeView::clicked, this, [this] {
        if (m_pane->isHistory())
            showSelection();
    });
    HistoryPanel *history = m_pane->history();
    connect(history, &HistoryPanel::detailsAsked, m_forms, &Forms::recordDetails);
    connect(history, &HistoryPanel::checkAsked, m_forms, &Forms::checkAgain);
    connect(history, &HistoryPanel::againAsked, m_forms, &Forms::runAgain);
    connect(history, &HistoryPanel::reverseAsked, m_forms, &Forms::prepareReverse);
    connect(history, &HistoryPanel::keepAsked, this, [this, history](std::chrono::days days) {
        QSettings().setValue(u"history/keepDays"_s, int(days.count()));
        m_keeping->keepFor(days);
        history->setKept(days);
    });
    connect(m_notices, &JobNotices::activated, this, &MainWindow::showJob);
    connect(m_keeping, &HistoryKeeping::forgot, history, &HistoryPanel::refresh);
    // Nothing is read or removed before the window is there.
    connect(this, &MainWindow::shown, this, [this, history] {
        const std::chrono::days days(QSettings().value(u"history/keepDays"_s, 0).toInt());
        history->setKept(days);
        m_keeping->keepFor(days);
        m_forms->lookForDrafts();
    });
    connect(m_forms, &Forms::draftFound, m_jobs, &JobDock::offerDraft);
    connect(m_jobs, &JobDock::killAsked, m_forms, &Forms::killJob);
    connect(m_jobs, &JobDock::checkAsked, m_forms, &Forms::checkAgain);
    connect(m_jobs, &JobDock::draftAsked, m_forms, &Forms::continueDraft);
    connect(m_status, &StatusLine::certificateAsked, m_forms, &Forms::decideTrust);
    connect(m_status, &StatusLine::signInAsked, this, [this](const QString &id) {
        m_tree->select(m_console.inventory.system(id));
        m_console.connections.open(id);
    });
    OverviewPage *overview = m_pane->overview();
    connect(overview, &OverviewPage::guideClosed, this, [this] { run(Command::ShowGuide, false); });
    connect(overview, &OverviewPage::checkAsked, m_forms, &Forms::checkAgain);
    connect(overview, &OverviewPage::reopenAsked, m_forms, &Forms::reopen);
    connect(m_jobs, &JobDock::selectionChanged, this, &MainWindow::followSubject);
    connect(m_jobs, &JobDock::detailsAsked, m_forms, &Forms::jobDetails);
    connect(m_jobs, &JobDock::againAsked, this, [this](qint64 id) { m_forms->reopen(id, false); });
    connect(m_jobs, &JobDock::stopAsked, this, [this](qint64 id) { m_console.jobs.stop(id); });
    connect(m_jobs, &JobDock::foldedChanged, this,
            [this](bool folded) { action(Command::ShowJobs)->setChecked(!folded); });
    connect(m_forms, &Forms::recorded, this, [this](qint64 id) {
        m_jobs->setFolded(false);
        m_jobs->select(id);
        m_jobs->view()->setFocus();
    });
    connect(m_forms, &Forms::systemAdded, this, [this](const QString &id) {
        const NodeId node = m_console.inventory.system(id);
        if (node >= 0)
            m_tree->select(node);
    });
    connect(&m_console.jobs, &JobTracker::recordChanged, this, &MainWindow::followJob);
    connect(&m_console.jobs, &JobTracker::writingFailed, this, [this](const Failure &failure) {
        showFailure(failure,
                    tr("What becomes of jobs can't be written down. It is tried again "
                       "as long as this window is open."));
    });
    connect(
        &m_console.inventory, &Inventory::changed, this,
        [this] {
            m_status->refresh();
            followSubject();
        },
        Qt::QueuedConnection);
    // Many systems climb at once; the tree follows each by itself.
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, [this] {
        m_status->refresh();
        followSubject();
    });
    connect(&m_console.connections, &Connections::stateChanged, m_soon,
            qOverload<>(&QTimer::start));
    // Capabilities stand in no tree, so nothing there tells of them.
    connect(&m_console.refresher, &Refresher::refreshed, this, &MainWindow::followSubject);
    // Ages, and the seconds until a retry, go on although nothing is read.
    m_tick->setInterval(1000);
    connect(m_tick, &QTimer::timeout, this, [this] {
        m_tree->refreshWaiting();
        m_pane->refreshAge();
        if (++m_ticks % 5 != 0)
            return;
        m_tree->refreshWords();
        m_pane->refresh();
    });
    m_tick->start();
}

Subject MainWindow::subject() const
{
    return {.nodes = m_tree->selected(), .job = m_jobs->selected()};
}

void MainWindow::run(Command command, bool anyway)
{
    const Subject on = subject();
    const Node *node = on.nodes.isEmpty() ? nullptr : m_console.inventory.node(on.nodes.first());
    const QString systemId = node ? node->systemId : QString();
    OverviewPage *overview = m_pane->overview();
    switch (command) {
    case Command::Connect:
        return m_forms->connectSystem();
    case Command::AddLocation:
        return m_forms->addLocation();
    case Command::Quit:
        close();
        return;
    case Command::Refresh:
        return m_console.refresher.refreshAll();
    case Command::Search:
        m_search->setFocus();
        return m_search->selectAll();
    case Command::Filter:
        m_tree->filterField()->setFocus();
        return m_tree->filterField()->selectAll();
    case Command::ShowJobs:
        m_jobs->setFolded(!m_jobs->isFolded());
        if (!m_jobs->isFolded())
            m_jobs->view()->setFocus();
        return;
    case Command::ShowHistory:
        return m_pane->isHistory() ? showSelection() : m_pane->showHistory();
    case Command::NextPane:
        return nextPane();
    case Command::ShowGuide:
        overview->setGuideShown(!overview->isGuideShown());
        return action(Command::ShowGuide)->setChecked(overview->isGuideShown());
    case Command::Reconnect:
        return m_console.connections.open(systemId);
    case Command::Disconnect:
        return m_console.connections.close(systemId);
    case Command::EditConnection:
        return m_forms->editConnection(systemId);
    case Command::Certificate:
        return m_forms->certificate(systemId);
    case Command::RemoveSystem:
        return m_forms->removeSystem(systemId);
    case Command::CredentialSets:
        return m_forms->credentialSets();
    case Command::StopJob:
        return m_console.jobs.stop(on.job);
    case Command::KillJob:
        return m_forms->killJob(on.job);
    case Command::CheckJob:
        return m_forms->checkAgain(on.job);
    case Command::JobDetails:
        return m_forms->jobDetails(on.job);
    case Command::RunAgain:
        return m_forms->reopen(on.job, false);
    case Command::ReverseJob:
        return m_forms->reverse(on.job);
    case Command::ClearFinished:
        return m_console.jobs.clearFinished();
    case Command::About:
        return m_forms->about();
    case Command::OpenPractice:
    case Command::PracticeSlow:
    case Command::PracticeRefuse:
    case Command::PracticeDrop:
    case Command::PracticeSize:
    case Command::PracticeBusy:
        return practise(command);
    default:
        return m_forms->open(command, on, anyway);
    }
}

void MainWindow::practise(Command command)
{
    static constexpr std::pair<Command, PracticeFault> faults[] = {
        {Command::PracticeSlow, PracticeFault::Slow},
        {Command::PracticeRefuse, PracticeFault::Refuse},
        {Command::PracticeDrop, PracticeFault::Drop},
        {Command::PracticeSize, PracticeFault::SizeNotSupported},
        {Command::PracticeBusy, PracticeFault::Busy},
    };
    for (const auto &[each, fault] : faults) {
        if (each == command)
            return m_console.setPracticeFault(fault, action(command)->isChecked());
    }
    onDone(m_console.openPractice(this), this, [this](const Outcome<QStringList> &systems) {
        if (!systems)
            m_forms->tell(systems.failure(), tr("The practice site was not opened."));
        else if (!systems->isEmpty())
            m_tree->select(m_console.inventory.system(systems->first()));
        followSubject();
    });
}

void MainWindow::showJob(qint64 id)
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
    m_jobs->setFolded(false);
    m_jobs->select(id);
    m_jobs->view()->setFocus();
}

bool MainWindow::select(NodeId node)
{
    return m_tree->select(node);
}

void MainWindow::showSelection()
{
    m_pane->show(m_tree->selected());
    showTitle();
    followSubject();
}

void MainWindow::followSubject()
{
    m_actions->follow(subject());
}

// What was made is selected as soon as the tree has it, if the person stayed with the job.
void MainWindow::followJob(qint64 id)
{
    const JobRecord *record = m_console.jobs.find(id);
    if (!record || record->state != JobRecord::State::Succeeded || record->result.isEmpty()
        || m_jobs->selected() != id)
        return;
    if (!m_tree->select(m_console.inventory.find(record->systemId, record->result))) {
        m_awaited = record->result;
        m_awaitedSystem = record->systemId;
    }
}

void MainWindow::nextPane()
{
    const QList<QWidget *> panes{m_tree->view(), m_pane->tabs(), m_jobs->view(), m_search};
    qsizetype current = 0;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (panes.at(i)->hasFocus())
            current = i + 1;
    }
    for (qsizetype i = 0; i < panes.size(); ++i) {
        QWidget *next = panes.at((current + i) % panes.size());
        if (next->isVisible()) {
            next->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

void MainWindow::showTitle()
{
    const QList<NodeId> ids = m_tree->selected();
    const Node *node = ids.size() == 1 ? m_console.inventory.node(ids.first()) : nullptr;
    const QString product = tr("Cistern");
    if (!node || node->id == 0)
        setWindowTitle(product);
    else if (node->kind == Node::Kind::Object)
        setWindowTitle(tr("%1 on %2 – %3")
                           .arg(m_words.name(*node),
                                m_console.book.find(node->systemId)
                                    ? m_console.book.find(node->systemId)->name
                                    : node->systemId,
                                product));
    else
        setWindowTitle(tr("%1 – %2").arg(m_words.name(*node), product));
}

void MainWindow::restore()
{
    const QSettings settings;
    restoreGeometry(settings.value(u"window/geometry"_s).toByteArray());
    m_upper->restoreState(settings.value(u"window/upper"_s).toByteArray());
    m_whole->restoreState(settings.value(u"window/whole"_s).toByteArray());
    m_pane->overview()->setGuideShown(settings.value(u"guide/shown"_s, true).toBool());
    action(Command::ShowGuide)->setChecked(m_pane->overview()->isGuideShown());
    m_jobs->setFolded(settings.value(u"jobs/folded"_s, false).toBool());
    action(Command::ShowJobs)->setChecked(!m_jobs->isFolded());
    m_tree->restore(settings);
}

void MainWindow::save() const
{
    QSettings settings;
    settings.setValue(u"window/geometry"_s, saveGeometry());
    settings.setValue(u"window/upper"_s, m_upper->saveState());
    settings.setValue(u"window/whole"_s, m_whole->saveState());
    settings.setValue(u"guide/shown"_s, m_pane->overview()->isGuideShown());
    settings.setValue(u"jobs/folded"_s, m_jobs->isFolded());
    m_tree->save(settings);
}

void MainWindow::showFailure(const Failure &failure, const QString &problem)
{
    m_forms->tell(failure, problem);
}

bool MainWindow::event(QEvent *event)
{
    const bool done = QMainWindow::event(event);
    if (event->type() == QEvent::Paint && !m_painted) {
        m_painted = true;
        QTimer::singleShot(0, this, &MainWindow::shown);
    }
    return done;
}

// Jobs go on in their systems; this computer's own stop at a safe point and go on at the next
// start.
void MainWindow::closeEvent(QCloseEvent *event)
{
    save();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::WindowStateChange)
        m_console.refresher.setVisible(!isMinimized());
    QMainWindow::changeEvent(event);
}

void MainWindow::showEvent(QShowEvent *event)
{
    m_console.refresher.setVisible(true);
    QMainWindow::showEvent(event);
}

} // namespace Cistern
