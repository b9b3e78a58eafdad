// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/requestline.h"

#include "services/wsman/attempts.h"
#include "services/wsman/faults.h"

namespace Cistern {

RequestLine::RequestLine(std::unique_ptr<Transport> transport, Clock &clock)
    : m_transport(std::move(transport)), m_clock(clock)
{}

RequestLine::~RequestLine()
{
    // First, while those who hear of the end still find this object whole.
    m_transport.reset();
}

Answer<Envelope> RequestLine::send(const Envelope &request, QObject *owner)
{
    Pledge<Envelope> pledge;
    onDone(sendForAny(request, owner), owner,
           [pledge, changes = !onlyAsks(request)](const Outcome<Envelope> &reply) {
               const auto *fault = reply ? std::get_if<Wsman::Fault>(&reply->body) : nullptr;
               if (!fault)
                   return pledge.give(reply);
               Failure failure = failureOf(*fault);
               if (changes && failure.cause == Failure::Cause::TimedOut)
                   failure.cause = Failure::Cause::OutcomeUnknown;
               pledge.give(failure);
           });
    return pledge.answer();
}

Answer<Envelope> RequestLine::sendForAny(const Envelope &request, QObject *owner)
{
    if (onlyAsks(request))
        return (new Attempts(*this, m_clock, request, owner))->answer();
    return sendOnce(request, owner);
}

Answer<Envelope> RequestLine::sendOnce(const Envelope &request, QObject *owner)
{
    Waiting waiting{m_habits.adapted(request), owner, {}};
    waiting.request.to = m_transport->address();
    if (waiting.request.messageId.isEmpty())
        waiting.request.messageId = newMessageId();
    const Answer<Envelope> answer = waiting.pledge.answer();
    m_waiting.push_back(std::move(waiting));
    startNext();
    return answer;
}

void RequestLine::startNext()
{
    while (m_inFlight < mostInFlight && !m_waiting.empty()) {
        const Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (!next.owner)
            continue;
        ++m_inFlight;
        if (!onlyAsks(next.request))
            Q_EMIT exchanged({.request = next.request});
        onDone(m_transport->send(next.request, next.owner), this,
               [this, next](const Outcome<Envelope> &reply) {
                   --m_inFlight;
                   if (!onlyAsks(next.request))
                       Q_EMIT exchanged({.request = next.request, .reply = reply});
                   next.pledge.give(reply);
                   startNext();
               });
    }
}

} // namespace Cistern
