// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/treefilter.h"

#include <algorithm>

namespace Cistern {

QString folded(const QString &text)
{
    return text.toCaseFolded();
}

QStringList filterWords(const QString &text)
{
    return folded(text).simplified().split(QChar::Space, Qt::SkipEmptyParts);
}

KeptPlaces keptPlaces(const FilterRows &rows, const QStringList &words,
                      const std::atomic_bool &cancelled)
{
    enum : char { Unknown, Hit, Below, Neither };
    constexpr int chunk = 4096; // between two looks whether the question still stands
    const int count = int(rows.size());
    std::vector<char> states(rows.size(), Unknown);
    KeptPlaces kept(rows.size(), false);
    states[0] = Neither;
    kept[0] = true;
    for (int i = 1; i < count; ++i) {
        if (i % chunk == 0 && cancelled)
            return {};
        const QString &text = rows[size_t(i)].text;
        if (!std::all_of(words.begin(), words.end(),
                         [&text](const QString &word) { return text.contains(word); }))
            continue;
        states[size_t(i)] = Hit;
        for (int above = i; !kept[size_t(above)]; above = rows[size_t(above)].parent)
            kept[size_t(above)] = true;
    }
    std::vector<int> way;
    for (int i = 1; i < count; ++i) {
        if (i % chunk == 0 && cancelled)
            return {};
        way.clear();
        int above = i;
        for (; states[size_t(above)] == Unknown; above = rows[size_t(above)].parent)
            way.push_back(above);
        const char state = states[size_t(above)] == Neither ? Neither : Below;
        for (const int place : way) {
            states[size_t(place)] = state;
            if (state == Below)
                kept[size_t(place)] = true;
        }
    }
    return kept;
}

} // namespace Cistern
