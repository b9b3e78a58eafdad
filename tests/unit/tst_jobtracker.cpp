// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The client half of pools and jobs: what is sent, in which order and how often, and how a job is
// followed to its end.

#include "tests/support/trackedsystem.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

namespace {
// One reading of a job: its state and what else it tells; or that it is gone, or not to be reached.
struct Reading
{
    quint16 state = 0;
    bool gone = false;
    std::chrono::milliseconds downFor = 0ms;
    quint16 errorCode = 0;
};
} // namespace

class TestJobTracker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<TrackedSystem>();
        QVERIFY(m->connect());
    }
    void cleanup() { m.reset(); }

    void isWrittenDownBeforeItIsSentAndSentOnce()
    {
        m->answerCreate([this](const MethodReply &) {
            // What another process would find if this one died now.
            JobHistory other(m->folder.filePath(u"history.sqlite"_s));
            const auto records = other.unfinished(this);
            const bool there = QTest::qWaitFor([&records] { return records.isFinished(); });
            m_stateWhenSent = there && takenFrom(records) && takenFrom(records)->size() == 1
                ? takenFrom(records)->first().state
                : State::Recorded;
            return TrackedSystem::replied(
                0, {{u"Pool"_s, CimValue::reference(m->system.addPool(u"gold"_s, 5).path())}});
        });
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(m_stateWhenSent, State::Sent);
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void aCallWithProblemsIsNeitherSentNorRecorded()
    {
        MethodCall call = m->create(u"gold"_s);
        call.setArgument(u"InPools", CimValue::strings({u"no path"_s}));
        const auto id = m->tracker().run(localSystemId, call, this);
        QTRY_VERIFY(id.isFinished());
        QCOMPARE(takenFrom(id).failure().cause, Cause::InvalidValue);
        QCOMPARE(takenFrom(id).failure().parameter, u"InPools"_s);
        QVERIFY(m->tracker().records().isEmpty());
    }

    void withoutAConnectionNothingIsSentAndTheRecordSaysWhy()
    {
        m->program->connections.close(localSystemId);
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->cause, Cause::Refused);
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 0);
    }

    void SP_R7_startedOpensFollowing()
    {
        m->answerCreate([this](const MethodReply &) {
            const CimPath job = m->system.addJob(u"Fake:Job"_s, 4).path();
            return TrackedSystem::replied(
                4096, {{u"Job"_s, CimValue::reference(job)}, {u"Size"_s, CimValue::uint64(42)}});
        });
        m->system.beforeJobRead = [](CimInstance &job) {
            job.set(u"PercentComplete", CimValue::uint16(40));
        };
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->percent, std::optional<int>(40));
        QCOMPARE(m->find(id)->state, State::Running);
        QCOMPARE(m->find(id)->size, std::optional<quint64>(42));
    }

    void SP_R8_doneAtOnceIsNotPolled()
    {
        m->answerCreate([this](const MethodReply &) {
            return TrackedSystem::replied(
                0,
                {{u"Pool"_s, CimValue::reference(m->system.addPool(u"gold"_s, 5).path())},
                 {u"Job"_s, CimValue::reference(m->system.addJob(u"Fake:1"_s, 4).path())}});
        });
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QVERIFY(record.job.isEmpty());
        m->clock.advance(60s);
        QCOMPARE(m->system.count(u"Get MSISCSITARGET_ConcreteJob"_s), 0);
    }

    // All are written down before the first is sent, and one that fails holds up those behind it.
    void severalInTurnAreSentOneAfterTheOther_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::newRow("all go well") << false;
        QTest::newRow("the first fails") << true;
    }
    void severalInTurnAreSentOneAfterTheOther()
    {
        QFETCH(bool, fails);
        QStringList made;
        m->system.method = [&](const QString &,
                               const MethodReply &arguments) -> Outcome<MethodReply> {
            made.append(arguments.out(u"ElementName").toString());
            if (fails)
                return MethodReply{.returnValue = 5, .outs = {}};
            const CimInstance pool = m->system.addPool(made.last(), 1);
            return MethodReply{.returnValue = 0,
                               .outs = {{u"Pool"_s, CimValue::reference(pool.path())}}};
        };
        const auto ids = m->tracker().runInTurn(localSystemId,
                                                {m->create(u"one"_s), m->create(u"two"_s)}, this);
        QTRY_VERIFY(ids.isFinished());
        const QList<qint64> both = *takenFrom(ids);
        QCOMPARE(both.size(), 2);
        const auto state = [&](qint64 id) { return m->find(id)->state; };
        QTRY_VERIFY(m->find(both.last())->over());
        QCOMPARE(state(both.first()), fails ? State::Failed : State::Succeeded);
        QCOMPARE(state(both.last()), fails ? State::Failed : State::Succeeded);
        QCOMPARE(made, fails ? QStringList{u"one"_s} : QStringList({u"one"_s, u"two"_s}));
        if (fails) {
            const Failure unsent = *m->find(both.last())->failure;
            QCOMPARE(unsent.cause, Cause::Cancelled);
            QCOMPARE(unsent.stage, Failure::Stage::Input);
        }
    }

    void aSettingIsMadeAndWrittenBeforeTheCallRefersToIt()
    {
        CimInstance capabilities(
            *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_StorageCapabilities"));
        capabilities.set(u"InstanceID", CimValue::string(u"Fake:Caps"_s));
        m->system.instances.append(capabilities);
        CimInstance setting(
            *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_StorageSetting"));
        setting.set(u"InstanceID", CimValue::string(u"Fake:Setting"_s));
        CimValue goal;
        m->system.method = [&](const QString &name, const MethodReply &arguments) {
            if (name == "CreateSetting"_L1) {
                m->system.instances.append(setting);
                return TrackedSystem::replied(
                    0, {{u"NewSetting"_s, CimValue::reference(setting.path())}});
            }
            goal = arguments.out(u"Goal");
            return TrackedSystem::replied(
                0, {{u"Pool"_s, CimValue::reference(m->system.addPool(u"gold"_s, 5).path())}});
        };
        MethodCall call = m->create(u"gold"_s);
        call.setting = SettingRequest{.parameter = u"Goal"_s,
                                      .capabilities = capabilities.path(),
                                      .values = {{u"DataRedundancyGoal"_s, CimValue::uint16(2)}}};
        QCOMPARE(m->ran(call).state, State::Succeeded);
        QCOMPARE(*goal.toPath(), setting.path());
        QCOMPARE(m->system.find(setting.path())->value(u"DataRedundancyGoal"), CimValue::uint16(2));
        QVERIFY(m->system.sent.indexOf(u"Put MSISCSITARGET_StorageSetting"_s)
                < m->system.sent.indexOf(u"Invoke CreateOrModifyStoragePool"_s));
    }

    void JOB_R16_everySeriesHasItsEnd_data()
    {
        QTest::addColumn<QList<Reading>>("series");
        QTest::addColumn<State>("end");
        QTest::addColumn<int>("cause");
        const auto states = [](std::initializer_list<quint16> list) {
            QList<Reading> series;
            for (const quint16 state : list)
                series.append(Reading{.state = state});
            return series;
        };
        QTest::newRow("2,3,4,7") << states({2, 3, 4, 7}) << State::Succeeded << -1;
        QTest::newRow("4,10") << states({4, 10}) << State::Failed << int(Cause::ServerFault);
        QTest::newRow("4,6,8") << states({4, 6, 8}) << State::Stopped << int(Cause::ServerFault);
        QTest::newRow("4,9") << states({4, 9}) << State::Stopped << int(Cause::ServerFault);
        QTest::newRow("4,32768") << states({4, 32768}) << State::Succeeded << -1;
        QTest::newRow("4,12,4,7") << states({4, 12, 4, 7}) << State::Succeeded << -1;
        QTest::newRow("7 with an error") << QList<Reading>{{.state = 7, .errorCode = 5}}
                                         << State::Failed << int(Cause::ServerFault);
        QTest::newRow("4, gone") << QList<Reading>{{.state = 4}, {.gone = true}} << State::Failed
                                 << int(Cause::OutcomeUnknown);
        QTest::newRow("gone at once")
            << QList<Reading>{{.gone = true}} << State::Failed << int(Cause::OutcomeUnknown);
        QTest::newRow("4, link down 90 s, 7")
            << QList<Reading>{{.state = 4, .downFor = 90s}, {.state = 7}} << State::Succeeded << -1;
    }
    void JOB_R16_everySeriesHasItsEnd()
    {
        QFETCH(QList<Reading>, series);
        QFETCH(State, end);
        QFETCH(int, cause);
        m->answerByJob();
        qsizetype next = 0;
        m->system.beforeJobRead = [&](CimInstance &job) {
            const Reading reading = series.at(std::min(next++, series.size() - 1));
            job.set(u"JobState", CimValue::uint16(reading.state));
            job.set(u"ErrorCode", CimValue::uint16(reading.errorCode));
            if (reading.gone)
                m->system.remove(job.path());
            if (reading.downFor > 0ms) {
                m->system.linkDown = true;
                m->clock.after(reading.downFor, this, [this] { m->system.linkDown = false; });
            }
        };
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(record.state, end);
        QCOMPARE(record.failure ? int(record.failure->cause) : -1, cause);
        QVERIFY(record.ended.isValid());
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void JOB_R16_aJobThatIsGoneIsReconciledByContent()
    {
        m->answerByJob();
        CimPath made;
        m->system.beforeJobRead = [&](CimInstance &job) {
            made = m->system.addPool(u"gold"_s, 5).path();
            m->system.remove(job.path());
        };
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, made);
    }

    void JOB_R17_oddFiguresDoNoHarm_data()
    {
        QTest::addColumn<QList<int>>("told"); // -1: NULL
        QTest::addColumn<int>("shown");       // -1: none
        QTest::newRow("NULL") << QList<int>{-1} << -1;
        QTest::newRow("0") << QList<int>{0} << 0;
        QTest::newRow("101 before the end") << QList<int>{101} << 99;
        QTest::newRow("65535") << QList<int>{65535} << -1;
        QTest::newRow("never back") << QList<int>{50, 20} << 50;
        QTest::newRow("NULL after a figure") << QList<int>{50, -1} << 50;
    }
    void JOB_R17_oddFiguresDoNoHarm()
    {
        QFETCH(QList<int>, told);
        QFETCH(int, shown);
        m->answerByJob();
        qsizetype reads = 0;
        m->system.beforeJobRead = [&](CimInstance &job) {
            const int percent = told.at(std::min(reads++, told.size() - 1));
            job.set(u"JobState", CimValue::uint16(40000)); // a vendor's: treated as active
            job.set(u"PercentComplete",
                    percent < 0 ? CimValue::null(CimType::UInt16)
                                : CimValue::uint16(quint16(percent)));
        };
        const qint64 id = m->started(m->create(u"gold"_s));
        while (reads < 3)
            m->pass(1s);
        m->pass(0s);
        QCOMPARE(m->find(id)->percent.value_or(-1), shown);
        QCOMPARE(m->find(id)->state, State::Running);
        QCOMPARE(m->find(id)->jobState, quint16(40000));
        m->system.beforeJobRead = TrackedSystem::finish;
        QCOMPARE(m->over(id).percent, std::optional<int>(100));
    }

    void JOB_R19_aJobOfAnotherClassAndWithOddKeysIsFollowed()
    {
        CimInstance job(u"Vendor_SpecialJob"_s);
        const CimPath path(Schema::iscsiTarget, u"Vendor_SpecialJob"_s,
                           {{u"InstanceID"_s, CimValue::string(u"Vendor:\"a\\b\""_s)}});
        job.setPath(path);
        job.set(u"JobState", CimValue::uint16(10));
        m_vendorJob = job;
        QStringList asked;
        m->system.method = [&](const QString &name, const MethodReply &) {
            asked.append(name);
            if (name == "GetError"_L1)
                return TrackedSystem::replied(0);
            m->system.instances.append(m_vendorJob);
            return TrackedSystem::replied(4096, {{u"Job"_s, CimValue::reference(path)}});
        };
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(record.job, path);
        QCOMPARE(record.state, State::Failed);
        QVERIFY(asked.contains(u"GetError"_s));
    }

    void pollsEverySecondAtFirstAndEveryFiveLater()
    {
        m->answerByJob();
        QList<qint64> times;
        m->system.beforeJobRead = [&](CimInstance &) { times.append(m->clock.elapsed().count()); };
        // Told after a reading was taken in, right before the next one is set.
        int taken = 0;
        connect(&m->tracker(), &JobTracker::recordChanged, this,
                [&](qint64 id) { taken += m->find(id)->jobState == 4 ? 1 : 0; });
        m->started(m->create(u"gold"_s));
        QTRY_COMPARE(taken, 1);
        while (times.size() < 35) {
            const int before = taken;
            m->clock.advance(times.size() < 31 ? 1s : 5s);
            QTRY_COMPARE(taken, before + 1);
        }
        QCOMPARE(times.at(1) - times.at(0), 1000);
        QCOMPARE(times.at(29) - times.at(28), 1000);
        QCOMPARE(times.at(34) - times.at(33), 5000);
    }

private:
    std::unique_ptr<TrackedSystem> m;
    State m_stateWhenSent = State::Recorded;
    CimInstance m_vendorJob;
};

QTEST_GUILESS_MAIN(TestJobTracker)
#include "tst_jobtracker.moc"
