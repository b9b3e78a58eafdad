// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/transports/faultytransport.h"

#include "services/wsman/transports/httpoutcome.h"

namespace Cistern {

namespace {
// What is told instead of a reply that did come.
Answer<Envelope> instead(const Answer<Envelope> &reply, QObject *owner, const Failure &failure)
{
    Pledge<Envelope> pledge;
    onDone(reply, owner, [pledge, failure](const Outcome<Envelope> &) { pledge.give(failure); });
    return pledge.answer();
}
} // namespace

FaultyTransport::FaultyTransport(std::unique_ptr<Transport> inner, Clock &clock, QObject *parent)
    : Transport(parent), m_inner(std::move(inner)), m_clock(clock)
{}

FaultyTransport::~FaultyTransport() = default;

Answer<Envelope> FaultyTransport::send(const Envelope &request, QObject *owner)
{
    Mishap mishap;
    if (!m_mishaps.empty()) {
        mishap = m_mishaps.front();
        m_mishaps.pop_front();
    }
    m_sent.append(request);
    switch (mishap.kind) {
    case Mishap::Kind::None:
        break;
    case Mishap::Kind::Delay: {
        Pledge<Envelope> pledge;
        m_clock.after(mishap.delay, owner, [this, request, owner, pledge] {
            onDone(pass(request, owner), owner,
                   [pledge](const Outcome<Envelope> &reply) { pledge.give(reply); });
        });
        return pledge.answer();
    }
    case Mishap::Kind::Refuse:
        return readyAnswer<Envelope>(mishap.failure);
    case Mishap::Kind::LoseReply:
        return instead(
            pass(request, owner), owner,
            lostReply({.cause = Failure::Cause::TimedOut, .stage = Failure::Stage::Network},
                      request));
    case Mishap::Kind::Garble:
        return instead(
            pass(request, owner), owner,
            lostReply({.cause = Failure::Cause::Malformed, .stage = Failure::Stage::Protocol},
                      request));
    case Mishap::Kind::Duplicate: {
        const Answer<Envelope> first = pass(request, owner);
        onDone(pass(request, owner), owner, [](const Outcome<Envelope> &) {});
        return first;
    }
    case Mishap::Kind::Silence: {
        m_silent.append(Pledge<Envelope>());
        return m_silent.last().answer();
    }
    }
    return pass(request, owner);
}

Answer<Envelope> FaultyTransport::pass(const Envelope &request, QObject *owner)
{
    ++m_passed;
    return m_inner->send(request, owner);
}

} // namespace Cistern
