// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The real program as a person runs it: arguments in, two streams and an exit code out.

#include "services/core/systemclock.h"
#include "services/provider/provider.h"
#include "services/schema/schema.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/listener.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/stat.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 MiB = 1024 * 1024;
constexpr int patience = 60'000; // ms; the machine may be busy

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

qint64 bytesOnDisk(const QString &folder)
{
    qint64 sum = 0;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        struct stat facts = {};
        if (stat(QFile::encodeName(files.next()).constData(), &facts) == 0)
            sum += facts.st_blocks * 512;
    }
    return sum;
}

// A running program. Its streams are kept until it goes.
class Run : public QObject
{
public:
    explicit Run(const QProcessEnvironment &environment)
    {
        m_process.setProcessEnvironment(environment);
        connect(&m_process, &QProcess::readyReadStandardOutput, this,
                [this] { out += m_process.readAllStandardOutput(); });
        connect(&m_process, &QProcess::readyReadStandardError, this,
                [this] { err += m_process.readAllStandardError(); });
        connect(&m_process, &QProcess::finished, this,
                [this](int exitCode, QProcess::ExitStatus status) {
                    code = status == QProcess::NormalExit ? exitCode : -2;
                });
    }
    ~Run() override
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        QSignalSpy over(&m_process, &QProcess::finished);
        m_process.kill();
        over.wait();
    }

    void start(const QString &program, const QStringList &arguments, const QByteArray &input = {})
    {
        m_process.start(program, arguments);
        m_process.write(input);
        m_process.closeWriteChannel();
    }
    bool ended() const { return code != -1; }
    void signal(int number) { ::kill(pid_t(m_process.processId()), number); }
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    QByteArray all() const { return out + err; }

    QByteArray out, err;
    int code = -1; // until it ended

private:
    QProcess m_process;
};

} // namespace

class TestCli : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void aPoolIsCreatedListedAndOffered();
    void servedToOtherMachines();
    void dryRunSendsNothing();
    void aStoreInUseIsAClearFailure();
    void aPortInUseIsAClearFailure();
    void serveStopsOnTerm();
    void usageIsTwo_data();
    void usageIsTwo();
    void unreachableIsThree();
    void aFailedJobIsFour();
    void CL_19_interruptedCreateIsFiveAndReconciled_data();
    void CL_19_interruptedCreateIsFiveAndReconciled();
    void CL_19_aLostReplyIsNoSuccess_data();
    void CL_19_aLostReplyIsNoSuccess();
    void aJobIsLeftAloneAndStopped();
    void SP_R18_qualityWithinTheCapabilities();
    void CL_07_passwordInTheAddressIsDropped();
    void CL_12_closedOutputEndsQuietly();
    void CL_20_helpWithABrokenStore();
    void SP_R28_sourcesByNameAndPath();
    void poolsAndVolumesLiveAndGo();
    void describeAndRenderNeedNoSystem();
    void callsOfAnyMethod();
    void systemsAreConfiguredAndChecked();
    void historyKeepsWhatWasDone();

private:
    std::unique_ptr<Run> begin(const QStringList &arguments, const QByteArray &input = {});
    std::unique_ptr<Run> run(const QStringList &arguments, const QByteArray &input = {});
    std::unique_ptr<Run> runHere(QStringList arguments); // on the store of this test, as JSON
    void limitStore(const QString &size);
    QJsonArray pools(const QStringList &arguments);

    std::unique_ptr<QTemporaryDir> m_home;
    QProcessEnvironment m_environment;
    QString m_store;
};

void TestCli::initTestCase()
{
    QVERIFY(QFileInfo(QStringLiteral(CISTERN_BINARY_DIR "/bin/cistern-cli")).isExecutable());
}

void TestCli::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(m_home->isValid());
    m_environment = QProcessEnvironment::systemEnvironment();
    for (const QString &kind : {u"CONFIG"_s, u"DATA"_s, u"CACHE"_s, u"STATE"_s})
        m_environment.insert(u"XDG_%1_HOME"_s.arg(kind), m_home->filePath(kind));
    m_environment.insert(u"HOME"_s, m_home->path());
    m_environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s); // no keychain
    m_environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    m_store = m_home->filePath(u"store"_s);
}

std::unique_ptr<Run> TestCli::begin(const QStringList &arguments, const QByteArray &input)
{
    auto run = std::make_unique<Run>(m_environment);
    run->start(QStringLiteral(CISTERN_BINARY_DIR "/bin/cistern-cli"), arguments, input);
    return run;
}

std::unique_ptr<Run> TestCli::run(const QStringList &arguments, const QByteArray &input)
{
    std::unique_ptr<Run> running = begin(arguments, input);
    [[maybe_unused]] const bool over = QTest::qWaitFor([&running] { return running->ended(); },
                                                       patience);
    return running;
}

std::unique_ptr<Run> TestCli::runHere(QStringList arguments)
{
    return run(arguments << u"--store"_s << m_store << u"--json"_s);
}

