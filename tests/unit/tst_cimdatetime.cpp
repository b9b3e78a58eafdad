// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Points in time and intervals, as CIM and as WS-Management write them.
#include "services/cim/cimdatetime.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class tst_CimDateTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cimTextComesBack_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"20260304081530.123456+000", "20260304081530.000000-420", "19700101000000.000000+000",
              "19691231235959.999999+000", "00010101000000.000000+000", "99991231235959.999999+840",
              "00000000000000.000000:000", "00000001020304.000005:000", "99999999235959.999999:000",
              "2026****000000.000000+000", "********235959.000000:000"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void cimTextComesBack()
    {
        QFETCH(QString, text);
        const auto value = CimDateTime::fromCimText(text);
        QVERIFY(value);
        QCOMPARE(value->toCimText(), text);
    }

    void wireText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cim");
        QTest::newRow("utc") << u"2026-03-04T08:15:30Z"_s << u"20260304081530.000000+000"_s;
        QTest::newRow("seven digits")
            << u"2014-04-03T14:45:50.4687512+08:00"_s << u"20140403144550.468751+480"_s;
        QTest::newRow("no zone") << u"2026-03-04T08:15:30.5"_s << u"20260304081530.500000+000"_s;
        QTest::newRow("west") << u"2026-03-04T08:15:30-07:30"_s << u"20260304081530.000000-450"_s;
        QTest::newRow("raw") << u"20260304081530.000000-420"_s << u"20260304081530.000000-420"_s;
        QTest::newRow("interval") << u"P1DT2H3M4.5S"_s << u"00000001020304.500000:000"_s;
        QTest::newRow("hundred seconds") << u"P0DT0H1M40S"_s << u"00000000000140.000000:000"_s;
        QTest::newRow("large seconds") << u"PT3600S"_s << u"00000000010000.000000:000"_s;
        QTest::newRow("days") << u"P3D"_s << u"00000003000000.000000:000"_s;
    }
    void wireText()
    {
        QFETCH(QString, text);
        const auto value = CimDateTime::fromWireText(text);
        QVERIFY(value);
        QTEST(value->toCimText(), "cim");
        const auto again = CimDateTime::fromWireText(value->toWireText());
        QVERIFY(again);
        QCOMPARE(again->time(), value->time());
        QCOMPARE(again->interval(), value->interval());
    }

    void RP_19_textThatIsNoTime()
    {
        for (const QString &text : {u""_s,
                                    u"now"_s,
                                    u"2026-03-04"_s,
                                    u"2026-02-30T00:00:00Z"_s,
                                    u"2026-01-01T24:00:00Z"_s,
                                    u"2026-01-01T00:00:00+15:00"_s,
                                    u"٢٠٢٦-01-01T00:00:00Z"_s,
                                    u"P"_s,
                                    u"PT"_s,
                                    u"P1DT"_s,
                                    u"P1Y"_s,
                                    u"-PT1S"_s,
                                    u"PT-1S"_s,
                                    u"P999999999D"_s,
                                    u"20260230000000.000000+000"_s,
                                    u"20260101000000.000000+999"_s,
                                    u"20260101000000.000000:001"_s,
                                    u"20260101250000.000000+000"_s,
                                    u"20260101000000.00000+0000"_s,
                                    u"2026010100000٠.000000+000"_s,
                                    u" 2026-03-04T08:15:30Z"_s})
            QVERIFY2(!CimDateTime::fromWireText(text), qPrintable(text));
    }

    void starsHaveNoTime()
    {
        const auto value = CimDateTime::fromCimText(u"2026****000000.000000+000");
        QVERIFY(value && !value->time() && !value->interval());
    }

    void kindsDoNotMix()
    {
        const CimDateTime interval = CimDateTime::lasting(std::chrono::seconds(5));
        const CimDateTime time = CimDateTime::at(QDateTime::fromSecsSinceEpoch(5, Qt::UTC));
        QVERIFY(interval != time);
        QVERIFY(!interval.time() && !time.interval());
        QCOMPARE(CimDateTime::lasting(std::chrono::seconds(-5)).interval(),
                 std::chrono::microseconds(0));
        QCOMPARE(CimDateTime().toCimText(), u"00000000000000.000000:000"_s);
    }
};

QTEST_APPLESS_MAIN(tst_CimDateTime)
#include "tst_cimdatetime.moc"
