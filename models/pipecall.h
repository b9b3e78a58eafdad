// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A replication pipe as somebody wants it, the call that makes or changes it, and all that can be
// known to be wrong before it is sent. Shared by the dialog and the command line. Pure functions of
// the inventory; GUI thread.
#pragma once

#include "models/pipefacts.h"
#include "services/schema/methodcall.h"

#include <QList>
#include <QString>

#include <optional>

namespace Cistern {

struct PipePlan
{
    QString sourceId = {}; // configured systems; empty: not chosen or not known here
    QString targetId = {};
    CimPath pipe = {}; // the one to change; empty: a new one
    QString name = {}; // empty: the system chooses, or leaves it as it is
    // None: the systems choose, or the present pairs stay (PIPE.R17, R24).
    std::optional<QList<PipeEnds>> pairs = {};
    std::optional<quint16> heartbeat = {}; // seconds; none: the system's default, or unchanged
    bool tryAnyway = false; // also where the system does not announce pipes (PIPE.R30)

    bool creates() const { return pipe.isEmpty(); }
    bool operator==(const PipePlan &) const = default;
};

struct PipeProblem
{
    enum class Kind {
        NoSource,
        NoTarget,
        SameSystem,
        SourceAway, // not connected, or not read yet
        TargetAway,
        NotOffered,
        ProtocolsDiffer,
        ProtocolUnknown,
        TooManyPipes,
        NameBlank,
        NameTooLong,
        NameControl,
        PipeGone,
        SystemsChanged,
        PortsNotChosen,
        NoPairs,
        CountsDiffer,
        TooManyPairs,
        SourceRepeated,
        TargetRepeated,
        SourceElsewhere,
        TargetElsewhere,
        EndpointFull,
        EndpointOut,
        Heartbeat,
        NothingChanged,
    };
    // The part of the form that it stands beside.
    enum class Field { Name, Source, Target, Pairs, Heartbeat, All };

    Kind kind;
    bool blocks = true;   // otherwise a warning
    int pair = -1;        // place in the list of pairs
    QString subject = {}; // an endpoint, a protocol
    QString other = {};   // the other side's
    int first = 0;        // figures: sources, or how many there are
    int second = 0;       // targets, or how many may be

    Field field() const;
    bool operator==(const PipeProblem &) const = default;
};

inline constexpr int longestPipeName = 256; // UTF-16 units
inline constexpr int longestHeartbeat = 60; // seconds

// The system whose service is called: the one that keeps the pipe, or for a new one the side that
// RemoteReplicationServicePointAccess names, the source where it names none (PIPE.R10). Empty when
// that side is not chosen.
QString calledSystem(const Inventory &inventory, const PipePlan &plan);

QList<PipeProblem> pipeProblems(const Inventory &inventory, const PipePlan &plan);
bool blocks(const QList<PipeProblem> &problems);

// Invalid where the called system has no service.
MethodCall pipeCall(const Inventory &inventory, const PipePlan &plan);
// The plan that such a call came from. calledId: the system it goes to.
PipePlan pipePlan(const Inventory &inventory, const QString &calledId, const MethodCall &call);
// The plan that leaves a pipe of the system as it is.
PipePlan presentPlan(const Inventory &inventory, const QString &systemId, const Pipe &pipe);

// What becomes of the pairs: the new set replaces the old one (PIPE.R23).
struct PairChange
{
    enum class Kind { Kept, Added, Removed };
    PipeEnds ends;
    Kind kind = Kind::Kept;

    bool operator==(const PairChange &) const = default;
};
QList<PairChange> pairChanges(const QList<PipeEnds> &before, const QList<PipeEnds> &after);

} // namespace Cistern
