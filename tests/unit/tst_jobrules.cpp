// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The jobs of the local target: how long they can be read, what they tell of their end, which
// elements they name, how they are removed. Rules JOB.R1, R3 to R7, R11 to R14.
#include "tests/support/jobcalls.h"

#include "services/wsman/soapxml.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;

namespace {
const QString links = u"CIM_AffectedJobElement"_s;

QList<quint64> operational(ProviderFixture &at, const CimPath &job)
{
    const auto instance = at.get(job);
    return instance ? instance->value(u"OperationalStatus").toUnsigneds() : QList<quint64>();
}

QList<quint64> effects(ProviderFixture &at, const CimPath &job, const CimPath &element)
{
    for (const CimInstance &link : at.links(job, links)) {
        if (*link.value(u"AffectedElement").toPath() == element)
            return link.value(u"ElementEffects").toUnsigneds();
    }
    return {};
}

CimValue lasting(std::chrono::seconds time)
{
    return CimValue::dateTime(CimDateTime::lasting(time));
}
} // namespace

class tst_JobRules : public QObject
{
    Q_OBJECT

private slots:
    void JOB_R1_theJobCanBeReadThroughItsRunAndAfter()
    {
        ProviderFixture at;
        at.faults().set(Step::Queue, Act::Hold);
        const CimPath job = Jobs::begun(at);
        QVERIFY(!job.isEmpty());
        const QList<std::pair<Step, quint64>> way{
            {Step::Queue, 2}, {Step::Begin, 3}, {Step::Chunk, 4}};
        for (qsizetype i = 0; i < way.size(); ++i) {
            QVERIFY(at.waitForState(job, way[i].second));
            QVERIFY(at.all(u"CIM_ConcreteJob"_s).value(0).path() == job);
            if (i + 1 < way.size())
                at.faults().set(way[i + 1].first, Act::Hold);
            at.faults().set(way[i].first, Act::Pass);
        }
        QVERIFY(at.waitForState(job, Jobs::Completed));
        QCOMPARE(at.get(job)->value(u"DeleteOnCompletion").toBool(), std::optional(true));
        QCOMPARE(at.get(job)->value(u"TimeBeforeRemoval").toDateTime()->interval(),
                 std::optional<std::chrono::microseconds>(5min));
        at.clock().advance(5min - 1s);
        QCOMPARE(at.jobState(job), quint64(Jobs::Completed));
        at.clock().advance(2s);
        QVERIFY(!at.get(job));
        QVERIFY(at.all(u"CIM_ConcreteJob"_s).isEmpty());
    }

    void JOB_R1_aLongerTimeBeforeRemovalIsKept()
    {
        ProviderFixture at;
        at.faults().set(Step::Chunk, Act::Hold);
        const CimPath job = Jobs::begun(at);
        QVERIFY(!Jobs::put(at, job, u"TimeBeforeRemoval"_s, lasting(1h)));
        at.faults().set(Step::Chunk, Act::Pass);
        QVERIFY(at.waitForEnd(job));
        at.clock().advance(1h - 1s);
        QVERIFY(at.get(job));
        at.clock().advance(2s);
        QVERIFY(!at.get(job));
    }

    void JOB_R3_aGoodEndHasNoError()
    {
        ProviderFixture at;
        const CimPath job = Jobs::inState(at, Jobs::Completed);
        QVERIFY(operational(at, job).contains(2));
        QVERIFY(operational(at, job).contains(17));
        QCOMPARE(at.number(job, u"ErrorCode"), 0u);
        QCOMPARE(at.number(job, u"PercentComplete"), 100u);
        QVERIFY(!Jobs::error(at, job));
    }

