// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is wrong, or odd, about a name as it is typed. Pure functions of values; GUI thread for
// tr().
#pragma once

#include "models/roles.h"

#include <QString>
#include <QStringList>

namespace Cistern {

inline constexpr int longestName = 256; // UTF-16 units, SP.R14

struct NameProblem
{
    QString text;
    State state = State::None; // Error refuses the name, Warning lets it pass

    bool refuses() const { return state == State::Error; }
};

// others: names that are taken already; compared in normalised form and any letter case.
NameProblem nameProblem(const QString &name, bool mayBeEmpty, const QStringList &others);

// Characters that are not seen or turn the text around are shown as "U+202E".
QString visibleName(const QString &name);

} // namespace Cistern
