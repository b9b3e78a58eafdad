// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Faults of all families of servers: how they are read, and what they mean to the one who asked.
#include "services/wsman/faults.h"

#include "services/wsman/names.h"
#include "services/wsman/soapxml.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace Wsman;
using Cause = Failure::Cause;

Q_DECLARE_METATYPE(Cistern::Failure::Cause)
Q_DECLARE_METATYPE(Cistern::Reaction)

namespace {
Envelope asked()
{
    Envelope request;
    request.body = Get();
    request.target = {u"root/orchard"_s, u"X"_s};
    request.messageId = u"uuid:1"_s;
    return request;
}

// One as a server would send it, with this Detail (and whatever else stands beside it).
QByteArray faultText(const QByteArray &subcode, const QByteArray &detail,
                     const QByteArray &code = "s:Sender", const QByteArray &header = {},
                     const QByteArray &reason = "<s:Text xml:lang='en'>outer words</s:Text>")
{
    return "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope' "
           "xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing' "
           "xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd' "
           "xmlns:b='http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd' "
           "xmlns:f='http://schemas.microsoft.com/wbem/wsman/1/wsmanfault' "
           "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><s:Header>"
           "<a:RelatesTo>uuid:1</a:RelatesTo>"
        + header + "</s:Header><s:Body><s:Fault><s:Code><s:Value>" + code + "</s:Value>"
        + (subcode.isEmpty() ? QByteArray()
                             : "<s:Subcode><s:Value>" + subcode + "</s:Value></s:Subcode>")
        + "</s:Code>" + (reason.isEmpty() ? QByteArray() : "<s:Reason>" + reason + "</s:Reason>")
        + (detail.isEmpty() ? QByteArray() : "<s:Detail>" + detail + "</s:Detail>")
        + "</s:Fault></s:Body></s:Envelope>";
}

Fault readFault(const QByteArray &text)
{
    const auto reply = readReply(text, asked());
    if (!reply)
        return Fault{.code = u"unread: "_s + reply.failure().parameter};
    const auto *fault = std::get_if<Fault>(&reply->body);
    return fault ? *fault : Fault{.code = u"no fault"_s};
}

QByteArray faultDetail(const QByteArray &segment)
{
    return segment.isEmpty() ? QByteArray()
                             : "<w:FaultDetail>http://schemas.dmtf.org/wbem/wsman/1/wsman/"
                               "faultDetail/"
            + segment + "</w:FaultDetail>";
}

QByteArray cimError(const QByteArray &members, const QByteArray &name = "MSFT_WmiError",
                    const QByteArray &nameSpace = "urn:any")
{
    return "<p:" + name + " xmlns:p='" + nameSpace + "' b:IsCIM_Error='true'>" + members
        + "</p:" + name + ">";
}
} // namespace

class tst_Faults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void catalogue_data();
    void catalogue();
    void numbers_data();
    void numbers();
    void statuses_data();
    void statuses();
    void families_data();
    void families();
    void spellings_data();
    void spellings();
    void readings_data();
    void readings();
    void precedence_data();
    void precedence();
    void everyWrittenFaultHasItsAction_data();
    void everyWrittenFaultHasItsAction();
};

