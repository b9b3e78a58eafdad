// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/styleparts.h"

#include "ui/widgets/stateglyph.h"
#include "ui/widgets/theme.h"

#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QStyleOption>
#include <QTabBar>

namespace Cistern {

namespace {

ButtonLook lookOf(const QWidget *widget)
{
    return widget ? ButtonLook(widget->property(lookProperty).toInt()) : ButtonLook::Plain;
}

} // namespace

bool hasProblem(const QWidget *widget)
{
    for (; widget; widget = widget->parentWidget()) {
        if (widget->property(problemProperty).toBool())
            return true;
        if (!qobject_cast<const QLineEdit *>(widget)) // the edit inside a spin or combo box
            break;
    }
    return false;
}

void drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border,
             qreal width, qreal corner)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const qreal half = width / 2;
    painter->setPen(QPen(border, width));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), corner, corner);
    painter->restore();
}

bool isEnabled(const QStyleOption *option)
{
    return option->state & QStyle::State_Enabled;
}

bool isFocused(const QStyleOption *option)
{
    return option->state & QStyle::State_HasFocus;
}

QColor highlightOf(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Highlight);
}

void drawFieldFrame(const QStyleOption *option, QPainter *painter, const QRect &rect,
                    const QColor &fill, bool focus, const QWidget *widget)
{
    const QPalette &palette = option->palette;
    if (hasProblem(widget))
        drawBox(painter, rect, fill, stateColor(State::Error, palette), 2);
    else if (focus)
        drawBox(painter, rect, fill, highlightOf(palette), 2);
    else
        drawBox(painter, rect, fill, isEnabled(option) ? fieldBorder(palette) : hairline(palette));
}

void drawProblemGlyph(const QStyleOption *option, QPainter *painter)
{
    const QRect r = option->rect;
    const QRect spot(r.right() - problemGlyphSize - 6, r.center().y() - problemGlyphSize / 2 + 1,
                     problemGlyphSize, problemGlyphSize);
    paintStateGlyph(painter, QStyle::visualRect(option->direction, r, spot), State::Error,
                    option->palette);
}

void drawArrow(QPainter *painter, const QRect &rect, const QColor &colour, bool up)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF middle = QRectF(rect).center();
    const qreal dy = up ? -1.75 : 1.75;
    painter->drawPolyline(QPolygonF{middle + QPointF(-3.5, -dy), middle + QPointF(0, dy),
                                    middle + QPointF(3.5, -dy)});
    painter->restore();
}

QColor buttonFill(const QStyleOptionButton *button, const QWidget *widget)
{
    if (!isEnabled(button))
        return {};
    const ButtonLook look = lookOf(widget);
    if (look == ButtonLook::Danger)
        return dangerFill(button->palette);
    const bool isDefault = button->features & QStyleOptionButton::DefaultButton;
    if (look == ButtonLook::Primary || (isDefault && look != ButtonLook::SafeDefault))
        return highlightOf(button->palette);
    return {};
}

void drawButton(const QStyleOptionButton *button, QPainter *painter, const QWidget *widget)
{
    const QPalette &palette = button->palette;
    const bool down = button->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = isEnabled(button) && (button->state & QStyle::State_MouseOver);
    if (button->features & QStyleOptionButton::Flat) {
        if (down || hover)
            drawBox(painter, button->rect,
                    mixed(palette.color(QPalette::Window), palette.color(QPalette::Text),
                          down ? 0.14 : 0.07),
                    Qt::transparent);
        return;
    }
    const QColor filled = buttonFill(button, widget);
    QColor fill = filled.isValid() ? filled : palette.color(QPalette::Button);
    if (down)
        fill = mixed(fill, filled.isValid() ? QColor(Qt::black) : palette.color(QPalette::Text),
                     0.14);
    else if (hover)
        fill = mixed(fill, filled.isValid() ? QColor(Qt::black) : palette.color(QPalette::Text),
                     0.06);
    const bool safe = lookOf(widget) == ButtonLook::SafeDefault
        && (button->features & QStyleOptionButton::DefaultButton);
    if (safe)
        drawBox(painter, button->rect, fill, highlightOf(palette), 2);
    else if (filled.isValid())
        drawBox(painter, button->rect, fill, fill);
    else
        drawBox(painter, button->rect, fill,
                isEnabled(button) ? fieldBorder(palette) : hairline(palette));
    if (isFocused(button) && (button->state & QStyle::State_KeyboardFocusChange)) {
        // White inside a filled button, Highlight inside a plain one.
        drawBox(painter, button->rect.adjusted(2, 2, -2, -2), {},
                filled.isValid() ? QColor(Qt::white) : highlightOf(palette), 1, cornerRadius - 2);
    }
}

