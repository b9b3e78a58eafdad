// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/transports/localtransport.h"

#include "services/core/onpool.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/transports/httpoutcome.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds graceForReply = 15s;

Failure tooLarge(const QString &what)
{
    return Failure{
        .cause = Failure::Cause::TooLarge, .stage = Failure::Stage::Protocol, .parameter = what};
}

Outcome<RequestRead> carried(const Envelope &request)
{
    const QByteArray bytes = writeEnvelope(request);
    if (bytes.size() > LocalTransport::mostRequestBytes)
        return tooLarge(u"request"_s); // what a listener answers with 413
    return readRequest(bytes);
}

Outcome<Envelope> carriedBack(const Envelope &reply, const Envelope &request)
{
    const QByteArray bytes = writeEnvelope(reply);
    // What a request leaves unsaid is as usual.
    const qsizetype size = request.maxEnvelopeSize ? request.maxEnvelopeSize
                                                   : Wsman::defaultEnvelopeSize;
    if (bytes.size() > std::min(LocalTransport::mostReplyBytes, size * 11 / 10))
        return lostReply(tooLarge(u"reply"_s), request);
    const Outcome<Envelope> read = readReply(bytes, request);
    if (!read)
        return lostReply(read.failure(), request);
    return read;
}
} // namespace

// One envelope on its way there and back. A child of the transport; deletes itself when the answer
// is given or its owner goes.
class LocalTransport::Sending final : public QObject
{
public:
    Sending(LocalTransport &transport, const Envelope &request)
        : QObject(&transport), m_transport(transport), m_request(request)
    {
        m_deadline = transport.m_clock.after(
            (request.operationTimeout.count() ? request.operationTimeout
                                              : Envelope().operationTimeout)
                + graceForReply,
            this, [this] {
                give(
                    lostReply({.cause = Failure::Cause::TimedOut, .stage = Failure::Stage::Network},
                              m_request));
            });
        onDone(onPool([request] { return carried(request); }), this,
               [this](const Outcome<RequestRead> &read) { ask(read); });
    }

    ~Sending() override { m_transport.m_clock.stop(m_deadline); }

    Answer<Envelope> answer() const { return m_pledge.answer(); }

private:
    void ask(const Outcome<RequestRead> &read)
    {
        if (!read)
            return give(read.failure());
        const Answer<Envelope> reply = read->fault
            ? readyAnswer<Envelope>(read->envelope)
            : m_transport.m_responder(read->envelope, m_transport.m_caller);
        onDone(reply, this, [this](const Outcome<Envelope> &envelope) { carryBack(envelope); });
    }

    void carryBack(const Outcome<Envelope> &reply)
    {
        if (!reply)
            return give(lostReply(reply.failure(), m_request));
        onDone(
            onPool([reply = *reply, request = m_request] { return carriedBack(reply, request); }),
            this, [this](const Outcome<Envelope> &envelope) { give(envelope); });
    }

    void give(const Outcome<Envelope> &outcome)
    {
        m_pledge.give(outcome);
        deleteLater();
    }

    LocalTransport &m_transport;
    Envelope m_request;
    Pledge<Envelope> m_pledge;
    int m_deadline = 0;
};

LocalTransport::LocalTransport(Responder responder, const Caller &caller, Clock &clock,
                               QObject *parent)
    : Transport(parent), m_responder(std::move(responder)), m_caller(caller), m_clock(clock)
{}

LocalTransport::~LocalTransport()
{
    // While the transport that they refer to is still whole.
    qDeleteAll(findChildren<QObject *>(Qt::FindDirectChildrenOnly));
}

QString LocalTransport::address() const
{
    return u"local:"_s;
}

Answer<Envelope> LocalTransport::send(const Envelope &request, QObject *owner)
{
    Envelope addressed = request;
    if (addressed.to.isEmpty())
        addressed.to = address();
    auto *sending = new Sending(*this, addressed);
    if (owner)
        connect(owner, &QObject::destroyed, sending, [sending] { delete sending; });
    return sending->answer();
}

} // namespace Cistern
