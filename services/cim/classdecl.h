// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A CIM class as facts: its properties with types, keys and labels. Constant tables in
// services/schema; whoever points at one may keep the pointer for ever.
#pragma once

#include "services/cim/cimtype.h"

#include <QLatin1StringView>

#include <span>

namespace Cistern {

enum class Unit : quint8 { None, Bytes, Percent, Seconds };

// One value of a value map: "2 Enabled". first == last for a single value.
struct CodeName
{
    quint32 first;
    quint32 last;
    const char *label; // marked with QT_TRANSLATE_NOOP("Code", …)
};

struct PropertyDecl
{
    QLatin1StringView name;
    CimType type = CimType::String;
    bool array = false;
    bool key = false;
    bool writable = false;
    Unit unit = Unit::None;
    QLatin1StringView refClass = {};      // of a reference
    std::span<const CodeName> codes = {}; // the value map, if any
    const char *label = nullptr; // plain name, marked with QT_TRANSLATE_NOOP("Property", …)
};

struct ClassDecl
{
    QLatin1StringView name;
    QLatin1StringView superclass = {};                 // the nearest; its chain is in ancestors
    QLatin1StringView nameSpace;                       // "Root/CIMv2/Storage/iScsiTarget"
    std::span<const QLatin1StringView> ancestors = {}; // superclass first, up to CIM_ManagedElement
    std::span<const PropertyDecl> properties;          // inherited ones too
    bool abstract = false;
    bool association = false;

    int indexOf(QStringView property) const; // any letter case; -1 when undeclared
    bool isA(QStringView className) const;   // itself or a subclass of it
};

} // namespace Cistern
