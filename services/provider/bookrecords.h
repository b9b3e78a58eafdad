// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the space books hold of a pool and of an extent or volume, and what each of them adds to
// the sums and relations of others. Values.
#pragma once

#include "services/cim/cimpath.h"
#include "services/provider/locations.h"

#include <QMap>
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

// Bytes, by pool; Carved by extent.
enum class BookSum : quint8 {
    Consumed, // of it, by pools and volumes
    Unused,   // its extents that serve nobody
    Held,     // what it has: extents that serve it, and what it draws
    Carved,   // that moved into other files
};
inline constexpr size_t bookSums = 4;

// From a pool, Carving from an extent, to ids.
enum class BookRelation : quint8 {
    Children, // pools that list or draw from it
    Serving,  // extents that serve it
    Home,     // extents and volumes whose home it is
    Carving,  // elements with bytes of it
};
inline constexpr size_t bookRelations = 4;

template<class Call>
void eachSum(const BookPool &pool, Call call)
{
    for (auto draw = pool.draws.cbegin(); draw != pool.draws.cend(); ++draw) {
        call(BookSum::Consumed, draw.key(), *draw);
        call(BookSum::Held, pool.id, *draw);
    }
}

template<class Call>
void eachSum(const BookElement &element, Call call)
{
    const bool available = element.kind == BookElement::Kind::Extent && element.user.isEmpty();
    call(available ? BookSum::Unused : BookSum::Consumed, element.home, element.size);
    if (!element.user.isEmpty())
        call(BookSum::Held, element.user, element.size);
    for (auto part = element.carved.cbegin(); part != element.carved.cend(); ++part)
        call(BookSum::Carved, part.key(), *part);
}

// A pool may name another one twice, as a source and as what it draws from.
template<class Call>
void eachRelation(const BookPool &pool, Call call)
{
    for (const QString &source : pool.sources)
        call(BookRelation::Children, source);
    for (auto draw = pool.draws.cbegin(); draw != pool.draws.cend(); ++draw) {
        if (!pool.sources.contains(draw.key()))
            call(BookRelation::Children, draw.key());
    }
}

template<class Call>
void eachRelation(const BookElement &element, Call call)
{
    call(BookRelation::Home, element.home);
    if (!element.user.isEmpty())
        call(BookRelation::Serving, element.user);
    for (auto part = element.carved.cbegin(); part != element.carved.cend(); ++part)
        call(BookRelation::Carving, part.key());
}

} // namespace Cistern
