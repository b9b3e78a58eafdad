// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A push button that stands for an action of the menus: same text, icon, tooltip and enabled state,
// and it triggers the action. GUI thread.
#pragma once

#include <QPointer>
#include <QPushButton>

class QAction;

namespace Cistern {

class ActionButton : public QPushButton
{
    Q_OBJECT
public:
    explicit ActionButton(QAction *action, QWidget *parent = nullptr);

private:
    void follow();

    QPointer<QAction> m_action;
};

} // namespace Cistern
