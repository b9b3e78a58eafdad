// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/otherjobs.h"

#include "services/inventory/inventory.h"
#include "services/jobs/jobcalls.h"
#include "services/jobs/joberror.h"
#include "services/jobs/jobstates.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

namespace {
constexpr auto pause = 5s;
constexpr int mostFinished = 200;      // shown at a time
constexpr qsizetype mostAtATurn = 200; // asked for

// All zero stands for a clock that does not know the time.
QDateTime begunAt(const CimInstance &job, const QDateTime &now)
{
    for (const QStringView name : {u"TimeSubmitted", u"StartTime"}) {
        const auto told = job.value(name).toDateTime();
        if (const auto time = told ? told->time() : std::nullopt;
            time && time->date().year() > 1970)
            return *time;
    }
    return now;
}
} // namespace

OtherJobs::OtherJobs(Connections &connections, const Inventory &inventory, JobReads &reads,
                     Clock &clock, AskWhose whose, QObject *parent)
    : QObject(parent)
    , m_connections(connections)
    , m_inventory(inventory)
    , m_reads(reads)
    , m_clock(clock)
    , m_whose(std::move(whose))
{
    connect(&m_inventory, &Inventory::changed, this, &OtherJobs::inventoryChanged);
}

// Not what is only remembered: such a job may have been over for days.
void OtherJobs::inventoryChanged(const Changes &changes)
{
    for (const NodeId id : changes.added + changes.updated) {
        const Node *node = m_inventory.node(id);
        if (node && node->kind == Node::Kind::Object && !node->stale
            && Schema::isA(node->instance.nameSpace(), node->instance.className(),
                           u"CIM_ConcreteJob"))
            take(node->systemId, node->instance);
    }
}

void OtherJobs::look(const QString &systemId)
{
    const QList<NodeId> jobs = m_inventory.objects(systemId, u"CIM_ConcreteJob"_s);
    for (const NodeId id : jobs) {
        if (!m_inventory.node(id)->stale)
            take(systemId, m_inventory.node(id)->instance);
    }
}

// One that was over when it was first seen is no news.
void OtherJobs::take(const QString &systemId, const CimInstance &job)
{
    const CimPath path = job.path();
    const qint64 id = m_records.follower(systemId, path);
    JobRecord *known = m_records.find(id);
    const Whose whose = m_whose(systemId, path);
    if (known && whose == Whose::Ours) {
        if (!known->over())
            m_reads.end(systemId, path);
        m_records.removeIf([id](const JobRecord &each) { return each.id == id; });
        Q_EMIT removed();
        return;
    }
    if (known) {
        if (!known->over())
            note(*known, job);
        return;
    }
    if (whose != Whose::Others || JobState::isFinal(jobStateOf(job)))
        return;
    JobRecord record;
    record.id = --m_last;
    record.systemId = systemId;
    record.state = State::Running;
    record.job = path;
    record.startedBy = job.value(u"Owner").toString().left(longestServerText);
    record.submitted = begunAt(job, m_clock.now());
    record.progressed = m_clock.now();
    Cistern::note(record, job, m_clock.now());
    m_records.put(record);
    m_reads.begin(systemId, path);
    Q_EMIT added(record.id);
    readSoon();
}

void OtherJobs::note(JobRecord &record, const CimInstance &job)
{
    Cistern::note(record, job, m_clock.now());
    record.linkLost = false;
    if (!JobState::isFinal(record.jobState)) {
        Q_EMIT changed(record.id);
        return;
    }
    if (endedWell(job))
        return end(record, State::Succeeded, {});
    const qint64 id = record.id;
    noteBadEnd(record, job, {});
    end(record, record.state, record.failure);
    askErrors(id, job);
}

// That it is over need not wait for why.
void OtherJobs::askErrors(qint64 id, const CimInstance &job)
{
    const JobRecord *known = find(id);
    Connection *connection = known ? m_connections.connection(known->systemId) : nullptr;
    if (!connection)
        return;
    onDone(errorsOf(*connection, known->job, this), this,
           [this, id, job](const Outcome<QStringList> &errors) {
               JobRecord *ended = m_records.find(id);
               if (!ended || !errors || errors->isEmpty())
                   return;
               noteBadEnd(*ended, job, *errors);
               Q_EMIT changed(id);
           });
}

