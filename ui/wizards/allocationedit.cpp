// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/allocationedit.h"

#include "ui/text/amounts.h"
#include "ui/text/childpoolwords.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/legend.h"
#include "ui/wizards/termscard.h"

#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>
#include <QtNumeric>

#include <algorithm>

namespace Cistern {

namespace {
// What the terms of each parent come to when they become one for all.
ChildPool::Terms together(const QList<ChildPool::Terms> &apart)
{
    ChildPool::Terms sum;
    bool limited = !apart.isEmpty();
    for (const ChildPool::Terms &terms : apart) {
        if (qAddOverflow(sum.reservation, terms.reservation, &sum.reservation))
            sum.reservation = ~quint64(0);
        if (qAddOverflow(sum.limit, terms.limit, &sum.limit))
            sum.limit = ~quint64(0);
        limited = limited && terms.limit > 0;
        if (!sum.weight)
            sum.weight = terms.weight;
    }
    if (!limited)
        sum.limit = 0;
    return sum;
}
} // namespace

AllocationEdit::AllocationEdit(QWidget *parent)
    : QWidget(parent)
    , m_choice(new QWidget(this))
    , m_each(new QRadioButton(tr("One limit for &each parent"), m_choice))
    , m_shared(new QRadioButton(m_choice))
    , m_column(new QVBoxLayout)
    , m_legend(new Legend(this))
    , m_result(new Banner(this))
    , m_refusal(new Banner(this))
{
    m_each->setChecked(true);
    m_legend->setEntries({{Swatch::Used, tr("Reserved by others"), {}},
                          {Swatch::Planned, tr("This pool"), {}},
                          {Swatch::Free, tr("Free to reserve"), {}}});
    auto *choice = new QHBoxLayout(m_choice);
    choice->setContentsMargins(0, 0, 0, 0);
    choice->setSpacing(24);
    choice->addWidget(m_each);
    choice->addWidget(m_shared);
    choice->addStretch(1);
    m_column->setSpacing(12);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(12);
    outer->addWidget(m_refusal);
    outer->addWidget(m_choice);
    outer->addLayout(m_column);
    outer->addWidget(m_legend, 0, Qt::AlignLeading);
    outer->addWidget(m_result);
    outer->addStretch(1);
    m_refusal->hide();
    connect(m_shared, &QRadioButton::toggled, this, [this](bool shared) {
        if (!m_loading)
            choose(shared);
    });
    connect(m_refusal, &Banner::actionTriggered, this, [this] {
        m_refusal->hide();
        m_each->setChecked(true);
    });
}

bool AllocationEdit::isShared() const
{
    return m_shared->isChecked();
}

QList<ChildPool::Terms> AllocationEdit::terms() const
{
    QList<ChildPool::Terms> all;
    for (const TermsCard *card : m_cards)
        all.append(card->terms());
    return all;
}

bool AllocationEdit::isReadable() const
{
    return std::all_of(m_cards.begin(), m_cards.end(),
                       [](const TermsCard *card) { return card->isReadable(); });
}

void AllocationEdit::choose(bool shared)
{
    if (shared) {
        m_apart = terms();
        m_plan.terms = {m_together.value_or(together(m_apart))};
    } else {
        m_together = terms().value(0);
        m_plan.terms = m_apart;
    }
    m_plan.shared = shared;
    Q_EMIT changed();
}

void AllocationEdit::setPlan(const ChildPool::Plan &plan, const ResourceFacts &facts,
                             const QString &system, const CimPath &pool)
{
    m_loading = true;
    if (plan.parents != m_plan.parents || !(plan.type == m_plan.type)) {
        m_apart.clear();
        m_together.reset();
        m_refusal->hide();
    }
    m_plan = plan;
    const auto count = int(plan.parents.size());
    m_shared->setText(count == 2 ? tr("One &shared limit for both parents")
                                 : tr("One &shared limit for all %n parents", nullptr, count));
    // Where it can't be there is nothing to choose (CP.R16).
    m_choice->setVisible(count > 1 && (sharesLimit(plan.type) || plan.shared));
    m_each->setChecked(!plan.shared);
    m_shared->setChecked(plan.shared);

    while (m_cards.size() > plan.terms.size())
        delete m_cards.takeLast();
    while (m_cards.size() < plan.terms.size()) {
        auto *card = new TermsCard(this);
        m_cards.append(card);
        m_column->addWidget(card);
        connect(card, &TermsCard::changed, this, [this] {
            if (!m_loading)
                Q_EMIT changed();
        });
    }
    bool told = false;
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        const QList<CimPath> parents = plan.shared ? plan.parents : plan.parents.mid(i, 1);
        m_cards.at(i)->setParents(parents, plan, facts, pool);
        m_cards.at(i)->setTerms(plan.terms.at(i));
        for (const CimPath &path : parents) {
            const auto parent = facts.pool(path);
            told = told || (parent && parent->told);
        }
    }
    m_legend->setVisible(told);
    m_loading = false;
    showProblems(ChildPool::problems(plan, facts, pool), plan, facts, system);
}

