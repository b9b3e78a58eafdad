// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Pipes from the command line: the real program between two served targets of this process.

#include "services/schema/schema.h"
#include "services/core/systemclock.h"
#include "services/provider/provider.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/listener.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <memory>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int patience = 60'000; // ms; the machine may be busy

struct Result
{
    int code = -1;
    QByteArray out, err;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    QByteArray all() const { return out + err; }
};
} // namespace

class TestCliPipe : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aPipeIsMadeChangedAndDeleted();
    void PIPE_R1_PIPE_R21_dryRunShowsTheRequest();
    void theCheckChangesNothing();
    void mistakesAreUsage_data();
    void mistakesAreUsage();
    void PIPE_R5_PIPE_R30_withoutTheActionNothingIsSent();

private:
    struct Target
    {
        std::unique_ptr<Provider> provider;
        std::unique_ptr<Listener> listener;
        QStringList endpoints;
    };

    Result run(QStringList arguments);
    void start(const QString &name);
    template<class T>
    Outcome<T> await(const Answer<T> &answer)
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.isFinished(), patience); }();
        return takenFrom(answer);
    }
    QString pair(int source, int target) const
    {
        return m_targets.at(u"alpha"_s).endpoints.at(source) + u'='
            + m_targets.at(u"beta"_s).endpoints.at(target);
    }
    QStringList create(const QStringList &others) const
    {
        return QStringList{u"pipe"_s, u"create"_s, u"--from"_s, u"alpha"_s, u"--to"_s, u"beta"_s}
        + others;
    }

    std::unique_ptr<QTemporaryDir> m_home;
    QProcessEnvironment m_environment;
    SystemClock m_clock;
    std::shared_ptr<UserFile> m_users;
    std::map<QString, Target> m_targets;
};

void TestCliPipe::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_environment = QProcessEnvironment::systemEnvironment();
    for (const QString &kind : {u"CONFIG"_s, u"DATA"_s, u"CACHE"_s, u"STATE"_s})
        m_environment.insert(u"XDG_%1_HOME"_s.arg(kind), m_home->filePath(kind));
    m_environment.insert(u"HOME"_s, m_home->path());
    m_environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s); // no keychain
    m_environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    m_users = std::make_shared<UserFile>(m_home->filePath(u"users"_s), UserFile::leastIterations);
    QVERIFY(m_users->add({u"admin"_s, AccessRole::Manage}, Secret(QByteArray("geheim"))).ok());
    start(u"alpha"_s);
    start(u"beta"_s);
    const auto one = await(m_targets[u"alpha"_s].provider->pipeIdentity());
    const auto other = await(m_targets[u"beta"_s].provider->pipeIdentity());
    QVERIFY(one.ok() && other.ok());
    m_targets[u"alpha"_s].endpoints = one->endpoints;
    m_targets[u"beta"_s].endpoints = other->endpoints;
    QVERIFY(await(m_targets[u"alpha"_s].provider->addPeer(
                      {other->systemName, other->endpoints.value(0), {}}))
                .ok());
    QVERIFY(await(m_targets[u"beta"_s].provider->addPeer(
                      {one->systemName, one->endpoints.value(0), {}}))
                .ok());
}

void TestCliPipe::cleanup()
{
    m_targets.clear();
}

void TestCliPipe::start(const QString &name)
{
    Target target;
    target.provider = std::make_unique<Provider>(Provider::Options{
        .store = m_home->filePath(name), .systemName = name, .firstLimit = 64 * 1024 * 1024});
    QVERIFY(await(target.provider->opened()).ok());
    target.listener = std::make_unique<Listener>(ListenOptions(), target.provider->responder(),
                                                 m_users, m_clock);
    QVERIFY(target.listener->listen().ok());
    const QString url = u"http://127.0.0.1:%1/wsman"_s.arg(target.listener->port());
    m_targets[name] = std::move(target);
    const Result added = run(
        {u"system"_s, u"add"_s, name, url, u"--user"_s, u"admin"_s, u"--scheme"_s, u"basic"_s});
    QVERIFY2(added.code == 0, added.all().constData());
}

Result TestCliPipe::run(QStringList arguments)
{
    arguments << u"--password-stdin"_s << u"--json"_s << u"--store"_s << m_home->filePath(u"own"_s);
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(QStringLiteral(CISTERN_BINARY_DIR "/bin/cistern-cli"), arguments);
    process.write("geheim\n");
    process.closeWriteChannel();
    // The targets answer in this thread meanwhile.
    [&] { QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning, patience); }();
    return {.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
            .out = process.readAllStandardOutput(),
            .err = process.readAllStandardError()};
}

