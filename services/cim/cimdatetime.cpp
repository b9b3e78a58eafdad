// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/cim/cimdatetime.h"

#include <QRegularExpression>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qint64 second = 1'000'000;
constexpr qint64 day = 86'400 * second;
// Eight digits of days are the most an interval can say.
constexpr qint64 longest = 100'000'000 * day - 1;

std::optional<qint64> digits(QStringView text)
{
    qint64 number = 0;
    for (const QChar c : text) {
        // QChar::isDigit would take the digits of other scripts too.
        if (c < u'0' || c > u'9')
            return std::nullopt;
        number = number * 10 + (c.unicode() - u'0');
    }
    return number;
}

// Fraction digits as microseconds; what is beyond the sixth is cut.
qint64 fraction(QStringView text)
{
    qint64 micros = 0;
    for (qsizetype i = 0; i < 6; ++i)
        micros = micros * 10 + (i < text.size() ? text[i].unicode() - u'0' : 0);
    return micros;
}

// Of a valid date; the calendar classes are for people, and slow where thousands of times come.
qint64 microsecondsAt(QDate date, qint64 ofDay)
{
    constexpr qint64 epoch = 2'440'588; // 1970 as a Julian day
    return (date.toJulianDay() - epoch) * day + ofDay;
}

// Date and time of day, in UTC.
struct Moment
{
    QDate date;
    qint64 ofDay; // microseconds

    explicit Moment(qint64 microseconds)
    {
        const qint64 days = microseconds / day - (microseconds % day < 0 ? 1 : 0);
        date = QDate(1970, 1, 1).addDays(days);
        ofDay = microseconds - days * day;
    }
};

// Appends the number with at least so many digits.
void append(QString &text, qint64 number, int width)
{
    char16_t signs[20];
    int count = 0;
    for (; number > 0 || count < width; number /= 10)
        signs[count++] = char16_t(u'0' + number % 10);
    while (count > 0)
        text += QChar(signs[--count]);
}

// As ISO 8601 with separators, as CIM without.
void append(QString &text, const Moment &moment, bool separated)
{
    const auto part = [&](qint64 number, int width, char16_t separator) {
        append(text, number, width);
        if (separated && separator)
            text += QChar(separator);
    };
    part(moment.date.year(), 4, u'-');
    part(moment.date.month(), 2, u'-');
    part(moment.date.day(), 2, u'T');
    const qint64 seconds = moment.ofDay / second;
    part(seconds / 3600, 2, u':');
    part(seconds / 60 % 60, 2, u':');
    part(seconds % 60, 2, 0);
    text += u'.';
    append(text, moment.ofDay % second, 6);
}

// "hh:mm:ss" as seconds; nothing for anything else.
std::optional<qint64> secondsOf(QStringView text)
{
    const auto hours = digits(text.first(2)), minutes = digits(text.sliced(3, 2)),
               seconds = digits(text.sliced(6, 2));
    if (text[2] != u':' || text[5] != u':' || !hours || !minutes || !seconds || *hours > 23
        || *minutes > 59 || *seconds > 59)
        return std::nullopt;
    return (*hours * 60 + *minutes) * 60 + *seconds;
}

// "Z", "+hh:mm", "-hh:mm" or nothing, in minutes.
std::optional<qint64> zoneOf(QStringView text)
{
    if (text.isEmpty() || text == u"Z")
        return 0;
    if (text.size() != 6 || (text[0] != u'+' && text[0] != u'-') || text[3] != u':')
        return std::nullopt;
    const auto hours = digits(text.sliced(1, 2)), minutes = digits(text.sliced(4, 2));
    if (!hours || !minutes || *hours * 60 + *minutes > 840)
        return std::nullopt;
    return (text[0] == u'-' ? -1 : 1) * (*hours * 60 + *minutes);
}

bool onlyDigitsAndStars(QStringView text)
{
    for (const QChar c : text) {
        if (c != u'*' && (c < u'0' || c > u'9'))
            return false;
    }
    return true;
}
} // namespace

CimDateTime CimDateTime::at(const QDateTime &time)
{
    CimDateTime value;
    value.m_interval = false;
    value.m_microseconds = time.toMSecsSinceEpoch() * 1000;
    return value;
}

CimDateTime CimDateTime::lasting(std::chrono::microseconds interval)
{
    CimDateTime value;
    value.m_microseconds = qBound(qint64(0), qint64(interval.count()), longest);
    return value;
}

