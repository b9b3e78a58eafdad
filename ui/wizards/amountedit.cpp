// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/amountedit.h"

#include "ui/text/amounts.h"

namespace Cistern {

AmountEdit::AmountEdit(QWidget *parent) : QLineEdit(parent)
{
    setMaxLength(64);
    setMinimumWidth(fontMetrics().averageCharWidth() * 13);
    connect(this, &QLineEdit::textChanged, this, &AmountEdit::read);
}

void AmountEdit::setUnit(const ResourceUnit &unit)
{
    if (unit == m_unit)
        return;
    m_unit = unit;
    read();
}

void AmountEdit::setAmount(quint64 amount)
{
    if (m_amount != amount || text().isEmpty())
        setText(formatEditableAmount(amount, m_unit, locale()));
}

void AmountEdit::read()
{
    if (text().trimmed().isEmpty()) {
        m_amount = 0;
        m_problem.clear();
    } else {
        const ParsedAmount parsed = parseAmount(text(), m_unit, locale());
        m_problem = parsed.problem;
        m_amount = parsed.ok() ? std::optional(parsed.amount) : std::nullopt;
    }
    setToolTip(m_amount ? formatAmountExact(*m_amount, m_unit, locale()) : QString());
    Q_EMIT amountChanged();
}

} // namespace Cistern