// The only location becomes one with a limit, so that figures stand still whatever else writes.
void TestCli::limitStore(const QString &size)
{
    const auto listed = runHere({u"location"_s, u"list"_s});
    const QJsonArray locations = listed->json().value(u"locations"_s).toArray();
    QVERIFY2(locations.size() == 1, listed->all().constData());
    const auto removed = runHere(
        {u"location"_s, u"remove"_s, locations[0].toObject().value(u"id"_s).toString()});
    QVERIFY2(removed->code == 0, removed->all().constData());
    QVERIFY(QDir().mkpath(m_home->filePath(u"disk"_s)));
    const auto added = runHere({u"location"_s, u"add"_s, m_home->filePath(u"disk"_s), u"--limit"_s,
                                size, u"--name"_s, u"disk"_s});
    QVERIFY2(added->code == 0, added->all().constData());
}

QJsonArray TestCli::pools(const QStringList &arguments)
{
    const auto listed = run(QStringList{u"list"_s, u"pools"_s, u"--json"_s} + arguments,
                            arguments.contains(u"--password-stdin"_s) ? QByteArray("geheim\n")
                                                                      : QByteArray());
    return listed->json().value(u"pools"_s).toArray();
}

namespace {
QJsonObject named(const QJsonArray &array, const QString &name)
{
    for (const QJsonValue &value : array) {
        if (value[u"name"_s].toString() == name)
            return value.toObject();
    }
    return {};
}

quint64 bytes(const QJsonObject &object, const QString &name)
{
    return object.value(name).toString().toULongLong();
}
} // namespace

// The issue's own lines, on a store that is not there yet.
void TestCli::aPoolIsCreatedListedAndOffered()
{
    const auto created = run({u"pool"_s, u"create"_s, u"--name"_s, u"gold"_s, u"--size"_s,
                              u"256MiB"_s, u"--wait"_s, u"--store"_s, m_store, u"--json"_s});
    QVERIFY2(created->code == 0, created->all().constData());
    QCOMPARE(created->json().value(u"size"_s).toString(), u"268435456"_s);
    const QString path = created->json().value(u"pool"_s).toString();
    QVERIFY(path.contains(u"StoragePool"_s));
    QVERIFY(created->json().contains(u"job"_s));
    QVERIFY(bytesOnDisk(m_store) >= 256 * MiB);

    const QJsonArray all = pools({u"--store"_s, m_store});
    QCOMPARE(all.size(), 2);
    const QJsonObject gold = named(all, u"gold"_s);
    QCOMPARE(gold.value(u"path"_s).toString(), path);
    QCOMPARE(gold.value(u"primordial"_s).toBool(), false);
    QCOMPARE(bytes(gold, u"total"_s), quint64(256 * MiB));
    QCOMPARE(bytes(gold, u"remaining"_s), quint64(256 * MiB));
    for (const QJsonValue &pool : all) {
        if (pool[u"primordial"_s].toBool())
            QCOMPARE(bytes(pool.toObject(), u"total"_s),
                     bytes(pool.toObject(), u"remaining"_s) + bytes(gold, u"total"_s));
    }

    const auto refused = run({u"pool"_s, u"create"_s, u"--name"_s, u"gold2"_s, u"--size"_s,
                              u"9999PiB"_s, u"--store"_s, m_store});
    QCOMPARE(refused->code, 1);
    QVERIFY(refused->out.isEmpty());
    QVERIFY2(refused->err.contains("4097"), refused->err.constData());
    QVERIFY2(refused->err.contains("iB"), refused->err.constData()); // a size is offered

    const auto asJson = runHere({u"pool"_s, u"create"_s, u"--size"_s, u"9999PiB"_s});
    QCOMPARE(asJson->code, 1);
    const QJsonObject error = asJson->json().value(u"error"_s).toObject();
    QCOMPARE(error.value(u"cause"_s).toString(), u"SizeNotSupported"_s);
    QCOMPARE(error.value(u"code"_s).toInt(), 4097);
    QCOMPARE(error.value(u"meaning"_s).toString(), u"Size Not Supported"_s);
    const quint64 offered = error.value(u"offered"_s).toString().toULongLong();
    QVERIFY(offered > 0 && offered % MiB == 0 && offered < (quint64(9999) << 50));
    for (const QString &key : {u"stage"_s, u"parameter"_s, u"serverText"_s, u"hint"_s})
        QVERIFY2(error.contains(key), qPrintable(key));
    QCOMPARE(pools({u"--store"_s, m_store}).size(), 2);
}

