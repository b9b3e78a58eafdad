// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/poolsourcepage.h"

#include "models/storagefacts.h"
#include "services/jobs/jobtracker.h"
#include "ui/text/units.h"
#include "ui/widgets/label.h"
#include "ui/widgets/stateglyph.h"
#include "ui/wizards/candidates.h"
#include "ui/wizards/extentquestion.h"
#include "ui/wizards/qualityquestion.h"

#include <QGridLayout>
#include <QRadioButton>
#include <QSpinBox>
#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

SourcePage::SourcePage(StoragePoolWizard &wizard)
    : PoolPage(wizard)
    , m_picker(new SourcePicker(this))
    , m_glyph(new StateGlyph(this))
    , m_result(new Label(Label::Kind::Heading, QString(), this))
    , m_asked(new Label(Label::Kind::Grey, QString(), this))
    , m_qualityLine(new Label(Label::Kind::Body, QString(), this))
    , m_qualityChoice(new QWidget(this))
    , m_same(new QRadioButton(tr("&Same as the source"), m_qualityChoice))
    , m_other(new QRadioButton(tr("&Other"), m_qualityChoice))
    , m_copies(new QSpinBox(m_qualityChoice))
    , m_failures(new QSpinBox(m_qualityChoice))
    , m_sameText(new Label(Label::Kind::Grey, QString(), m_qualityChoice))
    , m_sizes(new SizeQuestion(wizard.console(), this))
    , m_extents(new ExtentQuestion(wizard.console(), this))
    , m_quality(new QualityQuestion(wizard.console(), this))
{
    setTitle(tr("Choose where the space comes from"));
    setSubTitle(tr(
        "Tick pools, free extents or both. Sources that can't be used are grey, with the reason."));
    m_glyph->setGlyphSize(14);
    m_copies->setAccessibleName(tr("Data copies"));
    m_copies->setPrefix(tr("Copies: "));
    m_failures->setAccessibleName(tr("Failures survived"));
    m_failures->setPrefix(tr("Failures survived: "));
    m_same->setChecked(true);

    auto *resultRow = new QHBoxLayout;
    resultRow->setSpacing(8);
    resultRow->addWidget(m_glyph);
    resultRow->addWidget(m_result, 1);
    resultRow->addWidget(m_asked);

    auto *choice = new QGridLayout(m_qualityChoice);
    choice->setContentsMargins(0, 0, 0, 0);
    choice->setHorizontalSpacing(16);
    choice->addWidget(m_same, 0, 0);
    choice->addWidget(m_sameText, 0, 1, 1, 2);
    choice->addWidget(m_other, 1, 0);
    choice->addWidget(m_copies, 1, 1);
    choice->addWidget(m_failures, 1, 2);
    choice->setColumnStretch(3, 1);

    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_picker, 1000); // all the room, unless it is one line
    column->addLayout(resultRow);
    column->addSpacing(8);
    column->addWidget(new Label(Label::Kind::Heading, tr("Quality"), this));
    column->addWidget(m_qualityLine);
    column->addWidget(m_qualityChoice);
    column->addSpacing(16);
    column->addStretch(1);

    connect(m_picker, &SourcePicker::changed, this, &SourcePage::store);
    connect(m_sizes, &SizeQuestion::answered, this, &SourcePage::showResult);
    connect(m_extents, &ExtentQuestion::answered, this, &SourcePage::fill);
    connect(m_quality, &QualityQuestion::answered, this, &SourcePage::showQuality);
    connect(m_same, &QRadioButton::toggled, this, &SourcePage::storeQuality);
    for (QSpinBox *box : {m_copies, m_failures})
        connect(box, &QSpinBox::valueChanged, this, &SourcePage::storeQuality);
}

void SourcePage::initializePage()
{
    fill();
    QList<CimPath> asked;
    for (const PoolFacts &pool :
         StorageFacts(m_wizard.console().inventory, m_wizard.systemId()).pools())
        asked.append(pool.path);
    m_extents->ask(m_wizard.systemId(), asked);
    m_picker->view()->setFocus();
}

void SourcePage::load()
{
    m_loading = true;
    m_picker->setTicked(pathsIn(m_wizard.call().argument(u"InPools")),
                        pathsIn(m_wizard.call().argument(u"InExtents")));
    m_loading = false;
}

void SourcePage::fill()
{
    const StorageFacts facts(m_wizard.console().inventory, m_wizard.systemId());
    m_loading = true;
    m_picker->setCandidates(
        sourceCandidates(facts, m_extents->extents(), m_wizard.console().jobs, m_wizard.systemId()),
        sourceRules(facts));
    m_loading = false;
    store();
}

