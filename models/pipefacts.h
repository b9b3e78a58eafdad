// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What forms, actions and commands need to know about the replication pipes of one system, read off
// the inventory: its endpoints, its pipes with both ends, what it can do. A look at the moment;
// make a new one after a change. GUI thread.
#pragma once

#include "models/roles.h"
#include "services/inventory/inventory.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace Cistern {

// One pair: entry i of SourceEndpoint with entry i of TargetEndpoint (PIPE.R19).
struct PipeEnds
{
    CimPath source;
    CimPath target;

    bool isWhole() const { return !source.isEmpty() && !target.isEmpty(); }
    bool operator==(const PipeEnds &) const = default;
};

struct EndpointFacts
{
    CimPath path;
    QString name; // "10.20.4.11:3260"
    State state = State::None;
    bool inService = true;

    bool operator==(const EndpointFacts &) const = default;
};

struct PairFacts
{
    PipeEnds ends;
    CimPath pipe; // the child pipe of this pair, or the pipe itself when it has but one
    State state = State::None;
    QDateTime lastContact;            // UTC; invalid when never
    std::optional<quint64> roundTrip; // microseconds
};

struct Pipe
{
    NodeId node = -1;
    CimPath path;
    QString name;
    State state = State::None;
    std::optional<bool> bothWays; // by Directionality; none: not told
    QString sourceName;           // Name of the source system, "" when no end tells
    QString targetName;
    QList<PairFacts> pairs;           // in the order they were given
    QDateTime lastContact;            // UTC, the latest of the pairs; invalid when never
    std::optional<quint64> roundTrip; // microseconds
    std::optional<bool> encrypted;
    std::optional<quint16> heartbeat; // seconds, from its setting

    QList<PipeEnds> ends() const;
};

class PipeFacts
{
public:
    // RemoteReplicationServicePointAccess: the side whose service is called.
    enum class Access : quint16 { NotSpecified = 2, Source = 3, Target = 4, Proxy = 5 };

    PipeFacts(const Inventory &inventory, const QString &systemId);

    QString systemId() const { return m_systemId; }
    // Empty when it was not read, or the system has no such service.
    CimPath service() const { return m_service; }
    CimPath system() const { return m_system; }
    QString systemName() const; // the Name key of its computer system

    // SupportedSynchronousActions has 9 (PIPE.R30).
    bool offersPipes() const;
    bool knowsCapabilities() const { return m_knowsCapabilities; }
    bool bothWays() const; // BidirectionalConnectionsSupported
    // Clients may choose the ports; otherwise both endpoint arrays stay NULL (PIPE.R17).
    bool choosesPorts() const { return maximumPairs() > 0; }
    int maximumPairs() const;       // of one pipe; 0: the system chooses
    int maximumPipesOfPort() const; // 0: not limited
    int maximumPipes() const;       // of the service; 0: not limited
    Access access() const;
    QString protocol() const; // PeerConnectionProtocol
    // Its pipes are ours, and so is the setting that a goal can be.
    bool takesHeartbeat() const;

    // Those that HostedAccessPoint links to this system, by name (PIPE.R15, R16).
    QList<EndpointFacts> endpoints() const;
    bool hosts(const CimPath &endpoint) const;

    // Without children and without iSCSI sessions and connections (PIPE.R26), by name.
    QList<Pipe> pipes() const;
    std::optional<Pipe> pipe(const CimPath &path) const;
    // Pipes, children too, that end at the endpoint, but for except and its children.
    int pipesAt(const CimPath &endpoint, const CimPath &except = {}) const;

private:
    Pipe factsOf(const Node &node) const;
    PairFacts pairOf(const Node &node) const;
    QList<CimPath> children(const CimPath &pipe) const;
    quint64 number(QStringView property) const;

    const Inventory &m_inventory;
    QString m_systemId;
    CimPath m_service;
    CimPath m_system;
    CimInstance m_capabilities;
    bool m_knowsCapabilities = false;
};

EndpointFacts endpointFacts(const CimInstance &endpoint);
// The name of an endpoint that nobody has read.
QString endpointName(const CimPath &endpoint);
// The configured system whose own computer system has this Name; empty when none has.
QString systemCalled(const Inventory &inventory, const QString &name);
// Pipes are CIM_NetworkPipe, but neither an iSCSI session nor one of its connections.
bool isReplicationPipe(const CimPath &path);

} // namespace Cistern
