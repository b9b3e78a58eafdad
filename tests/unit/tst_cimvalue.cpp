// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Values keep their exact type, and text that is not exactly one is none.
#include "services/cim/cimvalue.h"

#include "services/cim/cimpath.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class tst_CimValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void integersAtTheirLimits_data()
    {
        QTest::addColumn<CimType>("type");
        QTest::addColumn<QString>("least");
        QTest::addColumn<QString>("most");
        QTest::addColumn<QString>("beyond");
        QTest::newRow("uint8") << CimType::UInt8 << u"0"_s << u"255"_s << u"256"_s;
        QTest::newRow("uint16") << CimType::UInt16 << u"0"_s << u"65535"_s << u"65536"_s;
        QTest::newRow("uint32") << CimType::UInt32 << u"0"_s << u"4294967295"_s << u"4294967296"_s;
        QTest::newRow("uint64") << CimType::UInt64 << u"0"_s << u"18446744073709551615"_s
                                << u"18446744073709551616"_s;
        QTest::newRow("sint8") << CimType::SInt8 << u"-128"_s << u"127"_s << u"128"_s;
        QTest::newRow("sint16") << CimType::SInt16 << u"-32768"_s << u"32767"_s << u"-32769"_s;
        QTest::newRow("sint32") << CimType::SInt32 << u"-2147483648"_s << u"2147483647"_s
                                << u"2147483648"_s;
        QTest::newRow("sint64") << CimType::SInt64 << u"-9223372036854775808"_s
                                << u"9223372036854775807"_s << u"-9223372036854775809"_s;
    }
    void integersAtTheirLimits()
    {
        QFETCH(CimType, type);
        QFETCH(QString, least);
        QFETCH(QString, most);
        QFETCH(QString, beyond);
        for (const QString &text : {least, most}) {
            const auto value = CimValue::fromText(type, text);
            QVERIFY(value);
            QCOMPARE(value->type(), type);
            QCOMPARE(value->toText(), text);
        }
        QVERIFY(!CimValue::fromText(type, beyond));
    }

    void RP_19_textThatIsNoNumber()
    {
        for (const QString &text : {u""_s, u" 12"_s, u"12 "_s, u"+1"_s, u"1e3"_s, u"0x10"_s,
                                    u"1.0"_s, u"١٢"_s, u"1,000"_s, u"--1"_s, u"-"_s}) {
            for (const CimType type : {CimType::UInt8, CimType::UInt64, CimType::SInt64})
                QVERIFY2(!CimValue::fromText(type, text), qPrintable(text));
        }
        QVERIFY(!CimValue::fromText(CimType::UInt64, u"-1"));
        QVERIFY(!CimValue::fromText(CimType::UInt64, u"-0"));
    }

    void booleans()
    {
        for (const QString &text : {u"true"_s, u"TRUE"_s, u"True"_s, u"1"_s})
            QCOMPARE(CimValue::fromText(CimType::Boolean, text), CimValue::boolean(true));
        for (const QString &text : {u"false"_s, u"FALSE"_s, u"0"_s})
            QCOMPARE(CimValue::fromText(CimType::Boolean, text), CimValue::boolean(false));
        for (const QString &text : {u""_s, u"yes"_s, u" true"_s, u"2"_s})
            QVERIFY(!CimValue::fromText(CimType::Boolean, text));
    }

    void nullEmptyAndZeroDiffer()
    {
        QVERIFY(CimValue().isNull());
        QVERIFY(CimValue::null(CimType::UInt64) != CimValue::uint64(0));
        QVERIFY(CimValue::string(u""_s) != CimValue());
        QVERIFY(!CimValue::string({}).isNull());
        QVERIFY(!CimValue::null(CimType::UInt64).toUnsigned());
        QVERIFY(CimValue::null(CimType::Boolean).toText().isEmpty());
    }

    void theTypeIsPartOfTheValue()
    {
        QVERIFY(CimValue::uint16(4) != CimValue::uint32(4));
        QVERIFY(CimValue::uint16s({4}) != CimValue::uint16(4));
        QCOMPARE(CimValue::uint16s({4, 5}),
                 CimValue::array(CimType::UInt16, {CimValue::uint16(4), CimValue::uint16(5)}));
    }

    void emptyArraysAreNull()
    {
        const CimValue none = CimValue::strings({});
        QVERIFY(none.isNull() && none.isArray());
        QVERIFY(none.elements().isEmpty());
        QCOMPARE(CimValue::uint16(7).elements(), QList<CimValue>{CimValue::uint16(7)});
    }

    void numbersBeyondSignedStayExact()
    {
        const CimValue most = CimValue::uint64(std::numeric_limits<quint64>::max());
        QCOMPARE(most.toUnsigned(), std::numeric_limits<quint64>::max());
        QVERIFY(!most.toSigned());
        QVERIFY(!CimValue::ofSigned(CimType::SInt64, -1).toUnsigned());
    }

    void referencesCompareByWhatTheyMean()
    {
        const auto a = CimValue::fromText(CimType::Reference, u"Root\\CIMv2:Thing.Id=\"1\"");
        const auto b = CimValue::fromText(CimType::Reference, u"root/cimv2:THING.id=1");
        QVERIFY(a && b);
        QCOMPARE(*a, *b);
        QVERIFY(!CimValue::fromText(CimType::Reference, u"no path at all"));
    }
};

QTEST_APPLESS_MAIN(tst_CimValue)
#include "tst_cimvalue.moc"
