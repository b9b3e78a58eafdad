// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Everything known of all systems, as a tree of nodes with stable ids. Reads happen elsewhere
// (Refresher); this keeps, compares (on the pool) and says once a turn what changed. Owned by
// app/services; GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/inventory/known.h"
#include "services/inventory/node.h"
#include "services/inventory/nodepages.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>

#include <memory>
#include <span>
#include <utility>

namespace Cistern {

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
    // Of those the ones that the system has of itself, and how many somebody made; these are known
    // without a look at each of them.
    QList<NodeId> primordials(const QString &systemId, const QString &className) const;
    qsizetype madeCount(const QString &systemId, const QString &className,
                        const QString &nameSpace = {}) const; // empty: of any

    // Nothing of it was read, and no reading is being taken.
    bool isBlank(const QString &systemId) const;

    // What is configured, whole: nodes that are no longer in it go, others keep their ids.
    void setSystems(const QList<std::pair<QString, QString>> &idsAndNames,
                    const QHash<QString, QString> &sites);
    // What was read of one system, whole, likewise. It is compared on the pool and the tree follows
    // in small steps, a few a turn; done when it is all there. One that comes meanwhile waits, one
    // that waited gives way to it.
    Answer<Done> take(const QString &systemId, const Findings &findings);
    // The same at once: for few objects.
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
    // The same with what they join it to, in a fraction of the time: one for each two ends of a
    // link, which live until the next change.
    struct Linked
    {
        const CimInstance *link = nullptr;
        QStringView role;      // of path
        QStringView otherRole; // empty where there is no other end
        NodeId other = -1;     // -1: unknown
    };
    QList<Linked> linked(const QString &systemId, const CimPath &path) const;

Q_SIGNALS:
    // Once a turn, and of some thousands of nodes at most where many are concerned. The inventory
    // is already as it says: removed nodes are gone, also those that it has yet to tell of.
    void changed(const Cistern::Changes &changes);

private:
    struct SystemData;
    class Turn;

    Node &at(NodeId id) { return m_nodes.find(id)->node; }
    Node &add(Node node);
    void removeNode(NodeId id); // nothing that is found stands below it
    void leave(NodeId id);
    bool tellOfLeaving();
    void dropSystem(const QString &id);
    void note(QList<NodeId> Changes::*list, NodeId id);
    void noteUpdated(const Node &node);
    void announce();
    NodeId siteNode(const QString &name);
    NodeId groupNode(SystemData &data, qint16 row);
    qint32 placeOf(const SystemData &data, const CimPath &path) const;
    std::span<const Known::Tie> tiesOf(const SystemData &data, const CimPath &path) const;

    void begin(const std::shared_ptr<SystemData> &data, const Findings &findings,
               const QList<Pledge<Done>> &pledges);
    void accept(SystemData &data, const std::shared_ptr<Comparison> &comparison);
    bool follow(SystemData &data, Turn &turn); // all of it is in the tree now
    void addNext(SystemData &data);
    void keepNext(SystemData &data);
    void describe(SystemData &data);
    void endTaking(SystemData &data);
    bool mark(SystemData &data, Turn &turn); // likewise
    bool work(const std::shared_ptr<SystemData> &data, Turn &turn);
    void workSoon(const QString &systemId);
    void workOn();

    NodePages m_nodes;
    QHash<QString, std::shared_ptr<SystemData>> m_systems;
    NodeId m_last = 0;
    NodeId m_lastTold = 0; // newer nodes are in no signal yet
    Changes m_pending;
    bool m_pendingGone = false; // some of the added of m_pending
    bool m_announced = false;
    quint64 m_turns = 1;
    quint64 m_takings = 0;
    QList<QString> m_working; // systems whose part of the tree has to follow yet
    QList<NodeId> m_leaving;  // of systems that went: hidden, and still to be told of and freed
    QTimer m_soon;            // a turn each
};

} // namespace Cistern
