// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What becomes of calls that have left, on its way to the history: where that takes nothing, on a
// full disk, say, the last word on each is kept here and written again and again, because it can't
// be found out a second time. Owned by JobTracker; GUI thread.
#pragma once

#include "services/core/clock.h"
#include "services/core/outcome.h"
#include "services/jobs/jobrecord.h"

#include <QMap>
#include <QObject>
#include <QSet>

namespace Cistern {

class JobHistory;

class RecordWrites : public QObject
{
    Q_OBJECT

public:
    RecordWrites(JobHistory &history, Clock &clock, QObject *parent);
    ~RecordWrites() override; // tries once more

    void write(const JobRecord &record);
    bool allWritten() const { return m_owed.isEmpty(); }

Q_SIGNALS:
    void failed(const Cistern::Failure &failure); // the first of several in a row
    void recovered();                             // all of them are in the history

private:
    void owe(qint64 id, const Failure &failure);
    void writeAgain();

    JobHistory &m_history;
    Clock &m_clock;
    struct Word
    {
        JobRecord record;
        quint64 number = 0; // of all words that were given
    };
    QMap<qint64, Word> m_latest; // by id, until it is written
    QSet<qint64> m_owed;         // of which one could not be written
    quint64 m_given = 0;
    bool m_waits = false;
};

} // namespace Cistern
