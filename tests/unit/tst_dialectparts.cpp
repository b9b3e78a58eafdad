// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What each family of servers writes, read into the same values: single quirks, each inside a
// message of this file. Whole messages are in tst_dialects.
#include "services/schema/schema.h"
#include "services/wsman/cimxml.h"
#include "services/wsman/resourceuri.h"
#include "services/wsman/soapxml.h"
#include "tests/support/dialects.h"

#include <QTest>

using namespace Cistern;
using namespace Cistern::Dialects;
using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
const QString iscsi(Schema::iscsiTarget);

// A reply to Get with these properties of a pool, or to Enumerate with this content.
QByteArray envelope(const QByteArray &action, const QByteArray &body)
{
    return "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope' "
           "xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing' "
           "xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd' "
           "xmlns:n='http://schemas.xmlsoap.org/ws/2004/09/enumeration' "
           "xmlns:x='http://schemas.xmlsoap.org/ws/2004/09/transfer' "
           "xmlns:cim='http://schemas.dmtf.org/wbem/wscim/1/common' "
           "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><s:Header><a:Action>"
        + action
        + "</a:Action><a:RelatesTo>uuid:11111111-2222-3333-4444-555555555555</a:RelatesTo>"
          "</s:Header><s:Body>"
        + body + "</s:Body></s:Envelope>";
}

constexpr auto poolUri = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/storage/"
                         "iscsitarget/MSISCSITARGET_StoragePool";

QByteArray pool(const QByteArray &properties)
{
    return "<p:MSISCSITARGET_StoragePool xmlns:p='" + QByteArray(poolUri) + "'>" + properties
        + "</p:MSISCSITARGET_StoragePool>";
}
QByteArray reference(const QByteArray &uri, const QByteArray &selectors,
                     const QByteArray &parameters = "a:ReferenceParameters")
{
    return "<a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address><"
        + parameters + "><w:ResourceURI>" + uri + "</w:ResourceURI><w:SelectorSet>" + selectors
        + "</w:SelectorSet></" + parameters + ">";
}
} // namespace

class tst_DialectParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void octets_data();
    void octets();
    void characters_data();
    void characters();
    void pages_data();
    void pages();
    void references_data();
    void references();
    void methodReplies_data();
    void methodReplies();
    void createReplies_data();
    void createReplies();
    void identities_data();
    void identities();
    void resourceUris_data();
    void resourceUris();
};

