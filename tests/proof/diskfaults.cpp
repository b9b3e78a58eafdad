// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A disk that fails the local target at its Nth write or sync of a day's work: no space, an
// input/output error, half a write; once, or from then on until it is healed (FS-03, FS-04, FS-05).
// Whoever asked hears of it, what was acknowledged is there, the rest is as it was, and it works
// again.
//
//   proof_diskfaults [--points N] [--seed S]     at least 400 points unless told
//   proof_diskfaults --sample [--seed S]         40 of them, spread, under a seed that is printed
#include "tests/proof/storage/filelayer.h"
#include "tests/proof/storage/storework.h"
#include "tests/support/proof.h"

#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QTimer>

#include <cerrno>
#include <cstdio>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using FileLayer::Fault;

namespace {
struct Row
{
    QLatin1StringView name;
    Fault::Kind kind;
    int error;
    bool onwards;
};
constexpr Row rows[] = {
    {"no space, once"_L1, Fault::Kind::Write, ENOSPC, false},
    {"no space from then on"_L1, Fault::Kind::Write, ENOSPC, true},
    {"write error, once"_L1, Fault::Kind::Write, EIO, false},
    {"write errors from then on"_L1, Fault::Kind::Write, EIO, true},
    {"half a write, then no space"_L1, Fault::Kind::ShortWrite, ENOSPC, true},
    {"half a write, then an error once"_L1, Fault::Kind::ShortWrite, EIO, false},
    {"sync error, once"_L1, Fault::Kind::Sync, EIO, false},
    {"sync errors from then on"_L1, Fault::Kind::Sync, EIO, true},
    {"no space at a sync, once"_L1, Fault::Kind::Sync, ENOSPC, false},
};

struct Point
{
    const Row *row;
    int number;
    quint32 seed;
};

int heard = 0; // failures that callers were told

FileLayer::Counts countsOf(const QString &store, quint32 seed)
{
    ProviderFixture target({.limit = StoreWork::limit, .jobs = true, .store = store});
    FileLayer::fail(store, {});
    StoreWork::run(target, StoreWork::script(seed), [](const QString &) {});
    return FileLayer::counts();
}

// What a job that failed must say, by the error that the disk gave. SQLite does not always know
// why: it tries to open a file a second time, in another way, and what it does after a failure may
// hide the first reason. Then it says that the disk failed.
bool saysWhy(const QString &words, int error)
{
    const bool space = words.contains("No space"_L1) || words.contains("full"_L1);
    const bool broken = words.contains("nput/output"_L1) || words.contains("I/O error"_L1)
        || words.contains("unable to open"_L1);
    return broken || (error == ENOSPC && space);
}

QString problemAt(const Point &point, const QString &store)
{
    QDir(store).removeRecursively();
    const QList<StoreOp> ops = StoreWork::script(point.seed);
    StoreLedger ledger(ops);
    ProviderFixture target({.limit = StoreWork::limit, .jobs = true, .store = store});
    FileLayer::fail(store,
                    {.kind = point.row->kind,
                     .first = point.number,
                     .onwards = point.row->onwards,
                     .error = point.row->error});
    // Only a disk that answers again can tell what became of the last commit.
    QTimer stuck;
    QObject::connect(&stuck, &QTimer::timeout, [&target] {
        FileLayer::heal();
        target.clock().advance(std::chrono::seconds(2));
    });
    QString unexplained;
    StoreWork::run(target, ops, [&](const QString &line) {
        stuck.start(std::chrono::milliseconds(1500));
        ledger.note(line);
        const QString state = line.section(u' ', 2, 2);
        if (!line.startsWith("failed"_L1))
            return;
        ++heard;
        if (state == "10"_L1 && !saysWhy(line.section(u' ', 3), point.row->error))
            unexplained = line;
    });
    stuck.stop();
    FileLayer::heal();
    FileLayer::fail({}, {});
    if (!unexplained.isEmpty())
        return u"a job does not say why: "_s + unexplained;
    QString problem = ledger.problem(target);
    // What resisted its rollback is put right by the next start (and its bytes are booked so long).
    const bool resisted = problem.startsWith("owned:"_L1) || problem.contains("bytes are taken"_L1);
    if (problem.isEmpty() || resisted) {
        target.restart();
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
    qunsetenv("CISTERN_TEST_TRANSPORT");
    qInstallMessageHandler(sayWithPoint);
    QCommandLineParser parser;
    const QCommandLineOption sample(u"sample"_s), pointCount(u"points"_s, {}, u"N"_s, u"400"_s),
        seedOption(u"seed"_s, {}, u"S"_s);
    parser.addOptions({sample, pointCount, seedOption});
    parser.process(program);
    const quint32 seed = parser.isSet(seedOption)
        ? parser.value(seedOption).toUInt()
        : (parser.isSet(sample) ? QRandomGenerator::global()->generate() : 1);
    say(u"seed %1"_s.arg(seed));

    QElapsedTimer took;
    took.start();
    const qsizetype wanted = parser.isSet(sample) ? 40 : parser.value(pointCount).toLongLong();
    const QTemporaryDir folder(u"/dev/shm/cistern-fault-XXXXXX"_s);
    const QString store = folder.filePath(u"store"_s);
    const FileLayer::Counts counts = countsOf(store, seed);
    QList<Point> points;
    for (const Row &row : rows) {
        const int most = row.kind == Fault::Kind::Sync ? counts.syncs : counts.writes;
        for (int i = 1; i <= most; ++i)
            points.append({&row, i, seed});
    }
    QRandomGenerator random(seed);
    std::shuffle(points.begin(), points.end(), random);
    const qsizetype all = points.size();
    points.resize(std::min(wanted, all));
    int wrong = 0;
    QMap<QString, int> of;
    for (const Point &point : std::as_const(points)) {
        provedPoint =
            u"%1, number %2, seed %3"_s.arg(point.row->name).arg(point.number).arg(point.seed);
        ++of[point.row->name];
        if (const QString problem = problemAt(point, store); !problem.isEmpty()) {
            ++wrong;
            say(u"%1: %2"_s.arg(provedPoint, problem));
        }
    }
    for (auto each = of.begin(); each != of.end(); ++each)
        say(u"%1 %2"_s.arg(each.value(), 5).arg(each.key()));
    say(u"%1 of %2 points (%3 writes, %4 syncs), %5 failures told, %6 wrong, %7 s"_s
            .arg(points.size())
            .arg(all)
            .arg(counts.writes)
            .arg(counts.syncs)
            .arg(heard)
            .arg(wrong)
            .arg(double(took.elapsed()) / 1000, 0, 'f', 1));
    return wrong == 0 ? 0 : 1;
}
