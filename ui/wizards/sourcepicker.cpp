// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/sourcepicker.h"

#include "ui/text/units.h"
#include "ui/widgets/label.h"
#include "ui/widgets/statedelegate.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltips.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
enum Column { NameColumn, FreeColumn, TotalColumn, FilledColumn, StateColumn, ColumnCount };
constexpr int candidateRole = Qt::UserRole + 100;
} // namespace

SourcePicker::SourcePicker(QWidget *parent)
    : QWidget(parent)
    , m_view(new QTreeView(this))
    , m_model(new QStandardItemModel(this))
    , m_line(new Label(Label::Kind::Body, QString(), this))
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Sources"));
    m_view->setRootIsDecorated(true);
    m_view->setIndentation(16);
    m_view->setItemsExpandable(false);
    StateDelegate::paintRows(m_view,
                             {{FilledColumn, StateDelegate::Layout::Filled},
                              {StateColumn, StateDelegate::Layout::State}});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_line);
    column->addWidget(m_view, 1);
    m_line->hide();
    connect(m_model, &QStandardItemModel::itemChanged, this, [this] { followTicks(); });
}

void SourcePicker::setCandidates(const QList<SourceCandidate> &candidates, const Rules &rules)
{
    if (candidates == m_candidates && rules == m_rules && m_model->rowCount() > 0)
        return;
    m_candidates = candidates;
    m_rules = rules;
    rebuild();
}

void SourcePicker::setTicked(const QList<CimPath> &pools, const QList<CimPath> &extents)
{
    m_ticked = pools + extents;
    rebuild();
}

QString SourcePicker::refusalOf(const SourceCandidate &candidate, qsizetype poolsTicked) const
{
    if (!candidate.refusal.isEmpty())
        return candidate.refusal;
    if (!candidate.isPool && !m_rules.extents)
        return tr("This system makes no pools from extents");
    if (candidate.isPool && !m_rules.onePool && !m_rules.manyPools)
        return tr("This system makes pools from extents only");
    if (candidate.isPool && !m_rules.manyPools && poolsTicked > 0
        && !m_ticked.contains(candidate.path))
        return tr("This system makes a pool from one pool only");
    return {};
}

void SourcePicker::rebuild()
{
    m_filling = true;
    m_model->clear();
    m_model->setColumnCount(ColumnCount);
    m_model->setHorizontalHeaderLabels(
        {tr("Source"), tr("Free"), tr("Of"), tr("Filled"), tr("State")});
    for (const int column : {FreeColumn, TotalColumn})
        m_model->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);

    QList<CimPath> usable;
    m_lost.clear();
    QList<CimPath> known;
    for (const SourceCandidate &candidate : std::as_const(m_candidates)) {
        known.append(candidate.path);
        if (refusalOf(candidate, 0).isEmpty())
            usable.append(candidate.path);
    }
    for (const CimPath &path : std::as_const(m_ticked)) {
        if (!known.contains(path))
            m_lost.append(path);
    }
    m_onlyOne = m_candidates.size() == 1 && usable.size() == 1;
    if (m_onlyOne && m_ticked.isEmpty())
        m_ticked = usable;

    for (const bool pools : {true, false}) {
        QStandardItem *heading = nullptr;
        for (const SourceCandidate &candidate : std::as_const(m_candidates)) {
            if (candidate.isPool != pools)
                continue;
            if (!heading) {
                heading = new QStandardItem(pools ? tr("Pools") : tr("Free extents"));
                heading->setFlags(Qt::ItemIsEnabled);
                heading->setFont(scaledFont(font(), 1.0, true));
                m_model->appendRow(heading);
            }
            addRow(heading, candidate);
        }
    }
    m_view->expandAll();
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(StateColumn, QHeaderView::ResizeToContents);
    for (const int column : {FreeColumn, TotalColumn}) {
        header->setSectionResizeMode(column, QHeaderView::Fixed);
        header->resizeSection(column, fontMetrics().averageCharWidth() * 13);
    }
    header->setSectionResizeMode(FilledColumn, QHeaderView::Fixed);
    header->resizeSection(FilledColumn, fontMetrics().averageCharWidth() * 18);
    header->setSectionsMovable(false);

    m_view->setVisible(!m_onlyOne);
    setSizePolicy(QSizePolicy::Preferred, m_onlyOne ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    m_line->setVisible(m_onlyOne);
    if (m_onlyOne) {
        const SourceCandidate &only = m_candidates.first();
        m_line->setText(
            tr("%1, the only source: %2 of %3 free")
                .arg(isolated(only.name), formatSize(only.free), formatSize(only.total)));
    } else if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0) {
        QModelIndex first = m_model->index(0, 0, m_model->index(0, 0));
        const QModelIndexList ticked = m_model->match(first, Qt::CheckStateRole, Qt::Checked, 1,
                                                      Qt::MatchExactly);
        m_view->setCurrentIndex(ticked.isEmpty() ? first : ticked.first());
    }
    m_filling = false;
    followTicks();
}

