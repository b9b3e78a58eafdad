// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// KDSoap's own client at the served local target, and KDSoap's own server as a target of our
// transport. Its network code and its reader are not used by the program.

#include "services/core/systemclock.h"
#include "services/wsman/connection.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/strangerops.h"

#include <KDSoapClient/KDSoapAuthentication.h>
#include <KDSoapClient/KDSoapClientInterface.h>
#include <KDSoapClient/KDSoapMessage.h>
#include <KDSoapClient/KDSoapMessageAddressingProperties.h>
#include <KDSoapClient/KDSoapPendingCall.h>
#include <KDSoapServer/KDSoapServer.h>
#include <KDSoapServer/KDSoapServerObjectInterface.h>

#include <QNetworkProxy>
#include <QTest>
#include <QUuid>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString soap = u"http://www.w3.org/2003/05/soap-envelope"_s;
const QString addressing = u"http://schemas.xmlsoap.org/ws/2004/08/addressing"_s;
const QString wsman = u"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"_s;
const QString enumeration = u"http://schemas.xmlsoap.org/ws/2004/09/enumeration"_s;
const QString transfer = u"http://schemas.xmlsoap.org/ws/2004/09/transfer"_s;
const QString identity = u"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"_s;

KDSoapValue element(const QString &nameSpace, const QString &name, const QVariant &value = {})
{
    KDSoapValue made(name, value);
    made.setNamespaceUri(nameSpace);
    made.setQualified(true);
    return made;
}

KDSoapMessage header(const KDSoapValue &value)
{
    KDSoapMessage message;
    message.childValues().append(value);
    return message;
}

KDSoapMessage body(const QString &nameSpace, const QString &name,
                   const QList<KDSoapValue> &children = {})
{
    KDSoapMessage message;
    message = KDSoapValue(name, QVariant());
    message.setNamespaceUri(nameSpace);
    for (const KDSoapValue &child : children)
        message.childValues().append(child);
    return message;
}

// All values of that name below this one.
QStringList texts(const KDSoapValue &value, const QString &name)
{
    QStringList found;
    for (const KDSoapValue &child : value.childValues()) {
        if (child.name() == name)
            found.append(child.value().toString());
        found += texts(child, name);
    }
    return found;
}

QList<KDSoapValue> selectorsOf(const CimPath &path)
{
    QList<KDSoapValue> selectors;
    for (const CimPath::Key &key : path.keys()) {
        KDSoapValue selector = element(wsman, u"Selector"_s, key.value.toString());
        selector.childValues().attributes().append(KDSoapValue(u"Name"_s, key.name));
        selectors.append(selector);
    }
    return selectors;
}

// Answers as a small WS-Management server would. By itself its server writes SOAP 1.1 as text/xml,
// whatever it was asked in; so the envelope is put together from its values here.
class FarObject : public QObject, public KDSoapServerObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(KDSoapServerObjectInterface)

