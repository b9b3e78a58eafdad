// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Reads the figures that measuring programs print and makes one table of them.
//
//   bench_table [--json FILE] [--about TEXT] < figures
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QSysInfo>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace {
using Row = QStringList;

QString shortly(double value)
{
    if (value != 0 && std::abs(value) < 1)
        return QString::number(value, 'g', 3);
    return QString::number(value, 'f', std::abs(value) < 100 ? 2 : 0);
}

double rate(const QJsonObject &figure) // MB/s; 0: it has none
{
    const double median = figure[u"median"].toDouble();
    return median > 0 ? figure[u"bytes"].toDouble() / median / 1000 : 0;
}

// One bound of a figure, what it came to, and whether it holds; of a figure without bound only the
// ratio.
struct Held
{
    QString ratio, wanted;
    bool bound = false, holds = true;
};

Held held(const QJsonObject &figure, const QJsonObject &reach, const QJsonArray &all)
{
    const QString what = reach[u"what"].toString(), of = reach[u"of"].toString();
    Held result;
    double value = figure[u"median"].toDouble();
    QString unit = figure[u"unit"].toString();
    if (what == "rate"_L1) {
        value = rate(figure);
        unit = u"MB/s"_s;
    } else if (what == "ratio"_L1) {
        for (const QJsonValue &other : all) {
            if (other[u"scenario"] == figure[u"scenario"] && other[u"figure"].toString() == of)
                value /= other[u"median"].toDouble();
        }
        unit = u"×"_s;
        result.ratio = u"%1 × %2"_s.arg(shortly(value), of);
    }
    for (const auto &[key, sign] : {std::pair{u"least"_s, u"≥"_s}, std::pair{u"most"_s, u"≤"_s}}) {
        if (!reach.contains(key))
            continue;
        const double bound = reach[key].toDouble();
        result.bound = true;
        result.holds = result.holds && (key == "least"_L1 ? value >= bound : value <= bound);
        result.wanted += u"%1 %2 %3"_s.arg(sign, shortly(bound), unit);
    }
    return result;
}

QList<Row> rowsOf(const QJsonObject &figure, const QJsonArray &all)
{
    const QJsonArray samples = figure[u"samples"].toArray(), reaches = figure[u"reach"].toArray();
    double least = figure[u"median"].toDouble(), most = least;
    for (const QJsonValue &sample : samples) {
        least = std::min(least, sample.toDouble());
        most = std::max(most, sample.toDouble());
    }
    QStringList ratios, wanted;
    bool bound = false, holds = true;
    for (const QJsonValue &reach : reaches) {
        const Held each = held(figure, reach.toObject(), all);
        if (!each.ratio.isEmpty())
            ratios << each.ratio + (each.bound ? u" (%1)"_s.arg(each.wanted) : QString());
        else if (each.bound)
            wanted << each.wanted;
        bound = bound || each.bound;
        holds = holds && each.holds;
    }
    const QString speed = rate(figure) > 0 ? shortly(rate(figure)) : QString();
    return {{figure[u"figure"].toString(), shortly(figure[u"median"].toDouble()),
             figure[u"unit"].toString(),
             samples.size() > 1 ? shortly(least) + u'–' + shortly(most) : QString(), speed,
             ratios.join(u", "), wanted.join(u", "),
             bound ? (holds ? u"yes"_s : u"NO"_s) : QString()}};
}

void print(const QList<Row> &rows)
{
    QList<qsizetype> widths;
    for (const Row &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype i = 0; i < row.size() && row.size() > 1; ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    for (const Row &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const bool number = i == 1;
            line += (i ? u"  "_s : QString())
                + (number               ? row[i].rightJustified(widths[i])
                       : row.size() > 1 ? row[i].leftJustified(widths[i])
                                        : row[i]);
        }
        while (line.endsWith(u' '))
            line.chop(1);
        std::puts(qUtf8Printable(line));
    }
}
} // namespace

int main(int count, char **values)
{
    const QCoreApplication application(count, values);
    QCommandLineParser parser;
    const QCommandLineOption json(u"json"_s, {}, u"FILE"_s), about(u"about"_s, {}, u"TEXT"_s);
    parser.addOptions({json, about});
    parser.process(QCoreApplication::arguments());

    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return 1;
    QJsonArray figures, conditions, remarks;
    const QList<QByteArray> lines = input.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QJsonObject told = QJsonDocument::fromJson(line).object();
        if (told.contains(u"figure"_s))
            figures.append(told);
        else if (told.contains(u"must"_s))
            conditions.append(told);
        else if (told.contains(u"remark"_s))
            remarks.append(told);
        else if (!line.trimmed().isEmpty())
            std::fprintf(stderr, "%s\n", line.constData());
    }

    QList<Row> rows{{u"figure"_s, u"median"_s, u"unit"_s, u"least–most"_s, u"MB/s"_s, u"against"_s,
                     u"to reach"_s, u"reached"_s}};
    QString scenario;
    for (const QJsonValue &figure : std::as_const(figures)) {
        const QString its = figure[u"scenario"].toString();
        if (std::exchange(scenario, its) != its)
            rows << Row{QString()} << Row{u"## "_s + its};
        rows << rowsOf(figure.toObject(), figures);
    }
    const QJsonObject machine{{u"system"_s, QSysInfo::prettyProductName()},
                              {u"processor"_s, QSysInfo::currentCpuArchitecture()},
                              {u"cores"_s, QThread::idealThreadCount()},
                              {u"qt"_s, QString::fromLatin1(qVersion())},
                              {u"about"_s, parser.value(about)}};
    std::printf("%s, %s, %d cores, Qt %s%s\n\n", qUtf8Printable(machine[u"system"].toString()),
                qUtf8Printable(machine[u"processor"].toString()), QThread::idealThreadCount(),
                qVersion(), qUtf8Printable(u", "_s + parser.value(about)));
    print(rows);
    int broken = 0;
    std::puts("");
    for (const QJsonValue &remark : std::as_const(remarks))
        std::printf("%s: %s\n", qUtf8Printable(remark[u"scenario"].toString()),
                    qUtf8Printable(remark[u"remark"].toString()));
    for (const QJsonValue &condition : std::as_const(conditions)) {
        if (condition[u"held"].toBool())
            continue;
        ++broken;
        std::printf("%s: does not hold: %s\n", qUtf8Printable(condition[u"scenario"].toString()),
                    qUtf8Printable(condition[u"must"].toString()));
    }
    if (broken == 0)
        std::printf("all of %d conditions hold\n", int(conditions.size()));
    if (parser.isSet(json)) {
        QSaveFile file(parser.value(json));
        if (!file.open(QIODevice::WriteOnly))
            return 1;
        file.write(QJsonDocument(QJsonObject{{u"machine"_s, machine},
                                             {u"figures"_s, figures},
                                             {u"conditions"_s, conditions},
                                             {u"remarks"_s, remarks}})
                       .toJson());
        if (!file.commit())
            return 1;
    }
    return broken == 0 ? 0 : 1;
}
