// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Events of the local target: what can be subscribed to, what a Pull tells and when, how long it
// all lives, and what is refused (DSP0226 section 10, DSP0227 section 10.2).
#include "services/provider/objects.h"
#include "services/wsman/names.h"
#include "tests/support/heard.h"
#include "tests/support/jobcalls.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;

namespace {
const QString nameSpace(Schema::iscsiTarget);
const CimPath everything(nameSpace, u"*"_s);
const Caller administrator{u"admin"_s, AccessRole::Manage};
const Caller other{u"other"_s, AccessRole::Read};

Wsman::Subscribe subscribe(const QString &query)
{
    return {.mode = QString(Wsman::Names::pullMode), .filter = Wsman::WqlFilter{query}};
}

QString allOf(const QString &className, const QString &event = u"__InstanceOperationEvent"_s)
{
    return u"SELECT * FROM %1 WITHIN 5 WHERE TargetInstance ISA '%2'"_s.arg(event, className);
}

CimInstance told(const CimInstance &event, QStringView name = u"TargetInstance")
{
    const CimValue value = event.value(name);
    return value.toInstance() ? *value.toInstance() : CimInstance();
}

QString subcodeOf(const Wsman::Body &body)
{
    const auto *fault = std::get_if<Wsman::Fault>(&body);
    return fault ? fault->subcode : QString();
}
} // namespace

class tst_Subscriptions : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ProviderFixture> m_at;

    Wsman::SubscribeReply subscribed(const Wsman::Subscribe &wanted,
                                     const CimPath &target = everything)
    {
        const Wsman::Body body = m_at->send(wanted, target);
        const auto *reply = std::get_if<Wsman::SubscribeReply>(&body);
        if (!reply)
            qWarning() << subcodeOf(body) << std::get<Wsman::Fault>(body).reason;
        return reply ? *reply : Wsman::SubscribeReply();
    }
    Answer<Envelope> pulling(const QString &context, quint32 most = 100,
                             const Caller &caller = administrator)
    {
        return m_at->sendNow(Wsman::Pull{context, most}, everything, {}, caller);
    }
    // Of a Pull that finds something waiting.
    Wsman::Items pulled(const QString &context, quint32 most = 100)
    {
        const auto reply = m_at->await(pulling(context, most));
        const auto *items = reply ? std::get_if<Wsman::Items>(&reply->body) : nullptr;
        return items ? *items : Wsman::Items();
    }
    Wsman::Body pullFault(const QString &context, const Caller &caller = administrator)
    {
        const auto reply = m_at->await(pulling(context, 1, caller));
        return reply ? reply->body : Wsman::Body(Wsman::Identify());
    }
    // Of a context with nothing to tell: when this returns the Pull is known to wait, because
    // another one was refused for its sake.
    Answer<Envelope> waiting(const QString &context)
    {
        const auto one = pulling(context), two = pulling(context);
        if (!QTest::qWaitFor([&] { return one.isFinished() || two.isFinished(); }))
            qFatal("neither Pull was refused");
        return one.isFinished() ? two : one;
    }
    Wsman::Body bodyOf(const Answer<Envelope> &answer)
    {
        const auto reply = m_at->await(answer);
        return reply ? reply->body : Wsman::Body(Wsman::Identify());
    }
    Wsman::Body pulledAfter(std::chrono::milliseconds time, const QString &context)
    {
        const auto answer = waiting(context);
        m_at->clock().advance(time);
        return bodyOf(answer);
    }
    // What was put on the target's way before this is done.
    void settle() { (void)m_at->await(m_at->provider().locations()).ok(); }
    CimInstance captioned(const QString &caption)
    {
        CimInstance location = *m_at->get(m_at->location());
        location.set(u"Caption", CimValue::string(caption));
        return location;
    }
    bool change(const QString &caption)
    {
        return m_at->await(m_at->provider().adjust(captioned(caption))).ok();
    }

