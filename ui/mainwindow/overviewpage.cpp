// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/overviewpage.h"

#include "models/modelwords.h"
#include "models/objecttablemodel.h"
#include "models/offers.h"
#include "models/storagefacts.h"
#include "services/jobs/jobtracker.h"
#include "services/systems/connections.h"
#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/objecttable.h"
#include "ui/mainwindow/overviewfacts.h"
#include "ui/text/connectwords.h"
#include "ui/text/units.h"
#include "ui/widgets/capacitybar.h"
#include "ui/widgets/card.h"
#include "ui/widgets/checklistcard.h"
#include "ui/widgets/connectionladder.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/failuretext.h"
#include "ui/widgets/recordbanner.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/propertygrid.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int usersShown = 5;

// What is shown of a system that is away was so then.
Ink inkOf(const Node *node)
{
    return node && node->stale ? Ink::Grey : Ink::Own;
}
} // namespace

OverviewPage::OverviewPage(const Console &console, const ModelWords &words, Actions &actions,
                           QWidget *parent)
    : QScrollArea(parent), m_console(console), m_words(words), m_actions(actions)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Overview"));
    auto *body = new QWidget(this);
    body->setAutoFillBackground(true);
    body->setBackgroundRole(QPalette::Base);

    m_guide = new ChecklistCard(tr("Getting started"), body);
    m_banner = new Banner(body);
    m_banner->setClosable(true);
    m_connection = new QWidget(body);
    m_connectionLine = new Label(Label::Kind::Grey, QString(), m_connection);
    m_connectionLine->setWordWrap(true);
    m_ladder = new ConnectionLadder(console.clock,
                                    {ConnectionLadder::Remedy::TryAgain,
                                     ConnectionLadder::Remedy::SignIn,
                                     ConnectionLadder::Remedy::Trust},
                                    m_connection);
    auto *connectionHead = new QHBoxLayout;
    connectionHead->setSpacing(8);
    connectionHead->addWidget(new Label(Label::Kind::Heading, tr("Connection"), m_connection), 0,
                              Qt::AlignTop);
    connectionHead->addWidget(m_connectionLine, 1);
    auto *connection = new QVBoxLayout(m_connection);
    connection->setContentsMargins(0, 0, 0, 0);
    connection->setSpacing(8);
    connection->addLayout(connectionHead);
    connection->addWidget(m_ladder);
    m_space = new QWidget(body);
    m_figure = new Label(Label::Kind::Figure, QString(), m_space);
    m_figureText = new Label(Label::Kind::Grey, QString(), m_space);
    m_legend = new Legend(m_space);
    m_bar = new CapacityBar(m_space);
    auto *figures = new QHBoxLayout;
    figures->setSpacing(8);
    figures->addWidget(m_figure, 0, Qt::AlignBaseline);
    figures->addWidget(m_figureText, 1, Qt::AlignBaseline);
    figures->addWidget(m_legend);
    auto *space = new QVBoxLayout(m_space);
    space->setContentsMargins(0, 0, 0, 0);
    space->setSpacing(8);
    space->addLayout(figures);
    space->addWidget(m_bar);
    m_properties = new PropertyGrid(body);

    m_users = new QWidget(body);
    m_usersCount = new Label(Label::Kind::Grey, QString(), m_users);
    m_usersAll = new LinkButton(tr("Show all"), m_users);
    m_usersModel = new ObjectTableModel(console.inventory, console.connections, words, this);
    m_usersView = makeObjectTable(m_usersModel, tr("Used by"), m_users);
    m_usersView->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *usersHead = new QHBoxLayout;
    usersHead->setSpacing(8);
    usersHead->addWidget(new Label(Label::Kind::Heading, tr("Used by"), m_users));
    usersHead->addWidget(m_usersCount, 1);
    usersHead->addWidget(m_usersAll);
    auto *users = new QVBoxLayout(m_users);
    users->setContentsMargins(0, 0, 0, 0);
    users->setSpacing(8);
    users->addLayout(usersHead);
    users->addWidget(m_usersView);

    m_emptyCard = new Card(body, Card::Look::Quiet);
    m_empty = new EmptyState(m_emptyCard);
    auto *empty = new QVBoxLayout(m_emptyCard);
    empty->setContentsMargins(16, 12, 16, 12);
    empty->addWidget(m_empty);

    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(16);
    for (QWidget *part :
         {static_cast<QWidget *>(m_guide), static_cast<QWidget *>(m_banner), m_connection, m_space,
          static_cast<QWidget *>(m_emptyCard), static_cast<QWidget *>(m_properties), m_users})
        column->addWidget(part);
    column->addStretch(1);
    setWidget(body);

    connect(m_guide, &ChecklistCard::closed, this, &OverviewPage::guideClosed);
    connect(m_banner, &Banner::closed, this, [this] {
        m_dismissed.insert(m_bannerJob);
        show(m_node);
    });
    connect(m_banner, &Banner::actionTriggered, this, [this](int index) {
        if (m_bannerJob == 0)
            connectAgain();
        else if (m_bannerChecks && index == 0)
            Q_EMIT checkAsked(m_bannerJob);
        else
            Q_EMIT reopenAsked(m_bannerJob, m_bannerOffers && index == 0);
    });
    connect(m_ladder, &ConnectionLadder::remedyAsked, this,
            [this](ConnectionLadder::Remedy remedy) {
                if (remedy == ConnectionLadder::Remedy::Trust)
                    m_actions.action(Command::Certificate)->trigger();
                else
                    connectAgain();
            });
    connect(m_usersModel, &QAbstractItemModel::rowsInserted, this, &OverviewPage::fitUsers);
    connect(m_usersModel, &QAbstractItemModel::rowsRemoved, this, &OverviewPage::fitUsers);
    connect(m_usersAll, &QPushButton::clicked, this, &OverviewPage::allUsersAsked);
    connect(m_usersView, &QTreeView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT nodeActivated(index.data(NodeIdRole).toLongLong());
    });
    connect(m_properties, &PropertyGrid::linkActivated, this,
            [this](const QString &link) { Q_EMIT nodeActivated(link.toLongLong()); });
    // Once a turn, however many jobs have changed.
    auto *soon = new QTimer(this);
    soon->setSingleShot(true);
    soon->setInterval(0);
    connect(soon, &QTimer::timeout, this, [this] { show(m_node); });
    connect(&console.jobs, &JobTracker::recordChanged, soon, qOverload<>(&QTimer::start));
    connect(&console.jobs, &JobTracker::recordAdded, soon, qOverload<>(&QTimer::start));
    connect(&console.jobs, &JobTracker::recordsCleared, soon, qOverload<>(&QTimer::start));
    show(-1);
}

