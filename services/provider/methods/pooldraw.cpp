// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/methods/pooldraw.h"

#include <QDir>
#include <QUuid>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QString newDeviceId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QString extentFile(const Books &books, const QString &location, const QString &id)
{
    return QDir(books.pools[location].folder).filePath(id + u".extent"_s);
}
} // namespace

PoolDraw::PoolDraw(const Books &books, const QString &pool, const QStringList &extents,
                   const QStringList &pools)
    : m_books(books), m_pool(pool), m_extents(extents), m_pools(pools)
{
    for (const QString &extent : m_extents)
        m_most += m_books.elements[extent].size;
    for (const QString &source : m_pools) {
        const quint64 bytes = available(source);
        m_given[source] = bytes; // so that those who share its filesystem see less
        m_most += bytes;
    }
    m_given.clear();
}

QStringList PoolDraw::held() const
{
    return m_pool.isEmpty() ? QStringList() : m_books.related(BookRelation::Serving, m_pool);
}

quint64 PoolDraw::ownIn(const QString &location) const
{
    quint64 bytes = 0;
    for (const QString &id : held()) {
        const BookElement &element = m_books.elements[id];
        if (element.own && element.home == location)
            bytes += element.size;
    }
    return bytes;
}

quint64 PoolDraw::available(const QString &source) const
{
    const quint64 held = m_pool.isEmpty()
        ? 0
        : m_books.pools[m_pool].draws.value(source) + ownIn(source);
    QMap<QString, quint64> drawn; // by this request, beyond what the pool has
    for (const QString &other : m_given.keys()) {
        const quint64 before = m_pool.isEmpty() ? 0 : ownIn(other);
        if (other != source && m_given[other] > before)
            drawn.insert(other, m_given[other] - before);
    }
    return held + m_books.freeFor(source, drawn);
}

bool PoolDraw::take(quint64 size)
{
    for (const QString &extent : m_extents) {
        const quint64 bytes = std::min(size, m_books.elements[extent].size);
        if (bytes == 0)
            break;
        m_used.insert(extent, bytes);
        size -= bytes;
        if (bytes < m_books.elements[extent].size) {
            const QString id = newDeviceId();
            m_rests.insert(extent,
                           {id, extentFile(m_books, m_books.elements[extent].location, id),
                            m_books.elements[extent].size - bytes});
        }
    }
    for (const QString &source : m_pools) {
        const quint64 bytes = std::min(size, available(source));
        m_given.insert(source, bytes);
        size -= bytes;
        if (!m_books.pools[source].primordial || bytes == 0)
            continue;
        Own own{newDeviceId(), {}, bytes};
        own.file = extentFile(m_books, source, own.id);
        for (const QString &id : held()) {
            const BookElement &element = m_books.elements[id];
            if (element.own && element.home == source)
                own = {element.id, element.file, bytes};
        }
        m_own.insert(source, own);
    }
    return size == 0 && moveCarved();
}

// Volumes of this pool, or of one below it, have bytes of an extent that it has no more part in.
bool PoolDraw::isLeft(const QString &extent) const
{
    const bool drawn = std::any_of(
        m_given.keyBegin(), m_given.keyEnd(), [this, &extent](const QString &source) {
            return m_given[source] > 0 && m_books.physicalExtents(source).contains(extent);
        });
    const QStringList carving = m_books.related(BookRelation::Carving, extent);
    return !drawn && std::any_of(carving.begin(), carving.end(), [this](const QString &id) {
        return m_books.descends(m_books.elements[id].home, m_pool);
    });
}

