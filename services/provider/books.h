// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The space books as one value: who holds which bytes of what. What the store has and what differs
// from it, written back as that difference; SP.R34 holds by construction, because every total is a
// sum. What it costs does not grow with the number of pools. Value that the store outlives;
// provider's thread.
#pragma once

#include "services/provider/bookindex.h"
#include "services/provider/ledger.h"
#include "services/provider/objectstore.h"
#include "services/provider/resourceclaim.h"

#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace Cistern {

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
    Ledger<BookPool> pools;
    Ledger<BookElement> elements;
    QList<Booking> bookings;

    static Books read(const ObjectStore &store); // with the free space of this moment
    // Puts and removes whatever differs from the store, and what depends on it or on the booking,
    // which is over. Primordial figures are not kept.
    void write(const ObjectStore &store, StoreChange &change, const Booking &over = {}) const;
    // The figures of this moment, for readers: of all pools, or of some.
    void showFigures(ObjectStore &store) const;
    void showFigures(ObjectStore &store, const QSet<QString> &pools) const;

    QList<BookPool> locations() const; // primordial pools
    QSet<QString> bookedPools() const; // whose figures work under way moves
    QStringList related(BookRelation which, const QString &key) const; // in the order of ids
    QString elementOfFile(const QString &file) const;                  // empty when there is none

    QMap<QString, quint64> consumedFrom(const QString &pool) const; // dependent id to SpaceConsumed
    bool isSource(const QString &pool) const;                       // somebody consumes of it
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
    bool locked(const QString &id) const; // work under way changes it, or has taken it as a source
    bool lockedAbove(const QString &pool) const;  // it or a pool whose extents give its bytes
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

private:
    quint64 sum(BookSum which, const QString &key) const;
    // Of a pool or volume from a pool; nothing when it does not list it.
    std::optional<quint64> consumption(const QString &pool, const QString &dependent) const;
    void writePool(const ObjectStore &store, StoreChange &change, const QString &id) const;
    void writeElement(const ObjectStore &store, StoreChange &change, const QString &id) const;

    const BookIndex *m_index = nullptr;
};

} // namespace Cistern
