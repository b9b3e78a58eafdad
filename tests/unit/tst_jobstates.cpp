// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How the jobs of the local target move from state to state, by themselves and on request. Rules
// JOB.R2 and R8 to R10.
#include "tests/support/jobcalls.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;

namespace {
// From each state the ones that may be seen next; a reader may miss those that pass quickly.
const QMap<quint64, QList<quint64>> ways{
    {2, {3, 8, 9, 10}},
    {3, {4, 6, 9, 10}},
    {4, {5, 6, 7, 9, 10}},
    {5, {3, 6, 9, 10}},
    {6, {7, 8, 9, 10}},
    {7, {}},
    {8, {}},
    {9, {}},
    {10, {}},
};

// 5 to 4 passes 3, say.
bool leads(quint64 from, quint64 to)
{
    QList<quint64> reached{from};
    for (qsizetype i = 0; i < reached.size(); ++i) {
        for (const quint64 next : ways.value(reached[i])) {
            if (!reached.contains(next))
                reached.append(next);
        }
    }
    return reached.contains(to);
}

// Everything a client reads of one job, one after the other.
class Watch
{
public:
    Watch(ProviderFixture &at, const CimPath &job) : m_at(at), m_job(job) {}

    bool until(const std::function<bool()> &reached)
    {
        return QTest::qWaitFor(
                   [&] {
                       look();
                       return reached();
                   },
                   10000)
            && m_problem.isEmpty();
    }
    bool state(quint64 wanted)
    {
        return until([&] { return m_state == wanted; });
    }
    bool percent(quint64 wanted)
    {
        return until([&] { return m_percent == wanted; });
    }
    QString problem() const { return m_problem; }

private:
    void look()
    {
        const auto job = m_at.get(m_job);
        if (!job) {
            m_problem = u"gone"_s;
            return;
        }
        const quint64 state = job->value(u"JobState").toUnsigned().value_or(0);
        const quint64 percent = job->value(u"PercentComplete").toUnsigned().value_or(999);
        if (!leads(m_state, state))
            m_problem = u"state %1 after %2"_s.arg(state).arg(m_state);
        if (percent < m_percent || percent > 100 || (state == 7 && percent != 100))
            m_problem = u"%1 % after %2 % in state %3"_s.arg(percent).arg(m_percent).arg(state);
        m_state = state;
        m_percent = percent;
    }

    ProviderFixture &m_at;
    CimPath m_job;
    quint64 m_state = 2, m_percent = 0;
    QString m_problem;
};
} // namespace

class tst_JobStates : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ProviderFixture> m_at; // of the rows that share a target

