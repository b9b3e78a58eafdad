// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Root pools once they are made: devices that come and go, deletion, devices of the host, jobs.
#include "tests/support/clusterfixture.h"
#include "tests/support/resourcecalls.h"
#include "tests/support/jobcalls.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString add = u"AddResourcesToResourcePool"_s;
const QString removal = u"RemoveResourcesFromResourcePool"_s;
const QString deletion = u"DeleteResourcePool"_s;

Arguments members(const CimPath &pool, const QList<CimPath> &devices)
{
    return {{u"HostResources"_s, CimValue::references(devices)}, {u"Pool"_s, ref(pool)}};
}
} // namespace

class tst_RootPoolMembers : public QObject
{
    Q_OBJECT

private slots:
    void addedDevicesCount()
    {
        ClusterFixture at;
        const CimPath one = at.drive(u"disk1"_s), two = at.drive(u"disk2"_s, 500);
        const CimPath pool = at.rootPool(u"gold"_s, u"17"_s, {one});
        const auto result = at.callCluster(add, members(pool, {two}));
        QCOMPARE(result.code, 0u);
        QVERIFY(result.path(u"Job").isEmpty());
        QCOMPARE(at.capacity(pool), 1'500'000u);
        QCOMPARE(at.members(pool).size(), 2);
    }

