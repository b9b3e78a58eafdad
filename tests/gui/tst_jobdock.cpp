// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The buttons of a job in the dock: what can be done with it follows what the job says and what
// became of it.

#include "tests/gui/trackedconsole.h"
#include "tests/gui/widgetparts.h"
#include "services/inventory/inventory.h"
#include "services/schema/jobstate.h"
#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/jobdock.h"
#include "ui/mainwindow/windowwords.h"

#include <QAction>
#include <QSignalSpy>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Cause = Failure::Cause;

class TestJobDock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<TrackedConsole>();
        QVERIFY(m->connect());
        m_console = std::make_unique<Console>(m->console());
        m_words = std::make_unique<WindowWords>(*m_console);
        m_window = std::make_unique<QWidget>();
        m_actions = new Actions(*m_console, m_window.get());
        m_dock = new JobDock(*m_console, *m_words, *m_actions, m_window.get());
        m_dock->resize(1200, 300);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void cleanup()
    {
        m_window.reset();
        m_words.reset();
        m_console.reset();
        m.reset();
        m_inventory.reset();
    }

    void whatStopsAJobFollowsWhatTheJobSays_data()
    {
        QTest::addColumn<CimValue>("cancellable");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("enabled");
        QTest::newRow("it can") << CimValue::boolean(true) << u"Cancel"_s << true;
        QTest::newRow("it can't") << CimValue::boolean(false) << u"Cancel"_s << false;
        QTest::newRow("it does not say") << CimValue() << u"Request stop"_s << true;
    }
    void whatStopsAJobFollowsWhatTheJobSays()
    {
        QFETCH(CimValue, cancellable);
        QFETCH(QString, words);
        QFETCH(bool, enabled);
        m->answerByJob();
        m->system.beforeJobRead = [&](CimInstance &job) { job.set(u"Cancellable", cancellable); };
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, JobRecord::State::Running);
        m->settle();
        QTRY_VERIFY(shown(words));
        QCOMPARE(shown(words)->isEnabled(), enabled);
        QVERIFY(!shown(words)->toolTip().isEmpty()); // the reason, where it can't
        QVERIFY(!shown(u"Kill…"_s));
        QSignalSpy asked(m_dock, &JobDock::stopAsked);
        shown(words)->click();
        QCOMPARE(asked.size(), enabled ? 1 : 0);
        QVERIFY(!enabled || asked.first().first().toLongLong() == id);
    }

    void killingIsOfferedWhereStoppingDidNotHelp_data()
    {
        QTest::addColumn<quint64>("answer");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("offered");
        QTest::newRow("just asked") << quint64(4096) << 10 << false;
        QTest::newRow("nothing moved for half a minute") << quint64(4096) << 40 << true;
        QTest::newRow("the job knows no gentle end") << quint64(1) << 1 << true;
        QTest::newRow("not now") << quint64(4097) << 40 << false;
    }
    void killingIsOfferedWhereStoppingDidNotHelp()
    {
        QFETCH(quint64, answer);
        QFETCH(int, seconds);
        QFETCH(bool, offered);
        bool taken = false;
        m->answerByJob([&](const QString &, const MethodReply &) {
            taken = true;
            return Outcome<MethodReply>(TrackedSystem::replied(answer));
        });
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_VERIFY(shown(u"Request stop"_s) && shown(u"Request stop"_s)->isEnabled());
        m->tracker().stop(id);
        QTRY_VERIFY(taken);
        for (int passed = 0; passed < seconds; ++passed)
            m->pass(1s);
        QTRY_COMPARE(shown(u"Kill…"_s) != nullptr, offered);
        QCOMPARE(shown(u"Request stop"_s) == nullptr, offered);
        if (!offered)
            return;
        QSignalSpy asked(m_dock, &JobDock::killAsked);
        shown(u"Kill…"_s)->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toLongLong(), id);
    }

    void whatIsOverOffersWhatHelps_data()
    {
        QTest::addColumn<bool>("loses");
        QTest::addColumn<bool>("denies");
        QTest::addColumn<int>("cause");
        QTest::addColumn<QStringList>("words");
        const QStringList change{u"Change and try again…"_s};
        QTest::newRow("refused") << false << false << int(Cause::InvalidValue) << change;
        QTest::newRow("not done") << true << false << int(Cause::NotDone) << change;
        QTest::newRow("nobody knows") << true << true << int(Cause::OutcomeUnknown)
                                      << QStringList{u"Check again"_s, u"Run again…"_s};
    }
    void whatIsOverOffersWhatHelps()
    {
        QFETCH(bool, loses);
        QFETCH(bool, denies);
        QFETCH(int, cause);
        QFETCH(QStringList, words);
        m->system.losesReplies = loses;
        m->system.method = [&](const QString &, const MethodReply &) {
            if (denies) // what would tell
                m->system.deniedSpaces = {QString(Schema::iscsiTarget)};
            return Outcome<MethodReply>(TrackedSystem::replied(5));
        };
        const qint64 id = m->started(m->create(u"gold"_s));
        const JobRecord record = m->over(id);
        QVERIFY(record.failure.has_value());
        QCOMPARE(int(record.failure->cause), cause);
        for (const QString &word : {u"Change and try again…"_s, u"Check again"_s, u"Run again…"_s})
            QTRY_COMPARE(shown(word) != nullptr, words.contains(word));
        QVERIFY(shown(u"Details"_s));
        if (!words.contains(u"Check again"_s))
            return;
        QSignalSpy asked(m_dock, &JobDock::checkAsked);
        shown(u"Check again"_s)->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toLongLong(), id);
    }

    // A pipe is deleted without a method; what failed is asked about again.
    void aPlainDeleteCanBeRunAgain()
    {
        const CimPath pool = m->system.addPool(u"gold"_s, 5).path();
        m->program->connections.close(localSystemId);
        const auto id = m->tracker().remove(localSystemId, pool, &m->owner);
        QTRY_VERIFY(id.isFinished());
        QCOMPARE(m->over(*takenFrom(id)).state, JobRecord::State::Failed);
        QTRY_VERIFY(shown(u"Change and try again…"_s));
        QCOMPARE(tipOf(Command::RunAgain, *takenFrom(id)), QString());
    }

    void jobsOfOthersAreClearedToo()
    {
        const CimPath job = othersJob();
        QVERIFY(!shown(u"Clear finished"_s));
        QVERIFY(!tipOf(Command::ClearFinished, 0).isEmpty());
        m->system.find(job)->set(u"JobState", CimValue::uint16(JobState::Completed));
        m->pass(5s);
        QTRY_VERIFY(shown(u"Clear finished"_s));
        QCOMPARE(tipOf(Command::ClearFinished, 0), QString());
        shown(u"Clear finished"_s)->click();
        m->tracker().clearFinished();
        QTRY_VERIFY(!shown(u"Clear finished"_s));
    }

    void whatIsLookedForIsNotFinished()
    {
        m->system.losesReplies = true;
        m->answerByJob();
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, JobRecord::State::Checking);
        m->settle();
        QVERIFY(shown(u"Details"_s));
        QVERIFY(!shown(u"Clear finished"_s));
        QVERIFY(!tipOf(Command::ClearFinished, 0).isEmpty());
        QCOMPARE(tipOf(Command::StopJob, id),
                 u"There is no job of the system that could be stopped."_s);
        QCOMPARE(shown(u"Request stop"_s)->toolTip(), tipOf(Command::StopJob, id));
    }

    void whatBecameOfAJobOfOthersMayBeUnknown()
    {
        m->system.remove(othersJob());
        m->pass(5s);
        QTRY_VERIFY(m->tracker().others().first().isUnknown());
        QCOMPARE(tipOf(Command::CheckJob, m->tracker().others().first().id),
                 u"Only what was asked for from here is looked for again."_s);
    }

    void whyKillingIsOfferedIsSaid_data()
    {
        QTest::addColumn<quint64>("answer"); // to a second request to stop
        QTest::addColumn<QString>("words");
        QTest::newRow("it knows no gentler end")
            << quint64(1) << u"The system knows no gentler end for it."_s;
        QTest::newRow("not now") << quint64(4097) << u"It was asked to stop and goes on."_s;
    }
    void whyKillingIsOfferedIsSaid()
    {
        QFETCH(quint64, answer);
        QFETCH(QString, words);
        int asked = 0;
        m->answerByJob([&](const QString &, const MethodReply &) {
            return Outcome<MethodReply>(TrackedSystem::replied(++asked > 1 ? answer : 4096));
        });
        const qint64 id = m->started(m->create(u"gold"_s));
        QTRY_COMPARE(m->find(id)->state, JobRecord::State::Running);
        m->tracker().stop(id);
        QTRY_COMPARE(m->find(id)->state, JobRecord::State::Stopping);
        m->tracker().stop(id);
        QTRY_VERIFY(m->find(id)->stopRefused);
        for (int passed = 0; passed < 40; ++passed)
            m->pass(1s);
        QTRY_VERIFY(shown(u"Kill…"_s));
        QTRY_COMPARE(shown(u"Kill…"_s)->toolTip(), words);
    }

    // A picture of jobs as they may stand, at the size of a usual window.
    void howJobsStand()
    {
        int calls = 0;
        m->answerByJob([&](const QString &, const MethodReply &) {
            return Outcome<MethodReply>(TrackedSystem::replied(++calls > 1 ? 4096 : 4097));
        });
        const quint16 states[] = {JobState::Running,    JobState::Running,   JobState::Suspended,
                                  JobState::Terminated, JobState::Exception, JobState::Completed};
        const QString names[] = {u"refused"_s, u"stopping"_s, u"suspended"_s,
                                 u"stopped"_s, u"failed"_s,   u"done"_s};
        QList<qint64> ids;
        for (const QString &name : names) {
            ids.append(m->started(m->create(name)));
            QTRY_COMPARE(m->find(ids.last())->state, JobRecord::State::Running);
        }
        for (int i = 0; i < 2; ++i) {
            m->tracker().stop(ids.at(i));
            QTRY_VERIFY(m->find(ids.at(i))->stopRefused || m->find(ids.at(i))->stopAsked.isValid());
        }
        for (int i = 0; i < ids.size(); ++i) {
            CimInstance *job = m->system.find(m->find(ids.at(i))->job);
            job->set(u"JobState", CimValue::uint16(states[i]));
            job->set(u"PercentComplete", CimValue::uint16(quint16(10 + 15 * i)));
        }
        for (int passed = 0; passed < 35; ++passed)
            m->pass(1s);
        QTRY_VERIFY(shown(u"Kill…"_s));
        m_window->resize(1280, 300);
        m_dock->resize(1280, 300);
        shoot(m_window.get(), u"job-dock"_s);
    }

