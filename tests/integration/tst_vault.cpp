// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Passwords lie in the keychain, or in this run alone: against a real keyring on a message bus of
// the test's own, and with none.

#include "services/credentials/vault.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
template<class T>
Outcome<T> got(const Answer<T> &answer)
{
    if (!QTest::qWaitFor([&answer] { return answer.isFinished(); }, 30'000))
        return Failure{.cause = Failure::Cause::TimedOut};
    return takenFrom(answer);
}

QByteArray textOf(const Outcome<Secret> &secret)
{
    return secret ? secret->reveal().toByteArray() : QByteArray("(failure)");
}
} // namespace

class TestVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Each case runs in a process of its own, whose surroundings decide what keychain there is: the
    // libraries below look once.
    void initTestCase() { m_role = qEnvironmentVariable("CISTERN_TEST_VAULT"); }

    void withAKeyring()
    {
        if (m_role == "present"_L1) {
            playPresent();
            return;
        }
        if (!m_role.isEmpty())
            QSKIP("the other case runs in this process");
        for (const QString &program : {u"dbus-run-session"_s, u"gnome-keyring-daemon"_s}) {
            if (QStandardPaths::findExecutable(program).isEmpty())
                QSKIP("needs dbus-run-session and gnome-keyring-daemon");
        }
        QTemporaryDir home;
        writeBus(home.filePath(u"bus.conf"_s));
        QCOMPARE(
            runAgain(
                u"present"_s, home.path(), u"withAKeyring"_s, u"dbus-run-session"_s,
                {u"--config-file"_s, home.filePath(u"bus.conf"_s), u"--"_s, u"sh"_s, u"-c"_s,
                 u"printf unlocked | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec \"$@\""_s,
                 u"sh"_s}),
            QByteArray());
        // The keyring encrypts what it keeps; nobody else may have written anything.
        QVERIFY(!containsText(home.path(), "first secret"));
    }

    void withoutAKeyring()
    {
        if (m_role == "absent"_L1) {
            playAbsent();
            return;
        }
        if (!m_role.isEmpty())
            QSKIP("the other case runs in this process");
        if (QStandardPaths::findExecutable(u"dbus-run-session"_s).isEmpty())
            QSKIP("needs dbus-run-session");
        QTemporaryDir home;
        writeBus(home.filePath(u"bus.conf"_s));
        QCOMPARE(runAgain(u"absent"_s, home.path(), u"withoutAKeyring"_s, u"dbus-run-session"_s,
                          {u"--config-file"_s, home.filePath(u"bus.conf"_s), u"--"_s}),
                 QByteArray());
        QVERIFY(!containsText(home.path(), "first secret"));
    }

private:
    void playPresent()
    {
        {
            Vault vault;
            QCOMPARE(got(vault.read(u"far"_s, this)).failure().cause, Failure::Cause::NotFound);
            QVERIFY(got(vault.write(u"far"_s, Secret("first secret \xc3\xbc"), this)));
        }
        {
            Vault vault; // of the next run
            const auto one = vault.read(u"far"_s, this);
            const auto two = vault.read(u"far"_s, this);
            QCOMPARE(textOf(got(one)), QByteArray("first secret \xc3\xbc"));
            QCOMPARE(textOf(got(two)), QByteArray("first secret \xc3\xbc"));
            QVERIFY(got(vault.forget(u"far"_s, this)));
            QVERIFY(got(vault.forget(u"far"_s, this))); // also what is not there
            QCOMPARE(got(vault.read(u"far"_s, this)).failure().cause, Failure::Cause::NotFound);
        }
    }

    void playAbsent()
    {
        Vault vault;
        QCOMPARE(got(vault.read(u"far"_s, this)).failure().cause, Failure::Cause::NotSupported);
        QCOMPARE(got(vault.write(u"far"_s, Secret("first secret"), this)).failure().cause,
                 Failure::Cause::NotSupported);
        QCOMPARE(textOf(got(vault.read(u"far"_s, this))),
                 QByteArray("first secret")); // for this run
        QVERIFY(!got(Vault().read(u"far"_s, this)));
    }

    // A bus without service folders, so that nothing starts by itself.
    static void writeBus(const QString &name)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>"
            "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
            "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
    }

    // Empty when it passed, else what it said.
    static QByteArray runAgain(const QString &role, const QString &home, const QString &function,
                               const QString &program, const QStringList &before)
    {
        QProcess process;
        QProcessEnvironment surroundings = QProcessEnvironment::systemEnvironment();
        surroundings.insert(u"CISTERN_TEST_VAULT"_s, role);
        surroundings.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        surroundings.remove(u"KDE_FULL_SESSION"_s);
        surroundings.remove(u"DISPLAY"_s);
        surroundings.insert(u"HOME"_s, home);
        for (const auto &kind : {u"CONFIG"_s, u"DATA"_s, u"CACHE"_s, u"STATE"_s})
            surroundings.insert(u"XDG_%1_HOME"_s.arg(kind), home + u'/' + kind);
        surroundings.insert(u"XDG_RUNTIME_DIR"_s, home);
        process.setProcessEnvironment(surroundings);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program,
                      before + QStringList{QCoreApplication::applicationFilePath(), function});
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            return process.readAll() + process.errorString().toUtf8();
        return {};
    }

    static bool containsText(const QString &folder, const QByteArray &text)
    {
        const auto entries = QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden
                                                        | QDir::NoDotAndDotDot);
        for (const QFileInfo &entry : entries) {
            QFile file(entry.filePath());
            if (entry.isDir() ? containsText(entry.filePath(), text)
                              : entry.isFile() && file.open(QIODevice::ReadOnly)
                        && file.readAll().contains(text))
                return true;
        }
        return false;
    }

    QString m_role;
};

QTEST_GUILESS_MAIN(TestVault)
#include "tst_vault.moc"
