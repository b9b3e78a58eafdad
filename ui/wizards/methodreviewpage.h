// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 3 of a method call: the values once more, and exactly what will be sent. GUI thread.
#pragma once

#include <QWizardPage>

namespace Cistern {

class Label;
class MethodWizard;
class PropertyGrid;
class StateGlyph;
class TextTabs;

class MethodReviewPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit MethodReviewPage(MethodWizard &wizard);

    void initializePage() override;

private:
    MethodWizard &m_wizard;
    TextTabs *m_tabs;
    PropertyGrid *m_summary;
    StateGlyph *m_glyph;
    Label *m_note;
};

} // namespace Cistern