// Volumes lie in files of their own whose bytes came out of the pool's extents. Extents that shrink
// or go pass these on to others of the same location.
bool PoolDraw::moveCarved()
{
    if (m_pool.isEmpty())
        return true;
    QMap<QString, quint64> sizes; // of the extents afterwards
    for (auto it = m_used.begin(); it != m_used.end(); ++it)
        sizes.insert(it.key(), *it);
    for (const Own &own : m_own)
        sizes.insert(own.id, own.size);
    QMap<QString, quint64> room;
    QMap<QString, quint64> excess;
    for (const QString &extent : m_books.physicalExtents(m_pool)) {
        if (m_books.elements[extent].user != m_pool) {
            if (isLeft(extent))
                return false;
            continue; // of a parent, which stays as it is
        }
        const quint64 carved = m_books.carvedOut(extent), size = sizes.value(extent);
        if (carved > size)
            excess.insert(extent, carved - size);
    }
    for (auto it = sizes.begin(); it != sizes.end(); ++it) {
        const quint64 carved = m_books.carvedOut(it.key());
        room.insert(it.key(), *it > carved ? *it - carved : 0);
    }
    for (const QString &from : excess.keys()) {
        for (const QString &id : m_books.related(BookRelation::Carving, from)) {
            if (m_books.locked(id))
                continue;
            const BookElement &element = m_books.elements[id];
            quint64 part = std::min(excess[from], element.carved.value(from));
            for (const QString &to : room.keys()) {
                const bool isNew = !m_books.elements.contains(to);
                if (isNew || m_books.elements[to].location != m_books.elements[from].location)
                    continue;
                const quint64 bytes = std::min(part, room[to]);
                if (bytes == 0)
                    continue;
                m_moves.append({element.id, from, to, bytes});
                room[to] -= bytes;
                part -= bytes;
                excess[from] -= bytes;
            }
        }
        if (excess[from] > 0)
            return false;
    }
    return true;
}

void PoolDraw::apply(Books &books, const BookPool &pool) const
{
    const QString &id = pool.id;
    BookPool &made = books.pools.edit(id);
    made = pool;
    made.sources = m_pools;
    made.given.clear();
    made.draws.clear();
    for (const QString &extent : books.related(BookRelation::Serving, id)) {
        if (!books.elements[extent].own)
            books.elements.edit(extent).user.clear();
        else if (!m_own.contains(books.elements[extent].home))
            books.elements.remove(extent);
    }
    for (const QString &extent : m_extents) {
        if (!m_used.contains(extent))
            continue;
        BookElement &element = books.elements.edit(extent);
        if (m_rests.contains(extent)) {
            const Own &rest = m_rests[extent];
            BookElement split{.kind = BookElement::Kind::Extent,
                              .id = rest.id,
                              .name = element.name,
                              .systemName = element.systemName,
                              .size = rest.size,
                              .location = element.location,
                              .home = element.home,
                              .user = {},
                              .own = false,
                              .file = rest.file,
                              .carved = element.carved};
            // Its share of what the extent itself was carved from goes along.
            if (!element.carved.isEmpty()) {
                books.giveBack(split, m_used[extent]);
                for (auto it = split.carved.begin(); it != split.carved.end(); ++it)
                    element.carved[it.key()] -= *it;
            }
            element.size = m_used[extent];
            books.elements.insert(split.id, split);
        }
        books.elements.edit(extent).user = id;
        made.given.append(extent);
    }
    for (const QString &source : m_pools) {
        if (m_own.contains(source)) {
            const Own &own = m_own[source];
            BookElement &element = books.elements.edit(own.id);
            if (element.id.isEmpty())
                element = {.kind = BookElement::Kind::Extent,
                           .id = own.id,
                           .name = {},
                           .systemName = pool.systemName,
                           .size = own.size,
                           .location = source,
                           .home = source,
                           .user = id,
                           .own = true,
                           .file = own.file,
                           .carved = {}};
            element.size = own.size;
            element.name = u"Extent of %1"_s.arg(pool.name);
        } else if (!books.pools[source].primordial && m_given.value(source) > 0) {
            made.draws.insert(source, m_given[source]);
        }
    }
    for (const Move &move : m_moves) {
        if (books.elements[move.element].carved.value(move.from) < move.bytes)
            continue; // it gave them back meanwhile
        BookElement &element = books.elements.edit(move.element);
        element.carved[move.from] -= move.bytes;
        if (element.carved[move.from] == 0)
            element.carved.remove(move.from);
        element.carved[move.to] += move.bytes;
    }
}

Booking PoolDraw::booking() const
{
    Booking booking;
    for (const QString &source : m_given.keys()) {
        const quint64 held = m_pool.isEmpty()
            ? 0
            : m_books.pools[m_pool].draws.value(source) + ownIn(source);
        if (m_given[source] > held)
            booking.fromPools.insert(source, m_given[source] - held);
        else
            booking.fromPools.insert(source, 0); // work under way knows its sources
    }
    for (const QString &extent : m_used.keys()) {
        if (m_books.elements[extent].user.isEmpty()) {
            booking.extents.insert(extent);
            booking.fromPools[m_books.elements[extent].home] += 0;
        }
    }
    for (const Move &move : m_moves)
        booking.locked.insert(move.element);
    return booking;
}

QSet<QString> PoolDraw::split() const
{
    return QSet<QString>(m_rests.keyBegin(), m_rests.keyEnd());
}

} // namespace Cistern
