// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The tracker's records as rows, newest first, with rate and time left worked out from several
// readings. Owned by the window; GUI thread.
#pragma once

#include "models/modelwords.h"
#include "services/core/clock.h"

#include <QAbstractTableModel>

#include <deque>

namespace Cistern {

class JobTracker;

class JobModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    // Buttons has no text: views put what can be done into it.
    enum Column { Job, System, Progress, Amount, Result, Started, Buttons, ColumnCount };

    JobModel(const JobTracker &jobs, Clock &clock, const ModelWords &words,
             QObject *parent = nullptr);

    qint64 jobId(const QModelIndex &index) const; // 0 when invalid
    QModelIndex indexOf(qint64 id) const;
    JobFigures figures(const JobRecord &record) const;
    int count(State state) const { return m_counts.value(state); } // rows in that state
    int finished() const { return m_finished; }                    // that are over

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    void refreshTimes(); // elapsed and "no change" go on although nothing was read

private:
    struct Sample
    {
        std::chrono::milliseconds at;
        int percent;
    };

    bool lasts(const JobRecord &record, std::chrono::milliseconds time) const; // that long by now
    void added(qint64 id);
    void insert();
    void changed(qint64 id);
    void cleared();

    const JobTracker &m_jobs;
    Clock &m_clock;
    const ModelWords &m_words;
    struct Shown // of a record
    {
        State state = State::None;
        bool over = false;
        bool operator==(const Shown &) const = default;
    };

    int rowOf(qint64 id) const; // -1 when there is none
    void show(const JobRecord &record);
    void forget(qint64 id);
    void changeSoon();
    void tellChanges();

    QList<qint64> m_ids;               // oldest first, which is the last row
    QHash<qint64, qsizetype> m_places; // in m_ids
    QHash<qint64, Shown> m_shown;
    QHash<State, int> m_counts;
    int m_finished = 0;
    QList<qint64> m_coming;            // and in no row yet
    QSet<qint64> m_moved, m_renewed; // since the last turn: figures alone, or more
    bool m_announced = false;
    QHash<qint64, std::deque<Sample>> m_samples; // each grew over the one before
};

// Of a record, as a row shows it.
State jobState(const JobRecord &record);

} // namespace Cistern
