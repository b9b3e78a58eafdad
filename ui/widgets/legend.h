// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Swatch, grey label and figure for each part of a capacity bar, in one line. GUI thread.
#pragma once

#include "ui/widgets/capacitybar.h"

#include <QList>
#include <QWidget>

class QHBoxLayout;

namespace Cistern {

struct LegendEntry
{
    Swatch swatch = Swatch::Used;
    QString label;
    QString figure; // may be empty
};

class Legend : public QWidget
{
    Q_OBJECT
public:
    explicit Legend(QWidget *parent = nullptr);
    void setEntries(const QList<LegendEntry> &entries, Ink ink = Ink::Own);

private:
    QHBoxLayout *m_row;
};

} // namespace Cistern