// Subcode, detail, SOAP code: what they mean when nothing else is told.
void tst_Faults::catalogue_data()
{
    QTest::addColumn<QByteArray>("subcode");
    QTest::addColumn<QByteArray>("details"); // with blanks between them; each is a row
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<Reaction>("reaction");
    const auto row = [](const QByteArray &subcode, const QByteArray &details, Cause cause,
                        Reaction reaction = Reaction::Report) {
        for (const QByteArray &detail : details.split(' '))
            QTest::addRow("%s %s", subcode.constData(), detail.constData())
                << subcode << detail << cause << reaction;
    };
    row("a:ActionNotSupported", " ActionMismatch", Cause::NotSupported, Reaction::Otherwise);
    row("a:DestinationUnreachable", " InvalidResourceURI", Cause::NotFound);
    row("a:EndpointUnavailable", " InvalidValues InvalidResourceURI", Cause::ServerFault,
        Reaction::BackOff);
    row("a:InvalidMessageInformationHeader", " InvalidTimeout", Cause::Malformed);
    row("a:MessageInformationHeaderRequired", "", Cause::Malformed);

    row("w:AccessDenied", "", Cause::Denied);
    row("w:AlreadyExists", "", Cause::Exists);
    row("w:CannotProcessFilter", "", Cause::InvalidValue);
    row("w:Concurrency", "", Cause::InUse, Reaction::BackOff);
    row("w:DeliveryRefused", "", Cause::ServerFault);
    row("w:EncodingLimit", "", Cause::TooLarge, Reaction::Smaller);
    row("w:EncodingLimit", "MinimumEnvelopeLimit MinimumEnvelopeSize MaxEnvelopeSizeExceeded",
        Cause::TooLarge, Reaction::Larger);
    row("w:EncodingLimit", "MaxEnvelopeSize", Cause::TooLarge, Reaction::Narrower);
    row("w:EncodingLimit", "ServiceEnvelopeLimit", Cause::TooLarge, Reaction::Smaller);
    row("w:EncodingLimit", "SelectorLimit OptionLimit URILimitExceeded UriLimitExceeded",
        Cause::TooLarge);
    row("w:EncodingLimit", "CharacterSet CharechterSet EncodingType Whitespace", Cause::Malformed);
    row("w:EncodingLimit", "UnreportableSuccess", Cause::OutcomeUnknown, Reaction::Done);
    row("w:EventDeliverToUnusable", " PolicyTooComplex CannotComplyWithPolicy UnusableAddress",
        Cause::NotSupported, Reaction::Otherwise);
    row("w:FragmentDialectNotSupported", "", Cause::NotSupported, Reaction::Otherwise);
    row("w:InternalError", " Invalid", Cause::ServerFault);
    row("w:InvalidBookmark", " Expired Invalid InvalidFormat", Cause::InvalidValue,
        Reaction::Restart);
    row("w:InvalidOptions", " NotSupported InvalidName", Cause::NotSupported, Reaction::Otherwise);
    row("w:InvalidOptions", "InvalidValue", Cause::InvalidValue, Reaction::Otherwise);
    row("w:InvalidParameter", " TypeMismatch InvalidName InvalidValue MissingValues",
        Cause::InvalidValue);
    row("w:InvalidSelectors",
        " InsufficientSelectors UnexpectedSelectors TypeMismatch InvalidValue AmbiguousSelectors "
        "AmbigousSelectors DuplicateSelectors",
        Cause::InvalidValue);
    row("w:NoAck", "", Cause::ServerFault);
    row("w:QuotaLimit", "", Cause::Quota, Reaction::BackOff);
    row("w:SchemaValidationError", " InvalidXML", Cause::Malformed);
    row("w:TimedOut", " OperationTimeout", Cause::TimedOut, Reaction::Retry);
    row("w:UnsupportedFeature",
        " AuthorizationMode AutherizationMode AddressingMode Ack OperationTimeout Locale "
        "EnumerationMode ExpirationTime FragmentLevelAccess DeliveryRetries Heartbeats Bookmarks "
        "MaxElements MaxTime MaxEnvelopeSize MaxEnvelopePolicy FilteringRequired InsecureAddress "
        "FormatMismatch FormatSecurityToken FormatSecurityTocken AsynchronousRequest OptionSet "
        "DataLocale InvalidResourceURI",
        Cause::NotSupported, Reaction::Otherwise);
    row("b:PolymorphismModeNotSupported", "", Cause::NotSupported, Reaction::Otherwise);

    row("n:InvalidEnumerationContext", "", Cause::ServerFault, Reaction::Restart);
    row("n:TimedOut", "", Cause::TimedOut, Reaction::Retry);
    row("n:CannotProcessFilter", "", Cause::InvalidValue);
    row("n:FilteringNotSupported", "", Cause::NotSupported, Reaction::Otherwise);
    row("n:FilterDialectRequestedUnavailable", "", Cause::NotSupported, Reaction::Otherwise);
    row("n:InvalidExpirationTime", "", Cause::InvalidValue, Reaction::Otherwise);
    row("n:UnsupportedExpirationType", "", Cause::NotSupported, Reaction::Otherwise);
    row("n:UnableToRenew", "", Cause::NotSupported, Reaction::Restart);

    row("e:DeliveryModeRequestedUnavailable", "", Cause::NotSupported, Reaction::Otherwise);
    row("e:EventSourceUnableToProcess", "", Cause::NotSupported);
    row("e:EventSourceUnableToProcess", "UnusableAddress", Cause::NotSupported,
        Reaction::Otherwise);
    row("e:FilteringNotSupported", " FilteringRequired", Cause::NotSupported, Reaction::Otherwise);
    row("e:FilteringRequestedUnavailable", " FilteringRequired", Cause::NotSupported,
        Reaction::Otherwise);
    row("e:InvalidExpirationTime", "", Cause::InvalidValue, Reaction::Otherwise);
    row("e:UnsupportedExpirationType", "", Cause::NotSupported, Reaction::Otherwise);
    row("e:InvalidMessage", "", Cause::Malformed);
    row("e:UnableToRenew", "", Cause::NotSupported, Reaction::Restart);

    row("x:InvalidRepresentation", " InvalidValues MissingValues InvalidFragment",
        Cause::InvalidValue);
    row("x:InvalidRepresentation", "InvalidNamespace", Cause::Malformed);

    row("w:NeverHeardOf", " AnyDetail", Cause::ServerFault);
}
void tst_Faults::catalogue()
{
    QFETCH(QByteArray, subcode);
    QFETCH(QByteArray, details);
    QFETCH(Cause, cause);
    QFETCH(Reaction, reaction);
    const Fault fault = readFault(faultText(subcode, faultDetail(details)));
    QCOMPARE(fault.reason, u"outer words"_s);
    QCOMPARE(int(meaningOf(fault).cause), int(cause));
    QCOMPARE(int(meaningOf(fault).reaction), int(reaction));
    QCOMPARE(failureOf(fault).serverText, u"outer words"_s);
    // Letter case is no difference.
    const Fault loud = readFault(
        faultText(subcode.left(2) + subcode.mid(2).toUpper(), faultDetail(details.toUpper())));
    QCOMPARE(int(meaningOf(loud).cause), int(cause));
}

