// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Reads every #include of the program and holds it against the rooms' table: app → ui → models →
// services, and each outside library behind one door.

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QStringList>
#include <QTest>

#include <algorithm>
#include <span>

using namespace Qt::Literals::StringLiterals;

namespace {

// A row is a folder and what its files may include besides the folder itself, as beginnings of
// paths. The row with the longest folder that fits is the one that counts.
struct Room
{
    QLatin1StringView folder;
    QStringList mayInclude;
};

const QStringList &servicesForModels()
{
    static const QStringList rooms{u"services/core/"_s,      u"services/cim/"_s,
                                   u"services/schema/"_s,    u"services/systems/"_s,
                                   u"services/inventory/"_s, u"services/jobs/"_s};
    return rooms;
}

const QStringList &belowUi()
{
    static const QStringList rooms = servicesForModels()
        + QStringList{u"services/credentials/"_s, u"services/wsman/"_s, u"models/"_s, u"ui/text/"_s,
                      u"ui/widgets/"_s};
    return rooms;
}

// Of the class that opens wizards and dialogs over the main window.
const QStringList &belowForms()
{
    static const QStringList below = belowUi()
        + QStringList{u"ui/mainwindow/"_s, u"ui/wizards/"_s, u"ui/dialogs/"_s};
    return below;
}

std::span<const Room> rooms()
{
    static const Room table[] = {
        {"services/core/"_L1, {}},
        {"services/cim/"_L1, {u"services/core/"_s}},
        {"services/schema/"_L1, {u"services/core/"_s, u"services/cim/"_s}},
        {"services/wsman/"_L1, {u"services/core/"_s, u"services/cim/"_s, u"services/schema/"_s}},
        {"services/credentials/"_L1, {u"services/core/"_s}},
        {"services/provider/"_L1,
         {u"services/core/"_s, u"services/cim/"_s, u"services/schema/"_s,
          u"services/wsman/envelope.h"_s, u"services/wsman/soapxml.h"_s,
          u"services/wsman/transport.h"_s, u"services/wsman/responder.h"_s,
          u"services/wsman/fragmentpath.h"_s}},
        {"services/systems/"_L1,
         {u"services/core/"_s, u"services/credentials/"_s, u"services/wsman/"_s}},
        {"services/inventory/"_L1,
         {u"services/core/"_s, u"services/cim/"_s, u"services/schema/"_s, u"services/wsman/"_s,
          u"services/systems/"_s}},
        {"services/jobs/"_L1,
         {u"services/core/"_s, u"services/cim/"_s, u"services/schema/"_s, u"services/wsman/"_s,
          u"services/systems/"_s, u"services/inventory/"_s}},
        {"models/"_L1, servicesForModels()},
        {"ui/text/"_L1, servicesForModels() + QStringList{u"models/"_s}},
        {"ui/"_L1, belowUi()},
        {"ui/mainwindow/forms."_L1, belowForms()},
        {"ui/mainwindow/jobforms."_L1, belowForms()},
        {"ui/mainwindow/draftforms."_L1, belowForms()},
        {"app/"_L1, {u"services/"_s, u"models/"_s, u"ui/"_s}},
    };
    return table;
}

// What the user interface may not reach even where its row would let it.
const QStringList &closedToUi()
{
    static const QStringList paths{u"services/provider/"_s, u"services/wsman/transports/"_s,
                                   u"services/wsman/auth/"_s};
    return paths;
}

// An outside library and the one place that includes it; replacing the library is replacing that
// place.
struct Door
{
    QRegularExpression header;
    QStringList through;
};

std::span<const Door> doors()
{
    static const QRegularExpression widgets(
        u"^(QtWidgets|QtGui|QtSvg)/|^Q([A-Za-z]*(Widget|Dialog|Layout|Button|Style|Delegate)|"
        "(Tree|Table|List|Header|Column|Graphics|AbstractItem)View|Label|MainWindow|Application|"
        "GuiApplication|Icon|Pixmap|Image|Painter\\w*|Color|Palette|Font\\w*|"
        "Action|Menu\\w*|Clipboard|Screen|Window|Brush|Pen|(?!Timer|Child)\\w+Event|Svg\\w*)$"_s);
    static const Door table[] = {
        {QRegularExpression(u"^KDSoap"_s), {u"services/wsman/soapnode."_s}},
        {QRegularExpression(u"^expat"_s), {u"services/wsman/carefulxml."_s}},
        {QRegularExpression(u"^pugixml"_s), {u"services/wsman/plainxml."_s}},
        {QRegularExpression(u"^boost/"_s), {u"services/wsman/http/"_s}},
        {QRegularExpression(u"[Kk]eychain"_s), {u"services/credentials/vault.cpp"_s}},
        {QRegularExpression(u"^(gssapi|krb5)"_s), {u"services/wsman/auth/gss"_s}},
        {QRegularExpression(u"^sqlite3|^QSql|^QtSql/"_s),
         {u"services/core/database."_s, u"services/core/pagechecks."_s}},
        {QRegularExpression(u"^CLI/"_s), {u"app/cli/"_s, u"app/climain.cpp"_s}},
        {QRegularExpression(u"^(QtTest/|QTest$|QSignalSpy$)"_s), {}},
        {widgets,
         {u"ui/mainwindow/"_s, u"ui/wizards/"_s, u"ui/dialogs/"_s, u"ui/widgets/"_s, u"ui/map/"_s,
          u"app/main.cpp"_s}},
    };
    return table;
}

bool startsWithAny(const QString &path, const QStringList &beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const QString &beginning) { return path.startsWith(beginning); });
}