public:
    void processRequest(const KDSoapMessage &request, KDSoapMessage &, const QByteArray &) override
    {
        // Which never comes: what is written below is all, and ends the connection.
        prepareDelayedResponse();
        const KDSoapHeaders headers = requestHeaders();
        const QString action = request.messageAddressingProperties().action();
        const QString uri = headers.header(u"ResourceURI"_s).value().toString();
        const QString name = uri.section(u'/', -1);
        if (request.name() == "Identify"_L1)
            return write(body(identity, u"IdentifyResponse"_s,
                              {element(identity, u"ProtocolVersion"_s, wsman),
                               element(identity, u"ProductVendor"_s, u"KDSoap"_s),
                               element(identity, u"ProductVersion"_s, u"2"_s)}));
        m_headers = {
            element(addressing, u"Action"_s, action + u"Response"_s),
            element(addressing, u"RelatesTo"_s, request.messageAddressingProperties().messageID())};
        if (action.endsWith("/Get"_L1))
            return write(body(uri, name,
                              {element(uri, u"Name"_s, u"Far & <away>"_s),
                               element(uri, u"ElementName"_s, u"Größe"_s)}));
        if (action.endsWith("/Enumerate"_L1)) {
            KDSoapValue items = element(wsman, u"Items"_s);
            for (int i = 0; i < 300; ++i) {
                KDSoapValue pool = element(uri, name);
                pool.childValues().append(element(uri, u"InstanceID"_s, u"far:%1"_s.arg(i)));
                pool.childValues().append(
                    element(uri, u"ElementName"_s, QString(400, u'x') + QString::number(i)));
                KDSoapValue reference = element(addressing, u"EndpointReference"_s);
                reference.childValues().append(
                    element(addressing, u"Address"_s, addressing + u"/role/anonymous"_s));
                KDSoapValue parameters = element(addressing, u"ReferenceParameters"_s);
                parameters.childValues().append(element(wsman, u"ResourceURI"_s, uri));
                KDSoapValue set = element(wsman, u"SelectorSet"_s);
                KDSoapValue selector = element(wsman, u"Selector"_s, u"far:%1"_s.arg(i));
                selector.childValues().attributes().append(KDSoapValue(u"Name"_s, u"InstanceID"_s));
                set.childValues().append(selector);
                parameters.childValues().append(set);
                reference.childValues().append(parameters);
                KDSoapValue item = element(wsman, u"Item"_s);
                item.childValues().append(pool);
                item.childValues().append(reference);
                items.childValues().append(item);
            }
            return write(body(enumeration, u"EnumerateResponse"_s,
                              {element(enumeration, u"EnumerationContext"_s), items,
                               element(wsman, u"EndOfSequence"_s)}));
        }
        KDSoapValue code = element(soap, u"Code"_s);
        code.childValues().append(element(soap, u"Value"_s, u"s:Sender"_s));
        KDSoapValue reason = element(soap, u"Reason"_s);
        reason.childValues().append(element(soap, u"Text"_s, u"Nobody knows "_s + action));
        write(body(soap, u"Fault"_s, {code, reason}), "500 Internal Server Error");
    }

private:
    void write(const KDSoapValue &content, const QByteArray &status = "200 OK")
    {
        KDSoapValue envelope = element(soap, u"Envelope"_s);
        KDSoapValue headers = element(soap, u"Header"_s);
        for (const KDSoapValue &each : std::as_const(m_headers))
            headers.childValues().append(each);
        KDSoapValue whole = element(soap, u"Body"_s);
        KDSoapValue inner = content;
        inner.setQualified(true);
        whole.childValues().append(inner);
        envelope.childValues().append(headers);
        envelope.childValues().append(whole);
        envelope.addNamespaceDeclaration(QXmlStreamNamespaceDeclaration(u"s"_s, soap));
        const QByteArray bytes = envelope.toXml();
        writeHTTP("HTTP/1.1 " + status
                  + "\r\nContent-Type: application/soap+xml;charset=utf-8\r\nContent-Length: "
                  + QByteArray::number(bytes.size()) + "\r\nConnection: close\r\n\r\n" + bytes);
        m_headers.clear();
    }

    QList<KDSoapValue> m_headers;
};

class FarServer : public KDSoapServer
{
    Q_OBJECT

public:
    FarServer() { setPath(u"/wsman"_s); }
    QObject *createServerObject() override { return new FarObject; }
};

} // namespace

class TestStrangersKDSoap : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { m_operation.clear(); }
    void cleanup();
    void cleanupTestCase();

    // Its client.
    void identify();
    void get();
    void enumerate();
    void invoke();
    void put();
    void remove();
    void fault();
    void bigReply();
    void aWrongPasswordIsRefused();
    // Its server.
    void ourTransportAtItsServer();

