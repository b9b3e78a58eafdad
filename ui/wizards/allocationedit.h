// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a child pool takes from its parents: one limit for each, or one that they share, and what
// comes of it. It can't make a wrong count of settings. Used by wizard and sheet. GUI thread.
#pragma once

#include "models/childpoolcall.h"

#include <QWidget>

class QRadioButton;
class QVBoxLayout;

namespace Cistern {

class Banner;
class Legend;
class TermsCard;

class AllocationEdit : public QWidget
{
    Q_OBJECT

public:
    explicit AllocationEdit(QWidget *parent = nullptr);

    // The plan has its parents and terms to their count; pool: the one that is changed.
    void setPlan(const ChildPool::Plan &plan, const ResourceFacts &facts, const QString &system,
                 const CimPath &pool = {});
    bool isShared() const;
    QList<ChildPool::Terms> terms() const;
    // Of the form that was just chosen, before setPlan() shows it.
    QList<ChildPool::Terms> plannedTerms() const { return m_plan.terms; }
    bool isReadable() const; // each field holds an amount
    // Beside the fields they are about.
    void showProblems(const QList<ChildPool::Problem> &problems, const ChildPool::Plan &plan,
                      const ResourceFacts &facts, const QString &system);
    // A refused shared limit: one for each parent is a button (CP.R17).
    void showRefusal(const QString &problem, const QStringList &lines, bool offersApart);
    void focusFirst();

Q_SIGNALS:
    void changed();

private:
    void choose(bool shared);
    void tellResult(const QList<ChildPool::Problem> &problems, const ChildPool::Plan &plan,
                    const ResourceFacts &facts, const QString &system);

    QWidget *m_choice;
    QRadioButton *m_each;
    QRadioButton *m_shared;
    QVBoxLayout *m_column;
    QList<TermsCard *> m_cards;
    Legend *m_legend;
    Banner *m_result;
    Banner *m_refusal;
    bool m_loading = false;
    // What was typed in the other form, to come back to.
    QList<ChildPool::Terms> m_apart;
    std::optional<ChildPool::Terms> m_together;
    ChildPool::Plan m_plan;
};

} // namespace Cistern