void TestCli::servedToOtherMachines()
{
    limitStore(u"64MiB"_s);
    QCOMPARE(runHere({u"pool"_s, u"create"_s, u"--name"_s, u"gold"_s, u"--size"_s, u"16MiB"_s,
                      u"--wait"_s})
                 ->code,
             0);
    const auto added = run({u"user"_s, u"add"_s, u"bar"_s, u"--store"_s, m_store}, "geheim\n");
    QVERIFY2(added->code == 0, added->all().constData());
    const QString address = u"127.0.0.1:%1"_s.arg(freePort());
    const QString url = u"http://%1/wsman"_s.arg(address);
    const auto serving = begin({u"serve"_s, u"--store"_s, m_store, u"--listen"_s, address});
    QTRY_VERIFY2_WITH_TIMEOUT(serving->out.contains(url.toUtf8()), serving->all().constData(),
                              patience);

    QCOMPARE(run({u"system"_s, u"add"_s, u"far"_s, url, u"--user"_s, u"bar"_s, u"--scheme"_s,
                  u"basic"_s})
                 ->code,
             0);
    const QStringList far{u"--system"_s, u"far"_s, u"--password-stdin"_s};
    const QJsonArray seen = pools(far);
    QCOMPARE(seen.size(), 2);
    QCOMPARE(bytes(named(seen, u"gold"_s), u"total"_s), quint64(16 * MiB));
    QCOMPARE(named(seen, u"gold"_s).value(u"system"_s).toString(), u"far"_s);

    // A change over the wire, and what is left is what the store holds.
    const auto created = run(QStringList{u"pool"_s, u"create"_s, u"--name"_s, u"silver"_s,
                                         u"--size"_s, u"8MiB"_s, u"--wait"_s, u"--json"_s}
                                 + far,
                             "geheim\n");
    QVERIFY2(created->code == 0, created->all().constData());
    QCOMPARE(created->json().value(u"size"_s).toString(), QString::number(8 * MiB));
    QCOMPARE(pools(far).size(), 3);

    // Not with another password, and not without one.
    const auto wrong = run(QStringList{u"list"_s, u"pools"_s, u"--json"_s} + far, "falsch\n");
    QCOMPARE(wrong->code, 3);
    QCOMPARE(wrong->json().value(u"errors"_s)[0][u"cause"_s].toString(), u"SignIn"_s);
    QVERIFY(!wrong->all().contains("falsch"));
    QCOMPARE(run({u"list"_s, u"pools"_s, u"--system"_s, u"far"_s})->code, 3);

    // A stranger who shares no line with us.
    const QString curl = QStandardPaths::findExecutable(u"curl"_s);
    if (curl.isEmpty())
        QSKIP("curl is not installed");
    QFile request(m_home->filePath(u"enumerate.xml"_s));
    QVERIFY(request.open(QIODevice::WriteOnly));
    request.write(
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
        "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
        "xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\" "
        "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><s:Header>"
        "<a:To>"
        + url.toUtf8()
        + "</a:To>"
          "<a:ReplyTo><a:Address s:mustUnderstand=\"true\">"
          "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>"
          "<a:Action "
          "s:mustUnderstand=\"true\">http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate</"
          "a:Action>"
          "<a:MessageID>uuid:11111111-2222-3333-4444-555555555555</a:MessageID>"
          "<w:ResourceURI "
          "s:mustUnderstand=\"true\">http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/"
          "storage/"
          "iscsitarget/MSISCSITARGET_StoragePool</w:ResourceURI></s:Header><s:Body><n:Enumerate>"
          "<w:OptimizeEnumeration/><w:MaxElements>100</w:MaxElements></n:Enumerate></s:Body></"
          "s:Envelope>");
    request.close();
    const QStringList ask{u"-s"_s,
                          u"-w"_s,
                          u"\n%{http_code}"_s,
                          u"-H"_s,
                          u"Content-Type: application/soap+xml;charset=UTF-8"_s,
                          u"-d"_s,
                          u"@"_s + request.fileName(),
                          url};
    Run known(m_environment), nobody(m_environment);
    known.start(curl, QStringList{u"-u"_s, u"bar:geheim"_s} + ask);
    nobody.start(curl, ask);
    QTRY_VERIFY_WITH_TIMEOUT(known.ended() && nobody.ended(), patience);
    QVERIFY2(known.out.endsWith("\n200"), known.all().constData());
    QVERIFY2(known.out.contains(">gold<") && known.out.contains(">silver<"), known.out.constData());
    QVERIFY2(nobody.out.endsWith("\n401"), nobody.all().constData());
    QVERIFY(!nobody.out.contains("gold"));
}

void TestCli::dryRunSendsNothing()
{
    limitStore(u"32MiB"_s);
    const auto dry = runHere({u"pool"_s, u"create"_s, u"--name"_s, u"<gold> & co"_s, u"--size"_s,
                              u"16MiB"_s, u"--dry-run"_s});
    QVERIFY2(dry->code == 0, dry->all().constData());
    const QString request = dry->json().value(u"request"_s).toString();
    QVERIFY2(request.contains(u"CreateOrModifyStoragePool_INPUT"_s), qPrintable(request));
    QVERIFY2(request.contains(u">16777216<"_s), qPrintable(request));
    QVERIFY2(request.contains(u"&lt;gold"_s) && !request.contains(u"<gold"_s), qPrintable(request));
    QCOMPARE(pools({u"--store"_s, m_store}).size(), 1);
    QVERIFY(runHere({u"history"_s})->json().value(u"history"_s).toArray().isEmpty());
}

