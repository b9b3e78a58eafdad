// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/http/httpserverconnection.h"

#include "services/wsman/auth/sealedbody.h"

#include <QHostAddress>

#include <algorithm>
#include <utility>

#ifdef Q_OS_UNIX
#    include <sys/socket.h>
#endif

namespace Cistern {

namespace {

constexpr qint64 readBuffer = 64 * 1024;
// What one who is refused may still send before the connection is cut under him.
constexpr qint64 mostDiscarded = 1024 * 1024;
constexpr std::chrono::milliseconds lingering{2'000};

struct ProblemStatus
{
    HttpReader::Problem problem;
    int status;
};
constexpr ProblemStatus problemStatuses[] = {
    {HttpReader::Problem::Malformed, 400},    {HttpReader::Problem::HeadTooLarge, 431},
    {HttpReader::Problem::BodyTooLarge, 413}, {HttpReader::Problem::UnsupportedCoding, 501},
    {HttpReader::Problem::Compressed, 415},   {HttpReader::Problem::Version, 505},
    {HttpReader::Problem::Truncated, 400},
};

} // namespace

// "host", "host:port", "[::1]:port" → the host; empty when it is none of them.
QByteArray HttpServerConnection::hostOf(const QByteArray &value)
{
    const qsizetype bracket = value.startsWith('[') ? value.indexOf(']') : -1;
    const qsizetype colon = value.indexOf(':', std::max<qsizetype>(bracket, 0));
    const QByteArray host = colon < 0 ? value : value.first(colon);
    bool ok = true;
    if (colon >= 0)
        value.sliced(colon + 1).toUShort(&ok);
    if (!ok || (bracket >= 0) != value.startsWith('[')
        || (bracket >= 0 && bracket != host.size() - 1))
        return {};
    return bracket >= 0 ? host.sliced(1, host.size() - 2) : host;
}

HttpServerConnection::HttpServerConnection(std::unique_ptr<QSslSocket> socket,
                                           const HttpServerRules &rules, Clock &clock,
                                           QObject *parent)
    : QObject(parent), m_socket(std::move(socket)), m_rules(rules), m_clock(clock)
{
    m_socket->setReadBufferSize(readBuffer);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket.get(), &QAbstractSocket::readyRead, this, &HttpServerConnection::onReadyRead);
    connect(m_socket.get(), &QAbstractSocket::bytesWritten, this,
            &HttpServerConnection::onBytesWritten);
    connect(m_socket.get(), &QAbstractSocket::disconnected, this, &HttpServerConnection::drop);
    startReading();
    setDeadline(headDeadline, &HttpServerConnection::timeOut);
    if (m_rules.tls) {
        m_step = Step::Encrypting;
        connect(m_socket.get(), &QSslSocket::encrypted, this, [this] {
            m_step = Step::Reading;
            onReadyRead();
        });
        connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, [this] {
            if (m_step == Step::Encrypting)
                drop();
        });
        m_socket->startServerEncryption();
    }
}

HttpServerConnection::~HttpServerConnection()
{
    stopDeadline();
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater();
}

bool HttpServerConnection::resting() const
{
    return m_step == Step::Reading && m_served && !m_reader->started();
}

bool HttpServerConnection::peerIsLoopback() const
{
    return m_socket->peerAddress().isLoopback();
}

QSslCertificate HttpServerConnection::peerCertificate() const
{
    return m_socket->sslHandshakeErrors().isEmpty() ? m_socket->peerCertificate()
                                                    : QSslCertificate();
}

void HttpServerConnection::startReading()
{
    m_step = Step::Reading;
    m_headSeen = false;
    m_reader = std::make_unique<HttpReader>(HttpReader::Kind::Request,
                                            m_rules.mostBodyBytes + m_rules.sealFrame);
}

void HttpServerConnection::onReadyRead()
{
    if (m_step == Step::Closing) {
        // Read on for a while: closing on unread bytes would take the refusal away from the peer.
        m_discarded += m_socket->readAll().size();
        if (m_discarded > mostDiscarded)
            drop();
        return;
    }
    while (m_step == Step::Reading && m_socket->bytesAvailable() > m_heldBack) {
        const bool fresh = !m_reader->started();
        const QByteArray bytes = m_socket->peek(readBuffer);
        qsizetype used = m_reader->feed(bytes);
        if (m_reader->state() == HttpReader::State::Body && !m_headSeen) {
            if (!headIsGood())
                return;
            m_headSeen = true;
            setDeadline(bodyDeadline, &HttpServerConnection::timeOut);
        }
        if (m_reader->state() == HttpReader::State::Body)
            used += m_reader->feed(QByteArrayView(bytes).sliced(used));
        if (m_reader->state() == HttpReader::State::Broken)
            return refuseReading();
        if (m_reader->state() != HttpReader::State::Whole) {
            m_socket->skip(used);
            if (fresh && m_served && !m_headSeen)
                setDeadline(headDeadline, &HttpServerConnection::timeOut);
            continue;
        }
        // Without TLS one byte stays in the buffer, and no more are read, until the answer is
        // written: the socket closes as a whole when it reads the end, also for one who waits for
        // his answer.
        m_heldBack = m_rules.tls ? 0 : 1;
        m_socket->setReadBufferSize(m_rules.tls ? readBuffer : 1);
        m_socket->skip(used - m_heldBack);
        stopDeadline();
        m_step = Step::Answering;
        m_served = true;
        m_closeAfter = !m_reader->keepsAlive();
        Q_EMIT requestRead(
            {m_reader->method(), m_reader->target(), m_reader->headers(), m_reader->body()});
    }
}

