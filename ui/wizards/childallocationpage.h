// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 3: how much is taken from the parents. GUI thread.
#pragma once

#include "ui/wizards/childpoolpage.h"

namespace Cistern {

class AllocationEdit;

class ChildAllocationPage : public ChildPoolPage
{
    Q_OBJECT

public:
    explicit ChildAllocationPage(ChildPoolWizard &wizard);

    void initializePage() override;
    bool isComplete() const override;
    void load() override;
    void showFailure(const Failure &failure) override;

private:
    void store();

    AllocationEdit *m_edit;
};

} // namespace Cistern
