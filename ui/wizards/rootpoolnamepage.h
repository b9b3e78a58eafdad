// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 1 of a root pool: its name, the cluster, and the resource type, which may stay open. GUI
// thread.
#pragma once

#include "models/clusterfacts.h"

#include <QWizardPage>

class QComboBox;
class QStandardItemModel;
class QTreeView;

namespace Cistern {

class Label;
class NameEdit;
class RootPoolWizard;

class RootPoolNamePage : public QWizardPage
{
    Q_OBJECT

public:
    explicit RootPoolNamePage(RootPoolWizard &wizard);

    void initializePage() override;
    bool isComplete() const override;
    void load();        // the fields from the plan, which somebody else has set
    void showRefusal(); // of the name, by the system

private:
    void showSystem();
    void showPools(const ClusterFacts &facts);
    void store();

    RootPoolWizard &m_wizard;
    NameEdit *m_name;
    Label *m_hint;
    QComboBox *m_systems;
    Label *m_onlySystem;
    QComboBox *m_type;
    Label *m_typeHint;
    Label *m_heading;
    QTreeView *m_view;
    QStandardItemModel *m_pools;
    Label *m_noPools;
};

// The types by name, those that the cluster has devices of first; open: the words for none.
void fillTypes(QComboBox *combo, const QString &open, const ClusterFacts &facts,
               std::optional<quint16> chosen);
std::optional<quint16> chosenType(const QComboBox *combo);

} // namespace Cistern
