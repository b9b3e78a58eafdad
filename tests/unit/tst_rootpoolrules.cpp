// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreateResourcePool on the local target: rules CRP.R1 to CRP.R25.
#include "services/schema/schema.h"
#include "tests/support/clusterfixture.h"
#include "tests/support/jobcalls.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString create = u"CreateResourcePool"_s;

Arguments ofType(const QString &type, const QList<CimPath> &devices = {})
{
    Arguments arguments{{u"ResourceType"_s, words(type)}};
    if (!devices.isEmpty())
        arguments.append({u"HostResources"_s, CimValue::references(devices)});
    return arguments;
}

Arguments named(const QString &name, Arguments arguments)
{
    arguments.append({u"ElementName"_s, words(name)});
    return arguments;
}
} // namespace

class tst_RootPoolRules : public QObject
{
    Q_OBJECT

private slots:
    void CRP_R1_parametersAreTakenAsDeclared()
    {
        ClusterFixture at(false);
        const CimPath disk = at.drive(u"disk1"_s);
        const Arguments whole{{u"ElementName"_s, words(u"all"_s)},
                              {u"HostResources"_s, CimValue::references({disk})},
                              {u"ResourceType"_s, words(u"17"_s)},
                              {u"Pool"_s, CimValue::null(CimType::Reference)},
                              {u"Job"_s, CimValue::null(CimType::Reference)}};
        QCOMPARE(at.create(whole).code, 0u);
        const MethodDecl *decl = Schema::findMethod(ClusterFixture::nameSpace(),
                                                    at.clusterService().className(), create);
        QStringList order;
        for (const ParamDecl &param : decl->params)
            order.append(param.name);
        QCOMPARE(order.join(u' '), u"ElementName HostResources ResourceType Pool Job"_s);
    }

