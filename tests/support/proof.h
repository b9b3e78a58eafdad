// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What every program of tests/proof shares: how much it is to do, as its arguments say, and how it
// tells what came of it.
#pragma once

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

namespace Cistern {

struct ProofRun
{
    qint64 runs = 0;  // or points, images, …; what one of them is, the program says
    quint32 seed = 1; // one seed, one sequence of runs
    bool sample = false;
};

// --runs N --seed S, or --sample for the few that every test run makes.
inline ProofRun proofRun(const QStringList &arguments, qint64 whole, qint64 sampled)
{
    QCommandLineParser parser;
    const QCommandLineOption runs(QStringLiteral("runs"), {}, QStringLiteral("N"),
                                  QString::number(whole));
    const QCommandLineOption seed(QStringLiteral("seed"), {}, QStringLiteral("S"),
                                  QStringLiteral("1"));
    const QCommandLineOption sample(QStringLiteral("sample"));
    parser.addOptions({runs, seed, sample});
    parser.process(arguments);
    ProofRun run{.runs = parser.value(runs).toLongLong(),
                 .seed = parser.value(seed).toUInt(),
                 .sample = parser.isSet(sample)};
    if (run.sample && !parser.isSet(runs))
        run.runs = sampled;
    return run;
}
inline ProofRun proofRun(const QCoreApplication &program, qint64 whole, qint64 sampled)
{
    return proofRun(program.arguments(), whole, sampled);
}

// Like QTest::qWaitFor, which looks only every ten milliseconds: too slow for ten thousand runs.
template<class Condition>
bool comes(Condition condition, int milliseconds = 30'000)
{
    QElapsedTimer time;
    time.start();
    QTimer tick;
    tick.start(5);
    while (!condition() && !time.hasExpired(milliseconds))
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return condition();
}

inline void say(const QString &line)
{
    std::puts(qUtf8Printable(line));
    std::fflush(stdout);
}

// Which of the many is tried now, for messages that end the program.
inline QString provedPoint;
inline void sayWithPoint(QtMsgType type, const QMessageLogContext &, const QString &words)
{
    std::fprintf(stderr, "%s: %s\n", qUtf8Printable(provedPoint), qUtf8Printable(words));
    if (type == QtFatalMsg)
        std::abort();
}

// One line a figure.
inline void printFigure(const char *name, qint64 value)
{
    std::printf("%s: %lld\n", name, static_cast<long long>(value));
    std::fflush(stdout);
}

} // namespace Cistern
