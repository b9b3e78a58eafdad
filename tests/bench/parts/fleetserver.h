// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Many far systems behind three ports of 127.0.0.1, told apart by the path they are asked at: good
// ones, slow ones that take a connection and answer late or never, and hostile ones that answer
// with what no client should believe. Knows how many connections each had at once. Runs in a
// process of its own, so that only the console is measured; lives in one thread.
#pragma once

#include "tests/support/fakesystem.h"
#include "tests/support/httpmessages.h"

#include <QHash>
#include <QTcpServer>

class QTcpSocket;

namespace Cistern {

class FleetServer
{
public:
    static constexpr int slowness = 8'000; // ms, of those that answer at all

    // All good ones tell of the same objects.
    FleetServer(int pools, int jobs);

    // "good 1234", "slow 1235", "hostile 1236", a line each.
    QByteArray ports() const;
    // "systems 700", "connections 4": the most that one had open; "silent 16": that all of
    // those had which never answer, and so are never more than connected to.
    QByteArray report() const;

private:
    enum class Kind : quint8 { Good, Slow, Hostile };
    void listen(QTcpServer &server, Kind kind);
    void accept(QTcpServer &server, Kind kind);
    void read(QTcpSocket *socket, Kind kind, HttpMessages &heard, QByteArray &path);
    QByteArray goodReply(const QByteArray &path, const QByteArray &body);
    static bool isSilent(Kind kind, const QByteArray &path);
    static QByteArray hostileReply(int number);

    FakeSystem m_system;
    QTcpServer m_good, m_slow, m_hostile;
    QHash<QByteArray, QByteArray> m_replies; // by request without message id and path
    QHash<QByteArray, int> m_open, m_most;   // connections, by path
    int m_silentOpen = 0, m_silentMost = 0, m_hostilities = 0;
};

// Serves until standard input ends; prints the ports first and the report last.
int serveFleet(int pools, int jobs);

} // namespace Cistern
