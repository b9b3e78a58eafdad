// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/actions.h"

#include "models/storagefacts.h"
#include "services/jobs/jobtracker.h"
#include "services/systems/connections.h"
#include "ui/widgets/icons.h"

#include <QAction>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QWidget>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
enum class Menu { File, View, System, Pool, Jobs, Help };

struct Row
{
    Command command;
    Menu menu;
    const char *text;
    QLatin1StringView icon;
    const char *keys;       // portable text; nullptr: none
    bool separated = false; // a line before it
};

// clang-format off
constexpr Row table[] = {
    {Command::Connect,       Menu::File,   QT_TRANSLATE_NOOP("Cistern::Actions", "&Connect…"), "connect"_L1, "Ctrl+Shift+C"},
    {Command::AddLocation,   Menu::File,   QT_TRANSLATE_NOOP("Cistern::Actions", "Add &location…"), "folder"_L1, nullptr},
    {Command::Quit,          Menu::File,   QT_TRANSLATE_NOOP("Cistern::Actions", "&Quit"), "quit"_L1, "Ctrl+Q", true},

    {Command::Refresh,       Menu::View,   QT_TRANSLATE_NOOP("Cistern::Actions", "&Refresh"), "refresh"_L1, "F5"},
    {Command::Search,        Menu::View,   QT_TRANSLATE_NOOP("Cistern::Actions", "&Search"), "search"_L1, "Ctrl+K", true},
    {Command::Filter,        Menu::View,   QT_TRANSLATE_NOOP("Cistern::Actions", "&Filter the tree"), "filter"_L1, "Ctrl+F"},
    {Command::NextPane,      Menu::View,   QT_TRANSLATE_NOOP("Cistern::Actions", "&Next pane"), ""_L1, "F6"},
    {Command::ShowJobs,      Menu::View,   QT_TRANSLATE_NOOP("Cistern::Actions", "Show &jobs"), "job"_L1, "Ctrl+J", true},
    {Command::ShowGuide,     Menu::View,   QT_TRANSLATE_NOOP("Cistern::Actions", "Show “&Getting started”"), ""_L1, nullptr},

    {Command::Reconnect,     Menu::System, QT_TRANSLATE_NOOP("Cistern::Actions", "Connect &again"), "connect"_L1, nullptr},
    {Command::Disconnect,    Menu::System, QT_TRANSLATE_NOOP("Cistern::Actions", "&Disconnect"), ""_L1, nullptr},
    {Command::RemoveSystem,  Menu::System, QT_TRANSLATE_NOOP("Cistern::Actions", "Remove from the &list…"), ""_L1, nullptr, true},

    {Command::NewPool,       Menu::Pool,   QT_TRANSLATE_NOOP("Cistern::Actions", "&New pool…"), "newpool"_L1, "Ctrl+N"},
    {Command::NewVolume,     Menu::Pool,   QT_TRANSLATE_NOOP("Cistern::Actions", "New &volume…"), "volume"_L1, "Ctrl+Shift+V"},
    {Command::NewExtent,     Menu::Pool,   QT_TRANSLATE_NOOP("Cistern::Actions", "New free &extent…"), "extent"_L1, nullptr},
    {Command::Resize,        Menu::Pool,   QT_TRANSLATE_NOOP("Cistern::Actions", "Re&size…"), "resize"_L1, nullptr, true},
    {Command::Rename,        Menu::Pool,   QT_TRANSLATE_NOOP("Cistern::Actions", "&Rename…"), "rename"_L1, "F2"},
    {Command::Delete,        Menu::Pool,   QT_TRANSLATE_NOOP("Cistern::Actions", "&Delete…"), "delete"_L1, "Del", true},

    {Command::StopJob,       Menu::Jobs,   QT_TRANSLATE_NOOP("Cistern::Actions", "Request &stop"), "stop"_L1, nullptr},
    {Command::JobDetails,    Menu::Jobs,   QT_TRANSLATE_NOOP("Cistern::Actions", "&Details…"), "info"_L1, "Alt+Return"},
    {Command::RunAgain,      Menu::Jobs,   QT_TRANSLATE_NOOP("Cistern::Actions", "&Run again with these values…"), "refresh"_L1, nullptr},
    {Command::ClearFinished, Menu::Jobs,   QT_TRANSLATE_NOOP("Cistern::Actions", "&Clear finished"), ""_L1, nullptr, true},

    {Command::About,         Menu::Help,   QT_TRANSLATE_NOOP("Cistern::Actions", "&About Cistern"), "info"_L1, nullptr},
};
constexpr std::pair<Menu, const char *> menus[] = {
    {Menu::File, QT_TRANSLATE_NOOP("Cistern::Actions", "&File")},   {Menu::View, QT_TRANSLATE_NOOP("Cistern::Actions", "&View")},
    {Menu::System, QT_TRANSLATE_NOOP("Cistern::Actions", "&System")}, {Menu::Pool, QT_TRANSLATE_NOOP("Cistern::Actions", "&Pool")},
    {Menu::Jobs, QT_TRANSLATE_NOOP("Cistern::Actions", "&Jobs")},   {Menu::Help, QT_TRANSLATE_NOOP("Cistern::Actions", "&Help")},
};
// clang-format on

