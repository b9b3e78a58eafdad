// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/http/httpconnection.h"

#include "services/core/wipe.h"
#include "services/wsman/peercertificate.h"

#include <QSslConfiguration>

#include <algorithm>

#ifdef Q_OS_LINUX
#    include <netinet/in.h>
#    include <netinet/tcp.h>
#    include <sys/socket.h>
#endif

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 readBuffer = 256 * 1024;
constexpr qsizetype writeBlock = 4096;

Failure timedOut(Failure::Stage stage)
{
    return {.cause = Failure::Cause::TimedOut, .stage = stage};
}

// Servers that write the head and the body of a reply apart wait for the acknowledgement of the
// first, and acknowledgements wait for company: 40 ms for each reply. The system forgets the wish
// again, so it is told for every reply.
void acknowledgeAtOnce([[maybe_unused]] const QAbstractSocket &socket)
{
#ifdef Q_OS_LINUX
    constexpr int yes = 1;
    ::setsockopt(int(socket.socketDescriptor()), IPPROTO_TCP, TCP_QUICKACK, &yes, sizeof yes);
#endif
}

} // namespace

HttpConnection::HttpConnection(const HttpPlace &place, Clock &clock, QObject *parent)
    : QObject(parent), m_place(place), m_clock(clock)
{}

HttpConnection::~HttpConnection()
{
    abort();
}

void HttpConnection::open()
{
    abort();
    m_bytes.clear();
    m_written = false;
    connectToServer();
}

void HttpConnection::exchange(const HttpRequest &request, const HttpLimits &limits)
{
    m_bytes = toBytes(request);
    m_headSize = m_bytes.size() - request.body.size();
    m_limits = limits;
    m_written = false;
    m_reader = std::make_unique<HttpReader>(HttpReader::Kind::Reply, limits.replyBody);
    setDeadline(m_wholeTimer, limits.whole, timedOut(Failure::Stage::Operation));
    // The choice is made before the first byte; after it there is no second connection.
    if (reusable())
        write();
    else
        connectToServer();
}

bool HttpConnection::reusable() const
{
    return m_socket && m_socket->state() == QAbstractSocket::ConnectedState
        && m_socket->bytesAvailable() == 0 && m_clock.elapsed() - m_restsSince < mostRest;
}

void HttpConnection::abort()
{
    stopDeadlines();
    m_step = Step::Resting;
    ++m_turn;
    wipe(m_bytes);
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater(); // it may be the sender of what runs now
}

void HttpConnection::connectToServer()
{
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater();
    }
    m_socket = std::make_unique<QSslSocket>();
    expectPeer(*m_socket, m_place.host, m_place.authorities);
    m_socket->setReadBufferSize(readBuffer);
    if (!m_place.clientCertificate.isEmpty()) {
        // Servers ask for it late: Qt can answer by the renegotiation of 1.2, but not by the
        // authentication after the handshake of 1.3. A resumed session would bring no certificate.
        QSslConfiguration tls = m_socket->sslConfiguration();
        tls.setProtocol(QSsl::TlsV1_2);
        tls.setLocalCertificateChain(m_place.clientCertificate);
        tls.setPrivateKey(m_place.clientKey);
        for (const QSsl::SslOption option :
             {QSsl::SslOptionDisableSessionTickets, QSsl::SslOptionDisableSessionSharing,
              QSsl::SslOptionDisableSessionPersistence})
            tls.setSslOption(option, true);
        m_socket->setSslConfiguration(tls);
    }

    connect(m_socket.get(), &QAbstractSocket::connected, this, &HttpConnection::onConnected);
    connect(m_socket.get(), &QSslSocket::encrypted, this, &HttpConnection::onEncrypted);
    connect(m_socket.get(), &QSslSocket::sslErrors, this, &HttpConnection::onSslErrors);
    connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, &HttpConnection::onSocketError);
    connect(m_socket.get(), &QAbstractSocket::readyRead, this, &HttpConnection::onReadyRead);
    connect(m_socket.get(), &QAbstractSocket::disconnected, this, &HttpConnection::onClosed);

    m_step = Step::Connecting;
    setDeadline(m_stepTimer, connectDeadline, timedOut(Failure::Stage::Network));
    m_socket->connectToHost(m_place.address.isEmpty() ? m_place.host : m_place.address,
                            m_place.port);
}

