// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 4 of a method that only asks: the answer. GUI thread.
#pragma once

#include "services/core/outcome.h"

#include <QWizardPage>

namespace Cistern {

class Banner;
class MethodWizard;
class PropertyGrid;
struct MethodReply;

class MethodAnswerPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit MethodAnswerPage(MethodWizard &wizard);

    void initializePage() override;
    void cleanupPage() override;

private:
    void show(const Outcome<MethodReply> &reply);

    MethodWizard &m_wizard;
    PropertyGrid *m_outs;
    Banner *m_failure;
    QObject *m_question = nullptr; // owns the request; gone when the person goes back
};

} // namespace Cistern