private slots:
    void init() { m_at = std::make_unique<ProviderFixture>(); }
    void cleanup() { m_at.reset(); }

    void DSP0226_10_2_aPoolIsToldFromItsMakingToItsEnd()
    {
        ProviderFixture &at = *(
            m_at = std::make_unique<ProviderFixture>(ProviderFixture::Options{.jobs = false}));
        const auto reply = subscribed(subscribe(allOf(u"CIM_StoragePool"_s)));
        QVERIFY(!reply.context.isEmpty());
        QVERIFY(!Wsman::identifierOf(reply.manager).isEmpty());
        QCOMPARE(reply.expires, std::optional<std::chrono::milliseconds>(10min));

        const CimPath pool = at.pool(u"gold"_s, 4 * MiB);
        auto items = pulled(reply.context);
        QVERIFY(!items.end);
        QVERIFY(!items.instances.isEmpty());
        QCOMPARE(items.instances.first().className(), u"__InstanceCreationEvent"_s);
        QVERIFY(items.instances.first().value(u"TIME_CREATED").toText().toULongLong()
                > 133'000'000'000'000'000);
        const CimInstance made = told(items.instances.first());
        QCOMPARE(made.path(nameSpace), pool);
        QCOMPARE(made.value(u"ElementName").toString(), u"gold"_s);

        QCOMPARE(at.modify(pool, {{u"ElementName"_s, words(u"silver"_s)}}).code, 0U);
        items = pulled(reply.context);
        const CimInstance &changed = items.instances.last();
        QCOMPARE(changed.className(), u"__InstanceModificationEvent"_s);
        QCOMPARE(told(changed).value(u"ElementName").toString(), u"silver"_s);
        QCOMPARE(told(changed, u"PreviousInstance").value(u"ElementName").toString(), u"gold"_s);

        QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}).code, 0U);
        items = pulled(reply.context);
        bool gone = false;
        for (const CimInstance &event : items.instances)
            gone = gone
                || (event.className() == "__InstanceDeletionEvent"_L1
                    && told(event).path(nameSpace) == pool);
        QVERIFY(gone);
    }

    void DSP0226_10_2_aPullWaitsAndAnswersWhenSomethingHappens()
    {
        const auto reply = subscribed(subscribe(allOf(u"CIM_StoragePool"_s)));
        const auto pull = waiting(reply.context);
        QVERIFY(change(u"a"_s));
        const Wsman::Body body = bodyOf(pull);
        const auto &items = std::get<Wsman::Items>(body);
        QCOMPARE(items.instances.size(), 1);
        QCOMPARE(told(items.instances.first()).value(u"Caption").toString(), u"a"_s);
        QCOMPARE(items.context, reply.context);
    }

    void DSP0226_10_2_nothingHappenedIsTimedOutAndTheSubscriptionLives()
    {
        const auto reply = subscribed(subscribe(allOf(u"CIM_StoragePool"_s)));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(subcodeOf(pulledAfter(60s, reply.context)), u"TimedOut"_s);
        QVERIFY(change(u"a"_s));
        QCOMPARE(pulled(reply.context).instances.size(), 1);
    }

    // WS-Enumeration section 3.2: no longer than the client is willing to wait, and nothing is
    // lost.
    void DSP0226_8_4_aPullEndsAtItsMaxTime()
    {
        const auto reply = subscribed(subscribe(allOf(u"CIM_StoragePool"_s)));
        const Wsman::Pull patient{.context = reply.context, .maxElements = 100, .maxTime = 2s};
        // The one that comes second is refused, because the other one waits.
        const auto one = m_at->sendNow(patient, everything);
        const auto two = m_at->sendNow(patient, everything);
        QTRY_VERIFY(one.isFinished() || two.isFinished());
        const auto pull = one.isFinished() ? two : one;
        m_at->clock().advance(1s);
        settle();
        QVERIFY(!pull.isFinished());
        m_at->clock().advance(1s);
        QCOMPARE(subcodeOf(bodyOf(pull)), u"TimedOut"_s);
        QVERIFY(change(u"a"_s));
        QCOMPARE(pulled(reply.context).instances.size(), 1);
    }

    void DSP0227_10_2_1_2_theCimEventModelSpeaksItsOwnWords()
    {
        const auto reply = subscribed({.mode = QString(Wsman::Names::pullMode)},
                                      CimPath(nameSpace, u"CIM_InstModification"_s));
        const auto query = subscribed(
            subscribe(u"SELECT * FROM CIM_InstIndication WHERE SourceInstance ISA "
                      "'CIM_StoragePool' AND SourceInstance.Caption = 'b'"_s));
        QVERIFY(change(u"a"_s));
        QVERIFY(change(u"b"_s));
        auto items = pulled(reply.context);
        QCOMPARE(items.instances.size(), 2);
        QCOMPARE(items.instances.first().className(), u"CIM_InstModification"_s);
        QCOMPARE(told(items.instances.first(), u"SourceInstance").value(u"Caption").toString(),
                 u"a"_s);
        QCOMPARE(told(items.instances.last(), u"PreviousInstance").value(u"Caption").toString(),
                 u"a"_s);
        items = pulled(query.context);
        QCOMPARE(items.instances.size(), 1);
        QCOMPARE(told(items.instances.first(), u"SourceInstance").value(u"Caption").toString(),
                 u"b"_s);
    }

    void onlyWhatTheQueryAsksForIsTold_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("count"); // of two changes of the location, to "a" and to "b"
        const auto row = [](const char *name, const QString &query, int count) {
            QTest::newRow(name) << query << count;
        };
        const QString modified = u"__InstanceModificationEvent"_s;
        row("the class", allOf(u"MSISCSITARGET_StoragePool"_s, modified), 2);
        row("a base class", allOf(u"CIM_ManagedElement"_s, modified), 2);
        row("another class", allOf(u"CIM_StorageVolume"_s, modified), 0);
        row("another event", allOf(u"CIM_StoragePool"_s, u"__InstanceCreationEvent"_s), 0);
        row("the old value",
            allOf(u"CIM_StoragePool"_s, modified) + " AND PreviousInstance.Caption = 'a'"_L1, 1);
        row("the new value",
            allOf(u"CIM_StoragePool"_s, modified) + " AND TargetInstance.Caption = 'b'"_L1, 1);
        row("one of two classes",
            u"SELECT * FROM __InstanceOperationEvent WHERE TargetInstance ISA 'CIM_StoragePool' "
            "OR TargetInstance ISA 'CIM_ConcreteJob'"_s,
            2);
        row("no such value", allOf(u"CIM_StoragePool"_s) + " AND TargetInstance.Nothing = 1"_L1, 0);
    }
    void onlyWhatTheQueryAsksForIsTold()
    {
        QFETCH(QString, query);
        QFETCH(int, count);
        const auto reply = subscribed(subscribe(query));
        QVERIFY(change(u"a"_s));
        QVERIFY(change(u"b"_s));
        if (count == 0) {
            QCOMPARE(subcodeOf(pulledAfter(60s, reply.context)), u"TimedOut"_s);
        } else {
            QCOMPARE(pulled(reply.context).instances.size(), count);
        }
    }

    void aSubscriptionThatCanNotBeIsRefused_data()
    {
        QTest::addColumn<Wsman::Body>("wanted");
        QTest::addColumn<CimPath>("target");
        QTest::addColumn<QString>("subcode");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const Wsman::Subscribe &wanted, const CimPath &target,
                            QLatin1StringView subcode, QLatin1StringView detail = {}) {
            QTest::newRow(name) << Wsman::Body(wanted) << target << QString(subcode)
                                << QString(detail);
        };
        const QString pull(Wsman::Names::pullMode);
        row("pushed", {.mode = QString(Wsman::Names::pushMode)}, everything,
            "DeliveryModeRequestedUnavailable"_L1);
        row("everything", {.mode = pull}, everything, "UnsupportedFeature"_L1,
            "FilteringRequired"_L1);
        Wsman::Subscribe bookmarks = subscribe(allOf(u"CIM_StoragePool"_s));
        bookmarks.bookmarks = true;
        row("bookmarks", bookmarks, everything, "UnsupportedFeature"_L1, "Bookmarks"_L1);
        row("another dialect", {.mode = pull, .filter = Wsman::UnknownFilter{u"urn:x"_s}},
            everything, "FilteringRequestedUnavailable"_L1);
        row("no query", subscribe(u"SELECT * FORM x"_s), everything, "CannotProcessFilter"_L1);
        row("no event", subscribe(u"SELECT * FROM CIM_StoragePool"_s), everything,
            "CannotProcessFilter"_L1);
        row("no such class", subscribe(allOf(u"CIM_Nothing"_s)), everything,
            "CannotProcessFilter"_L1);
        row("columns",
            subscribe(u"SELECT TargetInstance FROM __InstanceCreationEvent WHERE "
                      "TargetInstance ISA 'CIM_StoragePool'"_s),
            everything, "CannotProcessFilter"_L1);
        row("a class of objects", {.mode = pull}, CimPath(nameSpace, u"CIM_StoragePool"_s),
            "EventSourceUnableToProcess"_L1);
        row("no such namespace", subscribe(allOf(u"CIM_StoragePool"_s)),
            CimPath(u"root/none"_s, u"*"_s), "DestinationUnreachable"_L1, "InvalidResourceURI"_L1);
        row("selectors", subscribe(allOf(u"CIM_StoragePool"_s)),
            CimPath(nameSpace, u"__InstanceCreationEvent"_s, {{u"Id"_s, CimValue::string(u"1"_s)}}),
            "InvalidSelectors"_L1, "UnexpectedSelectors"_L1);
    }
    void aSubscriptionThatCanNotBeIsRefused()
    {
        QFETCH(Wsman::Body, wanted);
        QFETCH(CimPath, target);
        QFETCH(QString, subcode);
        QFETCH(QString, detail);
        const Wsman::Body body = m_at->send(wanted, target);
        const auto *fault = std::get_if<Wsman::Fault>(&body);
        QVERIFY(fault);
        QCOMPARE(fault->subcode, subcode);
        QCOMPARE(fault->detail, detail);
        const bool mode = subcode == "DeliveryModeRequestedUnavailable"_L1;
        QCOMPARE(fault->deliveryModes,
                 mode ? QStringList{QString(Wsman::Names::pullMode)} : QStringList());
    }

    void silenceBeyondTheHeartbeatsEndsIt()
    {
        Wsman::Subscribe wanted = subscribe(allOf(u"CIM_StoragePool"_s));
        wanted.heartbeats = 30s;
        const auto reply = subscribed(wanted);
        // A Pull is a sign of life, and is answered within the heartbeats.
        for (int i = 0; i < 3; ++i)
            QCOMPARE(subcodeOf(pulledAfter(30s, reply.context)), u"TimedOut"_s);
        m_at->clock().advance(29s);
        QVERIFY(change(u"a"_s));
        QCOMPARE(pulled(reply.context).instances.size(), 1);
        m_at->clock().advance(31s);
        QVERIFY(change(u"b"_s)); // the end was queued before
        QCOMPARE(subcodeOf(pullFault(reply.context)), u"InvalidEnumerationContext"_s);
    }

    void DSP0226_10_4_itEndsAtItsTimeUnlessItIsRenewed()
    {
        Wsman::Subscribe wanted = subscribe(allOf(u"CIM_StoragePool"_s));
        wanted.expires = 60s;
        wanted.heartbeats = 10min;
        const auto reply = subscribed(wanted);
        QCOMPARE(reply.expires, std::optional<std::chrono::milliseconds>(60s));
        m_at->clock().advance(50s);
        const Wsman::Body renewed = m_at->send(
            Wsman::Renew{reply.manager, std::chrono::milliseconds(120s)}, everything);
        QCOMPARE(std::get<Wsman::RenewReply>(renewed).expires,
                 std::optional<std::chrono::milliseconds>(120s));
        m_at->clock().advance(110s);
        QVERIFY(change(u"a"_s));
        QCOMPARE(pulled(reply.context).instances.size(), 1);
        QCOMPARE(subcodeOf(pulledAfter(10s, reply.context)), u"InvalidEnumerationContext"_s);
        QCOMPARE(subcodeOf(m_at->send(Wsman::Renew{reply.manager}, everything)),
                 u"UnableToRenew"_s);
    }

    void moreTimeThanThereIsIsCutShort()
    {
        Wsman::Subscribe wanted = subscribe(allOf(u"CIM_StoragePool"_s));
        wanted.expires = std::chrono::hours(24 * 365);
        QCOMPARE(subscribed(wanted).expires,
                 std::optional<std::chrono::milliseconds>(std::chrono::hours(24)));
    }

    void DSP0226_10_5_unsubscribeEndsItAndThePullThatWaits()
    {
        const auto reply = subscribed(subscribe(allOf(u"CIM_StoragePool"_s)));
        const auto pull = waiting(reply.context);
        QVERIFY(std::holds_alternative<Wsman::DoneReply>(
            m_at->send(Wsman::Unsubscribe{reply.manager}, everything)));
        QCOMPARE(subcodeOf(bodyOf(pull)), u"InvalidEnumerationContext"_s);
        QCOMPARE(subcodeOf(m_at->send(Wsman::Unsubscribe{reply.manager}, everything)),
                 u"InvalidMessage"_s);
    }

    void nobodyElseMayTouchIt()
    {
        const auto reply = subscribed(subscribe(allOf(u"CIM_StoragePool"_s)));
        QCOMPARE(subcodeOf(pullFault(reply.context, other)), u"InvalidEnumerationContext"_s);
        QCOMPARE(subcodeOf(m_at->send(Wsman::Renew{reply.manager}, everything, {}, other)),
                 u"UnableToRenew"_s);
        QCOMPARE(subcodeOf(m_at->send(Wsman::Unsubscribe{reply.manager}, everything, {}, other)),
                 u"InvalidMessage"_s);
        QVERIFY(change(u"a"_s));
        QCOMPARE(pulled(reply.context).instances.size(), 1);
    }

    void whoMayReadMaySubscribeUpToALimit()
    {
        const auto ask = [this] {
            return m_at->send(subscribe(allOf(u"CIM_StoragePool"_s)), everything, {}, other);
        };
        for (int i = 0; i < 16; ++i)
            QVERIFY(std::holds_alternative<Wsman::SubscribeReply>(ask()));
        QCOMPARE(subcodeOf(ask()), u"QuotaLimit"_s);
        QVERIFY(!subscribed(subscribe(allOf(u"CIM_StoragePool"_s))).context.isEmpty());
        m_at->clock().advance(10min);
        QVERIFY(change(u"a"_s)); // the ends were queued before
        QVERIFY(std::holds_alternative<Wsman::SubscribeReply>(ask()));
    }

    void onePullWaitsAtATime()
    {
        const auto reply = subscribed(subscribe(allOf(u"CIM_StoragePool"_s)));
        const auto one = pulling(reply.context), two = pulling(reply.context);
        QTRY_VERIFY(one.isFinished() || two.isFinished());
        const bool first = one.isFinished();
        const auto refused = takenFrom(first ? one : two);
        QCOMPARE(subcodeOf(refused->body), u"Concurrency"_s);
        QVERIFY(change(u"a"_s));
        const auto heard = m_at->await(first ? two : one);
        QCOMPARE(std::get<Wsman::Items>(heard->body).instances.size(), 1);
    }

    void aPullTakesNoMoreThanItAskedForAndTheRestStays()
    {
        const auto reply = subscribed(subscribe(allOf(u"CIM_StoragePool"_s)));
        for (const QString &caption : {u"a"_s, u"b"_s, u"c"_s})
            QVERIFY(change(caption));
        QCOMPARE(pulled(reply.context, 2).instances.size(), 2);
        const auto rest = pulled(reply.context, 2);
        QCOMPARE(rest.instances.size(), 1);
        QCOMPARE(told(rest.instances.first()).value(u"Caption").toString(), u"c"_s);
    }

    void whatNobodyFetchesIsDroppedFromTheFrontAndSaid()
    {
        const auto reply = subscribed(subscribe(allOf(u"CIM_StoragePool"_s)));
        CimInstance location = captioned({});
        for (int i = 0; i < 300; ++i) {
            location.set(u"Caption", CimValue::string(QString::number(i)));
            QVERIFY(m_at->await(m_at->provider().adjust(location)).ok());
        }
        auto items = pulled(reply.context, 1000);
        QCOMPARE(items.dropped, 44U);
        // As many as fit into the reply; it is said once that some are missing.
        for (int next = 44; next < 300;) {
            QVERIFY(!items.instances.isEmpty());
            for (const CimInstance &event : std::as_const(items.instances))
                QCOMPARE(told(event).value(u"Caption").toString(), QString::number(next++));
            if (next < 300)
                items = pulled(reply.context, 1000);
        }
        QCOMPARE(items.dropped, 0U);
    }

    void statesOfAJobAreToldAtOnceAndProgressAsTheQueryWants()
    {
        m_at = std::make_unique<ProviderFixture>(ProviderFixture::Options{.limit = 512 * MiB});
        const auto reply = subscribed(subscribe(allOf(u"CIM_ConcreteJob"_s)));
        m_at->faults().set(Step::Chunk, Act::Hold, 2); // of four
        const CimPath job = Jobs::begun(*m_at, 256 * MiB);
        QList<CimInstance> events;
        const auto state = [&events] {
            return events.isEmpty() ? 0 : told(events.last()).value(u"JobState").toUnsigned();
        };
        // Without a step of the clock.
        while (state() != 4U)
            events += pulled(reply.context).instances;
        QCOMPARE(events.first().className(), u"__InstanceCreationEvent"_s);
        QCOMPARE(told(events.first()).path(nameSpace), job);
        QCOMPARE(told(events.first()).value(u"JobState").toUnsigned(), 2U);

        // At most once a second, and no sooner than WITHIN 5 after the last word.
        QTRY_COMPARE(m_at->faults().waiting(Step::Chunk), 1);
        const auto pull = waiting(reply.context);
        for (int i = 0; i < 4; ++i) {
            m_at->clock().advance(1s);
            settle();
            settle();
            QVERIFY(!pull.isFinished());
        }
        m_at->clock().advance(1s);
        const Wsman::Body body = bodyOf(pull);
        const auto &items = std::get<Wsman::Items>(body);
        QCOMPARE(items.instances.size(), 1);
        QCOMPARE(told(items.instances.first()).value(u"PercentComplete").toUnsigned(), 50U);

        m_at->faults().set(Step::Chunk, Act::Pass);
        while (state() != 7U)
            events += pulled(reply.context).instances;
        QCOMPARE(told(events.last()).value(u"PercentComplete").toUnsigned(), 100U);
        QCOMPARE(told(events.last()), *m_at->get(job));
    }

    void aRestartEndsThem()
    {
        const auto reply = subscribed(subscribe(allOf(u"CIM_StoragePool"_s)));
        m_at->restart();
        QCOMPARE(subcodeOf(pullFault(reply.context)), u"InvalidEnumerationContext"_s);
    }

    void aTargetWithoutEventsSaysSo()
    {
        const QTemporaryDir folder;
        Provider provider({.store = folder.filePath(u"store"_s), .events = false});
        Envelope request;
        request.body = subscribe(allOf(u"CIM_StoragePool"_s));
        request.target = everything;
        request.messageId = newMessageId();
        const auto reply = m_at->await(provider.responder()(request, administrator));
        QCOMPARE(subcodeOf(reply->body), u"ActionNotSupported"_s);
    }
};

QTEST_GUILESS_MAIN(tst_Subscriptions)
#include "tst_subscriptions.moc"
