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

#include <functional>

class QDialog;
class QTimer;
class QWidget;

namespace Cistern {

class StepWizard;

class Forms : public QObject
{
    Q_OBJECT

public:
    Forms(const Console &console, QWidget *window);

    void connectSystem();
    void addLocation();
    void removeSystem(const QString &systemId);
    void newPool(const Subject &subject);
    void newElement(const Subject &subject, bool volume);
    void modifyPool(const Subject &subject, bool rename);
    void remove(const Subject &subject);
    void openChildPoolWizard(const Subject &subject);
    void editChildPool(const Subject &subject);
    void openRootPoolWizard(const Subject &subject);
    void editRootPoolMembers(const Subject &subject);
    // Any declared method; null: the person chooses. On what is selected where that fits.
    void openMethodWizard(const Subject &subject, const MethodDecl *method = nullptr);
    void jobDetails(qint64 job);
    // The form that made the record, filled in as it was; with the size the system offered instead.
    void reopen(qint64 job, bool useOffered);
    void about();
    void tell(const Failure &failure, const QString &problem, const QString &systemId = {});

Q_SIGNALS:
    void recorded(qint64 job);
    void systemAdded(const QString &systemId);

private:
    // Kept while the person fills it in, forgotten when the form closes, whichever way. Restart the
    // timer at each change.
    QTimer *keepDraft(const QString &kind, QDialog *form, std::function<Draft()> draft);
    void draft(const QString &kind, StepWizard *wizard,
               const std::function<void(const MethodCall &)> &reopen);
    void commit(const QString &systemId, const MethodCall &call);
    // Each once the one before it has succeeded; what comes after a failure is not sent.
    void commitInTurn(const QString &systemId, const QList<MethodCall> &calls);
    void reopenChildPool(const JobRecord &record);
    void reopenRootPool(const JobRecord &record);
    void reopenPool(const JobRecord &record, const MethodCall &call, bool useOffered);
    QString systemOf(const Subject &subject) const;

    Console m_console;
    QWidget *m_window;
    Drafts m_drafts;
};

} // namespace Cistern
