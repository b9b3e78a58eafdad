// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/clusterobjects.h"

#include "services/schema/schema.h"

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
CimInstance made(QStringView className)
{
    return CimInstance(*Schema::findClass(QString(Schema::hypervCluster), className));
}

CimInstance system(const QString &name, quint16 status)
{
    CimInstance made = ::made(u"Msvm_ComputerSystem");
    made.set(u"CreationClassName", CimValue::string(u"Msvm_ComputerSystem"_s));
    made.set(u"Name", CimValue::string(name + u"-id"_s));
    made.set(u"ElementName", CimValue::string(name));
    made.set(u"OperationalStatus", CimValue::uint16s({status}));
    return made;
}

CimInstance link(QStringView className, const CimPath &group, const CimPath &part)
{
    CimInstance made = ::made(className);
    made.set(u"GroupComponent", CimValue::reference(group));
    made.set(u"PartComponent", CimValue::reference(part));
    return made;
}
} // namespace

ClusterObjects::ClusterObjects()
{
    constexpr quint16 ok = 2, predicts = 5, lost = 13;
    const CimInstance cluster = system(u"hvclus01"_s, ok);
    objects.append(cluster);
    for (const auto &[name, status] :
         {std::pair(u"hvn1"_s, ok), std::pair(u"hvn2"_s, ok), std::pair(u"hvn3"_s, lost)}) {
        const CimInstance node = system(name, status);
        objects.append(node);
        links.append(link(u"Msvm_ComponentCS", cluster.path(), node.path()));
    }
    CimInstance made = ::made(u"CISTERN_ResourcePoolConfigurationService");
    for (const auto &[key, value] :
         {std::pair(u"SystemCreationClassName"_s, u"Msvm_ComputerSystem"_s),
          std::pair(u"SystemName"_s, u"hvclus01-id"_s),
          std::pair(u"CreationClassName"_s, u"CISTERN_ResourcePoolConfigurationService"_s),
          std::pair(u"Name"_s, u"pools"_s)})
        made.set(key, CimValue::string(value));
    objects.append(made);
    service = made.path();
    CimInstance capabilities = ::made(u"CISTERN_ResourcePoolConfigurationCapabilities");
    capabilities.set(u"InstanceID", CimValue::string(u"CISTERN:caps"_s));
    QList<CimValue> methods;
    for (quint64 id = 2; id <= 7; ++id)
        methods.append(CimValue::ofUnsigned(CimType::UInt32, id));
    capabilities.set(u"AsynchronousMethodsSupported", CimValue::array(CimType::UInt32, methods));
    objects.append(capabilities);

    constexpr quint64 TB = 4'000'797'868'032;
    addDrive(u"hvn1"_s, u"d1"_s, u"PhysicalDrive1"_s, TB);
    addDrive(u"hvn1"_s, u"d2"_s, u"PhysicalDrive2"_s, TB);
    addDrive(u"hvn1"_s, u"d3"_s, u"PhysicalDrive3"_s, TB);
    addDrive(u"hvn2"_s, u"d4"_s, u"PhysicalDrive1"_s, TB);
    addDrive(u"hvn2"_s, u"d5"_s, u"PhysicalDrive2"_s, TB);
    objects.last().set(u"OperationalStatus", CimValue::uint16s({predicts}));
    addDrive(u"hvn3"_s, u"d6"_s, u"PhysicalDrive1"_s, TB);
    for (int i = 0; i < 2; ++i) {
        CimInstance processor = device(u"CISTERN_Processor"_s, u"hvn1"_s, u"cpu%1"_s.arg(i),
                                       u"Processor %1"_s.arg(i + 1));
        processor.set(u"MaxClockSpeed", CimValue::uint32(2400));
        objects.append(processor);
    }
    constexpr quint16 drive = 17;
    addPool(u"sql"_s, u"sql-root"_s, drive, {path(u"d3"_s)});
}

CimInstance ClusterObjects::device(const QString &className, const QString &node, const QString &id,
                                   const QString &name) const
{
    CimInstance made = ::made(className);
    made.set(u"SystemCreationClassName", CimValue::string(u"Msvm_ComputerSystem"_s));
    made.set(u"SystemName", CimValue::string(node + u"-id"_s));
    made.set(u"CreationClassName", CimValue::string(className));
    made.set(u"DeviceID", CimValue::string(id));
    made.set(u"ElementName", CimValue::string(name));
    made.set(u"OperationalStatus", CimValue::uint16s({2}));
    return made;
}

void ClusterObjects::addDrive(const QString &node, const QString &id, const QString &name,
                              quint64 bytes)
{
    CimInstance drive = device(u"CISTERN_DiskDrive"_s, node, id, name);
    drive.set(u"MaxMediaSize", CimValue::uint64(bytes / 1000)); // kilobytes
    objects.append(drive);
}

CimPath ClusterObjects::addPool(const QString &id, const QString &name, quint16 type,
                                const QList<CimPath> &devices)
{
    CimInstance pool = made(u"CISTERN_ResourcePool");
    pool.set(u"InstanceID", CimValue::string(u"CISTERN:"_s + id));
    pool.set(u"PoolID", CimValue::string(id));
    pool.set(u"ElementName", CimValue::string(name));
    pool.set(u"ResourceType", CimValue::uint16(type));
    pool.set(u"Primordial", CimValue::boolean(false));
    pool.set(u"Reserved", CimValue::uint64(0));
    objects.append(pool);
    for (const CimPath &path : devices)
        links.append(link(u"CISTERN_ConcreteComponent", pool.path(), path));
    return pool.path();
}

CimPath ClusterObjects::path(const QString &deviceId) const
{
    for (const CimInstance &object : objects) {
        if (object.value(u"DeviceID").toString() == deviceId)
            return object.path();
    }
    return {};
}
