// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One record of the history at the command line: all that is known of it, what went over the wire,
// and a number that is none.
#include "tests/support/clihome.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class tst_CliJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRecordIsShownInFull()
    {
        const CliHome home;
        const auto refused = home.runHere({u"pool"_s, u"create"_s, u"--size"_s, u"1PiB"_s});
        QVERIFY2(refused.code == 1, refused.all().constData());
        const auto told = home.runHere({u"job"_s, u"show"_s, u"1"_s});
        QVERIFY2(told.code == 0, told.all().constData());
        const QJsonObject record = told.json();
        QCOMPARE(record[u"method"_s].toString(), u"CreateOrModifyStoragePool"_s);
        QCOMPARE(record[u"state"_s].toString(), u"failed"_s);
        QCOMPARE(record[u"returnValue"_s].toInt(), 4097);
        QCOMPARE(record[u"arguments"_s][u"Size"_s].toString(), u"1125899906842624"_s);
        QVERIFY(!record[u"person"_s].toString().isEmpty());
        const QString messageId = record[u"messageId"_s].toString();
        QVERIFY(messageId.startsWith("uuid:"_L1));

        const auto exchange = home.runHere({u"job"_s, u"show"_s, u"1"_s, u"--request"_s});
        QVERIFY2(exchange.code == 0, exchange.all().constData());
        QVERIFY(exchange.json()[u"request"_s].toString().contains(messageId));
        QVERIFY(exchange.json()[u"reply"_s].toString().contains(messageId)); // RelatesTo
        // For people: a line an element.
        const auto readable = home.run(
            {u"job"_s, u"show"_s, u"1"_s, u"--request"_s, u"--store"_s, home.store()});
        QVERIFY2(readable.code == 0, readable.all().constData());
        QVERIFY2(readable.out.contains("<m:Size>1125899906842624</m:Size>\n"),
                 readable.all().constData());
    }

    void whatIsKnownNeedsNoCheck()
    {
        const CliHome home;
        QCOMPARE(home.runHere({u"pool"_s, u"create"_s, u"--size"_s, u"1PiB"_s}).code, 1);
        const auto checked = home.runHere({u"job"_s, u"check"_s, u"1"_s});
        QCOMPARE(checked.code, 1); // as it was
        QCOMPARE(checked.json()[u"state"_s].toString(), u"failed"_s);
    }

    void aNumberThatIsNoneIsSaid_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("show") << u"show"_s;
        QTest::newRow("check") << u"check"_s;
    }
    void aNumberThatIsNoneIsSaid()
    {
        QFETCH(QString, command);
        const CliHome home;
        const auto asked = home.run({u"job"_s, command, u"99"_s, u"--store"_s, home.store()});
        QCOMPARE(asked.code, 2);
        QVERIFY2(asked.err.contains("99 is no number"), asked.all().constData());
    }
};

QTEST_GUILESS_MAIN(tst_CliJobs)
#include "tst_clijobs.moc"
