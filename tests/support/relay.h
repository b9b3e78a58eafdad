// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A scripted server on 127.0.0.1 that counts what it is sent: a script for each connection says
// what to write when a request is whole; or a relay that can cut what it passes on.
// Lives in the thread that made it.
#pragma once

#include "tests/support/httpmessages.h"

#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace Cistern {

class Relay : public QObject
{
    Q_OBJECT

public:
    // What is written after the nth whole request (from 0, over all connections) was read.
    struct Act
    {
        QByteArray bytes = {};
        bool close = false;  // after the bytes
        bool silent = false; // reads on and never answers
    };
    using Script = std::function<Act(int request, const QByteArray &head)>;

    explicit Relay(Script script, QObject *parent = nullptr);

    quint16 port() const { return m_server.serverPort(); }
    int connections() const { return m_connections; }
    int requests() const { return int(m_heads.size()); }
    QList<QByteArray> heads() const { return m_heads; }
    qint64 bytesRead() const { return m_bytesRead; }
    qint64 bytesWritten() const { return m_bytesWritten; } // that left for the one who asked
    int open() const { return m_open; }
    // To the connection that came last.
    void write(const QByteArray &bytes);

    // Instead of a script: passes bytes to and from that port of 127.0.0.1; once cutReplyAfter
    // octets of a reply have passed, both sides are closed. Negative: never.
    static std::unique_ptr<Relay> to(quint16 port, qint64 cutReplyAfter = -1);
    void setCutReplyAfter(qint64 octets) { m_cutAfter = octets; }
    qint64 passed() const { return m_passed; } // octets of replies so far
    QByteArray seen() const { return m_seen; } // what was passed on, both ways
    // The next request is not passed on; these bytes are its reply.
    void answerNext(const QByteArray &bytes) { m_instead = bytes; }

private:
    void accept();
    void take(QTcpSocket *socket, HttpMessages &pending);
    void join(QTcpSocket *client);

    Script m_script;
    QTcpServer m_server;
    QTcpSocket *m_last = nullptr;
    QList<QByteArray> m_heads;
    int m_connections = 0;
    int m_open = 0;
    qint64 m_bytesRead = 0;
    qint64 m_bytesWritten = 0;
    quint16 m_target = 0;
    qint64 m_cutAfter = -1;
    qint64 m_passed = 0;
    QByteArray m_seen;
    QByteArray m_instead;
};

// Closes a connection the hard way: the other side reads an error and no end.
void resetConnection(QTcpSocket *socket);

// "HTTP/1.1 200 OK" and so on, with the type of SOAP and a Content-Length.
QByteArray httpReply(int status, const QByteArray &body, const QByteArray &moreHeaders = {});

} // namespace Cistern