void HttpConnection::onConnected()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    if (!m_place.tls)
        return stand();
    m_step = Step::Encrypting;
    setDeadline(m_stepTimer, connectDeadline, timedOut(Failure::Stage::Encryption));
    m_socket->startClientEncryption();
}

void HttpConnection::onEncrypted()
{
    // A pin means this certificate and no other, also where the chain would do.
    if (const auto objection = objectionToPeer())
        end(*objection);
    else if (m_step == Step::Encrypting) // a renegotiation ends here too
        stand();
}

void HttpConnection::onSslErrors(const QList<QSslError> &errors)
{
    if (const auto objection = objectionToPeer())
        end(*objection);
    else
        m_socket->ignoreSslErrors(errors);
}

std::optional<Failure> HttpConnection::objectionToPeer() const
{
    return objectionTo(shownBy(*m_socket, m_place.host, m_place.pin));
}

QSslCertificate HttpConnection::peerCertificate() const
{
    return m_socket ? m_socket->peerCertificate() : QSslCertificate();
}

void HttpConnection::stand()
{
    if (m_stepTimer)
        m_clock.stop(*std::exchange(m_stepTimer, std::nullopt));
    if (!m_bytes.isEmpty())
        return write();
    m_step = Step::Resting;
    m_restsSince = m_clock.elapsed();
    Q_EMIT opened();
}

void HttpConnection::write()
{
    m_step = Step::Waiting;
    m_written = true;
    // A head may hold a password, and the socket keeps a copy of what it is given, in a block that
    // it uses again for what follows. So the head is out before the body is given to it, piece by
    // piece, each no larger than the block: then the body is what stays behind.
    QByteArray bytes = std::exchange(m_bytes, {});
    QSslSocket *socket = m_socket.get();
    const int turn = m_turn;
    m_writing = true;
    qsizetype from = 0, size = m_headSize;
    while (from < bytes.size() && turn == m_turn) {
        socket->write(bytes.constData() + from, size);
        socket->flush();
        from += size;
        size = std::min(writeBlock, bytes.size() - from);
    }
    m_writing = false;
    wipe(bytes);
    if (turn == m_turn)
        acknowledgeAtOnce(*socket);
}

void HttpConnection::onReadyRead()
{
    if (m_step != Step::Waiting)
        return abort(); // nobody asked: whatever this is, it must not become the next reply
    while (m_socket && m_step == Step::Waiting && m_socket->bytesAvailable() > 0) {
        const QByteArray bytes = m_socket->read(readBuffer);
        acknowledgeAtOnce(*m_socket);
        qsizetype used = 0;
        // Twice at most: the head, then the body.
        while (used < bytes.size() && m_reader->state() != HttpReader::State::Broken
               && m_reader->state() != HttpReader::State::Whole)
            used += m_reader->feed(QByteArrayView(bytes).sliced(used));
        if (m_reader->state() == HttpReader::State::Body)
            m_reader->feed({}); // a body of no octets is whole now
        if (m_reader->state() == HttpReader::State::Broken)
            return failReading();
        if (m_reader->state() == HttpReader::State::Whole)
            return answerWhole(used < bytes.size() || m_socket->bytesAvailable() > 0);
        setDeadline(m_stepTimer, readDeadline, timedOut(Failure::Stage::Operation));
    }
}

