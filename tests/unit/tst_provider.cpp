// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The local target as a client sees it: what is there at first, and that a pool takes real bytes.
#include "services/provider/objectstore.h"
#include "tests/support/providerfixture.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class tst_Provider : public QObject
{
    Q_OBJECT

private slots:
    void firstRunShowsThisComputer()
    {
        ProviderFixture at;
        QCOMPARE(at.all(u"CIM_ComputerSystem"_s).size(), 1);
        const CimPath system = at.system();
        QVERIFY(!system.isEmpty());
        QVERIFY(!at.text(system, u"Description").isEmpty());
        QCOMPARE(at.text(at.location(), u"ElementName"), u"This computer's storage"_s);
        QCOMPARE(at.number(at.location(), u"TotalManagedSpace"), 64 * MiB);
        QCOMPARE(at.number(at.location(), u"RemainingManagedSpace"), 64 * MiB);
        QCOMPARE(at.associated(system, u"CIM_HostedStoragePool"_s).size(), 1);
        QVERIFY(!at.capabilitiesOf(at.location()).isEmpty());
        QCOMPARE(
            at.associated(at.capabilitiesOf(at.location()), {}, u"CIM_StorageSetting"_s).size(), 1);
        QCOMPARE(at.booksProblem(), QString());
    }

    void aPoolTakesRealBytes()
    {
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, 8 * MiB);
        QCOMPARE(at.number(pool, u"TotalManagedSpace"), 8 * MiB);
        QCOMPARE(at.number(pool, u"RemainingManagedSpace"), 8 * MiB);
        QCOMPARE(at.number(at.location(), u"RemainingManagedSpace"), 56 * MiB);
        const QStringList files = at.files();
        QCOMPARE(files.size(), 1);
        QCOMPARE(quint64(QFileInfo(at.store() + u"/extents/"_s + files.first()).size()), 8 * MiB);
        const auto members = at.associated(pool, u"CIM_ConcreteComponent"_s);
        QCOMPARE(members.size(), 1);
        QCOMPARE(members.first().value(u"Name").toString(),
                 at.store() + u"/extents/"_s + files.first());
        QCOMPARE(at.booksProblem(), QString());

        at.restart();
        QCOMPARE(at.text(pool, u"ElementName"), u"gold"_s);
        QCOMPARE(at.number(pool, u"TotalManagedSpace"), 8 * MiB);
        QCOMPARE(at.booksProblem(), QString());
    }

    void aStoreInUseNamesTheProcessThatHoldsIt()
    {
        ProviderFixture at;
        Provider second({.store = at.store(), .firstLimit = {}, .clock = nullptr, .faults = {}});
        const auto opened = at.await(second.opened());
        QVERIFY(!opened);
        QCOMPARE(opened.failure().cause, Failure::Cause::InUse);
        QCOMPARE(opened.failure().code, quint32(QCoreApplication::applicationPid()));
        QVERIFY(opened.failure().serverText.contains(
            QString::number(QCoreApplication::applicationPid())));
    }

    // A target that was killed in a container: the next one has its number.
    void aStoreOfADeadProcessWithOurNumberOpens()
    {
        const QTemporaryDir folder;
        QFile left(folder.filePath(u"lock"_s));
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.write(QByteArray::number(QCoreApplication::applicationPid()) + '\n'
                   + QCoreApplication::applicationName().toUtf8() + '\n'
                   + QSysInfo::machineHostName().toUtf8() + '\n' + QSysInfo::machineUniqueId()
                   + '\n' + QSysInfo::bootUniqueId() + '\n');
        left.close();
        QVERIFY(ObjectStore::open(folder.path()));
    }

    void aVolumeTakesItsBytesFromThePool()
    {
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, 8 * MiB);
        const CimPath volume = at.volume(pool, 3 * MiB);
        const QString file = at.text(volume, u"MSDevicePath");
        QCOMPARE(quint64(QFileInfo(file).size()), 3 * MiB);
        QCOMPARE(at.number(pool, u"RemainingManagedSpace"), 5 * MiB);
        QCOMPARE(at.spaceConsumed(pool, volume), std::optional(3 * MiB));
        quint64 onDisk = 0;
        for (const QString &name : at.files())
            onDisk += quint64(QFileInfo(at.store() + u"/extents/"_s + name).size());
        QCOMPARE(onDisk, 8 * MiB);
        QCOMPARE(at.booksProblem(), QString());

        const auto returned = at.finished(
            at.callService(u"ReturnToStoragePool"_s, {{u"TheElement"_s, ref(volume)}}));
        QCOMPARE(returned.code, 4096u);
        QVERIFY(!at.get(volume));
        QVERIFY(!QFileInfo::exists(file));
        QCOMPARE(at.number(pool, u"RemainingManagedSpace"), 8 * MiB);
        QCOMPARE(quint64(QFileInfo(at.store() + u"/extents/"_s + at.files().value(0)).size()),
                 8 * MiB);
        QCOMPARE(at.booksProblem(), QString());
    }

    void deletingAPoolGivesItsBytesBack()
    {
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, 8 * MiB);
        const auto deleted = at.finished(
            at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}));
        QCOMPARE(deleted.code, 4096u);
        QVERIFY(!at.get(pool));
        QVERIFY(at.files().isEmpty());
        QCOMPARE(at.number(at.location(), u"RemainingManagedSpace"), 64 * MiB);
        QVERIFY(at.all(u"CISTERN_StorageExtent"_s).isEmpty());
        QCOMPARE(at.all(u"CIM_StorageCapabilities"_s).size(), 1);
        QCOMPARE(at.booksProblem(), QString());
    }
};

QTEST_GUILESS_MAIN(tst_Provider)
#include "tst_provider.moc"
