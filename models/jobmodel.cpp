// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/jobmodel.h"

#include "services/jobs/jobtracker.h"

#include <algorithm>
#include <array>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr std::array columnNames{"job"_L1,    "system"_L1,  "progress"_L1, "amount"_L1,
                                 "result"_L1, "started"_L1, "buttons"_L1};
static_assert(columnNames.size() == JobModel::ColumnCount);
constexpr size_t samplesKept = 8; // the rate is that of the last few readings, not of the whole run
constexpr size_t samplesNeeded = 3; // before a time left is told
constexpr auto stalledAfter = 2min;
constexpr auto spinnerAfter = 500ms; // what is over sooner only flickers
constexpr auto barAfter = 5s;

bool followed(const JobRecord &record)
{
    return record.state == JobRecord::State::Running || record.state == JobRecord::State::Stopping;
}
} // namespace

State jobState(const JobRecord &record)
{
    switch (record.state) {
    case JobRecord::State::Checking:
        return State::Warning;
    case JobRecord::State::Succeeded:
        return State::Ok;
    case JobRecord::State::Stopped:
        return State::Stopped;
    case JobRecord::State::Failed:
        return record.isUnknown() ? State::Warning : State::Error;
    default:
        return State::Busy;
    }
}

JobModel::JobModel(const JobTracker &jobs, Clock &clock, const ModelWords &words, QObject *parent)
    : QAbstractTableModel(parent), m_jobs(jobs), m_clock(clock), m_words(words)
{
    for (const JobRecord &record : m_jobs.records() + m_jobs.others()) {
        m_places.insert(record.id, m_ids.size());
        m_ids.append(record.id);
        show(record);
    }
    connect(&m_jobs, &JobTracker::recordAdded, this, &JobModel::added);
    connect(&m_jobs, &JobTracker::recordChanged, this, &JobModel::changed);
    connect(&m_jobs, &JobTracker::recordsCleared, this, &JobModel::cleared);
}

int JobModel::rowOf(qint64 id) const
{
    const qsizetype place = m_places.value(id, -1);
    return place < 0 ? -1 : int(m_ids.size() - 1 - place);
}

void JobModel::show(const JobRecord &record)
{
    forget(record.id);
    const Shown shown{jobState(record), record.over()};
    m_shown.insert(record.id, shown);
    ++m_counts[shown.state];
    m_finished += shown.over;
}

void JobModel::forget(qint64 id)
{
    const auto shown = m_shown.constFind(id);
    if (shown == m_shown.cend())
        return;
    --m_counts[shown->state];
    m_finished -= shown->over;
    m_shown.erase(shown);
}

// One that somebody started here is there at once: who started it wants to see it. A reading may
// tell of a thousand others.
void JobModel::added(qint64 id)
{
    m_coming.append(id);
    const JobRecord *record = m_jobs.find(id);
    if (record && record->isOurs())
        insert();
    else
        changeSoon();
}

void JobModel::insert()
{
    QList<qint64> coming = std::exchange(m_coming, {});
    coming.removeIf([this](qint64 id) { return !m_jobs.find(id); });
    if (coming.isEmpty())
        return;
    beginInsertRows({}, 0, int(coming.size()) - 1);
    for (const qint64 id : std::as_const(coming)) {
        m_places.insert(id, m_ids.size());
        m_ids.append(id);
        show(*m_jobs.find(id));
    }
    endInsertRows();
}

void JobModel::changed(qint64 id)
{
    const JobRecord *record = m_jobs.find(id);
    if (!record || !m_places.contains(id))
        return;
    if (!followed(*record)) {
        m_samples.remove(id);
    } else if (record->percent) {
        auto &samples = m_samples[id];
        if (samples.empty() || samples.back().percent < *record->percent)
            samples.push_back({m_clock.elapsed(), *record->percent});
        if (samples.size() > samplesKept)
            samples.pop_front();
    }
    const Shown before = m_shown.value(id);
    show(*record);
    (m_shown.value(id) == before ? m_moved : m_renewed).insert(id);
    changeSoon();
}

// One signal a turn: a reading may tell of thousands of jobs.
void JobModel::changeSoon()
{
    if (std::exchange(m_announced, true))
        return;
    QMetaObject::invokeMethod(this, &JobModel::tellChanges, Qt::QueuedConnection);
}

void JobModel::tellChanges()
{
    m_announced = false;
    insert();
    // What only moved is not sorted anew, but by its progress.
    const auto tell = [this](const QSet<qint64> &ids, int first, int last) {
        QList<int> rows;
        for (const qint64 id : ids) {
            if (const int row = rowOf(id); row >= 0)
                rows.append(row);
        }
        std::sort(rows.begin(), rows.end());
        for (qsizetype from = 0; from < rows.size();) {
            qsizetype to = from + 1;
            while (to < rows.size() && rows.at(to) == rows.at(to - 1) + 1)
                ++to;
            Q_EMIT dataChanged(index(rows.at(from), first), index(rows.at(to - 1), last));
            from = to;
        }
    };
    tell(std::exchange(m_renewed, {}), 0, ColumnCount - 1);
    tell(std::exchange(m_moved, {}), Progress, Result);
}

