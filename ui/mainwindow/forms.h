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

class QWidget;

namespace Cistern {

class StoragePoolWizard;

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
    void jobDetails(qint64 job);
    // The form that made the record, filled in as it was; with the size the system offered instead.
    void reopen(qint64 job, bool useOffered);
    void about();
    void tell(const Failure &failure, const QString &problem, const QString &systemId = {});

Q_SIGNALS:
    void recorded(qint64 job);
    void systemAdded(const QString &systemId);

private:
    void keepDraft(StoragePoolWizard *wizard);
    void commit(const QString &systemId, const MethodCall &call);
    void reopenPool(const JobRecord &record, const MethodCall &call, bool useOffered);
    QString systemOf(const Subject &subject) const;

    Console m_console;
    QWidget *m_window;
    Drafts m_drafts;
};

} // namespace Cistern
