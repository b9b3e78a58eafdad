// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the history holds, as rows that are read in pieces when somebody looks at them, so that
// 100,000 records cost no more than the few that are shown. Owned by the view's owner; GUI thread.
#pragma once

#include "models/modelwords.h"
#include "services/jobs/jobhistory.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

class QTimer;

namespace Cistern {

class JobTracker;

class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Job, System, Result, Person, When, Took, ColumnCount };
    static constexpr int pieceSize = 100;

    HistoryModel(JobHistory &history, const JobTracker &jobs, const ModelWords &words,
                 QObject *parent = nullptr);

    // What to show; its first and most are of no account. Read at once.
    void setQuery(const HistoryQuery &query);
    const HistoryQuery &query() const { return m_query; }
    void refresh(); // reads again, and keeps rows that are still there where somebody points at
                    // them
    bool isEmpty() const { return m_known && m_all == 0; }
    bool isKnown() const { return m_known; } // the first piece has arrived

    const JobRecord *record(const QModelIndex &index) const; // null: not read yet
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    static bool isSorted(int column); // can be sorted by it

Q_SIGNALS:
    void arrived(); // a piece of what was asked for
    void failed(const Cistern::Failure &failure);

private:
    void want(int piece) const;
    void read();
    void take(int piece, const HistoryPage &page);
    void recordChanged(qint64 id);

    JobHistory &m_history;
    const JobTracker &m_jobs;
    const ModelWords &m_words;
    HistoryQuery m_query;
    int m_all = 0;
    bool m_known = false;
    int m_round = 0;      // answers to earlier questions are dropped
    bool m_fresh = false; // the next piece that comes replaces all others
    bool m_reading = false;
    bool m_taking = false; // rows come and go before what they show is there
    QHash<int, QList<JobRecord>> m_pieces;
    mutable QList<int> m_wanted; // the latest first
    mutable int m_last = 0;      // piece that was looked at
    QTimer *m_soon;
    QTimer *m_later;
};

} // namespace Cistern
