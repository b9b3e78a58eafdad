// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A CIM datetime: a point in time or an interval (DSP0004 section 5.2.4). Value; any thread.
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace Cistern {

class CimDateTime
{
public:
    CimDateTime() = default; // an interval of zero

    static CimDateTime at(const QDateTime &time);
    static CimDateTime lasting(std::chrono::microseconds interval); // not below zero

    // The 25 characters of CIM, "yyyymmddHHMMSS.mmmmmm+UUU" or "ddddddddHHMMSS.mmmmmm:000". Fields
    // of asterisks are kept but have no time. Nothing for text that breaks the format or a range.
    static std::optional<CimDateTime> fromCimText(QStringView text);
    // What WS-Management carries: ISO 8601 (without a zone: UTC) or an xs:duration of days and
    // smaller units, or the 25 characters (DSP0230; servers differ).
    static std::optional<CimDateTime> fromWireText(QStringView text);

    bool isInterval() const { return m_interval; }
    std::optional<QDateTime> time() const;                     // UTC; nothing for an interval
    std::optional<std::chrono::microseconds> interval() const; // nothing for a time

    QString toCimText() const;
    QString toWireText() const; // "2026-03-04T08:15:30.000000Z" or "P0DT0H5M0S"

    bool operator==(const CimDateTime &) const = default;

private:
    friend class CimPack; // which keep the fields as they are
    friend class CimPacker;

    bool m_interval = true;
    bool m_wild = false;       // has asterisks: only the text is meant
    qint64 m_microseconds = 0; // since 1970 UTC, or of the interval
    qint16 m_offset = 0;       // minutes from UTC, of a time
    QString m_wildText;
};

} // namespace Cistern