void TestCli::aStoreInUseIsAClearFailure()
{
    const auto serving = begin(
        {u"serve"_s, u"--store"_s, m_store, u"--listen"_s, u"127.0.0.1:%1"_s.arg(freePort())});
    QTRY_VERIFY_WITH_TIMEOUT(serving->out.contains("listening"), patience);
    const auto listed = runHere({u"list"_s, u"pools"_s});
    QCOMPARE(listed->code, 3);
    QCOMPARE(listed->json().value(u"errors"_s)[0][u"cause"_s].toString(), u"InUse"_s);
    const auto create = runHere({u"pool"_s, u"create"_s, u"--size"_s, u"1MiB"_s});
    QCOMPARE(create->code, 3);
    QCOMPARE(create->json().value(u"error"_s)[u"cause"_s].toString(), u"InUse"_s);
    QVERIFY(!serving->ended());
}

void TestCli::aPortInUseIsAClearFailure()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const auto serving = run({u"serve"_s, u"--store"_s, m_store, u"--listen"_s,
                              u"127.0.0.1:%1"_s.arg(taken.serverPort())});
    QCOMPARE(serving->code, 1);
    QVERIFY2(serving->err.contains(QByteArray::number(taken.serverPort())),
             serving->err.constData());
    // And without TLS only this machine is served.
    QCOMPARE(
        run({u"serve"_s, u"--store"_s, m_store, u"--listen"_s, u"0.0.0.0:%1"_s.arg(freePort())})
            ->code,
        2);
}

void TestCli::serveStopsOnTerm()
{
    const quint16 port = freePort();
    const auto serving = begin(
        {u"serve"_s, u"--store"_s, m_store, u"--listen"_s, u"127.0.0.1:%1"_s.arg(port)});
    QTRY_VERIFY_WITH_TIMEOUT(serving->out.contains("listening"), patience);
    serving->signal(SIGTERM);
    QTRY_VERIFY_WITH_TIMEOUT(serving->ended(), 10'000);
    QCOMPARE(serving->code, 0);
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost, port));
    QCOMPARE(runHere({u"list"_s, u"pools"_s})->code, 0); // the store is free again
}

void TestCli::usageIsTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown option") << QStringList{u"pool"_s, u"create"_s, u"--colour"_s, u"red"_s};
    QTest::newRow("no size") << QStringList{u"pool"_s, u"create"_s, u"--size"_s, u"much"_s};
    QTest::newRow("no such system")
        << QStringList{u"get"_s, u"X.InstanceID=\"1\""_s, u"--system"_s, u"nowhere"_s};
    QTest::newRow("no such pool") << QStringList{u"pool"_s, u"delete"_s, u"lead"_s};
    QTest::newRow("no such method") << QStringList{u"describe"_s, u"MakeGold"_s};
    QTest::newRow("unknown parameter")
        << QStringList{u"call"_s, u"DeleteStoragePool"_s, u"Colour=red"_s};
    QTest::newRow("missing parameter") << QStringList{u"call"_s, u"DeleteStoragePool"_s};
    QTest::newRow("password") << QStringList{u"systems"_s, u"--password"_s, u"geheim"_s};
}

void TestCli::usageIsTwo()
{
    QFETCH(QStringList, arguments);
    const auto done = run(arguments + QStringList{u"--store"_s, m_store});
    QVERIFY2(done->code == 2, done->all().constData());
    QVERIFY(done->out.isEmpty());
    QVERIFY(!done->err.isEmpty());
    QVERIFY(!done->err.contains("geheim"));
    QVERIFY(runHere({u"history"_s})->json().value(u"history"_s).toArray().isEmpty()); // nothing was
                                                                                      // sent
}

void TestCli::unreachableIsThree()
{
    QCOMPARE(run({u"system"_s, u"add"_s, u"gone"_s, u"http://127.0.0.1:%1/wsman"_s.arg(freePort())})
                 ->code,
             0);
    const auto listed = run({u"list"_s, u"pools"_s, u"--system"_s, u"gone"_s, u"--json"_s});
    QCOMPARE(listed->code, 3);
    QCOMPARE(listed->json().value(u"errors"_s)[0][u"cause"_s].toString(), u"Refused"_s);
    QCOMPARE(run({u"pool"_s, u"create"_s, u"--system"_s, u"gone"_s})->code, 3);
}

namespace {
// A machine in this process, whose work can be told to fail or to wait.
class Machine
{
public:
    explicit Machine(const QString &folder)
        : faults(std::make_shared<FaultPoints>())
        , provider({.store = folder,
                    .firstLimit = quint64(64 * MiB),
                    .clock = nullptr,
                    .faults = faults})
    {
        auto users = std::make_shared<UserFile>(folder + u"/users.json"_s,
                                                UserFile::leastIterations);
        QDir().mkpath(folder);
        const bool added =
            users->add({.name = u"bar"_s, .role = AccessRole::Manage}, Secret("geheim")).ok();
        listener = std::make_unique<Listener>(ListenOptions{}, provider.responder(), users, clock);
        ready = added && listener->listen().ok();
    }
    QString url() const { return u"http://127.0.0.1:%1/wsman"_s.arg(listener->port()); }

    std::shared_ptr<FaultPoints> faults;
    SystemClock clock;
    Provider provider;
    std::unique_ptr<Listener> listener;
    bool ready = false;
};
} // namespace

