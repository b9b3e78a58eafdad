// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreateChildResourcePool and ChangeParentResourcePool of a cluster.
#include "tests/support/clusterfixture.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString create = u"CreateChildResourcePool"_s;
const QString change = u"ChangeParentResourcePool"_s;
constexpr quint64 kB = 1000;

Arguments child(const QList<CimPath> &parents, const QStringList &settings)
{
    Arguments arguments;
    if (!settings.isEmpty())
        arguments.append({u"Settings"_s, CimValue::strings(settings)});
    if (!parents.isEmpty())
        arguments.append({u"ParentPool"_s, CimValue::references(parents)});
    return arguments;
}

// Two root pools of 1000 kB and 500 kB.
struct Roots
{
    explicit Roots(ClusterFixture &at)
        : large(at.rootPool(u"large"_s, u"17"_s, {at.drive(u"disk1"_s, 1000)}))
        , small(at.rootPool(u"small"_s, u"17"_s, {at.drive(u"disk2"_s, 500)}))
    {}

    CimPath large, small;
};
} // namespace

class tst_RootPoolChildren : public QObject
{
    Q_OBJECT

private slots:
    void aChildDrawsFromItsParent()
    {
        ClusterFixture at;
        const Roots roots(at);
        Arguments arguments = child({roots.large}, {allocation(300 * kB, 600 * kB)});
        arguments.append({u"ElementName"_s, words(u"child"_s)});
        const auto result = at.createChild(arguments);
        QCOMPARE(result.code, 4096u); // its number is in the asynchronous list
        const CimPath pool = result.path(u"Pool");
        QCOMPARE(at.text(pool, u"ElementName"), u"child"_s);
        QCOMPARE(at.number(pool, u"ResourceType"), 17u);
        QCOMPARE(at.text(pool, u"AllocationUnits"), u"byte"_s);
        QCOMPARE(at.get(pool)->value(u"Primordial").toBool(), std::optional(false));
        QCOMPARE(at.parents(pool), QList{roots.large});
        QCOMPARE(at.capacity(pool), 600 * kB);
        QCOMPARE(at.reserved(pool), 0u);
        QCOMPARE(at.reserved(roots.large), 300 * kB);
        const auto hosts = at.associated(pool, u"CIM_HostedResourcePool"_s);
        QCOMPARE(hosts.value(0).path(), at.cluster());
        const auto settings = at.associated(pool, u"CIM_SettingsDefineState"_s);
        QCOMPARE(settings.size(), 1);
        QCOMPARE(settings.first().value(u"Reservation").toUnsigned(), std::optional(300 * kB));
        QCOMPARE(settings.first().value(u"Limit").toUnsigned(), std::optional(600 * kB));
        QCOMPARE(settings.first().value(u"PoolID").toString(), at.text(roots.large, u"PoolID"));
    }

    void theSynchronousFormGivesThePool()
    {
        ClusterFixture at(false);
        const Roots roots(at);
        const auto result = at.createChild(child({roots.large}, {allocation(1)}));
        QCOMPARE(result.code, 0u);
        QVERIFY(result.path(u"Job").isEmpty());
        QVERIFY(!at.text(result.path(u"Pool"), u"ElementName").isEmpty()); // a default name
    }

    void severalParents()
    {
        ClusterFixture at;
        const Roots roots(at);
        const CimPath each = at.childPool(u"each"_s, {roots.large, roots.small},
                                          {allocation(100 * kB, 200 * kB), allocation(50 * kB)});
        QCOMPARE(at.capacity(each), 700 * kB); // 200 of the one, all of the other
        QCOMPARE(at.reserved(roots.large), 100 * kB);
        QCOMPARE(at.reserved(roots.small), 50 * kB);
        QCOMPARE(at.parents(each).size(), 2);
        // One setting for both: more than either has, booked in list order.
        const CimPath shared = at.childPool(u"shared"_s, {roots.small, roots.large},
                                            {allocation(1100 * kB, 1200 * kB)});
        QCOMPARE(at.capacity(shared), 1200 * kB);
        QCOMPARE(at.reserved(roots.small), 500 * kB);
        QCOMPARE(at.reserved(roots.large), 100 * kB + 650 * kB);
    }

