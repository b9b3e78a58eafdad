// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/simulation/network.h"

#include "services/wsman/soapxml.h"
#include "services/wsman/transports/httpoutcome.h"

#include <ctime>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Cause = Failure::Cause;
using Stage = Failure::Stage;

namespace {
HttpReply httpReply(int status, const QByteArray &body = {})
{
    return {.status = status,
            .headers = body.isEmpty()
                ? HttpHeaders()
                : HttpHeaders{{"Content-Type", "application/soap+xml;charset=UTF-8"}},
            .body = body};
}

void burn(std::chrono::milliseconds time)
{
    const std::clock_t end = std::clock() + time.count() * CLOCKS_PER_SEC / 1000;
    while (std::clock() < end) {}
}

// What a target answers that is not itself.
void spoil(Wsman::Body &body, Defect defect)
{
    auto *invoked = std::get_if<Wsman::InvokeReply>(&body);
    auto *items = std::get_if<Wsman::Items>(&body);
    constexpr quint32 done = 0, failed = 4, begun = 4096;
    const bool good = invoked
        && (invoked->reply.returnValue == done || invoked->reply.returnValue == begun);
    if (invoked && !good && defect == Defect::ClaimsSuccess)
        invoked->reply = {.returnValue = done, .outs = {}};
    if (invoked && good && defect == Defect::ClaimsFailure)
        invoked->reply = {.returnValue = failed, .outs = {}};
    if (items && defect == Defect::ShowsNothing)
        items->instances.clear();
}

class SimulatedTransport final : public Transport
{
public:
    SimulatedTransport(Network &network, const QString &user) : m_network(network), m_user(user) {}

    QString address() const override { return u"http://san1:5985/wsman"_s; }
    Answer<Envelope> send(const Envelope &request, QObject *owner) override
    {
        Envelope addressed = request;
        addressed.to = address();
        return m_network.send(addressed, m_user, owner);
    }

private:
    Network &m_network;
    QString m_user;
};
} // namespace

