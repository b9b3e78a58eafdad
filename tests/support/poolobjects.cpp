// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/poolobjects.h"

#include "services/schema/schema.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

PoolObjects::PoolObjects(const QString &nameSpace) : m_nameSpace(nameSpace)
{
    CimInstance service(*Schema::findClass(nameSpace, ours(u"ResourcePoolConfigurationService"_s)));
    service.set(u"SystemCreationClassName", CimValue::string(u"Msvm_ComputerSystem"_s));
    service.set(u"SystemName", CimValue::string(u"hv23"_s));
    service.set(u"CreationClassName", CimValue::string(service.className()));
    service.set(u"Name", CimValue::string(u"pools"_s));
    objects.append(service);
    m_service = service.path();
    CimInstance capabilities = made(ours(u"ResourcePoolConfigurationCapabilities"_s), u"caps"_s);
    objects.append(capabilities);
    m_capabilities = capabilities.path();
    announce({2, 3, 4, 5, 6, 7, 32768, 32769, 32770, 32771});
}

QString PoolObjects::ours(const QString &className) const
{
    return (sameNameSpace(m_nameSpace, QString(Schema::virtualization)) ? u"Msvm_"_s
                                                                        : u"CISTERN_"_s)
        + className;
}

ResourceType PoolObjects::processor()
{
    return {.number = 3, .subType = u"Microsoft:Hyper-V:Processor"_s};
}

ResourceType PoolObjects::memory()
{
    return {.number = 4, .subType = u"Microsoft:Hyper-V:Memory"_s};
}

ResourceType PoolObjects::disk()
{
    return {.number = 31, .subType = u"Microsoft:Hyper-V:Virtual Hard Disk"_s};
}

ResourceType PoolObjects::network()
{
    return {.number = 33, .subType = u"Microsoft:Hyper-V:Ethernet Connection"_s};
}

CimInstance PoolObjects::made(const QString &className, const QString &id)
{
    CimInstance instance(*Schema::findClass(m_nameSpace, className));
    instance.set(u"InstanceID", CimValue::string(id));
    return instance;
}

CimPath PoolObjects::primordial(const ResourceType &type, const QString &unit, quint64 capacity,
                                quint64 reserved)
{
    const bool processors = type.number == 3 && ours({}) == "Msvm_"_L1;
    CimInstance pool = made(processors ? u"Msvm_ProcessorPool"_s : ours(u"ResourcePool"_s),
                            u"Microsoft:root-%1"_s.arg(++m_made));
    type.tell(pool);
    pool.set(u"PoolID", CimValue::string(QString()));
    pool.set(u"ElementName", CimValue::string(u"Primordial"_s));
    pool.set(u"Primordial", CimValue::boolean(true));
    pool.set(u"AllocationUnits", CimValue::string(unit));
    pool.set(u"Capacity", CimValue::uint64(capacity));
    pool.set(u"Reserved", CimValue::uint64(reserved));
    pool.set(u"OperationalStatus", CimValue::uint16s({2}));
    objects.append(pool);
    return pool.path();
}

CimPath PoolObjects::child(const QString &name, const ResourceType &type, const QString &unit,
                           const QList<CimPath> &parents, const QList<Terms> &terms,
                           quint64 capacity, quint64 reserved)
{
    const CimPath path = primordial(type, unit, capacity, reserved);
    CimInstance &pool = *find(path);
    pool.set(u"PoolID", CimValue::string(name));
    pool.set(u"ElementName", CimValue::string(name));
    pool.set(u"Primordial", CimValue::boolean(false));
    for (const CimPath &parent : parents)
        link(ours(u"ElementAllocatedFromPool"_s), u"Antecedent", parent, u"Dependent", path);
    for (qsizetype i = 0; i < terms.size(); ++i) {
        CimInstance setting = made(ours(u"ResourceAllocationSettingData"_s),
                                   u"Microsoft:rasd-%1"_s.arg(++m_made));
        type.tell(setting);
        setting.set(u"PoolID", find(parents.at(i))->value(u"PoolID"));
        setting.set(u"AllocationUnits", CimValue::string(unit));
        setting.set(u"Reservation", CimValue::uint64(terms.at(i).reservation));
        setting.set(u"Limit", CimValue::uint64(terms.at(i).limit));
        setting.set(u"Weight", CimValue::uint32(terms.at(i).weight));
        setting.set(u"HostResource", CimValue::strings(terms.at(i).hostResources));
        objects.append(setting);
        link(u"Msvm_SettingsDefineState"_s, u"ManagedElement", path, u"SettingData",
             setting.path());
    }
    if (ours({}) == "Msvm_"_L1) {
        CimInstance settings = made(u"Msvm_ResourcePoolSettingData"_s,
                                    u"Microsoft:Pool\\%1"_s.arg(++m_made));
        type.tell(settings);
        settings.set(u"PoolID", CimValue::string(name));
        settings.set(u"ElementName", CimValue::string(name));
        objects.append(settings);
        link(u"Msvm_SettingsDefineState"_s, u"ManagedElement", path, u"SettingData",
             settings.path());
    }
    return path;
}

void PoolObjects::link(const QString &className, QStringView near, const CimPath &from,
                       QStringView far, const CimPath &to)
{
    CimInstance link(*Schema::findClass(m_nameSpace, className));
    link.set(near, CimValue::reference(from));
    link.set(far, CimValue::reference(to));
    links.append(link);
}

void PoolObjects::announce(const QList<quint32> &methods)
{
    QList<CimValue> numbers;
    for (const quint32 method : methods)
        numbers.append(CimValue::uint32(method));
    find(m_capabilities)
        ->set(u"AsynchronousMethodsSupported", CimValue::array(CimType::UInt32, numbers));
}

CimInstance *PoolObjects::find(const CimPath &path)
{
    for (CimInstance &object : objects) {
        if (object.path() == path)
            return &object;
    }
    return nullptr;
}

void PoolObjects::tell(Inventory &inventory, const QString &systemId) const
{
    inventory.setObjects(systemId, objects, links, QDateTime::currentDateTimeUtc());
}

} // namespace Cistern
