// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/rungrow.h"

#include "ui/widgets/label.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace Cistern {

namespace {
constexpr int glyphSize = 16;
constexpr int rungHeight = 32;
constexpr int indent = 28; // problem and command stand under the name
} // namespace

RungRow::RungRow(QWidget *parent)
    : QWidget(parent)
    , m_line(new QWidget(this))
    , m_glyph(new StateGlyph(State::Untried, glyphSize, m_line))
    , m_name(new Label(Label::Kind::Heading, QString(), m_line))
    , m_text(new Label(Label::Kind::Body, QString(), m_line))
    , m_time(new Label(Label::Kind::Grey, QString(), m_line))
    , m_below(new QWidget(this))
{
    m_line->setMinimumHeight(qMax(rungHeight, fontMetrics().height() + 14));
    m_text->setWordWrap(true);
    m_text->setSelectable();
    m_text->setFocusPolicy(Qt::NoFocus);
    auto *line = new QHBoxLayout(m_line);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    line->addWidget(m_glyph);
    line->addWidget(m_name);
    line->addSpacing(24);
    line->addWidget(m_text, 1);
    line->addWidget(m_time);
    auto *below = new QVBoxLayout(m_below);
    below->setContentsMargins(indent, 0, 0, 8);
    m_below->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_line);
    column->addWidget(m_below);
}

void RungRow::setRung(const LadderRung &rung)
{
    if (m_rung == rung && !m_name->text().isEmpty())
        return;
    m_rung = rung;
    m_glyph->setState(rung.state);
    m_name->setText(rung.name);
    m_name->setState(isTrouble(rung.state) ? rung.state : State::None);
    m_name->setGrey(rung.state == State::Untried);
    m_text->setText(rung.text);
    m_text->setGrey(rung.state == State::Untried || rung.state == State::Stopped);
    m_time->setText(rung.time);
    m_line->setAccessibleName(
        u"%1: %2"_s.arg(rung.name, rung.text.isEmpty() ? stateWord(rung.state) : rung.text));
    setAccessibleName(m_line->accessibleName());
    if (!rung.problem) {
        delete m_trouble;
        m_trouble = nullptr;
        m_below->hide();
        return;
    }
    if (!m_trouble) {
        m_trouble = new TroubleBox(m_below);
        m_below->layout()->addWidget(m_trouble);
        connect(m_trouble, &TroubleBox::actionTriggered, this, &RungRow::actionTriggered);
    }
    m_trouble->setTrouble({*rung.problem, rung.command, rung.actions});
    m_below->show();
}

void RungRow::setTime(const QString &time)
{
    m_time->setText(time);
}

void RungRow::setNameWidth(int width)
{
    m_name->setMinimumWidth(width);
}

QWidget *RungRow::glyph() const
{
    return m_glyph;
}

} // namespace Cistern

#include "moc_rungrow.cpp"