const QStringList &layers()
{
    static const QStringList folders{u"services/"_s, u"models/"_s, u"ui/"_s, u"app/"_s};
    return folders;
}

// The reason why FILE may not include the project header HEADER; empty when it may.
QString roomProblem(const QString &file, const QString &header)
{
    const Room *room = nullptr;
    for (const Room &row : rooms()) {
        if (file.startsWith(row.folder) && (!room || row.folder.size() > room->folder.size()))
            room = &row;
    }
    if (!room)
        return u"%1 lies in no room of the table"_s.arg(file);
    // Each folder of ui is a room of its own: no row, but not open to its neighbours either.
    const QString own = room->folder == "ui/"_L1 ? file.section(u'/', 0, 1) + u'/'
                                                 : QString(room->folder);
    const bool closed = file.startsWith("ui/"_L1) && startsWithAny(header, closedToUi());
    if (closed || !(header.startsWith(own) || startsWithAny(header, room->mayInclude)))
        return u"%1 may not include \"%2\""_s.arg(file, header);
    return {};
}

QString doorProblem(const QString &file, const QString &header)
{
    for (const Door &door : doors()) {
        if (door.header.match(header).hasMatch() && !startsWithAny(file, door.through))
            return u"%1 may not include <%2>"_s.arg(file, header);
    }
    return {};
}

// Every forbidden include of TEXT, the contents of FILE (a path from the root).
QStringList problemsOf(const QString &file, const QString &text)
{
    static const QRegularExpression include(uR"(^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"])"_s,
                                            QRegularExpression::MultilineOption);
    QStringList problems;
    for (auto it = include.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString header = match.captured(2);
        const bool ours = match.captured(1) == "\""_L1 || startsWithAny(header, layers());
        if (ours && (header.endsWith(".moc"_L1) || header.startsWith("moc_"_L1)))
            continue;
        if (const QString problem = ours ? roomProblem(file, header) : doorProblem(file, header);
            !problem.isEmpty())
            problems.append(problem);
    }
    return problems;
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT

private slots:
    void eachFileStaysInItsRoom_data();
    void eachFileStaysInItsRoom();
    void forbiddenIncludesAreSeen_data();
    void forbiddenIncludesAreSeen();
};

