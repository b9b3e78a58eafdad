// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A TLS server on 127.0.0.1 that keeps every byte that arrives after a handshake; and a program
// `openssl s_server` for what Qt can not serve. Live in the thread that made them.
#pragma once

#include "tests/support/certificates.h"

#include <QProcess>
#include <QSslSocket>
#include <QTcpServer>

namespace Cistern {

class TlsServer : public QTcpServer
{
    Q_OBJECT

public:
    explicit TlsServer(const QSslConfiguration &tls) : m_tls(tls)
    {
        listen(QHostAddress::LocalHost);
    }

    void show(const QSslConfiguration &tls) { m_tls = tls; } // to those who come from now on
    // What is written to each whose request is whole; closes afterwards.
    QByteArray reply = {};
    int handshakes = 0;
    int arrivals = 0;
    QByteArray heard = {};

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    QSslConfiguration m_tls;
};

class OpensslServer
{
public:
    // more: "-tls1_1", "-cipher", …
    OpensslServer(const Authority::Files &files, const QStringList &more);
    ~OpensslServer();

    quint16 port() const { return m_port; } // 0: it did not start
    QByteArray heard();                     // what clients said inside TLS

private:
    QProcess m_process;
    QByteArray m_output;
    quint16 m_port = 0;
};

} // namespace Cistern
