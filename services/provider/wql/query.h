// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A query in the part of WQL that WinRM takes: SELECT … FROM … [WITHIN …] [WHERE …], ASSOCIATORS OF
// and REFERENCES OF. Value; any thread.
#pragma once

#include "services/core/outcome.h"
#include "services/provider/wql/condition.h"

#include <chrono>
#include <optional>

namespace Cistern {

class WqlQuery
{
public:
    // The ends of an association, or its links.
    struct Related
    {
        CimPath object; // without a namespace where the query names none
        bool links = false;
        QString associationClass, resultClass, role, resultRole;
    };

    // InvalidValue: serverText says what is wrong and where, code is the place (from 1).
    static Outcome<WqlQuery> parse(QStringView text);

    const std::optional<Related> &related() const { return m_related; }
    // What follows is said by SELECT only.
    QString className() const { return m_className; }
    bool selectsAll() const { return m_columns.isEmpty(); }
    const QList<QStringList> &columns() const { return m_columns; } // steps into embedded instances
    std::optional<std::chrono::milliseconds> within() const { return m_within; }
    // The class that property ("TargetInstance") must be of for the query to match; empty when it
    // may be of any.
    QString demandedClass(QStringView property) const;
    bool matches(const CimInstance &instance) const;

    // That the classes below className in the namespace have the properties named, and that they
    // can be compared; NotFound when there is no such class.
    Outcome<Done> check(QStringView nameSpace) const;

private:
    friend class WqlParser;

    std::optional<Related> m_related;
    QString m_className;
    QList<QStringList> m_columns;
    QList<qsizetype> m_columnsAt;
    std::optional<std::chrono::milliseconds> m_within;
    Wql::Condition m_where;
};

} // namespace Cistern
