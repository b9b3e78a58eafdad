// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/jobstops.h"

#include "services/jobs/jobcalls.h"
#include "services/jobs/joberror.h"
#include "services/jobs/jobhistory.h"
#include "services/schema/replyfailure.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using State = JobRecord::State;
using Cause = Failure::Cause;

namespace {
// The system knows no such method: a code, which a method that is there answers with, stands in
// failures of the job.
bool lacksMethod(const Failure &failure)
{
    constexpr quint32 methodNotAvailable = 16, methodNotFound = 17; // DSP0004
    return failure.cause == Cause::NotSupported
        && (failure.code == methodNotAvailable || failure.code == methodNotFound);
}
} // namespace

JobStops::JobStops(Connections &connections, JobHistory &history, Clock &clock, QObject *parent)
    : QObject(parent), m_connections(connections), m_history(history), m_clock(clock)
{}

Answer<Done> JobStops::ask(const JobRecord &of, const JobRecord &by, bool force)
{
    if (!m_connections.connection(of.systemId))
        return readyAnswer<Done>(
            Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
    const auto change = stateChangeOf(of.job, force);
    const auto kill = force ? killOf(of.job) : std::nullopt;
    if (!change && !kill)
        return readyAnswer<Done>(
            Failure{.cause = Cause::NotSupported, .stage = Failure::Stage::Job});
    JobRecord stop = by;
    stop.caption = of.caption;
    // What the job showed when it was last read: an end that is seen later is told from it.
    CimInstance before(of.job.className());
    before.set(u"JobState", CimValue::uint16(of.jobState));
    stop.subjectBefore = before;
    const Pledge<Done> pledge;
    onDone(record(stop, change ? *change : *kill, of.id), this,
           [this, stop, change, kill, pledge, id = of.id](const Outcome<Done> &taken) {
               if (taken || !change || !kill || !lacksMethod(taken.failure()))
                   return pledge.give(taken);
               onDone(record(stop, *kill, id), this,
                      [pledge](const Outcome<Done> &killed) { pledge.give(killed); });
           });
    return pledge.answer();
}

Answer<Done> JobStops::record(JobRecord stop, const MethodCall &call, qint64 of)
{
    stop.call = call;
    stop.state = State::Sent;
    stop.messageId = newMessageId();
    stop.sent = m_clock.now();
    const Pledge<Done> pledge;
    onDone(m_history.add(stop, this), this, [this, stop, of, pledge](const Outcome<qint64> &id) {
        if (!id)
            return pledge.give(id.failure());
        JobRecord written = stop;
        written.id = *id;
        Q_EMIT recorded();
        send(written, of, pledge);
    });
    return pledge.answer();
}

void JobStops::send(const JobRecord &stop, qint64 of, const Pledge<Done> &pledge)
{
    Connection *connection = m_connections.connection(stop.systemId);
    if (!connection) {
        const Failure gone{.cause = Cause::Refused, .stage = Failure::Stage::Network};
        end(stop, of, gone);
        return pledge.give(gone);
    }
    auto *listener = new QObject(this); // while it is under way
    connect(connection, &Connection::exchanged, listener, [this, stop](const Exchange &exchange) {
        if (exchange.request.messageId == stop.messageId)
            m_history.keep(stop.id, exchange, this);
    });
    onDone(connection->invoke(stop.call, this, stop.messageId), this,
           [this, stop, of, pledge, listener](const Outcome<MethodReply> &reply) {
               listener->deleteLater();
               if (!reply)
                   m_connections.report(stop.systemId, reply.failure());
               else
                   m_connections.seen(stop.systemId);
               const auto refusal = reply ? failureOf(stop.call.decl(), *reply)
                                          : std::optional(reply.failure());
               JobRecord answered = stop;
               if (reply)
                   answered.returnValue = reply->returnValue;
               end(answered, of, refusal);
               pledge.give(refusal ? Outcome<Done>(*refusal) : Outcome<Done>(Done()));
           });
}

void JobStops::end(JobRecord stop, qint64 of, const std::optional<Failure> &failure)
{
    if (failure && mayHaveRun(*failure)) {
        Q_EMIT lost(stop, of);
        return;
    }
    stop.failure = failure;
    stop.state = failure ? State::Failed : State::Succeeded;
    stop.ended = m_clock.now();
    stop.subjectBefore.reset();
    Q_EMIT over(stop);
}

} // namespace Cistern

#include "moc_jobstops.cpp"
