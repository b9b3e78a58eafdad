// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Creates a child pool of a Hyper-V host in four steps. Pages edit one plan, of which the call is
// made; nothing is sent before the last button, which hands the call on and closes. Owned by the
// window that opens it. GUI thread.
#pragma once

#include "models/childpoolcall.h"
#include "services/core/outcome.h"
#include "ui/wizards/stepwizard.h"

#include <optional>

namespace Cistern {

class ChildPoolPage;

class ChildPoolWizard : public StepWizard
{
    Q_OBJECT

public:
    enum Page { TypeStep, ParentStep, AllocationStep, ReviewStep };

    ChildPoolWizard(const Console &console, const QString &systemId, QWidget *parent = nullptr);

    // The pool that is likely meant as the parent; before the wizard is shown.
    void setParentPool(const CimPath &pool);
    // Filled in as it was, on the page that the failure concerns, or else on step. Once it is
    // shown.
    void reopen(const MethodCall &call, const std::optional<Failure> &failure, Page step);
    MethodCall call() const override;

    // For the pages.
    const ChildPool::Plan &plan() const { return m_plan; }
    void setPlan(const ChildPool::Plan &plan);
    ResourceFacts facts() const;
    QList<ChildPool::Problem> problems() const;
    // Something about this parameter stops the call.
    bool isBlocked(QStringView parameter) const;

private:
    void add(Page step, ChildPoolPage *page);
    void followType();

    ChildPool::Plan m_plan;
    QList<ChildPoolPage *> m_pages;
};

} // namespace Cistern