void OverviewPage::setGuideShown(bool shown)
{
    m_guideShown = shown;
    show(m_node);
}

void OverviewPage::show(NodeId id)
{
    if (m_node != id)
        verticalScrollBar()->setValue(0);
    m_node = id;
    const Node *node = m_console.inventory.node(id);
    showGuide(node);
    showBanner(node);
    showConnection(node);
    showSpace(node);
    showProperties(node);
    showUsers(node);
    showEmpty(node);
}

void OverviewPage::showGuide(const Node *node)
{
    const bool shown = m_guideShown && node && node->kind == Node::Kind::System
        && node->systemId == localSystemId;
    m_guide->setVisible(shown);
    if (!shown)
        return;
    const StorageFacts facts(m_console.inventory, node->systemId);
    quint64 free = 0;
    const auto locations = facts.locations();
    for (const PoolFacts &location : locations)
        free += location.free;
    const bool pools = facts.hasOwnPools();
    const bool connected = m_console.connections.connection(node->systemId);
    const bool others = m_console.book.systems().size() > 1;
    QList<ChecklistStep> steps{
        {.title = connected ? tr("This computer is ready") : tr("This computer is being opened"),
         .text = tr(
             "It offers pools and volumes of its own, so that nothing else is needed to begin."),
         .done = connected,
         .actions = {}},
        {.title = tr("Make a pool"),
         .text = tr("%1 are free here. A pool sets part of it aside for volumes.")
                     .arg(formatSize(free)),
         .done = pools,
         .ready = connected,
         .actions = {m_actions.action(Command::NewPool)}},
        {.title = tr("Connect a server"),
         .text = tr("A Windows iSCSI target, or another Cistern."),
         .done = others,
         .actions = {m_actions.action(Command::Connect)}}};
    if (m_console.openPractice)
        steps.append({.title = tr("Practise"),
                      .text = tr("Three systems with pools and pipes, where nothing can break."),
                      .done = m_console.practiceIsOpen(),
                      .actions = {m_actions.action(Command::OpenPractice)}});
    m_guide->setSteps(steps);
}

