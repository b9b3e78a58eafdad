// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/listener.h"

#include "services/core/onpool.h"
#include "services/wsman/soapxml.h"

#include <QHostInfo>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>
#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char *anonymousPath = "/wsman-anon/identify";

class Acceptor final : public QTcpServer
{
public:
    explicit Acceptor(std::function<void(qintptr)> accept) : m_accept(std::move(accept)) {}

private:
    void incomingConnection(qintptr descriptor) override { m_accept(descriptor); }

    std::function<void(qintptr)> m_accept;
};

constexpr std::size_t mostArrivals = 256;

void turnAway(qintptr descriptor)
{
    QTcpSocket socket;
    socket.setSocketDescriptor(descriptor);
    socket.abort();
}

struct Asked
{
    Envelope envelope;
    bool fault = false;
};

// The envelope in a request, or the fault to answer it with.
Asked asked(const HttpRequest &request)
{
    const QByteArray letters = charset(request.headers);
    if (!letters.isEmpty() && letters != "utf-8") {
        const Wsman::Fault fault{.code = u"Sender"_s,
                                 .subcode = u"EncodingLimit"_s,
                                 .detail = u"CharacterSet"_s,
                                 .reason = u"Only UTF-8 is served."_s};
        return {faultEnvelope(fault, {}), true};
    }
    RequestRead read = readRequest(request.body);
    return {std::move(read.envelope), read.fault};
}

// What goes back: the envelope as it is when the client takes that much (DSP0226 section 13.1). Of
// a change that ran the fault must not sound as if it had not.
HttpReply written(const Envelope &reply, const Envelope &request)
{
    Envelope fitting = reply;
    QByteArray bytes = writeEnvelope(fitting);
    if (bytes.size() > qsizetype(std::max(request.maxEnvelopeSize, Wsman::leastEnvelopeSize))) {
        fitting = faultEnvelope(
            {.code = u"Sender"_s,
             .subcode = u"EncodingLimit"_s,
             .detail = onlyAsks(request) ? u"MaxEnvelopeSize"_s : u"UnreportableSuccess"_s,
             .reason = u"The reply is larger than asked for."_s},
            request);
        bytes = writeEnvelope(fitting);
    }
    const bool fault = std::holds_alternative<Wsman::Fault>(fitting.body);
    return {
        fault ? 500 : 200, {{"Content-Type", QByteArray(soapMediaType) + ";charset=UTF-8"}}, bytes};
}

} // namespace

// One connection and the one request on it that is being answered. Identity is a matter of each
// request; the connection only remembers that somebody proved one, for the count of strangers.
class Listener::Guest final : public QObject
{
public:
    Guest(Listener &listener, std::unique_ptr<QSslSocket> socket)
        : m_listener(listener), m_connection(std::move(socket), listener.rules(), listener.m_clock)
    {
        connect(&m_connection, &HttpServerConnection::requestRead, this, &Guest::signIn);
        connect(
            &m_connection, &HttpServerConnection::closed, this,
            [this] {
                std::erase_if(m_listener.m_guests,
                              [this](const auto &guest) { return guest.get() == this; });
            },
            Qt::QueuedConnection);
    }

    HttpServerConnection &connection() { return m_connection; }
    bool proven() const { return m_proven; }

private:
    void signIn(const HttpRequest &request)
    {
        const bool anonymous = request.target == anonymousPath
            || headerValues(request.headers, "WSMANIDENTIFY").value(0).trimmed()
                == "unauthenticated";
        if (anonymous && m_listener.m_options.anonymousIdentify)
            return read(request, {}, true);
        const std::optional<Credentials> claim = claimOf(request);
        if (!claim || request.target == anonymousPath)
            return refuse();
        onDone(onPool([users = m_listener.m_users, claim] { return users->verify(*claim); }), this,
               [this, request](const Outcome<Caller> &caller) {
                   if (caller.ok()) {
                       m_proven = true;
                       read(request, *caller, false);
                   } else if (caller.failure().cause == Failure::Cause::SignIn) {
                       refuse();
                   } else {
                       m_connection.answer({.status = 503}); // the user file can't be read
                   }
               });
    }

    std::optional<Credentials> claimOf(const HttpRequest &request) const
    {
        const auto values = headerValues(request.headers, "Authorization");
        if (values.size() != 1)
            return std::nullopt;
        const QByteArray value = values.first();
        const qsizetype blank = value.indexOf(' ');
        const Scheme *scheme = blank < 0 ? nullptr : findScheme(QByteArrayView(value).first(blank));
        return scheme && mayUse(*scheme) ? scheme->accept(value.sliced(blank + 1).trimmed())
                                         : std::nullopt;
    }

    bool mayUse(const Scheme &scheme) const
    {
        return !scheme.clear || m_listener.m_options.tls || m_connection.peerIsLoopback();
    }

    void refuse()
    {
        HttpReply reply{.status = 401};
        for (const Scheme &scheme : schemes()) {
            if (mayUse(scheme))
                reply.headers << HttpHeader{"WWW-Authenticate", scheme.challenge};
        }
        m_connection.answer(reply);
    }

    void read(const HttpRequest &request, const Caller &caller, bool identifyOnly)
    {
        onDone(onPool([request]() -> Outcome<Asked> { return asked(request); }), this,
               [this, caller, identifyOnly](const Outcome<Asked> &now) {
                   if (identifyOnly && !std::holds_alternative<Wsman::Identify>(now->envelope.body))
                       refuse();
                   else if (now->fault)
                       write(now->envelope, now->envelope);
                   else
                       respond(now->envelope, caller);
               });
    }

