// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/theme.h"

#include <QCoreApplication>

#include <array>

namespace Cistern {

namespace {

struct Pair
{
    QRgb light;
    QRgb dark;

    QColor pick(const QPalette &palette) const { return QColor(isDark(palette) ? dark : light); }
};

constexpr Pair okPair{0xFF1A7A3C, 0xFF4CC38A};
constexpr Pair warningPair{0xFF8F5A00, 0xFFE8B44A};
constexpr Pair errorPair{0xFFC0272D, 0xFFFF857D};
constexpr Pair busyPair{0xFF1668C5, 0xFF62ADFF};
constexpr Pair infoPair{0xFF0B6E80, 0xFF45C4D6};
constexpr Pair usedPair{0xFF1667B0, 0xFF5B9FDD};
constexpr Pair childrenPair{0xFF6FA6D8, 0xFFA9CDEF};
constexpr Pair otherPair{0xFF828387, 0xFF8B9096};
constexpr Pair dangerPair{0xFFC0272D, 0xFFB3362F};
constexpr Pair markPair{0xFFFFFFFF, 0xFF14171A};

struct StateRow
{
    State state;
    const Pair *colour; // none: grey
    bool trouble;
    const char *word;
};

constexpr std::array states{
    StateRow{State::None, nullptr, false, ""},
    StateRow{State::Ok, &okPair, false, QT_TRANSLATE_NOOP("State", "OK")},
    StateRow{State::Warning, &warningPair, true, QT_TRANSLATE_NOOP("State", "Warning")},
    StateRow{State::Error, &errorPair, true, QT_TRANSLATE_NOOP("State", "Failed")},
    StateRow{State::Busy, &busyPair, false, QT_TRANSLATE_NOOP("State", "Busy")},
    StateRow{State::Retrying, nullptr, false, QT_TRANSLATE_NOOP("State", "Not reachable")},
    StateRow{State::CertificateChanged, &errorPair, true,
             QT_TRANSLATE_NOOP("State", "Certificate changed")},
    StateRow{State::Info, &infoPair, false, QT_TRANSLATE_NOOP("State", "Information")},
    StateRow{State::Stopped, nullptr, false, QT_TRANSLATE_NOOP("State", "Stopped")},
    StateRow{State::Untried, nullptr, false, QT_TRANSLATE_NOOP("State", "Not tried yet")},
};

const StateRow &rowOf(State state)
{
    for (const StateRow &row : states) {
        if (row.state == state)
            return row;
    }
    return states.front();
}

struct RoleRow
{
    QPalette::ColorRole role;
    Pair pair;
};

constexpr std::array roles{
    RoleRow{QPalette::Window, {0xFFF2F4F6, 0xFF23272C}},
    RoleRow{QPalette::Base, {0xFFFFFFFF, 0xFF1A1D21}},
    RoleRow{QPalette::AlternateBase, {0xFFF7F8FA, 0xFF1F2328}},
    RoleRow{QPalette::Text, {0xFF1B2026, 0xFFE4E8EC}},
    RoleRow{QPalette::WindowText, {0xFF1B2026, 0xFFE4E8EC}},
    RoleRow{QPalette::Button, {0xFFFAFBFC, 0xFF343A41}},
    RoleRow{QPalette::ButtonText, {0xFF1B2026, 0xFFE4E8EC}},
    RoleRow{QPalette::BrightText, {0xFFFFFFFF, 0xFFFFFFFF}},
    RoleRow{QPalette::PlaceholderText, {0xFF66707A, 0xFF98A2AC}},
    RoleRow{QPalette::Highlight, {0xFF1667B0, 0xFF2A74BC}},
    RoleRow{QPalette::HighlightedText, {0xFFFFFFFF, 0xFFFFFFFF}},
    RoleRow{QPalette::Link, {0xFF125A9C, 0xFF6CB4F5}},
    RoleRow{QPalette::LinkVisited, {0xFF125A9C, 0xFF6CB4F5}},
    RoleRow{QPalette::ToolTipBase, {0xFFFFFFFF, 0xFF343A41}},
    RoleRow{QPalette::ToolTipText, {0xFF1B2026, 0xFFE4E8EC}},
    RoleRow{QPalette::Light, {0xFFFFFFFF, 0xFF3A4047}},
    RoleRow{QPalette::Midlight, {0xFFE9ECEF, 0xFF2F343A}},
    RoleRow{QPalette::Mid, {0xFFBFC1C2, 0xFF53565A}},
    RoleRow{QPalette::Dark, {0xFF86898C, 0xFF15181B}},
    RoleRow{QPalette::Shadow, {0xFF5F6367, 0xFF0C0E10}},
};

QPalette ownPalette(bool dark)
{
    QPalette palette;
    for (const RoleRow &row : roles)
        palette.setColor(row.role, QColor(dark ? row.pair.dark : row.pair.light));
    const QColor text = palette.color(QPalette::Text);
    const QColor faded = mixed(text, palette.color(QPalette::Base), 0.55);
    for (const QPalette::ColorRole role :
         {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faded);
    palette.setColor(QPalette::Disabled, QPalette::Base, palette.color(QPalette::Window));
    palette.setColor(QPalette::Disabled, QPalette::Button, palette.color(QPalette::AlternateBase));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, faded);
    return palette;
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Base).lightness() < 128;
}

QColor mixed(const QColor &colour, const QColor &into, double share)
{
    const auto part = [share](int from, int to) { return qRound(from * (1 - share) + to * share); };
    return QColor(part(colour.red(), into.red()), part(colour.green(), into.green()),
                  part(colour.blue(), into.blue()));
}

QColor stateColor(State state, const QPalette &palette)
{
    const StateRow &row = rowOf(state);
    return row.colour ? row.colour->pick(palette) : secondaryText(palette);
}

QColor stateTextColor(State state, const QPalette &palette)
{
    return isTrouble(state) || state == State::Busy ? stateColor(state, palette)
                                                    : secondaryText(palette);
}

QColor stateMarkColor(const QPalette &palette)
{
    return markPair.pick(palette);
}

QColor stateBackground(State state, const QPalette &palette)
{
    return mixed(palette.color(QPalette::Active, QPalette::Base), stateColor(state, palette),
                 isDark(palette) ? 0.16 : 0.09);
}

QColor stateOutline(State state, const QPalette &palette)
{
    return mixed(palette.color(QPalette::Active, QPalette::Base), stateColor(state, palette), 0.38);
}

bool isTrouble(State state)
{
    return rowOf(state).trouble;
}

QString stateWord(State state)
{
    const char *word = rowOf(state).word;
    return *word ? QCoreApplication::translate("State", word) : QString();
}

QColor spaceColor(Space space, const QPalette &palette)
{
    switch (space) {
    case Space::Used:
        return usedPair.pick(palette);
    case Space::Children:
        return childrenPair.pick(palette);
    case Space::Other:
        return otherPair.pick(palette);
    case Space::Low:
        return warningPair.pick(palette);
    case Space::Good:
        return okPair.pick(palette);
    case Space::Busy:
        return busyPair.pick(palette);
    }
    return {};
}

QColor barGroove(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Active, QPalette::Text),
                 palette.color(QPalette::Active, QPalette::Base), isDark(palette) ? 0.82 : 0.88);
}

