// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 4: what will be made, and exactly what will be sent. GUI thread.
#pragma once

#include "ui/wizards/poolpage.h"

namespace Cistern {

class BeforeAfter;
class Label;
class PropertyGrid;
class StateGlyph;
class TextTabs;

class ReviewPage : public PoolPage
{
    Q_OBJECT

public:
    explicit ReviewPage(StoragePoolWizard &wizard);

    void initializePage() override;
    bool isComplete() const override;

private:
    void showWarning();

    TextTabs *m_tabs;
    PropertyGrid *m_summary;
    BeforeAfter *m_bars;
    StateGlyph *m_glyph;
    Label *m_warning;
    bool m_blocked = false;
};

} // namespace Cistern
