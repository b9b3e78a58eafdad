// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 3 of a root pool: what will be made, and exactly what will be sent. GUI thread.
#pragma once

#include <QWizardPage>

namespace Cistern {

class Label;
class PropertyGrid;
class RootPoolWizard;
class StateGlyph;
class TextTabs;

class RootPoolReviewPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit RootPoolReviewPage(RootPoolWizard &wizard);

    void initializePage() override;
    bool isComplete() const override { return !m_blocked; }

private:
    void showNote();

    RootPoolWizard &m_wizard;
    TextTabs *m_tabs;
    PropertyGrid *m_summary;
    StateGlyph *m_glyph;
    Label *m_note;
    bool m_blocked = false;
};

} // namespace Cistern
