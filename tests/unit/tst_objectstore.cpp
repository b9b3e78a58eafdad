// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Changes of the local target's objects that wait for each other and become durable together, also
// when the disk does not take one of them.
#include "services/provider/objects.h"
#include "services/provider/objectstore.h"
#include "tests/support/filelimit.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
CimInstance poolOf(const QString &id, const QString &name = u"a pool"_s)
{
    return Objects::pool(id, name, u"here"_s, false);
}

StoreChange putting(const CimInstance &instance)
{
    StoreChange change;
    change.put(instance);
    return change;
}
} // namespace

class tst_ObjectStore : public QObject
{
    Q_OBJECT

    struct Site
    {
        QTemporaryDir folder;
        std::unique_ptr<ObjectStore> store;
        int asked = 0;
        QStringList told;

        Site() { open(); }
        void open()
        {
            store.reset();
            auto opened = ObjectStore::open(folder.filePath(u"store"_s));
            if (!opened)
                qFatal("no store");
            store = std::move(*opened);
            store->onWaiting([this] { ++asked; });
        }
        void soon(const CimInstance &instance)
        {
            store->commitSoon([instance] { return putting(instance); },
                              [this, instance](const Outcome<Done> &written) {
                                  told.append(instance.value(u"InstanceID").toString()
                                              + (written.ok() ? u" is there"_s : u" is not"_s));
                              });
        }
        bool has(const QString &id) const { return store->find(Objects::poolPath(id)); }
        QStringList all() const
        {
            QStringList ids;
            for (const StoredObject *pool : store->ofClass(u"CIM_StoragePool"))
                ids.append(pool->instance.value(u"InstanceID").toString());
            return ids;
        }
    };

private slots:
    void nothingIsToldBeforeAllIsDurable()
    {
        Site site;
        for (const QString &id : {u"a"_s, u"b"_s, u"c"_s})
            site.soon(poolOf(id));
        QCOMPARE(site.asked, 1);
        QVERIFY(site.told.isEmpty() && site.all().isEmpty());
        site.store->flush();
        QCOMPARE(site.told, QStringList({u"a is there"_s, u"b is there"_s, u"c is there"_s}));
        site.soon(poolOf(u"d"_s));
        QCOMPARE(site.asked, 2);
        site.open(); // as after an end in between
        QCOMPARE(site.all(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    }

    // Also over the places where its fields end.
    void whatIsMadeInARowIsFiledInARow()
    {
        Site site;
        QString last;
        for (int i = 0; i < 10'000; ++i) {
            const QString id = Objects::newId(*site.store);
            QVERIFY2(id > last, qPrintable(u"%1 after %2"_s.arg(id, last)));
            QVERIFY(!QUuid::fromString(id.sliced(8)).isNull());
            last = id;
        }
    }

    void whatIsBuiltSeesWhatWasBuiltBefore()
    {
        Site site;
        site.soon(poolOf(u"a"_s));
        bool seen = false;
        site.store->commitSoon(
            [&] {
                seen = site.has(u"a"_s);
                StoreChange change;
                change.remove(Objects::poolPath(u"a"_s));
                change.put(poolOf(u"b"_s));
                return change;
            },
            [](const Outcome<Done> &) {});
        site.store->flush();
        QVERIFY(seen);
        QCOMPARE(site.all(), QStringList{u"b"_s});
        site.open();
        QCOMPARE(site.all(), QStringList{u"b"_s});
    }

    // The others don't suffer from the one that does not fit, and what it replaced comes back.
    void whatTheDiskDoesNotTakeFailsAlone()
    {
        Site site;
        QVERIFY(site.store->commit(putting(poolOf(u"b"_s, u"as it was"_s))));
        const qint64 size = QFileInfo(site.folder.filePath(u"store/target.sqlite"_s)).size();
        {
            const FileLimit limit(size + 64 * 1024);
            site.soon(poolOf(u"a"_s));
            site.soon(poolOf(u"b"_s, QString(1024 * 1024, u'x')));
            site.soon(poolOf(u"c"_s));
            site.store->flush();
        }
        QCOMPARE(site.told, QStringList({u"a is there"_s, u"b is not"_s, u"c is there"_s}));
        for (int time = 0; time < 2; ++time) {
            QCOMPARE(site.all(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
            QCOMPARE(site.store->find(Objects::poolPath(u"b"_s))
                         ->instance.value(u"ElementName")
                         .toString(),
                     u"as it was"_s);
            site.open();
        }
        site.told.clear();
        site.soon(poolOf(u"b"_s, QString(1024 * 1024, u'x')));
        site.store->flush();
        QCOMPARE(site.told, QStringList{u"b is there"_s}); // once there is space again
    }

    void aMarkGoesWithTheChangeThatWasQueuedForIt()
    {
        Site site;
        site.store->markWithNext(
            {u"user"_s, u"message"_s, "digest", {}, QDateTime::currentDateTimeUtc().addDays(1)});
        site.soon(poolOf(u"a"_s));
        QVERIFY(!site.store->takeMark());
        QVERIFY(site.store->commit(putting(poolOf(u"b"_s)))); // of somebody else, in between
        QVERIFY((*site.store->keptReplies()).isEmpty());
        site.store->flush();
        QCOMPARE((*site.store->keptReplies()).size(), 1);
    }

    void associationsAreFoundByClassAmongMany()
    {
        Site site;
        const CimInstance system = Objects::system(u"here"_s, {}, {});
        StoreChange change;
        change.put(system);
        for (int i = 0; i < 50; ++i) {
            const CimInstance pool = poolOf(u"p%1"_s.arg(i));
            change.put(pool);
            change.put(Objects::link("MSISCSITARGET_HostedStoragePool"_L1, "GroupComponent"_L1,
                                     system.path(), "PartComponent"_L1, pool.path()));
        }
        const CimInstance service = Objects::service(u"here"_s);
        change.put(service);
        change.put(Objects::link("MSISCSITARGET_HostedService"_L1, "Antecedent"_L1, system.path(),
                                 "Dependent"_L1, service.path()));
        QVERIFY(site.store->commit(change));
        QCOMPARE(site.store->references(system.path()).size(), 51);
        QCOMPARE(site.store->references(system.path(), u"CIM_HostedStoragePool").size(), 50);
        QCOMPARE(site.store->references(system.path(), u"CIM_HostedService").size(), 1);
        QCOMPARE(site.store->references(system.path(), u"CIM_HostedService", u"Dependent").size(),
                 0);
        QCOMPARE(site.store->references(system.path(), u"CIM_SystemDevice").size(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_ObjectStore)
#include "tst_objectstore.moc"
