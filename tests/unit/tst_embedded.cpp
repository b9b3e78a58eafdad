// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Instances as text: what real clients write is read, what could harm is refused, and no character
// gets lost on the way.

#include "services/schema/embedded.h"

#include "services/schema/schema.h"

#include <QTest>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;

namespace {
QString v2()
{
    return QString(Schema::virtualization);
}

CimInstance settings(const QString &name)
{
    CimInstance instance(*Schema::findClass(v2(), u"Msvm_ResourcePoolSettingData"));
    instance.set(u"PoolID", CimValue::string(name));
    instance.set(u"ElementName", CimValue::string(name));
    instance.set(u"ResourceType", CimValue::uint16(3));
    instance.set(u"ResourceSubType", CimValue::string(u"Microsoft:Hyper-V:Processor"_s));
    return instance;
}

QString around(const QString &properties)
{
    return u"<INSTANCE CLASSNAME=\"Msvm_ResourcePoolSettingData\">"_s + properties
        + u"</INSTANCE>"_s;
}

const QString nameProperty =
    u"<PROPERTY NAME=\"ElementName\" TYPE=\"string\"><VALUE>a</VALUE></PROPERTY>"_s;
} // namespace

class TestEmbedded : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void CP_R4_bothTextFormsAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("CIM DTD 2.0")
            << u"<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"><DECLARATION><DECLGROUP><VALUE.OBJECT>"
               "<INSTANCE CLASSNAME=\"Msvm_ResourcePoolSettingData\"><QUALIFIER NAME=\"dynamic\" "
               "TYPE=\"boolean\"><VALUE>TRUE</VALUE></QUALIFIER><PROPERTY NAME=\"ElementName\" "
               "CLASSORIGIN=\"CIM_ManagedElement\" TYPE=\"string\"><QUALIFIER NAME=\"read\" "
               "TYPE=\"boolean\"><VALUE>TRUE</VALUE></QUALIFIER><VALUE>a</VALUE></PROPERTY>"
               "<PROPERTY NAME=\"ResourceType\" TYPE=\"uint16\"><VALUE>3</VALUE></PROPERTY>"
               "<PROPERTY NAME=\"Notes\" TYPE=\"string\"></PROPERTY></INSTANCE></VALUE.OBJECT>"
               "</DECLGROUP></DECLARATION></CIM>"_s;
        QTest::newRow("WMI DTD 2.0")
            << u"<INSTANCE CLASSNAME=\"Msvm_ResourcePoolSettingData\">\r\n  <PROPERTY "
               "NAME=\"__PATH\" CLASSORIGIN=\"___SYSTEM\" "
               "TYPE=\"string\"><VALUE>\\\\HV01\\root</VALUE>"
               "</PROPERTY>\r\n  <PROPERTY.ARRAY NAME=\"__DERIVATION\" "
               "TYPE=\"string\"><VALUE.ARRAY>"
               "<VALUE>CIM_SettingData</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>\r\n  <PROPERTY "
               "NAME=\"ElementName\" CLASSORIGIN=\"CIM_ManagedElement\" TYPE=\"string\"><VALUE>a"
               "</VALUE></PROPERTY><PROPERTY NAME=\"ResourceType\" TYPE=\"uint16\"><VALUE> 3 "
               "</VALUE></PROPERTY></INSTANCE>"_s;
        QTest::newRow("character data")
            << around(u"<PROPERTY NAME=\"ElementName\" TYPE=\"string\"><VALUE><![CDATA[a]]></VALUE>"
                      "</PROPERTY><PROPERTY NAME=\"ResourceType\" TYPE=\"uint16\"><VALUE>3</VALUE>"
                      "</PROPERTY>"_s);
    }
    void CP_R4_bothTextFormsAreRead()
    {
        QFETCH(QString, text);
        const auto read = Embedded::fromText(text, v2());
        QVERIFY2(read, read ? "" : qPrintable(read.failure().parameter));
        QCOMPARE(read->className(), u"Msvm_ResourcePoolSettingData"_s);
        QVERIFY(read->decl());
        QCOMPARE(read->value(u"ElementName").toString(), u"a"_s);
        QCOMPARE(read->value(u"ResourceType"), CimValue::uint16(3));
        QCOMPARE(read->properties().size(), 2); // the empty one and the system's own are not told
    }

    void CP_R4_everyCharacterSurvivesWritingSoapAndReading_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("markup") << u"<b>&amp; \"x\" 'y' ]]> <![CDATA[z]]>"_s;
        QTest::newRow("line ends") << u"a\r\nb\nc\rd"_s;
        QTest::newRow("only a return") << u"\r"_s;
        QTest::newRow("blanks") << u"  a  b\t"_s;
        QTest::newRow("beyond ASCII") << u"\u00e4\u05e9\u4e2d\U0001f6e2"_s;
        QTest::newRow("looks like an entity") << u"&#13; &lt;"_s;
    }
    void CP_R4_everyCharacterSurvivesWritingSoapAndReading()
    {
        QFETCH(QString, name);
        const CimInstance before = settings(name);
        QString envelope;
        QXmlStreamWriter writer(&envelope);
        writer.writeTextElement(u"PoolSettings"_s, Embedded::toText(before));
        QXmlStreamReader reader(envelope);
        QVERIFY(reader.readNextStartElement());
        const auto after = Embedded::fromText(reader.readElementText(), v2());
        QVERIFY(after);
        QCOMPARE(*after, before);
    }

    void arraysReferencesAndNullsKeepTheirKind()
    {
        CimInstance before(*Schema::findClass(v2(), u"Msvm_ResourceAllocationSettingData"));
        before.set(u"HostResource", CimValue::strings({u"C:\\a"_s, u"D:\\b\r\n"_s}));
        before.set(u"Limit", CimValue::null(CimType::UInt64));
        before.set(u"Reservation", CimValue::uint64(18446744073709551615u));
        before.set(u"AutomaticAllocation", CimValue::boolean(true));
        const QString text = Embedded::toText(before);
        QVERIFY(!text.contains(u"Limit"_s));
        QVERIFY(!text.contains(u"InstanceID"_s)); // an empty key is the server's to fill in
        const auto after = Embedded::fromText(text, v2());
        QVERIFY(after);
        QCOMPARE(after->value(u"HostResource"), before.value(u"HostResource"));
        QCOMPARE(after->value(u"Reservation"), before.value(u"Reservation"));
        QVERIFY(after->value(u"Limit").isNull());

        CimInstance link(u"Some_Link"_s);
        const CimPath path(v2(), u"Msvm_ResourcePool"_s,
                           {{u"InstanceID"_s, CimValue::string(u"a\"b"_s)}});
        link.set(u"Far", CimValue::reference(path));
        const auto told = Embedded::fromText(Embedded::toText(link), v2());
        QVERIFY(told);
        QVERIFY(told->value(u"Far").toPath());
        QCOMPARE(*told->value(u"Far").toPath(), path);
    }

    void whatIsNoInstanceIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("place");
        QTest::newRow("nothing") << QString() << u"XML"_s;
        QTest::newRow("no XML") << u"gold"_s << u"XML"_s;
        QTest::newRow("cut") << around(nameProperty).chopped(5) << u"XML"_s;
        QTest::newRow("two roots") << around({}) + around({}) << u"XML"_s;
        QTest::newRow("no instance") << u"<CIM></CIM>"_s << u"INSTANCE"_s;
        QTest::newRow("no class") << u"<INSTANCE></INSTANCE>"_s << u"INSTANCE"_s;
        QTest::newRow("another element") << u"<script/>"_s << u"script"_s;
        QTest::newRow("two instances")
            << u"<CIM>"_s + around({}) + around({}) + u"</CIM>"_s << u"INSTANCE"_s;
        QTest::newRow("document type")
            << u"<!DOCTYPE INSTANCE>"_s + around(nameProperty) << u"DOCTYPE"_s;
        QTest::newRow("bomb")
            << u"<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b "
               "\"&a;&a;&a;&a;\">]>"_s
                + around(
                    u"<PROPERTY NAME=\"Notes\" TYPE=\"string\"><VALUE>&b;</VALUE></PROPERTY>"_s)
            << u"DOCTYPE"_s;
        QTest::newRow("undeclared entity")
            << around(u"<PROPERTY NAME=\"Notes\" TYPE=\"string\"><VALUE>&b;</VALUE></PROPERTY>"_s)
            << u"XML"_s;
        QTest::newRow("wrong type") << around(
            u"<PROPERTY NAME=\"ResourceType\" TYPE=\"string\"><VALUE>3</VALUE></PROPERTY>"_s)
                                    << u"ResourceType"_s;
        QTest::newRow("unknown type")
            << around(u"<PROPERTY NAME=\"X\" TYPE=\"money\"><VALUE>3</VALUE></PROPERTY>"_s)
            << u"X"_s;
        QTest::newRow("no number") << around(
            u"<PROPERTY NAME=\"ResourceType\" TYPE=\"uint16\"><VALUE>x</VALUE></PROPERTY>"_s)
                                   << u"ResourceType"_s;
        QTest::newRow("too large a number") << around(
            u"<PROPERTY NAME=\"ResourceType\" TYPE=\"uint16\"><VALUE>65536</VALUE></PROPERTY>"_s)
                                            << u"ResourceType"_s;
        QTest::newRow("array for scalar")
            << around(u"<PROPERTY.ARRAY NAME=\"ElementName\" TYPE=\"string\"><VALUE.ARRAY>"
                      "<VALUE>a</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>"_s)
            << u"ElementName"_s;
        QTest::newRow("two values")
            << around(u"<PROPERTY NAME=\"ElementName\" TYPE=\"string\"><VALUE>a</VALUE>"
                      "<VALUE>b</VALUE></PROPERTY>"_s)
            << u"ElementName"_s;
        QTest::newRow("twice") << around(nameProperty + nameProperty) << u"ElementName"_s;
        QTest::newRow("no name") << around(
            u"<PROPERTY TYPE=\"string\"><VALUE>a</VALUE></PROPERTY>"_s)
                                 << u"PROPERTY"_s;
        QTest::newRow("deep") << around(u"<PROPERTY.ARRAY NAME=\"ElementName\" TYPE=\"string\">"_s
                                        + u"<VALUE.ARRAY>"_s.repeated(1000)
                                        + u"</VALUE.ARRAY>"_s.repeated(1000)
                                        + u"</PROPERTY.ARRAY>"_s)
                              << u"ElementName"_s;
    }
    void whatIsNoInstanceIsRefused()
    {
        QFETCH(QString, text);
        QFETCH(QString, place);
        const auto read = Embedded::fromText(text, v2());
        QVERIFY(!read);
        QCOMPARE(read.failure().cause, Cause::Malformed);
        QCOMPARE(read.failure().parameter, place);
        QVERIFY(read.failure().serverText.size() <= 200);
    }

    void moreThan64KiBIsNotEvenRead()
    {
        const CimInstance most = settings(u"a"_s.repeated(30'000));
        const QString text = Embedded::toText(most);
        QVERIFY(text.size() < Embedded::longest);
        QVERIFY(Embedded::fromText(text, v2()));
        const QString padded = text + u" "_s.repeated(Embedded::longest - text.size());
        QVERIFY(Embedded::fromText(padded, v2()));
        const auto refused = Embedded::fromText(padded + u' ', v2());
        QVERIFY(!refused);
        QCOMPARE(refused.failure().cause, Cause::TooLarge);
    }

    // A server's own words are shown whatever they are wrapped in.
    void textsAreReadWhereInstancesWouldBeRefused()
    {
        const auto texts = Embedded::textsFrom(
            u"<X><INSTANCE CLASSNAME=\"Other_Error\"><PROPERTY NAME=\"Message\" TYPE=\"words\">"
            "<VALUE>no space</VALUE></PROPERTY><NEW/><PROPERTY NAME=\"CIMStatusCode\">"
            "<VALUE>1</VALUE></PROPERTY></INSTANCE></X>"_s);
        QVERIFY(texts);
        const QList<std::pair<QString, QStringList>> wanted{{u"Message"_s, {u"no space"_s}},
                                                            {u"CIMStatusCode"_s, {u"1"_s}}};
        QCOMPARE(*texts, wanted);
        QVERIFY(!Embedded::textsFrom(u"<!DOCTYPE x>"_s + around({})));
        QVERIFY(!Embedded::textsFrom(u"plain words"_s));
    }
};

QTEST_GUILESS_MAIN(TestEmbedded)
#include "tst_embedded.moc"
