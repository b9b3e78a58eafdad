// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Root pools of a cluster: CreateResourcePool, AddResourcesToResourcePool,
// RemoveResourcesFromResourcePool, DeleteResourcePool (rules CRP.R1 to CRP.R25). Checks come in
// the order of the precedence of errors; what they find is booked before anything is answered.
#include "services/provider/clusterpools.h"
#include "services/provider/methods/clusterwork.h"
#include "services/provider/methods/poolservice.h"
#include "services/provider/objects.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QList<CimPath> pathsOf(const QList<const StoredObject *> &objects)
{
    QList<CimPath> paths;
    for (const StoredObject *object : objects)
        paths.append(object->instance.path());
    return paths;
}

bool allOfType(const QList<const StoredObject *> &devices, quint64 type)
{
    return std::all_of(devices.begin(), devices.end(), [type](const StoredObject *device) {
        return ClusterPools::typeOf(device->instance) == type;
    });
}

// A pool has the device, or work under way is about to.
bool anyTaken(const Invocation &call, const QList<const StoredObject *> &devices)
{
    const QList<Booking> bookings = call.work.bookings();
    return std::any_of(devices.begin(), devices.end(), [&](const StoredObject *device) {
        const CimPath path = device->instance.path();
        return ClusterPools::poolOf(call.store, path) || isTaken(bookings, keyOf(path));
    });
}

CimInstance memberLink(const CimPath &pool, const CimPath &device)
{
    return Objects::link("CISTERN_ConcreteComponent"_L1, "GroupComponent"_L1, pool,
                         "PartComponent"_L1, device);
}

// The parameters of adding and removing, steps 3 to 8; the first thing wrong is answered.
struct Members
{
    const StoredObject *pool = nullptr;
    QString id;
    QList<const StoredObject *> devices;
};
std::optional<Members> readMembers(const Invocation &call, quint64 method)
{
    const PoolService service(call);
    const auto refuse = [&call](quint32 code) {
        call.answer(code);
        return std::optional<Members>();
    };
    if (!service.enabled())
        return refuse(Failed);
    if (!service.has(method))
        return refuse(NotSupported);
    const auto devices = call.objects(call.in(u"HostResources"), u"CIM_LogicalDevice");
    const StoredObject *pool = call.object(call.in(u"Pool"), u"CIM_ResourcePool");
    if (!devices || devices->isEmpty() || !pool)
        return refuse(InvalidParameter);
    if (!allOfType(*devices, pool->instance.value(u"ResourceType").toUnsigned().value_or(0)))
        return refuse(ClusterWork::wrongType);
    return Members{pool, pool->instance.value(u"InstanceID").toString(), *devices};
}
} // namespace

void Methods::createResourcePool(const Invocation &call)
{
    const PoolService service(call);
    if (!service.enabled())
        return call.answer(Failed);
    if (!service.has(ClusterWork::CreateRoot))
        return call.answer(NotSupported);
    const CimValue name = call.in(u"ElementName");
    const auto devices = call.objects(call.in(u"HostResources"), u"CIM_LogicalDevice");
    const auto type = ClusterPools::typeFromText(call.in(u"ResourceType").toString());
    if (!nameFits(name) || !devices || !type)
        return call.answer(InvalidParameter);
    if (!allOfType(*devices, *type))
        return call.answer(ClusterWork::wrongType);
    if (anyTaken(call, *devices))
        return call.answer(InUse);

    const QString id = Objects::newId();
    const CimInstance pool = ClusterPools::pool(
        id, name.isNull() ? ClusterPools::freeName(call.store) : name.toString(), *type);
    WorkOrder order = ClusterWork::order(call, u"Create root pool %1"_s, pool,
                                         ClusterWork::CreateRoot);
    order.made = pool.path();
    order.sources = pathsOf(*devices);
    for (const CimPath &device : std::as_const(order.sources))
        order.booking.taken.insert(keyOf(device));
    order.record = [pool, devices = order.sources, system = ClusterWork::systemOf(call)](
                       const ObjectStore &, StoreChange &change) {
        change.put(pool);
        change.put(Objects::link("CISTERN_HostedResourcePool"_L1, "GroupComponent"_L1, system,
                                 "PartComponent"_L1, pool.path()));
        for (const CimPath &device : devices)
            change.put(memberLink(pool.path(), device));
    };
    ClusterWork::start(call, order);
}

