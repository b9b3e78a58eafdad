// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A pattern of LIKE: % any text, _ one character, [a-z] one of these, [^a-z] none of these. Value;
// any thread.
#pragma once

#include "services/core/outcome.h"

#include <QList>
#include <QString>

#include <utility>

namespace Cistern::Wql {

class Pattern
{
public:
    // at is where the quoted text stands in the query, for the failure.
    static Outcome<Pattern> fromText(QStringView text, qsizetype at);

    bool matches(QStringView text) const; // the whole text, in any letter case

private:
    struct Piece
    {
        enum class Kind : quint8 { Any, One, Among };
        Kind kind = Kind::One;
        bool negated = false;
        QList<std::pair<QChar, QChar>> ranges;

        bool takes(QChar c) const;
    };
    QList<Piece> m_pieces;
};

} // namespace Cistern::Wql