    void CRP_R1_wrongTypesAreFaults_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<CimValue>("value");
        QTest::newRow("a number in ResourceType") << u"ResourceType"_s << CimValue::uint16(31);
        QTest::newRow("text in HostResources") << u"HostResources"_s << words(u"disk"_s);
        QTest::newRow("an array in ElementName")
            << u"ElementName"_s << CimValue::strings({u"a"_s, u"b"_s});
        QTest::newRow("a value in Pool")
            << u"Pool"_s << ref(CimPath(ClusterFixture::nameSpace(), u"CIM_ResourcePool"_s));
        QTest::newRow("an unknown name") << u"Colour"_s << words(u"red"_s);
    }

    void CRP_R1_wrongTypesAreFaults()
    {
        QFETCH(QString, name);
        QFETCH(CimValue, value);
        ClusterFixture at;
        if (Wire::kind() != Wire::Kind::Direct && name == "ResourceType"_L1)
            QSKIP("a number and its text are the same on the wire");
        const QStringList before = at.poolSnapshot();
        Arguments arguments = ofType(u"31"_s);
        arguments.removeIf([&name](const auto &argument) { return argument.first == name; });
        arguments.append({name, value});
        const auto result = at.create(arguments);
        QVERIFY(result.faulted());
        QCOMPARE(result.fault->cimStatus, 4u);
        QCOMPARE(at.poolSnapshot(), before);
    }

    void CRP_R2_makesARootPool()
    {
        ClusterFixture at;
        const CimPath pool = at.rootPool(u"gold"_s, u"17"_s, {at.drive(u"disk1"_s)});
        QVERIFY(at.parents(pool).isEmpty());
        QVERIFY(at.links(pool, u"CIM_ElementAllocatedFromPool"_s).isEmpty());
        QCOMPARE(at.get(pool)->value(u"Primordial").toBool(), std::optional(false));
    }

    void CRP_R3_theCapabilityListsDecideTheForm_data()
    {
        QTest::addColumn<bool>("asJob");
        QTest::newRow("asynchronous list") << true;
        QTest::newRow("synchronous list") << false;
    }

    void CRP_R3_theCapabilityListsDecideTheForm()
    {
        QFETCH(bool, asJob);
        ClusterFixture at;
        at.announceMethods(asJob ? QList<quint32>{2} : QList<quint32>{},
                           asJob ? QList<quint32>{} : QList<quint32>{2});
        for (int i = 0; i < 3; ++i) {
            const auto result = at.callCluster(create, ofType(u"31"_s));
            QCOMPARE(result.code, quint64(asJob ? 4096 : 0));
            QCOMPARE(result.path(u"Job").isEmpty(), !asJob);
            at.ended(result);
        }
        QCOMPARE(at.rootPools().size(), 3);
    }

    void CRP_R3_eachMethodIsInOneList()
    {
        ClusterFixture at;
        const CimInstance told = at.allOf(u"CIM_ResourcePoolConfigurationCapabilities"_s).value(0);
        QList<quint64> all = told.value(u"AsynchronousMethodsSupported").toUnsigneds()
            + told.value(u"SynchronousMethodsSupported").toUnsigneds();
        std::sort(all.begin(), all.end());
        QCOMPARE(all, (QList<quint64>{2, 3, 4, 5, 6, 7}));
        QVERIFY(told.value(u"AsynchronousMethodsSupported").toUnsigneds().contains(2));
    }

    void CRP_R4_thePoolIsHostedByTheSystemOfTheService()
    {
        ClusterFixture at;
        const CimPath pool = at.rootPool(u"gold"_s, u"31"_s);
        const auto hosts = at.associated(pool, u"CIM_HostedResourcePool"_s);
        QCOMPARE(hosts.size(), 1);
        QCOMPARE(hosts.first().path(), at.cluster());
    }

    void CRP_R5_theNameIsKeptAndTheIdsAreNew()
    {
        ClusterFixture at;
        const QString name = u"Zülpich <&> \"O'Hara\" – 漢字"_s;
        QSet<QString> ids, poolIds;
        for (int i = 0; i < 3; ++i) {
            const CimPath pool = at.rootPool(name, u"31"_s);
            QCOMPARE(at.text(pool, u"ElementName"), name);
            ids.insert(at.text(pool, u"InstanceID"));
            poolIds.insert(at.text(pool, u"PoolID"));
        }
        QCOMPARE(ids.size(), 3);
        QCOMPARE(poolIds.size(), 3);
        QVERIFY(!poolIds.contains(QString()));
    }

    void CRP_R6_noNameMakesADefaultName()
    {
        ClusterFixture at;
        const CimPath one = at.create(ofType(u"31"_s)).path(u"Pool");
        const CimPath two = at.create(ofType(u"31"_s)).path(u"Pool");
        QVERIFY(!at.text(one, u"ElementName").trimmed().isEmpty());
        QVERIFY(!at.text(two, u"ElementName").trimmed().isEmpty());
        QVERIFY(at.text(one, u"ElementName") != at.text(two, u"ElementName"));
    }

    void CRP_R7_badNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<quint64>("code");
        QTest::newRow("empty") << u""_s << quint64(5);
        QTest::newRow("blank") << u" \t "_s << quint64(5);
        QTest::newRow("257 characters") << QString(257, u'x') << quint64(5);
        QTest::newRow("256 characters") << QString(256, u'x') << quint64(4096);
        QTest::newRow("taken") << u"gold"_s << quint64(4096);
    }

    void CRP_R7_badNames()
    {
        QFETCH(QString, name);
        QFETCH(quint64, code);
        ClusterFixture at;
        at.rootPool(u"gold"_s, u"31"_s);
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.create(named(name, ofType(u"31"_s))).code, code);
        QCOMPARE(at.poolSnapshot() == before, code == 5);
    }

    void CRP_R8_noDevicesMakeAnEmptyPool()
    {
        ClusterFixture at(false);
        const auto absent = at.create(ofType(u"Disk Drive"_s));
        QCOMPARE(absent.code, 0u);
        Arguments null = ofType(u"17"_s);
        null.append({u"HostResources"_s, CimValue::null(CimType::Reference, true)});
        const auto nulled = at.create(null);
        QCOMPARE(nulled.code, 0u);
        for (const CimPath &pool : {absent.path(u"Pool"), nulled.path(u"Pool")}) {
            QCOMPARE(at.capacity(pool), 0u);
            QCOMPARE(at.reserved(pool), 0u);
            QVERIFY(at.members(pool).isEmpty());
        }
    }

    void CRP_R9_capacityIsTheSumOfTheDevices_data()
    {
        QTest::addColumn<QString>("className");
        QTest::addColumn<QString>("type");
        QTest::addColumn<quint64>("capacity"); // of two
        QTest::addColumn<QString>("unit");
        QTest::newRow("processors") << u"CISTERN_Processor"_s << u"3"_s << quint64(2) << u"count"_s;
        QTest::newRow("memory") << u"CISTERN_Memory"_s << u"4"_s << quint64(8192) << u"byte"_s;
        QTest::newRow("FC ports") << u"CISTERN_FCPort"_s << u"7"_s << quint64(2) << u"count"_s;
        QTest::newRow("network ports")
            << u"CISTERN_EthernetPort"_s << u"10"_s << quint64(2) << u"count"_s;
        QTest::newRow("drives") << u"CISTERN_DiskDrive"_s << u"17"_s << quint64(6000) << u"byte"_s;
        QTest::newRow("extents") << u"CISTERN_StorageExtent"_s << u"19"_s << quint64(8192)
                                 << u"byte"_s;
        QTest::newRow("logical disks")
            << u"CISTERN_LogicalDisk"_s << u"31"_s << quint64(8192) << u"byte"_s;
    }

    void CRP_R9_capacityIsTheSumOfTheDevices()
    {
        QFETCH(QString, className);
        QFETCH(QString, type);
        QFETCH(quint64, capacity);
        QFETCH(QString, unit);
        ClusterFixture at;
        const ClassDecl *decl = Schema::findClass(ClusterFixture::nameSpace(), className);
        Arguments size;
        if (decl->isA(u"CIM_StorageExtent"))
            size = {{u"BlockSize"_s, bytes(1024)}, {u"NumberOfBlocks"_s, bytes(4)}};
        else if (className == "CISTERN_DiskDrive"_L1)
            size = {{u"MaxMediaSize"_s, bytes(3)}};
        const QList<CimPath> devices{at.device(className, u"x1"_s, size),
                                     at.device(className, u"x2"_s, size)};
        const CimPath pool = at.rootPool(u"gold"_s, type, devices);
        QCOMPARE(at.capacity(pool), capacity);
        QCOMPARE(at.text(pool, u"AllocationUnits"), unit);
        const QList<CimPath> members = at.members(pool);
        QCOMPARE(members.size(), 2);
        QVERIFY(members.contains(devices[0]) && members.contains(devices[1]));
    }

    void CRP_R10_mixedDevicesAreRefused()
    {
        ClusterFixture at;
        const CimPath disk = at.drive(u"disk1"_s);
        const CimPath cpu = at.device(u"CISTERN_Processor"_s, u"x1"_s);
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.create(ofType(u"17"_s, {disk, cpu})).code, 7u);
        QCOMPARE(at.create(ofType(u"3"_s, {disk, cpu})).code, 7u);
        QCOMPARE(at.poolSnapshot(), before);
    }

    void CRP_R11_thePoolTellsItsType_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<quint64>("type");
        QTest::newRow("code") << u"31"_s << quint64(31);
        QTest::newRow("name") << u"Logical Disk"_s << quint64(31);
        QTest::newRow("name in another letter case") << u"lOGICAL dISK"_s << quint64(31);
        QTest::newRow("other by code") << u"1"_s << quint64(1);
        QTest::newRow("other by name") << u"OTHER"_s << quint64(1);
        QTest::newRow("last") << u"Ethernet Connection"_s << quint64(33);
    }

    void CRP_R11_thePoolTellsItsType()
    {
        QFETCH(QString, text);
        QFETCH(quint64, type);
        ClusterFixture at;
        const auto pool = at.get(at.rootPool(u"gold"_s, text));
        QCOMPARE(pool->value(u"ResourceType").toUnsigned(), std::optional(type));
        QCOMPARE(pool->value(u"OtherResourceType").toString(), type == 1 ? u"Other"_s : QString());
        QVERIFY(pool->value(u"OtherResourceType").isNull() == (type != 1));
        QVERIFY(pool->value(u"ResourceSubType").isNull());
    }

    void CRP_R12_devicesMustMatchTheType()
    {
        ClusterFixture at;
        const CimPath cpu = at.device(u"CISTERN_Processor"_s, u"x1"_s);
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.create(ofType(u"31"_s, {cpu})).code, 7u);
        QCOMPARE(at.create(ofType(u"Other"_s, {cpu})).code, 7u);
        QCOMPARE(at.poolSnapshot(), before);
        QCOMPARE(at.create(ofType(u"3"_s, {cpu})).code, 4096u);
    }

    void CRP_R13_badTypes_data()
    {
        QTest::addColumn<CimValue>("type");
        QTest::newRow("NULL") << CimValue();
        for (const QString &text :
             {u""_s, u"99999"_s, u"-1"_s, u"031"_s, u"31 "_s, u" 31"_s, u"0"_s, u"34"_s, u"32767"_s,
              u"32768"_s, u"DMTF reserved"_s, u"Vendor Reserved"_s, u"Logical  Disk"_s, u"+31"_s,
              u"31.0"_s, u"Disk"_s, u"٣١"_s})
            QTest::addRow("\"%s\"", qPrintable(text)) << words(text);
    }

    void CRP_R13_badTypes()
    {
        QFETCH(CimValue, type);
        ClusterFixture at;
        const CimPath disk = at.device(u"CISTERN_LogicalDisk"_s, u"x1"_s);
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.create({{u"ResourceType"_s, type}}).code, 5u);
        QCOMPARE(at.create({{u"ResourceType"_s, type},
                            {u"HostResources"_s, CimValue::references({disk})}})
                     .code,
                 5u);
        QCOMPARE(at.poolSnapshot(), before);
    }

    void CRP_R14_badDevices_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<quint64>("code");
        QTest::newRow("not found") << u"missing"_s << quint64(5);
        QTest::newRow("not a device") << u"service"_s << quint64(5);
        QTest::newRow("of a class path") << u"class"_s << quint64(5);
        QTest::newRow("of a system that is no node") << u"stranger"_s << quint64(5);
        QTest::newRow("of another target") << u"foreign"_s << quint64(5);
        QTest::newRow("named on another host") << u"host"_s << quint64(5);
        QTest::newRow("of another namespace") << u"namespace"_s << quint64(5);
        QTest::newRow("repeated") << u"repeated"_s << quint64(5);
        QTest::newRow("in another pool") << u"taken"_s << quint64(6);
    }

    void CRP_R14_badDevices()
    {
        QFETCH(QString, kind);
        QFETCH(quint64, code);
        ClusterFixture at;
        const CimPath good = at.drive(u"disk1"_s);
        CimPath bad = good;
        if (kind == "missing"_L1) {
            QList<CimPath::Key> keys = good.keys();
            for (CimPath::Key &key : keys)
                key.value = key.name == "DeviceID"_L1 ? words(u"none"_s) : key.value;
            bad = CimPath(good.nameSpace(), good.className(), keys);
        } else if (kind == "service"_L1) {
            bad = at.clusterService();
        } else if (kind == "class"_L1) {
            bad = CimPath(good.nameSpace(), good.className());
        } else if (kind == "stranger"_L1) {
            bad = at.drive(u"disk2"_s, 1000, u"stranger"_s);
        } else if (kind == "foreign"_L1) {
            bad = at.drive(u"disk2"_s, 1000, {}, true);
        } else if (kind == "host"_L1) {
            bad.setHost(u"other.example"_s);
        } else if (kind == "namespace"_L1) {
            bad = at.extent(MiB); // a logical device as well
        } else if (kind == "taken"_L1) {
            bad = at.drive(u"disk2"_s);
            at.rootPool(u"gold"_s, u"17"_s, {bad});
        }
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.create(ofType(u"17"_s, {good, bad})).code, code);
        QCOMPARE(at.poolSnapshot(), before);
    }

    void CRP_R14_aDeviceOfASecondNodeIsGood()
    {
        ClusterFixture at;
        const QString second = at.addNode(u"hvn2"_s);
        const CimPath one = at.drive(u"disk1"_s), two = at.drive(u"disk1"_s, 2000, second);
        const CimPath pool = at.rootPool(u"gold"_s, u"17"_s, {one, two});
        QCOMPARE(at.capacity(pool), 3'000'000u);
        CimPath byNode = at.drive(u"disk2"_s, 500, second);
        byNode.setHost(second);
        QCOMPARE(at.create(ofType(u"17"_s, {byNode})).code, 4096u);
    }

    void CRP_R15_doneGivesThePool()
    {
        ClusterFixture at(false);
        const auto result = at.create(named(u"gold"_s, ofType(u"31"_s)));
        QCOMPARE(result.code, 0u);
        const auto pool = at.get(result.path(u"Pool"));
        QVERIFY(pool);
        QCOMPARE(pool->value(u"ElementName").toString(), u"gold"_s);
        QCOMPARE(at.rootPools(), QList{result.path(u"Pool")});
    }

    void CRP_R16_R17_thePoolIsFoundThroughTheJob()
    {
        ClusterFixture at;
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Hold);
        const CimPath disk = at.drive(u"disk1"_s);
        const auto result = at.callCluster(create, named(u"gold"_s, ofType(u"17"_s, {disk})));
        QCOMPARE(result.code, 4096u);
        const CimPath job = result.path(u"Job");
        QVERIFY(result.path(u"Pool").isEmpty()); // not made yet
        QVERIFY(at.madeBy(job).isEmpty());
        QVERIFY(at.rootPools().isEmpty());
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Pass);
        QVERIFY(at.waitForEnd(job));
        QCOMPARE(at.jobState(job), quint64(Jobs::Completed));
        QCOMPARE(at.text(at.madeBy(job), u"ElementName"), u"gold"_s);
        QCOMPARE(at.members(at.madeBy(job)), QList{disk});
    }

    void CRP_R18_theJobBelongsToTheService()
    {
        ClusterFixture at;
        const auto result = at.callCluster(create, ofType(u"31"_s));
        const CimPath job = result.path(u"Job");
        const auto instance = at.get(job);
        QVERIFY(instance);
        QCOMPARE(instance->className(), u"Msvm_ConcreteJob"_s);
        QVERIFY(sameNameSpace(job.nameSpace(), ClusterFixture::nameSpace()));
        QCOMPARE(instance->value(u"JobType").toUnsigned(), std::optional<quint64>(150));
        const auto owners = at.associated(job, u"CIM_OwningJobElement"_s);
        QCOMPARE(owners.size(), 1);
        QCOMPARE(owners.first().path(), at.clusterService());
    }

    void CRP_R19_doneLeavesNoJob()
    {
        ClusterFixture at(false);
        const auto result = at.create(ofType(u"31"_s));
        QCOMPARE(result.code, 0u);
        QVERIFY(result.path(u"Job").isEmpty());
        QVERIFY(at.allOf(u"CIM_ConcreteJob"_s).isEmpty());
    }

    // CRP.R20 and CRP.R21: whatever is asked, the code is one that the method may give.
    void CRP_R20_R21_onlyCodesOfTheMethodAreReturned()
    {
        ClusterFixture at;
        const CimPath disk = at.drive(u"disk1"_s), vast = at.drive(u"disk2"_s, ~quint64(0) / 1000);
        const CimPath cpu = at.device(u"CISTERN_Processor"_s, u"x1"_s);
        const QSet<quint64> allowed{0, 1, 4, 5, 6, 7, 4096};
        QSet<quint64> seen;
        const auto ask = [&](const Arguments &arguments) {
            const quint64 code = at.create(arguments).code;
            seen.insert(code);
            QVERIFY2(allowed.contains(code), qPrintable(QString::number(code)));
        };
        ask(ofType(u"17"_s, {disk}));
        ask(ofType(u"17"_s, {disk}));
        ask(ofType(u"17"_s, {vast}));
        ask(ofType(u"17"_s, {cpu}));
        ask(ofType(u"x"_s));
        at.announceMethods({}, {});
        ask(ofType(u"31"_s));
        at.announceMethods({}, {2});
        ask(ofType(u"31"_s));
        at.faults().set(FaultPoints::Step::Commit, FaultPoints::Act::Fail);
        ask(ofType(u"31"_s));
        QCOMPARE(seen, allowed);
    }

    void CRP_R22_anUnannouncedMethodIsNotSupported()
    {
        ClusterFixture at;
        const CimPath disk = at.drive(u"disk1"_s);
        at.announceMethods({3}, {4, 5, 6, 7});
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.create(ofType(u"17"_s, {disk})).code, 1u);
        QCOMPARE(at.create(ofType(u"nonsense"_s)).code, 1u); // step 4 comes before step 5
        QCOMPARE(at.poolSnapshot(), before);
    }

    void aStoppedServiceFails()
    {
        ClusterFixture at;
        CimInstance service = *at.get(at.clusterService());
        service.set(u"EnabledState", CimValue::uint16(3));
        QVERIFY(at.await(at.provider().adjust(service)).ok());
        QCOMPARE(at.create(ofType(u"31"_s)).code, 4u);
        QCOMPARE(at.callCluster(u"DeleteResourcePool"_s, {}).code, 4u);
    }

    void CRP_R23_aFailedJobLeavesNothing_data()
    {
        QTest::addColumn<FaultPoints::Step>("step");
        QTest::addColumn<quint64>("code");
        QTest::newRow("intent") << FaultPoints::Step::Intent << quint64(4);
        QTest::newRow("queue") << FaultPoints::Step::Queue << quint64(4096);
        QTest::newRow("begin") << FaultPoints::Step::Begin << quint64(4096);
        QTest::newRow("commit") << FaultPoints::Step::Commit << quint64(4096);
    }

    void CRP_R23_aFailedJobLeavesNothing()
    {
        QFETCH(FaultPoints::Step, step);
        QFETCH(quint64, code);
        ClusterFixture at;
        const CimPath disk = at.drive(u"disk1"_s);
        const QStringList before = at.poolSnapshot();
        at.faults().set(step, FaultPoints::Act::Fail);
        const auto result = at.create(ofType(u"17"_s, {disk}));
        QCOMPARE(result.code, code);
        if (code == 4096) {
            QCOMPARE(at.jobState(result.path(u"Job")), quint64(Jobs::Exception));
            QVERIFY(at.number(result.path(u"Job"), u"ErrorCode") != 0);
            const auto error = at.call(result.path(u"Job"), u"GetErrorEx"_s);
            QCOMPARE(error.code, 0u);
            QCOMPARE(error.reply.out(u"Errors").toStrings().size(), 1);
        }
        QVERIFY(result.path(u"Pool").isEmpty());
        QCOMPARE(at.poolSnapshot(), before);
        at.faults().set(step, FaultPoints::Act::Pass);
        QCOMPARE(at.create(ofType(u"17"_s, {disk})).code, 4096u); // the device is free
    }

    void CRP_R23_aRestartLeavesNothing()
    {
        ClusterFixture at;
        // A pool of devices that this host has, since others do not survive a restart.
        const QList<CimInstance> cpus = at.allOf(u"CIM_Processor"_s);
        QVERIFY(!cpus.isEmpty());
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Hold);
        const auto result = at.callCluster(create, ofType(u"3"_s, {cpus.first().path()}));
        QCOMPARE(result.code, 4096u);
        at.restart();
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Pass);
        QCOMPARE(at.jobState(result.path(u"Job")), quint64(Jobs::Exception));
        QVERIFY(at.rootPools().isEmpty());
        QCOMPARE(at.create(ofType(u"3"_s, {cpus.first().path()})).code, 4096u);
    }

    void CRP_R23_aDeviceOfAJobUnderWayIsTaken()
    {
        ClusterFixture at;
        const CimPath disk = at.drive(u"disk1"_s);
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Hold);
        const auto first = at.callCluster(create, ofType(u"17"_s, {disk}));
        QCOMPARE(first.code, 4096u);
        QCOMPARE(at.callCluster(create, ofType(u"17"_s, {disk})).code, 6u);
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Pass);
        QVERIFY(at.waitForEnd(first.path(u"Job")));
        QCOMPARE(at.rootPools().size(), 1);
    }

    void CRP_R24_deleteFreesTheDevices()
    {
        ClusterFixture at;
        const QList<CimPath> disks{at.drive(u"disk1"_s), at.drive(u"disk2"_s)};
        const CimPath pool = at.rootPool(u"gold"_s, u"17"_s, disks);
        const QString id = at.text(pool, u"InstanceID");
        QCOMPARE(at.create(ofType(u"17"_s, disks)).code, 6u);
        QCOMPARE(at.callCluster(u"DeleteResourcePool"_s, {{u"Pool"_s, ref(pool)}}).code, 0u);
        QVERIFY(at.rootPools().isEmpty());
        QVERIFY(at.allOf(u"CIM_ConcreteComponent"_s).isEmpty());
        const CimPath again = at.rootPool(u"gold"_s, u"17"_s, disks);
        QCOMPARE(at.capacity(again), 2'000'000u);
        QVERIFY(at.text(again, u"InstanceID") != id);
    }

    void CRP_R25_theMethodLivesInThisNamespaceOnly()
    {
        ClusterFixture at;
        const CimPath service = at.clusterService();
        const CimPath elsewhere(QString(Schema::iscsiTarget), service.className(), service.keys());
        QVERIFY(at.call(elsewhere, create, ofType(u"31"_s)).faulted());
        QVERIFY(at.call(at.service(), create, ofType(u"31"_s)).faulted());
    }

    void theBaseClassNameReachesTheSameCode()
    {
        ClusterFixture at;
        const CimPath service = at.clusterService();
        const CimPath base(service.nameSpace(), u"CIM_ResourcePoolConfigurationService"_s,
                           service.keys());
        QCOMPARE(at.call(base, create, ofType(u"31"_s)).code, 4096u);
    }
};

QTEST_GUILESS_MAIN(tst_RootPoolRules)
#include "tst_rootpoolrules.moc"
