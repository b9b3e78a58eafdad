// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A password that could be recognised anywhere is put into a keychain and used in all the ways
// there are; after that it is found nowhere else.

#include "app/services.h"
#include "services/inventory/refresher.h"
#include "services/systems/connections.h"
#include "tests/support/canary.h"
#include "tests/support/kdc.h"
#include "tests/support/servedsite.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <cstdio>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char *roleVariable = "CISTERN_TEST_CANARY"; // "session", "console NAME"
constexpr const char *placesVariable = "CISTERN_TEST_PLACES";

// Everybody's name at the systems, and of the key of the certificate.
const QString miner = u"miner"_s;
const QString domainMiner = u"CAVE\\miner"_s;
const QString digger = u"digger"_s; // by certificate

struct Way
{
    QLatin1StringView name;   // of the system
    QLatin1StringView scheme; // as `system add` takes it
    bool tls;
    QString user;
};
const Way ways[] = {
    {"basic-tls"_L1, "basic"_L1, true, miner},
    {"basic-clear"_L1, "basic"_L1, false, miner},
    {"ntlm-tls"_L1, "negotiate"_L1, true, domainMiner},
    {"ntlm-sealed"_L1, "negotiate"_L1, false, domainMiner},
    {"kerberos-tls"_L1, "kerberos"_L1, true, Kdc::principal(miner)},
    {"kerberos-sealed"_L1, "kerberos"_L1, false, Kdc::principal(miner)},
    {"certificate"_L1, "certificate"_L1, true, {}},
};

// Written so that the test's own binary does not hold it: the console below is the same binary.
QByteArray canary()
{
    QByteArray secret("\x18\x6f\x35\x3a\x29\x22\x7b\x32\x35\x7b\x2f\x33\x3e\x7b\x36\x32\x35\x3e\x7b"
                      "\x98\xe7\x7a\x98\xe7");
    for (char &c : secret)
        c = char(c ^ 0x5b);
    return secret; // with umlauts
}

} // namespace

class TestCanary : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_role = qEnvironmentVariable(roleVariable);
        m_places = qEnvironmentVariable(placesVariable).split(u'\n');
    }

    void shapesAreFound();
    void theSecretIsNowhere();

private:
    template<class T>
    static bool waited(const Answer<T> &answer)
    {
        return QTest::qWaitFor([&answer] { return answer.isFinished(); }, Child::patience);
    }
    void playSession();
    void playConsole(const QString &systemId);
    void watchConsole(const QString &systemId);
    void addSystem(const Way &way);
    QByteArray cli(const QStringList &arguments, const QByteArray &input = {},
                   bool succeeds = true);

    QString m_role;
    QStringList m_places; // URL over TLS, URL without, fingerprint, certificate, key
    QStringList m_found;
};

