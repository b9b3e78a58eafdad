// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/virtualizationfigures.h"

#include "services/provider/hostfigures.h"
#include "services/provider/objects.h"
#include "services/provider/virtualizationobjects.h"
#include "services/schema/schema.h"

#include <QDir>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const QString nameSpace(Schema::virtualization);

QStringList folders(const Books &storage)
{
    QStringList found;
    for (const BookPool &pool : storage.locations())
        found.append(pool.folder);
    return found;
}

QStringList ports(const ObjectStore &store)
{
    QStringList found;
    for (const StoredObject *port : store.ofClass(u"Msvm_ExternalEthernetPort", nameSpace))
        found.append(port->instance.path().toText());
    return found;
}

QStringList keysOf(const QStringList &hosts)
{
    QStringList keys;
    for (const QString &host : hosts)
        keys.append(Virtualization::hostKey(host));
    return keys;
}

// As a reader would write them.
QStringList hostsOf(const ObjectStore &store, const Books &storage, quint64 type)
{
    return type == 31 ? folders(storage) : type == 33 ? ports(store) : QStringList();
}

quint64 capacityOf(const ObjectStore &store, const Books &storage, const CimInstance &pool)
{
    constexpr quint64 wholeProcessor = 100000; // percent / 1000
    constexpr quint64 mebibyte = 1024 * 1024;
    switch (pool.value(u"ResourceType").toUnsigned().value_or(0)) {
    case 3:
        return HostFigures::logicalProcessors() * wholeProcessor;
    case 4:
        return HostFigures::memory() / mebibyte;
    case 31:
        return Virtualization::freeStorage(storage);
    case 33:
        return quint64(ports(store).size());
    default:
        return pool.value(u"Capacity").toUnsigned().value_or(0);
    }
}
} // namespace

// What the locations have free; those on one filesystem share it.
quint64 Virtualization::freeStorage(const Books &storage)
{
    QMap<quint64, quint64> usable, free;
    for (const BookPool &pool : storage.locations()) {
        usable.insert(pool.space.device, pool.space.usable);
        free[pool.space.device] += storage.freeFor(pool.id);
    }
    quint64 sum = 0;
    for (auto it = free.begin(); it != free.end(); ++it)
        sum += std::min(*it, usable.value(it.key()));
    return sum;
}

QString Virtualization::hostKey(const QString &host)
{
    auto path = CimPath::fromText(host);
    if (!path || !path->isInstance())
        return QDir::cleanPath(host);
    if (path->nameSpace().isEmpty())
        path->setNameSpace(nameSpace);
    return keyOf(*path);
}

QStringList Virtualization::hosts(const ObjectStore &store, const Books &storage)
{
    return keysOf(folders(storage) + ports(store));
}

bool Virtualization::usesHost(const ObjectStore &store, const Books &storage, const QString &host)
{
    QList<ResourceClaim> claims;
    for (const Booking &booking : storage.bookings)
        claims += booking.claims;
    for (const StoredObject *object : store.ofClass(u"CIM_ResourcePool", nameSpace))
        claims.append(ResourceBooks::fromJson({}, object->facts));
    const QString key = hostKey(host);
    return std::any_of(claims.begin(), claims.end(), [&key](const ResourceClaim &claim) {
        return std::any_of(claim.terms.begin(), claim.terms.end(),
                           [&key](const auto &terms) { return keysOf(terms.hosts).contains(key); });
    });
}

ResourceBooks Virtualization::books(const ObjectStore &store, const Books &storage)
{
    const auto rootOf = [&](const CimInstance &pool) {
        const quint64 type = pool.value(u"ResourceType").toUnsigned().value_or(0);
        return ResourceBooks::Root{.capacity = capacityOf(store, storage, pool),
                                   .hosts = keysOf(hostsOf(store, storage, type))};
    };
    ResourceBooks books = ResourceBooks::read(store, nameSpace, rootOf, hostKey);
    books.add(storage.bookings);
    books.settle();
    return books;
}

void Virtualization::showFigures(ObjectStore &store, const Books &storage)
{
    const ResourceBooks now = books(store, storage);
    QMap<QString, QString> written; // key of a host resource to how it is written
    for (const QString &host : folders(storage) + ports(store))
        written.insert(hostKey(host), host);
    QList<CimPath> pools;
    for (const StoredObject *object : store.ofClass(u"CIM_ResourcePool", nameSpace))
        pools.append(object->instance.path());
    for (const CimPath &path : std::as_const(pools)) {
        const QString id = path.key(u"InstanceID").toString();
        if (!now.has(id))
            continue;
        const quint64 capacity = now.capacity(id);
        store.show(path, u"Capacity", CimValue::uint64(capacity));
        store.show(path, u"Reserved", CimValue::uint64(now.reserved(id)));
        QStringList hosts;
        for (const QString &key : now.hosts(id))
            hosts.append(written.value(key, key));
        showPrototypes(store, path, capacity, hosts);
    }
}

} // namespace Cistern
