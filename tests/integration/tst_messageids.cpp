// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A message that is sent again because its answer was lost, also when the target was killed in the
// meantime or in the middle of it: it is answered as before, or refused clearly, and never done
// twice. Rule RQ-11.
#include "services/core/systemclock.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/jobcalls.h"
#include "tests/support/servedsite.h"

#include <QTest>
#include <QTimer>

#include <csignal>
#include <random>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;

namespace {
Wsman::Invoke creation(const CimPath &from, const QString &name, quint64 size)
{
    return {u"CreateOrModifyStoragePool"_s,
            {{u"ElementName"_s, words(name)},
             {u"Size"_s, bytes(size)},
             {u"InPools"_s, pathTexts({from})}}};
}
} // namespace

class tst_MessageIds : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qunsetenv("CISTERN_TEST_TRANSPORT"); }

    // The answer is durable with the job that it tells of, so that there is nothing between.
    void RQ_11_theAnswerIsKeptWithTheJob_data()
    {
        QTest::addColumn<int>("step");
        QTest::newRow("new") << int(Step::Queue);
        QTest::newRow("starting") << int(Step::Begin);
        QTest::newRow("at work") << int(Step::Chunk);
    }
    void RQ_11_theAnswerIsKeptWithTheJob()
    {
        QFETCH(int, step);
        ProviderFixture at;
        at.faults().set(Step(step), Act::Hold);
        const CimPath service = at.service();
        const Wsman::Invoke one = creation(at.location(), u"once"_s, 4 * MiB);
        const QString id = newMessageId();
        const auto first = at.resultOf(at.send(one, service, id));
        QCOMPARE(first.code, 4096u);
        at.stop();
        Jobs::releaseAll(at);
        at.restart();
        const auto again = at.resultOf(at.send(one, service, id));
        QCOMPARE(again.code, 4096u);
        QCOMPARE(again.path(u"Job"), first.path(u"Job"));
        QCOMPARE(again.size(), first.size());
        QCOMPARE(at.jobState(again.path(u"Job")), quint64(Jobs::Exception));
        QCOMPARE(at.pools().size(), 0);
    }

    void RQ_11_aRefusalIsKeptToo()
    {
        ProviderFixture at;
        const CimPath service = at.service();
        const Wsman::Invoke one = creation(at.location(), u"once"_s, 4096 * MiB);
        const QString id = newMessageId();
        const auto first = at.resultOf(at.send(one, service, id));
        QCOMPARE(first.code, 4097u);
        at.pool(u"other"_s, 32 * MiB); // what there is, is less by now
        at.restart();
        const auto again = at.resultOf(at.send(one, service, id));
        QCOMPARE(again.code, 4097u);
        QCOMPARE(again.size(), first.size());
    }

    // Stopped in the middle of what answers only when it is done.
    void RQ_11_whatWasInterruptedIsNotDoneAgain()
    {
        ProviderFixture at({.limit = 512 * MiB, .jobs = false});
        const CimPath service = at.service();
        const Wsman::Invoke one = creation(at.location(), u"once"_s, 256 * MiB);
        const QString id = newMessageId();
        at.faults().set(Step::Chunk, Act::Hold, 2);
        const auto lost = at.sendNow(one, service, id);
        QVERIFY(QTest::qWaitFor([&] { return at.faults().waiting(Step::Chunk) == 1; }));
        at.stop();
        QVERIFY(!lost.isFinished());
        Jobs::releaseAll(at);
        at.restart();
        for (int i = 0; i < 2; ++i) {
            const auto again = at.resultOf(at.send(one, service, id));
            QVERIFY(again.fault);
            QCOMPARE(again.fault->subcode, u"InternalError"_s);
            QVERIFY(again.fault->reason.contains("not done again"_L1));
        }
        QCOMPARE(at.pools().size(), 0);
        QCOMPARE(Jobs::filesProblem(at), QString());
        QCOMPARE(at.resultOf(at.send(one, service)).code, 0u); // under another id it is
        QCOMPARE(at.pools().size(), 1);
    }

    void RQ_11_whatWasDoneAtOnceIsAnsweredAgain()
    {
        ProviderFixture at({.jobs = false});
        const CimPath service = at.service();
        const Wsman::Invoke one = creation(at.location(), u"once"_s, MiB);
        const QString id = newMessageId();
        const auto first = at.resultOf(at.send(one, service, id));
        QCOMPARE(first.code, 0u);
        at.restart();
        QCOMPARE(at.resultOf(at.send(one, service, id)).path(u"Pool"), first.path(u"Pool"));
        QCOMPARE(at.pools().size(), 1);
    }

    void RQ_11_theSameMessageToATargetThatWasKilled()
    {
        constexpr quint32 seed = 5;
        constexpr int rounds = 12;
        ServedSite site;
        QVERIFY2(site.serve(), site.problem());
        SystemClock clock;
        QObject owner;
        std::mt19937 luck(seed);
        int lost = 0;
        for (int round = 0; round < rounds; ++round) {
            const auto client = [&] {
                HttpTarget target;
                target.url = site.url();
                target.credentials = {ServedSite::user(), Secret(ServedSite::password())};
                return std::make_unique<HttpTransport>(target, clock);
            };
            Envelope request;
            request.target = site.service();
            request.body = creation(site.location(), u"kill %1"_s.arg(round), MiB);
            request.messageId = newMessageId();
            const auto answered = [&](HttpTransport &by) { return by.send(request, &owner); };

            auto way = client();
            std::optional<Outcome<Envelope>> first;
            onDone(answered(*way), &owner, [&](const Outcome<Envelope> &reply) { first = reply; });
            // Killed at any time from before it is read until long after it was answered.
            QTimer killer;
            killer.setSingleShot(true);
            killer.setTimerType(Qt::PreciseTimer);
            QObject::connect(&killer, &QTimer::timeout, [&] { site.server().signal(SIGKILL); });
            killer.start(std::chrono::milliseconds(luck() % 60));
            QVERIFY(QTest::qWaitFor([&] { return !killer.isActive(); }, Child::patience));
            QVERIFY(site.server().untilEnd());
            QVERIFY(QTest::qWaitFor([&] { return first.has_value(); }, Child::patience));
            QVERIFY2(site.serve(), site.problem());

            way = client();
            CimPath job;
            for (int time = 0; time < 2; ++time) {
                std::optional<Outcome<Envelope>> again;
                onDone(answered(*way), &owner,
                       [&](const Outcome<Envelope> &reply) { again = reply; });
                QVERIFY(QTest::qWaitFor([&] { return again.has_value(); }, Child::patience));
                QVERIFY(again->ok());
                const auto result = ProviderFixture::resultOf((*again)->body);
                QCOMPARE(result.code, 4096u);
                if (time == 1)
                    QCOMPARE(result.path(u"Job"), job);
                job = result.path(u"Job");
            }
            if (first->ok())
                QCOMPARE(ProviderFixture::resultOf((*first)->body).path(u"Job"), job);
            else
                ++lost;
        }
        qInfo("%d of %d answers were lost", lost, rounds);
        site.stop();
        ProviderFixture at({.store = site.home().store()});
        QMap<QString, int> count;
        for (const CimInstance &pool : at.all(u"MSISCSITARGET_StoragePool"_s))
            ++count[pool.value(u"ElementName").toString()];
        for (int round = 0; round < rounds; ++round)
            QVERIFY(count.value(u"kill %1"_s.arg(round)) <= 1);
        QCOMPARE(Jobs::filesProblem(at), QString());
    }
};

QTEST_GUILESS_MAIN(tst_MessageIds)
#include "tst_messageids.moc"
