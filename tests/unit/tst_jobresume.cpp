// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Calls that nobody saw the end of, because the answer was lost or the program ended: what they
// came to is found out by looking, and nothing is sent again.

#include "tests/support/trackedsystem.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

class TestJobResume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<TrackedSystem>();
        QVERIFY(m->connect());
    }
    void cleanup() { m.reset(); }

    void aLostAnswerIsReconciledByLookingAndNeverSentAgain_data()
    {
        QTest::addColumn<bool>("done");
        QTest::newRow("it was done") << true;
        QTest::newRow("it was not") << false;
    }
    void aLostAnswerIsReconciledByLookingAndNeverSentAgain()
    {
        QFETCH(bool, done);
        CimPath made;
        m->system.losesReplies = true;
        m->answerCreate([&](const MethodReply &) {
            if (done)
                made = m->system.addPool(u"gold"_s, 5).path();
            return TrackedSystem::replied(0);
        });
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(record.state, done ? State::Succeeded : State::Failed);
        QCOMPARE(record.result, made);
        if (!done)
            QCOMPARE(record.failure->cause, Cause::NotDone);
        QVERIFY(record.lost.isValid());
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void aLostAnswerWaitsWhileANewJobIsAtWork()
    {
        m->system.losesReplies = true;
        CimPath job;
        m->answerCreate([&](const MethodReply &) {
            job = m->system.addJob(u"Fake:9"_s, 4).path();
            return TrackedSystem::replied(4096);
        });
        const qint64 id = m->started(m->create(u"gold"_s));
        for (int i = 0; i < 30; ++i)
            m->pass(5s);
        QCOMPARE(m->find(id)->state, State::Checking);
        const CimPath made = m->system.addPool(u"gold"_s, 5).path();
        m->system.find(job)->set(u"JobState", CimValue::uint16(7));
        const JobRecord record = m->over(id);
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, made);
    }

    void aLostAnswerToADeletionLooksForTheObject()
    {
        const CimPath pool = m->system.addPool(u"gold"_s, 5).path();
        m->system.losesReplies = true;
        m->system.method = [&](const QString &, const MethodReply &) {
            m->system.remove(pool);
            return TrackedSystem::replied(0);
        };
        MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_StorageConfigurationService",
                                            u"DeleteStoragePool"),
                        m->system.service());
        call.setArgument(u"Pool", CimValue::reference(pool));
        QCOMPARE(m->ran(call).state, State::Succeeded);
    }

    void aRunningJobIsTakenUpAgainAfterARestart()
    {
        m->answerByJob();
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, State::Running);
        m->end();
        CimPath made = m->system.addPool(u"gold"_s, 5).path();
        m->system.beforeJobRead = TrackedSystem::finish;
        m->begin();
        QVERIFY(m->connect());
        m->tracker().resume(this);
        QTRY_VERIFY(m->find(id));
        const JobRecord record = m->over(id);
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, made);
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void whatWasSentWithoutAnAnswerIsReconciledAfterARestart()
    {
        m->answerCreate([this](const MethodReply &) {
            m->system.addPool(u"gold"_s, 5);
            return TrackedSystem::replied(0);
        });
        JobRecord lost;
        lost.systemId = localSystemId;
        lost.call = m->create(u"gold"_s);
        lost.state = State::Sent;
        lost.submitted = m->clock.now();
        lost.before = {m->system.primordial()};
        const auto id = m->program->history.add(lost, this);
        QTRY_VERIFY(id.isFinished());
        const CimPath made = m->system.addPool(u"gold"_s, 5).path();
        m->tracker().resume(this);
        QTRY_VERIFY(m->find(*takenFrom(id)));
        const JobRecord record = m->over(*takenFrom(id));
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, made);
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 0);
    }

    // Its answer had come, and what it made was still looked for.
    void whatTheSystemHasSaidIsNotDoubtedAfterARestart()
    {
        JobRecord done;
        done.systemId = localSystemId;
        done.call = m->create(u"gold"_s);
        done.state = State::Sent;
        done.submitted = m->clock.now();
        done.returnValue = 0;
        done.before = {m->system.primordial()};
        const auto id = m->program->history.add(done, this);
        QTRY_VERIFY(id.isFinished());
        m->tracker().resume(this);
        QTRY_VERIFY(m->find(*takenFrom(id)));
        const JobRecord record = m->over(*takenFrom(id));
        QCOMPARE(record.state, State::Succeeded);
        QVERIFY(!record.lost.isValid());
        QVERIFY(record.result.isEmpty()); // nobody shows it
    }

    void whatWasNeverSentIsNotSentAfterARestart()
    {
        JobRecord recorded;
        recorded.systemId = localSystemId;
        recorded.call = m->create(u"gold"_s);
        recorded.submitted = m->clock.now();
        const auto id = m->program->history.add(recorded, this);
        QTRY_VERIFY(id.isFinished());
        m->tracker().resume(this);
        QTRY_VERIFY(m->find(*takenFrom(id)));
        const JobRecord record = m->over(*takenFrom(id));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->cause, Cause::Cancelled);
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 0);
    }

private:
    std::unique_ptr<TrackedSystem> m;
};

QTEST_GUILESS_MAIN(TestJobResume)
#include "tst_jobresume.moc"
