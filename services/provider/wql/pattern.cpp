// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/wql/pattern.h"

#include "services/provider/wql/lexer.h"

#include <algorithm>

namespace Cistern::Wql {

using namespace Qt::Literals::StringLiterals;

bool Pattern::Piece::takes(QChar c) const
{
    if (kind != Kind::Among)
        return true;
    const bool among = std::any_of(ranges.begin(), ranges.end(), [c](const auto &range) {
        const auto in = [&range](QChar each) {
            return each >= range.first && each <= range.second;
        };
        return in(c) || in(c.toLower()) || in(c.toUpper());
    });
    return among != negated;
}

Outcome<Pattern> Pattern::fromText(QStringView text, qsizetype at)
{
    Pattern pattern;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'%') {
            // One is as good as many.
            if (pattern.m_pieces.isEmpty() || pattern.m_pieces.last().kind != Piece::Kind::Any)
                pattern.m_pieces.append({.kind = Piece::Kind::Any, .negated = false, .ranges = {}});
            continue;
        }
        if (c == u'_') {
            pattern.m_pieces.append({.kind = Piece::Kind::One, .negated = false, .ranges = {}});
            continue;
        }
        Piece piece{.kind = Piece::Kind::Among, .negated = false, .ranges = {}};
        if (c != u'[') {
            piece.ranges.append({c, c});
            pattern.m_pieces.append(piece);
            continue;
        }
        const qsizetype end = text.indexOf(u']', i + 1);
        if (end < 0)
            return brokenAt(at, u"the pattern has no closing bracket"_s);
        QStringView set = text.sliced(i + 1, end - i - 1);
        piece.negated = set.startsWith(u'^');
        if (piece.negated)
            set = set.sliced(1);
        if (set.isEmpty())
            return brokenAt(at, u"the pattern has empty brackets"_s);
        for (qsizetype k = 0; k < set.size(); ++k) {
            const bool range = k + 2 < set.size() && set[k + 1] == u'-';
            const QChar last = range ? set[k + 2] : set[k];
            if (set[k] > last)
                return brokenAt(at, u"a range of the pattern runs backwards"_s);
            piece.ranges.append({set[k], last});
            k += range ? 2 : 0;
        }
        pattern.m_pieces.append(piece);
        i = end;
    }
    return pattern;
}

// Where a piece does not fit, the last "any text" takes one character more: at worst the length of
// the text times that of the pattern.
bool Pattern::matches(QStringView text) const
{
    qsizetype piece = 0, at = 0, any = -1, anyAt = 0;
    while (at < text.size()) {
        if (piece < m_pieces.size() && m_pieces[piece].kind == Piece::Kind::Any) {
            any = piece++;
            anyAt = at;
        } else if (piece < m_pieces.size() && m_pieces[piece].takes(text[at])) {
            ++piece;
            ++at;
        } else if (any >= 0) {
            piece = any + 1;
            at = ++anyAt;
        } else {
            return false;
        }
    }
    while (piece < m_pieces.size() && m_pieces[piece].kind == Piece::Kind::Any)
        ++piece;
    return piece == m_pieces.size();
}

} // namespace Cistern::Wql
