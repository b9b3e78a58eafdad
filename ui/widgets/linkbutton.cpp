// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/linkbutton.h"

#include <QPainter>
#include <QStyleOptionFocusRect>

namespace Cistern {

LinkButton::LinkButton(const QString &text, QWidget *parent) : QPushButton(text, parent)
{
    setFlat(true);
    setAutoDefault(false);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void LinkButton::setFlush(bool flush)
{
    m_flush = flush;
    updateGeometry();
}

QSize LinkButton::sizeHint() const
{
    const QSize words = fontMetrics().size(Qt::TextShowMnemonic, text());
    return m_flush ? words : QSize(words.width() + 6, qMax(24, words.height() + 6));
}

void LinkButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QFont lettering(font());
    lettering.setUnderline(underMouse() && isEnabled());
    painter.setFont(lettering);
    painter.setPen(palette().color(isEnabled() ? QPalette::Link : QPalette::WindowText));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextShowMnemonic, text());
    if (hasFocus()) {
        QStyleOptionFocusRect focus;
        focus.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
    }
}

} // namespace Cistern
