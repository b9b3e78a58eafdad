// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/jobtracker.h"

#include "services/jobs/calleffect.h"
#include "services/jobs/jobhistory.h"
#include "services/jobs/jobrun.h"
#include "services/jobs/jobstops.h"
#include "services/jobs/recordwrites.h"
#include "services/systems/connections.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int reconsideredDays = 7;

// A job that comes up now may be the one of this call.
bool awaitsJob(const JobRecord &record)
{
    return (record.state == JobRecord::State::Sent || record.state == JobRecord::State::Checking)
        && record.job.isEmpty() && record.call.isValid() && record.call.decl().param(u"Job");
}
} // namespace

JobTracker::JobTracker(Connections &connections, JobHistory &history, Clock &clock, QObject *parent,
                       SystemEvents *events)
    : QObject(parent)
    , m_connections(connections)
    , m_history(history)
    , m_clock(clock)
    , m_events(events)
    , m_reads(connections, clock)
    , m_stops(new JobStops(connections, history, clock, this))
    , m_writes(new RecordWrites(history, clock, this))
{
    connect(&m_connections, &Connections::stateChanged, this, &JobTracker::connectionChanged);
    connect(m_writes, &RecordWrites::failed, this, &JobTracker::writingFailed);
    connect(m_writes, &RecordWrites::recovered, this, &JobTracker::writingRecovered);
    connect(m_stops, &JobStops::recorded, this, &JobTracker::historyChanged);
    connect(m_stops, &JobStops::over, this, [this](const JobRecord &stop) {
        m_writes->write(stop);
        Q_EMIT historyChanged();
    });
    connect(m_stops, &JobStops::lost, this, [this](const JobRecord &stop, qint64 of) {
        start(stop)->takeUp();
        tellOf(stop.id, of);
    });
}

// A job hears of its lost stop that it was not done, unless it was asked again since.
void JobTracker::tellOf(qint64 stop, qint64 job)
{
    const int last = m_stopsAsked.value(job);
    onDone(ended(stop, this), this, [this, job, last](const Outcome<JobRecord> &found) {
        if (!found || !found->failure || found->failure->cause != Failure::Cause::NotDone
            || m_stopsAsked.value(job) != last)
            return;
        if (job < 0 && m_others)
            m_others->stopNotDone(job, *found->failure);
        else if (JobRun *run = m_runs.value(job))
            run->stopNotDone(*found->failure);
    });
}

// Those that follow jobs first, while what they read through is there.
JobTracker::~JobTracker()
{
    delete m_others;
    qDeleteAll(findChildren<JobRun *>(Qt::FindDirectChildrenOnly));
}

Answer<Done> JobTracker::resume(QObject *owner)
{
    Pledge<Done> resumed;
    onDone(m_history.takeOver(stores(), this), this,
           [this, resumed](const Outcome<QList<JobRecord>> &records) {
               if (!records) {
                   resumed.give(records.failure());
                   return;
               }
               for (const JobRecord &record : *records) {
                   if (!find(record.id))
                       start(record)->takeUp();
               }
               for (const JobRecord &stop : *records) {
                   if (stopOf(stop.call) == 0)
                       continue;
                   for (const JobRecord &job : *records) {
                       if (job.systemId == stop.systemId && job.job == stop.call.target())
                           tellOf(stop.id, job.id);
                   }
               }
               const QDateTime then = m_clock.now().addDays(-reconsideredDays);
               onDone(m_history.doubtful(then, this), this,
                      [this, resumed](const Outcome<QList<JobRecord>> &doubtful) {
                          if (doubtful)
                              reconsider(*doubtful);
                          resumed.give(Done());
                      });
           });
    return ownedBy(owner, resumed.answer());
}

// Only what something stood in the way of: for the others, looking again would tell no more.
void JobTracker::reconsider(const QList<JobRecord> &doubtful)
{
    for (const JobRecord &record : doubtful) {
        if (find(record.id) || record.isElsewhere(stores())
            || (record.doubt != Doubt::NotReadable && record.doubt != Doubt::SystemGone))
            continue;
        if (m_connections.connection(record.systemId))
            recheck(record.id, this);
        else
            m_doubtful.insert(record.systemId, record.id);
    }
}

void JobTracker::connectionChanged(const QString &systemId)
{
    if (!m_doubtful.contains(systemId) || !m_connections.connection(systemId))
        return;
    QList<qint64> ids = m_doubtful.values(systemId);
    m_doubtful.remove(systemId);
    std::sort(ids.begin(), ids.end());
    for (const qint64 id : ids)
        recheck(id, this);
}

