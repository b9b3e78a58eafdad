// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The pulling side of events: when it asks, what it makes of answers and faults, and that it holds
// up nobody. Against a transport whose replies are given by hand.
#include "services/wsman/subscription.h"

#include "services/schema/schema.h"
#include "services/wsman/connection.h"
#include "services/wsman/names.h"
#include "services/wsman/soapxml.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace Wsman;

namespace {
const QString nameSpace(Schema::iscsiTarget);
const QString farSpace(Schema::virtualization);

CimInstance pool(const QString &id)
{
    CimInstance instance(*Schema::findClass(nameSpace, u"MSISCSITARGET_StoragePool"));
    instance.set(u"InstanceID", CimValue::string(id));
    return instance;
}

CimInstance eventOf(const QString &className, const CimInstance &object,
                    const QString &member = u"TargetInstance"_s)
{
    CimInstance instance(className);
    instance.set(member, CimValue::instance(object));
    return instance;
}

Items told(const QList<CimInstance> &events, const QString &context = u"c1"_s)
{
    return {.mode = Mode::Objects,
            .instances = events,
            .paths = {},
            .context = context,
            .end = context.isEmpty()};
}

SubscribeReply subscribed(const QString &id = u"1"_s,
                          std::optional<std::chrono::milliseconds> expires = 30min)
{
    return {.manager = {{QString(Names::eventing), u"Identifier"_s, u"uuid:"_s + id}},
            .expires = expires,
            .context = u"c"_s + id};
}

Fault fault(const QString &subcode)
{
    return {.code = u"Receiver"_s, .subcode = subcode};
}
} // namespace

class tst_Subscription : public QObject
{
    Q_OBJECT

private:
    ScriptedTransport *m_transport = nullptr;
    ManualClock m_clock;
    std::unique_ptr<Connection> m_connection;
    QPointer<EventStream> m_stream;

    void begin(const QStringList &nameSpaces = {nameSpace}, const QStringList &urgent = {})
    {
        QList<EventInterest> interests;
        for (const QString &each : nameSpaces)
            interests.append({each, u"SELECT * FROM E"_s});
        m_stream = m_connection->events(interests);
        m_stream->setUrgent(urgent, true);
    }
    // Of the last request.
    template<class Body>
    bool asks()
    {
        const qsizetype last = m_transport->count() - 1;
        return last >= 0 && m_transport->body<Body>(last);
    }
    const Envelope &last() { return m_transport->sent(m_transport->count() - 1).request; }
    void reply(const Wsman::Body &body) { m_transport->reply(m_transport->count() - 1, body); }
    bool count(qsizetype wanted)
    {
        return QTest::qWaitFor([&] { return m_transport->count() == wanted; });
    }

private slots:
    void init()
    {
        auto transport = std::make_unique<ScriptedTransport>();
        m_transport = transport.get();
        m_connection = std::make_unique<Connection>(std::move(transport), m_clock);
    }
    void cleanup() { m_connection.reset(); }