void tst_Faults::numbers_data()
{
    QTest::addColumn<quint64>("number");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<Reaction>("reaction");
    QTest::addColumn<quint32>("code");
    const auto row = [](std::initializer_list<quint32> numbers, Cause cause,
                        Reaction reaction = Reaction::Report, quint32 code = 0) {
        for (const quint32 number : numbers)
            QTest::addRow("0x%08x", number)
                << quint64(number) << cause << reaction << (code ? code : number);
    };
    row({0x80338000}, Cause::NotFound, Reaction::Report, 6);
    row({0x80338006}, Cause::InUse);
    row({0x80338007, 0x8033800a, 0x8033800b, 0x8033801b, 0x80338083, 0x80338084},
        Cause::ServerFault, Reaction::Restart);
    row({0x80338012}, Cause::NotFound);
    row({0x8033803b, 0x80041010}, Cause::NotFound, Reaction::Report, 5);
    row({0x8004100e}, Cause::NotFound, Reaction::Report, 3);
    row({0x80041002}, Cause::NotFound, Reaction::Report, 6);
    row({0x80338029, 0x8033801c}, Cause::TimedOut, Reaction::Retry);
    row({0x80338048, 0x8033807e}, Cause::TooLarge, Reaction::Larger);
    row({0x80338049, 0x80338035}, Cause::TooLarge, Reaction::Smaller);
    row({0x80338047}, Cause::TooLarge, Reaction::Narrower);
    row({0x8033804d}, Cause::OutcomeUnknown, Reaction::Done);
    row({0x8033805b, 0x803380ed, 0x803380fa, 0x803380fb, 0x80338108, 0x8033811e, 0x803381d9,
         0x803381e1, 0x803381e2, 0x8033801a, 0x80041017, 0x80041008, 0x80070057, 87},
        Cause::InvalidValue);
    row({0x8033807f, 0x80338100}, Cause::TooLarge);
    row({0x803380a9, 0x80338102, 0x80338139, 0x8033813a, 0x8033813b, 0x80041024, 50, 0x80338018,
         0x80338019, 0x80338010, 0x80338013},
        Cause::NotSupported, Reaction::Otherwise);
    row({0x80338101}, Cause::NotSupported);
    row({0x80338103, 995, 1223, 1359, 0x80041001, 0x803381de}, Cause::ServerFault);
    row({0x80338104, 0x80338105, 0x80338106, 0x803381dd, 5, 0x80070005, 0x80041003}, Cause::Denied);
    row({0x803381a5, 0x803381a6, 0x803381a7, 0x803381a8, 0x8033803f}, Cause::Quota,
        Reaction::BackOff);
    row({0x803381a9}, Cause::Denied, Reaction::Retry);
    row({0x803381ad, 0x8033800f, 0x80338011, 0x8033800d}, Cause::Malformed);
    row({0x80041019, 0x80338033}, Cause::Exists);
    row({0x800706ba, 0x80338014, 0x8033811a}, Cause::ServerFault, Reaction::BackOff);
    row({0x80338032}, Cause::InUse, Reaction::BackOff);
    row({0x8033801d, 0x80338024}, Cause::NotSupported, Reaction::Restart);
}
void tst_Faults::numbers()
{
    QFETCH(quint64, number);
    QFETCH(Cause, cause);
    QFETCH(Reaction, reaction);
    QFETCH(quint32, code);
    const QByteArray text = QByteArray::number(number);
    // In a WSManFault, in a CIM error as a number, and in its message id.
    const QByteArray forms[] = {
        "<f:WSManFault Code='" + text + "' Machine=''><f:Message>words</f:Message></f:WSManFault>",
        cimError("<p:CIMStatusCode>1</p:CIMStatusCode><p:Message>words</p:Message><p:error_Code>"
                 + text + "</p:error_Code><p:error_Type>HRESULT</p:error_Type>"),
        cimError("<p:CIMStatusCode>1</p:CIMStatusCode><p:Message>words</p:Message>"
                 "<p:MessageID>HRESULT 0x"
                 + QByteArray::number(number, 16) + "</p:MessageID>"),
    };
    for (const QByteArray &form : forms) {
        const Fault fault = readFault(faultText("w:InternalError", form, "s:Receiver"));
        QCOMPARE(fault.vendorCode, number);
        QCOMPARE(fault.reason, u"words"_s);
        QCOMPARE(int(meaningOf(fault).cause), int(cause));
        QCOMPARE(int(meaningOf(fault).reaction), int(reaction));
        QCOMPARE(failureOf(fault).code, code);
    }
}

