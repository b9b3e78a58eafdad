// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/jobtracker.h"

#include "services/jobs/jobhistory.h"
#include "services/jobs/jobrun.h"

#include <algorithm>

namespace Cistern {

JobTracker::JobTracker(Connections &connections, JobHistory &history, Clock &clock, QObject *parent,
                       SystemEvents *events)
    : QObject(parent)
    , m_connections(connections)
    , m_history(history)
    , m_clock(clock)
    , m_events(events)
{}

JobTracker::~JobTracker() = default;

Answer<Done> JobTracker::resume(QObject *owner)
{
    Pledge<Done> resumed;
    onDone(m_history.unfinished(this), this,
           [this, resumed](const Outcome<QList<JobRecord>> &records) {
               if (!records) {
                   resumed.give(records.failure());
                   return;
               }
               for (const JobRecord &record : *records) {
                   if (!find(record.id))
                       start(record)->takeUp();
               }
               resumed.give(Done());
           });
    return ownedBy(owner, resumed.answer());
}

Answer<qint64> JobTracker::run(const QString &systemId, const MethodCall &call, QObject *owner)
{
    if (const QList<Failure> problems = call.problems(); !problems.isEmpty())
        return readyAnswer<qint64>(problems.first());
    JobRecord record;
    record.systemId = systemId;
    record.call = call;
    return this->record(record, owner);
}

Answer<qint64> JobTracker::remove(const QString &systemId, const CimPath &path, QObject *owner)
{
    JobRecord record;
    record.systemId = systemId;
    record.removed = path;
    return this->record(record, owner);
}

// A commit belongs to the tracker: the one who asked may go, and it is still recorded and sent.
Answer<qint64> JobTracker::record(const JobRecord &record, QObject *owner)
{
    JobRecord recorded = record;
    recorded.submitted = m_clock.now();
    recorded.person = m_asker.person;
    if (m_asker.signedInAs)
        recorded.signedInAs = m_asker.signedInAs(record.systemId);
    Pledge<qint64> pledge;
    onDone(m_history.add(recorded, this), this,
           [this, recorded, pledge](const Outcome<qint64> &id) {
               if (!id) {
                   pledge.give(id.failure());
                   return;
               }
               JobRecord added = recorded;
               added.id = *id;
               JobRun *run = start(added);
               pledge.give(*id);
               run->begin();
           });
    return ownedBy(owner, pledge.answer());
}

JobRun *JobTracker::start(const JobRecord &record)
{
    const qint64 id = record.id;
    auto *run = new JobRun(
        record, m_connections, m_events, m_history, m_clock,
        [this, id] { return claimedBesides(id); }, this);
    m_runs.insert(id, run);
    m_records.append(record);
    connect(run, &JobRun::changed, this, [this, id] { runChanged(id); });
    connect(run, &JobRun::affected, this,
            [this, systemId = record.systemId](const QList<CimPath> &paths) {
                Q_EMIT affected(systemId, paths);
            });
    Q_EMIT recordAdded(id);
    return run;
}

QList<CimPath> JobTracker::claimedBesides(qint64 id) const
{
    QList<CimPath> claimed;
    const JobRecord *asking = find(id);
    for (const JobRecord &record : m_records) {
        if (record.id == id || !asking || record.systemId != asking->systemId)
            continue;
        // What a change had for a subject was there before, and may be another's subject too.
        for (const CimPath &path : {record.job, record.result}) {
            if (!path.isEmpty() && !objectsNamedBy(record.call).contains(path))
                claimed.append(path);
        }
    }
    return claimed;
}

void JobTracker::runChanged(qint64 id)
{
    JobRun *run = m_runs.value(id);
    const auto place = std::find_if(m_records.begin(), m_records.end(),
                                    [id](const JobRecord &record) { return record.id == id; });
    if (!run || place == m_records.end())
        return;
    const JobRecord now = run->record();
    *place = now;
    if (now.over()) {
        // Its last signal, affected, still has to come.
        m_runs.remove(id);
        run->deleteLater();
    }
    Q_EMIT recordChanged(id);
    if (now.over()) {
        const QList<Pledge<JobRecord>> waiting = m_waiting.values(id);
        m_waiting.remove(id);
        for (const Pledge<JobRecord> &pledge : waiting)
            pledge.give(now);
    }
}

Answer<JobRecord> JobTracker::ended(qint64 id, QObject *owner)
{
    const JobRecord *record = find(id);
    if (!record)
        return readyAnswer<JobRecord>(
            Failure{.cause = Failure::Cause::NotFound, .stage = Failure::Stage::Input});
    if (record->over())
        return readyAnswer<JobRecord>(*record);
    Pledge<JobRecord> pledge;
    m_waiting.insert(id, pledge);
    return ownedBy(owner, pledge.answer());
}

const JobRecord *JobTracker::find(qint64 id) const
{
    const auto found = std::find_if(m_records.begin(), m_records.end(),
                                    [id](const JobRecord &record) { return record.id == id; });
    return found == m_records.end() ? nullptr : &*found;
}

void JobTracker::stop(qint64 id, bool force)
{
    if (JobRun *run = m_runs.value(id))
        run->stop(force);
}

void JobTracker::clearFinished()
{
    if (m_records.removeIf([](const JobRecord &record) { return record.over(); }) > 0)
        Q_EMIT recordsCleared();
}

} // namespace Cistern

#include "moc_jobtracker.cpp"