void tst_DialectParts::values_data()
{
    QTest::addColumn<QByteArray>("properties");
    QTest::addColumn<QString>("fact");
    const auto row = [](const char *quirk, const QByteArray &properties, const QString &fact) {
        QTest::newRow(quirk) << properties << fact;
    };
    row("nil true", "<p:Caption xsi:nil='true'/>", u"Caption=null"_s);
    row("nil 1", "<p:Caption xsi:nil='1'/>", u"Caption=null"_s);
    row("nil TRUE, padded", "<p:Caption xsi:nil=' TRUE '/>", u"Caption=null"_s);
    row("nil false", "<p:Caption xsi:nil='false'>x</p:Caption>", u"Caption=x"_s);
    row("nil of the schema's own namespace",
        "<p:Caption xmlns:o='http://www.w3.org/2001/XMLSchema' o:nil='true'/>", u"Caption=null"_s);
    row("nil and type together", "<p:Caption xsi:type='cim:cimString' xsi:nil='true'/>",
        u"Caption=null"_s);
    row("null array marked as one",
        "<p:OperationalStatus xmlns:m='http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd' "
        "m:IsNullArray='true' xsi:nil='true'/>",
        u"OperationalStatus=null"_s);
    row("empty is not null", "<p:Caption></p:Caption>", u"Caption="_s);
    row("white space of a string stays", "<p:Caption>  a </p:Caption>", u"Caption=  a "_s);
    row("array of one", "<p:OperationalStatus>2</p:OperationalStatus>", u"OperationalStatus=2"_s);
    row("array of two",
        "<p:OperationalStatus>2</p:OperationalStatus><p:OperationalStatus>3</p:OperationalStatus>",
        u"OperationalStatus=2, 3"_s);
    row("TRUE", "<p:Primordial>TRUE</p:Primordial>", u"Primordial=true"_s);
    row("False", "<p:Primordial>False</p:Primordial>", u"Primordial=false"_s);
    row("1", "<p:Primordial>1</p:Primordial>", u"Primordial=true"_s);
    row("0, padded", "<p:Primordial>\n0\n</p:Primordial>", u"Primordial=false"_s);
    row("plus", "<p:TotalManagedSpace>+7</p:TotalManagedSpace>", u"TotalManagedSpace=7"_s);
    row("zeros", "<p:TotalManagedSpace>000000000000000000000007</p:TotalManagedSpace>",
        u"TotalManagedSpace=7"_s);
    row("padded number", "<p:TotalManagedSpace> 7\t</p:TotalManagedSpace>",
        u"TotalManagedSpace=7"_s);
    row("largest number", "<p:TotalManagedSpace>18446744073709551615</p:TotalManagedSpace>",
        u"TotalManagedSpace=18446744073709551615"_s);
    row("type decorates a number",
        "<p:TotalManagedSpace xsi:type='undeclared:cimUnsignedLong'>7</p:TotalManagedSpace>",
        u"TotalManagedSpace=7"_s);
    const auto time = [&row](const char *quirk, const QByteArray &content, const QString &text) {
        row(quirk, "<p:InstallDate>" + content + "</p:InstallDate>", u"InstallDate="_s + text);
    };
    const QString noon = u"20250719120000.000000+000"_s;
    time("wrapped datetime", "<cim:Datetime>2025-07-19T12:00:00Z</cim:Datetime>", noon);
    time("wrapped, no namespace", "<Datetime>2025-07-19T12:00:00.0000000Z</Datetime>", noon);
    time("wrapped, padded", "\n <cim:Datetime> 2025-07-19T12:00:00Z </cim:Datetime>\n", noon);
    time("bare datetime", "2025-07-19T12:00:00Z", noon);
    time("bare, padded", " 2025-07-19T12:00:00Z ", noon);
    time("without zone", "2025-07-19T12:00:00", noon);
    time("offset and fraction", "2025-07-19T12:00:00.46875+08:00", u"20250719120000.468750+480"_s);
    time("25 characters", "20250719120000.000000+000", noon);
    time("25 characters, offset", "20250719120000.000000-420", u"20250719120000.000000-420"_s);
    time("25 characters, asterisks", "20250719******.******+000", u"20250719******.******+000"_s);
    time("CIM_DateTime", "<cim:CIM_DateTime>20250719120000.000000-420</cim:CIM_DateTime>",
         u"20250719120000.000000-420"_s);
    time("CIM_DateTimeString", "<CIM_DateTimeString>20250719120000.000000+000</CIM_DateTimeString>",
         noon);
    time("Date", "<cim:Date>2025-07-19</cim:Date>", u"20250719******.******+000"_s);
    time("Time", "<cim:Time>12:34:56</cim:Time>", u"********123456.******+000"_s);
    time("interval", "<cim:Interval>P1DT2H3M4.5S</cim:Interval>", u"00000001020304.500000:000"_s);
    time("bare interval", "PT0.5S", u"00000000000000.500000:000"_s);
    time("interval of zero", "P", u"00000000000000.000000:000"_s);
    time("interval of 25 characters", "00000001020304.000005:000", u"00000001020304.000005:000"_s);
    row("prefix rebound", "<o:Caption xmlns:o='" + QByteArray(poolUri) + "'>x</o:Caption>",
        u"Caption=x"_s);
    row("member without a namespace", "<Caption xmlns=''>x</Caption>", u"Caption=x"_s);
    row("unknown attribute", "<p:Caption odd='1' xsi:odd='2'>x</p:Caption>", u"Caption=x"_s);
    row("comment and CDATA", "<p:Caption>a<!-- b -->c<![CDATA[<d>]]></p:Caption>",
        u"Caption=ac<d>"_s);
    row("processing instruction", "<p:Caption>a<?odd pi?>b</p:Caption>", u"Caption=ab"_s);
    row("members in another order",
        "<p:TotalManagedSpace>7</p:TotalManagedSpace><p:Caption>x</p:Caption>", u"Caption=x"_s);
    row("element that no class has, of its own namespace",
        "<p:Caption>x</p:Caption><v:Extra xmlns:v='urn:v'><v:Inner/></v:Extra>", u"Caption=x"_s);
    row("location appended", "<p:Caption>x</p:Caption><cim:Location/>", u"Caption=x"_s);
    row("bad reference", "<p:Caption>a&#0;b</p:Caption>", u"Caption=a\uFFFDb"_s);
    row("datetime of an undeclared property",
        "<p:Odd><cim:Datetime>2025-07-19T12:00:00Z"
        "</cim:Datetime></p:Odd>",
        u"Odd="_s + noon);
    row("flattened object, undeclared prefix",
        "<p:Odd xsi:type='q:ACME_Label_Type'><p:Version>1</p:Version><p:Sealed>true</p:Sealed>"
        "</p:Odd>",
        u"Odd=ACME_Label"_s);
    row("flattened object, a namespace each",
        "<p:Odd xsi:type='q:ACME_Label_Type'><a1:Version xmlns:a1='urn:a1'>1</a1:Version>"
        "<a2:Sealed xmlns:a2='urn:a2'>true</a2:Sealed></p:Odd>",
        u"Odd.Sealed=true"_s);
    row("wrapped object, type without a prefix",
        "<p:Odd><i:ACME_Label xmlns:i='urn:i' xsi:type='ACME_Label_Type'>"
        "<i:Version>1</i:Version></i:ACME_Label></p:Odd>",
        u"Odd.Version=1"_s);
    row("wrapped object, no type",
        "<p:Odd><i:ACME_Label xmlns:i='urn:i'><i:Version>1</i:Version></i:ACME_Label></p:Odd>",
        u"Odd=ACME_Label"_s);
    row("object where a string is declared",
        "<p:Description xsi:type='i:ACME_Label_Type'><i:Version xmlns:i='urn:i'>1</i:Version>"
        "</p:Description>",
        u"Description=<INSTANCE CLASSNAME=\"ACME_Label\"><PROPERTY NAME=\"Version\" "
        "TYPE=\"string\"><VALUE>1</VALUE></PROPERTY></INSTANCE>"_s);
}

