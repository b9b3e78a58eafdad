// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The choices of one run, all of them of its seed. Value.
#pragma once

#include <QtGlobal>

#include <random>

namespace Cistern {

class Luck
{
public:
    explicit Luck(quint64 seed) : m_engine(seed) {}

    int below(int limit) { return int(m_engine() % quint64(limit)); }
    int between(int least, int most) { return least + below(most - least + 1); }
    bool inHundred(int chances) { return below(100) < chances; }
    template<class List>
    auto oneOf(const List &list)
    {
        return list[below(int(list.size()))];
    }

private:
    std::mt19937_64 m_engine; // the same everywhere, unlike the distributions of the library
};

} // namespace Cistern
