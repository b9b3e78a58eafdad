// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Opens wizards and dialogs for what is selected and hands what people commit to the tracker, which
// outlives every form. Owned by the main window; GUI thread.
#pragma once

#include "services/jobs/drafts.h"
#include "services/jobs/jobrecord.h"
#include "ui/mainwindow/actions.h"
#include "ui/widgets/console.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QDialog;
class QTimer;
class QWidget;

namespace Cistern {

class PipeDialog;
class StepWizard;

class Forms : public QObject
{
    Q_OBJECT

public:
    Forms(const Console &console, QWidget *window);

    void connectSystem();
    void addLocation();
    void editConnection(const QString &systemId);
    void removeSystem(const QString &systemId);
    void credentialSets();
    // Whether its certificate is trusted, where that is what keeps the system from connecting.
    void decideTrust(const QString &systemId);
    void certificate(const QString &systemId); // decides, or forgets what was decided
    // The form of a command. anyway: it warns that the system does not announce this.
    void open(Command command, const Subject &subject, bool anyway);
    void jobDetails(qint64 job);
    // The form that undoes what the record did, filled in, where there is one.
    void prepareReverse(const JobRecord &record);
    void reverse(qint64 job);
    void recordDetails(const JobRecord &record); // also of one that only the history knows
    // The form that made the record, filled in as it was; with the size the system offered instead.
    void reopen(qint64 job, bool useOffered);
    void reopenRecord(const JobRecord &record, bool useOffered);
    void runAgain(const JobRecord &record) { reopenRecord(record, false); }
    void about();
    // Looks for what an earlier run left half filled in; draftFound tells.
    void lookForDrafts();
    void continueDraft();
    void checkAgain(qint64 job); // what became of it
    void killJob(qint64 job);    // once the person has read what that means
    void tell(const Failure &failure, const QString &problem, const QString &systemId = {});

Q_SIGNALS:
    void recorded(qint64 job);
    void systemAdded(const QString &systemId);
    void draftFound(const QString &what); // empty: there is none any more

private:
    void warn(const QString &problem, const QString &advice);
    void tellAbsent(const QString &problem, const QString &systemId);
    // The kinds of drafts.
    static constexpr QLatin1StringView methodDraft{"method"};
    static constexpr QLatin1StringView poolDraft{"storage-pool"};
    static constexpr QLatin1StringView childPoolDraft{"child-pool"};
    static constexpr QLatin1StringView rootPoolDraft{"root-pool"};
    static constexpr QLatin1StringView pipeDraft{"replication-pipe"};

    void forgetTrust(const QString &systemId);
    QString titleOf(const Draft &draft) const;
    void offer(const std::optional<KeptDraft> &left);
    // Kept while the person fills it in, half a second after a change at the latest, and forgotten
    // when the form closes, whichever way; so is the earlier one of the system `reopened`, which is
    // in the form. Call what is returned at each change.
    std::function<void()> keepDraft(const QString &kind, QDialog *form,
                                    std::function<Draft()> draft, const QString &reopened);
    void keepCall(const QString &kind, StepWizard *wizard, const QString &reopened = {});
    void keepPlan(PipeDialog *dialog, const QString &reopened = {});
    void draft(const QString &kind, StepWizard *wizard,
               const std::function<void(const MethodCall &)> &reopen);
    void commit(const QString &systemId, const MethodCall &call);
    void reopenUnsent(const QString &systemId, const MethodCall &call, const Failure &failure);
    void commitInTurn(const QString &systemId, const QList<MethodCall> &calls);
    void reopenChildPool(const JobRecord &record);
    void reopenRootPool(const JobRecord &record);
    void newPool(const Subject &subject, bool anyway);
    void newElement(const Subject &subject, bool volume, bool anyway);
    void modifyPool(const Subject &subject, bool rename, bool anyway);
    void rename(const Subject &subject, bool anyway);
    void remove(const Subject &subject);
    void openChildPoolWizard(const Subject &subject, bool anyway);
    void editChildPool(const Subject &subject, int step, bool anyway);
    void openRootPoolWizard(const Subject &subject, bool anyway);
    void editRootPoolMembers(const Subject &subject, bool anyway);
    void openPipeDialog(const Subject &subject, bool anyway);
    void editPipe(const Subject &subject, bool anyway);
    // Any declared method; null: the person chooses. On what is selected where that fits.
    void openMethodWizard(const Subject &subject, const MethodDecl *method = nullptr);
    void warn(QDialog *form, const QString &systemId) const;
    const Node *nodeOf(const Subject &subject) const;
    void followCommit(const QString &systemId, const Answer<qint64> &answer);
    void reopenPipe(const JobRecord &record);
    void removeAgain(const JobRecord &record, const CimPath &path);
    void reopenPool(const JobRecord &record, const MethodCall &call, bool useOffered);
    QString systemOf(const Subject &subject) const;

    Console m_console;
    QWidget *m_window;
    QPointer<QDialog> m_question; // about a certificate: one at a time
    Drafts m_drafts;
    std::optional<KeptDraft> m_left; // by an earlier run
};

} // namespace Cistern