private:
    KDSoapMessage call(const CimPath &target, const QString &action, const KDSoapMessage &message,
                       const QByteArray &password = ServedSite::password());
    KDSoapMessage getNow(const CimPath &target);

    SystemClock m_clock;
    StrangerTable m_table;
    std::unique_ptr<ServedSite> m_site;
    QByteArray m_operation;
};

void TestStrangersKDSoap::initTestCase()
{
    m_site = std::make_unique<ServedSite>();
    QVERIFY2(m_site->serve(), m_site->problem());
}

void TestStrangersKDSoap::cleanup()
{
    if (!m_operation.isEmpty())
        m_table.note(u"KDSoap client, Basic over HTTP"_s, m_operation, !QTest::currentTestFailed());
}

void TestStrangersKDSoap::cleanupTestCase()
{
    m_site.reset();
}

KDSoapMessage TestStrangersKDSoap::call(const CimPath &target, const QString &action,
                                        const KDSoapMessage &message, const QByteArray &password)
{
    // Its writer always declares a namespace of the message, also where the body is empty.
    KDSoapClientInterface client(m_site->url().toString(),
                                 message.namespaceUri().isEmpty() ? transfer
                                                                  : message.namespaceUri());
    client.setSoapVersion(KDSoapClientInterface::SOAP1_2);
    client.setSendSoapActionInHttpHeader(false);
    client.setStyle(KDSoapClientInterface::DocumentStyle);
    client.setProxy(QNetworkProxy::NoProxy);
    KDSoapAuthentication who;
    who.setUser(ServedSite::user());
    who.setPassword(QString::fromUtf8(password));
    client.setAuthentication(who);
    KDSoapHeaders headers;
    if (!action.isEmpty()) {
        KDSoapValue actionHeader = element(addressing, u"Action"_s, action);
        actionHeader.childValues().attributes().append(
            element(soap, u"mustUnderstand"_s, u"true"_s));
        KDSoapValue replyTo = element(addressing, u"ReplyTo"_s);
        replyTo.childValues().append(
            element(addressing, u"Address"_s, addressing + u"/role/anonymous"_s));
        headers << header(element(addressing, u"To"_s, m_site->url().toString()))
                << header(actionHeader)
                << header(element(addressing, u"MessageID"_s,
                                  u"uuid:"_s + QUuid::createUuid().toString(QUuid::WithoutBraces)))
                << header(replyTo)
                << header(element(wsman, u"ResourceURI"_s, StrangerOps::uri(target.className())));
        KDSoapValue set = element(wsman, u"SelectorSet"_s);
        for (const KDSoapValue &selector : selectorsOf(target))
            set.childValues().append(selector);
        if (target.isInstance())
            headers << header(set);
    }
    const KDSoapPendingCall pending = client.asyncCall({}, message, u""_s, headers);
    if (!QTest::qWaitFor([&pending] { return pending.isFinished(); }, Child::patience))
        return {};
    return pending.returnMessage();
}

KDSoapMessage TestStrangersKDSoap::getNow(const CimPath &target)
{
    return call(target, transfer + u"/Get"_s, {});
}

void TestStrangersKDSoap::identify()
{
    m_operation = "Identify";
    const KDSoapMessage reply = call({}, {}, body(identity, u"Identify"_s));
    QVERIFY2(!reply.isFault(), qPrintable(reply.faultAsString()));
    QCOMPARE(reply.name(), u"IdentifyResponse"_s);
    QCOMPARE(texts(reply, u"ProtocolVersion"_s), QStringList{wsman});
}

void TestStrangersKDSoap::get()
{
    m_operation = "Get";
    const KDSoapMessage reply = getNow(m_site->service());
    QVERIFY2(!reply.isFault(), qPrintable(reply.faultAsString()));
    QCOMPARE(texts(reply, u"Name"_s), QStringList{m_site->service().key(u"Name").toString()});
}

