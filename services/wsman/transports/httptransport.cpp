// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/transports/httptransport.h"

#include "services/core/onpool.h"
#include "services/core/wipe.h"
#include "services/wsman/auth/channelbinding.h"
#include "services/wsman/loopback.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/transports/httpoutcome.h"

#include <QThreadPool>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mostReplyBytes = 4 * 1024 * 1024;
constexpr qint64 mostLegBytes = 64 * 1024;
constexpr qint64 mostSealBytes = 8 * 1024;
constexpr std::chrono::milliseconds graceForReply = 15s;
const Failure tooLate{.cause = Failure::Cause::TimedOut, .stage = Failure::Stage::SignIn};

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

// One envelope on its way: written on the pool, waiting for a lane, signed in there with empty
// bodies where nobody has been yet, exchanged, read on the pool. A child of the transport; deletes
// itself when the answer is given or its owner goes.
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

    ~Sending() override
    {
        stopDeadline();
        // Given up in the middle: what is still to come must not meet the next request.
        if (m_lane && m_step != Step::Idle)
            m_lane->drop();
        m_transport.release(this, m_lane);
    }

    Answer<Envelope> answer() const { return m_pledge.answer(); }

    void start(Lane *lane)
    {
        m_lane = lane;
        connect(lane->connection.get(), &HttpConnection::opened, this, &Sending::signIn);
        connect(lane->connection.get(), &HttpConnection::finished, this, &Sending::hear);
        if (lane->signIn && lane->connection->reusable())
            dress();
        else
            open();
    }

