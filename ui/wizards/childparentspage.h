// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 2: which pools it draws from. GUI thread.
#pragma once

#include "ui/wizards/childpoolpage.h"

namespace Cistern {

class Label;
class ParentPicker;
class StateGlyph;

class ChildParentsPage : public ChildPoolPage
{
    Q_OBJECT

public:
    explicit ChildParentsPage(ChildPoolWizard &wizard);

    void initializePage() override;
    bool isComplete() const override;
    void load() override;
    void showFailure(const Failure &failure) override;

private:
    void store();
    void showResult();

    ParentPicker *m_picker;
    StateGlyph *m_glyph;
    Label *m_result;
};

} // namespace Cistern
