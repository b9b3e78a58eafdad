// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreatePool: results, jobs, failures, books, restarts. Rules CP.R22 to CP.R29.
#include "services/provider/objects.h"
#include "tests/support/jobcalls.h"
#include "tests/support/resourcecalls.h"

#include <QSet>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Resources::entry;
using Resources::Memory;
using Resources::Processor;

Q_DECLARE_METATYPE(Cistern::FaultPoints::Step)

namespace {
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;

Arguments plain(ProviderFixture &at, const QString &poolId = u"gold"_s, quint64 reservation = 64)
{
    return Resources::creation(Resources::settings(Memory, poolId),
                               {Resources::primordial(at, Memory)},
                               {entry(Memory, {.reservation = reservation})});
}

ProviderFixture::Result begun(ProviderFixture &at, const Arguments &arguments)
{
    return at.call(Resources::service(at), u"CreatePool"_s, arguments);
}

CimPath below(ProviderFixture &at, const CimPath &parent, const QString &id, quint64 reservation,
              quint64 limit = 0)
{
    return Resources::pool(at, Memory, id, {parent},
                           {{.reservation = reservation, .limit = limit}});
}
} // namespace

class tst_ChildPoolFaults : public QObject
{
    Q_OBJECT

private slots:
    void CP_R22_thePoolIsReturnedWhole()
    {
        ProviderFixture at;
        Resources::allAtOnce(at);
        const auto result = Resources::create(at, plain(at));
        QCOMPARE(result.code, 0u);
        QVERIFY(result.path(u"Job").isEmpty());
        const auto pool = at.get(result.path(u"Pool"));
        QVERIFY(pool);
        QCOMPARE(pool->className(), u"Msvm_ResourcePool"_s);
        QCOMPARE(pool->value(u"PoolID").toString(), u"gold"_s);
        QCOMPARE(pool->value(u"ResourceType").toUnsigned(), std::optional(quint64(4)));
        QCOMPARE(pool->value(u"ResourceSubType").toString(), u"Microsoft:Hyper-V:Memory"_s);
        QCOMPARE(pool->value(u"AllocationUnits").toString(), u"byte * 2^20"_s);
        QCOMPARE(at.all(u"CIM_ConcreteJob"_s, Schema::virtualization).size(), 0);
    }

    void CP_R23_aJobIsAMsvmJob()
    {
        ProviderFixture at;
        const auto result = begun(at, plain(at));
        QCOMPARE(result.code, 4096u);
        const CimPath job = result.path(u"Job");
        QVERIFY(at.waitForEnd(job));
        const CimInstance told = at.get(job).value();
        QCOMPARE(told.className(), u"Msvm_ConcreteJob"_s);
        QVERIFY(told.decl()->isA(u"CIM_ConcreteJob"));
        QCOMPARE(told.value(u"JobState").toUnsigned(), std::optional(quint64(7)));
        QCOMPARE(told.value(u"JobType").toUnsigned(), std::optional(quint64(150)));
        QCOMPARE(at.associated(job, u"Msvm_OwningJobElement"_s).value(0).path(),
                 Resources::service(at));
    }

    void CP_R23_theListsDecideTheForm()
    {
        ProviderFixture at;
        QCOMPARE(begun(at, plain(at, u"a"_s)).code, 4096u);
        Resources::allAtOnce(at);
        QCOMPARE(begun(at, plain(at, u"b"_s)).code, 0u);
        Resources::announce(at, {32768, 32769, 32770, 32771}, {});
        const auto result = begun(at, plain(at, u"c"_s));
        QCOMPARE(result.code, 4096u);
        QVERIFY(at.waitForEnd(result.path(u"Job")));
    }

