// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a share of the samples does not exceed: 0.5 is their median. Any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace Cistern {

inline double percentile(std::vector<double> samples, double share)
{
    if (samples.empty())
        return 0;
    const auto at = samples.begin() + std::ptrdiff_t(double(samples.size() - 1) * share);
    std::nth_element(samples.begin(), at, samples.end());
    return *at;
}

} // namespace Cistern
