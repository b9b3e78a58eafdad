// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/transports/httptransport.h"

#include "services/core/onpool.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/transports/httpoutcome.h"

#include <QHostAddress>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mostReplyBytes = 4 * 1024 * 1024;
constexpr std::chrono::milliseconds graceForReply = 15s;

bool isLoopback(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

HttpRequest httpRequest(const QUrl &url, const QByteArray &body)
{
    const QString host = url.host(QUrl::FullyEncoded);
    const QString named = host.contains(u':') ? u'[' + host + u']' : host;
    QString path = url.path(QUrl::FullyEncoded);
    if (path.isEmpty())
        path = u"/wsman"_s;
    return {.target = path.toLatin1(),
            .headers =
                {
                    {"Host", named.toLatin1() + ':' + QByteArray::number(url.port())},
                    {"Content-Type", QByteArray(soapMediaType) + ";charset=UTF-8"},
                    {"Connection", "Keep-Alive"},
                    {"Accept-Encoding", "identity"},
                    {"User-Agent", "Cistern/" CISTERN_VERSION},
                },
            .body = body};
}

} // namespace

// One envelope on its way: written on the pool, waiting for a lane, exchanged, read on the pool.
// A child of the transport; deletes itself when the answer is given or its owner goes.
class HttpTransport::Sending final : public QObject
{
public:
    Sending(HttpTransport &transport, const Envelope &request)
        : QObject(&transport), m_transport(transport), m_request(request)
    {
        onDone(onPool([request]() -> Outcome<QByteArray> { return writeEnvelope(request); }), this,
               [this](const Outcome<QByteArray> &bytes) {
                   m_http = httpRequest(m_transport.m_target.url, *bytes);
                   m_transport.m_waiting.push_back(this);
                   m_transport.startWaiting();
               });
    }

    ~Sending() override { m_transport.release(this, m_lane); }

    Answer<Envelope> answer() const { return m_pledge.answer(); }

    void start(Lane *lane)
    {
        m_lane = lane;
        connect(lane->connection.get(), &HttpConnection::finished, this, &Sending::read);
        exchange();
    }

private:
    void exchange()
    {
        if (!m_lane->connection->reusable() && m_rounds == 0)
            m_lane->signIn = m_transport.m_target.scheme->signIn(m_transport.m_target.credentials);
        HttpRequest dressed = m_http;
        if (!m_transport.m_target.credentials.user.isEmpty()) {
            if (const auto dressing = m_lane->signIn->dress(dressed); !dressing)
                return give(dressing.failure());
        }
        ++m_rounds;
        m_lane->connection->exchange(
            dressed,
            {.replyBody = std::min(mostReplyBytes, qint64(m_request.maxEnvelopeSize) * 11 / 10),
             .whole = m_request.operationTimeout + graceForReply});
    }

    void read(const HttpResult &result)
    {
        if (!result.reply.ok()) {
            const Failure &failure = result.reply.failure();
            return give(result.written ? lostReply(failure, m_request) : failure);
        }
        // Nothing ran on a 401, so another round of the same scheme sends the request anew. What
        // else the server offers does not matter: never a weaker scheme than the chosen one.
        if (result.reply->status == 401 && m_rounds < mostSignInRounds
            && m_lane->signIn->read(*result.reply) == ClientSignIn::Next::Again)
            return exchange();
        m_transport.release(this, std::exchange(m_lane, nullptr));
        onDone(onPool([reply = *result.reply, request = m_request] {
                   return envelopeOf(reply, request);
               }),
               this, [this](const Outcome<Envelope> &envelope) { give(envelope); });
    }

    void give(const Outcome<Envelope> &outcome)
    {
        m_pledge.give(outcome);
        deleteLater();
    }

    HttpTransport &m_transport;
    Envelope m_request;
    HttpRequest m_http;
    Pledge<Envelope> m_pledge;
    Lane *m_lane = nullptr;
    int m_rounds = 0;
};

HttpTransport::HttpTransport(const HttpTarget &target, Clock &clock, QObject *parent)
    : Transport(parent), m_target(target), m_clock(clock)
{
    if (m_target.url.port() < 0)
        m_target.url.setPort(m_target.url.scheme() == "https"_L1 ? 5986 : 5985);
}

HttpTransport::~HttpTransport()
{
    // While the lanes that they refer to are still there.
    qDeleteAll(findChildren<QObject *>(Qt::FindDirectChildrenOnly));
}

Answer<Envelope> HttpTransport::send(const Envelope &request, QObject *owner)
{
    if (!secretIsSafe()) {
        return readyAnswer<Envelope>(Failure{.cause = Failure::Cause::NotSupported,
                                             .stage = Failure::Stage::SignIn,
                                             .parameter = u"url"_s});
    }
    Envelope addressed = request;
    if (addressed.to.isEmpty())
        addressed.to = address();
    auto *sending = new Sending(*this, addressed);
    if (owner)
        connect(owner, &QObject::destroyed, sending, [sending] { delete sending; });
    return sending->answer();
}

HttpPlace HttpTransport::place() const
{
    return {.host = m_target.url.host(QUrl::FullyEncoded),
            .port = quint16(m_target.url.port()),
            .tls = m_target.url.scheme() == "https"_L1,
            .authorities = m_target.authorities,
            .pin = m_target.pin};
}

bool HttpTransport::secretIsSafe() const
{
    const HttpPlace where = place();
    return where.tls || !m_target.scheme->clear || m_target.credentials.user.isEmpty()
        || isLoopback(where.host);
}

HttpTransport::Lane *HttpTransport::freeLane()
{
    Lane *best = nullptr;
    for (const auto &lane : m_lanes) {
        if (!lane->user && (!best || lane->connection->reusable()))
            best = lane.get();
    }
    if (!best && m_lanes.size() < mostConnections) {
        m_lanes.push_back(std::make_unique<Lane>());
        best = m_lanes.back().get();
        best->connection = std::make_unique<HttpConnection>(place(), m_clock);
    }
    return best;
}

void HttpTransport::release(Sending *sending, Lane *lane)
{
    std::erase(m_waiting, sending);
    if (!lane)
        return;
    lane->connection->disconnect(sending);
    // Given up in the middle: what is still to come must not meet the next request.
    if (lane->connection->busy())
        lane->connection->abort();
    lane->user = nullptr;
    // Not from here: this may run inside the connection's own signal.
    QMetaObject::invokeMethod(
        this, [this] { startWaiting(); }, Qt::QueuedConnection);
}

void HttpTransport::startWaiting()
{
    while (!m_waiting.empty()) {
        Lane *lane = freeLane();
        if (!lane)
            return;
        Sending *next = m_waiting.front();
        m_waiting.pop_front();
        lane->user = next;
        next->start(lane);
    }
}

} // namespace Cistern
