// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/relay.h"

#include <sys/socket.h>

#include <utility>

namespace Cistern {

Relay::Relay(Script script, QObject *parent) : QObject(parent), m_script(std::move(script))
{
    connect(&m_server, &QTcpServer::newConnection, this, &Relay::accept);
    m_server.listen(QHostAddress::LocalHost);
}

std::unique_ptr<Relay> Relay::to(quint16 port, qint64 cutReplyAfter)
{
    auto relay = std::make_unique<Relay>(Script());
    relay->m_target = port;
    relay->m_cutAfter = cutReplyAfter;
    return relay;
}

void Relay::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connections;
        ++m_open;
        m_last = socket;
        connect(socket, &QAbstractSocket::disconnected, this, [this, socket] {
            --m_open;
            if (m_last == socket)
                m_last = nullptr;
            socket->deleteLater();
        });
        connect(socket, &QIODevice::bytesWritten, this,
                [this](qint64 bytes) { m_bytesWritten += bytes; });
        if (m_target != 0) {
            join(socket);
            continue;
        }
        connect(socket, &QAbstractSocket::readyRead, this,
                [this, socket, pending = HttpMessages()]() mutable { take(socket, pending); });
    }
}

void Relay::take(QTcpSocket *socket, HttpMessages &pending)
{
    const QByteArray bytes = socket->readAll();
    m_bytesRead += bytes.size();
    pending.add(bytes);
    while (const auto request = pending.take()) {
        const int number = requests();
        m_heads << request->head().toByteArray();
        const Act act = m_script(number, m_heads.last());
        if (act.silent)
            continue;
        socket->write(act.bytes);
        if (act.close)
            return socket->disconnectFromHost();
    }
}

void Relay::join(QTcpSocket *client)
{
    auto *server = new QTcpSocket(client);
    connect(client, &QAbstractSocket::readyRead, server, [this, client, server] {
        const QByteArray bytes = client->readAll();
        m_bytesRead += bytes.size();
        if (!m_instead.isEmpty()) {
            client->write(std::exchange(m_instead, {}));
            return;
        }
        m_seen += bytes;
        server->write(bytes);
    });
    connect(server, &QAbstractSocket::readyRead, client, [this, client, server] {
        QByteArray bytes = server->readAll();
        const bool cut = m_cutAfter >= 0 && m_passed + bytes.size() >= m_cutAfter;
        if (cut)
            bytes.truncate(m_cutAfter - m_passed);
        m_passed += bytes.size();
        m_seen += bytes;
        client->write(bytes);
        if (cut) {
            server->abort();
            client->disconnectFromHost();
        }
    });
    connect(server, &QAbstractSocket::disconnected, client,
            [client] { client->disconnectFromHost(); });
    connect(client, &QAbstractSocket::disconnected, server,
            [server] { server->disconnectFromHost(); });
    server->connectToHost(QHostAddress::LocalHost, m_target);
}

void Relay::write(const QByteArray &bytes)
{
    if (m_last)
        m_last->write(bytes);
}

void resetConnection(QTcpSocket *socket)
{
    const linger none{.l_onoff = 1, .l_linger = 0}; // to close is to reset
    setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
    socket->abort();
}

QByteArray httpReply(int status, const QByteArray &body, const QByteArray &moreHeaders)
{
    return "HTTP/1.1 " + QByteArray::number(status)
        + " x\r\nContent-Type: application/soap+xml;charset=UTF-8\r\n" + moreHeaders
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace Cistern
