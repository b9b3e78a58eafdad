// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How a measuring program tells what it measured: a figure a line of JSON on standard output, which
// bench_table turns into the table. And what every such program is asked for. One thread.
#pragma once

#include "tests/support/percentile.h"

#include <QElapsedTimer>
#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace Cistern {

// What a figure should come to. Nothing fails when it does not: times differ between machines.
struct Reach
{
    enum class What : quint8 {
        Value, // of the median
        Rate,  // MB/s
        Ratio  // of the median to the one of the figure `of`
    };
    What what = What::Value;
    std::optional<double> least = {}, most = {};
    QString of = {}; // of the same scenario
};

struct Figure
{
    QString name, unit; // "ms", "bytes"; a count has none
    std::vector<double> samples;
    double bytes = 0; // that one sample took its time for; 0: no rate can be told
    QList<Reach> reaches = {};
};

// For a figure that is only compared: neither bound is given.
Reach against(const QString &of, std::optional<double> most = {});
Reach atLeast(double rate); // MB/s
Reach atMost(double value);

struct BenchSize
{
    bool small = false; // as CI runs it
    bool full = false;  // what takes minutes, too
    int runs = 5;

    template<class T>
    T of(T small_, T usual) const
    {
        return small ? small_ : usual;
    }
};

class Figures
{
public:
    explicit Figures(const QString &scenario) : m_scenario(scenario) {}

    void tell(const Figure &figure) const;
    void tell(const QString &name, const QString &unit, double value,
              const QList<Reach> &reaches = {}) const;
    // What must hold on every machine: nothing lost, nothing there twice, memory that does not
    // grow.
    void must(const QString &what, bool held);
    // For a reference that is not installed, say.
    void remark(const QString &words) const;
    int exitCode() const { return m_broken ? 1 : 0; }

private:
    QString m_scenario;
    bool m_broken = false;
};

// --small, --full and --runs of this program's arguments.
BenchSize benchSize(const QStringList &arguments);

// Milliseconds of each of so many calls.
template<class Function>
std::vector<double> timed(int runs, Function function)
{
    std::vector<double> samples;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer time;
        time.start();
        function();
        samples.push_back(double(time.nsecsElapsed()) / 1e6);
    }
    return samples;
}

// Milliseconds of a processor that this process took in each of them: of work that waits for
// nothing, so that what else the machine does is not counted.
double processMilliseconds();
template<class Function>
std::vector<double> computed(int runs, Function function)
{
    std::vector<double> samples;
    for (int i = 0; i < runs; ++i) {
        const double begun = processMilliseconds();
        function();
        samples.push_back(processMilliseconds() - begun);
    }
    return samples;
}

double median(std::vector<double> samples);

// Of this process, or of another one of this machine.
double cpuSeconds(qint64 process = 0);
qint64 residentBytes(qint64 process = 0);
qint64 mostResidentBytes(); // of this process, so far
// That malloc has handed out and not got back.
qint64 allocatedBytes();

} // namespace Cistern
