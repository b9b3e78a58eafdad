// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/objecttable.h"

#include "models/objecttablemodel.h"
#include "ui/widgets/statedelegate.h"

#include <QHeaderView>
#include <QTreeView>

namespace Cistern {

QTreeView *makeObjectTable(ObjectTableModel *model, const QString &accessibleName, QWidget *parent)
{
    auto *view = new QTreeView(parent);
    view->setModel(model);
    view->setAccessibleName(accessibleName);
    view->setRootIsDecorated(false);
    view->setSortingEnabled(true);
    view->sortByColumn(ObjectTableModel::Name, Qt::AscendingOrder);
    StateDelegate::paintRows(view,
                             {{ObjectTableModel::Filled, StateDelegate::Layout::Filled},
                              {ObjectTableModel::State, StateDelegate::Layout::State}});
    QHeaderView *header = view->header();
    const int unit = view->fontMetrics().averageCharWidth();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(ObjectTableModel::Name, QHeaderView::Stretch);
    header->resizeSection(ObjectTableModel::Kind, unit * 20);
    header->resizeSection(ObjectTableModel::Size, unit * 14);
    header->resizeSection(ObjectTableModel::Filled, unit * 22);
    header->resizeSection(ObjectTableModel::State, unit * 20);
    return view;
}

} // namespace Cistern
