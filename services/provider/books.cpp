// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/books.h"

#include <algorithm>
#include <limits>

namespace Cistern {

namespace {
quint64 less(quint64 from, quint64 amount)
{
    return from > amount ? from - amount : 0;
}
} // namespace

// The sum of what the store has, and of what is different here.
quint64 Books::sum(BookSum which, const QString &key) const
{
    quint64 sum = m_index ? m_index->sum(which, key) : 0;
    const auto add = [&](const auto &record, bool in) {
        eachSum(record, [&](BookSum of, const QString &at, quint64 bytes) {
            if (of == which && at == key)
                sum += in ? bytes : 0 - bytes;
        });
    };
    const auto addChanges = [&add](const auto &ledger) {
        const auto &changes = ledger.changes();
        for (auto it = changes.cbegin(); it != changes.cend(); ++it) {
            if (const auto *before = ledger.before(it.key()))
                add(*before, false);
            if (*it)
                add(**it, true);
        }
    };
    addChanges(pools);
    addChanges(elements);
    return sum;
}

QStringList Books::related(BookRelation which, const QString &key) const
{
    QSet<QString> ids = m_index ? m_index->related(which, key) : QSet<QString>();
    const auto addChanges = [&](const auto &ledger) {
        const auto &changes = ledger.changes();
        for (auto it = changes.cbegin(); it != changes.cend(); ++it) {
            bool is = false;
            if (*it) {
                eachRelation(**it, [&](BookRelation of, const QString &to) {
                    is = is || (of == which && to == key);
                });
            }
            if (is)
                ids.insert(it.key());
            else
                ids.remove(it.key());
        }
    };
    if (which == BookRelation::Children)
        addChanges(pools);
    else
        addChanges(elements);
    QStringList sorted(ids.cbegin(), ids.cend());
    sorted.sort();
    return sorted;
}

QString Books::elementOfFile(const QString &file) const
{
    for (const auto &changed : elements.changes()) {
        if (changed && changed->file == file)
            return changed->id;
    }
    const QString id = m_index ? m_index->elementOfFile(file) : QString();
    return elements[id].file == file ? id : QString();
}

QList<BookPool> Books::locations() const
{
    QSet<QString> ids = m_index ? m_index->primordial() : QSet<QString>();
    for (auto it = pools.changes().cbegin(); it != pools.changes().cend(); ++it)
        ids.insert(it.key());
    QStringList sorted(ids.cbegin(), ids.cend());
    sorted.sort();
    QList<BookPool> found;
    for (const QString &id : std::as_const(sorted)) {
        if (pools[id].primordial)
            found.append(pools[id]);
    }
    return found;
}

QSet<QString> Books::bookedPools() const
{
    QSet<QString> ids;
    for (const Booking &booking : bookings) {
        for (const QString &pool : booking.fromPools.keys())
            ids.insert(pool);
    }
    return ids;
}

QMap<QString, quint64> Books::consumedFrom(const QString &pool) const
{
    QMap<QString, quint64> links;
    // A listed pool that gives nothing keeps a link of 0 (SP.R28).
    for (const QString &child : related(BookRelation::Children, pool))
        links[child] += pools[child].draws.value(pool);
    for (const QString &id : related(BookRelation::Home, pool)) {
        const BookElement &element = elements[id];
        if (element.kind == BookElement::Kind::Volume)
            links[element.id] += element.size;
        else if (!element.user.isEmpty())
            links[element.user] += element.size;
    }
    return links;
}

std::optional<quint64> Books::consumption(const QString &pool, const QString &dependent) const
{
    if (const BookElement *volume = elements.find(dependent)) {
        const bool takes = volume->kind == BookElement::Kind::Volume && volume->home == pool;
        return takes ? std::optional(volume->size) : std::nullopt;
    }
    const BookPool *child = pools.find(dependent);
    if (!child)
        return std::nullopt;
    bool listed = child->sources.contains(pool) || child->draws.contains(pool);
    quint64 bytes = child->draws.value(pool);
    for (const QString &id : related(BookRelation::Serving, dependent)) {
        if (elements[id].home != pool)
            continue;
        listed = true;
        bytes += elements[id].size;
    }
    return listed ? std::optional(bytes) : std::nullopt;
}

bool Books::isSource(const QString &pool) const
{
    if (!related(BookRelation::Children, pool).isEmpty())
        return true;
    const QStringList parts = related(BookRelation::Home, pool);
    return std::any_of(parts.begin(), parts.end(), [this](const QString &id) {
        return elements[id].kind == BookElement::Kind::Volume || !elements[id].user.isEmpty();
    });
}

quint64 Books::consumed(const QString &pool) const
{
    return sum(BookSum::Consumed, pool);
}

quint64 Books::unusedExtents(const QString &pool) const
{
    return sum(BookSum::Unused, pool);
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
        for (const BookPool &other : locations()) {
            if (other.space.device != pool.space.device)
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
    return sum(BookSum::Held, id);
}

quint64 Books::carvedOut(const QString &extent) const
{
    quint64 bytes = sum(BookSum::Carved, extent);
    for (const Booking &booking : bookings)
        bytes += booking.fromExtents.value(extent);
    return bytes;
}

quint64 Books::fileBytes(const QString &id) const
{
    return less(elements[id].size, carvedOut(id));
}

bool Books::locked(const QString &id) const
{
    return std::any_of(bookings.begin(), bookings.end(), [&id](const Booking &b) {
        return b.locked.contains(id) || b.extents.contains(id);
    });
}

bool Books::lockedAbove(const QString &pool) const
{
    const QStringList parents = pools[pool].draws.keys();
    return locked(pool)
        || std::any_of(parents.begin(), parents.end(),
                       [this](const QString &parent) { return lockedAbove(parent); });
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
    const BookPool *found = pools.find(pool);
    if (!found)
        return false;
    QSet<QString> parents(found->sources.begin(), found->sources.end());
    for (const QString &extent : related(BookRelation::Serving, pool))
        parents.insert(elements[extent].home);
    return std::any_of(parents.begin(), parents.end(),
                       [&](const QString &parent) { return descends(parent, ancestor); });
}

QList<QString> Books::physicalExtents(const QString &pool) const
{
    QList<QString> extents;
    for (const QString &id : related(BookRelation::Serving, pool)) {
        if (elements[id].kind == BookElement::Kind::Extent)
            extents.append(id);
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
