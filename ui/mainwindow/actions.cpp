// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/actions.h"

#include "models/pipefacts.h"
#include "models/storagefacts.h"
#include "services/schema/schema.h"
#include "services/jobs/jobtracker.h"
#include "services/systems/connections.h"
#include "services/systems/trust.h"
#include "ui/mainwindow/jobreasons.h"
#include "ui/text/offertext.h"
#include "ui/text/presentation.h"
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
bool isPrimordial(const Node &node)
{
    return node.instance.value(u"Primordial").toBool().value_or(false);
}

bool isPractice(Command command)
{
    return command >= Command::OpenPractice && command <= Command::PracticeBusy;
}
} // namespace

Actions::Actions(const Console &console, QWidget *window)
    : QObject(window), m_console(console), m_anywayMenu(new QMenu(tr("&Try anyway"), window))
{
    m_anywayMenu->setToolTipsVisible(true);
    for (const CommandRow &row : commandRows()) {
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
        action->setCheckable(row.checkable);
        window->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, command = row.command] { Q_EMIT triggered(command, false); });
        m_actions.insert(row.command, action);
        if (!asksSystem(row.command))
            continue;
        auto *anyway = new QAction(tr(row.text), m_anywayMenu);
        anyway->setIcon(action->icon());
        anyway->setVisible(false);
        m_anywayMenu->addAction(anyway);
        connect(anyway, &QAction::triggered, this,
                [this, command = row.command] { Q_EMIT triggered(command, true); });
        m_anyway.insert(row.command, anyway);
    }
}

void Actions::fill(QMenuBar *bar) const
{
    for (const auto &[menu, text] : menuRows()) {
        QMenu *shown = bar->addMenu(tr(text));
        shown->setToolTipsVisible(true);
        for (const CommandRow &row : commandRows()) {
            if (row.menu != menu)
                continue;
            if (row.separated)
                shown->addSeparator();
            shown->addAction(action(row.command));
            if (row.command == Command::CallMethod)
                shown->addMenu(m_anywayMenu);
        }
    }
}

void Actions::fillContext(QMenu *menu, const Subject &subject) const
{
    menu->setToolTipsVisible(true);
    const auto commands = commandsFor(first(subject));
    for (const Command command : commands)
        menu->addAction(action(command));
    bool separated = false;
    for (const Command command : commands) {
        QAction *anyway = m_anyway.value(command);
        if (!anyway || !anyway->isVisible())
            continue;
        if (!std::exchange(separated, true))
            menu->addSeparator();
        QAction *shown = menu->addAction(anyway->icon(), tr("Try anyway: %1").arg(anyway->text()));
        shown->setToolTip(anyway->toolTip());
        connect(shown, &QAction::triggered, anyway, &QAction::trigger);
    }
    menu->addSeparator();
    menu->addAction(action(Command::Refresh));
}

void Actions::fillJobContext(QMenu *menu) const
{
    menu->setToolTipsVisible(true);
    for (const Command command :
         {Command::StopJob, Command::KillJob, Command::CheckJob, Command::JobDetails,
          Command::RunAgain, Command::ReverseJob, Command::ClearFinished})
        menu->addAction(action(command));
}

void Actions::follow(const Subject &subject)
{
    bool any = false;
    for (auto it = m_actions.cbegin(); it != m_actions.cend(); ++it) {
        const Hindrance found = hindrance(it.key(), subject);
        QAction *action = it.value();
        if (it.key() == Command::Reconnect)
            action->setText(reconnectText(first(subject)));
        action->setEnabled(found.text.isEmpty());
        action->setToolTip(found.text.isEmpty() ? QString(action->text()).remove(u'&')
                                                : found.text);
        action->setStatusTip(found.text);
        if (QAction *anyway = m_anyway.value(it.key())) {
            anyway->setVisible(found.mayTry);
            anyway->setToolTip(found.text);
            any = any || found.mayTry;
        }
    }
    m_anywayMenu->menuAction()->setVisible(any);
}

// What it comes to.
QString Actions::reconnectText(const Node *node) const
{
    const bool signsIn = node && m_console.connections.state(node->systemId).wantsSignIn();
    return signsIn ? tr("S&ign in…") : tr("Connect &again");
}

const Node *Actions::first(const Subject &subject) const
{
    return subject.nodes.isEmpty() ? nullptr : m_console.inventory.node(subject.nodes.first());
}

Actions::Hindrance Actions::hindrance(Command command, const Subject &subject) const
{
    if (asksSystem(command))
        return deedHindrance(command, subject);
    switch (command) {
    case Command::AddLocation:
        return {.text = m_console.addLocation
                        && m_console.connections.connection(QString(localSystemId))
                    ? QString()
                    : tr("This computer is not connected.")};
    case Command::Reconnect:
    case Command::Disconnect:
    case Command::EditConnection:
    case Command::Certificate:
    case Command::RemoveSystem:
    case Command::CallMethod:
        return {.text = systemObstacle(command, first(subject))};
    case Command::StopJob:
    case Command::KillJob:
    case Command::CheckJob:
    case Command::JobDetails:
    case Command::RunAgain:
    case Command::ReverseJob:
    case Command::ClearFinished:
        return {.text = jobObstacle(command, subject)};
    default:
        break;
    }
    if (!isPractice(command))
        return {};
    if (!m_console.openPractice)
        return {.text = tr("There is no practice site here.")};
    if (command != Command::OpenPractice && !m_console.practiceIsOpen())
        return {.text = tr("Open the practice site first.")};
    return {};
}

