// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/systempane.h"

#include "models/filtermodel.h"
#include "models/modelwords.h"
#include "models/noderoles.h"
#include "models/objecttablemodel.h"
#include "models/propertymodel.h"
#include "services/systems/connections.h"
#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/historypanel.h"
#include "ui/mainwindow/objecttable.h"
#include "ui/mainwindow/overviewpage.h"
#include "ui/text/connectwords.h"
#include "ui/text/units.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cisternstyle.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/statedelegate.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QTabBar>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
bool is(const Node &node, QStringView className)
{
    return node.kind == Node::Kind::Object && node.instance.decl()
        && node.instance.decl()->isA(className);
}
} // namespace

SystemPane::SystemPane(const Console &console, const ModelWords &words, Actions &actions,
                       QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_words(words)
    , m_actions(actions)
    , m_header(new PaneHeader(this))
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
    , m_overview(new OverviewPage(console, words, actions, this))
    , m_members(new ObjectTableModel(console.inventory, console.connections, words, this))
    , m_users(new ObjectTableModel(console.inventory, console.connections, words, this))
    , m_raw(new PropertyModel(words, this))
    , m_history(new HistoryPanel(console, words, this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Views of the selected object"));
    auto *raw = new QTreeView(this);
    raw->setModel(new FilterModel(m_raw, raw));
    raw->setAccessibleName(tr("All properties"));
    raw->setRootIsDecorated(false);
    raw->setUniformRowHeights(true);
    raw->setAllColumnsShowFocus(true);
    raw->setSortingEnabled(true);
    raw->sortByColumn(-1, Qt::AscendingOrder);
    raw->setFrameShape(QFrame::NoFrame);
    raw->setTabKeyNavigation(false);
    raw->header()->resizeSection(PropertyModel::Name, fontMetrics().averageCharWidth() * 36);
    raw->header()->resizeSection(PropertyModel::Type, fontMetrics().averageCharWidth() * 14);
    m_views = {nullptr, makeObjectTable(m_members, tr("Members"), this),
               makeObjectTable(m_users, tr("Used by"), this), raw, m_history->view()};
    m_stack->addWidget(m_overview);
    for (const Tab tab : {Members, UsedBy, Raw}) {
        auto *page = new QWidget(m_stack);
        auto *column = new QVBoxLayout(page);
        column->setContentsMargins(24, 16, 24, 16);
        column->addWidget(m_views.at(tab));
        m_stack->addWidget(page);
    }
    m_stack->addWidget(m_history);

    auto *head = new QVBoxLayout; // the header brings margins of its own
    head->setSpacing(8);
    head->addWidget(m_header);
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(24, 0, 24, 0);
    tabRow->addWidget(m_tabs, 1);
    head->addLayout(tabRow);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(new Hairline(this));
    column->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (index >= 0 && index < m_shown.size())
            m_stack->setCurrentIndex(m_shown.at(index));
    });
    for (const Tab tab : {Members, UsedBy}) {
        QTreeView *view = m_views.at(tab);
        connect(view, &QTreeView::activated, this, [this](const QModelIndex &index) {
            Q_EMIT nodeActivated(index.data(NodeIdRole).toLongLong());
        });
    }
    connect(m_overview, &OverviewPage::nodeActivated, this, &SystemPane::nodeActivated);
    connect(m_overview, &OverviewPage::allUsersAsked, this, [this] {
        if (const auto at = m_shown.indexOf(UsedBy); at >= 0)
            m_tabs->setCurrentIndex(int(at));
    });
    for (const ObjectTableModel *table : {m_members, m_users}) {
        connect(table, &QAbstractItemModel::rowsInserted, this, &SystemPane::showCounts);
        connect(table, &QAbstractItemModel::rowsRemoved, this, &SystemPane::showCounts);
    }
    connect(&console.inventory, &Inventory::changed, this, &SystemPane::follow);
    connect(&console.connections, &Connections::stateChanged, this, [this](const QString &id) {
        const Node *node = m_nodes.size() == 1 ? m_console.inventory.node(m_nodes.first())
                                               : nullptr;
        if (node && node->systemId == id)
            refresh();
    });
}

