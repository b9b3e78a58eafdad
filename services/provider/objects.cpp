// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/objects.h"

#include "services/provider/objectstore.h"
#include "services/schema/schema.h"

#include <QFile>
#include <QSysInfo>
#include <QUuid>

namespace Cistern::Objects {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr QLatin1StringView systemClass{"MSFTSM_ComputerSystem"};
constexpr QLatin1StringView serviceClass{"MSISCSITARGET_StorageConfigurationService"};

CimValue text(const QString &value)
{
    return CimValue::string(value);
}

CimPath keyed(QLatin1StringView className, QList<CimPath::Key> keys)
{
    return CimPath(Schema::iscsiTarget, className, std::move(keys));
}

CimPath devicePath(QLatin1StringView className, const QString &systemName, const QString &id)
{
    return keyed(className,
                 {{u"SystemCreationClassName"_s, text(systemClass)},
                  {u"SystemName"_s, text(systemName)},
                  {u"CreationClassName"_s, text(className)},
                  {u"DeviceID"_s, text(id)}});
}

CimInstance device(QLatin1StringView className, const QString &id, const QString &systemName)
{
    CimInstance instance = made(className);
    instance.set(u"SystemCreationClassName", text(systemClass));
    instance.set(u"SystemName", text(systemName));
    instance.set(u"CreationClassName", text(className));
    instance.set(u"DeviceID", text(id));
    setHealthy(instance);
    setEnabled(instance);
    instance.set(u"ExtentStatus", CimValue::uint16s({2}));
    instance.set(u"Access", CimValue::uint16(3));
    instance.set(u"DataOrganization", CimValue::uint16(2));
    instance.set(u"BlockSize", CimValue::uint64(512));
    instance.set(u"Primordial", CimValue::boolean(false));
    instance.set(u"SequentialAccess", CimValue::boolean(false));
    instance.set(u"IsBasedOnUnderlyingRedundancy", CimValue::boolean(false));
    instance.set(u"NoSinglePointOfFailure", CimValue::boolean(false));
    instance.set(u"DataRedundancy", CimValue::uint16(1));
    instance.set(u"PackageRedundancy", CimValue::uint16(0));
    return instance;
}
} // namespace

void setHealthy(CimInstance &instance)
{
    instance.set(u"OperationalStatus", CimValue::uint16s({2}));
    instance.set(u"StatusDescriptions", CimValue::strings({u"OK"_s}));
    instance.set(u"Status", text(u"OK"_s));
    instance.set(u"HealthState", CimValue::uint16(5));
}

void setEnabled(CimInstance &instance)
{
    instance.set(u"EnabledState", CimValue::uint16(2));
    instance.set(u"RequestedState", CimValue::uint16(12));
    instance.set(u"EnabledDefault", CimValue::uint16(2));
}

CimInstance made(QStringView nameSpace, QLatin1StringView className)
{
    const ClassDecl *decl = Schema::findClass(nameSpace, QString(className));
    return decl ? CimInstance(*decl) : CimInstance(QString(className));
}

CimInstance made(QLatin1StringView className)
{
    return made(QString(Schema::iscsiTarget), className);
}

CimInstance whole(CimInstance instance)
{
    instance.tellAll();
    return instance;
}

CimPath systemPath(const QString &systemName)
{
    return keyed(systemClass,
                 {{u"CreationClassName"_s, text(systemClass)}, {u"Name"_s, text(systemName)}});
}

CimPath servicePath(const QString &systemName)
{
    return service(systemName).path();
}

CimPath poolPath(const QString &id)
{
    return keyed("MSISCSITARGET_StoragePool"_L1, {{u"InstanceID"_s, text(id)}});
}

CimPath extentPath(const QString &systemName, const QString &id)
{
    return devicePath("CISTERN_StorageExtent"_L1, systemName, id);
}

CimPath volumePath(const QString &systemName, const QString &id)
{
    return devicePath("MSISCSITARGET_StorageVolume"_L1, systemName, id);
}

