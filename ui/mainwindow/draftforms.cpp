// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The part of Forms that keeps what is being filled in, and goes on with what a crash interrupted.
#include "services/jobs/jobtracker.h"
#include "services/systems/connections.h"
#include "services/systems/systembook.h"
#include "ui/dialogs/pipedialog.h"
#include "ui/mainwindow/forms.h"
#include "ui/widgets/jobtext.h"
#include "ui/wizards/stepwizard.h"

#include <QTimer>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

void Forms::lookForDrafts()
{
    onDone(m_drafts.all(this), this, [this](const Outcome<QList<KeptDraft>> &all) {
        if (!all || all->isEmpty())
            return;
        offer(all->first());
    });
}

QString Forms::titleOf(const Draft &draft) const
{
    JobRecord unsent;
    unsent.systemId = draft.systemId;
    unsent.call = draft.call;
    return jobTitle(m_console, unsent);
}

void Forms::offer(const std::optional<KeptDraft> &left)
{
    m_left = left;
    Q_EMIT draftFound(
        left ? tr("Continue “%1” of %2…")
                   .arg(titleOf(left->draft),
                        QLocale().toString(left->draft.changed.toLocalTime(), QLocale::ShortFormat))
             : QString());
}

void Forms::continueDraft()
{
    if (!m_left)
        return;
    const auto [kind, draft] = *m_left;
    if (m_console.book.isRead() && !m_console.book.find(draft.systemId)) {
        warn(tr("“%1” can't go on.").arg(titleOf(draft)),
             tr("Its system is not in the list any more. What was filled in is forgotten."));
        onDone(m_drafts.forget(kind, draft.systemId, this), this, [](const Outcome<Done> &) {});
        return offer({});
    }
    const NodeId node = m_console.inventory.system(draft.systemId);
    if (node < 0 || !m_console.connections.connection(draft.systemId))
        return tell(Failure{.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network},
                    tr("This can go on once the system is connected."), draft.systemId);
    const Subject subject{.nodes = {node}};
    if (kind == poolDraft)
        newPool(subject, false);
    else if (kind == childPoolDraft)
        openChildPoolWizard(subject, false);
    else if (kind == rootPoolDraft)
        openRootPoolWizard(subject, false);
    else if (kind == pipeDraft)
        openPipeDialog(subject, false);
    else
        openMethodWizard(subject, &draft.call.decl());
}

std::function<void()> Forms::keepDraft(const QString &kind, QDialog *form,
                                       std::function<Draft()> draft, const QString &reopened)
{
    if (m_left && m_left->kind == kind && m_left->draft.systemId == reopened)
        offer({});
    auto *pause = new QTimer(form);
    pause->setSingleShot(true);
    pause->setInterval(500);
    connect(pause, &QTimer::timeout, this, [this, kind, draft = std::move(draft)] {
        Draft now = draft();
        if (!now.call.isValid())
            return; // a form that has no system yet
        now.changed = m_console.clock.now();
        // A draft that can't be kept stops nobody.
        onDone(m_drafts.keep(kind, now, this), this, [](const Outcome<Done> &) {});
    });
    connect(form, &QDialog::finished, this, [this, kind, pause, reopened] {
        pause->stop();
        onDone(m_drafts.forget(kind, reopened, this), this, [](const Outcome<Done> &) {});
    });
    // Somebody who types without a pause is not to wait for one.
    return [pause] {
        if (!pause->isActive())
            pause->start();
    };
}

// What a crash interrupted, unless the person was faster; what is filled in now is kept.
void Forms::draft(const QString &kind, StepWizard *wizard,
                  const std::function<void(const MethodCall &)> &reopen)
{
    onDone(m_drafts.find(kind, wizard->systemId(), wizard), wizard,
           [this, kind, wizard, reopen,
            begun = wizard->call()](const Outcome<std::optional<Draft>> &found) {
               const bool goesOn = found && *found && (*found)->systemId == wizard->systemId()
                   && wizard->call() == begun;
               if (goesOn)
                   reopen((*found)->call);
               keepCall(kind, wizard, goesOn ? (*found)->systemId : QString());
           });
}

void Forms::keepCall(const QString &kind, StepWizard *wizard, const QString &reopened)
{
    const auto now = [wizard] {
        return Draft{.systemId = wizard->systemId(), .call = wizard->call(), .changed = {}};
    };
    connect(wizard, &StepWizard::callChanged, wizard, keepDraft(kind, wizard, now, reopened));
}

void Forms::keepPlan(PipeDialog *dialog, const QString &reopened)
{
    const auto now = [this, dialog] {
        const PipePlan plan = dialog->plan();
        return Draft{.systemId = calledSystem(m_console.inventory, plan),
                     .call = pipeCall(m_console.inventory, plan),
                     .changed = {}};
    };
    connect(dialog, &PipeDialog::planChanged, dialog,
            keepDraft(QString(pipeDraft), dialog, now, reopened));
}

} // namespace Cistern
