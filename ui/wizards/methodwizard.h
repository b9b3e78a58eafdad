// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Calls any declared method on any object: what and on what, a form made of the declaration, and a
// review. A method that only asks shows its answer on a page of its own. Owned by the window that
// opens it. GUI thread.
#pragma once

#include "ui/wizards/stepwizard.h"

namespace Cistern {

class MethodFormPage;
class MethodTargetPage;

class MethodWizard : public StepWizard
{
    Q_OBJECT

public:
    enum Page { TargetStep, FormStep, ReviewStep, AnswerStep };

    // method: null lets the person choose. target: empty likewise.
    MethodWizard(const Console &console, const QString &systemId, const MethodDecl *method,
                 const CimPath &target = {}, QWidget *parent = nullptr);

    MethodCall call() const override { return m_call; }
    int nextId() const override;
    // Filled in as it was, on the page of the parameters; once it is shown.
    void reopen(const MethodCall &call, const std::optional<Failure> &failure);

    // For the pages.
    bool hasMethod() const { return m_call.isValid(); }
    void setMethod(const MethodDecl *method);
    void setTarget(const CimPath &target);
    void setArgument(QStringView name, const CimValue &value);

public Q_SLOTS:
    void accept() override;

private:
    void nameIt();

    MethodCall m_call;
    MethodTargetPage *m_target;
    MethodFormPage *m_form;
};

// "Create a root pool", in the person's language.
QString methodLabel(const MethodDecl &method);

} // namespace Cistern
