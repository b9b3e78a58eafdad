// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/childallocationpage.h"

#include "services/schema/schema.h"
#include "ui/text/messages.h"
#include "ui/wizards/allocationedit.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

ChildAllocationPage::ChildAllocationPage(ChildPoolWizard &wizard)
    : ChildPoolPage(wizard), m_edit(new AllocationEdit(this))
{
    setTitle(tr("Set reservation and limit"));
    // Many parents need more room than a screen has.
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    m_edit->setAutoFillBackground(false);
    scroll->setWidget(m_edit);
    auto *column = new QVBoxLayout(this);
    column->addWidget(scroll);
    connect(m_edit, &AllocationEdit::changed, this, &ChildAllocationPage::store);
}

void ChildAllocationPage::initializePage()
{
    load();
    m_edit->focusFirst();
}

void ChildAllocationPage::load()
{
    const quint16 type = m_wizard.plan().type.number;
    setSubTitle(type == 3 ? tr("Reserved processor time is always there for this pool. The limit "
                               "is the most it may ever use.")
                    : type == 4
                    ? tr("Reserved memory is always there for this pool. The limit is the most it "
                         "may ever use.")
                    : tr("What is reserved is always there for this pool. The limit is the most "
                         "it may ever use."));
    const ResourceFacts facts = m_wizard.facts();
    m_wizard.setPlan(ChildPool::completed(m_wizard.plan(), facts));
    m_edit->setPlan(m_wizard.plan(), facts, m_wizard.systemName());
}

void ChildAllocationPage::store()
{
    const ResourceFacts facts = m_wizard.facts();
    ChildPool::Plan plan = m_wizard.plan();
    const bool otherForm = plan.shared != m_edit->isShared();
    if (otherForm) {
        plan.shared = m_edit->isShared();
        plan.terms = m_edit->plannedTerms();
        plan = ChildPool::completed(plan, facts);
    } else {
        plan.terms = m_edit->terms();
    }
    m_wizard.setPlan(plan);
    if (otherForm)
        m_edit->setPlan(plan, facts, m_wizard.systemName());
    else
        m_edit->showProblems(m_wizard.problems(), plan, facts, m_wizard.systemName());
    Q_EMIT completeChanged();
}

bool ChildAllocationPage::isComplete() const
{
    return m_edit->isReadable() && !m_wizard.isBlocked(u"AllocationSettings");
}

// 32770 says "not supported" without a word on what: with a shared limit that is what it means
// (CP.R17), without one it is the method itself (CP.R27).
void ChildAllocationPage::showFailure(const Failure &failure)
{
    const QString system = m_wizard.systemName();
    const bool shared = m_wizard.plan().shared;
    if (failure.cause == Failure::Cause::NotSupported) {
        if (shared)
            m_edit->showRefusal(tr("%1 can't share one limit among these parents.").arg(system),
                                {tr("It takes one limit for each of them.")}, true);
        else
            m_edit->showRefusal(tr("%1 makes no child pools.").arg(system), {}, false);
        return;
    }
    const MethodDecl &method = m_wizard.call().decl();
    const Message message = messageFor(failure, {.system = system, .method = &method});
    QStringList lines;
    for (const QString &line : {message.fix, message.details}) {
        if (!line.isEmpty())
            lines.append(line);
    }
    m_edit->showRefusal(message.cause, lines, false);
}

} // namespace Cistern
