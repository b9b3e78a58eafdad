// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/rootpoolreviewpage.h"

#include "ui/text/units.h"
#include "ui/widgets/calltexts.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/propertygrid.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/texttabs.h"
#include "ui/wizards/devicepicker.h"
#include "ui/wizards/nameproblem.h"
#include "ui/wizards/rootpoolwizard.h"

#include <QTabBar>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

RootPoolReviewPage::RootPoolReviewPage(RootPoolWizard &wizard)
    : m_wizard(wizard)
    , m_tabs(new TextTabs(this))
    , m_summary(new PropertyGrid(this))
    , m_glyph(new StateGlyph(this))
    , m_note(new Label(Label::Kind::Body, QString(), this))
{
    setTitle(tr("Review and create"));
    m_summary->setMaximumColumns(1);
    m_note->setWordWrap(true);
    auto *card = new Card(this);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    column->addWidget(m_summary);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_glyph, 0, Qt::AlignTop);
    row->addWidget(m_note, 1);
    column->addLayout(row);
    column->addStretch(1);
    m_tabs->addPage(tr("Summary"), card);
    auto *page = new QVBoxLayout(this);
    page->addWidget(m_tabs, 1);
}

void RootPoolReviewPage::initializePage()
{
    setSubTitle(tr("Nothing has been sent yet. %1 does this as a job; you can follow it in Jobs.")
                    .arg(m_wizard.systemName()));
    const RootPool::Plan &plan = m_wizard.plan();
    const ClusterFacts facts = m_wizard.facts();
    const quint16 type = RootPool::typeOf(plan, facts).value_or(0);
    PropertyGroup group;
    group.rows = {{.label = tr("Name"),
                   .value = plan.name.isEmpty() ? tr("%1 chooses one").arg(m_wizard.systemName())
                                                : visibleName(plan.name),
                   .cimName = u"ElementName"_s},
                  {.label = tr("Cluster"), .value = m_wizard.systemName()},
                  {.label = tr("Resource type"),
                   .value = plan.type
                       ? ClusterFacts::typeName(type)
                       : tr("%1, as the first device").arg(ClusterFacts::typeName(type)),
                   .exact = QString::number(type),
                   .cimName = u"ResourceType"_s}};
    for (const NodeFacts &node : facts.nodes()) {
        QStringList names;
        for (const DeviceFacts &device : node.devices) {
            if (plan.devices.contains(device.path))
                names.append(isolated(device.name));
        }
        if (!names.isEmpty())
            group.rows.append({.label = tr("Devices of %1").arg(isolated(node.name)),
                               .value = locale().createSeparatedList(names),
                               .cimName = u"HostResources"_s});
    }
    if (plan.devices.isEmpty())
        group.rows.append(
            {.label = tr("Devices"), .value = tr("None"), .cimName = u"HostResources"_s});
    else
        group.rows.append({.label = tr("Together"),
                           .value = DevicePicker::sumText(plan.devices, type, facts),
                           .exact = ClusterFacts::countsBytes(type) ? formatExact(
                                        RootPool::capacityOf(plan.devices, type, facts), locale())
                                                                    : QString()});
    m_summary->setGroups({group});
    m_tabs->setTexts(callTexts(m_wizard.console(), m_wizard.systemId(), m_wizard.call()));
    m_tabs->tabs()->setCurrentIndex(0);
    showNote();
    Q_EMIT completeChanged();
}

// What stands in the way, or what is worth knowing before it is done.
void RootPoolReviewPage::showNote()
{
    const auto problems = RootPool::problems(m_wizard.plan(), m_wizard.facts());
    m_blocked = RootPool::blocks(problems) || !m_wizard.call().problems().isEmpty()
        || m_wizard.facts().service().isEmpty();
    QStringList lines;
    for (const RootPool::Problem &problem : problems) {
        if (problem.blocks == m_blocked)
            lines.append(problem.text);
    }
    if (m_blocked && lines.isEmpty())
        lines.append(tr("This can't be sent: the system offers no root pools at the moment."));
    m_glyph->setState(m_blocked ? State::Error : lines.isEmpty() ? State::None : State::Info);
    m_glyph->setVisible(!lines.isEmpty());
    m_note->setState(m_blocked ? State::Error : State::None);
    m_note->setText(lines.join(u'\n'));
    m_note->setVisible(!lines.isEmpty());
}

} // namespace Cistern
