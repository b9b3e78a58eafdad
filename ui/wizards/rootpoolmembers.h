// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Changes which devices a root pool has: tick and untick, see what is added and what is removed,
// send both. Owned by its window. GUI thread.
#pragma once

#include "models/clusterfacts.h"
#include "services/schema/methodcall.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

namespace Cistern {

class Banner;
class DevicePicker;
class FieldProblem;
class PropertyGrid;

class RootPoolMembers : public DialogFrame
{
    Q_OBJECT

public:
    RootPoolMembers(const Console &console, const QString &systemId, const CimPath &pool,
                    QWidget *parent = nullptr);

    // Lets calls be sent that the system does not announce.
    void setTryAnyway();

    // A call of before, to be tried again: its devices ticked or unticked on top of the present.
    void setCall(const MethodCall &call);
    void setProblem(const Failure &failure, const MethodCall &call); // why that one failed
    // At most two, in the order they must run; empty while nothing changes.
    QList<MethodCall> calls() const;

Q_SIGNALS:
    void committed(const QString &systemId, const QList<Cistern::MethodCall> &calls);

public Q_SLOTS:
    void accept() override;

private:
    ClusterFacts facts() const;
    void fill();
    void check();

    Console m_console;
    QString m_systemId;
    CimPath m_pool;
    QList<CimPath> m_members; // as last read
    bool m_committed = false;
    bool m_anyway = false;
    Banner *m_refusal;
    DevicePicker *m_picker;
    FieldProblem *m_problem;
    PropertyGrid *m_changes;
    QPushButton *m_request;
    QPushButton *m_change;
};

} // namespace Cistern
