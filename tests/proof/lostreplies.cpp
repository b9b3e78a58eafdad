// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The target acts, and its reply is lost on the way (FN-03), or the request is, and it never acts:
// for everything that the console sends to change something. The client is the program's own
// tracker over HTTP, the target the local one, between them a relay. Each change must leave once,
// be there once or not at all, and be told as it is.
//   proof_lostreplies --runs 10000 --seed 1
//   proof_lostreplies --mutant resends|trusts    a console with that defect, which must be found
#include "tests/proof/lostreplies/asker.h"
#include "tests/support/proof.h"

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
struct Figures
{
    qint64 runs = 0, requests = 0, wrong = 0, unresolved = 0, twice = 0, found = 0, acted = 0;
    int mostLooks = 0;
};

// The site and the console of one way to answer: by jobs, or at once.
struct Side
{
    Side(bool jobs, Mutant mutant) : site(jobs), asker(site, mutant) {}
    LossySite site;
    Asker asker;
};

struct Tally
{
    QMap<QString, std::array<qint64, lossKinds>> runs; // by kind of change
    Figures all;
};

std::vector<ChangeKind> everyKind()
{
    std::vector<ChangeKind> all;
    for (const auto &some :
         {storageChanges(), clusterChanges(), virtualizationChanges(), pipeChanges()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

Tally prove(qint64 runs, quint32 seed, Mutant mutant)
{
    Tally tally;
    const std::vector<ChangeKind> kinds = everyKind();
    const size_t all = kinds.size() + 2;
    constexpr int renewed = 2000; // runs on one site
    std::unique_ptr<Side> sides[2];
    for (qint64 i = 0; i < runs; ++i) {
        // Of this run alone, so that one can be made again.
        Luck luck(quint32(seed * 1'000'003 + i));
        const size_t number = size_t(i) % all;
        const bool stops = number >= kinds.size();
        const bool jobs = stops || kinds[number].ofJobs || below(luck, 2) == 0;
        std::unique_ptr<Side> &side = sides[jobs];
        if (!side || i % renewed == 0)
            side = std::make_unique<Side>(jobs, mutant);
        const int loss = below(luck, lossKinds);
        const LossRow &row = lossRows[loss];
        const bool force = number == kinds.size();
        const QString name = !stops ? QString::fromLatin1(kinds[number].name)
            : force                 ? u"job, kill"_s
                                    : u"job, terminate"_s;
        const Verdicts said = stops ? side->asker.stop(force, row.loss, luck)
                                    : side->asker.change(kinds[number], row.loss, luck);
        ++tally.runs[name][size_t(loss)];
        Figures &figures = tally.all;
        ++figures.runs;
        figures.acted += row.acted;
        figures.requests += side->site.relay.messageIds().size();
        figures.wrong += !said.problems.isEmpty();
        figures.unresolved += said.stuck
            || (said.record.failure
                && said.record.failure->cause == Failure::Cause::OutcomeUnknown);
        figures.twice += std::any_of(
            said.problems.begin(), said.problems.end(),
            [](const QString &problem) { return problem.endsWith("times"_L1); });
        figures.found += said.record.jobFound;
        if (row.acted)
            figures.mostLooks = std::max(figures.mostLooks, said.looks + 1);
        if (!said.problems.isEmpty() && mutant == Mutant::None)
            std::printf("seed %u, run %lld, %s, %s, %s: %s\n", seed, static_cast<long long>(i),
                        qPrintable(name), jobs ? "by jobs" : "at once", row.name,
                        qPrintable(said.problems.join(u"; "_s)));
        if (i % 10 == 9)
            side->site.makeRoom();
    }
    return tally;
}

void print(const Tally &tally)
{
    std::printf("%-36s", "");
    for (int loss = 0; loss < lossKinds; ++loss)
        std::printf(" %3d", loss + 1);
    std::printf("\n");
    for (const auto &[name, losses] : tally.runs.asKeyValueRange()) {
        std::printf("%-36s", qPrintable(name));
        for (const qint64 count : losses)
            std::printf(" %3lld", static_cast<long long>(count));
        std::printf("\n");
    }
    for (int loss = 0; loss < lossKinds; ++loss)
        std::printf("%2d: %s\n", loss + 1, lossRows[loss].name);
}
} // namespace

int main(int count, char **values)
{
    QCoreApplication application(count, values);
    QStringList arguments = application.arguments();
    Mutant mutant = Mutant::None;
    if (const qsizetype at = arguments.indexOf(u"--mutant"_s); at >= 0) {
        const QString name = arguments.value(at + 1);
        mutant = name == "resends"_L1 ? Mutant::Resends : Mutant::Trusts;
        arguments.remove(at, 2);
    }
    const ProofRun wanted = proofRun(arguments, 10'000, 162);
    QElapsedTimer time;
    time.start();
    const Tally tally = prove(wanted.runs, wanted.seed, mutant);
    const Figures &figures = tally.all;
    if (!wanted.sample)
        print(tally);
    printFigure("seed", wanted.seed);
    printFigure("runs", figures.runs);
    printFigure("  of them the target acted", figures.acted);
    printFigure("kinds of change", tally.runs.size());
    printFigure("requests that change something", figures.requests);
    printFigure("runs with a problem", figures.wrong);
    printFigure("sent or done twice", figures.twice);
    printFigure("unresolved", figures.unresolved);
    printFigure("most looks where the target acted", figures.mostLooks);
    printFigure("jobs found again", figures.found);
    bool good = figures.wrong == 0;
    if (mutant != Mutant::None)
        good = !good;
    if (wanted.sample) {
        for (const Mutant planted : {Mutant::Resends, Mutant::Trusts}) {
            const qint64 found = prove(27, wanted.seed, planted).all.wrong;
            printFigure(planted == Mutant::Resends ? "found of a console that sends again"
                                                   : "found of a console that trusts",
                        found);
            good &= found > 0;
        }
    }
    printFigure("milliseconds", time.elapsed());
    return good ? 0 : 1;
}