void OtherJobs::end(JobRecord &record, State state, const std::optional<Failure> &failure)
{
    m_reads.end(record.systemId, record.job);
    record.state = state;
    record.failure = failure;
    record.ended = m_clock.now();
    record.linkLost = false;
    if (state == State::Succeeded)
        record.percent = 100;
    Q_EMIT changed(record.id);
    forgetSoon();
}

// Many may end in one reading.
void OtherJobs::forgetSoon()
{
    if (std::exchange(m_forgets, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_forgets = false;
            forgetOldest();
        },
        Qt::QueuedConnection);
}

// A system may run a job a minute for weeks.
void OtherJobs::forgetOldest()
{
    const auto isOver = [](const JobRecord &each) { return each.over(); };
    const QList<JobRecord> &all = m_records.all();
    auto surplus = std::count_if(all.begin(), all.end(), isOver) - mostFinished;
    if (surplus <= 0)
        return;
    m_records.removeIf([&](const JobRecord &each) { return each.over() && surplus-- > 0; });
    Q_EMIT removed();
}

void OtherJobs::readSoon()
{
    if (std::exchange(m_waiting, true))
        return;
    m_clock.after(pause, this, [this] {
        m_waiting = false;
        readAll();
    });
}

void OtherJobs::readAll()
{
    m_round.clear();
    for (const JobRecord &each : m_records.all()) {
        if (!each.over())
            m_round.append(each.id);
    }
    readSome();
}

// Some at a turn: thousands of questions take longer than a window may stand still.
void OtherJobs::readSome()
{
    const QList<qint64> now = m_round.first(qMin(m_round.size(), mostAtATurn));
    m_round.remove(0, now.size());
    for (const qint64 id : now) {
        JobRecord *each = m_records.find(id);
        if (!each || each->over())
            continue;
        if (!m_connections.isConfigured(each->systemId)) {
            each->doubt = Doubt::SystemGone;
            end(*each, State::Failed,
                Failure{.cause = Cause::OutcomeUnknown, .stage = Failure::Stage::Job});
        } else {
            onDone(m_reads.read(each->systemId, each->job, this), this,
                   [this, id](const Outcome<CimInstance> &job) { taken(id, job); });
        }
    }
    if (!m_round.isEmpty())
        QMetaObject::invokeMethod(this, &OtherJobs::readSome, Qt::QueuedConnection);
    else if (!now.isEmpty())
        readSoon();
}

void OtherJobs::taken(qint64 id, const Outcome<CimInstance> &job)
{
    JobRecord *known = m_records.find(id);
    if (!known || known->over())
        return;
    if (job) {
        m_gone.remove(id);
        note(*known, *job);
    } else if (m_gone[id].seenBy(job.failure())) {
        m_gone.remove(id);
        known->doubt = Doubt::JobGone; // its end was not seen
        end(*known, State::Failed,
            Failure{.cause = Cause::OutcomeUnknown, .stage = Failure::Stage::Job});
    } else {
        known->linkLost = true;
        Q_EMIT changed(id);
    }
}

void OtherJobs::stopAsked(qint64 id)
{
    if (JobRecord *known = m_records.find(id)) {
        forgetRefusal(*known);
        Q_EMIT changed(id);
    }
}

void OtherJobs::stopNotDone(qint64 id, const Failure &notDone)
{
    JobRecord *known = m_records.find(id);
    if (!known || known->over())
        return;
    noteLostStop(*known, notDone);
    Q_EMIT changed(id);
}

void OtherJobs::stopTold(qint64 id, const Outcome<Done> &taken)
{
    JobRecord *known = m_records.find(id);
    if (!known || known->over())
        return;
    noteStop(*known, taken, m_clock.now());
    Q_EMIT changed(id);
}

void OtherJobs::clearFinished()
{
    if (m_records.removeIf([](const JobRecord &each) { return each.over(); }) > 0)
        Q_EMIT removed();
}

} // namespace Cistern

#include "moc_otherjobs.cpp"