QColor secondaryText(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Active, QPalette::Text),
                 palette.color(QPalette::Active, QPalette::Base), 0.30);
}

QColor fieldBorder(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Active, QPalette::Text),
                 palette.color(QPalette::Active, QPalette::Base), isDark(palette) ? 0.57 : 0.47);
}

QColor hairline(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Active, QPalette::Text),
                 palette.color(QPalette::Active, QPalette::Window), isDark(palette) ? 0.80 : 0.84);
}

QColor viewFrame(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Active, QPalette::Text),
                 palette.color(QPalette::Active, QPalette::Base), 0.72);
}

QColor softSelection(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Active, QPalette::Base),
                 palette.color(QPalette::Active, QPalette::Highlight),
                 isDark(palette) ? 0.34 : 0.12);
}

QColor dangerFill(const QPalette &palette)
{
    return dangerPair.pick(palette);
}

QColor iconColor(const QPalette &palette, QPalette::ColorGroup group)
{
    const QColor text = palette.color(group, QPalette::ButtonText);
    return group == QPalette::Disabled ? text
                                       : mixed(text, palette.color(group, QPalette::Window), 0.12);
}

QPalette lightPalette()
{
    return ownPalette(false);
}

QPalette darkPalette()
{
    return ownPalette(true);
}

QFont scaledFont(const QFont &font, double factor, bool demiBold)
{
    QFont scaled(font);
    if (font.pointSizeF() > 0)
        scaled.setPointSizeF(font.pointSizeF() * factor);
    else
        scaled.setPixelSize(qMax(1, qRound(font.pixelSize() * factor)));
    if (demiBold)
        scaled.setWeight(QFont::DemiBold);
    return scaled;
}

} // namespace Cistern