void SourcePage::store()
{
    if (m_loading)
        return;
    m_wizard.setArgument(u"InPools", pathTexts(pools()));
    m_wizard.setArgument(u"InExtents", pathTexts(extents()));
    quint64 extentBytes = 0;
    for (const SourceCandidate &extent : extents())
        extentBytes += extent.free;
    QList<CimPath> paths;
    for (const SourceCandidate &pool : pools())
        paths.append(pool.path);
    m_sizes->ask(m_wizard.systemId(), paths, extentBytes, SizeQuestion::Pool);
    // Without a Goal the pool is like the first of its sources (SP.R16).
    if (!paths.isEmpty()) {
        m_quality->ask(m_wizard.systemId(), paths.first());
    } else if (!extents().isEmpty()) {
        const StorageFacts facts(m_wizard.console().inventory, m_wizard.systemId());
        for (const PoolFacts &pool : facts.pools()) {
            if (facts.extents(pool.path).contains(extents().first().path)) {
                m_quality->ask(m_wizard.systemId(), pool.path);
                break;
            }
        }
    }
    showResult();
    Q_EMIT completeChanged();
}

bool SourcePage::isComplete() const
{
    return (!pools().isEmpty() || !extents().isEmpty()) && m_picker->lost().isEmpty()
        && !m_extents->isAsking();
}

void SourcePage::showResult()
{
    const auto count = int(pools().size() + extents().size());
    State state = State::Ok;
    QString text;
    if (!m_picker->lost().isEmpty() && !m_extents->isAsking()) {
        state = State::Error;
        text = tr("A source that was chosen before is not offered any more. Choose again.");
    } else if (count == 0) {
        state = State::Info;
        text = tr("Tick at least one source.");
    } else if (m_sizes->isAsking()) {
        state = State::Busy;
        text = tr("Asking %1…").arg(m_wizard.systemName());
    } else if (!m_sizes->range()) {
        state = State::Info;
        text = tr("%n sources; how much they offer is not told", nullptr, count);
    } else if (m_sizes->range()->most == 0) {
        state = State::Warning;
        text = tr("%n sources have no space to offer", nullptr, count);
    } else {
        text = tr("%n sources offer up to %1", nullptr, count)
                   .arg(formatSize(m_sizes->range()->most));
    }
    m_glyph->setState(state);
    m_result->setText(text);
    m_asked->setText(m_extents->isAsking() || m_sizes->isAsking()
                         ? QString()
                         : tr("Asked %1 just now (%2)")
                               .arg(m_wizard.systemName(), formatDuration(m_extents->took())));
}

QString SourcePage::qualityText() const
{
    if (m_wizard.call().setting)
        return Cistern::qualityText(m_copies->value(), m_failures->value());
    if (!m_quality->quality())
        return tr("Same as the source");
    return tr("Same as the source: %1")
        .arg(Cistern::qualityText(m_quality->quality()->copies.standard,
                                  m_quality->quality()->failures.standard));
}

void SourcePage::showQuality()
{
    const auto &quality = m_quality->quality();
    const bool choice = quality && !quality->isFixed();
    m_qualityChoice->setVisible(choice);
    m_qualityLine->setVisible(!choice);
    if (!choice) {
        m_same->setChecked(true);
        m_qualityLine->setText(quality ? tr("%1, as the source; there is nothing to choose.")
                                             .arg(Cistern::qualityText(quality->copies.standard,
                                                                       quality->failures.standard))
                                       : tr("The same as the source."));
    } else {
        m_sameText->setText(
            Cistern::qualityText(quality->copies.standard, quality->failures.standard));
        m_copies->setRange(quality->copies.least, quality->copies.most);
        m_failures->setRange(quality->failures.least, quality->failures.most);
        if (const auto &setting = m_wizard.call().setting) {
            for (const auto &[name, value] : setting->values) {
                if (name == "DataRedundancyGoal"_L1)
                    m_copies->setValue(int(value.toUnsigned().value_or(1)));
                else if (name == "PackageRedundancyGoal"_L1)
                    m_failures->setValue(int(value.toUnsigned().value_or(0)));
            }
            m_other->setChecked(true);
        } else {
            m_copies->setValue(quality->copies.standard);
            m_failures->setValue(quality->failures.standard);
        }
    }
    storeQuality();
}

// The setting itself is made only when the person commits.
void SourcePage::storeQuality()
{
    const bool other = m_other->isChecked() && m_quality->quality()
        && !m_quality->quality()->isFixed();
    m_copies->setEnabled(other && !m_quality->quality()->copies.isFixed());
    m_failures->setEnabled(other && !m_quality->quality()->failures.isFixed());
    if (!other) {
        m_wizard.setSetting(std::nullopt);
        return;
    }
    SettingRequest request{
        .parameter = u"Goal"_s, .capabilities = m_quality->quality()->capabilities, .values = {}};
    const auto ask = [&request](const QString &name, const Quality::Limit &limit, int value) {
        if (limit.isFixed() || value == limit.standard)
            return;
        request.values.append({name + u"Goal"_s, CimValue::uint16(quint16(value))});
    };
    ask(u"DataRedundancy"_s, m_quality->quality()->copies, m_copies->value());
    ask(u"PackageRedundancy"_s, m_quality->quality()->failures, m_failures->value());
    m_wizard.setSetting(request);
}

} // namespace Cistern
