// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// root-pool of the command line as a person runs it, on the devices of this host.

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int patience = 60'000; // ms; the machine may be busy

struct Ran
{
    QByteArray out, err;
    int code = -1;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    QByteArray all() const { return out + err; }
};
} // namespace

class TestCliRootPool : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aRootPoolLivesAndGoes();
    void CRP_R1_dryRunShowsTheTypeAsText();
    void CRP_R7_CRP_R13_badInputSendsNothing_data();
    void CRP_R7_CRP_R13_badInputSendsNothing();
    void CRP_R8_aPoolWithoutDevices();
    void CRP_R10_CRP_R14_devicesThatCannotBeUsed();

private:
    Ran run(QStringList arguments);
    QStringList devices(const QString &className); // their paths

    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
};

void TestCliRootPool::initTestCase()
{
    QVERIFY(QFileInfo(QStringLiteral(CISTERN_BINARY_DIR "/bin/cistern-cli")).isExecutable());
    m_environment = QProcessEnvironment::systemEnvironment();
    for (const QString &kind : {u"CONFIG"_s, u"DATA"_s, u"CACHE"_s, u"STATE"_s})
        m_environment.insert(u"XDG_%1_HOME"_s.arg(kind), m_home.filePath(kind));
    m_environment.insert(u"HOME"_s, m_home.path());
    m_environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
}

Ran TestCliRootPool::run(QStringList arguments)
{
    arguments << u"--store"_s << m_home.filePath(u"store"_s) << u"--json"_s;
    QProcess process;
    process.setProcessEnvironment(m_environment);
    QSignalSpy over(&process, &QProcess::finished);
    process.start(QStringLiteral(CISTERN_BINARY_DIR "/bin/cistern-cli"), arguments);
    process.closeWriteChannel();
    if (!over.wait(patience))
        return {};
    return {.out = process.readAllStandardOutput(),
            .err = process.readAllStandardError(),
            .code = process.exitCode()};
}

QStringList TestCliRootPool::devices(const QString &className)
{
    const Ran listed = run(
        {u"enumerate"_s, className, u"--namespace"_s, u"Root/HyperVCluster/v2"_s});
    QStringList paths;
    const QJsonArray objects = listed.json().value(u"objects"_s).toArray();
    for (const QJsonValue &object : objects)
        paths.append(object[u"path"_s].toString());
    return paths;
}

void TestCliRootPool::aRootPoolLivesAndGoes()
{
    const QStringList processors = devices(u"CIM_Processor"_s);
    QVERIFY(!processors.isEmpty()); // every host has one
    const Ran created = run({u"root-pool"_s, u"create"_s, u"--name"_s, u"gold"_s, u"--device"_s,
                             processors.first(), u"--wait"_s});
    QVERIFY2(created.code == 0, created.all().constData());
    // Pool may come back NULL with a job: it is found through the job (CRP.R17).
    const QString pool = created.json().value(u"pool"_s).toString();
    QVERIFY2(pool.contains(u"ResourcePool"_s), created.all().constData());

    const Ran read = run({u"get"_s, pool});
    QVERIFY2(read.out.contains("gold"), read.all().constData());
    if (processors.size() > 1) {
        const Ran added = run(
            {u"root-pool"_s, u"add"_s, u"gold"_s, u"--device"_s, processors.at(1), u"--wait"_s});
        QVERIFY2(added.code == 0, added.all().constData());
        const Ran twice = run(
            {u"root-pool"_s, u"add"_s, u"gold"_s, u"--device"_s, processors.at(1)});
        QCOMPARE(twice.code, 2);
        const Ran removed = run({u"root-pool"_s, u"remove"_s, u"gold"_s, u"--device"_s,
                                 processors.first(), u"--wait"_s});
        QVERIFY2(removed.code == 0, removed.all().constData());
        const Ran notThere = run(
            {u"root-pool"_s, u"remove"_s, u"gold"_s, u"--device"_s, processors.first()});
        QCOMPARE(notThere.code, 2);
    }
    const Ran deleted = run({u"root-pool"_s, u"delete"_s, u"gold"_s, u"--wait"_s});
    QVERIFY2(deleted.code == 0, deleted.all().constData());
    // Its devices are free again (CRP.R24).
    const Ran again = run({u"root-pool"_s, u"create"_s, u"--name"_s, u"again"_s, u"--device"_s,
                           processors.last(), u"--wait"_s});
    QVERIFY2(again.code == 0, again.all().constData());
    QCOMPARE(run({u"root-pool"_s, u"delete"_s, u"again"_s, u"--wait"_s}).code, 0);
}