    void addRefuses_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<quint64>("code");
        QTest::newRow("no device") << u"none"_s << quint64(5);
        QTest::newRow("no pool") << u"nowhere"_s << quint64(5);
        QTest::newRow("a device of another system") << u"foreign"_s << quint64(5);
        QTest::newRow("repeated") << u"repeated"_s << quint64(5);
        QTest::newRow("another type") << u"processor"_s << quint64(7);
        QTest::newRow("to a child pool") << u"child"_s << quint64(1);
        QTest::newRow("in this pool already") << u"own"_s << quint64(6);
        QTest::newRow("in another pool") << u"taken"_s << quint64(6);
        QTest::newRow("not announced") << u"silent"_s << quint64(1);
    }

    void addRefuses()
    {
        QFETCH(QString, kind);
        QFETCH(quint64, code);
        ClusterFixture at;
        const CimPath one = at.drive(u"disk1"_s), two = at.drive(u"disk2"_s),
                      three = at.drive(u"disk3"_s);
        CimPath pool = at.rootPool(u"gold"_s, u"17"_s, {one});
        at.rootPool(u"silver"_s, u"17"_s, {two});
        QList<CimPath> devices{three};
        if (kind == "none"_L1)
            devices = {};
        else if (kind == "foreign"_L1)
            devices = {at.drive(u"disk4"_s, 1000, u"stranger"_s)};
        else if (kind == "repeated"_L1)
            devices = {three, three};
        else if (kind == "processor"_L1)
            devices = {at.device(u"CISTERN_Processor"_s, u"x1"_s)};
        else if (kind == "own"_L1)
            devices = {three, one};
        else if (kind == "taken"_L1)
            devices = {two};
        else if (kind == "child"_L1)
            pool = at.childPool(u"child"_s, {pool}, {allocation(1)});
        else if (kind == "silent"_L1)
            at.announceMethods({2, 3}, {4, 6, 7});
        Arguments arguments{{u"Pool"_s, kind == "nowhere"_L1 ? CimValue() : ref(pool)}};
        arguments.removeIf([](const auto &each) { return each.second.isNull(); });
        if (!devices.isEmpty())
            arguments.append({u"HostResources"_s, CimValue::references(devices)});
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.callCluster(add, arguments).code, code);
        QCOMPARE(at.poolSnapshot(), before);
    }

    void removedDevicesAreFree()
    {
        ClusterFixture at;
        const CimPath one = at.drive(u"disk1"_s), two = at.drive(u"disk2"_s, 500);
        const CimPath pool = at.rootPool(u"gold"_s, u"17"_s, {one, two});
        QCOMPARE(at.callCluster(removal, members(pool, {two})).code, 0u);
        QCOMPARE(at.capacity(pool), 1'000'000u);
        QCOMPARE(at.members(pool), QList{one});
        QCOMPARE(at.capacity(at.rootPool(u"silver"_s, u"17"_s, {two})), 500'000u);
        QCOMPARE(at.callCluster(removal, members(pool, {one})).code, 0u); // down to nothing
        QCOMPARE(at.capacity(pool), 0u);
    }

    void removeRefuses()
    {
        ClusterFixture at;
        const CimPath one = at.drive(u"disk1"_s), two = at.drive(u"disk2"_s),
                      other = at.drive(u"disk3"_s);
        const CimPath pool = at.rootPool(u"gold"_s, u"17"_s, {one, two});
        at.childPool(u"child"_s, {pool}, {allocation(1'500'000)});
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.callCluster(removal, {{u"Pool"_s, ref(pool)}}).code, 5u);
        QCOMPARE(at.callCluster(removal, members(pool, {other})).code, 5u);
        QCOMPARE(at.callCluster(removal, members(pool, {one, one})).code, 5u);
        QCOMPARE(at.callCluster(removal, members(pool, {one})).code, 6u); // below what is reserved
        QCOMPARE(
            at.callCluster(removal, members(pool, {at.device(u"CISTERN_Processor"_s, u"x1"_s)}))
                .code,
            7u);
        QStringList after = at.poolSnapshot();
        after.removeIf([](const QString &line) { return line.contains("x1"_L1); });
        QCOMPARE(after, before);
    }

    // A grandchild's reservation counts as well, and so does work under way.
    void removalKeepsWhatIsPromised()
    {
        ClusterFixture at;
        const CimPath one = at.drive(u"disk1"_s), two = at.drive(u"disk2"_s);
        const CimPath pool = at.rootPool(u"gold"_s, u"17"_s, {one, two});
        const CimPath child = at.childPool(u"child"_s, {pool}, {allocation(0)});
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Hold);
        const auto result = at.callCluster(
            u"CreateChildResourcePool"_s,
            {{u"Settings"_s, CimValue::strings({allocation(1'200'000)})},
             {u"ParentPool"_s, CimValue::references({child})}});
        QCOMPARE(result.code, 4096u);
        QCOMPARE(at.callCluster(removal, members(pool, {one})).code, 6u);
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Pass);
        QVERIFY(at.waitForEnd(result.path(u"Job")));
        QCOMPARE(at.reserved(pool), 1'200'000u);
        QCOMPARE(at.callCluster(removal, members(pool, {one})).code, 6u);
    }

    void deleteRefuses()
    {
        ClusterFixture at;
        const CimPath pool = at.rootPool(u"gold"_s, u"17"_s, {at.drive(u"disk1"_s)});
        const CimPath child = at.childPool(u"child"_s, {pool}, {allocation(5)});
        CimInstance primordial = *at.get(at.rootPool(u"silver"_s, u"31"_s));
        primordial.set(u"Primordial", CimValue::boolean(true));
        QVERIFY(at.await(at.provider().adjust(primordial)).ok());
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.callCluster(deletion, {}).code, 5u);
        QCOMPARE(at.callCluster(deletion, {{u"Pool"_s, ref(at.clusterService())}}).code, 5u);
        QCOMPARE(at.callCluster(deletion, {{u"Pool"_s, ref(primordial.path())}}).code, 5u);
        QCOMPARE(at.callCluster(deletion, {{u"Pool"_s, ref(pool)}}).code, 6u);
        QCOMPARE(at.poolSnapshot(), before);
        QCOMPARE(at.callCluster(deletion, {{u"Pool"_s, ref(child)}}).code, 0u);
        QCOMPARE(at.reserved(pool), 0u);
        QVERIFY(at.allOf(u"CIM_ResourceAllocationSettingData"_s).isEmpty());
        QCOMPARE(at.callCluster(deletion, {{u"Pool"_s, ref(pool)}}).code, 0u);
        QCOMPARE(at.callCluster(deletion, {{u"Pool"_s, ref(pool)}}).code, 5u); // gone
    }

    void CRP_R14_aPoolOfAnotherNamespaceIsNoPoolHere()
    {
        ClusterFixture at;
        const CimPath storage = at.pool(u"storage"_s, MiB);
        const CimPath memory = Resources::pool(at, Resources::Memory, u"memory"_s);
        const CimPath gold = at.rootPool(u"gold"_s, u"19"_s);
        const QStringList before = at.snapshot() + Resources::snapshot(at) + at.poolSnapshot();
        for (const CimPath &pool : {storage, memory}) {
            QCOMPARE(at.callCluster(deletion, {{u"Pool"_s, ref(pool)}}).code, 5u);
            QCOMPARE(at.callCluster(u"CreateChildResourcePool"_s,
                                    {{u"Settings"_s, CimValue::strings({allocation(1)})},
                                     {u"ParentPool"_s, CimValue::references({pool})}})
                         .code,
                     5u);
        }
        for (const CimPath &pool : {storage, gold})
            QCOMPARE(Resources::remove(at, pool), 32773u);
        for (const CimPath &pool : {memory, gold})
            QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}).code, 5u);
        QCOMPARE(at.snapshot() + Resources::snapshot(at) + at.poolSnapshot(), before);
    }

    void anElementThatAJobChangesIsInUse()
    {
        ClusterFixture at;
        const CimPath one = at.drive(u"disk1"_s), two = at.drive(u"disk2"_s);
        const CimPath pool = at.rootPool(u"gold"_s, u"17"_s, {one});
        at.announceMethods({2, 3, 4, 5, 6, 7}, {});
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Hold);
        const auto adding = at.callCluster(add, members(pool, {two}));
        QCOMPARE(adding.code, 4096u);
        QCOMPARE(at.number(adding.path(u"Job"), u"JobType"), 80u);
        QCOMPARE(at.callCluster(removal, members(pool, {one})).code, 6u);
        QCOMPARE(at.callCluster(deletion, {{u"Pool"_s, ref(pool)}}).code, 6u);
        QCOMPARE(at.callCluster(u"CreateChildResourcePool"_s,
                                {{u"Settings"_s, CimValue::strings({allocation(1)})},
                                 {u"ParentPool"_s, CimValue::references({pool})}})
                     .code,
                 6u);
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Pass);
        QVERIFY(at.waitForEnd(adding.path(u"Job")));
        QCOMPARE(at.capacity(pool), 2'000'000u);
        const auto deleting = at.callCluster(deletion, {{u"Pool"_s, ref(pool)}});
        QCOMPARE(deleting.code, 4096u);
        QVERIFY(at.waitForEnd(deleting.path(u"Job")));
        QVERIFY(at.rootPools().isEmpty());
    }

    void theHostTellsItsDevices()
    {
        ClusterFixture at;
        QVERIFY(!at.allOf(u"CIM_Processor"_s).isEmpty());
        const QList<CimInstance> disks = at.allOf(u"CIM_LogicalDisk"_s);
        QCOMPARE(disks.size(), 1); // the filesystem of the one location
        QVERIFY(at.store().startsWith(disks.first().value(u"DeviceID").toString()));
        QVERIFY(disks.first().value(u"BlockSize").toUnsigned().value_or(0) > 0);
        QVERIFY(disks.first().value(u"NumberOfBlocks").toUnsigned().value_or(0) > 0);
        for (const CimInstance &device : at.allOf(u"CIM_LogicalDevice"_s)) {
            const auto systems = at.associated(device.path(), u"CIM_SystemDevice"_s);
            QCOMPARE(systems.size(), 1);
            QCOMPARE(systems.first().path(), at.node());
        }
        QVERIFY(at.node() != at.cluster());
    }

    void aDeviceThatIsGoneStaysInItsPool()
    {
        ClusterFixture at;
        const CimPath kept = at.drive(u"gone1"_s), lost = at.drive(u"gone2"_s),
                      back = at.drive(u"gone3"_s);
        const CimPath pool = at.rootPool(u"gold"_s, u"17"_s, {kept, back});
        QCOMPARE(at.get(pool)->value(u"OperationalStatus").toUnsigneds(), QList<quint64>{2});
        at.restart(); // the host tells none of the three
        QVERIFY(!at.get(lost));
        const auto device = at.get(kept);
        QVERIFY(device);
        QCOMPARE(device->value(u"OperationalStatus").toUnsigneds(), QList<quint64>{12});
        QCOMPARE(at.capacity(pool), 2'000'000u);
        QCOMPARE(at.get(pool)->value(u"OperationalStatus").toUnsigneds(), QList<quint64>{3});
        at.drive(u"gone1"_s);
        at.drive(u"gone3"_s);
        QCOMPARE(at.get(pool)->value(u"OperationalStatus").toUnsigneds(), QList<quint64>{2});
        at.restart();
        QCOMPARE(at.callCluster(deletion, {{u"Pool"_s, ref(pool)}}).code, 0u);
        at.restart();
        QVERIFY(!at.get(kept)); // nobody counts on it any more
    }

    void poolsSurviveARestart()
    {
        ClusterFixture at;
        const CimPath cpu = at.allOf(u"CIM_Processor"_s).value(0).path();
        const CimPath pool = at.rootPool(u"gold"_s, u"3"_s, {cpu});
        const CimPath child = at.childPool(u"child"_s, {pool}, {allocation(1)});
        at.announceMethods({2}, {3, 4});
        const QStringList before = at.poolSnapshot();
        at.restart();
        QCOMPARE(at.poolSnapshot(), before);
        QCOMPARE(at.reserved(pool), 1u);
        QCOMPARE(at.parents(child), QList{pool});
        QCOMPARE(at.callCluster(add, members(pool, {cpu})).code, 1u); // the offer stays as it was
    }

    void jobsOfAClusterHaveTheirOwnCodes()
    {
        ClusterFixture at;
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Hold);
        const auto result = at.callCluster(u"CreateResourcePool"_s,
                                           {{u"ResourceType"_s, words(u"31"_s)}});
        const CimPath job = result.path(u"Job");
        QVERIFY(at.waitForState(job, Jobs::Starting));
        QCOMPARE(at.get(job)->value(u"Cancellable").toBool(), std::optional(true));
        QCOMPARE(Jobs::request(at, job, 9), 32773u);
        QCOMPARE(Jobs::request(at, job, Jobs::Suspend), 32775u); // 4097 elsewhere
        QCOMPARE(Jobs::request(at, job, Jobs::Service), 32770u); // 1 elsewhere
        QCOMPARE(Jobs::request(at, job, Jobs::Kill,
                               CimValue::dateTime(CimDateTime::lasting(std::chrono::seconds(5)))),
                 32773u);
        QCOMPARE(Jobs::request(at, job, Jobs::Kill), 0u);
        QCOMPARE(at.jobState(job), quint64(Jobs::Killed));
        QCOMPARE(Jobs::request(at, job, Jobs::Start), 32775u);
        QVERIFY(at.rootPools().isEmpty());
        QVERIFY(Jobs::error(at, job)); // ended by a client
    }
};

QTEST_GUILESS_MAIN(tst_RootPoolMembers)
#include "tst_rootpoolmembers.moc"
