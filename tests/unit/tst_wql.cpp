// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Queries and what they find: the grammar of WQL, its three-valued truth, its refusals with their
// place. RQ-20.
#include "services/provider/objects.h"
#include "services/provider/wql/query.h"
#include "services/schema/schema.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
CimInstance pool()
{
    CimInstance pool = Objects::made("MSISCSITARGET_StoragePool"_L1);
    pool.set(u"InstanceID", CimValue::string(u"Cistern:E\\Root"_s));
    pool.set(u"ElementName", CimValue::string(u"Gold 'n' 50% [x]"_s));
    pool.set(u"Primordial", CimValue::boolean(false));
    pool.set(u"TotalManagedSpace", CimValue::uint64(18'446'744'073'709'551'615ULL));
    pool.set(u"RemainingManagedSpace", CimValue::uint64(9'007'199'254'740'993ULL)); // 2^53 + 1
    pool.set(u"OperationalStatus", CimValue::uint16s({2}));
    return pool;
}

CimInstance free(const QString &className, const QList<std::pair<QString, CimValue>> &values)
{
    CimInstance instance(className);
    for (const auto &[name, value] : values)
        instance.set(name, value);
    return instance;
}

CimInstance change()
{
    CimInstance job = Objects::made("MSISCSITARGET_ConcreteJob"_L1);
    if (!job.decl())
        qFatal("the job class is not declared");
    job.set(u"JobState", CimValue::uint16(7));
    job.set(u"PercentComplete", CimValue::uint16(100));
    CimInstance before = job;
    before.set(u"JobState", CimValue::uint16(4));
    return free(u"__InstanceModificationEvent"_s,
                {{u"TargetInstance"_s, CimValue::instance(job)},
                 {u"PreviousInstance"_s, CimValue::instance(before)}});
}

CimInstance odd()
{
    const auto at = [](QStringView text) {
        return CimValue::dateTime(CimDateTime::fromCimText(text).value());
    };
    const CimPath path(u"Root/CIMv2/Storage/iScsiTarget"_s, u"MSISCSITARGET_StoragePool"_s,
                       {{u"InstanceID"_s, CimValue::string(u"a\"b"_s)}});
    return free(u"Odd"_s,
                {{u"Small"_s, CimValue::ofSigned(CimType::SInt64, -5)},
                 {u"Half"_s, CimValue::real64(0.5)},
                 {u"Whole"_s, CimValue::uint32(16)},
                 {u"When"_s, at(u"20260304081530.250001+000")},
                 {u"Long"_s, at(u"00000000000140.000000:000")},
                 {u"Some"_s, at(u"20260304******.******+000")},
                 {u"Pool"_s, CimValue::reference(path)},
                 {u"Name"_s, CimValue::string(u"Beta"_s)},
                 {u"Number"_s, CimValue::string(u"5"_s)},
                 {u"Nothing"_s, CimValue::null(CimType::UInt32)}});
}
} // namespace

class tst_Wql : public QObject
{
    Q_OBJECT

private slots:
    void whatMatches_data()
    {
        QTest::addColumn<QString>("of"); // pool, event, odd
        QTest::addColumn<QString>("where");
        QTest::addColumn<bool>("found");
        auto row = [n = 0](const char *of, const QString &where, bool found) mutable {
            QTest::addRow("%02d %s", ++n, qPrintable(where))
                << QString::fromLatin1(of) << where << found;
        };
        // Strings: either quote, escapes, any letter case.
        row("pool", u"ElementName = 'Gold ''n'' 50% [x]'"_s, true);
        row("pool", u"ElementName = \"gold 'N' 50% [x]\""_s, true);
        row("pool", u"ElementName = 'Gold \\'n\\' 50% [x]'"_s, true);
        row("pool", u"InstanceID = 'Cistern:E\\\\Root'"_s, true);
        row("pool", u"elementname <> 'x'"_s, true);
        row("pool", u"ElementName != 'x'"_s, true);
        row("odd", u"Name > 'alpha' AND Name < \"GAMMA\""_s, true);
        row("odd", u"Name = ''"_s, false);
        row("odd", u"Number = 5"_s, true);
        // Patterns.
        row("pool", u"ElementName LIKE 'gold%'"_s, true);
        row("pool", u"ElementName LIKE 'old%'"_s, false);
        row("pool", u"ElementName LIKE '%50[%]%'"_s, true);
        row("pool", u"ElementName LIKE '%[[]x]'"_s, true);
        row("pool", u"ElementName LIKE '_o[k-m]d%'"_s, true);
        row("pool", u"ElementName LIKE '_o[^k-m]d%'"_s, false);
        row("pool", u"ElementName LIKE '[a-fG]%'"_s, true);
        row("pool", u"ElementName NOT LIKE 'gold%'"_s, false);
        row("pool", u"NOT ElementName LIKE 'x'"_s, true);
        row("odd", u"Whole LIKE '1%'"_s, true);
        row("odd", u"Nothing LIKE '%'"_s, false);
        // Numbers: as numbers, exactly.
        row("pool", u"TotalManagedSpace = 18446744073709551615"_s, true);
        row("pool", u"TotalManagedSpace = 18446744073709551614"_s, false);
        row("pool", u"TotalManagedSpace < 18446744073709551616"_s, true);
        row("pool", u"TotalManagedSpace > -1"_s, true);
        row("pool", u"RemainingManagedSpace = 9007199254740993"_s, true);
        row("pool", u"RemainingManagedSpace = 9007199254740992"_s, false);
        row("pool", u"RemainingManagedSpace > 9007199254740992.0"_s, true);
        row("pool", u"9007199254740994 > RemainingManagedSpace"_s, true);
        row("pool", u"9007199254740993 <= RemainingManagedSpace"_s, true);
        row("odd", u"Whole = 0x10"_s, true);
        row("odd", u"Whole = '16'"_s, true);
        row("odd", u"Whole = 1.6e1"_s, true);
        row("odd", u"Whole = 'sixteen'"_s, false);
        row("odd", u"Whole > 9"_s, true); // not as text
        row("odd", u"Small = -5"_s, true);
        row("odd", u"Small < 18446744073709551615"_s, true);
        row("odd", u"Small >= -5.5"_s, true);
        row("odd", u"Half = .5"_s, true);
        row("odd", u"Half < 1"_s, true);
        row("odd", u"Small < Whole"_s, true);
        // Booleans.
        row("pool", u"Primordial = FALSE"_s, true);
        row("pool", u"Primordial = 0"_s, true);
        row("pool", u"Primordial <> true"_s, true);
        row("pool", u"Primordial = 'False'"_s, true);
        // Times: when they are, not how they are written.
        row("odd", u"When = '20260304091530.250001+060'"_s, true);
        row("odd", u"When = '2026-03-04T08:15:30.250001Z'"_s, true);
        row("odd", u"When > '20260304081530.250000+000'"_s, true);
        row("odd", u"When < '20260304081530.250000+000'"_s, false);
        row("odd", u"Long = '00000000000140.000000:000'"_s, true);
        row("odd", u"Long < 'P1D'"_s, true);
        row("odd", u"Long > '20260304081530.250000+000'"_s, false);
        row("odd", u"When > 'yesterday'"_s, false);
        row("odd", u"Some = '20260304081530.250000+000'"_s, false);
        // References.
        row("odd", u"Pool = 'MSISCSITARGET_StoragePool.InstanceID=\"a\\\\\"b\"'"_s, true);
        row("odd", u"Pool ISA 'CIM_StoragePool'"_s, true);
        row("odd", u"Pool ISA 'CIM_StorageExtent'"_s, false);
        // Null is neither equal nor unequal.
        row("odd", u"Nothing IS NULL"_s, true);
        row("odd", u"Nothing = NULL"_s, true);
        row("odd", u"Nothing IS NOT NULL"_s, false);
        row("odd", u"Name IS NOT NULL"_s, true);
        row("odd", u"Name <> NULL"_s, true);
        row("odd", u"NULL = Nothing"_s, true);
        row("odd", u"Nothing = 5"_s, false);
        row("odd", u"Nothing <> 5"_s, false);
        row("odd", u"NOT Nothing = 5"_s, false);
        row("odd", u"NOT (Nothing = 5 AND Whole = 17)"_s, true);
        row("odd", u"Nothing = 5 OR Whole = 16"_s, true);
        row("odd", u"Absent IS NULL"_s, true);
        // Connectives and their order.
        row("odd", u"Whole = 16 OR Whole = 1 AND Name = 'x'"_s, true);
        row("odd", u"(Whole = 16 OR Whole = 1) AND Name = 'x'"_s, false);
        row("odd", u"NOT Whole = 1 AND NOT NOT Whole = 16"_s, true);
        row("odd", u"not (Whole = 1 or Name = 'x') and (((Half = 0.5)))"_s, true);
        // What every object has.
        row("pool", u"__CLASS = 'msiscsitarget_storagepool'"_s, true);
        row("pool", u"__SUPERCLASS LIKE 'CIM%'"_s, true);
        row("pool", u"__RELPATH LIKE 'MSISCSITARGET_StoragePool.InstanceID=%'"_s, true);
        row("pool", u"__NAMESPACE = 'root\\\\cimv2\\\\storage\\\\iscsitarget'"_s, true);
        row("pool", u"__GENUS = 2"_s, true);
        row("pool", u"__this ISA 'CIM_StoragePool'"_s, true);
        // Embedded objects.
        row("event", u"TargetInstance.JobState = 7"_s, true);
        row("event", u"TargetInstance.JobState = 4"_s, false);
        row("event", u"TargetInstance ISA 'CIM_ConcreteJob' AND TargetInstance.JobState > 2"_s,
            true);
        row("event", u"TargetInstance ISA CIM_Job"_s, true);
        row("event", u"TargetInstance ISA 'CIM_StoragePool'"_s, false);
        row("event", u"TargetInstance.JobState <> PreviousInstance.JobState"_s, true);
        row("event", u"TargetInstance.PercentComplete = PreviousInstance.PercentComplete"_s, true);
        row("event", u"TargetInstance.__CLASS = 'MSISCSITARGET_ConcreteJob'"_s, true);
        row("event", u"TargetInstance.JobState.More = 7"_s, false);
        row("event", u"__CLASS = '__InstanceModificationEvent'"_s, true);
    }

    void whatMatches()
    {
        QFETCH(QString, of);
        QFETCH(QString, where);
        QFETCH(bool, found);
        const CimInstance instance = of == "pool"_L1 ? pool() : of == "odd"_L1 ? odd() : change();
        const auto query = WqlQuery::parse(u"SELECT * FROM "_s + instance.className() + u" WHERE "_s
                                           + where);
        QVERIFY2(query, qPrintable(query ? QString() : query.failure().serverText));
        QCOMPARE(query->matches(instance), found);
    }

    void whatAQuerySays()
    {
        const auto query = WqlQuery::parse(
            u"  select Name , TargetInstance.JobState\n FROM __InstanceModificationEvent within 2.5"
            " WHERE TargetInstance ISA \"Msvm_ConcreteJob\" AND TargetInstance.JobState = 7"_s);
        QVERIFY(query);
        QCOMPARE(query->className(), u"__InstanceModificationEvent"_s);
        QVERIFY(!query->selectsAll());
        QCOMPARE(query->columns(),
                 QList<QStringList>({{u"Name"_s}, {u"TargetInstance"_s, u"JobState"_s}}));
        QCOMPARE(query->within(), std::chrono::milliseconds(2500));
        QCOMPARE(query->demandedClass(u"TargetInstance"), u"Msvm_ConcreteJob"_s);
        QCOMPARE(query->demandedClass(u"PreviousInstance"), QString());
        const auto whole = WqlQuery::parse(u"SELECT*FROM X"_s);
        QVERIFY(whole && whole->selectsAll() && !whole->within() && !whole->related());
        QVERIFY(whole->matches(CimInstance(u"X"_s)));
        // Where it is one of two, nothing is demanded.
        const auto either = WqlQuery::parse(
            u"SELECT * FROM E WHERE TargetInstance ISA 'A' OR TargetInstance ISA 'B'"_s);
        QCOMPARE(either->demandedClass(u"TargetInstance"), QString());
    }

    void whatIsRelated()
    {
        const auto ends = WqlQuery::parse(
            u"ASSOCIATORS OF {MSISCSITARGET_StoragePool.InstanceID=\"a}b\"} WHERE"
            " AssocClass = MSISCSITARGET_HostedStoragePool ResultClass=CIM_System "
            "Role=PartComponent"
            " resultrole = GroupComponent"_s);
        QVERIFY2(ends, qPrintable(ends ? QString() : ends.failure().serverText));
        QVERIFY(ends->related());
        QVERIFY(!ends->related()->links);
        QCOMPARE(ends->related()->object.key(u"InstanceID").toString(), u"a}b"_s);
        QCOMPARE(ends->related()->associationClass, u"MSISCSITARGET_HostedStoragePool"_s);
        QCOMPARE(ends->related()->resultClass, u"CIM_System"_s);
        QCOMPARE(ends->related()->role, u"PartComponent"_s);
        QCOMPARE(ends->related()->resultRole, u"GroupComponent"_s);
        const auto links = WqlQuery::parse(
            u"references of {\\\\.\\root\\x:A.B=1} where ResultClass=C Role=D"_s);
        QVERIFY(links && links->related() && links->related()->links);
        QCOMPARE(links->related()->resultClass, u"C"_s);
    }

    void whatIsRefusedAndWhere_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("place"); // from 1
        auto row = [n = 0](const QString &query, int place) mutable {
            QTest::addRow("%02d %s", ++n, qPrintable(query.left(60))) << query << place;
        };
        row(u""_s, 1);
        row(u"   "_s, 4);
        row(u"DELETE FROM X"_s, 1);
        row(u"SELECT"_s, 7);
        row(u"SELECT FROM X"_s, 13);
        row(u"SELECT * X"_s, 10);
        row(u"SELECT * FROM"_s, 14);
        row(u"SELECT * FROM X Y"_s, 17);
        row(u"SELECT * FROM X;"_s, 16);
        row(u"SELECT a, FROM X"_s, 16);
        row(u"SELECT a. FROM X"_s, 16);
        row(u"SELECT count(*) FROM X"_s, 13);
        row(u"SELECT * FROM X WITHIN WHERE a = 1"_s, 24);
        row(u"SELECT * FROM X WITHIN -1"_s, 24);
        row(u"SELECT * FROM X WITHIN 0"_s, 24);
        row(u"SELECT * FROM X WHERE"_s, 22);
        row(u"SELECT * FROM X WHERE a"_s, 24);
        row(u"SELECT * FROM X WHERE a ="_s, 26);
        row(u"SELECT * FROM X WHERE a = 'b"_s, 27);
        row(u"SELECT * FROM X WHERE a = 'C:\\b'"_s, 30);
        row(u"SELECT * FROM X WHERE a = 5z"_s, 27);
        row(u"SELECT * FROM X WHERE a = 0x"_s, 27);
        row(u"SELECT * FROM X WHERE a = 1e"_s, 27);
        row(u"SELECT * FROM X WHERE a == 1"_s, 26);
        row(u"SELECT * FROM X WHERE a ~ 1"_s, 25);
        row(u"SELECT * FROM X WHERE a = 1 AND"_s, 32);
        row(u"SELECT * FROM X WHERE a = 1 OR OR b = 1"_s, 32);
        row(u"SELECT * FROM X WHERE (a = 1"_s, 29);
        row(u"SELECT * FROM X WHERE a = 1)"_s, 28);
        row(u"SELECT * FROM X WHERE ()"_s, 24);
        row(u"SELECT * FROM X WHERE 1 = 1"_s, 23);
        row(u"SELECT * FROM X WHERE a < NULL"_s, 25);
        row(u"SELECT * FROM X WHERE a IS 5"_s, 28);
        row(u"SELECT * FROM X WHERE a LIKE 5"_s, 30);
        row(u"SELECT * FROM X WHERE a LIKE '[a'"_s, 30);
        row(u"SELECT * FROM X WHERE a LIKE '[]'"_s, 30);
        row(u"SELECT * FROM X WHERE a LIKE '[z-a]'"_s, 30);
        row(u"SELECT * FROM X GROUP WITHIN 5"_s, 17);
        row(u"ASSOCIATORS OF X"_s, 16);
        row(u"ASSOCIATORS OF {X}"_s, 16); // no object
        row(u"ASSOCIATORS OF {X.A=1"_s, 16);
        row(u"ASSOCIATORS OF {X.A=1} WHERE"_s, 29);
        row(u"ASSOCIATORS OF {X.A=1} WHERE ClassDefsOnly"_s, 30);
        row(u"ASSOCIATORS OF {X.A=1} WHERE Role=a Role=b"_s, 37);
        row(u"REFERENCES OF {X.A=1} WHERE AssocClass=Y"_s, 29);
        row(QString(1'000'000, u'x'), 8193);
        row(QString(10'000, u'('), 8193);
        row(u"SELECT * FROM X WHERE "_s + QString(100, u'('), 87);
        row(u"SELECT * FROM X WHERE "_s + u"NOT "_s.repeated(100), 279);
        row(u"SELECT * FROM X WHERE a = 1"_s + u" AND a = 1"_s.repeated(300), 2569);
    }

    void whatIsRefusedAndWhere()
    {
        QFETCH(QString, query);
        QFETCH(int, place);
        const auto parsed = WqlQuery::parse(query);
        QVERIFY(!parsed);
        QCOMPARE(parsed.failure().cause, Failure::Cause::InvalidValue);
        QCOMPARE(int(parsed.failure().code), place);
        QVERIFY2(parsed.failure().serverText.endsWith(u"at character %1"_s.arg(place)),
                 qPrintable(parsed.failure().serverText));
    }

    void whatTheClassDoesNotHave_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("place"); // 0: nothing is wrong
        QTest::newRow("good")
            << u"SELECT ElementName FROM CIM_StoragePool WHERE Primordial = TRUE"_s << 0;
        QTest::newRow("of every object") << u"SELECT __PATH FROM CIM_StoragePool"_s << 0;
        QTest::newRow("an array is null or not")
            << u"SELECT * FROM CIM_StoragePool WHERE OperationalStatus IS NULL"_s << 0;
        QTest::newRow("column") << u"SELECT Colour FROM CIM_StoragePool"_s << 8;
        QTest::newRow("condition")
            << u"SELECT * FROM CIM_StoragePool WHERE Primordial = TRUE OR Colour = 1"_s << 58;
        QTest::newRow("no object")
            << u"SELECT * FROM CIM_StoragePool WHERE ElementName.x = 1"_s << 37;
        QTest::newRow("array") << u"SELECT * FROM CIM_StoragePool WHERE OperationalStatus = 2"_s
                               << 37;
    }

    void whatTheClassDoesNotHave()
    {
        QFETCH(QString, query);
        QFETCH(int, place);
        const auto parsed = WqlQuery::parse(query);
        QVERIFY(parsed);
        const auto checked = parsed->check(QString(Schema::iscsiTarget));
        QCOMPARE(checked.ok() ? 0 : int(checked.failure().code), place);
        const auto nowhere = WqlQuery::parse(u"SELECT * FROM CIM_Nothing"_s);
        QCOMPARE(nowhere->check(QString(Schema::iscsiTarget)).failure().cause,
                 Failure::Cause::NotFound);
    }

    // Whatever comes is a query or a refusal with a place inside the text, soon.
    void RQ_20_anyTextIsAnswered()
    {
        static const QStringList pieces{u"SELECT "_s, u"* "_s,     u"FROM "_s,   u"WHERE "_s,
                                        u"a"_s,       u"'b' "_s,   u"= "_s,      u"AND "_s,
                                        u"OR "_s,     u"NOT "_s,   u"("_s,       u") "_s,
                                        u"LIKE "_s,   u"'%_%' "_s, u"ISA "_s,    u"IS "_s,
                                        u"NULL "_s,   u"5 "_s,     u"-"_s,       u"0x"_s,
                                        u"."_s,       u","_s,      u"WITHIN "_s, u"{A.B=1} "_s,
                                        u"'"_s,       u"\""_s,     u"\\"_s,      u"ASSOCIATORS "_s,
                                        u"OF "_s,     u"<"_s,      u">"_s,       u"{"_s,
                                        u"}"_s,       u"[a-"_s,    u"1e9 "_s,    QString(QChar(0))};
        QRandomGenerator random(20);
        const CimInstance instance = odd();
        int good = 0;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20'000; ++i) {
            QString text;
            if (i % 4 == 0) {
                for (int length = random.bounded(200); length > 0; --length)
                    text += QChar(char16_t(random.bounded(i % 8 ? 128 : 65536)));
            } else if (i % 4 == 1) { // a good one with a mistake
                text = u"SELECT a, b.c FROM X WITHIN 2 WHERE NOT (a >= 0x5 OR b LIKE '[^a-z]_%') "
                       "AND c.d IS NOT NULL AND e ISA \"F\""_s;
                const qsizetype at = random.bounded(int(text.size()));
                text.replace(at, random.bounded(2), pieces[random.bounded(pieces.size())]);
            } else {
                if (i % 4 == 2)
                    text = u"SELECT * FROM X WHERE "_s;
                for (int length = random.bounded(20); length > 0; --length)
                    text += pieces[random.bounded(pieces.size())];
            }
            const auto parsed = WqlQuery::parse(text);
            if (parsed) {
                ++good;
                (void)parsed->matches(instance);
            } else {
                QVERIFY(parsed.failure().code >= 1
                        && parsed.failure().code <= quint32(text.size()) + 1);
            }
        }
        QVERIFY2(good > 500, qPrintable(QString::number(good)));
        QVERIFY(timer.elapsed() < 20'000);
    }

    void RQ_20_patternsTakeLittleTime()
    {
        CimInstance instance(u"X"_s);
        instance.set(u"a", CimValue::string(QString(65'536, u'a')));
        const auto parsed = WqlQuery::parse(u"SELECT * FROM X WHERE a LIKE '"_s
                                            + u"%a"_s.repeated(1000) + u"b'"_s);
        QVERIFY(parsed);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!parsed->matches(instance));
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(tst_Wql)
#include "tst_wql.moc"
