// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/units.h"

#include <QCoreApplication>
#include <QVarLengthArray>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace Cistern {

namespace {

constexpr quint64 maximum = std::numeric_limits<quint64>::max();

// Index is the power of 1024.
constexpr std::array binaryUnits{
    QT_TRANSLATE_NOOP("Units", "B"),   QT_TRANSLATE_NOOP("Units", "KiB"),
    QT_TRANSLATE_NOOP("Units", "MiB"), QT_TRANSLATE_NOOP("Units", "GiB"),
    QT_TRANSLATE_NOOP("Units", "TiB"), QT_TRANSLATE_NOOP("Units", "PiB"),
    QT_TRANSLATE_NOOP("Units", "EiB"),
};

QString tr(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("Units", text, comment);
}

QString plainNumber(quint64 number, QLocale locale)
{
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(number);
}

// whole and the digits after the point, trailing zeros dropped.
QString decimalText(quint64 whole, QVarLengthArray<quint64> digits, const QLocale &locale)
{
    while (!digits.isEmpty() && digits.last() == 0)
        digits.removeLast();
    QString text = plainNumber(whole, locale);
    if (!digits.isEmpty())
        text += locale.decimalPoint();
    for (const quint64 digit : digits)
        text += plainNumber(digit, locale);
    return text;
}

// At most count decimal digits of rest / 2^shift; rest < 2^60, so ten times it fits.
QVarLengthArray<quint64> fractionDigits(quint64 &rest, int shift, int count)
{
    QVarLengthArray<quint64> digits;
    const quint64 mask = (quint64(1) << shift) - 1;
    for (int i = 0; i < count; ++i) {
        rest *= 10;
        digits.append(rest >> shift);
        rest &= mask;
    }
    return digits;
}

QString withUnit(const QString &number, qsizetype power)
{
    return tr("%1 %2", "number and unit").arg(number, tr(binaryUnits[size_t(power)]));
}

struct UnitName
{
    QLatin1StringView name; // lower case
    quint64 base;
    int power;
};

constexpr UnitName unitNames[] = {
    {""_L1, 1, 0},       {"b"_L1, 1, 0},      {"byte"_L1, 1, 0},   {"bytes"_L1, 1, 0},
    {"kb"_L1, 1000, 1},  {"mb"_L1, 1000, 2},  {"gb"_L1, 1000, 3},  {"tb"_L1, 1000, 4},
    {"pb"_L1, 1000, 5},  {"eb"_L1, 1000, 6},  {"kib"_L1, 1024, 1}, {"mib"_L1, 1024, 2},
    {"gib"_L1, 1024, 3}, {"tib"_L1, 1024, 4}, {"pib"_L1, 1024, 5}, {"eib"_L1, 1024, 6},
    {"k"_L1, 1024, 1},   {"m"_L1, 1024, 2},   {"g"_L1, 1024, 3},   {"t"_L1, 1024, 4},
    {"p"_L1, 1024, 5},   {"e"_L1, 1024, 6},
};

std::optional<UnitName> findUnit(const QString &text)
{
    for (const UnitName &unit : unitNames) {
        if (text.compare(unit.name, Qt::CaseInsensitive) == 0)
            return unit;
    }
    for (size_t power = 0; power < binaryUnits.size(); ++power) {
        if (text.compare(tr(binaryUnits[power]), Qt::CaseInsensitive) == 0)
            return UnitName{""_L1, 1024, int(power)};
    }
    return std::nullopt;
}

bool isBlank(QChar c)
{
    return c.isSpace();
}

// -1: not a digit that this locale writes.
int digitValue(QChar c, const QLocale &locale)
{
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0';
    const QString zero = locale.zeroDigit();
    if (zero.size() != 1)
        return -1;
    const int value = c.unicode() - zero.at(0).unicode();
    return value >= 0 && value <= 9 ? value : -1;
}

bool isGroupSeparator(QChar c, const QLocale &locale)
{
    const QString separator = locale.groupSeparator();
    if (separator.size() != 1)
        return false;
    // Where thousands are parted by some kind of space, people type the one on the keyboard.
    return c == separator.at(0) || (isBlank(separator.at(0)) && isBlank(c));
}

// Reads the number at the beginning of a text: its whole part as digits, its fraction as digits.
class NumberReader
{
public:
    NumberReader(const QString &text, const QLocale &locale) : m_text(text), m_locale(locale) {}

    QVarLengthArray<int, 64> whole;
    QVarLengthArray<int, 64> fraction;