// The one who looks does find.
void TestCanary::shapesAreFound()
{
    if (!m_role.isEmpty())
        QSKIP("another case runs in this process");
    const Canary wanted("correct horse");
    QVERIFY(wanted.inBytes("a plain text", u"x"_s).isEmpty());
    QCOMPARE(wanted.inBytes("so: correct horse.", u"x"_s),
             QStringList{u"x: as it is at 4, between \"so: \" and \".\""_s});
    for (const char *before : {"", "a", "ab", "keeper:"})
        QCOMPARE(
            wanted.inBytes("Basic " + (before + QByteArray("correct horse")).toBase64(), u"x"_s)
                .size(),
            1);
    const QString text = u"correct horse"_s;
    const QByteArray wide(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    QCOMPARE(wanted.inBytes(wide, u"x"_s).size(), 1);
    QCOMPARE(wanted.inBytes("correct%20horse", u"x"_s).size(), 1);

    // Also in the memory of another process.
    Child cat;
    cat.startTalking(u"cat"_s, {});
    cat.say("correct horse battery staple");
    QVERIFY(!cat.nextLine().isEmpty());
    const QStringList inCat = wanted.inMemory(cat.id());
    QVERIFY2(!inCat.filter(u"as it is"_s).isEmpty(), qPrintable(inCat.join(u'\n')));
    Child other;
    other.startTalking(u"cat"_s, {u"-"_s, u"correct horse"_s});
    QVERIFY(other.until([&] { return !wanted.inProcess(other.id()).isEmpty(); }));
}

void TestCanary::theSecretIsNowhere()
{
    if (m_role == "session"_L1)
        return playSession();
    if (!m_role.isEmpty())
        return playConsole(m_role);
    for (const QString &program : {u"dbus-run-session"_s, u"gnome-keyring-daemon"_s}) {
        if (Child::find(program).isEmpty())
            QSKIP("needs dbus-run-session and gnome-keyring-daemon");
    }
    if (!Kdc::missing().isEmpty() || !hasNtlm())
        QSKIP("needs krb5-kdc and gss-ntlmssp");

    Kdc kdc;
    QVERIFY2(kdc.isReady(), kdc.problem());
    PemFiles pem;
    ServedSite tls, clear;
    QVERIFY(writeNtlmUsers(kdc.filePath(u"ntlm"_s), {{domainMiner, canary()}}));
    QProcessEnvironment realm;
    kdc.insertInto(realm);
    for (ServedSite *site : {&tls, &clear}) {
        QVERIFY(site->addUser(miner, canary()));
        for (const QString &name : {domainMiner, Kdc::principal(miner), digger})
            QVERIFY(site->addExternal(name));
        QStringList arguments{u"--keytab"_s, kdc.keytab(), u"--ntlm-users"_s,
                              kdc.filePath(u"ntlm"_s)};
        if (site == &tls)
            arguments << u"--client-authority"_s << pem.authority();
        QVERIFY2(site->serve(arguments, site == &tls ? &pem : nullptr, realm), site->problem());
    }
    QVERIFY2(kdc.addUser(miner, canary()), kdc.problem());
    QVERIFY(pem.addClient(digger));
    CliHome home;
    const QString key = home.filePath(u"locked.key"_s);
    int code = -1;
    QByteArray said = Child::output(u"openssl"_s,
                                    {u"pkcs8"_s, u"-topk8"_s, u"-v2"_s, u"aes256"_s, u"-in"_s,
                                     pem.clientKey(digger), u"-passout"_s, u"stdin"_s, u"-out"_s,
                                     key},
                                    QProcessEnvironment::systemEnvironment(), canary(), &code);
    QVERIFY2(code == 0, said.constData());

    QFile bus(home.filePath(u"bus.conf"_s));
    QVERIFY(bus.open(QIODevice::WriteOnly));
    bus.write("<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>"
              "<auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" "
              "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy>"
              "</busconfig>");
    bus.close();
    QProcessEnvironment environment = home.environment();
    environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
    environment.remove(u"KDE_FULL_SESSION"_s);
    environment.remove(u"DISPLAY"_s);
    environment.insert(u"XDG_RUNTIME_DIR"_s, home.filePath(u"."_s));
    environment.insert(u"TMPDIR"_s, home.filePath(u"."_s));
    kdc.insertInto(environment);
    environment.insert(QString::fromLatin1(roleVariable), u"session"_s);
    const QByteArray pin = QCryptographicHash::hash(pem.serverDer(), QCryptographicHash::Sha256);
    environment.insert(QString::fromLatin1(placesVariable),
                       QStringList{tls.url().toString(), clear.url().toString(),
                                   QString::fromLatin1(pin.toHex()), pem.clientCertificate(digger),
                                   key}
                           .join(u'\n'));
    environment.insert(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    Child session(environment);
    session.start(
        u"dbus-run-session"_s,
        {u"--config-file"_s, bus.fileName(), u"--"_s, u"sh"_s, u"-c"_s,
         u"printf unlocked | gnome-keyring-daemon --unlock --components=secrets >/dev/null "
         "&& exec \"$@\""_s,
         u"sh"_s, QCoreApplication::applicationFilePath(), u"theSecretIsNowhere"_s});
    for (int patience = 0; patience < 4 && !session.ended(); ++patience)
        (void)session.untilEnd();
    said = session.all();
    if (session.code != 0) // more than a message of a failure can hold
        std::fwrite(said.constData(), 1, size_t(said.size()), stderr);
    QCOMPARE(session.code, 0);

    const Canary wanted(canary());
    QCOMPARE(wanted.inBytes(said, u"what it said"_s), QStringList());
    QCOMPARE(wanted.inFiles(home.filePath(u"."_s)), QStringList());
    // Something was kept and left there, or nothing was looked at.
    QVERIFY(QFile::exists(home.filePath(u"CONFIG/cistern/systems.json"_s)));
    QVERIFY(QFile::exists(home.filePath(u"DATA/keyrings/login.keyring"_s)));
    for (ServedSite *site : {&tls, &clear}) {
        QCOMPARE(wanted.inBytes(site->server().all(), u"what the server said"_s), QStringList());
        QCOMPARE(wanted.inProcess(site->server().id()), QStringList());
        QCOMPARE(wanted.inFiles(site->home().filePath(u"."_s)), QStringList());
    }
}

// What it said, after it ended as expected.
QByteArray TestCanary::cli(const QStringList &arguments, const QByteArray &input, bool succeeds)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QString::fromLatin1(roleVariable));
    Child child(environment);
    child.startTalking(QCoreApplication::applicationDirPath() + u"/../bin/cistern-cli"_s,
                       arguments);
    const auto runs = [&] {
        QFile line(u"/proc/%1/cmdline"_s.arg(child.id()));
        return line.open(QIODevice::ReadOnly) && line.readAll().contains("cistern-cli");
    };
    // One that is told a secret waits for it; another one may be over before it was looked at.
    const bool seen = child.until(runs);
    [&] { QVERIFY(seen || input.isEmpty()); }();
    if (seen)
        m_found += Canary(canary()).inProcess(child.id());
    child.say(input);
    child.closeInput();
    child.untilEnd();
    std::fwrite(child.all().constData(), 1, size_t(child.all().size()), stdout);
    const QByteArray problem = arguments.join(u' ').toUtf8() + ": " + child.all();
    [&] { QVERIFY2((child.code == 0) == succeeds, problem.constData()); }();
    return child.all();
}

