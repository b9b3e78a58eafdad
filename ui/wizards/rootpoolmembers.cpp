// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/rootpoolmembers.h"

#include "models/rootpoolcall.h"
#include "ui/text/offertext.h"
#include "ui/text/units.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/failuretext.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/propertygrid.h"
#include "ui/widgets/requestdialog.h"
#include "ui/wizards/devicepicker.h"

#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

RootPoolMembers::RootPoolMembers(const Console &console, const QString &systemId,
                                 const CimPath &pool, QWidget *parent)
    : DialogFrame(parent)
    , m_console(console)
    , m_systemId(systemId)
    , m_pool(pool)
    , m_refusal(new Banner(this, Banner::Buttons::Below))
    , m_picker(new DevicePicker(this))
    , m_problem(new FieldProblem(nullptr, this))
    , m_changes(new PropertyGrid(this))
    , m_request(new QPushButton(icon(u"code"_s), tr("Show &request"), this))
{
    const ClusterFacts now = facts();
    setWindowTitle(tr("Change devices – %1").arg(systemName(console, systemId)));
    setHead(State::None, tr("Devices of %1").arg(isolated(now.nameOf(pool))),
            tr("Tick what the pool shall have. Adding and removing are two requests; they run one "
               "after the other."));
    auto *card = new Card(this, Card::Look::Quiet);
    auto *cardColumn = new QVBoxLayout(card);
    cardColumn->setContentsMargins(16, 12, 16, 12);
    m_changes->setMaximumColumns(1);
    cardColumn->addWidget(m_changes);
    m_refusal->setClosable(true);
    m_refusal->hide();
    connect(m_refusal, &Banner::closed, m_refusal, &QWidget::hide);
    content()->addWidget(m_refusal);
    content()->addWidget(m_picker, 1);
    content()->addWidget(m_problem);
    content()->addWidget(card);
    addSide(m_request);
    connect(m_request, &QPushButton::clicked, this,
            [this] { (new RequestDialog(m_console, m_systemId, calls(), this))->open(); });
    m_change = addAccept(tr("&Change devices"));
    addReject(tr("Cancel"));

    const RootPoolFacts *present = now.pool(pool);
    m_members = present ? present->devices : QList<CimPath>();
    m_picker->setTicked(m_members);
    if (present)
        m_picker->setType(present->type);
    fill();
    connect(m_picker, &DevicePicker::changed, this, &RootPoolMembers::check);
    connect(&m_console.inventory, &Inventory::changed, this, &RootPoolMembers::fill);
    m_picker->view()->setFocus();
    resize(720, 620);
}

ClusterFacts RootPoolMembers::facts() const
{
    return ClusterFacts(m_console.inventory, m_systemId);
}

void RootPoolMembers::fill()
{
    const ClusterFacts now = facts();
    m_picker->setFacts(now, m_pool);
    // What others add or remove meanwhile is no change of this person.
    if (const RootPoolFacts *present = now.pool(m_pool); present && present->devices != m_members) {
        QList<CimPath> ticked = m_picker->ticked();
        for (const CimPath &device : present->devices) {
            if (!m_members.contains(device) && !ticked.contains(device))
                ticked.append(device);
        }
        for (const CimPath &device : std::as_const(m_members)) {
            if (!present->devices.contains(device))
                ticked.removeAll(device);
        }
        m_members = present->devices;
        m_picker->setTicked(ticked);
    }
    check();
}

void RootPoolMembers::setTryAnyway()
{
    m_anyway = true;
    check();
}

void RootPoolMembers::setCall(const MethodCall &call)
{
    QList<CimPath> members = m_picker->ticked();
    const bool adds = call.decl().name == "AddResourcesToResourcePool"_L1;
    for (const CimPath &device : call.argument(u"HostResources").toPaths()) {
        if (!adds)
            members.removeAll(device);
        else if (!members.contains(device))
            members.append(device);
    }
    m_picker->setTicked(members);
    check();
}

void RootPoolMembers::setProblem(const Failure &failure, const MethodCall &call)
{
    m_refusal->setText(failureBanner(failure, systemName(m_console, m_systemId),
                                     tr("The devices were not changed."), &call));
    m_refusal->show();
}

QList<MethodCall> RootPoolMembers::calls() const
{
    return RootPool::change(m_pool, m_picker->ticked(), facts());
}

void RootPoolMembers::check()
{
    const ClusterFacts now = facts();
    const QList<MethodCall> wanted = calls();
    PropertyGroup group{.title = tr("Changes"), .rows = {}};
    for (const MethodCall &call : wanted) {
        QStringList names;
        for (const CimPath &path : call.argument(u"HostResources").toPaths()) {
            const DeviceFacts *device = now.device(path);
            names.append(device ? tr("%1 of %2").arg(isolated(device->name), isolated(device->node))
                                : isolated(now.nameOf(path)));
        }
        const bool adds = call.decl().name == "AddResourcesToResourcePool"_L1;
        group.rows.append({.label = adds ? tr("Added") : tr("Removed"),
                           .value = locale().createSeparatedList(names),
                           .cimName = call.decl().name});
    }
    if (const RootPoolFacts *pool = now.pool(m_pool); pool && !wanted.isEmpty()) {
        group.rows.append({.label = tr("Together"),
                           .value = isolatedLeftToRight(tr("%1 → %2").arg(
                               DevicePicker::sumText(pool->devices, pool->type, now),
                               DevicePicker::sumText(m_picker->ticked(), pool->type, now)))});
    }
    if (wanted.isEmpty())
        group.rows.append({.label = tr("None yet"), .value = {}});
    m_changes->setGroups({group});

    const auto problems = RootPool::memberProblems(m_pool, m_picker->ticked(), now);
    const bool blocked = RootPool::blocks(problems);
    // What blocks comes first; a hint is worth its line only when nothing does.
    const auto shown = std::find_if(
        problems.begin(), problems.end(),
        [blocked](const RootPool::Problem &problem) { return problem.blocks == blocked; });
    if (shown == problems.end())
        m_problem->clear();
    else
        m_problem->showProblem(shown->text, QString(), blocked ? State::Error : State::Info);
    // Adding and removing are announced each on its own (CRP.R22).
    QString hindrance;
    for (const MethodCall &call : wanted) {
        const bool adds = call.decl().name == "AddResourcesToResourcePool"_L1;
        const auto action = adds ? ClusterFacts::AddDevices : ClusterFacts::RemoveDevices;
        if (hindrance.isEmpty() && !m_anyway && !now.offers(action))
            hindrance = obstacleText({.deed = adds ? Deed::AddDevices : Deed::RemoveDevices,
                                      .obstacle = Obstacle::NotAnnounced});
    }
    if (!hindrance.isEmpty())
        m_problem->showProblem(hindrance, QString(), State::Error);
    m_request->setEnabled(!wanted.isEmpty());
    m_change->setEnabled(!wanted.isEmpty() && !blocked && hindrance.isEmpty());
}

void RootPoolMembers::accept()
{
    if (m_committed || !m_change->isEnabled())
        return;
    m_committed = true;
    const QList<MethodCall> wanted = calls();
    DialogFrame::accept();
    Q_EMIT committed(m_systemId, wanted);
}

} // namespace Cistern