void tst_DialectParts::values()
{
    QFETCH(QByteArray, properties);
    QFETCH(QString, fact);
    const auto reply = readReply(envelope("http://schemas.xmlsoap.org/ws/2004/09/transfer/"
                                          "GetResponse",
                                          pool(properties)),
                                 wmi(Get(), iscsi, u"MSISCSITARGET_StoragePool"_s));
    const QStringList told = factsOf(reply);
    QVERIFY2(told.contains(fact), qPrintable(told.join(u'\n')));
    // What is not told is unknown, not null.
    QVERIFY(!told.contains(u"HealthState=null"_s));
}

void tst_DialectParts::octets_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *quirk, const QByteArray &property, const QString &value) {
        QTest::newRow(quirk) << property << value;
    };
    const QString four = u"222, 173, 190, 239"_s;
    row("base 64, typed", "<p:ErrorData xsi:type='cim:cimBase64Binary'>3q2+7w==</p:ErrorData>",
        four);
    row("base 64, undeclared prefix",
        "<p:ErrorData xsi:type='q:base64Binary'>3q2+7w==</p:ErrorData>", four);
    row("base 64, not typed", "<p:ErrorData>3q2+7w==</p:ErrorData>", four);
    row("base 64, in lines",
        "<p:ErrorData xsi:type='cim:cimBase64Binary'>\n3q2+\n7w==\n</p:ErrorData>", four);
    row("digits that are said to be base 64",
        "<p:ErrorData xsi:type='cim:cimBase64Binary'>1234</p:ErrorData>", u"215, 109, 248"_s);
    row("a number each",
        "<p:ErrorData>222</p:ErrorData><p:ErrorData>173</p:ErrorData><p:ErrorData>190</p:ErrorData>"
        "<p:ErrorData>239</p:ErrorData>",
        four);
    row("one number", "<p:ErrorData>12</p:ErrorData>", u"12"_s);
    row("null", "<p:ErrorData xsi:nil='true'/>", u"null"_s);
}