    void subscribesAndPullsForEver()
    {
        begin();
        QVERIFY(count(1));
        const auto *subscribe = m_transport->body<Subscribe>(0);
        QVERIFY(subscribe);
        QCOMPARE(subscribe->mode, QString(Names::pullMode));
        QCOMPARE(std::get<WqlFilter>(subscribe->filter).query, u"SELECT * FROM E"_s);
        QCOMPARE(m_transport->sent(0).request.target, CimPath(nameSpace, u"*"_s));
        QVERIFY(!m_stream->watches(nameSpace));

        reply(subscribed());
        QVERIFY(count(2));
        QVERIFY(m_stream->watches(nameSpace));
        QSignalSpy happened(m_stream, &EventStream::happened);
        const auto *pull = m_transport->body<Pull>(1);
        QVERIFY(pull);
        QCOMPARE(pull->context, u"c1"_s);
        QCOMPARE(last().operationTimeout, 30s);
        // Nothing happened: the wait goes on.
        m_clock.advance(30s);
        reply(fault(u"TimedOut"_s));
        QVERIFY(count(3));
        reply(told({eventOf(u"__InstanceCreationEvent"_s, pool(u"a"_s)),
                    eventOf(u"CIM_InstModification"_s, pool(u"b"_s), u"SourceInstance"_s),
                    eventOf(u"__InstanceDeletionEvent"_s, pool(u"c"_s)),
                    CimInstance(u"__TimerEvent"_s)},
                   u"c2"_s));
        QVERIFY(count(4));
        QCOMPARE(happened.size(), 1);
        const auto events = happened.first().first().value<QList<CimEvent>>();
        QCOMPARE(events.size(), 3);
        QCOMPARE(events[0].kind, CimEvent::Kind::Created);
        QCOMPARE(events[1].kind, CimEvent::Kind::Modified);
        QCOMPARE(events[2].kind, CimEvent::Kind::Deleted);
        QVERIFY(events[1].isOf(pool(u"b"_s).path(nameSpace)));
        QVERIFY(!events[1].isOf(pool(u"a"_s).path(nameSpace)));
        QCOMPARE(m_transport->body<Pull>(3)->context, u"c2"_s);
        // One that leaves the context out means the old one, and an empty answer at once a pause.
        Items same = told({}, {});
        same.end = false;
        reply(same);
        QTest::qWait(0);
        QVERIFY(count(4));
        m_clock.advance(1s);
        QVERIFY(count(5));
        QCOMPARE(m_transport->body<Pull>(4)->context, u"c2"_s);
    }

    void anObjectIsKnownByItsKeysAlsoWhereNoTableKnowsItsClass()
    {
        CimInstance job(u"Vendor_Job"_s);
        job.set(u"InstanceID", CimValue::string(u"7"_s));
        const CimEvent told{CimEvent::Kind::Modified, nameSpace, job};
        const QList<CimPath::Key> keys{{u"InstanceID"_s, CimValue::string(u"7"_s)}};
        QVERIFY(told.isOf(CimPath(nameSpace, u"Vendor_Job"_s, keys)));
        QVERIFY(!told.isOf(CimPath(farSpace, u"Vendor_Job"_s, keys)));
        QVERIFY(!told.isOf(CimPath(nameSpace, u"Other_Job"_s, keys)));
        QVERIFY(!told.isOf(CimPath(nameSpace, u"Vendor_Job"_s)));
    }

    void neverMoreThanOneRequestSoThatPeopleAreServed()
    {
        begin({nameSpace, farSpace});
        QVERIFY(count(1));
        QObject person;
        for (int i = 0; i < 4; ++i)
            onDone(m_connection->get(pool(u"a"_s).path(nameSpace), &person), &person,
                   [](const auto &) {});
        // Three go at once beside it; the fourth waits for any of them, not for an event.
        QCOMPARE(m_transport->count(), 4);
        m_transport->reply(1, InstanceReply{pool(u"a"_s)});
        QVERIFY(count(5));
        QVERIFY(m_transport->body<Get>(4));
    }

    void aSystemThatRefusesIsNotAskedAgain_data()
    {
        QTest::addColumn<QString>("subcode");
        for (const char *subcode :
             {"ActionNotSupported", "FilteringNotSupported", "EventSourceUnableToProcess",
              "DeliveryModeRequestedUnavailable", "DestinationUnreachable", "AccessDenied"})
            QTest::newRow(subcode) << QString::fromLatin1(subcode);
    }
    void aSystemThatRefusesIsNotAskedAgain()
    {
        QFETCH(QString, subcode);
        begin();
        QVERIFY(count(1));
        reply(fault(subcode));
        QTRY_VERIFY(!m_stream->watchesAnything());
        m_clock.advance(24h);
        QTest::qWait(0);
        QCOMPARE(m_transport->count(), 1);
        QVERIFY(!m_stream->watches(nameSpace));
    }

    void aNamespaceThatIsNotThereDoesNotKeepTheOthersFromBeingWatched()
    {
        begin({nameSpace, farSpace});
        QVERIFY(count(1));
        reply(fault(u"DestinationUnreachable"_s));
        QVERIFY(count(2));
        QCOMPARE(last().target.nameSpace(), farSpace);
        reply(subscribed());
        QVERIFY(count(3));
        QVERIFY(asks<Pull>());
        QVERIFY(m_stream->watches(farSpace) && !m_stream->watches(nameSpace));
    }

