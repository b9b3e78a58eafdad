// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/statepill.h"

#include "ui/widgets/stateglyph.h"
#include "ui/widgets/tooltips.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyle>
#include <QtMath>

namespace Cistern {

namespace {
constexpr int glyphSize = 14;
constexpr int padding = 8;
constexpr int gap = 5;
} // namespace

StatePill::StatePill(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setVisible(false);
}

void StatePill::setState(State state, const QString &text, Ink ink)
{
    m_ink = ink;
    m_state = state;
    m_text = text.isEmpty() ? stateWord(state) : text;
    setAccessibleName(tr("State: %1").arg(m_text));
    setToolTip(plainToolTip(m_text)); // where the buttons leave less room
    setVisible(state != State::None);
    updateGeometry();
    update();
}

QSize StatePill::sizeHint() const
{
    const QFontMetricsF metrics(textFont()); // half a pixel too few would cost the last letters
    return {2 * padding + glyphSize + gap + qCeil(metrics.horizontalAdvance(m_text)),
            qMax(22, qCeil(metrics.height()) + 6)};
}

void StatePill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF outline = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(inked(stateOutline(m_state, palette()), m_ink));
    painter.setBrush(inked(stateBackground(m_state, palette()), m_ink));
    painter.drawRoundedRect(outline, 11, 11);
    const QRect inner = rect().adjusted(padding, 0, -padding, 0);
    const QRect glyph = QStyle::visualRect(
        layoutDirection(), inner,
        QRect(inner.left(), (height() - glyphSize) / 2, glyphSize, glyphSize));
    paintStateGlyph(&painter, glyph, m_state, palette(), 0, m_ink);
    painter.setFont(textFont());
    painter.setPen(inked(stateColor(m_state, palette()), m_ink));
    const QRect words = inner.adjusted(glyphSize + gap, 0, 0, 0);
    painter.drawText(
        QStyle::visualRect(layoutDirection(), inner, words),
        int(Qt::AlignVCenter | QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft))
            | Qt::TextSingleLine,
        QFontMetrics(textFont()).elidedText(m_text, Qt::ElideRight, words.width()));
}

QFont StatePill::textFont() const
{
    return scaledFont(font(), 0.95, true);
}

} // namespace Cistern