// Read in either form; written as numbers, which all of them read.
void tst_DialectParts::octets()
{
    QFETCH(QByteArray, property);
    QFETCH(QString, value);
    const QString className = u"CISTERN_Memory"_s;
    const Envelope request = wmi(Get(), QString(Schema::hypervCluster), className);
    const auto reply = readReply(
        envelope("http://schemas.xmlsoap.org/ws/2004/09/transfer/GetResponse",
                 "<p:CISTERN_Memory xmlns:p='urn:p'>" + property + "</p:CISTERN_Memory>"),
        request);
    QVERIFY2(factsOf(reply).contains(u"ErrorData="_s + value),
             qPrintable(factsOf(reply).join(u'\n')));
    const QByteArray written = writeEnvelope(replyTo(request, reply->body));
    QCOMPARE(written.count("ErrorData>") / 2, value == "null"_L1 ? 0 : value.count(u',') + 1);
    QCOMPARE(factsOf(readReply(written, request)), factsOf(reply));
}

void tst_DialectParts::characters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("itself") << u"x"_s << u"x"_s;
    QTest::newRow("beyond ASCII") << u"\u00fc"_s << u"\u00fc"_s;
    QTest::newRow("its number") << u"252"_s << u"\u00fc"_s;
    QTest::newRow("a digit") << u"7"_s << u"7"_s;
    QTest::newRow("a blank") << u" "_s << u" "_s;
    QTest::newRow("two characters") << u"xy"_s << QString();
    QTest::newRow("a number too large") << u"70000"_s << QString();
}

// No class of ours has one; read by a declaration of this test, written as the character itself.
void tst_DialectParts::characters()
{
    QFETCH(QString, text);
    QFETCH(QString, value);
    static constexpr ParamDecl params[] = {
        {.name = "Grade"_L1, .dir = Dir::Out, .type = CimType::Char16}};
    static constexpr MethodDecl decl{.className = "ACME_Barrel"_L1,
                                     .name = "Taste"_L1,
                                     .nameSpace = "root/orchard"_L1,
                                     .params = params,
                                     .codes = {}};
    const auto document = XmlDocument::read(
        ("<o:Taste_OUTPUT xmlns:o='urn:o'><o:Grade>"_L1 + text + "</o:Grade></o:Taste_OUTPUT>"_L1)
            .toUtf8());
    QVERIFY(document.ok());
    const auto outs = CimXml::readParameters(document->root(), &decl, u"root/orchard"_s,
                                             CimXml::Side::FromServer);
    QCOMPARE(outs.ok(), !value.isEmpty());
    if (!outs)
        return;
    QCOMPARE(outs->size(), 1);
    const CimValue grade = outs->first().second;
    QCOMPARE(grade.type(), CimType::Char16);
    QCOMPARE(grade.toText(), value);
    const Envelope request = wmi(Invoke{u"Taste"_s, {}}, u"root/orchard"_s, u"ACME_Barrel"_s);
    const QByteArray written = writeEnvelope(
        replyTo(request, InvokeReply{u"Taste"_s, {.returnValue = 0, .outs = *outs}}));
    QVERIFY2(written.contains(":Grade>" + value.toUtf8() + "</"), written.constData());
}

