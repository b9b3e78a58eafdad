// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The colours: everything derives from the palette's roles, but state and space have a table of
// their own, one column for light and one for dark. Pure functions; GUI thread.
#pragma once

#include "models/roles.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

namespace Cistern {

// Parts of a capacity bar.
enum class Space {
    Used,
    Children, // used by child pools
    Other,    // used, but not ours: files beside the pools
    Low,      // used beyond the low mark
    Good,     // steps that are done
    Busy,     // how far a job has come
};

[[nodiscard]] bool isDark(const QPalette &palette);

// share 0 gives colour, share 1 gives into.
[[nodiscard]] QColor mixed(const QColor &colour, const QColor &into, double share);

[[nodiscard]] QColor stateColor(State state, const QPalette &palette);
// For text beside a glyph: grey while all is well, the state's colour in trouble.
[[nodiscard]] QColor stateTextColor(State state, const QPalette &palette);
// What is drawn inside a filled glyph.
[[nodiscard]] QColor stateMarkColor(const QPalette &palette);
// Behind a banner or pill.
[[nodiscard]] QColor stateBackground(State state, const QPalette &palette);
[[nodiscard]] QColor stateOutline(State state, const QPalette &palette);
// Somebody must look at it: the word is coloured and a pool shows a glyph.
[[nodiscard]] bool isTrouble(State state);
// "Certificate changed"; used where a row brings no words of its own and for accessible texts.
[[nodiscard]] QString stateWord(State state);

[[nodiscard]] QColor spaceColor(Space space, const QPalette &palette);
[[nodiscard]] QColor barGroove(const QPalette &palette);

[[nodiscard]] QColor secondaryText(const QPalette &palette);
[[nodiscard]] QColor fieldBorder(const QPalette &palette);
[[nodiscard]] QColor hairline(const QPalette &palette);
[[nodiscard]] QColor viewFrame(const QPalette &palette);
[[nodiscard]] QColor softSelection(const QPalette &palette);
[[nodiscard]] QColor dangerFill(const QPalette &palette);
[[nodiscard]] QColor iconColor(const QPalette &palette,
                               QPalette::ColorGroup group = QPalette::Active);

// Cistern's own pair, for where the system brings no palette.
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();

// A font of another size and weight, relative to the given one.
[[nodiscard]] QFont scaledFont(const QFont &font, double factor, bool demiBold = false);

} // namespace Cistern
