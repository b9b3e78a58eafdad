// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/pipes/pipegate.h"

#include "services/cim/cimpath.h"
#include "services/provider/pipes/frames.h"
#include "services/provider/pipes/onetimer.h"

#include <QJsonObject>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTcpServer>

#include <algorithm>

#include <unistd.h>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
using std::chrono::milliseconds;
// What a caller may name as the time between its heartbeats.
constexpr milliseconds leastEvery{100}, mostEvery{60'000};

class Acceptor final : public QTcpServer
{
public:
    explicit Acceptor(std::function<void(qintptr)> accept) : m_accept(std::move(accept)) {}

private:
    void incomingConnection(qintptr descriptor) override { m_accept(descriptor); }

    std::function<void(qintptr)> m_accept;
};
} // namespace

// One connection that came in: nobody yet, or the peer that it has proven to be.
class PipeGate::Guest final : public QObject
{
public:
    Guest(PipeGate &gate, std::unique_ptr<QSslSocket> socket)
        : m_gate(gate), m_socket(std::move(socket)), m_deadline(gate.m_clock)
    {
        connect(m_socket.get(), &QAbstractSocket::readyRead, this, &Guest::read);
        connect(m_socket.get(), &QSslSocket::encrypted, this, &Guest::read);
        connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, &Guest::end);
        connect(m_socket.get(), &QAbstractSocket::disconnected, this, &Guest::end);
        setDeadline(proofDeadline);
    }
    ~Guest() override
    {
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket.release()->deleteLater(); // it may be the sender of what runs now
    }

    bool proven() const { return !m_peer.isEmpty(); }
    QString peer() const { return m_peer; }

private:
    enum class Way { Unknown, Plain, Tls };

    void setDeadline(milliseconds delay)
    {
        m_deadline.start(delay, [this] { end(); });
    }

    void end()
    {
        if (m_over)
            return;
        m_over = true;
        // Not under the feet of the one who calls.
        QMetaObject::invokeMethod(
            this, [this] { m_gate.leave(this); }, Qt::QueuedConnection);
    }

    void read()
    {
        if (m_over || m_refused || (m_way == Way::Unknown && !chooseWay()))
            return;
        if (m_way == Way::Tls && !m_socket->isEncrypted())
            return;
        QJsonObject frame;
        while (!m_over && !m_refused) {
            switch (Frames::take(*m_socket, frame)) {
            case Frames::Read::Nothing:
                return;
            case Frames::Read::Broken:
                return end();
            case Frames::Read::Whole:
                proven() ? answer(frame) : meet(frame);
            }
        }
    }

    bool chooseWay()
    {
        const QByteArray first = m_socket->peek(1);
        if (first.isEmpty())
            return false;
        if (first.at(0) == 0) {
            m_way = Way::Plain;
            return true;
        }
        if (first.at(0) != Frames::tlsBegin || !m_gate.m_house.identity) {
            end();
            return false;
        }
        m_way = Way::Tls;
        QSslConfiguration configuration = *m_gate.m_house.identity;
        configuration.setProtocol(QSsl::TlsV1_2OrLater);
        // The pin decides; issuers and names do not matter.
        configuration.setPeerVerifyMode(QSslSocket::QueryPeer);
        m_socket->setSslConfiguration(configuration);
        m_socket->startServerEncryption();
        return false;
    }

    // The first frame: who is it, and did he mean us?
    void meet(const QJsonObject &hello)
    {
        if (hello[u"type"_s].toString() != "hello"_L1)
            return end();
        const QList<Peer> peers = m_gate.m_house.peers();
        const Peer *peer = findPeer(peers, hello[u"from"_s].toString());
        if (!peer || !isWhoHeSays(*peer))
            return refuse(Frames::Refuse::peer);
        if (!sameName(hello[u"to"_s].toString(), m_gate.m_house.system()))
            return refuse(Frames::Refuse::system);
        const QString protocol = m_gate.m_house.protocol();
        if (hello[u"version"_s].toInt() != Frames::version
            || hello[u"protocol"_s].toString() != protocol)
            return refuse(Frames::Refuse::protocol);
        if (!m_gate.hasRoomFor(peer->name))
            return refuse(Frames::Refuse::full);
        m_peer = peer->name;
        const auto every = std::clamp(milliseconds(hello[u"every"_s].toInteger()), leastEvery,
                                      mostEvery);
        m_silence = 3 * every + milliseconds(6'000);
        setDeadline(m_silence);
        send({{u"type"_s, u"welcome"_s},
              {u"version"_s, Frames::version},
              {u"protocol"_s, protocol},
              {u"system"_s, m_gate.m_house.system()}});
    }

    bool isWhoHeSays(const Peer &peer) const
    {
        if (peer.fingerprint.isEmpty())
            return m_way == Way::Plain && isOfThisMachine(m_socket->peerAddress());
        return m_way == Way::Tls
            && m_socket->peerCertificate().digest(QCryptographicHash::Sha256) == peer.fingerprint;
    }

    void answer(const QJsonObject &frame)
    {
        if (frame[u"type"_s].toString() != "ping"_L1
            || m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite() > Frames::mostUnsent)
            return end();
        setDeadline(m_silence);
        send({{u"type"_s, u"pong"_s}, {u"n"_s, frame[u"n"_s].toInteger()}});
    }

    void refuse(QLatin1StringView why)
    {
        m_refused = true; // and nothing more he says counts
        send({{u"type"_s, u"refuse"_s}, {u"why"_s, QString(why)}});
        m_socket->disconnectFromHost(); // once that is written; the deadline still runs
    }

    void send(const QJsonObject &frame) { m_socket->write(Frames::written(frame)); }

    PipeGate &m_gate;
    std::unique_ptr<QSslSocket> m_socket;
    Way m_way = Way::Unknown;
    QString m_peer;
    milliseconds m_silence{proofDeadline};
    OneTimer m_deadline;
    bool m_refused = false, m_over = false;
};

