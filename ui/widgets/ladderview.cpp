// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/ladderview.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace Cistern {

LadderView::LadderView(QWidget *parent) : Card(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(12, 8, 16, 8);
    m_column->setSpacing(0);
    setForegroundRole(QPalette::Text);
    setAccessibleName(tr("Stages of the connection"));
}

void LadderView::setRungs(const QList<LadderRung> &rungs)
{
    if (m_rungs == rungs && m_rows.size() == rungs.size())
        return;
    m_rungs = rungs;
    while (m_rows.size() > rungs.size())
        delete m_rows.takeLast();
    while (m_rows.size() < rungs.size()) {
        auto *row = new RungRow(this);
        const int index = int(m_rows.size());
        connect(row, &RungRow::actionTriggered, this,
                [this, index](int action) { Q_EMIT actionTriggered(index, action); });
        m_rows.append(row);
        m_column->addWidget(row);
    }
    const QFontMetrics metrics(scaledFont(font(), 1.0, true));
    int nameWidth = 0;
    for (const LadderRung &rung : rungs)
        nameWidth = qMax(nameWidth, metrics.horizontalAdvance(rung.name));
    for (qsizetype i = 0; i < rungs.size(); ++i) {
        m_rows[i]->setNameWidth(nameWidth);
        m_rows[i]->setRung(rungs[i]);
    }
    update();
}

void LadderView::setTime(int rung, const QString &time)
{
    if (RungRow *at = row(rung))
        at->setTime(time);
}

void LadderView::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    for (qsizetype i = 0; i + 1 < m_rows.size(); ++i) {
        const QWidget *upper = m_rows[i]->glyph(), *lower = m_rows[i + 1]->glyph();
        const QPoint from = upper->mapTo(this, QPoint(upper->width() / 2, upper->height() + 2));
        const QPoint to = lower->mapTo(this, QPoint(lower->width() / 2, -2));
        painter.fillRect(QRect(from.x() - 1, from.y(), 2, to.y() - from.y()), hairline(palette()));
    }
}

} // namespace Cistern

#include "moc_ladderview.cpp"
