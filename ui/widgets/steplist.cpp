// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/steplist.h"

#include "ui/widgets/stateglyph.h"
#include "ui/widgets/theme.h"

#include <QLocale>
#include <QPainter>
#include <QStyle>

namespace Cistern {

namespace {
constexpr int edgeWidth = 3;
constexpr int circle = 16;
constexpr int circleAt = 16; // from the leading side
constexpr int textAt = 40;
constexpr int topMargin = 20;
constexpr int gap = 4;
} // namespace

StepList::StepList(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAccessibleName(tr("Steps"));
}

void StepList::setSteps(const QStringList &names)
{
    m_names = names;
    describe();
    updateGeometry();
    update();
}

void StepList::setCurrent(int index)
{
    m_current = index;
    describe();
    update();
}

QSize StepList::sizeHint() const
{
    // In the weight of the present step, so that the width stays when it moves on.
    const QFontMetrics metrics(scaledFont(font(), 1.0, true));
    int widest = fontMetrics().averageCharWidth() * 16;
    for (const QString &name : m_names)
        widest = qMax(widest, metrics.horizontalAdvance(name));
    return {textAt + widest + 16, topMargin + int(m_names.size()) * (rowHeight() + gap)};
}

void StepList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QFont plain = font();
    for (int i = 0; i < m_names.size(); ++i) {
        const QRect row(0, topMargin + i * (rowHeight() + gap), width(), rowHeight());
        const auto mirrored = [this, &row](const QRect &rect) {
            return QStyle::visualRect(layoutDirection(), row, rect);
        };
        const bool here = i == m_current;
        if (here) {
            painter.fillRect(row,
                             mixed(palette().color(QPalette::Window),
                                   palette().color(QPalette::Highlight),
                                   isDark(palette()) ? 0.34 : 0.12));
            painter.fillRect(mirrored(QRect(0, row.top(), edgeWidth, row.height())),
                             palette().color(QPalette::Highlight));
        }
        const QRect spot = mirrored(
            QRect(circleAt, row.top() + (row.height() - circle) / 2, circle, circle));
        if (i < m_current)
            paintStateGlyph(&painter, spot, State::Ok, palette());
        else
            paintStepNumber(&painter, spot, locale().toString(i + 1), here, palette(), plain);
        painter.setFont(here ? scaledFont(plain, 1.0, true) : plain);
        painter.setPen(i > m_current ? secondaryText(palette())
                                     : palette().color(QPalette::WindowText));
        painter.drawText(
            mirrored(row.adjusted(textAt, 0, -4, 0)),
            int(Qt::AlignVCenter | QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft))
                | Qt::TextSingleLine,
            m_names[i]);
    }
}

int StepList::rowHeight() const
{
    return qMax(32, fontMetrics().height() + 12);
}

void StepList::describe()
{
    if (m_current >= 0 && m_current < m_names.size()) {
        setAccessibleDescription(
            tr("Step %1 of %2: %3").arg(m_current + 1).arg(m_names.size()).arg(m_names[m_current]));
    }
}

void paintStepNumber(QPainter *painter, const QRectF &box, const QString &number, bool current,
                     const QPalette &palette, const QFont &font)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor grey = secondaryText(palette);
    if (current) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(palette.color(QPalette::Active, QPalette::Highlight));
        painter->drawEllipse(box);
    } else {
        painter->setPen(QPen(grey, 1.2));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(box.adjusted(0.7, 0.7, -0.7, -0.7));
    }
    QFont small(font);
    small.setPixelSize(qMax(9, qRound(box.height() * 0.62)));
    small.setWeight(QFont::DemiBold);
    painter->setFont(small);
    painter->setPen(current ? palette.color(QPalette::Active, QPalette::HighlightedText) : grey);
    painter->drawText(box, Qt::AlignCenter, number);
    painter->restore();
}

} // namespace Cistern
