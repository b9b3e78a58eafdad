// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreateOrModifyStoragePool: where the bytes come from. Rules SP.R26 to SP.R34.
#include "tests/support/providerfixture.h"

#include <QFileInfo>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
Arguments from(const QList<CimPath> &pools, const QList<CimPath> &extents,
               std::optional<quint64> size = {})
{
    Arguments arguments;
    if (!pools.isEmpty())
        arguments.append({u"InPools"_s, pathTexts(pools)});
    if (!extents.isEmpty())
        arguments.append({u"InExtents"_s, pathTexts(extents)});
    if (size)
        arguments.append({u"Size"_s, bytes(*size)});
    return arguments;
}

quint64 bytesOf(ProviderFixture &at, const CimPath &extent)
{
    return at.number(extent, u"BlockSize") * at.number(extent, u"NumberOfBlocks");
}
} // namespace

class tst_StoragePoolSources : public QObject
{
    Q_OBJECT

private slots:
    void SP_R26_eachListedPoolHasOneLink()
    {
        ProviderFixture at({.limit = 4 * MiB, .jobs = false});
        const CimPath second = at.addLocation(u"second"_s, 8 * MiB);
        const CimPath pool = at.createPool(from({at.location(), second}, {}, 6 * MiB))
                                 .path(u"Pool");
        QCOMPARE(at.spaceConsumed(at.location(), pool), std::optional(4 * MiB));
        QCOMPARE(at.spaceConsumed(second, pool), std::optional(2 * MiB));
        QCOMPARE(at.links(pool, u"CIM_AllocatedFromStoragePool"_s).size(), 2);
    }

    void SP_R27_listedExtentsBecomeComponents()
    {
        ProviderFixture at({.jobs = false});
        const CimPath first = at.extent(2 * MiB), second = at.extent(3 * MiB);
        QCOMPARE(at.availableExtents(at.location()).size(), 2);
        const CimPath pool = at.createPool(from({}, {first, second})).path(u"Pool");
        QVERIFY(at.availableExtents(at.location()).isEmpty());
        const auto members = at.associated(pool, u"CIM_ConcreteComponent"_s);
        QCOMPARE(members.size(), 2);
        for (const CimInstance &member : members)
            QVERIFY(member.path() == first || member.path() == second);
        QCOMPARE(at.number(pool, u"TotalManagedSpace"), 5 * MiB);
    }

    void SP_R28_featuresDecideWhichSourcesMayBe_data()
    {
        QTest::addColumn<int>("pools");
        QTest::addColumn<bool>("extents");
        QTest::addColumn<int>("withheld");
        QTest::addColumn<quint64>("code");
        QTest::newRow("extents without 2") << 0 << true << 2 << quint64(1);
        QTest::newRow("extents without 3") << 0 << true << 3 << quint64(0);
        QTest::newRow("one pool without 3") << 1 << false << 3 << quint64(1);
        QTest::newRow("one pool without 4") << 1 << false << 4 << quint64(0);
        QTest::newRow("two pools without 4") << 2 << false << 4 << quint64(1);
        QTest::newRow("two pools without 3") << 2 << false << 3 << quint64(0);
        QTest::newRow("both without 2") << 1 << true << 2 << quint64(1);
        QTest::newRow("both without 3") << 1 << true << 3 << quint64(1);
        QTest::newRow("both without 4") << 1 << true << 4 << quint64(0);
    }

    void SP_R28_featuresDecideWhichSourcesMayBe()
    {
        QFETCH(int, pools);
        QFETCH(bool, extents);
        QFETCH(int, withheld);
        QFETCH(quint64, code);
        ProviderFixture at({.jobs = false});
        const QList<CimPath> locations{at.location(), at.addLocation(u"second"_s, 8 * MiB)};
        const QList<CimPath> free{at.extent(2 * MiB)};
        if (withheld == 2)
            at.announce(u"SupportedStoragePoolFeatures", {3, 4, 5, 6, 7});
        else if (withheld == 3)
            at.announce(u"SupportedStoragePoolFeatures", {2, 4, 5, 6, 7});
        else
            at.announce(u"SupportedStoragePoolFeatures", {2, 3, 5, 6, 7});
        const QStringList before = at.snapshot();
        QCOMPARE(
            at.createPool(from(locations.first(pools), extents ? free : QList<CimPath>(), 2 * MiB))
                .code,
            code);
        QCOMPARE(at.snapshot() == before, code != 0);
    }