void TestCli::aFailedJobIsFour()
{
    Machine machine(m_store);
    QVERIFY(machine.ready);
    QCOMPARE(run({u"system"_s, u"add"_s, u"far"_s, machine.url(), u"--user"_s, u"bar"_s,
                  u"--scheme"_s, u"basic"_s})
                 ->code,
             0);
    machine.faults->set(FaultPoints::Step::Chunk, FaultPoints::Act::Fail);
    const auto created = run({u"pool"_s, u"create"_s, u"--size"_s, u"8MiB"_s, u"--system"_s,
                              u"far"_s, u"--wait"_s, u"--password-stdin"_s, u"--json"_s},
                             "geheim\n");
    QVERIFY2(created->code == 4, created->all().constData());
    QVERIFY(created->json().contains(u"error"_s));
    QCOMPARE(pools({u"--system"_s, u"far"_s, u"--password-stdin"_s}).size(), 1);
}

void TestCli::CL_19_interruptedCreateIsFiveAndReconciled_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("INT") << SIGINT;
    QTest::newRow("TERM") << SIGTERM;
    QTest::newRow("HUP") << SIGHUP;
}

void TestCli::CL_19_interruptedCreateIsFiveAndReconciled()
{
    QFETCH(int, number);
    Machine machine(m_store);
    QVERIFY(machine.ready);
    QCOMPARE(run({u"system"_s, u"add"_s, u"far"_s, machine.url(), u"--user"_s, u"bar"_s,
                  u"--scheme"_s, u"basic"_s})
                 ->code,
             0);
    machine.faults->set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold);
    const auto creating = begin({u"pool"_s, u"create"_s, u"--name"_s, u"gold"_s, u"--size"_s,
                                 u"8MiB"_s, u"--system"_s, u"far"_s, u"--wait"_s,
                                 u"--password-stdin"_s},
                                "geheim\n");
    // It tells of the progress once the job runs.
    QTRY_VERIFY2_WITH_TIMEOUT(creating->err.contains("%"), creating->all().constData(), patience);
    creating->signal(number);
    QTRY_VERIFY_WITH_TIMEOUT(creating->ended(), patience);
    QVERIFY2(creating->code == 5, creating->all().constData());
    QVERIFY(creating->out.isEmpty());

    machine.faults->set(FaultPoints::Step::Chunk, FaultPoints::Act::Pass);
    const auto reconciled = run({u"jobs"_s, u"--follow"_s, u"--password-stdin"_s}, "geheim\n");
    QVERIFY2(reconciled->code == 0, reconciled->all().constData());
    const auto history = run({u"history"_s, u"--json"_s});
    const QJsonArray records = history->json().value(u"history"_s).toArray();
    QCOMPARE(records.size(), 1);
    QCOMPARE(records[0][u"state"_s].toString(), u"succeeded"_s);
    QCOMPARE(pools({u"--system"_s, u"far"_s, u"--password-stdin"_s}).size(), 2);
}

// Without --wait as well: nobody knows yet whether anything was started.
void TestCli::CL_19_aLostReplyIsNoSuccess_data()
{
    QTest::addColumn<QStringList>("looking");
    QTest::newRow("all that is left") << QStringList{u"jobs"_s, u"--follow"_s};
    QTest::newRow("this one") << QStringList{u"job"_s, u"check"_s, u"1"_s};
}

void TestCli::CL_19_aLostReplyIsNoSuccess()
{
    QFETCH(QStringList, looking);
    Machine machine(m_store);
    QVERIFY(machine.ready);
    int acted = 0;
    const auto losing = [&acted, inner = machine.provider.responder()](const Envelope &request,
                                                                       const Caller &caller) {
        const Answer<Envelope> reply = inner(request, caller);
        const auto *invoke = std::get_if<Wsman::Invoke>(&request.body);
        if (!invoke || invoke->method != "CreateOrModifyStoragePool"_L1)
            return reply;
        ++acted;
        return readyAnswer<Envelope>(Failure{.cause = Failure::Cause::Cancelled});
    };
    Listener listener({}, losing, std::make_shared<UserFile>(m_store + u"/users.json"_s),
                      machine.clock);
    QVERIFY(listener.listen());
    const QString url = u"http://127.0.0.1:%1/wsman"_s.arg(listener.port());
    QCOMPARE(run({u"system"_s, u"add"_s, u"far"_s, url, u"--user"_s, u"bar"_s, u"--scheme"_s,
                  u"basic"_s})
                 ->code,
             0);
    const auto creating = run({u"pool"_s, u"create"_s, u"--name"_s, u"gold"_s, u"--size"_s,
                               u"8MiB"_s, u"--system"_s, u"far"_s, u"--password-stdin"_s},
                              "geheim\n");
    QVERIFY2(creating->code == 5, creating->all().constData());
    QVERIFY2(!creating->out.contains("started"), creating->all().constData());
    QVERIFY2(creating->err.contains("cistern-cli jobs"), creating->all().constData());
    const auto looked = run(looking + QStringList{u"--password-stdin"_s}, "geheim\n");
    QVERIFY2(looked->code == 0, looked->all().constData());
    QVERIFY2(looked->out.contains("succeeded"), looked->all().constData());
    QCOMPARE(acted, 1);
    QCOMPARE(pools({u"--system"_s, u"far"_s, u"--password-stdin"_s}).size(), 2);
}