    void aLostSubscriptionIsMadeAnewAtOnceThenMoreAndMoreSlowly()
    {
        begin();
        QVERIFY(count(1));
        reply(subscribed());
        QVERIFY(count(2));
        QSignalSpy missed(m_stream, &EventStream::missed);
        reply(fault(u"InvalidEnumerationContext"_s));
        QVERIFY(count(3));
        QVERIFY(asks<Subscribe>());
        QVERIFY(!m_stream->watches(nameSpace));
        QCOMPARE(missed.size(), 0);
        reply(subscribed(u"2"_s));
        QVERIFY(count(4));
        QCOMPARE(missed.size(), 1); // now that nothing more is missed
        QCOMPARE(m_transport->body<Pull>(3)->context, u"c2"_s);
        qsizetype sent = 4;
        for (const auto pause : {1000ms, 2000ms, 4000ms}) {
            reply(fault(u"InvalidEnumerationContext"_s));
            QTRY_VERIFY(!m_stream->watches(nameSpace));
            m_clock.advance(pause - 1ms);
            QTest::qWait(0);
            QCOMPARE(m_transport->count(), sent);
            m_clock.advance(1ms);
            QVERIFY(count(++sent));
            QVERIFY(asks<Subscribe>());
            reply(subscribed(u"3"_s));
            QVERIFY(count(++sent));
        }
        // One answer that is right makes up for it.
        reply(told({eventOf(u"__InstanceCreationEvent"_s, pool(u"a"_s))}));
        QVERIFY(count(++sent));
        reply(fault(u"InvalidEnumerationContext"_s));
        QVERIFY(count(++sent));
        QVERIFY(asks<Subscribe>());
    }

    // After each new one all is read again, so it must not go round and round.
    void aSubscriptionThatEndsItselfIsMadeAnewMoreAndMoreSlowly_data()
    {
        QTest::addColumn<QList<CimInstance>>("events");
        QTest::newRow("empty") << QList<CimInstance>();
        QTest::newRow("with its last events")
            << QList<CimInstance>{eventOf(u"__InstanceModificationEvent"_s, pool(u"a"_s))};
    }
    void aSubscriptionThatEndsItselfIsMadeAnewMoreAndMoreSlowly()
    {
        QFETCH(QList<CimInstance>, events);
        begin();
        QVERIFY(count(1));
        QSignalSpy missed(m_stream, &EventStream::missed);
        QSignalSpy happened(m_stream, &EventStream::happened);
        qsizetype sent = 1;
        for (const auto pause : {1000ms, 2000ms, 4000ms, 8000ms}) {
            reply(subscribed());
            QVERIFY(count(++sent));
            QVERIFY(asks<Pull>());
            reply(told(events, {}));
            QTRY_VERIFY(!m_stream->watches(nameSpace));
            m_clock.advance(pause - 1ms);
            QTest::qWait(0);
            QCOMPARE(m_transport->count(), sent);
            m_clock.advance(1ms);
            QVERIFY(count(++sent));
            QVERIFY(asks<Subscribe>());
        }
        reply(subscribed());
        QVERIFY(count(++sent));
        reply(told(events, {}));
        QTRY_VERIFY(!m_stream->watchesAnything());
        QCOMPARE(missed.size(), 4);
        QCOMPARE(happened.size(), events.isEmpty() ? 0 : 5);
        m_clock.advance(24h);
        QTest::qWait(0);
        QCOMPARE(m_transport->count(), sent);
    }

