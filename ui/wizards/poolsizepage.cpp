// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/poolsizepage.h"

#include "ui/text/units.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/sizeedit.h"
#include "ui/wizards/candidates.h"
#include "ui/wizards/poolsourcepage.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace Cistern {

namespace {
QString joined(const QList<SourceCandidate> &sources)
{
    QStringList names;
    for (const SourceCandidate &source : sources)
        names.append(isolated(source.name));
    return QLocale().createSeparatedList(names);
}

// A tenth in whole GiB, so that going on without a look does not take all that is free; what there
// is when that is less than 1 GiB.
quint64 proposed(const SizeRange &range)
{
    constexpr quint64 gib = 1024 * 1024 * 1024;
    const quint64 tenth = std::max(range.most / 10 / gib, quint64(1)) * gib;
    return tenth >= range.least && tenth <= range.most && tenth % range.step == 0 ? tenth
                                                                                  : range.most;
}
} // namespace

SizePage::SizePage(StoragePoolWizard &wizard)
    : PoolPage(wizard)
    , m_size(new SizeEdit(this))
    , m_all(new QCheckBox(tr("Take &all the space"), this))
    , m_allText(new Label(Label::Kind::Grey, QString(), this))
    , m_rangeText(new Label(Label::Kind::Grey, QString(), this))
    , m_heading(new Label(Label::Kind::Heading, tr("Space on the sources"), this))
    , m_card(new Card(this))
    , m_bars(new BeforeAfter(m_card))
    , m_question(new SizeQuestion(wizard.console(), this))
{
    setTitle(tr("Choose the size"));
    setSubTitle(tr("Drag the slider or type a size in any unit, for example 9.5 TiB, 9700 GB or "
                   "10464788 MiB."));
    m_bars->setPlannedLabel(tr("This pool"));
    m_rangeText->setWordWrap(true);

    auto *label = new Label(Label::Kind::Body, tr("&Size:"), this);
    label->setBuddy(m_size->lineEdit());
    label->setMinimumHeight(m_size->lineEdit()->sizeHint().height());
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(label, 0, Qt::AlignTop);
    row->addWidget(m_size, 1);
    auto *allRow = new QHBoxLayout;
    allRow->addWidget(m_all);
    allRow->addWidget(m_allText, 1);
    auto *cardColumn = new QVBoxLayout(m_card);
    cardColumn->setContentsMargins(16, 12, 16, 12);
    cardColumn->addWidget(m_bars);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addLayout(row);
    column->addLayout(allRow);
    column->addWidget(m_rangeText);
    column->addSpacing(12);
    column->addWidget(m_heading);
    column->addWidget(m_card);
    column->addStretch(1);

    connect(m_size, &SizeEdit::sizeChanged, this, [this] {
        m_touched = m_touched || !m_loading;
        store();
    });
    // Also from one impossible size to another, which is no change of size.
    connect(m_size->lineEdit(), &QLineEdit::textChanged, this, &SizePage::store);
    connect(m_all, &QCheckBox::toggled, this, [this](bool all) {
        m_size->setEnabled(!all);
        store();
    });
    connect(m_question, &SizeQuestion::answered, this, &SizePage::takeRange);
    connect(&wizard, &StoragePoolWizard::callChanged, this, &SizePage::followSources);
}

void SizePage::initializePage()
{
    ask();
    m_size->lineEdit()->selectAll();
    m_size->setFocus();
    store();
}

void SizePage::ask()
{
    auto *sources = static_cast<SourcePage *>(m_wizard.page(StoragePoolWizard::SourceStep));
    QList<CimPath> pools;
    quint64 extentBytes = 0;
    for (const SourceCandidate &pool : sources->pools())
        pools.append(pool.path);
    m_asked = pools;
    for (const SourceCandidate &extent : sources->extents()) {
        extentBytes += extent.free;
        m_asked.append(extent.path);
    }
    m_rangeText->setText(tr("Asking %1 which sizes it can make…").arg(m_wizard.systemName()));
    m_rangeText->show();
    m_question->ask(m_wizard.systemId(), pools, extentBytes, SizeQuestion::Pool);
}

