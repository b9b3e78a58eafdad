// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the window says of a job: how it stands, what came of it, and why something can't be done
// with it.

#include "tests/gui/trackedconsole.h"
#include "services/jobs/joberror.h"
#include "services/schema/jobstate.h"
#include "ui/dialogs/jobdetailsdialog.h"
#include "ui/mainwindow/jobreasons.h"
#include "ui/mainwindow/windowwords.h"
#include "ui/text/doubtwords.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/recordbanner.h"

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;
using State_ = JobRecord::State;

Q_DECLARE_METATYPE(Cistern::JobRecord)

class TestJobWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m = std::make_unique<TrackedConsole>();
        m_console = std::make_unique<Console>(m->console());
    }
    void cleanupTestCase()
    {
        m_console.reset();
        m.reset();
    }

    // A job may have left parts, however orderly it ended.
    void onlyWithoutAJobNothingWasChanged_data()
    {
        QTest::addColumn<JobRecord>("record");
        QTest::addColumn<QString>("words");
        const QString nothing = u"Nothing was changed"_s;
        QTest::newRow("refused") << failed(Cause::InvalidValue, false) << nothing;
        QTest::newRow("not done") << failed(Cause::NotDone, true) << nothing;
        QTest::newRow("its job failed")
            << failed(Cause::ServerFault, true) << u"Parts may be left"_s;
        QTest::newRow("nobody knows")
            << failed(Cause::OutcomeUnknown, true) << u"Outcome unknown"_s;
        QTest::newRow("its job was terminated")
            << stopped(JobState::Terminated, true) << u"Parts may be left"_s;
        QTest::newRow("stopped before it had one") << stopped(0, false) << u"Nothing was changed"_s;
        QTest::newRow("killed") << stopped(JobState::Killed, true) << u"Parts may be left"_s;
    }
    void onlyWithoutAJobNothingWasChanged()
    {
        QFETCH(JobRecord, record);
        QFETCH(QString, words);
        QCOMPARE(cell("progress"_L1, record), words);
    }

    void aRunningJobSaysHowItStands_data()
    {
        QTest::addColumn<JobRecord>("record");
        QTest::addColumn<bool>("stalled");
        QTest::addColumn<QString>("words");
        const QString away = u"Not reachable; last seen state"_s;
        const QString refused = u"Running · not stopped: "_s;
        JobRecord record = running();
        QTest::newRow("it runs") << record << false << u"Running"_s;
        QTest::newRow("nothing moves") << record << true << u"No change for 2 min"_s;
        record.stopFailure = Failure{.cause = Cause::Denied};
        record.stopRefused = true;
        QTest::newRow("it was not stopped") << record << false << refused;
        QTest::newRow("nor does it move")
            << record << true << u"No change for 2 min · not stopped: "_s;
        record.linkLost = true;
        QTest::newRow("nor is it reached") << record << true << away;
        record = running();
        record.linkLost = true;
        QTest::newRow("it is not reached") << record << true << away;
        record.state = State_::Stopping;
        QTest::newRow("what is stopped is not reached") << record << true << away;
        record.linkLost = false;
        QTest::newRow("it is stopped") << record << false << u"Stopping…"_s;
        record.stopFailure = Failure{.cause = Cause::TimedOut};
        QTest::newRow("perhaps it is stopped")
            << record << false << u"Stopping… · the answer to the stop was lost"_s;
        for (const auto &[state, words] : states()) {
            record = running();
            record.jobState = state;
            QTest::addRow("state %d", state) << record << true << words;
        }
    }
    void aRunningJobSaysHowItStands()
    {
        QFETCH(JobRecord, record);
        QFETCH(bool, stalled);
        QFETCH(QString, words);
        JobFigures figures;
        figures.stalled = stalled;
        const QString said = cell("result"_L1, record, figures);
        QVERIFY2(words.endsWith(u": "_s) ? said.startsWith(words) : said == words,
                 qPrintable(said));
    }

    void theTimelineOfAJobOfOthersBeginsWithThem_data()
    {
        QTest::addColumn<QString>("by");
        QTest::addColumn<QString>("words");
        QTest::newRow("named") << u"DOMAIN\\berta"_s << u"Started by \u2068DOMAIN\\berta\u2069"_s;
        QTest::newRow("unnamed") << QString() << u"Started by somebody else"_s;
    }
    void theTimelineOfAJobOfOthersBeginsWithThem()
    {
        QFETCH(QString, by);
        QFETCH(QString, words);
        JobRecord record = running();
        record.id = -1;
        record.call = {};
        record.startedBy = by;
        const QStringList names = timeline(record);
        QCOMPARE(names.first(), words);
        for (const QString &name : names)
            QVERIFY2(!name.contains(u"Sent to"_s) && name != u"Written down"_s, qPrintable(name));
    }

    void whatWasNotDoneWasNotRefused()
    {
        JobRecord record = failed(Cause::NotDone, false);
        record.messageId = u"uuid:1"_s;
        QCOMPARE(timeline(record).last(), u"Not done; the answer was lost"_s);
        record.failure->cause = Cause::InvalidValue;
        QCOMPARE(timeline(record).last(), u"Refused"_s);
    }

    void whatTheSystemRecommendsIsListed()
    {
        JobRecord record = failed(Cause::ServerFault, true);
        record.failure->offered = QVariant::fromValue(JobAdvice{.recommended = {u"<b>Wait</b>"_s}});
        record.further = {
            Failure{.offered = QVariant::fromValue(JobAdvice{.recommended = {u"Ask them"_s}})}};
        const QStringList lines = recordBanner(*m_console, record).lines;
        QVERIFY(lines.contains(u"• <b>Wait</b>"_s));
        QCOMPARE(lines.last(), u"• Ask them"_s);
    }

    // Its setting had to be made first, and that answer was lost.
    void whatNeverLeftWasNotSent()
    {
        JobRecord record = failed(Cause::NotDone, false);
        record.failure->parameter = u"Goal"_s;
        QCOMPARE(timeline(record).last(), u"Not sent"_s);
        QCOMPARE(cell("result"_L1, record), u"Not sent; the answer on its setting was lost"_s);
        QVERIFY(!banner(record).contains(u"read again"_s));
    }

    void whatWasNotDeletedIsStillThere()
    {
        JobRecord record = failed(Cause::NotDone, false);
        record.call = {};
        record.removed = pipe();
        record.subject = u"to Frankfurt"_s;
        const QString said = banner(record);
        QVERIFY2(said.contains(u"“\u2068to Frankfurt\u2069” was not deleted."_s), qPrintable(said));
        QVERIFY2(said.contains(u"the object is still there."_s), qPrintable(said));
        QVERIFY2(!said.contains(u"nothing of it"_s), qPrintable(said));
    }

    // Its delete question is asked again.
    void whatWasDeletedPlainlyCanBeDeletedAgain()
    {
        JobRecord record = failed(Cause::NotDone, false);
        record.call = {};
        QVERIFY(!againObstacle(record).isEmpty()); // of somebody else
        record.removed = pipe();
        QCOMPARE(againObstacle(record), QString());
    }

    // What is said of the answer follows what came of it, whatever can't be told.
    void whatCameBackIsSaidAsItWas_data()
    {
        QTest::addColumn<JobRecord>("record");
        QTest::addColumn<QString>("checking");
        QTest::addColumn<QString>("words"); // %1 is the doubt's own
        JobRecord lost = failed(Cause::OutcomeUnknown, false);
        lost.doubt = Doubt::SeveralFit;
        lost.lost = QDateTime(QDate(2026, 3, 4), QTime(14, 20, 5));
        const QString checks = u"Answer lost; checking"_s;
        QTest::newRow("lost") << lost << checks
                              << u"its answer was lost at \u206614:20:05\u2069."_s;
        lost.job = failed(Cause::OutcomeUnknown, true).job;
        lost.jobFound = true;
        QTest::newRow("lost, and a job was found")
            << lost << checks << u"its answer was lost at \u206614:20:05\u2069."_s;
        JobRecord gone = failed(Cause::OutcomeUnknown, true);
        gone.returnValue = 4096;
        gone.doubt = Doubt::SeveralFit;
        QTest::newRow("its job vanished")
            << gone << u"Job gone; checking"_s
            << u"began a job for it and does not know that any more."_s;
        gone.doubt = Doubt::JobGone;
        QTest::newRow("its job vanished, and nothing shows")
            << gone << u"Job gone; checking"_s
            << u"had begun a job and does not know it any more"_s;
        gone.doubt = Doubt::SystemGone;
        QTest::newRow("its system was taken out of the list")
            << gone << u"Job gone; checking"_s
            << u"began a job for it. The system was taken out of the list"_s;
        JobRecord unclear = failed(Cause::OutcomeUnknown, false);
        unclear.returnValue = 3;
        unclear.doubt = Doubt::SeveralFit;
        QTest::newRow("the answer does not tell")
            << unclear << u"Unclear answer; checking"_s << u"its answer did not tell"_s;
        unclear.doubt = Doubt::UnclearAnswer;
        QTest::newRow("the answer does not tell, nor does anything else")
            << unclear << u"Unclear answer; checking"_s << u"answered, but not whether it did it"_s;
    }
    void whatCameBackIsSaidAsItWas()
    {
        QFETCH(JobRecord, record);
        QFETCH(QString, checking);
        QFETCH(QString, words);
        const QString cause = doubtMessage(record, u"far"_s, u"Create pool"_s).cause;
        QVERIFY2(cause.contains(words), qPrintable(cause));
        QCOMPARE(cause.contains(u"answer was lost"_s), record.lost.isValid());
        QVERIFY(!cause.contains(u'%'));
        record.state = State_::Checking;
        record.failure.reset();
        QCOMPARE(cell("result"_L1, record), checking);
        QCOMPARE(timeline(record).last(), checking);
    }

    void aJobThatVanishesLosesNoAnswer_data()
    {
        QTest::addColumn<bool>("deletes");
        QTest::newRow("create") << false;
        QTest::newRow("delete") << true;
    }
    void aJobThatVanishesLosesNoAnswer()
    {
        QFETCH(bool, deletes);
        TrackedConsole far;
        QVERIFY(far.connect());
        const CimPath pool = far.system.addPool(u"gold"_s, 5).path();
        far.system.method = [&far](const QString &, const MethodReply &) {
            const CimPath job = far.system.addJob(u"Fake:J1"_s, JobState::Running).path();
            return Outcome<MethodReply>(
                TrackedSystem::replied(4096, {{u"Job"_s, CimValue::reference(job)}}));
        };
        MethodCall call = far.create(u"silver"_s);
        if (deletes) {
            call = MethodCall(*Schema::findMethod(QString(Schema::iscsiTarget),
                                                  u"MSISCSITARGET_StorageConfigurationService",
                                                  u"DeleteStoragePool"),
                              far.system.service());
            call.setArgument(u"Pool", CimValue::reference(pool));
        }
        const qint64 id = far.started(call);
        QTRY_COMPARE(far.find(id)->state, State_::Running);
        far.system.remove(far.find(id)->job);
        const JobRecord end = far.over(id);
        QVERIFY(end.isUnknown());
        QVERIFY(!end.lost.isValid());
        QCOMPARE(end.doubt, Doubt::JobGone);
    }

    void anElementIsCreatedOrChanged_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("changes");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, int type, bool changes, const QString &title,
                            const QString &problem) {
            QTest::newRow(name) << type << changes << title << problem;
        };
        row("new volume", 2, false, u"Create volume “\u2068tape\u2069”"_s,
            u"Volume “\u2068tape\u2069” was not created."_s);
        row("new extent", 3, false, u"Create extent “\u2068tape\u2069”"_s,
            u"Extent “\u2068tape\u2069” was not created."_s);
        row("volume", 2, true, u"Change volume “\u2068Fake:V1\u2069”"_s,
            u"Volume “\u2068Fake:V1\u2069” was not changed."_s);
        row("extent", 3, true, u"Change extent “\u2068Fake:V1\u2069”"_s,
            u"Extent “\u2068Fake:V1\u2069” was not changed."_s);
    }
    void anElementIsCreatedOrChanged()
    {
        QFETCH(int, type);
        QFETCH(bool, changes);
        QFETCH(QString, title);
        QFETCH(QString, problem);
        JobRecord record = running();
        record.call = MethodCall(*Schema::findMethod(QString(Schema::iscsiTarget),
                                                     u"MSISCSITARGET_StorageConfigurationService",
                                                     u"CreateOrModifyElementFromStoragePool"),
                                 m->system.service());
        record.call.setArgument(u"ElementName", CimValue::string(u"tape"_s));
        record.call.setArgument(u"ElementType", CimValue::uint16(quint16(type)));
        if (changes)
            record.call.setArgument(
                u"TheElement",
                CimValue::reference(CimPath(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_LogicalDisk"_s,
                                            {{u"DeviceID"_s, CimValue::string(u"Fake:V1"_s)}})));
        QCOMPARE(jobTitle(*m_console, record), title);
        QCOMPARE(jobProblem(*m_console, record), problem);
    }

