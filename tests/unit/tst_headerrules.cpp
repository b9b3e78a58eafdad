// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The rules of DSP0226 on headers and bodies of requests, and what a reply must say, by their
// numbers.
#include "services/wsman/encodings.h"
#include "services/wsman/fragmentpath.h"
#include "services/wsman/names.h"
#include "tests/support/requesttext.h"

#include <QTest>

using namespace Cistern;
using namespace Wsman;

namespace {
const QByteArray transfer = "http://schemas.xmlsoap.org/ws/2004/09/transfer/";

RequestText withHeader(const QByteArray &header, const QByteArray &operation = "Get")
{
    RequestText request;
    request.action = "<a:Action>" + transfer + operation + "</a:Action>";
    request.more = header;
    return request;
}

QByteArray fragmentHeader(const QByteArray &path,
                          const QByteArray &marks = " s:mustUnderstand='true'")
{
    return "<w:FragmentTransfer" + marks + ">" + path + "</w:FragmentTransfer>";
}

// What goes back when the request is refused.
QByteArray refusedWith(const RequestText &request)
{
    const RequestRead read = readRequest(request.text());
    return read.fault ? writeEnvelope(read.envelope) : QByteArray("taken");
}

template<class Operation>
Operation taken(const RequestText &request)
{
    const RequestRead read = readRequest(request.text());
    const auto *body = read.fault ? nullptr : std::get_if<Operation>(&read.envelope.body);
    if (!body)
        qFatal("the request was not taken");
    return *body;
}
} // namespace

