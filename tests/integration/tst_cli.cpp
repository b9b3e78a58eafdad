// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The real program as a person runs it: what its commands show and change, what they take for a
// mistake, and which exit code they end with.

#include "tests/support/clipools.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <sys/stat.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 MiB = 1024 * 1024;

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

} // namespace

class TestCli : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aPoolIsCreatedListedAndOffered();
    void dryRunSendsNothing();
    void usageIsTwo_data();
    void usageIsTwo();
    void unreachableIsThree();
    void SP_R18_qualityWithinTheCapabilities();
    void CL_07_passwordInTheAddressIsDropped();
    void CL_12_closedOutputEndsQuietly();
    void CL_20_helpWithABrokenStore();
    void SP_R28_sourcesByNameAndPath();
    void poolsAndVolumesLiveAndGo();
    void describeAndRenderNeedNoSystem();
    void callsOfAnyMethod();
    void systemsAreConfiguredAndChecked();
};

void TestCli::initTestCase()
{
    QVERIFY(QFileInfo(QStringLiteral(CISTERN_BINARY_DIR "/bin/cistern-cli")).isExecutable());
}

// The issue's own lines, on a store that is not there yet.
void TestCli::aPoolIsCreatedListedAndOffered()
{
    const CliHome home;
    const auto created = home.run({u"pool"_s, u"create"_s, u"--name"_s, u"gold"_s, u"--size"_s,
                                   u"256MiB"_s, u"--wait"_s, u"--store"_s, home.store(),
                                   u"--json"_s});
    QVERIFY2(created.code == 0, created.all().constData());
    QCOMPARE(created.json().value(u"size"_s).toString(), u"268435456"_s);
    const QString path = created.json().value(u"pool"_s).toString();
    QVERIFY(path.contains(u"StoragePool"_s));
    QVERIFY(created.json().contains(u"job"_s));
    QVERIFY(bytesOnDisk(home.store()) >= 256 * MiB);

    const QJsonArray all = pools(home, {u"--store"_s, home.store()});
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

    const auto refused = home.run({u"pool"_s, u"create"_s, u"--name"_s, u"gold2"_s, u"--size"_s,
                                   u"9999PiB"_s, u"--store"_s, home.store()});
    QCOMPARE(refused.code, 1);
    QVERIFY(refused.out.isEmpty());
    QVERIFY2(refused.err.contains("4097"), refused.err.constData());
    QVERIFY2(refused.err.contains("iB"), refused.err.constData()); // a size is offered

    const auto asJson = home.runHere({u"pool"_s, u"create"_s, u"--size"_s, u"9999PiB"_s});
    QCOMPARE(asJson.code, 1);
    const QJsonObject error = asJson.json().value(u"error"_s).toObject();
    QCOMPARE(error.value(u"cause"_s).toString(), u"SizeNotSupported"_s);
    QCOMPARE(error.value(u"code"_s).toInt(), 4097);
    QCOMPARE(error.value(u"meaning"_s).toString(), u"Size Not Supported"_s);
    const quint64 offered = error.value(u"offered"_s).toString().toULongLong();
    QVERIFY(offered > 0 && offered % MiB == 0 && offered < (quint64(9999) << 50));
    for (const QString &key : {u"stage"_s, u"parameter"_s, u"serverText"_s, u"hint"_s})
        QVERIFY2(error.contains(key), qPrintable(key));
    QCOMPARE(pools(home, {u"--store"_s, home.store()}).size(), 2);
}

void TestCli::dryRunSendsNothing()
{
    const CliHome home;
    limitStore(home, u"32MiB"_s);
    const auto dry = home.runHere({u"pool"_s, u"create"_s, u"--name"_s, u"<gold> & co"_s,
                                   u"--size"_s, u"16MiB"_s, u"--dry-run"_s});
    QVERIFY2(dry.code == 0, dry.all().constData());
    const QString request = dry.json().value(u"request"_s).toString();
    QVERIFY2(request.contains(u"CreateOrModifyStoragePool_INPUT"_s), qPrintable(request));
    QVERIFY2(request.contains(u">16777216<"_s), qPrintable(request));
    QVERIFY2(request.contains(u"&lt;gold"_s) && !request.contains(u"<gold"_s), qPrintable(request));
    QCOMPARE(pools(home, {u"--store"_s, home.store()}).size(), 1);
    QVERIFY(home.runHere({u"history"_s}).json().value(u"history"_s).toArray().isEmpty());
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
    const CliHome home;
    const auto done = home.run(arguments + QStringList{u"--store"_s, home.store()});
    QVERIFY2(done.code == 2, done.all().constData());
    QVERIFY(done.out.isEmpty());
    QVERIFY(!done.err.isEmpty());
    QVERIFY(!done.err.contains("geheim"));
    // Nothing was sent.
    QVERIFY(home.runHere({u"history"_s}).json().value(u"history"_s).toArray().isEmpty());
}

