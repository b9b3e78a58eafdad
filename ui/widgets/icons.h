// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Icons by name, drawn from resources/icons in the colours of the palette of the moment, at the
// device's pixel ratio. GUI thread.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;

namespace Cistern {

// Follows a change of palette by itself. An unknown name gives an icon that draws nothing.
[[nodiscard]] QIcon icon(QLatin1StringView name);
[[nodiscard]] QIcon icon(const QString &name);

// Drawn in Highlight: the icon of a pane's or wizard's title.
[[nodiscard]] QIcon accentIcon(const QString &name);

// The program's own, in full colour.
[[nodiscard]] QIcon applicationIcon();

[[nodiscard]] bool hasIcon(const QString &name);

// size in logical pixels.
[[nodiscard]] QPixmap iconPixmap(const QString &name, int size, const QColor &colour,
                                 double devicePixelRatio);
// Centred in the rectangle, as large as its shorter side, on whole device pixels.
void paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &colour);

} // namespace Cistern
