// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The serving half of one HTTP/1.1 connection: reads requests one after another, refuses what is
// hostile or meant for somebody else, and writes replies in order. Owned by the listener; lives in
// its thread.
#pragma once

#include "services/core/clock.h"
#include "services/wsman/http/httpreader.h"

#include <QObject>
#include <QSslSocket>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace Cistern {

struct HttpServerRules
{
    qint64 mostBodyBytes = 512'000; // that can be read
    qint64 sealFrame = 4096; // of a sealed one: the lines of its own around it, and a signature
    bool tls = false;
    QList<QByteArray> paths;                          // exactly these
    std::function<bool(const QByteArray &host)> mine; // a Host header, without port, that means us
};

class HttpServerConnection : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds headDeadline{30'000}; // from the connection's start
    static constexpr std::chrono::milliseconds bodyDeadline{30'000};
    static constexpr std::chrono::milliseconds writeDeadline{30'000};
    static constexpr std::chrono::milliseconds mostRest{120'000}; // between requests

    // The socket is connected; with rules.tls its handshake is started here.
    HttpServerConnection(std::unique_ptr<QSslSocket> socket, const HttpServerRules &rules,
                         Clock &clock, QObject *parent = nullptr);
    ~HttpServerConnection() override;

    // Of a Host header, without the port; empty when it is none.
    static QByteArray hostOf(const QByteArray &value);

    // To the request that was told last; the next one is read afterwards.
    void answer(const HttpReply &reply);
    // Says status and closes, whatever was going on.
    void refuse(int status);

    bool answering() const { return m_step == Step::Answering; }
    bool resting() const; // between two requests
    bool peerIsLoopback() const;
    // Of a client that showed one, when the authorities of the TLS configuration vouch for it.
    QSslCertificate peerCertificate() const;

Q_SIGNALS:
    void requestRead(const Cistern::HttpRequest &request);
    void closed();

private:
    enum class Step : quint8 { Encrypting, Reading, Answering, Flushing, Closing, Closed };

    void startReading();
    void onReadyRead();
    void onBytesWritten();
    bool headIsGood();
    void refuseReading();
    void write(HttpReply reply, bool close);
    void finishWriting();
    bool peerSendsNoMore() const;
    bool holdsHalfARequest() const;
    void setDeadline(std::chrono::milliseconds delay, void (HttpServerConnection::*call)());
    void stopDeadline();
    void timeOut();
    void drop();

    std::unique_ptr<QSslSocket> m_socket;
    HttpServerRules m_rules;
    Clock &m_clock;
    Step m_step = Step::Reading;
    std::unique_ptr<HttpReader> m_reader;
    bool m_headSeen = false;
    bool m_closeAfter = false;
    bool m_served = false; // at least one request
    qint64 m_heldBack = 0; // of the request being answered, still in the socket's buffer
    qint64 m_discarded = 0;
    std::optional<int> m_deadline;
};

} // namespace Cistern
