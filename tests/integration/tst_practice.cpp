// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The practice site: what the command line makes, and each of its faults as a client meets it.
#include "app/practicesystems.h"
#include "app/services.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int patience = 60'000; // ms; the machine may be busy
const QString storage(Schema::iscsiTarget);

template<class T>
Outcome<T> await(const Answer<T> &answer)
{
    return QTest::qWaitFor([&] { return answer.isFinished(); }, patience)
        ? takenFrom<T>(answer)
        : Outcome<T>(Failure{.cause = Failure::Cause::TimedOut});
}

struct Ran
{
    int code = -1;
    QByteArray out, err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

QStringList names(const QList<CimInstance> &instances)
{
    QStringList names;
    for (const CimInstance &instance : instances)
        names.append(instance.value(u"ElementName").toString());
    return names;
}
} // namespace

class TestPractice : public QObject
{
    Q_OBJECT

private slots:
    // One site for all: each case leaves its faults off.
    void initTestCase()
    {
        QVERIFY(m_home.isValid());
        const Ran made = run({u"practice"_s});
        QVERIFY2(made.code == 0, (made.out + made.err).constData());
        QCOMPARE(made.json().value(u"systems"_s).toArray().size(), 3);
    }

    void init()
    {
        m_services = std::make_unique<Services>(
            Services::Options{.store = site().folder(),
                              .configDir = m_home.filePath(u"config"_s),
                              .dataDir = m_home.filePath(u"data"_s)});
    }

    void cleanup()
    {
        m_services.reset();
        for (const PracticeSwitchName &row : practiceSwitches())
            QVERIFY(site().set(row.which, false).ok());
    }

    void eachSystemIsReachedByItsName_data()
    {
        QTest::addColumn<QString>("system");
        for (const QString &name : {u"iscsi01"_s, u"iscsi02"_s, u"hvclus01"_s})
            QTest::newRow(qPrintable(name)) << name;
    }

    void eachSystemIsReachedByItsName()
    {
        QFETCH(QString, system);
        m_services.reset(); // the store belongs to the other process now
        const Ran listed = run({u"list"_s, u"pools"_s, u"--system"_s, system});
        QVERIFY2(listed.code == 0, (listed.out + listed.err).constData());
        const QJsonArray pools = listed.json().value(u"pools"_s).toArray();
        QVERIFY2(pools.size() >= 2, listed.out.constData());
        QCOMPARE(pools[0].toObject().value(u"system"_s).toString(), system);
    }

    void theSiteHoldsSamplesOfEverything()
    {
        Connection *one = reach(u"iscsi01"_s);
        Connection *cluster = reach(u"hvclus01"_s);
        QVERIFY(one && cluster);
        const auto pools = await(one->enumerate(storage, u"CIM_StoragePool"_s, this));
        QVERIFY(pools.ok());
        for (const QString &name : {u"gold-pool"_s, u"gold-sql"_s, u"archive"_s})
            QVERIFY2(names(*pools).contains(name), qPrintable(name));
        const auto jobs = await(one->enumerate(storage, u"CIM_ConcreteJob"_s, this));
        QVERIFY(jobs.ok());
        QVERIFY(std::any_of(jobs->begin(), jobs->end(), [](const CimInstance &job) {
            return job.value(u"JobState").toUnsigned() == 10u; // exception
        }));
        const auto pipes = await(one->enumerate(storage, u"CISTERN_ReplicationPipe"_s, this));
        QVERIFY(pipes.ok());
        QCOMPARE(names(*pipes), QStringList{u"gold-dr"_s});
        const auto children = await(
            cluster->enumerate(QString(Schema::virtualization), u"CIM_ResourcePool"_s, this));
        QVERIFY(children.ok());
        QVERIFY(names(*children).contains(u"Build servers"_s));
        const auto roots = await(
            cluster->enumerate(QString(Schema::hypervCluster), u"CIM_ResourcePool"_s, this));
        QVERIFY(roots.ok());
        for (const QString &name : {u"cpu-root"_s, u"cpu-web"_s, u"disk-root"_s, u"spare"_s})
            QVERIFY2(names(*roots).contains(name), qPrintable(name));
    }