private:
    static QList<std::pair<quint16, QString>> states()
    {
        return {{JobState::Suspended, u"Suspended; start it on the system"_s},
                {JobState::Service, u"In service; look at the system"_s},
                {JobState::QueryPending, u"Waits for an answer on the system"_s}};
    }
    JobRecord record(State_ state, bool job) const
    {
        JobRecord made;
        made.id = 1;
        made.systemId = localSystemId;
        made.call = m->create(u"gold"_s);
        made.state = state;
        made.submitted = m->clock.now();
        if (made.over())
            made.ended = m->clock.now();
        if (job)
            made.job = CimPath(QString(Schema::iscsiTarget), u"MSISCSITARGET_ConcreteJob"_s,
                               {{u"InstanceID"_s, CimValue::string(u"Fake:J1"_s)}});
        return made;
    }
    JobRecord running() const
    {
        JobRecord made = record(State_::Running, true);
        made.jobState = JobState::Running;
        return made;
    }
    JobRecord failed(Cause cause, bool job) const
    {
        JobRecord made = record(State_::Failed, job);
        made.failure = Failure{.cause = cause};
        return made;
    }
    JobRecord stopped(quint16 jobState, bool job) const
    {
        JobRecord made = record(State_::Stopped, job);
        made.jobState = jobState;
        return made;
    }
    QString cell(QLatin1StringView column, const JobRecord &record,
                 const JobFigures &figures = {}) const
    {
        return WindowWords(*m_console).jobCell(column, record, figures);
    }
    static CimPath pipe()
    {
        return CimPath(QString(Schema::iscsiTarget), u"MSISCSITARGET_NetworkPipe"_s,
                       {{u"InstanceID"_s, CimValue::string(u"Fake:P1"_s)}});
    }
    QString banner(const JobRecord &record) const
    {
        const BannerText text = recordBanner(*m_console, record);
        return text.problem + u' ' + text.lines.join(u' ');
    }
    QStringList timeline(const JobRecord &record) const
    {
        const JobDetailsDialog dialog(*m_console, record, nullptr);
        QStringList names;
        for (const LadderRung &rung : dialog.findChild<LadderView *>()->rungs())
            names.append(rung.name);
        return names;
    }

    std::unique_ptr<TrackedConsole> m;
    std::unique_ptr<Console> m_console;
};

QTEST_MAIN(TestJobWords)
#include "tst_jobwords.moc"
