// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/enumeration.h"

#include "services/wsman/faults.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// One server has no word of its own for a context that it has dropped.
bool saysContextIsGone(const Wsman::Fault &fault)
{
    return fault.subcode == "InvalidEnumerationContext"_L1
        || fault.subcode == "DestinationUnreachable"_L1 || fault.cimStatus == 21;
}
} // namespace

Enumeration::Enumeration(RequestLine &line, const Envelope &request, QObject *owner,
                         BatchReader batch)
    : QObject(&line), m_line(line), m_request(request), m_owner(owner), m_batch(std::move(batch))
{
    auto &enumerate = std::get<Wsman::Enumerate>(m_request.body);
    enumerate.optimize = true;
    enumerate.mode = Wsman::Mode::ObjectsAndPaths;
    enumerate.maxElements = pageSize;
    // What the server still holds for this goes with the one who asked.
    connect(owner, &QObject::destroyed, this, [this] {
        release();
        delete this;
    });
    start();
}

Enumeration::~Enumeration() = default;

void Enumeration::start()
{
    m_pulling = false;
    m_context.clear();
    m_instances.clear();
    m_known.clear();
    m_emptyPulls = 0;
    onDone(m_line.sendForAny(m_request, this), this,
           [this](const Outcome<Envelope> &reply) { read(reply); });
}

// The same target, size and number as the first request, or a strict server refuses.
void Enumeration::pull()
{
    m_pulling = true;
    Envelope request = m_request;
    request.body = Wsman::Pull{m_context, pageSize};
    onDone(m_line.sendForAny(request, this), this,
           [this](const Outcome<Envelope> &reply) { read(reply); });
}

void Enumeration::read(const Outcome<Envelope> &reply)
{
    if (!reply)
        return stop(reply.failure());
    if (const auto *fault = std::get_if<Wsman::Fault>(&reply->body))
        return readFault(*fault);
    m_timeOuts = 0;
    take(std::get<Wsman::Items>(reply->body));
}

void Enumeration::readFault(const Wsman::Fault &fault)
{
    if (m_pulling && fault.subcode == "TimedOut"_L1 && ++m_timeOuts < mostTimeOuts)
        return pull(); // nothing was ready; the context lives
    if (m_pulling && !m_restarted && saysContextIsGone(fault)) {
        m_restarted = true;
        return start();
    }
    if (m_pulling && saysContextIsGone(fault))
        m_context.clear();
    stop(failureOf(fault));
}

void Enumeration::take(const Wsman::Items &items)
{
    QList<CimInstance> fresh;
    for (const CimInstance &instance : items.instances) {
        const CimPath path = instance.path(m_request.target.nameSpace());
        const auto known = path.isEmpty() ? m_known.cend() : m_known.constFind(path);
        if (known != m_known.cend()) {
            m_instances[*known] = instance; // told twice: the later word counts
            continue;
        }
        if (!path.isEmpty())
            m_known.insert(path, m_instances.size());
        m_instances.append(instance);
        fresh.append(instance);
    }
    m_context = items.context;
    if (m_instances.size() > mostObjects)
        return stop({.cause = Failure::Cause::TooLarge,
                     .parameter = u"objects"_s,
                     .offered = qint64(mostObjects)});
    if (m_batch && !fresh.isEmpty())
        m_batch(fresh);
    if (items.end)
        return finish(m_instances);
    // Pages that bring nothing new count as empty too, or the same object for ever would never end.
    m_emptyPulls = fresh.isEmpty() && m_pulling ? m_emptyPulls + 1 : 0;
    if (m_emptyPulls >= mostEmptyPulls)
        return stop({.cause = Failure::Cause::Malformed,
                     .stage = Failure::Stage::Protocol,
                     .parameter = u"Pull"_s});
    pull();
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
    onDone(m_line.sendForAny(request, &m_line), &m_line, [](const Outcome<Envelope> &) {});
}

void Enumeration::finish(const Outcome<QList<CimInstance>> &outcome)
{
    m_pledge.give(outcome);
    deleteLater();
}

} // namespace Cistern
