// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/listener.h"

#include "services/wsman/auth/channelbinding.h"
#include "services/wsman/guest.h"

#include <QHostInfo>
#include <QPointer>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>
#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

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

} // namespace

Listener::Listener(const ListenOptions &options, Responder responder,
                   std::shared_ptr<UserFile> users, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_responder(std::move(responder))
    , m_rules{.users = std::move(users),
              .keytab = options.keytab,
              .ntlmUsers = options.ntlmUsers,
              .clientAuthorities = options.clientAuthorities,
              .sealing = options.sealing,
              .channelBinding = options.channelBinding}
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
    if (m_options.tls) {
        m_binding = channelBinding(m_options.tls->localCertificate());
        if (!m_options.clientAuthorities.isEmpty()) {
            // Asked for, not demanded: other schemes bring none. Only these authorities count, and
            // a resumed session would bring no certificate.
            m_options.tls->setPeerVerifyMode(QSslSocket::QueryPeer);
            m_options.tls->setCaCertificates(m_options.clientAuthorities);
            m_options.tls->setSslOption(QSsl::SslOptionDisableSessionTickets, true);
        }
    }
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
    auto guest = std::make_unique<Guest>(
        std::make_unique<HttpServerConnection>(std::move(socket), httpRules(), m_clock), m_rules,
        m_binding, m_options.anonymousIdentify, m_responder);
    connect(
        guest.get(), &Guest::left, this,
        // Another one may stand at the same address by then.
        [this, gone = QPointer<Guest>(guest.get())] {
            if (gone)
                std::erase_if(m_guests, [&](const auto &one) { return one.get() == gone; });
        },
        Qt::QueuedConnection);
    m_guests.push_back(std::move(guest));
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

HttpServerRules Listener::httpRules() const
{
    HttpServerRules rules{.mostBodyBytes = Wsman::defaultEnvelopeSize,
                          .tls = m_options.tls.has_value(),
                          .paths = {"/wsman", "/wsman/"},
                          .mine = [this](const QByteArray &host) { return isMine(host); }};
    if (m_options.anonymousIdentify)
        rules.paths << Guest::anonymousPath;
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
