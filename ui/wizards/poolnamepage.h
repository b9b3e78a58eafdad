// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 1: the name, which may stay blank, and the system where there are several. GUI thread.
#pragma once

#include "ui/wizards/poolpage.h"

class QComboBox;
class QStandardItemModel;
class QTreeView;

namespace Cistern {

class Label;
class NameEdit;

class NamePage : public PoolPage
{
    Q_OBJECT

public:
    explicit NamePage(StoragePoolWizard &wizard);

    void initializePage() override;
    bool isComplete() const override;
    void load() override;
    void showProblem(const Failure &failure) override;

private:
    void showSystem();
    void store();

    NameEdit *m_name;
    Label *m_hint;
    QComboBox *m_systems;
    Label *m_onlySystem;
    Label *m_heading;
    QTreeView *m_view;
    QStandardItemModel *m_pools;
    Label *m_noPools;
};

} // namespace Cistern
