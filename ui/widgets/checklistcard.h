// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// "Getting started": a closable card of steps, each with the actions that do it; what is done is
// ticked. GUI thread.
#pragma once

#include "ui/widgets/card.h"

#include <QList>
#include <QString>

class QAction;
class QVBoxLayout;

namespace Cistern {

class CapacityBar;
class Label;

struct ChecklistStep
{
    QString title;
    QString text;
    bool done = false;
    bool ready = true; // false: something must come before; shown in grey
    QList<QAction *> actions;
};

class ChecklistCard : public Card
{
    Q_OBJECT
public:
    explicit ChecklistCard(const QString &title, QWidget *parent = nullptr);

    // The first open step that is ready gets the one filled button.
    void setSteps(const QList<ChecklistStep> &steps);

signals:
    void closed();

private:
    void addStep(const ChecklistStep &step, int number, bool next);

    CapacityBar *m_bar;
    Label *m_count;
    QVBoxLayout *m_column;
    QWidget *m_steps = nullptr;
};

} // namespace Cistern
