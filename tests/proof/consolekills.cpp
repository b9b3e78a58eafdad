// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The real console killed at its Nth write, sync, unlink, … of a change, by strace, while a local
// target of this process serves it; then started again: what it lists and tells must be what the
// target knows, and nothing may be there twice.
//   proof_consolekills [--runs N] [--seed S]     320 points unless told
//   proof_consolekills --sample                  some of them
#include "tests/proof/consolekills/killedcli.h"
#include "tests/support/clihome.h"
#include "tests/support/proof.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <random>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype atOnce = 16;  // consoles that look what became of theirs
constexpr int patience = 180'000; // ms

// The first three: before and after each step of a record; the others: of the network and of all
// else between them.
const QStringList calls{u"pwrite64"_s, u"fdatasync"_s, u"unlink"_s, u"write"_s, u"read"_s};

QString program()
{
    return QCoreApplication::applicationDirPath() + u"/../bin/cistern-cli"_s;
}

QStringList inSystem(const QStringList &arguments)
{
    return arguments
        + QStringList{u"--system"_s, u"far"_s, u"--wait"_s, u"--password-stdin"_s, u"--json"_s};
}

void copyHome(const CliHome &from, const CliHome &to)
{
    for (const QString &kind : {u"CONFIG"_s, u"DATA"_s, u"STATE"_s}) {
        QDirIterator files(from.filePath(kind), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            const QString copy = to.filePath(kind) + file.mid(from.filePath(kind).size());
            QDir().mkpath(QFileInfo(copy).path());
            QFile::copy(file, copy);
        }
    }
}

// Runs a console to its end, or to its death; whether it was that.
bool runTraced(const CliHome &home, const QStringList &tracing, const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(home.environment());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(u"strace"_s,
                  QStringList{u"-f"_s, u"-qqq"_s} + tracing + QStringList{program()} + arguments);
    process.write(KilledTarget::password());
    process.closeWriteChannel();
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, patience))
        qFatal("the console neither ended nor died");
    return process.exitStatus() == QProcess::CrashExit; // strace goes the way of its child
}

// How often the busiest thread makes each call.
QMap<QString, int> callsOf(const CliHome &home, const QStringList &arguments)
{
    const QString log = home.filePath(u"log"_s);
    runTraced(home, {u"-o"_s, log, u"-e"_s, u"trace="_s + calls.join(u',')}, arguments);
    QFile file(log);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("strace wrote nothing");
    QMap<QString, QMap<QByteArray, int>> counts; // call, thread
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QByteArray thread = line.left(line.indexOf(' '));
        const QByteArray rest = line.mid(thread.size()).trimmed();
        const QString call = QString::fromLatin1(rest.left(rest.indexOf('(')));
        if (calls.contains(call))
            ++counts[call][thread];
    }
    QMap<QString, int> most;
    for (auto call = counts.begin(); call != counts.end(); ++call)
        most[call.key()] = *std::max_element(call->begin(), call->end());
    return most;
}

// One console that was killed, and the next start of it.
struct Point
{
    QString what;
    KilledTarget::Deed deed;
    CliHome home;
    QJsonArray before; // the history as it was found
    QProcess next;
};

struct Figures
{
    qint64 unrecorded = 0, succeeded = 0, notDone = 0, cannotTell = 0, open = 0;
};

QJsonArray historyOf(const CliHome &home)
{
    return home.run({u"history"_s, u"--json"_s}).json().value(u"history"_s).toArray();
}

// Empty when the next start told the truth.
QString problemOf(Point &point, KilledTarget &target, Figures &figures)
{
    const QByteArray said = point.next.readAllStandardOutput();
    const QJsonArray history = historyOf(point.home);
    const int done = target.timesDone(point.deed);
    if (done > 1)
        return u"it is there %1 times"_s.arg(done);
    if (history.size() > 1)
        return u"there are %1 records"_s.arg(history.size());
    if (history.isEmpty()) {
        ++figures.unrecorded;
        return done ? u"it was done without a record"_s : QString();
    }
    const QJsonObject record = history.first().toObject();
    const QString state = record.value(u"state"_s).toString();
    const QString cause = record.value(u"cause"_s).toString();
    const QString before = point.before.first().toObject().value(u"state"_s).toString();
    const bool wasOpen = !QStringList{u"succeeded"_s, u"failed"_s, u"stopped"_s}.contains(before);
    figures.open += wasOpen;
    if (wasOpen
        && QJsonDocument::fromJson(said.left(said.indexOf('\n')))
               .object()
               .value(u"jobs"_s)
               .toArray()
               .isEmpty())
        return u"the next start does not list it: "_s + QString::fromUtf8(said.left(200));
    if (state == "succeeded"_L1) {
        ++figures.succeeded;
        return done ? QString() : u"it is told to be done, and is not"_s;
    }
    if (state != "failed"_L1)
        return u"it is left as "_s + state;
    if (cause == "OutcomeUnknown"_L1) {
        ++figures.cannotTell;
        return {};
    }
    ++figures.notDone;
    return done ? u"it is told not to be done (%1), and is"_s.arg(cause) : QString();
}
} // namespace