void tst_Faults::statuses_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<Reaction>("reaction");
    const auto row = [](std::initializer_list<int> statuses, Cause cause,
                        Reaction reaction = Reaction::Report) {
        for (const int status : statuses)
            QTest::addRow("%d", status) << QByteArray::number(status) << cause << reaction;
    };
    row({1}, Cause::ServerFault);
    row({2}, Cause::Denied);
    row({3, 5, 6}, Cause::NotFound);
    row({4, 10, 12, 13, 15}, Cause::InvalidValue);
    row({7, 14, 16, 17, 25}, Cause::NotSupported, Reaction::Otherwise);
    row({8, 9, 20}, Cause::InUse);
    row({11}, Cause::Exists);
    row({21, 23, 24}, Cause::ServerFault, Reaction::Restart);
    row({22, 26}, Cause::Malformed);
    row({27}, Cause::Quota, Reaction::BackOff);
    row({28}, Cause::ServerFault, Reaction::BackOff);
}
void tst_Faults::statuses()
{
    QFETCH(QByteArray, status);
    QFETCH(Cause, cause);
    QFETCH(Reaction, reaction);
    const QByteArray members = "<p:CIMStatusCode xsi:type='cim:cimUnsignedInt'>" + status
        + "</p:CIMStatusCode><p:Message>words</p:Message>";
    // Whatever the class is called, and in whichever namespace.
    for (const QByteArray &form :
         {cimError(members), cimError(members, "OMI_Error"),
          cimError(members, "ACME_Error", "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/x/Y"),
          QByteArray("<CIM_Error>" + members + "</CIM_Error>").replace("p:", "")}) {
        const Fault fault = readFault(faultText("w:InternalError", form));
        QCOMPARE(fault.cimStatus, status.toUInt());
        QCOMPARE(fault.reason, u"words"_s);
        QCOMPARE(int(meaningOf(fault).cause), int(cause));
        QCOMPARE(int(meaningOf(fault).reaction), int(reaction));
        QCOMPARE(failureOf(fault).code, status.toUInt());
    }
}

