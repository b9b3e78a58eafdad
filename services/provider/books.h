// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The space books as one value: who holds which bytes of what. Read from the store, changed as a
// whole, written back as a difference; SP.R34 holds by construction, because every total is a sum.
// Value; provider's thread.
#pragma once

#include "services/provider/locations.h"
#include "services/provider/objectstore.h"
#include "services/provider/resourceclaim.h"

#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace Cistern {

// Ids are the InstanceID of a pool and the DeviceID of an extent or volume.
struct BookPool
{
    QString id, name;
    QString systemName; // the system that hosts it
    bool primordial = false;
    // Of a primordial pool: its storage location.
    QString folder = {};
    std::optional<quint64> limit = {}; // bytes
    FileSystemSpace space = {};
    // Of a concrete pool:
    QStringList sources = {}; // InPools in their order
    QMap<QString, quint64> draws =
        {};                 // bytes booked in concrete parents, without a file of its own
    QStringList given = {}; // InExtents in their order
    CimPath goal = {};      // taken over when the pool is made or its goal changes; else empty
};

struct BookElement
{
    enum class Kind { Extent, Volume };
    Kind kind = Kind::Extent;
    QString id, name;
    QString systemName;
    quint64 size = 0;
    QString location; // the primordial pool in whose folder the file lies
    QString home;     // extent: the pool it is a component of while unused; volume: its pool
    QString user;     // extent: the pool it serves; empty while it is available
    bool own = false; // extent made for its pool, goes when the pool goes
    QString file;
    QMap<QString, quint64> carved; // bytes that moved into this file from extents
};

// What work on its way has taken already.
struct Booking
{
    QMap<QString, quint64> fromPools;   // pool id to bytes
    QMap<QString, quint64> fromExtents; // carved out of extents, or on the way back into them
    QSet<QString> extents;              // taken as sources
    QSet<QString> locked;               // pools, extents and volumes that are being changed
    QSet<QString> taken;                // of other pools: identities and devices, in any spelling
    QMap<QString, quint64> written;     // of fromPools of locations: bytes on disk already
    QList<ResourceClaim> claims;        // of resource pools, as they will be
};

class Books
{
public:
    QMap<QString, BookPool> pools;
    QMap<QString, BookElement> elements;
    QList<Booking> bookings;

    static Books read(const ObjectStore &store); // with the free space of this moment
    // Puts and removes whatever differs from the store. Primordial figures are not kept.
    void write(const ObjectStore &store, StoreChange &change) const;
    void showFigures(ObjectStore &store) const; // the figures of this moment, for readers

    QMap<QString, quint64> consumedFrom(const QString &pool) const; // dependent id to SpaceConsumed
    quint64 consumed(const QString &pool) const;
    quint64 unusedExtents(const QString &pool) const; // bytes of its available extents
    quint64 booked(const QString &pool) const;
    // Bytes that a new element by size may take: whole steps, bookings left out. The bytes drawn
    // are what the same request took before from locations.
    quint64 freeFor(const QString &pool, const QMap<QString, quint64> &drawn = {}) const;
    quint64 remaining(const QString &pool) const;
    quint64 total(const QString &pool) const;
    quint64 carvedOut(
        const QString &extent) const; // bytes of it that live in other files, booked ones too
    quint64 fileBytes(const QString &element) const; // length its file must have
    bool locked(const QString &id) const;
    bool busyAsSource(const QString &pool) const; // work under way books from it
    bool descends(const QString &pool, const QString &ancestor) const; // by any chain of sources
    QList<QString> physicalExtents(const QString &pool) const; // its own, else those of its parents
    // Where bytes for a file can come from: extents and amounts, all in one location.
    struct Carve
    {
        QString location;
        QMap<QString, quint64> bytes;
        quint64 sum = 0;
    };
    // Of the given location, or of the one that offers most; at most `wanted` bytes.
    Carve carve(const QString &pool, quint64 wanted, const QString &location = {}) const;
    quint64 carvable(const QString &pool, const QString &location = {}) const;
    void giveBack(BookElement &element, quint64 bytes) const; // undoes carving, last extents first
};

} // namespace Cistern