    void CP_R24_aNewPoolIsFoundThroughItsJob()
    {
        ProviderFixture at;
        at.faults().set(Step::Begin, Act::Hold);
        const auto result = begun(at, plain(at));
        QCOMPARE(result.code, 4096u);
        QVERIFY(result.path(u"Pool").isEmpty());
        QVERIFY2(Resources::children(at).isEmpty(), "only whole pools are listed");
        at.faults().set(Step::Begin, Act::Pass);
        QVERIFY(at.waitForEnd(result.path(u"Job")));
        QCOMPARE(QList{at.madeBy(result.path(u"Job"))}, Resources::children(at));
    }

    void CP_R25_onlyNamedCodesAreReturned()
    {
        const QSet<quint64> named{0,     4096,  32768, 32769, 32770, 32773, 32774,
                                  32775, 32776, 32777, 32778, 32780, 32781, 32788};
        ProviderFixture at;
        Resources::allAtOnce(at);
        const CimPath root = Resources::primordial(at, Memory);
        const CimPath gone(root.nameSpace(), root.className(),
                           {{u"InstanceID"_s, words(u"Microsoft:gone"_s)}});
        QSet<quint64> seen;
        for (const QString &id : {u"a"_s, u" "_s, u"Primordial"_s, u"b"_s}) {
            for (const QList<CimPath> &parents : QList<QList<CimPath>>{
                     {}, {root}, {gone}, {root, root}, {Resources::primordial(at, Processor)}}) {
                for (const QList<CimInstance> &entries :
                     {QList<CimInstance>(),
                      {entry(Memory)},
                      {entry(Processor)},
                      {entry(Memory, {.reservation = ~quint64(0)})},
                      {entry(Memory), entry(Memory)}})
                    seen.insert(begun(at,
                                      Resources::creation(Resources::settings(Memory, id), parents,
                                                          entries))
                                    .code);
            }
        }
        for (const quint64 each : std::as_const(seen))
            QVERIFY2(named.contains(each), qPrintable(QString::number(each)));
        QVERIFY(seen.size() >= 5);
    }

    void CP_R26_aReaderIsDenied()
    {
        ProviderFixture at;
        const QStringList before = Resources::snapshot(at);
        const auto result = ProviderFixture::resultOf(
            at.send(Wsman::Invoke{u"CreatePool"_s, plain(at)}, Resources::service(at), {},
                    {u"reader"_s, AccessRole::Read}));
        QVERIFY(!result.faulted());
        QCOMPARE(result.code, 32769u);
        QCOMPARE(Resources::snapshot(at), before);
    }

    void CP_R26_aLockedParentIsInUse()
    {
        ProviderFixture at;
        const CimPath parent = Resources::pool(at, Memory, u"parent"_s);
        const CimPath child = below(at, parent, u"child"_s, 0);
        Resources::announce(at, {32768, 32770}, {32769, 32771});
        at.faults().set(Step::Begin, Act::Hold);
        const auto rename = at.call(
            Resources::service(at), u"ModifyPoolSettings"_s,
            {{u"ChildPool"_s, ref(parent)},
             {u"PoolSettings"_s, Resources::text(Resources::settings(Memory, u"other"_s))}});
        QCOMPARE(rename.code, 4096u);
        for (const CimPath &from : {parent, child})
            QCOMPARE(begun(at,
                           Resources::creation(Resources::settings(Memory, u"x"_s), {from},
                                               {entry(Memory)}))
                         .code,
                     32774u);
        QCOMPARE(begun(at, plain(at, u"OTHER"_s)).code, 32788u);
        QCOMPARE(at.call(Resources::service(at), u"DeletePool"_s, {{u"Pool"_s, ref(parent)}}).code,
                 32774u);
        at.faults().set(Step::Begin, Act::Pass);
        QVERIFY(at.waitForEnd(rename.path(u"Job")));
        QCOMPARE(at.text(parent, u"PoolID"), u"other"_s);
        QCOMPARE(at.number(rename.path(u"Job"), u"JobType"), 152u);
    }