// The newest commit on this system, if it failed and nobody has put the message away.
const JobRecord *OverviewPage::failedRecord(const QString &systemId) const
{
    const auto &records = m_console.jobs.records();
    for (auto it = records.crbegin(); it != records.crend(); ++it) {
        if (it->systemId != systemId)
            continue;
        return it->state == JobRecord::State::Failed && !m_dismissed.contains(it->id) ? &*it
                                                                                      : nullptr;
    }
    return nullptr;
}

void OverviewPage::showBanner(const Node *node)
{
    const JobRecord *record = node ? failedRecord(node->systemId) : nullptr;
    BannerText text;
    QStringList buttons;
    m_bannerJob = 0;
    if (record) {
        m_bannerJob = record->id;
        const Failure failure = record->failure.value_or(Failure());
        text = recordBanner(m_console, *record);
        const quint64 offered = failure.offered.toULongLong();
        m_bannerOffers = offered > 0;
        m_bannerChecks = record->mayCheck();
        if (m_bannerOffers)
            buttons.append(tr("Use %1…").arg(formatSize(offered)));
        if (m_bannerChecks)
            buttons.append(tr("Check again"));
        if (record->isRepeatable())
            buttons.append(record->isUnknown() ? tr("Run again…") : tr("Change and try again…"));
    } else if (node && node->kind != Node::Kind::Site) {
        text = connectionBanner(*node);
        if (node->stale)
            buttons.append(tr("Try now"));
    }
    m_banner->setVisible(!text.problem.isEmpty());
    m_banner->setClosable(record);
    m_banner->setText(text);
    m_banner->setActions(buttons);
}

// Of a system that is away its own page has the ladder.
BannerText OverviewPage::connectionBanner(const Node &node) const
{
    const ConnectionSpec *spec = m_console.book.find(node.systemId);
    const SystemState state = m_console.connections.state(node.systemId);
    const bool connected = state.phase == SystemState::Phase::Connected;
    if (!spec || (node.kind == Node::Kind::System && !connected))
        return {};
    BannerText text;
    if (const auto message = connectionMessage(state, *spec)) {
        text = {.state = connected ? State::Warning : State::Error,
                .problem = message->problem,
                .lines = {message->cause, message->fix, message->command},
                .details = message->details};
        text.lines.removeAll(QString());
    } else if (const QString readable = readableHint(*spec);
               node.kind == Node::Kind::System && !readable.isEmpty()) {
        text = {.state = State::Warning,
                .problem = tr("The password of %1 can be read on the way.")
                               .arg(systemName(m_console, node.systemId)),
                .lines = {readable},
                .details = {}};
    } else if (const QString hint = clockHint(state.ladder, *spec);
               connected && node.kind == Node::Kind::System && !hint.isEmpty()) {
        text = {.state = State::Warning,
                .problem = tr("The clock of %1 is wrong, or that of this computer.")
                               .arg(systemName(m_console, node.systemId)),
                .lines = {hint, tr("Kerberos refuses clocks that are five minutes apart.")},
                .details = {}};
    }
    return text;
}

void OverviewPage::connectAgain()
{
    if (const Node *node = m_console.inventory.node(m_node))
        m_console.connections.open(node->systemId);
}

