// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/historymodel.h"

#include "models/jobmodel.h"
#include "services/jobs/jobtracker.h"

#include <QTimer>

#include <algorithm>
#include <array>
#include <limits>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct ColumnRow
{
    QLatin1StringView name;
    std::optional<HistoryQuery::Order> order = {};
};
constexpr std::array<ColumnRow, HistoryModel::ColumnCount> columns{
    {{.name = "job"_L1},
     {.name = "system"_L1, .order = HistoryQuery::Order::System},
     {.name = "outcome"_L1, .order = HistoryQuery::Order::State},
     {.name = "person"_L1},
     {.name = "when"_L1, .order = HistoryQuery::Order::Submitted},
     {.name = "took"_L1}}};
constexpr qsizetype wantedMost = 3; // pieces asked for and not read yet: what scrolled by is let go
constexpr qsizetype keptMost = 12;  // pieces in memory
constexpr int gatherMilliseconds = 400; // changes that come together are read once
} // namespace

HistoryModel::HistoryModel(JobHistory &history, const JobTracker &jobs, const ModelWords &words,
                           QObject *parent)
    : QAbstractTableModel(parent)
    , m_history(history)
    , m_jobs(jobs)
    , m_words(words)
    , m_soon(new QTimer(this))
    , m_later(new QTimer(this))
{
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, &HistoryModel::read);
    m_later->setSingleShot(true);
    m_later->setInterval(gatherMilliseconds);
    connect(m_later, &QTimer::timeout, this, &HistoryModel::refresh);
    connect(&m_jobs, &JobTracker::recordAdded, m_later, qOverload<>(&QTimer::start));
    connect(&m_jobs, &JobTracker::historyChanged, m_later, qOverload<>(&QTimer::start));
    connect(&m_jobs, &JobTracker::recordChanged, this, &HistoryModel::recordChanged);
}

void HistoryModel::setQuery(const HistoryQuery &query)
{
    beginResetModel();
    m_query = query;
    m_all = 0;
    m_known = false;
    m_pieces.clear();
    m_last = 0;
    endResetModel();
    refresh();
}

void HistoryModel::refresh()
{
    ++m_round;
    m_fresh = true;
    m_reading = false;
    m_wanted = {m_last};
    m_soon->start();
}

void HistoryModel::want(int piece) const
{
    if (m_taking)
        return;
    m_last = piece;
    m_wanted.removeOne(piece);
    m_wanted.prepend(piece);
    if (m_wanted.size() > wantedMost)
        m_wanted.removeLast();
    if (!m_reading)
        m_soon->start();
}

void HistoryModel::read()
{
    if (m_reading || m_wanted.isEmpty())
        return;
    const int piece = m_wanted.takeFirst();
    HistoryQuery query = m_query;
    query.first = piece * pieceSize;
    query.most = pieceSize;
    m_reading = true;
    onDone(m_history.page(query, this), this,
           [this, piece, round = m_round](const Outcome<HistoryPage> &page) {
               if (round != m_round)
                   return;
               m_reading = false;
               if (page)
                   take(piece, *page);
               else
                   Q_EMIT failed(page.failure());
               read();
           });
}

void HistoryModel::take(int piece, const HistoryPage &page)
{
    const auto all = int(std::min<qint64>(page.all, std::numeric_limits<int>::max()));
    m_taking = true;
    // Rows that went or came at other places are seen when their piece is read.
    if (all > m_all) {
        beginInsertRows({}, m_all, all - 1);
        m_all = all;
        endInsertRows();
    } else if (all < m_all) {
        beginRemoveRows({}, all, m_all - 1);
        m_all = all;
        endRemoveRows();
    }
    m_known = true;
    if (std::exchange(m_fresh, false)) {
        Q_EMIT layoutAboutToBeChanged();
        const QModelIndexList pointed = persistentIndexList();
        QHash<qint64, int> places;
        for (int i = 0; i < page.records.size(); ++i)
            places.insert(page.records.at(i).id, piece * pieceSize + i);
        QModelIndexList moved;
        for (const QModelIndex &index : pointed) {
            const JobRecord *was = record(index);
            moved.append(createIndex(places.value(was ? was->id : 0, index.row()), index.column()));
        }
        m_pieces.clear();
        m_pieces.insert(piece, page.records);
        changePersistentIndexList(pointed, moved);
        Q_EMIT layoutChanged();
    } else {
        m_pieces.insert(piece, page.records);
    }
    m_taking = false;
    while (m_pieces.size() > keptMost) {
        const QList<int> kept = m_pieces.keys();
        m_pieces.remove(*std::max_element(kept.begin(), kept.end(), [this](int a, int b) {
            return std::abs(a - m_last) < std::abs(b - m_last);
        }));
    }
    if (!page.records.isEmpty())
        Q_EMIT dataChanged(index(piece * pieceSize, 0),
                           index(std::min(m_all, piece * pieceSize + int(page.records.size())) - 1,
                                 ColumnCount - 1));
    Q_EMIT arrived();
}

void HistoryModel::recordChanged(qint64 id)
{
    for (auto it = m_pieces.cbegin(); it != m_pieces.cend(); ++it) {
        for (int i = 0; i < it->size(); ++i) {
            const int row = it.key() * pieceSize + i;
            if (it->at(i).id == id && row < m_all)
                Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
    // It may be among what is asked for now, or no longer.
    const JobRecord *now = m_jobs.find(id);
    if (now && (now->over() || !m_query.states.isEmpty()) && !m_later->isActive())
        m_later->start();
}

const JobRecord *HistoryModel::record(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= m_all)
        return nullptr;
    const auto piece = m_pieces.constFind(index.row() / pieceSize);
    const int at = index.row() % pieceSize;
    if (piece == m_pieces.cend() || at >= piece->size())
        return nullptr;
    const JobRecord *now = m_jobs.find(piece->at(at).id); // what goes on is known there first
    return now ? now : &piece->at(at);
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_all;
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_all)
        return {};
    const int piece = index.row() / pieceSize;
    const JobRecord *found = record(index);
    if (!found) {
        if (!m_pieces.contains(piece) && role == Qt::DisplayRole)
            want(piece);
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
    case RawRole:
        return m_words.jobCell(columns.at(size_t(index.column())).name, *found, {});
    case JobIdRole:
        return found->id;
    case StateRole:
        return int(jobState(*found));
    case StateTextRole:
        return m_words.jobCell("outcome"_L1, *found, {});
    case SystemRole:
        return found->systemId;
    case PathRole:
        return found->result.isEmpty() ? QVariant() : QVariant(found->result.toText());
    case CimNameRole:
        return found->call.isValid() ? QVariant(QString(found->call.decl().name)) : QVariant();
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool known = orientation == Qt::Horizontal && section >= 0 && section < ColumnCount;
    return known && role == Qt::DisplayRole
        ? QVariant(m_words.header(columns.at(size_t(section)).name))
        : QVariant();
}

bool HistoryModel::isSorted(int column)
{
    return column >= 0 && column < ColumnCount && columns.at(size_t(column)).order;
}

void HistoryModel::sort(int column, Qt::SortOrder order)
{
    if (!isSorted(column))
        return;
    HistoryQuery query = m_query;
    query.order = *columns.at(size_t(column)).order;
    query.ascending = order == Qt::AscendingOrder;
    if (query == m_query)
        return;
    setQuery(query);
}

} // namespace Cistern

#include "moc_historymodel.cpp"