    void CP_R26_statesThatRefuse()
    {
        ProviderFixture at;
        const CimPath parent = Resources::pool(at, Memory, u"parent"_s);
        const Arguments wish = Resources::creation(Resources::settings(Memory, u"x"_s), {parent},
                                                   {entry(Memory)});
        Resources::put(at, parent, u"OperationalStatus"_s, CimValue::uint16s({3}));
        const QStringList before = Resources::snapshot(at);
        QCOMPARE(begun(at, wish).code, 32775u);
        QCOMPARE(Resources::snapshot(at), before);
        at.faults().set(Step::Memory, Act::Fail);
        QCOMPARE(begun(at, plain(at)).code, 32778u);
        at.faults().set(Step::Memory, Act::Pass);
        QCOMPARE(Resources::snapshot(at), before);
        Resources::put(at, Resources::service(at), u"EnabledState"_s, CimValue::uint16(3));
        QCOMPARE(begun(at, plain(at)).code, 32777u);
        QCOMPARE(Resources::snapshot(at), before);
        Resources::put(at, Resources::service(at), u"EnabledState"_s, CimValue::uint16(5));
        QCOMPARE(begun(at, plain(at)).code, 4096u);
    }

    void CP_R26_theFirstFailingStepDecides()
    {
        ProviderFixture at;
        const CimPath parent = Resources::pool(at, Memory, u"parent"_s, 0, 10);
        Resources::put(at, parent, u"OperationalStatus"_s, CimValue::uint16s({3}));
        Arguments wish = Resources::creation(Resources::settings(Memory, u"PARENT"_s), {parent},
                                             {entry(Memory, {.reservation = 11})});
        QCOMPARE(begun(at, wish).code, 32788u); // before the state of the parent
        wish[0].second = Resources::text(Resources::settings(Memory, u"x"_s));
        QCOMPARE(begun(at, wish).code, 32775u); // before the capacity
        wish[0].second = Resources::text(Resources::settings(Processor, u"x"_s));
        QCOMPARE(begun(at, wish).code, 32776u);
        Resources::announce(at, {}, {});
        QCOMPARE(begun(at, wish).code, 32770u); // before the parameters
        Resources::put(at, Resources::service(at), u"EnabledState"_s, CimValue::uint16(3));
        QCOMPARE(begun(at, wish).code, 32777u); // before what is announced
    }

    void CP_R27_whatIsNotAnnouncedIsNotSupported()
    {
        ProviderFixture at;
        const CimPath pool = Resources::pool(at, Memory, u"pool"_s);
        Resources::announce(at, {}, {});
        const QStringList before = Resources::snapshot(at);
        QCOMPARE(begun(at, plain(at)).code, 32770u);
        const CimPath service = Resources::service(at);
        QCOMPARE(at.call(service, u"DeletePool"_s, {{u"Pool"_s, ref(pool)}}).code, 32770u);
        QCOMPARE(
            at.call(service, u"ModifyPoolSettings"_s,
                    {{u"ChildPool"_s, ref(pool)},
                     {u"PoolSettings"_s, Resources::text(Resources::settings(Memory, u"x"_s))}})
                .code,
            32770u);
        QCOMPARE(
            at.call(service, u"ModifyPoolResources"_s,
                    {{u"ChildPool"_s, ref(pool)},
                     {u"ParentPools"_s, CimValue::references({Resources::primordial(at, Memory)})}})
                .code,
            32770u);
        QCOMPARE(Resources::snapshot(at), before);
    }

