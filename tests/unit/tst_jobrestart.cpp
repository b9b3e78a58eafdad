// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is left of a job when the local target stops in the middle of it: in an orderly way, and
// killed in another process, which is this program once more. Rule JOB.R15.
#include "tests/support/jobcalls.h"

#include <QProcess>
#include <QTest>

#include <cstdio>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;

namespace {
constexpr quint64 limit = 512 * MiB;

void say(const QString &line)
{
    std::puts(qUtf8Printable(line));
    std::fflush(stdout);
}

// Starts a job of the kind and brings it to the step, where it stays. "terminate" is a create whose
// rollback stays. The job.
CimPath heldJob(ProviderFixture &at, const QString &kind, Step step, int passed)
{
    const CimPath pool = kind == "delete"_L1 ? at.pool(u"gone"_s, 8 * MiB) : CimPath();
    at.faults().set(step, Act::Hold, passed);
    if (kind == "terminate"_L1)
        at.faults().set(Step::Chunk, Act::Hold, 1);
    const CimPath job = kind == "delete"_L1
        ? at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}).path(u"Job")
        : Jobs::begun(at, 256 * MiB, u"half"_s);
    const auto held = [&at](Step where) {
        return QTest::qWaitFor([&] { return at.faults().waiting(where) == 1; }, 10000);
    };
    if (kind == "terminate"_L1
        && (!held(Step::Chunk) || Jobs::request(at, job, Jobs::Terminate) != 4096))
        qFatal("the job could not be stopped");
    if (!held(step))
        qFatal("the job did not come there");
    return job;
}

// The other process: "hold KIND STEP PASSED" says the job once it is held; "stream" makes and
// deletes pools and says each as soon as it is told to be done. Both go on until they are killed.
int workUntilKilled(const QStringList &arguments)
{
    qunsetenv("CISTERN_TEST_TRANSPORT");
    ProviderFixture at({.limit = limit, .jobs = true, .store = arguments.value(0)});
    if (arguments.value(1) == "hold"_L1) {
        say(heldJob(at, arguments.value(2), Step(arguments.value(3).toInt()),
                    arguments.value(4).toInt())
                .toText());
        return QCoreApplication::exec();
    }
    while (true) {
        const CimPath pool = at.pool(u"kept"_s, MiB);
        say(u'+' + pool.toText());
        const CimPath other = at.pool(u"deleted"_s, 65 * MiB);
        say(u'+' + other.toText());
        at.finished(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(other)}}));
        say(u'-' + other.toText());
    }
}

// The lines that the process says before it is killed, as soon as there are so many.
QStringList linesOfKilled(const QStringList &arguments, qsizetype enough)
{
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(), QStringList{u"--work"_s} + arguments);
    QByteArray said;
    while (said.count('\n') < enough && process.waitForReadyRead(20000))
        said += process.readAllStandardOutput();
    process.kill();
    process.waitForFinished();
    said += process.readAllStandardOutput();
    said.truncate(said.lastIndexOf('\n') + 1);
    return QString::fromUtf8(said).split(u'\n', Qt::SkipEmptyParts);
}

// Empty when the job is over in a way that may be, and nothing is left halfway.
QString problemAfter(ProviderFixture &at, const CimPath &job, const QString &kind, Step step)
{
    const auto error = Jobs::error(at, job);
    const bool committed = step == Step::After;
    const quint64 state = at.jobState(job);
    if (state != (committed ? Jobs::Completed : Jobs::Exception))
        return u"the job is in state %1"_s.arg(state);
    if (error.has_value() == committed)
        return u"the job has %1 error"_s.arg(error ? u"an" : u"no");
    if (error && (error->value(u"MessageID"_s).isEmpty() || error->value(u"Message"_s).isEmpty()))
        return u"the error says nothing"_s;
    const qsizetype expected = kind == "delete"_L1 && !committed ? 1 : 0;
    if (at.pools().size() != expected)
        return u"there are %1 pools"_s.arg(at.pools().size());
    if (const QString files = Jobs::filesProblem(at); !files.isEmpty())
        return files;
    return at.booksProblem();
}
} // namespace