// Without --wait the command leaves the work to the other machine.
void TestCli::aJobIsLeftAloneAndStopped()
{
    Machine machine(m_store);
    QVERIFY(machine.ready);
    QCOMPARE(run({u"system"_s, u"add"_s, u"far"_s, machine.url(), u"--user"_s, u"bar"_s,
                  u"--scheme"_s, u"basic"_s})
                 ->code,
             0);
    machine.faults->set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold);
    const auto started = run({u"pool"_s, u"create"_s, u"--size"_s, u"8MiB"_s, u"--system"_s,
                              u"far"_s, u"--password-stdin"_s, u"--json"_s},
                             "geheim\n");
    QVERIFY2(started->code == 0, started->all().constData());
    QCOMPARE(started->json().value(u"state"_s).toString(), u"running"_s);
    QVERIFY(started->json().value(u"job"_s).toString().contains(u"ConcreteJob"_s));
    const QString id = started->json().value(u"record"_s).toString();

    const auto listed = run({u"jobs"_s, u"--password-stdin"_s, u"--json"_s}, "geheim\n");
    QCOMPARE(listed->json().value(u"jobs"_s)[0][u"id"_s].toString(), id);
    QCOMPARE(run({u"job"_s, u"stop"_s, u"99"_s, u"--password-stdin"_s}, "geheim\n")->code, 2);
    const auto stopped = run({u"job"_s, u"stop"_s, id, u"--password-stdin"_s, u"--json"_s},
                             "geheim\n");
    QVERIFY2(stopped->code == 0, stopped->all().constData());
    QCOMPARE(stopped->json().value(u"state"_s).toString(), u"stopped"_s);
    const QJsonArray left = pools({u"--system"_s, u"far"_s, u"--password-stdin"_s});
    QCOMPARE(left.size(), 1);
    QCOMPARE(bytes(left[0].toObject(), u"remaining"_s), bytes(left[0].toObject(), u"total"_s));
}

void TestCli::SP_R18_qualityWithinTheCapabilities()
{
    limitStore(u"32MiB"_s);
    const auto beyond = runHere({u"pool"_s, u"create"_s, u"--size"_s, u"1MiB"_s, u"--quality"_s,
                                 u"DataRedundancyGoal=99"_s});
    QVERIFY2(beyond->code == 2, beyond->all().constData());
    QCOMPARE(beyond->json().value(u"error"_s)[u"parameter"_s].toString(), u"DataRedundancyGoal"_s);
    QCOMPARE(runHere({u"pool"_s, u"create"_s, u"--quality"_s, u"Colour=red"_s})->code, 2);
    const auto within = runHere({u"pool"_s, u"create"_s, u"--size"_s, u"1MiB"_s, u"--quality"_s,
                                 u"DataRedundancyGoal=1"_s, u"--wait"_s});
    QVERIFY2(within->code == 0, within->all().constData());
    QCOMPARE(pools({u"--store"_s, m_store}).size(), 2);
}

void TestCli::CL_07_passwordInTheAddressIsDropped()
{
    const auto added = run({u"system"_s, u"add"_s, u"far"_s,
                            u"http://bar:geheim@127.0.0.1:5985/wsman"_s, u"--json"_s});
    QVERIFY2(added->code == 0, added->all().constData());
    QVERIFY(!added->all().contains("geheim"));
    QVERIFY(added->err.contains("password"));
    QDirIterator files(m_home->path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("geheim"), qPrintable(file.fileName()));
    }
}

void TestCli::CL_12_closedOutputEndsQuietly()
{
    limitStore(u"32MiB"_s);
    Run closed(m_environment);
    const QString program = QStringLiteral(CISTERN_BINARY_DIR "/bin/cistern-cli");
    closed.start(
        u"/bin/sh"_s,
        {u"-c"_s,
         u"{ '%1' pool create --name gold --size 1MiB --wait --store '%2'; echo $? >&2; } | true"_s
             .arg(program, m_store)});
    QTRY_VERIFY_WITH_TIMEOUT(closed.ended(), patience);
    QVERIFY2(closed.err.trimmed().endsWith("0"), closed.err.constData());
    QCOMPARE(runHere({u"history"_s})->json().value(u"history"_s).toArray().size(), 1);
}

void TestCli::CL_20_helpWithABrokenStore()
{
    QVERIFY(QDir().mkpath(m_store));
    QFile broken(m_store + u"/target.sqlite"_s);
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("this is no database, whatever its name says");
    broken.close();
    const auto help = run({u"--help"_s, u"--store"_s, m_store});
    QCOMPARE(help->code, 0);
    QVERIFY(help->out.contains("pool"));
    QCOMPARE(run({u"--version"_s})->code, 0);
    QCOMPARE(runHere({u"list"_s, u"pools"_s})->code, 3);
}

