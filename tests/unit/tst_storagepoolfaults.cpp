// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreateOrModifyStoragePool: failures, races, codes. Rules SP.R35 to SP.R39.
#include "tests/support/providerfixture.h"

#include <QSet>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString create = u"CreateOrModifyStoragePool"_s;

Arguments sized(ProviderFixture &at, quint64 size)
{
    return {{u"Size"_s, bytes(size)}, {u"InPools"_s, pathTexts({at.location()})}};
}
} // namespace

Q_DECLARE_METATYPE(Cistern::FaultPoints::Step)

class tst_StoragePoolFaults : public QObject
{
    Q_OBJECT

private slots:
    void SP_R35_aFailureChangesNothing_data()
    {
        QTest::addColumn<FaultPoints::Step>("step");
        QTest::addColumn<bool>("jobs");
        QTest::addColumn<quint64>("code");
        using Step = FaultPoints::Step;
        QTest::newRow("intent, job") << Step::Intent << true << quint64(4);
        QTest::newRow("queue, job") << Step::Queue << true << quint64(4096);
        QTest::newRow("begin, job") << Step::Begin << true << quint64(4096);
        QTest::newRow("bytes, job") << Step::Chunk << true << quint64(4096);
        QTest::newRow("commit, job") << Step::Commit << true << quint64(4096);
        QTest::newRow("intent, at once") << Step::Intent << false << quint64(4);
        QTest::newRow("bytes, at once") << Step::Chunk << false << quint64(4);
        QTest::newRow("commit, at once") << Step::Commit << false << quint64(4);
    }

    void SP_R35_aFailureChangesNothing()
    {
        QFETCH(FaultPoints::Step, step);
        QFETCH(bool, jobs);
        QFETCH(quint64, code);
        ProviderFixture at({.jobs = jobs});
        const CimPath pool = at.pool(u"gold"_s, 8 * MiB);
        at.volume(pool, 2 * MiB);
        const CimPath extent = at.extent(4 * MiB);
        const QStringList before = at.snapshot();
        at.faults().set(step, FaultPoints::Act::Fail);
        const QList<Arguments> calls{
            sized(at, 4 * MiB),
            {{u"InExtents"_s, pathTexts({extent})}, {u"Size"_s, bytes(3 * MiB)}}, // would be split
            {{u"Pool"_s, ref(pool)}, {u"Size"_s, bytes(12 * MiB)}},
        };
        for (const Arguments &arguments : calls) {
            const auto result = at.callService(create, arguments);
            QCOMPARE(result.code, code);
            if (code == 4096) {
                QVERIFY(at.waitForEnd(result.path(u"Job")));
                QCOMPARE(at.jobState(result.path(u"Job")), 10u);
            }
            QCOMPARE(at.snapshot(), before);
        }
        QCOMPARE(at.booksProblem(), QString());
        at.faults().set(step, FaultPoints::Act::Pass);
        QVERIFY2(!at.createPool(sized(at, 4 * MiB)).path(u"Pool").isEmpty(),
                 "nothing is left booked");
    }

