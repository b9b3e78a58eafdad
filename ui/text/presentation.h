// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a class looks like to people: icon, name of one and of many, columns, overview; and what the
// headings of the tree and the kinds of `list` are called. One table for the window and the command
// line; a class without a row looks like its nearest base class. Constant; GUI thread for the
// translations.
#pragma once

#include "services/inventory/inventory.h"

#include <QLocale>
#include <QString>

#include <span>

namespace Cistern {

// The same class in another part.
enum class Variant : quint8 {
    Plain,
    Primordial, // made by the system itself
    Child,      // made from others of its kind, or a part of one
};

// How a field is read and written.
enum class Show : quint8 {
    Value,        // of the property: its words, or the value as it is
    Size,         // bytes
    Blocks,       // BlockSize × NumberOfBlocks
    Amount,       // in the object's AllocationUnits
    FreeAmount,   // Capacity less Reserved
    ResourceType, // of the three properties that say it
    Percent,
    Time,      // a date and time
    RoundTrip, // microseconds
    Seconds,
    // Facts that are no property: found by whoever shows the object.
    System,
    State,
    Sources,     // pools it takes space from
    ExtentCount, // component extents
    LowMark,
    MadeBy,
    PoolId, // PoolID, or the instance's id
    SourceEnd,
    TargetEnd,
    Kind,
    PipeGoal, // how often a pipe shows that it lives
    Notes,
};

struct Field
{
    const char *label; // QT_TRANSLATE_NOOP("Presentation", …); null: for programs only
    QLatin1StringView property;
    Show show = Show::Value;
    QLatin1StringView name = {}; // in JSON
};

struct FieldGroup
{
    const char *title; // likewise
    std::span<const Field> fields;
};

struct Presentation
{
    QLatin1StringView nameSpace; // empty: any
    QLatin1StringView className;
    Variant variant;
    QLatin1StringView icon; // in resources/icons
    const char *singular;   // likewise
    const char *plural;     // "%n pools"
    std::span<const Field> columns = {};
    std::span<const FieldGroup> overview = {};
};

// Never null: the last row fits all. A class without a row in that variant is looked up as Plain.
const Presentation &presentationOf(QStringView nameSpace, QStringView className,
                                   Variant variant = Variant::Plain);
// By what its properties say and where it stands in the tree.
Variant variantOf(const Inventory &inventory, const Node &node);
const Presentation &presentationOf(const Inventory &inventory, const Node &node);

QString kindText(const Presentation &presentation);             // empty for the row that fits all
QString countText(const Presentation &presentation, int count); // "3 storage pools"
QString iconName(const CimPath &path);                          // of a thing that may be gone

// A heading of the tree, by the row's name in services/inventory/shape.cpp.
QString groupTitle(QStringView group);

// The kinds that `list` knows.
struct ListSource
{
    QLatin1StringView nameSpace;
    QLatin1StringView className;
    QLatin1StringView without = {}; // a subclass that is a kind of its own
};
struct ListKind
{
    QLatin1StringView name; // "pools"
    std::span<const ListSource> sources;

    std::span<const Field> columns() const;
};
std::span<const ListKind> listKinds();

QString labelText(const Field &field);
QString titleText(const FieldGroup &group);
// Of a field that is a property of the object; null where it has none, or the fact is not its own.
CimValue fieldValue(const Field &field, const CimInstance &object);
QString fieldText(const Field &field, const CimInstance &object, const QLocale &locale = QLocale());
// The value map's words; empty where there is none.
QString codeWords(const PropertyDecl &property, const CimValue &value);
// "Processor", "Virtual Hard Disk": by what the type is called, not by its number.
QString resourceTypeText(const CimInstance &object);

} // namespace Cistern