    void JOB_R4_aBadEndTellsWhy_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("passed");
        QTest::newRow("taken up") << int(Step::Queue) << 0;
        QTest::newRow("started") << int(Step::Begin) << 0;
        QTest::newRow("first bytes") << int(Step::Chunk) << 0;
        QTest::newRow("later bytes") << int(Step::Chunk) << 1;
        QTest::newRow("commit") << int(Step::Commit) << 0;
    }

    void JOB_R4_aBadEndTellsWhy()
    {
        QFETCH(int, step);
        QFETCH(int, passed);
        ProviderFixture at({.limit = 256 * MiB});
        const QStringList before = at.snapshot();
        at.faults().set(Step(step), Act::Fail, passed);
        const CimPath job = Jobs::begun(at, 128 * MiB);
        QVERIFY(at.waitForEnd(job));
        QCOMPARE(at.jobState(job), quint64(Jobs::Exception));
        QVERIFY(!operational(at, job).contains(2));
        QVERIFY(at.number(job, u"ErrorCode") != 0);
        QVERIFY(!at.text(job, u"ErrorDescription").isEmpty());
        const auto error = Jobs::error(at, job);
        QVERIFY(error);
        QCOMPARE(error->value(u"CLASSNAME"_s), u"CIM_Error"_s);
        QCOMPARE(error->value(u"OwningEntity"_s), u"Cistern"_s);
        QVERIFY(!error->value(u"MessageID"_s).isEmpty());
        QVERIFY(!error->value(u"Message"_s).isEmpty());
        QCOMPARE(error->value(u"CIMStatusCode"_s), u"1"_s);
        QCOMPARE(error->value(u"PerceivedSeverity"_s), u"6"_s);
        QCOMPARE(at.snapshot(), before);
        QCOMPARE(Jobs::filesProblem(at), QString());
    }

    void JOB_R5_aStoppedJobTellsSoAndLeavesNothing_data()
    {
        QTest::addColumn<int>("state");
        QTest::newRow("terminated") << int(Jobs::Terminated);
        QTest::newRow("killed") << int(Jobs::Killed);
    }

    void JOB_R5_aStoppedJobTellsSoAndLeavesNothing()
    {
        QFETCH(int, state);
        ProviderFixture at({.limit = 256 * MiB});
        const QStringList before = at.snapshot();
        at.faults().set(Step::Chunk, Act::Hold, 1);
        const CimPath job = Jobs::begun(at, 128 * MiB);
        QTRY_COMPARE(at.number(job, u"PercentComplete"), 50u);
        QCOMPARE(at.files().size(), 1);
        const quint64 code = Jobs::request(at, job,
                                           state == Jobs::Killed ? Jobs::Kill : Jobs::Terminate);
        QCOMPARE(code, state == Jobs::Killed ? 0u : 4096u);
        QVERIFY(at.waitForEnd(job));
        QCOMPARE(at.jobState(job), quint64(state));
        const auto error = Jobs::error(at, job);
        QVERIFY(error);
        QCOMPARE(error->value(u"ErrorType"_s), u"1"_s);
        QCOMPARE(error->value(u"OtherErrorType"_s), u"Cancelled"_s);
        QCOMPARE(error->value(u"PerceivedSeverity"_s), u"2"_s);
        QVERIFY(!error->value(u"Message"_s).isEmpty());
        QVERIFY(!operational(at, job).contains(2));
        QVERIFY(at.files().isEmpty());
        QVERIFY(at.pools().isEmpty());
        QVERIFY(at.madeBy(job).isEmpty());
        QCOMPARE(at.snapshot(), before);
    }

    void JOB_R6_aRunningJobHasNoError_data()
    {
        QTest::addColumn<int>("state");
        for (const auto state :
             {Jobs::New, Jobs::Starting, Jobs::Running, Jobs::Suspended, Jobs::ShuttingDown})
            QTest::addRow("state %d", int(state)) << int(state);
    }

    void JOB_R6_aRunningJobHasNoError()
    {
        QFETCH(int, state);
        ProviderFixture at;
        const CimPath job = Jobs::inState(at, Jobs::State(state));
        const auto result = at.call(job, u"GetError"_s);
        QCOMPARE(result.code, 0u);
        QVERIFY(result.reply.out(u"Error").isNull());
    }

    void JOB_R7_severalErrorsCanNotBeAskedFor()
    {
        ProviderFixture at;
        const CimPath job = Jobs::inState(at, Jobs::Exception);
        const auto result = at.call(job, u"GetErrorEx"_s);
        QVERIFY(result.faulted());
        QCOMPARE(result.fault->cimStatus, 17u); // METHOD_NOT_FOUND
    }

    void JOB_R11_killJobEndsAndMayDelete_data()
    {
        QTest::addColumn<bool>("deletes");
        QTest::newRow("kept") << false;
        QTest::newRow("deleted") << true;
    }

    void JOB_R11_killJobEndsAndMayDelete()
    {
        QFETCH(bool, deletes);
        ProviderFixture at;
        const QStringList before = at.snapshot();
        const CimPath job = Jobs::inState(at, Jobs::Running);
        QVERIFY(!at.all(links).isEmpty());
        QCOMPARE(at.call(job, u"KillJob"_s, {{u"DeleteOnKill"_s, CimValue::boolean(deletes)}}).code,
                 0u);
        QCOMPARE(at.jobState(job), deletes ? ~quint64(0) : quint64(Jobs::Killed));
        QCOMPARE(at.links(job, links).isEmpty(), deletes);
        QCOMPARE(at.all(u"CIM_OwningJobElement"_s).isEmpty(), deletes);
        QCOMPARE(at.snapshot(), before);
    }

    void JOB_R11_killJobCodes()
    {
        ProviderFixture at;
        const CimPath job = Jobs::inState(at, Jobs::Completed);
        QCOMPARE(at.call(job, u"KillJob"_s, {{u"DeleteOnKill"_s, CimValue::boolean(true)}}).code,
                 4u);
        QCOMPARE(at.jobState(job), quint64(Jobs::Completed));
        QVERIFY(!Jobs::remove(at, job));
        const auto gone = at.call(job, u"KillJob"_s,
                                  {{u"DeleteOnKill"_s, CimValue::boolean(true)}});
        QVERIFY(gone.faulted());
        QCOMPARE(gone.fault->cimStatus, 6u); // NOT_FOUND
    }

    void JOB_R12_theNewElementIsFoundThroughTheJob()
    {
        ProviderFixture at;
        const CimPath other = at.pool(u"other"_s, MiB);
        at.faults().set(Step::Chunk, Act::Hold);
        const CimPath job = Jobs::begun(at, 4 * MiB, u"wanted"_s);
        QVERIFY(at.madeBy(job).isEmpty()); // it is not there before it is whole
        QCOMPARE(at.pools(), QList{other});
        QCOMPARE(effects(at, job, at.location()), QList<quint64>{3});
        at.faults().set(Step::Chunk, Act::Pass);
        QVERIFY(at.waitForState(job, Jobs::Completed));
        const CimPath made = at.madeBy(job);
        QVERIFY(made != other);
        QVERIFY(at.pools().contains(made));
        QCOMPARE(at.text(made, u"ElementName"), u"wanted"_s);
        for (const CimInstance &pool : at.all(u"MSISCSITARGET_StoragePool"_s)) {
            if (pool.value(u"ElementName").toString() == "wanted"_L1)
                QCOMPARE(pool.path(), made);
        }
        QCOMPARE(at.associated(made, links).value(0).path(), job);
    }

    void JOB_R12_aModifiedElementIsInExclusiveUse()
    {
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, 4 * MiB);
        at.faults().set(Step::Chunk, Act::Hold);
        const auto grown = at.callService(u"CreateOrModifyStoragePool"_s,
                                          {{u"Pool"_s, ref(pool)}, {u"Size"_s, bytes(8 * MiB)}});
        QCOMPARE(grown.code, 4096u);
        QCOMPARE(effects(at, grown.path(u"Job"), pool), QList<quint64>{2});
    }

    void JOB_R12_aDeletedElementTakesItsLinkAlong()
    {
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, 4 * MiB);
        const auto deleted = at.finished(
            at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}));
        QCOMPARE(at.jobState(deleted.path(u"Job")), quint64(Jobs::Completed));
        QVERIFY(effects(at, deleted.path(u"Job"), pool).isEmpty());
    }

    void JOB_R13_aJobThatIsNotToGoStays()
    {
        ProviderFixture at;
        const CimPath job = Jobs::inState(at, Jobs::Completed);
        const CimPath made = at.madeBy(job);
        QVERIFY(!Jobs::put(at, job, u"DeleteOnCompletion"_s, CimValue::boolean(false)));
        at.clock().advance(24h);
        QCOMPARE(at.jobState(job), quint64(Jobs::Completed));
        at.restart();
        QCOMPARE(at.jobState(job), quint64(Jobs::Completed));
        QVERIFY(!Jobs::remove(at, job));
        QVERIFY(!at.get(job));
        QVERIFY(at.all(links).isEmpty());
        QVERIFY(at.all(u"CIM_OwningJobElement"_s).isEmpty());
        QVERIFY(at.get(made));
    }

    void JOB_R13_anActiveJobIsNotDeleted_data() { JOB_R6_aRunningJobHasNoError_data(); }

    void JOB_R13_anActiveJobIsNotDeleted()
    {
        QFETCH(int, state);
        ProviderFixture at;
        const CimPath job = Jobs::inState(at, Jobs::State(state));
        QVERIFY(Jobs::remove(at, job));
        QCOMPARE(at.jobState(job), quint64(state));
    }

    void JOB_R14_someMembersAreWritten_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<CimValue>("value");
        QTest::newRow("DeleteOnCompletion") << u"DeleteOnCompletion"_s << CimValue::boolean(false);
        QTest::newRow("TimeBeforeRemoval") << u"TimeBeforeRemoval"_s << lasting(90s);
        QTest::newRow("TimeBeforeRemoval zero") << u"TimeBeforeRemoval"_s << lasting(0s);
        QTest::newRow("Priority") << u"Priority"_s << CimValue::uint32(7);
        QTest::newRow("Notify") << u"Notify"_s << words(u"who@example \"&<>"_s);
    }

    void JOB_R14_someMembersAreWritten()
    {
        QFETCH(QString, name);
        QFETCH(CimValue, value);
        ProviderFixture at;
        const CimPath job = Jobs::inState(at, Jobs::Running);
        QVERIFY(!Jobs::put(at, job, name, value));
        QCOMPARE(at.get(job)->value(name), value);
        QCOMPARE(at.jobState(job), quint64(Jobs::Running));
    }

    void JOB_R14_otherMembersAreNot_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<CimValue>("value");
        QTest::newRow("a moment to stay")
            << u"TimeBeforeRemoval"_s
            << CimValue::dateTime(
                   CimDateTime::at(QDateTime(QDate(2030, 1, 1), QTime(0, 0), Qt::UTC)));
        QTest::newRow("JobState") << u"JobState"_s << CimValue::uint16(7);
        QTest::newRow("PercentComplete") << u"PercentComplete"_s << CimValue::uint16(100);
        QTest::newRow("InstanceID") << u"InstanceID"_s << words(u"Cistern:other"_s);
        QTest::newRow("Owner") << u"Owner"_s << words(u"somebody"_s);
        QTest::newRow("ErrorDescription") << u"ErrorDescription"_s << words(u"fine"_s);
    }

    void JOB_R14_otherMembersAreNot()
    {
        QFETCH(QString, name);
        QFETCH(CimValue, value);
        ProviderFixture at;
        const CimPath job = Jobs::inState(at, Jobs::Running);
        const CimValue before = at.get(job)->value(name);
        QVERIFY(Jobs::put(at, job, name, value));
        QCOMPARE(at.get(job)->value(name), before);
    }

    // No value can say it, so this is about the bytes that a client might send.
    void JOB_R14_aTimeBelowZeroIsRefusedAsItIsRead()
    {
        ProviderFixture at;
        const CimPath job = Jobs::inState(at, Jobs::Completed);
        CimInstance changes = *at.get(job);
        changes.set(u"TimeBeforeRemoval", lasting(90s));
        Envelope request;
        request.body = Wsman::Put{changes};
        request.target = job;
        request.to = u"http://localhost/wsman"_s;
        request.messageId = newMessageId();
        const QByteArray bytes = writeEnvelope(request);
        const QByteArray time = CimDateTime::lasting(90s).toWireText().toLatin1();
        QVERIFY(!readRequest(bytes).fault);
        QVERIFY(bytes.contains('>' + time));
        QVERIFY(readRequest(QByteArray(bytes).replace('>' + time, ">-" + time)).fault);
    }
};

QTEST_GUILESS_MAIN(tst_JobRules)
#include "tst_jobrules.moc"