void TestCli::unreachableIsThree()
{
    const CliHome home;
    QCOMPARE(
        home.run({u"system"_s, u"add"_s, u"gone"_s, u"http://127.0.0.1:%1/wsman"_s.arg(freePort())})
            .code,
        0);
    const auto listed = home.run({u"list"_s, u"pools"_s, u"--system"_s, u"gone"_s, u"--json"_s});
    QCOMPARE(listed.code, 3);
    QCOMPARE(listed.json().value(u"errors"_s)[0][u"cause"_s].toString(), u"Refused"_s);
    QCOMPARE(home.run({u"pool"_s, u"create"_s, u"--system"_s, u"gone"_s}).code, 3);
}

void TestCli::SP_R18_qualityWithinTheCapabilities()
{
    const CliHome home;
    limitStore(home, u"32MiB"_s);
    const auto beyond = home.runHere({u"pool"_s, u"create"_s, u"--size"_s, u"1MiB"_s,
                                      u"--quality"_s, u"DataRedundancyGoal=99"_s});
    QVERIFY2(beyond.code == 2, beyond.all().constData());
    QCOMPARE(beyond.json().value(u"error"_s)[u"parameter"_s].toString(), u"DataRedundancyGoal"_s);
    QCOMPARE(home.runHere({u"pool"_s, u"create"_s, u"--quality"_s, u"Colour=red"_s}).code, 2);
    const auto within = home.runHere({u"pool"_s, u"create"_s, u"--size"_s, u"1MiB"_s,
                                      u"--quality"_s, u"DataRedundancyGoal=1"_s, u"--wait"_s});
    QVERIFY2(within.code == 0, within.all().constData());
    QCOMPARE(pools(home, {u"--store"_s, home.store()}).size(), 2);
}

void TestCli::CL_07_passwordInTheAddressIsDropped()
{
    const CliHome home;
    const auto added = home.run({u"system"_s, u"add"_s, u"far"_s,
                                 u"http://bar:geheim@127.0.0.1:5985/wsman"_s, u"--json"_s});
    QVERIFY2(added.code == 0, added.all().constData());
    QVERIFY(!added.all().contains("geheim"));
    QVERIFY(added.err.contains("password"));
    QDirIterator files(home.filePath({}), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("geheim"), qPrintable(file.fileName()));
    }
}

void TestCli::CL_12_closedOutputEndsQuietly()
{
    const CliHome home;
    limitStore(home, u"32MiB"_s);
    Child closed(home.environment());
    closed.start(
        u"/bin/sh"_s,
        {u"-c"_s,
         u"{ '%1' pool create --name gold --size 1MiB --wait --store '%2'; echo $? >&2; } | true"_s
             .arg(CliHome::program(), home.store())});
    QTRY_VERIFY_WITH_TIMEOUT(closed.ended(), Child::patience);
    QVERIFY2(closed.err.trimmed().endsWith("0"), closed.err.constData());
    QCOMPARE(home.runHere({u"history"_s}).json().value(u"history"_s).toArray().size(), 1);
}

void TestCli::CL_20_helpWithABrokenStore()
{
    const CliHome home;
    QVERIFY(QDir().mkpath(home.store()));
    QFile broken(home.store() + u"/target.sqlite"_s);
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("this is no database, whatever its name says");
    broken.close();
    const auto help = home.run({u"--help"_s, u"--store"_s, home.store()});
    QCOMPARE(help.code, 0);
    QVERIFY(help.out.contains("pool"));
    QCOMPARE(home.run({u"--version"_s}).code, 0);
    QCOMPARE(home.runHere({u"list"_s, u"pools"_s}).code, 3);
}

