// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/resourceunit.h"

#include <QtNumeric>

#include <limits>
#include <numeric>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
using Kind = ResourceUnit::Kind;

struct BaseUnit
{
    QLatin1StringView name; // lower case
    Kind kind;
    quint64 multiplier;
};

constexpr quint64 kib = 1024;
constexpr quint64 mib = kib * 1024;
constexpr quint64 gib = mib * 1024;

constexpr BaseUnit baseUnits[] = {
    {"byte"_L1, Kind::Bytes, 1},           {"bytes"_L1, Kind::Bytes, 1},
    {"kilobyte"_L1, Kind::Bytes, kib},     {"kilobytes"_L1, Kind::Bytes, kib},
    {"megabyte"_L1, Kind::Bytes, mib},     {"megabytes"_L1, Kind::Bytes, mib},
    {"gigabyte"_L1, Kind::Bytes, gib},     {"gigabytes"_L1, Kind::Bytes, gib},
    {"kb"_L1, Kind::Bytes, kib},           {"mb"_L1, Kind::Bytes, mib},
    {"gb"_L1, Kind::Bytes, gib},           {"percent"_L1, Kind::Percent, 1},
    {"hertz"_L1, Kind::Hertz, 1},          {"mhz"_L1, Kind::Hertz, 1000000},
    {"count"_L1, Kind::Count, 1},          {""_L1, Kind::Count, 1},
    {"processor"_L1, Kind::Processors, 1},
};

// "1000", "2^20", "10^+6"; nothing when it is none or too large for 64 bits.
std::optional<quint64> factor(QStringView text)
{
    const qsizetype caret = text.indexOf(u'^');
    bool ok = false;
    const quint64 base = text.left(caret < 0 ? text.size() : caret).toULongLong(&ok);
    if (!ok || base == 0)
        return std::nullopt;
    if (caret < 0)
        return base;
    const uint exponent = text.mid(caret + 1).toUInt(&ok);
    if (!ok || exponent > 63)
        return std::nullopt;
    quint64 power = 1;
    for (uint i = 0; i < exponent; ++i) {
        if (qMulOverflow(power, base, &power))
            return std::nullopt;
    }
    return power;
}
} // namespace

ResourceUnit ResourceUnit::fromText(QStringView text, quint16 resourceType)
{
    ResourceUnit unit{.text = text.trimmed().toString()};
    const ResourceUnit unknown{.kind = Kind::Other, .text = unit.text};
    QString compact = unit.text.toLower();
    compact.remove(u' ');
    qsizetype at = 0;
    while (at < compact.size() && compact.at(at) != u'*' && compact.at(at) != u'/')
        ++at;
    // "count(normalized I/O)" is a count of something that nobody can convert.
    const QStringView base = QStringView(compact).left(at);
    const BaseUnit *found = nullptr;
    for (const BaseUnit &row : baseUnits) {
        if (base == row.name)
            found = &row;
    }
    if (!found)
        return unknown;
    unit.kind = found->kind;
    unit.multiplier = found->multiplier;
    while (at < compact.size()) {
        const bool divides = compact.at(at) == u'/';
        qsizetype end = ++at;
        while (end < compact.size() && compact.at(end) != u'*' && compact.at(end) != u'/')
            ++end;
        const auto by = factor(QStringView(compact).mid(at, end - at));
        quint64 &side = divides ? unit.divisor : unit.multiplier;
        if (!by || qMulOverflow(side, *by, &side))
            return unknown;
        at = end;
    }
    constexpr quint16 processor = 3;
    if (unit.kind == Kind::Percent && resourceType == processor) {
        unit.kind = Kind::Processors;
        if (qMulOverflow(unit.divisor, quint64(100), &unit.divisor))
            return unknown;
    }
    const quint64 common = std::gcd(unit.multiplier, unit.divisor);
    unit.multiplier /= common;
    unit.divisor /= common;
    return unit;
}

quint64 ResourceUnit::wholeOf(quint64 amount) const
{
    constexpr quint64 most = std::numeric_limits<quint64>::max();
    quint64 whole = 0;
    quint64 rest = 0;
    if (qMulOverflow(amount / divisor, multiplier, &whole)
        || qMulOverflow(amount % divisor, multiplier, &rest)
        || qAddOverflow(whole, rest / divisor, &whole))
        return most;
    return whole;
}

std::optional<quint64> ResourceUnit::amountOf(quint64 whole) const
{
    if (whole % multiplier != 0)
        return std::nullopt;
    quint64 amount = 0;
    if (qMulOverflow(whole / multiplier, divisor, &amount))
        return std::nullopt;
    return amount;
}

} // namespace Cistern
