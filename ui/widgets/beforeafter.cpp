// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/beforeafter.h"

#include "ui/text/amounts.h"
#include "ui/widgets/label.h"
#include "ui/widgets/legend.h"

#include <QGridLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace Cistern {

BeforeAfter::BeforeAfter(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
}

void BeforeAfter::setSources(const QList<BeforeAfterSource> &sources)
{
    m_sources = sources;
    rebuild();
}

void BeforeAfter::setPlannedLabel(const QString &label)
{
    m_plannedLabel = label;
    rebuild();
}

void BeforeAfter::rebuild()
{
    delete m_body;
    m_body = new QWidget(this);
    m_column->addWidget(m_body);
    auto *grid = new QGridLayout(m_body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(0, fontMetrics().averageCharWidth() * 9);
    grid->setColumnStretch(1, 5);
    grid->setColumnStretch(2, 3);

    bool marks = false;
    int row = 0;
    for (const BeforeAfterSource &source : std::as_const(m_sources)) {
        if (row > 0)
            grid->setRowMinimumHeight(row++, 4);
        grid->addWidget(new Label(Label::Kind::Heading, source.name, m_body), row, 0, 1, 2);
        grid->addWidget(new Label(Label::Kind::Grey,
                                  formatAmount(source.now.total, source.now.unit, locale()),
                                  m_body),
                        row++, 2, Qt::AlignTrailing);
        const std::pair<QString, const Capacity *> lines[] = {{tr("Now"), &source.now},
                                                              {tr("After"), &source.after}};
        for (const auto &[word, capacity] : lines) {
            auto *bar = new CapacityBar(m_body);
            bar->setBarHeight(12);
            bar->setCapacity(*capacity);
            bar->setAccessibleName(
                tr("%1, %2", "name of a source, now or after").arg(source.name, word));
            const quint64 taken = qMin(capacity->total, capacity->used() + capacity->planned);
            const QString figures = taken == capacity->total
                ? tr("Full")
                : tr("%1 used, %2 free")
                      .arg(formatAmount(taken, capacity->unit, locale()),
                           formatAmount(capacity->total - taken, capacity->unit, locale()));
            grid->addWidget(new Label(Label::Kind::Grey, word, m_body), row, 0);
            grid->addWidget(bar, row, 1);
            grid->addWidget(new Label(Label::Kind::Body, figures, m_body), row++, 2);
            marks = marks || capacity->lowMark;
        }
    }
    if (m_plannedLabel.isEmpty())
        return;
    QList<LegendEntry> entries{{Swatch::Used, tr("Used"), {}},
                               {Swatch::Planned, m_plannedLabel, {}},
                               {Swatch::Free, tr("Free"), {}}};
    if (marks)
        entries.append({Swatch::LowMark, tr("Low-space mark"), {}});
    auto *legend = new Legend(m_body);
    legend->setEntries(entries);
    grid->setRowMinimumHeight(row++, 4);
    grid->addWidget(legend, row, 0, 1, 3, Qt::AlignLeading);
}

} // namespace Cistern