    void SP_R28_extentsAreDrawnFirstThenPools()
    {
        ProviderFixture at({.jobs = false});
        const CimPath first = at.extent(2 * MiB), second = at.extent(3 * MiB);
        const CimPath pool = at.createPool(from({at.location()}, {first, second}, 7 * MiB))
                                 .path(u"Pool");
        QCOMPARE(at.associated(pool, u"CIM_ConcreteComponent"_s).size(), 3);
        QCOMPARE(bytesOf(at, first), 2 * MiB);
        QCOMPARE(bytesOf(at, second), 3 * MiB);
        // The link holds the extents and what was drawn beside them.
        QCOMPARE(at.spaceConsumed(at.location(), pool), std::optional(7 * MiB));
        QCOMPARE(at.booksProblem(), QString());
    }

    void SP_R28_theRestOfAnExtentStaysAvailable()
    {
        ProviderFixture at({.jobs = false});
        const CimPath first = at.extent(4 * MiB), second = at.extent(5 * MiB);
        const CimPath pool = at.createPool(from({}, {first, second}, 6 * MiB)).path(u"Pool");
        QCOMPARE(bytesOf(at, first), 4 * MiB);
        QCOMPARE(bytesOf(at, second), 2 * MiB);
        const auto available = at.availableExtents(at.location());
        QCOMPARE(available.size(), 1);
        QVERIFY(!(available.first() == first) && !(available.first() == second));
        QCOMPARE(bytesOf(at, available.first()), 3 * MiB);
        QCOMPARE(at.number(at.location(), u"RemainingManagedSpace"), 58 * MiB);
        QCOMPARE(at.spaceConsumed(at.location(), pool), std::optional(6 * MiB));
        QCOMPARE(at.booksProblem(), QString());
    }

    void SP_R28_aPoolThatGivesNothingKeepsALink()
    {
        ProviderFixture at({.jobs = false});
        const CimPath second = at.addLocation(u"second"_s, 8 * MiB);
        const CimPath pool = at.createPool(from({at.location(), second}, {}, 6 * MiB))
                                 .path(u"Pool");
        QCOMPARE(at.spaceConsumed(at.location(), pool), std::optional(6 * MiB));
        QCOMPARE(at.spaceConsumed(second, pool), std::optional(quint64(0)));
    }

    void SP_R29_withoutASource()
    {
        ProviderFixture at({.jobs = false});
        const QStringList before = at.snapshot();
        QCOMPARE(at.createPool({{u"Size"_s, bytes(MiB)}}).code, 5u);
        QCOMPARE(at.createPool({{u"ElementName"_s, words(u"x"_s)}}).code, 5u);
        QCOMPARE(at.snapshot(), before);
        const CimPath pool = at.pool(u"gold"_s, 4 * MiB);
        QCOMPARE(at.modify(pool, {{u"Size"_s, bytes(6 * MiB)}}).code, 0u);
        QCOMPARE(at.spaceConsumed(at.location(), pool), std::optional(6 * MiB));
    }

    void SP_R30_badSourcesAreRefused_data()
    {
        QTest::addColumn<QString>("bad");
        QTest::newRow("no path") << u"gold"_s;
        QTest::newRow("empty") << u""_s;
        QTest::newRow("another class") << u"class"_s;
        QTest::newRow("missing instance") << u"MSISCSITARGET_StoragePool.InstanceID=\"none\""_s;
        QTest::newRow("class without keys") << u"MSISCSITARGET_StoragePool"_s;
        QTest::newRow("another namespace") << u"namespace"_s;
        QTest::newRow("unbalanced quote") << u"MSISCSITARGET_StoragePool.InstanceID=\"none"_s;
        QTest::newRow("repeated") << u"twice"_s;
    }

    void SP_R30_badSourcesAreRefused()
    {
        QFETCH(QString, bad);
        ProviderFixture at({.jobs = false});
        const CimPath extent = at.extent(MiB);
        for (const QString &list : {u"InPools"_s, u"InExtents"_s}) {
            const CimPath good = list == "InPools"_L1 ? at.location() : extent;
            const CimPath other = list == "InPools"_L1 ? extent : at.location();
            QStringList texts{good.toText(), bad};
            if (bad == "class"_L1)
                texts[1] = other.toText();
            else if (bad == "namespace"_L1)
                texts[1] = good.toText().replace(u"iScsiTarget"_s, u"elsewhere"_s);
            else if (bad == "twice"_L1)
                texts[1] = good.toText();
            const QStringList before = at.snapshot();
            QCOMPARE(
                at.createPool({{list, CimValue::strings(texts)}, {u"Size"_s, bytes(MiB)}}).code,
                5u);
            QCOMPARE(at.snapshot(), before);
        }
    }

