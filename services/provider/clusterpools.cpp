// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/clusterpools.h"

#include "services/provider/objects.h"
#include "services/schema/schema.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const QString space(Schema::hypervCluster);
constexpr quint16 other = 1;
enum OperationalStatus : quint16 { Ok = 2, Degraded = 3, NoContact = 12 };

struct TypeOfClass
{
    QLatin1StringView base;
    quint16 type;
};
constexpr TypeOfClass knownTypes[] = {
    {"CIM_Processor"_L1, 3},      {"CIM_Memory"_L1, 4},         {"CIM_FCPort"_L1, 7},
    {"CIM_EthernetPort"_L1, 10},  {"CIM_DiskDrive"_L1, 17},     {"CIM_LogicalDisk"_L1, 31},
    {"CIM_StorageVolume"_L1, 32}, {"CIM_StorageExtent"_L1, 19},
};

// Only what devices decide: other states were set by somebody else.
void tellContact(CimInstance &pool, bool whole)
{
    const QList<quint64> states = pool.value(u"OperationalStatus").toUnsigneds();
    if (!whole && states == QList<quint64>{Ok}) {
        pool.set(u"OperationalStatus", CimValue::uint16s({Degraded}));
        pool.set(u"StatusDescriptions", CimValue::strings({u"A device is out of contact"_s}));
        pool.set(u"Status", CimValue::string(u"Degraded"_s));
        pool.set(u"HealthState", CimValue::uint16(10));
    } else if (whole && states == QList<quint64>{Degraded}) {
        Objects::setHealthy(pool);
    }
}
} // namespace

CimPath ClusterPools::systemPath(const QString &name)
{
    return CimPath(space, u"Msvm_ComputerSystem"_s,
                   {{u"CreationClassName"_s, CimValue::string(u"Msvm_ComputerSystem"_s)},
                    {u"Name"_s, CimValue::string(name)}});
}

// One host makes a cluster of one node; two systems of one class need two names.
QString ClusterPools::clusterName(const QString &node)
{
    return node + u"-cluster"_s;
}

CimPath ClusterPools::poolPath(const QString &id)
{
    return CimPath(space, u"CISTERN_ResourcePool"_s, {{u"InstanceID"_s, CimValue::string(id)}});
}

std::optional<quint16> ClusterPools::typeFromText(const QString &text)
{
    const ClassDecl *decl = Schema::classesBelow(space, u"CIM_ResourcePool").value(0);
    const int index = decl ? decl->indexOf(u"ResourceType") : -1;
    if (index < 0)
        return std::nullopt;
    for (const CodeName &row : decl->properties[size_t(index)].codes) {
        // Reserved and vendor codes are ranges. A number is written in one way only.
        if (row.first == row.last
            && (text == QString::number(row.first)
                || text.compare(QLatin1StringView(row.label), Qt::CaseInsensitive) == 0))
            return quint16(row.first);
    }
    return std::nullopt;
}

quint16 ClusterPools::typeOf(const CimInstance &device)
{
    const auto typeNamed = [](QLatin1StringView name) {
        const auto found = std::find_if(
            std::begin(knownTypes), std::end(knownTypes),
            [name](const TypeOfClass &row) { return row.base == name; });
        return found == std::end(knownTypes) ? quint16(0) : found->type;
    };
    for (const QLatin1StringView ancestor : device.decl()->ancestors) { // nearest first
        if (const quint16 type = typeNamed(ancestor))
            return type;
    }
    return other;
}

bool ClusterPools::isCounted(quint16 type)
{
    constexpr quint16 measured[] = {4, 17, 19, 31, 32};
    return std::find(std::begin(measured), std::end(measured), type) == std::end(measured);
}

quint64 ClusterPools::amountOf(const CimInstance &device)
{
    if (isCounted(typeOf(device)))
        return 1;
    constexpr quint64 kilobyte = 1000; // unit of MaxMediaSize (CIM_MediaAccessDevice)
    if (device.decl()->isA(u"CIM_DiskDrive"))
        return device.value(u"MaxMediaSize").toUnsigned().value_or(0) * kilobyte;
    return device.value(u"BlockSize").toUnsigned().value_or(0)
        * device.value(u"NumberOfBlocks").toUnsigned().value_or(0);
}