// What the head alone decides, before any of the body is kept. False: refused.
bool HttpServerConnection::headIsGood()
{
    const HttpHeaders headers = m_reader->headers();
    const auto refused = [this](int status, const HttpHeaders &more = {}) {
        write({status, more, {}}, true);
        return false;
    };
    const auto hosts = headerValues(headers, "Host");
    if (hosts.size() != 1)
        return refused(400);
    const QByteArray host = hostOf(hosts.first());
    // A page in a browser can make it call any port of this machine, under any name that it makes
    // resolve to it; but it can't leave out the Origin or choose the Host.
    if (host.isEmpty() || !m_rules.mine(host) || !headerValues(headers, "Origin").isEmpty())
        return refused(403);
    if (!m_rules.paths.contains(m_reader->target()))
        return refused(404);
    if (m_reader->method() != "POST")
        return refused(405, {{"Allow", "POST"}});
    if (!m_reader->announcesBody())
        return refused(411);
    // Without a body, as of those who sign in first, its type says nothing.
    const QByteArray type = mediaType(headers);
    if (headerValues(headers, "Content-Length").value(0) != "0" && type != soapMediaType
        && !isSealedType(type))
        return refused(415);
    if (!isSealedType(type)
        && headerValues(headers, "Content-Length").value(0).toLongLong() > m_rules.mostBodyBytes)
        return refused(413);
    const auto expectations = headerValues(headers, "Expect");
    for (const QByteArray &expectation : expectations) {
        if (expectation.compare("100-continue", Qt::CaseInsensitive) != 0)
            return refused(417);
    }
    if (!expectations.isEmpty())
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    return true;
}

void HttpServerConnection::refuseReading()
{
    for (const ProblemStatus &row : problemStatuses) {
        if (row.problem == m_reader->problem())
            return refuse(row.status);
    }
}

void HttpServerConnection::refuse(int status)
{
    if (m_step == Step::Encrypting)
        return drop(); // nothing can be said yet
    if (m_step != Step::Closing && m_step != Step::Closed)
        write({status, {}, {}}, true);
}

void HttpServerConnection::answer(const HttpReply &reply)
{
    if (m_step != Step::Answering)
        return; // gone or refused meanwhile
    write(reply, m_closeAfter);
}

void HttpServerConnection::write(HttpReply reply, bool close)
{
    reply.headers << dateHeader(m_clock.now());
    if (close)
        reply.headers << HttpHeader{"Connection", "close"};
    m_closeAfter = close;
    m_step = Step::Flushing;
    setDeadline(writeDeadline, &HttpServerConnection::drop);
    m_socket->write(toBytes(reply));
    m_socket->flush();
    onBytesWritten();
}

void HttpServerConnection::onBytesWritten()
{
    // The next request is not even looked at before this answer has left: replies never pile up.
    if (m_step == Step::Flushing && m_socket->bytesToWrite() == 0)
        QMetaObject::invokeMethod(this, &HttpServerConnection::finishWriting, Qt::QueuedConnection);
}

void HttpServerConnection::finishWriting()
{
    if (m_step != Step::Flushing || m_socket->bytesToWrite() > 0)
        return;
    if (!m_closeAfter) {
        startReading();
        setDeadline(mostRest, &HttpServerConnection::drop);
    } else {
        m_step = Step::Closing;
        setDeadline(lingering, &HttpServerConnection::drop);
    }
    m_socket->skip(std::exchange(m_heldBack, 0));
    // The end itself must not be read yet: the socket would close before it could say what it
    // thinks of half a request.
    if (m_step == Step::Reading && peerSendsNoMore() && holdsHalfARequest())
        return refuse(400);
    m_socket->setReadBufferSize(readBuffer);
    if (m_step == Step::Closing) {
#ifdef Q_OS_UNIX
        if (!m_rules.tls)
            ::shutdown(int(m_socket->socketDescriptor()), SHUT_WR);
        else
#endif
            m_socket->disconnectFromHost();
    }
    if (m_socket->bytesAvailable() > 0)
        onReadyRead();
}

bool HttpServerConnection::peerSendsNoMore() const
{
#ifdef Q_OS_UNIX
    char next = 0;
    return !m_rules.tls
        && ::recv(int(m_socket->socketDescriptor()), &next, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
#else
    return false;
#endif
}

bool HttpServerConnection::holdsHalfARequest() const
{
    HttpReader reader(HttpReader::Kind::Request, m_rules.mostBodyBytes + m_rules.sealFrame);
    const QByteArray rest = m_socket->peek(readBuffer);
    const qsizetype head = reader.feed(rest);
    reader.feed(QByteArrayView(rest).sliced(head));
    return reader.started() && reader.state() != HttpReader::State::Whole;
}

void HttpServerConnection::timeOut()
{
    refuse(408);
}

void HttpServerConnection::drop()
{
    if (m_step == Step::Closed)
        return;
    m_step = Step::Closed;
    stopDeadline();
    m_socket->abort();
    Q_EMIT closed();
}

void HttpServerConnection::setDeadline(std::chrono::milliseconds delay,
                                       void (HttpServerConnection::*call)())
{
    stopDeadline();
    m_deadline = m_clock.after(delay, this, [this, call] {
        m_deadline.reset();
        (this->*call)();
    });
}

void HttpServerConnection::stopDeadline()
{
    if (m_deadline)
        m_clock.stop(*std::exchange(m_deadline, std::nullopt));
}

} // namespace Cistern
