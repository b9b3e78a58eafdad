// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreateOrModifyStoragePool: its form, what it returns, names. Rules SP.R1 to SP.R14.
#include "services/provider/objects.h"
#include "tests/support/providerfixture.h"

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

class tst_StoragePoolRules : public QObject
{
    Q_OBJECT

private slots:
    void SP_R1_parametersAreTakenAsDeclared()
    {
        ProviderFixture at({.jobs = false});
        const CimPath extent = at.extent(MiB);
        const Arguments whole{{u"ElementName"_s, words(u"all"_s)},
                              {u"Job"_s, CimValue::null(CimType::Reference)},
                              {u"Goal"_s, ref(at.goal(at.location()))},
                              {u"Size"_s, bytes(2 * MiB)},
                              {u"InPools"_s, pathTexts({at.location()})},
                              {u"InExtents"_s, pathTexts({extent})},
                              {u"Pool"_s, CimValue::null(CimType::Reference)}};
        QCOMPARE(at.createPool(whole).code, 0u);
    }

    void SP_R1_wrongTypesAreFaults_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("reference");
        QTest::newRow("a reference in InPools") << u"InPools"_s << true;
        QTest::newRow("a reference in InExtents") << u"InExtents"_s << true;
        QTest::newRow("a string in Goal") << u"Goal"_s << false;
        QTest::newRow("a string in Pool") << u"Pool"_s << false;
        QTest::newRow("a string in Size") << u"Size"_s << false;
        QTest::newRow("an unknown name") << u"Colour"_s << false;
    }

    void SP_R1_wrongTypesAreFaults()
    {
        QFETCH(QString, name);
        QFETCH(bool, reference);
        ProviderFixture at;
        const QStringList before = at.snapshot();
        Arguments arguments{{u"Size"_s, bytes(MiB)}, {u"InPools"_s, pathTexts({at.location()})}};
        arguments.removeIf([&name](const auto &argument) { return argument.first == name; });
        arguments.append(
            {name,
             reference ? CimValue::references({at.location()}) : words(at.location().toText())});
        const auto result = at.createPool(arguments);
        QVERIFY(result.faulted());
        QCOMPARE(result.fault->cimStatus, 4u);
        QVERIFY(result.fault->reason.contains(name));
        QCOMPARE(at.snapshot(), before);
    }

    void SP_R2_theBaseClassNameReachesTheSameCode()
    {
        ProviderFixture at({.jobs = false});
        const CimPath service = at.service();
        const CimPath base(service.nameSpace(), u"CIM_StorageConfigurationService"_s,
                           service.keys());
        QCOMPARE(at.call(base, create, sized(at, MiB)).code, 0u);
        QCOMPARE(at.pools().size(), 1);
    }

    void SP_R3_poolNullCreates()
    {
        ProviderFixture at({.jobs = false});
        QSet<QString> seen;
        for (int i = 0; i < 3; ++i) {
            const CimPath made = at.createPool(sized(at, MiB)).path(u"Pool");
            QCOMPARE(at.pools().size(), i + 1);
            const auto pool = at.get(made);
            QVERIFY(pool);
            QCOMPARE(pool->className(), u"MSISCSITARGET_StoragePool"_s);
            QCOMPARE(pool->value(u"Primordial").toBool(), std::optional(false));
            const QString id = pool->value(u"InstanceID").toString();
            QVERIFY(!seen.contains(id));
            seen.insert(id);
            // An id is not used again when its pool is gone.
            if (i == 0) {
                QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(made)}}).code, 0u);
                QVERIFY(at.pools().isEmpty());
                at.pool(u"filler"_s, MiB);
            }
        }
    }

    void SP_R4_poolGivenModifies()
    {
        ProviderFixture at({.jobs = false});
        const CimPath pool = at.pool(u"gold"_s, 4 * MiB);
        const auto result = at.modify(
            pool, {{u"ElementName"_s, words(u"silver"_s)}, {u"Size"_s, bytes(5 * MiB)}});
        QCOMPARE(result.code, 0u);
        QCOMPARE(at.pools(), QList{pool});
        QCOMPARE(result.path(u"Pool"), pool);
    }

    void SP_R5_theReturnedPathCanBeRead()
    {
        ProviderFixture at({.jobs = false});
        const auto result = at.createPool(sized(at, MiB));
        QCOMPARE(result.code, 0u);
        QVERIFY(at.get(result.path(u"Pool")));
        const auto renamed = at.modify(result.path(u"Pool"), {{u"ElementName"_s, words(u"x"_s)}});
        QVERIFY(at.get(renamed.path(u"Pool")));
    }

    void SP_R6_theCapabilityListsDecideTheForm_data()
    {
        QTest::addColumn<bool>("inJobs");
        QTest::addColumn<bool>("atOnce");
        QTest::addColumn<quint64>("code");
        QTest::newRow("jobs only") << true << false << quint64(4096);
        QTest::newRow("at once only") << false << true << quint64(0);
        QTest::newRow("both: bytes are moved by a job") << true << true << quint64(4096);
    }

    void SP_R6_theCapabilityListsDecideTheForm()
    {
        QFETCH(bool, inJobs);
        QFETCH(bool, atOnce);
        QFETCH(quint64, code);
        ProviderFixture at;
        at.announce(u"SupportedAsynchronousActions",
                    inJobs ? std::initializer_list<quint16>{2, 4}
                           : std::initializer_list<quint16>{});
        at.announce(u"SupportedSynchronousActions",
                    atOnce ? std::initializer_list<quint16>{2, 4}
                           : std::initializer_list<quint16>{});
        const auto result = at.callService(create, sized(at, MiB));
        QCOMPARE(result.code, code);
        QCOMPARE(result.path(u"Job").isEmpty(), code == 0);
        QVERIFY(!at.finished(result).path(u"Pool").isEmpty());
        // A rename moves no bytes, yet follows the one list that names it.
        const auto renamed = at.callService(
            create, {{u"ElementName"_s, words(u"x"_s)}, {u"Pool"_s, ref(at.pools().first())}});
        QCOMPARE(renamed.code, quint64(atOnce ? 0 : 4096));
    }

    void SP_R7_jobPathIsReadable()
    {
        ProviderFixture at;
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold);
        const auto result = at.callService(create, sized(at, MiB));
        QCOMPARE(result.code, 4096u);
        const CimPath job = result.path(u"Job");
        QCOMPARE(job.className(), u"MSISCSITARGET_ConcreteJob"_s);
        const quint64 state = at.jobState(job);
        QVERIFY2(state >= 2 && state <= 4, qPrintable(QString::number(state)));
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Pass);
        QVERIFY(at.waitForEnd(job));
        QCOMPARE(at.jobState(job), 7u);
    }

    void SP_R8_doneLeavesNoJob()
    {
        ProviderFixture at({.jobs = false});
        QCOMPARE(at.createPool(sized(at, MiB)).code, 0u);
        QVERIFY(at.all(u"CIM_ConcreteJob"_s).isEmpty());
    }

    void SP_R9_thePoolBelongsToTheSystemOfTheService()
    {
        ProviderFixture at;
        at.addForeignSystem();
        const CimPath pool = at.pool(u"gold"_s, MiB);
        const auto hosts = at.associated(pool, u"CIM_HostedStoragePool"_s);
        QCOMPARE(hosts.size(), 1);
        QCOMPARE(hosts.first().path(), at.system());
    }

    void SP_R10_objectsOfAnotherSystemAreRefused()
    {
        ProviderFixture at;
        const CimPath far = at.addForeignSystem().path();
        const CimPath farExtent = Objects::extentPath(u"other.example"_s, u"far-extent"_s);
        QVERIFY(at.get(far) && at.get(farExtent));
        const QStringList before = at.snapshot();
        QCOMPARE(at.createPool({{u"InPools"_s, pathTexts({far})}}).code, 5u);
        QCOMPARE(at.createPool(
                       {{u"InPools"_s, pathTexts({at.location(), far})}, {u"Size"_s, bytes(MiB)}})
                     .code,
                 5u);
        QCOMPARE(at.createPool({{u"InExtents"_s, pathTexts({farExtent})}}).code, 5u);
        QCOMPARE(at.modify(far, {{u"ElementName"_s, words(u"x"_s)}}).code, 5u);
        QCOMPARE(at.snapshot(), before);
    }

    void SP_R10_hostNamesOfThisMachineAreThisMachine()
    {
        ProviderFixture at({.jobs = false});
        const QString own = at.text(at.system(), u"Name");
        for (const QString &host : {u"."_s, u"localhost"_s, own, own.toUpper()}) {
            CimPath path = at.location();
            path.setHost(host);
            QCOMPARE(
                at.createPool({{u"InPools"_s, pathTexts({path})}, {u"Size"_s, bytes(MiB)}}).code,
                0u);
        }
        CimPath elsewhere = at.location();
        elsewhere.setHost(u"elsewhere.example"_s);
        QCOMPARE(
            at.createPool({{u"InPools"_s, pathTexts({elsewhere})}, {u"Size"_s, bytes(MiB)}}).code,
            5u);
    }

    void SP_R11_namesReadBackAsGiven_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << u"gold"_s;
        QTest::newRow("accents and other scripts") << u"Größe 日本語 שלום 🪣"_s;
        QTest::newRow("quotes") << u"it's \"so\" \\ so"_s;
        QTest::newRow("markup") << u"<b>a & b</b> &amp; ]]> <!-- x -->"_s;
        QTest::newRow("statement") << u"'; DROP TABLE object;--"_s;
        QTest::newRow("blanks around") << u"  kept  "_s;
        QTest::newRow("256 characters") << QString(256, u'x');
    }

    void SP_R11_namesReadBackAsGiven()
    {
        QFETCH(QString, name);
        ProviderFixture at({.jobs = false});
        const CimPath pool = at.pool(name, MiB);
        QCOMPARE(at.text(pool, u"ElementName"), name);
        at.restart();
        QCOMPARE(at.text(pool, u"ElementName"), name);
    }

    void SP_R12_withoutANameTheSystemGivesOne()
    {
        ProviderFixture at({.jobs = false});
        const CimPath first = at.createPool(sized(at, MiB)).path(u"Pool");
        const CimPath second = at.createPool(sized(at, MiB)).path(u"Pool");
        QVERIFY(!at.text(first, u"ElementName").isEmpty());
        QVERIFY(!at.text(second, u"ElementName").isEmpty());
        QVERIFY(!(first == second));
        QCOMPARE(at.pools().size(), 2);
    }

    void SP_R13_aNameOnModifyRenames()
    {
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, MiB);
        const auto result = at.modify(pool, {{u"ElementName"_s, words(u"silver"_s)}});
        QCOMPARE(result.code, 0u);
        QCOMPARE(at.text(pool, u"ElementName"), u"silver"_s);
        QCOMPARE(at.pools(), QList{pool});
    }

    void SP_R14_whatANameMayBe_data()
    {
        QTest::addColumn<CimValue>("name");
        QTest::addColumn<quint64>("code");
        QTest::addColumn<QString>("after");
        QTest::newRow("none keeps it") << CimValue() << quint64(0) << u"gold"_s;
        QTest::newRow("empty") << words(u""_s) << quint64(5) << u"gold"_s;
        QTest::newRow("blank") << words(u" \t "_s) << quint64(5) << u"gold"_s;
        QTest::newRow("257 characters") << words(QString(257, u'x')) << quint64(5) << u"gold"_s;
        QTest::newRow("taken by another") << words(u"other"_s) << quint64(0) << u"other"_s;
    }

    void SP_R14_whatANameMayBe()
    {
        QFETCH(CimValue, name);
        QFETCH(quint64, code);
        QFETCH(QString, after);
        ProviderFixture at({.jobs = false});
        at.pool(u"other"_s, MiB);
        const CimPath pool = at.pool(u"gold"_s, MiB);
        const QStringList before = at.snapshot();
        QCOMPARE(at.modify(pool, {{u"ElementName"_s, name}}).code, code);
        QCOMPARE(at.text(pool, u"ElementName"), after);
        if (code != 0)
            QCOMPARE(at.snapshot(), before);
    }
};

QTEST_GUILESS_MAIN(tst_StoragePoolRules)
#include "tst_storagepoolrules.moc"
