// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The buttons of a job in the dock: what can be done with it follows what the job says and what
// became of it.

#include "tests/gui/trackedconsole.h"
#include "tests/gui/widgetparts.h"
#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/jobdock.h"
#include "ui/mainwindow/windowwords.h"

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
        auto *actions = new Actions(*m_console, m_window.get());
        m_dock = new JobDock(*m_console, *m_words, *actions, m_window.get());
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

private:
    QPushButton *shown(const QString &words) const
    {
        QPushButton *found = buttonWith(m_dock, words);
        return found && found->isVisible() ? found : nullptr;
    }

    std::unique_ptr<TrackedConsole> m;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<WindowWords> m_words;
    std::unique_ptr<QWidget> m_window;
    JobDock *m_dock = nullptr; // of the window
};

QTEST_MAIN(TestJobDock)
#include "tst_jobdock.moc"
