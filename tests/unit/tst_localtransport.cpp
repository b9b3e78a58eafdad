// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Envelopes to an answerer in this process and back, and the transport that makes things go wrong.
#include "services/wsman/transports/localtransport.h"

#include "services/core/onpool.h"
#include "services/schema/schema.h"
#include "services/wsman/transports/faultytransport.h"
#include "tests/support/heard.h"
#include "tests/support/manualclock.h"

#include <QTest>
#include <QThread>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
const QString nameSpace(Schema::iscsiTarget);

CimInstance pool(const QString &name)
{
    CimInstance instance(*Schema::findClass(nameSpace, u"MSISCSITARGET_StoragePool"));
    instance.set(u"InstanceID", CimValue::string(u"1"_s));
    instance.set(u"ElementName", CimValue::string(name));
    return instance;
}

Envelope request(const Body &body)
{
    Envelope envelope;
    envelope.body = body;
    envelope.target = pool({}).path();
    envelope.messageId = newMessageId();
    return envelope;
}

// Answers each Get with a pool and each Put with what was put, on another thread.
struct Answerer
{
    QList<Envelope> asked;
    QList<Caller> callers;
    qsizetype size = 10;
    bool silent = false;
    QList<Pledge<Envelope>> kept;

    Responder responder()
    {
        return [this](const Envelope &request, const Caller &caller) {
            asked.append(request);
            callers.append(caller);
            if (silent) {
                kept.append(Pledge<Envelope>());
                return kept.last().answer();
            }
            return onPool([request, size = size]() -> Outcome<Envelope> {
                if (const auto *put = std::get_if<Put>(&request.body))
                    return replyTo(request, InstanceReply{put->instance});
                return replyTo(request, InstanceReply{pool(QString(size, u'x'))});
            });
        };
    }
};
} // namespace