void TestCli::SP_R28_sourcesByNameAndPath()
{
    const CliHome home;
    limitStore(home, u"32MiB"_s);
    QVERIFY(QDir().mkpath(home.filePath(u"second"_s)));
    QCOMPARE(home.runHere({u"location"_s, u"add"_s, home.filePath(u"second"_s), u"--limit"_s,
                           u"32MiB"_s, u"--name"_s, u"second"_s})
                 .code,
             0);
    const QJsonArray sources = pools(home, {u"--store"_s, home.store()});
    QCOMPARE(sources.size(), 2);

    const auto ambiguous = home.run(
        {u"pool"_s, u"create"_s, u"--size"_s, u"1MiB"_s, u"--store"_s, home.store()});
    QCOMPARE(ambiguous.code, 2);
    QVERIFY2(ambiguous.err.contains("--from"), ambiguous.err.constData());
    QCOMPARE(home.runHere({u"pool"_s, u"create"_s, u"--name"_s, u"a"_s, u"--size"_s, u"1MiB"_s,
                           u"--wait"_s, u"--from"_s, u"second"_s})
                 .code,
             0);
    QCOMPARE(home.runHere({u"pool"_s, u"create"_s, u"--name"_s, u"b"_s, u"--size"_s, u"1MiB"_s,
                           u"--wait"_s, u"--from"_s,
                           named(sources, u"second"_s).value(u"path"_s).toString()})
                 .code,
             0);
    const QJsonObject second = named(pools(home, {u"--store"_s, home.store()}), u"second"_s);
    QCOMPARE(bytes(second, u"remaining"_s), bytes(second, u"total"_s) - 2 * MiB);
    QCOMPARE(home.runHere({u"pool"_s, u"create"_s, u"--from"_s, u"third"_s}).code, 2);
}

void TestCli::poolsAndVolumesLiveAndGo()
{
    const CliHome home;
    limitStore(home, u"64MiB"_s);
    QCOMPARE(home.runHere({u"pool"_s, u"create"_s, u"--name"_s, u"gold"_s, u"--size"_s, u"16MiB"_s,
                           u"--wait"_s})
                 .code,
             0);
    const auto volume = home.runHere(
        {u"volume"_s, u"create"_s, u"--name"_s, u"v1"_s, u"--size"_s, u"4MiB"_s, u"--wait"_s});
    QVERIFY2(volume.code == 0, volume.all().constData());
    QVERIFY(volume.json().value(u"volume"_s).toString().contains(u"StorageVolume"_s));
    const auto volumes = home.runHere({u"list"_s, u"volumes"_s});
    QCOMPARE(volumes.json().value(u"volumes"_s)[0][u"size"_s].toString(), QString::number(4 * MiB));
    QCOMPARE(bytes(named(pools(home, {u"--store"_s, home.store()}), u"gold"_s), u"remaining"_s),
             quint64(12 * MiB));

    const auto used = home.runHere({u"pool"_s, u"delete"_s, u"gold"_s, u"--wait"_s});
    QCOMPARE(used.code, 1);
    QCOMPARE(used.json().value(u"error"_s)[u"code"_s].toInt(), 6);

    const auto renamed = home.runHere({u"pool"_s, u"modify"_s, u"gold"_s, u"--name"_s,
                                       u"platinum"_s, u"--size"_s, u"24MiB"_s, u"--wait"_s});
    QVERIFY2(renamed.code == 0, renamed.all().constData());
    QCOMPARE(bytes(named(pools(home, {u"--store"_s, home.store()}), u"platinum"_s), u"total"_s),
             quint64(24 * MiB));

    QCOMPARE(home.runHere({u"volume"_s, u"delete"_s, u"v1"_s, u"--wait"_s}).code, 0);
    QCOMPARE(home.runHere({u"pool"_s, u"delete"_s, u"platinum"_s, u"--wait"_s}).code, 0);
    const QJsonArray left = pools(home, {u"--store"_s, home.store()});
    QCOMPARE(left.size(), 1);
    QCOMPARE(bytes(left[0].toObject(), u"remaining"_s), bytes(left[0].toObject(), u"total"_s));
}

void TestCli::describeAndRenderNeedNoSystem()
{
    const CliHome home;
    const auto text = home.run({u"describe"_s, u"CreateOrModifyStoragePool"_s});
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.contains("InPools") && text.out.contains("4097"));
    const auto json = home.run({u"describe"_s, u"DeleteStoragePool"_s, u"--json"_s});
    QCOMPARE(json.json().value(u"parameters"_s).toArray().size(), 2);
    QCOMPARE(json.json().value(u"parameters"_s)[1][u"required"_s].toBool(), true);

    const auto command = home.run({u"render"_s, u"CreateOrModifyStoragePool"_s,
                                   u"ElementName=it's"_s, u"Size=1.5TiB"_s, u"--as"_s,
                                   u"command"_s});
    QCOMPARE(command.out,
             QByteArray("cistern-cli pool create --name 'it'\\''s' --size 1536GiB --wait\n"));
    QVERIFY(!QFileInfo::exists(home.filePath(u"DATA/cistern/local"_s))); // no store was made for it
}