// Sources can still arrive while this page is open: free extents are told late.
void SizePage::followSources()
{
    auto *sources = static_cast<SourcePage *>(m_wizard.page(StoragePoolWizard::SourceStep));
    QList<CimPath> now;
    for (const SourceCandidate &source : sources->pools() + sources->extents())
        now.append(source.path);
    if (m_wizard.currentId() == StoragePoolWizard::SizeStep && now != m_asked)
        ask();
}

void SizePage::load()
{
    m_loading = true;
    const CimValue size = m_wizard.call().argument(u"Size");
    m_all->setChecked(size.isNull());
    if (!size.isNull()) {
        m_size->setSize(size.toUnsigned());
        m_touched = true;
    }
    m_loading = false;
}

void SizePage::takeRange()
{
    auto *sources = static_cast<SourcePage *>(m_wizard.page(StoragePoolWizard::SourceStep));
    const auto &range = m_question->range();
    m_loading = true;
    m_size->setSliderVisible(range && range->most > range->least);
    if (!range) {
        m_size->clearRange();
        m_rangeText->setText(tr("%1 doesn't tell which sizes it can make; it refuses what it can't "
                                "and names the nearest size.")
                                 .arg(m_wizard.systemName()));
    } else if (range->most == 0) {
        m_rangeText->setText(
            tr("The sources have no space for a pool. Go back and choose others."));
    } else {
        const QString names = joined(sources->pools() + sources->extents());
        m_size->setTooLargeText(
            sources->pools().size() + sources->extents().size() > 1
                ? tr("%1 together offer at most %2.").arg(names, formatSize(range->most))
                : tr("%1 offers at most %2.").arg(names, formatSize(range->most)));
        m_size->setRange(range->least, range->most, range->step);
        if (!m_touched)
            m_size->setSize(proposed(*range));
    }
    m_rangeText->setVisible(!range || range->most == 0);
    m_allText->setText(
        range && range->most > 0
            ? tr("%1, whatever is free when the pool is made").arg(formatSize(range->most))
            : QString());
    m_loading = false;
    store();
}

std::optional<quint64> SizePage::wanted() const
{
    if (m_all->isChecked())
        return m_question->range() ? std::optional(m_question->range()->most) : std::nullopt;
    return m_size->size();
}

void SizePage::store()
{
    m_wizard.setArgument(u"Size",
                         m_all->isChecked() || !m_size->size() ? CimValue()
                                                               : CimValue::uint64(*m_size->size()));
    auto *sources = static_cast<SourcePage *>(m_wizard.page(StoragePoolWizard::SourceStep));
    const auto shown = wanted() ? wanted() : m_size->nearest();
    const auto bars = beforeAfter(sources->pools(), sources->extents(), shown.value_or(0));
    m_bars->setSources(bars);
    m_card->setVisible(!bars.isEmpty());
    m_heading->setVisible(!bars.isEmpty());
    Q_EMIT completeChanged();
}

bool SizePage::isComplete() const
{
    if (m_question->isAsking() || (m_question->range() && m_question->range()->most == 0))
        return false;
    return m_all->isChecked() || (m_size->isAcceptable() && m_size->size());
}

// A refused size: the nearest one is a button, none when nothing can be made (SP.R24).
void SizePage::showProblem(const Failure &failure)
{
    std::optional<quint64> offered;
    if (failure.offered.isValid() && failure.offered.toULongLong() > 0)
        offered = failure.offered.toULongLong();
    m_all->setChecked(false);
    m_size->showProblem(
        offered ? tr("%1 can't make this size; the nearest is %2.")
                      .arg(m_wizard.systemName(), formatSize(*offered))
                : tr("%1 can't make a pool from these sources now.").arg(m_wizard.systemName()),
        offered);
}

} // namespace Cistern