class tst_LocalTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_answerer = {};
        m_owner = std::make_unique<QObject>();
        auto local = std::make_unique<LocalTransport>(m_answerer.responder(),
                                                      Caller{u"me"_s, AccessRole::Manage}, m_clock);
        m_faulty = std::make_unique<FaultyTransport>(std::move(local), m_clock);
    }
    void cleanup() { m_faulty.reset(); }

    void carriesThereAndBack()
    {
        Heard<Envelope> heard(m_faulty->send(request(Put{pool(u"Ü & <x>"_s)}), m_owner.get()),
                              m_owner.get());
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(std::get<InstanceReply>(heard.outcome->body).instance, pool(u"Ü & <x>"_s));
        QCOMPARE(m_answerer.callers, (QList<Caller>{{u"me"_s, AccessRole::Manage}}));
        QCOMPARE(m_answerer.asked.first().to, u"local:"_s);
    }

    void refusesWhatTheReaderRefuses()
    {
        Envelope small = request(Get());
        small.maxEnvelopeSize = 8191;
        Heard<Envelope> heard(m_faulty->send(small, m_owner.get()), m_owner.get());
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(std::get<Fault>(heard.outcome->body).subcode, u"EncodingLimit"_s);
        QVERIFY(m_answerer.asked.isEmpty());
    }

    void holdsTheLimitsOfTheNetwork()
    {
        Heard<Envelope> request1(
            m_faulty->send(request(Put{pool(QString(600'000, u'x'))}), m_owner.get()),
            m_owner.get());
        QTRY_COMPARE(request1.times, 1);
        QCOMPARE(request1.outcome.failure().cause, Failure::Cause::TooLarge);
        QVERIFY(m_answerer.asked.isEmpty());
        m_answerer.size = 600'000;
        Heard<Envelope> reply(m_faulty->send(request(Get()), m_owner.get()), m_owner.get());
        QTRY_COMPARE(reply.times, 1);
        QCOMPARE(reply.outcome.failure().cause, Failure::Cause::TooLarge);
    }

    void silenceEndsAtTheDeadline()
    {
        m_answerer.silent = true;
        Heard<Envelope> read(m_faulty->send(request(Get()), m_owner.get()), m_owner.get());
        Heard<Envelope> change(m_faulty->send(request(Put{pool(u"x"_s)}), m_owner.get()),
                               m_owner.get());
        QTRY_COMPARE(m_answerer.asked.size(), 2);
        m_clock.advance(std::chrono::milliseconds(74'999));
        QCoreApplication::sendPostedEvents();
        QCOMPARE(read.times, 0);
        m_clock.advance(std::chrono::milliseconds(1));
        QTRY_COMPARE(read.times, 1);
        QCOMPARE(read.outcome.failure().cause, Failure::Cause::TimedOut);
        QTRY_COMPARE(change.times, 1);
        QCOMPARE(change.outcome.failure().cause, Failure::Cause::OutcomeUnknown);
    }

    void answererThatGoesLeavesTheOutcomeUnknown()
    {
        m_answerer.silent = true;
        Heard<Envelope> change(m_faulty->send(request(Put{pool(u"x"_s)}), m_owner.get()),
                               m_owner.get());
        QTRY_COMPARE(m_answerer.kept.size(), 1);
        m_answerer.kept.clear();
        QTRY_COMPARE(change.times, 1);
        QCOMPARE(change.outcome.failure().cause, Failure::Cause::OutcomeUnknown);
    }

    void nobodyIsCalledWhenTheOwnerGoes()
    {
        m_answerer.silent = true;
        bool called = false;
        const auto answer = m_faulty->send(request(Get()), m_owner.get());
        onDone(answer, m_owner.get(), [&called](const auto &) { called = true; });
        QTRY_COMPARE(m_answerer.kept.size(), 1);
        m_owner.reset();
        QTRY_VERIFY(answer.isFinished());
        QVERIFY(!called);
        QCOMPARE(m_clock.pending(), 0);
    }

    void mishaps_data()
    {
        QTest::addColumn<Mishap::Kind>("kind");
        QTest::addColumn<qsizetype>("acted");
        QTest::addColumn<Failure::Cause>("ofRead");
        QTest::addColumn<Failure::Cause>("ofChange");
        using Kind = Mishap::Kind;
        using Cause = Failure::Cause;
        QTest::newRow("refuse") << Kind::Refuse << qsizetype(0) << Cause::Refused << Cause::Refused;
        QTest::newRow("lose") << Kind::LoseReply << qsizetype(1) << Cause::TimedOut
                              << Cause::OutcomeUnknown;
        QTest::newRow("garble") << Kind::Garble << qsizetype(1) << Cause::Malformed
                                << Cause::OutcomeUnknown;
    }
    void mishaps()
    {
        QFETCH(Mishap::Kind, kind);
        QFETCH(qsizetype, acted);
        QFETCH(Failure::Cause, ofRead);
        QFETCH(Failure::Cause, ofChange);
        m_faulty->next({.kind = kind});
        Heard<Envelope> read(m_faulty->send(request(Get()), m_owner.get()), m_owner.get());
        QTRY_COMPARE(read.times, 1);
        QCOMPARE(read.outcome.failure().cause, ofRead);
        QCOMPARE(m_answerer.asked.size(), acted);
        m_faulty->next({.kind = kind});
        Heard<Envelope> change(m_faulty->send(request(Put{pool(u"x"_s)}), m_owner.get()),
                               m_owner.get());
        QTRY_COMPARE(change.times, 1);
        QCOMPARE(change.outcome.failure().cause, ofChange);
        QCOMPARE(m_faulty->sent().size(), 2);
    }

    void delayWaitsForTheClock()
    {
        m_faulty->next({.kind = Mishap::Kind::Delay, .delay = std::chrono::seconds(5)});
        Heard<Envelope> heard(m_faulty->send(request(Get()), m_owner.get()), m_owner.get());
        m_clock.advance(std::chrono::milliseconds(4999));
        QCOMPARE(m_faulty->passed(), 0);
        m_clock.advance(std::chrono::milliseconds(1));
        QTRY_COMPARE(heard.times, 1);
        QVERIFY(heard.outcome.ok());
    }

    void duplicateArrivesTwice()
    {
        m_faulty->next({.kind = Mishap::Kind::Duplicate});
        Heard<Envelope> heard(m_faulty->send(request(Get()), m_owner.get()), m_owner.get());
        QTRY_COMPARE(heard.times, 1);
        QTRY_COMPARE(m_answerer.asked.size(), 2);
        QCOMPARE(m_answerer.asked[0].messageId, m_answerer.asked[1].messageId);
    }

private:
    ManualClock m_clock;
    Answerer m_answerer;
    std::unique_ptr<QObject> m_owner;
    std::unique_ptr<FaultyTransport> m_faulty;
};

QTEST_GUILESS_MAIN(tst_LocalTransport)
#include "tst_localtransport.moc"
