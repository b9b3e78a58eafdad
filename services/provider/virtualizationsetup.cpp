// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Hyper-V pools: Root/Virtualization/V2. What a client or an administrator may have changed (the
// service, what it announces, the registered components) is only put while it is missing.
#include "services/provider/setups.h"

#include "services/provider/hostfigures.h"
#include "services/provider/objects.h"
#include "services/provider/virtualizationobjects.h"
#include "services/schema/schema.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const QString nameSpace(Schema::virtualization);

void putMissing(const ObjectStore &store, StoreChange &change, const CimInstance &instance)
{
    if (!store.find(instance.path()))
        change.put(instance);
}

CimInstance portOf(const QString &systemName, const HostFigures::NetworkPort &port)
{
    const CimPath path = Virtualization::portPath(systemName, port.name);
    CimInstance instance = Objects::made(nameSpace, "Msvm_ExternalEthernetPort"_L1);
    for (const CimPath::Key &key : path.keys())
        instance.set(key.name, key.value);
    instance.set(u"Name", CimValue::string(port.name));
    instance.set(u"ElementName", CimValue::string(port.label));
    instance.set(u"PermanentAddress", CimValue::string(port.address));
    instance.set(u"NetworkAddresses", CimValue::strings({port.address}));
    instance.set(u"LinkTechnology", CimValue::uint16(2)); // Ethernet
    if (port.mtu > 0)
        instance.set(u"ActiveMaximumTransmissionUnit", CimValue::uint64(port.mtu));
    instance.set(u"IsBound", CimValue::boolean(false));
    Objects::setHealthy(instance);
    Objects::setEnabled(instance);
    if (!port.up)
        instance.set(u"EnabledState", CimValue::uint16(6)); // enabled but offline
    return instance;
}

void putPorts(const ObjectStore &store, StoreChange &change, const QString &systemName,
              const CimPath &pool)
{
    QSet<QString> there;
    for (const HostFigures::NetworkPort &port : HostFigures::networkPorts()) {
        const CimInstance instance = portOf(systemName, port);
        there.insert(keyOf(instance.path()));
        change.put(instance);
        change.put(Objects::link("Msvm_SystemDevice"_L1, "GroupComponent"_L1,
                                 Virtualization::systemPath(systemName), "PartComponent"_L1,
                                 instance.path()));
        change.put(Objects::link("Msvm_ConcreteComponent"_L1, "GroupComponent"_L1, pool,
                                 "PartComponent"_L1, instance.path()));
    }
    for (const StoredObject *old : store.ofClass(u"Msvm_ExternalEthernetPort", nameSpace)) {
        if (!there.contains(keyOf(old->instance.path())) && !old->facts.contains(u"foreign"_s))
            change.remove(old->instance.path()); // the host has lost it
    }
}

void putPrimordial(const ObjectStore &store, StoreChange &change, const QString &systemName,
                   const ResourceKind &kind)
{
    const QString id = Virtualization::primordialId(kind);
    if (store.find(Virtualization::poolPath(kind.poolClass, id)))
        return;
    CimInstance told = Objects::made(nameSpace, "Msvm_ResourcePoolSettingData"_L1);
    kind.triple().writeTo(told);
    told.set(u"PoolID", CimValue::string(QString()));
    told.set(u"ElementName", CimValue::string(kind.name));
    const Virtualization::Pool pool{
        .instance = Virtualization::pool(kind.poolClass, id, told, true),
        .settings = Virtualization::settings(id, told),
        .allocations = {}};
    Virtualization::putPool(change, pool, systemName, {});
}
} // namespace

void SetUp::virtualization(const ObjectStore &store, StoreChange &change, const QString &systemName)
{
    const CimInstance system = Virtualization::system(systemName);
    const CimInstance service = Virtualization::service(systemName);
    const CimInstance capabilities = Virtualization::serviceCapabilities();
    change.put(system);
    putMissing(store, change, service);
    putMissing(store, change, capabilities);
    putMissing(store, change,
               Objects::link("Msvm_HostedService"_L1, "Antecedent"_L1, system.path(),
                             "Dependent"_L1, service.path()));
    putMissing(store, change,
               Objects::link("Msvm_ElementCapabilities"_L1, "ManagedElement"_L1, service.path(),
                             "Capabilities"_L1, capabilities.path()));
    for (const ResourceKind &kind : resourceKinds()) {
        putMissing(store, change, Virtualization::component(kind));
        putPrimordial(store, change, systemName, kind);
        if (kind.type == 33)
            putPorts(store, change, systemName,
                     Virtualization::poolPath(kind.poolClass, Virtualization::primordialId(kind)));
    }
}

} // namespace Cistern
