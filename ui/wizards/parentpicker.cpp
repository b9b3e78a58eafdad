// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/parentpicker.h"

#include "ui/text/amounts.h"
#include "ui/text/childpoolwords.h"
#include "ui/widgets/statedelegate.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltips.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

namespace {
enum Column { NameColumn, FreeColumn, CapacityColumn, ReservedColumn, StateColumn, ColumnCount };
} // namespace

ParentPicker::ParentPicker(QWidget *parent)
    : QWidget(parent), m_view(new QTreeView(this)), m_model(new QStandardItemModel(this))
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Parent pools"));
    m_view->setIndentation(16);
    m_view->setItemsExpandable(false);
    StateDelegate::paintRows(m_view,
                             {{ReservedColumn, StateDelegate::Layout::Filled},
                              {StateColumn, StateDelegate::Layout::State}});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    connect(m_model, &QStandardItemModel::itemChanged, this, &ParentPicker::follow);
}

void ParentPicker::setPools(const ResourceFacts &facts, const ResourceType &type,
                            const CimPath &child)
{
    const QString current = m_view->currentIndex().siblingAtColumn(0).data(PathRole).toString();
    m_filling = true;
    m_model->clear();
    m_model->setColumnCount(ColumnCount);
    m_model->setHorizontalHeaderLabels(
        {tr("Pool"), tr("Free"), tr("Of"), tr("Reserved"), tr("State")});
    for (const int column : {FreeColumn, CapacityColumn})
        m_model->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    QList<CimPath> seen;
    const auto pools = facts.pools();
    for (const ResourcePoolFacts &pool : pools) {
        if (pool.type == type && facts.parents(pool.path).isEmpty())
            addRow(m_model->invisibleRootItem(), pool, facts, child, seen);
    }
    m_view->expandAll();
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(StateColumn, QHeaderView::ResizeToContents);
    for (const int column : {FreeColumn, CapacityColumn}) {
        header->setSectionResizeMode(column, QHeaderView::Fixed);
        header->resizeSection(column, fontMetrics().averageCharWidth() * 14);
    }
    header->setSectionResizeMode(ReservedColumn, QHeaderView::Fixed);
    header->resizeSection(ReservedColumn, fontMetrics().averageCharWidth() * 18);
    m_filling = false;
    const QModelIndex first = m_model->index(0, 0);
    const QModelIndexList found = m_model->match(first, PathRole, current, 1,
                                                 Qt::MatchExactly | Qt::MatchRecursive);
    m_view->setCurrentIndex(found.isEmpty() ? first : found.first());
}

void ParentPicker::addRow(QStandardItem *above, const ResourcePoolFacts &pool,
                          const ResourceFacts &facts, const CimPath &child, QList<CimPath> &seen)
{
    if (seen.contains(pool.path))
        return; // a child of several parents stands below the first
    seen.append(pool.path);
    const bool below = !child.isEmpty() && (pool.path == child || facts.descends(pool.path, child));
    const QString refusal = !below ? QString()
        : pool.path == child       ? tr("This pool itself")
                                   : tr("Draws from this pool");
    QList<QStandardItem *> row;
    for (int column = 0; column < ColumnCount; ++column) {
        auto *item = new QStandardItem;
        item->setEditable(false);
        item->setEnabled(!below);
        item->setToolTip(plainToolTip(refusal));
        row.append(item);
    }
    const QString name = resourcePoolName(pool);
    const QString free = pool.told ? formatAmount(pool.free(), pool.unit, locale())
                                   : tr("not told");
    const QString capacity = pool.told ? formatAmount(pool.capacity, pool.unit, locale())
                                       : QString();
    const QString words = below ? refusal : stateWord(pool.state);
    row[NameColumn]->setText(name);
    row[NameColumn]->setData(
        QString(pool.primordial ? QLatin1StringView("primordial") : resourceIcon(pool.type)),
        IconRole);
    row[NameColumn]->setData(pool.path.toText(), PathRole);
    row[NameColumn]->setCheckable(!below);
    if (!below)
        row[NameColumn]->setCheckState(m_chosen.contains(pool.path) ? Qt::Checked : Qt::Unchecked);
    row[NameColumn]->setData(pool.told
                                 ? tr("%1, %2 of %3 free, %4").arg(name, free, capacity, words)
                                 : tr("%1, %2").arg(name, words),
                             Qt::AccessibleTextRole);
    row[FreeColumn]->setText(free);
    row[CapacityColumn]->setText(capacity);
    for (const int column : {FreeColumn, CapacityColumn})
        row[column]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (pool.told) {
        row[ReservedColumn]->setData(QVariant::fromValue(pool.capacity - pool.free()), UsedRole);
        row[ReservedColumn]->setData(QVariant::fromValue(pool.capacity), TotalRole);
        row[ReservedColumn]->setData(QVariant::fromValue(pool.unit), UnitRole);
        if (!below)
            row[ReservedColumn]->setToolTip(
                tr("%1 of %2 reserved")
                    .arg(formatAmount(pool.capacity - pool.free(), pool.unit, locale()), capacity));
    }
    row[StateColumn]->setData(int(below ? State::None : pool.state), StateRole);
    row[StateColumn]->setData(words, StateTextRole);
    row[StateColumn]->setText(words);
    above->appendRow(row);
    const auto children = facts.children(pool.path);
    for (const CimPath &path : children)
        addRow(row[NameColumn], *facts.pool(path), facts, child, seen);
}

void ParentPicker::setChosen(const QList<CimPath> &parents)
{
    if (parents == m_chosen)
        return;
    m_chosen = parents;
    m_filling = true;
    showTicks(m_model->invisibleRootItem());
    m_filling = false;
}

void ParentPicker::showTicks(QStandardItem *above)
{
    for (int row = 0; row < above->rowCount(); ++row) {
        QStandardItem *item = above->child(row);
        const auto path = CimPath::fromText(item->data(PathRole).toString());
        if (item->isCheckable())
            item->setCheckState(path && m_chosen.contains(*path) ? Qt::Checked : Qt::Unchecked);
        showTicks(item);
    }
}

void ParentPicker::follow(QStandardItem *item)
{
    const auto path = CimPath::fromText(item->data(PathRole).toString());
    if (m_filling || item->column() != NameColumn || !item->isCheckable() || !path)
        return;
    const bool ticked = item->checkState() == Qt::Checked;
    if (ticked == m_chosen.contains(*path))
        return;
    if (ticked)
        m_chosen.append(*path);
    else
        m_chosen.removeAll(*path);
    Q_EMIT changed();
}

} // namespace Cistern
