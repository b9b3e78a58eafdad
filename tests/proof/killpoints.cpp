// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The local target killed at its Nth write, sync, unlink, … of a day's work, by strace, in a
// process that is this program once more; then opened again and looked at (FS-01, FP-02).
//
//   proof_killpoints [--points N] [--seed S]      500 points unless told
//   proof_killpoints --sample [--seed S]          36 of them, of each call, under a printed seed
#include "tests/proof/storage/storework.h"
#include "tests/support/proof.h"
#include "tests/support/tracedcalls.h"

#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <cstdio>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
// What changes files or makes changes last. strace counts the calls of each thread by itself, so
// the first thread that comes to its Nth dies; calls that only one kind of thread makes (fsync,
// fallocate: the workers) come to all of theirs.
const QStringList calls{u"pwrite64"_s,  u"fdatasync"_s, u"unlink"_s,    u"fsync"_s,
                        u"fallocate"_s, u"truncate"_s,  u"ftruncate"_s, u"rename"_s};

int work(const QString &store, quint32 seed)
{
    ProviderFixture target({.limit = StoreWork::limit, .jobs = true, .store = store});
    say(u"opened"_s);
    StoreWork::run(target, StoreWork::script(seed), say);
    return 0;
}

int killed = 0;

// What the process said until its end, or until it was killed; traced by strace with the arguments.
QStringList linesOf(const QStringList &tracing, const QString &store, quint32 seed)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(u"strace"_s,
                  QStringList{u"-f"_s, u"-qqq"_s} + tracing
                      + QStringList{QCoreApplication::applicationFilePath(), u"--work"_s, store,
                                    QString::number(seed)});
    if (!process.waitForFinished(120000))
        qFatal("the target neither ended nor died");
    killed += process.exitStatus() == QProcess::CrashExit; // strace goes the way of its child
    QByteArray said = process.readAllStandardOutput();
    said.truncate(said.lastIndexOf('\n') + 1);
    return QString::fromUtf8(said).split(u'\n', Qt::SkipEmptyParts);
}

struct Point
{
    QString call;
    int number;
    quint32 seed;
};

// Every call of the work, as a run that nobody kills makes them.
QList<Point> pointsOf(quint32 seed)
{
    const QTemporaryDir folder(u"/dev/shm/cistern-kill-XXXXXX"_s);
    const QString log = folder.filePath(u"log"_s);
    linesOf({u"-o"_s, log, u"-e"_s, u"trace="_s + calls.join(u',')}, folder.filePath(u"store"_s),
            seed);
    const auto most = mostCalls(log, calls);
    QList<Point> points;
    for (auto call = most.begin(); call != most.end(); ++call) {
        for (int i = 1; i <= *call; ++i)
            points.append({call.key(), i, seed});
    }
    return points;
}

QString problemAt(const Point &point)
{
    const QTemporaryDir folder(u"/dev/shm/cistern-kill-XXXXXX"_s);
    const QString store = folder.filePath(u"store"_s);
    const QList<StoreOp> ops = StoreWork::script(point.seed);
    StoreLedger ledger(ops);
    for (const QString &line :
         linesOf({u"-o"_s, u"/dev/null"_s, u"-e"_s, u"trace="_s + point.call, u"-e"_s,
                  u"inject=%1:signal=SIGKILL:when=%2"_s.arg(point.call).arg(point.number)},
                 store, point.seed)) {
        if (line != "opened"_L1)
            ledger.note(line);
    }
    ProviderFixture target({.limit = StoreWork::limit, .jobs = true, .store = store});
    QString problem = ledger.problem(target);
    if (problem.isEmpty()) {
        target.restart(); // what was put right stays right
        problem = ledger.problem(target);
    }
    if (problem.isEmpty() && !StoreWork::makesMore(target))
        problem = u"nothing can be made any more"_s;
    return problem.isEmpty() ? problem : problem + u" after "_s + ledger.lines().join(u" | "_s);
}
} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication program(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    qunsetenv("CISTERN_TEST_TRANSPORT");
    if (arguments.value(1) == "--work"_L1)
        return work(arguments.value(2), arguments.value(3).toUInt());
    qInstallMessageHandler(sayWithPoint);

    QCommandLineParser parser;
    const QCommandLineOption sample(u"sample"_s), pointCount(u"points"_s, {}, u"N"_s, u"500"_s),
        seedOption(u"seed"_s, {}, u"S"_s);
    parser.addOptions({sample, pointCount, seedOption});
    parser.process(arguments);
    if (QStandardPaths::findExecutable(u"strace"_s).isEmpty()) {
        say(u"strace is not installed: nothing was proved"_s);
        return 77;
    }
    const quint32 seed = parser.isSet(seedOption)
        ? parser.value(seedOption).toUInt()
        : (parser.isSet(sample) ? QRandomGenerator::global()->generate() : 1);
    say(u"seed %1"_s.arg(seed));

    QElapsedTimer took;
    took.start();
    const auto wanted = parser.isSet(sample) ? 36 : parser.value(pointCount).toLongLong();
    QList<Point> points;
    for (quint32 next = seed; points.size() < wanted; ++next)
        points += pointsOf(next);
    if (parser.isSet(sample)) {
        QRandomGenerator random(seed);
        std::shuffle(points.begin(), points.end(), random);
        QMap<QString, QList<Point>> byCall;
        for (const Point &point : std::as_const(points))
            byCall[point.call].append(point);
        points.clear();
        while (points.size() < wanted) { // of each kind in turn
            for (QList<Point> &each : byCall) {
                if (!each.isEmpty())
                    points.append(each.takeLast());
            }
        }
    }
    int wrong = 0;
    QMap<QString, int> tried;
    for (const Point &point : std::as_const(points)) {
        provedPoint = u"%1 number %2, seed %3"_s.arg(point.call).arg(point.number).arg(point.seed);
        ++tried[point.call];
        if (const QString problem = problemAt(point); !problem.isEmpty()) {
            ++wrong;
            say(u"%1: %2"_s.arg(provedPoint, problem));
        }
    }
    QStringList of;
    for (auto each = tried.begin(); each != tried.end(); ++each)
        of.append(u"%1 %2"_s.arg(each.value()).arg(each.key()));
    say(u"%1 points (%2), %3 killed there, %4 wrong, %5 s"_s.arg(points.size())
            .arg(of.join(u", "_s))
            .arg(killed)
            .arg(wrong)
            .arg(double(took.elapsed()) / 1000, 0, 'f', 1));
    // Who lives on proves nothing; a few do, because no two runs make quite as many calls.
    return wrong == 0 && killed * 10 >= points.size() * 8 ? 0 : 1;
}