// The same trouble as each family says it.
void tst_Faults::families_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Cause>("cause");
    const auto row = [](const char *name, const QByteArray &subcode, const QByteArray &detail,
                        Cause cause, const QByteArray &code = "s:Sender") {
        QTest::newRow(name) << faultText(subcode, detail, code) << cause;
    };
    const auto wsman = [](const QByteArray &number) {
        return "<f:WSManFault Code='" + number + "'><f:Message>x</f:Message></f:WSManFault>";
    };
    const auto omi = [](const QByteArray &status) {
        return cimError("<p:CIMStatusCode>" + status + "</p:CIMStatusCode>", "OMI_Error");
    };
    const QByteArray uri = faultDetail("InvalidResourceURI");

    row("WinRM failed", "w:InternalError", wsman("2147749889"), Cause::ServerFault, "s:Receiver");
    row("WinRM denied", "w:AccessDenied", wsman("5"), Cause::Denied);
    row("WinRM namespace", "a:DestinationUnreachable", uri + wsman("2147749902"), Cause::NotFound);
    row("WinRM namespace of a query", "n:CannotProcessFilter", wsman("2150858778"),
        Cause::InvalidValue);
    row("WinRM class", "a:DestinationUnreachable", uri, Cause::NotFound);
    row("WinRM object", "a:DestinationUnreachable", uri + wsman("2150858752"), Cause::NotFound);
    row("WinRM parameter", "w:InvalidParameter", {}, Cause::InvalidValue);
    row("WinRM parameter, from the provider", "w:InternalError", wsman("2147749896"),
        Cause::InvalidValue, "s:Receiver");
    row("WinRM not supported", "w:UnsupportedFeature", {}, Cause::NotSupported);
    row("WinRM exists", "w:AlreadyExists", {}, Cause::Exists);
    row("WinRM method", "w:InternalError", wsman("2150858921"), Cause::NotSupported, "s:Receiver");
    row("WinRM query language", "n:FilterDialectRequestedUnavailable", {}, Cause::NotSupported);
    row("WinRM query", "n:CannotProcessFilter", {}, Cause::InvalidValue);

    row("OMI failed", "w:InternalError", omi("1"), Cause::ServerFault, "s:Receiver");
    row("OMI denied", "w:AccessDenied", omi("2"), Cause::Denied);
    row("OMI namespace", "a:DestinationUnreachable", omi("3"), Cause::NotFound);
    row("OMI class", "a:DestinationUnreachable", omi("5"), Cause::NotFound);
    row("OMI object", "a:DestinationUnreachable", omi("6"), Cause::NotFound);
    row("OMI parameter", "w:InternalError", omi("4"), Cause::InvalidValue, "s:Receiver");
    row("OMI not supported", "w:UnsupportedFeature", omi("7"), Cause::NotSupported);
    row("OMI exists", "w:InternalError", omi("11"), Cause::Exists, "s:Receiver");
    row("OMI method", "w:InternalError", omi("1"), Cause::ServerFault, "s:Receiver");
    row("OMI query language", "w:InternalError", omi("14"), Cause::NotSupported, "s:Receiver");
    row("OMI query", "w:InternalError", omi("15"), Cause::InvalidValue, "s:Receiver");
    row("OMI time-out", "w:InternalError",
        cimError("<p:CIMStatusCode>1</p:CIMStatusCode><p:ProbableCause>111</p:ProbableCause>",
                 "OMI_Error"),
        Cause::TimedOut, "s:Receiver");
    row("OMI unavailable, as it spells it", "a:EndpointUnavilable", {}, Cause::ServerFault,
        "s:Receiver");

    row("openwsman failed", "w:InternalError", {}, Cause::ServerFault, "s:Receiver");
    row("openwsman denied", "w:AccessDenied", {}, Cause::Denied);
    row("openwsman namespace", "a:DestinationUnreachable", {}, Cause::NotFound);
    row("openwsman class", "a:DestinationUnreachable", uri, Cause::NotFound);
    row("openwsman parameter", "w:InvalidParameter", faultDetail("MissingValues"),
        Cause::InvalidValue);
    row("openwsman not supported", "a:ActionNotSupported", {}, Cause::NotSupported);
    row("openwsman exists", "w:AlreadyExists", {}, Cause::Exists);
    row("openwsman query language", "n:FilterDialectRequestedUnavailable", {}, Cause::NotSupported);
    row("openwsman delivery, as it spells it", "w:DevliveryToUnusable", {}, Cause::NotSupported);

    row("Pegasus failed", "w:InternalError", {}, Cause::ServerFault, "s:Receiver");
    row("Pegasus not supported", "a:ActionNotSupported", faultDetail("ActionMismatch"),
        Cause::NotSupported);
    row("Pegasus query language", "n:FilteringNotSupported", {}, Cause::NotSupported);
    row("Pegasus empty header", "w:SchemaValidationError", {}, Cause::Malformed);
    QTest::newRow("Pegasus without a reason")
        << faultText("w:InvalidParameter", {}, "s:Sender", {}, {}) << Cause::InvalidValue;

    QTest::newRow("another SOAP") << faultText({}, {}, "s:VersionMismatch") << Cause::Malformed;
    QTest::newRow("nothing but a code") << faultText({}, {}, "s:Receiver") << Cause::ServerFault;
}
void tst_Faults::families()
{
    QFETCH(QByteArray, text);
    QFETCH(Cause, cause);
    const Fault fault = readFault(text);
    QVERIFY2(!fault.code.startsWith("unread"_L1), qPrintable(fault.code));
    QCOMPARE(int(failureOf(fault).cause), int(cause));
    QCOMPARE(int(failureOf(fault).stage), int(Failure::Stage::Operation));
}

