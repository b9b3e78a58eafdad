// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/socketprobe.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

SocketProbe::SocketProbe(const QUrl &url, const QByteArray &pin, QObject *parent)
    : QObject(parent), m_url(url), m_pin(pin)
{
    expectPeer(m_socket, m_url.host(QUrl::FullyEncoded));
    connect(&m_socket, &QSslSocket::connected, this, [this] {
        m_reached.give(u"%1:%2"_s.arg(m_socket.peerAddress().toString()).arg(m_socket.peerPort()));
    });
    connect(&m_socket, &QSslSocket::sslErrors, this, [this] {
        if (const auto bad = objection())
            m_encrypted.give(*bad);
        else
            m_socket.ignoreSslErrors();
    });
    connect(&m_socket, &QSslSocket::encrypted, this, [this] {
        const PeerCertificate shown = shownBy(m_socket, m_socket.peerVerifyName(), m_pin);
        if (const auto bad = objectionTo(shown))
            m_encrypted.give(*bad);
        else
            m_encrypted.give(shown);
    });
    connect(&m_socket, &QSslSocket::errorOccurred, this, &SocketProbe::failed);
}

Answer<QString> SocketProbe::reach(const QHostAddress &at)
{
    m_socket.connectToHost(at.isNull() ? m_url.host() : at.toString(), quint16(m_url.port()));
    return m_reached.answer();
}

Answer<PeerCertificate> SocketProbe::encrypt()
{
    m_socket.startClientEncryption();
    return m_encrypted.answer();
}

std::optional<Failure> SocketProbe::objection() const
{
    return objectionTo(shownBy(m_socket, m_socket.peerVerifyName(), m_pin));
}

void SocketProbe::failed(QAbstractSocket::SocketError error)
{
    Failure failure{.cause = Failure::Cause::Refused,
                    .stage = Failure::Stage::Network,
                    .serverText = m_socket.errorString()};
    if (m_reached.given())
        failure = handshakeFailure(m_socket);
    else if (error == QAbstractSocket::HostNotFoundError)
        failure.cause = Failure::Cause::NameNotFound;
    else if (error == QAbstractSocket::SocketTimeoutError)
        failure.cause = Failure::Cause::TimedOut;
    m_reached.give(failure);
    m_encrypted.give(failure);
}

} // namespace Cistern

#include "moc_socketprobe.cpp"
