// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The numbered steps at the side of a wizard: a tick when done, the present one marked, those ahead
// grey. It shows where one is and can't be clicked. GUI thread.
#pragma once

#include <QStringList>
#include <QWidget>

namespace Cistern {

class StepList : public QWidget
{
    Q_OBJECT
public:
    explicit StepList(QWidget *parent = nullptr);

    void setSteps(const QStringList &names);
    // From 0; all before it count as done.
    void setCurrent(int index);
    [[nodiscard]] int current() const { return m_current; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int rowHeight() const;
    void describe();

    QStringList m_names;
    int m_current = 0;
};

// The number in a circle, as steps and checklists show it.
void paintStepNumber(QPainter *painter, const QRectF &box, const QString &number, bool current,
                     const QPalette &palette, const QFont &font);

} // namespace Cistern
