// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Consoles and a target whose network, clocks, stores and luck are simulated: one seed is one run,
// and after each run nothing is lost, nothing was done twice, and every record tells the truth.
//   proof_simulation --runs 100000 --seed 1    seeds 1 to 100000
//   proof_simulation --seed 42 --trace         one run, with all that happens in it
#include "tests/proof/simulation/world.h"
#include "tests/support/proof.h"

#include <QElapsedTimer>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

int main(int count, char **values)
{
    QCoreApplication program(count, values);
    QStringList arguments = program.arguments();
    const bool trace = arguments.removeAll(u"--trace"_s) > 0;
    ProofRun wanted = proofRun(arguments, trace ? 1 : 100'000, 40);
    if (wanted.sample)
        wanted.seed += 99;
    WorldFigures all;
    qint64 wrong = 0;
    QElapsedTimer timer;
    timer.start();
    for (qint64 i = 0; i < wanted.runs; ++i) {
        const quint64 seed = wanted.seed + quint64(i);
        const WorldReport report = runWorld(seed, trace);
        all += report.figures;
        wrong += !report.problems.isEmpty();
        for (const QString &problem : report.problems)
            std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed),
                        qPrintable(problem));
        // One in a while again: the same seed must make the same run.
        if (i % 50 == 0 && !trace && runWorld(seed).trace != report.trace) {
            std::printf("seed %llu does not repeat itself\n",
                        static_cast<unsigned long long>(seed));
            ++wrong;
        }
    }
    printFigure("first seed", wanted.seed);
    printFigure("runs", wanted.runs);
    printFigure("runs with a problem", wrong);
    printFigure("intents", all.intents);
    printFigure("requests that arrived", all.delivered);
    printFigure("requests that arrived twice", all.deliveredTwice);
    printFigure("answers lost", all.answersLost);
    printFigure("succeeded", all.succeeded);
    printFigure("stopped", all.stopped);
    printFigure("refused or failed", all.failed);
    printFigure("found not done", all.notDone);
    printFigure("can't be told", all.cannotTell);
    printFigure("console crashes", all.consoleCrashes);
    printFigure("target crashes", all.targetCrashes);
    printFigure("microseconds a run",
                timer.nsecsElapsed() / 1000 / std::max<qint64>(wanted.runs, 1));
    return wrong == 0 ? 0 : 1;
}
