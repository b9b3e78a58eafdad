// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/actionbutton.h"

#include <QAction>

namespace Cistern {

ActionButton::ActionButton(QAction *action, QWidget *parent) : QPushButton(parent), m_action(action)
{
    setAutoDefault(false);
    connect(action, &QAction::changed, this, &ActionButton::follow);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    follow();
}

void ActionButton::follow()
{
    if (!m_action)
        return;
    // The menu owns the mnemonic; here the same letter would be taken twice in one window.
    setText(m_action->iconText());
    setIcon(m_action->icon());
    setToolTip(m_action->toolTip());
    setStatusTip(m_action->statusTip());
    setEnabled(m_action->isEnabled());
}

} // namespace Cistern