std::span<const JobClasses> jobClasses()
{
    static constexpr JobClasses table[] = {
        {Schema::iscsiTarget, "MSISCSITARGET_ConcreteJob"_L1, "MSISCSITARGET_AffectedJobElement"_L1,
         "CISTERN_OwningJobElement"_L1},
        {Schema::virtualization, "Msvm_ConcreteJob"_L1, "Msvm_AffectedJobElement"_L1,
         "Msvm_OwningJobElement"_L1},
        {Schema::hypervCluster, "Msvm_ConcreteJob"_L1, "Msvm_AffectedJobElement"_L1,
         "Msvm_OwningJobElement"_L1},
    };
    return table;
}

const JobClasses &jobClasses(QStringView nameSpace)
{
    for (const JobClasses &row : jobClasses()) {
        if (sameNameSpace(nameSpace, QString(row.nameSpace)))
            return row;
    }
    return jobClasses().front();
}

CimPath jobPath(const JobClasses &classes, const QString &id)
{
    return CimPath(classes.nameSpace, classes.job, {{u"InstanceID"_s, text(id)}});
}

CimInstance system(const QString &systemName, const QString &description, const QDateTime &booted)
{
    CimInstance instance = made(systemClass);
    instance.set(u"CreationClassName", text(systemClass));
    instance.set(u"Name", text(systemName));
    instance.set(u"NameFormat", text(u"Other"_s));
    instance.set(u"ElementName", text(systemName));
    instance.set(u"Caption", text(systemName));
    instance.set(u"Description", text(description));
    instance.set(u"Dedicated", CimValue::uint16s({15})); // block server
    instance.set(u"OtherIdentifyingInfo", CimValue::strings({QSysInfo::kernelVersion()}));
    instance.set(u"IdentifyingDescriptions", CimValue::strings({u"Kernel version"_s}));
    instance.set(u"ResetCapability", CimValue::uint16(5));
    setHealthy(instance);
    setEnabled(instance);
    if (booted.isValid())
        instance.set(u"TimeOfLastStateChange", CimValue::dateTime(CimDateTime::at(booted)));
    return instance;
}

CimInstance service(const QString &systemName)
{
    CimInstance instance = made(serviceClass);
    instance.set(u"SystemCreationClassName", text(systemClass));
    instance.set(u"SystemName", text(systemName));
    instance.set(u"CreationClassName", text(serviceClass));
    instance.set(u"Name", text(u"Cistern"_s));
    instance.set(u"ElementName", text(u"Storage configuration"_s));
    instance.set(u"Started", CimValue::boolean(true));
    instance.set(u"StartMode", text(u"Automatic"_s));
    setHealthy(instance);
    setEnabled(instance);
    return instance;
}

CimInstance serviceCapabilities()
{
    CimInstance instance = made("MSISCSITARGET_StorageConfigurationCapabilities"_L1);
    instance.set(u"InstanceID", text(u"Cistern:StorageConfigurationCapabilities"_s));
    instance.set(u"ElementName", text(u"Storage configuration capabilities"_s));
    // What moves bytes runs as a job; a change of the books alone finishes at once.
    instance.set(u"SupportedAsynchronousActions", CimValue::uint16s({2, 3, 4, 5, 6, 7}));
    instance.set(u"SupportedSynchronousActions", CimValue::uint16s({4, 7}));
    instance.set(u"SupportedStorageElementTypes", CimValue::uint16s({2, 3}));
    instance.set(u"SupportedStoragePoolFeatures", CimValue::uint16s({2, 3, 4, 5, 6, 7}));
    instance.set(u"SupportedStorageElementFeatures",
                 CimValue::uint16s({2, 3, 4, 5, 6, 11, 12, 13}));
    instance.set(u"SupportedStorageElementUsage", CimValue::uint16s({2}));
    instance.set(u"SupportedStoragePoolUsage", CimValue::uint16s({2}));
    return instance;
}

CimInstance pool(const QString &id, const QString &name, const QString &systemName, bool primordial)
{
    CimInstance instance = made("MSISCSITARGET_StoragePool"_L1);
    instance.set(u"InstanceID", text(id));
    instance.set(u"PoolID", text(id));
    instance.set(u"Name", text(id));
    instance.set(u"ElementName", text(name));
    instance.set(u"SystemName", text(systemName));
    instance.set(u"Primordial", CimValue::boolean(primordial));
    instance.set(u"ResourceType", CimValue::uint16(19)); // storage extent
    instance.set(u"AllocationUnits", text(u"byte"_s));
    instance.set(u"Usage", CimValue::uint16(2));
    instance.set(u"LowSpaceWarningThreshold", CimValue::uint16(0));
    setHealthy(instance);
    return instance;
}