void TestCli::SP_R28_sourcesByNameAndPath()
{
    limitStore(u"32MiB"_s);
    QVERIFY(QDir().mkpath(m_home->filePath(u"second"_s)));
    QCOMPARE(runHere({u"location"_s, u"add"_s, m_home->filePath(u"second"_s), u"--limit"_s,
                      u"32MiB"_s, u"--name"_s, u"second"_s})
                 ->code,
             0);
    const QJsonArray sources = pools({u"--store"_s, m_store});
    QCOMPARE(sources.size(), 2);

    const auto ambiguous = run(
        {u"pool"_s, u"create"_s, u"--size"_s, u"1MiB"_s, u"--store"_s, m_store});
    QCOMPARE(ambiguous->code, 2);
    QVERIFY2(ambiguous->err.contains("--from"), ambiguous->err.constData());
    QCOMPARE(runHere({u"pool"_s, u"create"_s, u"--name"_s, u"a"_s, u"--size"_s, u"1MiB"_s,
                      u"--wait"_s, u"--from"_s, u"second"_s})
                 ->code,
             0);
    QCOMPARE(
        runHere({u"pool"_s, u"create"_s, u"--name"_s, u"b"_s, u"--size"_s, u"1MiB"_s, u"--wait"_s,
                 u"--from"_s, named(sources, u"second"_s).value(u"path"_s).toString()})
            ->code,
        0);
    const QJsonObject second = named(pools({u"--store"_s, m_store}), u"second"_s);
    QCOMPARE(bytes(second, u"remaining"_s), bytes(second, u"total"_s) - 2 * MiB);
    QCOMPARE(runHere({u"pool"_s, u"create"_s, u"--from"_s, u"third"_s})->code, 2);
}

void TestCli::poolsAndVolumesLiveAndGo()
{
    limitStore(u"64MiB"_s);
    QCOMPARE(runHere({u"pool"_s, u"create"_s, u"--name"_s, u"gold"_s, u"--size"_s, u"16MiB"_s,
                      u"--wait"_s})
                 ->code,
             0);
    const auto volume = runHere(
        {u"volume"_s, u"create"_s, u"--name"_s, u"v1"_s, u"--size"_s, u"4MiB"_s, u"--wait"_s});
    QVERIFY2(volume->code == 0, volume->all().constData());
    QVERIFY(volume->json().value(u"volume"_s).toString().contains(u"StorageVolume"_s));
    const auto volumes = runHere({u"list"_s, u"volumes"_s});
    QCOMPARE(volumes->json().value(u"volumes"_s)[0][u"size"_s].toString(),
             QString::number(4 * MiB));
    QCOMPARE(bytes(named(pools({u"--store"_s, m_store}), u"gold"_s), u"remaining"_s),
             quint64(12 * MiB));

    const auto used = runHere({u"pool"_s, u"delete"_s, u"gold"_s, u"--wait"_s});
    QCOMPARE(used->code, 1);
    QCOMPARE(used->json().value(u"error"_s)[u"code"_s].toInt(), 6);

    const auto renamed = runHere({u"pool"_s, u"modify"_s, u"gold"_s, u"--name"_s, u"platinum"_s,
                                  u"--size"_s, u"24MiB"_s, u"--wait"_s});
    QVERIFY2(renamed->code == 0, renamed->all().constData());
    QCOMPARE(bytes(named(pools({u"--store"_s, m_store}), u"platinum"_s), u"total"_s),
             quint64(24 * MiB));

    QCOMPARE(runHere({u"volume"_s, u"delete"_s, u"v1"_s, u"--wait"_s})->code, 0);
    QCOMPARE(runHere({u"pool"_s, u"delete"_s, u"platinum"_s, u"--wait"_s})->code, 0);
    const QJsonArray left = pools({u"--store"_s, m_store});
    QCOMPARE(left.size(), 1);
    QCOMPARE(bytes(left[0].toObject(), u"remaining"_s), bytes(left[0].toObject(), u"total"_s));
}

void TestCli::describeAndRenderNeedNoSystem()
{
    const auto text = run({u"describe"_s, u"CreateOrModifyStoragePool"_s});
    QCOMPARE(text->code, 0);
    QVERIFY(text->out.contains("InPools") && text->out.contains("4097"));
    const auto json = run({u"describe"_s, u"DeleteStoragePool"_s, u"--json"_s});
    QCOMPARE(json->json().value(u"parameters"_s).toArray().size(), 2);
    QCOMPARE(json->json().value(u"parameters"_s)[1][u"required"_s].toBool(), true);

    const auto command = run({u"render"_s, u"CreateOrModifyStoragePool"_s, u"ElementName=it's"_s,
                              u"Size=1.5TiB"_s, u"--as"_s, u"command"_s});
    QCOMPARE(command->out,
             QByteArray("cistern-cli pool create --name 'it'\\''s' --size 1536GiB --wait\n"));
    QVERIFY(
        !QFileInfo::exists(m_home->filePath(u"DATA/cistern/local"_s))); // no store was made for it
}