void TestStrangersKDSoap::enumerate()
{
    m_operation = "Enumerate + Pull";
    const CimPath pools(m_site->service().nameSpace(), u"MSISCSITARGET_StoragePool"_s);
    KDSoapMessage reply = call(pools, enumeration + u"/Enumerate"_s,
                               body(enumeration, u"Enumerate"_s));
    QVERIFY2(!reply.isFault(), qPrintable(reply.faultAsString()));
    QStringList names;
    int pulls = 0;
    for (QString context = texts(reply, u"EnumerationContext"_s).value(0); !context.isEmpty();
         context = texts(reply, u"EnumerationContext"_s).value(0)) {
        reply = call(pools, enumeration + u"/Pull"_s,
                     body(enumeration, u"Pull"_s,
                          {element(enumeration, u"EnumerationContext"_s, context),
                           element(enumeration, u"MaxElements"_s, 30)}));
        QVERIFY2(!reply.isFault(), qPrintable(reply.faultAsString()));
        names += texts(reply, u"ElementName"_s);
        QVERIFY(++pulls < 20);
    }
    QCOMPARE(pulls, 4);
    QCOMPARE(names.filter(QRegularExpression(u"^p\\d+$"_s)).size(), ServedSite::pools);
}

void TestStrangersKDSoap::invoke()
{
    m_operation = "Invoke";
    const CimPath service = m_site->service();
    const QString uri = StrangerOps::uri(service.className());
    const KDSoapMessage reply = call(
        service, uri + u"/CreateOrModifyStoragePool"_s,
        body(uri, u"CreateOrModifyStoragePool_INPUT"_s,
             {element(uri, u"ElementName"_s, u"with KDSoap"_s), element(uri, u"Size"_s, 1048576),
              element(uri, u"InPools"_s, m_site->location().toText())}));
    QVERIFY2(!reply.isFault(), qPrintable(reply.faultAsString()));
    QCOMPARE(texts(reply, u"ReturnValue"_s), QStringList{u"4096"_s});
}

void TestStrangersKDSoap::put()
{
    m_operation = "Put";
    const CimPath system = m_site->system();
    const QString uri = StrangerOps::uri(system.className());
    const KDSoapMessage reply = call(
        system, transfer + u"/Put"_s,
        body(uri, system.className(), {element(uri, u"PrimaryOwnerName"_s, u"Frieda"_s)}));
    QVERIFY2(!reply.isFault(), qPrintable(reply.faultAsString()));
    QCOMPARE(texts(getNow(system), u"PrimaryOwnerName"_s), QStringList{u"Frieda"_s});
}

void TestStrangersKDSoap::remove()
{
    m_operation = "Delete";
    const CimPath jobs(m_site->service().nameSpace(), u"CIM_ConcreteJob"_s);
    const auto references = [&] {
        return call(
            jobs, enumeration + u"/Enumerate"_s,
            body(enumeration, u"Enumerate"_s,
                 {element(wsman, u"OptimizeEnumeration"_s), element(wsman, u"MaxElements"_s, 1000),
                  element(wsman, u"EnumerationMode"_s, u"EnumerateObjectAndEPR"_s)}));
    };
    // The one that invoke() began.
    KDSoapMessage reply;
    QVERIFY(QTest::qWaitFor(
        [&] {
            reply = references();
            return texts(reply, u"JobState"_s).contains(u"7"_s);
        },
        Child::patience));
    const QStringList selectors = texts(reply, u"Selector"_s);
    const QStringList uris = texts(reply, u"ResourceURI"_s);
    QVERIFY2(!selectors.isEmpty() && !uris.isEmpty(), reply.toXml().constData());
    const CimPath job(jobs.nameSpace(), uris.first().section(u'/', -1),
                      {{u"InstanceID"_s, CimValue::string(selectors.first())}});
    reply = call(job, transfer + u"/Delete"_s, {});
    QVERIFY2(!reply.isFault(), qPrintable(reply.faultAsString()));
    QVERIFY(getNow(job).isFault());
}