private:
    // Why not; empty: it can be done.
    QString tipOf(Command command, qint64 job) const
    {
        m_actions->follow({.nodes = {}, .job = job});
        const QAction *action = m_actions->action(command);
        return action->isEnabled() ? QString() : action->toolTip();
    }
    // One that runs and is shown.
    CimPath othersJob()
    {
        m_inventory = std::make_unique<Inventory>();
        m_inventory->setSystems({{QString(localSystemId), u"here"_s}}, {});
        m->tracker().watchOthers(*m_inventory);
        const CimPath job = m->system.addJob(u"Fake:Theirs"_s, JobState::Running).path();
        m_inventory->setObjects(localSystemId, {*m->system.find(job)}, {}, m->clock.now());
        [&] { QTRY_COMPARE(m->tracker().others().size(), 1); }();
        [&] { QTRY_VERIFY(shown(u"Details"_s)); }();
        return job;
    }
    QPushButton *shown(const QString &words) const
    {
        QPushButton *found = buttonWith(m_dock, words);
        return found && found->isVisible() ? found : nullptr;
    }

    std::unique_ptr<Inventory> m_inventory; // outlives the tracker
    std::unique_ptr<TrackedConsole> m;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<WindowWords> m_words;
    std::unique_ptr<QWidget> m_window;
    Actions *m_actions = nullptr; // of the window, as the next
    JobDock *m_dock = nullptr;
};

QTEST_MAIN(TestJobDock)
#include "tst_jobdock.moc"
