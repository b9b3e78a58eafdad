// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/clusterfixture.h"

#include "services/provider/objects.h"
#include "services/schema/embedded.h"
#include "services/schema/schema.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
CimValue numbers(const QList<quint32> &values)
{
    QList<CimValue> elements;
    for (const quint32 value : values)
        elements.append(CimValue::uint32(value));
    return values.isEmpty() ? CimValue::null(CimType::UInt32, true)
                            : CimValue::array(CimType::UInt32, elements);
}
} // namespace

ClusterFixture::ClusterFixture(bool jobs)
{
    m_service = allOf(u"CIM_ResourcePoolConfigurationService"_s).value(0).path();
    m_node = associated(cluster(), u"CIM_ComponentCS"_s, {}, u"GroupComponent"_s).value(0).path();
    if (!jobs)
        announceMethods({}, {2, 3, 4, 5, 6, 7});
}

const QString &ClusterFixture::nameSpace()
{
    static const QString name(Schema::hypervCluster);
    return name;
}

CimPath ClusterFixture::cluster()
{
    return associated(clusterService(), u"CIM_HostedService"_s).value(0).path();
}

void ClusterFixture::announceMethods(const QList<quint32> &jobs, const QList<quint32> &atOnce)
{
    CimInstance capabilities = allOf(u"CIM_ResourcePoolConfigurationCapabilities"_s).value(0);
    capabilities.set(u"AsynchronousMethodsSupported", numbers(jobs));
    capabilities.set(u"SynchronousMethodsSupported", numbers(atOnce));
    if (!await(provider().adjust(capabilities)))
        qFatal("the capabilities could not be adjusted");
}

CimPath ClusterFixture::device(const QString &className, const QString &id, const Arguments &values,
                               const QString &nodeName, bool foreign)
{
    const QString host = nodeName.isEmpty() ? node().key(u"Name").toString() : nodeName;
    CimInstance device = CimInstance(*Schema::findClass(nameSpace(), className));
    device.set(u"SystemCreationClassName", words(u"Msvm_ComputerSystem"_s));
    device.set(u"SystemName", words(host));
    device.set(u"CreationClassName", words(className));
    device.set(u"DeviceID", words(id));
    device.set(u"ElementName", words(id));
    Objects::setHealthy(device);
    for (const auto &[name, value] : values)
        device.set(name, value);
    const CimPath system(
        nameSpace(), u"Msvm_ComputerSystem"_s,
        {{u"CreationClassName"_s, words(u"Msvm_ComputerSystem"_s)}, {u"Name"_s, words(host)}});
    if (!await(provider().adjust(device, foreign))
        || !await(provider().adjust(Objects::link("CISTERN_SystemDevice"_L1, "GroupComponent"_L1,
                                                  system, "PartComponent"_L1, device.path()),
                                    foreign)))
        qFatal("no device %s", qPrintable(id));
    return device.path();
}

CimPath ClusterFixture::drive(const QString &id, quint64 kilobytes, const QString &nodeName,
                              bool foreign)
{
    return device(u"CISTERN_DiskDrive"_s, id, {{u"MaxMediaSize"_s, bytes(kilobytes)}}, nodeName,
                  foreign);
}

QString ClusterFixture::addNode(const QString &name)
{
    CimInstance system = *get(node());
    system.setPath({});
    system.set(u"Name", words(name));
    system.set(u"ElementName", words(name));
    if (!await(provider().adjust(system))
        || !await(provider().adjust(Objects::link("Msvm_ComponentCS"_L1, "GroupComponent"_L1,
                                                  cluster(), "PartComponent"_L1, system.path()))))
        qFatal("no node %s", qPrintable(name));
    return name;
}

ProviderFixture::Result ClusterFixture::ended(Result result)
{
    const CimPath job = result.path(u"Job");
    if (result.code != 4096 || !waitForEnd(job))
        return result;
    if (const CimPath made = madeBy(job); !made.isEmpty())
        result.reply.outs.append({u"Pool"_s, ref(made)});
    return result;
}

ProviderFixture::Result ClusterFixture::create(const Arguments &arguments)
{
    return ended(callCluster(u"CreateResourcePool"_s, arguments));
}

CimPath ClusterFixture::rootPool(const QString &name, const QString &type,
                                 const QList<CimPath> &devices)
{
    Arguments arguments{{u"ElementName"_s, words(name)}, {u"ResourceType"_s, words(type)}};
    if (!devices.isEmpty())
        arguments.append({u"HostResources"_s, CimValue::references(devices)});
    const CimPath made = create(arguments).path(u"Pool");
    if (made.isEmpty())
        qFatal("no root pool %s", qPrintable(name));
    return made;
}

ProviderFixture::Result ClusterFixture::createChild(const Arguments &arguments)
{
    return ended(callCluster(u"CreateChildResourcePool"_s, arguments));
}

CimPath ClusterFixture::childPool(const QString &name, const QList<CimPath> &parents,
                                  const QStringList &settings)
{
    const CimPath made = createChild({{u"ElementName"_s, words(name)},
                                      {u"Settings"_s, CimValue::strings(settings)},
                                      {u"ParentPool"_s, CimValue::references(parents)}})
                             .path(u"Pool");
    if (made.isEmpty())
        qFatal("no child pool %s", qPrintable(name));
    return made;
}

QList<CimPath> ClusterFixture::rootPools()
{
    QList<CimPath> paths;
    for (const CimInstance &pool : allOf(u"CIM_ResourcePool"_s))
        paths.append(pool.path());
    return paths;
}

QList<CimPath> ClusterFixture::members(const CimPath &pool)
{
    QList<CimPath> paths;
    for (const CimInstance &device :
         associated(pool, u"CIM_ConcreteComponent"_s, u"CIM_LogicalDevice"_s, u"GroupComponent"_s))
        paths.append(device.path());
    return paths;
}

QList<CimPath> ClusterFixture::parents(const CimPath &pool)
{
    QList<CimPath> paths;
    for (const CimInstance &parent :
         associated(pool, u"CIM_ElementAllocatedFromPool"_s, u"CIM_ResourcePool"_s, u"Dependent"_s))
        paths.append(parent.path());
    return paths;
}

QStringList ClusterFixture::poolSnapshot()
{
    QStringList lines;
    for (const QString &className :
         {u"CIM_ResourcePool"_s, u"CIM_LogicalDevice"_s, u"CIM_ResourceAllocationSettingData"_s,
          u"CIM_ConcreteComponent"_s, u"CIM_HostedResourcePool"_s, u"CIM_SettingsDefineState"_s,
          u"CIM_ElementAllocatedFromPool"_s}) {
        for (const CimInstance &instance : allOf(className)) {
            QString line = instance.path().toText();
            for (const auto &[name, value] : instance.properties())
                line += u'\n' + name + u'=' + value.toText();
            lines.append(line);
        }
    }
    return lines;
}

QString allocation(std::optional<quint64> reservation, std::optional<quint64> limit,
                   const Arguments &more)
{
    CimInstance setting = Objects::made(QString(Schema::hypervCluster),
                                        "CISTERN_ResourceAllocationSettingData"_L1);
    if (reservation)
        setting.set(u"Reservation", bytes(*reservation));
    if (limit)
        setting.set(u"Limit", bytes(*limit));
    for (const auto &[name, value] : more)
        setting.set(name, value);
    return Embedded::toText(setting);
}

} // namespace Cistern

#include "moc_clusterfixture.cpp"
