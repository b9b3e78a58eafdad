// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Asks which quality of service a pool can give: its StorageCapabilities. Owned by the form. GUI
// thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/core/outcome.h"
#include "ui/widgets/console.h"

#include <QObject>

#include <memory>
#include <optional>

namespace Cistern {

struct Quality
{
    struct Limit
    {
        int least = 1;
        int most = 1;
        int standard = 1;

        bool isFixed() const { return least >= most; }
        bool operator==(const Limit &) const = default;
    };
    CimPath capabilities;
    Limit copies;   // DataRedundancy
    Limit failures; // PackageRedundancy

    bool isFixed() const { return copies.isFixed() && failures.isFixed(); }
    bool operator==(const Quality &) const = default;
};

// "1 copy, survives no failure"
QString qualityText(int copies, int failures);

class QualityQuestion : public QObject
{
    Q_OBJECT

public:
    QualityQuestion(const Console &console, QObject *owner);

    void ask(const QString &systemId,
             const CimPath &pool); // no question when it is asked for already
    const std::optional<Quality> &quality() const { return m_quality; }

Q_SIGNALS:
    void answered();

private:
    Console m_console;
    CimPath m_pool;
    std::unique_ptr<QObject> m_round;
    std::optional<Quality> m_quality;
};

} // namespace Cistern
