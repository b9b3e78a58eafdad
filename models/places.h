// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the models do with the vectors of places that are their rows. Pure functions of values; any
// thread.
#pragma once

#include <QList>

#include <algorithm>
#include <utility>

namespace Cistern {

// More runs than these cost more, told one by one, than a new order of all.
constexpr qsizetype fewRuns = 8;

// From and to, both included.
using Run = std::pair<int, int>;

// Neighbours together; the rows are sorted here.
inline QList<Run> runsOf(QList<int> rows)
{
    std::sort(rows.begin(), rows.end());
    QList<Run> runs;
    for (const int row : std::as_const(rows)) {
        if (!runs.isEmpty() && runs.last().second + 1 >= row)
            runs.last().second = row;
        else
            runs.append({row, row});
    }
    return runs;
}

// Both are in order; fresh is the shorter one.
template<class Before>
QList<int> merged(const QList<int> &old, const QList<int> &fresh, Before before)
{
    QList<int> all(old.size() + fresh.size());
    auto to = all.begin();
    auto from = old.cbegin();
    for (const int place : fresh) {
        const auto end = std::upper_bound(from, old.cend(), place, before);
        to = std::copy(from, end, to);
        *to++ = place;
        from = end;
    }
    std::copy(from, old.cend(), to);
    return all;
}

} // namespace Cistern
