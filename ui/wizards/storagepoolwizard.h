// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Creates a storage pool in four steps. Pages edit the one MethodCall and ask the system through
// their own questions; nothing is changed before the last button, which hands the call on and
// closes. Owned by the window that opens it. GUI thread.
#pragma once

#include "services/jobs/jobrecord.h"
#include "services/schema/methodcall.h"
#include "ui/wizards/stepwizard.h"

namespace Cistern {

class NamePage;
class ReviewPage;
class SizePage;
class SourcePage;

class StoragePoolWizard : public StepWizard
{
    Q_OBJECT

public:
    enum Page { NameStep, SourceStep, SizeStep, ReviewStep };

    StoragePoolWizard(const Console &console, const QString &systemId, QWidget *parent = nullptr);

    // Sources that are ticked to begin with; before the wizard is shown.
    void preset(const MethodCall &call);
    // Filled in as it was, on the page that the failure concerns, or else on step. Once it is
    // shown.
    void reopen(const MethodCall &call, const std::optional<Failure> &failure, Page step);
    MethodCall call() const override { return m_call; }

    // For the pages.
    void setSystem(const QString &systemId);
    void setArgument(QStringView name, const CimValue &value);
    void setSetting(const std::optional<SettingRequest> &setting);

private:
    MethodCall m_call;
    NamePage *m_name;
    SourcePage *m_source;
    SizePage *m_size;
    ReviewPage *m_review;
};

} // namespace Cistern
