// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/resourcecalls.h"

#include "services/provider/objects.h"
#include "services/schema/embedded.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Schema::virtualization;

namespace {
struct Row
{
    Resources::Type type;
    QLatin1StringView subType, settingClass;
};
constexpr Row table[] = {
    {Resources::Processor, "Microsoft:Hyper-V:Processor"_L1, "Msvm_ProcessorSettingData"_L1},
    {Resources::Memory, "Microsoft:Hyper-V:Memory"_L1, "Msvm_MemorySettingData"_L1},
    {Resources::Disk, "Microsoft:Hyper-V:Virtual Hard Disk"_L1,
     "Msvm_StorageAllocationSettingData"_L1},
    {Resources::Network, "Microsoft:Hyper-V:Ethernet Connection"_L1,
     "Msvm_EthernetPortAllocationSettingData"_L1},
};

const Row &rowOf(Resources::Type type)
{
    for (const Row &row : table) {
        if (row.type == type)
            return row;
    }
    qFatal("no such type");
}

CimInstance made(QLatin1StringView className)
{
    return Objects::made(QString(virtualization), className);
}

CimInstance typed(CimInstance instance, Resources::Type type, const Arguments &more)
{
    instance.set(u"ResourceType", CimValue::uint16(type));
    instance.set(u"ResourceSubType", words(QString(rowOf(type).subType)));
    for (const auto &[name, value] : more)
        instance.set(name, value);
    return instance;
}

bool isPrimordial(const CimInstance &pool)
{
    return pool.value(u"Primordial").toBool().value_or(false);
}
} // namespace

CimPath Resources::service(ProviderFixture &at)
{
    return at.all(u"Msvm_ResourcePoolConfigurationService"_s, virtualization).value(0).path();
}

CimPath Resources::primordial(ProviderFixture &at, Type type)
{
    for (const CimInstance &pool : at.all(u"CIM_ResourcePool"_s, virtualization)) {
        if (isPrimordial(pool) && pool.value(u"ResourceType").toUnsigned() == type)
            return pool.path();
    }
    qFatal("no primordial pool of type %d", int(type));
}

QList<CimPath> Resources::children(ProviderFixture &at)
{
    QList<CimPath> found;
    for (const CimInstance &pool : at.all(u"CIM_ResourcePool"_s, virtualization)) {
        if (!isPrimordial(pool))
            found.append(pool.path());
    }
    return found;
}

quint64 Resources::capacity(ProviderFixture &at, const CimPath &pool)
{
    return at.number(pool, u"Capacity");
}

quint64 Resources::reserved(ProviderFixture &at, const CimPath &pool)
{
    return at.number(pool, u"Reserved");
}

quint64 Resources::free(ProviderFixture &at, const CimPath &pool)
{
    return capacity(at, pool) - reserved(at, pool);
}

CimInstance Resources::settings(Type type, const QString &poolId, const Arguments &more)
{
    CimInstance instance = made("Msvm_ResourcePoolSettingData"_L1);
    instance.set(u"PoolID", words(poolId));
    instance.set(u"ElementName", words(poolId));
    return typed(instance, type, more);
}

CimInstance Resources::entry(Type type, const Entry &values, const Arguments &more)
{
    CimInstance instance = made(rowOf(type).settingClass);
    instance.set(u"Reservation", CimValue::uint64(values.reservation));
    instance.set(u"Limit", CimValue::uint64(values.limit));
    if (!values.hosts.isEmpty())
        instance.set(u"HostResource", CimValue::strings(values.hosts));
    if (!values.poolId.isEmpty())
        instance.set(u"PoolID", words(values.poolId));
    return typed(instance, type, more);
}

CimValue Resources::text(const CimInstance &instance)
{
    return words(Embedded::toText(instance));
}

CimValue Resources::texts(const QList<CimInstance> &instances)
{
    QStringList all;
    for (const CimInstance &instance : instances)
        all.append(Embedded::toText(instance));
    return CimValue::strings(all);
}

Arguments Resources::creation(const CimInstance &settings, const QList<CimPath> &parents,
                              const QList<CimInstance> &entries)
{
    return {{u"PoolSettings"_s, text(settings)},
            {u"ParentPools"_s, CimValue::references(parents)},
            {u"AllocationSettings"_s, texts(entries)}};
}

ProviderFixture::Result Resources::call(ProviderFixture &at, const QString &method,
                                        const Arguments &arguments)
{
    return at.finished(at.call(service(at), method, arguments));
}

ProviderFixture::Result Resources::create(ProviderFixture &at, const Arguments &arguments)
{
    return call(at, u"CreatePool"_s, arguments);
}