    void onlyEventsOrAMinuteOfLifeMakeUpForFailures_data()
    {
        QTest::addColumn<bool>("empty");
        QTest::newRow("an empty answer") << true;
        QTest::newRow("a time-out") << false;
    }
    void onlyEventsOrAMinuteOfLifeMakeUpForFailures()
    {
        QFETCH(bool, empty);
        const auto nothing = [&] {
            if (empty)
                reply(told({}, u"c2"_s));
            else
                reply(fault(u"TimedOut"_s));
        };
        begin();
        QVERIFY(count(1));
        reply(subscribed());
        QVERIFY(count(2));
        reply(fault(u"InvalidEnumerationContext"_s));
        QVERIFY(count(3)); // at once
        reply(subscribed(u"2"_s));
        QVERIFY(count(4));
        m_clock.advance(30s);
        nothing();
        QVERIFY(count(5));
        reply(fault(u"InvalidEnumerationContext"_s));
        QTRY_VERIFY(!m_stream->watches(nameSpace));
        QTest::qWait(0);
        QCOMPARE(m_transport->count(), 5);
        m_clock.advance(1s);
        QVERIFY(count(6));
        QVERIFY(asks<Subscribe>());
        reply(subscribed(u"2"_s));
        QVERIFY(count(7));
        m_clock.advance(60s);
        nothing();
        QVERIFY(count(8));
        reply(fault(u"InvalidEnumerationContext"_s));
        QVERIFY(count(9)); // at once
        QVERIFY(asks<Subscribe>());
    }

    void itIsRenewedBeforeItsEnd()
    {
        begin();
        QVERIFY(count(1));
        reply(subscribed(u"1"_s, 40s));
        QVERIFY(count(2));
        QCOMPARE(last().operationTimeout, 30s); // until the renewal, at three quarters
        m_clock.advance(30s);
        reply(fault(u"TimedOut"_s));
        QVERIFY(count(3));
        const auto *renew = m_transport->body<Renew>(2);
        QVERIFY(renew);
        QCOMPARE(identifierOf(renew->manager), u"uuid:1"_s);
        reply(RenewReply{40s});
        QVERIFY(count(4));
        QVERIFY(asks<Pull>());
    }

    void whereItCanNotBeRenewedANewOneTakesItsPlace()
    {
        begin();
        QVERIFY(count(1));
        reply(subscribed(u"1"_s, 40s));
        QVERIFY(count(2));
        QSignalSpy missed(m_stream, &EventStream::missed);
        m_clock.advance(30s);
        reply(fault(u"TimedOut"_s));
        QVERIFY(count(3));
        reply(fault(u"UnableToRenew"_s));
        QVERIFY(count(4));
        QVERIFY(asks<Subscribe>());
        reply(subscribed(u"2"_s, 40s));
        QVERIFY(count(6));
        QCOMPARE(identifierOf(m_transport->body<Unsubscribe>(4)->manager), u"uuid:1"_s);
        QCOMPARE(m_transport->body<Pull>(5)->context, u"c2"_s);
        QCOMPARE(missed.size(), 1);
        // And the next time it is not even tried.
        m_clock.advance(30s);
        reply(fault(u"TimedOut"_s));
        QVERIFY(count(7));
        QVERIFY(asks<Subscribe>());
    }

    void whatWasDroppedIsSaid()
    {
        begin();
        QVERIFY(count(1));
        reply(subscribed());
        QVERIFY(count(2));
        QSignalSpy missed(m_stream, &EventStream::missed);
        Items items = told({eventOf(u"__InstanceCreationEvent"_s, pool(u"a"_s))});
        items.dropped = 3;
        reply(items);
        QVERIFY(count(3));
        QCOMPARE(missed.size(), 1);
    }

    void severalNamespacesTakeTurnsAndWhatIsUrgentComesFirst()
    {
        begin({nameSpace, farSpace});
        QVERIFY(count(1));
        reply(subscribed(u"1"_s));
        QVERIFY(count(2));
        reply(subscribed(u"2"_s));
        for (const char *context : {"c1", "c2", "c1"}) {
            QTRY_VERIFY(asks<Pull>()
                        && m_transport->body<Pull>(m_transport->count() - 1)->context
                            == QLatin1StringView(context));
            QCOMPARE(last().operationTimeout, 5s);
            m_clock.advance(5s);
            reply(fault(u"TimedOut"_s));
        }
        m_stream->setUrgent({farSpace}, true);
        QTRY_COMPARE(m_transport->body<Pull>(m_transport->count() - 1)->context, u"c2"_s);
        QTRY_VERIFY(m_stream->watches(farSpace) || last().operationTimeout == 5s);
        m_clock.advance(5s);
        reply(fault(u"TimedOut"_s));
        QTRY_VERIFY(m_stream->watches(farSpace));
        QVERIFY(!m_stream->watches(nameSpace));
        QCOMPARE(m_transport->body<Pull>(m_transport->count() - 1)->context, u"c2"_s);
        QCOMPARE(last().operationTimeout, 20s);
        m_clock.advance(20s);
        reply(fault(u"TimedOut"_s));
        // The other one must not fall silent.
        QTRY_COMPARE(m_transport->body<Pull>(m_transport->count() - 1)->context, u"c1"_s);
        QCOMPARE(last().operationTimeout, 1s);
    }

