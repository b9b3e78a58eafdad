// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 1: what kind of resource, and what the pool is called. GUI thread.
#pragma once

#include "ui/wizards/childpoolpage.h"

class QComboBox;
class QPlainTextEdit;
class QStandardItemModel;
class QTreeView;

namespace Cistern {

class Label;
class NameEdit;

class ChildTypePage : public ChildPoolPage
{
    Q_OBJECT

public:
    explicit ChildTypePage(ChildPoolWizard &wizard);

    void initializePage() override;
    bool isComplete() const override;
    void load() override;
    void showFailure(const Failure &failure) override;

private:
    void store();
    void chooseType(int index);
    void showType();
    void check();

    NameEdit *m_name;
    QComboBox *m_types;
    Label *m_typeHint;
    QPlainTextEdit *m_notes;
    Label *m_heading;
    QTreeView *m_view;
    QStandardItemModel *m_pools;
    Label *m_noPools;
    bool m_loading = false;
};

} // namespace Cistern
