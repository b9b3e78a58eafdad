// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/practicebuilder.h"

#include "services/core/onpool.h"
#include "services/schema/embedded.h"
#include "services/schema/schema.h"
#include "services/wsman/transports/localtransport.h"

#include <QDir>
#include <QFile>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr quint64 MiB = 1024 * 1024;
const QString storage(Schema::iscsiTarget), hyperv(Schema::virtualization),
    cluster(Schema::hypervCluster);
const QString storageService = u"MSISCSITARGET_StorageConfigurationService"_s;
const QString hypervService = u"Msvm_ResourcePoolConfigurationService"_s;
const QString clusterService = u"CIM_ResourcePoolConfigurationService"_s;
// Their names in the order of the list.
const QString first = u"iscsi01"_s, second = u"iscsi02"_s, third = u"hvclus01"_s;

CimValue text(const QString &value)
{
    return CimValue::string(value);
}

QString key(const QString &system, const QString &className)
{
    return system + u'/' + className;
}

// Stores of a site that was not made to its end are of no use; anything else stays untouched.
Outcome<Done> prepare(const PracticeSite &site)
{
    QDir folder(site.folder());
    const QString mark = folder.filePath(u"unfinished"_s);
    if (QFile::exists(mark)) {
        for (const QString &system : PracticeBuilder::systems())
            QDir(site.store(system)).removeRecursively();
    } else if (folder.exists() && !folder.isEmpty()) {
        return Failure{.cause = Failure::Cause::Exists,
                       .stage = Failure::Stage::Storage,
                       .parameter = site.folder()};
    }
    QFile file(mark);
    if (!QDir().mkpath(site.folder()) || !file.open(QIODevice::WriteOnly))
        return Failure{.cause = Failure::Cause::Storage,
                       .stage = Failure::Stage::Storage,
                       .parameter = site.folder(),
                       .serverText = file.errorString()};
    return Done();
}

Outcome<Done> complete(const PracticeSite &site)
{
    const auto written = site.write(
        PracticeBuilder::systems(),
        {{PracticeBuilder::slowSystem(), PracticeBuilder::slowBytesPerSecond}});
    if (written)
        QFile::remove(site.folder() + u"/unfinished"_s);
    return written;
}

CimInstance setting(const QString &className, const QString &nameSpace,
                    const QList<std::pair<QString, CimValue>> &values)
{
    CimInstance instance = CimInstance(*Schema::findClass(nameSpace, className));
    for (const auto &[name, value] : values)
        instance.set(name, value);
    return instance;
}
} // namespace

QStringList PracticeBuilder::systems()
{
    return {first, second, third};
}

QString PracticeBuilder::slowSystem()
{
    return second;
}

PracticeBuilder::PracticeBuilder(const PracticeSite &site, QObject *owner)
    : QObject(owner), m_site(site)
{}

PracticeBuilder::~PracticeBuilder() = default;

Answer<Done> PracticeBuilder::start()
{
    m_steps.append([this] { return onPool([site = m_site] { return prepare(site); }); });
    plan();
    next();
    return m_pledge.answer();
}

void PracticeBuilder::next()
{
    if (m_steps.isEmpty())
        return end(Done());
    onDone(m_steps.takeFirst()(), this,
           [this](const Outcome<Done> &outcome) { outcome ? next() : end(outcome); });
}

void PracticeBuilder::end(const Outcome<Done> &outcome)
{
    m_systems.clear();
    const auto written = outcome ? onPool([site = m_site] { return complete(site); })
                                 : readyAnswer<Done>(outcome);
    onDone(written, this, [this](const Outcome<Done> &last) {
        m_pledge.give(last);
        deleteLater();
    });
}

void PracticeBuilder::open(const QString &system)
{
    m_steps.append([this, system] {
        System &made = m_systems[system];
        made.faults = std::make_shared<FaultPoints>();
        made.provider = std::make_unique<Provider>(Provider::Options{.store = m_site.store(system),
                                                                     .systemName = system,
                                                                     .firstLimit = 128 * MiB,
                                                                     .clock = nullptr,
                                                                     .faults = made.faults});
        made.connection = std::make_unique<Connection>(
            std::make_unique<LocalTransport>(
                made.provider->responder(),
                Caller{.user = qEnvironmentVariable("USER"), .role = AccessRole::Manage}, m_clock),
            m_clock);
        return made.provider->opened();
    });
}

