// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the pages of the storage pool wizard share. Owned by the wizard. GUI thread.
#pragma once

#include "ui/wizards/storagepoolwizard.h"

#include <QWizardPage>

namespace Cistern {

class PoolPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit PoolPage(StoragePoolWizard &wizard) : m_wizard(wizard) {}

    virtual void load() {} // the fields from the call, which somebody else has set
    virtual void showProblem(const Failure &) {}

protected:
    StoragePoolWizard &m_wizard;
};

} // namespace Cistern
