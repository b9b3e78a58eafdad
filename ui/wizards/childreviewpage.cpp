// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/childreviewpage.h"

#include "ui/text/amounts.h"
#include "ui/text/childpoolwords.h"
#include "ui/text/units.h"
#include "ui/widgets/calltexts.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/propertygrid.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/texttabs.h"
#include "ui/wizards/nameproblem.h"

#include <QCoreApplication>
#include <QScrollArea>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace Cistern {

QString termsText(const ChildPool::Terms &terms, const ResourceUnit &unit)
{
    QStringList parts{
        terms.reservation > 0
            ? ChildReviewPage::tr("%1 reserved").arg(formatAmount(terms.reservation, unit))
            : ChildReviewPage::tr("nothing reserved"),
        terms.limit > 0 ? ChildReviewPage::tr("at most %1").arg(formatAmount(terms.limit, unit))
                        : ChildReviewPage::tr("no limit")};
    if (terms.weight)
        parts.append(ChildReviewPage::tr("weight %1").arg(*terms.weight));
    return QLocale().createSeparatedList(parts);
}

QList<BeforeAfterSource> parentBars(const ChildPool::Plan &plan, const ResourceFacts &facts,
                                    const CimPath &pool)
{
    QList<BeforeAfterSource> bars;
    quint64 left = plan.shared ? plan.terms.value(0).reservation : 0;
    for (qsizetype i = 0; i < plan.parents.size(); ++i) {
        const auto parent = facts.pool(plan.parents.at(i));
        if (!parent || !parent->told || parent->capacity == 0)
            continue;
        const quint64 free = ChildPool::freeFor(parent->path, facts, pool);
        // A shared reservation fills one parent after the other.
        const quint64 drawn = plan.shared ? std::min(left, free)
                                          : std::min(plan.terms.value(i).reservation, free);
        left -= plan.shared ? drawn : 0;
        BeforeAfterSource bar{
            .name = resourcePoolName(*parent),
            .now = Capacity::of(parent->capacity - parent->free(), parent->capacity),
            .after = Capacity::of(parent->capacity - free, parent->capacity)};
        bar.now.unit = bar.after.unit = parent->unit;
        bar.after.planned = drawn;
        bars.append(bar);
    }
    return bars;
}

ChildReviewPage::ChildReviewPage(ChildPoolWizard &wizard)
    : ChildPoolPage(wizard)
    , m_tabs(new TextTabs(this))
    , m_summary(new PropertyGrid(this))
    , m_bars(new BeforeAfter(this))
    , m_glyph(new StateGlyph(this))
    , m_problem(new Label(Label::Kind::Body, QString(), this))
{
    setTitle(tr("Review and create"));
    m_summary->setMaximumColumns(1);
    m_bars->setPlannedLabel(tr("This pool"));
    m_problem->setWordWrap(true);
    auto *card = new Card(this);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    column->addWidget(m_summary);
    column->addWidget(new Hairline(card));
    column->addWidget(m_bars);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_glyph, 0, Qt::AlignTop);
    row->addWidget(m_problem, 1);
    column->addLayout(row);
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    card->setAutoFillBackground(false);
    scroll->setWidget(card);
    m_tabs->addPage(tr("Summary"), scroll);
    auto *page = new QVBoxLayout(this);
    page->addWidget(m_tabs, 1);
}

void ChildReviewPage::initializePage()
{
    const QString system = m_wizard.systemName();
    setSubTitle(tr("Nothing has been sent yet. %1 may do this as a job; you can follow it in Jobs.")
                    .arg(system));
    const ResourceFacts facts = m_wizard.facts();
    const ChildPool::Plan &plan = m_wizard.plan();
    const ResourceUnit unit = unitOf(plan, facts);
    PropertyGroup group;
    group.rows = {{.label = tr("Name"),
                   .value = visibleName(plan.name),
                   .cimName = QStringLiteral("PoolID, ElementName")},
                  {.label = tr("Type"),
                   .value = resourceTypeName(plan.type),
                   .cimName = QStringLiteral("ResourceType, ResourceSubType")},
                  {.label = tr("System"), .value = system}};
    if (!plan.notes.isEmpty())
        group.rows.append({.label = tr("Notes"),
                           .value = plan.notes.simplified(),
                           .cimName = QStringLiteral("Notes")});
    QStringList names;
    for (qsizetype i = 0; i < plan.parents.size(); ++i) {
        const QString name = facts.pool(plan.parents.at(i))
            ? resourcePoolName(*facts.pool(plan.parents.at(i)))
            : facts.nameOf(plan.parents.at(i));
        names.append(isolated(name));
        if (plan.shared)
            continue;
        const ChildPool::Terms &terms = plan.terms.at(i);
        group.rows.append({.label = tr("From %1").arg(isolated(name)),
                           .value = termsText(terms, unit),
                           .cimName = QStringLiteral("Reservation, Limit, Weight")});
        QStringList resources;
        for (const QString &resource : terms.hostResources)
            resources.append(isolated(facts.resourceName(resource)));
        if (!resources.isEmpty())
            group.rows.append({.label = tr("Taken from it"),
                               .value = QLocale().createSeparatedList(resources),
                               .cimName = QStringLiteral("HostResource")});
    }
    if (plan.shared)
        group.rows.append({.label = tr("Shared by %1").arg(QLocale().createSeparatedList(names)),
                           .value = termsText(plan.terms.first(), unit),
                           .cimName = QStringLiteral("Reservation, Limit, Weight")});
    m_summary->setGroups({group});
    m_bars->setSources(parentBars(plan, facts));
    m_tabs->setTexts(callTexts(m_wizard.console(), m_wizard.systemId(), m_wizard.call()));
    m_tabs->tabs()->setCurrentIndex(0);
    showProblems();
    Q_EMIT completeChanged();
}

void ChildReviewPage::showProblems()
{
    const auto problems = m_wizard.problems();
    const bool blocked = ChildPool::blocks(problems);
    QString text;
    for (const ChildPool::Problem &problem : problems) {
        if (problem.blocks() == blocked && text.isEmpty())
            text = childPoolProblemText(problem, m_wizard.plan(), m_wizard.facts(),
                                        m_wizard.systemName());
    }
    const State state = blocked ? State::Error : State::Warning;
    m_glyph->setState(state);
    m_glyph->setVisible(!text.isEmpty());
    m_problem->setState(state);
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

bool ChildReviewPage::isComplete() const
{
    return !ChildPool::blocks(m_wizard.problems()) && m_wizard.call().problems().isEmpty();
}

} // namespace Cistern
