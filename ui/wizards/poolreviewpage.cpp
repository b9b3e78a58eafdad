// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/poolreviewpage.h"

#include "models/storagefacts.h"
#include "ui/text/units.h"
#include "ui/widgets/beforeafter.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/propertygrid.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/texttabs.h"
#include "ui/widgets/calltexts.h"
#include "ui/wizards/candidates.h"
#include "ui/wizards/nameproblem.h"
#include "ui/wizards/poolsizepage.h"
#include "ui/wizards/poolsourcepage.h"

#include <QScrollArea>
#include <QTabBar>
#include <QVBoxLayout>

namespace Cistern {

ReviewPage::ReviewPage(StoragePoolWizard &wizard)
    : PoolPage(wizard)
    , m_tabs(new TextTabs(this))
    , m_summary(new PropertyGrid(this))
    , m_bars(new BeforeAfter(this))
    , m_glyph(new StateGlyph(this))
    , m_warning(new Label(Label::Kind::Body, QString(), this))
{
    setTitle(tr("Review and create"));
    m_summary->setMaximumColumns(1);
    m_warning->setWordWrap(true);

    auto *card = new Card(this);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    column->addWidget(m_summary);
    column->addWidget(new Hairline(card));
    column->addWidget(m_bars);
    auto *warningRow = new QHBoxLayout;
    warningRow->setSpacing(8);
    warningRow->addWidget(m_glyph, 0, Qt::AlignTop);
    warningRow->addWidget(m_warning, 1);
    column->addLayout(warningRow);
    column->addStretch(1);
    m_tabs->addPage(tr("Summary"), card);
    auto *page = new QVBoxLayout(this);
    page->addWidget(m_tabs, 1);
}

void ReviewPage::initializePage()
{
    setSubTitle(tr("Nothing has been sent yet. %1 does this as a job; you can follow it in Jobs.")
                    .arg(m_wizard.systemName()));
    const MethodCall &call = m_wizard.call();
    auto *sources = static_cast<SourcePage *>(m_wizard.page(StoragePoolWizard::SourceStep));
    auto *size = static_cast<SizePage *>(m_wizard.page(StoragePoolWizard::SizeStep));
    const QString name = call.argument(u"ElementName").toString();
    QStringList from;
    for (const SourceCandidate &source : sources->extents() + sources->pools())
        from.append(isolated(source.name));

    PropertyGroup group;
    group.rows = {
        {.label = tr("Name"),
         .value = name.isEmpty() ? tr("%1 chooses one").arg(m_wizard.systemName())
                                 : visibleName(name),
         .cimName = QStringLiteral("ElementName")},
        {.label = tr("System"), .value = m_wizard.systemName()},
        {.label = tr("Made from"),
         .value = QLocale().createSeparatedList(from),
         .cimName = QStringLiteral("InExtents, InPools")},
        {.label = tr("Size"),
         .value = call.argument(u"Size").isNull()
             ? (size->wanted() ? tr("All that is free, %1 now").arg(formatSize(*size->wanted()))
                               : tr("All that is free"))
             : formatSize(*size->wanted()),
         .exact = call.argument(u"Size").isNull() ? QString() : formatExact(*size->wanted()),
         .cimName = QStringLiteral("Size")},
        {.label = tr("Quality"),
         .value = sources->qualityText(),
         .cimName = QStringLiteral("Goal")}};
    m_summary->setGroups({group});
    m_bars->setSources(
        beforeAfter(sources->pools(), sources->extents(), size->wanted().value_or(0)));
    m_tabs->setTexts(callTexts(m_wizard.console(), m_wizard.systemId(), call));
    m_tabs->tabs()->setCurrentIndex(0);
    showWarning();
    Q_EMIT completeChanged();
}

void ReviewPage::showWarning()
{
    auto *sources = static_cast<SourcePage *>(m_wizard.page(StoragePoolWizard::SourceStep));
    auto *size = static_cast<SizePage *>(m_wizard.page(StoragePoolWizard::SizeStep));
    m_blocked = false;
    QString text;
    const QList<Failure> problems = m_wizard.call().problems();
    if (!problems.isEmpty() || m_wizard.call().target().isEmpty()) {
        m_blocked = true;
        text = tr("This can't be sent: %1 is not valid.")
                   .arg(problems.isEmpty() ? tr("the system") : problems.first().parameter);
    } else {
        QStringList low;
        for (const BeforeAfterSource &source :
             beforeAfter(sources->pools(), {}, size->wanted().value_or(0))) {
            Capacity after = source.after;
            after.parts.append({Space::Used, after.planned});
            if (after.isLow() && !source.now.isLow())
                low.append(isolated(source.name));
        }
        if (!low.isEmpty())
            text = tr("%1 pass their low-space mark. You can still create the pool.", nullptr,
                      int(low.size()))
                       .arg(QLocale().createSeparatedList(low));
    }
    m_glyph->setState(m_blocked ? State::Error : text.isEmpty() ? State::None : State::Warning);
    m_glyph->setVisible(!text.isEmpty());
    m_warning->setState(m_blocked ? State::Error : State::Warning);
    m_warning->setText(text);
    m_warning->setVisible(!text.isEmpty());
}

bool ReviewPage::isComplete() const
{
    return !m_blocked;
}

} // namespace Cistern
