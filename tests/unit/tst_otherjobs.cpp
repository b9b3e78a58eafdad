// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Jobs that other people started: shown beside ours, followed to their end, stopped, and never
// taken for ours.

#include "models/jobmodel.h"
#include "services/inventory/inventory.h"
#include "tests/support/got.h"
#include "tests/support/trackedsystem.h"

#include <QAbstractItemModelTester>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State_ = JobRecord::State;
using Cause = Failure::Cause;

class TestOtherJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<TrackedSystem>();
        m_inventory = std::make_unique<Inventory>();
        m_inventory->setSystems({{QString(localSystemId), u"here"_s}}, {});
        m->tracker().watchOthers(*m_inventory);
        QVERIFY(m->connect());
    }
    void cleanup()
    {
        m.reset();
        m_inventory.reset();
    }

    // Of a system that is away it is only known that the job was there.
    void whatIsOnlyRememberedIsNotShown()
    {
        theirs();
        const auto remembered = m_inventory->take(
            localSystemId, {.objects = {objects()}, .links = {}, .read = m->clock.now()});
        m_inventory->setStale(localSystemId, true);
        QVERIFY(got(remembered));
        QTest::qWait(0);
        QVERIFY(m->tracker().others().isEmpty());
        tell(); // it is still there
        QTRY_COMPARE(m->tracker().others().size(), 1);
    }

    void itIsShownWithWhatTheSystemSaysOfIt()
    {
        ModelWords words;
        JobModel model(m->tracker(), m->clock, words);
        const QAbstractItemModelTester tester(&model);
        const CimPath path = theirs();
        tell();
        QTRY_COMPARE(m->tracker().others().size(), 1);
        const JobRecord other = m->tracker().others().first();
        QVERIFY(!other.isOurs());
        QCOMPARE(other.job, path);
        QCOMPARE(other.startedBy, u"DOMAIN\\berta"_s);
        QCOMPARE(other.caption, u"Nightly copy"_s);
        QCOMPARE(other.state, State_::Running);
        QCOMPARE(other.percent, std::optional<int>(30));
        QCOMPARE(other.submitted, QDateTime(QDate(2026, 1, 1), QTime(11, 0), Qt::UTC));
        QVERIFY(m->tracker().records().isEmpty());
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data(StartedByRole).toString(), u"DOMAIN\\berta"_s);
        QCOMPARE(model.index(0, 0).data(ProgressRole).toDouble(), 0.3);
        QCOMPARE(model.jobId(model.index(0, 0)), other.id);
    }

    void itIsFollowedToItsEndEveryFiveSeconds()
    {
        const CimPath path = theirs();
        tell();
        QTRY_COMPARE(m->tracker().others().size(), 1);
        const qint64 id = m->tracker().others().first().id;
        m->settle();
        m->system.sent.clear();
        for (int i = 0; i < 20; ++i)
            m->pass(1s);
        QCOMPARE(m->system.count(u"Get MSISCSITARGET_ConcreteJob"_s), 4);
        m->system.find(path)->set(u"JobState", CimValue::uint16(7));
        m->pass(5s);
        QTRY_COMPARE(m->find(id)->state, State_::Succeeded);
        QCOMPARE(m->find(id)->percent, std::optional<int>(100));
        m->system.sent.clear();
        m->pass(60s);
        QCOMPARE(m->system.sent.size(), 0);
        m->tracker().clearFinished();
        QVERIFY(m->tracker().others().isEmpty());
        tell(); // it is no news
        m->settle();
        QVERIFY(m->tracker().others().isEmpty());
    }

    void whatEndsBadlyOrGoesIsSaid_data()
    {
        QTest::addColumn<int>("state"); // 0: it goes
        QTest::addColumn<State_>("end");
        QTest::addColumn<int>("cause");
        QTest::newRow("exception") << 10 << State_::Failed << int(Cause::ServerFault);
        QTest::newRow("terminated") << 8 << State_::Stopped << int(Cause::ServerFault);
        QTest::newRow("gone") << 0 << State_::Failed << int(Cause::OutcomeUnknown);
    }
    void whatEndsBadlyOrGoesIsSaid()
    {
        QFETCH(int, state);
        QFETCH(State_, end);
        QFETCH(int, cause);
        const CimPath path = theirs();
        tell();
        QTRY_COMPARE(m->tracker().others().size(), 1);
        const qint64 id = m->tracker().others().first().id;
        if (state == 0)
            m->system.remove(path);
        else
            m->system.find(path)->set(u"JobState", CimValue::uint16(quint16(state)));
        m->pass(6s);
        QTRY_COMPARE(m->find(id)->state, end);
        QCOMPARE(int(m->find(id)->failure->cause), cause);
    }

    // As some systems do, this one says why in the error alone.
    void whyItFailedIsAsked()
    {
        const QString error =
            u"<INSTANCE CLASSNAME=\"CIM_Error\"><PROPERTY NAME=\"Message\" TYPE=\"string\">"
            "<VALUE>disk full</VALUE></PROPERTY></INSTANCE>"_s;
        m->system.method = [error](const QString &name, const MethodReply &) {
            return name == "GetError"_L1 ? Outcome<MethodReply>(
                       TrackedSystem::replied(0, {{u"Error"_s, CimValue::string(error)}}))
                                         : Outcome<MethodReply>(Failure{.code = 17});
        };
        const CimPath path = theirs();
        tell();
        QTRY_COMPARE(m->tracker().others().size(), 1);
        const qint64 id = m->tracker().others().first().id;
        m->system.find(path)->set(u"JobState", CimValue::uint16(10));
        m->pass(6s);
        QTRY_COMPARE(m->find(id)->state, State_::Failed);
        QTRY_COMPARE(m->find(id)->failure->serverText, u"disk full"_s);
        m->pass(60s);
        QCOMPARE(m->system.count(u"Invoke GetError"_s), 1);
    }

    void aStopWorksOnIt()
    {
        const CimPath path = theirs();
        m->system.method = [&](const QString &, const MethodReply &arguments) {
            if (arguments.out(u"RequestedState").toUnsigned() == 4u)
                m->system.find(path)->set(u"JobState", CimValue::uint16(8));
            return Outcome<MethodReply>(TrackedSystem::replied(0));
        };
        tell();
        QTRY_COMPARE(m->tracker().others().size(), 1);
        const qint64 id = m->tracker().others().first().id;
        QVERIFY(m->find(id)->mayStop());
        m->tracker().stop(id);
        QTRY_COMPARE(m->find(id)->state, State_::Stopping);
        m->pass(6s);
        QTRY_COMPARE(m->find(id)->state, State_::Stopped);
    }

    // Its provider was taken away, say.
    void oneWhoseClassIsGoneForGoodEnds()
    {
        m->system.addJob(u"Fake:Theirs"_s, 4);
        tell();
        QTRY_COMPARE(m->tracker().others().size(), 1);
        m->system.readFailure = Failure{
            .cause = Failure::Cause::NotFound, .stage = Failure::Stage::Operation, .code = 5};
        m->pass(10s);
        QVERIFY(!m->tracker().others().first().over());
        for (int passed = 0; passed < 60; ++passed)
            m->pass(1s);
        QVERIFY(m->tracker().others().first().isUnknown());
    }

    void ourOwnIsNeverShownAsAnothers()
    {
        m->answerByJob();
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, State_::Running);
        tell();
        m->settle();
        QVERIFY(m->tracker().others().isEmpty());
    }

    // It may be ours as long as the answer is lost; then it is, or it is not.
    void aNewOneWaitsUntilItIsKnownWhoseItIs()
    {
        m->system.losesReplies = true;
        m->answerByJob();
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, State_::Checking);
        const CimPath job = m->system.instances.last().path();
        tell();
        m->settle();
        QVERIFY(m->tracker().others().isEmpty());
        m->system.addPool(u"gold"_s, 5); // it is found by its content
        m->settle();
        m->pass(60s);
        QCOMPARE(m->find(id)->state, State_::Checking); // the job may still be making it
        m->system.addAffected(job, m->system.addPool(u"silver"_s, 5).path(), {2});
        QCOMPARE(m->over(id).state, State_::Succeeded);
        m->settle();
        QCOMPARE(m->tracker().others().size(), 1);
    }

    // One that is known to be another's stays, whatever we wait for.
    void aKnownOneStaysWhileOursIsLookedFor()
    {
        theirs();
        tell();
        QTRY_COMPARE(m->tracker().others().size(), 1);
        const qint64 known = m->tracker().others().first().id;
        m->system.losesReplies = true;
        m->answerByJob();
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, State_::Checking);
        m->system.find(m->tracker().others().first().job)
            ->set(u"PercentComplete", CimValue::uint16(60));
        tell();
        m->settle();
        QCOMPARE(m->tracker().others().size(), 1);
        QCOMPARE(m->tracker().others().first().id, known);
        QCOMPARE(m->find(known)->percent, std::optional<int>(60));
    }

    void onlyTheLastOfThoseThatAreOverAreKept()
    {
        constexpr int all = 230, most = 200;
        QList<CimPath> paths;
        for (int i = 0; i < all; ++i)
            paths.append(m->system.addJob(u"Fake:Many%1"_s.arg(i), 4).path());
        tell();
        QTRY_COMPARE(m->tracker().others().size(), all);
        for (const CimPath &path : std::as_const(paths))
            m->system.find(path)->set(u"JobState", CimValue::uint16(7));
        tell();
        QTRY_COMPARE(m->tracker().others().size(), most);
        QCOMPARE(m->tracker().others().last().job, paths.last());
    }

    void itIsNotWrittenDown()
    {
        theirs();
        tell();
        QTRY_COMPARE(m->tracker().others().size(), 1);
        const auto kept = m->program->history.since({}, 10, &m->owner);
        QTRY_VERIFY(kept.isFinished());
        QVERIFY(takenFrom(kept)->isEmpty());
    }

private:
    CimPath theirs()
    {
        m->system.addJob(u"Fake:Theirs"_s, 4);
        CimInstance &job = m->system.instances.last();
        job.set(u"Caption", CimValue::string(u"Nightly copy"_s));
        job.set(u"Owner", CimValue::string(u"DOMAIN\\berta"_s));
        job.set(u"PercentComplete", CimValue::uint16(30));
        job.set(u"TimeSubmitted",
                CimValue::dateTime(
                    CimDateTime::at(QDateTime(QDate(2026, 1, 1), QTime(11, 0), Qt::UTC))));
        return job.path();
    }
    // As the refresher does.
    QList<CimInstance> objects() const
    {
        QList<CimInstance> objects;
        for (const CimInstance &each : std::as_const(m->system.instances)) {
            if (each.className() != "MSISCSITARGET_AffectedJobElement"_L1)
                objects.append(each);
        }
        return objects;
    }
    void tell() { m_inventory->setObjects(localSystemId, objects(), {}, m->clock.now()); }

    std::unique_ptr<Inventory> m_inventory;
    std::unique_ptr<TrackedSystem> m;
};

QTEST_GUILESS_MAIN(TestOtherJobs)
#include "tst_otherjobs.moc"
