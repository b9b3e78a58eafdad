// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Pools of a cluster: Root/HyperVCluster/v2. The cluster has one node, this host, with the devices
// that it really has.
#include "services/provider/clusterpools.h"
#include "services/provider/hostdevices.h"
#include "services/provider/hostfigures.h"
#include "services/provider/objects.h"
#include "services/provider/setups.h"
#include "services/schema/schema.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const QString space(Schema::hypervCluster);
constexpr QLatin1StringView systemClass{"Msvm_ComputerSystem"};
constexpr QLatin1StringView serviceClass{"CISTERN_ResourcePoolConfigurationService"};

CimValue text(const QString &value)
{
    return CimValue::string(value);
}

CimInstance systemNamed(const QString &name, const QString &description)
{
    CimInstance system = Objects::made(space, systemClass);
    system.set(u"CreationClassName", text(systemClass));
    system.set(u"Name", text(name));
    system.set(u"NameFormat", text(u"Other"_s));
    system.set(u"ElementName", text(name));
    system.set(u"Caption", text(name));
    system.set(u"Description", text(description));
    system.set(u"Dedicated", CimValue::uint16s({0}));
    Objects::setHealthy(system);
    Objects::setEnabled(system);
    return system;
}

CimInstance serviceOf(const QString &cluster)
{
    CimInstance service = Objects::made(space, serviceClass);
    service.set(u"SystemCreationClassName", text(systemClass));
    service.set(u"SystemName", text(cluster));
    service.set(u"CreationClassName", text(serviceClass));
    service.set(u"Name", text(u"Cistern"_s));
    service.set(u"ElementName", text(u"Resource pools of the cluster"_s));
    service.set(u"Started", CimValue::boolean(true));
    Objects::setHealthy(service);
    Objects::setEnabled(service);
    return service;
}

CimInstance serviceCapabilities()
{
    CimInstance capabilities = Objects::made(space,
                                             "CISTERN_ResourcePoolConfigurationCapabilities"_L1);
    capabilities.set(u"InstanceID", text(u"Cistern:ClusterPoolConfigurationCapabilities"_s));
    capabilities.set(u"ElementName", text(u"Cluster pool configuration capabilities"_s));
    const auto methods = [](std::initializer_list<quint32> ids) {
        QList<CimValue> values;
        for (const quint32 id : ids)
            values.append(CimValue::uint32(id));
        return CimValue::array(CimType::UInt32, values);
    };
    // What makes a pool runs as a job; a change of the books alone finishes at once.
    capabilities.set(u"AsynchronousMethodsSupported", methods({2, 3}));
    capabilities.set(u"SynchronousMethodsSupported", methods({4, 5, 6, 7}));
    return capabilities;
}

CimInstance device(const QString &node, QLatin1StringView className, const QString &id,
                   const QString &name)
{
    CimInstance device = Objects::made(space, className);
    device.set(u"SystemCreationClassName", text(systemClass));
    device.set(u"SystemName", text(node));
    device.set(u"CreationClassName", text(className));
    device.set(u"DeviceID", text(id));
    device.set(u"Name", text(id));
    device.set(u"ElementName", text(name));
    Objects::setHealthy(device);
    Objects::setEnabled(device);
    return device;
}

void setBlocks(CimInstance &device, quint64 size, quint64 count)
{
    device.set(u"BlockSize", CimValue::uint64(size));
    device.set(u"NumberOfBlocks", CimValue::uint64(count));
    device.set(u"ConsumableBlocks", CimValue::uint64(count));
    device.set(u"Primordial", CimValue::boolean(true));
}

QString named(const QString &id, const QString &model)
{
    return model.isEmpty() ? id : u"%1, %2"_s.arg(id, model);
}

QStringList storageFolders(const ObjectStore &store)
{
    QStringList folders;
    for (const StoredObject *pool : store.ofClass(u"CIM_StoragePool")) {
        const QString folder = pool->facts.value(u"folder"_s).toString();
        if (!folder.isEmpty())
            folders.append(folder);
    }
    return folders;
}

