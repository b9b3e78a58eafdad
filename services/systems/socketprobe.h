// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Finds out whether somebody listens at an address and whether his certificate is good, so that a
// connect can say which rung failed. Sends nothing but the handshake of TLS. Owned by a Climb or a
// command; GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/wsman/peercertificate.h"

#include <QHostAddress>
#include <QObject>
#include <QSslSocket>
#include <QUrl>

#include <optional>

namespace Cistern {

class SocketProbe : public QObject
{
    Q_OBJECT

public:
    // pin: SHA-256 of the one certificate that is good whatever its chain says; empty: the chain
    // decides.
    SocketProbe(const QUrl &url, const QByteArray &pin, QObject *parent);

    // The address reached; Refused, TimedOut or NameNotFound. at: the one of the host's addresses
    // to try; none: what the name has.
    Answer<QString> reach(const QHostAddress &at = {});
    // After reach, and as long as it stands.
    QString address() const { return m_socket.peerAddress().toString(); }
    // After reach: what was shown, whose problems are those that a pin outweighs. Else what
    // objectionTo() and handshakeFailure() say.
    Answer<PeerCertificate> encrypt();

private:
    std::optional<Failure> objection() const;
    void failed(QAbstractSocket::SocketError error);

    QUrl m_url;
    QByteArray m_pin;
    QSslSocket m_socket;
    Pledge<QString> m_reached;
    Pledge<PeerCertificate> m_encrypted;
};

} // namespace Cistern
