// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/label.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QPainter>
#include <QStyle>

namespace Cistern {

Label::Label(Kind kind, const QString &text, QWidget *parent) : QLabel(parent), m_kind(kind)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    dress();
    align();
}

void Label::setState(State state)
{
    m_state = state;
    dress();
}

void Label::setGrey(bool grey)
{
    m_grey = grey;
    dress();
}

void Label::setSelectable()
{
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setCursor(Qt::IBeamCursor);
}

void Label::setElided(bool elided)
{
    m_elided = elided;
    updateGeometry();
}

void Label::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    align();
}

QSize Label::minimumSizeHint() const
{
    const QSize whole = QLabel::minimumSizeHint();
    return m_elided
        ? QSize(qMin(whole.width(), fontMetrics().averageCharWidth() * 8), whole.height())
        : whole;
}

void Label::paintEvent(QPaintEvent *event)
{
    const QString shown = m_elided
        ? fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width())
        : text();
    if (m_elided)
        setToolTip(shown == text() ? QString() : text());
    if (shown == text()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), int(alignment()) | Qt::TextSingleLine,
                          palette(), isEnabled(), shown, foregroundRole());
}

void Label::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::EnabledChange
        || event->type() == QEvent::ApplicationFontChange)
        dress();
    if (event->type() == QEvent::LayoutDirectionChange)
        align();
}

void Label::align()
{
    QLabel::setAlignment(QStyle::visualAlignment(layoutDirection(), m_alignment)
                         | Qt::AlignAbsolute);
}

void Label::dress()
{
    const QFont base = QApplication::font(this);
    switch (m_kind) {
    case Kind::Body:
    case Kind::Grey:
        break;
    case Kind::Secondary:
        setFont(scaledFont(base, 0.95));
        break;
    case Kind::Heading:
        setFont(scaledFont(base, 1.0, true));
        break;
    case Kind::CardTitle:
    case Kind::Figure:
        setFont(scaledFont(base, 1.25, true));
        break;
    case Kind::Title:
        setFont(scaledFont(base, 1.45, true));
        break;
    case Kind::Fixed:
        setFont(scaledFont(QFontDatabase::systemFont(QFontDatabase::FixedFont), 0.95));
        break;
    }
    // A label on a Base background draws with Text and elsewhere with WindowText: both are set.
    QPalette colours = QApplication::palette(this);
    const bool grey = m_grey || m_kind == Kind::Secondary || m_kind == Kind::Grey;
    if (isEnabled() && (grey || m_state != State::None)) {
        const QColor colour = m_state == State::None ? secondaryText(colours)
                                                     : stateColor(m_state, colours);
        colours.setColor(QPalette::WindowText, colour);
        colours.setColor(QPalette::Text, colour);
    }
    setPalette(colours);
}

} // namespace Cistern