QList<CimInstance> devicesOfHost(const QString &node, const QStringList &folders)
{
    QList<CimInstance> found;
    for (const HostProcessor &cpu : HostDevices::processors()) {
        found.append(device(node, "CISTERN_Processor"_L1, cpu.id, named(cpu.id, cpu.model)));
        if (cpu.megahertz > 0)
            found.last().set(u"CurrentClockSpeed", CimValue::uint32(cpu.megahertz));
        found.last().set(u"CPUStatus", CimValue::uint16(1)); // enabled
    }
    if (const quint64 memory = HostFigures::memory()) {
        found.append(device(node, "CISTERN_Memory"_L1, u"memory"_s, u"Memory"_s));
        setBlocks(found.last(), 1024, memory / 1024);
        found.last().set(u"Volatile", CimValue::boolean(true));
    }
    for (const HostDisk &disk : HostDevices::disks()) {
        found.append(device(node, "CISTERN_DiskDrive"_L1, disk.id, named(disk.id, disk.model)));
        found.last().set(u"MaxMediaSize", CimValue::uint64(disk.bytes / 1000)); // kilobytes
    }
    for (const HostFileSystem &mounted : HostDevices::fileSystems(folders)) {
        found.append(device(node, "CISTERN_LogicalDisk"_L1, mounted.mount,
                            named(mounted.mount, mounted.device)));
        setBlocks(found.last(), mounted.blockSize, mounted.blocks);
    }
    for (const HostFigures::NetworkPort &port : HostFigures::networkPorts()) {
        found.append(device(node, "CISTERN_EthernetPort"_L1, port.name, port.label));
        CimInstance &instance = found.last();
        instance.set(u"PermanentAddress", text(port.address));
        instance.set(u"LinkTechnology", CimValue::uint16(2)); // Ethernet
        if (port.mtu > 0)
            instance.set(u"ActiveMaximumTransmissionUnit", CimValue::uint64(port.mtu));
        if (!port.up) {
            instance.set(u"OperationalStatus", CimValue::uint16s({10}));
            instance.set(u"StatusDescriptions", CimValue::strings({u"No link"_s}));
            instance.set(u"Status", text(u"Stopped"_s));
        }
    }
    return found;
}

// Devices as the host tells them now. One that is gone stays while a pool counts on it.
void tellDevices(const ObjectStore &store, StoreChange &change, const QString &node)
{
    QSet<QString> told;
    for (const CimInstance &now : devicesOfHost(node, storageFolders(store))) {
        told.insert(keyOf(now.path()));
        change.put(now);
        change.put(Objects::link("CISTERN_SystemDevice"_L1, "GroupComponent"_L1,
                                 ClusterPools::systemPath(node), "PartComponent"_L1, now.path()));
    }
    for (const StoredObject *object : store.ofClass(u"CIM_LogicalDevice", space)) {
        const QString key = keyOf(object->instance.path());
        if (object->facts.contains(u"foreign"_s) || told.contains(key)
            || !sameName(object->instance.value(u"SystemName").toString(), node))
            continue;
        if (!ClusterPools::poolOf(store, object->instance.path())) {
            change.remove(object->instance.path());
            continue;
        }
        CimInstance gone = object->instance;
        ClusterPools::markGone(gone);
        change.put(gone);
    }
}
} // namespace

void SetUp::cluster(const ObjectStore &store, StoreChange &change, const QString &systemName)
{
    const QString name = ClusterPools::clusterName(systemName);
    const CimInstance cluster = systemNamed(name, u"Cluster of this host"_s);
    const CimInstance node = systemNamed(systemName, Objects::hostDescription());
    const CimInstance service = serviceOf(name);
    const CimInstance capabilities = serviceCapabilities();
    change.put(cluster);
    change.put(node);
    // What an administrator has changed of the service and its offer stays.
    for (const CimInstance *instance : {&service, &capabilities}) {
        if (!store.find(instance->path()))
            change.put(*instance);
    }
    change.put(Objects::link("Msvm_ComponentCS"_L1, "GroupComponent"_L1, cluster.path(),
                             "PartComponent"_L1, node.path()));
    change.put(Objects::link("Msvm_HostedService"_L1, "Antecedent"_L1, cluster.path(),
                             "Dependent"_L1, service.path()));
    change.put(Objects::link("CISTERN_ElementCapabilities"_L1, "ManagedElement"_L1, service.path(),
                             "Capabilities"_L1, capabilities.path()));
    tellDevices(store, change, systemName);
}

} // namespace Cistern
