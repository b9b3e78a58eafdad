// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Grey is what was known of a system that is away: the same lightness, and no hue. GUI thread.
#pragma once

#include <QColor>

namespace Cistern {

enum class Ink : quint8 { Own, Grey };

[[nodiscard]] inline QColor inked(const QColor &colour, Ink ink)
{
    const int grey = qGray(colour.rgb());
    return ink == Ink::Grey ? QColor(grey, grey, grey, colour.alpha()) : colour;
}

} // namespace Cistern