void tst_Faults::spellings_data()
{
    QTest::addColumn<QByteArray>("subcode");
    QTest::addColumn<QByteArray>("detail");
    QTest::addColumn<QString>("read"); // subcode, blank, detail
    const auto row = [](const char *name, const QByteArray &subcode, const QByteArray &detail,
                        const QString &read) {
        QTest::newRow(name) << subcode << "<w:FaultDetail>" + detail + "</w:FaultDetail>" << read;
    };
    const QByteArray base = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/";
    row("undeclared prefix", "q:InvalidSelectors", base + "UnexpectedSelectors",
        u"InvalidSelectors UnexpectedSelectors"_s);
    row("no prefix", "InvalidSelectors", base + "UnexpectedSelectors",
        u"InvalidSelectors UnexpectedSelectors"_s);
    row("padded", "\n w:InvalidSelectors \n", "\n" + base + "UnexpectedSelectors\n",
        u"InvalidSelectors UnexpectedSelectors"_s);
    row("short detail", "w:InvalidSelectors", "wsman:faultDetail/UnexpectedSelectors",
        u"InvalidSelectors UnexpectedSelectors"_s);
    row("detail without a segment", "w:InvalidSelectors",
        "http://schemas.dmtf.org/wbem/wsman/1/faultDetail/UnexpectedSelectors",
        u"InvalidSelectors UnexpectedSelectors"_s);
    row("AmbigousSelectors", "w:InvalidSelectors", base + "AmbigousSelectors",
        u"InvalidSelectors AmbiguousSelectors"_s);
    row("CharechterSet", "w:EncodingLimit", base + "CharechterSet",
        u"EncodingLimit CharacterSet"_s);
    row("AutherizationMode", "w:UnsupportedFeature", base + "AutherizationMode",
        u"UnsupportedFeature AuthorizationMode"_s);
    row("FormatSecurityTocken", "w:UnsupportedFeature", base + "FormatSecurityTocken",
        u"UnsupportedFeature FormatSecurityToken"_s);
    row("UriLimitExceeded", "w:EncodingLimit", base + "UriLimitExceeded",
        u"EncodingLimit URILimitExceeded"_s);
    row("DevliveryToUnusable", "w:DevliveryToUnusable", base + "UnusableAddress",
        u"EventDeliverToUnusable UnusableAddress"_s);
    row("EndpointUnavilable", "a:EndpointUnavilable", base + "InvalidValues",
        u"EndpointUnavailable InvalidValues"_s);
}
void tst_Faults::spellings()
{
    QFETCH(QByteArray, subcode);
    QFETCH(QByteArray, detail);
    QFETCH(QString, read);
    const Fault fault = readFault(faultText(subcode, detail));
    QCOMPARE(fault.subcode + u' ' + fault.detail, read);
}

