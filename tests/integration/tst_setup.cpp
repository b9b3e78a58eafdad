// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// app/kdsoap derives apt sources of a newer release from those of the machine; both forms that apt
// reads.

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestSetup : public QObject
{
    Q_OBJECT

private slots:
    void sourcesOfANewerRelease_data();
    void sourcesOfANewerRelease();
    void noDisplayIsSaidInOneLine();
};

void TestSetup::sourcesOfANewerRelease_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("derived");

    const QString oneLine = u"sources.list"_s;
    const QString part = u"sources.list.d/debian.list"_s;
    const QString deb822 = u"sources.list.d/debian.sources"_s;

    QTest::newRow("one line") << oneLine
                              << QByteArray(
                                     "deb http://archive.test/debian bookworm main contrib\n")
                              << QByteArray("deb-src http://archive.test/debian trixie main\n");
    QTest::newRow("one line, a file of its own, with options and a remark")
        << part
        << QByteArray("deb [arch=amd64 signed-by=/k.gpg]  http://archive.test/debian bookworm "
                      "contrib main # ours\n")
        << QByteArray(
               "deb-src [arch=amd64 signed-by=/k.gpg] http://archive.test/debian trixie main\n");
    QTest::newRow("one line, named by its standing")
        << oneLine << QByteArray("deb http://archive.test/debian oldstable main\n")
        << QByteArray("deb-src http://archive.test/debian trixie main\n");
    QTest::newRow("one line, others are left out")
        << oneLine
        << QByteArray("# deb http://archive.test/old bookworm main\n"
                      "deb-src http://archive.test/debian bookworm main\n"
                      "deb http://archive.test/debian bookworm-updates main\n"
                      "deb http://archive.test/security bookworm-security main\n"
                      "deb http://elsewhere.test/tool bookworm tool\n")
        << QByteArray();
    QTest::newRow("deb822") << deb822
                            << QByteArray(
                                   "# a remark\nTypes: deb deb-src\nURIs: "
                                   "http://archive.test/debian\nSuites: bookworm bookworm-updates\n"
                                   "# another\nComponents: main contrib\nSigned-By: /k.gpg\n\n"
                                   "Types: deb\nURIs: http://archive.test/security\nSuites: "
                                   "bookworm-security\nComponents: main\n")
                            << QByteArray(
                                   "Types: deb-src\nURIs: http://archive.test/debian\nSuites: "
                                   "trixie\nComponents: main\n"
                                   "Signed-By: /k.gpg\n\n");
    QTest::newRow("deb822, key and addresses over several lines")
        << deb822
        << QByteArray("types: deb\nuris: http://one.test/debian\n  http://two.test/debian\nsuites: "
                      "stable\n"
                      "components: main\nsigned-by:\n -----BEGIN-----\n .\n abc\n -----END-----\n")
        << QByteArray(
               "Types: deb-src\nURIs: http://one.test/debian\n  http://two.test/debian\nSuites: "
               "trixie\n"
               "Components: main\nSigned-By:\n -----BEGIN-----\n .\n abc\n -----END-----\n\n");
    QTest::newRow("deb822, switched off")
        << deb822
        << QByteArray("Enabled: no\nTypes: deb\nURIs: http://archive.test/debian\nSuites: "
                      "bookworm\nComponents: main\n")
        << QByteArray();
}

void TestSetup::sourcesOfANewerRelease()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, derived);

    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u"sources.list.d"_s));
    QFile sources(folder.filePath(file));
    QVERIFY(sources.open(QIODevice::WriteOnly));
    sources.write(content);
    sources.close();

    QProcess script;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"CISTERN_CODENAME"_s, u"bookworm"_s);
    script.setProcessEnvironment(environment);
    QSignalSpy finished(&script, &QProcess::finished);
    script.start(QStringLiteral(CISTERN_SOURCE_DIR "/app/kdsoap"),
                 {u"sources"_s, u"trixie"_s, folder.path()});
    QVERIFY(finished.wait());
    QCOMPARE(script.exitCode(), 0);
    QCOMPARE(script.readAllStandardError(), QByteArray());
    QCOMPARE(script.readAllStandardOutput(), derived);
}

void TestSetup::noDisplayIsSaidInOneLine()
{
    QProcess script;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s})
        environment.remove(name);
    script.setProcessEnvironment(environment);
    QSignalSpy finished(&script, &QProcess::finished);
    script.start(QStringLiteral(CISTERN_SOURCE_DIR "/app/run"), QStringList());
    QVERIFY(finished.wait());
    QCOMPARE(script.exitCode(), 1);
    const QByteArray said = script.readAllStandardError();
    QCOMPARE(said.count('\n'), 1);
    QVERIFY2(said.contains("app/run --cli"), said.constData());
}

QTEST_GUILESS_MAIN(TestSetup)
#include "tst_setup.moc"