void TestStrangersKDSoap::fault()
{
    m_operation = "Fault";
    const KDSoapMessage reply = getNow(CimPath(m_site->service().nameSpace(),
                                               u"MSISCSITARGET_StoragePool"_s,
                                               {{u"InstanceID"_s, CimValue::string(u"nobody"_s)}}));
    QVERIFY(reply.isFault());
    QVERIFY2(reply.faultAsString().contains(u"DestinationUnreachable"_s),
             qPrintable(reply.faultAsString()));
}

void TestStrangersKDSoap::bigReply()
{
    m_operation = "Big reply";
    const KDSoapMessage reply = call(
        CimPath(m_site->service().nameSpace(), u"MSISCSITARGET_StoragePool"_s),
        enumeration + u"/Enumerate"_s,
        body(enumeration, u"Enumerate"_s,
             {element(wsman, u"OptimizeEnumeration"_s), element(wsman, u"MaxElements"_s, 1000)}));
    QVERIFY2(!reply.isFault(), qPrintable(reply.faultAsString()));
    QVERIFY(reply.toXml().size() > 65536);
    QVERIFY(texts(reply, u"ElementName"_s).contains(u"p99"_s));
}

void TestStrangersKDSoap::aWrongPasswordIsRefused()
{
    const KDSoapMessage reply = call({}, {}, body(identity, u"Identify"_s), "wrong");
    QVERIFY(reply.isFault());
}

void TestStrangersKDSoap::ourTransportAtItsServer()
{
    FarServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    HttpTarget target;
    target.url = QUrl(u"http://127.0.0.1:%1/wsman"_s.arg(server.serverPort()));
    Connection connection(std::make_unique<HttpTransport>(target, m_clock), m_clock);
    const auto waited = [](const auto &answer) {
        return QTest::qWaitFor([&answer] { return answer.isFinished(); }, Child::patience);
    };

    const auto identified = connection.identify(this);
    QVERIFY(waited(identified));
    QVERIFY2(takenFrom(identified).ok(),
             qPrintable(takenFrom(identified).ok() ? QString()
                                                   : takenFrom(identified).failure().serverText));
    QCOMPARE(takenFrom(identified)->productVendor, u"KDSoap"_s);
    m_table.note(u"our client at KDSoap's server, no sign-in"_s, "Identify", true);

    const CimPath service(u"root/cimv2/storage/iscsitarget"_s,
                          u"MSISCSITARGET_StorageConfigurationService"_s,
                          {{u"Name"_s, CimValue::string(u"Far & <away>"_s)}});
    const auto got = connection.get(service, this);
    QVERIFY(waited(got));
    const auto instance = takenFrom(got);
    QVERIFY2(instance.ok(), qPrintable(instance.ok() ? QString() : instance.failure().serverText));
    QCOMPARE(instance->value(u"ElementName").toString(), u"Größe"_s);
    QCOMPARE(instance->value(u"Name").toString(), u"Far & <away>"_s);
    m_table.note(u"our client at KDSoap's server, no sign-in"_s, "Get", true);

    const auto all = connection.enumerate(service.nameSpace(), u"MSISCSITARGET_StoragePool"_s,
                                          this);
    QVERIFY(waited(all));
    const auto pools = takenFrom(all);
    QVERIFY2(pools.ok(), qPrintable(pools.ok() ? QString() : pools.failure().serverText));
    QCOMPARE(pools->size(), 300);
    QCOMPARE(pools->last().value(u"InstanceID").toString(), u"far:299"_s);
    m_table.note(u"our client at KDSoap's server, no sign-in"_s, "Big reply", true);

    const auto removed = connection.remove(service, this);
    QVERIFY(waited(removed));
    QVERIFY(!takenFrom(removed).ok());
    QVERIFY(takenFrom(removed).failure().serverText.contains(u"Nobody knows"_s));
    m_table.note(u"our client at KDSoap's server, no sign-in"_s, "Fault", true);
}

QTEST_GUILESS_MAIN(TestStrangersKDSoap)
#include "tst_strangers_kdsoap.moc"