QTreeView *SystemPane::tableAt(int tab) const
{
    return m_views.value(tab);
}

void SystemPane::show(const QList<NodeId> &nodes)
{
    m_nodes = nodes;
    m_everything = false;
    m_pace.timed([this] { showNodes(); });
}

void SystemPane::showNodes()
{
    const QList<NodeId> nodes = m_nodes;
    if (nodes.size() > 1) {
        showMany(nodes);
        return;
    }
    const Node *node = nodes.isEmpty() ? nullptr : m_console.inventory.node(nodes.first());
    m_header->setVisible(node);
    m_tabs->setVisible(node);
    if (!node) {
        m_stack->setCurrentIndex(Overview);
        m_overview->show(-1);
        return;
    }
    showHeader(*node);
    m_overview->show(node->id);
    QList<Tab> tabs{Overview};
    if (node->kind == Node::Kind::Object) {
        const bool pool = is(*node, u"CIM_StoragePool") || is(*node, u"CIM_ResourcePool");
        if (pool || is(*node, u"CIM_NetworkPipe"))
            tabs.append(Members);
        if (pool || is(*node, u"CIM_StorageExtent"))
            tabs.append(UsedBy);
        m_members->showMembers(node->id);
        m_users->showUsers(node->id);
    } else {
        tabs.append(Members);
        m_members->showBelow(node->id);
    }
    m_raw->setInstance(node->instance);
    if (m_raw->rowCount() > 0)
        tabs.append(Raw);
    if (node->kind == Node::Kind::Object || node->kind == Node::Kind::System) {
        tabs.append(History);
        m_history->setSubject(node->systemId,
                              node->kind == Node::Kind::Object ? node->path() : CimPath());
    }
    showTabs(tabs);
}

void SystemPane::showHistory()
{
    m_everything = true;
    m_header->setVisible(true);
    m_tabs->setVisible(false);
    m_header->setIconName(u"history"_s);
    m_header->setTitle(tr("History"));
    m_header->setState(State::None);
    m_header->setLine(tr("All that was asked for from this computer, with what came of it."));
    m_header->setActions({});
    m_history->setSubject();
    m_stack->setCurrentIndex(History);
    m_history->searchField()->setFocus();
}

void SystemPane::showMany(const QList<NodeId> &nodes)
{
    m_header->setVisible(true);
    m_tabs->setVisible(false);
    m_header->setIconName(u"list"_s);
    m_header->setTitle(tr("%n objects selected", nullptr, int(nodes.size())));
    m_header->setState(State::None);
    m_header->setLine(tr("What can be done with all of them stands at the right."));
    m_header->setActions({m_actions.action(Command::Delete)});
    m_members->showAll(nodes);
    m_stack->setCurrentIndex(Members);
}

// Kept where they are as long as the same tabs are shown, so that a refresh moves nothing.
void SystemPane::showTabs(const QList<Tab> &tabs)
{
    static const QHash<int, QString> names{{Overview, tr("Overview")},
                                           {Members, tr("Members")},
                                           {UsedBy, tr("Used by")},
                                           {Raw, tr("Raw")},
                                           {History, tr("History")}};
    if (tabs != m_shown) {
        const Tab current = m_shown.value(m_tabs->currentIndex(), Overview);
        const QSignalBlocker blocker(m_tabs);
        while (m_tabs->count() > 0)
            m_tabs->removeTab(0);
        m_shown = tabs;
        for (const Tab tab : tabs)
            m_tabs->addTab(names.value(tab));
        m_tabs->setCurrentIndex(int(std::max<qsizetype>(0, tabs.indexOf(current))));
    }
    showCounts();
    m_stack->setCurrentIndex(m_shown.value(m_tabs->currentIndex(), Overview));
}

void SystemPane::showCounts()
{
    for (int i = 0; i < m_shown.size(); ++i) {
        if (m_shown.at(i) == Members)
            setTabCount(m_tabs, i, m_members->rowCount());
        else if (m_shown.at(i) == UsedBy)
            setTabCount(m_tabs, i, m_users->rowCount());
    }
}

