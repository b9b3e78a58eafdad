// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Replication pipes of the local target: its endpoints, its peers, and one connection for each pair
// of a pipe, whose state is what readers see. Owned by the target; its thread.
#pragma once

#include "services/core/clock.h"
#include "services/core/outcome.h"
#include "services/provider/objectstore.h"
#include "services/provider/pipeoptions.h"
#include "services/provider/pipes/peer.h"
#include "services/provider/pipes/pipegate.h"
#include "services/provider/pipes/pipelink.h"
#include "services/provider/pipes/pipeobjects.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>

namespace Cistern {

class Work;

class Pipes : public QObject
{
    Q_OBJECT

public:
    static constexpr int endpointsPerAddress = 3;

    Pipes(ObjectStore &store, Work &work, Clock &clock, const PipeOptions &options,
          QObject *parent = nullptr);
    ~Pipes() override;

    // Once, when all is set up: opens the endpoints, and all pipes that are kept.
    Outcome<Done> open();
    // The state of each connection and endpoint, into the objects that readers see.
    void show();

    QString systemName() const { return m_systemName; }
    QList<Peer> peers() const;
    // Replaces the one of that name. InvalidValue (name, place, fingerprint).
    Outcome<Done> addPeer(const Peer &peer);
    Outcome<Done> removePeer(const QString &name); // NotFound; InUse while pipes go there
    PipeIdentity identity() const;

    QList<PipeObjects::Record> all() const { return PipeObjects::all(m_store); }
    QList<PipeObjects::Record> allAndUnderWay() const { return all() + m_underWay.values(); }
    bool busy(const QString &pipe) const { return m_underWay.contains(pipe); }
    // Pipes that end at the endpoint, also those under way; without one of them.
    int uses(const QString &system, const QString &endpoint, const QString &except) const;
    int count() const; // of pipes, with those under way

    // Opens the connections of a new pipe, or of new pairs of one that is there, then writes it
    // down. Answers once: 0; 3 a peer does not answer; 5 it is another, or lets nobody in; 4.
    // Anything but 0 leaves all as it was.
    using Answered = std::function<void(quint32 code)>;
    struct Order
    {
        PipeObjects::Record wanted;
        bool create = false;
        bool connects = false; // the pairs are new
        CimPath service;       // that was asked
        QString owner;         // who asked
    };
    void carryOut(const Order &order, const Answered &answered);

    enum class Removal { Removed, NotWhole, Busy, InUse, Failed };
    Removal remove(const CimPath &pipe);

private:
    using Link = std::unique_ptr<PipeLink>;
    struct Attempt;

    Outcome<Done> openEndpoints();
    void openPipe(const PipeObjects::Record &record);
    PipeLink::Terms terms(const PipeObjects::Record &record, qsizetype pair) const;
    void record(const std::shared_ptr<Attempt> &attempt);
    void close(Link link);
    void showPipe(const PipeObjects::Record &record);
    void showLook(const CimPath &path, quint16 operational, const QString &words,
                  const QString &status, quint16 health, quint16 enabled);
    QString protocol() const;

    ObjectStore &m_store;
    Work &m_work;
    Clock &m_clock;
    PipeOptions m_options;
    QString m_systemName;
    std::map<QString, Link> m_links;               // by the InstanceID of the pair's pipe
    std::map<QString, QString> m_closed;           // endpoints that do not listen, and why
    QMap<QString, PipeObjects::Record> m_underWay; // by InstanceID
    QList<std::shared_ptr<Attempt>> m_attempts;
    std::unique_ptr<PipeGate> m_gate; // goes first
};

} // namespace Cistern
