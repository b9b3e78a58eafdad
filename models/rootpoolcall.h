// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The calls that make, change and delete the root pools of a cluster, built from what a person
// chose, and all that is wrong with the choice before anything is sent. Shared by the wizard, the
// members dialog and the command line. Pure functions; GUI thread for tr().
#pragma once

#include "models/clusterfacts.h"
#include "services/schema/methodcall.h"

#include <QList>
#include <QString>

#include <optional>

namespace Cistern::RootPool {

inline constexpr qsizetype longestName = 256; // UTF-16 units (CRP.R7)

// What a new root pool shall be.
struct Plan
{
    QString name;                // empty: the system chooses one (CRP.R6)
    std::optional<quint16> type; // none: that of the first device
    QList<CimPath> devices;      // in the order they were chosen; may be empty

    bool operator==(const Plan &) const = default;
};

// A hint lets the call pass, a problem does not.
struct Problem
{
    QString parameter; // as the schema names it
    QString text;      // a sentence
    bool blocks = true;

    bool operator==(const Problem &) const = default;
};

// The given type, else that of the first device that is known.
std::optional<quint16> typeOf(const Plan &plan, const ClusterFacts &facts);
QList<Problem> problems(const Plan &plan, const ClusterFacts &facts);
// pool's members are to be these; null pool: a new one.
QList<Problem> memberProblems(const CimPath &pool, const QList<CimPath> &members,
                              const ClusterFacts &facts);
bool blocks(const QList<Problem> &problems);

// Why a device can't be chosen; empty when it can. type: of the pool, none while it is open; keeps:
// the pool whose present members stay free to choose.
QString refusal(const DeviceFacts &device, std::optional<quint16> type, const ClusterFacts &facts,
                const CimPath &keeps = {});

// What was chosen, as the call says it: read back from a draft or a record.
Plan planOf(const MethodCall &call);

MethodCall create(const CimPath &service, const Plan &plan, const ClusterFacts &facts);
MethodCall add(const CimPath &service, const CimPath &pool, const QList<CimPath> &devices);
MethodCall remove(const CimPath &service, const CimPath &pool, const QList<CimPath> &devices);
MethodCall destroy(const CimPath &service, const CimPath &pool);
// What turns the present members into these: adding comes first, so that the pool never falls
// below what is reserved in it. Empty when nothing changes.
QList<MethodCall> change(const CimPath &pool, const QList<CimPath> &members,
                         const ClusterFacts &facts);

// Sum of the devices in the unit of the type: bytes, or how many there are.
quint64 capacityOf(const QList<CimPath> &devices, quint16 type, const ClusterFacts &facts);

} // namespace Cistern::RootPool