class tst_HeaderRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void DSP0226_R5_2_2_whatIsNotUnderstoodIsNamed()
    {
        const QByteArray text = refusedWith(
            withHeader("<x:Odd xmlns:x='urn:strange' s:mustUnderstand='true'/>"));
        QVERIFY(text.contains("<s:Value>s:MustUnderstand</s:Value>"));
        QVERIFY2(text.contains("qname=\"h:Odd\"") && text.contains("xmlns:h=\"urn:strange\""),
                 text.constData());
        QVERIFY(text.contains("addressing/fault<"));
        QVERIFY(text.contains("<wsa:RelatesTo>uuid:1</wsa:RelatesTo>"));
        const Envelope asked = readRequest(RequestText().text()).envelope;
        const auto reply = readReply(text, asked);
        QCOMPARE(std::get<Fault>(reply->body).notUnderstood, u"Odd"_s);
    }

    void DSP0226_R5_2_1_1_nobodyIsToldElsewhere()
    {
        QCOMPARE(faultOf(enumerate("<n:EndTo><a:Address>http://x/</a:Address></n:EndTo>")),
                 u"UnsupportedFeature/AddressingMode"_s);
    }

    void DSP0226_R5_3_1_everyMessageHasATo()
    {
        RequestText request;
        request.to = {};
        QCOMPARE(faultOf(request), u"MessageInformationHeaderRequired"_s);
    }

    void DSP0226_R5_4_4_1_anyTextMayBeAMessageId()
    {
        RequestText request;
        for (const char *id : {"uuid:1", "urn:uuid:1", "c1a0-bare", "http://x/1?y"}) {
            request.messageId = "<a:MessageID>" + QByteArray(id) + "</a:MessageID>";
            QCOMPARE(readRequest(request.text()).envelope.messageId, QString::fromLatin1(id));
        }
    }

    void DSP0226_R6_2_4_noReplyIsThatSmall()
    {
        QCOMPARE(faultOf(withHeader("<w:MaxEnvelopeSize>8191</w:MaxEnvelopeSize>")),
                 u"EncodingLimit/MinimumEnvelopeLimit"_s);
        QCOMPARE(faultOf(withHeader("<w:MaxEnvelopeSize>8192</w:MaxEnvelopeSize>")), QString());
    }

    void DSP0226_R6_2_4_everyFaultFitsInAllItsForms_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::newRow("quotes") << QString(100'000, u'"');
        QTest::newRow("three octets each") << QString(100'000, QChar(0x65e5));
        QTest::newRow("carriage returns") << QString(100'000, u'\r');
    }

    void DSP0226_R6_2_4_everyFaultFitsInAllItsForms()
    {
        QFETCH(QString, reason);
        for (const bool mi : {false, true}) {
            for (const bool byProvider : {false, true}) {
                RequestText request;
                if (mi)
                    request.more =
                        "<w:OptionSet><w:Option Name='__MI_X'>1</w:Option></w:OptionSet>";
                const Fault fault{.code = u"Sender"_s,
                                  .subcode = u"FilterDialectRequestedUnavailable"_s,
                                  .detail = u"MaxEnvelopeSizeExceeded"_s,
                                  .reason = reason,
                                  .cimStatus = 4,
                                  .vendorCode = 2150858752,
                                  .byProvider = byProvider};
                const Envelope asked = readRequest(request.text()).envelope;
                const QByteArray bytes = writeEnvelope(faultEnvelope(fault, asked));
                QVERIFY2(bytes.size() <= 8192, qPrintable(QString::number(bytes.size())));
                QCOMPARE(bytes.contains("MSFT_WmiError"), mi);
                QCOMPARE(bytes.contains("ProviderFault"), byProvider);
                QVERIFY(bytes.contains("Code=\"2150858752\" Machine=\""));
            }
        }
    }

    void DSP0226_R6_3_2_noLanguageIsPromised()
    {
        QCOMPARE(faultOf(withHeader("<w:Locale xml:lang='de' s:mustUnderstand='true'/>")),
                 u"UnsupportedFeature/Locale"_s);
        QCOMPARE(faultOf(withHeader("<w:Locale xml:lang='de'/>")), QString());
    }

    void DSP0226_R6_3_4_repliesSayTheirLanguage()
    {
        const Envelope asked = readRequest(RequestText().text()).envelope;
        QVERIFY(writeEnvelope(replyTo(asked, DoneReply())).contains("xml:lang=\"en-US\""));
        QVERIFY(!writeEnvelope(asked).contains("<s:Envelope xml:lang"));
    }

    void DSP0226_R7_7_1_headersOfParts_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("operation");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *name, const QByteArray &header, const QString &fault,
                            const QByteArray &operation = "Get") {
            QTest::newRow(name) << header << operation << fault;
        };
        row("property", fragmentHeader("ElementName"), {});
        row("prefixed", fragmentHeader("p:ElementName"), {});
        row("text", fragmentHeader("ElementName/text()"), {});
        row("element", fragmentHeader(" OperationalStatus[2] "), {});
        row("with its dialect",
            fragmentHeader("X",
                           " s:mustUnderstand='1' Dialect='"
                               + QByteArray(Names::xpathDialect.data()) + "'"),
            {});
        row("not marked", fragmentHeader("X", {}), u"InvalidMessageInformationHeader"_s);
        row("marked false", fragmentHeader("X", " s:mustUnderstand='false'"),
            u"InvalidMessageInformationHeader"_s);
        row("foreign dialect", fragmentHeader("X", " s:mustUnderstand='true' Dialect='urn:x'"),
            u"FragmentDialectNotSupported"_s);
        row("absolute", fragmentHeader("/X"), u"CannotProcessFilter"_s);
        row("anywhere", fragmentHeader("//X"), u"CannotProcessFilter"_s);
        row("function", fragmentHeader("count(X)"), u"CannotProcessFilter"_s);
        row("index 0", fragmentHeader("X[0]"), u"CannotProcessFilter"_s);
        row("condition", fragmentHeader("X[Y='1']"), u"CannotProcessFilter"_s);
        row("empty", fragmentHeader(""), u"CannotProcessFilter"_s);
        row("delete", fragmentHeader("X"), u"UnsupportedFeature/FragmentLevelAccess"_s, "Delete");
    }

    void DSP0226_R7_7_1_headersOfParts()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, operation);
        QTEST(faultOf(withHeader(header, operation)), "fault");
    }

    void DSP0226_R7_7_1_aPutHoldsThePartAndNothingElse_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("fault");
        const QByteArray open = "<w:XmlFragment xmlns:q='" + classUri
            + "MSISCSITARGET_StoragePool'>",
                         close = "</w:XmlFragment>";
        QTest::newRow("good") << open + "<q:ElementName>x</q:ElementName>" + close << QString();
        const QString wrong = u"InvalidRepresentation/InvalidFragment"_s;
        QTest::newRow("another") << open + "<q:Caption>x</q:Caption>" + close << wrong;
        QTest::newRow("two") << open + "<q:ElementName>x</q:ElementName><q:Caption>x</q:Caption>"
                + close << wrong;
        QTest::newRow("none") << open + close << wrong;
        QTest::newRow("whole") << QByteArray("<q:MSISCSITARGET_StoragePool xmlns:q='" + classUri
                                             + "MSISCSITARGET_StoragePool'/>")
                               << wrong;
    }

    void DSP0226_R7_7_1_aPutHoldsThePartAndNothingElse()
    {
        QFETCH(QByteArray, body);
        RequestText request = withHeader(fragmentHeader("ElementName"), "Put");
        request.body = body;
        QTEST(faultOf(request), "fault");
    }

    void DSP0226_R8_2_1_3_filtersAreTextOrOneElement()
    {
        const QByteArray wql = "<w:Filter Dialect='http://schemas.microsoft.com/wbem/wsman/1/WQL'>";
        QCOMPARE(faultOf(enumerate(wql + "SELECT * FROM X</w:Filter>")), QString());
        QCOMPARE(faultOf(enumerate(wql + "SELECT <b/> FROM X</w:Filter>")),
                 u"CannotProcessFilter"_s);
        QCOMPARE(faultOf(enumerate(wql + "<b/></w:Filter>")), u"CannotProcessFilter"_s);
        const QByteArray selector = "<w:Filter Dialect='"
            + QByteArray(Names::selectorDialect.data()) + "'>",
                         set = "<w:SelectorSet><w:Selector Name='A'>1</w:Selector></w:SelectorSet>";
        const auto read = taken<Enumerate>(enumerate(selector + set + "</w:Filter>"));
        QCOMPARE(std::get<SelectorFilter>(read.filter).selectors.value(0).second, u"1"_s);
        QCOMPARE(faultOf(enumerate(selector + set + set + "</w:Filter>")),
                 u"CannotProcessFilter"_s);
        QCOMPARE(faultOf(enumerate(selector + "A=1</w:Filter>")), u"CannotProcessFilter"_s);
    }

    void DSP0226_R13_1_5_encodings_data()
    {
        QTest::addColumn<QByteArray>("charset");
        QTest::addColumn<QByteArray>("octets");
        QTest::addColumn<QByteArray>("text"); // as UTF-8; empty: refused
        const QByteArray little("<\0a\0/\0>\0", 8), big("\0<\0a\0/\0>", 8);
        QTest::newRow("nothing said") << QByteArray() << QByteArray("<a/>") << QByteArray("<a/>");
        QTest::newRow("utf-8") << QByteArray("utf-8") << QByteArray("<a/>") << QByteArray("<a/>");
        QTest::newRow("little, marked")
            << QByteArray("utf-16") << "\xff\xfe" + little << QByteArray("<a/>");
        QTest::newRow("big, marked")
            << QByteArray("utf-16") << "\xfe\xff" + big << QByteArray("<a/>");
        QTest::newRow("little, not marked") << QByteArray("utf-16") << little << QByteArray("<a/>");
        QTest::newRow("big, not marked") << QByteArray("utf-16") << big << QByteArray("<a/>");
        QTest::newRow("by its octets") << QByteArray() << little << QByteArray("<a/>");
        QTest::newRow("odd length") << QByteArray("utf-16") << little + "x" << QByteArray();
        QTest::newRow("half a pair")
            << QByteArray("utf-16le") << QByteArray("\x00\xd8<\0", 4) << QByteArray();
        QTest::newRow("latin") << QByteArray("iso-8859-1") << QByteArray("<a/>") << QByteArray();
    }

    void DSP0226_R13_1_5_encodings()
    {
        QFETCH(QByteArray, charset);
        QFETCH(QByteArray, octets);
        QFETCH(QByteArray, text);
        const auto encoding = encodingOf(charset, octets);
        const auto read = encoding ? toUtf8(octets, *encoding) : std::nullopt;
        QCOMPARE(read.value_or(QByteArray()), text);
        if (text.isEmpty())
            return;
        // And back the same way: the answer is read as the request was.
        QCOMPARE(toUtf8(fromUtf8("<b>\xc3\xa4</b>", *encoding), *encoding).value(),
                 QByteArray("<b>\xc3\xa4</b>"));
    }

    void DSP0226_R13_1_5_aDeclarationSaysNothingNew()
    {
        const QByteArray declared = fromUtf8("<?xml version=\"1.0\" encoding=\"UTF-16\"?>"
                                                 + RequestText().text(),
                                             Encoding::Utf16Little);
        const auto text = toUtf8(declared, Encoding::Utf16Little);
        QVERIFY(text && !readRequest(*text).fault);
    }

    void DSP0226_R13_1_9_headersAreThereOnce()
    {
        for (const QByteArray &header :
             {QByteArray("<w:OperationTimeout>PT1S</w:OperationTimeout>"),
              QByteArray("<w:MaxEnvelopeSize>9000</w:MaxEnvelopeSize>"),
              QByteArray("<w:OptionSet/>"), fragmentHeader("X")}) {
            QCOMPARE(faultOf(withHeader(header)), QString());
            QCOMPARE(faultOf(withHeader(header + header)), u"InvalidMessageInformationHeader"_s);
        }
    }

    void optionsAreRead()
    {
        const RequestText request = withHeader(
            "<w:OptionSet s:mustUnderstand='true'><w:Option Name='a' Type='xs:int'> 1 </w:Option>"
            "<w:Option Name='a' MustComply='true'>2</w:Option>"
            "<w:Option Name='flag' xsi:nil='true'/></w:OptionSet>");
        const RequestRead read = readRequest(request.text());
        QVERIFY(!read.fault);
        const QList<Option> all{{u"a"_s, u"1"_s}, {u"a"_s, u"2"_s}, {u"flag"_s, u""_s}};
        QCOMPARE(read.envelope.options, all);
        QCOMPARE(faultOf(withHeader("<w:OptionSet><w:Option>1</w:Option></w:OptionSet>")),
                 u"InvalidOptions/InvalidName"_s);
        QCOMPARE(
            faultOf(withHeader("<w:OptionSet>" + QByteArray("<w:Option Name='a'/>").repeated(257)
                               + "</w:OptionSet>")),
            u"EncodingLimit/OptionLimit"_s);
    }

    void partsOfAnEnumerate()
    {
        QCOMPARE(faultOf(enumerate("<n:Expires>PT10M</n:Expires>")), QString());
        QCOMPARE(faultOf(enumerate("<n:Expires>2030-01-01T00:00:00Z</n:Expires>")), QString());
        const QByteArray soon = refusedWith(enumerate("<n:Expires>soon</n:Expires>"));
        QVERIFY2(soon.contains("<s:Value>wsen:InvalidExpirationTime</s:Value>"), soon.constData());
        QVERIFY(soon.contains("http://schemas.xmlsoap.org/ws/2004/09/enumeration/fault<"));
        for (const char *mode : {"IncludeSubClassProperties", "ExcludeSubClassProperties", "None"})
            QCOMPARE(faultOf(enumerate("<b:PolymorphismMode>" + QByteArray(mode)
                                       + "</b:PolymorphismMode>")),
                     QString());
        const QByteArray odd = refusedWith(
            enumerate("<b:PolymorphismMode>Odd</b:PolymorphismMode>"));
        QVERIFY(odd.contains("<s:Value>b:PolymorphismModeNotSupported</s:Value>"));
        QVERIFY(odd.contains("cimbinding/fault<"));
    }

    void partsOfAPull()
    {
        const auto pull = [](const QByteArray &content) {
            RequestText request = enumerate({});
            request.action =
                "<a:Action>http://schemas.xmlsoap.org/ws/2004/09/enumeration/Pull</a:Action>";
            request.body = "<n:Pull><n:EnumerationContext>c</n:EnumerationContext>" + content
                + "</n:Pull>";
            return request;
        };
        const auto read = taken<Pull>(
            pull("<n:MaxTime>PT30S</n:MaxTime><n:MaxElements>5</n:MaxElements>"
                 "<n:MaxCharacters>9000</n:MaxCharacters>"));
        QCOMPARE(read.maxTime, std::chrono::milliseconds(30'000));
        QCOMPARE(read.maxElements, 5u);
        QCOMPARE(read.maxCharacters, 9000u);
        QCOMPARE(taken<Pull>(pull({})).maxElements, 1u);
        for (const char *bad :
             {"<n:MaxTime>soon</n:MaxTime>", "<n:MaxCharacters>0</n:MaxCharacters>",
              "<n:MaxCharacters>many</n:MaxCharacters>"})
            QCOMPARE(faultOf(pull(bad)), u"SchemaValidationError"_s);
    }

    void aRepeatedOperationIsNotTakenForAnother()
    {
        const QByteArray uri = classUri + "MSISCSITARGET_StorageConfigurationService";
        RequestText request;
        request.resource = "<w:ResourceURI>" + uri + "</w:ResourceURI>";
        request.action = "<a:Action>" + uri + "/CreateOrModifyStoragePool</a:Action>";
        request.body = "<m:CreateOrModifyStoragePool_INPUT xmlns:m='" + uri + "'/>";
        const QByteArray id = "<p:OperationID s:mustUnderstand='%'>uuid:2</p:OperationID>";
        request.more = QByteArray(id).replace('%', "false");
        QCOMPARE(faultOf(request), QString());
        request.more = QByteArray(id).replace('%', "true");
        QCOMPARE(faultOf(request), u"InvalidMessageInformationHeader"_s);
    }

    void identifyInWhateverNamespace()
    {
        for (const char *space : {"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd",
                                  "http://schemas.dmtf.org/wbem/wsman/identify/1/wsmanidentity.xsd",
                                  "http://www.w3.org/2003/05/soap-envelope"}) {
            const QByteArray text =
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body>"
                "<i:Identify xmlns:i='"
                + QByteArray(space) + "'/></s:Body></s:Envelope>";
            const RequestRead read = readRequest(text);
            QVERIFY(!read.fault);
            const auto *identify = std::get_if<Identify>(&read.envelope.body);
            QVERIFY(identify);
            const QByteArray reply = writeEnvelope(replyTo(
                read.envelope, IdentifyReply{u"1"_s, u"Cistern"_s, u"2"_s, identify->nameSpace}));
            QVERIFY2(reply.contains(QByteArray("=\"") + space + '"'), reply.constData());
            QVERIFY(reply.contains("IdentifyResponse"));
        }
    }
};

QTEST_APPLESS_MAIN(tst_HeaderRules)
#include "tst_headerrules.moc"