void PracticeBuilder::look(const QString &system, const QString &nameSpace,
                           const QString &className)
{
    m_steps.append([=, this] {
        const auto read = m_systems[system].connection->enumerate(nameSpace, className, this);
        return andThen(read, this, [=, this](const QList<CimInstance> &instances) {
            m_seen.insert(key(system, nameSpace + className), instances);
            return readyAnswer<Done>(Done());
        });
    });
}

CimInstance PracticeBuilder::found(const QString &system, const QString &className,
                                   const std::function<bool(const CimInstance &)> &is) const
{
    for (const CimInstance &instance : m_seen.value(key(system, className))) {
        if (is(instance))
            return instance;
    }
    return {};
}

CimPath PracticeBuilder::named(const QString &system, const QString &className,
                               const QString &name) const
{
    return found(system, className,
                 [&name](const CimInstance &instance) {
                     return instance.value(u"ElementName").toString() == name;
                 })
        .path();
}

void PracticeBuilder::make(const QString &system, const QString &nameSpace,
                           const QString &serviceClass, const QString &method,
                           const std::function<Arguments()> &arguments)
{
    m_steps.append(
        [=, this] { return send(system, nameSpace, serviceClass, method, arguments()); });
}

Answer<Done> PracticeBuilder::send(const QString &system, const QString &nameSpace,
                                   const QString &serviceClass, const QString &method,
                                   const Arguments &arguments)
{
    Connection &connection = *m_systems[system].connection;
    const auto services = connection.enumerate(nameSpace, serviceClass, this);
    return andThen(services, this, [=, this, &connection](const QList<CimInstance> &instances) {
        const MethodDecl *decl = Schema::findMethod(nameSpace, serviceClass, method);
        MethodCall call(*decl, instances.value(0).path());
        for (const auto &[name, value] : arguments)
            call.setArgument(name, value);
        return andThen(connection.invoke(call, this), this, [=, this](const MethodReply &reply) {
            const CimValue job = reply.out(u"Job");
            if (reply.returnValue == 4096u && job.toPath())
                return follow(system, *job.toPath());
            if (reply.returnValue == 0u)
                return readyAnswer<Done>(Done());
            return readyAnswer<Done>(Failure{.cause = Failure::Cause::ServerFault,
                                             .stage = Failure::Stage::Operation,
                                             .code = quint32(reply.returnValue.value_or(0)),
                                             .parameter = system,
                                             .serverText = method});
        });
    });
}

// To its end, whichever that is: one job of the site is there to have failed.
Answer<Done> PracticeBuilder::follow(const QString &system, const CimPath &job)
{
    const Pledge<Done> pledge;
    onDone(m_systems[system].connection->get(job, this), this,
           [=, this](const Outcome<CimInstance> &read) {
               if (!read)
                   return pledge.give(read.failure());
               const auto state = read->value(u"JobState").toUnsigned().value_or(0);
               if (state >= 7 && state <= 10) {
                   m_lastJob = job;
                   return pledge.give(Done());
               }
               m_clock.after(50ms, this, [=, this] {
                   onDone(follow(system, job), this,
                          [pledge](const Outcome<Done> &done) { pledge.give(done); });
               });
           });
    return pledge.answer();
}

void PracticeBuilder::plan()
{
    for (const QString &system : systems())
        open(system);
    storagePools();
    hypervPools();
    rootPools();
    pipes();
    failedJob();
}

