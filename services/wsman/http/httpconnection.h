// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One client connection, plain or TLS, that carries one exchange after another. It never sends a
// request twice and never follows a redirect. Owned by its transport; lives in that thread.
#pragma once

#include "services/core/clock.h"
#include "services/core/outcome.h"
#include "services/wsman/http/httpreader.h"

#include <QObject>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <chrono>
#include <optional>

namespace Cistern {

struct HttpPlace
{
    QString host;
    quint16 port = 0;
    bool tls = false;
    QList<QSslCertificate> authorities = {}; // trusted besides those of the machine
    QByteArray pin = {}; // SHA-256 of the one certificate trusted; empty: the chain decides
    QList<QSslCertificate> clientCertificate = {}; // shown to a server that asks; the leaf first
    QSslKey clientKey = {};
    // To connect to, though the host is who is meant; empty: what the name of the host says.
    QString address = {};

    bool operator==(const HttpPlace &) const = default;
};

struct HttpLimits
{
    qint64 replyBody = 4 * 1024 * 1024; // octets
    std::chrono::milliseconds whole{75'000};
};

struct HttpResult
{
    Outcome<HttpReply> reply;
    bool written = false; // some byte of the request may have reached the server
};

class HttpConnection : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds connectDeadline{10'000};
    // Between two reads, once the head or the body has begun; until then the whole deadline counts,
    // because a server may work as long as the operation allows.
    static constexpr std::chrono::milliseconds readDeadline{30'000};
    // A server may close a connection that rests for longer just when we write.
    static constexpr std::chrono::milliseconds mostRest{60'000};

    HttpConnection(const HttpPlace &place, Clock &clock, QObject *parent = nullptr);
    ~HttpConnection() override;

    // A new connection, whatever was before: opened() when it stands and is encrypted, or
    // finished(). For those whose first request depends on the certificate of the server.
    void open();
    // Writes the request once and emits finished() once, later. Connects when it does not stand;
    // who must not be carried to another connection asks reusable() first. One exchange at a time.
    void exchange(const HttpRequest &request, const HttpLimits &limits);
    bool busy() const { return m_step != Step::Resting; }
    // The connection stands and can carry another request.
    bool reusable() const;
    // Null before there is one, and without TLS.
    QSslCertificate peerCertificate() const;
    // Closes at once; finished() does not come any more.
    void abort();

Q_SIGNALS:
    void opened();
    void finished(const Cistern::HttpResult &result);

private:
    enum class Step : quint8 { Resting, Connecting, Encrypting, Waiting };

    void connectToServer();
    void onConnected();
    void onEncrypted();
    void onSslErrors(const QList<QSslError> &errors);
    void onSocketError(QAbstractSocket::SocketError error);
    void onReadyRead();
    void onClosed();
    std::optional<Failure> objectionToPeer() const;
    void stand();
    void write();
    void answerWhole(bool surplus);
    void failReading();
    void setDeadline(std::optional<int> &timer, std::chrono::milliseconds delay,
                     const Failure &failure);
    void stopDeadlines();
    void tell(const HttpResult &result);
    void end(const HttpResult &result);
    void end(const Failure &failure);

    HttpPlace m_place;
    Clock &m_clock;
    std::unique_ptr<QSslSocket> m_socket;
    Step m_step = Step::Resting;
    QByteArray m_bytes; // of the request, until they are written; none: only opening
    qsizetype m_headSize = 0;
    bool m_writing = false;
    int m_turn = 0; // counts what abort() ended
    HttpLimits m_limits;
    bool m_written = false;
    std::unique_ptr<HttpReader> m_reader;
    std::optional<int> m_wholeTimer;
    std::optional<int> m_stepTimer;
    std::chrono::milliseconds m_restsSince{0};
};

} // namespace Cistern
