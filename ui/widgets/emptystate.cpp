// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/emptystate.h"

#include "ui/widgets/actionbutton.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace Cistern {

EmptyState::EmptyState(QWidget *parent, Align align)
    : QWidget(parent)
    , m_missing(new Label(Label::Kind::Heading, QString(), this))
    , m_figure(new Label(Label::Kind::Secondary, QString(), this))
    , m_row(new QHBoxLayout)
{
    const bool centred = align == Align::Centre;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    if (centred)
        column->addStretch(1);
    for (Label *label : {m_missing, m_figure}) {
        label->setAlignment(centred ? Qt::AlignCenter : Qt::AlignLeading | Qt::AlignVCenter);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    m_row->setSpacing(8);
    if (centred)
        m_row->addStretch(1);
    m_row->addStretch(1);
    column->addLayout(m_row);
    if (centred)
        column->addStretch(1);
}

void EmptyState::setText(const QString &missing, const QString &figure)
{
    m_missing->setText(missing);
    m_figure->setText(figure);
    m_figure->setVisible(!figure.isEmpty());
    setAccessibleName(missing);
    setAccessibleDescription(figure);
}

void EmptyState::setActions(const QList<QAction *> &actions)
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (QAction *action : actions) {
        auto *button = new ActionButton(action, this);
        m_row->insertWidget(m_row->count() - 1, button);
        m_buttons.append(button);
    }
}

} // namespace Cistern
