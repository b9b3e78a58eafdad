// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/virtualizationobjects.h"

#include "services/provider/objects.h"
#include "services/provider/resourcebooks.h"
#include "services/schema/schema.h"

#include <QUuid>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr QLatin1StringView systemClass{"Msvm_ComputerSystem"};
constexpr QLatin1StringView serviceClass{"Msvm_ResourcePoolConfigurationService"};
constexpr QLatin1StringView portClass{"Msvm_ExternalEthernetPort"};
const QString nameSpace(Schema::virtualization);

CimInstance made(QLatin1StringView className)
{
    return Objects::made(nameSpace, className);
}

CimValue text(const QString &value)
{
    return CimValue::string(value);
}

QString guidOf(const QString &poolId)
{
    return poolId.section(u':', 1);
}

CimPath keyed(const QString &className, const QString &instanceId)
{
    return CimPath(nameSpace, className, {{u"InstanceID"_s, text(instanceId)}});
}

CimInstance capabilitiesOf(const CimInstance &pool)
{
    CimInstance instance = made("Msvm_AllocationCapabilities"_L1);
    const QString id = guidOf(pool.value(u"InstanceID").toString());
    instance.set(u"InstanceID", text(u"Microsoft:AllocationCapabilities\\"_s + id));
    instance.set(u"ElementName", text(u"Allocation capabilities"_s));
    const ResourceTriple triple = ResourceTriple::of(pool);
    triple.writeTo(instance);
    instance.set(u"RequestTypesSupported", CimValue::uint16(2)); // specific
    instance.set(u"SharingMode", CimValue::uint16(mayShare(triple.type) ? 3 : 2));
    return instance;
}

struct Prototype
{
    QLatin1StringView name;
    quint16 role, range;
};
constexpr Prototype prototypes[] = {
    {"Default"_L1, 0, 0}, {"Minimum"_L1, 3, 1}, {"Maximum"_L1, 3, 2}, {"Increment"_L1, 3, 3}};

CimInstance prototypeOf(const CimInstance &pool, const Prototype &prototype)
{
    const ResourceTriple triple = ResourceTriple::of(pool);
    const ResourceKind *kind = resourceKind(triple);
    CimInstance instance = made(kind ? kind->settingClass
                                     : "Msvm_ResourceAllocationSettingData"_L1);
    instance.set(u"InstanceID",
                 text(u"Microsoft:Definition\\%1\\%2"_s.arg(
                     guidOf(pool.value(u"InstanceID").toString()), prototype.name)));
    instance.set(u"ElementName", text(QString(prototype.name)));
    triple.writeTo(instance);
    instance.set(u"PoolID", pool.value(u"PoolID"));
    instance.set(u"AllocationUnits", pool.value(u"AllocationUnits"));
    const quint64 step = prototype.name == "Increment"_L1 ? 1 : 0;
    instance.set(u"Reservation", CimValue::uint64(step));
    instance.set(u"Limit", CimValue::uint64(step));
    const bool most = prototype.name == "Maximum"_L1, usual = prototype.name == "Default"_L1;
    instance.set(u"Weight", CimValue::uint32(most ? 10000 : usual ? 100 : 1));
    return instance;
}

CimInstance linked(QLatin1StringView className, QLatin1StringView firstRole, const CimPath &first,
                   QLatin1StringView secondRole, const CimPath &second)
{
    return Objects::link(className, firstRole, first, secondRole, second);
}
} // namespace

CimPath Virtualization::systemPath(const QString &systemName)
{
    return CimPath(nameSpace, systemClass,
                   {{u"CreationClassName"_s, text(systemClass)}, {u"Name"_s, text(systemName)}});
}

CimPath Virtualization::poolPath(const QString &className, const QString &id)
{
    return keyed(className, id);
}

QString Virtualization::newPoolId()
{
    return u"Microsoft:"_s + QUuid::createUuid().toString(QUuid::WithoutBraces).toUpper();
}

QString Virtualization::primordialId(const ResourceKind &kind)
{
    static const QUuid space(u"7d3c1f5a-5c0e-4d52-9b0a-6c2f6a0f3e21"_s);
    const QUuid id = QUuid::createUuidV5(space, QString(kind.subType));
    return u"Microsoft:"_s + id.toString(QUuid::WithoutBraces).toUpper();
}

