// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 2 of a method call: one field for each parameter that goes in. GUI thread.
#pragma once

#include "services/core/outcome.h"

#include <QWizardPage>

class QScrollArea;

namespace Cistern {

class FieldForm;
class Label;
class MethodWizard;
struct MethodDecl;

class MethodFormPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit MethodFormPage(MethodWizard &wizard);

    void initializePage() override;
    bool isComplete() const override { return m_complete; }
    void showRefusal(const Failure &failure); // of a parameter, by the system
    void focusFirst();
    FieldForm *form() const { return m_form; }

private:
    void store();
    void check();

    MethodWizard &m_wizard;
    const MethodDecl *m_shown = nullptr;
    QScrollArea *m_area;
    FieldForm *m_form = nullptr;
    Label *m_none;
    bool m_loading = false;
    bool m_complete = false;
    QString m_refused; // the parameter, until it is changed
};

} // namespace Cistern
