// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the pages of the child pool wizard share. Owned by the wizard. GUI thread.
#pragma once

#include "ui/wizards/childpoolwizard.h"

#include <QWizardPage>

namespace Cistern {

class ChildPoolPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit ChildPoolPage(ChildPoolWizard &wizard) : m_wizard(wizard) {}

    virtual void load() {} // the fields from the plan, which somebody else has set
    virtual void showFailure(const Failure &) {}

protected:
    ChildPoolWizard &m_wizard;
};

} // namespace Cistern
