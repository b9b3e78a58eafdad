// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 2: where the space comes from, and the quality, which depends on it. GUI thread.
#pragma once

#include "ui/wizards/poolpage.h"
#include "ui/wizards/sizequestion.h"
#include "ui/wizards/sourcepicker.h"

class QRadioButton;
class QSpinBox;

namespace Cistern {

class ExtentQuestion;
class Label;
class QualityQuestion;
class StateGlyph;

class SourcePage : public PoolPage
{
    Q_OBJECT

public:
    explicit SourcePage(StoragePoolWizard &wizard);

    void initializePage() override;
    bool isComplete() const override;
    void load() override;

    QList<SourceCandidate> pools() const { return m_picker->tickedPools(); }
    QList<SourceCandidate> extents() const { return m_picker->tickedExtents(); }
    QString qualityText() const;

private:
    void fill();
    void store();
    void showResult();
    void showQuality();
    void storeQuality();

    SourcePicker *m_picker;
    StateGlyph *m_glyph;
    Label *m_result;
    Label *m_asked;
    Label *m_qualityLine;
    QWidget *m_qualityChoice;
    QRadioButton *m_same;
    QRadioButton *m_other;
    QSpinBox *m_copies;
    QSpinBox *m_failures;
    Label *m_sameText;
    SizeQuestion *m_sizes;
    ExtentQuestion *m_extents;
    QualityQuestion *m_quality;
    bool m_loading = false;
};

} // namespace Cistern