void SourcePicker::addRow(QStandardItem *heading, const SourceCandidate &candidate)
{
    QList<QStandardItem *> row;
    for (int column = 0; column < ColumnCount; ++column) {
        auto *item = new QStandardItem;
        item->setEditable(false);
        row.append(item);
    }
    row[NameColumn]->setText(candidate.name);
    row[NameColumn]->setData(candidate.isPool && !candidate.primordial ? u"pool"_s
                                 : candidate.isPool                    ? u"primordial"_s
                                                                       : u"extent"_s,
                             IconRole);
    row[NameColumn]->setCheckable(true);
    row[NameColumn]->setCheckState(m_ticked.contains(candidate.path) ? Qt::Checked : Qt::Unchecked);
    row[NameColumn]->setData(m_candidates.indexOf(candidate), candidateRole);
    row[FreeColumn]->setText(formatSize(candidate.free));
    row[TotalColumn]->setText(formatSize(candidate.total));
    for (const int column : {FreeColumn, TotalColumn})
        row[column]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row[FreeColumn]->setToolTip(formatExact(candidate.free));
    row[TotalColumn]->setToolTip(formatExact(candidate.total));
    if (candidate.isPool) {
        row[FilledColumn]->setData(
            QVariant::fromValue(candidate.total - qMin(candidate.free, candidate.total)), UsedRole);
        row[FilledColumn]->setData(QVariant::fromValue(candidate.total), TotalRole);
        row[FilledColumn]->setData(QVariant::fromValue(candidate.heldByPools), ChildUsedRole);
        if (candidate.lowMark)
            row[FilledColumn]->setData(*candidate.lowMark, LowMarkRole);
    }
    row[StateColumn]->setData(int(candidate.state), StateRole);
    heading->appendRow(row);
}

// Reads the ticks and greys what they exclude.
void SourcePicker::followTicks()
{
    if (m_filling)
        return;
    m_filling = true;
    QList<CimPath> ticked;
    qsizetype poolsTicked = 0;
    const auto eachRow = [this](auto visit) {
        for (int group = 0; group < m_model->rowCount(); ++group) {
            const QStandardItem *heading = m_model->item(group);
            for (int row = 0; row < heading->rowCount(); ++row)
                visit(heading, row,
                      m_candidates.at(heading->child(row)->data(candidateRole).toLongLong()));
        }
    };
    eachRow([&](const QStandardItem *heading, int row, const SourceCandidate &candidate) {
        if (heading->child(row)->checkState() == Qt::Checked) {
            ticked.append(candidate.path);
            poolsTicked += candidate.isPool;
        }
    });
    m_ticked = ticked + m_lost; // those may still come
    eachRow([&](const QStandardItem *heading, int row, const SourceCandidate &candidate) {
        const QString refusal = refusalOf(candidate, poolsTicked);
        QStandardItem *state = heading->child(row, StateColumn);
        const QString words = refusal.isEmpty() ? stateWord(candidate.state) : refusal;
        for (int column = 0; column < ColumnCount; ++column) {
            heading->child(row, column)
                ->setEnabled(refusal.isEmpty() || ticked.contains(candidate.path));
            if (column != FreeColumn && column != TotalColumn)
                heading->child(row, column)->setToolTip(plainToolTip(refusal));
        }
        state->setData(words, StateTextRole);
        state->setText(words);
        heading->child(row)->setData(tr("%1, %2 of %3 free, %4")
                                         .arg(candidate.name, formatSize(candidate.free),
                                              formatSize(candidate.total), words),
                                     Qt::AccessibleTextRole);
    });
    m_filling = false;
    Q_EMIT changed();
}

QList<SourceCandidate> SourcePicker::ticked(bool pools) const
{
    QList<SourceCandidate> found;
    for (const SourceCandidate &candidate : m_candidates) {
        if (candidate.isPool == pools && m_ticked.contains(candidate.path))
            found.append(candidate);
    }
    return found;
}

QList<SourceCandidate> SourcePicker::tickedPools() const
{
    return ticked(true);
}

QList<SourceCandidate> SourcePicker::tickedExtents() const
{
    return ticked(false);
}

} // namespace Cistern