void PracticeBuilder::storagePools()
{
    struct Pool
    {
        QString system, name, from; // from: empty for the location
        quint64 size;
        QStringList volumes = {};
    };
    const Pool pools[] = {
        {first, u"gold-pool"_s, {}, 40 * MiB, {u"vm-store-01"_s, u"vm-store-02"_s}},
        {first, u"gold-sql"_s, u"gold-pool"_s, 16 * MiB, {u"sql-data"_s}},
        {first, u"archive"_s, {}, 16 * MiB},
        {second, u"silver-pool"_s, {}, 24 * MiB, {u"logs"_s}},
        {third, u"csv-pool"_s, {}, 24 * MiB, {u"csv-01"_s}},
    };
    const QString poolClass = u"CIM_StoragePool"_s;
    for (const Pool &pool : pools) {
        look(pool.system, storage, poolClass);
        make(pool.system, storage, storageService, u"CreateOrModifyStoragePool"_s, [=, this] {
            const CimPath source = pool.from.isEmpty()
                ? found(pool.system, storage + poolClass,
                        [](const CimInstance &each) {
                            return each.value(u"Primordial").toBool().value_or(false);
                        })
                      .path()
                : named(pool.system, storage + poolClass, pool.from);
            return Arguments{{u"ElementName"_s, text(pool.name)},
                             {u"Size"_s, CimValue::uint64(pool.size)},
                             {u"InPools"_s, CimValue::strings({source.toText()})}};
        });
        if (pool.volumes.isEmpty())
            continue;
        look(pool.system, storage, poolClass);
        for (const QString &volume : pool.volumes) {
            make(pool.system, storage, storageService, u"CreateOrModifyElementFromStoragePool"_s,
                 [=, this] {
                     return Arguments{
                         {u"ElementName"_s, text(volume)},
                         {u"ElementType"_s, CimValue::uint16(2)},
                         {u"Size"_s, CimValue::uint64(6 * MiB)},
                         {u"InPool"_s,
                          CimValue::reference(named(pool.system, storage + poolClass, pool.name))}};
                 });
        }
    }
}

void PracticeBuilder::hypervPools()
{
    struct Pool
    {
        quint16 type;
        QString name, settingClass;
        quint64 reservation, limit; // in the unit of the type
    };
    const Pool pools[] = {
        {3, u"Build servers"_s, u"Msvm_ProcessorSettingData"_s, 20'000, 80'000},
        {4, u"Build servers"_s, u"Msvm_MemorySettingData"_s, 256, 1024},
        {4, u"Databases"_s, u"Msvm_MemorySettingData"_s, 512, 2048},
    };
    const QString poolClass = u"CIM_ResourcePool"_s;
    look(third, hyperv, poolClass);
    for (const Pool &pool : pools) {
        make(third, hyperv, hypervService, u"CreatePool"_s, [=, this] {
            const CimInstance parent = found(
                third, hyperv + poolClass, [&pool](const CimInstance &each) {
                    return each.value(u"ResourceType").toUnsigned() == pool.type;
                });
            const Arguments kind{{u"ResourceType"_s, CimValue::uint16(pool.type)},
                                 {u"ResourceSubType"_s, parent.value(u"ResourceSubType")}};
            const CimInstance settings = setting(
                u"Msvm_ResourcePoolSettingData"_s, hyperv,
                kind
                    + Arguments{{u"PoolID"_s, text(pool.name)},
                                {u"ElementName"_s, text(pool.name)}});
            const CimInstance allocation = setting(
                pool.settingClass, hyperv,
                kind
                    + Arguments{{u"PoolID"_s, parent.value(u"PoolID")},
                                {u"Reservation"_s, CimValue::uint64(pool.reservation)},
                                {u"Limit"_s, CimValue::uint64(pool.limit)}});
            return Arguments{
                {u"PoolSettings"_s, text(Embedded::toText(settings))},
                {u"ParentPools"_s, CimValue::references({parent.path()})},
                {u"AllocationSettings"_s, CimValue::strings({Embedded::toText(allocation)})}};
        });
    }
}