bool is(const Node *node, QStringView className)
{
    return node && node->kind == Node::Kind::Object && node->instance.decl()
        && node->instance.decl()->isA(className);
}

bool isPrimordial(const Node &node)
{
    return node.instance.value(u"Primordial").toBool().value_or(false);
}
} // namespace

Actions::Actions(const Console &console, QWidget *window) : QObject(window), m_console(console)
{
    for (const Row &row : table) {
        auto *action = new QAction(tr(row.text), this);
        if (!row.icon.isEmpty())
            action->setIcon(icon(row.icon));
        if (row.keys)
            action->setShortcut(QKeySequence::fromString(QString::fromLatin1(row.keys),
                                                         QKeySequence::PortableText));
        if (row.command == Command::Quit)
            action->setMenuRole(QAction::QuitRole);
        if (row.command == Command::About)
            action->setMenuRole(QAction::AboutRole);
        window->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, command = row.command] { Q_EMIT triggered(command); });
        m_actions.insert(row.command, action);
    }
    action(Command::ShowJobs)->setCheckable(true);
    action(Command::ShowGuide)->setCheckable(true);
}

void Actions::fill(QMenuBar *bar) const
{
    for (const auto &[menu, text] : menus) {
        QMenu *shown = bar->addMenu(tr(text));
        shown->setToolTipsVisible(true);
        for (const Row &row : table) {
            if (row.menu != menu)
                continue;
            if (row.separated)
                shown->addSeparator();
            shown->addAction(action(row.command));
        }
    }
}

void Actions::fillContext(QMenu *menu, const Subject &subject) const
{
    menu->setToolTipsVisible(true);
    const Node *node = subject.nodes.isEmpty() ? nullptr
                                               : m_console.inventory.node(subject.nodes.first());
    QList<Command> commands;
    if (is(node, u"CIM_StoragePool")) {
        commands = {Command::NewPool, Command::NewVolume, Command::NewExtent};
        if (!isPrimordial(*node))
            commands += {Command::Resize, Command::Rename, Command::Delete};
    } else if (is(node, u"CIM_StorageExtent")) {
        commands = {Command::Delete};
    } else if (node && node->systemId == localSystemId) {
        commands = {Command::NewPool, Command::AddLocation};
    } else if (node && !node->systemId.isEmpty()) {
        commands = {Command::NewPool, Command::Reconnect, Command::Disconnect,
                    Command::RemoveSystem};
    } else {
        commands = {Command::Connect};
    }
    for (const Command command : std::as_const(commands))
        menu->addAction(action(command));
    menu->addSeparator();
    menu->addAction(action(Command::Refresh));
}

void Actions::fillJobContext(QMenu *menu) const
{
    menu->setToolTipsVisible(true);
    for (const Command command :
         {Command::StopJob, Command::JobDetails, Command::RunAgain, Command::ClearFinished})
        menu->addAction(action(command));
}

void Actions::follow(const Subject &subject)
{
    for (auto it = m_actions.cbegin(); it != m_actions.cend(); ++it) {
        const QString why = obstacle(it.key(), subject);
        QAction *action = it.value();
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? QString(action->text()).remove(u'&') : why);
        action->setStatusTip(why);
    }
}

