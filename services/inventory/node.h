// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One place in the tree of what is known, and what a turn changed there. Values; any thread.
#pragma once

#include "services/cim/ciminstance.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace Cistern {

using NodeId = qint64; // never reused; 0 is the invisible root

struct Node
{
    enum class Kind { Root, Site, System, Group, Object };
    static constexpr NodeId nowhere = -1; // parent of objects that are known but stand in no tree

    NodeId id = 0;
    NodeId parent = 0;
    Kind kind = Kind::Root;
    QString systemId = {};       // of a system and all below it
    QString name = {};           // of a site or system; a group: the row of shape.cpp ("pools")
    CimInstance instance = {};   // as last read; of a system: its computer system once known
    QDateTime read = {};         // UTC, when it was last seen; invalid when never
    bool stale = false;          // the system is away: this is what was last seen
    QList<NodeId> children = {}; // in no order

    // Of an object, and of a system whose computer system is known; made anew each time.
    CimPath path() const { return instance.path(); }
};

// What changed since the last signal, parents before children. Something that moved below another
// parent is removed and added, with a new id.
struct Changes
{
    QList<NodeId> added;
    // Whole branches: all below them is named too, children before parents. But of a system that
    // goes it is named first, and what stood below it in the turns to come, in no order.
    QList<NodeId> removed;
    QList<NodeId> updated;

    bool isEmpty() const { return added.isEmpty() && removed.isEmpty() && updated.isEmpty(); }
    qsizetype size() const { return added.size() + removed.size() + updated.size(); }
};

} // namespace Cistern