    void slowAnswersTakeTheirTime()
    {
        Connection *one = reach(u"iscsi01"_s);
        QVERIFY(one);
        QVERIFY(site().set(PracticeSwitch::Slow, true).ok());
        QElapsedTimer timer;
        timer.start();
        QVERIFY(await(one->enumerate(storage, u"MSFTSM_ComputerSystem"_s, this)).ok());
        QVERIFY2(timer.elapsed() >= 2500, qPrintable(QString::number(timer.elapsed())));
    }

    void refusedConnectionsFail()
    {
        Connection *one = reach(u"iscsi01"_s);
        QVERIFY(one);
        QVERIFY(site().set(PracticeSwitch::Refuse, true).ok());
        const auto read = await(one->enumerate(storage, u"CIM_StoragePool"_s, this));
        QVERIFY(!read.ok());
        QCOMPARE(read.failure().cause, Failure::Cause::Refused);
        // A change was not sent either: nothing is unknown.
        const auto change = await(one->invoke(createPool(one, u"never"_s, 1), this));
        QVERIFY(!change.ok());
        QCOMPARE(change.failure().cause, Failure::Cause::Refused);
        QVERIFY(site().set(PracticeSwitch::Refuse, false).ok());
        QVERIFY(!poolNames(one).contains(u"never"_s));
    }

    void aDroppedAnswerLeavesTheChangeDone()
    {
        Connection *one = reach(u"iscsi01"_s);
        QVERIFY(one);
        const MethodCall call = createPool(one, u"dropped"_s, 1);
        QVERIFY(site().set(PracticeSwitch::Drop, true).ok());
        const auto change = await(one->invoke(call, this));
        QVERIFY(!change.ok());
        QCOMPARE(change.failure().cause, Failure::Cause::OutcomeUnknown);
        QTRY_VERIFY_WITH_TIMEOUT(poolNames(one).contains(u"dropped"_s), patience); // reads work
    }

    void theNextSizedCreateIsOffered()
    {
        Connection *one = reach(u"iscsi01"_s);
        QVERIFY(one);
        const MethodCall call = createPool(one, u"odd"_s, 4);
        QVERIFY(site().set(PracticeSwitch::OddSize, true).ok());
        const auto refused = await(one->invoke(call, this));
        QVERIFY(refused.ok());
        QCOMPARE(refused->returnValue, std::optional<quint64>(4097));
        const auto offered = refused->out(u"Size").toUnsigned();
        QVERIFY(offered && *offered >= 1024 * 1024 && *offered < 4 * 1024 * 1024);
        MethodCall again = call;
        again.setArgument(u"Size", CimValue::uint64(*offered));
        QCOMPARE(await(one->invoke(again, this))->returnValue, std::optional<quint64>(4096));
        QVERIFY(!site().isOn(PracticeSwitch::OddSize)); // once
    }

    void pipeCallsAreNotSupported()
    {
        Connection *one = reach(u"iscsi01"_s);
        QVERIFY(one);
        QVERIFY(site().set(PracticeSwitch::Busy, true).ok());
        const auto system = await(one->enumerate(storage, u"MSFTSM_ComputerSystem"_s, this));
        const auto service = await(
            one->enumerate(storage, u"MSISCSITARGET_StorageConfigurationService"_s, this));
        QVERIFY(system.ok() && service.ok());
        MethodCall call(*Schema::findMethod(storage, service->first().className(),
                                            u"CreateOrModifyReplicationPipe"),
                        service->first().path());
        call.setArgument(u"SourceSystem", CimValue::reference(system->first().path()));
        call.setArgument(u"TargetSystem", CimValue::reference(system->first().path()));
        const auto reply = await(one->invoke(call, this));
        QVERIFY(reply.ok());
        QCOMPARE(reply->returnValue, std::optional<quint64>(4096));
        QVERIFY(reply->out(u"ReplicationPipe").isNull());
    }

