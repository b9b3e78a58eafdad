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
    for (const JobRecord &record : m_jobs.records() + m_jobs.others())
        m_rows.prepend(record.id);
    connect(&m_jobs, &JobTracker::recordAdded, this, &JobModel::added);
    connect(&m_jobs, &JobTracker::recordChanged, this, &JobModel::changed);
    connect(&m_jobs, &JobTracker::recordsCleared, this, &JobModel::cleared);
}

void JobModel::added(qint64 id)
{
    beginInsertRows({}, 0, 0);
    m_rows.prepend(id);
    endInsertRows();
}

void JobModel::changed(qint64 id)
{
    const JobRecord *record = m_jobs.find(id);
    const auto row = int(m_rows.indexOf(id));
    if (!record || row < 0)
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
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void JobModel::cleared()
{
    for (qsizetype row = m_rows.size() - 1; row >= 0; --row) {
        if (m_jobs.find(m_rows.at(row)))
            continue;
        beginRemoveRows({}, int(row), int(row));
        m_samples.remove(m_rows.takeAt(row));
        endRemoveRows();
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

int JobModel::count(State state) const
{
    const auto isSo = [state](const JobRecord &record) { return jobState(record) == state; };
    const QList<JobRecord> &ours = m_jobs.records();
    const QList<JobRecord> others = m_jobs.others();
    return int(std::count_if(ours.begin(), ours.end(), isSo)
               + std::count_if(others.begin(), others.end(), isSo));
}

qint64 JobModel::jobId(const QModelIndex &index) const
{
    return index.isValid() ? m_rows.value(index.row()) : 0;
}

QModelIndex JobModel::indexOf(qint64 id) const
{
    const auto row = int(m_rows.indexOf(id));
    return row < 0 ? QModelIndex() : index(row, 0);
}

int JobModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
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
    for (int row = 0; row < m_rows.size(); ++row) {
        if (const JobRecord *record = m_jobs.find(m_rows.at(row)); record && !record->over())
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

} // namespace Cistern

#include "moc_jobmodel.cpp"
