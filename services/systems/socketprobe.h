// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Finds out whether somebody listens at an address and whether his certificate is good, so that a
// connect can say which rung failed. Sends nothing of its own. Owned by a Climb; GUI thread.
#pragma once

#include "services/core/async.h"

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

    Answer<QString> reach();   // the address reached; Refused, TimedOut or NameNotFound
    Answer<QString> encrypt(); // after reach: protocol and issuer; Certificate offers the
                               // fingerprint found

private:
    void failed(QAbstractSocket::SocketError error);
    bool certificateIsGood(const QList<QSslError> &errors);

    QUrl m_url;
    QByteArray m_pin;
    QSslSocket m_socket;
    std::optional<Failure> m_badCertificate;
    Pledge<QString> m_reached;
    Pledge<QString> m_encrypted;
};

} // namespace Cistern
