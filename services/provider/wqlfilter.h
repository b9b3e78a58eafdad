// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The part of WQL that is understood: SELECT * FROM Class [WHERE Property op literal {AND …}], with
// = <> != < > <= >=. Value; any thread.
#pragma once

#include "services/cim/ciminstance.h"

#include <optional>

namespace Cistern {

class WqlQuery
{
public:
    static std::optional<WqlQuery> fromText(QStringView text); // nothing when it is not understood

    QString className() const { return m_className; }
    bool matches(const CimInstance &instance) const;

private:
    struct Condition
    {
        QString property, op;
        CimValue literal;
    };
    QString m_className;
    QList<Condition> m_conditions;
};

} // namespace Cistern
