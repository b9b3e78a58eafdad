// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/cim/cimdatetime.h"

#include <QRegularExpression>
#include <QTimeZone>

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
    return digits((text.toString() + u"000000"_s).left(6)).value_or(0);
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
    value.m_microseconds = QDateTime(date, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch() * 1000 + ofDay
        - value.m_offset * 60 * second;
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
    static const QRegularExpression iso(
        u"^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})?$"_s);
    const auto match = iso.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const auto part = [&match](int i) { return int(digits(match.capturedView(i)).value_or(0)); };
    const QDate date(part(1), part(2), part(3));
    const QTime time(part(4), part(5), part(6));
    const QStringView zone = match.capturedView(8);
    int offset = 0;
    if (zone.size() == 6) {
        offset = int(*digits(zone.sliced(1, 2)) * 60 + *digits(zone.sliced(4, 2)));
        if (zone[0] == u'-')
            offset = -offset;
    }
    if (!date.isValid() || !time.isValid() || qAbs(offset) > 840)
        return std::nullopt;
    CimDateTime value;
    value.m_interval = false;
    value.m_offset = qint16(offset);
    value.m_microseconds = QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch() * 1000
        + fraction(match.capturedView(7)) - offset * 60 * second;
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
    const qint64 local = m_microseconds + m_offset * 60 * second;
    const qint64 micros = ((local % second) + second) % second;
    const QDateTime time = QDateTime::fromMSecsSinceEpoch((local - micros) / 1000, Qt::UTC);
    return time.toString(u"yyyyMMddHHmmss"_s) + u".%1"_s.arg(micros, 6, 10, QLatin1Char('0'))
        + (m_offset < 0 ? u'-' : u'+') + u"%1"_s.arg(qAbs(int(m_offset)), 3, 10, QLatin1Char('0'));
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
    const qint64 micros = ((m_microseconds % second) + second) % second;
    const QDateTime time = QDateTime::fromMSecsSinceEpoch((m_microseconds - micros) / 1000,
                                                          Qt::UTC);
    return time.toString(u"yyyy-MM-ddTHH:mm:ss"_s) + u".%1Z"_s.arg(micros, 6, 10, QLatin1Char('0'));
}

} // namespace Cistern