void JobModel::cleared()
{
    for (int row = rowCount() - 1; row >= 0;) {
        int first = row;
        const auto isGone = [this](int at) {
            return !m_jobs.find(m_ids.at(m_ids.size() - 1 - at));
        };
        if (!isGone(row)) {
            --row;
            continue;
        }
        while (first > 0 && isGone(first - 1))
            --first;
        // Neighbours that go together are one removal.
        beginRemoveRows({}, first, row);
        const qsizetype from = m_ids.size() - 1 - row, count = row - first + 1;
        for (qsizetype i = from; i < from + count; ++i) {
            m_samples.remove(m_ids.at(i));
            m_places.remove(m_ids.at(i));
            forget(m_ids.at(i));
        }
        m_ids.remove(from, count);
        for (qsizetype i = from; i < m_ids.size(); ++i)
            m_places.insert(m_ids.at(i), i);
        endRemoveRows();
        row = first - 1;
    }
}

JobFigures JobModel::figures(const JobRecord &record) const
{
    JobFigures figures;
    // In steps that can't overflow, whatever the size.
    if (record.size && record.percent)
        figures.bytesDone = *record.size / 100 * quint64(*record.percent)
            + *record.size % 100 * quint64(*record.percent) / 100;
    if (!followed(record))
        return figures;
    figures.stalled = record.progressed.isValid()
        && record.progressed.msecsTo(m_clock.now()) >= stalledAfter / 1ms;
    const auto samples = m_samples.constFind(record.id);
    if (samples == m_samples.cend() || samples->size() < 2)
        return figures;
    const int grown = samples->back().percent - samples->front().percent;
    const auto time = samples->back().at - samples->front().at;
    if (time <= 0ms || grown <= 0)
        return figures;
    if (record.size)
        figures.rate = quint64(double(*record.size) / 100.0 * grown
                               / (double(time.count()) / 1000.0));
    if (samples->size() >= samplesNeeded && !figures.stalled)
        figures.left = time * (100 - samples->back().percent) / grown;
    return figures;
}

bool JobModel::lasts(const JobRecord &record, std::chrono::milliseconds time) const
{
    return record.submitted.msecsTo(m_clock.now()) >= time.count();
}

qint64 JobModel::jobId(const QModelIndex &index) const
{
    return index.isValid() ? m_ids.value(m_ids.size() - 1 - index.row()) : 0;
}

QModelIndex JobModel::indexOf(qint64 id) const
{
    const int row = rowOf(id);
    return row < 0 ? QModelIndex() : index(row, 0);
}

int JobModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

int JobModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant JobModel::data(const QModelIndex &index, int role) const
{
    const JobRecord *record = m_jobs.find(jobId(index));
    if (!record)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case RawRole:
        return m_words.jobCell(columnNames[size_t(index.column())], *record, figures(*record));
    case SortRole:
        return index.column() == Started ? QVariant(record->submitted)
            : index.column() == Progress ? QVariant(record->percent.value_or(-1))
                                         : data(index, Qt::DisplayRole);
    case JobIdRole:
        return record->id;
    case StateRole: {
        const State state = jobState(*record);
        return int(state == State::Busy && !lasts(*record, spinnerAfter) ? State::None : state);
    }
    case SystemRole:
        return record->systemId;
    case PathRole:
        return record->result.isEmpty() ? QVariant() : QVariant(record->result.toText());
    case BusyRole:
        return !record->over() && lasts(*record, barAfter);
    case StaleRole:
        return record->linkLost;
    // 0 says as little as nothing: the bar only moves.
    case ProgressRole:
        return !record->over() && record->percent.value_or(0) > 0 && lasts(*record, barAfter)
            ? QVariant(*record->percent / 100.0)
            : QVariant();
    case RateRole: {
        const auto rate = figures(*record).rate;
        return rate ? QVariant(*rate) : QVariant();
    }
    case TimeLeftRole: {
        const auto left = figures(*record).left;
        return left ? QVariant(qint64(left->count())) : QVariant();
    }
    case StalledRole:
        return figures(*record).stalled;
    case StartedByRole:
        return record->isOurs() ? QVariant() : QVariant(record->startedBy);
    case CimNameRole:
        return record->call.isValid() ? QVariant(QString(record->call.decl().name)) : QVariant();
    default:
        return {};
    }
}

QVariant JobModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool known = orientation == Qt::Horizontal && section >= 0 && section < ColumnCount;
    return known && role == Qt::DisplayRole ? QVariant(m_words.header(columnNames[size_t(section)]))
                                            : QVariant();
}

void JobModel::refreshTimes()
{
    for (auto each = m_shown.cbegin(); each != m_shown.cend(); ++each) {
        if (!each->over)
            m_moved.insert(each.key());
    }
    if (!m_moved.isEmpty())
        changeSoon();
}

} // namespace Cistern

#include "moc_jobmodel.cpp"
