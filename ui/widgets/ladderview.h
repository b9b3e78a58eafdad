// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Stages one after the other, with the trouble and its fix right under the one that failed. Shows
// what it is given; knows no connection. GUI thread.
#pragma once

#include "ui/widgets/card.h"
#include "ui/widgets/rungrow.h"

#include <QList>

class QVBoxLayout;

namespace Cistern {

class LadderView : public Card
{
    Q_OBJECT
public:
    explicit LadderView(QWidget *parent = nullptr);

    // Rows stay where they are while only their contents change.
    void setRungs(const QList<LadderRung> &rungs);
    [[nodiscard]] const QList<LadderRung> &rungs() const { return m_rungs; }
    void setTime(int rung, const QString &time); // of one that is under way
    [[nodiscard]] RungRow *row(int rung) const { return m_rows.value(rung); }

signals:
    void actionTriggered(int rung, int action);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_column;
    QList<RungRow *> m_rows; // the line between them is drawn by the card
    QList<LadderRung> m_rungs;
};

} // namespace Cistern
