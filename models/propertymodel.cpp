// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/propertymodel.h"

#include "models/modelwords.h"

#include <algorithm>
#include <array>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr std::array columnNames{"property"_L1, "type"_L1, "value"_L1};
static_assert(columnNames.size() == PropertyModel::ColumnCount);
constexpr qsizetype longestShown = 10'000; // characters; the whole is in RawRole

QString typeText(const CimValue &value)
{
    return cimTypeName(value.type()) + (value.isArray() ? "[]"_L1 : ""_L1);
}
} // namespace

PropertyModel::PropertyModel(const ModelWords &words, QObject *parent)
    : QAbstractTableModel(parent), m_words(words)
{}

void PropertyModel::setInstance(const CimInstance &instance)
{
    const auto rows = instance.properties();
    const bool same = instance.path() == m_path && rows.size() == m_rows.size()
        && std::equal(rows.begin(), rows.end(), m_rows.begin(),
                      [](const auto &a, const auto &b) { return a.first == b.first; });
    m_decl = instance.decl();
    if (!same) {
        beginResetModel();
        m_path = instance.path();
        m_rows = rows;
        endResetModel();
        return;
    }
    for (int row = 0; row < rows.size(); ++row) {
        if (rows.at(row).second == m_rows.at(row).second)
            continue;
        m_rows[row] = rows.at(row);
        Q_EMIT dataChanged(index(row, Type), index(row, Value));
    }
}

int PropertyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PropertyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant PropertyModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &[name, value] = m_rows.at(index.row());
    const bool text = role == Qt::DisplayRole || role == RawRole || role == SortRole;
    if (role == CimNameRole)
        return m_decl ? u"%1.%2"_s.arg(m_decl->name, name) : name;
    if (role == KindRole)
        return value.isNull() ? u"null"_s : u"value"_s; // so that a view can tell null from empty
    if (!text)
        return {};
    switch (index.column()) {
    case Name:
        return name;
    case Type:
        return typeText(value);
    default:
        break;
    }
    // Numbers sort as numbers.
    if (const auto number = value.toUnsigned(); role == SortRole && number)
        return *number;
    const QString whole = value.toText();
    return role == Qt::DisplayRole && whole.size() > longestShown
        ? whole.first(longestShown) + u"…"_s
        : whole;
}

QVariant PropertyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool known = orientation == Qt::Horizontal && section >= 0 && section < ColumnCount;
    return known && role == Qt::DisplayRole ? QVariant(m_words.header(columnNames[size_t(section)]))
                                            : QVariant();
}

} // namespace Cistern

#include "moc_propertymodel.cpp"