PipeGate::PipeGate(House house, Clock &clock, QObject *parent)
    : QObject(parent), m_house(std::move(house)), m_clock(clock)
{}

PipeGate::~PipeGate() = default;

Outcome<PipePlace> PipeGate::listen(const PipePlace &place)
{
    auto server = std::make_unique<Acceptor>([this](qintptr descriptor) { accept(descriptor); });
    if (!server->listen(place.address, place.port))
        return Failure{.cause = Failure::Cause::Refused,
                       .stage = Failure::Stage::Network,
                       .parameter = place.toText(),
                       .serverText = server->errorString()};
    m_servers.push_back(std::move(server));
    return PipePlace{place.address, m_servers.back()->serverPort()};
}

void PipeGate::accept(qintptr descriptor)
{
    auto socket = std::make_unique<QSslSocket>();
    socket->setReadBufferSize(Frames::readBuffer);
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(int(descriptor)); // a socket that did not take it does not close it
        return;
    }
    const QHostAddress from = socket->peerAddress();
    const QList<Peer> peers = m_house.peers();
    const bool known = std::any_of(peers.begin(), peers.end(), [&from](const Peer &peer) {
        return peer.place.address == from
            || (isOfThisMachine(peer.place.address) && isOfThisMachine(from));
    });
    if (!known)
        return socket->abort();
    makeRoom();
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_guests.push_back(std::make_unique<Guest>(*this, std::move(socket)));
}

// Strangers who only hold the door make room for the next one, so that silence locks nobody out.
void PipeGate::makeRoom()
{
    const auto unproven = [](const auto &guest) { return !guest->proven(); };
    if (std::count_if(m_guests.begin(), m_guests.end(), unproven) >= mostUnproven)
        m_guests.erase(std::find_if(m_guests.begin(), m_guests.end(), unproven));
}

// No peer takes the places of all others.
bool PipeGate::hasRoomFor(const QString &peer) const
{
    const auto proven = std::count_if(m_guests.begin(), m_guests.end(),
                                      [](const auto &guest) { return guest->proven(); });
    const auto ofPeer = std::count_if(m_guests.begin(), m_guests.end(), [&peer](const auto &guest) {
        return sameName(guest->peer(), peer);
    });
    return proven < mostGuests && ofPeer < mostOfPeer;
}

void PipeGate::leave(Guest *guest)
{
    std::erase_if(m_guests, [guest](const auto &each) { return each.get() == guest; });
}

void PipeGate::expel(const QString &peer)
{
    std::erase_if(m_guests, [&peer](const auto &guest) { return sameName(guest->peer(), peer); });
}

} // namespace Cistern

#include "moc_pipegate.cpp"
