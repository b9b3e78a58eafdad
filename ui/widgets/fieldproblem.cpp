// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/fieldproblem.h"

#include "ui/widgets/cisternstyle.h"
#include "ui/widgets/label.h"
#include "ui/widgets/stateglyph.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace Cistern {

FieldProblem::FieldProblem(QWidget *field, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_glyph(new StateGlyph(State::Error, 14, this))
    , m_text(new Label(Label::Kind::Body, QString(), this))
    , m_offer(new QPushButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_glyph);
    row->addWidget(m_text, 1);
    row->addWidget(m_offer);
    m_text->setWordWrap(true);
    m_offer->setAutoDefault(false);
    connect(m_offer, &QPushButton::clicked, this, &FieldProblem::offerTaken);
    setVisible(false);
}

void FieldProblem::showProblem(const QString &text, const QString &offer, State state)
{
    m_state = state;
    m_glyph->setState(state);
    m_text->setState(state);
    m_text->setText(text);
    m_offer->setText(offer);
    m_offer->setVisible(!offer.isEmpty());
    setAccessibleName(text);
    if (m_field) {
        setFieldProblem(m_field, state == State::Error);
        m_field->setAccessibleDescription(text);
    }
    setVisible(true);
}

void FieldProblem::clear()
{
    if (m_state == State::None)
        return;
    m_state = State::None;
    m_text->clear();
    if (m_field) {
        setFieldProblem(m_field, false);
        m_field->setAccessibleDescription(QString());
    }
    setVisible(false);
}

QString FieldProblem::text() const
{
    return m_text->text();
}

} // namespace Cistern
