// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Which rows of a tree a filter keeps. Pure functions of values; any thread.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <atomic>
#include <vector>

namespace Cistern {

struct FilterRow
{
    int parent = 0; // its place in the list; the root, at 0, is its own
    QString text;   // folded
};
using FilterRows = std::vector<FilterRow>;
using KeptPlaces = std::vector<bool>;

QString folded(const QString &text);
QStringList filterWords(const QString &text); // folded

// Those with all words in their text, all above them and all below. Nothing when it was cancelled.
KeptPlaces keptPlaces(const FilterRows &rows, const QStringList &words,
                      const std::atomic_bool &cancelled);

} // namespace Cistern
