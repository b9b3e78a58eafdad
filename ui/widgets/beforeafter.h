// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How full the sources are now and would be afterwards, with one legend for all. Used by the
// wizards and before a delete. GUI thread.
#pragma once

#include "ui/widgets/capacitybar.h"

#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace Cistern {

struct BeforeAfterSource
{
    QString name;
    Capacity now;
    Capacity after; // what is added stands in planned
};

class BeforeAfter : public QWidget
{
    Q_OBJECT
public:
    explicit BeforeAfter(QWidget *parent = nullptr);

    void setSources(const QList<BeforeAfterSource> &sources);
    // What the hatching stands for: "This pool". Empty: no legend.
    void setPlannedLabel(const QString &label);

private:
    void rebuild();

    QVBoxLayout *m_column;
    QWidget *m_body = nullptr;
    QList<BeforeAfterSource> m_sources;
    QString m_plannedLabel;
};

} // namespace Cistern
