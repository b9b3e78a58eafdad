// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/filtermodel.h"

#include "models/roles.h"

#include <algorithm>

namespace Cistern {

FilterModel::FilterModel(QAbstractItemModel *source, QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSortLocaleAware(true);
    setSourceModel(source);
    sort(0);
}

void FilterModel::setText(const QString &text)
{
    const QStringList words = text.simplified().split(QChar::Space, Qt::SkipEmptyParts);
    if (std::exchange(m_words, words) != words)
        invalidateFilter();
}

bool FilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    if (m_words.isEmpty())
        return true;
    // What a row says in its columns; what it is called, not how it is painted.
    QStringList texts;
    const int columns = sourceModel()->columnCount(sourceParent);
    for (int column = 0; column < columns; ++column)
        texts.append(
            sourceModel()->index(sourceRow, column, sourceParent).data(RawRole).toString());
    return std::all_of(m_words.begin(), m_words.end(), [&texts](const QString &word) {
        return std::any_of(texts.begin(), texts.end(), [&word](const QString &text) {
            return text.contains(word, Qt::CaseInsensitive);
        });
    });
}

bool FilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    // A QVariant compares 64-bit unsigned numbers as such only when both are.
    const QVariant a = left.data(SortRole);
    const QVariant b = right.data(SortRole);
    if (a.typeId() == QMetaType::ULongLong && b.typeId() == QMetaType::ULongLong)
        return a.toULongLong() < b.toULongLong();
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace Cistern

#include "moc_filtermodel.cpp"
