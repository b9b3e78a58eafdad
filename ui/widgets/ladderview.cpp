// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/ladderview.h"

#include "ui/widgets/copyfield.h"
#include "ui/widgets/label.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace Cistern {

namespace {
constexpr int glyphSize = 16;
constexpr int rungHeight = 32;
constexpr int indent = 28; // problem and command stand under the name
} // namespace

LadderView::LadderView(QWidget *parent) : Card(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(12, 8, 16, 8);
    setAccessibleName(tr("Stages of the connection"));
}

void LadderView::setRungs(const QList<LadderRung> &rungs)
{
    if (m_body && m_rungs == rungs)
        return;
    m_rungs = rungs;
    m_glyphs.clear();
    delete m_body;
    m_body = new QWidget(this);
    m_body->setForegroundRole(QPalette::Text);
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const QFontMetrics metrics(scaledFont(font(), 1.0, true));
    int nameWidth = 0;
    for (const LadderRung &rung : rungs)
        nameWidth = qMax(nameWidth, metrics.horizontalAdvance(rung.name));
    for (int i = 0; i < rungs.size(); ++i)
        addRung(rungs[i], i, nameWidth);
    m_column->addWidget(m_body);
}

void LadderView::addRung(const LadderRung &rung, int index, int nameWidth)
{
    auto *column = static_cast<QVBoxLayout *>(m_body->layout());
    auto *row = new QWidget(m_body);
    row->setMinimumHeight(qMax(rungHeight, fontMetrics().height() + 14));
    row->setAccessibleName(
        u"%1: %2"_s.arg(rung.name, rung.text.isEmpty() ? stateWord(rung.state) : rung.text));
    auto *glyph = new StateGlyph(rung.state, glyphSize, row);
    auto *name = new Label(Label::Kind::Heading, rung.name, row);
    auto *text = new Label(Label::Kind::Body, rung.text, row);
    name->setMinimumWidth(nameWidth);
    name->setState(isTrouble(rung.state) ? rung.state : State::None);
    name->setGrey(rung.state == State::Untried);
    text->setGrey(rung.state == State::Untried);
    text->setWordWrap(true);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    line->addWidget(glyph);
    line->addWidget(name);
    line->addSpacing(24);
    line->addWidget(text, 1);
    line->addWidget(new Label(Label::Kind::Grey, rung.time, row));
    column->addWidget(row);
    m_glyphs.append(glyph);

    const auto addBelow = [this, column](QWidget *widget) {
        auto *shifted = new QHBoxLayout;
        shifted->setContentsMargins(indent, 4, 0, 4);
        shifted->addWidget(widget);
        column->addLayout(shifted);
    };
    if (rung.problem) {
        auto *banner = new Banner(m_body, Banner::Buttons::Below);
        banner->setText(*rung.problem);
        banner->setActions(rung.actions);
        connect(banner, &Banner::actionTriggered, this,
                [this, index](int action) { Q_EMIT actionTriggered(index, action); });
        addBelow(banner);
    }
    if (!rung.command.isEmpty())
        addBelow(new CopyField(rung.command, m_body));
}

void LadderView::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    for (qsizetype i = 0; i + 1 < m_glyphs.size(); ++i) {
        const QPoint from = m_glyphs[i]->mapTo(this, QPoint(glyphSize / 2, glyphSize + 2));
        const QPoint to = m_glyphs[i + 1]->mapTo(this, QPoint(glyphSize / 2, -2));
        painter.fillRect(QRect(from.x() - 1, from.y(), 2, to.y() - from.y()), hairline(palette()));
    }
}

} // namespace Cistern
