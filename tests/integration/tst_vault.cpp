// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Passwords lie in the keychain, or in this run alone: against a real keyring on a message bus of
// the test's own, and with none.

#include "services/credentials/vault.h"
#include "tests/support/got.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
QByteArray textOf(const Outcome<Secret> &secret)
{
    return secret ? secret->reveal().toByteArray() : QByteArray("(failure)");
}

// A real keyring daemon on the bus of this process.
class Keyring
{
public:
    // password: unlocks, and at the first time makes, the keyring; empty: it stays locked.
    explicit Keyring(const QByteArray &password)
    {
        QStringList arguments{u"--foreground"_s, u"--components=secrets"_s};
        if (!password.isEmpty())
            arguments.append(u"--unlock"_s);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(u"gnome-keyring-daemon"_s, arguments);
        m_process.write(password);
        m_process.closeWriteChannel();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(isOnTheBus(), 20'000); }();
    }
    ~Keyring() { end(); }

    void signal(int number) const { ::kill(pid_t(m_process.processId()), number); }
    void end()
    {
        m_process.kill();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(m_process.state() == QProcess::NotRunning, 20'000); }();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!isOnTheBus(), 20'000); }();
    }

private:
    static bool isOnTheBus()
    {
        return QDBusConnection::sessionBus().interface()->isServiceRegistered(
            u"org.freedesktop.secrets"_s);
    }

    QProcess m_process;
};

// Keeps the name of the keyring and answers everything with a refusal.
class Refuser final : public QDBusVirtualObject
{
public:
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        return bus.send(message.createErrorReply(QDBusError::AccessDenied, u"not for you"_s));
    }
};
} // namespace

class TestVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Each case runs in a process of its own, whose surroundings decide what keychain there is: the
    // libraries below look once.
    void initTestCase() { m_role = qEnvironmentVariable("CISTERN_TEST_VAULT"); }

    void withAKeyring() { playOnABus(u"present"_s, &TestVault::playPresent, true); }

    void withoutAKeyring() { playOnABus(u"absent"_s, &TestVault::playAbsent, false); }

    // Nobody is there to be asked for the keyring's own password.
    void withALockedKeyring()
    {
        if (m_role == "filling"_L1)
            return playFilling();
        playOnABus(u"locked"_s, &TestVault::playLocked, true);
    }

    void withAKeyringThatRefuses() { playOnABus(u"refusing"_s, &TestVault::playRefusing, false); }

    void withAKeyringThatIsKilledInTheMiddle()
    {
        playOnABus(u"killed"_s, &TestVault::playKilled, true);
    }

    void withAKeyringThatIsStartedAnew() { playOnABus(u"anew"_s, &TestVault::playAnew, true); }

    void withAKeyringThatDoesNotAnswer() { playOnABus(u"silent"_s, &TestVault::playSilent, true); }