void AllocationEdit::showProblems(const QList<ChildPool::Problem> &problems,
                                  const ChildPool::Plan &plan, const ResourceFacts &facts,
                                  const QString &system)
{
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        m_cards.at(i)->clearProblem();
        if (!m_cards.at(i)->isReadable())
            continue;
        const ChildPool::Problem *worst = nullptr;
        for (const ChildPool::Problem &problem : problems) {
            const bool mine = problem.place == i
                && problem.parameter == QLatin1StringView("AllocationSettings");
            if (mine && (!worst || (problem.blocks() && !worst->blocks())))
                worst = &problem;
        }
        if (worst)
            m_cards.at(i)->showProblem(childPoolProblemText(*worst, plan, facts, system),
                                       worst->blocks());
    }
    tellResult(problems, plan, facts, system);
}

// One sentence on what all the figures come to.
void AllocationEdit::tellResult(const QList<ChildPool::Problem> &problems,
                                const ChildPool::Plan &plan, const ResourceFacts &facts,
                                const QString &system)
{
    BannerText text;
    bool blocked = false;
    for (const ChildPool::Problem &problem : problems) {
        if (!problem.blocks() || problem.parameter != QLatin1StringView("AllocationSettings"))
            continue;
        blocked = true;
        if (problem.place < 0) // else it stands beside its field
            text.problem = childPoolProblemText(problem, plan, facts, system);
    }
    if (!blocked && isReadable()) {
        const ResourceUnit unit = unitOf(plan, facts);
        const QString least = formatAmount(ChildPool::leastOf(plan), unit, locale());
        const QString most = formatAmount(ChildPool::mostOf(plan, facts), unit, locale());
        text.state = State::Info;
        text.problem = tr("The pool gets at least %1 and at most %2.").arg(least, most);
        const bool deep = std::any_of(
            plan.parents.begin(), plan.parents.end(),
            [&facts](const CimPath &parent) { return !facts.parents(parent).isEmpty(); });
        const auto count = int(plan.parents.size());
        text.lines = {
            plan.shared ? tr("%1 books the reservation on the parents in their order, as far as "
                             "each has space.")
                              .arg(system)
                : count == 1
                ? (deep ? tr("%1 books the reservation on the parent and on every pool above it.")
                        : tr("%1 books the reservation on the parent."))
                      .arg(system)
                : count == 2
                ? (deep ? tr(
                       "%1 books the reservation on both parents and on every pool above them.")
                        : tr("%1 books the reservation on both parents."))
                      .arg(system)
                : tr("%1 books each reservation on its parent and on every pool above it.")
                      .arg(system)};
    }
    m_result->setVisible(!text.problem.isEmpty());
    m_result->setText(text);
}

void AllocationEdit::showRefusal(const QString &problem, const QStringList &lines, bool offersApart)
{
    m_refusal->setText({.state = State::Error, .problem = problem, .lines = lines, .details = {}});
    m_refusal->setActions(offersApart ? QStringList{tr("One limit for each parent")}
                                      : QStringList());
    m_refusal->show();
}

void AllocationEdit::focusFirst()
{
    if (!m_cards.isEmpty())
        m_cards.first()->focusFirst();
}

} // namespace Cistern
