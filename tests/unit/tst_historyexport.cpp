// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The history as a file: whole, readable again, and nothing in it that a spreadsheet works out.

#include "models/historyexport.h"
#include "services/schema/schema.h"
#include "tests/support/got.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QRegularExpression>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
JobRecord record(const QString &name)
{
    JobRecord record;
    record.systemId = u"far"_s;
    record.person = name;
    record.call = MethodCall(*Schema::findMethod(QString(Schema::iscsiTarget),
                                                 u"MSISCSITARGET_StorageConfigurationService",
                                                 u"CreateOrModifyStoragePool"),
                             CimPath());
    record.call.setArgument(u"ElementName", CimValue::string(name));
    record.call.setArgument(u"Size", CimValue::uint64(18446744073709551615u));
    record.submitted = QDateTime(QDate(2026, 3, 4), QTime(8, 15, 30, 250), Qt::UTC);
    record.state = JobRecord::State::Failed;
    record.failure = Failure{.cause = Failure::Cause::OutcomeUnknown, .serverText = name};
    record.doubt = Doubt::SeveralFit;
    return record;
}

// RFC 4180, written for this test alone.
QList<QStringList> readCsv(const QString &text)
{
    QList<QStringList> lines{{}};
    QString cell;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (quoted) {
            if (c == u'"' && i + 1 < text.size() && text.at(i + 1) == u'"')
                cell += text.at(++i);
            else if (c == u'"')
                quoted = false;
            else
                cell += c;
        } else if (c == u'"') {
            quoted = true;
        } else if (c == u',') {
            lines.last().append(std::exchange(cell, {}));
        } else if (c == u'\n') {
            cell.chop(1); // CR
            lines.last().append(std::exchange(cell, {}));
            lines.append(QStringList());
        } else {
            cell += c;
        }
    }
    lines.removeLast();
    return lines;
}

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// As the header of the export tells readers to do.
QString unguarded(const QString &cell)
{
    QString text;
    QChar before = u';';
    bool dropped = false;
    for (const QChar c : cell) {
        const bool begins = before == u';' || before < u' ';
        if (begins && c == u'\'' && !dropped) {
            dropped = true;
            continue;
        }
        dropped = false;
        text += c;
        before = c;
    }
    return text;
}
} // namespace

class TestHistoryExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void WF_08_noCellIsAFormula_data();
    void WF_08_noCellIsAFormula();
    void namesOfTheTableAreThoseOfTheObjects();
    void allThatIsFoundIsWritten();
    void aFileThatCannotBeWrittenIsNotThere();
};

void TestHistoryExport::WF_08_noCellIsAFormula_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
         {u"=HYPERLINK(\"http://x\",\"y\")"_s, u"+1"_s, u"-1"_s, u"@SUM(A1)"_s, u"\t=1"_s,
          u"\r=1"_s, u"\n=1"_s, u"'=1"_s, u"''"_s, u"x;=cmd|'/c calc'!A0"_s, u"x;'y\t-1\n@z"_s,
          u"gold"_s, u"a,b\"c\r\nd"_s, u"\u0007"_s, QString()})
        QTest::addRow("%s", qPrintable(QString(text).replace(u'\r', u'r').replace(u'\n', u'n')))
            << text;
}

void TestHistoryExport::WF_08_noCellIsAFormula()
{
    QFETCH(QString, text);
    const auto line = QString::fromUtf8(csvLine(record(text), {{u"far"_s, text}}));
    const QList<QStringList> cells = readCsv(line);
    QCOMPARE(cells.size(), 1);
    for (const QString &cell : cells.first())
        QVERIFY2(cell.isEmpty() || !u"=+-@\t\r"_s.contains(cell.front()), qPrintable(cell));
    // Also for a program that cuts at semicolons, tabs and line ends.
    for (const QString &piece : line.split(QRegularExpression(u"[;\t\r\n]"_s)))
        QVERIFY2(piece.isEmpty() || !u"=+-@"_s.contains(piece.front()), qPrintable(piece));
    // And the text is there as it was.
    const QStringList names = readCsv(QString::fromUtf8(csvHeader())).first();
    QCOMPARE(cells.first().size(), names.size());
    for (const QString &name : {u"person"_s, u"systemName"_s, u"serverText"_s})
        QCOMPARE(unguarded(cells.first().at(names.indexOf(name))), text);
    const QJsonObject arguments =
        QJsonDocument::fromJson(unguarded(cells.first().at(names.indexOf(u"arguments"_s))).toUtf8())
            .object();
    QCOMPARE(arguments.value(u"ElementName").toString(), text);
}

void TestHistoryExport::namesOfTheTableAreThoseOfTheObjects()
{
    QStringList names = readCsv(QString::fromUtf8(csvHeader())).first();
    QStringList keys = QJsonDocument::fromJson(jsonLine(record(u"gold"_s), {})).object().keys();
    std::sort(names.begin(), names.end());
    std::sort(keys.begin(), keys.end());
    QCOMPARE(names, keys);
}

void TestHistoryExport::allThatIsFoundIsWritten()
{
    QTemporaryDir folder;
    JobHistory history(folder.filePath(u"history.sqlite"_s));
    constexpr int count = 520; // more than one piece
    QList<Answer<qint64>> added;
    for (int i = 0; i < count; ++i)
        added.append(history.add(record(u"pool%1"_s.arg(i)), &history));
    for (const auto &each : added)
        QVERIFY(got(each));
    HistoryExport writer(history, {{u"far"_s, u"The far one"_s}});
    const QString csv = folder.filePath(u"a.csv"_s);
    const auto all = got(writer.write({}, ExportFormat::Csv, csv));
    QVERIFY(all);
    QCOMPARE(*all, count);
    const auto lines = readCsv(QString::fromUtf8(contentOf(csv)));
    QCOMPARE(lines.size(), count + 1);
    QCOMPARE(lines.at(1).at(lines.first().indexOf(u"systemName"_s)), u"The far one"_s);
    QVERIFY(lines.last().join(u' ').contains(u"pool519"_s));

    const QString json = folder.filePath(u"a.json"_s);
    QVERIFY(got(writer.write({.words = u"pool7"_s}, ExportFormat::Json, json)));
    const QJsonArray objects = QJsonDocument::fromJson(contentOf(json)).array();
    QCOMPARE(objects.size(), 1 + 10); // 7, 70…79
    QCOMPARE(objects.first()[u"doubt"].toString(), u"SeveralFit"_s);
    QCOMPARE(objects.first()[u"arguments"][u"Size"].toString(), u"18446744073709551615"_s);

    QVERIFY(got(writer.write({.words = u"nothing has this"_s}, ExportFormat::Json, json)));
    QVERIFY(QJsonDocument::fromJson(contentOf(json)).array().isEmpty());
    QVERIFY(QJsonDocument::fromJson(contentOf(json)).isArray());
}

void TestHistoryExport::aFileThatCannotBeWrittenIsNotThere()
{
    QTemporaryDir folder;
    JobHistory history(folder.filePath(u"history.sqlite"_s));
    QVERIFY(got(history.add(record(u"gold"_s), &history)));
    HistoryExport writer(history, {});
    const auto none = got(writer.write({}, ExportFormat::Csv, folder.filePath(u"no/such/a.csv"_s)));
    QVERIFY(!none);
    QCOMPARE(none.failure().cause, Failure::Cause::Storage);
    QCOMPARE(none.failure().parameter, folder.filePath(u"no/such/a.csv"_s));
}

QTEST_GUILESS_MAIN(TestHistoryExport)
#include "tst_historyexport.moc"
