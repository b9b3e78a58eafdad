// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// ModifyPoolSettings, ModifyPoolResources and DeletePool, and the books after each (CP.R28).
#include "tests/support/resourcecalls.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Resources::Disk;
using Resources::entry;
using Resources::Memory;
using Resources::Processor;

namespace {
quint64 rename(ProviderFixture &at, const CimPath &pool, const CimInstance &settings)
{
    return Resources::call(
               at, u"ModifyPoolSettings"_s,
               {{u"ChildPool"_s, ref(pool)}, {u"PoolSettings"_s, Resources::text(settings)}})
        .code;
}

quint64 change(ProviderFixture &at, const CimPath &pool, const QList<CimPath> &parents,
               const QList<CimInstance> &entries = {})
{
    Arguments arguments{{u"ChildPool"_s, ref(pool)},
                        {u"ParentPools"_s, CimValue::references(parents)}};
    if (!entries.isEmpty())
        arguments.append({u"AllocationSettings"_s, Resources::texts(entries)});
    return Resources::call(at, u"ModifyPoolResources"_s, arguments).code;
}
} // namespace

class tst_ChildPoolEdits : public QObject
{
    Q_OBJECT

private slots:
    void settingsAreReplaced()
    {
        ProviderFixture at;
        const CimPath pool = Resources::pool(at, Memory, u"gold"_s, 10);
        const CimPath child = Resources::pool(at, Memory, u"child"_s, {pool}, {{}});
        QCOMPARE(rename(at, pool,
                        Resources::settings(Memory, u"silver"_s,
                                            {{u"ElementName"_s, words(u"Silver"_s)},
                                             {u"Notes"_s, words(u"new"_s)}})),
                 0u);
        QCOMPARE(at.text(pool, u"PoolID"), u"silver"_s);
        QCOMPARE(at.text(pool, u"ElementName"), u"Silver"_s);
        const auto told = at.associated(pool, u"Msvm_SettingsDefineState"_s,
                                        u"Msvm_ResourcePoolSettingData"_s);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].value(u"Notes").toString(), u"new"_s);
        QCOMPARE(told[0].value(u"PoolID").toString(), u"silver"_s);
        // Those below name their parent by its new id.
        const auto taken = at.associated(child, u"Msvm_SettingsDefineState"_s,
                                         u"CIM_ResourceAllocationSettingData"_s);
        QCOMPARE(taken.value(0).value(u"PoolID").toString(), u"silver"_s);
        QCOMPARE(Resources::reserved(at, Resources::primordial(at, Memory)), 10u);
        // Its own id, in another letter case, is not taken.
        QCOMPARE(rename(at, pool, Resources::settings(Memory, u"SILVER"_s)), 0u);
    }

    void badSettingsAreRefused()
    {
        ProviderFixture at;
        const CimPath pool = Resources::pool(at, Memory, u"gold"_s);
        Resources::pool(at, Memory, u"silver"_s);
        const CimPath root = Resources::primordial(at, Memory);
        const CimPath gone(root.nameSpace(), root.className(),
                           {{u"InstanceID"_s, words(u"Microsoft:gone"_s)}});
        const QStringList before = Resources::snapshot(at);
        QCOMPARE(rename(at, pool, Resources::settings(Processor, u"x"_s)), 32776u);
        QCOMPARE(rename(at, pool, Resources::settings(Memory, u"SILVER"_s)), 32788u);
        QCOMPARE(rename(at, pool, Resources::settings(Memory, u"Primordial"_s)), 32788u);
        QCOMPARE(rename(at, pool, Resources::settings(Memory, u" "_s)), 32773u);
        QCOMPARE(rename(at, root, Resources::settings(Memory, u"x"_s)), 32773u);
        QCOMPARE(rename(at, gone, Resources::settings(Memory, u"x"_s)), 32781u);
        QCOMPARE(rename(at, Resources::service(at), Resources::settings(Memory, u"x"_s)), 32773u);
        QCOMPARE(Resources::snapshot(at), before);
    }

    void resourcesAreReplaced()
    {
        ProviderFixture at;
        const CimPath root = Resources::primordial(at, Memory);
        const CimPath a = Resources::pool(at, Memory, u"a"_s, 0, 100),
                      b = Resources::pool(at, Memory, u"b"_s, 0, 100);
        const CimPath pool = Resources::pool(at, Memory, u"pool"_s, {a}, {{.reservation = 40}});
        QCOMPARE(change(at, pool, {b}, {entry(Memory, {.reservation = 60, .limit = 80})}), 0u);
        QCOMPARE(Resources::reserved(at, a), 0u);
        QCOMPARE(Resources::reserved(at, b), 60u);
        QCOMPARE(Resources::reserved(at, root), 60u);
        QCOMPARE(Resources::capacity(at, pool), 80u);
        const auto taken = at.associated(pool, u"Msvm_SettingsDefineState"_s,
                                         u"CIM_ResourceAllocationSettingData"_s);
        QCOMPARE(taken.size(), 1);
        QCOMPARE(taken[0].value(u"PoolID").toString(), u"b"_s);
        QCOMPARE(taken[0].value(u"Limit").toUnsigned(), std::optional(quint64(80)));
        // What it has is free for what it will have.
        QCOMPARE(change(at, pool, {b}, {entry(Memory, {.reservation = 100})}), 0u);
        // Without settings the terms stay.
        QCOMPARE(change(at, pool, {a}), 0u);
        QCOMPARE(Resources::reserved(at, a), 100u);
        QCOMPARE(Resources::reserved(at, b), 0u);
        QCOMPARE(change(at, pool, {a, b}, {entry(Memory, {.reservation = 150})}), 0u);
        QCOMPARE(Resources::reserved(at, a), 100u);
        QCOMPARE(Resources::reserved(at, b), 50u);
        QCOMPARE(at.associated(pool, u"CIM_ElementAllocatedFromPool"_s, {}, u"Dependent"_s).size(),
                 2);
        QCOMPARE(Resources::booksProblem(at), QString());
    }

    void CP_R20_theSameTermsAgainFit()
    {
        ProviderFixture at;
        const CimPath parent = Resources::pool(at, Memory, u"p"_s, 0, 100);
        const CimPath pool = Resources::pool(at, Memory, u"x"_s, {parent}, {{.reservation = 60}});
        Resources::pool(at, Memory, u"y"_s, {pool}, {{.reservation = 50}});
        QCOMPARE(change(at, pool, {parent}, {entry(Memory, {.reservation = 60})}), 0u);
        QCOMPARE(change(at, pool, {parent}, {entry(Memory, {.reservation = 101})}), 32780u);
        QCOMPARE(change(at, pool, {parent}, {entry(Memory, {.reservation = 100})}), 0u);
        QCOMPARE(Resources::reserved(at, parent), 100u);
        QCOMPARE(Resources::booksProblem(at), QString());
    }

    void manyLevelsOfTwoParentsAreQuick()
    {
        ProviderFixture at;
        Resources::allAtOnce(at);
        QElapsedTimer timer;
        timer.start();
        const CimPath first = Resources::pool(at, Memory, u"first"_s);
        CimPath a = first, b = Resources::pool(at, Memory, u"second"_s);
        for (int level = 0; level < 25; ++level) {
            const QString name = QString::number(level);
            const CimPath left = Resources::pool(at, Memory, u"left "_s + name, {a, b}, {{}, {}});
            b = Resources::pool(at, Memory, u"right "_s + name, {a, b}, {{}, {}});
            a = left;
        }
        Resources::pool(at, Memory, u"last"_s, {a, b}, {{.reservation = 3}});
        QCOMPARE(Resources::reserved(at, Resources::primordial(at, Memory)), 3u);
        QCOMPARE(change(at, first, {Resources::primordial(at, Memory)}), 0u);
        QVERIFY(timer.elapsed() < 60000); // by every path it would be days
    }

    void badResourcesAreRefused()
    {
        ProviderFixture at;
        const CimPath root = Resources::primordial(at, Memory);
        const CimPath pool = Resources::pool(at, Memory, u"pool"_s, 50, 100);
        const CimPath child = Resources::pool(at, Memory, u"child"_s, {pool},
                                              {{.reservation = 70}});
        const CimPath small = Resources::pool(at, Memory, u"small"_s, 0, 75);
        const QStringList before = Resources::snapshot(at);
        QCOMPARE(change(at, root, {pool}, {entry(Memory)}), 32773u);
        QCOMPARE(change(at, pool, {}, {entry(Memory)}), 32773u);
        QCOMPARE(change(at, pool, {pool}, {entry(Memory)}), 32773u);
        QCOMPARE(change(at, pool, {child}, {entry(Memory)}), 32773u);
        QCOMPARE(change(at, pool, {root, root}, {entry(Memory)}), 32773u);
        QCOMPARE(change(at, pool, {root}, {entry(Memory), entry(Memory)}), 32773u);
        QCOMPARE(change(at, pool, {Resources::primordial(at, Processor)}, {entry(Memory)}), 32776u);
        QCOMPARE(change(at, pool, {root}, {entry(Processor)}), 32776u);
        QCOMPARE(change(at, pool, {root}, {entry(Memory, {.limit = 69})}), 32774u);
        QCOMPARE(change(at, child, {small}, {entry(Memory, {.reservation = 76})}), 32780u);
        QCOMPARE(Resources::snapshot(at), before);
        QCOMPARE(change(at, pool, {root}, {entry(Memory, {.limit = 70})}), 0u);
        QCOMPARE(change(at, pool, {small}, {entry(Memory)}), 0u); // with all that it has handed out
        QCOMPARE(Resources::reserved(at, small), 70u);
        QCOMPARE(Resources::booksProblem(at), QString());
    }

    void hostResourcesComeAndGoByWholeLists()
    {
        ProviderFixture at;
        at.addLocation(u"second"_s, 16 * MiB);
        const QStringList folders = at.folders();
        const CimPath root = Resources::primordial(at, Disk);
        const CimPath pool = Resources::pool(at, Disk, u"pool"_s, {root}, {{.hosts = folders}});
        const CimPath child = Resources::pool(at, Disk, u"child"_s, {pool},
                                              {{.hosts = {folders[0]}}});
        QCOMPARE(change(at, pool, {root}, {entry(Disk, {.hosts = {folders[1]}})}), 32774u);
        QCOMPARE(change(at, pool, {root}, {entry(Disk, {.hosts = {folders[0]}})}), 0u);
        QCOMPARE(at.await(at.provider().removeLocation(folders[0])).failure().cause,
                 Failure::Cause::InUse);
        QVERIFY(at.await(at.provider().removeLocation(folders[1])).ok());
        QVERIFY(at.get(child));
    }

    void CP_R21_aGrandchildKeepsItsHostResource()
    {
        ProviderFixture at;
        at.addLocation(u"second"_s, 16 * MiB);
        const QStringList folders = at.folders();
        const CimPath root = Resources::primordial(at, Disk);
        const CimPath pool = Resources::pool(at, Disk, u"pool"_s, {root}, {{.hosts = folders}});
        const CimPath child = Resources::pool(at, Disk, u"child"_s, {pool}, {{}});
        Resources::pool(at, Disk, u"grandchild"_s, {child}, {{.hosts = {folders[0]}}});
        QCOMPARE(change(at, pool, {root}, {entry(Disk, {.hosts = {folders[1]}})}), 32774u);
        QCOMPARE(change(at, pool, {root}, {entry(Disk, {.hosts = {folders[0]}})}), 0u);
    }

    void deletingGivesBack()
    {
        ProviderFixture at;
        const QStringList before = Resources::snapshot(at);
        const CimPath root = Resources::primordial(at, Memory);
        const CimPath pool = Resources::pool(at, Memory, u"pool"_s, 50);
        const CimPath child = Resources::pool(at, Memory, u"child"_s, {pool}, {{}});
        QCOMPARE(Resources::remove(at, pool), 32774u);
        QCOMPARE(Resources::remove(at, root), 32773u);
        QCOMPARE(Resources::remove(at, child), 0u);
        QVERIFY(!at.get(child));
        QCOMPARE(Resources::remove(at, child), 32781u);
        QCOMPARE(Resources::remove(at, pool), 0u);
        QCOMPARE(Resources::snapshot(at), before);
    }

    void editsRunAsJobsWhereTheyAreAnnouncedSo()
    {
        ProviderFixture at;
        const CimPath root = Resources::primordial(at, Memory);
        const CimPath pool = Resources::pool(at, Memory, u"pool"_s, 50, 60);
        Resources::announce(at, {32768, 32769, 32770, 32771}, {});
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Hold);
        const CimPath service = Resources::service(at);
        const auto begun = at.call(
            service, u"ModifyPoolResources"_s,
            {{u"ChildPool"_s, ref(pool)},
             {u"ParentPools"_s, CimValue::references({root})},
             {u"AllocationSettings"_s, Resources::texts({entry(Memory, {.reservation = 20})})}});
        QCOMPARE(begun.code, 4096u);
        QCOMPARE(at.number(begun.path(u"Job"), u"JobType"), 151u);
        QCOMPARE(at.call(service, u"DeletePool"_s, {{u"Pool"_s, ref(pool)}}).code, 32774u);
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Pass);
        QVERIFY(at.waitForEnd(begun.path(u"Job")));
        QCOMPARE(Resources::reserved(at, root), 20u);
        QCOMPARE(Resources::remove(at, pool), 4096u);
        QVERIFY(!at.get(pool));
        QCOMPARE(Resources::reserved(at, root), 0u);
    }
};

QTEST_GUILESS_MAIN(tst_ChildPoolEdits)
#include "tst_childpooledits.moc"
