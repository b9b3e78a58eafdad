// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 3: how large, within what the sources can make. GUI thread.
#pragma once

#include "ui/wizards/poolpage.h"
#include "ui/wizards/sizequestion.h"

class QCheckBox;

namespace Cistern {

class BeforeAfter;
class Label;
class SizeEdit;
class SourcePage;

class SizePage : public PoolPage
{
    Q_OBJECT

public:
    explicit SizePage(StoragePoolWizard &wizard);

    void initializePage() override;
    bool isComplete() const override;
    void load() override;
    void showProblem(const Failure &failure) override;

    std::optional<quint64> wanted() const; // bytes; what all of it comes to when no size is sent

private:
    void ask();
    void followSources();
    void takeRange();
    void store();

    SizeEdit *m_size;
    QCheckBox *m_all;
    Label *m_allText;
    Label *m_rangeText;
    Label *m_heading;
    QWidget *m_card;
    BeforeAfter *m_bars;
    SizeQuestion *m_question;
    bool m_touched = false; // the person chose a size
    bool m_loading = false;
    QList<CimPath> m_asked; // the sources of the last question
};

} // namespace Cistern
