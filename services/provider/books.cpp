// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/books.h"

#include <algorithm>
#include <limits>

namespace Cistern {

namespace {
quint64 sumOf(const QMap<QString, quint64> &amounts)
{
    quint64 sum = 0;
    for (const quint64 amount : amounts)
        sum += amount;
    return sum;
}

quint64 less(quint64 from, quint64 amount)
{
    return from > amount ? from - amount : 0;
}
} // namespace

QMap<QString, quint64> Books::consumedFrom(const QString &pool) const
{
    QMap<QString, quint64> links;
    for (const BookPool &child : pools) {
        // A listed pool that gives nothing keeps a link of 0 (SP.R28).
        if (child.sources.contains(pool) || child.draws.contains(pool))
            links[child.id] += child.draws.value(pool);
    }
    for (const BookElement &element : elements) {
        if (element.home != pool)
            continue;
        if (element.kind == BookElement::Kind::Volume)
            links[element.id] += element.size;
        else if (!element.user.isEmpty())
            links[element.user] += element.size;
    }
    return links;
}

quint64 Books::consumed(const QString &pool) const
{
    return sumOf(consumedFrom(pool));
}

quint64 Books::unusedExtents(const QString &pool) const
{
    quint64 sum = 0;
    for (const BookElement &element : elements) {
        if (element.kind == BookElement::Kind::Extent && element.home == pool
            && element.user.isEmpty())
            sum += element.size;
    }
    return sum;
}

quint64 Books::booked(const QString &pool) const
{
    quint64 sum = 0;
    for (const Booking &booking : bookings)
        sum += booking.fromPools.value(pool);
    return sum;
}

quint64 Books::freeFor(const QString &id, const QMap<QString, quint64> &drawn) const
{
    const BookPool &pool = pools[id];
    const quint64 taken = consumed(id) + unusedExtents(id) + booked(id) + drawn.value(id);
    quint64 free = 0;
    if (pool.primordial) {
        // Locations on one filesystem share it: what one books lowers all; bytes on disk already
        // are missing from its free space by themselves.
        quint64 pending = 0;
        for (const BookPool &other : pools) {
            if (!other.primordial || other.space.device != pool.space.device)
                continue;
            pending += drawn.value(other.id);
            for (const Booking &booking : bookings)
                pending += less(booking.fromPools.value(other.id), booking.written.value(other.id));
        }
        free = less(pool.space.usable, pending);
        if (pool.limit)
            free = std::min(free, less(*pool.limit, taken));
    } else {
        free = less(total(id), taken);
    }
    return free / sizeStep * sizeStep;
}

quint64 Books::remaining(const QString &id) const
{
    const BookPool &pool = pools[id];
    if (pool.primordial)
        return freeFor(id) + unusedExtents(id);
    return less(total(id), consumed(id) + booked(id));
}

quint64 Books::total(const QString &id) const
{
    const BookPool &pool = pools[id];
    if (pool.primordial)
        return remaining(id) + consumed(id);
    quint64 sum = sumOf(pool.draws);
    for (const BookElement &element : elements) {
        if (element.user == id)
            sum += element.size;
    }
    return sum;
}

quint64 Books::carvedOut(const QString &extent) const
{
    quint64 sum = 0;
    for (const BookElement &element : elements)
        sum += element.carved.value(extent);
    for (const Booking &booking : bookings)
        sum += booking.fromExtents.value(extent);
    return sum;
}

quint64 Books::fileBytes(const QString &id) const
{
    return less(elements[id].size, carvedOut(id));
}

bool Books::locked(const QString &id) const
{
    return std::any_of(bookings.begin(), bookings.end(),
                       [&id](const Booking &b) { return b.locked.contains(id); });
}

bool Books::busyAsSource(const QString &pool) const
{
    return std::any_of(bookings.begin(), bookings.end(), [this, &pool](const Booking &booking) {
        return booking.fromPools.contains(pool)
            || std::any_of(
                   booking.fromExtents.keyBegin(), booking.fromExtents.keyEnd(),
                   [this, &pool](const QString &extent) { return elements[extent].user == pool; });
    });
}

bool Books::descends(const QString &pool, const QString &ancestor) const
{
    if (pool == ancestor)
        return true;
    const auto found = pools.constFind(pool);
    if (found == pools.constEnd())
        return false;
    QSet<QString> parents(found->sources.begin(), found->sources.end());
    for (const BookElement &element : elements) {
        if (element.user == pool)
            parents.insert(element.home);
    }
    return std::any_of(parents.begin(), parents.end(),
                       [&](const QString &parent) { return descends(parent, ancestor); });
}

QList<QString> Books::physicalExtents(const QString &pool) const
{
    QList<QString> extents;
    for (const BookElement &element : elements) {
        if (element.kind == BookElement::Kind::Extent && element.user == pool)
            extents.append(element.id);
    }
    for (const QString &parent : pools[pool].draws.keys()) {
        for (const QString &extent : physicalExtents(parent)) {
            if (!extents.contains(extent)) // two parents may draw from the same pool
                extents.append(extent);
        }
    }
    return extents;
}

quint64 Books::carvable(const QString &pool, const QString &location) const
{
    return carve(pool, std::numeric_limits<quint64>::max(), location).sum;
}

Books::Carve Books::carve(const QString &pool, quint64 wanted, const QString &location) const
{
    QMap<QString, Carve> places;
    const QList<QString> extents = physicalExtents(pool);
    for (const QString &extent : extents) {
        const QString &place = elements[extent].location;
        Carve &carve = places[place];
        carve.location = place;
        const quint64 bytes = std::min(fileBytes(extent), wanted - carve.sum);
        if (bytes > 0)
            carve.bytes.insert(extent, bytes);
        carve.sum += bytes;
    }
    if (!location.isEmpty())
        return places.value(location);
    Carve best;
    for (const Carve &carve : std::as_const(places)) {
        if (best.location.isEmpty() || carve.sum > best.sum)
            best = carve;
    }
    return best;
}

void Books::giveBack(BookElement &element, quint64 bytes) const
{
    for (const QString &extent : element.carved.keys()) {
        const quint64 part = std::min(bytes, element.carved.value(extent));
        bytes -= part;
        element.carved[extent] -= part;
        if (element.carved.value(extent) == 0)
            element.carved.remove(extent);
    }
}

} // namespace Cistern