void tst_DialectParts::pages_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("facts");
    const auto row = [](const char *quirk, const QByteArray &content, const QStringList &facts) {
        QTest::newRow(quirk) << content << facts;
    };
    const QByteArray one = pool("<p:InstanceID>1</p:InstanceID>");
    const QString unfinished = u"end=0"_s, finished = u"end=1"_s;
    const auto context = [](const QByteArray &text) {
        return "<n:EnumerationContext>" + text + "</n:EnumerationContext>";
    };
    row("context uuid", context("uuid:8C3A3B1C-0000-0000-0000-000000000001"),
        {unfinished, u"context=uuid:8C3A3B1C-0000-0000-0000-000000000001"_s});
    row("context bare", context("8c3a3b1c-0000-0000-0000-000000000001"), {unfinished});
    row("context decimal", context("4294967296"), {unfinished, u"context=4294967296"_s});
    row("context 0", context("0"), {unfinished, u"context=0"_s});
    row("context padded", context("\n  77\n"), {unfinished, u"context=77"_s});
    row("context empty", context(""), {finished, u"context="_s});
    row("context missing", "<w:Items>" + one + "</w:Items>", {u"context="_s, u"count=1"_s});
    row("context beside the end", context("5") + "<w:EndOfSequence/>", {finished, u"context="_s});
    row("end in the enumeration namespace", context("5") + "<n:EndOfSequence/>", {finished});
    row("end with another prefix",
        context("5")
            + "<q:EndOfSequence xmlns:q='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'/>",
        {finished});
    row("items in the enumeration namespace", context("5") + "<n:Items>" + one + "</n:Items>",
        {u"count=1"_s, unfinished});
    row("items first", "<w:Items>" + one + "</w:Items>" + context("5"),
        {u"count=1"_s, u"context=5"_s});
    row("end first", "<w:EndOfSequence/><w:Items>" + one + "</w:Items>" + context(""),
        {u"count=1"_s, finished});
    row("items empty", context("5") + "<w:Items></w:Items>", {u"count=0"_s, unfinished});
    row("items absent", context("5"), {u"count=0"_s});
    row("unknown elements", "<w:Odd/>" + context("5") + "<n:Expires>PT5M</n:Expires>",
        {u"context=5"_s});
    const QByteArray epr = "<a:EndpointReference>"
        + reference(poolUri, "<w:Selector Name='InstanceID'>1</w:Selector>")
        + "</a:EndpointReference>";
    const QString path = u"path=Root/CIMv2/Storage/iScsiTarget:MSISCSITARGET_StoragePool."
                         "InstanceID=\"1\""_s;
    row("object before reference", "<w:Items><w:Item>" + one + epr + "</w:Item></w:Items>",
        {u"count=1"_s, path});
    row("reference before object", "<w:Items><w:Item>" + epr + one + "</w:Item></w:Items>",
        {u"count=1"_s, path});
    row("object alone, keys from its class", "<w:Items>" + one + "</w:Items>", {path});
    row("references alone", "<w:Items>" + epr + epr + "</w:Items>", {u"count=2"_s, path});
    row("fragment of a query",
        "<w:Items><w:XmlFragment><Caption>x</Caption><InstallDate><Datetime>2025-07-19T12:00:00Z"
        "</Datetime></InstallDate></w:XmlFragment></w:Items>",
        {u"class=MSISCSITARGET_StoragePool"_s, u"Caption=x"_s,
         u"InstallDate=20250719120000.000000+000"_s});
}

void tst_DialectParts::pages()
{
    QFETCH(QByteArray, content);
    QFETCH(QStringList, facts);
    const Enumerate query{
        .filter = WqlFilter{u"select Caption, InstallDate from MSISCSITARGET_StoragePool"_s}};
    const Envelope requests[] = {
        wmi(query, iscsi, u"*"_s),
        wmi(Pull{u"x"_s, 1, u"MSISCSITARGET_StoragePool"_s}, iscsi, u"*"_s),
    };
    for (const Envelope &request : requests) {
        const bool pulled = std::holds_alternative<Pull>(request.body);
        const QByteArray name = pulled ? "Pull" : "Enumerate";
        const QStringList told = factsOf(readReply(
            envelope("http://schemas.xmlsoap.org/ws/2004/09/enumeration/" + name + "Response",
                     "<n:" + name + "Response>" + content + "</n:" + name + "Response>"),
            request));
        for (const QString &fact : facts)
            QVERIFY2(told.contains(fact), qPrintable(fact + u" is not in:\n"_s + told.join(u'\n')));
        // Whoever pulls has a context already, and left out it stays good.
        if (!content.contains("EnumerationContext") && !content.contains("EndOfSequence"))
            QVERIFY(told.contains(pulled ? u"end=0"_s : u"end=1"_s));
    }
}

