// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The CIM types (DSP0004 section 5.2.2) and their names as declarations and CIM-XML spell them.
#pragma once

#include <QLatin1StringView>
#include <QString>

#include <optional>

namespace Cistern {

enum class CimType : quint8 {
    Boolean,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    SInt8,
    SInt16,
    SInt32,
    SInt64,
    Real32,
    Real64,
    Char16,
    String,
    DateTime,
    Reference,
    Instance, // an embedded object declared as such; one declared as string is a String
};

QLatin1StringView cimTypeName(CimType type);
std::optional<CimType> cimTypeFromName(QStringView name); // any letter case

bool isUnsigned(CimType type);
bool isSigned(CimType type);
inline bool isInteger(CimType type)
{
    return isUnsigned(type) || isSigned(type);
}
inline bool isReal(CimType type)
{
    return type == CimType::Real32 || type == CimType::Real64;
}
quint64 unsignedMaximum(CimType type);
qint64 signedMinimum(CimType type);
qint64 signedMaximum(CimType type);

} // namespace Cistern
