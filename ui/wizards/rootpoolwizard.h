// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Creates a root pool of a cluster in three steps: name and type, devices, review. Owned by the
// window that opens it. GUI thread.
#pragma once

#include "models/rootpoolcall.h"
#include "ui/wizards/stepwizard.h"

namespace Cistern {

class RootPoolDevicePage;
class RootPoolNamePage;

class RootPoolWizard : public StepWizard
{
    Q_OBJECT

public:
    enum Page { NameStep, DeviceStep, ReviewStep };

    RootPoolWizard(const Console &console, const QString &systemId, QWidget *parent = nullptr);

    MethodCall call() const override;
    const RootPool::Plan &plan() const { return m_plan; }
    ClusterFacts facts() const; // of this moment
    // Filled in as it was, on the page that the failure concerns, or else on step. Once it is
    // shown.
    void reopen(const MethodCall &call, const std::optional<Failure> &failure, Page step);

    // For the pages.
    void setPlan(const RootPool::Plan &plan);
    void setSystem(const QString &systemId);

private:
    RootPool::Plan m_plan;
    RootPoolNamePage *m_name;
    RootPoolDevicePage *m_devices;
};

} // namespace Cistern
