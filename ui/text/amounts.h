// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Amounts of resource pools as people write them: sizes in IEC units, processors, percent, counts.
// Exact over 64 bits like units.h. Pure functions; any thread.
#pragma once

#include "models/resourcetype.h"
#include "models/resourceunit.h"

#include <QLocale>
#include <QString>

namespace Cistern {

// "64 GiB", "2.5 processors", "12 %", "3".
[[nodiscard]] QString formatAmount(quint64 amount, const ResourceUnit &unit,
                                   const QLocale &locale = QLocale());
// The amount as the request has it: "65,536 × byte * 2^20".
[[nodiscard]] QString formatAmountExact(quint64 amount, const ResourceUnit &unit,
                                        const QLocale &locale = QLocale());
// What parseAmount() reads back as exactly this.
[[nodiscard]] QString formatEditableAmount(quint64 amount, const ResourceUnit &unit,
                                           const QLocale &locale = QLocale());

struct ParsedAmount
{
    quint64 amount = 0;
    QString problem = {}; // one sentence; empty: amount is what was meant

    [[nodiscard]] bool ok() const { return problem.isEmpty(); }
};
[[nodiscard]] ParsedAmount parseAmount(const QString &text, const ResourceUnit &unit,
                                       const QLocale &locale = QLocale());

// "Virtual hard disk"; of a type that no table knows, its own words or number.
[[nodiscard]] QString resourceTypeName(const ResourceType &type);
[[nodiscard]] QString resourceTypeLabel(const ResourceTypeRow &row);

} // namespace Cistern