    void SP_R31_aListOnModifyIsTheWholeList()
    {
        ProviderFixture at({.jobs = false});
        const CimPath second = at.addLocation(u"second"_s, 16 * MiB);
        const CimPath pool = at.pool(u"gold"_s, 6 * MiB);
        QCOMPARE(at.modify(pool, from({second}, {})).code, 0u);
        QCOMPARE(at.number(pool, u"TotalManagedSpace"), 6 * MiB);
        QCOMPARE(at.number(at.location(), u"RemainingManagedSpace"), 64 * MiB);
        QVERIFY(!at.spaceConsumed(at.location(), pool));
        QCOMPARE(at.spaceConsumed(second, pool), std::optional(6 * MiB));
        QVERIFY(at.files().isEmpty());
        QCOMPARE(at.booksProblem(), QString());
    }

    void SP_R31_aSourceThatIsNeededStays()
    {
        ProviderFixture at({.jobs = false});
        const CimPath first = at.extent(4 * MiB), second = at.extent(2 * MiB);
        const CimPath pool = at.createPool(from({}, {first, second})).path(u"Pool");
        at.pool(u"child"_s, 3 * MiB, pool);
        const QStringList before = at.snapshot();
        QCOMPARE(at.modify(pool, from({}, {second})).code, 6u);
        QCOMPARE(at.snapshot(), before);
        QCOMPARE(at.modify(pool, from({}, {first})).code, 0u);
        QCOMPARE(at.availableExtents(at.location()), QList{second});
        QCOMPARE(at.booksProblem(), QString());
    }

    void SP_R31_anExtentWithBytesOfAVolumePassesThemOn()
    {
        ProviderFixture at({.jobs = false});
        const CimPath first = at.extent(4 * MiB), second = at.extent(4 * MiB);
        const CimPath pool = at.createPool(from({}, {first, second})).path(u"Pool");
        const CimPath volume = at.volume(pool, 3 * MiB);
        QCOMPARE(at.modify(pool, from({}, {second})).code, 0u);
        QCOMPARE(at.number(pool, u"RemainingManagedSpace"), MiB);
        QVERIFY(at.get(volume));
        QCOMPARE(at.booksProblem(), QString());
        quint64 onDisk = 0;
        for (const QString &name : at.files())
            onDisk += quint64(QFileInfo(at.store() + u"/extents/"_s + name).size());
        QCOMPARE(onDisk, 8 * MiB);
    }

