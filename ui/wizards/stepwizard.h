// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A wizard whose pages edit one call and commit nothing before its last button: the list of steps,
// the buttons, and that what is held down or clicked twice is one intent. Owned by the window that
// opens it. GUI thread.
#pragma once

#include "services/schema/methodcall.h"
#include "ui/widgets/console.h"

#include <QWizard>

class QTimer;

namespace Cistern {

class Label;
class StepList;

class StepWizard : public QWizard
{
    Q_OBJECT

public:
    // icon: by name, in the head of each page.
    StepWizard(const Console &console, const QString &systemId, const QString &icon,
               QWidget *parent);

    const Console &console() const { return m_console; }
    QString systemId() const { return m_systemId; }
    QString systemName() const;
    virtual MethodCall call() const = 0;

Q_SIGNALS:
    void callChanged();
    // Once; the wizard closes then.
    void committed(const QString &systemId, const Cistern::MethodCall &call);

public Q_SLOTS:
    void accept() override;

protected:
    void setSteps(const QStringList &names, const QString &verb);
    // Where keys go once the page is there; otherwise it is the first field.
    void setFirstFocus(int page, QWidget *field) { m_firstFocus.insert(page, field); }
    QString m_systemId;

private:
    bool isAway() const;
    void showAway();

    Console m_console;
    bool m_committed = false;
    StepList *m_steps;
    Label *m_away; // why nothing can be sent now
    QTimer *m_tick;
    QHash<int, QWidget *> m_firstFocus;
};

} // namespace Cistern
