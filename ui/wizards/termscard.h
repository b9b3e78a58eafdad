// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a child pool takes from one parent, or from all of them together: reservation, limit, weight
// and host resources, under a bar of what the parent has. GUI thread.
#pragma once

#include "models/childpoolcall.h"
#include "ui/widgets/card.h"

class QLabel;
class QSpinBox;

namespace Cistern {

class AmountEdit;
class CapacityBar;
class FieldProblem;
class Label;
class ResourceList;

class TermsCard : public Card
{
    Q_OBJECT

public:
    explicit TermsCard(QWidget *parent = nullptr);

    // The parents the terms are for: one, or all that share them. pool: the one that is changed.
    void setParents(const QList<CimPath> &parents, const ChildPool::Plan &plan,
                    const ResourceFacts &facts, const CimPath &pool);
    void setTerms(const ChildPool::Terms &terms);
    ChildPool::Terms terms() const;
    // A text in a field that is no amount.
    bool isReadable() const;
    void showProblem(const QString &text, bool blocks);
    void clearProblem();
    void focusFirst();

Q_SIGNALS:
    void changed();

private:
    void follow();

    QList<CimPath> m_parents;
    ResourceUnit m_unit;
    quint64 m_capacity = 0;
    quint64 m_free = 0; // for this pool
    bool m_told = false;
    bool m_loading = false;
    bool m_weighs = false;
    bool m_listed = false;                 // the list is of this type and parent
    QStringList m_resourcesBefore;         // stay where they aren't listed
    std::optional<quint32> m_weightBefore; // what was not told is not told unless it is changed
    QLabel *m_icon;
    Label *m_name;
    Label *m_above;
    Label *m_left;
    CapacityBar *m_bar;
    AmountEdit *m_reservation;
    AmountEdit *m_limit;
    Label *m_weightLabel;
    QSpinBox *m_weight;
    Label *m_resourceLabel;
    ResourceList *m_resources;
    FieldProblem *m_problem;
};

} // namespace Cistern
