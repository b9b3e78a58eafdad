// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The pieces CisternStyle puts controls together from. Used by the style alone. GUI thread.
#pragma once

#include "ui/widgets/cisternstyle.h"

#include <QColor>
#include <QRect>

class QPainter;
class QPalette;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionTab;

namespace Cistern {

constexpr const char *lookProperty = "cisternLook";
constexpr const char *problemProperty = "cisternProblem";
constexpr qreal cornerRadius = 4;
constexpr int problemGlyphSize = 14; // inside a field, with 6 px around
constexpr int tabBadgeGap = 8;
constexpr int tabPadding = 12;

[[nodiscard]] bool hasProblem(const QWidget *widget);
[[nodiscard]] bool isEnabled(const QStyleOption *option);
[[nodiscard]] bool isFocused(const QStyleOption *option);
[[nodiscard]] bool isSelected(const QStyleOption *option);
[[nodiscard]] QColor highlightOf(const QPalette &palette);

// A border of whole logical pixels, drawn inside the rectangle.
void drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border,
             qreal width = 1, qreal corner = cornerRadius);
void drawFieldFrame(const QStyleOption *option, QPainter *painter, const QRect &rect,
                    const QColor &fill, bool focus, const QWidget *widget);
// At the trailing end of a field whose value is refused.
void drawProblemGlyph(const QStyleOption *option, QPainter *painter);
void drawArrow(QPainter *painter, const QRect &rect, const QColor &colour, bool up = false);
void drawBranch(const QStyleOption *option, QPainter *painter);

// How a button is filled; an invalid colour leaves it to the palette's Button.
[[nodiscard]] QColor buttonFill(const QStyleOptionButton *button, const QWidget *widget);
void drawButton(const QStyleOptionButton *button, QPainter *painter, const QWidget *widget);
void drawPushButtonLabel(const QStyleOptionButton *button, QPainter *painter, const QWidget *widget,
                         bool underlineMnemonic);
void drawToolButton(const QStyleOption *option, QPainter *painter);
void drawCheckBox(const QStyleOption *option, QPainter *painter, const QRect &rect);
void drawRadio(const QStyleOption *option, QPainter *painter);

[[nodiscard]] QString badgeText(const QStyleOptionTab *tab, const QWidget *widget);
[[nodiscard]] int badgeWidth(const QString &text, const QFont &font);
void drawTabShape(const QStyleOption *option, QPainter *painter);
void drawTabLabel(const QStyleOptionTab *tab, QPainter *painter, const QWidget *widget);
void drawHeaderSection(const QStyleOption *option, QPainter *painter);

} // namespace Cistern
