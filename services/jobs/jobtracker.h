// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Every commit the person made: records it, sends it once, follows the job, finds the result, tells
// the inventory what to read again. Outlives every window. Owned by app/services; GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/core/clock.h"
#include "services/jobs/jobrecord.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <memory>

namespace Cistern {

class Connections;
class JobHistory;

class JobTracker : public QObject
{
    Q_OBJECT

public:
    JobTracker(Connections &connections, JobHistory &history, Clock &clock, QObject *parent = nullptr);
    ~JobTracker() override;

    // Takes up again what an earlier run left unfinished: running jobs are followed, lost answers
    // are reconciled by reading. Nothing is ever sent twice.
    Answer<Done> resume(QObject *owner);

    // Records and sends; the answer is the record's id, given once it is written down.
    Answer<qint64> run(const QString &systemId, const MethodCall &call, QObject *owner);
    // The record once it is over (also when it failed).
    Answer<JobRecord> ended(qint64 id, QObject *owner);

    const QList<JobRecord> &records() const { return m_records; } // of this run and unfinished ones, oldest first
    const JobRecord *find(qint64 id) const;

    // Asks the system to stop the job (RequestStateChange Terminate); force kills it.
    void stop(qint64 id, bool force = false);
    void clearFinished(); // from the list, not from the history

Q_SIGNALS:
    void recordAdded(qint64 id);
    void recordChanged(qint64 id);
    void recordsCleared();
    // Paths worth reading again on that system: results, inputs, sources.
    void affected(const QString &systemId, const QList<CimPath> &paths);

private:
    struct Private;
    std::unique_ptr<Private> d;
    QList<JobRecord> m_records;
};

} // namespace Cistern
