// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Requests that break a rule get the fault of that rule; what known clients send is understood.
#include "services/schema/schema.h"
#include "services/wsman/soapxml.h"
#include "tests/support/requesttext.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
RequestText invoke(const QByteArray &arguments,
                   const QByteArray &method = "CreateOrModifyStoragePool")
{
    const QByteArray uri = classUri + "MSISCSITARGET_StorageConfigurationService";
    return {.resource = "<w:ResourceURI>" + uri + "</w:ResourceURI>",
            .action = "<a:Action>" + uri + "/" + method + "</a:Action>",
            .selectors = "<w:SelectorSet><w:Selector Name='Name'>s</w:Selector></w:SelectorSet>",
            .body = "<m:" + method + "_INPUT xmlns:m='" + uri + "'>" + arguments + "</m:" + method
                + "_INPUT>"};
}

QByteArray reference(const QByteArray &keyValue = "x")
{
    return "<a:Address>" + anonymous + "</a:Address><a:ReferenceParameters><w:ResourceURI>"
        + classUri
        + "MSISCSITARGET_StoragePool</w:ResourceURI><w:SelectorSet><w:Selector Name='InstanceID'>"
        + keyValue + "</w:Selector></w:SelectorSet></a:ReferenceParameters>";
}

} // namespace

