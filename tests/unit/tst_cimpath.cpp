// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Paths are equal when a server would call them equal, and survive being written and read.
#include "services/cim/cimpath.h"

#include <QSet>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class tst_CimPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalAsAServerWouldSay_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("equal");
        QTest::newRow("itself") << u"A:B.C=\"d\""_s << u"A:B.C=\"d\""_s << true;
        QTest::newRow("letter case of names")
            << u"Root\\X:Pool.InstanceID=\"d\""_s << u"ROOT\\x:POOL.instanceid=\"d\""_s << true;
        QTest::newRow("slashes") << u"Root\\X:Pool.I=\"d\""_s << u"root/x:Pool.I=\"d\""_s << true;
        QTest::newRow("host") << u"\\\\one\\root:Pool.I=\"d\""_s << u"\\\\two\\root:Pool.I=\"d\""_s
                              << true;
        QTest::newRow("order of keys")
            << u"r:P.A=\"1\",B=\"2\""_s << u"r:P.b=\"2\",a=\"1\""_s << true;
        QTest::newRow("quoted number") << u"r:P.A=4"_s << u"r:P.A=\"4\""_s << true;
        QTest::newRow("boolean") << u"r:P.A=TRUE"_s << u"r:P.A=true"_s << true;
        QTest::newRow("reference as text")
            << u"r:L.A=\"r:P.I=\\\"x\\\"\""_s << u"r:L.A=\"R:p.i=\\\"x\\\"\""_s << false;
        QTest::newRow("letter case of values") << u"r:P.A=\"x\""_s << u"r:P.A=\"X\""_s << false;
        QTest::newRow("class") << u"r:P.A=\"x\""_s << u"r:Q.A=\"x\""_s << false;
        QTest::newRow("namespace") << u"r:P.A=\"x\""_s << u"s:P.A=\"x\""_s << false;
        QTest::newRow("a key more") << u"r:P.A=\"x\""_s << u"r:P.A=\"x\",B=\"\""_s << false;
    }
    void equalAsAServerWouldSay()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(bool, equal);
        const auto first = CimPath::fromText(a), second = CimPath::fromText(b);
        QVERIFY(first && second);
        QCOMPARE(*first == *second, equal);
        if (equal) {
            QCOMPARE(qHash(*first), qHash(*second));
            QCOMPARE((QSet<CimPath>{*first, *second}).size(), 1);
        }
    }

    void referencesEqualTheirText()
    {
        const CimPath pool(u"root/x"_s, u"Pool"_s, {{u"I"_s, CimValue::string(u"a\"b"_s)}});
        const CimPath typed(u"root/x"_s, u"Link"_s, {{u"End"_s, CimValue::reference(pool)}});
        const CimPath text(u"root/x"_s, u"Link"_s, {{u"End"_s, CimValue::string(pool.toText())}});
        QCOMPARE(typed, text);
        QCOMPARE(qHash(typed), qHash(text));
        QCOMPARE(CimPath::fromText(typed.toText()), typed);
    }

    void JOB_R19_escapedQuoteAndBackslashInAKey()
    {
        const auto path = CimPath::fromText(
            u"\\\\san1\\root\\x:MY_Job.InstanceID=\"job \\\"7\\\" \\\\ C:\\\\d\"");
        QVERIFY(path);
        QCOMPARE(path->host(), u"san1"_s);
        QCOMPARE(path->key(u"InstanceID").toString(), u"job \"7\" \\ C:\\d"_s);
        QCOMPARE(path->toText(),
                 u"\\\\san1\\root\\x:MY_Job.InstanceID=\"job \\\"7\\\" \\\\ C:\\\\d\""_s);
    }

    void roundTrips_data()
    {
        QTest::addColumn<QString>("key");
        for (const char *key : {"", "plain", "a\"b", "a\\b", "a\\", "\"", "a,B=\"c\"", "a:b.c=d",
                                "\xC3\xBC \xE2\x82\xAC", " padded ", "line\nbreak", "'single'"})
            QTest::newRow(key) << QString::fromUtf8(key);
    }
    void roundTrips()
    {
        QFETCH(QString, key);
        CimPath path(u"Root/CIMv2/Storage/iScsiTarget"_s, u"Pool"_s,
                     {{u"Other"_s, CimValue::uint32(7)}, {u"Id"_s, CimValue::string(key)}});
        path.setHost(u"san1.lab.example"_s);
        const auto read = CimPath::fromText(path.toText());
        QVERIFY(read);
        QCOMPARE(*read, path);
        QCOMPARE(read->host(), path.host());
        QCOMPARE(read->key(u"id").toString(), key);
    }

    void otherForms()
    {
        QCOMPARE(CimPath::fromText(u"Pool.I='x'")->key(u"I").toString(), u"x"_s);
        QVERIFY(CimPath::fromText(u"Pool.I='x'")->nameSpace().isEmpty());
        QCOMPARE(CimPath::fromText(u"//host/root/x:Pool.I=-4")->key(u"I").toSigned(), -4);
        QCOMPARE(CimPath::fromText(u"root:Single=@")->className(), u"Single"_s);
        QVERIFY(!CimPath::fromText(u"root:Pool")->isInstance());
    }

    void noPaths()
    {
        for (const QString &text :
             {u""_s, u" "_s, u"Pool."_s, u"Pool.I="_s, u"Pool.I=\"x"_s, u"Pool.I=\"x\\"_s,
              u"Pool.I=x"_s, u"Pool.=\"x\""_s, u"Pool.I=\"x\","_s, u"Pool.I=\"x\"y"_s,
              u"Pool.I=\"1\",i=\"2\""_s, u"1Pool.I=\"x\""_s, u"a b.I=\"x\""_s,
              u"\\\\host:Pool.I=\"x\""_s, u":Pool.I=\"x\""_s, u"root\\:Pool.I=\"x\""_s,
              u"Pool.I=1e3"_s, u"Pöol.I=\"x\""_s})
            QVERIFY2(!CimPath::fromText(text), qPrintable(text));
    }
};

QTEST_APPLESS_MAIN(tst_CimPath)
#include "tst_cimpath.moc"
