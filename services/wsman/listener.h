// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The serving side: accepts and limits connections and gives each to a Guest. Owned by the serving
// command or a test; lives in one thread with its Clock.
#pragma once

#include "services/wsman/auth/scheme.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/http/httpserverconnection.h"
#include "services/wsman/responder.h"

#include <QHostAddress>
#include <QObject>
#include <QSslConfiguration>
#include <QStringList>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

class QTcpServer;

namespace Cistern {

class Guest;

struct ListenOptions
{
    QHostAddress address = QHostAddress(QHostAddress::LocalHost); // any other needs tls
    quint16 port = 0;                                             // 0: any free one
    std::optional<QSslConfiguration> tls = {};                    // with certificate and key
    QStringList names = {}; // host names that mean us, besides addresses and the machine's own
    bool anonymousIdentify = false; // Identify without signing in, for those who ask for it
    QString keytab = {};            // of the Kerberos services HTTP/name, …; empty: no Kerberos
    QString ntlmUsers = {};         // user file of gss-ntlmssp; empty: no NTLM
    QList<QSslCertificate> clientAuthorities = {}; // of client certificates; needs tls
    bool sealing = true;                           // without TLS, who can seal the bodies must
    ChannelBinding channelBinding = ChannelBinding::Relaxed; // with tls
};

class Listener : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostConnections = 64;
    static constexpr int mostUnproven = 8; // connections on which nobody has signed in yet

    Listener(const ListenOptions &options, Responder responder, std::shared_ptr<UserFile> users,
             Clock &clock, QObject *parent = nullptr);
    ~Listener() override;

    // InvalidValue ("listen", "tls") for what can't be served safely, Refused when the port is
    // taken.
    Outcome<Done> listen();
    void close(); // accepts no more; what is being answered is cut
    quint16 port() const;
    int connections() const { return int(m_guests.size()); }

private:
    void arrive(qintptr descriptor);
    void admitNext();
    void accept(qintptr descriptor);
    bool makeRoom();
    HttpServerRules httpRules() const;
    bool isMine(const QByteArray &host) const;

    ListenOptions m_options;
    Responder m_responder;
    SignInRules m_rules;
    QByteArray m_binding; // of our certificate
    Clock &m_clock;
    std::unique_ptr<QTcpServer> m_server;
    std::deque<qintptr> m_arrivals;
    QTimer m_admission;
    std::vector<std::unique_ptr<Guest>> m_guests; // the oldest first
};

} // namespace Cistern