QString Actions::systemObstacle(Command command, const Node *node) const
{
    if (!node || node->systemId.isEmpty())
        return tr("Select a system first.");
    const auto phase = m_console.connections.state(node->systemId).phase;
    if (command == Command::CallMethod)
        return phase == SystemState::Phase::Connected ? QString()
                                                      : tr("The system is not connected.");
    if (command == Command::Reconnect && phase == SystemState::Phase::Connected)
        return tr("The system is connected.");
    if (command == Command::Disconnect && phase == SystemState::Phase::Idle)
        return tr("The system is not connected.");
    if (command == Command::Certificate) {
        const ConnectionSpec *spec = m_console.book.find(node->systemId);
        const auto failure = m_console.connections.state(node->systemId).failure;
        if (!spec || spec->url.scheme() != "https"_L1)
            return tr("This system shows no certificate: it is not reached over HTTPS.");
        return spec->pin.isEmpty() && !(failure && Trust::awaitsDecision(*failure))
            ? tr("An authority vouches for its certificate: there is nothing to decide.")
            : QString();
    }
    if (command != Command::Reconnect && node->systemId == localSystemId)
        return tr("This computer is always in the list.");
    return {};
}

// What the system announces decides (SP.R39, PIPE.R30, CRP.R22, CP.R27); what it can't do is grey
// with the reason.
Actions::Hindrance Actions::deedHindrance(Command command, const Subject &subject) const
{
    const Node *node = first(subject);
    const auto deed = deedOf(command, node);
    const QString systemId = node && !node->systemId.isEmpty() ? node->systemId
                                                               : QString(localSystemId);
    if (!m_console.connections.connection(systemId))
        return {.text = tr("The system is not connected.")};
    if (!deed)
        return {.text = selectFirstText(command)};
    const bool ofThing = !deedOf(command, nullptr);
    if (ofThing) {
        if (const QString text = objectObstacle(command, *node); !text.isEmpty())
            return {.text = text};
        if (command == Command::Delete) {
            for (const NodeId id : subject.nodes) {
                const Node *each = m_console.inventory.node(id);
                if (!each || each->systemId != node->systemId || deedOf(command, each) != deed)
                    return {.text = tr("Select objects of one kind and one system only.")};
                if (const QString text = objectObstacle(command, *each); !text.isEmpty())
                    return {.text = text};
            }
            const bool own = std::all_of(subject.nodes.begin(), subject.nodes.end(),
                                         [this](NodeId id) {
                                             const Node *each = m_console.inventory.node(id);
                                             return each && isPrimordial(*each);
                                         });
            if (own)
                return {.text = tr("This pool was made by the system itself and can't be "
                                   "deleted.")};
        } else if (subject.nodes.size() > 1) {
            return {.text = tr("Select one object only.")};
        }
    }
    const Offer offer = Offers(m_console.inventory, m_console.connections, systemId).of(*deed);
    if (!offer.works())
        return {.text = obstacleText(offer), .mayTry = offer.mayTry()};
    const StorageFacts facts(m_console.inventory, systemId);
    if (command == Command::Resize && !facts.offers(StorageFacts::Grow)
        && !facts.offers(StorageFacts::Shrink))
        return {.text = tr("Pools of this system keep their size.")};
    return {};
}

// What the selected thing itself does not let be done, whatever its system announces.
QString Actions::objectObstacle(Command command, const Node &node) const
{
    const bool changes = command == Command::Resize || command == Command::Rename
        || command == Command::EditResources || command == Command::EditSettings
        || command == Command::EditMembers;
    if (changes && isPrimordial(node)) // SP.R32
        return tr("This pool was made by the system itself and can't be changed.");
    const bool child = variantOf(m_console.inventory, node) == Variant::Child;
    if (command == Command::EditMembers && child)
        return tr("Devices belong to root pools; this pool draws from its parent.");
    if (Schema::isA(node.path().nameSpace(), node.path().className(), u"CIM_NetworkPipe")) {
        if (!isReplicationPipe(node.path())) // PIPE.R26
            return tr("This connection was made by an iSCSI initiator.");
        if (child)
            return tr("This is one pair of a pipe; select the whole pipe.");
    }
    return {};
}

QString Actions::jobObstacle(Command command, const Subject &subject) const
{
    if (command == Command::ClearFinished)
        return clearObstacle(m_console.jobs);
    const JobRecord *record = m_console.jobs.find(subject.job);
    if (!record)
        return tr("Select a job first.");
    switch (command) {
    case Command::StopJob:
        return stopObstacle(*record);
    case Command::KillJob:
        if (const QString text = stopObstacle(*record); !text.isEmpty())
            return text;
        return record->mayKill(m_console.clock.now())
            ? QString()
            : tr("Only a job that was asked to stop and goes on is killed.");
    case Command::CheckJob:
        return checkObstacle(*record);
    case Command::RunAgain:
        return againObstacle(*record);
    case Command::ReverseJob:
        return reverseObstacle(*record);
    default:
        return {};
    }
}

} // namespace Cistern

#include "moc_actions.cpp"
