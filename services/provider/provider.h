// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The local target behind its door: envelope in, envelope out, on a thread of its own. Owned by
// app/services or a test; its functions may be called from any thread and never block.
#pragma once

#include "services/core/async.h"
#include "services/core/clock.h"
#include "services/provider/faultpoints.h"
#include "services/provider/pipeoptions.h"
#include "services/wsman/responder.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>

namespace Cistern {

class Target;

// A folder that gives space: one primordial pool.
struct StorageLocation
{
    QString id, name, folder;
    std::optional<quint64> limit; // bytes
    quint64 total = 0, free = 0;  // bytes, of the moment it was asked

    bool operator==(const StorageLocation &) const = default;
};

class Provider : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString store;                            // the folder; made when missing
        QString systemName = {};                  // that a first run takes; the host's when empty
        std::optional<quint64> firstLimit = {};   // of the location that a first run adds
        Clock *clock = nullptr;                   // outlives the provider; the real one when null
        std::shared_ptr<FaultPoints> faults = {}; // none when null
        PipeOptions pipes = {};
        bool events = true; // false: a target that knows no subscriptions
    };

    // Opening starts at once on the provider's thread; requests wait for it.
    explicit Provider(const Options &options, QObject *parent = nullptr);
    // Stops work at the next safe point, within seconds; the next start puts files and jobs right.
    ~Provider() override;

    // InUse (parameter: the folder, code: the process, serverText: its name) or Storage when the
    // store can not be opened; requests are then answered with a fault that says so.
    Answer<Done> opened() const { return m_opened.answer(); }
    Responder responder() const;
    // Whether a connection would be taken at all; may be kept beyond the provider's end.
    std::function<Answer<Done>()> admission() const;

    Answer<QList<StorageLocation>> locations() const;
    // The folder must be there. Exists, NotFound, Denied. An empty name: the folder's own.
    Answer<StorageLocation> addLocation(const QString &folder, std::optional<quint64> limit,
                                        const QString &name = {});
    Answer<Done> removeLocation(
        const QString &idOrFolder); // InUse while pools or extents are in it

    // Pipes go to peers and come from peers alone; a pipe needs either system among the other's.
    Answer<QList<PipePeer>> peers() const;
    // Replaces the one of that name. InvalidValue: name, place or fingerprint.
    Answer<Done> addPeer(const PipePeer &peer);
    Answer<Done> removePeer(const QString &name); // NotFound; InUse while pipes go there
    Answer<PipeIdentity> pipeIdentity() const;    // what peers must be told

    // Puts an object as it is, past all rules, for practice sites and tests: other capabilities, a
    // stopped service, objects of another system (foreign: no books are kept for them).
    Answer<Done> adjust(const CimInstance &object, bool foreign = false);

private:
    struct Door; // outlives the provider in responders that are still held
    template<class T, class Call>
    Answer<T> ask(Call call) const;

    QThread m_thread;
    std::shared_ptr<Door> m_door;
    Pledge<Done> m_opened;
};

} // namespace Cistern