void drawCheckBox(const QStyleOption *option, QPainter *painter, const QRect &rect)
{
    const QPalette &palette = option->palette;
    const bool on = option->state & QStyle::State_On;
    const bool partly = option->state & QStyle::State_NoChange;
    const int side = qMin(rect.width(), rect.height());
    QRect box(0, 0, side, side);
    box.moveCenter(rect.center());
    const QColor accent = isEnabled(option)
        ? highlightOf(palette)
        : mixed(palette.color(QPalette::Active, QPalette::Text),
                palette.color(QPalette::Active, QPalette::Base), 0.6);
    if (on || partly) {
        drawBox(painter, box, accent, accent, 1, 3);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(palette.color(QPalette::Active, QPalette::HighlightedText), 1.8,
                             Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF c = QRectF(box).center();
        if (partly)
            painter->drawLine(c + QPointF(-3, 0), c + QPointF(3, 0));
        else
            painter->drawPolyline(
                QPolygonF{c + QPointF(-3.2, 0.2), c + QPointF(-0.9, 2.5), c + QPointF(3.4, -2.4)});
        painter->restore();
    } else {
        drawBox(painter, box, palette.color(QPalette::Base),
                isEnabled(option) ? fieldBorder(palette) : hairline(palette), 1, 3);
    }
    if (isFocused(option) && (option->state & QStyle::State_KeyboardFocusChange))
        drawBox(painter, box.adjusted(-2, -2, 2, 2), {}, highlightOf(palette), 1, 4);
}

void drawRadio(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const bool on = option->state & QStyle::State_On;
    const QPointF c = QRectF(option->rect).center();
    const qreal r = qMin(option->rect.width(), option->rect.height()) / 2.0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor accent = isEnabled(option) ? highlightOf(palette) : hairline(palette);
    painter->setPen(on ? QPen(Qt::NoPen)
                       : QPen(isEnabled(option) ? fieldBorder(palette) : hairline(palette), 1));
    painter->setBrush(on ? accent : palette.color(QPalette::Base));
    painter->drawEllipse(c, r - (on ? 0 : 0.5), r - (on ? 0 : 0.5));
    if (on) {
        painter->setBrush(palette.color(QPalette::Active, QPalette::HighlightedText));
        painter->drawEllipse(c, r * 0.36, r * 0.36);
    }
    if (isFocused(option) && (option->state & QStyle::State_KeyboardFocusChange)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(highlightOf(palette), 1));
        painter->drawEllipse(c, r + 1.5, r + 1.5);
    }
    painter->restore();
}

QString badgeText(const QStyleOptionTab *tab, const QWidget *widget)
{
    const auto *bar = qobject_cast<const QTabBar *>(widget);
    if (!bar)
        return {};
    const QVariant count = bar->tabData(tab->tabIndex);
    return count.isValid() ? bar->locale().toString(count.toInt()) : QString();
}

int badgeWidth(const QString &text, const QFont &font)
{
    return text.isEmpty() ? 0 : QFontMetrics(font).horizontalAdvance(text) + 10;
}

void drawToolButton(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const QColor text = palette.color(QPalette::Active, QPalette::Text);
    const bool on = option->state & QStyle::State_On;
    const bool down = option->state & QStyle::State_Sunken;
    const bool hover = (option->state & QStyle::State_MouseOver) && isEnabled(option);
    const bool raised = !(option->state & QStyle::State_AutoRaise);
    const double depth = on || down ? 0.12 : hover ? 0.06 : 0;
    if (raised)
        drawBox(painter, option->rect,
                depth > 0 ? mixed(palette.color(QPalette::Button), text, depth)
                          : palette.color(QPalette::Button),
                isEnabled(option) ? fieldBorder(palette) : hairline(palette));
    else if (depth > 0)
        drawBox(painter, option->rect, mixed(window, text, depth), Qt::transparent);
}

bool isSelected(const QStyleOption *option)
{
    return option->state & QStyle::State_Selected;
}

