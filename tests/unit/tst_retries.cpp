// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a connection does about faults by itself: questions come again where that helps, after a
// pause; changes never do. What it asks for otherwise the next time is in tst_habits.
#include "services/wsman/attempts.h"
#include "services/wsman/connection.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/faults.h"
#include "tests/support/heard.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedpools.h"
#include "tests/support/scriptedtransport.h"

#include <QTest>

using namespace Cistern;
using namespace Cistern::Scripted;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace Wsman;
using Cause = Failure::Cause;

class tst_Retries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto transport = std::make_unique<ScriptedTransport>();
        m_transport = transport.get();
        m_clock = std::make_unique<ManualClock>();
        m_connection = std::make_unique<Connection>(std::move(transport), *m_clock);
    }
    void cleanup() { m_connection.reset(); }

    void aQuestionComesAgainAfterGrowingPauses_data()
    {
        QTest::addColumn<QString>("subcode");
        QTest::addColumn<quint64>("number");
        QTest::addColumn<Cause>("cause");
        QTest::newRow("quota") << u"QuotaLimit"_s << quint64(0) << Cause::Quota;
        QTest::newRow("operations of the user")
            << u"InternalError"_s << quint64(0x803381a6) << Cause::Quota;
        QTest::newRow("unavailable")
            << u"EndpointUnavailable"_s << quint64(0) << Cause::ServerFault;
        QTest::newRow("concurrency") << u"Concurrency"_s << quint64(0) << Cause::InUse;
        QTest::newRow("service behind the service")
            << u"InternalError"_s << quint64(0x800706ba) << Cause::ServerFault;
    }
    void aQuestionComesAgainAfterGrowingPauses()
    {
        QFETCH(QString, subcode);
        QFETCH(quint64, number);
        QFETCH(Cause, cause);
        QObject owner;
        Heard<CimInstance> heard(m_connection->get(poolPath(u"1"_s), &owner), &owner);
        QSet<QString> ids;
        for (int i = 0; i < 5; ++i) {
            QTRY_COMPARE(m_transport->count(), i + 1);
            ids.insert(m_transport->sent(i).request.messageId);
            m_transport->reply(i, fault(subcode, {}, number));
            QTRY_COMPARE(m_clock->pending(), 1);
            const auto pause = 1000ms * (1 << i); // 1, 2, 4, 8, 16 s, a fifth more or less
            m_clock->advance(pause * 8 / 10 - 1ms);
            QCOMPARE(m_transport->count(), i + 1);
            m_clock->advance(pause * 4 / 10 + 1ms);
            QTRY_COMPARE(m_transport->count(), i + 2);
        }
        QCOMPARE(ids.size(), 5); // each a message of its own
        QCOMPARE(heard.times, 0);
        m_transport->reply(5, fault(subcode, {}, number));
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome.failure().cause, cause);
        QCOMPARE(m_clock->pending(), 0);
    }

    void pausesHoldNoPlace()
    {
        QObject owner;
        std::vector<std::unique_ptr<Heard<CimInstance>>> heard;
        for (int i = 0; i < 5; ++i)
            heard.push_back(std::make_unique<Heard<CimInstance>>(
                m_connection->get(poolPath(QString::number(i)), &owner), &owner));
        QCOMPARE(m_transport->count(), 4);
        m_transport->reply(0, fault(u"QuotaLimit"_s));
        QTRY_COMPARE(m_transport->count(), 5);
        m_clock->advance(2s);
        m_transport->reply(1, InstanceReply{pool(u"1"_s)});
        QTRY_COMPARE(m_transport->count(), 6);
        QCOMPARE(m_transport->sent(5).request.target, poolPath(u"0"_s));
    }

    void aThrottlingFrontEndGetsThreeTries()
    {
        const Failure busy{
            .cause = Cause::ServerFault, .stage = Failure::Stage::Protocol, .code = 503};
        QObject owner;
        Heard<CimInstance> heard(m_connection->get(poolPath(u"1"_s), &owner), &owner);
        for (int i = 0; i < 3; ++i) {
            QTRY_COMPARE(m_transport->count(), i + 1);
            m_transport->fail(i, busy);
            QTRY_COMPARE(m_clock->pending(), 1);
            m_clock->advance(20s);
        }
        QTRY_COMPARE(m_transport->count(), 4);
        m_transport->fail(3, busy);
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome.failure(), busy);
    }

    void whatClimbsIsToldAtOnce()
    {
        m_connection->setPatient(false);
        QObject owner;
        Heard<CimInstance> heard(m_connection->get(poolPath(u"1"_s), &owner), &owner);
        m_transport->reply(0, fault(u"QuotaLimit"_s));
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome.failure().cause, Cause::Quota);
    }

    void changesAreNeverSentAgain_data()
    {
        QTest::addColumn<QString>("subcode");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<quint64>("number");
        QTest::addColumn<Cause>("cause");
        QTest::newRow("quota") << u"QuotaLimit"_s << QString() << quint64(0) << Cause::Quota;
        QTest::newRow("unavailable")
            << u"EndpointUnavailable"_s << QString() << quint64(0) << Cause::ServerFault;
        QTest::newRow("token") << u"InternalError"_s << QString() << quint64(0x803381a9)
                               << Cause::Denied;
        QTest::newRow("time-out") << u"TimedOut"_s << QString() << quint64(0)
                                  << Cause::OutcomeUnknown;
        QTest::newRow("size") << u"EncodingLimit"_s << u"MaxEnvelopeSizeExceeded"_s << quint64(0)
                              << Cause::TooLarge;
        QTest::newRow("feature") << u"UnsupportedFeature"_s << u"OperationTimeout"_s << quint64(0)
                                 << Cause::NotSupported;
        QTest::newRow("not understood")
            << QString() << QString() << quint64(0) << Cause::NotSupported;
    }
    void changesAreNeverSentAgain()
    {
        QFETCH(QString, subcode);
        QFETCH(QString, detail);
        QFETCH(quint64, number);
        QFETCH(Cause, cause);
        const Fault told = subcode.isEmpty() ? notUnderstood(u"Locale"_s)
                                             : fault(subcode, detail, number);
        QObject owner;
        Heard<MethodReply> called(m_connection->invoke(createPool(), &owner), &owner);
        Heard<Done> written(m_connection->put(poolPath(u"1"_s), pool(u"1"_s), &owner), &owner);
        Heard<Done> removed(m_connection->remove(poolPath(u"1"_s), &owner), &owner);
        Heard<CimPath> made(m_connection->create(nameSpace, pool(u"1"_s), &owner), &owner);
        QCOMPARE(m_transport->count(), 4);
        for (int i = 0; i < 4; ++i)
            m_transport->reply(i, told);
        QTRY_COMPARE(called.times + written.times + removed.times + made.times, 4);
        m_clock->advance(60s);
        QTest::qWait(0);
        QCOMPARE(m_transport->count(), 4);
        QCOMPARE(m_clock->pending(), 0);
        QCOMPARE(called.outcome.failure().cause, cause);
        QCOMPARE(written.outcome.failure().cause, cause);
        QCOMPARE(removed.outcome.failure().cause, cause);
        QCOMPARE(made.outcome.failure().cause, cause);
    }

    void whatRanButCouldNotSaySoIsDone()
    {
        const Fault told = fault(u"EncodingLimit"_s, u"UnreportableSuccess"_s);
        QObject owner;
        Heard<Done> written(m_connection->put(poolPath(u"1"_s), pool(u"1"_s), &owner), &owner);
        Heard<Done> removed(m_connection->remove(poolPath(u"1"_s), &owner), &owner);
        Heard<CimPath> made(m_connection->create(nameSpace, pool(u"1"_s), &owner), &owner);
        Heard<MethodReply> called(m_connection->invoke(createPool(), &owner), &owner);
        for (int i = 0; i < 4; ++i)
            m_transport->reply(i, told);
        QTRY_COMPARE(called.times + written.times + removed.times + made.times, 4);
        QVERIFY(written.outcome.ok() && removed.outcome.ok());
        QVERIFY(made.outcome.ok() && made.outcome->isEmpty());
        // Which job it started is not known: whoever asked reads what came of it.
        QCOMPARE(called.outcome.failure().cause, Cause::OutcomeUnknown);
        QCOMPARE(called.outcome.failure().parameter, u"UnreportableSuccess"_s);
        QCOMPARE(m_transport->count(), 4);
    }

    void anotherTokenIsTriedOnceAtOnce()
    {
        const Fault token = fault(u"AccessDenied"_s, {}, 0x803381a9);
        QObject owner;
        Heard<CimInstance> heard(m_connection->get(poolPath(u"1"_s), &owner), &owner);
        m_transport->reply(0, token);
        QTRY_COMPARE(m_transport->count(), 2);
        m_transport->reply(1, token);
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome.failure().cause, Cause::Denied);
        QCOMPARE(m_transport->count(), 2);
    }

    void aGetThatTimedOutComesTwiceAgain()
    {
        QObject owner;
        Heard<CimInstance> heard(m_connection->get(poolPath(u"1"_s), &owner), &owner);
        for (int i = 0; i < 3; ++i) {
            QTRY_COMPARE(m_transport->count(), i + 1);
            QCOMPARE(heard.times, 0);
            m_transport->reply(i, fault(u"TimedOut"_s));
        }
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome.failure().cause, Cause::TimedOut);
        QCOMPARE(m_transport->count(), 3);
    }

    void anEnumerateThatTimedOutDoesWithoutOptimizing()
    {
        QObject owner;
        Heard<QList<CimInstance>> heard(m_connection->enumerate(nameSpace, poolClass, &owner),
                                        &owner);
        QVERIFY(m_transport->body<Enumerate>(0)->optimize);
        m_transport->reply(0, fault(u"TimedOut"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        QVERIFY(!m_transport->body<Enumerate>(1)->optimize);
        m_transport->reply(1, page({}, u"c"_s));
        QTRY_COMPARE(m_transport->count(), 3);
        m_transport->reply(2, page({pool(u"1"_s)}, {}));
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome->size(), 1);
    }

    void aPauseEndsWithItsOwner()
    {
        auto owner = std::make_unique<QObject>();
        bool called = false;
        onDone(m_connection->get(poolPath(u"1"_s), owner.get()), owner.get(),
               [&called](const auto &) { called = true; });
        m_transport->reply(0, fault(u"QuotaLimit"_s));
        QTRY_COMPARE(m_clock->pending(), 1);
        owner.reset();
        m_clock->advance(60s);
        QCOMPARE(m_transport->count(), 1);
        QVERIFY(!called);
    }

    void anAbandonedPauseIsNotWaitedFor()
    {
        auto owner = std::make_unique<QObject>();
        const auto answer = m_connection->enumerate(nameSpace, poolClass, owner.get());
        m_transport->reply(0, fault(u"QuotaLimit"_s));
        QTRY_COMPARE(m_clock->pending(), 1);
        owner.reset();
        m_clock->advance(60s);
        QTest::qWait(0);
        QCOMPARE(m_transport->count(), 1); // nothing was open, so nothing is released
    }

    void whatIsOpenedForNobodyIsReleased()
    {
        auto owner = std::make_unique<QObject>();
        const auto answer = m_connection->enumerate(nameSpace, poolClass, owner.get());
        owner.reset();
        QCOMPARE(m_transport->count(), 1);
        m_transport->reply(0, page({pool(u"1"_s)}, u"late"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        QCOMPARE(m_transport->body<Release>(1)->context, u"late"_s);
    }

    // So that what was sent is known also of a program that ends before the answer.
    void aChangeIsToldBeforeItLeavesAndWithItsAnswer()
    {
        QObject owner;
        QList<Exchange> told;
        qsizetype leftBefore = -1;
        connect(m_connection.get(), &Connection::exchanged, &owner, [&](const Exchange &exchange) {
            if (told.isEmpty())
                leftBefore = m_transport->count();
            told.append(exchange);
        });
        const auto read = m_connection->get(poolPath(u"1"_s), &owner);
        QVERIFY(told.isEmpty()); // a question is not told
        const auto called = m_connection->invoke(createPool(), &owner, u"uuid:1"_s);
        QCOMPARE(told.size(), 1);
        QCOMPARE(leftBefore, 1); // the question alone
        QCOMPARE(told.first().request.messageId, u"uuid:1"_s);
        QVERIFY(!told.first().reply);
        m_transport->fail(1, {.cause = Cause::OutcomeUnknown});
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(told.last().request.messageId, u"uuid:1"_s);
        QVERIFY(told.last().reply && !*told.last().reply);
    }

private:
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<Connection> m_connection;
    ScriptedTransport *m_transport = nullptr;
};

QTEST_GUILESS_MAIN(tst_Retries)
#include "tst_retries.moc"
