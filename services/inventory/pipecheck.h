// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Asks both systems of a planned replication pipe what can be asked before it is sent: whether they
// answer and let this person manage pipes, speak one protocol, have room, and whether the endpoints
// are in service and answer. Changes nothing. Ends once, after 15 s at the latest; destroying it
// stops all questions. GUI thread.
#pragma once

#include "services/core/clock.h"
#include "services/core/outcome.h"
#include "services/cim/cimpath.h"
#include "services/inventory/inventory.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace Cistern {

class Connection;
class Connections;
class SocketProbe;

struct PipeQuestion
{
    struct Side
    {
        QString systemId = {};
        CimPath service = {};
        QList<CimPath> endpoints = {}; // one a pair, in their order; may be empty

        bool operator==(const Side &) const = default;
    };
    Side source = {};
    Side target = {};
    bool creates = true;      // needs room for another pipe
    bool callsTarget = false; // the service of the target is called, otherwise the source's

    bool operator==(const PipeQuestion &) const = default;
};

struct PipeFinding
{
    enum class Subject {
        Answers,  // Identify
        Rights,   // a call that can't do anything is let through to its arguments
        Protocol, // of both sides
        Room,     // pipes there are, pipes there may be
        Endpoint, // read from the system
        Reach,    // the target endpoint takes a connection from this computer
    };
    enum class Verdict {
        Good,
        Doubt, // it may work all the same
        Bad,
        Untold, // the system does not tell before it is asked to act
    };

    Subject subject = Subject::Answers;
    Verdict verdict = Verdict::Good;
    bool target = false; // the side; of neither where both are meant
    int pair = -1;       // of an endpoint
    QString first = {};  // source's protocol, endpoint
    QString second = {}; // target's protocol
    int count = 0;       // of Room
    int most = 0;        // 0: no limit
    std::chrono::milliseconds took{0};
    std::optional<Failure> failure = {};

    bool operator==(const PipeFinding &) const = default;
};

class PipeCheck : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds patience{15};

    PipeCheck(Connections &connections, Clock &clock, const PipeQuestion &question,
              QObject *parent = nullptr);
    ~PipeCheck() override;

    void start();
    bool over() const { return m_over; }
    const QList<PipeFinding> &findings() const { return m_findings; }

Q_SIGNALS:
    void progressed();
    void ended();

private:
    struct Seen
    {
        std::optional<QString> protocol;
        std::optional<int> most;
        QList<CimInstance> pipes;
        QList<CimInstance> parts;
        int open = 0; // of the questions about room
    };
    using Time = std::chrono::milliseconds;

    const PipeQuestion::Side &side(bool target) const;
    void askIdentity(bool target);
    void askRights(bool target, Connection &connection);
    void askLimits(bool target, Connection &connection);
    void askEndpoint(bool target, int pair, Connection &connection);
    void reach(int pair, const QString &address);
    void limitsRead(bool target, Time begun, const std::optional<Failure> &failure);
    void comparePeers(Time took);
    void put(PipeFinding finding);
    void begin() { ++m_open; }
    void done();
    void end();

    Connections &m_connections;
    Clock &m_clock;
    PipeQuestion m_question;
    QList<PipeFinding> m_findings;
    QHash<bool, Seen> m_seen;
    int m_open = 0;
    bool m_over = false;
};

} // namespace Cistern