void Methods::addResourcesToResourcePool(const Invocation &call)
{
    const auto wish = readMembers(call, ClusterWork::Add);
    if (!wish)
        return;
    if (ClusterPools::books(call.store).find(wish->id))
        return call.answer(NotSupported); // a child pool has no devices of its own
    if (isLocked(call.work.bookings(), wish->id) || anyTaken(call, wish->devices))
        return call.answer(InUse);

    WorkOrder order = ClusterWork::order(call, u"Add devices to root pool %1"_s,
                                         wish->pool->instance, ClusterWork::Add);
    order.changed = wish->pool->instance.path();
    order.sources = pathsOf(wish->devices);
    order.booking.locked.insert(wish->id);
    for (const CimPath &device : std::as_const(order.sources))
        order.booking.taken.insert(keyOf(device));
    order.record = [pool = order.changed, devices = order.sources](const ObjectStore &,
                                                                   StoreChange &change) {
        for (const CimPath &device : devices)
            change.put(memberLink(pool, device));
    };
    ClusterWork::start(call, order);
}

void Methods::removeResourcesFromResourcePool(const Invocation &call)
{
    const auto wish = readMembers(call, ClusterWork::Remove);
    if (!wish)
        return;
    const CimPath pool = wish->pool->instance.path();
    QList<const StoredObject *> rest = ClusterPools::devicesOf(call.store, pool);
    for (const StoredObject *device : wish->devices) {
        if (!rest.removeOne(device))
            return call.answer(InvalidParameter); // not in this pool
    }
    const QList<Booking> bookings = call.work.bookings();
    const ResourceBooks before = ClusterPools::books(call.store, bookings);
    const ResourceBooks after = ClusterPools::books(call.store, bookings, {{wish->id, rest}});
    // Children without a limit of their own shrink with the pool.
    if (isLocked(bookings, wish->id) || after.shortage() > before.shortage())
        return call.answer(InUse);

    WorkOrder order = ClusterWork::order(call, u"Remove devices from root pool %1"_s,
                                         wish->pool->instance, ClusterWork::Remove);
    order.changed = pool;
    order.booking.locked.insert(wish->id);
    order.record = [pool, gone = pathsOf(wish->devices)](const ObjectStore &, StoreChange &change) {
        for (const CimPath &device : gone)
            change.remove(memberLink(pool, device).path());
    };
    ClusterWork::start(call, order);
}

void Methods::deleteResourcePool(const Invocation &call)
{
    const PoolService service(call);
    if (!service.enabled())
        return call.answer(Failed);
    if (!service.has(ClusterWork::Delete))
        return call.answer(NotSupported);
    const StoredObject *pool = call.object(call.in(u"Pool"), u"CIM_ResourcePool");
    if (!pool || pool->instance.value(u"Primordial").toBool().value_or(false))
        return call.answer(InvalidParameter);
    const QString id = pool->instance.value(u"InstanceID").toString();
    const CimPath path = pool->instance.path();
    const QList<Booking> bookings = call.work.bookings();
    const bool handsOut =
        !call.store.references(path, u"CIM_ElementAllocatedFromPool", u"Antecedent").isEmpty();
    if (isLocked(bookings, id) || handsOut
        || !ClusterPools::books(call.store, bookings).children(id).isEmpty())
        return call.answer(InUse);

    WorkOrder order = ClusterWork::order(call, u"Delete pool %1"_s, pool->instance,
                                         ClusterWork::Delete);
    order.changed = path;
    order.booking.locked.insert(id);
    order.record = [path](const ObjectStore &store, StoreChange &change) {
        ClusterWork::dropSettings(store, change, path);
        change.remove(path); // and its links: the devices are free again
    };
    ClusterWork::start(call, order);
}

} // namespace Cistern