// One request on its way. A child of its sender, whose end is the end of its connection; what the
// network holds by then arrives all the same.
class Network::Flight final : public QObject
{
public:
    Flight(Network &network, const Envelope &request, const QString &user, Fate fate,
           QObject *owner)
        : QObject(owner)
        , m_network(network)
        , m_request(request)
        , m_bytes(writeEnvelope(request))
        , m_user(user)
        , m_fate(fate)
    {
        Luck &luck = network.m_luck;
        using Time = Agenda::Time;
        const Time there{luck.between(1, 200)};
        switch (fate) {
        case Fate::Refused:
            m_network.m_agenda.after(there, this, [this] {
                give(Failure{.cause = Cause::Refused, .stage = Stage::Network});
            });
            return;
        case Fate::StatusBefore: {
            const int status = luck.oneOf(QList<int>{503, 503, 403, 401});
            m_network.m_agenda.after(
                there, this, [this, status] { give(envelopeOf(httpReply(status), m_request)); });
            return;
        }
        case Fate::RequestLost:
            cutAfter(luck.inHundred(50) ? Time(75'000) : Time(luck.between(10, 3000)));
            return;
        case Fate::ReplyLost:
            cutAfter(luck.inHundred(50) ? Time(75'000) : there + Time(luck.between(10, 3000)));
            deliverAfter(there);
            return;
        case Fate::RequestLate:
            cutAfter(there);
            deliverAfter(there + Time(luck.between(1, 20'000)));
            return;
        case Fate::Twice:
            cutAfter(75s);
            deliverAfter(there);
            deliverAfter(there + Time(luck.between(0, 5000)));
            return;
        case Fate::Passes:
        case Fate::ReplyCut:
        case Fate::StatusAfter:
            cutAfter(75s);
            deliverAfter(there);
            return;
        }
    }

    Answer<Envelope> answer() const { return m_pledge.answer(); }

private:
    void cutAfter(Agenda::Time delay)
    {
        m_network.m_agenda.after(delay, this, [this] {
            give(lostReply({.cause = Cause::TimedOut, .stage = Stage::Network}, m_request));
        });
    }

    // Holds nothing of this: the sender may be gone by then.
    void deliverAfter(Agenda::Time delay)
    {
        QPointer<Flight> flight(this);
        m_network.m_agenda.after(
            delay, &m_network,
            [&network = m_network, flight, bytes = m_bytes, user = m_user, id = m_request.messageId,
             changes = !onlyAsks(m_request)] {
                if (network.weather.isCut || !network.m_host.isUp()) {
                    if (flight)
                        flight->replied(Failure{.cause = Cause::TimedOut});
                    return;
                }
                RequestRead read = readRequest(bytes);
                if (changes) {
                    if (network.defect == Defect::ForgetsMessages
                        && network.m_changes[id].delivered > 0)
                        read.envelope.messageId = newMessageId();
                    if (network.defect == Defect::Stalls)
                        burn(250ms);
                    ++network.m_changes[id].delivered;
                    network.trace(u"delivered "_s + id);
                }
                const auto reply = read.fault
                    ? readyAnswer<Envelope>(read.envelope)
                    : network.m_host.handle(read.envelope, {user, AccessRole::Manage});
                onDone(reply, &network, [&network, flight](const Outcome<Envelope> &told) {
                    if (!flight)
                        return;
                    network.m_agenda.after(Agenda::Time(network.m_luck.between(1, 200)), flight,
                                           [flight, told] { flight->replied(told); });
                });
            });
    }

    void replied(const Outcome<Envelope> &reply)
    {
        if (!reply || m_network.weather.isCut) // it died on the way
            return give(lostReply({.cause = Cause::TimedOut, .stage = Stage::Network}, m_request));
        Envelope told = *reply;
        spoil(told.body, m_network.defect);
        QByteArray bytes = writeEnvelope(told);
        int status = std::holds_alternative<Wsman::Fault>(reply->body) ? 500 : 200;
        switch (m_fate) {
        case Fate::ReplyLost:
        case Fate::RequestLate:
            return;
        case Fate::ReplyCut:
            bytes.truncate(m_network.m_luck.below(int(bytes.size())));
            if (bytes.isEmpty())
                status = 200;
            break;
        case Fate::StatusAfter:
            return give(envelopeOf(httpReply(m_network.m_luck.oneOf(QList<int>{500, 502, 504})),
                                   m_request));
        default:
            break;
        }
        give(envelopeOf(httpReply(status, bytes), m_request));
    }

    void give(const Outcome<Envelope> &outcome)
    {
        if (m_pledge.given())
            return;
        if (!onlyAsks(m_request)) {
            m_network.m_changes[m_request.messageId].lost = !outcome;
            m_network.trace(u"told %1 %2"_s.arg(m_request.messageId)
                                .arg(outcome ? -1 : int(outcome.failure().cause)));
            if (!outcome)
                m_network.sendAgain(m_request, m_user);
        }
        m_pledge.give(outcome);
        deleteLater();
    }

    Network &m_network;
    Envelope m_request;
    QByteArray m_bytes;
    QString m_user;
    Fate m_fate;
    Pledge<Envelope> m_pledge;
};

std::unique_ptr<Transport> Network::transport(const QString &user)
{
    return std::make_unique<SimulatedTransport>(*this, user);
}

Network::Fate Network::fateOf(const Envelope &request)
{
    if (weather.isCut)
        return m_luck.inHundred(50) ? Fate::Refused : Fate::RequestLost;
    if (onlyAsks(request)) {
        if (!m_luck.inHundred(weather.mishapsOfReads))
            return Fate::Passes;
        static const QList<Fate> fates{Fate::Refused, Fate::RequestLost, Fate::ReplyLost,
                                       Fate::ReplyCut, Fate::StatusAfter};
        // Signing in is asked for once in a while only: a person has to help then.
        return m_luck.inHundred(2) ? Fate::StatusBefore : m_luck.oneOf(fates);
    }
    if (!m_luck.inHundred(weather.mishapsOfChanges))
        return Fate::Passes;
    static const QList<Fate> fates{Fate::Refused,      Fate::RequestLost, Fate::ReplyLost,
                                   Fate::RequestLate,  Fate::Twice,       Fate::ReplyCut,
                                   Fate::StatusBefore, Fate::StatusAfter};
    return m_luck.oneOf(fates);
}

// What a console must never do.
void Network::sendAgain(Envelope request, const QString &user)
{
    if ((defect != Defect::SendsAgain && defect != Defect::SendsAnew)
        || m_sentAgain.contains(request.messageId))
        return;
    if (defect == Defect::SendsAnew)
        request.messageId = newMessageId();
    m_sentAgain.insert(request.messageId);
    m_agenda.after(2s, this, [this, request, user] { send(request, user, this); });
}

Answer<Envelope> Network::send(const Envelope &request, const QString &user, QObject *owner)
{
    const Fate fate = fateOf(request);
    if (!onlyAsks(request)) {
        ChangeSeen &change = m_changes[request.messageId];
        change.user = user;
        change.body = request.body;
        change.target = request.target;
        ++change.sent;
        change.lost = true;
        trace(u"sent %1 %2"_s.arg(request.messageId).arg(int(fate)));
    }
    auto *flight = new Flight(*this, request, user, fate, owner);
    return flight->answer();
}

} // namespace Cistern

#include "moc_network.cpp"