void SystemPane::showHeader(const Node &node)
{
    const auto role = [&](int which) {
        return nodeRole(m_console.inventory, m_console.connections, m_words, node, which);
    };
    m_header->setIconName(role(IconRole).toString().isEmpty() ? u"list"_s
                                                              : role(IconRole).toString());
    m_header->setTitle(role(Qt::DisplayRole).toString());
    const State state = role(StateRole).isValid() ? State(role(StateRole).toInt()) : State::None;
    m_header->setState(state, role(StateTextRole).toString(),
                       role(StaleRole).toBool() ? Ink::Grey : Ink::Own);

    QStringList line;
    const ConnectionSpec *spec = m_console.book.find(node.systemId);
    if (node.kind == Node::Kind::Object && spec)
        line.append(tr("%1 on %2").arg(m_words.kind(node), isolated(spec->name)));
    else if (node.kind == Node::Kind::System && spec)
        line.append(node.systemId == localSystemId
                        ? tr("Local target on %1")
                              .arg(isolated(node.instance.value(u"ElementName").toString().isEmpty()
                                                ? spec->name
                                                : node.instance.value(u"ElementName").toString()))
                        : isolated(spec->url.toDisplayString()));
    else if (node.kind == Node::Kind::Site)
        line.append(tr("Group of systems"));
    else if (spec)
        line.append(tr("On %1").arg(isolated(spec->name)));
    if (spec && !spec->site.isEmpty() && node.kind != Node::Kind::Site)
        line.append(spec->site);
    // Of what is away it stands first: there may be no room for the rest.
    if (node.read.isValid())
        line.insert(node.stale ? 0 : line.size(), seenText(node.read, m_console.clock.now()));
    m_header->setLine(line.join(u" · "_s));

    // At most four, what works first; the rest stands in the menus.
    constexpr qsizetype most = 4;
    QList<QAction *> actions;
    const auto offered = commandsFor(&node);
    for (const Command command : offered) {
        if (actions.size() < most)
            actions.append(m_actions.action(command));
    }
    m_header->setActions(actions);
}

void SystemPane::refresh()
{
    const Node *node = m_nodes.size() == 1 ? m_console.inventory.node(m_nodes.first()) : nullptr;
    if (!node || m_everything)
        return;
    showHeader(*node);
    m_overview->show(node->id);
    if (QTreeView *table = tableAt(m_stack->currentIndex());
        table && qobject_cast<ObjectTableModel *>(table->model()))
        StateDelegate::repaintAges(table, ObjectTableModel::State);
}

void SystemPane::refreshAge()
{
    const Node *node = m_nodes.size() == 1 ? m_console.inventory.node(m_nodes.first()) : nullptr;
    if (!node || m_everything)
        return;
    showHeader(*node);
    m_overview->refreshAge();
}

void SystemPane::follow(const Changes &changes)
{
    if (m_everything || (m_nodes.size() == 1 && changes.removed.contains(m_nodes.first())))
        return; // the tree selects something else
    // What happens to other systems changes nothing here; the tables follow by themselves.
    const Node *shown = m_nodes.size() == 1 ? m_console.inventory.node(m_nodes.first()) : nullptr;
    const auto isNear = [this, shown](NodeId id) {
        const Node *node = m_console.inventory.node(id);
        return !shown || shown->systemId.isEmpty() || !node || node->systemId == shown->systemId;
    };
    const auto anyNear = [&isNear](const QList<NodeId> &ids) {
        return std::any_of(ids.begin(), ids.end(), isNear);
    };
    if (!changes.removed.isEmpty() || anyNear(changes.added) || anyNear(changes.updated))
        m_pace.ask();
}

void SystemPane::showAgain()
{
    const bool isGone = m_nodes.size() == 1 && !m_console.inventory.node(m_nodes.first());
    if (!m_everything && !isGone)
        showNodes();
}

} // namespace Cistern