void TestCliRootPool::CRP_R1_dryRunShowsTheTypeAsText()
{
    const Ran shown = run({u"root-pool"_s, u"create"_s, u"--name"_s, u"a&b"_s, u"--type"_s,
                           u"logical disk"_s, u"--dry-run"_s});
    QVERIFY2(shown.code == 0, shown.all().constData());
    const QString request = shown.json().value(u"request"_s).toString();
    QVERIFY2(request.contains(u"ResourceType>31<"_s), qPrintable(request));
    QVERIFY(request.contains(u"a&amp;b"_s));
    QVERIFY(!request.contains(u"HostResources"_s));
    QVERIFY(devices(u"CIM_ResourcePool"_s).isEmpty()); // nothing was made
}

void TestCliRootPool::CRP_R7_CRP_R13_badInputSendsNothing_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("neither type nor device") << QStringList();
    QTest::newRow("blank name") << QStringList{u"--name"_s, u"  "_s, u"--type"_s, u"3"_s};
    QTest::newRow("long name") << QStringList{u"--name"_s, QString(257, u'x'), u"--type"_s, u"3"_s};
    for (const QString &type :
         {u"99999"_s, u"031"_s, u"31 "_s, u"34"_s, u"40000"_s, u"DMTF reserved"_s, u"disc"_s})
        QTest::newRow(qPrintable(type)) << QStringList{u"--type="_s + type};
    QTest::newRow("no such device") << QStringList{u"--device"_s, u"cpu-of-nobody"_s};
    QTest::newRow("unknown word") << QStringList{u"--parent"_s, u"x"_s};
}

void TestCliRootPool::CRP_R7_CRP_R13_badInputSendsNothing()
{
    QFETCH(QStringList, words);
    const Ran refused = run(QStringList{u"root-pool"_s, u"create"_s} + words);
    QVERIFY2(refused.code == 2, refused.all().constData());
    QVERIFY(devices(u"CIM_ResourcePool"_s).isEmpty());
}

void TestCliRootPool::CRP_R8_aPoolWithoutDevices()
{
    const Ran created = run(
        {u"root-pool"_s, u"create"_s, u"--name"_s, u"hollow"_s, u"--type"_s, u"31"_s, u"--wait"_s});
    QVERIFY2(created.code == 0, created.all().constData());
    QVERIFY2(created.err.contains("starts empty"), created.err.constData());
    QCOMPARE(run({u"root-pool"_s, u"delete"_s, u"hollow"_s, u"--wait"_s}).code, 0);
}

void TestCliRootPool::CRP_R10_CRP_R14_devicesThatCannotBeUsed()
{
    const QStringList processors = devices(u"CIM_Processor"_s);
    const QString processor = processors.first();
    const QStringList memories = devices(u"CIM_Memory"_s);
    if (!memories.isEmpty()) {
        const Ran mixed = run({u"root-pool"_s, u"create"_s, u"--device"_s, processor, u"--device"_s,
                               memories.first()});
        QVERIFY2(mixed.code == 2, mixed.all().constData());
    }
    const Ran wrongType = run(
        {u"root-pool"_s, u"create"_s, u"--type"_s, u"31"_s, u"--device"_s, processor});
    QVERIFY2(wrongType.code == 2, wrongType.all().constData());
    const Ran repeated = run(
        {u"root-pool"_s, u"create"_s, u"--device"_s, processor, u"--device"_s, processor});
    QVERIFY2(repeated.code == 2, repeated.all().constData());
    const Ran taken = run({u"root-pool"_s, u"create"_s, u"--name"_s, u"first"_s, u"--device"_s,
                           processor, u"--wait"_s});
    QVERIFY2(taken.code == 0, taken.all().constData());
    const Ran inUse = run({u"root-pool"_s, u"create"_s, u"--device"_s, processor});
    QVERIFY2(inUse.code == 2, inUse.all().constData());
    QVERIFY2(inUse.all().contains("first"), inUse.all().constData());
    QCOMPARE(run({u"root-pool"_s, u"delete"_s, u"first"_s, u"--wait"_s}).code, 0);
}

QTEST_GUILESS_MAIN(TestCliRootPool)
#include "tst_clirootpool.moc"