CimPath Resources::pool(ProviderFixture &at, Type type, const QString &poolId,
                        const QList<CimPath> &parents, const QList<Entry> &entries)
{
    QList<CimInstance> instances;
    for (const Entry &each : entries)
        instances.append(entry(type, each));
    const auto result = create(at, creation(settings(type, poolId), parents, instances));
    if (result.path(u"Pool").isEmpty())
        qFatal("no pool %s: %llu", qPrintable(poolId), result.code);
    return result.path(u"Pool");
}

CimPath Resources::pool(ProviderFixture &at, Type type, const QString &poolId, quint64 reservation,
                        quint64 limit)
{
    return pool(at, type, poolId, {primordial(at, type)},
                {{.reservation = reservation, .limit = limit}});
}

quint64 Resources::remove(ProviderFixture &at, const CimPath &pool)
{
    return call(at, u"DeletePool"_s, {{u"Pool"_s, ref(pool)}}).code;
}

void Resources::put(ProviderFixture &at, const CimInstance &instance, bool foreign)
{
    if (!at.await(at.provider().adjust(instance, foreign)))
        qFatal("the object could not be put");
}

void Resources::put(ProviderFixture &at, const CimPath &path, const QString &property,
                    const CimValue &value)
{
    CimInstance instance = at.get(path).value();
    instance.set(property, value);
    put(at, instance);
}

void Resources::announce(ProviderFixture &at, const QList<quint32> &jobs,
                         const QList<quint32> &atOnce)
{
    const auto codes = [](const QList<quint32> &values) {
        QList<CimValue> elements;
        for (const quint32 value : values)
            elements.append(CimValue::uint32(value));
        return CimValue::array(CimType::UInt32, elements);
    };
    CimInstance told = at.all(u"Msvm_ResourcePoolConfigurationCapabilities"_s, virtualization)
                           .value(0);
    told.set(u"AsynchronousMethodsSupported", codes(jobs));
    told.set(u"SynchronousMethodsSupported", codes(atOnce));
    put(at, told);
}

void Resources::allAtOnce(ProviderFixture &at)
{
    announce(at, {}, {32768, 32769, 32770, 32771});
}

QStringList Resources::snapshot(ProviderFixture &at)
{
    QStringList lines;
    for (const QString &className :
         {u"CIM_ResourcePool"_s, u"CIM_ResourceAllocationSettingData"_s,
          u"Msvm_ResourcePoolSettingData"_s, u"CIM_AllocationCapabilities"_s,
          u"CIM_ElementAllocatedFromPool"_s, u"CIM_SettingsDefineState"_s,
          u"CIM_SettingsDefineCapabilities"_s, u"CIM_ElementCapabilities"_s,
          u"CIM_SystemComponent"_s}) {
        for (const CimInstance &instance : at.all(className, virtualization)) {
            QString line = instance.path().toText();
            for (const auto &[name, value] : instance.properties())
                line += u'\n' + name + u'=' + value.toText();
            lines.append(line);
        }
    }
    return lines;
}

QString Resources::booksProblem(ProviderFixture &at)
{
    const auto pools = at.all(u"CIM_ResourcePool"_s, virtualization);
    QHash<CimPath, quint64> reserved, drawn; // told, and summed over children
    QList<CimPath> several;                  // have a child that draws from others as well
    for (const CimInstance &pool : pools)
        reserved.insert(pool.path(), pool.value(u"Reserved").toUnsigned().value_or(0));
    for (const CimInstance &pool : pools) {
        quint64 wanted = 0;
        for (const CimInstance &entry : at.associated(pool.path(), u"Msvm_SettingsDefineState"_s,
                                                      u"CIM_ResourceAllocationSettingData"_s))
            wanted += entry.value(u"Reservation").toUnsigned().value_or(0);
        QList<CimPath> parents;
        for (const CimInstance &link : at.links(pool.path(), u"Msvm_ElementAllocatedFromPool"_s)) {
            if (*link.value(u"Dependent").toPath() == pool.path())
                parents.append(*link.value(u"Antecedent").toPath());
        }
        for (const CimPath &parent : std::as_const(parents))
            drawn[parent] += std::max(wanted, reserved[pool.path()]);
        if (parents.size() > 1)
            several += parents;
    }
    for (const CimInstance &pool : pools) {
        const quint64 told = reserved[pool.path()];
        if (told != drawn.value(pool.path()) && !several.contains(pool.path()))
            return u"%1: %2 is reserved, %3 is drawn"_s.arg(pool.value(u"ElementName").toString())
                .arg(told)
                .arg(drawn.value(pool.path()));
        if (told > pool.value(u"Capacity").toUnsigned().value_or(0))
            return pool.value(u"ElementName").toString() + u" gave more than it has"_s;
    }
    return {};
}

} // namespace Cistern
