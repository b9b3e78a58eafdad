// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The wall clock of the local target is set, forwards or backwards, while jobs work, between them
// and while it is stopped: nothing ends early or late by that, and nothing is done twice. And a
// month goes by, which leaves nothing behind. Rules FT-01, FT-03 and RQ-11.
#include "services/jobs/historykeeping.h"
#include "services/jobs/jobhistory.h"
#include "services/provider/objectstore.h"
#include "tests/support/got.h"
#include "tests/support/jobcalls.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;

namespace {
constexpr qint64 hour = 3600, year = 365 * 24 * hour; // seconds

void jumpRows()
{
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("an hour on") << hour;
    QTest::newRow("an hour back") << -hour;
    QTest::newRow("a year on") << year;
    QTest::newRow("a year back") << -year;
    QTest::newRow("beyond 2038") << 13 * year;
    QTest::newRow("a leap second") << qint64(-1);
}

void jump(ProviderFixture &at, qint64 seconds)
{
    at.clock().setNow(at.clock().now().addSecs(seconds));
}

Wsman::Invoke creation(ProviderFixture &at)
{
    return {u"CreateOrModifyStoragePool"_s,
            {{u"ElementName"_s, words(u"once"_s)},
             {u"Size"_s, bytes(MiB)},
             {u"InPools"_s, pathTexts({at.location()})}}};
}

std::chrono::microseconds elapsedOf(ProviderFixture &at, const CimPath &job)
{
    return at.get(job)->value(u"ElapsedTime").toDateTime()->interval().value_or(-1us);
}
} // namespace

class tst_ClockJumps : public QObject
{
    Q_OBJECT

private slots:
    void FT_01_repliesAreKeptForTheirTime_data() { jumpRows(); }
    void FT_01_repliesAreKeptForTheirTime()
    {
        QFETCH(qint64, seconds);
        ProviderFixture at;
        const CimPath service = at.service();
        const QString id = newMessageId();
        const auto sent = [&] { return at.resultOf(at.send(creation(at), service, id)); };
        const CimPath job = sent().path(u"Job");
        QVERIFY(at.waitForEnd(job));
        jump(at, seconds);
        QCOMPARE(sent().path(u"Job"), job);
        at.clock().advance(9min);
        QCOMPARE(sent().path(u"Job"), job);
        QCOMPARE(at.pools().size(), 1);
        at.clock().advance(61s);
        const CimPath other = sent().path(u"Job"); // as any new message
        QVERIFY(!other.isEmpty() && other != job);
    }

    void FT_01_repliesAreKeptOverAJumpBetweenTwoRuns_data() { jumpRows(); }
    void FT_01_repliesAreKeptOverAJumpBetweenTwoRuns()
    {
        QFETCH(qint64, seconds);
        if (qAbs(seconds) > hour)
            seconds = seconds > 0 ? hour : -hour; // longer means that it was away for so long
        ProviderFixture at;
        const CimPath service = at.service();
        const QString id = newMessageId();
        const auto sent = [&] { return at.resultOf(at.send(creation(at), service, id)); };
        const CimPath job = sent().path(u"Job");
        QVERIFY(at.waitForEnd(job));
        at.stop();
        jump(at, seconds);
        at.restart();
        QCOMPARE(sent().path(u"Job"), job);
        QCOMPARE(at.pools().size(), 1);
        at.clock().advance(10min + 1s);
        QVERIFY(sent().path(u"Job") != job);
    }

    void FT_01_theStoreDoesNotFillWithReplies()
    {
        ProviderFixture at;
        const auto none = [&] {
            return at.send(Wsman::Invoke{u"DeleteStoragePool"_s, {}}, at.service());
        };
        for (int i = 0; i < 20; ++i) {
            none();
            at.clock().advance(1min);
        }
        at.clock().advance(10min);
        none();
        at.stop();
        auto store = ObjectStore::open(at.store());
        QVERIFY(store.ok());
        QCOMPARE((*(*store)->keptReplies()).size(), 1);
    }

    void FT_01_jobsStayForTheirTime_data() { jumpRows(); }
    void FT_01_jobsStayForTheirTime()
    {
        QFETCH(qint64, seconds);
        ProviderFixture at;
        const CimPath job = Jobs::inState(at, Jobs::Completed);
        jump(at, seconds);
        const CimPath later = Jobs::begun(at);
        QVERIFY(at.waitForEnd(later));
        QCOMPARE(at.jobState(job), quint64(Jobs::Completed));
        at.clock().advance(5min - 1s);
        QCOMPARE(at.jobState(job), quint64(Jobs::Completed));
        at.clock().advance(2s);
        QVERIFY(!at.get(job));
    }

    void FT_01_jobsStayOverAJumpBetweenTwoRuns_data() { jumpRows(); }
    void FT_01_jobsStayOverAJumpBetweenTwoRuns()
    {
        QFETCH(qint64, seconds);
        ProviderFixture at;
        const CimPath job = Jobs::inState(at, Jobs::Completed);
        at.stop();
        jump(at, seconds);
        at.restart();
        QCOMPARE(at.jobState(job), quint64(Jobs::Completed));
        at.clock().advance(5min - 1s);
        QCOMPARE(at.jobState(job), quint64(Jobs::Completed));
        at.clock().advance(2s);
        QVERIFY(!at.get(job));
    }

