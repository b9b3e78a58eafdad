// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The real console killed at its Nth write, sync, unlink, … of a change, of following a job and of
// stopping one, by strace, while a local target of this process serves it; then started again: what
// it lists and tells must be what the target knows, and nothing may be there twice.
//   proof_consolekills [--runs N] [--seed S]     400 points unless told; there are some thousands
//   proof_consolekills --sample                  some of them
#include "tests/proof/consolekills/killedcli.h"
#include "tests/support/clihome.h"
#include "tests/support/proof.h"
#include "tests/support/tracedcalls.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <numeric>
#include <random>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype atOnce = 16;                    // consoles that look what became of theirs
constexpr int patience = 180'000;                   // ms
constexpr std::chrono::milliseconds followed{4000}; // a job that nobody lets go on before

// The first three: before and after each step of a record; the others: of the network and of all
// else between them. Without --seccomp-bpf, which keeps some kernels from injecting.
const QStringList calls{u"pwrite64"_s, u"fdatasync"_s, u"unlink"_s, u"write"_s, u"read"_s};

QString program()
{
    return QCoreApplication::applicationDirPath() + u"/../bin/cistern-cli"_s;
}

QStringList complete(const QStringList &arguments, bool wait = true)
{
    QStringList all = arguments + QStringList{u"--password-stdin"_s, u"--json"_s};
    if (arguments.first() != "job"_L1)
        all += {u"--system"_s, u"far"_s};
    if (arguments.first() != "job"_L1 && wait)
        all += u"--wait"_s;
    return all;
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

// What is held goes on after that time, so that who follows it comes to an end.
void releaseLater(KilledTarget &target, std::chrono::milliseconds after)
{
    QTimer::singleShot(after, qApp, [&target] { target.release(); });
}

// What was asked for before, and the target's work held.
void begin(KilledTarget &target, const KilledTarget::Deed &deed, const CliHome &home)
{
    if (deed.held)
        target.hold();
    if (!deed.first.isEmpty() && home.run(complete(deed.first, false), target.password()).code != 0)
        qFatal("the job could not be started");
}

// How often the busiest thread makes each call.
QMap<QString, int> callsOf(KilledTarget &target, const KilledTarget::Deed &deed,
                           const CliHome &home)
{
    begin(target, deed, home);
    if (deed.held)
        releaseLater(target, followed);
    const QString log = home.filePath(u"log"_s);
    runTraced(home, {u"-o"_s, log, u"-e"_s, u"trace="_s + calls.join(u',')},
              complete(deed.arguments));
    return mostCalls(log, calls);
}

// A place to kill at.
struct Step
{
    size_t kind;
    QString call;
    int number;
};

// All there are, those of one kind after those of the other in turn, and two of the record for one
// of the others, as long as there are any.
std::vector<Step> stepsOf(KilledTarget &target, const CliHome &fresh, const QList<size_t> &kinds,
                          std::mt19937 &luck)
{
    std::vector<std::vector<Step>> byKind;
    for (const size_t kind : kinds) {
        const CliHome home;
        copyHome(fresh, home);
        const auto most = callsOf(target, KilledTarget::kinds()[kind].prepared(target), home);
        std::vector<Step> ofRecord, others, mixed;
        for (const QString &call : calls) {
            std::vector<Step> &some = calls.indexOf(call) < 3 ? ofRecord : others;
            for (int number = 1; number <= most.value(call); ++number)
                some.push_back({kind, call, number});
        }
        std::shuffle(ofRecord.begin(), ofRecord.end(), luck);
        std::shuffle(others.begin(), others.end(), luck);
        for (size_t i = 0; i < std::max(ofRecord.size(), others.size() * 2); ++i) {
            if (i < ofRecord.size())
                mixed.push_back(ofRecord[i]);
            if (i % 2 == 1 && i / 2 < others.size())
                mixed.push_back(others[i / 2]);
        }
        byKind.push_back(mixed);
    }
    std::vector<Step> all;
    const size_t most =
        std::max_element(byKind.begin(), byKind.end(), [](const auto &a, const auto &b) {
            return a.size() < b.size();
        })->size();
    for (size_t i = 0; i < most; ++i) {
        for (const auto &some : byKind) {
            if (i < some.size())
                all.push_back(some[i]);
        }
    }
    return all;
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
    qint64 unrecorded = 0, succeeded = 0, notDone = 0, stopped = 0, cannotTell = 0, open = 0;
    QMap<QString, int> doubts; // why it can't be told, how often
};

// The consoles of this proof ask the same target at the same time, as the same user. What is not
// there may be what another of them made of the same kind meanwhile, renamed since, and a job that
// came up may be its own: nobody who sees only the target could tell. Each object has a name of its
// own, so what is there can be told, and so can all else.
bool couldNobodyTell(const QString &doubt, bool done)
{
    return !done && (doubt == "NewOtherwise"_L1 || doubt == "OthersAtWork"_L1);
}

QJsonArray historyOf(const CliHome &home)
{
    return home.run({u"history"_s, u"--json"_s}).json().value(u"history"_s).toArray();
}

bool isEnd(const QString &state)
{
    return QStringList{u"succeeded"_s, u"failed"_s, u"stopped"_s}.contains(state);
}

// Empty when the next start told the truth.
QString problemOf(Point &point, Figures &figures)
{
    const QByteArray said = point.next.readAllStandardOutput();
    const QJsonArray all = historyOf(point.home);
    QJsonArray history, stops; // a request to stop is a record of its own
    for (const QJsonValue &each : all)
        (each[u"method"] == "RequestStateChange"_L1 ? stops : history).append(each);
    for (const QJsonValue &each : std::as_const(stops)) {
        if (!isEnd(each[u"state"].toString()))
            return u"a stop is left as "_s + each[u"state"].toString();
        // The job itself says how it ended.
        if (each[u"cause"] == "OutcomeUnknown"_L1)
            return u"of a stop it can't be told, "_s + each[u"doubt"].toString();
    }
    if (stops.size() > 1)
        return u"there are %1 stops"_s.arg(stops.size());
    const int done = point.deed.timesDone();
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
    const bool wasOpen = !isEnd(point.before.last().toObject().value(u"state"_s).toString());
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
    if (state == "stopped"_L1) {
        ++figures.stopped;
        return done ? u"it is told to be stopped, and is done"_s : QString();
    }
    if (state != "failed"_L1)
        return u"it is left as "_s + state;
    if (cause == "OutcomeUnknown"_L1) {
        ++figures.cannotTell;
        const QString doubt = record.value(u"doubt"_s).toString();
        ++figures.doubts[doubt];
        const QString words = u"it can't be told, %1, and it is %2"_s.arg(
            doubt, done ? u"done"_s : u"not done"_s);
        if (!couldNobodyTell(doubt, done))
            return words;
        std::printf("%s: %s, which nobody could tell\n", qPrintable(point.what), qPrintable(words));
        return {};
    }
    ++figures.notDone;
    return done ? u"it is told not to be done (%1), and is"_s.arg(cause) : QString();
}
} // namespace

