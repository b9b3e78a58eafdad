// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The unit that the amounts of a resource pool are told in, "byte * 2^20" or "percent / 1000", and
// what one of it is. Value; any thread.
#pragma once

#include <QString>

#include <optional>

namespace Cistern {

struct ResourceUnit
{
    enum class Kind : quint8 { Bytes, Processors, Percent, Hertz, Count, Other };

    Kind kind = Kind::Count;
    // One unit is multiplier / divisor bytes, processors, percent, …
    quint64 multiplier = 1;
    quint64 divisor = 1;
    QString text = {}; // as told

    // Programmatic units (DSP0004 annex C) and the words that older schemas use. Percent of a
    // processor pool (ResourceType 3) counts processors: 100 percent are one.
    static ResourceUnit fromText(QStringView text, quint16 resourceType);

    // Bytes, say, of an amount: rounded down, at most 2^64-1.
    quint64 wholeOf(quint64 amount) const;
    // How many units hold this many bytes: nothing lost, or nullopt as it is no multiple.
    std::optional<quint64> amountOf(quint64 whole) const;

    bool operator==(const ResourceUnit &) const = default;
};

} // namespace Cistern
