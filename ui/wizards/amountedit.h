// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A field for an amount of a resource pool in the unit that the pool tells, written as people write
// it: "32 GiB", "2.5". GUI thread.
#pragma once

#include "models/resourceunit.h"

#include <QLineEdit>

#include <optional>

namespace Cistern {

class AmountEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit AmountEdit(QWidget *parent = nullptr);

    void setUnit(const ResourceUnit &unit);
    // Leaves the text alone where it already means this.
    void setAmount(quint64 amount);
    // Nothing while the text is none; an empty field is 0.
    [[nodiscard]] std::optional<quint64> amount() const { return m_amount; }
    [[nodiscard]] QString problemText() const { return m_problem; }

Q_SIGNALS:
    void amountChanged();

private:
    void read();

    ResourceUnit m_unit;
    std::optional<quint64> m_amount = 0;
    QString m_problem;
};

} // namespace Cistern