CimPath Virtualization::portPath(const QString &systemName, const QString &name)
{
    return CimPath(nameSpace, portClass,
                   {{u"SystemCreationClassName"_s, text(systemClass)},
                    {u"SystemName"_s, text(systemName)},
                    {u"CreationClassName"_s, text(portClass)},
                    {u"DeviceID"_s, text(name)}});
}

CimInstance Virtualization::system(const QString &systemName)
{
    CimInstance instance = made(systemClass);
    instance.set(u"CreationClassName", text(systemClass));
    instance.set(u"Name", text(systemName));
    instance.set(u"ElementName", text(systemName));
    instance.set(u"Caption", text(u"Hosting Computer System"_s));
    instance.set(u"Description", text(Objects::hostDescription()));
    instance.set(u"NameFormat", text(u"Other"_s));
    instance.set(u"Dedicated", CimValue::uint16s({0})); // not dedicated
    instance.set(u"ResetCapability", CimValue::uint16(5));
    Objects::setHealthy(instance);
    Objects::setEnabled(instance);
    if (const QDateTime booted = Objects::hostBooted(); booted.isValid())
        instance.set(u"TimeOfLastStateChange", CimValue::dateTime(CimDateTime::at(booted)));
    return instance;
}

CimInstance Virtualization::service(const QString &systemName)
{
    CimInstance instance = made(serviceClass);
    instance.set(u"SystemCreationClassName", text(systemClass));
    instance.set(u"SystemName", text(systemName));
    instance.set(u"CreationClassName", text(serviceClass));
    instance.set(u"Name", text(u"Cistern"_s));
    instance.set(u"ElementName", text(u"Resource pool configuration"_s));
    instance.set(u"Started", CimValue::boolean(true));
    instance.set(u"StartMode", text(u"Automatic"_s));
    Objects::setHealthy(instance);
    Objects::setEnabled(instance);
    return instance;
}

CimInstance Virtualization::serviceCapabilities()
{
    const auto codes = [](std::initializer_list<quint32> values) {
        QList<CimValue> elements;
        for (const quint32 value : values)
            elements.append(CimValue::uint32(value));
        return CimValue::array(CimType::UInt32, elements);
    };
    CimInstance instance = made("Msvm_ResourcePoolConfigurationCapabilities"_L1);
    instance.set(u"InstanceID", text(u"Microsoft:ResourcePoolConfigurationCapabilities"_s));
    instance.set(u"ElementName", text(u"Resource Pool Configuration Capabilities"_s));
    // To make a pool is a job; a change of the books alone finishes at once.
    instance.set(u"AsynchronousMethodsSupported", codes({32768}));
    instance.set(u"SynchronousMethodsSupported", codes({32769, 32770, 32771}));
    return instance;
}

CimInstance Virtualization::component(const ResourceKind &kind)
{
    CimInstance instance = made("Msvm_ResourcePoolComponent"_L1);
    instance.set(u"Name", text(u"Cistern|%1|1"_s.arg(kind.subType)));
    instance.set(u"ResourcePoolClassName", text(kind.poolClass));
    instance.set(u"ResourcePoolSettingDataClassName", text(u"Msvm_ResourcePoolSettingData"_s));
    instance.set(u"AllocationCapabilitiesClassName", text(u"Msvm_AllocationCapabilities"_s));
    if (kind.type == 33)
        instance.set(u"PhysicalDeviceClassName", text(portClass));
    instance.set(u"Context", CimValue::uint32(1));
    instance.set(u"Enabled", CimValue::boolean(true));
    instance.set(u"MaxParentPools", CimValue::uint8(0));
    return instance;
}

CimInstance Virtualization::pool(const QString &className, const QString &id,
                                 const CimInstance &settings, bool primordial)
{
    const ClassDecl *decl = Schema::findClass(nameSpace, className);
    CimInstance instance = decl ? CimInstance(*decl) : made("Msvm_ResourcePool"_L1);
    const ResourceTriple triple = ResourceTriple::of(settings);
    instance.set(u"InstanceID", text(id));
    instance.set(u"PoolID", settings.value(u"PoolID"));
    instance.set(u"Name", text(id));
    instance.set(u"ElementName", settings.value(u"ElementName"));
    instance.set(u"Primordial", CimValue::boolean(primordial));
    triple.writeTo(instance);
    instance.set(u"AllocationUnits", text(unitOf(triple.type)));
    instance.set(u"ConsumedResourceUnits", text(u"count"_s));
    instance.set(u"CurrentlyConsumedResource", CimValue::uint64(0)); // no device draws from a pool
    Objects::setHealthy(instance);
    return instance;
}