class tst_RequestRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headers_data()
    {
        QTest::addColumn<RequestText>("request");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *name, const QString &fault, auto change) {
            RequestText request;
            change(request);
            QTest::newRow(name) << request << fault;
        };
        const auto with = [](const QByteArray &more) {
            return [more](RequestText &r) { r.more = more; };
        };
        row("fine", {}, [](RequestText &) {});
        row("no To", u"MessageInformationHeaderRequired"_s, [](RequestText &r) { r.to = {}; });
        row("no Action", u"MessageInformationHeaderRequired"_s,
            [](RequestText &r) { r.action = {}; });
        row("no ReplyTo", u"MessageInformationHeaderRequired"_s,
            [](RequestText &r) { r.replyTo = {}; });
        row("ReplyTo elsewhere", u"UnsupportedFeature/AddressingMode"_s,
            [](RequestText &r) { r.replyTo.replace(anonymous, "http://x/"); });
        row("FaultTo elsewhere", u"UnsupportedFeature/AddressingMode"_s,
            with("<a:FaultTo><a:Address>http://x/</a:Address></a:FaultTo>"));
        row("no ResourceURI", u"DestinationUnreachable/InvalidResourceURI"_s,
            [](RequestText &r) { r.resource = {}; });
        row("foreign ResourceURI", u"DestinationUnreachable/InvalidResourceURI"_s,
            [](RequestText &r) { r.resource = "<w:ResourceURI>http://x/y</w:ResourceURI>"; });
        row("two namespaces", u"InvalidSelectors/InvalidValue"_s, [](RequestText &r) {
            r.selectors = "<w:SelectorSet><w:Selector "
                          "Name='__cimnamespace'>root/other</w:Selector></w:SelectorSet>";
        });
        row("the same namespace twice said", {}, [](RequestText &r) {
            r.selectors = "<w:SelectorSet><w:Selector "
                          "Name='__CIMNAMESPACE'>ROOT\\cimv2\\storage\\iscsitarget</w:Selector></"
                          "w:SelectorSet>";
        });
        row("locale that must be", u"UnsupportedFeature/Locale"_s,
            with("<w:Locale xml:lang='de' s:mustUnderstand='true'/>"));
        row("data locale that must be", u"UnsupportedFeature/DataLocale"_s,
            with("<p:DataLocale xml:lang='de' s:mustUnderstand='1'/>"));
        row("locale", {}, with("<w:Locale xml:lang='de' s:mustUnderstand='false'/>"));
        row("fragment", {},
            with("<w:FragmentTransfer s:mustUnderstand='true'>X</w:FragmentTransfer>"));
        row("timeout", {}, with("<w:OperationTimeout>PT60.000S</w:OperationTimeout>"));
        row("timeout words", u"InvalidMessageInformationHeader/InvalidTimeout"_s,
            with("<w:OperationTimeout>soon</w:OperationTimeout>"));
        row("timeout negative", u"InvalidMessageInformationHeader/InvalidTimeout"_s,
            with("<w:OperationTimeout>-PT1S</w:OperationTimeout>"));
        row("timeout years", u"InvalidMessageInformationHeader/InvalidTimeout"_s,
            with("<w:OperationTimeout>P1Y</w:OperationTimeout>"));
    }
    void headers()
    {
        QFETCH(RequestText, request);
        QTEST(faultOf(request), "fault");
    }

    void RQ_10_envelopeSizes_data()
    {
        QTest::addColumn<QByteArray>("size");
        QTest::addColumn<QString>("fault");
        const QString limit = u"EncodingLimit/MinimumEnvelopeLimit"_s;
        QTest::newRow("least") << QByteArray("8192") << QString();
        for (const char *size : {"8191", "0", "-1", "4294967296", "many", "", "8192.5"})
            QTest::newRow(size) << QByteArray(size) << limit;
    }
    void RQ_10_envelopeSizes()
    {
        QFETCH(QByteArray, size);
        RequestText request;
        request.more = "<w:MaxEnvelopeSize s:mustUnderstand='true'>" + size
            + "</w:MaxEnvelopeSize>";
        QTEST(faultOf(request), "fault");
    }

    void RQ_10_everyFaultFitsTheSmallestEnvelope()
    {
        const Fault fault{.code = u"Sender"_s,
                          .subcode = u"FilterDialectRequestedUnavailable"_s,
                          .detail = u"MaxEnvelopeSizeExceeded"_s,
                          .reason = QString(100'000, u'"'),
                          .cimStatus = 4,
                          .vendorCode = 2150858752};
        const RequestRead read = readRequest(RequestText().text());
        const QByteArray bytes = writeEnvelope(faultEnvelope(fault, read.envelope));
        QVERIFY2(bytes.size() <= 8192, qPrintable(QString::number(bytes.size())));
    }

    void RQ_11_messageIds_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("fault");
        const QString wrong = u"InvalidMessageInformationHeader"_s;
        QTest::newRow("missing") << QByteArray() << wrong;
        QTest::newRow("empty") << QByteArray("<a:MessageID/>") << wrong;
        QTest::newRow("blank") << QByteArray("<a:MessageID>  </a:MessageID>") << wrong;
        QTest::newRow("longest") << QByteArray("<a:MessageID>" + QByteArray(2048, 'x')
                                               + "</a:MessageID>")
                                 << QString();
        QTest::newRow("longer") << QByteArray("<a:MessageID>" + QByteArray(2049, 'x')
                                              + "</a:MessageID>")
                                << wrong;
        QTest::newRow("1 MB") << QByteArray("<a:MessageID>" + QByteArray(1'000'000, 'x')
                                            + "</a:MessageID>")
                              << wrong;
        QTest::newRow("twice") << QByteArray(
            "<a:MessageID>a</a:MessageID><a:MessageID>a</a:MessageID>")
                               << wrong;
        QTest::newRow("any text") << QByteArray("<a:MessageID>\n urn:uuid:a b\n</a:MessageID>")
                                  << QString();
    }
    void RQ_11_messageIds()
    {
        QFETCH(QByteArray, header);
        RequestText request;
        request.messageId = header;
        QTEST(faultOf(request), "fault");
    }

    void RQ_12_unknownHeaders_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("notUnderstood");
        QTest::newRow("not marked") << QByteArray("<x:Odd xmlns:x='urn:x'/>") << QString();
        QTest::newRow("marked false")
            << QByteArray("<x:Odd xmlns:x='urn:x' s:mustUnderstand='0'/>") << QString();
        for (const char *mark : {"true", "1", " true "})
            QTest::newRow(mark) << QByteArray("<x:Odd xmlns:x='urn:x' s:mustUnderstand='"
                                              + QByteArray(mark) + "'/>")
                                << u"Odd"_s;
        QTest::newRow("known name, wrong namespace") << QByteArray(
            "<x:MaxEnvelopeSize xmlns:x='urn:x' s:mustUnderstand='true'>1</x:MaxEnvelopeSize>")
                                                     << u"MaxEnvelopeSize"_s;
        QTest::newRow("of windows")
            << QByteArray("<p:SessionId s:mustUnderstand='true'>uuid:1</p:SessionId>") << QString();
    }
    void RQ_12_unknownHeaders()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, notUnderstood);
        RequestText request;
        request.more = header;
        const RequestRead read = readRequest(request.text());
        QCOMPARE(read.fault, !notUnderstood.isEmpty());
        if (read.fault) {
            const Fault &fault = std::get<Fault>(read.envelope.body);
            QCOMPARE(fault.code, u"MustUnderstand"_s);
            QCOMPARE(fault.notUnderstood, notUnderstood);
            QVERIFY(writeEnvelope(read.envelope)
                        .contains("qname=\"h:" + notUnderstood.toUtf8() + "\""));
        }
    }

    void RQ_13_selectors_data()
    {
        QTest::addColumn<QByteArray>("selectors");
        QTest::addColumn<QString>("fault");
        const auto one = [](const char *name) {
            return "<w:Selector Name='" + QByteArray(name) + "'>1</w:Selector>";
        };
        QTest::newRow("twice") << QByteArray(one("A") + one("A"))
                               << u"InvalidSelectors/DuplicateSelectors"_s;
        QTest::newRow("twice by case")
            << QByteArray(one("Aa") + one("aA")) << u"InvalidSelectors/DuplicateSelectors"_s;
        QTest::newRow("namespace twice")
            << QByteArray(one("__cimnamespace") + one("__CIMnamespace"))
            << u"InvalidSelectors/DuplicateSelectors"_s;
        QTest::newRow("no name") << QByteArray("<w:Selector>1</w:Selector>")
                                 << u"InvalidSelectors/InvalidValue"_s;
        QTest::newRow("stranger") << QByteArray("<w:Odd Name='A'>1</w:Odd>")
                                  << u"InvalidSelectors/InvalidValue"_s;
        QTest::newRow("broken reference") << QByteArray("<w:Selector Name='A'><x/></w:Selector>")
                                          << u"InvalidSelectors/InvalidValue"_s;
        QTest::newRow("injection")
            << QByteArray("<w:Selector Name='InstanceID'>'; DROP TABLE pool;--</w:Selector>")
            << QString();
        QByteArray deep = reference();
        for (int i = 0; i < 100; ++i)
            deep = reference("<a:EndpointReference>" + deep + "</a:EndpointReference>");
        QTest::newRow("nested 100 deep")
            << QByteArray("<w:Selector Name='A'><a:EndpointReference>" + deep
                          + "</a:EndpointReference></w:Selector>")
            << u"SchemaValidationError"_s;
    }
    void RQ_13_selectors()
    {
        QFETCH(QByteArray, selectors);
        RequestText request;
        request.selectors = "<w:SelectorSet>" + selectors + "</w:SelectorSet>";
        QTEST(faultOf(request), "fault");
    }

    void RQ_13_injectionIsOnlyAValue()
    {
        RequestText request;
        request.selectors = "<w:SelectorSet><w:Selector Name='InstanceID'>'; DROP TABLE "
                            "pool;--</w:Selector></w:SelectorSet>";
        QCOMPARE(readRequest(request.text()).envelope.target.key(u"instanceid"),
                 CimValue::string(u"'; DROP TABLE pool;--"_s));
    }

    void RQ_15_batchSizes()
    {
        for (const char *size : {"0", "-1", "4294967296", "x", ""})
            QCOMPARE(faultOf(enumerate("<w:MaxElements>" + QByteArray(size) + "</w:MaxElements>")),
                     u"SchemaValidationError"_s);
        QCOMPARE(
            std::get<Enumerate>(
                readRequest(enumerate("<w:MaxElements>32000</w:MaxElements>").text()).envelope.body)
                .maxElements,
            32'000u);
        QCOMPARE(std::get<Enumerate>(readRequest(enumerate({}).text()).envelope.body).maxElements,
                 1u);
    }

    void RQ_18_argumentsOfAnotherType_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QString>("fault");
        const QString mismatch = u"InvalidParameter/TypeMismatch"_s;
        QTest::newRow("fine") << QByteArray(
            "<m:ElementName>a</m:ElementName><m:Goal>" + reference()
            + "</m:Goal><m:Size>1</m:Size>"
              "<m:InPools>a</m:InPools><m:InPools>b</m:InPools><m:Pool xsi:nil='true'/>")
                              << QString();
        QTest::newRow("array for a scalar")
            << QByteArray("<m:Size>1</m:Size><m:Size>2</m:Size>") << mismatch;
        QTest::newRow("twice apart")
            << QByteArray("<m:Size>1</m:Size><m:InPools>a</m:InPools><m:Size>2</m:Size>")
            << mismatch;
        QTest::newRow("unknown name") << QByteArray("<m:Odd>1</m:Odd>") << mismatch;
        QTest::newRow("output as input")
            << QByteArray("<m:Job>" + reference() + "</m:Job>") << mismatch;
        QTest::newRow("negative size") << QByteArray("<m:Size>-1</m:Size>") << mismatch;
        QTest::newRow("size beyond")
            << QByteArray("<m:Size>18446744073709551616</m:Size>") << mismatch;
        QTest::newRow("largest size")
            << QByteArray("<m:Size>18446744073709551615</m:Size>") << QString();
    }
    void RQ_18_argumentsOfAnotherType()
    {
        QFETCH(QByteArray, arguments);
        QTEST(faultOf(invoke(arguments)), "fault");
    }

    void SP_R1_referenceAndStringAreNotExchanged_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QString>("parameter");
        QTest::newRow("reference in InPools")
            << QByteArray("<m:InPools>" + reference() + "</m:InPools>") << u"InPools"_s;
        QTest::newRow("wrapped reference in InPools") << QByteArray(
            "<m:InPools><a:EndpointReference>" + reference() + "</a:EndpointReference></m:InPools>")
                                                      << u"InPools"_s;
        QTest::newRow("string in Goal")
            << QByteArray("<m:Goal>MSISCSITARGET_StorageSetting.InstanceID=\"x\"</m:Goal>")
            << u"Goal"_s;
        QTest::newRow("empty Goal") << QByteArray("<m:Goal/>") << u"Goal"_s;
    }
    void SP_R1_referenceAndStringAreNotExchanged()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QString, parameter);
        const RequestRead read = readRequest(invoke(arguments).text());
        QVERIFY(read.fault);
        const Fault &fault = std::get<Fault>(read.envelope.body);
        QCOMPARE(fault.subcode, u"InvalidParameter"_s);
        QCOMPARE(fault.cimStatus, 4u);
        QVERIFY2(fault.reason.startsWith(parameter + u':'), qPrintable(fault.reason));
        QCOMPARE(failureOf(fault).cause, Failure::Cause::InvalidValue);
    }

    void argumentsAreTypedByTheDeclaration()
    {
        const RequestRead read = readRequest(
            invoke("<m:InPools>only one</m:InPools><m:size>5</m:size><m:Goal>" + reference()
                   + "</m:Goal>")
                .text());
        QVERIFY(!read.fault);
        const Invoke &call = std::get<Invoke>(read.envelope.body);
        QCOMPARE(call.method, u"CreateOrModifyStoragePool"_s);
        QCOMPARE(call.arguments.size(), 3);
        QCOMPARE(call.arguments[0].second, CimValue::strings({u"only one"_s}));
        QCOMPARE(call.arguments[1].first, u"Size"_s);
        QCOMPARE(call.arguments[1].second, CimValue::uint64(5));
        QVERIFY(call.arguments[2].second.toPath());
    }

    void invocationsOfTheWrongShape()
    {
        RequestText request = invoke({});
        request.body.replace("_INPUT", "_OUTPUT");
        QCOMPARE(faultOf(request), u"SchemaValidationError"_s);
        request = invoke({});
        request.body.replace("xmlns:m='http", "xmlns:m='urn");
        QCOMPARE(faultOf(request), u"SchemaValidationError"_s);
        request = invoke({});
        request.more = "<p:OperationID s:mustUnderstand='true'>uuid:1</p:OperationID>";
        QCOMPARE(faultOf(request), u"InvalidMessageInformationHeader"_s);
        request.more =
            "<p:OperationID "
            "s:mustUnderstand='false'>uuid:1</p:OperationID><p:SequenceId>1</p:SequenceId>";
        QCOMPARE(faultOf(request), QString());
    }

    void RQ_20_filters_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("fault");
        const QByteArray wql =
            "<w:Filter Dialect='http://schemas.microsoft.com/wbem/wsman/1/WQL'>SELECT * FROM "
            "X</w:Filter>";
        QTest::newRow("wql") << wql << QString();
        QTest::newRow("wql of pegasus")
            << QByteArray(wql).replace("microsoft", "dmtf") << QString();
        QTest::newRow("both kinds")
            << QByteArray(wql + "<n:Filter>x</n:Filter>") << u"CannotProcessFilter"_s;
        QTest::newRow("unknown dialect")
            << QByteArray("<w:Filter Dialect='urn:odd'>x</w:Filter>") << QString();
        const QByteArray association =
            "<w:Filter "
            "Dialect='http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter'>";
        QTest::newRow("empty association")
            << QByteArray(association + "</w:Filter>") << u"CannotProcessFilter"_s;
        QTest::newRow("association without object")
            << QByteArray(association + "<b:AssociatedInstances/></w:Filter>")
            << u"CannotProcessFilter"_s;
        QTest::newRow("association") << QByteArray(
            association + "<b:AssociatedInstances><b:Object><a:EndpointReference>" + reference()
            + "</a:EndpointReference></b:Object></b:AssociatedInstances></w:Filter>")
                                     << QString();
        QTest::newRow("mode") << QByteArray(
            "<w:EnumerationMode>EnumerateEverything</w:EnumerationMode>")
                              << u"UnsupportedFeature/EnumerationMode"_s;
    }
    void RQ_20_filters()
    {
        QFETCH(QByteArray, content);
        QTEST(faultOf(enumerate(content)), "fault");
    }

    void unknownActionsReachTheAnswerer()
    {
        RequestText request;
        request.action =
            "<a:Action>http://schemas.xmlsoap.org/ws/2004/08/eventing/GetStatus</a:Action>";
        const RequestRead read = readRequest(request.text());
        QVERIFY(!read.fault);
        QVERIFY(std::holds_alternative<UnknownRequest>(read.envelope.body));
        QVERIFY(read.envelope.action.endsWith("/GetStatus"_L1));
    }

    void identifyIsKnownByItsBodyAlone()
    {
        for (const char *space : {"identity", "identify"}) {
            const QByteArray text =
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><i:Identify "
                "xmlns:i='http://"
                "schemas.dmtf.org/wbem/wsman/"
                + QByteArray(space) + "/1/wsmanidentity.xsd'/></s:Body></s:Envelope>";
            const RequestRead read = readRequest(text);
            QVERIFY(!read.fault && std::holds_alternative<Identify>(read.envelope.body));
        }
    }

    void documentsOfAnotherKind()
    {
        const auto fault = [](const QByteArray &bytes) {
            const RequestRead read = readRequest(bytes);
            const Fault *told = read.fault ? std::get_if<Fault>(&read.envelope.body) : nullptr;
            return told ? told->code + u' ' + told->subcode + u' ' + told->detail : QString();
        };
        QCOMPARE(
            fault("<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Body/></Envelope>"),
            u"VersionMismatch  "_s);
        QCOMPARE(fault("<a"), u"Sender SchemaValidationError "_s);
        QCOMPARE(fault("<!DOCTYPE a><a/>"), u"Sender SchemaValidationError "_s);
        QCOMPARE(fault(QByteArray("\xFF\xFE<\0", 4)), u"Sender EncodingLimit CharacterSet"_s);
    }

    void faultsSayWhatTheyAnswer()
    {
        RequestText request;
        request.replyTo = {};
        const RequestRead read = readRequest(request.text());
        QVERIFY(read.fault);
        QCOMPARE(read.envelope.relatesTo, u"uuid:1"_s);
        QVERIFY(writeEnvelope(read.envelope)
                    .contains("http://schemas.xmlsoap.org/ws/2004/08/addressing/fault"));
    }
};

QTEST_APPLESS_MAIN(tst_RequestRules)
#include "tst_requestrules.moc"