void OverviewPage::showConnection(const Node *node)
{
    const ConnectionSpec *spec = node && node->kind == Node::Kind::System
        ? m_console.book.find(node->systemId)
        : nullptr;
    const SystemState state = spec ? m_console.connections.state(spec->id) : SystemState();
    const bool shown = state.phase != SystemState::Phase::Idle
        && state.phase != SystemState::Phase::Connected && !state.ladder.rungs.isEmpty();
    m_connection->setVisible(shown);
    if (!shown)
        return;
    Ladder ladder = state.ladder;
    // What broke after the climb is shown on the rung that it took away, until the next climb.
    if (state.failure && !ladder.failed() && state.phase != SystemState::Phase::Connecting)
        ladder = brokenLadder(ladder, *state.failure);
    m_ladder->setLadder(ladder, *spec);
    refreshAge();
}

void OverviewPage::refreshAge()
{
    const Node *node = m_connection->isHidden() ? nullptr : m_console.inventory.node(m_node);
    if (!node)
        return;
    const QDateTime now = m_console.clock.now();
    const SystemState state = m_console.connections.state(node->systemId);
    QStringList words{m_ladder->summary()};
    if (state.phase == SystemState::Phase::Waiting)
        words.append(stateText(state, now));
    if (node->read.isValid())
        words.append(tr("the data below was %1").arg(seenText(node->read, now)));
    words.removeAll(QString());
    m_connectionLine->setText(words.join(u" · "_s));
}

void OverviewPage::showSpace(const Node *node)
{
    const auto space = node ? spaceFacts(m_console, *node) : std::nullopt;
    m_space->setVisible(space.has_value());
    if (!space)
        return;
    m_figure->setText(space->figure);
    m_figure->setGrey(node->stale);
    m_figureText->setText(space->text);
    m_legend->setEntries(space->legend, inkOf(node));
    m_bar->setInk(inkOf(node));
    m_bar->setCapacity(space->capacity);
}

void OverviewPage::showProperties(const Node *node)
{
    const QList<PropertyGroup> groups = node ? propertyFacts(m_console, m_words, *node)
                                             : QList<PropertyGroup>();
    m_properties->setVisible(!groups.isEmpty());
    if (!groups.isEmpty())
        m_properties->setGroups(groups, inkOf(node));
}

void OverviewPage::showUsers(const Node *node)
{
    if (node && node->kind == Node::Kind::Object)
        m_usersModel->showUsers(node->id);
    else
        m_usersModel->showAll({});
    fitUsers();
}

void OverviewPage::fitUsers()
{
    const int count = m_usersModel->rowCount();
    m_users->setVisible(count > 0);
    m_usersCount->setText(tr("%n objects", nullptr, count));
    m_usersAll->setVisible(count > usersShown);
    const int rows = std::min(count, usersShown);
    const int rowHeight = std::max(28, fontMetrics().height() + 8);
    m_usersView->setFixedHeight(m_usersView->header()->sizeHint().height() + rows * rowHeight + 2);
}

void OverviewPage::showEmpty(const Node *node)
{
    bool shown = false;
    if (!node) {
        shown = true;
        m_empty->setText(tr("Nothing is selected"), tr("Select a system or a pool on the left."));
        m_empty->setActions({});
    } else if (node->kind == Node::Kind::System && !node->stale
               && m_console.connections.connection(node->systemId)) {
        const StorageFacts facts(m_console.inventory, node->systemId);
        const QList<PoolFacts> locations = facts.locations();
        const bool own = facts.hasOwnPools();
        quint64 free = 0;
        for (const PoolFacts &location : locations)
            free += location.free;
        const Offers offers(m_console.inventory, m_console.connections, node->systemId);
        const bool others = !offers.service(Deed::CreateChildPool).isEmpty()
            || !offers.service(Deed::CreateRootPool).isEmpty();
        if (facts.service().isEmpty() && !others && node->read.isValid()) {
            // SP.R40: nobody's mistake, the target just is another kind.
            shown = true;
            m_empty->setText(tr("No pools here"),
                             tr("%1 has neither storage nor Hyper-V pools.")
                                 .arg(systemName(m_console, node->systemId)));
            m_empty->setActions({});
        } else if (!own && !locations.isEmpty()) {
            shown = true;
            m_empty->setText(tr("No pools of your own yet"),
                             tr("%1 are unassigned.").arg(formatSize(free)));
            m_empty->setActions({m_actions.action(Command::NewPool)});
        }
    }
    m_emptyCard->setVisible(shown);
}

} // namespace Cistern