    void faultsAreSetFromTheCommandLine()
    {
        m_services.reset();
        const Ran on = run({u"practice"_s, u"--fault"_s, u"slow"_s, u"--fault"_s, u"busy=on"_s});
        QVERIFY2(on.code == 0, (on.out + on.err).constData());
        QVERIFY(site().isOn(PracticeSwitch::Slow) && site().isOn(PracticeSwitch::Busy));
        QCOMPARE(on.json().value(u"faults"_s).toArray().size(), 2);
        QCOMPARE(run({u"practice"_s, u"--fault"_s, u"slow=off"_s}).code, 0);
        QVERIFY(!site().isOn(PracticeSwitch::Slow) && site().isOn(PracticeSwitch::Busy));
        QCOMPARE(run({u"practice"_s, u"--fault"_s, u"colour"_s}).code, 2);
        QCOMPARE(run({u"practice"_s, u"--fault"_s, u"slow=maybe"_s}).code, 2);
    }

    void aFolderOfSomethingElseIsLeftAlone()
    {
        const QString folder = m_home.filePath(u"papers"_s);
        QVERIFY(QDir().mkpath(folder + u"/iscsi01"_s));
        QFile file(folder + u"/iscsi01/letter"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto made = await(makePracticeSite(PracticeSite(folder), this));
        QVERIFY(!made.ok());
        QCOMPARE(made.failure().cause, Failure::Cause::Exists);
        QVERIFY(file.exists());
    }

private:
    PracticeSite site() const { return PracticeSite(m_home.filePath(u"site"_s)); }

    Ran run(QStringList arguments)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const QString &kind : {u"CONFIG"_s, u"DATA"_s, u"CACHE"_s, u"STATE"_s})
            environment.insert(u"XDG_%1_HOME"_s.arg(kind), m_home.filePath(kind));
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        process.setProcessEnvironment(environment);
        Ran ran;
        connect(&process, &QProcess::finished, this, [&](int code) {
            ran = {code, process.readAllStandardOutput(), process.readAllStandardError()};
        });
        process.start(QStringLiteral(CISTERN_BINARY_DIR "/bin/cistern-cli"),
                      arguments << u"--store"_s << site().folder() << u"--json"_s);
        process.closeWriteChannel();
        [[maybe_unused]] const bool over = QTest::qWaitFor([&] { return ran.code != -1; },
                                                           patience);
        return ran;
    }

    Connection *reach(const QString &system)
    {
        m_services->connections().open(system);
        [[maybe_unused]] const bool there = QTest::qWaitFor(
            [&] { return m_services->connections().connection(system); }, patience);
        return m_services->connections().connection(system);
    }

    MethodCall createPool(Connection *at, const QString &name, quint64 mebibytes)
    {
        const auto service = await(
            at->enumerate(storage, u"MSISCSITARGET_StorageConfigurationService"_s, this));
        const auto pools = await(at->enumerate(storage, u"CIM_StoragePool"_s, this));
        MethodCall call(*Schema::findMethod(storage, u"MSISCSITARGET_StorageConfigurationService",
                                            u"CreateOrModifyStoragePool"),
                        service ? service->value(0).path() : CimPath());
        for (const CimInstance &pool : pools ? *pools : QList<CimInstance>()) {
            if (pool.value(u"Primordial").toBool().value_or(false))
                call.setArgument(u"InPools", CimValue::strings({pool.path().toText()}));
        }
        call.setArgument(u"ElementName", CimValue::string(name));
        call.setArgument(u"Size", CimValue::uint64(mebibytes * 1024 * 1024));
        return call;
    }

    QStringList poolNames(Connection *at)
    {
        const auto pools = await(at->enumerate(storage, u"CIM_StoragePool"_s, this));
        return pools ? names(*pools) : QStringList();
    }

    QTemporaryDir m_home;
    std::unique_ptr<Services> m_services;
};

QTEST_GUILESS_MAIN(TestPractice)
#include "tst_practice.moc"
