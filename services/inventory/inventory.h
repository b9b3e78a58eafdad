// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Everything known of all systems, as a tree of nodes with stable ids. Reads happen elsewhere
// (Refresher); this keeps, compares and says once a turn what changed. Owned by app/services; GUI
// thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/core/outcome.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QObject>

#include <optional>

namespace Cistern {

using NodeId = qint64; // never reused; 0 is the invisible root

struct Node
{
    enum class Kind { Root, Site, System, Group, Object };
    NodeId id = 0;
    NodeId parent = 0;
    Kind kind = Kind::Root;
    QString systemId;             // of a system and all below it
    QString name;                 // of a site or system; a group: the row of shape.cpp ("pools")
    CimPath path;                 // of an object
    CimInstance instance;         // as last read; of a system: its computer system once known
    QDateTime read;               // UTC, when it was last seen; invalid when never
    bool stale = false;           // the system is away: this is what was last seen
    QList<NodeId> children;
};

// What changed since the last signal, parents before children.
struct Changes
{
    QList<NodeId> added;
    QList<NodeId> removed;
    QList<NodeId> updated;

    bool isEmpty() const { return added.isEmpty() && removed.isEmpty() && updated.isEmpty(); }
};

class Inventory : public QObject
{
    Q_OBJECT

public:
    explicit Inventory(QObject *parent = nullptr);

    const Node *node(NodeId id) const;
    NodeId find(const QString &systemId, const CimPath &path) const; // -1 when unknown
    NodeId system(const QString &systemId) const;                    // -1 when unknown
    // Objects of one system that are of className or derive from it.
    QList<NodeId> objects(const QString &systemId, const QString &className) const;

    // What was read, whole: nodes that are no longer in it go, others keep their ids.
    void setSystems(const QList<std::pair<QString, QString>> &idsAndNames, const QHash<QString, QString> &sites);
    void setObjects(const QString &systemId, const QList<CimInstance> &objects, const QList<CimInstance> &links,
                    const QDateTime &read);
    void setStale(const QString &systemId, bool stale);
    // The links last read that touch path, as association instances.
    QList<CimInstance> links(const QString &systemId, const CimPath &path) const;

Q_SIGNALS:
    // About to change: removed nodes still exist, added ones don't. Models begin their batch here.
    void aboutToChange(const Changes &changes);
    void changed(const Changes &changes);

private:
    struct SystemData;
    QHash<NodeId, Node> m_nodes;
    QHash<QString, std::shared_ptr<SystemData>> m_systems;
    NodeId m_last = 0;
};

} // namespace Cistern