void TestCanary::addSystem(const Way &way)
{
    const QString name = QString(way.name);
    QStringList add{u"system"_s,   u"add"_s,           name, m_places.at(way.tls ? 0 : 1),
                    u"--scheme"_s, QString(way.scheme)};
    if (way.scheme == "certificate"_L1) {
        cli({u"credential"_s, u"add"_s, u"badge"_s, u"--kind"_s, u"certificate"_s,
             u"--certificate"_s, m_places.at(3), u"--key"_s, m_places.at(4), u"--password-stdin"_s},
            canary());
        cli(add << u"--credential"_s << u"badge"_s);
    } else {
        const QByteArray said = cli(add << u"--user"_s << way.user << u"--password-stdin"_s,
                                    canary());
        QVERIFY2(!said.contains("No keychain"), said.constData());
    }
    if (way.tls)
        cli({u"trust"_s, name, u"--fingerprint"_s, m_places.at(2)});
}

// On the bus: what a person does, program by program.
void TestCanary::playSession()
{
    for (const Way &way : ways) {
        const QString name = QString(way.name);
        addSystem(way);
        // A wrong one once, which is a word more than the right one and is not to be found either.
        if (way.scheme != "certificate"_L1)
            cli({u"system"_s, u"check"_s, name, u"--password-stdin"_s}, "not " + canary(), false);
        cli({u"system"_s, u"check"_s, name});
        cli({u"pool"_s, u"create"_s, u"--system"_s, name, u"--name"_s, u"of "_s + name, u"--size"_s,
             u"1MiB"_s, u"--wait"_s});
        QVERIFY(cli({u"history"_s}).contains(name.toUtf8() + " "));
        if (QTest::currentTestFailed())
            return;
        watchConsole(name);
        m_found += Canary(canary()).inFiles(qEnvironmentVariable("HOME"));
        // One system an address; the last stays.
        if (&way != std::end(ways) - 1)
            cli({u"system"_s, u"remove"_s, name});
    }
    for (const QString &found : std::as_const(m_found)) // all of them
        qWarning("%s", qPrintable(found));
    QCOMPARE(m_found.size(), 0);
}

void TestCanary::watchConsole(const QString &systemId)
{
    const Canary wanted(canary());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(roleVariable), systemId);
    Child console(environment);
    console.startTalking(QCoreApplication::applicationFilePath(), {u"theSecretIsNowhere"_s});
    const auto look = [&](const char *words) {
        const bool said = console.until([&] { return console.out.contains(words); });
        QVERIFY2(said, console.all().constData());
        for (const QString &found : wanted.inProcess(console.id()) + wanted.inMemory(console.id()))
            m_found += systemId + u", "_s + QString::fromLatin1(words) + u": "_s + found;
    };
    look("the console has signed in");
    console.say("sign out");
    look("the console has signed out");
    // A crash writes nothing either.
    console.signal(SIGABRT);
    QVERIFY(console.untilEnd());
    m_found += wanted.inBytes(console.all(), u"what the console said"_s);
}

// What holds the secret longest: the connections of the window. Reads from standard input when to
// go on, as the window does from a person.
void TestCanary::playConsole(const QString &systemId)
{
    auto services = std::make_unique<Services>(Services::Options());
    QVERIFY(waited(services->load(this)));
    QSignalSpy read(&services->refresher(), &Refresher::refreshed);
    services->connections().open(systemId);
    const bool came = QTest::qWaitFor([&] { return !read.isEmpty(); }, Child::patience);
    const auto failure = services->connections().state(systemId).failure;
    QVERIFY2(came, qPrintable(failure ? failure->serverText : QString()));
    QVERIFY(!services->inventory().objects(systemId, u"CIM_StoragePool"_s).isEmpty());
    std::puts("the console has signed in");
    std::fflush(stdout);
    char line[100] = {};
    QVERIFY(std::fgets(line, sizeof line, stdin));
    services.reset();
    // Whatever was to be deleted later is gone now.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCoreApplication::processEvents();
    std::puts("the console has signed out");
    std::fflush(stdout);
    (void)std::fgets(line, sizeof line, stdin); // until the end comes
}

QTEST_GUILESS_MAIN(TestCanary)
#include "tst_canary.moc"
