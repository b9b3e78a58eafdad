// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a system that can make replication pipes tells of itself, as instances: for inventories that
// no server fills, and to be put into a local target past its rules. Value; any thread.
#pragma once

#include "services/cim/ciminstance.h"

#include <QList>
#include <QString>

#include <utility>

namespace Cistern {

struct PipeSample
{
    // A system with service and capabilities, and endpoints "ADDRESS:PORT" in service.
    PipeSample(const QString &systemName, const QStringList &endpointNames);

    CimInstance &capabilities() { return objects[2]; }
    CimInstance *find(const CimPath &path);
    CimPath endpoint(const QString &endpointName) const; // also of one that is not there
    CimInstance addEndpoint(const QString &endpointName, quint16 enabledState = 2);
    // One pair: the pipe itself has the ends; several: a child each. heartbeat 0: no setting.
    CimPath addPipe(const QString &id, const QString &elementName,
                    const QList<std::pair<CimPath, CimPath>> &pairs, bool bothWays = false,
                    quint16 heartbeat = 0);

    QString name;
    CimPath system;
    CimPath service;
    QList<CimInstance> objects;
    QList<CimInstance> links;

private:
    void addPair(const CimPath &pipe, const std::pair<CimPath, CimPath> &ends, bool bothWays);
};

} // namespace Cistern