bool ClusterPools::isGone(const CimInstance &device)
{
    return device.value(u"OperationalStatus").toUnsigneds().contains(NoContact);
}

void ClusterPools::markGone(CimInstance &device)
{
    device.set(u"OperationalStatus", CimValue::uint16s({NoContact}));
    device.set(u"StatusDescriptions", CimValue::strings({u"No contact"_s}));
    device.set(u"Status", CimValue::string(u"No Contact"_s));
    device.set(u"HealthState", CimValue::uint16(25)); // critical failure
}

CimInstance ClusterPools::pool(const QString &id, const QString &name, quint16 type)
{
    CimInstance pool = Objects::made(space, "CISTERN_ResourcePool"_L1);
    for (const QStringView property : {u"InstanceID", u"PoolID", u"Name"})
        pool.set(property, CimValue::string(id));
    pool.set(u"ElementName", CimValue::string(name));
    pool.set(u"Primordial", CimValue::boolean(false));
    pool.set(u"ResourceType", CimValue::uint16(type));
    if (type == other)
        pool.set(u"OtherResourceType", CimValue::string(u"Other"_s));
    pool.set(u"AllocationUnits", CimValue::string(isCounted(type) ? u"count"_s : u"byte"_s));
    Objects::setHealthy(pool);
    return pool;
}

const StoredObject *ClusterPools::poolOf(const ObjectStore &store, const CimPath &device)
{
    for (const StoredObject *link :
         store.references(device, u"CIM_ConcreteComponent", u"PartComponent")) {
        const StoredObject *group = store.find(*link->instance.value(u"GroupComponent").toPath());
        if (group && group->instance.decl()->isA(u"CIM_ResourcePool"))
            return group;
    }
    return nullptr;
}

QList<const StoredObject *> ClusterPools::devicesOf(const ObjectStore &store, const CimPath &pool)
{
    QList<const StoredObject *> found;
    for (const StoredObject *link :
         store.references(pool, u"CIM_ConcreteComponent", u"GroupComponent")) {
        if (const StoredObject *part = store.find(*link->instance.value(u"PartComponent").toPath()))
            found.append(part);
    }
    return found;
}

QString ClusterPools::freeName(const ObjectStore &store)
{
    QStringList taken;
    for (const StoredObject *object : store.ofClass(u"CIM_ResourcePool", space))
        taken.append(object->instance.value(u"ElementName").toString());
    for (int number = 1;; ++number) {
        const QString name = u"Pool %1"_s.arg(number);
        if (!taken.contains(name))
            return name;
    }
}

ResourceBooks ClusterPools::books(const ObjectStore &store, const QList<Booking> &bookings,
                                  const Members &members)
{
    const auto rootOf = [&](const CimInstance &pool) {
        const QString id = pool.value(u"InstanceID").toString();
        const auto devices = members.contains(id) ? members[id] : devicesOf(store, pool.path());
        ResourceBooks::Root root;
        for (const StoredObject *device : devices)
            root.capacity += amountOf(device->instance);
        return root;
    };
    const auto asTold = [](const QString &host) { return host; };
    ResourceBooks books = ResourceBooks::read(store, space, rootOf, asTold);
    books.add(bookings);
    books.settle();
    return books;
}

void ClusterPools::showFigures(ObjectStore &store, const QList<Booking> &bookings)
{
    const ResourceBooks now = books(store, bookings);
    QList<CimInstance> pools;
    for (const StoredObject *object : store.ofClass(u"CIM_ResourcePool", space))
        pools.append(object->instance);
    for (CimInstance &pool : pools) {
        const CimPath path = pool.path();
        const QString id = pool.value(u"InstanceID").toString();
        if (!now.has(id))
            continue;
        const auto devices = devicesOf(store, path);
        tellContact(pool, std::none_of(devices.begin(), devices.end(), [](const auto *device) {
                        return isGone(device->instance);
                    }));
        pool.set(u"Capacity", CimValue::uint64(now.capacity(id)));
        pool.set(u"Reserved", CimValue::uint64(now.reserved(id)));
        for (const auto &[name, value] : pool.properties())
            store.show(path, name, value);
    }
}

} // namespace Cistern
