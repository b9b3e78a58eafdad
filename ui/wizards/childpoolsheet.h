// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Changes a child pool in the two steps that the system knows: settings, then resources. Each shows
// what changes, and only what changed is sent, in that order. Owned by its window. GUI thread.
#pragma once

#include "models/childpoolcall.h"
#include "services/core/outcome.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

class QPlainTextEdit;
class QTabWidget;

namespace Cistern {

class AllocationEdit;
class FieldProblem;
class NameEdit;
class ParentPicker;
class PropertyGrid;

class ChildPoolSheet : public DialogFrame
{
    Q_OBJECT

public:
    enum Step { Settings, Resources };

    ChildPoolSheet(const Console &console, const QString &systemId, const CimPath &pool,
                   QWidget *parent = nullptr);

    // Lets calls be sent that the system does not announce.
    void setTryAnyway();

    void focus(Step step);
    void setCall(const MethodCall &call); // filled in as the call has it
    void setProblem(const Failure &failure, Step step);
    const ChildPool::Plan &plan() const { return m_plan; }
    QList<MethodCall> calls() const; // in the order they are sent

Q_SIGNALS:
    // The second only once the first has succeeded.
    void committed(const QString &systemId, const QList<Cistern::MethodCall> &calls);

public Q_SLOTS:
    void accept() override;

private:
    ResourceFacts facts() const;
    void load();
    void takeParents();
    void takeTerms();
    void check();
    void showChanges(const QList<ChildPool::Problem> &problems);

    Console m_console;
    QString m_systemId;
    QString m_system;
    CimPath m_pool;
    ChildPool::Plan m_before;
    ChildPool::Plan m_plan;
    bool m_loading = false;
    bool m_committed = false;
    bool m_anyway = false;
    QTabWidget *m_tabs;
    NameEdit *m_name;
    QPlainTextEdit *m_notes;
    ParentPicker *m_parents;
    FieldProblem *m_parentProblem;
    AllocationEdit *m_allocation;
    PropertyGrid *m_changes;
    QPushButton *m_request;
    QPushButton *m_change;
    FieldProblem *m_hindrance; // what the system does not announce
};

} // namespace Cistern
