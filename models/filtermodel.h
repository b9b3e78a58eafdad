// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Keeps the rows of a short table that hold all words of a text, and sorts on raw values. Tree and
// tables of objects, which may be long, do that by themselves. Owned by the view's owner; GUI
// thread.
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace Cistern {

class FilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit FilterModel(QAbstractItemModel *source, QObject *parent = nullptr);

    void setText(const QString &text); // words in any letter case; empty keeps all
    bool isFiltering() const { return !m_words.isEmpty(); }

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QStringList m_words;
};

} // namespace Cistern