void TestCli::callsOfAnyMethod()
{
    const CliHome home;
    limitStore(home, u"32MiB"_s);
    const QString pool =
        named(pools(home, {u"--store"_s, home.store()}), u"disk"_s).value(u"path"_s).toString();
    const auto range = home.runHere(
        {u"call"_s, u"GetSupportedSizeRange"_s, u"ElementType=2"_s, u"--target"_s, pool});
    QVERIFY2(range.code == 0, range.all().constData());
    QCOMPARE(range.json().value(u"outs"_s)[u"VolumeSizeDivisor"_s].toString(),
             QString::number(MiB));

    const auto made = home.runHere({u"call"_s, u"CreateOrModifyStoragePool"_s,
                                    u"ElementName=gold"_s, u"Size=2MiB"_s, u"InPools="_s + pool,
                                    u"--wait"_s});
    QVERIFY2(made.code == 0, made.all().constData());
    const QString path = made.json().value(u"result"_s).toString();
    const auto read = home.runHere({u"get"_s, path});
    QCOMPARE(read.json().value(u"properties"_s)[u"ElementName"_s].toString(), u"gold"_s);
    QCOMPARE(read.json().value(u"properties"_s)[u"TotalManagedSpace"_s].toString(),
             QString::number(2 * MiB));
    QCOMPARE(home.runHere({u"enumerate"_s, u"CIM_StoragePool"_s})
                 .json()
                 .value(u"objects"_s)
                 .toArray()
                 .size(),
             2);
    const auto parents = home.runHere({u"associators"_s, path, u"--association"_s,
                                       u"CIM_AllocatedFromStoragePool"_s, u"--result-class"_s,
                                       u"CIM_StoragePool"_s});
    QCOMPARE(parents.json().value(u"objects"_s).toArray().size(), 1);
    QCOMPARE(parents.json().value(u"objects"_s)[0][u"properties"_s][u"ElementName"_s].toString(),
             u"disk"_s);
    const auto shell = home.runHere(
        {u"render"_s, u"DeleteStoragePool"_s, u"Pool="_s + path, u"--as"_s, u"powershell"_s});
    QVERIFY(shell.json().value(u"command"_s).toString().startsWith(u"Invoke-CimMethod"_s));
    const auto gone = home.runHere(
        {u"get"_s,
         QString(path).replace(u"StoragePool.InstanceID=\""_s, u"StoragePool.InstanceID=\"x"_s)});
    QCOMPARE(gone.code, 1);
    QCOMPARE(gone.json().value(u"error"_s)[u"cause"_s].toString(), u"NotFound"_s);
}

void TestCli::systemsAreConfiguredAndChecked()
{
    const CliHome home;
    QCOMPARE(home.run({u"system"_s, u"add"_s, u"far"_s,
                       u"http://127.0.0.1:%1/wsman"_s.arg(freePort()), u"--user"_s, u"bar"_s})
                 .code,
             0);
    QCOMPARE(home.run({u"system"_s, u"add"_s, u"far"_s, u"http://127.0.0.2/wsman"_s}).code,
             2); // the name is taken
    const auto systems = home.runHere({u"systems"_s});
    QCOMPARE(systems.code, 0);
    const QJsonArray array = systems.json().value(u"systems"_s).toArray();
    QCOMPARE(array.size(), 2);
    QCOMPARE(named(array, u"local"_s).value(u"state"_s).toString(), u"connected"_s);
    QCOMPARE(named(array, u"far"_s).value(u"state"_s).toString(), u"failed"_s);

    const auto local = home.runHere({u"system"_s, u"check"_s, u"local"_s});
    QCOMPARE(local.code, 0);
    QCOMPARE(local.json().value(u"connected"_s).toBool(), true);
    const auto far = home.run(
        {u"system"_s, u"check"_s, u"far"_s, u"--password-stdin"_s, u"--json"_s}, "geheim\n");
    QCOMPARE(far.code, 3);
    QCOMPARE(far.json().value(u"rungs"_s).toArray().size(), 6);
    QCOMPARE(far.json().value(u"rungs"_s)[1][u"state"_s].toString(), u"failed"_s);
    QCOMPARE(home.run({u"system"_s, u"remove"_s, u"far"_s}).code, 0);
    QCOMPARE(home.runHere({u"systems"_s}).json().value(u"systems"_s).toArray().size(), 1);
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