int main(int count, char **values)
{
    QCoreApplication application(count, values);
    qunsetenv("CISTERN_TEST_TRANSPORT");
    const ProofRun wanted = proofRun(application, 320, 12);
    if (QStandardPaths::findExecutable(u"strace"_s).isEmpty()) {
        std::puts("strace is not installed: nothing was proved");
        return 77;
    }
    QElapsedTimer took;
    took.start();
    KilledTarget target;
    const CliHome fresh;
    if (fresh
            .run({u"system"_s, u"add"_s, u"far"_s, target.url(), u"--user"_s, u"admin"_s,
                  u"--scheme"_s, u"basic"_s, u"--allow-clear"_s, u"--password-stdin"_s},
                 KilledTarget::password())
            .code
        != 0)
        qFatal("the system could not be added");

    std::mt19937 luck(wanted.seed);
    const auto below = [&luck](int limit) { return int(luck() % quint32(limit)); };
    QMap<int, QMap<QString, int>> most; // by kind
    std::vector<std::unique_ptr<Point>> waiting;
    Figures figures;
    qint64 wrong = 0, twice = 0, killed = 0;
    const auto judge = [&](Point &point) {
        const QString problem = problemOf(point, target, figures);
        twice += target.timesDone(point.deed) > 1;
        if (problem.isEmpty())
            return;
        ++wrong;
        std::printf("%s: %s\n", qPrintable(point.what), qPrintable(problem));
    };
    const auto judgeEnded = [&](qsizetype least) {
        if (!QTest::qWaitFor(
                [&] {
                    std::erase_if(waiting, [&](const auto &point) {
                        if (point->next.state() != QProcess::NotRunning)
                            return false;
                        judge(*point);
                        return true;
                    });
                    return qsizetype(waiting.size()) <= least;
                },
                patience))
            qFatal("a console does not come to an end");
    };
    for (qint64 i = 0; i < wanted.runs; ++i) {
        const int kind = int(i) % KilledTarget::kinds;
        if (!most.contains(kind)) {
            const CliHome home;
            copyHome(fresh, home);
            most[kind] = callsOf(home,
                                 inSystem(target.prepared(KilledTarget::Kind(kind)).arguments));
        }
        const QString call = calls[below(3) ? below(3) : below(int(calls.size()))];
        const int number = 1 + below(std::max(1, most[kind].value(call)));
        auto point = std::make_unique<Point>();
        point->deed = target.prepared(KilledTarget::Kind(kind));
        point->what = u"%1, %2 number %3"_s.arg(point->deed.arguments.first(2).join(u' '), call)
                          .arg(number);
        copyHome(fresh, point->home);
        const bool died = runTraced(point->home,
                                    {u"-o"_s, u"/dev/null"_s, u"-e"_s, u"trace="_s + call, u"-e"_s,
                                     u"inject=%1:signal=SIGKILL:when=%2"_s.arg(call).arg(number)},
                                    inSystem(point->deed.arguments));
        killed += died;
        point->before = historyOf(point->home);
        point->next.setProcessEnvironment(point->home.environment());
        point->next.setStandardErrorFile(QProcess::nullDevice());
        point->next.start(program(),
                          {u"jobs"_s, u"--follow"_s, u"--json"_s, u"--password-stdin"_s});
        point->next.write(KilledTarget::password());
        point->next.closeWriteChannel();
        waiting.push_back(std::move(point));
        judgeEnded(atOnce);
    }
    judgeEnded(0);
    if (const QString books = target.booksProblem(); !books.isEmpty()) {
        ++wrong;
        std::printf("%s\n", qPrintable(books));
    }
    printFigure("seed", wanted.seed);
    printFigure("points", wanted.runs);
    printFigure("killed in the middle", killed);
    printFigure("points with a problem", wrong);
    printFigure("done twice", twice);
    printFigure("killed before there was a record", figures.unrecorded);
    printFigure("open at the next start", figures.open);
    printFigure("found done", figures.succeeded);
    printFigure("found not done", figures.notDone);
    printFigure("can't be told", figures.cannotTell);
    printFigure("seconds", took.elapsed() / 1000);
    // Who lives on proves nothing; a few do, because no two runs make quite as many calls.
    return wrong == 0 && killed * 10 >= wanted.runs * 8 ? 0 : 1;
}
