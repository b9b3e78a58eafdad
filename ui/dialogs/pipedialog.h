// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Makes or changes a replication pipe: both systems side by side, pairs as rows, a check of both
// ends before anything is sent, then a review. Filled from a plan, so a call that failed opens it
// as it was. Owned by its window. GUI thread.
#pragma once

#include "models/pipecall.h"
#include "models/pipewords.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

#include <optional>
#include <utility>

class QLineEdit;
class QRadioButton;
class QSpinBox;
class QStackedWidget;
class QTimer;

namespace Cistern {

class Banner;
class FieldProblem;
class Label;
class PairTable;
class PipeCheckCard;
class PipeReview;
class PipeSide;

class PipeDialog : public DialogFrame
{
    Q_OBJECT

public:
    // plan.pipe empty: a new one.
    PipeDialog(const Console &console, const PipePlan &plan, QWidget *parent = nullptr);

    // What came of the last attempt, where it belongs.
    void setProblem(const Failure &failure, const QString &calledId);
    void setPlan(const PipePlan &plan); // of the same pipe, or of a new one like this
    PipePlan plan() const;
    QList<PipeProblem> problems() const;

    PipeSide *source() const { return m_source; }
    PipeSide *target() const { return m_target; }
    PairTable *pairs() const { return m_pairs; }
    PipeCheckCard *check() const { return m_check; }
    PipeReview *review() const { return m_review; }
    bool isReviewing() const;

Q_SIGNALS:
    void committed(const QString &systemId, const Cistern::MethodCall &call);
    void planChanged();

public Q_SLOTS:
    void accept() override; // the review first, then the commit

private:
    QWidget *formPage();
    QLayout *nameRow();
    QLayout *sidesRow();
    QLayout *endpointsRow();
    QLayout *heartbeatRow();
    void fill(const PipePlan &plan);
    void swap();
    void follow(); // after any change of form, systems or inventory
    void followSystems();
    void showProblems();
    void showReview();
    void back();
    void showCheckSummary();
    bool bothWays(const PipeFacts &called) const;
    static bool choosesPorts(const PipeFacts &called);
    std::optional<Pipe> before() const;
    std::optional<PipeQuestion> question() const;

    Console m_console;
    CimPath m_pipe;
    QString m_keeper;     // of a pipe that is changed
    QString m_nameBefore; // of that pipe, when the form was filled
    std::optional<quint16> m_heartbeatBefore;
    std::pair<QString, MethodCall> m_reviewed; // where it goes and what
    bool m_tryAnyway = false;
    bool m_committed = false;
    bool m_started = false; // a pair was proposed, once
    QStackedWidget *m_pages;
    Banner *m_banner;
    QLineEdit *m_name;
    FieldProblem *m_nameProblem;
    PipeSide *m_source;
    PipeSide *m_target;
    Label *m_arrow;
    QPushButton *m_swap;
    Label *m_swapLabel;
    FieldProblem *m_peerProblem;
    Label *m_portsNote;
    QRadioButton *m_leave; // the systems choose, or the present pairs stay
    QRadioButton *m_choose;
    QPushButton *m_add;
    QPushButton *m_remove;
    PairTable *m_pairs;
    Label *m_replaceNote;
    FieldProblem *m_pairProblem;
    Label *m_heartbeatLabel;
    QSpinBox *m_heartbeat;
    Label *m_heartbeatHint;
    PipeCheckCard *m_check;
    PipeReview *m_review;
    QPushButton *m_next;
    QPushButton *m_back;
    QTimer *m_later; // one look at the inventory a turn
};

} // namespace Cistern
