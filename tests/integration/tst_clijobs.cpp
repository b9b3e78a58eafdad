// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Jobs and the history at the command line: how work ends that fails, is interrupted, left alone or
// stopped, or whose reply is lost, and what is known of it later.

#include "app/cli/command.h"
#include "services/core/systemclock.h"
#include "services/jobs/joberror.h"
#include "services/jobs/jobhistory.h"
#include "services/provider/provider.h"
#include "services/schema/schema.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/listener.h"
#include "tests/support/clipools.h"
#include "tests/support/got.h"
#include "tests/support/servedsite.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryFile>
#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 MiB = 1024 * 1024;

// A machine in this process, whose work can be told to fail or to wait.
class Machine
{
public:
    explicit Machine(const QString &folder)
        : faults(std::make_shared<FaultPoints>())
        , provider({.store = folder,
                    .firstLimit = quint64(64 * MiB),
                    .clock = nullptr,
                    .faults = faults})
    {
        auto users = std::make_shared<UserFile>(folder + u"/users.json"_s,
                                                UserFile::leastIterations);
        QDir().mkpath(folder);
        const bool added =
            users->add({.name = u"bar"_s, .role = AccessRole::Manage}, Secret("geheim")).ok();
        listener = std::make_unique<Listener>(ListenOptions{}, provider.responder(), users, clock);
        ready = added && listener->listen().ok();
    }
    QString url() const { return u"http://127.0.0.1:%1/wsman"_s.arg(listener->port()); }

    std::shared_ptr<FaultPoints> faults;
    SystemClock clock;
    Provider provider;
    std::unique_ptr<Listener> listener;
    bool ready = false;
};

// From now on "far" is that machine.
bool knowsFar(const CliHome &home, const QString &url)
{
    return home.run({u"system"_s, u"add"_s, u"far"_s, url, u"--user"_s, u"bar"_s, u"--scheme"_s,
                     u"basic"_s})
               .code
        == 0;
}
bool knowsFar(const CliHome &home, const Machine &machine)
{
    return knowsFar(home, machine.url());
}

const QStringList creation{
    u"pool"_s, u"create"_s,   u"--name"_s, u"gold"_s,   u"--size"_s,
    u"8MiB"_s, u"--system"_s, u"far"_s,    u"--wait"_s, u"--password-stdin"_s};

// Whose end nobody knows.
JobRecord doubtful(Doubt doubt)
{
    JobRecord record;
    record.systemId = u"gone"_s;
    record.call = MethodCall(*Schema::findMethod(QString(Schema::iscsiTarget),
                                                 u"MSISCSITARGET_StorageConfigurationService",
                                                 u"CreateOrModifyStoragePool"),
                             CimPath(QString(Schema::iscsiTarget),
                                     u"MSISCSITARGET_StorageConfigurationService"_s,
                                     {{u"Name"_s, CimValue::string(u"service"_s)}}));
    record.call.setArgument(u"ElementName", CimValue::string(u"gold"_s));
    record.state = JobRecord::State::Failed;
    record.submitted = record.sent = record.lost = record.ended = QDateTime::currentDateTimeUtc();
    record.failure = Failure{.cause = Failure::Cause::OutcomeUnknown};
    record.doubt = doubt;
    return record;
}

// What the program writes there meanwhile.
QByteArray writtenTo(int descriptor, const std::function<void()> &write)
{
    QTemporaryFile file;
    if (!file.open())
        return {};
    const int usual = dup(descriptor);
    dup2(file.handle(), descriptor);
    write();
    dup2(usual, descriptor);
    close(usual);
    file.seek(0);
    return file.readAll();
}
} // namespace