void tst_DialectParts::references_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("path");
    const QByteArray key = "<w:Selector Name='InstanceID'>7</w:Selector>";
    const QByteArray space = "<w:Selector Name='__cimnamespace'>root/orchard</w:Selector>";
    const QByteArray plain = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/ACME_Barrel";
    const QString there = u"root/orchard:ACME_Barrel.InstanceID=\"7\""_s;
    const QString here = u"Root/CIMv2/Storage/iScsiTarget:ACME_Barrel.InstanceID=\"7\""_s;
    const auto row = [](const char *quirk, const QByteArray &content, const QString &path) {
        QTest::newRow(quirk) << content << path;
    };
    row("parts in the element", reference(plain, space + key), there);
    row("wrapped",
        "<a:EndpointReference>" + reference(plain, space + key) + "</a:EndpointReference>", there);
    row("wrapped without a prefix",
        "<EndpointReference xmlns=''>" + reference(plain, space + key) + "</EndpointReference>",
        there);
    row("reference properties", reference(plain, space + key, "a:ReferenceProperties"), there);
    row("parameters in another namespace",
        "<e:ReferenceParameters xmlns:e='http://schemas.xmlsoap.org/ws/2004/08/eventing'>"
        "<w:ResourceURI>"
            + plain + "</w:ResourceURI><w:SelectorSet>" + space + key
            + "</w:SelectorSet></e:ReferenceParameters><a:Address>http://schemas.xmlsoap.org/ws/"
              "2004/08/addressing/role/anonymous</a:Address>",
        there);
    row("namespace missing: that of the request", reference(plain, key), here);
    row("namespace last", reference(plain, key + space), there);
    row("namespace in capitals",
        reference(plain, "<w:Selector Name='__CimNamespace'>root\\orchard</w:Selector>" + key),
        there);
    row("WMI form",
        reference("http://schemas.microsoft.com/wbem/wsman/1/wmi/root/orchard/ACME_Barrel", key),
        there);
    row("WMI form, capitals and backslash",
        reference("HTTP://Schemas.Microsoft.com/wbem/wsman/1/WMI/root\\orchard/ACME_Barrel", key),
        there);
    row("URI padded", reference("\n" + plain + "\n", space + key), there);
    row("no address",
        "<a:ReferenceProperties><w:ResourceURI>" + plain + "</w:ResourceURI><w:SelectorSet>" + space
            + key + "</w:SelectorSet></a:ReferenceProperties>",
        there);
    row("reference inside a selector",
        reference(plain,
                  space + "<w:Selector Name='Owner'><a:EndpointReference>" + reference(plain, key)
                      + "</a:EndpointReference></w:Selector>"),
        u"root/orchard:ACME_Barrel.Owner=\"root//orchard:ACME_Barrel.InstanceID=/\"7/\"\""_s);
    row("singleton without selectors",
        "<a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address>"
        "<a:ReferenceParameters><w:ResourceURI>"
            + plain + "</w:ResourceURI></a:ReferenceParameters>",
        u"Root/CIMv2/Storage/iScsiTarget:ACME_Barrel"_s);
    row("path as text", "\\\\barn\\root\\orchard:ACME_Barrel.InstanceID=\"7\"",
        u"//barn/root/orchard:ACME_Barrel.InstanceID=\"7\""_s);
}

void tst_DialectParts::references()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, path);
    const Envelope request = wmi(Invoke{u"CreateOrModifyStoragePool"_s, {}}, iscsi,
                                 u"MSISCSITARGET_StorageConfigurationService"_s);
    const auto reply = readReply(
        envelope(requestAction(request).toUtf8() + "Response",
                 "<o:CreateOrModifyStoragePool_OUTPUT xmlns:o='urn:o'><o:Pool>" + content
                     + "</o:Pool><o:ReturnValue>0</o:ReturnValue>"
                       "</o:CreateOrModifyStoragePool_OUTPUT>"),
        request);
    const QStringList told = factsOf(reply);
    QVERIFY(reply.ok());
    QVERIFY2(told.contains(u"Pool="_s + path), qPrintable(told.join(u'\n')));
}

