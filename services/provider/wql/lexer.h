// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// WQL text to words, literals and marks, each with its place. Pure function; any thread.
#pragma once

#include "services/core/outcome.h"

#include <QList>
#include <QString>

namespace Cistern::Wql {

inline constexpr qsizetype longestQuery = 8192; // characters
inline constexpr qsizetype mostTokens = 1024;

struct Token
{
    enum class Kind : quint8 {
        Word,    // a name or keyword
        Text,    // a quoted literal, without quotes and escapes
        Integer, // decimal or hexadecimal, with its sign
        Real,
        Path, // what stands between braces
        Mark, // , . ( ) * and the comparisons
        End,
    };
    Kind kind = Kind::End;
    QString text;
    qsizetype at = 0; // of the first character, from 0
};

// InvalidValue: code is the place (from 1), serverText says it with words.
Failure brokenAt(qsizetype at, const QString &words);

// Ends with a token of kind End.
Outcome<QList<Token>> tokensOf(QStringView query);

} // namespace Cistern::Wql
