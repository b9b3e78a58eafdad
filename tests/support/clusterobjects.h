// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Objects of a small cluster as a server would tell them: two nodes that answer and one that does
// not, drives and processors, a pool that has one of the drives.
#pragma once

#include "services/cim/ciminstance.h"

#include <QList>

struct ClusterObjects
{
    ClusterObjects();

    Cistern::CimInstance device(const QString &className, const QString &node, const QString &id,
                                const QString &name) const;
    void addDrive(const QString &node, const QString &id, const QString &name, quint64 bytes);
    // devices: of those that are there already.
    Cistern::CimPath addPool(const QString &id, const QString &name, quint16 type,
                             const QList<Cistern::CimPath> &devices);
    Cistern::CimPath path(const QString &deviceId) const;

    QList<Cistern::CimInstance> objects;
    QList<Cistern::CimInstance> links;
    Cistern::CimPath service;
};