int main(int count, char **values)
{
    QCoreApplication application(count, values);
    qputenv("CISTERN_TEST_TRANSPORT", "local"); // which reads lists to their end, however long
    const ProofRun wanted = proofRun(application, 400, 12);
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
    QList<size_t> kinds(qsizetype(KilledTarget::kinds().size()));
    std::iota(kinds.begin(), kinds.end(), 0);
    if (wanted.sample) { // it takes a while to count the steps of one
        std::shuffle(kinds.begin(), kinds.end(), luck);
        kinds.resize(4);
    }
    const std::vector<Step> steps = stepsOf(target, fresh, kinds, luck);
    std::vector<std::unique_ptr<Point>> waiting;
    Figures figures;
    qint64 wrong = 0, twice = 0, killed = 0;
    const auto judge = [&](Point &point) {
        const QString problem = problemOf(point, figures);
        twice += point.deed.timesDone() > 1;
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
    const qint64 points = std::min<qint64>(wanted.runs, qint64(steps.size()));
    for (qint64 i = 0; i < points; ++i) {
        const auto &[kind, call, number] = steps[size_t(i)];
        auto point = std::make_unique<Point>();
        point->deed = KilledTarget::kinds()[kind].prepared(target);
        point->what = u"%1, %2 number %3"_s
                          .arg(QString::fromLatin1(KilledTarget::kinds()[kind].name), call)
                          .arg(number);
        copyHome(fresh, point->home);
        begin(target, point->deed, point->home);
        if (point->deed.held) // should it outlive that
            releaseLater(target, followed * 2);
        const bool died = runTraced(point->home,
                                    {u"-o"_s, u"/dev/null"_s, u"-e"_s, u"trace="_s + call, u"-e"_s,
                                     u"inject=%1:signal=SIGKILL:when=%2"_s.arg(call).arg(number)},
                                    complete(point->deed.arguments));
        killed += died;
        point->before = historyOf(point->home);
        point->next.setProcessEnvironment(point->home.environment());
        point->next.setStandardErrorFile(QProcess::nullDevice());
        point->next.start(program(),
                          {u"jobs"_s, u"--follow"_s, u"--json"_s, u"--password-stdin"_s});
        point->next.write(KilledTarget::password());
        point->next.closeWriteChannel();
        // It finds a job that is at work, or one that has ended meanwhile.
        if (point->deed.held)
            releaseLater(target, std::chrono::milliseconds(luck() % 2 * 1500));
        waiting.push_back(std::move(point));
        judgeEnded(atOnce);
    }
    judgeEnded(0);
    if (const QString books = target.booksProblem(); !books.isEmpty()) {
        ++wrong;
        std::printf("%s\n", qPrintable(books));
    }
    printFigure("seed", wanted.seed);
    printFigure("kinds of change", kinds.size());
    printFigure("steps there are", qint64(steps.size()));
    printFigure("points", points);
    printFigure("killed in the middle", killed);
    printFigure("points with a problem", wrong);
    printFigure("done twice", twice);
    printFigure("killed before there was a record", figures.unrecorded);
    printFigure("open at the next start", figures.open);
    printFigure("found done", figures.succeeded);
    printFigure("found not done", figures.notDone);
    printFigure("found stopped", figures.stopped);
    printFigure("can't be told", figures.cannotTell);
    for (auto doubt = figures.doubts.cbegin(); doubt != figures.doubts.cend(); ++doubt)
        printFigure(("can't be told, " + doubt.key().toLatin1()).constData(), *doubt);
    printFigure("seconds", took.elapsed() / 1000);
    // Who lives on proves nothing; a few do, because no two runs make quite as many calls.
    return wrong == 0 && killed * 10 >= points * 8 ? 0 : 1;
}