    void atItsEndTheSystemIsTold()
    {
        begin();
        QVERIFY(count(1));
        reply(subscribed());
        QVERIFY(count(2));
        m_stream->end();
        QVERIFY(count(3));
        QCOMPARE(identifierOf(m_transport->body<Unsubscribe>(2)->manager), u"uuid:1"_s);
        QTRY_VERIFY(!m_stream);
        QCOMPARE(m_transport->count(), 3);
    }

    void aBrokenConnectionIsSaid()
    {
        begin();
        QVERIFY(count(1));
        reply(subscribed());
        QVERIFY(count(2));
        QSignalSpy failed(m_stream, &EventStream::failed);
        m_transport->fail(1, {.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network});
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!m_stream->watches(nameSpace));
    }

    void aServerThatKeepsEveryPullIsGivenUpWithoutBlamingTheConnection()
    {
        begin();
        QVERIFY(count(1));
        QSignalSpy failed(m_stream, &EventStream::failed);
        for (qsizetype sent = 1; m_stream->watchesAnything(); sent += 2) {
            QVERIFY(count(sent));
            QVERIFY(asks<Subscribe>());
            reply(subscribed());
            QVERIFY(count(sent + 1));
            m_clock.advance(45s);
            m_transport->fail(
                sent, {.cause = Failure::Cause::TimedOut, .stage = Failure::Stage::Network});
            QTRY_VERIFY(!m_stream->watches(nameSpace));
            m_clock.advance(60s);
            QVERIFY(sent < 20);
        }
        QCOMPARE(failed.size(), 0);
    }

    // As other servers write it: the identifier and all that stands beside it come back in the
    // header of what is sent to the manager.
    void everyServersManagerIsHandedBackWhole_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("identifier");
        QTest::addColumn<QString>("resource");
        QTest::addColumn<std::optional<std::chrono::milliseconds>>("expires");
        using Expires = std::optional<std::chrono::milliseconds>;
        const QString all = u"http://schemas.dmtf.org/wbem/wscim/1/*"_s;
        QTest::newRow("winrm") << QByteArray(
            "<e:SubscriptionManager><a:Address>https://san1/wsman</a:Address>"
            "<a:ReferenceParameters><w:ResourceURI>http://schemas.microsoft.com/"
            "wbem/wsman/1/wmi/root/x/*</w:ResourceURI><e:Identifier>uuid:3A</"
            "e:Identifier></a:ReferenceParameters></e:SubscriptionManager>"
            "<e:Expires>PT3600.000S</e:Expires>")
                               << u"uuid:3A"_s
                               << u"http://schemas.microsoft.com/wbem/wsman/1/wmi/root/x/*"_s
                               << Expires(3600s);
        QTest::newRow("omi") << QByteArray(
            "<e:SubscriptionManager><a:ReferenceProperties><w:ResourceURI>http://"
            "schemas.dmtf.org/wbem/wscim/1/*</w:ResourceURI><e:Identifier>1050</"
            "e:Identifier></a:ReferenceProperties></e:SubscriptionManager>")
                             << u"1050"_s << all << Expires();
        QTest::newRow("openwsman")
            << QByteArray("<e:SubscriptionManager><a:Address>http://san3/wsman</a:Address>"
                          "<a:ReferenceParameters><e:Identifier>uuid:c1</e:Identifier>"
                          "</a:ReferenceParameters></e:SubscriptionManager>"
                          "<e:Expires>PT60.000000S</e:Expires>")
            << u"uuid:c1"_s << QString() << Expires(60s);
        QTest::newRow("pegasus") << QByteArray(
            "<e:SubscriptionManager><e:Address>http://san4/wsman</e:Address>"
            "<e:ReferenceParameters><w:ResourceURI>http://schemas.dmtf.org/wbem/"
            "wscim/1/*</w:ResourceURI><w:SelectorSet><w:Selector Name=\"Id\">7</"
            "w:Selector></w:SelectorSet><e:Identifier>42</e:Identifier>"
            "</e:ReferenceParameters></e:SubscriptionManager>"
            "<e:Expires>2026-01-01T00:00:00Z</e:Expires>")
                                 << u"42"_s << all << Expires();
    }
    void everyServersManagerIsHandedBackWhole()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, identifier);
        QFETCH(QString, resource);
        QFETCH(std::optional<std::chrono::milliseconds>, expires);
        Envelope request;
        request.body = Subscribe{.mode = QString(Names::pullMode)};
        request.target = CimPath(nameSpace, u"*"_s);
        request.form = UriForm::Dmtf;
        request.messageId = newMessageId();
        const QByteArray reply =
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
            "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
            "xmlns:e=\"http://schemas.xmlsoap.org/ws/2004/08/eventing\" "
            "xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\" "
            "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><s:Header><a:Action>"
            "http://schemas.xmlsoap.org/ws/2004/08/eventing/SubscribeResponse</a:Action>"
            "<a:RelatesTo>"
            + request.messageId.toLatin1()
            + "</a:RelatesTo></s:Header><s:Body>"
              "<e:SubscribeResponse>"
            + body
            + "<n:EnumerationContext>ctx</n:EnumerationContext></e:SubscribeResponse></s:Body>"
              "</s:Envelope>";
        const auto read = readReply(reply, request);
        QVERIFY(read.ok());
        const auto &subscribed = std::get<SubscribeReply>(read->body);
        QCOMPARE(identifierOf(subscribed.manager), identifier);
        QCOMPARE(subscribed.expires, expires);
        QCOMPARE(subscribed.context, u"ctx"_s);

        Envelope renewal = request;
        renewal.body = Renew{subscribed.manager, 60s};
        const QByteArray written = writeEnvelope(renewal);
        QCOMPARE(written.count("<w:ResourceURI"), 1);
        QVERIFY(written.contains(
            (resource.isEmpty() ? u"http://schemas.dmtf.org/wbem/wscim/1/*"_s : resource).toUtf8()
            + "</w:ResourceURI>"));
        QVERIFY(written.contains("<e:Identifier>" + identifier.toUtf8() + "</e:Identifier>"));
        QCOMPARE(written.contains("Name=\"Id\""), body.contains("Name=\"Id\""));
        QCOMPARE(written.contains("__cimnamespace"), !body.contains("SelectorSet"));
    }

    void aPullThatLeavesTheContextOutIsNoEnd_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("context");
        QTest::addColumn<bool>("end");
        const QByteArray context = "<n:EnumerationContext>c2</n:EnumerationContext>";
        QTest::newRow("another") << context << u"c2"_s << false;
        QTest::newRow("left out") << QByteArray("<n:Items/>") << QString() << false;
        QTest::newRow("empty") << QByteArray("<n:EnumerationContext/>") << QString() << true;
        QTest::newRow("end") << QByteArray("<n:Items/><n:EndOfSequence/>") << QString() << true;
        QTest::newRow("end of one that is told")
            << context + "<n:EndOfSequence/>" << QString() << true;
    }
    void aPullThatLeavesTheContextOutIsNoEnd()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, context);
        QFETCH(bool, end);
        Envelope request;
        request.body = Pull{u"c1"_s, 20};
        request.target = CimPath(nameSpace, u"*"_s);
        request.messageId = newMessageId();
        const QByteArray reply =
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
            "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
            "xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\"><s:Header><a:Action>"
            "http://schemas.xmlsoap.org/ws/2004/09/enumeration/PullResponse</a:Action>"
            "<a:RelatesTo>"
            + request.messageId.toLatin1() + "</a:RelatesTo></s:Header><s:Body><n:PullResponse>"
            + body + "</n:PullResponse></s:Body></s:Envelope>";
        const auto read = readReply(reply, request);
        QVERIFY(read.ok());
        const auto &items = std::get<Items>(read->body);
        QCOMPARE(items.context, context);
        QCOMPARE(items.end, end);
    }
};

QTEST_GUILESS_MAIN(tst_Subscription)
#include "tst_subscription.moc"
