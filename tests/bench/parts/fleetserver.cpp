// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/bench/parts/fleetserver.h"

#include "services/wsman/soapxml.h"
#include "tests/support/relay.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTcpSocket>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const QByteArray relatesMark = "uuid:00000000-0000-0000-0000-000000000000";
} // namespace

FleetServer::FleetServer(int pools, int jobs)
{
    for (int i = 0; i < pools; ++i)
        m_system.addPool(u"pool %1"_s.arg(i), 1'000'000);
    for (int i = 0; i < jobs; ++i) {
        m_system.addJob(u"Fake:J%1"_s.arg(i), 4);
        m_system.instances.last().set(u"PercentComplete", CimValue::uint16(quint16(i % 100)));
    }
    listen(m_good, Kind::Good);
    listen(m_slow, Kind::Slow);
    listen(m_hostile, Kind::Hostile);
}

void FleetServer::listen(QTcpServer &server, Kind kind)
{
    server.setListenBacklogSize(1024);
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no port");
    QObject::connect(&server, &QTcpServer::newConnection, &server,
                     [this, &server, kind] { accept(server, kind); });
}

QByteArray FleetServer::ports() const
{
    return "good " + QByteArray::number(m_good.serverPort()) + "\nslow "
        + QByteArray::number(m_slow.serverPort()) + "\nhostile "
        + QByteArray::number(m_hostile.serverPort()) + '\n';
}

QByteArray FleetServer::report() const
{
    int most = 0;
    for (const int each : m_most)
        most = std::max(most, each);
    return "systems " + QByteArray::number(m_most.size()) + "\nconnections "
        + QByteArray::number(most) + "\nsilent " + QByteArray::number(m_silentMost) + '\n';
}

void FleetServer::accept(QTcpServer &server, Kind kind)
{
    while (QTcpSocket *socket = server.nextPendingConnection()) {
        const auto path = std::make_shared<QByteArray>();
        const auto heard = std::make_shared<HttpMessages>();
        QObject::connect(socket, &QTcpSocket::readyRead, socket,
                         [=, this] { read(socket, kind, *heard, *path); });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, [=, this] {
            if (isSilent(kind, *path))
                --m_silentOpen;
            if (kind == Kind::Good && !path->isEmpty())
                --m_open[*path];
            socket->deleteLater();
        });
    }
}

void FleetServer::read(QTcpSocket *socket, Kind kind, HttpMessages &heard, QByteArray &path)
{
    heard.add(socket->readAll());
    while (const auto request = heard.take()) {
        if (path.isEmpty()) {
            path = request->head().toByteArray().split(' ').value(1);
            if (kind == Kind::Good)
                m_most[path] = std::max(m_most[path], ++m_open[path]);
            if (isSilent(kind, path))
                m_silentMost = std::max(m_silentMost, ++m_silentOpen);
        }
        const QByteArray body = request->body().toByteArray();
        if (kind == Kind::Good) {
            socket->write(httpReply(200, goodReply(path, body)));
        } else if (kind == Kind::Hostile) {
            socket->write(hostileReply(m_hostilities++));
            if (m_hostilities % 2)
                socket->disconnectFromHost();
        } else if (!isSilent(kind, path)) {
            QTimer::singleShot(slowness, socket,
                               [=, this] { socket->write(httpReply(200, goodReply(path, body))); });
        }
    }
}

// Every other one of the slow.
bool FleetServer::isSilent(Kind kind, const QByteArray &path)
{
    return kind == Kind::Slow && !path.isEmpty() && path.back() % 2 == 0;
}

// Each question is answered by the system once; who asks it again gets the same words with his own
// message named in them.
QByteArray FleetServer::goodReply(const QByteArray &path, const QByteArray &body)
{
    const QByteArray message = textOf("MessageID", body);
    QByteArray question = body;
    if (!message.isEmpty())
        question.replace(message, relatesMark);
    question.replace(path + '<', "<"); // where it was sent to
    QByteArray &reply = m_replies[question];
    if (reply.isEmpty()) {
        const RequestRead read = readRequest(body);
        const auto answer = read.fault ? Outcome<Envelope>(read.envelope)
                                       : m_system.answer(read.envelope);
        reply = writeEnvelope(*answer);
        if (!message.isEmpty())
            reply.replace(message, relatesMark);
    }
    QByteArray own = reply;
    return message.isEmpty() ? own : own.replace(relatesMark, message);
}

QByteArray FleetServer::hostileReply(int number)
{
    switch (number % 6) {
    case 0:
        return QByteArray(4096, '\xff');
    case 1:
        return "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: "
               "99999999999\r\n\r\n<a>";
    case 2:
        return httpReply(200,
                         "<!DOCTYPE a [<!ENTITY b \"" + QByteArray(1000, 'b') + "\">]><a>&b;</a>");
    case 3:
        return httpReply(200, QByteArray("<a>").repeated(100'000));
    case 4:
        return "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n";
    default:
        return "HTTP/1.1 200 OK\r\nX: " + QByteArray(1'000'000, 'x');
    }
}

int serveFleet(int pools, int jobs)
{
    FleetServer server(pools, jobs);
    std::fputs(server.ports().constData(), stdout);
    std::fflush(stdout);
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &input, [] {
        char byte = 0;
        if (::read(STDIN_FILENO, &byte, 1) <= 0)
            QCoreApplication::quit();
    });
    QCoreApplication::exec();
    std::fputs(server.report().constData(), stdout);
    std::fflush(stdout);
    return 0;
}

} // namespace Cistern