class tst_CliJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFailedJobIsFour()
    {
        const CliHome home;
        Machine machine(home.store());
        QVERIFY(machine.ready);
        QVERIFY(knowsFar(home, machine));
        machine.faults->set(FaultPoints::Step::Chunk, FaultPoints::Act::Fail);
        const auto created = home.run({u"pool"_s, u"create"_s, u"--size"_s, u"8MiB"_s,
                                       u"--system"_s, u"far"_s, u"--wait"_s, u"--password-stdin"_s,
                                       u"--json"_s},
                                      "geheim\n");
        QVERIFY2(created.code == 4, created.all().constData());
        QVERIFY(created.json().contains(u"error"_s));
        QCOMPARE(created.json()[u"error"_s][u"probableCause"_s].toInt(), 47); // software
        QCOMPARE(pools(home, {u"--system"_s, u"far"_s, u"--password-stdin"_s}).size(), 1);
    }

    void CL_19_interruptedCreateIsFiveAndReconciled_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("INT") << SIGINT;
        QTest::newRow("TERM") << SIGTERM;
        QTest::newRow("HUP") << SIGHUP;
    }
    void CL_19_interruptedCreateIsFiveAndReconciled()
    {
        QFETCH(int, number);
        const CliHome home;
        Machine machine(home.store());
        QVERIFY(machine.ready);
        QVERIFY(knowsFar(home, machine));
        machine.faults->set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold);
        Child creating(home.environment());
        creating.start(CliHome::program(), creation, "geheim\n");
        // It tells of the progress once the job runs.
        QTRY_VERIFY2_WITH_TIMEOUT(creating.err.contains("%"), creating.all().constData(),
                                  Child::patience);
        creating.signal(number);
        QTRY_VERIFY_WITH_TIMEOUT(creating.ended(), Child::patience);
        QVERIFY2(creating.code == 5, creating.all().constData());
        QVERIFY(creating.out.isEmpty());

        machine.faults->set(FaultPoints::Step::Chunk, FaultPoints::Act::Pass);
        const auto reconciled = home.run({u"jobs"_s, u"--follow"_s, u"--password-stdin"_s},
                                         "geheim\n");
        QVERIFY2(reconciled.code == 0, reconciled.all().constData());
        const auto history = home.run({u"history"_s, u"--json"_s});
        const QJsonArray records = history.json().value(u"history"_s).toArray();
        QCOMPARE(records.size(), 1);
        QCOMPARE(records[0][u"state"_s].toString(), u"succeeded"_s);
        QCOMPARE(pools(home, {u"--system"_s, u"far"_s, u"--password-stdin"_s}).size(), 2);
    }

    // Without --wait as well: nobody knows yet whether anything was started.
    void CL_19_aLostReplyIsNoSuccess_data()
    {
        QTest::addColumn<QStringList>("looking");
        QTest::newRow("all that is left") << QStringList{u"jobs"_s, u"--follow"_s};
        QTest::newRow("this one") << QStringList{u"job"_s, u"check"_s, u"1"_s};
    }
    void CL_19_aLostReplyIsNoSuccess()
    {
        QFETCH(QStringList, looking);
        const CliHome home;
        Machine machine(home.store());
        QVERIFY(machine.ready);
        int acted = 0;
        const auto losing = [&acted, inner = machine.provider.responder()](const Envelope &request,
                                                                           const Caller &caller) {
            const Answer<Envelope> reply = inner(request, caller);
            const auto *invoke = std::get_if<Wsman::Invoke>(&request.body);
            if (!invoke || invoke->method != "CreateOrModifyStoragePool"_L1)
                return reply;
            ++acted;
            return readyAnswer<Envelope>(Failure{.cause = Failure::Cause::Cancelled});
        };
        Listener listener({}, losing, std::make_shared<UserFile>(home.store() + u"/users.json"_s),
                          machine.clock);
        QVERIFY(listener.listen());
        QVERIFY(knowsFar(home, u"http://127.0.0.1:%1/wsman"_s.arg(listener.port())));
        const auto creating = home.run({u"pool"_s, u"create"_s, u"--name"_s, u"gold"_s, u"--size"_s,
                                        u"8MiB"_s, u"--system"_s, u"far"_s, u"--password-stdin"_s},
                                       "geheim\n");
        QVERIFY2(creating.code == 5, creating.all().constData());
        QVERIFY2(!creating.out.contains("started"), creating.all().constData());
        QVERIFY2(creating.err.contains("cistern-cli jobs"), creating.all().constData());
        const auto looked = home.run(looking + QStringList{u"--password-stdin"_s}, "geheim\n");
        QVERIFY2(looked.code == 0, looked.all().constData());
        QVERIFY2(looked.out.contains("succeeded"), looked.all().constData());
        QCOMPARE(acted, 1);
        QCOMPARE(pools(home, {u"--system"_s, u"far"_s, u"--password-stdin"_s}).size(), 2);
    }

    // It sleeps while its job is at work, and that ends meanwhile.
    void FP_03_aConsoleThatWasStoppedSeesTheEnd()
    {
        const CliHome home;
        Machine machine(home.store());
        QVERIFY(machine.ready);
        int asked = 0;
        const auto counting = [&asked, inner = machine.provider.responder()](
                                  const Envelope &request, const Caller &caller) {
            const auto *invoke = std::get_if<Wsman::Invoke>(&request.body);
            asked += invoke && invoke->method == "CreateOrModifyStoragePool"_L1;
            return inner(request, caller);
        };
        Listener listener({}, counting, std::make_shared<UserFile>(home.store() + u"/users.json"_s),
                          machine.clock);
        QVERIFY(listener.listen());
        QVERIFY(knowsFar(home, u"http://127.0.0.1:%1/wsman"_s.arg(listener.port())));
        machine.faults->set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold);
        Child creating(home.environment());
        creating.start(CliHome::program(), creation, "geheim\n");
        QVERIFY2(creating.until([&] { return creating.err.contains("%"); }),
                 creating.all().constData());
        creating.signal(SIGSTOP);
        machine.faults->set(FaultPoints::Step::Chunk, FaultPoints::Act::Pass);
        const QStringList listing{u"--system"_s, u"far"_s, u"--password-stdin"_s};
        QTRY_VERIFY_WITH_TIMEOUT(named(pools(home, listing), u"gold"_s).contains(u"name"_s),
                                 Child::patience);
        QVERIFY(!creating.ended());
        creating.signal(SIGCONT);
        QVERIFY(creating.untilEnd());
        QVERIFY2(creating.code == 0, creating.all().constData());
        QCOMPARE(asked, 1);
        QCOMPARE(pools(home, listing).size(), 2);
        const auto history = home.run({u"history"_s, u"--json"_s});
        const QJsonArray records = history.json().value(u"history"_s).toArray();
        QCOMPARE(records.size(), 1);
        QCOMPARE(records[0][u"state"_s].toString(), u"succeeded"_s);
    }

    // The other machine sleeps, with its connections open, as soon as the console has written down
    // what it sends: before it acted or behind that.
    void FP_03_aTargetThatWasStoppedIsAskedOnce()
    {
        ServedSite site;
        QVERIFY2(site.serve(), site.problem());
        const CliHome home;
        QCOMPARE(home.run({u"system"_s, u"add"_s, u"far"_s, site.url().toString(), u"--user"_s,
                           ServedSite::user(), u"--scheme"_s, u"basic"_s})
                     .code,
                 0);
        const auto records = [&home] {
            return home.run({u"history"_s, u"--json"_s}).json().value(u"history"_s).toArray();
        };
        Child creating(home.environment());
        creating.start(CliHome::program(), creation, ServedSite::password() + '\n');
        QVERIFY2(creating.until([&] { return !records().isEmpty(); }), creating.all().constData());
        site.server().signal(SIGSTOP);
        const QString then = records()[0][u"state"_s].toString();
        site.server().signal(SIGCONT);
        QVERIFY(creating.untilEnd());
        QVERIFY2(creating.code == 0, (then.toUtf8() + '\n' + creating.all()).constData());
        QCOMPARE(records().size(), 1);
        QCOMPARE(records()[0][u"state"_s].toString(), u"succeeded"_s);
        const auto listed = home.run(
            {u"list"_s, u"pools"_s, u"--json"_s, u"--system"_s, u"far"_s, u"--password-stdin"_s},
            ServedSite::password() + '\n');
        const QJsonArray all = listed.json().value(u"pools"_s).toArray();
        QCOMPARE(std::count_if(all.begin(), all.end(),
                               [](const QJsonValue &each) { return each[u"name"] == u"gold"_s; }),
                 1);
    }

    // Without --wait the command leaves the work to the other machine.
    void aJobIsLeftAloneAndStopped()
    {
        const CliHome home;
        Machine machine(home.store());
        QVERIFY(machine.ready);
        QVERIFY(knowsFar(home, machine));
        machine.faults->set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold);
        const auto started = home.run({u"pool"_s, u"create"_s, u"--size"_s, u"8MiB"_s,
                                       u"--system"_s, u"far"_s, u"--password-stdin"_s, u"--json"_s},
                                      "geheim\n");
        QVERIFY2(started.code == 0, started.all().constData());
        QCOMPARE(started.json().value(u"state"_s).toString(), u"running"_s);
        QVERIFY(started.json().value(u"job"_s).toString().contains(u"ConcreteJob"_s));
        const QString id = started.json().value(u"record"_s).toString();

        const auto listed = home.run({u"jobs"_s, u"--password-stdin"_s, u"--json"_s}, "geheim\n");
        QCOMPARE(listed.json().value(u"jobs"_s)[0][u"id"_s].toString(), id);
        QCOMPARE(home.run({u"job"_s, u"stop"_s, u"99"_s, u"--password-stdin"_s}, "geheim\n").code,
                 2);
        const auto stopped = home.run({u"job"_s, u"stop"_s, id, u"--password-stdin"_s, u"--json"_s},
                                      "geheim\n");
        QVERIFY2(stopped.code == 0, stopped.all().constData());
        QCOMPARE(stopped.json().value(u"state"_s).toString(), u"stopped"_s);
        const QJsonArray left = pools(home, {u"--system"_s, u"far"_s, u"--password-stdin"_s});
        QCOMPARE(left.size(), 1);
        QCOMPARE(bytes(left[0].toObject(), u"remaining"_s), bytes(left[0].toObject(), u"total"_s));
    }

    void historyKeepsWhatWasDone()
    {
        const CliHome home;
        limitStore(home, u"32MiB"_s);
        QCOMPARE(
            home.runHere({u"pool"_s, u"create"_s, u"--name"_s, u"gold"_s, u"--size"_s, u"1MiB"_s})
                .code,
            0);
        QCOMPARE(home.runHere({u"pool"_s, u"create"_s, u"--size"_s, u"1PiB"_s}).code, 1);
        const QJsonArray records =
            home.runHere({u"history"_s}).json().value(u"history"_s).toArray();
        QCOMPARE(records.size(), 2);
        QCOMPARE(records[0][u"state"_s].toString(), u"failed"_s); // the newest first
        QCOMPARE(records[0][u"error"_s][u"code"_s].toInt(), 4097);
        QCOMPARE(records[1][u"state"_s].toString(), u"succeeded"_s);
        QCOMPARE(records[1][u"arguments"_s][u"ElementName"_s].toString(), u"gold"_s);
        QVERIFY(home.runHere({u"history"_s, u"--since"_s, u"2100-01-01"_s})
                    .json()
                    .value(u"history"_s)
                    .toArray()
                    .isEmpty());
        QVERIFY(home.runHere({u"jobs"_s}).json().value(u"jobs"_s).toArray().isEmpty());
    }

    void aRecordIsShownInFull()
    {
        const CliHome home;
        const auto refused = home.runHere({u"pool"_s, u"create"_s, u"--size"_s, u"1PiB"_s});
        QVERIFY2(refused.code == 1, refused.all().constData());
        const auto told = home.runHere({u"job"_s, u"show"_s, u"1"_s});
        QVERIFY2(told.code == 0, told.all().constData());
        const QJsonObject record = told.json();
        QCOMPARE(record[u"method"_s].toString(), u"CreateOrModifyStoragePool"_s);
        QCOMPARE(record[u"state"_s].toString(), u"failed"_s);
        QCOMPARE(record[u"returnValue"_s].toInt(), 4097);
        QCOMPARE(record[u"arguments"_s][u"Size"_s].toString(), u"1125899906842624"_s);
        QVERIFY(!record[u"person"_s].toString().isEmpty());
        const QString messageId = record[u"messageId"_s].toString();
        QVERIFY(messageId.startsWith("uuid:"_L1));

        const auto exchange = home.runHere({u"job"_s, u"show"_s, u"1"_s, u"--request"_s});
        QVERIFY2(exchange.code == 0, exchange.all().constData());
        QVERIFY(exchange.json()[u"request"_s].toString().contains(messageId));
        QVERIFY(exchange.json()[u"reply"_s].toString().contains(messageId)); // RelatesTo
        // For people: a line an element.
        const auto readable = home.run(
            {u"job"_s, u"show"_s, u"1"_s, u"--request"_s, u"--store"_s, home.store()});
        QVERIFY2(readable.code == 0, readable.all().constData());
        QVERIFY2(readable.out.contains("<m:Size>1125899906842624</m:Size>\n"),
                 readable.all().constData());
    }

    void whatTheSystemRecommendsIsShown()
    {
        const CliHome home;
        {
            QVERIFY(QDir().mkpath(home.filePath(u"DATA/cistern"_s)));
            JobHistory history(home.filePath(u"DATA/cistern/history.sqlite"_s));
            JobRecord record;
            record.systemId = u"far"_s;
            record.state = JobRecord::State::Failed;
            record.submitted = QDateTime::currentDateTimeUtc();
            record.failure = Failure{
                .stage = Failure::Stage::Job,
                .offered = QVariant::fromValue(JobAdvice{
                    .probableCause = 50, .recommended = {u"Free 10 GB"_s, u"Ask\u001b[2J"_s}})};
            QVERIFY(got(history.add(record, &history)));
        }
        const auto told = home.runHere({u"job"_s, u"show"_s, u"1"_s});
        QVERIFY2(told.code == 0, told.all().constData());
        const QJsonObject error = told.json()[u"error"_s].toObject();
        QCOMPARE(error[u"probableCause"_s].toInt(), 50);
        QCOMPARE(error[u"recommendedActions"_s][0].toString(), u"Free 10 GB"_s);
        QVERIFY(error[u"hint"_s].toString().contains(u"free some space"_s));
        QVERIFY(error[u"offered"_s].isNull());
        const auto readable = home.run({u"job"_s, u"show"_s, u"1"_s});
        QVERIFY2(readable.out.contains("recommended  ") && readable.out.contains("  Free 10 GB\n"),
                 readable.all().constData());
        QVERIFY(!readable.out.contains('\x1b'));
    }

    void whatIsKnownNeedsNoCheck()
    {
        const CliHome home;
        QCOMPARE(home.runHere({u"pool"_s, u"create"_s, u"--size"_s, u"1PiB"_s}).code, 1);
        const auto checked = home.runHere({u"job"_s, u"check"_s, u"1"_s});
        QCOMPARE(checked.code, 1); // as it was
        QCOMPARE(checked.json()[u"state"_s].toString(), u"failed"_s);
    }

    // Why, and by which number it is looked for again.
    void anUnknownEndIsToldInWords()
    {
        JobRecord record = doubtful(Doubt::SeveralFit);
        record.id = 7;
        const QByteArray noted = writtenTo(STDERR_FILENO, [&record] {
            Cli::Console console(false);
            printFailure(console, record);
        });
        QVERIFY2(noted.contains("nobody knows yet whether this was done"), noted.constData());
        QVERIFY2(noted.contains("Several new objects on gone"), noted.constData());
        QVERIFY2(noted.contains("cistern-cli job check 7"), noted.constData());
        QVERIFY2(!noted.contains("SeveralFit") && !noted.contains("<U+"), noted.constData());
        const QByteArray printed = writtenTo(STDOUT_FILENO, [&record] {
            Cli::Console console(true);
            printFailure(console, record);
        });
        const QJsonObject told = QJsonDocument::fromJson(printed).object();
        QCOMPARE(told[u"error"_s][u"cause"_s].toString(), u"OutcomeUnknown"_s);
        QCOMPARE(told[u"doubt"_s].toString(), u"SeveralFit"_s);
        QCOMPARE(told[u"record"_s].toString(), u"7"_s);
    }

    void anUnknownEndIsListedInWords()
    {
        const CliHome home;
        QCOMPARE(home.run({u"history"_s}).code, 0);
        QDirIterator files(home.filePath({}), {u"history.sqlite"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        QVERIFY(files.hasNext());
        {
            JobHistory history(files.next());
            QVERIFY(got(history.add(doubtful(Doubt::SeveralFit), this)));
            JobRecord lost = doubtful(Doubt::None);
            lost.state = JobRecord::State::Sent;
            lost.failure.reset();
            lost.ended = {};
            QVERIFY(got(history.add(lost, this)));
        }
        const auto listed = home.run({u"history"_s});
        QVERIFY2(listed.out.contains("unknown: several new objects fit"), listed.all().constData());
        const auto told = home.run({u"history"_s, u"--json"_s}).json()[u"history"_s].toArray();
        QCOMPARE(told.last()[u"doubt"_s].toString(), u"SeveralFit"_s);
        // The system of the one that is not over is nobody's any more.
        const auto followed = home.run({u"jobs"_s, u"--follow"_s});
        QCOMPARE(followed.code, 5);
        QVERIFY2(followed.out.contains("unknown: its system is not in the list any more"),
                 followed.all().constData());
    }

    void aNumberThatIsNoneIsSaid_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("show") << u"show"_s;
        QTest::newRow("check") << u"check"_s;
    }
    void aNumberThatIsNoneIsSaid()
    {
        QFETCH(QString, command);
        const CliHome home;
        const auto asked = home.run({u"job"_s, command, u"99"_s, u"--store"_s, home.store()});
        QCOMPARE(asked.code, 2);
        QVERIFY2(asked.err.contains("99 is no number"), asked.all().constData());
    }
};

QTEST_GUILESS_MAIN(tst_CliJobs)
#include "tst_clijobs.moc"