    void SP_R35_aCodeChangesNothing()
    {
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, 8 * MiB);
        at.pool(u"child"_s, 4 * MiB, pool);
        const QStringList before = at.snapshot();
        QCOMPARE(at.callService(create, sized(at, ~quint64(0))).code, 4097u);
        QCOMPARE(at.callService(create,
                                {{u"Pool"_s, ref(pool)},
                                 {u"Size"_s, bytes(MiB)},
                                 {u"ElementName"_s, words(u"x"_s)}})
                     .code,
                 4097u);
        QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}).code, 6u);
        QCOMPARE(at.callService(create, {{u"Pool"_s, ref(pool)}, {u"ElementName"_s, words(u" "_s)}})
                     .code,
                 5u);
        QCOMPARE(at.snapshot(), before);
        QVERIFY(at.all(u"CIM_ConcreteJob"_s).size() == 2); // of the two pools made
    }

    void SP_R36_oneOfTwoGetsTheLastSpace()
    {
        ProviderFixture at({.limit = 4 * MiB});
        for (int round = 0; round < 100; ++round) {
            // Both are on their way before either is answered.
            const Wsman::Body body = Wsman::Invoke{create, sized(at, 3 * MiB)};
            const auto first = at.sendNow(body, at.service()),
                       second = at.sendNow(body, at.service());
            QList<ProviderFixture::Result> results;
            for (const auto &answer : {first, second})
                results.append(ProviderFixture::resultOf(at.await(answer).value().body));
            const bool firstWon = results[0].code == 4096;
            const auto &winner = results[firstWon ? 0 : 1], &loser = results[firstWon ? 1 : 0];
            QCOMPARE(winner.code, 4096u);
            QVERIFY2(loser.code == 4097 || loser.code == 6,
                     qPrintable(QString::number(loser.code)));
            const CimPath pool = at.finished(winner).path(u"Pool");
            QVERIFY(!pool.isEmpty());
            QCOMPARE(at.pools().size(), 1);
            QVERIFY(at.waitForEnd(
                at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}).path(u"Job")));
        }
        QCOMPARE(at.booksProblem(), QString());
    }

    void SP_R37_aNewPoolIsFoundThroughItsJob()
    {
        ProviderFixture at;
        const auto result = at.callService(create, sized(at, MiB));
        QCOMPARE(result.code, 4096u);
        QVERIFY(result.path(u"Pool").isEmpty());
        QVERIFY(at.waitForEnd(result.path(u"Job")));
        QCOMPARE(QList{at.madeBy(result.path(u"Job"))}, at.pools());
    }

    void SP_R38_onlyNamedCodesAreReturned()
    {
        const QSet<quint64> named{0, 1, 4, 5, 6, 4096, 4097};
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, 8 * MiB);
        const CimPath extent = at.extent(2 * MiB);
        const QList<CimValue> sizes{CimValue(), bytes(0), bytes(3 * MiB), bytes(~quint64(0))};
        const QList<CimValue> poolLists{CimValue(), pathTexts({at.location()}), pathTexts({pool}),
                                        CimValue::strings({u"x"_s})};
        const QList<CimValue> extentLists{CimValue(), pathTexts({extent}),
                                          pathTexts({extent, extent})};
        QSet<quint64> seen;
        for (const CimValue &target : {CimValue(), ref(pool), ref(at.location())}) {
            for (const CimValue &size : sizes) {
                for (const CimValue &inPools : poolLists) {
                    for (const CimValue &inExtents : extentLists) {
                        Arguments arguments;
                        for (const auto &[name, value] :
                             {std::pair(u"Pool"_s, target), std::pair(u"Size"_s, size),
                              std::pair(u"InPools"_s, inPools),
                              std::pair(u"InExtents"_s, inExtents)}) {
                            if (!value.isNull())
                                arguments.append({name, value});
                        }
                        const auto result = at.callService(create, arguments);
                        QVERIFY2(!result.faulted() && named.contains(result.code),
                                 qPrintable(QString::number(result.code)));
                        seen.insert(result.code);
                        if (result.code == 4096)
                            QVERIFY(at.waitForEnd(result.path(u"Job")));
                    }
                }
            }
        }
        for (const quint64 code : {0, 5, 4096, 4097})
            QVERIFY2(seen.contains(code), qPrintable(QString::number(code)));
        QCOMPARE(at.booksProblem(), QString());
    }

    void SP_R38_aStoppedServiceFails()
    {
        ProviderFixture at;
        CimInstance service = *at.get(at.service());
        service.set(u"EnabledState", CimValue::uint16(3));
        QVERIFY(at.await(at.provider().adjust(service)).ok());
        QCOMPARE(at.callService(create, sized(at, MiB)).code, 4u);
        service.set(u"EnabledState", CimValue::uint16(5));
        QVERIFY(at.await(at.provider().adjust(service)).ok());
        QCOMPARE(at.callService(create, sized(at, MiB)).code, 4096u);
    }

    void SP_R39_whatIsNotAnnouncedIsNotSupported()
    {
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, 4 * MiB);
        at.announce(u"SupportedAsynchronousActions", {3, 4});
        at.announce(u"SupportedSynchronousActions", {4});
        const QStringList before = at.snapshot();
        QCOMPARE(at.callService(create, sized(at, MiB)).code, 1u);
        QCOMPARE(at.callService(create, {}).code, 1u); // before the parameters are looked at
        QCOMPARE(at.modify(pool, {{u"ElementName"_s, words(u"gold"_s)}}).code, 0u);
        at.announce(u"SupportedAsynchronousActions", {2, 3});
        at.announce(u"SupportedSynchronousActions", {});
        QCOMPARE(at.modify(pool, {{u"ElementName"_s, words(u"x"_s)}}).code, 1u);
        QCOMPARE(at.snapshot(), before);
        QCOMPARE(at.callService(create, sized(at, MiB)).code, 4096u);
        at.announce(u"SupportedAsynchronousActions", {2});
        QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}).code, 1u);
    }
};

QTEST_GUILESS_MAIN(tst_StoragePoolFaults)
#include "tst_storagepoolfaults.moc"
