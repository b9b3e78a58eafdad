// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/childallocationpage.h"

#include "ui/text/messages.h"
#include "ui/wizards/allocationedit.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace Cistern {

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
    // By itself the wizard would choose what stands first, whether it is seen or not.
    connect(&wizard, &QWizard::currentIdChanged, this, [this](int id) {
        if (id == ChildPoolWizard::AllocationStep)
            m_edit->focusFirst();
    });
}

void ChildAllocationPage::initializePage()
{
    load();
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

void ChildAllocationPage::showFailure(const Failure &failure)
{
    const MethodCall call = m_wizard.call();
    const Message message = messageFor(failure, {.system = m_wizard.systemName(), .call = &call});
    QStringList lines;
    for (const QString &line : {message.fix, message.details}) {
        if (!line.isEmpty())
            lines.append(line);
    }
    const bool unshares = failure.cause == Failure::Cause::NotSupported && m_wizard.plan().shared;
    m_edit->showRefusal(message.cause, lines, unshares);
}

} // namespace Cistern
