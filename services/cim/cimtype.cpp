// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/cim/cimtype.h"

#include <array>
#include <limits>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr std::array typeNames{
    "boolean"_L1, "uint8"_L1,    "uint16"_L1,    "uint32"_L1,   "uint64"_L1, "sint8"_L1,
    "sint16"_L1,  "sint32"_L1,   "sint64"_L1,    "real32"_L1,   "real64"_L1, "char16"_L1,
    "string"_L1,  "datetime"_L1, "reference"_L1, "instance"_L1,
};

int bits(CimType type)
{
    switch (type) {
    case CimType::UInt8:
    case CimType::SInt8:
        return 8;
    case CimType::UInt16:
    case CimType::SInt16:
        return 16;
    case CimType::UInt32:
    case CimType::SInt32:
        return 32;
    default:
        return 64;
    }
}
} // namespace

QLatin1StringView cimTypeName(CimType type)
{
    return typeNames[static_cast<size_t>(type)];
}

std::optional<CimType> cimTypeFromName(QStringView name)
{
    if (name.compare("ref"_L1, Qt::CaseInsensitive) == 0)
        return CimType::Reference;
    for (size_t i = 0; i < typeNames.size(); ++i) {
        if (name.compare(typeNames[i], Qt::CaseInsensitive) == 0)
            return static_cast<CimType>(i);
    }
    return std::nullopt;
}

bool isUnsigned(CimType type)
{
    return type >= CimType::UInt8 && type <= CimType::UInt64;
}

bool isSigned(CimType type)
{
    return type >= CimType::SInt8 && type <= CimType::SInt64;
}

quint64 unsignedMaximum(CimType type)
{
    return std::numeric_limits<quint64>::max() >> (64 - bits(type));
}

qint64 signedMinimum(CimType type)
{
    return std::numeric_limits<qint64>::min() >> (64 - bits(type));
}

qint64 signedMaximum(CimType type)
{
    return std::numeric_limits<qint64>::max() >> (64 - bits(type));
}

} // namespace Cistern