    void createRefuses_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<quint64>("code");
        QTest::newRow("no parent") << u"no parent"_s << quint64(5);
        QTest::newRow("parent twice") << u"twice"_s << quint64(5);
        QTest::newRow("parent is no pool") << u"no pool"_s << quint64(5);
        QTest::newRow("parent of another system") << u"foreign"_s << quint64(5);
        QTest::newRow("no setting") << u"no setting"_s << quint64(5);
        QTest::newRow("two settings for three parents") << u"count"_s << quint64(5);
        QTest::newRow("three settings for two parents") << u"many"_s << quint64(5);
        QTest::newRow("unparseable setting") << u"garbage"_s << quint64(5);
        QTest::newRow("setting with a document type") << u"doctype"_s << quint64(5);
        QTest::newRow("setting of another class") << u"class"_s << quint64(5);
        QTest::newRow("reservation over limit") << u"over limit"_s << quint64(5);
        QTest::newRow("setting for another pool") << u"pool id"_s << quint64(5);
        QTest::newRow("setting in another unit") << u"unit"_s << quint64(5);
        QTest::newRow("blank name") << u"blank"_s << quint64(5);
        QTest::newRow("parents of two types") << u"types"_s << quint64(7);
        QTest::newRow("setting of another type") << u"setting type"_s << quint64(7);
        QTest::newRow("parent out of order") << u"broken"_s << quint64(6);
        QTest::newRow("more than the parent has") << u"too much"_s << quint64(8);
        QTest::newRow("more than both parents have") << u"too much for both"_s << quint64(8);
        QTest::newRow("largest number") << u"largest"_s << quint64(8);
        QTest::newRow("not announced") << u"silent"_s << quint64(1);
    }

    void createRefuses()
    {
        QFETCH(QString, kind);
        QFETCH(quint64, code);
        ClusterFixture at;
        const Roots roots(at);
        QList<CimPath> parents{roots.large, roots.small};
        QStringList settings{allocation(1), allocation(1)};
        Arguments more;
        if (kind == "no parent"_L1) {
            parents = {};
        } else if (kind == "twice"_L1) {
            parents = {roots.large, roots.large};
        } else if (kind == "no pool"_L1) {
            parents[1] = at.cluster();
        } else if (kind == "foreign"_L1) {
            CimInstance far = *at.get(roots.small);
            far.setPath({});
            far.set(u"InstanceID", words(u"Other:pool"_s));
            QVERIFY(at.await(at.provider().adjust(far, true)).ok());
            parents[1] = far.path();
        } else if (kind == "no setting"_L1) {
            settings = {};
        } else if (kind == "count"_L1) {
            parents.append(at.rootPool(u"third"_s, u"17"_s));
        } else if (kind == "many"_L1) {
            settings.append(allocation(1));
        } else if (kind == "garbage"_L1) {
            settings[1] = u"<INSTANCE"_s;
        } else if (kind == "doctype"_L1) {
            settings[1] = u"<!DOCTYPE x>"_s + settings[1];
        } else if (kind == "class"_L1) {
            settings[1] = u"<INSTANCE CLASSNAME=\"CISTERN_ResourcePool\"></INSTANCE>"_s;
        } else if (kind == "over limit"_L1) {
            settings[1] = allocation(2, 1);
        } else if (kind == "pool id"_L1) {
            settings[1] = allocation(1, {}, {{u"PoolID"_s, words(u"elsewhere"_s)}});
        } else if (kind == "unit"_L1) {
            settings[1] = allocation(1, {}, {{u"AllocationUnits"_s, words(u"count"_s)}});
        } else if (kind == "blank"_L1) {
            more = {{u"ElementName"_s, words(u"  "_s)}};
        } else if (kind == "types"_L1) {
            parents[1] = at.rootPool(u"cpus"_s, u"3"_s);
        } else if (kind == "setting type"_L1) {
            settings[1] = allocation(1, {}, {{u"ResourceType"_s, CimValue::uint16(3)}});
        } else if (kind == "broken"_L1) {
            CimInstance broken = *at.get(roots.small);
            broken.set(u"OperationalStatus", CimValue::uint16s({6}));
            QVERIFY(at.await(at.provider().adjust(broken)).ok());
        } else if (kind == "too much"_L1) {
            settings[1] = allocation(500 * kB + 1);
        } else if (kind == "too much for both"_L1) {
            settings = {allocation(1500 * kB + 1)};
        } else if (kind == "largest"_L1) {
            settings[1] = allocation(~quint64(0));
        } else if (kind == "silent"_L1) {
            at.announceMethods({2}, {4, 5, 6, 7});
        }
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.createChild(child(parents, settings) + more).code, code);
        QCOMPARE(at.poolSnapshot(), before);
    }

    // Clients in the field name the documented base class.
    void theDocumentedSettingClassIsRead()
    {
        ClusterFixture at;
        const Roots roots(at);
        const CimPath pool = at.childPool(
            u"child"_s, {roots.large},
            {u"<INSTANCE CLASSNAME=\"CIM_ResourceAllocationSettingData\">"
             "<PROPERTY NAME=\"Reservation\" TYPE=\"uint64\"><VALUE>7</VALUE></PROPERTY>"
             "<PROPERTY NAME=\"Limit\" TYPE=\"uint64\"><VALUE>0</VALUE></PROPERTY></INSTANCE>"_s});
        QCOMPARE(at.reserved(roots.large), 7u);
        QCOMPARE(at.capacity(pool), 1000 * kB); // 0 is no limit
    }

    void booksBalanceAlongTheChain()
    {
        ClusterFixture at;
        const Roots roots(at);
        const CimPath middle = at.childPool(u"middle"_s, {roots.large}, {allocation(300 * kB)});
        at.childPool(u"inside"_s, {middle}, {allocation(200 * kB)});
        QCOMPARE(at.reserved(middle), 200 * kB);
        QCOMPARE(at.reserved(roots.large), 300 * kB); // inside the reservation
        const CimPath beyond = at.childPool(u"beyond"_s, {middle}, {allocation(250 * kB)});
        QCOMPARE(at.reserved(middle), 450 * kB);
        QCOMPARE(at.reserved(roots.large), 450 * kB); // the excess goes up
        QCOMPARE(at.createChild(child({middle}, {allocation(551 * kB)})).code, 8u);
        QCOMPARE(at.callCluster(u"DeleteResourcePool"_s, {{u"Pool"_s, ref(beyond)}}).code, 0u);
        QCOMPARE(at.reserved(roots.large), 300 * kB);
        // A failed job gives back what it had booked.
        at.faults().set(FaultPoints::Step::Commit, FaultPoints::Act::Fail);
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.createChild(child({middle}, {allocation(250 * kB)})).code, 4096u);
        QCOMPARE(at.poolSnapshot(), before);
    }

    void twoChildrenRaceForTheLast()
    {
        ClusterFixture at;
        const Roots roots(at);
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Hold);
        const Arguments wish = child({roots.small}, {allocation(300 * kB)});
        const auto first = at.callCluster(create, wish);
        QCOMPARE(first.code, 4096u);
        QCOMPARE(at.callCluster(create, wish).code, 8u);
        QCOMPARE(at.callCluster(u"DeleteResourcePool"_s, {{u"Pool"_s, ref(roots.small)}}).code, 6u);
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Pass);
        QVERIFY(at.waitForEnd(first.path(u"Job")));
        QCOMPARE(at.reserved(roots.small), 300 * kB);
    }

    void aChildMovesToOtherParents()
    {
        ClusterFixture at;
        const Roots roots(at);
        const CimPath pool = at.childPool(u"child"_s, {roots.large}, {allocation(300 * kB)});
        const CimPath below = at.childPool(u"below"_s, {pool}, {allocation(100 * kB)});
        const auto moved = at.callCluster(
            change,
            {{u"ChildPool"_s, ref(pool)}, {u"ParentPool"_s, CimValue::references({roots.small})}});
        QCOMPARE(moved.code, 0u);
        QCOMPARE(at.parents(pool), QList{roots.small});
        QCOMPARE(at.reserved(roots.large), 0u);
        QCOMPARE(at.reserved(roots.small), 300 * kB); // the terms stayed
        QCOMPARE(at.capacity(pool), 500 * kB);
        QCOMPARE(at.parents(below), QList{pool});
        QCOMPARE(
            at.callCluster(
                  change,
                  {{u"ChildPool"_s, ref(pool)},
                   {u"ParentPool"_s, CimValue::references({roots.small, roots.large})},
                   {u"Settings"_s, CimValue::strings({allocation(50 * kB), allocation(80 * kB)})}})
                .code,
            0u);
        QCOMPARE(at.reserved(roots.small), 50 * kB);
        QCOMPARE(at.reserved(roots.large), 80 * kB);
        QCOMPARE(at.associated(pool, u"CIM_SettingsDefineState"_s).size(), 2);
    }

    void theParentMayBeWrittenAnewWhileAJobWaits()
    {
        ClusterFixture at;
        const Roots roots(at);
        const CimPath middle = at.childPool(u"middle"_s, {roots.large}, {allocation(0)});
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Hold);
        const auto making = at.callCluster(create, child({middle}, {allocation(1)}));
        QCOMPARE(making.code, 4096u);
        CimInstance renamed = *at.get(middle);
        renamed.set(u"PoolID", words(u"renamed"_s));
        QVERIFY(at.await(at.provider().adjust(renamed)).ok());
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Pass);
        QVERIFY(at.waitForEnd(making.path(u"Job")));
        const auto told = at.associated(at.madeBy(making.path(u"Job")),
                                        u"CIM_SettingsDefineState"_s);
        QCOMPARE(told.value(0).value(u"PoolID").toString(), u"renamed"_s);
    }

    void twoMovesAtOnceMakeNoCircle()
    {
        ClusterFixture at;
        const Roots roots(at);
        const CimPath a = at.childPool(u"a"_s, {roots.large}, {allocation(0)}),
                      b = at.childPool(u"b"_s, {roots.large}, {allocation(0)}),
                      belowA = at.childPool(u"below"_s, {a}, {allocation(0)});
        at.announceMethods({2, 3, 4, 5, 6, 7}, {});
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Hold);
        const auto move = [&at](const CimPath &pool, const CimPath &to) {
            return at.callCluster(
                change,
                {{u"ChildPool"_s, ref(pool)}, {u"ParentPool"_s, CimValue::references({to})}});
        };
        const auto first = move(a, b);
        QCOMPARE(first.code, 4096u);
        QCOMPARE(move(b, a).code, 5u);
        QCOMPARE(move(b, belowA).code, 5u);
        // Who takes from below a pool that moves would not know from where.
        QCOMPARE(at.callCluster(create, child({belowA}, {allocation(1)})).code, 6u);
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Pass);
        QVERIFY(at.waitForEnd(first.path(u"Job")));
        QCOMPARE(at.parents(a), QList{b});
        QCOMPARE(at.parents(b), QList{roots.large});
    }

    void whatALimitKeepsBackIsNotPromised()
    {
        ClusterFixture at;
        const Roots roots(at);
        at.childPool(u"all of small"_s, {roots.small}, {allocation(500 * kB)});
        const CimPath both = at.childPool(u"both"_s, {roots.large, roots.small},
                                          {allocation(0, 500 * kB), allocation(0, 500 * kB)});
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.createChild(child({both}, {allocation(501 * kB)})).code, 8u);
        QCOMPARE(at.poolSnapshot(), before);
        QCOMPARE(at.createChild(child({both}, {allocation(500 * kB)})).code, 4096u);
    }

    void summedLimitsStayWithinTheirType()
    {
        ClusterFixture at;
        const Roots roots(at);
        const CimPath pool = at.childPool(u"child"_s, {roots.large, roots.small},
                                          {allocation(0, ~quint64(0)), allocation(0, 100 * kB)});
        QCOMPARE(at.callCluster(change,
                                {{u"ChildPool"_s, ref(pool)},
                                 {u"ParentPool"_s, CimValue::references({roots.large})}})
                     .code,
                 0u);
        QCOMPARE(at.capacity(pool), 1000 * kB);
    }

    void keptTermsAreToldForTheNewParents()
    {
        ClusterFixture at;
        const Roots roots(at);
        const CimPath third = at.rootPool(u"third"_s, u"17"_s, {at.drive(u"disk3"_s, 1000)});
        const CimPath pool = at.childPool(u"child"_s, {roots.large, roots.small},
                                          {allocation(10, 100), allocation(20, 200)});
        const auto told = [&at, &pool] {
            QStringList lines;
            for (const CimInstance &setting : at.associated(pool, u"CIM_SettingsDefineState"_s))
                lines.append(u"%1 %2 %3"_s.arg(setting.value(u"PoolID").toString(),
                                               setting.value(u"Reservation").toText(),
                                               setting.value(u"Limit").toText()));
            lines.sort();
            return lines;
        };
        const auto move = [&at, &pool](const QList<CimPath> &parents) {
            return at
                .callCluster(
                    change,
                    {{u"ChildPool"_s, ref(pool)}, {u"ParentPool"_s, CimValue::references(parents)}})
                .code;
        };
        const auto id = [&at](const CimPath &of) { return at.text(of, u"PoolID"); };
        QCOMPARE(move({third, roots.large}), 0u);
        QStringList expected{id(third) + u" 10 100"_s, id(roots.large) + u" 20 200"_s};
        expected.sort();
        QCOMPARE(told(), expected);
        QCOMPARE(move({roots.small}), 0u);
        QCOMPARE(told(), QStringList{id(roots.small) + u" 30 300"_s});
    }

    void changeRefuses_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<quint64>("code");
        QTest::newRow("no child") << u"no child"_s << quint64(5);
        QTest::newRow("no parent") << u"no parent"_s << quint64(5);
        QTest::newRow("itself as parent") << u"itself"_s << quint64(5);
        QTest::newRow("a descendant as parent") << u"descendant"_s << quint64(5);
        QTest::newRow("settings count") << u"count"_s << quint64(5);
        QTest::newRow("a root pool") << u"root"_s << quint64(1);
        QTest::newRow("another type") << u"type"_s << quint64(7);
        QTest::newRow("too little there") << u"too little"_s << quint64(8);
        QTest::newRow("a limit below what is handed out") << u"limit"_s << quint64(8);
        QTest::newRow("not announced") << u"silent"_s << quint64(1);
    }

    void changeRefuses()
    {
        QFETCH(QString, kind);
        QFETCH(quint64, code);
        ClusterFixture at;
        const Roots roots(at);
        CimPath pool = at.childPool(u"child"_s, {roots.large}, {allocation(600 * kB)});
        const CimPath below = at.childPool(u"below"_s, {pool}, {allocation(100 * kB)});
        QList<CimPath> parents{roots.large};
        QStringList settings;
        if (kind == "no parent"_L1)
            parents = {};
        else if (kind == "itself"_L1)
            parents = {pool};
        else if (kind == "descendant"_L1)
            parents = {below};
        else if (kind == "count"_L1)
            settings = {allocation(1), allocation(1)};
        else if (kind == "root"_L1)
            pool = roots.small;
        else if (kind == "type"_L1)
            parents = {at.rootPool(u"cpus"_s, u"3"_s)};
        else if (kind == "too little"_L1)
            parents = {roots.small};
        else if (kind == "limit"_L1)
            settings = {allocation(0, 90 * kB)};
        else if (kind == "silent"_L1)
            at.announceMethods({2, 3}, {4, 5, 6});
        Arguments arguments = child(parents, settings);
        if (kind != "no child"_L1)
            arguments.append({u"ChildPool"_s, ref(pool)});
        const QStringList before = at.poolSnapshot();
        QCOMPARE(at.callCluster(change, arguments).code, code);
        QCOMPARE(at.poolSnapshot(), before);
    }
};

QTEST_GUILESS_MAIN(tst_RootPoolChildren)
#include "tst_rootpoolchildren.moc"
