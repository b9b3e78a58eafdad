// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What earlier runs of the program left open is taken up: at once, hours later, or not at all where
// its system is gone; and what came of it is never mixed up with what others of our calls did.

#include "tests/support/trackedsystem.h"

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

class TestRechecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m = std::make_unique<TrackedSystem>(); }
    void cleanup() { m.reset(); }

    void aSystemThatComesBackAfterHoursIsAskedThen()
    {
        m->system.linkDown = true;
        const qint64 id = left(sent(u"gold"_s));
        m->program->connections.open(localSystemId);
        QVERIFY(resumed());
        for (int i = 0; i < 60; ++i)
            m->pass(3min);
        QCOMPARE(m->find(id)->state, State::Checking);
        QVERIFY(m->find(id)->linkLost);
        const CimPath made = m->system.addPool(u"gold"_s, 5).path();
        m->system.linkDown = false;
        // The longest pause between two tries, which begins when the try under way has ended.
        const auto isBack = [&] {
            m->clock.advance(61s);
            return m->program->connections.connection(localSystemId) != nullptr;
        };
        QTRY_VERIFY(isBack());
        QCOMPARE(m->over(id).state, State::Succeeded);
        QCOMPARE(m->find(id)->result, made);
    }

    void aSystemThatIsOutOfTheBookIsSaidToBe_data()
    {
        QTest::addColumn<bool>("job");
        QTest::newRow("lost") << false;
        QTest::newRow("running") << true;
    }
    void aSystemThatIsOutOfTheBookIsSaidToBe()
    {
        QFETCH(bool, job);
        JobRecord record = sent(u"gold"_s);
        record.systemId = u"gone"_s;
        if (job) {
            record.job = m->system.addJob(u"Fake:1"_s, 4).path();
            record.state = State::Running;
        }
        const qint64 id = left(record);
        QVERIFY(resumed());
        QTRY_VERIFY(m->find(id) && m->find(id)->over());
        QCOMPARE(m->find(id)->failure->cause, Cause::OutcomeUnknown);
        QCOMPARE(m->find(id)->doubt, Doubt::SystemGone);
    }

    // A damaged list, or one of a newer version: the systems may well be in it.
    void aListThatCanNotBeReadTakesNoSystemOut_data()
    {
        aSystemThatIsOutOfTheBookIsSaidToBe_data();
    }
    void aListThatCanNotBeReadTakesNoSystemOut()
    {
        QFETCH(bool, job);
        JobRecord record = sent(u"gold"_s);
        record.systemId = u"far"_s;
        if (job) {
            record.job = m->system.addJob(u"Fake:1"_s, 4).path();
            record.state = State::Running;
        }
        const qint64 id = left(record);
        m->end();
        QFile list(m->folder.filePath(u"systems.json"_s));
        QVERIFY(list.open(QIODevice::WriteOnly) && list.write("{\"version\": 99}") > 0);
        list.close();
        m->begin();
        QVERIFY(resumed());
        for (int i = 0; i < 5; ++i)
            m->pass(61s);
        QVERIFY(m->find(id));
        QVERIFY(!m->find(id)->over());
        QVERIFY(m->find(id)->linkLost);
    }

    // Each store of this computer stands for the same system, one at a time.
    void whatWasAskedOfAnotherStoreWaitsForIt()
    {
        const auto inStore = [this](const QString &folder) {
            m->tracker().setAsker({.stores = [folder] {
                return QHash<QString, QString>{{QString(localSystemId), folder}};
            }});
        };
        inStore(u"/a"_s);
        QVERIFY(m->connect());
        m->system.losesReplies = true;
        m->answerCreate([this](const MethodReply &) {
            m->system.linkDown = true; // the program ends before it can look
            return TrackedSystem::replied(0);
        });
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, State::Checking);
        m->settle();
        QCOMPARE(m->find(id)->store, u"/a"_s);
        m->end();
        m->system.linkDown = false;
        m->system.addPool(u"gold"_s, 5); // in the other one
        m->begin();
        inStore(u"/b"_s);
        QVERIFY(m->connect());
        QVERIFY(resumed());
        QVERIFY(!m->find(id));
        const auto looked = m->tracker().recheck(id, &m->owner);
        QTRY_VERIFY(looked.isFinished());
        QCOMPARE(takenFrom(looked).failure().parameter, u"store"_s);
        QCOMPARE(takenFrom(looked).failure().serverText, u"/a"_s);
        auto other = std::move(m->program); // which goes on meanwhile
        m->begin();
        inStore(u"/a"_s);
        QVERIFY(resumed());
        QVERIFY(m->find(id));
        QVERIFY(!m->find(id)->over());
    }

    void whatCouldNotBeReadIsLookedAtAgainByTheNextRun()
    {
        const qint64 id = left(sent(u"gold"_s));
        QVERIFY(m->connect());
        m->system.deniedSpaces = {QString(Schema::iscsiTarget)};
        QVERIFY(resumed());
        QCOMPARE(m->over(id).doubt, Doubt::NotReadable);
        const CimPath made = m->system.addPool(u"gold"_s, 5).path();
        m->system.deniedSpaces.clear();
        m->end();
        m->begin();
        QVERIFY(resumed()); // before it is reached
        QVERIFY(!m->find(id));
        QVERIFY(m->connect());
        QTRY_VERIFY(m->find(id));
        QCOMPARE(m->over(id).state, State::Succeeded);
        QCOMPARE(m->find(id)->result, made);
        QCOMPARE(m->find(id)->doubt, Doubt::None);
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 0);
    }

    void aPersonMayHaveItLookedAtAgain()
    {
        JobRecord record = sent(u"gold"_s);
        record.state = State::Failed;
        record.failure = Failure{.cause = Cause::OutcomeUnknown};
        record.doubt = Doubt::OthersAtWork;
        record.ended = m->clock.now();
        const qint64 id = left(record);
        QVERIFY(m->connect());
        QVERIFY(resumed());
        QVERIFY(!m->find(id)); // looking again by itself would tell no more
        const CimPath made = m->system.addPool(u"gold"_s, 5).path();
        const auto again = m->tracker().recheck(id, &m->owner);
        QTRY_VERIFY(again.isFinished());
        QCOMPARE(*takenFrom(again), id);
        QCOMPARE(m->over(id).result, made);
        // Its end is known now.
        const auto known = m->tracker().recheck(id, &m->owner);
        QTRY_VERIFY(known.isFinished());
        QCOMPARE(takenFrom(known).failure().cause, Cause::InvalidValue);
        const auto none = m->tracker().recheck(99, &m->owner);
        QTRY_VERIFY(none.isFinished());
        QCOMPARE(takenFrom(none).failure().cause, Cause::NotFound);
    }

    void whatAnotherOfOurCallsMadeIsNotTaken_data()
    {
        QTest::addColumn<bool>("listed"); // still in the list of this run
        QTest::newRow("of an earlier run") << false;
        QTest::newRow("of this run") << true;
    }
    void whatAnotherOfOurCallsMadeIsNotTaken()
    {
        QFETCH(bool, listed);
        const qint64 id = left(sent(u"gold"_s));
        JobRecord other = sent(u"gold"_s);
        other.state = State::Succeeded;
        other.ended = m->clock.now().addSecs(5);
        other.result = m->system.addPool(u"gold"_s, 5).path();
        if (!listed)
            left(other);
        QVERIFY(m->connect());
        if (listed) {
            m->system.method = [&](const QString &, const MethodReply &) {
                return Outcome<MethodReply>(
                    TrackedSystem::replied(0, {{u"Pool"_s, CimValue::reference(other.result)}}));
            };
            m->over(m->started(m->create(u"gold"_s)));
            m->tracker().clearFinished();
        }
        QVERIFY(resumed());
        const JobRecord end = m->over(id);
        QCOMPARE(end.state, State::Failed);
        QCOMPARE(end.failure->cause, Cause::NotDone);
    }

    // Both look at the same time, and there is one object: it is not both of theirs.
    void ofTwoAlikeThatWereLostTogetherOnlyOneIsTold()
    {
        const qint64 first = left(sent(u"gold"_s));
        const qint64 second = left(sent(u"gold"_s));
        const CimPath made = m->system.addPool(u"gold"_s, 5).path();
        QVERIFY(m->connect());
        QVERIFY(resumed());
        const JobRecord one = m->over(first), other = m->over(second);
        const bool both = one.state == State::Succeeded && other.state == State::Succeeded;
        QVERIFY(!both);
        QVERIFY(one.result == made || other.result == made);
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 0);
    }

    // A class that the system fails to read every time must not keep a person waiting for ever.
    void whatIsNeverReadEndsTheCheck()
    {
        const qint64 id = left(sent(u"gold"_s));
        QVERIFY(m->connect());
        m->system.brokenClasses = {u"MSISCSITARGET_StoragePool"_s};
        QVERIFY(resumed());
        QCOMPARE(m->over(id).state, State::Failed);
        QCOMPARE(m->find(id)->failure->cause, Cause::OutcomeUnknown);
        QCOMPARE(m->find(id)->doubt, Doubt::NotReadable);
    }
    void linksThatAreNeverReadHideNothingElse()
    {
        const qint64 id = left(sent(u"gold"_s));
        QVERIFY(m->connect());
        const CimPath made = m->system.addPool(u"gold"_s, 5).path();
        m->system.addJob(u"Fake:New"_s, 7);
        m->system.brokenClasses = {u"MSISCSITARGET_AffectedJobElement"_s};
        QVERIFY(resumed());
        QCOMPARE(m->over(id).state, State::Succeeded);
        QCOMPARE(m->find(id)->result, made);
    }

    // Made, deleted, and asked for again: the system gives the same path again.
    void whatWasOverBeforeClaimsNothing()
    {
        const CimPath made = m->system.addPool(u"gold"_s, 5).path();
        JobRecord before = sent(u"gold"_s);
        before.state = State::Succeeded;
        before.ended = m->clock.now();
        before.result = made;
        left(before);
        m->clock.advance(60s);
        const qint64 id = left(sent(u"gold"_s));
        QVERIFY(m->connect());
        QVERIFY(resumed());
        QCOMPARE(m->over(id).state, State::Succeeded);
        QCOMPARE(m->find(id)->result, made);
    }

    // Two calls that both took the one job for theirs: it is nobody's until something shows.
    void aJobThatAnotherCallOnlyFoundIsNotTakenAway_data()
    {
        QTest::addColumn<bool>("found");
        QTest::newRow("found") << true;
        QTest::newRow("told by the answer") << false;
    }
    void aJobThatAnotherCallOnlyFoundIsNotTakenAway()
    {
        QFETCH(bool, found);
        const CimPath job = m->system.addJob(u"Fake:1"_s, 7).path();
        m->system.find(job)->set(u"Owner", CimValue::string(u"berta"_s));
        JobRecord other = sent(u"silver"_s);
        other.state = State::Failed;
        other.failure = Failure{.cause = Cause::NotDone};
        other.ended = m->clock.now().addSecs(5);
        other.job = job;
        other.jobFound = found;
        left(other);
        JobRecord record = sent(u"gold"_s);
        record.signedInAs = u"berta"_s;
        const qint64 id = left(record);
        QVERIFY(m->connect());
        QVERIFY(resumed());
        const JobRecord end = m->over(id);
        QCOMPARE(end.failure->cause, found ? Cause::OutcomeUnknown : Cause::NotDone);
        QCOMPARE(end.doubt, found ? Doubt::OthersAtWork : Doubt::None);
    }

    // A job that was found by looking may be another's: what is there at its end decides.
    void aFoundJobThatMadeSomethingElseWasNotOurs_data()
    {
        QTest::addColumn<QString>("made");
        QTest::addColumn<State>("end");
        QTest::newRow("ours") << u"gold"_s << State::Succeeded;
        QTest::newRow("another's") << u"silver"_s << State::Failed;
    }
    void aFoundJobThatMadeSomethingElseWasNotOurs()
    {
        QFETCH(QString, made);
        QFETCH(State, end);
        JobRecord record = sent(u"gold"_s);
        record.signedInAs = u"berta"_s;
        const qint64 id = left(record);
        const CimPath job = m->system.addJob(u"Fake:1"_s, 4).path();
        m->system.find(job)->set(u"Owner", CimValue::string(u"DOMAIN\\berta"_s));
        m->system.addAffected(job, m->system.primordial(), {3});
        QVERIFY(m->connect());
        QVERIFY(resumed());
        QTRY_COMPARE(m->find(id)->state, State::Running);
        QVERIFY(m->find(id)->jobFound);
        const CimPath pool = m->system.addPool(made, 5).path();
        m->system.addAffected(job, pool, {5});
        m->system.find(job)->set(u"JobState", CimValue::uint16(7));
        QCOMPARE(m->over(id).state, end);
        QCOMPARE(m->find(id)->result, end == State::Succeeded ? pool : CimPath());
    }

    // Likewise one that failed: the change may have been done without a job, or by another.
    void aFoundJobThatFailedSaysNothingOfWhatIsThere_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<State>("end");
        QTest::newRow("as wanted") << u"platinum"_s << State::Succeeded;
        QTest::newRow("as it was") << u"gold"_s << State::Failed;
    }
    void aFoundJobThatFailedSaysNothingOfWhatIsThere()
    {
        QFETCH(QString, name);
        QFETCH(State, end);
        const CimInstance pool = m->system.addPool(u"gold"_s, 5);
        JobRecord record = sent(u"platinum"_s);
        for (const QStringView creating : {u"InPools", u"Size"})
            record.call.setArgument(creating, CimValue());
        record.call.setArgument(u"Pool", CimValue::reference(pool.path()));
        record.signedInAs = u"berta"_s;
        record.subjectBefore = CimInstance(pool.className());
        record.subjectBefore->set(u"ElementName", CimValue::string(u"gold"_s));
        const qint64 id = left(record);
        const CimPath job = m->system.addJob(u"Fake:1"_s, 4).path();
        m->system.find(job)->set(u"Owner", CimValue::string(u"berta"_s));
        m->system.addAffected(job, pool.path(), {2});
        QVERIFY(m->connect());
        QVERIFY(resumed());
        QTRY_COMPARE(m->find(id)->state, State::Running);
        m->system.find(pool.path())->set(u"ElementName", CimValue::string(name));
        m->system.find(job)->set(u"JobState", CimValue::uint16(10));
        m->system.find(job)->set(u"ErrorDescription", CimValue::string(u"the pool is busy"_s));
        QCOMPARE(m->over(id).state, end);
        QCOMPARE(m->find(id)->failure.has_value(), end == State::Failed);
        if (end == State::Failed)
            QCOMPARE(m->find(id)->failure->serverText, u"the pool is busy"_s);
    }

    void aLateAnswerToAStopDoesNotHoldUpTheCheck()
    {
        JobRecord record = sent(u"gold"_s);
        record.signedInAs = u"berta"_s;
        const qint64 id = left(record);
        const CimPath job = m->system.addJob(u"Fake:1"_s, 4).path();
        m->system.find(job)->set(u"Owner", CimValue::string(u"berta"_s));
        m->system.addAffected(job, m->system.primordial(), {3});
        QVERIFY(m->connect());
        QVERIFY(resumed());
        QTRY_COMPARE(m->find(id)->state, State::Running);
        m->settle();
        m->system.method = [](const QString &, const MethodReply &) {
            return Outcome<MethodReply>(TrackedSystem::replied(4096));
        };
        m->system.find(job)->set(u"JobState", CimValue::uint16(7));
        m->clock.advance(1s); // it is read, and its end seen before the stop is answered
        m->tracker().stop(id);
        QTRY_COMPARE(m->system.count(u"Invoke RequestStateChange"_s), 1);
        QTRY_COMPARE(m->find(id)->state, State::Checking);
        m->system.linkDown = true;
        m->pass(5s);
        m->system.linkDown = false;
        m->system.addPool(u"gold"_s, 5);
        QCOMPARE(m->over(id).state, State::Succeeded);
    }

private:
    // As a run leaves it that was killed after the request had left.
    JobRecord sent(const QString &name)
    {
        JobRecord record;
        record.systemId = localSystemId;
        record.call = m->create(name);
        record.state = State::Sent;
        record.submitted = m->clock.now();
        record.before = {m->system.primordial()};
        return record;
    }
    qint64 left(const JobRecord &record)
    {
        const auto id = m->program->history.add(record, &m->owner);
        return QTest::qWaitFor([&id] { return id.isFinished(); }) ? *takenFrom(id) : 0;
    }
    bool resumed()
    {
        const auto done = m->tracker().resume(&m->owner);
        return QTest::qWaitFor([&done] { return done.isFinished(); });
    }

    std::unique_ptr<TrackedSystem> m;
};

QTEST_GUILESS_MAIN(TestRechecks)
#include "tst_rechecks.moc"
