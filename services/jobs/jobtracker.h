// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Every commit the person made: records it, sends it once, follows the job, finds the result, tells
// the inventory what to read again. Outlives every window. Owned by app/services; GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/core/clock.h"
#include "services/jobs/jobreads.h"
#include "services/jobs/jobrecords.h"
#include "services/jobs/jobrecord.h"
#include "services/jobs/otherjobs.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>
#include <QString>

#include <functional>
#include <memory>

namespace Cistern {

class Connections;
class Inventory;
class JobHistory;
class JobRun;
class JobStops;
class RecordWrites;
class SystemEvents;

class JobTracker : public QObject
{
    Q_OBJECT

public:
    // Without events running jobs are asked for again and again.
    JobTracker(Connections &connections, JobHistory &history, Clock &clock,
               QObject *parent = nullptr, SystemEvents *events = nullptr);
    ~JobTracker() override;

    // Who asks, for the record. Before the first call.
    struct Asker
    {
        QString person = {}; // the account of this computer
        std::function<QString(const QString &systemId)> signedInAs = {}; // the user a system knows
        // What an object is called; empty where that is not known.
        std::function<QString(const QString &systemId, const CimPath &)> nameOf = {};
        // Where the systems of this computer have their stores: one id may stand for several of
        // them, one after the other.
        std::function<QHash<QString, QString>()> stores = {};
    };
    void setAsker(const Asker &asker) { m_asker = asker; }

    // Takes up again what an earlier run left unfinished: running jobs are followed, lost answers
    // are reconciled by reading, as soon as their systems can be reached. So are those of the last
    // days that could not be reconciled because something could not be read. Nothing is ever sent
    // twice. What was asked of another store of this computer waits for a run that has that store.
    Answer<Done> resume(QObject *owner);
    // Reads again what became of a call of which nobody knows it, or takes up one that an earlier
    // run left; the answer is its id. NotFound; InvalidValue for one whose end is known;
    // NotSupported (parameter "store", serverText the folder) for one of another store.
    Answer<qint64> recheck(qint64 id, QObject *owner);

    // Records and sends; the answer is the record's id, given once it is written down.
    // InvalidValue, and no record, when the call has problems of its own.
    Answer<qint64> run(const QString &systemId, const MethodCall &call, QObject *owner);
    // Likewise for several, all written down first, each sent once the one before has succeeded;
    // what comes after one that has not is not sent. The answer holds their ids.
    Answer<QList<qint64>> runInTurn(const QString &systemId, const QList<MethodCall> &calls,
                                    QObject *owner);
    // Likewise for a plain Delete of an object.
    Answer<qint64> remove(const QString &systemId, const CimPath &path, QObject *owner);
    // The record once it is over (also when it failed). NotFound for an id that is not in
    // records().
    Answer<JobRecord> ended(qint64 id, QObject *owner);

    const QList<JobRecord> &records() const // of this run and unfinished ones, oldest first
    {
        return m_records.all();
    }
    const JobRecord *find(qint64 id) const; // also of others

    // From now on the jobs that others started are shown too, as the inventory comes to know them.
    // It outlives this.
    void watchOthers(const Inventory &inventory);
    QList<JobRecord> others() const; // oldest first

    // Asks the system to stop the job; force kills it. The record's stopAsked or stopRefused tells
    // what became of it. The request has a record of its own, in the history alone unless its
    // answer is lost.
    void stop(qint64 id, bool force = false);
    void clearFinished(); // from the list, not from the history

Q_SIGNALS:
    void recordAdded(qint64 id);
    void recordChanged(qint64 id);
    void recordsCleared();
    void historyChanged(); // by what stands in the history alone
    // What became of calls can't be written down at the moment; it is tried again and again.
    void writingFailed(const Cistern::Failure &failure);
    void writingRecovered();
    // Paths worth reading again on that system: results, inputs, sources.
    void affected(const QString &systemId, const QList<CimPath> &paths);

private:
    JobRecord signedRecord(const QString &systemId) const; // by who asks, now
    QHash<QString, QString> stores() const;
    Answer<qint64> record(const JobRecord &record, QObject *owner);
    void recordInTurn(const QList<JobRecord> &left, const QList<qint64> &ids,
                      const Pledge<QList<qint64>> &recorded);
    void beginInTurn(const QList<qint64> &ids);
    JobRun *start(const JobRecord &record);
    void reconsider(const QList<JobRecord> &doubtful);
    void connectionChanged(const QString &systemId);
    JobRecord recordOf(const QString &systemId, const MethodCall &call) const;
    OtherJobs::Whose whose(const QString &systemId, const CimPath &job) const;
    void stopTold(qint64 id, const Outcome<Done> &taken);
    void tellOf(qint64 stop, qint64 job);
    void giveEnd(const JobRecord &record);
    void runChanged(qint64 id);
    void put(const JobRecord &record);

    Connections &m_connections;
    JobHistory &m_history;
    Clock &m_clock;
    SystemEvents *m_events;
    Asker m_asker;
    QSet<qint64> m_asked;            // to stop, and not answered yet
    QHash<qint64, int> m_stopsAsked; // of each job, by this run of the program
    JobReads m_reads;
    JobStops *m_stops;             // child
    RecordWrites *m_writes;        // child
    OtherJobs *m_others = nullptr; // child
    JobRecords m_records;
    QSet<qint64> m_awaiting;                         // records whose answer may still name a job
    QMultiHash<QString, qint64> m_doubtful;          // by systems that can't be asked yet
    QHash<qint64, JobRun *> m_runs;                  // children, until over
    QMultiHash<qint64, Pledge<JobRecord>> m_waiting; // for the end
};

} // namespace Cistern