void tst_Faults::readings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Fault>("read");
    const auto row = [](const char *name, const QByteArray &text, const Fault &read) {
        QTest::newRow(name) << text << read;
    };
    const QString internal = u"InternalError"_s;
    row("nested subcodes: the innermost",
        faultText("w:InternalError</s:Value><s:Subcode><s:Value>w:QuotaLimit</s:Value>"
                  "</s:Subcode><s:Value>",
                  {}, "s:Receiver"),
        {.code = u"Receiver"_s, .subcode = u"QuotaLimit"_s, .reason = u"outer words"_s});
    row("empty reason, words in the detail",
        faultText("w:InternalError",
                  "<f:WSManFault Code='1359'><f:Message>inner</f:Message>"
                  "</f:WSManFault>",
                  "s:Receiver", {}, "<s:Text xml:lang=''/>"),
        {.code = u"Receiver"_s, .subcode = internal, .reason = u"inner"_s, .vendorCode = 1359});
    row("reasons in several languages: the first that says something",
        faultText("w:InternalError", {}, "s:Receiver", {},
                  "<s:Text xml:lang='de'/><s:Text xml:lang='fr'>mots</s:Text>"
                  "<s:Text xml:lang='en'>words</s:Text>"),
        {.code = u"Receiver"_s, .subcode = internal, .reason = u"mots"_s});
    row("a provider's fault inside the fault",
        faultText("w:InternalError",
                  "<f:WSManFault Code='2150858752'><f:Message><f:ProviderFault provider='p'>"
                  "<f:WSManFault Code='2147749891'><f:Message>deepest</f:Message></f:WSManFault>"
                  "<f:ExtendedError><p:__ExtendedStatus xmlns:p='urn:p'><p:StatusCode xsi:nil="
                  "'true'/></p:__ExtendedStatus></f:ExtendedError></f:ProviderFault></f:Message>"
                  "</f:WSManFault>"),
        {.code = u"Sender"_s,
         .subcode = internal,
         .reason = u"deepest"_s,
         .vendorCode = 0x80338000});
    row("a frame that says nothing, a number inside that does",
        faultText("w:InternalError",
                  "<f:WSManFault Code='1359'><f:Message><f:ProviderFault>"
                  "<f:WSManFault Code='2147749891'><f:Message>deepest</f:Message></f:WSManFault>"
                  "</f:ProviderFault></f:Message></f:WSManFault>"),
        {.code = u"Sender"_s,
         .subcode = internal,
         .reason = u"deepest"_s,
         .vendorCode = 0x80041003});
    row("the status that WMI adds",
        faultText("w:InternalError",
                  "<f:WSManFault Code='1359'><f:Message><f:ProviderFault>text of the provider"
                  "<f:ExtendedError><p:MSFT_ExtendedStatus xmlns:p='urn:p'>"
                  "<p:StatusCode>2147749904</p:StatusCode></p:MSFT_ExtendedStatus>"
                  "</f:ExtendedError></f:ProviderFault></f:Message></f:WSManFault>"),
        {.code = u"Sender"_s,
         .subcode = internal,
         .reason = u"text of the provider"_s,
         .vendorCode = 0x80041010});
    row("the number of the machine interface is none of Windows",
        faultText("w:InternalError",
                  cimError("<p:CIMStatusCode>1</p:CIMStatusCode><p:error_Code>5</p:error_Code>"
                           "<p:error_Type>MI</p:error_Type>")),
        {.code = u"Sender"_s, .subcode = internal, .reason = u"outer words"_s, .cimStatus = 1});
    row("nil members",
        faultText("w:InternalError",
                  cimError("<p:CIMStatusCode xsi:type='cim:cimUnsignedInt' xsi:nil='true'/>"
                           "<p:Message xsi:nil='true'/>")),
        {.code = u"Sender"_s, .subcode = internal, .reason = u"outer words"_s});
    row("a CIM error without a status",
        faultText("w:InternalError", cimError("<p:OMI_ErrorMessage>inner</p:OMI_ErrorMessage>")),
        {.code = u"Sender"_s, .subcode = internal, .reason = u"inner"_s});
    row("not understood, with a prefix",
        faultText({}, {}, "s:MustUnderstand", "<s:NotUnderstood qname='w:OptionSet'/>"),
        {.code = u"MustUnderstand"_s, .reason = u"outer words"_s, .notUnderstood = u"OptionSet"_s});
    row("not understood, without a prefix",
        faultText({}, {}, "SOAP-ENV:MustUnderstand", "<s:NotUnderstood qname='FragmentTransfer'/>"),
        {.code = u"MustUnderstand"_s,
         .reason = u"outer words"_s,
         .notUnderstood = u"FragmentTransfer"_s});
    row("delivery modes that there are",
        faultText("e:DeliveryModeRequestedUnavailable",
                  "<e:SupportedDeliveryMode xmlns:e='urn:e'>urn:one</e:SupportedDeliveryMode>"),
        {.code = u"Sender"_s,
         .subcode = u"DeliveryModeRequestedUnavailable"_s,
         .reason = u"outer words"_s,
         .deliveryModes = {u"urn:one"_s}});
}
void tst_Faults::readings()
{
    QFETCH(QByteArray, text);
    QFETCH(Fault, read);
    const Fault fault = readFault(text);
    QCOMPARE(fault.reason, read.reason);
    QCOMPARE(fault.subcode, read.subcode);
    QCOMPARE(fault.vendorCode, read.vendorCode);
    QVERIFY(fault == read);
    // A server that could not read the request can not say which one it was.
    QByteArray unrelated = text;
    unrelated.replace("<a:RelatesTo>uuid:1</a:RelatesTo>", "");
    QVERIFY(readFault(unrelated) == read);
}