void TestLayers::eachFileStaysInItsRoom_data()
{
    QTest::addColumn<QString>("file");
    const QString root = QStringLiteral(CISTERN_SOURCE_DIR) + u'/';
    for (const QString &layer : layers()) {
        QDirIterator files(root + layer, {u"*.cpp"_s, u"*.h"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next().mid(root.size());
            QTest::newRow(qPrintable(file)) << file;
        }
    }
}

void TestLayers::eachFileStaysInItsRoom()
{
    QFETCH(QString, file);
    QFile source(QStringLiteral(CISTERN_SOURCE_DIR) + u'/' + file);
    QVERIFY2(source.open(QIODevice::ReadOnly), qPrintable(file));
    const QStringList problems = problemsOf(file, QString::fromUtf8(source.readAll()));
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void TestLayers::forbiddenIncludesAreSeen_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("allowed");

    const auto row = [](const char *file, const char *line, bool allowed) {
        QTest::addRow("%s %s", file, line)
            << QString::fromLatin1(file) << QString::fromLatin1(line) << allowed;
    };
    row("services/core/secret.cpp", "#include \"services/core/secret.h\"", true);
    row("services/core/secret.cpp", "#include \"services/cim/cimpath.h\"", false);
    row("services/cim/cimpath.cpp", "#include \"services/core/outcome.h\"", true);
    row("services/schema/schema.h", "#include \"services/wsman/envelope.h\"", false);
    row("services/provider/provider.h", "#include \"services/wsman/envelope.h\"", true);
    row("services/provider/provider.cpp", "#include \"services/wsman/connection.h\"", false);
    row("services/provider/methods/pool.cpp", "#include \"services/provider/provider.h\"", true);
    row("services/wsman/connection.cpp", "#include \"services/provider/provider.h\"", false);
    row("services/inventory/inventory.h", "#include \"services/jobs/jobtracker.h\"", false);
    row("services/jobs/jobtracker.cpp", "#include \"services/inventory/inventory.h\"", true);
    row("services/jobs/jobtracker.cpp", "#include \"models/roles.h\"", false);
    row("services/core/clock.h", "#include <services/cim/cimpath.h>", false);
    row("services/newroom/x.cpp", "#include \"services/core/outcome.h\"", false);
    row("models/jobmodel.cpp", "#include \"services/wsman/connection.h\"", false);
    row("models/jobmodel.cpp", "  #  include \"ui/text/units.h\"", false);
    row("ui/text/units.cpp", "#include \"services/jobs/jobrecord.h\"", true);
    row("ui/text/units.cpp", "#include \"models/roles.h\"", true);
    row("ui/text/units.cpp", "#include \"ui/widgets/banner.h\"", false);
    row("ui/wizards/reviewpage.cpp", "#include \"ui/widgets/banner.h\"", true);
    row("ui/wizards/reviewpage.cpp", "#include \"ui/dialogs/connectdialog.h\"", false);
    row("ui/wizards/reviewpage.cpp", "#include \"services/wsman/connection.h\"", true);
    row("ui/wizards/reviewpage.cpp", "#include \"services/wsman/transports/x.h\"", false);
    row("ui/dialogs/connectdialog.cpp", "#include \"services/provider/provider.h\"", false);
    row("ui/widgets/sizeedit.cpp", "#include \"app/services.h\"", false);
    row("app/main.cpp", "#include \"ui/mainwindow/mainwindow.h\"", true);
    row("app/cli/serve.cpp", "#include \"services/provider/provider.h\"", true);
    row("services/wsman/soapnode.h", "#include <KDSoapClient/KDSoapValue.h>", true);
    row("services/wsman/cimxml.cpp", "#include <KDSoapClient/KDSoapMessage.h>", false);
    row("services/wsman/carefulxml.cpp", "#include <expat.h>", true);
    row("services/wsman/plainxml.cpp", "#include <pugixml.hpp>", true);
    row("services/wsman/xmlreader.cpp", "#include <pugixml.hpp>", false);
    row("services/wsman/cimxml.cpp", "#include <expat.h>", false);
    row("services/wsman/http/parser.cpp", "#include <boost/beast/http.hpp>", true);
    row("services/wsman/listener.cpp", "#include <boost/beast/http.hpp>", false);
    row("services/wsman/auth/gss.cpp", "#include <gssapi/gssapi.h>", true);
    row("services/wsman/auth/basic.cpp", "#include <gssapi/gssapi.h>", false);
    row("services/credentials/vault.cpp", "#include <qt6keychain/keychain.h>", true);
    row("services/credentials/vault.h", "#include <qt6keychain/keychain.h>", false);
    row("services/core/database.cpp", "#include <sqlite3.h>", true);
    row("services/jobs/jobhistory.cpp", "#include <sqlite3.h>", false);
    row("app/cli/commands.cpp", "#include <CLI/CLI.hpp>", true);
    row("app/main.cpp", "#include <CLI/CLI.hpp>", false);
    row("services/core/secret.cpp", "#include <QWidget>", false);
    row("models/jobmodel.cpp", "#include <QIcon>", false);
    row("models/jobmodel.cpp", "#include <QtGui/QColor>", false);
    row("models/jobmodel.cpp", "#include <QAbstractItemModel>", true);
    row("models/jobmodel.cpp", "#include <QAbstractItemView>", false);
    row("services/jobs/joberror.h", "#include <QStringView>", true);
    row("services/jobs/jobtracker.cpp", "#include \"moc_jobtracker.cpp\"", true);
    row("services/core/async.h", "#include <QTimerEvent>", true);
    row("services/core/async.h", "#include <QMouseEvent>", false);
    row("ui/text/presentation.cpp", "#include <QPalette>", false);
    row("ui/widgets/banner.cpp", "#include <QLabel>", true);
}

void TestLayers::forbiddenIncludesAreSeen()
{
    QFETCH(QString, file);
    QFETCH(QString, line);
    QFETCH(bool, allowed);
    const QString text = u"// before\n%1\nint x;\n"_s.arg(line);
    QCOMPARE(problemsOf(file, text).isEmpty(), allowed);
}

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
