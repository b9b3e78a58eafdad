// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A CIM method as facts: parameters in the order of the schema, return codes, labels. One row here
// gives request and reply encoding, validation, editors, command lines and the provider's dispatch.
// Constant tables; pointers to them live for ever.
#pragma once

#include "services/cim/classdecl.h"

#include <span>

namespace Cistern {

enum class Dir : quint8 { In, Out, InOut };

// What a string parameter carries beside plain text.
enum class Carries : quint8 { Text, Path, Embedded };

struct ParamDecl
{
    QLatin1StringView name;
    Dir dir = Dir::In;
    CimType type = CimType::String;
    bool array = false;
    Carries carries = Carries::Text; // of a string
    QLatin1StringView refClass = {}; // class of a reference, of a path in a string, or embedded
    bool required = false;
    Unit unit = Unit::None;
    std::span<const CodeName> codes = {}; // the value map, if any
    const char *label = nullptr; // plain name, marked with QT_TRANSLATE_NOOP("Parameter", …)

    bool in() const { return dir != Dir::Out; }
    bool out() const { return dir != Dir::In; }
};

// What a return code means; the same number means different things in different methods.
enum class Meaning : quint8 {
    Done,
    JobStarted,
    NotSupported,
    Unknown,  // outcome unknown: read before offering a retry
    TimedOut, // likewise
    Failed,
    InvalidParameter,
    InUse,
    SizeNotSupported,
    AccessDenied,
    NotFound,
    UseSibling, // "use GetSupportedSizes instead" and its mirror image
    InvalidTransition,
    TimeoutNotSupported,
    Busy,
    WrongType,
    InsufficientResources,
    Exists,           // name or id is taken
    InvalidState,     // not healthy enough
    Unavailable,      // the service is stopped
    OutOfMemory,
    Reserved, // failure; never mapped to a neighbour
    Vendor,   // failure with a number only the vendor knows
};

struct CodeDecl
{
    quint32 first;
    quint32 last;
    Meaning meaning;
    const char *label; // the schema's own words, marked with QT_TRANSLATE_NOOP("Code", …)
    const char *otherReading = nullptr; // what clients in the field take the number for, where
                                        // they disagree with the documents; marked likewise
};

struct MethodDecl
{
    QLatin1StringView className; // the documented class that has it
    QLatin1StringView name;
    QLatin1StringView nameSpace;
    std::span<const ParamDecl> params;
    std::span<const CodeDecl> codes;
    bool changes = true;         // false: only asks; may be sent again
    const char *label = nullptr; // "Create or change a storage pool"

    const ParamDecl *param(QStringView name) const; // any letter case; null when undeclared
    const CodeDecl *code(quint64 code) const;       // null: not a code of this method at all
    Meaning meaning(quint64 code) const;            // Reserved for numbers no row covers
};

} // namespace Cistern
