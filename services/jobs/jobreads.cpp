// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/jobreads.h"

#include "services/jobs/calleffect.h"
#include "services/systems/connections.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto fresh = 900ms; // those that ask every second share one reading
const Failure away{.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network};
} // namespace

bool isLasting(const Failure &failure)
{
    using Cause = Failure::Cause;
    return failure.cause == Cause::Denied || failure.cause == Cause::NotSupported
        || failure.cause == Cause::InvalidValue
        || (failure.cause == Cause::NotFound && failure.stage == Failure::Stage::Operation);
}

bool Disappearance::seenBy(const Failure &failure)
{
    constexpr int mostMissing = 4;
    constexpr quint32 invalidNamespace = 3, invalidClass = 5; // DSP0004
    constexpr quint32 noDestination = 0x80338012;             // of WinRM: nobody took the request
    if (failure.cause != Failure::Cause::NotFound || failure.stage != Failure::Stage::Operation)
        return false;
    const bool missing = failure.code == invalidNamespace || failure.code == invalidClass
        || failure.code == noDestination;
    return !missing || ++m_missing > mostMissing;
}

JobReads::JobReads(Connections &connections, Clock &clock, QObject *parent)
    : QObject(parent), m_connections(connections), m_clock(clock)
{}

JobReads::Place JobReads::placeOf(const QString &systemId, const CimPath &job)
{
    return {systemId, job.nameSpace().toLower()};
}

void JobReads::begin(const QString &systemId, const CimPath &job)
{
    ++m_batches[placeOf(systemId, job)].followed;
}

void JobReads::end(const QString &systemId, const CimPath &job)
{
    const auto batch = m_batches.find(placeOf(systemId, job));
    if (batch != m_batches.end() && --batch->followed <= 0 && !batch->underWay)
        m_batches.erase(batch);
}

Answer<CimInstance> JobReads::read(const QString &systemId, const CimPath &job, QObject *owner)
{
    Connection *connection = m_connections.connection(systemId);
    if (!connection)
        return readyAnswer<CimInstance>(away);
    const Place place = placeOf(systemId, job);
    const auto found = m_batches.find(place);
    if (found == m_batches.end() || found->followed <= mostAlone)
        return connection->get(job, owner);
    Batch &batch = *found;
    if (batch.read && m_clock.elapsed() - *batch.read < fresh) {
        const auto known = batch.jobs.constFind(job);
        return known == batch.jobs.cend() ? connection->get(job, owner)
                                          : readyAnswer<CimInstance>(*known);
    }
    const Pledge<CimInstance> pledge;
    batch.waiting.append({job, pledge});
    if (!std::exchange(batch.underWay, true))
        readAll(place);
    return ownedBy(owner, pledge.answer());
}

void JobReads::readAll(const Place &place)
{
    const QString nameSpace = m_batches[place].waiting.first().first.nameSpace();
    Connection *connection = m_connections.connection(place.first);
    onDone(connection->enumerate(nameSpace, enumerableClass(nameSpace, u"CIM_ConcreteJob"_s), this),
           this, [this, place](const Outcome<QList<CimInstance>> &jobs) {
               Batch &batch = m_batches[place];
               batch.underWay = false;
               batch.jobs.clear();
               batch.read.reset();
               if (jobs) {
                   for (const CimInstance &job : *jobs)
                       batch.jobs.insert(job.path(), job);
                   batch.read = m_clock.elapsed();
               }
               const auto waiting = std::exchange(batch.waiting, {});
               const auto known = batch.jobs;
               if (batch.followed <= 0)
                   m_batches.remove(place);
               for (const auto &[job, pledge] : waiting) {
                   // One that is not among them may be of a class that does not show there.
                   if (const auto told = known.constFind(job); told != known.cend())
                       pledge.give(*told);
                   else
                       readOne(place.first, job, pledge);
               }
           });
}

void JobReads::readOne(const QString &systemId, const CimPath &job,
                       const Pledge<CimInstance> &pledge)
{
    Connection *connection = m_connections.connection(systemId);
    if (!connection)
        return pledge.give(away);
    onDone(connection->get(job, this), this,
           [pledge](const Outcome<CimInstance> &read) { pledge.give(read); });
}

} // namespace Cistern

#include "moc_jobreads.cpp"
