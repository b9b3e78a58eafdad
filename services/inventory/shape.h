// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Which classes the console knows of a system, and which hangs under which: tables. A class is
// added to the tree here and nowhere else. Constant; any thread.
#pragma once

#include <QLatin1StringView>
#include <QList>

#include <span>

namespace Cistern {
struct EventInterest;
}

namespace Cistern::Shape {

// A class that is read whole, with its subclasses.
struct ReadRow
{
    QLatin1StringView nameSpace;
    QLatin1StringView className;
    bool link = false;
};

// Objects that stand below a heading of their system when no row of links puts them elsewhere; the
// first row that fits wins. What no row names, or one without a heading, is known but in no tree.
struct GroupRow
{
    QLatin1StringView name; // of the heading
    QLatin1StringView nameSpace;
    QLatin1StringView className;
};

// The far end stands below the near end of the link; the first row that fits wins.
struct LinkRow
{
    QLatin1StringView nameSpace;
    QLatin1StringView className;
    QLatin1StringView parentRole;
    QLatin1StringView childRole;
    bool primordial = false; // of the parent
};

// A computer system that may describe the node of the whole system; the first row that finds one
// wins. Of several of one class it is the one that hosts a service.
struct SystemRow
{
    QLatin1StringView nameSpace;
    QLatin1StringView className;
};

// A class, with its subclasses, whose changes are worth being told of.
struct WatchRow
{
    QLatin1StringView nameSpace;
    QLatin1StringView className;
};

std::span<const ReadRow> reads();
std::span<const GroupRow> groups();
std::span<const LinkRow> links();
std::span<const SystemRow> systems();
std::span<const WatchRow> watches();
// The queries for events of these, one a namespace.
QList<EventInterest> interests();

} // namespace Cistern::Shape