private:
    enum class Step : quint8 { Idle, Opening, Computing, Leg, Asking };

    void open()
    {
        m_lane->drop();
        m_step = Step::Opening;
        m_lane->connection->open();
    }

    // Nothing ran, because nothing was written or it was refused, so another connection is as good.
    void openAnew()
    {
        if (m_openedAnew) {
            return give(
                Failure{.cause = Failure::Cause::ServerFault, .stage = Failure::Stage::Network});
        }
        m_openedAnew = true;
        m_rounds = 0;
        open();
    }

    void signIn()
    {
        const HttpTarget &target = m_transport.m_target;
        m_lane->signIn = target.credentials.isEmpty()
            ? std::make_shared<ClientSignIn>()
            : target.scheme->signIn(target.credentials, m_transport.channel(*m_lane->connection));
        if (m_lane->signIn->lasts())
            next(std::nullopt);
        else
            dress(); // whose claims are complete from the start
    }

    // One step of the context on a pool. Nobody else uses it meanwhile, also when this one goes:
    // then the lane has dropped it.
    template<class Function, class Then>
    void compute(Function function, Then then, const Failure &late = tooLate,
                 QThreadPool &pool = *QThreadPool::globalInstance())
    {
        m_step = Step::Computing;
        stopDeadline();
        m_deadline = m_transport.m_clock.after(legDeadline, this, [this, late] {
            m_deadline.reset();
            give(late);
        });
        onDone(onPool(std::move(function), pool), this, [this, then](const auto &outcome) {
            if (m_step != Step::Computing)
                return; // too late
            stopDeadline();
            then(outcome);
        });
    }

    void next(const std::optional<HttpReply> &reply)
    {
        compute([signIn = m_lane->signIn, reply] { return signIn->next(reply); },
                [this](const Outcome<QByteArray> &value) {
                    if (!value)
                        give(value.failure());
                    else if (value->isEmpty())
                        dress();
                    else
                        sendLeg(*value);
                },
                tooLate, signInPool());
    }

    // Nothing but the token: whoever answers has proven nothing so far.
    void sendLeg(const QByteArray &value)
    {
        if (!m_lane->connection->reusable())
            return openAnew();
        if (++m_rounds > mostSignInRounds)
            return give(Failure{.cause = Failure::Cause::SignIn, .stage = Failure::Stage::SignIn});
        HttpRequest leg = m_http;
        leg.body.clear();
        leg.headers << HttpHeader{"Authorization", value};
        m_step = Step::Leg;
        m_lane->connection->exchange(leg, {.replyBody = mostLegBytes, .whole = legDeadline});
    }

    void dress()
    {
        if (!m_lane->signIn->seals())
            return ask(m_lane->signIn->dress(m_http));
        compute([signIn = m_lane->signIn, http = m_http] { return signIn->dress(http); },
                [this](const Outcome<HttpRequest> &dressed) { ask(dressed); });
    }

    void ask(const Outcome<HttpRequest> &dressed)
    {
        if (!dressed)
            return give(dressed.failure());
        if (!m_lane->connection->reusable())
            return openAnew();
        if (m_rounds > 0)
            Q_EMIT m_transport.signedIn(); // the context is complete
        m_step = Step::Asking;
        // What is not said to a server that refuses to hear it holds here all the same.
        const Envelope usual;
        const qint64 size = m_request.maxEnvelopeSize ? m_request.maxEnvelopeSize
                                                      : usual.maxEnvelopeSize;
        const auto time = m_request.operationTimeout.count() ? m_request.operationTimeout
                                                             : usual.operationTimeout;
        m_lane->connection->exchange(
            *dressed,
            {.replyBody = std::min(mostReplyBytes, size * 11 / 10) + mostSealBytes,
             .whole = time + graceForReply});
        // Its bytes are on the way; the claim in it is not needed twice.
        HttpRequest spent = *dressed;
        for (HttpHeader &header : spent.headers) {
            if (header.name == "Authorization")
                wipe(header.value);
        }
    }

    void hear(const HttpResult &result)
    {
        const Step step = std::exchange(m_step, Step::Idle);
        if (!result.reply.ok()) {
            const Failure &failure = result.reply.failure();
            return give(step == Step::Asking && result.written ? lostReply(failure, m_request)
                                                               : failure);
        }
        if (const QDateTime theirs = date(result.reply->headers); theirs.isValid())
            Q_EMIT m_transport.clockRead(theirs);
        if (step != Step::Leg)
            read(*result.reply);
        else if (result.reply->status == 200 || result.reply->status == 401)
            next(*result.reply);
        else
            hearOtherwise(*result.reply);
    }

    // Neither a token nor a refusal: what the server has to say is not about who we are, and
    // nothing was asked yet.
    void hearOtherwise(const HttpReply &reply)
    {
        const auto said = [reply, scheme = m_transport.m_target.scheme]() -> Outcome<Envelope> {
            const Outcome<Envelope> envelope = envelopeOf(
                reply, Envelope{.body = Wsman::Identify()}, {.scheme = scheme, .readable = false});
            if (!envelope)
                return envelope.failure();
            return Failure{.cause = Failure::Cause::ServerFault,
                           .stage = Failure::Stage::Protocol,
                           .code = quint32(reply.status)};
        };
        compute(said, [this](const Outcome<Envelope> &outcome) { give(outcome); });
    }

    void read(const HttpReply &reply)
    {
        const std::shared_ptr<ClientSignIn> signIn = m_lane->signIn;
        if (reply.status == 401 && signIn->lasts()) {
            // The server has forgotten what held before. A question is asked again; of a change
            // these words prove nothing, because anybody can say them over a sealed request.
            const bool forgotten = m_lane->served;
            m_lane->drop();
            if (!onlyAsks(m_request)) {
                return give(lostReply(
                    {.cause = Failure::Cause::SignIn, .stage = Failure::Stage::SignIn, .code = 401},
                    m_request));
            }
            if (forgotten && !m_openedAnew)
                return openAnew();
        }
        m_lane->served = true;
        const bool refused = reply.status == 401 || reply.status == 403;
        // On whichever connection: a refusal after it may come from the way back.
        const bool turned = refused && m_transport.m_letIn;
        m_transport.m_letIn |= !refused;
        // Who does not even speak the protocol says nothing about the one who asks.
        if (reply.status != 401 && mediaType(reply.headers) == soapMediaType)
            Q_EMIT m_transport.signedIn();
        const HttpTarget &target = m_transport.m_target;
        const HttpManner manner{
            .scheme = target.scheme,
            .readable = !target.credentials.isEmpty() && !signIn->seals()
                && target.url.scheme() != "https"_L1,
        };
        const auto envelope = [signIn, reply, request = m_request, manner,
                               turned]() -> Outcome<Envelope> {
            const Outcome<HttpReply> readable = signIn->undress(reply);
            if (!readable)
                return lostReply(readable.failure(), request);
            const Outcome<Envelope> read = envelopeOf(*readable, request, manner);
            return turned && !read ? lostReply(read.failure(), request) : read;
        };
        if (signIn->seals()) {
            // Without a sealed reply nobody knows how far the server's half of the context is.
            const bool sealed = mediaType(reply.headers).startsWith("multipart/");
            const auto read = [this, sealed](const Outcome<Envelope> &outcome) {
                if (sealed && outcome.ok())
                    m_step = Step::Idle;
                give(outcome);
            };
            return compute(
                envelope, read,
                lostReply({.cause = Failure::Cause::TimedOut, .stage = Failure::Stage::Protocol},
                          m_request));
        }
        m_transport.release(this, std::exchange(m_lane, nullptr));
        onDone(onPool(envelope), this, [this](const Outcome<Envelope> &outcome) { give(outcome); });
    }

    void give(const Outcome<Envelope> &outcome)
    {
        if (m_lane && (m_step != Step::Idle || !m_lane->connection->reusable()))
            m_lane->drop();
        m_step = Step::Idle;
        m_transport.release(this, std::exchange(m_lane, nullptr));
        m_pledge.give(outcome);
        deleteLater();
    }

    void stopDeadline()
    {
        if (m_deadline)
            m_transport.m_clock.stop(*std::exchange(m_deadline, std::nullopt));
    }

    HttpTransport &m_transport;
    Envelope m_request;
    HttpRequest m_http;
    Pledge<Envelope> m_pledge;
    Lane *m_lane = nullptr;
    Step m_step = Step::Idle;
    int m_rounds = 0;
    bool m_openedAnew = false;
    std::optional<int> m_deadline;
};

HttpTransport::Lane::~Lane()
{
    drop();
}

void HttpTransport::Lane::drop()
{
    connection->abort();
    served = false;
    // Freeing a context may block as well; what the pool still does with it ends first.
    if (signIn)
        signInPool().start([gone = std::exchange(signIn, nullptr)] {});
}

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
    if (!m_target.scheme->signIn) { // only served
        return readyAnswer<Envelope>(Failure{.cause = Failure::Cause::NotSupported,
                                             .stage = Failure::Stage::SignIn,
                                             .parameter = u"scheme"_s});
    }
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
            .pin = m_target.pin,
            .clientCertificate = m_target.credentials.clientCertificate,
            .clientKey = m_target.credentials.clientKey,
            .address = m_target.address};
}

Channel HttpTransport::channel(const HttpConnection &connection) const
{
    const HttpPlace where = place();
    return {.host = where.host,
            .service = m_target.service,
            .encrypted = where.tls,
            .loopback = isLoopback(where.host),
            .binding = m_target.bindsChannel ? channelBinding(connection.peerCertificate())
                                             : QByteArray()};
}

bool HttpTransport::secretIsSafe() const
{
    const HttpPlace where = place();
    return where.tls || !m_target.scheme->clear || m_target.credentials.isEmpty()
        || isLoopback(where.host) || m_target.clearAllowed;
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