class tst_JobRestart : public QObject
{
    Q_OBJECT

private slots:
    void JOB_R15_noJobIsLeftHalfway_data()
    {
        QTest::addColumn<bool>("killed");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("passed");
        for (const bool killed : {false, true}) {
            const char *how = killed ? "killed" : "stopped";
            QTest::addRow("%s while new", how) << killed << u"create"_s << int(Step::Queue) << 0;
            QTest::addRow("%s while starting", how)
                << killed << u"create"_s << int(Step::Begin) << 0;
            QTest::addRow("%s before the first bytes", how)
                << killed << u"create"_s << int(Step::Chunk) << 0;
            QTest::addRow("%s between bytes", how)
                << killed << u"create"_s << int(Step::Chunk) << 2;
            QTest::addRow("%s while rolling back", how)
                << killed << u"terminate"_s << int(Step::Undo) << 0;
            QTest::addRow("%s before a delete", how)
                << killed << u"delete"_s << int(Step::Begin) << 0;
            QTest::addRow("%s after the commit of a delete", how)
                << killed << u"delete"_s << int(Step::After) << 0;
        }
    }

    void JOB_R15_noJobIsLeftHalfway()
    {
        QFETCH(bool, killed);
        QFETCH(QString, kind);
        QFETCH(int, step);
        QFETCH(int, passed);
        ProviderFixture at({.limit = limit});
        CimPath job;
        if (killed) {
            at.stop();
            const QStringList said = linesOfKilled(
                {at.store(), u"hold"_s, kind, QString::number(step), QString::number(passed)}, 1);
            QCOMPARE(said.size(), 1);
            job = CimPath::fromText(said.first()).value_or(CimPath());
        } else {
            job = heldJob(at, kind, Step(step), passed);
        }
        at.stop();
        Jobs::releaseAll(at);
        at.restart();
        QCOMPARE(problemAfter(at, job, kind, Step(step)), QString());
        at.restart(); // and what was put right stays right
        QCOMPARE(problemAfter(at, job, kind, Step(step)), QString());
        QVERIFY(!at.pool(u"next"_s, MiB).isEmpty());
        QCOMPARE(at.booksProblem(), QString());
    }

    // Nothing that was told to be done is lost, wherever the kill falls.
    void JOB_R15_whatIsDoneStaysDone()
    {
        ProviderFixture at({.limit = limit});
        at.stop();
        QSet<CimPath> kept;
        for (const int enough : {1, 2, 3, 4, 5, 6, 7, 8, 11, 14}) {
            for (const QString &line : linesOfKilled({at.store(), u"stream"_s}, enough)) {
                const auto path = CimPath::fromText(line.mid(1));
                QVERIFY2(path, qPrintable(line));
                line.startsWith(u'+') ? void(kept.insert(*path)) : void(kept.remove(*path));
            }
            at.restart();
            const QList<CimPath> there = at.pools();
            // One may have been made, or be gone, just before it could be said.
            QSet<CimPath> different = QSet<CimPath>(there.begin(), there.end()) - kept;
            different += kept - QSet<CimPath>(there.begin(), there.end());
            QVERIFY2(different.size() <= 1, qPrintable(QString::number(different.size())));
            for (const CimInstance &job : at.all(u"CIM_ConcreteJob"_s))
                QVERIFY(job.value(u"JobState").toUnsigned() == 7
                        || job.value(u"JobState").toUnsigned() == 10);
            QCOMPARE(Jobs::filesProblem(at), QString());
            QCOMPARE(at.booksProblem(), QString());
            kept = QSet<CimPath>(there.begin(), there.end());
            at.stop();
        }
        at.restart();
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication program(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--work"_L1)
        return workUntilKilled(arguments.mid(2));
    tst_JobRestart test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_jobrestart.moc"