    void CP_R28_booksBalanceUpTheChain()
    {
        ProviderFixture at;
        const CimPath root = Resources::primordial(at, Memory);
        const CimPath top = Resources::pool(at, Memory, u"top"_s, 100);
        const CimPath middle = below(at, top, u"middle"_s, 0);
        const auto figures = [&] {
            return QList{Resources::reserved(at, root), Resources::reserved(at, top),
                         Resources::reserved(at, middle)};
        };
        QCOMPARE(figures(), (QList<quint64>{100, 0, 0}));
        const CimPath first = below(at, middle, u"first"_s, 60);
        QCOMPARE(figures(), (QList<quint64>{100, 60, 60})); // within the reservation of top
        const CimPath second = below(at, middle, u"second"_s, 70);
        QCOMPARE(figures(), (QList<quint64>{130, 130, 130})); // 30 beyond it
        QCOMPARE(Resources::booksProblem(at), QString());
        QCOMPARE(begun(at,
                       Resources::creation(Resources::settings(Memory, u"x"_s), {middle},
                                           {entry(Memory, {.reservation = ~quint64(0) / 2})}))
                     .code,
                 32780u);
        QCOMPARE(figures(), (QList<quint64>{130, 130, 130}));
        QCOMPARE(Resources::remove(at, first), 0u);
        QCOMPARE(figures(), (QList<quint64>{100, 70, 70}));
        QCOMPARE(Resources::remove(at, second), 0u);
        QCOMPARE(Resources::remove(at, middle), 0u);
        QCOMPARE(Resources::remove(at, top), 0u);
        QCOMPARE(Resources::reserved(at, root), 0u);
        QCOMPARE(Resources::booksProblem(at), QString());
    }

    void CP_R28_workUnderWayCountsAsTaken()
    {
        ProviderFixture at;
        const CimPath parent = Resources::pool(at, Memory, u"parent"_s, 0, 100);
        at.faults().set(Step::Begin, Act::Hold);
        const auto wish = [&](const QString &id, quint64 reservation) {
            return begun(at,
                         Resources::creation(Resources::settings(Memory, id), {parent},
                                             {entry(Memory, {.reservation = reservation})}));
        };
        const auto first = wish(u"first"_s, 60);
        QCOMPARE(first.code, 4096u);
        QCOMPARE(wish(u"second"_s, 41).code, 32780u);
        QCOMPARE(wish(u"FIRST"_s, 1).code, 32788u);
        QCOMPARE(Resources::reserved(at, parent), 60u);
        QCOMPARE(at.call(Resources::service(at), u"DeletePool"_s, {{u"Pool"_s, ref(parent)}}).code,
                 32774u);
        QCOMPARE(Jobs::request(at, first.path(u"Job"), Jobs::Terminate), 4096u);
        at.faults().set(Step::Begin, Act::Pass);
        QVERIFY(at.waitForState(first.path(u"Job"), Jobs::Terminated));
        QCOMPARE(Resources::reserved(at, parent), 0u);
        QCOMPARE(wish(u"first"_s, 100).code, 4096u);
    }

    void CP_R29_aFailureChangesNothing_data()
    {
        QTest::addColumn<FaultPoints::Step>("step");
        QTest::addColumn<bool>("job");
        QTest::addColumn<quint64>("code");
        QTest::newRow("intent, job") << Step::Intent << true << quint64(32768);
        QTest::newRow("queue, job") << Step::Queue << true << quint64(4096);
        QTest::newRow("begin, job") << Step::Begin << true << quint64(4096);
        QTest::newRow("commit, job") << Step::Commit << true << quint64(4096);
        QTest::newRow("intent, at once") << Step::Intent << false << quint64(32768);
        QTest::newRow("commit, at once") << Step::Commit << false << quint64(32768);
        QTest::newRow("memory") << Step::Memory << true << quint64(32778);
    }