    ParsedSize read(qsizetype &at)
    {
        const qsizetype begin = at;
        readDigits(at, whole);
        while (at < m_text.size() && groupFollows(at) && (at - begin <= 3 || m_grouped)) {
            m_grouped = true;
            ++at;
            readDigits(at, whole);
        }
        if (at < m_text.size() && isPoint(m_text.at(at))) {
            const qsizetype point = at++;
            readDigits(at, fraction);
            if (fraction.isEmpty())
                return {0, SizeProblem::NotANumber, point};
        }
        if (whole.isEmpty() && fraction.isEmpty())
            return {0, SizeProblem::NotANumber, begin};
        if (at < m_text.size() && (isPoint(m_text.at(at)) || isMark(m_text.at(at))))
            return {0, SizeProblem::BadSeparator, at};
        return {};
    }

private:
    void readDigits(qsizetype &at, QVarLengthArray<int, 64> &digits)
    {
        for (; at < m_text.size(); ++at) {
            const int value = digitValue(m_text.at(at), m_locale);
            if (value < 0)
                return;
            digits.append(value);
        }
    }

    // A separator with exactly three digits behind it; anything else isn't grouping.
    bool groupFollows(qsizetype at) const
    {
        if (!isGroupSeparator(m_text.at(at), m_locale))
            return false;
        qsizetype digits = 0;
        for (qsizetype i = at + 1; i < m_text.size() && digitValue(m_text.at(i), m_locale) >= 0;
             ++i)
            ++digits;
        return digits == 3;
    }

    bool isPoint(QChar c) const { return c == u'.' || m_locale.decimalPoint() == c; }
    bool isMark(QChar c) const { return c == u',' || c == u'\'' || c == u'’' || c == u'٬'; }

    const QString &m_text;
    const QLocale &m_locale;
    bool m_grouped = false;
};

// value * factor + carry; false when that is above 2^64-1.
bool multiplyAdd(quint64 &value, quint64 factor, quint64 carry)
{
    if (value > (maximum - carry) / factor)
        return false;
    value = value * factor + carry;
    return true;
}

// Multiplies 0.d1d2d3… by base and gives the whole part that comes out at the front.
quint64 shiftOut(QVarLengthArray<int, 64> &digits, quint64 base)
{
    quint64 carry = 0;
    for (qsizetype i = digits.size() - 1; i >= 0; --i) {
        const quint64 product = quint64(digits[i]) * base + carry;
        digits[i] = int(product % 10);
        carry = product / 10;
    }
    return carry;
}

} // namespace

QString formatSize(quint64 bytes, const QLocale &locale)
{
    int power = 0;
    while (power < 6 && (bytes >> (10 * (power + 1))) > 0)
        ++power;
    const int shift = 10 * power;
    const quint64 whole = bytes >> shift;
    quint64 rest = bytes & ((quint64(1) << shift) - 1);
    const int digits = whole < 10 ? 2 : whole < 100 ? 1 : 0;
    return withUnit(decimalText(whole, fractionDigits(rest, shift, digits), locale), power);
}

QString formatExact(quint64 bytes, const QLocale &locale)
{
    if (bytes == 1)
        return tr("1 byte");
    return tr("%1 bytes", "an exact size").arg(locale.toString(bytes));
}

QString formatEditable(quint64 bytes, const QLocale &locale)
{
    for (int power = 6; power > 0; --power) {
        const int shift = 10 * power;
        const quint64 whole = bytes >> shift;
        if (whole == 0)
            continue;
        quint64 rest = bytes & ((quint64(1) << shift) - 1);
        const auto digits = fractionDigits(rest, shift, 2);
        if (rest == 0)
            return withUnit(decimalText(whole, digits, locale), power);
    }
    return withUnit(plainNumber(bytes, locale), 0);
}

ParsedSize parseSize(const QString &text, const QLocale &locale)
{
    qsizetype at = 0;
    while (at < text.size() && isBlank(text.at(at)))
        ++at;
    if (at == text.size())
        return {0, SizeProblem::Empty, at};
    const QChar first = text.at(at);
    if (first == u'-' || first == u'−')
        return {0, SizeProblem::Negative, at};
    if (first == u'0' && at + 1 < text.size() && text.at(at + 1).toLower() == u'x')
        return {0, SizeProblem::Hexadecimal, at};

    NumberReader number(text, locale);
    const qsizetype begin = at;
    if (const ParsedSize problem = number.read(at); !problem.ok())
        return problem;

    // "1e30" is an exponent, "1 EB" a unit.
    if (at + 1 < text.size() && text.at(at).toLower() == u'e'
        && (digitValue(text.at(at + 1), locale) >= 0 || text.at(at + 1) == u'+'
            || text.at(at + 1) == u'-'))
        return {0, SizeProblem::Exponent, at};
    while (at < text.size() && isBlank(text.at(at)))
        ++at;
    const std::optional<UnitName> unit = findUnit(text.mid(at).trimmed());
    if (!unit)
        return {0, SizeProblem::UnknownUnit, at};

    quint64 bytes = 0;
    for (const int digit : std::as_const(number.whole)) {
        if (!multiplyAdd(bytes, 10, quint64(digit)))
            return {0, SizeProblem::TooLarge, begin};
    }
    for (int i = 0; i < unit->power; ++i) {
        if (!multiplyAdd(bytes, unit->base, shiftOut(number.fraction, unit->base)))
            return {0, SizeProblem::TooLarge, begin};
    }
    const bool whole = std::all_of(number.fraction.cbegin(), number.fraction.cend(),
                                   [](int digit) { return digit == 0; });
    if (!whole)
        return {0, SizeProblem::FractionOfByte, begin};
    return {bytes, SizeProblem::None, 0};
}

