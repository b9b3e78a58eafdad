// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/enumeration.h"

#include "services/core/onpool.h"
#include "services/wsman/faults.h"
#include "services/wsman/querywords.h"

#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// One server has no word of its own for a context that it has dropped, but for what it does not
// find it gives the status as well.
bool saysContextIsGone(const Wsman::Fault &fault)
{
    return meaningOf(fault).reaction == Reaction::Restart
        || (fault.subcode == "DestinationUnreachable"_L1 && !fault.cimStatus && !fault.vendorCode
            && fault.detail.isEmpty());
}
} // namespace

Enumeration::Enumeration(RequestLine &line, const Envelope &request, QObject *owner,
                         BatchReader batch)
    : QObject(&line), m_line(line), m_request(request), m_batch(std::move(batch))
{
    const auto &enumerate = std::get<Wsman::Enumerate>(m_request.body);
    if (const auto *wql = std::get_if<Wsman::WqlFilter>(&enumerate.filter)) {
        m_queryClass = Wsman::queriedClass(wql->query);
        m_wholeObjects = Wsman::selectsAll(wql->query);
    }
    connect(owner, &QObject::destroyed, this, &Enumeration::abandon);
    start();
}

Enumeration::~Enumeration() = default;

void Enumeration::start()
{
    m_pulling = false;
    m_context.clear();
    m_gathered = std::make_shared<Gathered>();
    m_emptyPulls = 0;
    const ServerHabits &habits = m_line.habits();
    m_request.maxEnvelopeSize = habits.envelopeSize();
    m_request = habits.adapted(m_request); // what a refusal is compared with
    auto &enumerate = std::get<Wsman::Enumerate>(m_request.body);
    enumerate.optimize = m_optimize;
    enumerate.mode = habits.paths() && m_wholeObjects ? Wsman::Mode::ObjectsAndPaths
                                                      : Wsman::Mode::Objects;
    enumerate.maxElements = habits.maxElements() ? habits.batch.objects() : 1;
    ask(m_request);
}

// The same target, envelope and number as the first request, or a strict server refuses.
void Enumeration::pull()
{
    m_pulling = true;
    Envelope request = m_request;
    request.body = Wsman::Pull{m_context, std::get<Wsman::Enumerate>(m_request.body).maxElements,
                               m_queryClass};
    ask(request);
}

void Enumeration::ask(const Envelope &request)
{
    m_asked = m_line.clock().elapsed();
    m_attempts = new Attempts(m_line, m_line.clock(), request, this);
    onDone(m_attempts->answer(), this, [this](const Outcome<Envelope> &reply) { read(reply); });
}

void Enumeration::read(const Outcome<Envelope> &reply)
{
    m_attempts = nullptr;
    const auto *items = reply ? std::get_if<Wsman::Items>(&reply->body) : nullptr;
    if (m_abandoned) {
        if (items)
            m_context = items->end ? QString() : items->context;
        release();
        return deleteLater();
    }
    if (!reply)
        return stop(reply.failure());
    if (!items)
        return readFault(std::get<Wsman::Fault>(reply->body));
    m_timeOuts = 0;
    take(*items);
}

void Enumeration::readFault(const Wsman::Fault &fault)
{
    const bool timedOut = fault.subcode == "TimedOut"_L1
        || meaningOf(fault).cause == Failure::Cause::TimedOut;
    if (m_pulling && timedOut && ++m_timeOuts < mostTimeOuts)
        return pull(); // nothing was ready; the context lives
    if (!m_pulling && timedOut && std::exchange(m_optimize, false))
        return start(); // the objects come with the first pull then, which may take longer
    if (m_pulling && !m_restarted && saysContextIsGone(fault)) {
        m_restarted = true;
        return start();
    }
    if (m_pulling && saysContextIsGone(fault))
        m_context.clear();
    else if (suit(fault)) {
        release();
        return start();
    }
    stop(failureOf(fault));
}

bool Enumeration::suit(const Wsman::Fault &fault)
{
    if (++m_changes > mostChanges)
        return false;
    ServerHabits &habits = m_line.habits();
    if (meaningOf(fault).reaction == Reaction::Otherwise)
        return !m_pulling && habits.learn(fault, m_request);
    return habits.resize(fault, m_request);
}

void Enumeration::take(const Wsman::Items &items)
{
    const auto asked = std::get<Wsman::Enumerate>(m_request.body).maxElements;
    const auto came = quint32(qMax(items.instances.size(), items.paths.size()));
    m_line.habits().batch.tell(came >= asked, came, m_line.clock().elapsed() - m_asked);
    m_context = items.end ? QString() : items.context; // there is nothing to release otherwise
    const auto add = [gathered = m_gathered, page = items.instances,
                      nameSpace = m_request.target.nameSpace(), comparing = m_wholeObjects] {
        return Outcome<QList<CimInstance>>(gathered->add(page, nameSpace, comparing));
    };
    if (items.instances.size() <= mostHere)
        return go(*add());
    onDone(onPool(add), this, [this](const Outcome<QList<CimInstance>> &fresh) {
        if (!m_abandoned && fresh)
            go(*fresh);
    });
}

void Enumeration::go(const QList<CimInstance> &fresh)
{
    if (m_gathered->instances().size() > mostObjects)
        return stop({.cause = Failure::Cause::TooLarge,
                     .parameter = u"objects"_s,
                     .offered = qint64(mostObjects)});
    if (m_batch && !fresh.isEmpty())
        m_batch(fresh);
    if (m_abandoned)
        return; // by who heard of them
    if (m_context.isEmpty())
        return finish(m_gathered->instances());
    // Pages that bring nothing new count as empty too, or the same object for ever would never end.
    m_emptyPulls = fresh.isEmpty() && m_pulling ? m_emptyPulls + 1 : 0;
    if (m_emptyPulls >= mostEmptyPulls)
        return stop({.cause = Failure::Cause::Malformed,
                     .stage = Failure::Stage::Protocol,
                     .parameter = u"Pull"_s});
    pull();
}

// A context that nobody releases keeps some servers from answering anyone else; the newest one
// comes with the reply that is under way.
void Enumeration::abandon()
{
    m_abandoned = true;
    m_batch = {};
    m_pledge.give(Failure{.cause = Failure::Cause::Cancelled});
    if (m_attempts)
        return m_attempts->stopAsking();
    release();
    deleteLater();
}

void Enumeration::stop(const Failure &failure)
{
    release();
    finish(failure);
}

void Enumeration::release()
{
    if (m_context.isEmpty())
        return;
    Envelope request = m_request;
    request.body = Wsman::Release{m_context};
    m_context.clear();
    // Asked by the line itself: this object goes, and nobody waits for the answer.
    onDone(m_line.sendOnce(request, &m_line), &m_line, [](const Outcome<Envelope> &) {});
}

void Enumeration::finish(const Outcome<QList<CimInstance>> &outcome)
{
    m_pledge.give(outcome);
    deleteLater();
}

} // namespace Cistern