void HttpConnection::onClosed()
{
    if (m_step == Step::Waiting) {
        onReadyRead();
        if (m_step != Step::Waiting)
            return;
        if (!m_reader->started()) {
            return end(Failure{.cause = Failure::Cause::ServerFault,
                               .stage = Failure::Stage::Network,
                               .serverText = m_socket->errorString()});
        }
        m_reader->finish();
        if (m_reader->state() == HttpReader::State::Whole)
            answerWhole(false);
        else
            failReading();
    } else if (m_step == Step::Encrypting) {
        end(handshakeFailure(*m_socket));
    } else if (m_step != Step::Resting) {
        end(Failure{.cause = Failure::Cause::Refused,
                    .stage = Failure::Stage::Network,
                    .serverText = m_socket->errorString()});
    }
}

void HttpConnection::onSocketError(QAbstractSocket::SocketError error)
{
    using Cause = Failure::Cause;
    using Stage = Failure::Stage;
    if (m_step == Step::Resting || error == QAbstractSocket::RemoteHostClosedError)
        return; // onClosed() follows and knows what was read
    // A server may answer by the head alone, and close while the body is still written.
    if (m_step == Step::Waiting && m_socket->bytesAvailable() > 0) {
        onReadyRead();
        if (m_step != Step::Waiting)
            return;
    }
    Failure failure{
        .cause = Cause::Refused, .stage = Stage::Network, .serverText = m_socket->errorString()};
    if (m_step == Step::Waiting)
        failure.cause = Cause::ServerFault;
    else if (error == QAbstractSocket::HostNotFoundError)
        failure = {
            .cause = Cause::NameNotFound, .stage = Stage::Name, .serverText = failure.serverText};
    else if (error == QAbstractSocket::SocketTimeoutError)
        failure.cause = Cause::TimedOut;
    else if (m_step == Step::Encrypting)
        failure = handshakeFailure(*m_socket);
    end(failure);
}

void HttpConnection::answerWhole(bool surplus)
{
    if (surplus) {
        return end(Failure{.cause = Failure::Cause::Malformed,
                           .stage = Failure::Stage::Protocol,
                           .serverText = u"bytes after the end of the reply"_s});
    }
    HttpResult result{HttpReply{m_reader->status(), m_reader->headers(), m_reader->body()}, true};
    const bool close = !m_reader->keepsAlive();
    stopDeadlines();
    m_step = Step::Resting;
    m_restsSince = m_clock.elapsed();
    if (close)
        abort();
    tell(result);
}

void HttpConnection::failReading()
{
    const bool large = m_reader->problem() == HttpReader::Problem::BodyTooLarge
        || m_reader->problem() == HttpReader::Problem::HeadTooLarge;
    end(Failure{.cause = large ? Failure::Cause::TooLarge : Failure::Cause::Malformed,
                .stage = Failure::Stage::Protocol,
                .serverText = QString::fromLatin1(m_reader->detail())});
}

void HttpConnection::setDeadline(std::optional<int> &timer, std::chrono::milliseconds delay,
                                 const Failure &failure)
{
    if (timer)
        m_clock.stop(*timer);
    timer = m_clock.after(delay, this, [this, &timer, failure] {
        timer.reset();
        end(failure);
    });
}

void HttpConnection::stopDeadlines()
{
    for (std::optional<int> *timer : {&m_wholeTimer, &m_stepTimer}) {
        if (*timer)
            m_clock.stop(*std::exchange(*timer, std::nullopt));
    }
}

// Not before exchange() is over: also a flush meets the end of the connection, or a reply.
void HttpConnection::tell(const HttpResult &result)
{
    if (!m_writing) {
        Q_EMIT finished(result);
        return;
    }
    const auto later = [this, result, turn = m_turn] {
        if (turn == m_turn)
            Q_EMIT finished(result);
    };
    QMetaObject::invokeMethod(this, later, Qt::QueuedConnection);
}

void HttpConnection::end(const HttpResult &result)
{
    abort();
    tell(result);
}

void HttpConnection::end(const Failure &failure)
{
    end(HttpResult{failure, m_written});
}

} // namespace Cistern