void tst_DialectParts::methodReplies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("fact");
    const QByteArray result = "<o:ReturnValue>5</o:ReturnValue>";
    const auto row = [](const char *quirk, const QByteArray &body, const QString &fact) {
        QTest::newRow(quirk) << body << fact;
    };
    const auto root = [](const QByteArray &name, const QByteArray &content) {
        return "<o:" + name + " xmlns:o='urn:o'>" + content + "</o:" + name + ">";
    };
    row("METHOD_OUTPUT", root("CreateOrModifyStoragePool_OUTPUT", result), u"return=5"_s);
    row("METHOD", root("CreateOrModifyStoragePool", result), u"return=5"_s);
    row("CLASS_OUTPUT", root("MSISCSITARGET_StorageConfigurationService_OUTPUT", result),
        u"return=5"_s);
    row("no namespace at all", "<Any xmlns=''><ReturnValue>5</ReturnValue></Any>", u"return=5"_s);
    row("result last", root("X", "<o:Size>9</o:Size>" + result), u"Size=9"_s);
    row("result nil", root("X", "<o:ReturnValue xsi:nil='1'/>"), u"return=none"_s);
    row("result absent", root("X", "<o:Size>9</o:Size>"), u"return=none"_s);
    row("void", root("X", ""), u"return=none"_s);
    row("result typed", root("X", "<o:ReturnValue xsi:type='cim:cimUnsignedInt'>5</o:ReturnValue>"),
        u"return=5"_s);
    row("result padded", root("X", "<o:ReturnValue> 5 </o:ReturnValue>"), u"return=5"_s);
    row("HRESULT", root("X", "<o:ReturnValue>2147749891</o:ReturnValue>"), u"return=2147749891"_s);
    row("HRESULT with a sign", root("X", "<o:ReturnValue>-2147217405</o:ReturnValue>"),
        u"return=2147749891"_s);
    row("a number that is no HRESULT", root("X", "<o:ReturnValue>-1</o:ReturnValue>"),
        u"refused=ReturnValue"_s);
    row("null output", root("X", "<o:Job xsi:nil='true'/>" + result), u"return=5"_s);
}

void tst_DialectParts::methodReplies()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, fact);
    const Envelope request = wmi(Invoke{u"CreateOrModifyStoragePool"_s, {}}, iscsi,
                                 u"MSISCSITARGET_StorageConfigurationService"_s);
    const QByteArray action = requestAction(request).toUtf8();
    // One family answers with the action of the request.
    for (const QByteArray &answered : {action + "Response", action}) {
        const QStringList told = factsOf(readReply(envelope(answered, body), request));
        QVERIFY2(told.contains(fact), qPrintable(told.join(u'\n')));
    }
}

void tst_DialectParts::createReplies_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray parts = reference(poolUri, "<w:Selector Name='InstanceID'>1</w:Selector>");
    const QByteArray one = pool("<p:InstanceID>1</p:InstanceID>");
    QTest::newRow("parts") << QByteArray("<x:ResourceCreated>" + parts + "</x:ResourceCreated>");
    QTest::newRow("wrapped") << QByteArray("<x:ResourceCreated><a:EndpointReference>" + parts
                                           + "</a:EndpointReference></x:ResourceCreated>");
    QTest::newRow("bare reference")
        << QByteArray("<a:EndpointReference>" + parts + "</a:EndpointReference>");
    QTest::newRow("with the object")
        << QByteArray("<x:ResourceCreated>" + parts + "</x:ResourceCreated>" + one);
    QTest::newRow("the object alone") << one;
}

void tst_DialectParts::createReplies()
{
    QFETCH(QByteArray, body);
    const QStringList told = factsOf(
        readReply(envelope("http://schemas.xmlsoap.org/ws/2004/09/transfer/CreateResponse", body),
                  wmi(Create(), iscsi, u"MSISCSITARGET_StoragePool"_s)));
    QCOMPARE(told,
             QStringList(u"path=Root/CIMv2/Storage/iScsiTarget:MSISCSITARGET_StoragePool."
                         "InstanceID=\"1\""_s));
}

