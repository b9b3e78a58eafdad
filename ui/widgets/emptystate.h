// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a place says while it has nothing to show: what is missing, a figure, and what to do next.
// GUI thread.
#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QPushButton;

namespace Cistern {

class Label;

class EmptyState : public QWidget
{
    Q_OBJECT
public:
    enum class Align { Centre, Leading };

    explicit EmptyState(QWidget *parent = nullptr, Align align = Align::Centre);

    void setText(const QString &missing, const QString &figure = QString());
    // Buttons that follow their action's text, icon and enabled state.
    void setActions(const QList<QAction *> &actions);

private:
    Label *m_missing;
    Label *m_figure;
    QHBoxLayout *m_row;
    QList<QPushButton *> m_buttons;
};

} // namespace Cistern