CimInstance Virtualization::settings(const QString &poolId, const CimInstance &told)
{
    CimInstance instance = made("Msvm_ResourcePoolSettingData"_L1);
    for (const auto &[name, value] : told.properties()) {
        if (instance.decl()->indexOf(name) >= 0) // Reservation and Limit have no place here (CP.R5)
            instance.set(name, value);
    }
    instance.set(u"InstanceID", text(u"Microsoft:Pool\\"_s + guidOf(poolId)));
    return instance;
}

QList<CimInstance> Virtualization::allocations(const ObjectStore &store, const ResourceClaim &claim,
                                               const QList<CimInstance> &told,
                                               const QList<CimPath> &parents)
{
    QList<CimInstance> made;
    for (qsizetype i = 0; i < told.size(); ++i) {
        const StoredObject *parent = store.find(parents.value(i));
        CimInstance instance = told[i];
        instance.setPath({});
        instance.set(u"InstanceID", text(u"%1\\%2"_s.arg(claim.id).arg(i)));
        if (parent)
            instance.set(u"AllocationUnits", parent->instance.value(u"AllocationUnits"));
        if (claim.shared())
            instance.set(u"PoolID", CimValue::null(CimType::String)); // of no parent alone
        else if (parent)
            instance.set(u"PoolID", parent->instance.value(u"PoolID"));
        made.append(instance);
    }
    return made;
}

void Virtualization::putPool(StoreChange &change, const Pool &pool, const QString &systemName,
                             const QJsonObject &facts)
{
    const CimPath path = pool.instance.path(), host = systemPath(systemName);
    change.put(pool.instance, facts);
    change.put(pool.settings);
    for (const QLatin1StringView link : {"Msvm_HostedResourcePool"_L1, "Msvm_SystemComponent"_L1})
        change.put(linked(link, "GroupComponent"_L1, host, "PartComponent"_L1, path));
    change.put(linked("Msvm_SettingsDefineState"_L1, "ManagedElement"_L1, path, "SettingData"_L1,
                      pool.settings.path()));

    const CimInstance capabilities = capabilitiesOf(pool.instance);
    change.put(capabilities);
    change.put(linked("Msvm_ElementCapabilities"_L1, "ManagedElement"_L1, path, "Capabilities"_L1,
                      capabilities.path()));
    for (const Prototype &prototype : prototypes) {
        const CimInstance setting = prototypeOf(pool.instance, prototype);
        change.put(setting);
        CimInstance link = linked("Msvm_SettingsDefineCapabilities"_L1, "GroupComponent"_L1,
                                  capabilities.path(), "PartComponent"_L1, setting.path());
        link.set(u"SupportStatement", CimValue::uint16(0));
        link.set(u"PropertyPolicy", CimValue::uint16(0));
        link.set(u"ValueRole", CimValue::uint16(prototype.role));
        link.set(u"ValueRange", CimValue::uint16(prototype.range));
        change.put(link);
    }
    for (const CimInstance &allocation : pool.allocations) {
        change.put(allocation);
        change.put(linked("Msvm_SettingsDefineState"_L1, "ManagedElement"_L1, path,
                          "SettingData"_L1, allocation.path()));
    }
    for (const CimPath &parent : pool.parents)
        change.put(linked("Msvm_ElementAllocatedFromPool"_L1, "Antecedent"_L1, parent,
                          "Dependent"_L1, path));
}

const StoredObject *Virtualization::settingsOf(const ObjectStore &store, const CimPath &pool)
{
    for (const StoredObject *link : store.references(pool, u"Msvm_SettingsDefineState")) {
        const StoredObject *found = store.find(*link->instance.value(u"SettingData").toPath());
        if (found && found->instance.decl()->isA(u"Msvm_ResourcePoolSettingData"))
            return found;
    }
    return nullptr;
}