Answer<qint64> JobTracker::recheck(qint64 id, QObject *owner)
{
    Pledge<qint64> pledge;
    onDone(m_history.freeRecord(id, this), this,
           [this, id, pledge](const Outcome<JobRecord> &kept) {
               if (!kept)
                   return pledge.give(kept.failure());
               if (m_runs.contains(id)) // it is being looked at
                   return pledge.give(id);
               if (kept->isElsewhere(stores()))
                   return pledge.give(Failure{.cause = Failure::Cause::NotSupported,
                                              .stage = Failure::Stage::Input,
                                              .parameter = u"store"_s,
                                              .serverText = kept->store});
               if (!kept->over()) {
                   start(*kept)->takeUp();
                   return pledge.give(id);
               }
               if (!kept->mayCheck())
                   return pledge.give(Failure{.cause = Failure::Cause::InvalidValue,
                                              .stage = Failure::Stage::Input,
                                              .parameter = u"id"_s});
               JobRecord record = *kept;
               record.state = record.doubt == Doubt::SystemGone && !record.job.isEmpty()
                   ? JobRecord::State::Running
                   : JobRecord::State::Checking;
               record.doubt = Doubt::None;
               record.failure.reset();
               record.ended = {};
               start(record)->takeUp();
               pledge.give(id);
           });
    return ownedBy(owner, pledge.answer());
}

Answer<qint64> JobTracker::run(const QString &systemId, const MethodCall &call, QObject *owner)
{
    if (const QList<Failure> problems = call.problems(); !problems.isEmpty())
        return readyAnswer<qint64>(problems.first());
    return record(recordOf(systemId, call), owner);
}

Answer<QList<qint64>> JobTracker::runInTurn(const QString &systemId, const QList<MethodCall> &calls,
                                            QObject *owner)
{
    QList<JobRecord> records;
    for (const MethodCall &call : calls) {
        if (const QList<Failure> problems = call.problems(); !problems.isEmpty())
            return readyAnswer<QList<qint64>>(problems.first());
        records.append(recordOf(systemId, call));
    }
    Pledge<QList<qint64>> recorded;
    recordInTurn(records, {}, recorded);
    return ownedBy(owner, recorded.answer());
}

void JobTracker::recordInTurn(const QList<JobRecord> &left, const QList<qint64> &ids,
                              const Pledge<QList<qint64>> &recorded)
{
    if (left.isEmpty()) {
        recorded.give(ids);
        beginInTurn(ids);
        return;
    }
    onDone(m_history.add(left.first(), this), this,
           [this, left, ids, recorded](const Outcome<qint64> &id) {
               if (!id) {
                   for (const qint64 before : ids)
                       m_runs.value(before)->giveUp();
                   recorded.give(id.failure());
                   return;
               }
               JobRecord added = left.first();
               added.id = *id;
               start(added);
               recordInTurn(left.sliced(1), ids + QList<qint64>{*id}, recorded);
           });
}

void JobTracker::beginInTurn(const QList<qint64> &ids)
{
    JobRun *first = ids.isEmpty() ? nullptr : m_runs.value(ids.first());
    if (!first)
        return;
    onDone(ended(ids.first(), this), this,
           [this, rest = ids.sliced(1)](const Outcome<JobRecord> &record) {
               if (record && record->state == JobRecord::State::Succeeded)
                   return beginInTurn(rest);
               for (const qint64 id : rest) {
                   if (JobRun *waiting = m_runs.value(id))
                       waiting->giveUp();
               }
           });
    first->begin();
}

Answer<qint64> JobTracker::remove(const QString &systemId, const CimPath &path, QObject *owner)
{
    JobRecord record = signedRecord(systemId);
    record.removed = path;
    if (m_asker.nameOf)
        record.subject = m_asker.nameOf(systemId, path);
    return this->record(record, owner);
}

JobRecord JobTracker::recordOf(const QString &systemId, const MethodCall &call) const
{
    JobRecord record = signedRecord(systemId);
    record.call = call;
    if (const CimPath subject = effectOf(call).subject; m_asker.nameOf && !subject.isEmpty())
        record.subject = m_asker.nameOf(systemId, subject);
    return record;
}

JobRecord JobTracker::signedRecord(const QString &systemId) const
{
    JobRecord record;
    record.systemId = systemId;
    record.submitted = m_clock.now();
    record.person = m_asker.person;
    if (m_asker.signedInAs)
        record.signedInAs = m_asker.signedInAs(systemId);
    record.store = stores().value(systemId);
    return record;
}

QHash<QString, QString> JobTracker::stores() const
{
    return m_asker.stores ? m_asker.stores() : QHash<QString, QString>();
}

