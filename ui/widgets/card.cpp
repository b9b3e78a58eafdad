// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/card.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace Cistern {

Card::Card(QWidget *parent, Look look) : QWidget(parent), m_look(look)
{
    setBackgroundRole(look == Look::Framed ? QPalette::Base : QPalette::AlternateBase);
    setForegroundRole(QPalette::Text);
    setContentsMargins(0, 0, 0, 0);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool framed = m_look == Look::Framed;
    painter.setPen(framed ? QPen(hairline(palette())) : QPen(Qt::NoPen));
    painter.setBrush(palette().color(backgroundRole()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

Hairline::Hairline(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Hairline::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), hairline(palette()));
}

} // namespace Cistern
