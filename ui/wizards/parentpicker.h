// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The pools of one type as a tree to tick parents in, with what is reserved of each. What can't be
// a parent is grey with the reason. Owned by its page or sheet. GUI thread.
#pragma once

#include "models/resourcefacts.h"

#include <QWidget>

class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace Cistern {

class ParentPicker : public QWidget
{
    Q_OBJECT

public:
    explicit ParentPicker(QWidget *parent = nullptr);

    // child: the pool whose parents are chosen, empty for a new one. Keeps what is ticked.
    void setPools(const ResourceFacts &facts, const ResourceType &type, const CimPath &child = {});
    void setChosen(const QList<CimPath> &parents);
    // In the order they were chosen: the terms of each follow it.
    QList<CimPath> chosen() const { return m_chosen; }
    QTreeView *view() const { return m_view; }

Q_SIGNALS:
    void changed();

private:
    void addRow(QStandardItem *above, const ResourcePoolFacts &pool, const ResourceFacts &facts,
                const CimPath &child, QList<CimPath> &seen);
    void showTicks(QStandardItem *above);
    void follow(QStandardItem *item);

    QList<CimPath> m_chosen;
    bool m_filling = false;
    QTreeView *m_view;
    QStandardItemModel *m_model;
};

} // namespace Cistern