CimInstance extent(const QString &id, const QString &systemName)
{
    CimInstance instance = device("CISTERN_StorageExtent"_L1, id, systemName);
    instance.set(u"NameFormat", CimValue::uint16(12)); // OS device name
    instance.set(u"NameNamespace", CimValue::uint16(8));
    return instance;
}

CimInstance volume(const QString &id, const QString &systemName)
{
    CimInstance instance = device("MSISCSITARGET_StorageVolume"_L1, id, systemName);
    instance.set(u"Name", text(id));
    instance.set(u"NameFormat", CimValue::uint16(1)); // other
    instance.set(u"OtherNameFormat", text(u"UUID"_s));
    instance.set(u"NameNamespace", CimValue::uint16(1));
    instance.set(u"OtherNameNamespace", text(u"Cistern"_s));
    instance.set(u"MSType", CimValue::ofSigned(CimType::SInt32, 2)); // fixed
    return instance;
}

CimInstance capabilities(const QString &id, const QString &name)
{
    CimInstance instance = made("MSISCSITARGET_StorageCapabilities"_L1);
    instance.set(u"InstanceID", text(id));
    instance.set(u"ElementName", text(name));
    instance.set(u"ElementType", CimValue::uint16(5)); // storage pool
    instance.set(u"NoSinglePointOfFailure", CimValue::boolean(false));
    instance.set(u"NoSinglePointOfFailureDefault", CimValue::boolean(false));
    for (const QLatin1StringView end : {"Min"_L1, "Max"_L1, "Default"_L1}) {
        instance.set(u"DataRedundancy"_s + end, CimValue::uint16(1));
        instance.set(u"PackageRedundancy"_s + end, CimValue::uint16(0));
    }
    return instance;
}

CimInstance setting(const QString &id, const QString &name, const CimInstance &capabilities,
                    bool changeable)
{
    CimInstance instance = made("MSISCSITARGET_StorageSetting"_L1);
    instance.set(u"InstanceID", text(id));
    instance.set(u"ElementName", text(name));
    instance.set(u"ChangeableType", CimValue::uint16(changeable ? 1 : 0));
    instance.set(u"NoSinglePointOfFailure", capabilities.value(u"NoSinglePointOfFailureDefault"));
    for (const QLatin1StringView group : {"DataRedundancy"_L1, "PackageRedundancy"_L1}) {
        for (const QLatin1StringView end : {"Min"_L1, "Max"_L1, "Goal"_L1})
            instance.set(QString(group) + end, capabilities.value(QString(group) + "Default"_L1));
    }
    return instance;
}

CimInstance link(QLatin1StringView className, QLatin1StringView firstRole, const CimPath &first,
                 QLatin1StringView secondRole, const CimPath &second)
{
    CimInstance instance = made(first.nameSpace(), className);
    instance.set(QString(firstRole), CimValue::reference(first));
    instance.set(QString(secondRole), CimValue::reference(second));
    return instance;
}

QString newId()
{
    return u"Cistern:"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QString newId(const ObjectStore &store)
{
    return u"Cistern:"_s + store.newUuid();
}

QString hostName()
{
    const QString name = QSysInfo::machineHostName();
    return name.isEmpty() ? u"localhost"_s : name;
}

QString hostDescription()
{
    return u"%1, %2 %3, %4"_s.arg(QSysInfo::prettyProductName(), QSysInfo::kernelType(),
                                  QSysInfo::kernelVersion(), QSysInfo::currentCpuArchitecture());
}

QDateTime hostBooted()
{
    QFile file(u"/proc/stat"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("btime "))
            return QDateTime::fromSecsSinceEpoch(line.mid(6).trimmed().toLongLong(), Qt::UTC);
    }
    return {};
}

bool isThisHost(const QString &host, const QString &systemName)
{
    const QString own = hostName();
    for (const QString &name :
         {QString(), u"."_s, u"localhost"_s, systemName, own, own.section(u'.', 0, 0)}) {
        if (host.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace Cistern::Objects