private slots:
    void initTestCase() { m_at = std::make_unique<ProviderFixture>(); }
    void cleanupTestCase() { m_at.reset(); }

    void cleanup()
    {
        Jobs::releaseAll(*m_at);
        for (const CimInstance &job : m_at->all(u"CIM_ConcreteJob"_s))
            Jobs::request(*m_at, job.path(), Jobs::Kill);
        for (const CimInstance &job : m_at->all(u"CIM_ConcreteJob"_s))
            QVERIFY(m_at->waitForEnd(job.path()));
        for (const CimPath &pool : m_at->pools())
            m_at->finished(m_at->callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}));
        // The time goes on while the target's thread sweeps, so a timer it sets then may be late.
        m_at->clock().advance(6min);
        (void)m_at->all(u"CIM_ConcreteJob"_s);
        m_at->clock().advance(6min);
        QVERIFY(m_at->all(u"CIM_ConcreteJob"_s).isEmpty());
        QVERIFY(m_at->files().isEmpty());
        QCOMPARE(m_at->booksProblem(), QString());
    }

    void JOB_R2_stepsOnlyForward()
    {
        ProviderFixture at({.limit = 512 * MiB});
        at.faults().set(Step::Queue, Act::Hold);
        const CimPath job = Jobs::begun(at, 256 * MiB);
        Watch watch(at, job);
        QVERIFY(watch.state(Jobs::New));
        at.faults().set(Step::Begin, Act::Hold);
        at.faults().set(Step::Queue, Act::Pass);
        QVERIFY(watch.state(Jobs::Starting));
        at.faults().set(Step::Chunk, Act::Hold);
        at.faults().set(Step::Begin, Act::Pass);
        QVERIFY(watch.state(Jobs::Running));
        for (const quint64 percent : {25, 50, 75}) {
            at.faults().set(Step::Chunk, Act::Hold, 1);
            QVERIFY2(watch.percent(percent), qPrintable(watch.problem()));
            QCOMPARE(Jobs::request(at, job, Jobs::Suspend), 0u);
            QVERIFY2(watch.state(Jobs::Suspended), qPrintable(watch.problem()));
            QCOMPARE(Jobs::request(at, job, Jobs::Start), 4096u);
            QVERIFY2(watch.state(Jobs::Running), qPrintable(watch.problem()));
        }
        at.faults().set(Step::Chunk, Act::Pass);
        QVERIFY2(watch.state(Jobs::Completed), qPrintable(watch.problem()));
    }

    void JOB_R2_percentStaysWhenAllIsRolledBack()
    {
        ProviderFixture at({.limit = 512 * MiB});
        at.faults().set(Step::Chunk, Act::Hold, 3);
        const CimPath job = Jobs::begun(at, 256 * MiB);
        Watch watch(at, job);
        QVERIFY2(watch.percent(75), qPrintable(watch.problem()));
        QCOMPARE(Jobs::request(at, job, Jobs::Terminate), 4096u);
        QVERIFY2(watch.state(Jobs::Terminated), qPrintable(watch.problem()));
        QCOMPARE(at.number(job, u"PercentComplete"), 75u);
    }

    // Suspended while the very last piece is being written: it must not end behind our back.
    void JOB_R2_aSuspendedJobStaysSuspended()
    {
        ProviderFixture at;
        at.faults().set(Step::Chunk, Act::Hold);
        const CimPath job = Jobs::begun(at);
        Watch watch(at, job);
        QVERIFY(watch.state(Jobs::Running));
        QTRY_COMPARE(at.faults().waiting(Step::Chunk), 1);
        QCOMPARE(Jobs::request(at, job, Jobs::Suspend), 0u);
        at.faults().set(Step::Chunk, Act::Pass); // the piece goes on to the disk
        QTRY_VERIFY(!at.files().isEmpty());
        QVERIFY(watch.state(Jobs::Suspended));
        QVERIFY(at.pools().isEmpty());
        QCOMPARE(Jobs::request(at, job, Jobs::Start), 4096u);
        QVERIFY2(watch.state(Jobs::Completed), qPrintable(watch.problem()));
        QCOMPARE(at.pools().size(), 1);
    }

    void JOB_R8_requests_data()
    {
        struct Cell
        {
            quint64 code;
            QList<int> next;
        };
        constexpr quint64 x = 4097;
        using L = QList<int>;
        const QMap<int, QList<Cell>> matrix{
            // Start, Suspend, Terminate, Kill, Service
            {2, {{4096, L{3}}, {x, L{2}}, {0, L{8}}, {0, L{9}}, {1, L{2}}}},
            {3, {{x, L{3}}, {x, L{3}}, {4096, L{6}}, {0, L{9}}, {1, L{3}}}},
            {4, {{x, L{4}}, {0, L{5}}, {4096, L{6}}, {0, L{9}}, {1, L{4}}}},
            {5,
             {{4096, L{3, 4}}, {x, L{5}}, {4096, L{6}}, {0, L{9}}, {1, L{5}}}}, // 3 is over quickly
            {6, {{x, L{6}}, {x, L{6}}, {0, L{6}}, {0, L{9}}, {1, L{6}}}},
            {7, {{x, L{7}}, {x, L{7}}, {x, L{7}}, {x, L{7}}, {x, L{7}}}},
            {8, {{x, L{8}}, {x, L{8}}, {x, L{8}}, {x, L{8}}, {x, L{8}}}},
            {9, {{x, L{9}}, {x, L{9}}, {x, L{9}}, {x, L{9}}, {x, L{9}}}},
            {10, {{x, L{10}}, {x, L{10}}, {x, L{10}}, {x, L{10}}, {x, L{10}}}},
        };
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("requested");
        QTest::addColumn<quint64>("code");
        QTest::addColumn<QList<int>>("next");
        for (auto row = matrix.begin(); row != matrix.end(); ++row) {
            for (int requested = 2; requested <= 6; ++requested) {
                const Cell &cell = row.value()[requested - 2];
                QTest::addRow("from %d request %d", row.key(), requested)
                    << row.key() << requested << cell.code << cell.next;
            }
        }
    }

    void JOB_R8_requests()
    {
        QFETCH(int, from);
        QFETCH(int, requested);
        QFETCH(quint64, code);
        QFETCH(QList<int>, next);
        const CimPath job = Jobs::inState(*m_at, Jobs::State(from));
        const CimValue moved = m_at->get(job)->value(u"TimeOfLastStateChange");
        m_at->clock().advance(7s);
        if (next == QList<int>{6})
            m_at->faults().set(Step::Undo, Act::Hold); // so that it can be seen
        quint64 answered = 0;
        if (from == 6 && requested == Jobs::Kill) {
            // The answer waits for the rollback, so that must go on; but only after the request is
            // there, which is certain on the shortest way alone.
            Envelope envelope;
            envelope.body = Wsman::Invoke{u"RequestStateChange"_s,
                                          Jobs::change(quint16(requested))};
            envelope.target = job;
            envelope.messageId = newMessageId();
            const auto answer = m_at->provider().responder()(envelope,
                                                             {u"admin"_s, AccessRole::Manage});
            QVERIFY(!answer.isFinished());
            m_at->faults().set(Step::Undo, Act::Pass);
            const auto reply = m_at->await(answer);
            QVERIFY(reply);
            answered = ProviderFixture::resultOf(reply->body).code;
        } else {
            answered = Jobs::request(*m_at, job, quint16(requested));
        }
        QCOMPARE(answered, code);
        const int now = int(m_at->jobState(job));
        QVERIFY2(next.contains(now), qPrintable(QString::number(now)));
        const bool same = m_at->get(job)->value(u"TimeOfLastStateChange") == moved;
        if (now == from)
            QVERIFY2(same,
                     "a request that changes nothing leaves the time of the last change alone");
        else
            QVERIFY2(!same, "a change is timed");
        if (next == QList<int>{6}) {
            m_at->faults().set(Step::Undo, Act::Pass);
            QVERIFY(m_at->waitForState(job, Jobs::Terminated));
        }
    }

    void JOB_R8_pastThePointOfNoReturnNothingIsStopped_data()
    {
        QTest::addColumn<int>("requested");
        QTest::newRow("suspend") << int(Jobs::Suspend);
        QTest::newRow("terminate") << int(Jobs::Terminate);
        QTest::newRow("kill") << int(Jobs::Kill);
    }

    void JOB_R8_pastThePointOfNoReturnNothingIsStopped()
    {
        QFETCH(int, requested);
        const CimPath pool = m_at->pool(u"gold"_s, 4 * MiB);
        m_at->faults().set(Step::After, Act::Hold);
        const CimPath job = m_at->callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}})
                                .path(u"Job");
        QTRY_COMPARE(m_at->faults().waiting(Step::After), 1);
        const CimValue moved = m_at->get(job)->value(u"TimeOfLastStateChange");
        m_at->clock().advance(7s);
        QCOMPARE(Jobs::request(*m_at, job, quint16(requested)), 1u);
        QCOMPARE(m_at->jobState(job), quint64(Jobs::Running));
        QCOMPARE(m_at->get(job)->value(u"TimeOfLastStateChange"), moved);
        m_at->faults().set(Step::After, Act::Pass);
        QVERIFY(m_at->waitForState(job, Jobs::Completed));
        QVERIFY(!m_at->get(pool));
    }

    // More jobs than workers: one that waits for its turn is stopped at once all the same.
    void JOB_R8_aJobInTheQueueIsStoppedAtOnce()
    {
        m_at->faults().set(Step::Queue, Act::Hold);
        QList<CimPath> jobs;
        for (int i = 0; i < 12; ++i)
            jobs.append(Jobs::begun(*m_at, MiB));
        QCOMPARE(Jobs::request(*m_at, jobs.last(), Jobs::Terminate), 0u);
        QCOMPARE(m_at->jobState(jobs.last()), quint64(Jobs::Terminated));
        QCOMPARE(Jobs::request(*m_at, jobs[10], Jobs::Kill), 0u);
        QCOMPARE(m_at->jobState(jobs[10]), quint64(Jobs::Killed));
        Jobs::releaseAll(*m_at);
        for (int i = 0; i < 10; ++i)
            QVERIFY(m_at->waitForState(jobs[i], Jobs::Completed));
        QCOMPARE(m_at->jobState(jobs.last()), quint64(Jobs::Terminated));
        QCOMPARE(m_at->pools().size(), 10);
    }

    void JOB_R9_timeouts_data()
    {
        QTest::addColumn<CimValue>("timeout");
        QTest::addColumn<quint64>("code");
        const auto lasting = [](std::chrono::microseconds time) {
            return CimValue::dateTime(CimDateTime::lasting(time));
        };
        QTest::newRow("null") << CimValue::null(CimType::DateTime) << quint64(0);
        QTest::newRow("zero") << lasting(0s) << quint64(0);
        QTest::newRow("10 s") << lasting(10s) << quint64(4098);
        QTest::newRow("the least") << lasting(1us) << quint64(4098);
        QTest::newRow("a moment") << CimValue::dateTime(
            CimDateTime::at(m_at->clock().now().addSecs(60)))
                                  << quint64(5);
    }

    void JOB_R9_timeouts()
    {
        QFETCH(CimValue, timeout);
        QFETCH(quint64, code);
        const CimPath job = Jobs::inState(*m_at, Jobs::Running);
        QCOMPARE(Jobs::request(*m_at, job, Jobs::Suspend, timeout), code);
        QCOMPARE(m_at->jobState(job), quint64(code == 0 ? Jobs::Suspended : Jobs::Running));
    }

    void JOB_R10_statesThatCanNotBeAskedFor_data()
    {
        QTest::addColumn<quint16>("requested");
        for (const quint16 requested : {0, 1, 7, 8, 32767, 65535})
            QTest::addRow("%d", int(requested)) << requested;
    }

    void JOB_R10_statesThatCanNotBeAskedFor()
    {
        QFETCH(quint16, requested);
        const CimPath job = Jobs::inState(*m_at, Jobs::Running);
        QCOMPARE(Jobs::request(*m_at, job, requested), 5u);
        QCOMPARE(m_at->jobState(job), quint64(Jobs::Running));
    }

    void JOB_R10_noStateAskedFor()
    {
        const CimPath job = Jobs::inState(*m_at, Jobs::Running);
        QCOMPARE(m_at->call(job, u"RequestStateChange"_s).code, 5u);
    }
};

QTEST_GUILESS_MAIN(tst_JobStates)
#include "tst_jobstates.moc"