void TestCli::callsOfAnyMethod()
{
    limitStore(u"32MiB"_s);
    const QString pool =
        named(pools({u"--store"_s, m_store}), u"disk"_s).value(u"path"_s).toString();
    const auto range = runHere(
        {u"call"_s, u"GetSupportedSizeRange"_s, u"ElementType=2"_s, u"--target"_s, pool});
    QVERIFY2(range->code == 0, range->all().constData());
    QCOMPARE(range->json().value(u"outs"_s)[u"VolumeSizeDivisor"_s].toString(),
             QString::number(MiB));

    const auto made = runHere({u"call"_s, u"CreateOrModifyStoragePool"_s, u"ElementName=gold"_s,
                               u"Size=2MiB"_s, u"InPools="_s + pool, u"--wait"_s});
    QVERIFY2(made->code == 0, made->all().constData());
    const QString path = made->json().value(u"result"_s).toString();
    const auto read = runHere({u"get"_s, path});
    QCOMPARE(read->json().value(u"properties"_s)[u"ElementName"_s].toString(), u"gold"_s);
    QCOMPARE(read->json().value(u"properties"_s)[u"TotalManagedSpace"_s].toString(),
             QString::number(2 * MiB));
    QCOMPARE(runHere({u"enumerate"_s, u"CIM_StoragePool"_s})
                 ->json()
                 .value(u"objects"_s)
                 .toArray()
                 .size(),
             2);
    const auto parents = runHere({u"associators"_s, path, u"--association"_s,
                                  u"CIM_AllocatedFromStoragePool"_s, u"--result-class"_s,
                                  u"CIM_StoragePool"_s});
    QCOMPARE(parents->json().value(u"objects"_s).toArray().size(), 1);
    QCOMPARE(parents->json().value(u"objects"_s)[0][u"properties"_s][u"ElementName"_s].toString(),
             u"disk"_s);
    const auto shell = runHere(
        {u"render"_s, u"DeleteStoragePool"_s, u"Pool="_s + path, u"--as"_s, u"powershell"_s});
    QVERIFY(shell->json().value(u"command"_s).toString().startsWith(u"Invoke-CimMethod"_s));
    const auto gone = runHere(
        {u"get"_s,
         QString(path).replace(u"StoragePool.InstanceID=\""_s, u"StoragePool.InstanceID=\"x"_s)});
    QCOMPARE(gone->code, 1);
    QCOMPARE(gone->json().value(u"error"_s)[u"cause"_s].toString(), u"NotFound"_s);
}

void TestCli::systemsAreConfiguredAndChecked()
{
    QCOMPARE(run({u"system"_s, u"add"_s, u"far"_s, u"http://127.0.0.1:%1/wsman"_s.arg(freePort()),
                  u"--user"_s, u"bar"_s})
                 ->code,
             0);
    QCOMPARE(run({u"system"_s, u"add"_s, u"far"_s, u"http://127.0.0.2/wsman"_s})->code,
             2); // the name is taken
    const auto systems = runHere({u"systems"_s});
    QCOMPARE(systems->code, 0);
    const QJsonArray array = systems->json().value(u"systems"_s).toArray();
    QCOMPARE(array.size(), 2);
    QCOMPARE(named(array, u"local"_s).value(u"state"_s).toString(), u"connected"_s);
    QCOMPARE(named(array, u"far"_s).value(u"state"_s).toString(), u"failed"_s);

    const auto local = runHere({u"system"_s, u"check"_s, u"local"_s});
    QCOMPARE(local->code, 0);
    QCOMPARE(local->json().value(u"connected"_s).toBool(), true);
    const auto far = run({u"system"_s, u"check"_s, u"far"_s, u"--password-stdin"_s, u"--json"_s},
                         "geheim\n");
    QCOMPARE(far->code, 3);
    QCOMPARE(far->json().value(u"rungs"_s).toArray().size(), 6);
    QCOMPARE(far->json().value(u"rungs"_s)[1][u"state"_s].toString(), u"failed"_s);
    QCOMPARE(run({u"system"_s, u"remove"_s, u"far"_s})->code, 0);
    QCOMPARE(runHere({u"systems"_s})->json().value(u"systems"_s).toArray().size(), 1);
}

void TestCli::historyKeepsWhatWasDone()
{
    limitStore(u"32MiB"_s);
    QCOMPARE(
        runHere({u"pool"_s, u"create"_s, u"--name"_s, u"gold"_s, u"--size"_s, u"1MiB"_s})->code, 0);
    QCOMPARE(runHere({u"pool"_s, u"create"_s, u"--size"_s, u"1PiB"_s})->code, 1);
    const QJsonArray records = runHere({u"history"_s})->json().value(u"history"_s).toArray();
    QCOMPARE(records.size(), 2);
    QCOMPARE(records[0][u"state"_s].toString(), u"failed"_s); // the newest first
    QCOMPARE(records[0][u"error"_s][u"code"_s].toInt(), 4097);
    QCOMPARE(records[1][u"state"_s].toString(), u"succeeded"_s);
    QCOMPARE(records[1][u"arguments"_s][u"ElementName"_s].toString(), u"gold"_s);
    QVERIFY(runHere({u"history"_s, u"--since"_s, u"2100-01-01"_s})
                ->json()
                .value(u"history"_s)
                .toArray()
                .isEmpty());
    QVERIFY(runHere({u"jobs"_s})->json().value(u"jobs"_s).toArray().isEmpty());
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