void tst_DialectParts::identities_data()
{
    QTest::addColumn<QByteArray>("nameSpace");
    QTest::addColumn<QByteArray>("vendor");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QString>("family");
    const QByteArray usual = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd";
    const QByteArray other = "http://schemas.dmtf.org/wbem/wsman/identify/1/wsmanidentity.xsd";
    const QByteArray soap = "http://www.w3.org/2003/05/soap-envelope";
    const auto row = [](const char *quirk, const QByteArray &nameSpace, const QByteArray &vendor,
                        const QByteArray &version, const QString &family) {
        QTest::newRow(quirk) << nameSpace << vendor << version << family;
    };
    row("WinRM, signed in", usual, "Microsoft Corporation", "OS: 10.0.17763 SP: 0.0 Stack: 3.0",
        u"WinRM"_s);
    row("WinRM, not signed in", usual, "Microsoft Corporation", "OS: 0.0.0 SP: 0.0 Stack: 3.0",
        u"WinRM"_s);
    row("2008 R2", usual, "Microsoft Corporation", "OS: 6.1.7601 SP: 1.0 Stack: 2.0",
        u"WinRM 2.0"_s);
    row("Vista", usual, "Microsoft Corporation", "OS: 6.0.6002 SP: 2.0 Stack: 1.1", u"WinRM 1"_s);
    row("2003 R2", "http://schemas.xmlsoap.org/wsman/2005/06/identity/1/wsmanidentity.xsd",
        "Microsoft Corporation", "OS: 5.2.3790 SP: 2.0 Stack: 1.0", u"WinRM 1"_s);
    row("OMI, by its namespace", soap, "Somebody", "1.9", u"OMI"_s);
    row("OMI, by its vendor", usual, "Open Management Infrastructure", "1.9", u"OMI"_s);
    row("Pegasus, by its namespace", other, "Somebody", "2.14", u"Pegasus"_s);
    row("Pegasus, by its vendor", usual, "The Open Group (OpenPegasus)", "2.14", u"Pegasus"_s);
    row("openwsman", usual, "Openwsman Project", "2.6", u"openwsman"_s);
    row("Cistern", usual, "Cistern developers", "0.1", u"Cistern"_s);
    row("hardware", usual, "Somebody Inc.", "9", u"other"_s);
    row("no namespace", "", "Openwsman Project", "2.6", u"openwsman"_s);
}

void tst_DialectParts::identities()
{
    QFETCH(QByteArray, nameSpace);
    QFETCH(QByteArray, vendor);
    QFETCH(QByteArray, version);
    QFETCH(QString, family);
    const QByteArray text = "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'>"
                            "<s:Header/><s:Body><IdentifyResponse xmlns='"
        + nameSpace
        + "'><ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</ProtocolVersion>"
          "<ProductVendor>"
        + vendor + "</ProductVendor><ProductVersion>" + version
        + "</ProductVersion><SecurityProfiles/></IdentifyResponse></s:Body></s:Envelope>";
    const QStringList told = factsOf(readReply(text, wmi(Identify(), {}, {})));
    QVERIFY2(told.contains(u"family="_s + family), qPrintable(told.join(u'\n')));
    QVERIFY(told.contains(u"version="_s + QString::fromUtf8(version)));
}

void tst_DialectParts::resourceUris_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("read"); // "form namespace:class", empty when none
    const auto row = [](const char *quirk, const QString &uri, const QString &read) {
        QTest::newRow(quirk) << uri << read;
    };
    row("WMI", u"http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Thing"_s,
        u"wmi root/cimv2:Win32_Thing"_s);
    row("WMI, all classes", u"http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*"_s,
        u"wmi root/cimv2:*"_s);
    row("DMTF", u"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_Thing"_s,
        u"dmtf :CIM_Thing"_s);
    row("DMTF, all classes", u"http://schemas.dmtf.org/wbem/wscim/1/*"_s, u"dmtf :*"_s);
    row("DMTF, all classes of the schema", u"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/*"_s,
        u"dmtf :*"_s);
    row("Microsoft's schema", u"http://schemas.microsoft.com/wbem/wscim/1/cim-schema/2/SCX_Thing"_s,
        u"dmtf :SCX_Thing"_s);
    row("a vendor's schema", u"http://schemas.acme.example/wbem/wscim/1/cim-schema/2/ACME_Thing"_s,
        u"dmtf :ACME_Thing"_s);
    row("a controller's own schema", u"http://acme.example/wbem/wscim/1/amt-schema/1/AMT_Thing"_s,
        u"dmtf :AMT_Thing"_s);
    row("the namespace inside",
        u"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/root/dcim/ACME_Thing"_s,
        u"dmtf root/dcim:ACME_Thing"_s);
    row("no class", u"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"_s, {});
    row("another protocol", u"http://schemas.microsoft.com/wbem/wsman/1/config"_s, {});
    row("no URI", u"CIM_Thing"_s, {});
}

void tst_DialectParts::resourceUris()
{
    QFETCH(QString, uri);
    QFETCH(QString, read);
    const auto found = readResourceUri(uri);
    QCOMPARE(found.has_value(), !read.isEmpty());
    if (found)
        QCOMPARE((found->form == UriForm::Wmi ? u"wmi "_s : u"dmtf "_s) + found->nameSpace + u':'
                     + found->className,
                 read);
}

QTEST_APPLESS_MAIN(tst_DialectParts)
#include "tst_dialectparts.moc"
