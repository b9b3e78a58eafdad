// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/attempts.h"

#include "services/wsman/faults.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <utility>

namespace Cistern {

namespace {
// Statuses of a front end that has no place just now and let nothing through.
bool isThrottled(const Failure &failure)
{
    constexpr std::array<quint32, 3> statuses{425, 429, 503};
    return failure.stage == Failure::Stage::Protocol && failure.cause == Failure::Cause::ServerFault
        && std::find(statuses.begin(), statuses.end(), failure.code) != statuses.end();
}
} // namespace

Attempts::Attempts(RequestLine &line, Clock &clock, const Envelope &request, QObject *owner)
    : QObject(&line), m_line(line), m_clock(clock), m_request(request)
{
    connect(owner, &QObject::destroyed, this, [this] { delete this; });
    send();
}

void Attempts::send()
{
    m_request = m_line.habits().adapted(m_request); // what a refusal is compared with
    onDone(m_line.sendOnce(m_request, this), this,
           [this](const Outcome<Envelope> &reply) { read(reply); });
}

void Attempts::read(const Outcome<Envelope> &reply)
{
    if (!m_last && again(reply))
        return;
    m_pledge.give(reply);
    deleteLater();
}

void Attempts::stopAsking()
{
    m_last = true;
    if (!m_pausing)
        return;
    m_clock.stop(*std::exchange(m_pausing, std::nullopt));
    read(Failure{.cause = Failure::Cause::Cancelled});
}

bool Attempts::again(const Outcome<Envelope> &reply)
{
    // A connection that is lost is not asked again here: whoever keeps it climbs anew.
    if (!reply)
        return isThrottled(reply.failure()) && pause(mostBarePauses);
    const auto *fault = std::get_if<Wsman::Fault>(&reply->body);
    return fault && againAfter(*fault);
}

bool Attempts::againAfter(const Wsman::Fault &fault)
{
    const FaultMeaning meaning = meaningOf(fault);
    const bool gets = std::holds_alternative<Wsman::Get>(m_request.body);
    bool now = false;
    switch (meaning.reaction) {
    case Reaction::BackOff:
        return pause(mostPauses);
    case Reaction::Retry:
        // What an enumeration does about a time-out is its own matter.
        now = meaning.cause == Failure::Cause::TimedOut ? gets && ++m_timeOuts <= mostTimeOuts
                                                        : !std::exchange(m_retried, true);
        break;
    case Reaction::Larger:
    case Reaction::Narrower:
        now = gets && ++m_adaptations <= mostAdaptations
            && m_line.habits().resize(fault, m_request);
        if (now)
            m_request.maxEnvelopeSize = m_line.habits().envelopeSize();
        break;
    case Reaction::Otherwise:
        // Where the body has to change, the one who made it does it.
        now = !std::holds_alternative<Wsman::Enumerate>(m_request.body)
            && ++m_adaptations <= mostAdaptations && m_line.habits().learn(fault, m_request);
        break;
    default:
        break;
    }
    if (now)
        send();
    return now;
}

bool Attempts::pause(int most)
{
    if (!m_line.isPatient() || m_pauses >= most)
        return false;
    const int plain = 1000 << m_pauses++; // milliseconds
    const int pause = plain * 8 / 10 + QRandomGenerator::global()->bounded(plain * 4 / 10);
    m_pausing = m_clock.after(std::chrono::milliseconds(pause), this, [this] {
        m_pausing.reset();
        send();
    });
    return true;
}

} // namespace Cistern

#include "moc_attempts.cpp"
