// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/label.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>

namespace Cistern {

Label::Label(Kind kind, const QString &text, QWidget *parent) : QLabel(parent), m_kind(kind)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    dress();
}

void Label::setState(State state)
{
    m_state = state;
    dress();
}

void Label::setSelectable()
{
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setCursor(Qt::IBeamCursor);
}

void Label::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::EnabledChange
        || event->type() == QEvent::ApplicationFontChange)
        dress();
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
    if (isEnabled() && (m_state != State::None || m_kind == Kind::Secondary || m_kind == Kind::Grey)) {
        const QColor colour = m_state == State::None ? secondaryText(colours) : stateColor(m_state, colours);
        colours.setColor(QPalette::WindowText, colour);
        colours.setColor(QPalette::Text, colour);
    }
    setPalette(colours);
}

} // namespace Cistern