    void respond(const Envelope &request, const Caller &caller)
    {
        onDone(m_listener.m_responder(request, caller), this,
               [this, request](const Outcome<Envelope> &reply) {
                   if (reply.ok())
                       return write(*reply, request);
                   // Went away without a word: a fault would say that nothing happened, and nobody
                   // knows that.
                   m_connection.answer({.status = 500});
               });
    }

    void write(const Envelope &reply, const Envelope &request)
    {
        onDone(onPool([reply, request]() -> Outcome<HttpReply> { return written(reply, request); }),
               this, [this](const Outcome<HttpReply> &http) { m_connection.answer(*http); });
    }

    Listener &m_listener;
    HttpServerConnection m_connection;
    bool m_proven = false;
};

Listener::Listener(const ListenOptions &options, Responder responder,
                   std::shared_ptr<UserFile> users, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_responder(std::move(responder))
    , m_users(std::move(users))
    , m_clock(clock)
    , m_server(std::make_unique<Acceptor>([this](qintptr descriptor) { arrive(descriptor); }))
{
    m_admission.setSingleShot(true);
    connect(&m_admission, &QTimer::timeout, this, &Listener::admitNext);
    m_options.names << QHostInfo::localHostName();
    if (const QString domain = QHostInfo::localDomainName(); !domain.isEmpty())
        m_options.names << QHostInfo::localHostName() + u'.' + domain;
}

Listener::~Listener()
{
    close();
}

Outcome<Done> Listener::listen()
{
    const auto invalid = [](const QString &parameter) {
        return Failure{.cause = Failure::Cause::InvalidValue,
                       .stage = Failure::Stage::Input,
                       .parameter = parameter};
    };
    if (!m_options.address.isLoopback() && !m_options.tls)
        return invalid(u"listen"_s);
    if (m_options.tls
        && (m_options.tls->localCertificate().isNull() || m_options.tls->privateKey().isNull()))
        return invalid(u"tls"_s);
    if (!m_server->listen(m_options.address, m_options.port)) {
        return Failure{.cause = Failure::Cause::Refused,
                       .stage = Failure::Stage::Network,
                       .parameter = u"listen"_s,
                       .serverText = m_server->errorString()};
    }
    return Done{};
}

void Listener::close()
{
    m_server->close();
    for (const qintptr descriptor : std::exchange(m_arrivals, {}))
        turnAway(descriptor);
    m_guests.clear();
}

quint16 Listener::port() const
{
    return m_server->serverPort();
}

void Listener::arrive(qintptr descriptor)
{
    if (m_arrivals.size() >= mostArrivals)
        return turnAway(descriptor);
    m_arrivals.push_back(descriptor);
    m_admission.start(0);
}

// One a turn of the event loop, so that what those before have sent is read before they are judged
// as silent.
void Listener::admitNext()
{
    if (m_arrivals.empty())
        return;
    const qintptr descriptor = m_arrivals.front();
    m_arrivals.pop_front();
    accept(descriptor);
    if (!m_arrivals.empty())
        m_admission.start(0);
}

void Listener::accept(qintptr descriptor)
{
    auto socket = std::make_unique<QSslSocket>();
    if (!socket->setSocketDescriptor(descriptor))
        return;
    if (m_options.tls)
        socket->setSslConfiguration(*m_options.tls);
    if (!makeRoom())
        return; // and the socket closes
    m_guests.push_back(std::make_unique<Guest>(*this, std::move(socket)));
}

// Full of people who do something: the newcomer goes. Full of people who only hold the door: the
// one who has held it longest goes, so that silence can't lock anybody out.
bool Listener::makeRoom()
{
    const auto unproven = [](const auto &guest) { return !guest->proven(); };
    const auto evict = [this](auto mayGo) {
        const auto oldest = std::find_if(m_guests.begin(), m_guests.end(), mayGo);
        if (oldest == m_guests.end())
            return false;
        (*oldest)->connection().refuse(503);
        m_guests.erase(oldest);
        return true;
    };
    if (std::count_if(m_guests.begin(), m_guests.end(), unproven) >= mostUnproven
        && !evict(
            [](const auto &guest) { return !guest->proven() && !guest->connection().answering(); }))
        return false;
    return m_guests.size() < mostConnections
        || evict([](const auto &guest) { return guest->connection().resting(); });
}

HttpServerRules Listener::rules() const
{
    HttpServerRules rules{.tls = m_options.tls.has_value(),
                          .paths = {"/wsman", "/wsman/"},
                          .mine = [this](const QByteArray &host) { return isMine(host); }};
    if (m_options.anonymousIdentify)
        rules.paths << anonymousPath;
    return rules;
}

bool Listener::isMine(const QByteArray &host) const
{
    const QString name = QString::fromLatin1(host);
    // An address can't be made to mean another machine, unlike a name.
    if (const QHostAddress address(name); !address.isNull())
        return address.isLoopback() || !m_options.address.isLoopback();
    return name.compare("localhost"_L1, Qt::CaseInsensitive) == 0
        || m_options.names.contains(name, Qt::CaseInsensitive);
}

} // namespace Cistern
