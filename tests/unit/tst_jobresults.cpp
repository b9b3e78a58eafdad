// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a call came to: the object it made, also where the server does not name it, the size it
// has, and the failure in words.

#include "models/recordfacts.h"
#include "services/jobs/calljson.h"
#include "services/jobs/joberror.h"
#include "tests/support/trackedsystem.h"

#include <QSignalSpy>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

class TestJobResults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<TrackedSystem>();
        QVERIFY(m->connect());
    }
    void cleanup() { m.reset(); }

    void SP_R5_followsTheReturnedPathAndNotAName()
    {
        m->system.addPool(u"gold"_s, 1);
        CimPath made;
        m->answerCreate([&](const MethodReply &) {
            m->system.addPool(u"gold"_s, 2);
            made = m->system.addPool(u"another name"_s, 3).path();
            return TrackedSystem::replied(0, {{u"Pool"_s, CimValue::reference(made)}});
        });
        QCOMPARE(m->ran(m->create(u"gold"_s)).result, made);
    }

    void SP_R5_nullBesideDoneIsLookedUpAmongNewPools()
    {
        m->system.addPool(u"gold"_s, 1);
        CimPath made;
        m->answerCreate([&](const MethodReply &) {
            m->system.addPool(u"silver"_s, 2);
            made = m->system.addPool(u"gold"_s, 3).path();
            return TrackedSystem::replied(0);
        });
        QCOMPARE(m->ran(m->create(u"gold"_s)).result, made);
    }

    void SP_R5_twoNewPoolsOfTheNameAreNoResult()
    {
        m->answerCreate([&](const MethodReply &) {
            m->system.addPool(u"gold"_s, 2);
            m->system.addPool(u"gold"_s, 3);
            return TrackedSystem::replied(0);
        });
        const JobRecord record = m->ran(m->create(u"gold"_s));
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
        m->answerCreate([&](const MethodReply &) {
            made = m->system.addPool(u"gold"_s, 5).path();
            QList<std::pair<QString, CimValue>> outs{{u"Pool"_s, CimValue::reference(made)}};
            if (byJob)
                outs.append(
                    {u"Job"_s, CimValue::reference(m->system.addJob(u"Fake:1"_s, 7).path())});
            return TrackedSystem::replied(byJob ? 4096 : 0, outs);
        });
        QSignalSpy affected(&m->tracker(), &JobTracker::affected);
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, made);
        const auto paths = affected.last().at(1).value<QList<CimPath>>();
        QVERIFY(paths.contains(made));
        QVERIFY(paths.contains(m->system.primordial())); // its space went
    }

    void SP_R7_startedWithoutAJobPathIsOutcomeUnknown()
    {
        m->answerCreate([](const MethodReply &) { return TrackedSystem::replied(4096); });
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->cause, Cause::OutcomeUnknown);
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void SP_R20_theSizeMadeIsKept()
    {
        m->answerCreate([this](const MethodReply &) {
            return TrackedSystem::replied(
                0,
                {{u"Pool"_s, CimValue::reference(m->system.addPool(u"gold"_s, 1048576).path())},
                 {u"Size"_s, CimValue::uint64(1048576)}});
        });
        const JobRecord record = m->ran(m->create(u"gold"_s, 1000000));
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
        m->answerCreate([&](const MethodReply &) {
            return TrackedSystem::replied(4097, {{u"Size"_s, size}});
        });
        const JobRecord record = m->ran(m->create(u"gold"_s, 5));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->cause, Cause::SizeNotSupported);
        QCOMPARE(record.failure->code, 4097u);
        QCOMPARE(record.failure->offered, offered);
        m->clock.advance(300s);
        QCoreApplication::processEvents();
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void SP_R37_aNullPoolIsFoundThroughTheJob()
    {
        CimPath made;
        m->answerCreate([&](const MethodReply &) {
            const CimPath job = m->system.addJob(u"Fake:Job"_s, 4).path();
            m->system.addPool(u"gold"_s, 1); // somebody else's
            made = m->system.addPool(u"gold"_s, 2).path();
            m->system.addAffected(job, m->system.primordial(), {3});
            m->system.addAffected(job, made, {5});
            return TrackedSystem::replied(
                4096, {{u"Job"_s, CimValue::reference(job)}, {u"Size"_s, CimValue::uint64(42)}});
        });
        m->system.beforeJobRead = TrackedSystem::finish;
        QCOMPARE(m->ran(m->create(u"gold"_s)).result, made);
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
        m->answerCreate([&](const MethodReply &) { return TrackedSystem::replied(code); });
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(record.state, state);
        QCOMPARE(record.failure ? int(record.failure->cause) : -1, cause);
        QCOMPARE(record.returnValue, std::optional<quint64>(code));
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 1);
    }

    void aFaultIsAFailureAndNothingRan()
    {
        m->answerCreate([](const MethodReply &) -> Outcome<MethodReply> {
            return Failure{.code = 2, .serverText = u"Access is denied."_s};
        });
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->cause, Cause::Denied);
        QCOMPARE(record.failure->serverText, u"Access is denied."_s);
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
        m->answerByJob();
        const auto create_ = m->system.method;
        m->system.method = [&](const QString &name, const MethodReply &arguments) {
            return name == "GetError"_L1 ? Outcome<MethodReply>(
                       TrackedSystem::replied(0, {{u"Error"_s, CimValue::string(text)}}))
                                         : create_(name, arguments);
        };
        m->system.beforeJobRead = [&](CimInstance &job) {
            job.set(u"JobState", CimValue::uint16(10));
            job.set(u"ErrorDescription", CimValue::string(description));
        };
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->serverText, shown);
    }

    void JOB_R18_aLongRawTextIsCut()
    {
        const Failure failure = jobFailure(CimInstance(u"X"_s), QString(1024 * 1024, u'x'));
        QVERIFY(failure.serverText.size() <= longestServerText + 1);
        QVERIFY(failure.serverText.startsWith(u"xxx"_s));
    }

    // Job model 4.2: what helps to go on is kept, also in the file.
    void whatAnErrorRecommendsIsKept()
    {
        const QString text =
            u"<INSTANCE CLASSNAME=\"CIM_Error\">"
            "<PROPERTY NAME=\"ProbableCause\" TYPE=\"uint16\"><VALUE>50</VALUE></PROPERTY>"
            "<PROPERTY NAME=\"CIMStatusCode\" TYPE=\"uint32\"><VALUE>11</VALUE></PROPERTY>"
            "<PROPERTY.ARRAY NAME=\"RecommendedActions\" TYPE=\"string\"><VALUE.ARRAY>"
            "<VALUE>Free &lt;b&gt;10 GB&lt;/b&gt;\n  on E:</VALUE><VALUE> </VALUE>"
            "<VALUE>Ask %1</VALUE></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>"_s;
        const JobAdvice expected{.probableCause = 50,
                                 .recommended = {u"Free <b>10 GB</b> on E:"_s, u"Ask %1"_s}};
        m->answerByJob([&](const QString &, const MethodReply &) {
            return TrackedSystem::replied(0, {{u"Error"_s, CimValue::string(text)}});
        });
        m->system.beforeJobRead = [](CimInstance &job) {
            job.set(u"JobState", CimValue::uint16(10));
        };
        const JobRecord record = m->ran(m->create(u"gold"_s));
        QCOMPARE(record.failure->cause, Cause::Exists);
        QVERIFY(adviceOf(*record.failure) == expected);
        const auto kept = CallJson::recordFromJson(CallJson::toJson(record));
        QVERIFY(kept);
        QVERIFY(adviceOf(*kept->failure) == expected);
    }

    void notAllThatAnErrorRecommendsIsKept()
    {
        const QString text = u"<INSTANCE CLASSNAME=\"CIM_Error\"><PROPERTY.ARRAY "
                             "NAME=\"RecommendedActions\" TYPE=\"string\"><VALUE.ARRAY>"_s
            + u"<VALUE>Wait</VALUE>"_s.repeated(1000)
            + u"</VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>"_s;
        const Failure failure = jobFailure(CimInstance(u"X"_s), text);
        QCOMPARE(adviceOf(failure).recommended.size(), mostRecommended);
        QVERIFY(!jobFailure(CimInstance(u"X"_s), u"no error"_s).offered.isValid());
        QVERIFY(adviceOf(Failure{.offered = quint64(5)}) == JobAdvice());
    }

    // The links go with the job: what it worked on is read while they are there.
    void whatAJobWorkedOnIsKept_data()
    {
        QTest::addColumn<int>("jobState");
        QTest::addColumn<State>("end");
        QTest::newRow("done") << 7 << State::Succeeded;
        QTest::newRow("failed") << 10 << State::Failed;
    }
    void whatAJobWorkedOnIsKept()
    {
        QFETCH(int, jobState);
        QFETCH(State, end);
        const CimPath other = m->system.addPool(u"silver"_s, 5).path();
        const JobRecord record = changedWith(
            [&](const CimPath &job, const CimPath &pool) {
                m->system.addAffected(job, pool, {2});
                m->system.addAffected(job, other, {3});
                m->system.addAffected(job, other, {4});
            },
            quint16(jobState));
        QCOMPARE(record.state, end);
        QCOMPARE(record.affected.size(), 2);
        QVERIFY(record.affected.contains(other));
        QVERIFY(affectedBy(record).contains(other));
        QCOMPARE(affectedBy(record).count(record.affected.first()), 1);
        const auto kept = CallJson::recordFromJson(CallJson::toJson(record));
        QVERIFY(kept && kept->affected == record.affected);
        QCOMPARE(m->system.count(u"Enumerate *"_s), 1);
    }

    void whatAJobWorkedOnDecidesNothing_data()
    {
        QTest::addColumn<bool>("silent");
        QTest::newRow("it can't be read") << false;
        QTest::newRow("it is read for ever") << true;
    }
    void whatAJobWorkedOnDecidesNothing()
    {
        QFETCH(bool, silent);
        (silent ? m->system.silentClasses : m->system.brokenClasses)
            << u"MSISCSITARGET_AffectedJobElement"_s;
        const JobRecord record = changedWith([](const CimPath &, const CimPath &) {}, 7);
        QCOMPARE(record.state, State::Succeeded);
        QVERIFY(record.affected.isEmpty());
        QVERIFY(record.submitted.secsTo(record.ended) <= 10);
    }

private:
    // A pool is resized by a job, which begins by doing this and ends in this state.
    JobRecord changedWith(const std::function<void(const CimPath &job, const CimPath &pool)> &begin,
                          quint16 jobState)
    {
        const CimPath pool = m->system.addPool(u"gold"_s, 1).path();
        MethodCall call = m->create(u"gold"_s);
        call.setArgument(u"Pool", CimValue::reference(pool));
        m->answerCreate([this, begin, pool](const MethodReply &) {
            const CimPath job = m->system.addJob(u"Fake:Job"_s, 4).path();
            begin(job, pool);
            return TrackedSystem::replied(4096, {{u"Job"_s, CimValue::reference(job)}});
        });
        m->system.beforeJobRead = [jobState](CimInstance &job) {
            TrackedSystem::finish(job);
            job.set(u"JobState", CimValue::uint16(jobState));
        };
        m->system.sent.clear();
        return m->ran(call);
    }

    std::unique_ptr<TrackedSystem> m;
};

QTEST_GUILESS_MAIN(TestJobResults)
#include "tst_jobresults.moc"
