// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The Transport over the network: at most four connections to one WS-Management listener. Envelopes
// are written and read on the pool. Owned by its Connection; lives in that thread.
#pragma once

#include "services/wsman/auth/scheme.h"
#include "services/wsman/http/httpconnection.h"
#include "services/wsman/transport.h"

#include <QUrl>

#include <deque>
#include <memory>
#include <vector>

namespace Cistern {

struct HttpTarget
{
    QUrl url; // http or https; a user or password in it is not used
    Credentials credentials = {};
    QList<QSslCertificate> authorities = {}; // trusted besides those of the machine
    QByteArray pin = {};                     // SHA-256 of the one certificate trusted
    const Scheme *scheme = &schemes().back();
    QString service = {};     // Kerberos service to ask for; empty: HTTP, HOST, WSMAN
    bool bindsChannel = true; // off only for a front that ends TLS before the system
    // The one of the host's addresses to connect to; empty: what its name says, one after the
    // other.
    QString address = {};
    bool clearAllowed = false; // a readable secret over plain http, by express wish
};

class HttpTransport final : public Transport
{
    Q_OBJECT

public:
    static constexpr int mostConnections = 4;
    static constexpr int mostSignInRounds = 8; // with an empty body each
    // For one leg: a server that computes, or a KDC that does not answer.
    static constexpr std::chrono::milliseconds legDeadline{30'000};

    HttpTransport(const HttpTarget &target, Clock &clock, QObject *parent = nullptr);
    ~HttpTransport() override;

    QString address() const override
    {
        return m_target.url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded);
    }

    // Besides what Transport says. An unknown certificate is Certificate with its facts as
    // serverText and its SHA-256 as offered. A redirect is NotSupported with the other address as
    // serverText and the HTTP status as code; other bare statuses have theirs as code too.
    // SchemeNotOffered lists what the server would take; nothing of that is ever tried.
    Answer<Envelope> send(const Envelope &request, QObject *owner) override;

private:
    class Sending;
    // One connection and the one security context on it; they live and end together.
    struct Lane
    {
        std::unique_ptr<HttpConnection> connection;
        std::shared_ptr<ClientSignIn> signIn; // null: nobody has signed in on it yet
        bool served = false;                  // a request was answered after that
        Sending *user = nullptr;

        ~Lane();
        void drop(); // both
    };

    HttpPlace place() const;
    Channel channel(const HttpConnection &connection) const;
    bool secretIsSafe() const;
    Lane *freeLane();
    void release(Sending *sending, Lane *lane);
    void startWaiting();

    HttpTarget m_target;
    Clock &m_clock;
    std::vector<std::unique_ptr<Lane>> m_lanes;
    std::deque<Sending *> m_waiting; // for a lane
    bool m_letIn = false;            // these credentials, at least once
};

} // namespace Cistern