std::optional<CimDateTime> CimDateTime::fromCimText(QStringView text)
{
    if (text.size() != 25 || text[14] != u'.' || !onlyDigitsAndStars(text.first(14))
        || !onlyDigitsAndStars(text.sliced(15, 6)))
        return std::nullopt;
    CimDateTime value;
    value.m_interval = text[21] == u':';
    if (value.m_interval ? text.sliced(22) != u"000"
                         : (text[21] != u'+' && text[21] != u'-') || !digits(text.sliced(22)))
        return std::nullopt;
    if (text.contains(u'*')) {
        value.m_wild = true;
        value.m_wildText = text.toString();
        return value;
    }
    const auto field = [text](qsizetype at, qsizetype length) {
        return *digits(text.sliced(at, length));
    };
    const qint64 micros = field(15, 6);
    const qint64 hours = field(8, 2), minutes = field(10, 2), seconds = field(12, 2);
    if (hours > 23 || minutes > 59 || seconds > 59)
        return std::nullopt;
    const qint64 ofDay = ((hours * 60 + minutes) * 60 + seconds) * second + micros;
    if (value.m_interval) {
        value.m_microseconds = field(0, 8) * day + ofDay;
        return value;
    }
    const QDate date(int(field(0, 4)), int(field(4, 2)), int(field(6, 2)));
    const qint64 offset = field(22, 3);
    if (!date.isValid() || offset > 840)
        return std::nullopt;
    value.m_offset = qint16(text[21] == u'-' ? -offset : offset);
    value.m_microseconds = microsecondsAt(date, ofDay) - value.m_offset * 60 * second;
    return value;
}

std::optional<CimDateTime> CimDateTime::fromWireText(QStringView text)
{
    if (text.size() == 25 && text[14] == u'.')
        return fromCimText(text);
    static const QRegularExpression duration(
        u"^P(?:([0-9]{1,8})D)?(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,8})M)?(?:([0-9]{1,9})(?:\\.([0-9]{1,9}))?S)?)?$"_s);
    if (text.startsWith(u'P')) {
        const auto match = duration.match(text);
        // One server writes an interval of zero with no part at all.
        if (!match.hasMatch() || (text.size() < 3 && text != u"P") || text.endsWith(u'T'))
            return std::nullopt;
        const auto part = [&match](int i) { return digits(match.capturedView(i)).value_or(0); };
        const qint64 micros = part(1) * day + ((part(2) * 60 + part(3)) * 60 + part(4)) * second
            + fraction(match.capturedView(5));
        if (micros > longest)
            return std::nullopt;
        return lasting(std::chrono::microseconds(micros));
    }
    // "yyyy-mm-ddThh:mm:ss", then maybe a fraction and a zone
    if (text.size() < 19 || text[4] != u'-' || text[7] != u'-' || text[10] != u'T')
        return std::nullopt;
    const auto year = digits(text.first(4)), month = digits(text.sliced(5, 2)),
               dayOfMonth = digits(text.sliced(8, 2)), ofDay = secondsOf(text.sliced(11, 8));
    QStringView rest = text.sliced(19), parts;
    if (rest.startsWith(u'.')) {
        qsizetype end = 1;
        while (end < rest.size() && rest[end] >= u'0' && rest[end] <= u'9')
            ++end;
        parts = rest.first(end).sliced(1);
        rest = rest.sliced(end);
        if (parts.isEmpty() || parts.size() > 9)
            return std::nullopt;
    }
    const auto zone = zoneOf(rest);
    if (!year || !month || !dayOfMonth || !ofDay || !zone)
        return std::nullopt;
    const auto date = QDate(int(*year), int(*month), int(*dayOfMonth));
    if (!date.isValid())
        return std::nullopt;
    CimDateTime value;
    value.m_interval = false;
    value.m_offset = qint16(*zone);
    value.m_microseconds = microsecondsAt(date, *ofDay * second + fraction(parts))
        - *zone * 60 * second;
    return value;
}

std::optional<QDateTime> CimDateTime::time() const
{
    if (m_interval || m_wild)
        return std::nullopt;
    return QDateTime::fromMSecsSinceEpoch(m_microseconds / 1000, Qt::UTC);
}

std::optional<std::chrono::microseconds> CimDateTime::interval() const
{
    if (!m_interval || m_wild)
        return std::nullopt;
    return std::chrono::microseconds(m_microseconds);
}

QString CimDateTime::toCimText() const
{
    if (m_wild)
        return m_wildText;
    const auto two = [](qint64 n) { return u"%1"_s.arg(n, 2, 10, QLatin1Char('0')); };
    if (m_interval) {
        const qint64 seconds = m_microseconds / second;
        return u"%1"_s.arg(seconds / 86'400, 8, 10, QLatin1Char('0')) + two(seconds / 3600 % 24)
            + two(seconds / 60 % 60) + two(seconds % 60)
            + u".%1:000"_s.arg(m_microseconds % second, 6, 10, QLatin1Char('0'));
    }
    QString text;
    text.reserve(25);
    append(text, Moment(m_microseconds + m_offset * 60 * second), false);
    text += m_offset < 0 ? u'-' : u'+';
    append(text, qAbs(m_offset), 3);
    return text;
}

QString CimDateTime::toWireText() const
{
    if (m_wild)
        return m_wildText;
    if (m_interval) {
        const qint64 seconds = m_microseconds / second;
        QString text = u"P%1DT%2H%3M%4"_s.arg(seconds / 86'400)
                           .arg(seconds / 3600 % 24)
                           .arg(seconds / 60 % 60)
                           .arg(seconds % 60);
        if (m_microseconds % second)
            text += u".%1"_s.arg(m_microseconds % second, 6, 10, QLatin1Char('0'));
        return text + u'S';
    }
    QString text;
    text.reserve(27);
    append(text, Moment(m_microseconds), true);
    return text + u'Z';
}

} // namespace Cistern
