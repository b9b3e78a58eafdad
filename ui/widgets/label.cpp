// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/label.h"

#include "ui/widgets/theme.h"
#include "ui/widgets/tooltips.h"

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
    dye();
}

void Label::setGrey(bool grey)
{
    m_grey = grey;
    dye();
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
        setToolTip(shown == text() ? QString() : plainToolTip(text()));
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
    switch (event->type()) {
    case QEvent::ApplicationFontChange:
        dress();
        break;
    case QEvent::PaletteChange:
    case QEvent::EnabledChange:
    case QEvent::ParentChange:
        dye(); // ends by itself: the same palette again is no change
        break;
    case QEvent::LayoutDirectionChange:
        align();
        break;
    default:
        break;
    }
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
    dye();
}

void Label::dye()
{
    // Only these two roles are the label's own; all others come from above, so that a new theme
    // reaches it. On a Base background a label draws with Text and elsewhere with WindowText.
    QPalette own;
    const bool grey = m_grey || m_kind == Kind::Secondary || m_kind == Kind::Grey;
    if (isEnabled() && (grey || m_state != State::None)) {
        const QPalette around = parentWidget() ? parentWidget()->palette()
                                               : QApplication::palette();
        const QColor colour = m_state == State::None ? secondaryText(around)
                                                     : stateColor(m_state, around);
        own.setColor(QPalette::WindowText, colour);
        own.setColor(QPalette::Text, colour);
    }
    setPalette(own);
}

} // namespace Cistern
