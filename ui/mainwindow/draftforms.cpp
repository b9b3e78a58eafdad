// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The part of Forms that keeps what is being filled in, and goes on with what a crash interrupted.
#include "services/jobs/jobtracker.h"
#include "services/systems/connections.h"
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
        m_left = all->first();
        JobRecord unsent;
        unsent.systemId = m_left->draft.systemId;
        unsent.call = m_left->draft.call;
        Q_EMIT draftFound(tr("Continue “%1” of %2…")
                              .arg(jobTitle(m_console, unsent),
                                   QLocale().toString(m_left->draft.changed.toLocalTime(),
                                                      QLocale::ShortFormat)));
    });
}

void Forms::continueDraft()
{
    if (!m_left)
        return;
    const auto [kind, draft] = *m_left;
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
                                       std::function<Draft()> draft)
{
    if (m_left && m_left->kind == kind) {
        m_left.reset(); // it is in the form, or the person began something else
        Q_EMIT draftFound({});
    }
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
    connect(form, &QDialog::finished, this, [this, kind, pause] {
        pause->stop();
        onDone(m_drafts.forget(kind, this), this, [](const Outcome<Done> &) {});
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
    onDone(m_drafts.find(kind, wizard), wizard,
           [this, kind, wizard, reopen,
            begun = wizard->call()](const Outcome<std::optional<Draft>> &found) {
               if (found && *found && (*found)->systemId == wizard->systemId()
                   && wizard->call() == begun)
                   reopen((*found)->call);
               const auto now = [wizard] {
                   return Draft{
                       .systemId = wizard->systemId(), .call = wizard->call(), .changed = {}};
               };
               connect(wizard, &StepWizard::callChanged, wizard, keepDraft(kind, wizard, now));
           });
}

} // namespace Cistern