QList<const StoredObject *> Virtualization::allocationsOf(const ObjectStore &store,
                                                          const CimPath &pool)
{
    QList<const StoredObject *> found;
    for (const StoredObject *link : store.references(pool, u"Msvm_SettingsDefineState")) {
        const StoredObject *each = store.find(*link->instance.value(u"SettingData").toPath());
        if (each && each->instance.decl()->isA(u"CIM_ResourceAllocationSettingData"))
            found.append(each);
    }
    const auto index = [](const StoredObject *object) {
        return object->instance.value(u"InstanceID").toString().section(u'\\', -1).toInt();
    };
    std::sort(found.begin(), found.end(),
              [&index](const auto *a, const auto *b) { return index(a) < index(b); });
    return found;
}

void Virtualization::putAllocations(const ObjectStore &store, StoreChange &change, const Pool &pool)
{
    const CimPath path = pool.instance.path();
    for (const StoredObject *old : allocationsOf(store, path))
        change.remove(old->instance.path());
    for (const StoredObject *link :
         store.references(path, u"Msvm_ElementAllocatedFromPool", u"Dependent"))
        change.remove(link->instance.path());
    for (const CimInstance &allocation : pool.allocations) {
        change.put(allocation);
        change.put(linked("Msvm_SettingsDefineState"_L1, "ManagedElement"_L1, path,
                          "SettingData"_L1, allocation.path()));
    }
    for (const CimPath &parent : pool.parents)
        change.put(linked("Msvm_ElementAllocatedFromPool"_L1, "Antecedent"_L1, parent,
                          "Dependent"_L1, path));
}

void Virtualization::putSettings(const ObjectStore &store, StoreChange &change, const CimPath &path,
                                 const CimInstance &settings)
{
    StoredObject pool = *store.find(path);
    const CimValue poolId = settings.value(u"PoolID");
    pool.instance.set(u"PoolID", poolId);
    pool.instance.set(u"ElementName", settings.value(u"ElementName"));
    change.put(pool);
    change.put(settings);
    const auto rename = [&](const CimPath &setting) {
        StoredObject changed = *store.find(setting);
        changed.instance.set(u"PoolID", poolId);
        change.put(changed);
    };
    for (const Prototype &prototype : prototypes)
        rename(prototypeOf(pool.instance, prototype).path());
    const QString id = pool.instance.value(u"InstanceID").toString();
    for (const StoredObject *link :
         store.references(path, u"Msvm_ElementAllocatedFromPool", u"Antecedent")) {
        const StoredObject *child = store.find(*link->instance.value(u"Dependent").toPath());
        if (!child)
            continue;
        const ResourceClaim claim = ResourceBooks::fromJson({}, child->facts);
        const auto entries = allocationsOf(store, child->instance.path());
        const qsizetype index = claim.parents.indexOf(id);
        if (index >= 0 && entries.size() == claim.parents.size())
            rename(entries[index]->instance.path());
    }
}

void Virtualization::showPrototypes(ObjectStore &store, const CimPath &pool, quint64 most,
                                    const QStringList &hosts)
{
    const StoredObject *object = store.find(pool);
    if (!object)
        return;
    for (const Prototype &prototype : prototypes) {
        const CimPath path = prototypeOf(object->instance, prototype).path();
        if (prototype.name == "Maximum"_L1) {
            store.show(path, u"Reservation", CimValue::uint64(most));
            store.show(path, u"Limit", CimValue::uint64(most));
        } else if (prototype.name == "Default"_L1) {
            store.show(path, u"HostResource", CimValue::strings(hosts));
        }
    }
}

void Virtualization::removePool(const ObjectStore &store, StoreChange &change, const CimPath &path)
{
    for (const StoredObject *link : store.references(path, u"Msvm_SettingsDefineState"))
        change.remove(*link->instance.value(u"SettingData").toPath());
    for (const StoredObject *link : store.references(path, u"Msvm_ElementCapabilities")) {
        const CimPath capabilities = *link->instance.value(u"Capabilities").toPath();
        for (const StoredObject *each :
             store.references(capabilities, u"Msvm_SettingsDefineCapabilities"))
            change.remove(*each->instance.value(u"PartComponent").toPath());
        change.remove(capabilities);
    }
    change.remove(path);
}

} // namespace Cistern