void drawBranch(const QStyleOption *option, QPainter *painter)
{
    if (!(option->state & QStyle::State_Children))
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(
        QPen(secondaryText(option->palette), 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = QRectF(option->rect).center();
    const qreal x = option->direction == Qt::RightToLeft ? -1 : 1;
    if (option->state & QStyle::State_Open)
        painter->drawPolyline(
            QPolygonF{c + QPointF(-4, -2), c + QPointF(0, 2), c + QPointF(4, -2)});
    else
        painter->drawPolyline(
            QPolygonF{c + QPointF(-2 * x, -4), c + QPointF(2 * x, 0), c + QPointF(-2 * x, 4)});
    painter->restore();
}

void drawPushButtonLabel(const QStyleOptionButton *button, QPainter *painter, const QWidget *widget,
                         bool underlineMnemonic)
{
    const bool filled = buttonFill(button, widget).isValid()
        && !(button->features & QStyleOptionButton::Flat);
    const QPalette &palette = button->palette;
    const QColor colour = filled ? palette.color(QPalette::Active, QPalette::BrightText)
                                 : palette.color(QPalette::ButtonText);
    QRect rect = button->rect;
    if (button->features & QStyleOptionButton::HasMenu) {
        const QRect arrow = QStyle::visualRect(
            button->direction, rect, QRect(rect.right() - 19, rect.top(), 14, rect.height()));
        drawArrow(painter, arrow, colour);
        rect = QStyle::visualRect(button->direction, rect, rect.adjusted(0, 0, -14, 0));
    }
    int flags = Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine;
    if (!underlineMnemonic)
        flags |= Qt::TextHideMnemonic;
    const int textWidth = button->fontMetrics.size(flags, button->text).width();
    const int mark = button->icon.isNull() ? 0 : button->iconSize.width();
    const int gap = mark && !button->text.isEmpty() ? 4 : 0;
    QRect content(0, rect.top(), qMin(rect.width() - 8, mark + gap + textWidth), rect.height());
    content.moveLeft(rect.left() + (rect.width() - content.width()) / 2);
    if (mark) {
        const QIcon::Mode mode = !isEnabled(button) ? QIcon::Disabled
            : filled                                ? QIcon::Selected
                                                    : QIcon::Normal;
        const QRect spot = QStyle::visualRect(
            button->direction, content,
            QRect(content.left(), content.center().y() - mark / 2, mark, mark));
        button->icon.paint(painter, spot, Qt::AlignCenter, mode);
    }
    const QRect text = QStyle::visualRect(button->direction, content,
                                          content.adjusted(mark + gap, 0, 0, 0));
    painter->setPen(colour);
    painter->drawText(text, flags | Qt::AlignHCenter, button->text);
}

void drawTabShape(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const QRect r = option->rect;
    if (isSelected(option)) {
        const QRect line(r.left() + tabPadding - 4, r.bottom() - 2,
                         r.width() - 2 * (tabPadding - 4), 3);
        painter->fillRect(line, highlightOf(palette));
    } else if (option->state & QStyle::State_MouseOver && isEnabled(option)) {
        const QRect line(r.left() + tabPadding - 4, r.bottom() - 2,
                         r.width() - 2 * (tabPadding - 4), 3);
        painter->fillRect(line, hairline(palette));
    }
    if (isFocused(option))
        drawBox(painter, r.adjusted(2, 4, -2, -6), {}, highlightOf(palette), 1, 3);
}

void drawTabLabel(const QStyleOptionTab *tab, QPainter *painter, const QWidget *widget)
{
    const QPalette &palette = tab->palette;
    const bool selected = isSelected(tab);
    const QFont font = widget ? widget->font() : painter->font();
    const QString badge = badgeText(tab, widget);
    const QFont small = scaledFont(font, 0.9);
    const int badgeSpace = badge.isEmpty() ? 0 : badgeWidth(badge, small);
    const QRect content = tab->rect.adjusted(tabPadding, 0, -tabPadding, 0);
    painter->save();
    painter->setFont(selected ? scaledFont(font, 1, true) : font);
    painter->setPen(!isEnabled(tab) ? palette.color(QPalette::Disabled, QPalette::WindowText)
                        : selected  ? palette.color(QPalette::WindowText)
                                    : secondaryText(palette));
    const QRect text = QStyle::visualRect(
        tab->direction, content,
        content.adjusted(0, 0, badgeSpace ? -badgeSpace - tabBadgeGap : 0, 0));
    painter->drawText(text, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, tab->text);
    if (badgeSpace) {
        const int height = QFontMetrics(small).height() + 2;
        const QRect spot = QStyle::visualRect(tab->direction, content,
                                              QRect(content.right() - badgeSpace + 1,
                                                    content.center().y() - height / 2, badgeSpace,
                                                    height));
        drawBox(painter, spot, barGroove(palette), Qt::transparent, 1, height / 2.0);
        painter->setFont(small);
        painter->setPen(palette.color(QPalette::Active, QPalette::Text));
        painter->drawText(spot, Qt::AlignCenter, badge);
    }
    painter->restore();
}

void drawHeaderSection(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const QRect r = option->rect;
    painter->fillRect(r, palette.color(QPalette::Active, QPalette::AlternateBase));
    painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), hairline(palette));
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    const bool last = header
        && (header->position == QStyleOptionHeader::End
            || header->position == QStyleOptionHeader::OnlyOneSection);
    if (!last) {
        const int x = option->direction == Qt::RightToLeft ? r.left() : r.right();
        painter->fillRect(QRect(x, r.top() + 5, 1, r.height() - 10), hairline(palette));
    }
}

} // namespace Cistern