private:
    void playOnABus(const QString &role, void (TestVault::*play)(), bool keyring)
    {
        if (m_role == role)
            return (this->*play)();
        if (!m_role.isEmpty())
            QSKIP("another case runs in this process");
        QStringList programs{u"dbus-run-session"_s};
        if (keyring)
            programs.append(u"gnome-keyring-daemon"_s);
        for (const QString &program : std::as_const(programs)) {
            if (QStandardPaths::findExecutable(program).isEmpty())
                QSKIP("needs dbus-run-session and gnome-keyring-daemon");
        }
        QTemporaryDir home;
        writeBus(home.filePath(u"bus.conf"_s));
        QCOMPARE(runAgain(role, home.path(), QString::fromLatin1(QTest::currentTestFunction()),
                          u"dbus-run-session"_s,
                          {u"--config-file"_s, home.filePath(u"bus.conf"_s), u"--"_s}),
                 QByteArray());
        // The keyring encrypts what it keeps; nobody else may have written anything.
        QVERIFY(!containsText(home.path(), "first secret"));
        QVERIFY(!containsText(home.path(), "typed secret"));
    }

    // What a person types goes on to work, whatever the keychain does.
    void typedOneWorks(Vault &vault)
    {
        vault.keepForThisRun(u"typed"_s, Secret("typed secret"));
        QCOMPARE(textOf(got(vault.read(u"typed"_s, this))), QByteArray("typed secret"));
    }

    void playPresent()
    {
        Keyring keyring("unlocked");
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
            // Keychains keep text and other bytes in two ways; the newer one counts.
            for (const QByteArray &bytes :
                 {QByteArray("text"), QByteArray("caf\xe9"), QByteArray("\xef\xbb\xbftext"),
                  QByteArray("text again")}) {
                QVERIFY(got(Vault().write(u"far"_s, Secret(bytes), this)));
                QCOMPARE(textOf(got(Vault().read(u"far"_s, this))), bytes);
            }
            QVERIFY(got(Vault().forget(u"far"_s, this)));
            QCOMPARE(got(vault.read(u"far"_s, this)).failure().cause, Failure::Cause::NotFound);
        }
    }

    // A process of its own, since the libraries below keep to the daemon they first met.
    void playFilling()
    {
        Keyring keyring("unlocked");
        QVERIFY(got(Vault().write(u"far"_s, Secret("first secret"), this)));
    }

    void playLocked()
    {
        QProcess filling;
        QProcessEnvironment surroundings = QProcessEnvironment::systemEnvironment();
        surroundings.insert(u"CISTERN_TEST_VAULT"_s, u"filling"_s);
        filling.setProcessEnvironment(surroundings);
        filling.start(QCoreApplication::applicationFilePath(), {u"withALockedKeyring"_s});
        QTRY_COMPARE_WITH_TIMEOUT(filling.state(), QProcess::NotRunning, 30'000);
        QCOMPARE(filling.exitCode(), 0);

        Keyring keyring({});
        Vault vault;
        const auto read = got(vault.read(u"far"_s, this));
        // The library tells a keyring that stays locked as one that holds nothing: the person is
        // asked either way.
        QCOMPARE(read ? Failure::Cause::Cancelled : read.failure().cause, Failure::Cause::NotFound);
        const auto written = got(vault.write(u"far"_s, Secret("typed secret"), this));
        QVERIFY(!written);
        QCOMPARE(written.failure().cause, Failure::Cause::SignIn);
        QVERIFY(!written.failure().serverText.isEmpty());
        QCOMPARE(textOf(got(vault.read(u"far"_s, this))), QByteArray("typed secret"));
        typedOneWorks(vault);
    }

    void playRefusing()
    {
        Refuser refuser;
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus,
                                                            u"refuser"_s);
        QVERIFY(bus.registerVirtualObject(u"/"_s, &refuser, QDBusConnection::SubPath));
        QVERIFY(bus.registerService(u"org.freedesktop.secrets"_s));
        Vault vault;
        const auto read = got(vault.read(u"far"_s, this));
        QVERIFY(!read);
        QCOMPARE(read.failure().stage, Failure::Stage::Storage);
        QCOMPARE(read.failure().serverText, u"not for you"_s);
        QVERIFY(!got(vault.write(u"far"_s, Secret("typed secret"), this)));
        QVERIFY(!got(vault.forget(u"other"_s, this)));
        typedOneWorks(vault);
    }

    void playKilled()
    {
        Keyring keyring("unlocked");
        QVERIFY(got(Vault().write(u"far"_s, Secret("first secret"), this)));
        Vault vault;
        keyring.signal(SIGSTOP); // so that it is in the middle for certain
        QElapsedTimer took;
        took.start();
        const auto one = vault.read(u"far"_s, this);
        const auto two = vault.read(u"near"_s, this);
        // It is out on the bus after a while, and stays there.
        QVERIFY(!QTest::qWaitFor([&one] { return one.isFinished(); }, 200));
        keyring.end();
        QVERIFY(!got(one));
        QVERIFY(!got(two));
        QVERIFY(took.elapsed() < Vault::usualPatience.count()); // told by the bus, not by the clock
        typedOneWorks(vault);
    }

    // What was kept in it is there again, without a person.
    void playAnew()
    {
        auto keyring = std::make_unique<Keyring>("unlocked");
        Vault vault;
        QVERIFY(got(vault.write(u"far"_s, Secret("first secret"), this)));
        QVERIFY(got(vault.write(u"near"_s, Secret("first secret"), this)));
        QCOMPARE(textOf(got(Vault().read(u"far"_s, this))), QByteArray("first secret"));
        keyring.reset();
        keyring = std::make_unique<Keyring>("unlocked");
        QCOMPARE(textOf(got(Vault().read(u"far"_s, this))), QByteArray("first secret"));
        QVERIFY(got(Vault().write(u"third"_s, Secret("first secret"), this)));
        // Also after a question to which nobody answered.
        keyring.reset();
        QVERIFY(!got(Vault().read(u"near"_s, this)));
        keyring = std::make_unique<Keyring>("unlocked");
        QCOMPARE(textOf(got(Vault().read(u"near"_s, this))), QByteArray("first secret"));
        QVERIFY(got(Vault().forget(u"third"_s, this)));
    }

    void playSilent()
    {
        Keyring keyring("unlocked");
        QVERIFY(got(Vault().write(u"far"_s, Secret("first secret"), this)));
        using namespace std::chrono_literals;
        Vault vault(nullptr, 2s);
        keyring.signal(SIGSTOP);
        QElapsedTimer took;
        took.start();
        const auto one = vault.read(u"far"_s, this);
        const auto two = vault.read(u"near"_s, this);
        QCOMPARE(got(one).failure().cause, Failure::Cause::TimedOut);
        QCOMPARE(got(two).failure().cause, Failure::Cause::TimedOut);
        QVERIFY(took.elapsed() >= 1800); // timers may be a twentieth early
        took.restart();
        QCOMPARE(got(vault.read(u"third"_s, this)).failure().cause, Failure::Cause::TimedOut);
        QCOMPARE(got(vault.write(u"third"_s, Secret("typed secret"), this)).failure().cause,
                 Failure::Cause::TimedOut);
        QVERIFY(took.elapsed() < 1500); // nobody waits a second time
        typedOneWorks(vault);
        // It comes to itself, and what it answered late counts.
        keyring.signal(SIGCONT);
        QTRY_COMPARE_WITH_TIMEOUT(textOf(got(vault.read(u"far"_s, this))),
                                  QByteArray("first secret"), 20'000);
        QVERIFY(got(vault.write(u"near"_s, Secret("first secret"), this)));
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
