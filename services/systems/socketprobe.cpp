// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/socketprobe.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslError>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

SocketProbe::SocketProbe(const QUrl &url, const QByteArray &pin, QObject *parent)
    : QObject(parent), m_url(url), m_pin(pin)
{
    connect(&m_socket, &QSslSocket::connected, this, [this] {
        m_reached.give(u"%1:%2"_s.arg(m_socket.peerAddress().toString()).arg(m_socket.peerPort()));
    });
    connect(&m_socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (certificateIsGood(errors))
            m_socket.ignoreSslErrors();
    });
    connect(&m_socket, &QSslSocket::encrypted, this, [this] {
        if (!certificateIsGood({})) {
            m_encrypted.give(*m_badCertificate);
            return;
        }
        const QSslCipher cipher = m_socket.sessionCipher();
        const QStringList issuer = m_socket.peerCertificate().issuerInfo(
            QSslCertificate::CommonName);
        m_encrypted.give(QStringList{cipher.protocolString(), issuer.join(u' ')}.join(u", "_s));
    });
    connect(&m_socket, &QSslSocket::errorOccurred, this, &SocketProbe::failed);
}

Answer<QString> SocketProbe::reach()
{
    m_socket.connectToHost(m_url.host(), quint16(m_url.port()));
    return m_reached.answer();
}

Answer<QString> SocketProbe::encrypt()
{
    m_socket.setPeerVerifyName(m_url.host());
    m_socket.startClientEncryption();
    return m_encrypted.answer();
}

bool SocketProbe::certificateIsGood(const QList<QSslError> &errors)
{
    const QByteArray found = m_socket.peerCertificate().digest(QCryptographicHash::Sha256);
    const bool good = m_pin.isEmpty() ? errors.isEmpty() : found == m_pin;
    if (!good)
        m_badCertificate = Failure{.cause = Failure::Cause::Certificate,
                                   .stage = Failure::Stage::Encryption,
                                   .serverText = errors.isEmpty() ? QString()
                                                                  : errors.first().errorString(),
                                   .offered = found};
    return good;
}

void SocketProbe::failed(QAbstractSocket::SocketError error)
{
    const bool reached = m_reached.given();
    Failure failure{.cause = Failure::Cause::Refused,
                    .stage = reached ? Failure::Stage::Encryption : Failure::Stage::Network,
                    .serverText = m_socket.errorString()};
    if (error == QAbstractSocket::HostNotFoundError)
        failure.cause = Failure::Cause::NameNotFound;
    else if (error == QAbstractSocket::SocketTimeoutError)
        failure.cause = Failure::Cause::TimedOut;
    else if (reached)
        failure.cause = Failure::Cause::Certificate;
    m_reached.give(failure);
    m_encrypted.give(m_badCertificate.value_or(failure));
}

} // namespace Cistern

#include "moc_socketprobe.cpp"
