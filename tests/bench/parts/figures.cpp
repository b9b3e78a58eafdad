// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/bench/parts/figures.h"

#include <QCommandLineParser>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <malloc.h>
#include <time.h>
#include <unistd.h>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
void print(const QJsonObject &line)
{
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

QJsonObject toJson(const Reach &reach)
{
    QJsonObject object{{u"what"_s,
                        reach.what == Reach::What::Value      ? u"value"_s
                            : reach.what == Reach::What::Rate ? u"rate"_s
                                                              : u"ratio"_s}};
    if (reach.least)
        object[u"least"] = *reach.least;
    if (reach.most)
        object[u"most"] = *reach.most;
    if (!reach.of.isEmpty())
        object[u"of"] = reach.of;
    return object;
}

QByteArray contents(qint64 process, const QString &name)
{
    QFile file(u"/proc/%1/%2"_s.arg(process ? QString::number(process) : u"self"_s, name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 statusBytes(qint64 process, const char *field)
{
    const QByteArray status = contents(process, u"status"_s);
    const qsizetype at = status.indexOf(field);
    const QByteArray line = at < 0 ? QByteArray() : status.mid(at, status.indexOf('\n', at) - at);
    return line.simplified().split(' ').value(1).toLongLong() * 1024;
}
} // namespace

Reach against(const QString &of, std::optional<double> most)
{
    return {.what = Reach::What::Ratio, .most = most, .of = of};
}

Reach atLeast(double rate)
{
    return {.what = Reach::What::Rate, .least = rate};
}

Reach atMost(double value)
{
    return {.what = Reach::What::Value, .most = value};
}

void Figures::tell(const Figure &figure) const
{
    QJsonArray samples, reaches;
    for (const double sample : figure.samples)
        samples.append(sample);
    for (const Reach &reach : figure.reaches)
        reaches.append(toJson(reach));
    QJsonObject line{{u"scenario"_s, m_scenario}, {u"figure"_s, figure.name},
                     {u"unit"_s, figure.unit},    {u"median"_s, median(figure.samples)},
                     {u"samples"_s, samples},     {u"reach"_s, reaches}};
    if (figure.bytes > 0)
        line[u"bytes"] = figure.bytes;
    print(line);
}

void Figures::tell(const QString &name, const QString &unit, double value,
                   const QList<Reach> &reaches) const
{
    tell({.name = name, .unit = unit, .samples = {value}, .reaches = reaches});
}

void Figures::must(const QString &what, bool held)
{
    m_broken = m_broken || !held;
    print({{u"scenario"_s, m_scenario}, {u"must"_s, what}, {u"held"_s, held}});
}

void Figures::remark(const QString &words) const
{
    print({{u"scenario"_s, m_scenario}, {u"remark"_s, words}});
}

BenchSize benchSize(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption small(u"small"_s), full(u"full"_s);
    const QCommandLineOption runs(u"runs"_s, {}, u"N"_s);
    parser.addOptions({small, full, runs});
    parser.process(arguments);
    BenchSize size{.small = parser.isSet(small), .full = parser.isSet(full)};
    size.runs = parser.isSet(runs) ? std::max(1, parser.value(runs).toInt()) : size.of(1, 5);
    return size;
}

double processMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

double median(std::vector<double> samples)
{
    return percentile(std::move(samples), 0.5);
}

double cpuSeconds(qint64 process)
{
    const QByteArray stat = contents(process, u"stat"_s);
    // Behind the name, which may hold anything, the state is the first field.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return (fields.value(11).toDouble() + fields.value(12).toDouble())
        / double(sysconf(_SC_CLK_TCK));
}

qint64 residentBytes(qint64 process)
{
    return statusBytes(process, "VmRSS:");
}

qint64 mostResidentBytes()
{
    return statusBytes(0, "VmHWM:");
}

qint64 allocatedBytes()
{
    const struct mallinfo2 info = mallinfo2();
    return qint64(info.uordblks + info.hblkhd);
}

} // namespace Cistern
