// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a system says only for a while, when it starts again say, is not taken for the end of
// anything; nor is nothing to see while it may still be at work.

#include "tests/support/trackedsystem.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

class TestPassingFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<TrackedSystem>();
        QVERIFY(m->connect());
    }
    void cleanup() { m.reset(); }

    void whatIsNotThereForAWhileIsNotGone_data()
    {
        QTest::addColumn<Failure>("failure");
        QTest::newRow("404 of a front")
            << Failure{.cause = Cause::NotFound, .stage = Failure::Stage::Protocol, .code = 404};
        QTest::newRow("no such namespace")
            << Failure{.cause = Cause::NotFound, .stage = Failure::Stage::Operation, .code = 3};
        QTest::newRow("no such class")
            << Failure{.cause = Cause::NotFound, .stage = Failure::Stage::Operation, .code = 5};
        QTest::newRow("nobody took it") << Failure{
            .cause = Cause::NotFound, .stage = Failure::Stage::Operation, .code = 0x80338012};
    }
    void whatIsNotThereForAWhileIsNotGone()
    {
        QFETCH(Failure, failure);
        m->answerByJob();
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, State::Running);
        m->settle();
        m->system.readFailure = failure;
        m->pass(5s);
        QVERIFY(m->find(id)->linkLost);
        QCOMPARE(m->find(id)->state, State::Running);
        m->system.readFailure.reset();
        m->pass(10s);
        QVERIFY(!m->find(id)->linkLost);
        m->system.beforeJobRead = TrackedSystem::finish;
        QCOMPARE(m->over(id).state, State::Succeeded);
    }

    void whatIsSaidToBeGoneForGoodIsLookedFor()
    {
        m->answerByJob();
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, State::Running);
        m->settle();
        const CimPath job = m->find(id)->job;
        m->system.readFailure = Failure{
            .cause = Cause::NotFound, .stage = Failure::Stage::Operation, .code = 5};
        for (int i = 0; i < 60 && m->find(id)->state == State::Running; ++i)
            m->pass(1s);
        QCOMPARE(m->find(id)->state, State::Checking);
        m->system.readFailure.reset();
        m->system.remove(job);
        m->system.addPool(u"gold"_s, 5);
        QCOMPARE(m->over(id).state, State::Succeeded);
    }

    void aDeletionIsNotDoneBecauseNobodyAnswersForTheObject()
    {
        m->system.losesReplies = true;
        const CimInstance pool = m->system.addPool(u"gold"_s, 5);
        MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_StorageConfigurationService",
                                            u"DeleteStoragePool"),
                        m->system.service());
        call.setArgument(u"Pool", CimValue::reference(pool.path()));
        m->system.method = [this](const QString &, const MethodReply &) {
            m->system.readFailure = Failure{
                .cause = Cause::NotFound, .stage = Failure::Stage::Protocol, .code = 404};
            return Outcome<MethodReply>(TrackedSystem::replied(0));
        };
        const qint64 id = m->started(call);
        QTRY_COMPARE(m->find(id)->state, State::Checking);
        m->pass(3s);
        QCOMPARE(m->find(id)->state, State::Checking);
        m->system.readFailure.reset();
        const JobRecord record = m->over(id);
        QCOMPARE(record.state, State::Failed); // it is still there
        QCOMPARE(record.failure->cause, Cause::NotDone);
    }

    // The request itself gave it a minute.
    void nothingToSeeCountsOnceTheSystemCantBeAtItAnyMore()
    {
        m->system.losesReplies = true;
        m->answerCreate([](const MethodReply &) { return TrackedSystem::replied(0); });
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, State::Checking);
        for (int i = 0; i < 58; ++i)
            m->pass(1s);
        QCOMPARE(m->find(id)->state, State::Checking);
        const CimPath made = m->system.addPool(u"gold"_s, 5).path();
        const JobRecord record = m->over(id);
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, made);
    }

    // It waited for its turn, and left right before the program ended.
    void whatLeftLateIsGivenItsMinuteAfterARestart()
    {
        const QString far = u"far"_s;
        const auto added = m->program->book.add(
            {.id = far, .name = far, .url = QUrl(u"local:/elsewhere"_s)}, &m->owner);
        QTRY_VERIFY(added.isFinished());
        JobRecord lost;
        lost.systemId = far;
        lost.call = m->create(u"gold"_s);
        lost.state = State::Sent;
        lost.submitted = m->clock.now().addSecs(-3600);
        lost.sent = m->clock.now();
        lost.before = {m->system.primordial()};
        const auto id = m->program->history.add(lost, &m->owner);
        QTRY_VERIFY(id.isFinished());
        m->program->connections.open(far);
        QTRY_VERIFY(m->program->connections.connection(far));
        m->tracker().resume(&m->owner);
        QTRY_VERIFY(m->find(*takenFrom(id)));
        for (int passed = 0; passed < 60; ++passed)
            m->pass(1s);
        QCOMPARE(m->find(*takenFrom(id))->state, State::Checking);
        QCOMPARE(m->over(*takenFrom(id)).failure->cause, Cause::NotDone);
    }

    // Jobs that can't be listed say nothing of the pools that were there before.
    void poolsTellWhereJobsCantBeRead()
    {
        m->system.losesReplies = true;
        m->system.brokenClasses = {u"MSISCSITARGET_ConcreteJob"_s, u"CIM_ConcreteJob"_s};
        m->answerCreate([this](const MethodReply &) {
            m->system.addPool(u"gold"_s, 5);
            return TrackedSystem::replied(0);
        });
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(record.state, State::Succeeded);
        QVERIFY(!record.result.isEmpty());
    }

    void whatSomethingWasCalledIsKept()
    {
        m->tracker().setAsker(
            {.nameOf = [](const QString &, const CimPath &) { return u"gold"_s; }});
        const CimInstance pool = m->system.addPool(u"gold"_s, 5);
        const auto id = m->tracker().remove(localSystemId, pool.path(), &m->owner);
        QTRY_VERIFY(id.isFinished());
        m->over(*takenFrom(id));
        m->end();
        m->begin();
        const auto found = m->program->history.page({.words = u"GOLD"_s}, &m->owner);
        QTRY_VERIFY(found.isFinished());
        QCOMPARE(takenFrom(found)->records.size(), 1);
        QCOMPARE(takenFrom(found)->records.first().subject, u"gold"_s);
    }

private:
    std::unique_ptr<TrackedSystem> m;
};

QTEST_GUILESS_MAIN(TestPassingFailures)
#include "tst_passingfailures.moc"
