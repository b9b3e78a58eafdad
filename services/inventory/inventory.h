// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Everything known of all systems, as a tree of nodes with stable ids. Reads happen elsewhere
// (Refresher); this keeps, compares and says once a turn what changed. Owned by app/services; GUI
// thread.
#pragma once

#include "services/cim/ciminstance.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QObject>

#include <memory>
#include <utility>

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
    CimPath path = {};           // of an object
    CimInstance instance = {};   // as last read; of a system: its computer system once known
    QDateTime read = {};         // UTC, when it was last seen; invalid when never
    bool stale = false;          // the system is away: this is what was last seen
    QList<NodeId> children = {}; // in no order
};

// What changed since the last signal, parents before children. Something that moved below another
// parent is removed and added, with a new id.
struct Changes
{
    QList<NodeId> added;
    QList<NodeId> removed; // whole branches: all below them is named too, children before parents
    QList<NodeId> updated;

    bool isEmpty() const { return added.isEmpty() && removed.isEmpty() && updated.isEmpty(); }
};

struct Spot;

class Inventory : public QObject
{
    Q_OBJECT

public:
    explicit Inventory(QObject *parent = nullptr);
    ~Inventory() override;

    const Node *node(NodeId id) const;
    NodeId find(const QString &systemId, const CimPath &path) const; // -1 when unknown
    NodeId system(const QString &systemId) const;                    // -1 when unknown
    // Objects of one system that are of className or derive from it, also those in no tree.
    QList<NodeId> objects(const QString &systemId, const QString &className) const;

    // What was read, whole: nodes that are no longer in it go, others keep their ids.
    void setSystems(const QList<std::pair<QString, QString>> &idsAndNames,
                    const QHash<QString, QString> &sites);
    void setObjects(const QString &systemId, const QList<CimInstance> &objects,
                    const QList<CimInstance> &links, const QDateTime &read);
    // One of them read again or told of, where it stands; nothing for an object that is not known.
    void update(const QString &systemId, const CimInstance &object, const QDateTime &read);
    void setStale(const QString &systemId, bool stale);
    // Namespaces that the system does not have, as last found out: what they would hold is a
    // feature that is not installed there, not an error.
    void setLacking(const QString &systemId, const QStringList &nameSpaces);
    bool lacks(const QString &systemId, QStringView nameSpace) const;
    // The links last read that touch path, as association instances.
    QList<CimInstance> links(const QString &systemId, const CimPath &path) const;

Q_SIGNALS:
    // Once a turn. The inventory is already as it says: removed nodes are gone.
    void changed(const Cistern::Changes &changes);

private:
    struct SystemData;
    using Reading = QHash<CimPath, const CimInstance *>;

    NodeId add(Node node);
    void removeBranch(NodeId id);
    void dropSystem(const QString &id);
    void note(QList<NodeId> Changes::*list, NodeId id);
    NodeId siteNode(const QString &name);
    NodeId groupNode(SystemData &data, QLatin1StringView name);
    static Spot groupSpot(const CimInstance &object);
    Spot spotOf(const SystemData &data, const Reading &reading, const CimPath &path) const;
    QHash<CimPath, Spot> spotsOf(const SystemData &data, const Reading &reading,
                                 const QList<CimInstance> &objects) const;
    NodeId place(SystemData &data, const Reading &reading, const CimPath &path,
                 const QDateTime &read);

    QHash<NodeId, Node> m_nodes;
    QHash<QString, std::shared_ptr<SystemData>> m_systems;
    NodeId m_last = 0;
    Changes m_pending;
    bool m_announced = false;
};

} // namespace Cistern