// CIM status unless it is 1, then the number, the detail, the subcode, the SOAP code.
void tst_Faults::precedence_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<Cause>("cause");
    QTest::newRow("status before number")
        << Fault{.subcode = u"InternalError"_s, .cimStatus = 6, .vendorCode = 5} << Cause::NotFound;
    QTest::newRow("number before status 1")
        << Fault{.subcode = u"InternalError"_s, .cimStatus = 1, .vendorCode = 5} << Cause::Denied;
    QTest::newRow("number before detail")
        << Fault{.subcode = u"EncodingLimit"_s, .detail = u"CharacterSet"_s, .vendorCode = 5}
        << Cause::Denied;
    QTest::newRow("detail before subcode")
        << Fault{.subcode = u"EncodingLimit"_s, .detail = u"CharacterSet"_s} << Cause::Malformed;
    QTest::newRow("subcode before code")
        << Fault{.code = u"MustUnderstand"_s, .subcode = u"AccessDenied"_s} << Cause::Denied;
    QTest::newRow("code alone") << Fault{.code = u"MustUnderstand"_s} << Cause::NotSupported;
    QTest::newRow("unknown status before known subcode")
        << Fault{.subcode = u"AccessDenied"_s, .cimStatus = 999} << Cause::Denied;
    QTest::newRow("unknown number before known subcode")
        << Fault{.subcode = u"AccessDenied"_s, .vendorCode = 999} << Cause::Denied;
}
void tst_Faults::precedence()
{
    QFETCH(Fault, fault);
    QFETCH(Cause, cause);
    QCOMPARE(int(failureOf(fault).cause), int(cause));
}

void tst_Faults::everyWrittenFaultHasItsAction_data()
{
    QTest::addColumn<QString>("subcode");
    QTest::addColumn<QString>("action");
    QTest::newRow("addressing") << u"DestinationUnreachable"_s
                                << u"http://schemas.xmlsoap.org/ws/2004/08/addressing/fault"_s;
    QTest::newRow("none") << QString()
                          << u"http://schemas.xmlsoap.org/ws/2004/08/addressing/fault"_s;
    QTest::newRow("management") << u"QuotaLimit"_s
                                << u"http://schemas.dmtf.org/wbem/wsman/1/wsman/fault"_s;
    QTest::newRow("enumeration") << u"InvalidEnumerationContext"_s
                                 << u"http://schemas.xmlsoap.org/ws/2004/09/enumeration/fault"_s;
    QTest::newRow("eventing") << u"UnableToRenew"_s
                              << u"http://schemas.xmlsoap.org/ws/2004/08/eventing/fault"_s;
    QTest::newRow("transfer") << u"InvalidRepresentation"_s
                              << u"http://schemas.xmlsoap.org/ws/2004/09/transfer/fault"_s;
    QTest::newRow("binding") << u"PolymorphismModeNotSupported"_s
                             << u"http://schemas.dmtf.org/wbem/wsman/1/cimbinding/fault"_s;
}
void tst_Faults::everyWrittenFaultHasItsAction()
{
    QFETCH(QString, subcode);
    QFETCH(QString, action);
    const Fault fault{.code = u"Sender"_s, .subcode = subcode, .reason = u"words"_s};
    const auto reply = readReply(writeEnvelope(faultEnvelope(fault, asked())), asked());
    QVERIFY(reply.ok());
    QCOMPARE(reply->action, action);
    QVERIFY(std::get<Fault>(reply->body) == fault);
}

QTEST_APPLESS_MAIN(tst_Faults)
#include "tst_faults.moc"