    void CP_R29_aFailureChangesNothing()
    {
        QFETCH(FaultPoints::Step, step);
        QFETCH(bool, job);
        QFETCH(quint64, code);
        ProviderFixture at;
        const CimPath parent = Resources::pool(at, Memory, u"parent"_s, 50);
        if (job)
            Resources::announce(at, {32768, 32769, 32770, 32771}, {});
        else
            Resources::allAtOnce(at);
        const QStringList before = Resources::snapshot(at);
        at.faults().set(step, Act::Fail);
        const CimPath service = Resources::service(at);
        const QList<std::pair<QString, Arguments>> calls{
            {u"CreatePool"_s,
             Resources::creation(Resources::settings(Memory, u"x"_s), {parent},
                                 {entry(Memory, {.reservation = 60})})},
            {u"ModifyPoolSettings"_s,
             {{u"ChildPool"_s, ref(parent)},
              {u"PoolSettings"_s, Resources::text(Resources::settings(Memory, u"y"_s))}}},
            {u"ModifyPoolResources"_s,
             {{u"ChildPool"_s, ref(parent)},
              {u"ParentPools"_s, CimValue::references({Resources::primordial(at, Memory)})},
              {u"AllocationSettings"_s, Resources::texts({entry(Memory, {.reservation = 70})})}}},
            {u"DeletePool"_s, {{u"Pool"_s, ref(parent)}}}};
        for (const auto &[method, arguments] : calls) {
            const auto result = at.call(service, method, arguments);
            QCOMPARE(result.code, code);
            if (code == 4096) {
                QVERIFY(at.waitForEnd(result.path(u"Job")));
                QCOMPARE(at.jobState(result.path(u"Job")), 10u);
                const auto error = at.call(result.path(u"Job"), u"GetErrorEx"_s);
                QCOMPARE(error.code, 0u);
                QVERIFY(error.reply.out(u"Errors").toStrings().value(0).contains("Msvm_Error"_L1));
            }
            QCOMPARE(Resources::snapshot(at), before);
        }
        at.faults().set(step, Act::Pass);
        for (const auto &[method, arguments] : calls) {
            if (method != "DeletePool"_L1) // it has a child by then
                QVERIFY2(Resources::call(at, method, arguments).code <= 4096, qPrintable(method));
        }
        QCOMPARE(Resources::booksProblem(at), QString());
    }

    void CP_R29_oneOfTwoGetsThePoolId()
    {
        ProviderFixture at;
        const Wsman::Body body = Wsman::Invoke{u"CreatePool"_s, plain(at)};
        const CimPath service = Resources::service(at);
        const auto first = at.sendNow(body, service), second = at.sendNow(body, service);
        QList<quint64> codes;
        for (const auto &answer : {first, second})
            codes.append(ProviderFixture::resultOf(at.await(answer).value().body).code);
        std::sort(codes.begin(), codes.end());
        QCOMPARE(codes, (QList<quint64>{4096, 32788}));
        QTRY_COMPARE(Resources::children(at).size(), 1);
    }

    void CP_R29_aRestartKeepsOrRollsBack()
    {
        ProviderFixture at;
        const CimPath top = Resources::pool(at, Memory, u"top"_s, 100);
        const CimPath other = Resources::pool(at, Memory, u"other"_s, 0, 50);
        Resources::pool(at, Memory, u"both"_s, {top, other}, {{.reservation = 120}});
        at.faults().set(Step::Begin, Act::Hold);
        const auto begunNow = begun(at, plain(at, u"half"_s));
        QCOMPARE(begunNow.code, 4096u);
        const quint64 booked = Resources::reserved(at, Resources::primordial(at, Memory));
        const auto lines = [&at](const QString &name) {
            return Resources::snapshot(at).filter(name);
        };
        const QStringList before = lines(u"PoolID="_s);
        at.stop(); // while the work waits
        at.faults().set(Step::Begin, Act::Pass);
        at.restart();
        QCOMPARE(at.jobState(begunNow.path(u"Job")), 10u);
        QCOMPARE(Resources::children(at).size(), 3);
        QCOMPARE(Resources::reserved(at, Resources::primordial(at, Memory)), booked - 64);
        QCOMPARE(Resources::reserved(at, top), 120u);
        QCOMPARE(Resources::reserved(at, other), 0u);
        QCOMPARE(lines(u"PoolID="_s).size(), before.size());
        const QStringList kept = Resources::snapshot(at);
        at.restart();
        QCOMPARE(Resources::snapshot(at), kept);
        QCOMPARE(Resources::create(at, plain(at, u"half"_s)).code, 4096u);
    }
};

QTEST_GUILESS_MAIN(tst_ChildPoolFaults)
#include "tst_childpoolfaults.moc"
