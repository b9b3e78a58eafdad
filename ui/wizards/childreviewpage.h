// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 4: what will be made, and exactly what will be sent. GUI thread.
#pragma once

#include "ui/widgets/beforeafter.h"
#include "ui/wizards/childpoolpage.h"

namespace Cistern {

class Label;
class PropertyGrid;
class StateGlyph;
class TextTabs;

class ChildReviewPage : public ChildPoolPage
{
    Q_OBJECT

public:
    explicit ChildReviewPage(ChildPoolWizard &wizard);

    void initializePage() override;
    bool isComplete() const override;

private:
    void showProblems();

    TextTabs *m_tabs;
    PropertyGrid *m_summary;
    BeforeAfter *m_bars;
    StateGlyph *m_glyph;
    Label *m_problem;
};

// "32 GiB reserved, at most 64 GiB, weight 100".
QString termsText(const ChildPool::Terms &terms, const ResourceUnit &unit);
// The parents now and when the plan has come about; pool: the one that is changed.
QList<BeforeAfterSource> parentBars(const ChildPool::Plan &plan, const ResourceFacts &facts,
                                    const CimPath &pool = {});

} // namespace Cistern
