// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/amounts.h"

#include "ui/text/units.h"

#include <QCoreApplication>
#include <QtNumeric>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace Cistern {

namespace {
using Kind = ResourceUnit::Kind;

QString tr(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("Amounts", text, comment);
}

QString grouped(quint64 number, const QLocale &locale)
{
    return locale.toString(number);
}

// amount * multiplier / divisor with up to count decimals, rounded down; exact tells whether
// nothing was cut off.
QString decimals(quint64 amount, const ResourceUnit &unit, int count, QLocale locale,
                 bool *exact = nullptr)
{
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    QString text = locale.toString(unit.wholeOf(amount));
    // multiplier is 1 wherever divisor is not, but for units nobody has seen yet.
    quint64 rest = unit.multiplier == 1 ? amount % unit.divisor : 0;
    QString digits;
    for (int i = 0; i < count && rest > 0; ++i) {
        quint64 shifted = 0;
        if (qMulOverflow(rest, quint64(10), &shifted))
            break;
        digits += locale.toString(shifted / unit.divisor);
        rest = shifted % unit.divisor;
    }
    const QString zero = locale.zeroDigit();
    while (digits.endsWith(zero))
        digits.chop(1);
    if (exact)
        *exact = rest == 0;
    return digits.isEmpty() ? text : text + locale.decimalPoint() + digits;
}

QString withWords(const QString &number, const ResourceUnit &unit, bool one)
{
    switch (unit.kind) {
    case Kind::Processors:
        return one ? tr("1 processor") : tr("%1 processors").arg(number);
    case Kind::Percent:
        return tr("%1 %", "number and percent sign").arg(number);
    case Kind::Hertz:
        return tr("%1 Hz").arg(number);
    case Kind::Other:
        return tr("%1 × %2", "a number of units that have no plain name").arg(number, unit.text);
    case Kind::Bytes:
    case Kind::Count:
        break;
    }
    return number;
}

int digitOf(QChar c, const QLocale &locale)
{
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0';
    const QString zero = locale.zeroDigit();
    const int value = zero.size() == 1 ? c.unicode() - zero.at(0).unicode() : -1;
    return value >= 0 && value <= 9 ? value : -1;
}

// A point is known everywhere but where it groups digits. Separators of groups are not read: "1,5"
// would become 15 wherever the comma is one.
bool isPoint(QChar c, const QLocale &locale)
{
    return locale.decimalPoint() == c || (c == u'.' && locale.groupSeparator() != c);
}

QString tooLarge()
{
    return tr("This is more than any system can count.");
}

// A decimal number of processors, percent or things; words of the unit behind it are let pass.
ParsedAmount parseNumber(const QString &text, const ResourceUnit &unit, const QLocale &locale)
{
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(u'-') || trimmed.startsWith(u'−'))
        return {.problem = tr("An amount can't be negative.")};
    quint64 whole = 0;
    quint64 fraction = 0;
    quint64 scale = 1;
    bool point = false;
    bool any = false;
    qsizetype at = 0;
    for (; at < trimmed.size(); ++at) {
        const QChar c = trimmed.at(at);
        const int digit = digitOf(c, locale);
        if (digit >= 0) {
            quint64 &part = point ? fraction : whole;
            if (qMulOverflow(part, quint64(10), &part) || qAddOverflow(part, quint64(digit), &part)
                || (point && qMulOverflow(scale, quint64(10), &scale)))
                return {.problem = tooLarge()};
            any = true;
        } else if (!point && isPoint(c, locale)) {
            point = true;
        } else {
            break;
        }
    }
    const QString words = trimmed.mid(at).trimmed().toLower();
    const QStringList known{
        QString(),       u"%"_s,           locale.percent(), unit.text.toLower(),
        tr("processor"), tr("processors"), u"cpu"_s,         u"cpus"_s,
        u"hz"_s};
    if (!any || !known.contains(words))
        return {.problem = unit.kind == Kind::Processors
                    ? tr("Enter a number of processors, for example %1.").arg(locale.toString(1.5))
                    : tr("Enter a number.")};
    quint64 amount = 0;
    if (qMulOverflow(whole, unit.divisor, &amount) || amount % unit.multiplier != 0)
        return {.problem = amount == 0 ? tooLarge() : tr("This isn't a whole number of units.")};
    quint64 rest = 0;
    if (qMulOverflow(fraction, unit.divisor, &rest))
        return {.problem = tr("Use fewer decimals.")};
    if (rest % scale != 0)
        return {.problem = unit.divisor == 1 ? tr("Enter a whole number.")
                                             : tr("Use fewer decimals.")};
    if (qAddOverflow(amount / unit.multiplier, rest / scale / unit.multiplier, &amount))
        return {.problem = tooLarge()};
    return {.amount = amount};
}
} // namespace

QString formatAmount(quint64 amount, const ResourceUnit &unit, const QLocale &locale)
{
    if (unit.kind == Kind::Bytes)
        return formatSize(unit.wholeOf(amount), locale);
    if (unit.kind == Kind::Count || unit.kind == Kind::Other)
        return withWords(grouped(amount, locale), unit, amount == 1);
    return withWords(decimals(amount, unit, 2, locale), unit, amount == unit.divisor);
}

QString formatAmountExact(quint64 amount, const ResourceUnit &unit, const QLocale &locale)
{
    if (unit.text.isEmpty())
        return grouped(amount, locale);
    return tr("%1 × %2", "a number of units that have no plain name")
        .arg(grouped(amount, locale), unit.text);
}

QString formatEditableAmount(quint64 amount, const ResourceUnit &unit, const QLocale &locale)
{
    if (amount == 0)
        return locale.toString(0);
    if (unit.kind == Kind::Bytes)
        return formatEditable(unit.wholeOf(amount), locale);
    if (unit.kind == Kind::Count || unit.kind == Kind::Other) {
        QLocale plain = locale;
        plain.setNumberOptions(QLocale::OmitGroupSeparator);
        return plain.toString(amount);
    }
    return decimals(amount, unit, 18, locale);
}

ParsedAmount parseAmount(const QString &text, const ResourceUnit &unit, const QLocale &locale)
{
    if (unit.kind != Kind::Bytes)
        return parseNumber(text, unit, locale);
    const ParsedSize size = parseSize(text, locale);
    if (!size.ok())
        return {.problem = sizeProblemText(size.problem, locale)};
    if (const auto amount = unit.amountOf(size.bytes))
        return {.amount = *amount};
    return {.problem = tr("Amounts go in steps of %1; add a unit, for example %2.")
                           .arg(formatEditable(unit.wholeOf(1), locale),
                                formatEditable(quint64(4) << 30, locale))};
}

QString resourceTypeLabel(const ResourceTypeRow &row)
{
    return QCoreApplication::translate("ResourceType", row.label);
}

QString resourceTypeName(const ResourceType &type)
{
    if (const ResourceTypeRow *row = resourceTypeRow(type))
        return resourceTypeLabel(*row);
    const QString words = type.text().section(u':', -1);
    return words.isEmpty() ? tr("Type %1").arg(type.number) : words;
}

} // namespace Cistern