QString Actions::obstacle(Command command, const Subject &subject) const
{
    const Node *node = subject.nodes.isEmpty() ? nullptr
                                               : m_console.inventory.node(subject.nodes.first());
    switch (command) {
    case Command::AddLocation:
        return m_console.addLocation && m_console.connections.connection(QString(localSystemId))
            ? QString()
            : tr("This computer is not connected.");
    case Command::Reconnect:
    case Command::Disconnect:
    case Command::RemoveSystem: {
        if (!node || node->systemId.isEmpty())
            return tr("Select a system first.");
        const auto phase = m_console.connections.state(node->systemId).phase;
        if (command == Command::Reconnect && phase == SystemState::Phase::Connected)
            return tr("The system is connected.");
        if (command == Command::Disconnect && phase == SystemState::Phase::Idle)
            return tr("The system is not connected.");
        if (command != Command::Reconnect && node->systemId == localSystemId)
            return tr("This computer is always in the list.");
        return {};
    }
    case Command::NewPool:
    case Command::NewVolume:
    case Command::NewExtent:
    case Command::Resize:
    case Command::Rename:
    case Command::Delete:
        return storageObstacle(command, subject);
    case Command::StopJob:
    case Command::JobDetails:
    case Command::RunAgain:
    case Command::ClearFinished:
        return jobObstacle(command, subject);
    default:
        return {};
    }
}

// What the system announces decides (SP.R25, SP.R39); what it can't do is grey with the reason.
QString Actions::storageObstacle(Command command, const Subject &subject) const
{
    const Node *node = subject.nodes.isEmpty() ? nullptr
                                               : m_console.inventory.node(subject.nodes.first());
    const QString systemId = node && !node->systemId.isEmpty() ? node->systemId
                                                               : QString(localSystemId);
    if (!m_console.connections.connection(systemId))
        return tr("The system is not connected.");
    const StorageFacts facts(m_console.inventory, systemId);
    if (facts.service().isEmpty())
        return tr("This system offers no storage pools.");
    const auto one = [&]() -> QString {
        return subject.nodes.size() > 1 ? tr("Select one object only.") : QString();
    };
    switch (command) {
    case Command::NewPool:
        return facts.offers(StorageFacts::CreatePool) ? QString()
                                                      : tr("This system does not create pools.");
    case Command::NewVolume:
    case Command::NewExtent: {
        if (!is(node, u"CIM_StoragePool"))
            return tr("Select the pool first.");
        const auto feature = command == Command::NewVolume ? StorageFacts::MakeVolume
                                                           : StorageFacts::MakeExtent;
        if (!facts.offers(StorageFacts::CreateElement) || !facts.offers(feature))
            return command == Command::NewVolume ? tr("This system does not create volumes.")
                                                 : tr("This system does not create extents.");
        return one();
    }
    case Command::Resize:
    case Command::Rename:
        if (!is(node, u"CIM_StoragePool"))
            return tr("Select a pool first.");
        if (isPrimordial(*node)) // SP.R32
            return tr("This pool was made by the system itself and can't be changed.");
        if (!facts.offers(StorageFacts::ModifyPool))
            return tr("This system does not change pools.");
        if (command == Command::Resize && !facts.offers(StorageFacts::Grow)
            && !facts.offers(StorageFacts::Shrink))
            return tr("Pools of this system keep their size.");
        return one();
    default:
        break;
    }
    if (is(node, u"CIM_StoragePool")) {
        if (!facts.offers(StorageFacts::DeletePool))
            return tr("This system does not delete pools.");
        const bool own = std::all_of(subject.nodes.begin(), subject.nodes.end(), [this](NodeId id) {
            const Node *each = m_console.inventory.node(id);
            return each && isPrimordial(*each);
        });
        return own ? tr("This pool was made by the system itself and can't be deleted.")
                   : QString();
    }
    if (is(node, u"CIM_StorageExtent"))
        return facts.offers(StorageFacts::ReturnElement)
            ? QString()
            : tr("This system does not delete volumes or extents.");
    return tr("Select a pool, volume or extent first.");
}

QString Actions::jobObstacle(Command command, const Subject &subject) const
{
    const auto &records = m_console.jobs.records();
    if (command == Command::ClearFinished) {
        const bool any = std::any_of(records.begin(), records.end(),
                                     [](const JobRecord &record) { return record.over(); });
        return any ? QString() : tr("No job has finished.");
    }
    const JobRecord *record = m_console.jobs.find(subject.job);
    if (!record)
        return tr("Select a job first.");
    if (command == Command::StopJob && record->over())
        return tr("The job is over.");
    if (command == Command::StopJob && !record->mayStop())
        return tr("The system does not let this job be stopped.");
    if (command == Command::RunAgain && (!record->call.isValid() || !record->over()))
        return record->over() ? tr("This can't be run again.") : tr("The job is still running.");
    return {};
}

} // namespace Cistern
