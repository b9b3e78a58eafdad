// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/pipes/pipelink.h"

#include "services/cim/cimpath.h"
#include "services/provider/pipes/frames.h"

#include <QNetworkProxy>

#include <algorithm>
#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct RefusalWords
{
    QLatin1StringView why;
    QLatin1StringView words;
};
constexpr RefusalWords refusals[] = {
    {Frames::Refuse::peer, "The peer does not know this system."_L1},
    {Frames::Refuse::system, "Another system answers there."_L1},
    {Frames::Refuse::protocol, "The peer speaks another protocol."_L1},
    {Frames::Refuse::full, "The peer takes no more connections."_L1},
};
} // namespace

std::chrono::milliseconds PipeLink::patience(std::chrono::milliseconds every)
{
    using std::chrono::milliseconds;
    return std::clamp<milliseconds>(2 * every, milliseconds(3'000), milliseconds(6'000));
}

PipeLink::PipeLink(const Terms &terms, Clock &clock, QObject *parent)
    : QObject(parent), m_terms(terms), m_clock(clock), m_deadline(clock), m_next(clock)
{}

PipeLink::~PipeLink()
{
    stopTimers();
    dropSocket();
}

void PipeLink::open()
{
    stopTimers();
    dropSocket();
    m_welcome = false;
    m_waiting = false;
    const bool tls = !m_terms.peer.fingerprint.isEmpty();
    if (tls && !m_terms.identity)
        return fail(Verdict::Refused, u"This system was started without a certificate."_s);
    if (!tls && !isOfThisMachine(m_terms.there.address))
        return fail(Verdict::Refused, u"No certificate of the peer is known."_s);

    m_socket = std::make_unique<QSslSocket>();
    // What the environment says about proxies is not what the pipe was made for.
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(Frames::readBuffer);
    connect(m_socket.get(), &QAbstractSocket::connected, this, [this, tls] {
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        if (!tls)
            return greet();
        m_socket->startClientEncryption();
    });
    connect(m_socket.get(), &QSslSocket::encrypted, this, &PipeLink::greet);
    connect(m_socket.get(), &QAbstractSocket::readyRead, this, &PipeLink::read);
    connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, [this] {
        read(); // the reason may have come before the end
        if (!m_socket)
            return;
        // Who takes a call and ends it without a word is there, but lets nobody in.
        const bool shown = m_socket->error() == QAbstractSocket::RemoteHostClosedError;
        fail(shown ? Verdict::Refused : Verdict::Unreachable, m_socket->errorString());
    });
    if (tls) {
        QSslConfiguration configuration = *m_terms.identity;
        configuration.setProtocol(QSsl::TlsV1_2OrLater);
        // The pin decides, before anything is said; issuers and names do not matter.
        configuration.setPeerVerifyMode(QSslSocket::QueryPeer);
        m_socket->setSslConfiguration(configuration);
    }
    m_deadline.start(attemptDeadline,
                     [this] { fail(Verdict::Unreachable, u"The peer does not answer."_s); });
    m_socket->connectToHost(m_terms.there.address, m_terms.there.port);
}

void PipeLink::keep()
{
    m_kept = true;
    if (m_state == State::Lost && !m_next.active())
        m_next.start(m_pause, [this] { open(); });
}

void PipeLink::setEvery(std::chrono::milliseconds every)
{
    if (std::exchange(m_terms.every, every) != every && m_socket)
        open();
}

void PipeLink::greet()
{
    const bool tls = !m_terms.peer.fingerprint.isEmpty();
    if (tls
        && m_socket->peerCertificate().digest(QCryptographicHash::Sha256)
            != m_terms.peer.fingerprint)
        return fail(Verdict::Refused, u"The peer shows another certificate."_s);
    send({{u"type"_s, u"hello"_s},
          {u"version"_s, Frames::version},
          {u"protocol"_s, m_terms.protocol},
          {u"from"_s, m_terms.self},
          {u"to"_s, m_terms.peer.name},
          {u"here"_s, m_terms.here.toText()},
          {u"there"_s, m_terms.there.toText()},
          {u"pipe"_s, m_terms.pipe},
          {u"every"_s, qint64(m_terms.every.count())}});
}

void PipeLink::read()
{
    QJsonObject frame;
    while (m_socket) {
        switch (Frames::take(*m_socket, frame)) {
        case Frames::Read::Nothing:
            return;
        case Frames::Read::Broken:
            return fail(Verdict::Refused, u"What answers there is no such peer."_s);
        case Frames::Read::Whole:
            take(frame);
        }
    }
}

void PipeLink::take(const QJsonObject &frame)
{
    const QString type = frame[u"type"_s].toString();
    if (type == "pong"_L1 && m_waiting)
        return answered(frame[u"n"_s].toInteger(-1));
    if (type == "refuse"_L1) {
        const QString why = frame[u"why"_s].toString();
        for (const RefusalWords &row : refusals) {
            if (why == row.why)
                return fail(why == Frames::Refuse::full ? Verdict::Unreachable : Verdict::Refused,
                            row.words);
        }
    }
    if (type != "welcome"_L1 || m_welcome)
        return fail(Verdict::Refused, u"What answers there is no such peer."_s);
    if (!sameName(frame[u"system"_s].toString(), m_terms.peer.name))
        return fail(Verdict::Refused, u"Another system answers there."_s);
    if (frame[u"version"_s].toInt() != Frames::version
        || frame[u"protocol"_s].toString() != m_terms.protocol)
        return fail(Verdict::Refused, u"The peer speaks another protocol."_s);
    m_welcome = true;
    beat();
}

void PipeLink::send(const QJsonObject &frame)
{
    m_socket->write(Frames::written(frame));
}

void PipeLink::beat()
{
    m_next.start(m_terms.every, [this] { beat(); });
    if (m_waiting)
        return; // the deadline of the one before still runs
    m_waiting = true;
    send({{u"type"_s, u"ping"_s}, {u"n"_s, ++m_sent}});
    m_sentAt.start();
    if (m_state == State::Up)
        m_deadline.start(patience(m_terms.every), [this] {
            fail(Verdict::Unreachable, u"A heartbeat was not answered."_s);
        });
}

void PipeLink::answered(qint64 number)
{
    if (number != m_sent)
        return fail(Verdict::Refused, u"What answers there is no such peer."_s);
    m_waiting = false;
    m_deadline.stop();
    m_roundTrip = std::chrono::microseconds((m_sentAt.nsecsElapsed() + 999) / 1000);
    m_lastContact = m_clock.now();
    if (m_state == State::Up)
        return;
    m_trouble.clear();
    m_pause = firstPause;
    setState(State::Up);
    Q_EMIT tried(Verdict::Reached);
}

void PipeLink::fail(Verdict verdict, const QString &trouble)
{
    stopTimers();
    dropSocket();
    m_trouble = trouble;
    m_waiting = false;
    const bool wasUp = m_state == State::Up;
    if (m_kept) {
        m_next.start(m_pause, [this] { open(); });
        m_pause = std::min(2 * m_pause, longestPause);
    }
    setState(State::Lost);
    if (!wasUp)
        Q_EMIT tried(verdict);
}

void PipeLink::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    m_changed = m_clock.now();
    Q_EMIT stateChanged();
}

void PipeLink::dropSocket()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater(); // it may be the sender of what runs now
}

void PipeLink::stopTimers()
{
    m_deadline.stop();
    m_next.stop();
}

} // namespace Cistern

#include "moc_onetimer.cpp"
#include "moc_pipelink.cpp"
