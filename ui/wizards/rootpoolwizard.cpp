// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/rootpoolwizard.h"

#include "ui/wizards/rootpooldevicepage.h"
#include "ui/wizards/rootpoolnamepage.h"
#include "ui/wizards/rootpoolreviewpage.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

RootPoolWizard::RootPoolWizard(const Console &console, const QString &systemId, QWidget *parent)
    : StepWizard(console, systemId, u"cluster"_s, parent)
    , m_name(new RootPoolNamePage(*this))
    , m_devices(new RootPoolDevicePage(*this))
{
    setSteps({tr("Name and type"), tr("Devices"), tr("Review")}, tr("&Create root pool"));
    setPage(NameStep, m_name);
    setPage(DeviceStep, m_devices);
    setPage(ReviewStep, new RootPoolReviewPage(*this));
    setFirstFocus(DeviceStep, m_devices->list());
    setSystem(systemId);
}

MethodCall RootPoolWizard::call() const
{
    const ClusterFacts now = facts();
    return RootPool::create(now.service(), m_plan, now);
}

ClusterFacts RootPoolWizard::facts() const
{
    return ClusterFacts(console().inventory, m_systemId);
}

void RootPoolWizard::setPlan(const RootPool::Plan &plan)
{
    if (plan == m_plan)
        return;
    m_plan = plan;
    Q_EMIT callChanged();
}

void RootPoolWizard::setSystem(const QString &systemId)
{
    if (systemId != m_systemId)
        m_plan.devices.clear(); // those of another system can't be meant (CRP.R9)
    m_systemId = systemId;
    setWindowTitle(tr("New cluster root pool – %1").arg(systemName()));
    Q_EMIT callChanged();
}

void RootPoolWizard::reopen(const MethodCall &call, const std::optional<Failure> &failure,
                            Page step)
{
    m_plan = RootPool::planOf(call);
    Q_EMIT callChanged();
    m_name->load();
    m_devices->load();
    if (failure && failure->parameter == "ElementName"_L1)
        step = NameStep;
    else if (failure && failure->parameter == "HostResources"_L1)
        step = DeviceStep;
    restart();
    while (currentId() < step)
        next();
    if (failure && step == NameStep)
        m_name->showRefusal();
}

} // namespace Cistern