void TestCliPipe::aPipeIsMadeChangedAndDeleted()
{
    const Result made = run(create({u"--name"_s, u"gold"_s, u"--pair"_s, pair(0, 1), u"--pair"_s,
                                    pair(1, 0), u"--heartbeat"_s, u"5"_s}));
    QVERIFY2(made.code == 0, made.all().constData());
    const QString path = made.json().value(u"pipe"_s).toString();
    QVERIFY2(path.contains(u"CISTERN_ReplicationPipe"_s), made.all().constData());
    QVERIFY(made.json().value(u"job"_s).isNull()); // PIPE.R1

    const Result renamed = run(
        {u"pipe"_s, u"modify"_s, u"gold"_s, u"--system"_s, u"alpha"_s, u"--name"_s, u"silver"_s});
    QVERIFY2(renamed.code == 0, renamed.all().constData());
    QCOMPARE(renamed.json().value(u"pipe"_s).toString(), path); // PIPE.R22

    const Result replaced = run({u"pipe"_s, u"modify"_s, u"silver"_s, u"--system"_s, u"alpha"_s,
                                 u"--to"_s, u"beta"_s, u"--pair"_s, pair(2, 2)});
    QVERIFY2(replaced.code == 0, replaced.all().constData());
    const Result read = run({u"get"_s, path, u"--system"_s, u"alpha"_s});
    QVERIFY2(read.out.contains("silver"), read.all().constData());

    const Result gone = run({u"pipe"_s, u"delete"_s, u"silver"_s, u"--system"_s, u"alpha"_s});
    QVERIFY2(gone.code == 0, gone.all().constData());
    QCOMPARE(run({u"pipe"_s, u"delete"_s, u"silver"_s, u"--system"_s, u"alpha"_s}).code, 2);
}

void TestCliPipe::PIPE_R1_PIPE_R21_dryRunShowsTheRequest()
{
    const Result shown = run(create({u"--pair"_s, pair(0, 0), u"--dry-run"_s}));
    QVERIFY2(shown.code == 0, shown.all().constData());
    const QString request = shown.json().value(u"request"_s).toString();
    QVERIFY(request.contains(u"CreateOrModifyReplicationPipe"_s));
    QVERIFY(request.contains(m_targets.at(u"beta"_s).endpoints.at(0)));
    QVERIFY(!request.contains(u":Job"_s) && !request.contains(u"<Job"_s));
    QVERIFY(!request.contains(u"ReplicationPipe>"_s)); // a new one has none yet
    QCOMPARE(run({u"pipe"_s, u"delete"_s, u"Pipe 1"_s, u"--system"_s, u"alpha"_s}).code, 2);
}

void TestCliPipe::theCheckChangesNothing()
{
    const Result good = run(create({u"--pair"_s, pair(0, 0), u"--check"_s}));
    QVERIFY2(good.code == 0, good.all().constData());
    QVERIFY(good.json().value(u"good"_s).toBool());
    QVERIFY2(good.out.contains("let you manage pipes"), good.all().constData());
    QCOMPARE(run({u"pipe"_s, u"delete"_s, u"Pipe 1"_s, u"--system"_s, u"alpha"_s}).code, 2);
}

void TestCliPipe::mistakesAreUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("PIPE.R8 blank name") << QStringList{u"--name"_s, u"  "_s};
    QTest::newRow("no pair") << QStringList{u"--pair"_s, u"10.0.0.1:4000"_s};
    QTest::newRow("PIPE.R15 unknown endpoint")
        << QStringList{u"--pair"_s, u"10.0.0.1:4000=10.0.0.2:4000"_s};
    QTest::newRow("heartbeat 0") << QStringList{u"--heartbeat"_s, u"0"_s};
    QTest::newRow("heartbeat 61") << QStringList{u"--heartbeat"_s, u"61"_s};
    QTest::newRow("PIPE.R20 twice") << QStringList{u"--pair"_s, u"@0"_s, u"--pair"_s, u"@0"_s};
}

void TestCliPipe::mistakesAreUsage()
{
    QFETCH(QStringList, arguments);
    arguments.replaceInStrings(u"@0"_s, pair(0, 0));
    const Result refused = run(create(arguments));
    QVERIFY2(refused.code == 2, refused.all().constData());
    const Result same = run({u"pipe"_s, u"create"_s, u"--from"_s, u"beta"_s, u"--to"_s, u"beta"_s});
    QCOMPARE(same.code, 2); // PIPE.R9
}

void TestCliPipe::PIPE_R5_PIPE_R30_withoutTheActionNothingIsSent()
{
    CimInstance able(*Schema::findClass(QString(Schema::iscsiTarget),
                                        u"MSISCSITARGET_StorageReplicationCapabilities"));
    able.set(u"InstanceID", CimValue::string(u"Cistern:StorageReplicationCapabilities"_s));
    able.set(u"PeerConnectionProtocol", CimValue::string(u"Cistern/1"_s));
    able.set(u"MaximumPortsPerConnection", CimValue::uint16(8));
    QVERIFY(await(m_targets[u"alpha"_s].provider->adjust(able)).ok());
    const Result refused = run(create({}));
    QVERIFY2(refused.code == 1, refused.all().constData());
    QCOMPARE(refused.json().value(u"error"_s).toObject().value(u"cause"_s).toString(),
             u"NotSupported"_s);
    // Tried anyway, the target itself answers 1.
    const Result tried = run(create({u"--try-anyway"_s}));
    QVERIFY2(tried.code == 1, tried.all().constData());
    QCOMPARE(tried.json().value(u"error"_s).toObject().value(u"code"_s).toInt(), 1);
}

QTEST_GUILESS_MAIN(TestCliPipe)
#include "tst_clipipe.moc"
