// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Consoles and a target whose network, clocks, stores and luck are simulated: one seed is one run,
// and after each run nothing is lost, nothing was done twice, and every record tells the truth.
//   proof_simulation --runs 100000 --seed 1    seeds 1 to 100000, in as many processes as --jobs
//   proof_simulation --seed 42 --trace         one run, with all that happens in it
//   proof_simulation --seed 42 --digest        one run, and what tells it from all others
//   proof_simulation --break resend            as many runs as a planted defect takes to be found
#include "tests/proof/simulation/world.h"
#include "tests/support/proof.h"

#include <QElapsedTimer>

#include <vector>

#include <sys/wait.h>
#include <unistd.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
struct Sum
{
    WorldFigures figures;
    qint64 wrong = 0;
};

// Every so manieth seed, from one of the first on.
struct Share
{
    quint64 first, last;
    int jobs;
};

Sum runShare(const Share &share)
{
    // One in a while again, after others: the same seed must make the same run.
    struct Again
    {
        quint64 seed;
        QByteArray trace;
    };
    QList<Again> again;
    Sum sum;
    const auto wrong = [&sum](quint64 seed, const QString &problem) {
        std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), qPrintable(problem));
        std::fflush(stdout);
        return ++sum.wrong;
    };
    for (quint64 seed = share.first; seed <= share.last; seed += quint64(share.jobs)) {
        const WorldReport report = runWorld(seed);
        sum.figures += report.figures;
        if (!report.problems.isEmpty())
            wrong(seed, report.problems.join(u"; "_s));
        if ((seed - share.first) % 50 == 0)
            again.append({seed, report.trace});
        if (again.size() == 20 || seed + quint64(share.jobs) > share.last) {
            for (const Again &each : std::as_const(again)) {
                if (runWorld(each.seed).trace != each.trace)
                    wrong(each.seed, u"does not repeat itself"_s);
            }
            again.clear();
        }
    }
    return sum;
}

// A process of its own for each share: there is one of everything in a simulation.
Sum runShares(quint64 first, quint64 last, int jobs)
{
    if (jobs <= 1)
        return runShare({first, last, 1});
    struct Process
    {
        pid_t id;
        int told;
    };
    std::vector<Process> processes;
    Sum all;
    for (int job = 0; job < jobs; ++job) {
        int ends[2];
        if (pipe(ends) != 0)
            qFatal("no pipe");
        const pid_t id = fork();
        if (id == 0) {
            const Sum sum = runShare({first + quint64(job), last, jobs});
            std::exit(write(ends[1], &sum, sizeof sum) == sizeof sum ? 0 : 1);
        }
        close(ends[1]);
        processes.push_back({id, ends[0]});
    }
    for (const Process &process : processes) {
        Sum sum;
        const bool told = read(process.told, &sum, sizeof sum) == sizeof sum;
        int status = 0;
        waitpid(process.id, &status, 0);
        close(process.told);
        if (!told || status != 0) {
            std::printf("a process ended with %d\n", status);
            ++all.wrong;
        }
        all.figures += sum.figures;
        all.wrong += sum.wrong;
    }
    return all;
}

// The runs it takes to find what is broken on purpose.
int find(Defect defect, const ProofRun &wanted)
{
    for (qint64 i = 0; i < wanted.runs; ++i) {
        const WorldReport report = runWorld(wanted.seed + quint64(i), {.defect = defect});
        for (const QString &problem : report.problems)
            std::printf("%s\n", qPrintable(problem));
        if (!report.problems.isEmpty()) {
            printFigure("runs until it was found", i + 1);
            return 0;
        }
    }
    printFigure("runs that did not find it", wanted.runs);
    return 1;
}
} // namespace

int main(int count, char **values)
{
    QCoreApplication program(count, values);
    QStringList arguments = program.arguments();
    const auto taken = [&arguments](const QString &option) {
        const qsizetype at = arguments.indexOf(option);
        if (at < 0 || at + 1 >= arguments.size())
            return QString();
        arguments.removeAt(at);
        return arguments.takeAt(at);
    };
    const bool trace = arguments.removeAll(u"--trace"_s) > 0;
    const bool digest = arguments.removeAll(u"--digest"_s) > 0;
    const int jobs = std::max(1, taken(u"--jobs"_s).toInt());
    const QString broken = taken(u"--break"_s);
    const ProofRun wanted = proofRun(arguments, trace || digest ? 1 : 100'000, 100);
    if (!broken.isEmpty()) {
        const auto defect = defectNamed(broken);
        return defect ? find(*defect, wanted) : 2;
    }
    if (trace || digest) {
        const WorldReport report = runWorld(wanted.seed, {.show = trace});
        std::printf("%s\n", report.trace.constData());
        return report.problems.isEmpty() ? 0 : 1;
    }
    QElapsedTimer timer;
    timer.start();
    const Sum all = runShares(wanted.seed, wanted.seed + quint64(wanted.runs) - 1, jobs);
    const WorldFigures &figures = all.figures;
    printFigure("first seed", wanted.seed);
    printFigure("runs", wanted.runs);
    printFigure("runs with a problem", all.wrong);
    printFigure("intents", figures.intents);
    printFigure("requests that arrived", figures.delivered);
    printFigure("requests that arrived twice", figures.deliveredTwice);
    printFigure("answers lost", figures.answersLost);
    printFigure("succeeded", figures.succeeded);
    printFigure("stopped", figures.stopped);
    printFigure("refused or failed", figures.failed);
    printFigure("found not done", figures.notDone);
    printFigure("can't be told", figures.cannotTell);
    printFigure("console crashes", figures.consoleCrashes);
    printFigure("target crashes", figures.targetCrashes);
    printFigure("milliseconds", timer.elapsed());
    printFigure("microseconds a run",
                timer.nsecsElapsed() / 1000 / std::max<qint64>(wanted.runs, 1));
    return all.wrong == 0 ? 0 : 1;
}
