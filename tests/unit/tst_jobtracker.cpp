// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The client half of pools and jobs: what is sent, what is followed, and what the person is told.

#include "services/jobs/joberror.h"
#include "services/jobs/jobhistory.h"
#include "services/jobs/jobtracker.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "tests/support/fakesystem.h"
#include "tests/support/manualclock.h"

#include <QSignalSpy>
#include <QTemporaryDir>
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

MethodReply replied(quint64 code, QList<std::pair<QString, CimValue>> outs = {})
{
    return MethodReply{.returnValue = code, .outs = std::move(outs)};
}

// One run of the program.
struct Program
{
    explicit Program(FakeSystem &system, const QString &folder, ManualClock &clock)
        : book(folder + u"/systems.json"_s)
        , connections(
              book,
              [&system](const ConnectionSpec &, const Secret &) { return system.transport(); },
              [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); },
              clock)
        , history(folder + u"/history.sqlite"_s)
        , tracker(connections, history, clock)
    {}

    bool connect()
    {
        connections.open(localSystemId);
        return QTest::qWaitFor([this] { return connections.connection(localSystemId) != nullptr; });
    }

    SystemBook book;
    Connections connections;
    JobHistory history;
    JobTracker tracker;
};
} // namespace

class TestJobTracker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = std::make_unique<ManualClock>();
        m_system = std::make_unique<FakeSystem>();
        m_program = std::make_unique<Program>(*m_system, m_folder->path(), *m_clock);
        QVERIFY(m_program->connect());
    }

    void cleanup() { m_program.reset(); }

    void isWrittenDownBeforeItIsSentAndSentOnce()
    {
        answerCreate([this](const MethodReply &) {
            // What another process would find if this one died now.
            JobHistory other(m_folder->filePath(u"history.sqlite"_s));
            const auto records = other.unfinished(this);
            const bool there = QTest::qWaitFor([&records] { return records.isFinished(); });
            m_stateWhenSent = there && takenFrom(records) && takenFrom(records)->size() == 1
                ? takenFrom(records)->first().state
                : State::Recorded;
            return replied(
                0, {{u"Pool"_s, CimValue::reference(m_system->addPool(u"gold"_s, 5).path())}});
        });
        const JobRecord record = ran(create(u"gold"_s));
        QCOMPARE(m_stateWhenSent, State::Sent);
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(m_system->count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void aCallWithProblemsIsNeitherSentNorRecorded()
    {
        MethodCall call = create(u"gold"_s);
        call.setArgument(u"InPools", CimValue::strings({u"no path"_s}));
        const auto id = m_program->tracker.run(localSystemId, call, this);
        QTRY_VERIFY(id.isFinished());
        QCOMPARE(takenFrom(id).failure().cause, Cause::InvalidValue);
        QCOMPARE(takenFrom(id).failure().parameter, u"InPools"_s);
        QVERIFY(m_program->tracker.records().isEmpty());
    }

    void withoutAConnectionNothingIsSentAndTheRecordSaysWhy()
    {
        m_program->connections.close(localSystemId);
        const JobRecord record = ran(create(u"gold"_s));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->cause, Cause::Refused);
        QCOMPARE(m_system->count(u"Invoke CreateOrModifyStoragePool"_s), 0);
    }

    void SP_R5_followsTheReturnedPathAndNotAName()
    {
        m_system->addPool(u"gold"_s, 1);
        CimPath made;
        answerCreate([&](const MethodReply &) {
            m_system->addPool(u"gold"_s, 2);
            made = m_system->addPool(u"another name"_s, 3).path();
            return replied(0, {{u"Pool"_s, CimValue::reference(made)}});
        });
        QCOMPARE(ran(create(u"gold"_s)).result, made);
    }

    void SP_R5_nullBesideDoneIsLookedUpAmongNewPools()
    {
        m_system->addPool(u"gold"_s, 1);
        CimPath made;
        answerCreate([&](const MethodReply &) {
            m_system->addPool(u"silver"_s, 2);
            made = m_system->addPool(u"gold"_s, 3).path();
            return replied(0);
        });
        QCOMPARE(ran(create(u"gold"_s)).result, made);
    }

    void SP_R5_twoNewPoolsOfTheNameAreNoResult()
    {
        answerCreate([&](const MethodReply &) {
            m_system->addPool(u"gold"_s, 2);
            m_system->addPool(u"gold"_s, 3);
            return replied(0);
        });
        const JobRecord record = ran(create(u"gold"_s));
        QCOMPARE(record.state, State::Succeeded);
        QVERIFY(record.result.isEmpty());
    }

    void SP_R6_doneAtOnceAndByAJobEndAlike_data()
    {
        QTest::addColumn<bool>("byJob");
        QTest::newRow("0") << false;
        QTest::newRow("4096") << true;
    }
    void SP_R6_doneAtOnceAndByAJobEndAlike()
    {
        QFETCH(bool, byJob);
        CimPath made;
        answerCreate([&](const MethodReply &) {
            made = m_system->addPool(u"gold"_s, 5).path();
            QList<std::pair<QString, CimValue>> outs{{u"Pool"_s, CimValue::reference(made)}};
            if (byJob)
                outs.append(
                    {u"Job"_s, CimValue::reference(m_system->addJob(u"Fake:1"_s, 7).path())});
            return replied(byJob ? 4096 : 0, outs);
        });
        QSignalSpy affected(&m_program->tracker, &JobTracker::affected);
        const JobRecord record = ran(create(u"gold"_s));
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, made);
        const auto paths = affected.last().at(1).value<QList<CimPath>>();
        QVERIFY(paths.contains(made));
        QVERIFY(paths.contains(m_system->primordial())); // its space went
    }

    void SP_R7_startedWithoutAJobPathIsOutcomeUnknown()
    {
        answerCreate([](const MethodReply &) { return replied(4096); });
        const JobRecord record = ran(create(u"gold"_s));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->cause, Cause::OutcomeUnknown);
        QCOMPARE(m_system->count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void SP_R7_startedOpensFollowing()
    {
        answerByJob();
        m_system->beforeJobRead = [](CimInstance &job) {
            job.set(u"PercentComplete", CimValue::uint16(40));
        };
        const qint64 id = started(create(u"gold"_s));
        QTRY_COMPARE(m_program->tracker.find(id)->percent, std::optional<int>(40));
        QCOMPARE(m_program->tracker.find(id)->state, State::Running);
        QCOMPARE(m_program->tracker.find(id)->size, std::optional<quint64>(42));
    }

    void SP_R8_doneAtOnceIsNotPolled()
    {
        answerCreate([this](const MethodReply &) {
            return replied(
                0,
                {{u"Pool"_s, CimValue::reference(m_system->addPool(u"gold"_s, 5).path())},
                 {u"Job"_s, CimValue::reference(m_system->addJob(u"Fake:1"_s, 4).path())}});
        });
        const JobRecord record = ran(create(u"gold"_s));
        QVERIFY(record.job.isEmpty());
        m_clock->advance(60s);
        QCOMPARE(m_system->count(u"Get MSISCSITARGET_ConcreteJob"_s), 0);
    }

    void SP_R20_theSizeMadeIsKept()
    {
        answerCreate([this](const MethodReply &) {
            return replied(
                0,
                {{u"Pool"_s, CimValue::reference(m_system->addPool(u"gold"_s, 1048576).path())},
                 {u"Size"_s, CimValue::uint64(1048576)}});
        });
        const JobRecord record = ran(create(u"gold"_s, 1000000));
        QCOMPARE(record.size, std::optional<quint64>(1048576));
        QCOMPARE(record.call.argument(u"Size"), CimValue::uint64(1000000));
    }

    void SP_R24_anImpossibleSizeIsOfferedAndNeverResent_data()
    {
        QTest::addColumn<CimValue>("size");
        QTest::addColumn<QVariant>("offered");
        QTest::newRow("nearest") << CimValue::uint64(18446744073709551615u)
                                 << QVariant(quint64(18446744073709551615u));
        QTest::newRow("nothing at all") << CimValue::uint64(0) << QVariant(quint64(0));
        QTest::newRow("not told") << CimValue::null(CimType::UInt64) << QVariant();
    }
    void SP_R24_anImpossibleSizeIsOfferedAndNeverResent()
    {
        QFETCH(CimValue, size);
        QFETCH(QVariant, offered);
        answerCreate([&](const MethodReply &) { return replied(4097, {{u"Size"_s, size}}); });
        const JobRecord record = ran(create(u"gold"_s, 5));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->cause, Cause::SizeNotSupported);
        QCOMPARE(record.failure->code, 4097u);
        QCOMPARE(record.failure->offered, offered);
        m_clock->advance(300s);
        QCoreApplication::processEvents();
        QCOMPARE(m_system->count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void SP_R37_aNullPoolIsFoundThroughTheJob()
    {
        CimPath made;
        answerByJob([&](const CimPath &job) {
            m_system->addPool(u"gold"_s, 1); // somebody else's
            made = m_system->addPool(u"gold"_s, 2).path();
            m_system->addAffected(job, m_system->primordial(), {3});
            m_system->addAffected(job, made, {5});
        });
        m_system->beforeJobRead = [](CimInstance &job) { finish(job); };
        QCOMPARE(ran(create(u"gold"_s)).result, made);
    }

    void SP_R38_codesAreDecodedByTheTableOfTheMethod_data()
    {
        QTest::addColumn<quint64>("code");
        QTest::addColumn<State>("state");
        QTest::addColumn<int>("cause");
        const auto failed = [](quint64 code, Cause cause) {
            QTest::addRow("%llu", static_cast<unsigned long long>(code))
                << code << State::Failed << int(cause);
        };
        QTest::newRow("0") << quint64(0) << State::Succeeded << -1;
        failed(1, Cause::NotSupported);
        failed(2, Cause::OutcomeUnknown);
        failed(3, Cause::OutcomeUnknown);
        failed(4, Cause::ServerFault);
        failed(5, Cause::InvalidValue);
        failed(6, Cause::InUse);
        failed(7, Cause::ServerFault);
        failed(8, Cause::ServerFault);
        failed(4095, Cause::ServerFault);
        failed(4096, Cause::OutcomeUnknown); // without a job
        failed(4097, Cause::SizeNotSupported);
        failed(4098, Cause::ServerFault);
        failed(4099, Cause::ServerFault);
        failed(32767, Cause::ServerFault);
        failed(32768, Cause::ServerFault);
        failed(65535, Cause::ServerFault);
        failed(65536, Cause::ServerFault);
    }
    void SP_R38_codesAreDecodedByTheTableOfTheMethod()
    {
        QFETCH(quint64, code);
        QFETCH(State, state);
        QFETCH(int, cause);
        answerCreate([&](const MethodReply &) { return replied(code); });
        const JobRecord record = ran(create(u"gold"_s));
        QCOMPARE(record.state, state);
        QCOMPARE(record.failure ? int(record.failure->cause) : -1, cause);
        QCOMPARE(record.returnValue, std::optional<quint64>(code));
        QCOMPARE(m_system->count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void aFaultIsAFailureAndNothingRan()
    {
        answerCreate([](const MethodReply &) -> Outcome<MethodReply> {
            return Failure{.code = 2, .serverText = u"Access is denied."_s};
        });
        const JobRecord record = ran(create(u"gold"_s));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->cause, Cause::Denied);
        QCOMPARE(record.failure->serverText, u"Access is denied."_s);
    }

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
        m_system->losesReplies = true;
        answerCreate([&](const MethodReply &) {
            if (done)
                made = m_system->addPool(u"gold"_s, 5).path();
            return replied(0);
        });
        const JobRecord record = ran(create(u"gold"_s));
        QCOMPARE(record.state, done ? State::Succeeded : State::Failed);
        QCOMPARE(record.result, made);
        if (!done)
            QCOMPARE(record.failure->cause, Cause::NotDone);
        QVERIFY(record.lost.isValid());
        QCOMPARE(m_system->count(u"Invoke CreateOrModifyStoragePool"_s), 1);
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
        m_system->method = [&](const QString &,
                               const MethodReply &arguments) -> Outcome<MethodReply> {
            made.append(arguments.out(u"ElementName").toString());
            if (fails)
                return MethodReply{.returnValue = 5, .outs = {}};
            const CimInstance pool = m_system->addPool(made.last(), 1);
            return MethodReply{.returnValue = 0,
                               .outs = {{u"Pool"_s, CimValue::reference(pool.path())}}};
        };
        const auto ids = m_program->tracker.runInTurn(localSystemId,
                                                      {create(u"one"_s), create(u"two"_s)}, this);
        QTRY_VERIFY(ids.isFinished());
        const QList<qint64> both = *takenFrom(ids);
        QCOMPARE(both.size(), 2);
        const auto state = [&](qint64 id) { return m_program->tracker.find(id)->state; };
        QTRY_VERIFY(m_program->tracker.find(both.last())->over());
        QCOMPARE(state(both.first()), fails ? State::Failed : State::Succeeded);
        QCOMPARE(state(both.last()), fails ? State::Failed : State::Succeeded);
        QCOMPARE(made, fails ? QStringList{u"one"_s} : QStringList({u"one"_s, u"two"_s}));
        if (fails) {
            const Failure unsent = *m_program->tracker.find(both.last())->failure;
            QCOMPARE(unsent.cause, Cause::Cancelled);
            QCOMPARE(unsent.stage, Failure::Stage::Input);
        }
    }

    void aLostAnswerWaitsWhileANewJobIsAtWork()
    {
        m_system->losesReplies = true;
        CimPath job;
        answerCreate([&](const MethodReply &) {
            job = m_system->addJob(u"Fake:9"_s, 4).path();
            return replied(4096);
        });
        const qint64 id = started(create(u"gold"_s));
        for (int i = 0; i < 30; ++i)
            pass(5s);
        QCOMPARE(m_program->tracker.find(id)->state, State::Checking);
        const CimPath made = m_system->addPool(u"gold"_s, 5).path();
        m_system->find(job)->set(u"JobState", CimValue::uint16(7));
        const JobRecord record = over(id);
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, made);
    }

    void aLostAnswerToADeletionLooksForTheObject()
    {
        const CimPath pool = m_system->addPool(u"gold"_s, 5).path();
        m_system->losesReplies = true;
        m_system->method = [&](const QString &, const MethodReply &) {
            m_system->remove(pool);
            return replied(0);
        };
        MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_StorageConfigurationService",
                                            u"DeleteStoragePool"),
                        m_system->service());
        call.setArgument(u"Pool", CimValue::reference(pool));
        QCOMPARE(ran(call).state, State::Succeeded);
    }

    void aSettingIsMadeAndWrittenBeforeTheCallRefersToIt()
    {
        CimInstance capabilities(
            *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_StorageCapabilities"));
        capabilities.set(u"InstanceID", CimValue::string(u"Fake:Caps"_s));
        m_system->instances.append(capabilities);
        CimInstance setting(
            *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_StorageSetting"));
        setting.set(u"InstanceID", CimValue::string(u"Fake:Setting"_s));
        CimValue goal;
        m_system->method = [&](const QString &name, const MethodReply &arguments) {
            if (name == "CreateSetting"_L1) {
                m_system->instances.append(setting);
                return replied(0, {{u"NewSetting"_s, CimValue::reference(setting.path())}});
            }
            goal = arguments.out(u"Goal");
            return replied(
                0, {{u"Pool"_s, CimValue::reference(m_system->addPool(u"gold"_s, 5).path())}});
        };
        MethodCall call = create(u"gold"_s);
        call.setting = SettingRequest{.parameter = u"Goal"_s,
                                      .capabilities = capabilities.path(),
                                      .values = {{u"DataRedundancyGoal"_s, CimValue::uint16(2)}}};
        QCOMPARE(ran(call).state, State::Succeeded);
        QCOMPARE(*goal.toPath(), setting.path());
        QCOMPARE(m_system->find(setting.path())->value(u"DataRedundancyGoal"), CimValue::uint16(2));
        QVERIFY(m_system->sent.indexOf(u"Put MSISCSITARGET_StorageSetting"_s)
                < m_system->sent.indexOf(u"Invoke CreateOrModifyStoragePool"_s));
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
        answerByJob();
        qsizetype next = 0;
        m_system->beforeJobRead = [&](CimInstance &job) {
            const Reading reading = series.at(std::min(next++, series.size() - 1));
            job.set(u"JobState", CimValue::uint16(reading.state));
            job.set(u"ErrorCode", CimValue::uint16(reading.errorCode));
            if (reading.gone)
                m_system->remove(job.path());
            if (reading.downFor > 0ms) {
                m_system->linkDown = true;
                m_clock->after(reading.downFor, this, [this] { m_system->linkDown = false; });
            }
        };
        const JobRecord record = ran(create(u"gold"_s));
        QCOMPARE(record.state, end);
        QCOMPARE(record.failure ? int(record.failure->cause) : -1, cause);
        QVERIFY(record.ended.isValid());
        QCOMPARE(m_system->count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void JOB_R16_aJobThatIsGoneIsReconciledByContent()
    {
        answerByJob();
        CimPath made;
        m_system->beforeJobRead = [&](CimInstance &job) {
            made = m_system->addPool(u"gold"_s, 5).path();
            m_system->remove(job.path());
        };
        const JobRecord record = ran(create(u"gold"_s));
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
        answerByJob();
        qsizetype reads = 0;
        m_system->beforeJobRead = [&](CimInstance &job) {
            const int percent = told.at(std::min(reads++, told.size() - 1));
            job.set(u"JobState", CimValue::uint16(40000)); // a vendor's: treated as active
            job.set(u"PercentComplete",
                    percent < 0 ? CimValue::null(CimType::UInt16)
                                : CimValue::uint16(quint16(percent)));
        };
        const qint64 id = started(create(u"gold"_s));
        while (reads < 3)
            pass(1s);
        pass(0s);
        QCOMPARE(m_program->tracker.find(id)->percent.value_or(-1), shown);
        QCOMPARE(m_program->tracker.find(id)->state, State::Running);
        QCOMPARE(m_program->tracker.find(id)->jobState, quint16(40000));
        m_system->beforeJobRead = [](CimInstance &job) { finish(job); };
        QCOMPARE(over(id).percent, std::optional<int>(100));
    }

    void JOB_R18_errorTextIsShownLiterallyOrCut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("description");
        QTest::addColumn<QString>("shown");
        const QString good =
            u"<INSTANCE CLASSNAME=\"CIM_Error\"><PROPERTY TYPE=\"string\" NAME=\"Message\">"
            "<VALUE>%1</VALUE></PROPERTY><PROPERTY NAME=\"CIMStatusCode\" TYPE=\"uint32\">"
            "<VALUE>1</VALUE></PROPERTY></INSTANCE>"_s;
        QTest::newRow("good") << good.arg(u"disk full"_s) << u"other"_s << u"disk full"_s;
        QTest::newRow("markup") << good.arg(u"&lt;b&gt;big&lt;/b&gt; %n"_s) << u""_s
                                << u"<b>big</b> %n"_s;
        QTest::newRow("in a wrapper")
            << u"<?xml version=\"1.0\"?><CIM CIMVERSION=\"2.0\"><DECLARATION>"_s + good.arg(u"x"_s)
                + u"</DECLARATION></CIM>"_s
            << u""_s << u"x"_s;
        QTest::newRow("null message")
            << u"<INSTANCE CLASSNAME=\"CIM_Error\"><PROPERTY NAME=\"Message\"/></INSTANCE>"_s
            << u"from the job"_s << u"from the job"_s;
        QTest::newRow("broken") << u"<INSTANCE><PROPERTY NAME=\"Message\"><VALUE>x"_s
                                << u"from the job"_s << u"from the job"_s;
        QTest::newRow("document type")
            << u"<!DOCTYPE a [<!ENTITY e \"evil\">]>"_s + good.arg(u"&e;"_s) << u"from the job"_s
            << u"from the job"_s;
        QTest::newRow("MOF") << u"instance of CIM_Error { };"_s << u""_s
                             << u"instance of CIM_Error { };"_s;
        QTest::newRow("1 MiB") << good.arg(QString(1024 * 1024, u'x')) << u"from the job"_s
                               << u"from the job"_s;
        QTest::newRow("nothing") << u""_s << u""_s << u""_s;
    }
    void JOB_R18_errorTextIsShownLiterallyOrCut()
    {
        QFETCH(QString, text);
        QFETCH(QString, description);
        QFETCH(QString, shown);
        answerByJob();
        const auto create_ = m_system->method;
        m_system->method = [&](const QString &name, const MethodReply &arguments) {
            return name == "GetError"_L1
                ? Outcome<MethodReply>(replied(0, {{u"Error"_s, CimValue::string(text)}}))
                : create_(name, arguments);
        };
        m_system->beforeJobRead = [&](CimInstance &job) {
            job.set(u"JobState", CimValue::uint16(10));
            job.set(u"ErrorDescription", CimValue::string(description));
        };
        const JobRecord record = ran(create(u"gold"_s));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->serverText, shown);
    }

    void JOB_R18_aLongRawTextIsCut()
    {
        const Failure failure = jobFailure(CimInstance(u"X"_s), QString(1024 * 1024, u'x'));
        QVERIFY(failure.serverText.size() <= longestServerText + 1);
        QVERIFY(failure.serverText.startsWith(u"xxx"_s));
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
        m_system->method = [&](const QString &name, const MethodReply &) {
            asked.append(name);
            if (name == "GetError"_L1)
                return replied(0);
            m_system->instances.append(m_vendorJob);
            return replied(4096, {{u"Job"_s, CimValue::reference(path)}});
        };
        const JobRecord record = ran(create(u"gold"_s));
        QCOMPARE(record.job, path);
        QCOMPARE(record.state, State::Failed);
        QVERIFY(asked.contains(u"GetError"_s));
    }

    void pollsEverySecondAtFirstAndEveryFiveLater()
    {
        answerByJob();
        QList<qint64> times;
        m_system->beforeJobRead = [&](CimInstance &) { times.append(m_clock->elapsed().count()); };
        // Told after a reading was taken in, right before the next one is set.
        int taken = 0;
        connect(&m_program->tracker, &JobTracker::recordChanged, this,
                [&](qint64 id) { taken += m_program->tracker.find(id)->jobState == 4 ? 1 : 0; });
        started(create(u"gold"_s));
        QTRY_COMPARE(taken, 1);
        while (times.size() < 35) {
            const int before = taken;
            m_clock->advance(times.size() < 31 ? 1s : 5s);
            QTRY_COMPARE(taken, before + 1);
        }
        QCOMPARE(times.at(1) - times.at(0), 1000);
        QCOMPARE(times.at(29) - times.at(28), 1000);
        QCOMPARE(times.at(34) - times.at(33), 5000);
    }

    void aStopIsAskedAndTheEndCounts()
    {
        answerByJob();
        const auto create_ = m_system->method;
        quint64 requested = 0;
        m_system->method = [&](const QString &name, const MethodReply &arguments) {
            if (name != "RequestStateChange"_L1)
                return create_(name, arguments);
            requested = arguments.out(u"RequestedState").toUnsigned().value_or(0);
            m_system->beforeJobRead = [](CimInstance &job) {
                job.set(u"JobState", CimValue::uint16(8));
            };
            return Outcome<MethodReply>(replied(4096));
        };
        const qint64 id = started(create(u"gold"_s));
        QTRY_COMPARE(m_program->tracker.find(id)->state, State::Running);
        m_program->tracker.stop(id);
        QTRY_COMPARE(m_program->tracker.find(id)->state, State::Stopping);
        QVERIFY(m_program->tracker.find(id)->stopAsked.isValid());
        QCOMPARE(over(id).state, State::Stopped);
        QCOMPARE(requested, 4u);
    }

    void aRefusedStopIsSaidAndFollowingGoesOn_data()
    {
        QTest::addColumn<quint64>("code");
        QTest::newRow("not supported") << quint64(1);
        QTest::newRow("not from this state") << quint64(4097);
    }
    void aRefusedStopIsSaidAndFollowingGoesOn()
    {
        QFETCH(quint64, code);
        answerByJob();
        const auto create_ = m_system->method;
        m_system->method = [&](const QString &name, const MethodReply &arguments) {
            return name == "RequestStateChange"_L1 ? Outcome<MethodReply>(replied(code))
                                                   : create_(name, arguments);
        };
        const qint64 id = started(create(u"gold"_s));
        QTRY_COMPARE(m_program->tracker.find(id)->state, State::Running);
        m_program->tracker.stop(id);
        QTRY_VERIFY(m_program->tracker.find(id)->stopRefused);
        QCOMPARE(m_program->tracker.find(id)->state, State::Running);
        m_system->beforeJobRead = [](CimInstance &job) { finish(job); };
        QCOMPARE(over(id).state, State::Succeeded);
    }

    void aRunningJobIsTakenUpAgainAfterARestart()
    {
        answerByJob();
        const qint64 id = started(create(u"gold"_s));
        QTRY_COMPARE(m_program->tracker.find(id)->state, State::Running);
        m_program.reset();
        CimPath made = m_system->addPool(u"gold"_s, 5).path();
        m_system->beforeJobRead = [](CimInstance &job) { finish(job); };
        m_program = std::make_unique<Program>(*m_system, m_folder->path(), *m_clock);
        QVERIFY(m_program->connect());
        m_program->tracker.resume(this);
        QTRY_VERIFY(m_program->tracker.find(id));
        const JobRecord record = over(id);
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, made);
        QCOMPARE(m_system->count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void whatWasSentWithoutAnAnswerIsReconciledAfterARestart()
    {
        answerCreate([this](const MethodReply &) {
            m_system->addPool(u"gold"_s, 5);
            return replied(0);
        });
        JobRecord lost;
        lost.systemId = localSystemId;
        lost.call = create(u"gold"_s);
        lost.state = State::Sent;
        lost.submitted = m_clock->now();
        lost.before = {m_system->primordial()};
        const auto id = m_program->history.add(lost, this);
        QTRY_VERIFY(id.isFinished());
        const CimPath made = m_system->addPool(u"gold"_s, 5).path();
        m_program->tracker.resume(this);
        QTRY_VERIFY(m_program->tracker.find(*takenFrom(id)));
        const JobRecord record = over(*takenFrom(id));
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, made);
        QCOMPARE(m_system->count(u"Invoke CreateOrModifyStoragePool"_s), 0);
    }

    void whatWasNeverSentIsNotSentAfterARestart()
    {
        JobRecord recorded;
        recorded.systemId = localSystemId;
        recorded.call = create(u"gold"_s);
        recorded.submitted = m_clock->now();
        const auto id = m_program->history.add(recorded, this);
        QTRY_VERIFY(id.isFinished());
        m_program->tracker.resume(this);
        QTRY_VERIFY(m_program->tracker.find(*takenFrom(id)));
        const JobRecord record = over(*takenFrom(id));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->cause, Cause::Cancelled);
        QCOMPARE(m_system->count(u"Invoke CreateOrModifyStoragePool"_s), 0);
    }

private:
    MethodCall create(const QString &name, quint64 size = 42) const
    {
        MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_StorageConfigurationService",
                                            u"CreateOrModifyStoragePool"),
                        m_system->service());
        call.setArgument(u"ElementName", CimValue::string(name));
        call.setArgument(u"Size", CimValue::uint64(size));
        call.setArgument(u"InPools", CimValue::strings({m_system->primordial().toText()}));
        return call;
    }

    void answerCreate(std::function<Outcome<MethodReply>(const MethodReply &arguments)> answer)
    {
        m_system->method = [answer](const QString &name,
                                    const MethodReply &arguments) -> Outcome<MethodReply> {
            if (name == "CreateOrModifyStoragePool"_L1)
                return answer(arguments);
            return Failure{.code = 17, .serverText = u"no such method"_s};
        };
    }

    // A job that runs until a test ends it; Pool stays NULL.
    void answerByJob(std::function<void(const CimPath &job)> also = {})
    {
        answerCreate([this, also](const MethodReply &) {
            const CimPath job = m_system->addJob(u"Fake:Job"_s, 4).path();
            if (also)
                also(job);
            return replied(
                4096, {{u"Job"_s, CimValue::reference(job)}, {u"Size"_s, CimValue::uint64(42)}});
        });
    }

    static void finish(CimInstance &job)
    {
        job.set(u"JobState", CimValue::uint16(7));
        job.set(u"PercentComplete", CimValue::uint16(100));
        job.set(u"OperationalStatus", CimValue::uint16s({17, 2}));
        job.set(u"ErrorCode", CimValue::uint16(0));
    }

    qint64 started(const MethodCall &call)
    {
        const auto id = m_program->tracker.run(localSystemId, call, this);
        if (!QTest::qWaitFor([&id] { return id.isFinished(); }) || !takenFrom(id))
            return 0;
        return *takenFrom(id);
    }

    // Lets everything happen that is due, then moves the time.
    void pass(std::chrono::milliseconds time)
    {
        settle();
        m_clock->advance(time);
        settle();
    }

    // As long as requests follow one another.
    void settle()
    {
        qsizetype sent = m_system->sent.size();
        while (QTest::qWaitFor([&] { return m_system->sent.size() > sent; }, 3))
            sent = m_system->sent.size();
    }

    JobRecord over(qint64 id)
    {
        for (int i = 0; i < 2000; ++i) {
            const JobRecord *record = m_program->tracker.find(id);
            if (record && record->over())
                return *record;
            pass(500ms);
        }
        return {};
    }

    JobRecord ran(const MethodCall &call)
    {
        const qint64 id = started(call);
        return over(id);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<FakeSystem> m_system;
    std::unique_ptr<Program> m_program;
    State m_stateWhenSent = State::Recorded;
    CimInstance m_vendorJob;
};

QTEST_GUILESS_MAIN(TestJobTracker)
#include "tst_jobtracker.moc"