void PracticeBuilder::rootPools()
{
    const QString deviceClass = u"CIM_LogicalDevice"_s, poolClass = u"CIM_ResourcePool"_s;
    struct Pool
    {
        QString name, type, base;
        quint64 child; // what a child pool reserves of it; 0: none
    };
    const Pool pools[] = {
        {u"cpu-root"_s, u"3"_s, u"CIM_Processor"_s, 1},
        {u"disk-root"_s, u"31"_s, u"CIM_LogicalDisk"_s, 1024 * MiB},
        {u"spare"_s, u"17"_s, {}, 0},
    };
    look(third, cluster, deviceClass);
    for (const Pool &pool : pools) {
        make(third, cluster, clusterService, u"CreateResourcePool"_s, [=, this] {
            Arguments arguments{{u"ElementName"_s, text(pool.name)},
                                {u"ResourceType"_s, text(pool.type)}};
            QList<CimPath> devices;
            for (const CimInstance &device : m_seen.value(key(third, cluster + deviceClass))) {
                if (!pool.base.isEmpty() && Schema::isA(cluster, device.className(), pool.base))
                    devices.append(device.path());
            }
            if (!devices.isEmpty())
                arguments.append({u"HostResources"_s, CimValue::references(devices)});
            return arguments;
        });
    }
    look(third, cluster, poolClass);
    for (const Pool &pool : pools) {
        if (pool.child == 0)
            continue;
        make(third, cluster, clusterService, u"CreateChildResourcePool"_s, [=, this] {
            const CimInstance terms = setting(u"CISTERN_ResourceAllocationSettingData"_s, cluster,
                                              {{u"Reservation"_s, CimValue::uint64(pool.child)}});
            return Arguments{
                {u"ElementName"_s, text(pool.name.section(u'-', 0, 0) + u"-web"_s)},
                {u"Settings"_s, CimValue::strings({Embedded::toText(terms)})},
                {u"ParentPool"_s,
                 CimValue::references({named(third, cluster + poolClass, pool.name)})}};
        });
    }
}

Answer<Done> PracticeBuilder::introduce(const QString &here, const QString &there)
{
    Provider &told = *m_systems[here].provider;
    return andThen(m_systems[there].provider->pipeIdentity(), this,
                   [&told, there](const PipeIdentity &identity) {
                       return told.addPeer({.name = there,
                                            .place = identity.endpoints.value(0),
                                            .fingerprint = identity.fingerprint});
                   });
}

void PracticeBuilder::pipes()
{
    const QString systemClass = u"MSFTSM_ComputerSystem"_s;
    m_steps.append([this] { return introduce(first, second); });
    m_steps.append([this] { return introduce(second, first); });
    look(first, storage, systemClass);
    look(second, storage, systemClass);
    make(first, storage, storageService, u"CreateOrModifyReplicationPipe"_s, [=, this] {
        const auto self = [=, this](const QString &system) {
            return CimValue::reference(named(system, storage + systemClass, system));
        };
        return Arguments{{u"PipeElementName"_s, text(u"gold-dr"_s)},
                         {u"SourceSystem"_s, self(first)},
                         {u"TargetSystem"_s, self(second)}};
    });
}

// Kept until somebody removes it.
void PracticeBuilder::failedJob()
{
    const QString poolClass = u"CIM_StoragePool"_s;
    m_steps.append([this] {
        m_systems[first].faults->set(FaultPoints::Step::Chunk, FaultPoints::Act::Fail);
        return readyAnswer<Done>(Done());
    });
    make(first, storage, storageService, u"CreateOrModifyStoragePool"_s, [=, this] {
        const CimInstance location = found(first, storage + poolClass, [](const auto &each) {
            return each.value(u"Primordial").toBool().value_or(false);
        });
        return Arguments{{u"ElementName"_s, text(u"bronze-pool"_s)},
                         {u"Size"_s, CimValue::uint64(8 * MiB)},
                         {u"InPools"_s, CimValue::strings({location.path().toText()})}};
    });
    m_steps.append([this] {
        CimInstance change = CimInstance(*Schema::findClass(storage, u"MSISCSITARGET_ConcreteJob"));
        change.set(u"DeleteOnCompletion", CimValue::boolean(false));
        return m_systems[first].connection->put(m_lastJob, change, this);
    });
}

} // namespace Cistern

#include "moc_practicebuilder.cpp"
