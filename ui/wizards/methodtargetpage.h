// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 1 of a method call: the method, unless it was given, and the object it is called on. GUI
// thread.
#pragma once

#include "services/cim/cimpath.h"

#include <QWizardPage>

class QLineEdit;
class QStandardItemModel;
class QTreeView;

namespace Cistern {

class Label;
class MethodWizard;
class ReferenceEdit;
class FieldProblem;

class MethodTargetPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit MethodTargetPage(MethodWizard &wizard);

    bool isComplete() const override;
    // The method is the wizard's. The target is chosen where it is of the method's class, now or
    // once a method is; otherwise it is the only object there is, if there is one.
    void load(const CimPath &target);
    QWidget *list() const;

private:
    void fillMethods();
    void chooseMethod();
    void showMethod();
    void applyFilter();
    void store();

    MethodWizard &m_wizard;
    QLineEdit *m_filter;
    QTreeView *m_view;
    QStandardItemModel *m_model;
    Label *m_about;
    Label *m_objectLabel;
    QWidget *m_objectPlace;
    ReferenceEdit *m_object = nullptr;
    FieldProblem *m_problem;
    CimPath m_wanted; // object of the one who opened the wizard
    bool m_loading = false;
};

} // namespace Cistern