// A commit belongs to the tracker: the one who asked may go, and it is still recorded and sent.
Answer<qint64> JobTracker::record(const JobRecord &record, QObject *owner)
{
    Pledge<qint64> pledge;
    onDone(m_history.add(record, this), this, [this, record, pledge](const Outcome<qint64> &id) {
        if (!id) {
            pledge.give(id.failure());
            return;
        }
        JobRecord added = record;
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
    const auto isTaken = [this, id, systemId = record.systemId](const CimPath &object) {
        return std::any_of(records().begin(), records().end(), [&](const JobRecord &other) {
            return other.id != id && other.systemId == systemId && other.result == object
                && !objectsNamedBy(other.call).contains(object);
        });
    };
    auto *run = new JobRun(record, m_connections, m_events, m_history, m_clock, m_reads, isTaken,
                           this);
    m_runs.insert(id, run);
    const bool known = m_records.find(id);
    put(record);
    connect(run, &JobRun::moved, this, [this, run] { m_writes->write(run->record()); });
    connect(run, &JobRun::changed, this, [this, id] { runChanged(id); });
    connect(run, &JobRun::affected, this,
            [this, systemId = record.systemId](const QList<CimPath> &paths) {
                Q_EMIT affected(systemId, paths);
            });
    if (known)
        Q_EMIT recordChanged(id);
    else
        Q_EMIT recordAdded(id);
    return run;
}

void JobTracker::runChanged(qint64 id)
{
    JobRun *run = m_runs.value(id);
    if (!run || !m_records.find(id))
        return;
    const JobRecord now = run->record();
    const bool told = m_awaiting.contains(id) && !awaitsJob(now);
    put(now);
    if (now.over()) {
        // Its last signal, affected, still has to come.
        m_runs.remove(id);
        run->deleteLater();
    }
    Q_EMIT recordChanged(id);
    if (now.over())
        giveEnd(now);
    if (told && m_others)
        m_others->look(now.systemId);
}

void JobTracker::put(const JobRecord &record)
{
    m_records.put(record);
    if (awaitsJob(record))
        m_awaiting.insert(record.id);
    else
        m_awaiting.remove(record.id);
}

void JobTracker::giveEnd(const JobRecord &record)
{
    const QList<Pledge<JobRecord>> waiting = m_waiting.values(record.id);
    m_waiting.remove(record.id);
    for (const Pledge<JobRecord> &pledge : waiting)
        pledge.give(record);
}

void JobTracker::watchOthers(const Inventory &inventory)
{
    if (m_others)
        return;
    m_others = new OtherJobs(
        m_connections, inventory, m_reads, m_clock,
        [this](const QString &systemId, const CimPath &job) { return whose(systemId, job); }, this);
    connect(m_others, &OtherJobs::added, this, &JobTracker::recordAdded);
    connect(m_others, &OtherJobs::removed, this, &JobTracker::recordsCleared);
    connect(m_others, &OtherJobs::changed, this, [this](qint64 id) {
        Q_EMIT recordChanged(id);
        if (const JobRecord *record = find(id); record && record->over())
            giveEnd(*record);
    });
}

QList<JobRecord> JobTracker::others() const
{
    return m_others ? m_others->records() : QList<JobRecord>();
}

OtherJobs::Whose JobTracker::whose(const QString &systemId, const CimPath &job) const
{
    if (m_records.follower(systemId, job) != 0)
        return OtherJobs::Whose::Ours;
    const bool perhaps = std::any_of(m_awaiting.begin(), m_awaiting.end(), [&](qint64 id) {
        const JobRecord *record = m_records.find(id);
        return record && record->systemId == systemId;
    });
    return perhaps ? OtherJobs::Whose::PerhapsOurs : OtherJobs::Whose::Others;
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
    if (id < 0)
        return m_others ? m_others->find(id) : nullptr;
    return m_records.find(id);
}

void JobTracker::stop(qint64 id, bool force)
{
    const JobRecord *record = find(id);
    if (!record || !record->mayStop() || m_asked.contains(id))
        return;
    m_asked.insert(id);
    ++m_stopsAsked[id];
    const JobRecord asked = *record;
    // What became of an earlier one says nothing of this.
    if (id < 0 && m_others)
        m_others->stopAsked(id);
    else if (JobRun *run = m_runs.value(id))
        run->stopAsked();
    onDone(m_stops->ask(asked, signedRecord(asked.systemId), force), this,
           [this, id](const Outcome<Done> &taken) {
               m_asked.remove(id);
               stopTold(id, taken);
           });
}

void JobTracker::stopTold(qint64 id, const Outcome<Done> &taken)
{
    if (id < 0 && m_others)
        m_others->stopTold(id, taken);
    else if (JobRun *run = m_runs.value(id))
        run->stopTold(taken);
}

void JobTracker::clearFinished()
{
    if (m_records.removeIf([](const JobRecord &record) { return record.over(); }) > 0)
        Q_EMIT recordsCleared();
    if (m_others)
        m_others->clearFinished();
}

} // namespace Cistern

#include "moc_jobtracker.cpp"