    void FT_01_jobsGoInTheOrderTheyEndedIn()
    {
        ProviderFixture at;
        QList<CimPath> jobs;
        for (const qint64 seconds : {hour, -2 * hour, year, -year}) {
            jobs.append(Jobs::inState(at, Jobs::Completed));
            jump(at, seconds);
            at.clock().advance(1min);
        }
        at.clock().advance(1min - 1s);
        for (qsizetype gone = 0; gone <= jobs.size(); ++gone) {
            for (qsizetype i = 0; i < jobs.size(); ++i)
                QCOMPARE(at.get(jobs[i]).has_value(), i >= gone);
            at.clock().advance(gone == 0 ? 2s : 60s);
        }
    }

    void FT_01_aJobAtWorkCountsOn_data() { jumpRows(); }
    void FT_01_aJobAtWorkCountsOn()
    {
        QFETCH(qint64, seconds);
        ProviderFixture at({.limit = 512 * MiB});
        at.faults().set(Step::Chunk, Act::Hold, 1);
        const CimPath job = Jobs::begun(at, 256 * MiB);
        QVERIFY(QTest::qWaitFor([&] { return at.faults().waiting(Step::Chunk) == 1; }));
        at.clock().advance(10s);
        const quint64 percent = at.number(job, u"PercentComplete");
        QVERIFY(percent > 0);
        jump(at, seconds);
        QCOMPARE(elapsedOf(at, job), 10s);
        QCOMPARE(at.number(job, u"PercentComplete"), percent);
        at.clock().advance(5s);
        QCOMPARE(elapsedOf(at, job), 15s);
        at.faults().set(Step::Chunk, Act::Pass);
        QVERIFY(at.waitForState(job, Jobs::Completed));
        QCOMPARE(elapsedOf(at, job), 15s);
        QCOMPARE(at.number(job, u"PercentComplete"), 100u);
        QCOMPARE(at.booksProblem(), QString());
    }

    void FT_01_anEndToldByAClockAheadIsNotInTheFuture()
    {
        ProviderFixture at;
        const CimPath ended = Jobs::inState(at, Jobs::Completed);
        at.faults().set(Step::Chunk, Act::Hold);
        const CimPath working = Jobs::begun(at);
        QVERIFY(at.waitForState(working, Jobs::Running));
        at.stop();
        at.faults().set(Step::Chunk, Act::Pass);
        jump(at, -hour);
        at.restart();
        QCOMPARE(at.jobState(ended), quint64(Jobs::Completed));
        QCOMPARE(at.jobState(working), quint64(Jobs::Exception));
        at.clock().advance(5min - 1s);
        QVERIFY(at.get(ended) && at.get(working));
        at.clock().advance(3s);
        QVERIFY(!at.get(ended) && !at.get(working));
    }

    // What a day leaves in the store, each day does, and not more of it.
    void FT_03_thirtyDaysLeaveWhatOneLeaves()
    {
        ProviderFixture at;
        QStringList first;
        qsizetype objects = 0, replies = 0;
        const QDateTime begin = at.clock().now();
        for (int day = 0; day < 30; ++day) {
            const QDateTime before = at.clock().now();
            const CimPath kept = at.pool(u"of the day"_s, 4 * MiB);
            at.faults().set(Step::Chunk, Act::Hold);
            const CimPath job = Jobs::begun(at, 2 * MiB);
            QVERIFY(QTest::qWaitFor([&] { return at.faults().waiting(Step::Chunk) == 1; }));
            at.clock().advance(12h); // a long one
            QCOMPARE(elapsedOf(at, job), std::chrono::microseconds(12h));
            at.faults().set(Step::Chunk, Act::Pass);
            QVERIFY(at.waitForState(job, Jobs::Completed));
            for (const CimPath &pool : at.pools())
                QVERIFY(at.waitForEnd(
                    at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}).path(u"Job")));
            QVERIFY(!at.get(kept));
            at.clock().advance(12h);
            QVERIFY(!at.get(job));
            QCOMPARE(before.secsTo(at.clock().now()), 24 * hour);
            QCOMPARE(at.booksProblem(), QString());
            QCOMPARE(at.files(), QStringList());
            at.stop();
            {
                auto store = ObjectStore::open(at.store());
                QVERIFY(store.ok());
                QVERIFY((*store)->intents().isEmpty());
                replies = (*(*store)->keptReplies()).size();
                objects = (*store)->ofClass(u"CIM_ManagedElement").size();
            }
            at.restart();
            const QStringList now = at.snapshot()
                << u"%1 replies, %2 objects"_s.arg(replies).arg(objects);
            if (day == 0)
                first = now;
            QCOMPARE(now, first);
        }
        QCOMPARE(begin.daysTo(at.clock().now()), 30);
    }

    void FT_03_thirtyDaysOfHistory()
    {
        const QTemporaryDir folder;
        ManualClock clock;
        JobHistory history(folder.filePath(u"history.sqlite"_s));
        HistoryKeeping keeping(history, clock);
        keeping.keepFor(std::chrono::days(7));
        for (int day = 0; day < 30; ++day) {
            JobRecord record;
            record.state = JobRecord::State::Succeeded;
            record.submitted = clock.now();
            QVERIFY(got(history.add(record, this)));
            clock.advance(24h);
            // In turn behind what was asked for by then.
            const auto page = got(history.page({}, this));
            QVERIFY(page);
            QCOMPARE(page->all, qint64(std::min(day + 1, 7)));
            QCOMPARE(clock.pending(), 1);
        }
    }
};

QTEST_GUILESS_MAIN(tst_ClockJumps)
#include "tst_clockjumps.moc"
