// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/childparentspage.h"

#include "ui/text/amounts.h"
#include "ui/text/childpoolwords.h"
#include "ui/text/messages.h"
#include "ui/widgets/label.h"
#include "ui/widgets/stateglyph.h"
#include "ui/wizards/parentpicker.h"

#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

ChildParentsPage::ChildParentsPage(ChildPoolWizard &wizard)
    : ChildPoolPage(wizard)
    , m_picker(new ParentPicker(this))
    , m_glyph(new StateGlyph(this))
    , m_result(new Label(Label::Kind::Heading, QString(), this))
{
    setTitle(tr("Choose the parents"));
    m_glyph->setGlyphSize(14);
    m_result->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_glyph, 0, Qt::AlignTop);
    row->addWidget(m_result, 1);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_picker, 1);
    column->addLayout(row);
    connect(m_picker, &ParentPicker::changed, this, &ChildParentsPage::store);
}

void ChildParentsPage::initializePage()
{
    load();
    m_picker->view()->setFocus();
}

void ChildParentsPage::load()
{
    setSubTitle(tr("Tick one pool or more. All are of the type %1.")
                    .arg(resourceTypeName(m_wizard.plan().type)));
    m_picker->setPools(m_wizard.facts(), m_wizard.plan().type);
    m_picker->setChosen(m_wizard.plan().parents);
    showResult();
}

// Terms stay with the parent they are for.
void ChildParentsPage::store()
{
    const ResourceFacts facts = m_wizard.facts();
    ChildPool::Plan plan = m_wizard.plan();
    const QList<CimPath> before = plan.parents;
    const QList<ChildPool::Terms> terms = plan.terms;
    plan.parents = m_picker->chosen();
    if (plan.parents.size() < 2 && plan.shared) {
        plan.shared = false;
        plan.terms.clear();
    }
    if (!plan.shared) {
        plan.terms.clear();
        for (const CimPath &parent : std::as_const(plan.parents)) {
            const qsizetype place = before.indexOf(parent);
            plan.terms.append(place >= 0 && place < terms.size() && before.size() == terms.size()
                                  ? terms.at(place)
                                  : ChildPool::usualTerms(plan.type));
        }
    }
    m_wizard.setPlan(plan);
    showResult();
    Q_EMIT completeChanged();
}

bool ChildParentsPage::isComplete() const
{
    return !m_wizard.isBlocked(u"ParentPools");
}

void ChildParentsPage::showResult()
{
    const ResourceFacts facts = m_wizard.facts();
    const ChildPool::Plan &plan = m_wizard.plan();
    for (const ChildPool::Problem &problem : m_wizard.problems()) {
        if (problem.blocks() && problem.parameter == QLatin1StringView("ParentPools")) {
            m_glyph->setState(problem.kind == ChildPool::Problem::Kind::ParentMissing
                                  ? State::Info
                                  : State::Error);
            m_result->setText(childPoolProblemText(problem, plan, facts, m_wizard.systemName()));
            return;
        }
    }
    quint64 free = 0;
    bool told = false;
    for (const CimPath &path : plan.parents) {
        const auto parent = facts.pool(path);
        free += parent ? parent->free() : 0;
        told = told || (parent && parent->told);
    }
    const auto count = int(plan.parents.size());
    m_glyph->setState(State::Ok);
    m_result->setText(told ? tr("%n parents with %1 free to reserve", nullptr, count)
                                 .arg(formatAmount(free, unitOf(plan, facts), locale()))
                           : tr("%n parents", nullptr, count));
}

void ChildParentsPage::showFailure(const Failure &failure)
{
    const Message message = messageFor(failure, {.system = m_wizard.systemName()});
    m_glyph->setState(State::Error);
    m_result->setText(message.cause);
}

} // namespace Cistern
