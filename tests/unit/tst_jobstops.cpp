// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is asked of a running job: to stop, why it failed, and, of many, all at once.

#include "services/jobs/historyfile.h"
#include "tests/support/trackedsystem.h"

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

class TestJobStops : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<TrackedSystem>();
        m->system.nameSpaces = {QString(Schema::iscsiTarget), QString(Schema::hypervCluster),
                                QString(Schema::virtualization)};
        QVERIFY(m->connect());
    }
    void cleanup() { m.reset(); }

    void aStopIsAskedAndTheEndCounts()
    {
        m->answerByJob();
        const auto create_ = m->system.method;
        quint64 requested = 0;
        m->system.method = [&](const QString &name, const MethodReply &arguments) {
            if (name != "RequestStateChange"_L1)
                return create_(name, arguments);
            requested = arguments.out(u"RequestedState").toUnsigned().value_or(0);
            m->system.beforeJobRead = [](CimInstance &job) {
                job.set(u"JobState", CimValue::uint16(8));
            };
            return Outcome<MethodReply>(TrackedSystem::replied(4096));
        };
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, State::Running);
        m->tracker().stop(id);
        QTRY_COMPARE(m->find(id)->state, State::Stopping);
        QVERIFY(m->find(id)->stopAsked.isValid());
        QCOMPARE(m->over(id).state, State::Stopped);
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
        m->answerByJob();
        const auto create_ = m->system.method;
        m->system.method = [&](const QString &name, const MethodReply &arguments) {
            return name == "RequestStateChange"_L1
                ? Outcome<MethodReply>(TrackedSystem::replied(code))
                : create_(name, arguments);
        };
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, State::Running);
        m->tracker().stop(id);
        QTRY_VERIFY(m->find(id)->stopRefused);
        QCOMPARE(m->find(id)->state, State::Running);
        finishAll();
        QCOMPARE(m->over(id).state, State::Succeeded);
    }

    void aRefusalIsToldByItsCodeAndWatchingGoesOn_data()
    {
        QTest::addColumn<quint64>("code");
        QTest::addColumn<int>("cause");
        QTest::newRow("1") << quint64(1) << int(Cause::NotSupported);
        QTest::newRow("4097") << quint64(4097) << int(Cause::InUse);
        QTest::newRow("4099") << quint64(4099) << int(Cause::InUse);
    }
    void aRefusalIsToldByItsCodeAndWatchingGoesOn()
    {
        QFETCH(quint64, code);
        QFETCH(int, cause);
        m->answerByJob([&](const QString &, const MethodReply &) {
            return Outcome<MethodReply>(TrackedSystem::replied(code));
        });
        const qint64 id = running();
        m->tracker().stop(id);
        QTRY_VERIFY(m->find(id)->stopRefused);
        QCOMPARE(m->find(id)->state, State::Running);
        QVERIFY(m->find(id)->stopFailure.has_value());
        QCOMPARE(m->find(id)->stopFailure->code, quint32(code));
        QCOMPARE(int(m->find(id)->stopFailure->cause), cause);
        QVERIFY(!m->find(id)->stopAsked.isValid());
        finishAll();
        QCOMPARE(m->over(id).state, State::Succeeded);
    }

    void whereTheJobSaysNothingAStopMayBeAsked_data()
    {
        QTest::addColumn<CimValue>("cancellable");
        QTest::addColumn<bool>("may");
        QTest::newRow("true") << CimValue::boolean(true) << true;
        QTest::newRow("false") << CimValue::boolean(false) << false;
        QTest::newRow("not told") << CimValue() << true;
    }
    void whereTheJobSaysNothingAStopMayBeAsked()
    {
        QFETCH(CimValue, cancellable);
        QFETCH(bool, may);
        int asked = 0;
        m->answerByJob([&](const QString &, const MethodReply &) {
            ++asked;
            return Outcome<MethodReply>(TrackedSystem::replied(0));
        });
        m->system.beforeJobRead = [&](CimInstance &job) { job.set(u"Cancellable", cancellable); };
        const qint64 id = running();
        QCOMPARE(m->find(id)->mayStop(), may);
        m->tracker().stop(id);
        if (may)
            QTRY_COMPARE(asked, 1);
        m->settle();
        QCOMPARE(asked, may ? 1 : 0);
    }

    void anEndByForceIsOfferedAfterHalfAMinuteWithoutAChange()
    {
        QList<quint64> requested;
        m->answerByJob([&](const QString &name, const MethodReply &arguments) {
            if (name == "RequestStateChange"_L1)
                requested.append(arguments.out(u"RequestedState").toUnsigned().value_or(0));
            return Outcome<MethodReply>(TrackedSystem::replied(4096));
        });
        const qint64 id = running();
        QVERIFY(!m->find(id)->mayKill(m->clock.now()));
        m->tracker().stop(id);
        QTRY_COMPARE(m->find(id)->state, State::Stopping);
        QVERIFY(!m->find(id)->mayKill(m->clock.now()));
        for (int i = 0; i < 29; ++i)
            m->pass(1s);
        QVERIFY(!m->find(id)->mayKill(m->clock.now()));
        m->pass(2s);
        QVERIFY(m->find(id)->mayKill(m->clock.now()));
        m->tracker().stop(id, true);
        QTRY_COMPARE(requested, (QList<quint64>{4, 5}));
        m->system.beforeJobRead = [](CimInstance &job) {
            job.set(u"JobState", CimValue::uint16(9));
        };
        QCOMPARE(m->over(id).state, State::Stopped);
    }

    void aStopWhoseAnswerIsLostIsNoRefusal()
    {
        m->answerByJob([&](const QString &name, const MethodReply &) {
            if (name == "RequestStateChange"_L1)
                m->system.beforeJobRead = [](CimInstance &job) {
                    job.set(u"JobState", CimValue::uint16(8));
                };
            return Outcome<MethodReply>(TrackedSystem::replied(4096));
        });
        const qint64 id = running();
        m->system.losesReplies = true;
        m->tracker().stop(id);
        QTRY_COMPARE(m->find(id)->state, State::Stopping);
        QVERIFY(!m->find(id)->stopRefused);
        QCOMPARE(m->find(id)->stopFailure->cause, Cause::OutcomeUnknown);
        QCOMPARE(m->over(id).state, State::Stopped); // as the system tells
        QCOMPARE(m->system.count(u"Invoke RequestStateChange"_s), 1);
    }

    // What comes of the first is no word on the second.
    void aLostStopIsNotTakenForTheNextOne_data()
    {
        QTest::addColumn<quint64>("code");
        QTest::newRow("which is refused") << quint64(4097);
        QTest::newRow("which is taken") << quint64(4096);
    }
    void aLostStopIsNotTakenForTheNextOne()
    {
        QFETCH(quint64, code);
        m->answerByJob([&](const QString &, const MethodReply &) {
            return Outcome<MethodReply>(TrackedSystem::replied(code));
        });
        const qint64 id = running();
        m->system.losesReplies = true;
        m->tracker().stop(id);
        QTRY_COMPARE(m->find(id)->state, State::Stopping);
        m->system.losesReplies = false;
        m->tracker().stop(id);
        QTRY_VERIFY(!m->find(id)->stopFailure || m->find(id)->stopFailure->cause == Cause::InUse);
        for (int passed = 0; passed < 100; ++passed)
            m->pass(1s);
        QCOMPARE(m->find(id)->state, State::Stopping);
        QCOMPARE(m->find(id)->stopFailure.has_value(), code == 4097);
        QVERIFY(m->find(id)->mayKill(m->clock.now()));
        finishAll();
        QCOMPARE(m->over(id).state, State::Succeeded);
    }

    void aStopIsARecordOfItsOwnBeforeItLeaves()
    {
        m->answerByJob([](const QString &, const MethodReply &) {
            return Outcome<MethodReply>(TrackedSystem::replied(4096));
        });
        const qint64 id = running();
        m->tracker().stop(id);
        QTRY_COMPARE(m->find(id)->state, State::Stopping);
        QTRY_COMPARE(stops().value(0).state, State::Succeeded);
        const JobRecord stop = stops().first();
        QCOMPARE(stops().size(), 1);
        QCOMPARE(stop.call.target(), m->find(id)->job);
        QCOMPARE(stop.caption, m->find(id)->caption);
        QCOMPARE(stop.call.argument(u"RequestedState"), CimValue::uint16(4));
        QCOMPARE(stop.returnValue, 4096u);
        const auto said = m->program->history.exchange(stop.id, &m->owner);
        QTRY_VERIFY(said.isFinished());
        const ExchangeText texts = *takenFrom(said);
        QVERIFY(!stop.messageId.isEmpty());
        QVERIFY(texts.request.contains(stop.messageId.toUtf8()));
        QCOMPARE(m->tracker().records().size(), 1); // what is shown is the job
    }

    void aStopThatCantBeWrittenDownDoesNotLeave()
    {
        m->answerByJob();
        const qint64 id = running();
        m->program->history.file().run<Done>([](Database &database) -> Outcome<Done> {
            return database.prepare("ALTER TABLE record RENAME TO gone")->run();
        });
        m->tracker().stop(id);
        QTRY_VERIFY(m->find(id)->stopRefused);
        QCOMPARE(m->find(id)->stopFailure->cause, Cause::Storage);
        QCOMPARE(m->system.count(u"Invoke RequestStateChange"_s), 0);
    }

    void aLostStopIsFoundOutByReading_data()
    {
        QTest::addColumn<bool>("acted");
        QTest::addColumn<bool>("restart");
        QTest::newRow("it acted") << true << false;
        QTest::newRow("it did not act") << false << false;
        QTest::newRow("it acted, and the program ended") << true << true;
        QTest::newRow("it did not act, and the program ended") << false << true;
    }
    void aLostStopIsFoundOutByReading()
    {
        QFETCH(bool, acted);
        QFETCH(bool, restart);
        m->answerByJob([&](const QString &name, const MethodReply &) {
            if (name != "RequestStateChange"_L1)
                return Outcome<MethodReply>(Failure{.code = 17});
            if (acted)
                m->system.beforeJobRead = [](CimInstance &job) {
                    job.set(u"JobState", CimValue::uint16(8));
                };
            m->system.linkDown = true; // so that it is not found out at once
            return Outcome<MethodReply>(TrackedSystem::replied(4096));
        });
        const qint64 id = running();
        m->system.losesReplies = true;
        m->tracker().stop(id);
        QTRY_COMPARE(stops().value(0).state, State::Checking);
        m->system.linkDown = false;
        if (restart) {
            m->end();
            m->begin();
            QVERIFY(m->connect());
            m->tracker().resume(&m->owner);
            QTRY_VERIFY(m->find(stops().value(0).id));
        }
        const JobRecord stop = m->over(stops().first().id);
        QCOMPARE(stop.state, acted ? State::Succeeded : State::Failed);
        if (!acted)
            QCOMPARE(stop.failure->cause, Cause::NotDone);
        if (!acted) { // which its job is told as well
            QTRY_VERIFY(m->find(id)->stopRefused);
            QCOMPARE(m->find(id)->state, State::Running);
            QVERIFY(!m->find(id)->stopAsked.isValid());
        }
        QCOMPARE(m->system.count(u"Invoke RequestStateChange"_s), 1);
    }

    void oneStopIsAskedAtATimeAndAnOldRefusalIsNotItsAnswer()
    {
        quint64 code = 4097;
        m->answerByJob([&code](const QString &, const MethodReply &) {
            return Outcome<MethodReply>(TrackedSystem::replied(code));
        });
        const qint64 id = running();
        m->tracker().stop(id);
        QTRY_VERIFY(m->find(id)->stopRefused);
        code = 4096;
        m->tracker().stop(id);
        m->tracker().stop(id); // the second click on the button
        QVERIFY(!m->find(id)->stopRefused);
        QVERIFY(!m->find(id)->stopFailure);
        QTRY_COMPARE(m->find(id)->state, State::Stopping);
        m->settle();
        QCOMPARE(m->system.count(u"Invoke RequestStateChange"_s), 2);
        finishAll();
        QCOMPARE(m->over(id).state, State::Succeeded);
    }

    void aJobThatEndsAllTheSameIsDone()
    {
        m->answerByJob([](const QString &, const MethodReply &) {
            return Outcome<MethodReply>(TrackedSystem::replied(4096));
        });
        const qint64 id = running();
        m->tracker().stop(id);
        QTRY_COMPARE(m->find(id)->state, State::Stopping);
        finishAll();
        QCOMPARE(m->over(id).state, State::Succeeded);
    }

    void JOB_R11_theDeprecatedWayIsTakenByForceAndWhereThereIsNoOther_data()
    {
        QTest::addColumn<bool>("force");
        QTest::addColumn<QStringList>("asked");
        QTest::newRow("asked to stop") << false << QStringList{u"RequestStateChange"_s};
        QTest::newRow("by force") << true << QStringList{u"RequestStateChange"_s, u"KillJob"_s};
    }
    void JOB_R11_theDeprecatedWayIsTakenByForceAndWhereThereIsNoOther()
    {
        QFETCH(bool, force);
        QFETCH(QStringList, asked);
        QStringList names;
        m->answerByJob([&](const QString &name, const MethodReply &) -> Outcome<MethodReply> {
            names.append(name);
            if (name == "RequestStateChange"_L1)
                return Failure{.code = 17, .serverText = u"no such method"_s};
            return TrackedSystem::replied(0);
        });
        const qint64 id = running();
        m->tracker().stop(id, force);
        QTRY_COMPARE(names, asked);
        if (force)
            QTRY_COMPARE(m->find(id)->state, State::Stopping);
        else
            QTRY_VERIFY(m->find(id)->stopRefused);
        // Then it is offered at once.
        QCOMPARE(m->find(id)->mayKill(m->clock.now()), !force);
    }

    void allErrorsAreKeptWhereTheClassTellsThem_data()
    {
        QTest::addColumn<QString>("nameSpace");
        QTest::addColumn<QStringList>("asked");
        QTest::addColumn<QStringList>("told");
        QTest::newRow("cluster") << QString(Schema::hypervCluster) << QStringList{u"GetErrorEx"_s}
                                 << QStringList{u"first"_s, u"second"_s};
        QTest::newRow("Hyper-V") << QString(Schema::virtualization) << QStringList{u"GetErrorEx"_s}
                                 << QStringList{u"first"_s, u"second"_s};
        QTest::newRow("iSCSI target") << QString(Schema::iscsiTarget) << QStringList{u"GetError"_s}
                                      << QStringList{u"first"_s};
    }
    void allErrorsAreKeptWhereTheClassTellsThem()
    {
        QFETCH(QString, nameSpace);
        QFETCH(QStringList, asked);
        QFETCH(QStringList, told);
        QStringList names;
        m->system.method = [&](const QString &name, const MethodReply &) -> Outcome<MethodReply> {
            names.append(name);
            if (name == "GetErrorEx"_L1)
                return TrackedSystem::replied(
                    0, {{u"Errors"_s, CimValue::strings({error(u"first"_s), error(u"second"_s)})}});
            return TrackedSystem::replied(0, {{u"Error"_s, CimValue::string(error(u"first"_s))}});
        };
        CimInstance job(*Schema::findClass(
            nameSpace,
            nameSpace == Schema::iscsiTarget ? u"MSISCSITARGET_ConcreteJob" : u"Msvm_ConcreteJob"));
        job.set(u"InstanceID", CimValue::string(u"Fake:E"_s));
        job.set(u"JobState", CimValue::uint16(10));
        m->system.instances.append(job);
        JobRecord record;
        record.systemId = localSystemId;
        record.call = m->create(u"gold"_s);
        record.state = State::Running;
        record.submitted = m->clock.now();
        record.job = job.path();
        const auto id = m->program->history.add(record, &m->owner);
        QTRY_VERIFY(id.isFinished());
        m->tracker().resume(&m->owner);
        QTRY_VERIFY(m->find(*takenFrom(id)));
        const JobRecord end = m->over(*takenFrom(id));
        QCOMPARE(names, asked);
        QStringList texts{end.failure->serverText};
        for (const Failure &each : end.further)
            texts.append(each.serverText);
        QCOMPARE(texts, told);
        // Also after a restart.
        const auto kept = m->program->history.record(*takenFrom(id), &m->owner);
        QTRY_VERIFY(kept.isFinished());
        QCOMPARE(takenFrom(kept)->further, end.further);
    }

    void deletionOnCompletionIsLeftAsFound()
    {
        m->answerByJob();
        const qint64 id = running();
        finishAll();
        m->over(id);
        QCOMPARE(m->system.count(u"Put MSISCSITARGET_ConcreteJob"_s), 0);
        QCOMPARE(m->system.count(u"Delete MSISCSITARGET_ConcreteJob"_s), 0);
    }

    void manyJobsAreReadInOne_data()
    {
        QTest::addColumn<int>("jobs");
        QTest::addColumn<bool>("inOne");
        QTest::newRow("ten") << 10 << false;
        QTest::newRow("thirty") << 30 << true;
    }
    void manyJobsAreReadInOne()
    {
        QFETCH(int, jobs);
        QFETCH(bool, inOne);
        m->answerByJob();
        QList<qint64> ids;
        for (int i = 0; i < jobs; ++i)
            ids.append(running());
        m->settle();
        m->system.sent.clear();
        for (int i = 0; i < 10; ++i) {
            QTRY_VERIFY(m->clock.pending() >= jobs); // each waits for its next reading
            m->clock.advance(1s);
        }
        QTRY_VERIFY(m->clock.pending() >= jobs);
        const auto alone = m->system.count(u"Get MSISCSITARGET_ConcreteJob"_s);
        const auto together = m->system.count(u"Enumerate MSISCSITARGET_ConcreteJob"_s);
        if (inOne) {
            QCOMPARE(alone, 0);
            QVERIFY2(together >= 8 && together <= 12, qPrintable(QString::number(together)));
        } else {
            QVERIFY(alone >= 8 * jobs);
            QCOMPARE(together, 0);
        }
        for (CimInstance &each : m->system.instances) {
            if (each.className() == "MSISCSITARGET_ConcreteJob"_L1)
                TrackedSystem::finish(each);
        }
        for (const qint64 id : ids)
            QCOMPARE(m->over(id).state, State::Succeeded);
    }

    void oneThatIsGoneFromManyIsReconciled()
    {
        m->answerByJob();
        QList<qint64> ids;
        for (int i = 0; i < 12; ++i)
            ids.append(running());
        m->system.remove(m->find(ids.first())->job);
        const JobRecord end = m->over(ids.first());
        QCOMPARE(end.failure->cause, Cause::OutcomeUnknown);
        QCOMPARE(m->find(ids.last())->state, State::Running);
    }

private:
    void finishAll() { m->system.beforeJobRead = TrackedSystem::finish; }
    // Requests to stop, as the history has them.
    QList<JobRecord> stops()
    {
        const auto read = m->program->history.since({}, 100, &m->owner);
        if (!QTest::qWaitFor([&read] { return read.isFinished(); }))
            return {};
        QList<JobRecord> records = *takenFrom(read);
        records.removeIf([](const JobRecord &each) {
            return each.call.decl().name == "CreateOrModifyStoragePool"_L1;
        });
        return records;
    }
    static QString error(const QString &message)
    {
        return u"<INSTANCE CLASSNAME=\"CIM_Error\"><PROPERTY TYPE=\"string\" NAME=\"Message\">"
               "<VALUE>%1</VALUE></PROPERTY></INSTANCE>"_s.arg(message);
    }
    qint64 running()
    {
        const qint64 id = m->started(m->create(u"gold"_s));
        const bool runs = QTest::qWaitFor([&] { return m->find(id)->jobState == 4; });
        return runs ? id : 0;
    }

    std::unique_ptr<TrackedSystem> m;
};

QTEST_GUILESS_MAIN(TestJobStops)
#include "tst_jobstops.moc"
