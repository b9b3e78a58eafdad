// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Which classes the console knows of a system, and which hangs under which: tables. A class is
// added to the tree here and nowhere else. Constant; any thread.
#pragma once

#include <QLatin1StringView>

#include <span>

namespace Cistern::Shape {

// A class that is read whole, with its subclasses.
struct ReadRow
{
    QLatin1StringView nameSpace;
    QLatin1StringView className;
    bool link = false;
};

// Objects that stand below a heading of their system when no row of links puts them elsewhere.
struct GroupRow
{
    QLatin1StringView name; // of the heading
    QLatin1StringView className;
};

// The far end stands below the near end of the link; the first row that fits wins. A primordial
// pool is what all comes from: only what is part of nothing else stands below it.
struct LinkRow
{
    QLatin1StringView className;
    QLatin1StringView parentRole;
    QLatin1StringView childRole;
    bool primordial = false; // of the parent
};

std::span<const ReadRow> reads();
std::span<const GroupRow> groups();
std::span<const LinkRow> links();
QLatin1StringView systemClass(); // its instance becomes that of the system's node

} // namespace Cistern::Shape