    void SP_R32_primordialAndCyclicPoolsAreRefused()
    {
        ProviderFixture at({.jobs = false});
        const CimPath pool = at.pool(u"gold"_s, 8 * MiB);
        const CimPath child = at.pool(u"child"_s, 4 * MiB, pool);
        const CimPath grandchild = at.pool(u"grandchild"_s, 2 * MiB, child);
        const QStringList before = at.snapshot();
        QCOMPARE(at.modify(at.location(), {{u"ElementName"_s, words(u"x"_s)}}).code, 5u);
        QCOMPARE(at.modify(pool, from({pool}, {})).code, 5u);
        QCOMPARE(at.modify(pool, from({at.location(), child}, {})).code, 5u);
        QCOMPARE(at.modify(pool, from({grandchild}, {})).code, 5u);
        QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(at.location())}}).code,
                 5u);
        QCOMPARE(at.snapshot(), before);
    }

    void SP_R33_usedExtentsAreInUse()
    {
        ProviderFixture at({.jobs = false});
        const CimPath extent = at.extent(2 * MiB);
        at.createPool(from({}, {extent}));
        const QStringList before = at.snapshot();
        QCOMPARE(at.createPool(from({}, {extent})).code, 6u);
        QCOMPARE(at.createPool(from({at.location()}, {extent}, MiB)).code, 6u);
        QCOMPARE(at.callService(u"ReturnToStoragePool"_s, {{u"TheElement"_s, ref(extent)}}).code,
                 6u);
        QCOMPARE(at.snapshot(), before);
    }

    void SP_R33_anUnusedExtentOfAParentIsFreeToTake()
    {
        ProviderFixture at({.jobs = false});
        const CimPath pool = at.pool(u"gold"_s, 8 * MiB);
        const CimPath extent = at.extent(3 * MiB, pool);
        QCOMPARE(at.number(pool, u"RemainingManagedSpace"), 8 * MiB);
        QCOMPARE(at.availableExtents(pool), QList{extent});
        const CimPath child = at.createPool(from({}, {extent})).path(u"Pool");
        QVERIFY(!child.isEmpty());
        QCOMPARE(at.spaceConsumed(pool, child), std::optional(3 * MiB));
        QCOMPARE(at.number(pool, u"RemainingManagedSpace"), 5 * MiB);
        QCOMPARE(at.booksProblem(), QString());
    }

    void SP_R33_aPoolLockedByAJobIsInUse()
    {
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, 4 * MiB);
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold);
        const auto growing = at.callService(u"CreateOrModifyStoragePool"_s,
                                            {{u"Size"_s, bytes(6 * MiB)}, {u"Pool"_s, ref(pool)}});
        QCOMPARE(growing.code, 4096u);
        QVERIFY(at.waitForState(growing.path(u"Job"), 4));
        QCOMPARE(at.callService(u"CreateOrModifyStoragePool"_s,
                                {{u"ElementName"_s, words(u"x"_s)}, {u"Pool"_s, ref(pool)}})
                     .code,
                 6u);
        QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}).code, 6u);
        QCOMPARE(at.callService(u"CreateOrModifyStoragePool"_s, from({pool}, {}, MiB)).code, 6u);
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Pass);
        QVERIFY(at.waitForEnd(growing.path(u"Job")));
        QCOMPARE(at.number(pool, u"TotalManagedSpace"), 6 * MiB);
        QCOMPARE(at.text(pool, u"ElementName"), u"gold"_s);
    }

    void SP_R34_theBooksBalance()
    {
        ProviderFixture at;
        const CimPath second = at.addLocation(u"second"_s, 32 * MiB);
        const CimPath extent = at.extent(5 * MiB);
        QCOMPARE(at.booksProblem(), QString());
        const quint64 before = at.number(at.location(), u"RemainingManagedSpace");
        const CimPath pool = at.createPool(from({at.location(), second}, {extent}, 12 * MiB))
                                 .path(u"Pool");
        QCOMPARE(at.booksProblem(), QString());
        QCOMPARE(at.number(at.location(), u"RemainingManagedSpace"),
                 before - *at.spaceConsumed(at.location(), pool));
        const CimPath child = at.pool(u"child"_s, 4 * MiB, pool);
        QCOMPARE(at.number(pool, u"RemainingManagedSpace"), 8 * MiB);
        const CimPath volume = at.volume(child, 2 * MiB);
        QCOMPARE(at.booksProblem(), QString());
        at.modify(pool, {{u"Size"_s, bytes(20 * MiB)}});
        QCOMPARE(at.booksProblem(), QString());
        at.createPool({{u"Size"_s, bytes(~quint64(0))}, {u"InPools"_s, pathTexts({pool})}});
        QCOMPARE(at.booksProblem(), QString());
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Fail);
        at.createPool(from({at.location()}, {}, 6 * MiB));
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold);
        const auto held = at.callService(u"CreateOrModifyStoragePool"_s,
                                         from({at.location()}, {}, 6 * MiB));
        QCOMPARE(at.booksProblem(), QString());
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Pass);
        const CimPath last = at.finished(held).path(u"Pool");
        for (const auto &[method, parameter, path] :
             {std::tuple(u"ReturnToStoragePool"_s, u"TheElement"_s, volume),
              std::tuple(u"DeleteStoragePool"_s, u"Pool"_s, child),
              std::tuple(u"DeleteStoragePool"_s, u"Pool"_s, pool),
              std::tuple(u"DeleteStoragePool"_s, u"Pool"_s, last)}) {
            QCOMPARE(at.finished(at.callService(method, {{parameter, ref(path)}})).code, 4096u);
            QCOMPARE(at.booksProblem(), QString());
        }
        QCOMPARE(at.number(at.location(), u"TotalManagedSpace"), 64 * MiB);
        QCOMPARE(at.number(at.location(), u"RemainingManagedSpace"), 64 * MiB);
        QCOMPARE(at.number(second, u"RemainingManagedSpace"), 32 * MiB);
    }
};

QTEST_GUILESS_MAIN(tst_StoragePoolSources)
#include "tst_storagepoolsources.moc"
