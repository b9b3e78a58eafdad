// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/rootpooldevicepage.h"

#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/wizards/devicepicker.h"
#include "ui/wizards/rootpoolnamepage.h"
#include "ui/wizards/rootpoolwizard.h"

#include <QComboBox>
#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

RootPoolDevicePage::RootPoolDevicePage(RootPoolWizard &wizard)
    : m_wizard(wizard)
    , m_type(new QComboBox(this))
    , m_clear(new LinkButton(tr("Clear t&ype"), this))
    , m_picker(new DevicePicker(this))
{
    setTitle(tr("Choose devices"));
    auto *typeLabel = new Label(Label::Kind::Body, tr("&Type:"), this);
    typeLabel->setBuddy(m_type);
    m_type->setAccessibleName(tr("Resource type"));
    m_type->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_clear->setAutoDefault(false);

    for (QWidget *widget : {static_cast<QWidget *>(typeLabel), static_cast<QWidget *>(m_type),
                            static_cast<QWidget *>(m_clear)})
        m_picker->addLeading(widget);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_picker);

    connect(m_type, &QComboBox::currentIndexChanged, this, &RootPoolDevicePage::chooseType);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        RootPool::Plan plan = m_wizard.plan();
        plan.type.reset();
        plan.devices.clear();
        m_wizard.setPlan(plan);
        fill();
        m_picker->view()->setFocus();
    });
    connect(m_picker, &DevicePicker::changed, this, &RootPoolDevicePage::store);
    // Nodes and devices come and go while the page is open.
    connect(&m_wizard.console().inventory, &Inventory::changed, this, [this] {
        if (isVisible())
            fill();
    });
}

void RootPoolDevicePage::initializePage()
{
    fill();
}

QWidget *RootPoolDevicePage::list() const
{
    return m_picker->view();
}

void RootPoolDevicePage::load()
{
    fill();
}

void RootPoolDevicePage::fill()
{
    m_loading = true;
    m_picker->setFacts(m_wizard.facts());
    m_picker->setType(m_wizard.plan().type);
    m_picker->setTicked(m_wizard.plan().devices);
    m_loading = false;
    showType();
    Q_EMIT completeChanged();
}

void RootPoolDevicePage::store()
{
    if (m_loading)
        return;
    RootPool::Plan plan = m_wizard.plan();
    plan.devices = m_picker->ticked();
    m_wizard.setPlan(plan);
    showType();
    Q_EMIT completeChanged();
}

void RootPoolDevicePage::chooseType()
{
    RootPool::Plan plan = m_wizard.plan();
    plan.type = chosenType(m_type);
    m_wizard.setPlan(plan);
    fill();
}

// Locked as long as there are devices: they have the type (CRP.R12).
void RootPoolDevicePage::showType()
{
    const RootPool::Plan &plan = m_wizard.plan();
    const ClusterFacts facts = m_wizard.facts();
    const std::optional<quint16> type = RootPool::typeOf(plan, facts);
    fillTypes(m_type, tr("Open"), facts, type);
    m_type->setEnabled(plan.devices.isEmpty());
    m_clear->setEnabled(type.has_value());
    if (plan.type)
        setSubTitle(tr("Devices of other types are hidden; the pool is for %1.")
                        .arg(ClusterFacts::typeName(*plan.type)));
    else if (type)
        setSubTitle(tr("All devices of a root pool have one type. The first pick set it to %1; "
                       "other types are grey.")
                        .arg(ClusterFacts::typeName(*type)));
    else
        setSubTitle(tr("All devices of a root pool have one type. The first pick decides it."));
}

bool RootPoolDevicePage::isComplete() const
{
    return !RootPool::blocks(RootPool::problems(m_wizard.plan(), m_wizard.facts()));
}

} // namespace Cistern
