// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/pairmodel.h"

#include "ui/text/units.h"
#include "ui/widgets/tooltips.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

int PairModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_pairs.size() + removed().size());
}

int PairModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QList<PipeEnds> PairModel::removed() const
{
    QList<PipeEnds> gone;
    for (const PipeEnds &pair : m_before.value_or(QList<PipeEnds>())) {
        if (!m_pairs.contains(pair))
            gone.append(pair);
    }
    return gone;
}

QString PairModel::nameOf(const CimPath &endpoint, bool source) const
{
    for (const EndpointFacts &each : endpoints(source)) {
        if (each.path == endpoint)
            return each.name;
    }
    return endpointName(endpoint);
}

QVariant PairModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row();
    const bool present = row < m_pairs.size();
    const PipeEnds pair = present ? m_pairs.at(row) : removed().value(row - m_pairs.size());
    switch (Column(index.column())) {
    case NumberColumn:
        return role == Qt::DisplayRole && present ? QVariant(row + 1) : QVariant();
    case SourceColumn:
        return endData(pair.source, true, role);
    case TargetColumn:
        return endData(pair.target, false, role);
    case ArrowColumn:
        if (role == IconRole)
            return m_arrow;
        return role == Qt::AccessibleTextRole ? tr("to") : QVariant();
    case ChangeColumn:
        return changeData(row, role);
    case CheckColumn:
        return checkData(row, role);
    }
    return {};
}

QVariant PairModel::endData(const CimPath &endpoint, bool source, int role) const
{
    if (role == PathRole)
        return endpoint.isEmpty() ? QString() : endpoint.toText();
    if (role == IconRole)
        return endpoint.isEmpty() ? QString() : u"endpoint"_s;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (!endpoint.isEmpty())
        return role == Qt::ToolTipRole ? plainToolTip(nameOf(endpoint, source))
                                       : isolatedLeftToRight(nameOf(endpoint, source));
    return endpoints(source).isEmpty() ? tr("No endpoints here") : tr("Choose…");
}

QVariant PairModel::changeData(int row, int role) const
{
    if (!m_before)
        return {};
    const bool present = row < m_pairs.size();
    const bool kept = present && m_before->contains(m_pairs.at(row));
    if (role == Qt::DisplayRole)
        return !present ? tr("Removed") : kept ? tr("Kept") : tr("Added");
    if (role == IconRole)
        return !present ? u"minus"_s : kept ? u"check"_s : u"plus"_s;
    return {};
}

QVariant PairModel::checkData(int row, int role) const
{
    if (row >= m_checks.size() || row >= m_pairs.size())
        return {};
    const PipeCheckLine &line = m_checks.at(row);
    if (line.state == State::None)
        return role == Qt::DisplayRole ? tr("Not checked") : QVariant();
    if (role == StateRole)
        return int(line.state);
    if (role == Qt::DisplayRole || role == StateTextRole)
        return line.state == State::Ok
            ? tr("%1, %2").arg(line.text, isolatedLeftToRight(formatDuration(line.took)))
            : line.text;
    return {};
}

QVariant PairModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case NumberColumn:
        return u"#"_s;
    case SourceColumn:
        return tr("Source endpoint");
    case ArrowColumn:
        return QString();
    case TargetColumn:
        return tr("Target endpoint");
    case ChangeColumn:
        return tr("Change");
    case CheckColumn:
        return tr("Last check");
    }
    return {};
}

Qt::ItemFlags PairModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= m_pairs.size())
        return Qt::NoItemFlags; // would go: told, not to be touched
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (m_editable && (index.column() == SourceColumn || index.column() == TargetColumn))
        flags |= Qt::ItemIsEditable;
    return flags;
}

// Rows of two kinds move at once; the lists are short, and the table keeps the current row.
template<class Change>
void PairModel::reset(Change change)
{
    beginResetModel();
    change();
    endResetModel();
}

void PairModel::setPairs(const QList<PipeEnds> &pairs)
{
    if (pairs != m_pairs)
        reset([&] { m_pairs = pairs; });
}

void PairModel::setEnd(int row, bool source, const CimPath &endpoint)
{
    if (row < 0 || row >= m_pairs.size())
        return;
    PipeEnds pair = m_pairs.at(row);
    (source ? pair.source : pair.target) = endpoint;
    if (pair == m_pairs.at(row))
        return;
    const auto before = removed().size();
    m_pairs[row] = pair;
    // Rows that would go may come or vanish with it.
    if (removed().size() != before || m_before)
        reset([] {});
    else
        repaintAll();
    Q_EMIT edited();
}

int PairModel::addPair()
{
    PipeEnds pair;
    for (const bool source : {true, false}) {
        for (const EndpointFacts &each : endpoints(source)) {
            if (each.inService && !isTaken(each.path, source, -1)) {
                (source ? pair.source : pair.target) = each.path;
                break;
            }
        }
    }
    reset([&] { m_pairs.append(pair); });
    Q_EMIT edited();
    return int(m_pairs.size()) - 1;
}

void PairModel::removePair(int row)
{
    if (row < 0 || row >= m_pairs.size())
        return;
    reset([&] { m_pairs.removeAt(row); });
    Q_EMIT edited();
}

bool PairModel::isTaken(const CimPath &endpoint, bool source, int exceptRow) const
{
    for (qsizetype row = 0; row < m_pairs.size(); ++row) {
        if (row != exceptRow
            && (source ? m_pairs.at(row).source : m_pairs.at(row).target) == endpoint)
            return true;
    }
    return false;
}

void PairModel::repaintAll()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

void PairModel::setEndpoints(const QList<EndpointFacts> &sources,
                             const QList<EndpointFacts> &targets)
{
    if (sources == m_sources && targets == m_targets)
        return;
    m_sources = sources;
    m_targets = targets;
    repaintAll();
}

void PairModel::setBefore(const std::optional<QList<PipeEnds>> &before)
{
    if (before != m_before)
        reset([&] { m_before = before; });
}

void PairModel::setChecks(const QList<PipeCheckLine> &checks)
{
    m_checks = checks;
    repaintAll();
}

void PairModel::setArrow(const QString &icon)
{
    m_arrow = icon;
    repaintAll();
}

void PairModel::setEditable(bool editable)
{
    m_editable = editable;
    repaintAll();
}

} // namespace Cistern

#include "moc_pairmodel.cpp"