QString sizeProblemText(SizeProblem problem, const QLocale &locale)
{
    switch (problem) {
    case SizeProblem::None:
        return {};
    case SizeProblem::Empty:
        return tr("Enter a size, for example %1.").arg(formatEditable(quint64(3) << 39, locale));
    case SizeProblem::Negative:
        return tr("A size can't be negative.");
    case SizeProblem::Exponent:
        return tr("Write the number without an exponent, for example %1.")
            .arg(formatEditable(quint64(3) << 39, locale));
    case SizeProblem::Hexadecimal:
        return tr("Write the number in decimal digits.");
    case SizeProblem::FractionOfByte:
        return tr("This isn't a whole number of bytes.");
    case SizeProblem::TooLarge:
        return tr("The largest size is %1.").arg(formatExact(maximum, locale));
    case SizeProblem::BadSeparator:
        return tr("Use %1 before the decimals, for example %2.")
            .arg(locale.decimalPoint(), formatEditable(quint64(3) << 39, locale));
    case SizeProblem::UnknownUnit:
        return tr("Use a unit such as B, MiB, GiB, TiB, MB, GB or TB.");
    case SizeProblem::NotANumber:
        return tr("This isn't a number.");
    }
    return {};
}

QString formatDuration(std::chrono::milliseconds duration, const QLocale &locale)
{
    const qint64 ms = std::max<qint64>(0, duration.count());
    const auto two = [&locale](const char *pattern, qint64 major, qint64 minor) {
        return tr(pattern).arg(locale.toString(major), locale.toString(minor));
    };
    if (ms < 1000)
        return tr("%1 ms").arg(locale.toString(ms));
    if (ms < 10'000) {
        const QVarLengthArray<quint64> tenth{quint64(ms / 100 % 10)};
        return tr("%1 s").arg(decimalText(quint64(ms / 1000), tenth, locale));
    }
    const qint64 seconds = ms / 1000;
    if (seconds < 60)
        return tr("%1 s").arg(locale.toString(seconds));
    if (seconds < 3600)
        return seconds % 60 == 0 ? tr("%1 min").arg(locale.toString(seconds / 60))
                                 : two("%1 min %2 s", seconds / 60, seconds % 60);
    const qint64 minutes = seconds / 60;
    if (minutes < 24 * 60)
        return minutes % 60 == 0 ? tr("%1 h").arg(locale.toString(minutes / 60))
                                 : two("%1 h %2 min", minutes / 60, minutes % 60);
    const qint64 hours = minutes / 60;
    return hours % 24 == 0 ? tr("%1 d").arg(locale.toString(hours / 24))
                           : two("%1 d %2 h", hours / 24, hours % 24);
}

QString formatRate(quint64 bytesPerSecond, const QLocale &locale)
{
    return tr("%1/s", "a size each second").arg(formatSize(bytesPerSecond, locale));
}

QString formatRoundTrip(quint64 microseconds, const QLocale &locale)
{
    if (microseconds >= 10'000)
        return formatDuration(
            std::chrono::milliseconds(qint64(std::min<quint64>(microseconds / 1000, INT64_MAX))),
            locale);
    // A tenth of a millisecond is as fine as anybody reads it.
    const quint64 tenths = microseconds == 0 ? 0 : std::max<quint64>(1, (microseconds + 50) / 100);
    const QVarLengthArray<quint64> tenth{tenths % 10};
    return tr("%1 ms").arg(decimalText(tenths / 10, tenth, locale));
}

int wholePercent(double share)
{
    if (std::isnan(share) || share <= 0)
        return 0;
    if (share >= 1)
        return 100;
    return std::min(99, int(std::lround(share * 100)));
}

int wholePercent(quint64 part, quint64 total)
{
    if (total == 0 || part == 0)
        return 0;
    if (part >= total)
        return 100;
    // Small enough to be exact, or so large that the bits dropped don't matter to a percent.
    int shift = 0;
    while ((total >> shift) > maximum / 256)
        ++shift;
    const quint64 t = total >> shift;
    const quint64 p = part >> shift;
    return int(std::min<quint64>(99, (p * 200 + t) / (t * 2)));
}

QString percentText(int percent, const QLocale &locale)
{
    return tr("%1 %2", "number and percent sign").arg(locale.toString(percent), locale.percent());
}

QString percentText(quint64 part, quint64 total, const QLocale &locale)
{
    return percentText(wholePercent(part, total), locale);
}

QString isolatedLeftToRight(const QString &text)
{
    return u'\u2066' + text + u'\u2069';
}

QString isolated(const QString &text)
{
    return u'\u2068' + text + u'\u2069';
}

} // namespace Cistern
