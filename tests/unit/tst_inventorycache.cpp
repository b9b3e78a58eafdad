// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What one run read, the next one shows as old; never what it must not: of another store, from a
// damaged file, over what is newer. And its folder may go at any time.

#include "services/inventory/inventorycache.h"
#include "services/inventory/refresher.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "services/systems/systembook.h"
#include "tests/support/fakesystem.h"
#include "tests/support/got.h"
#include "tests/support/manualclock.h"

#include <QDir>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
// A run of the program.
struct Run
{
    Run(FakeSystem &fake, const QTemporaryDir &folder, const QDateTime &from,
        const QString &theStore = u"/store"_s)
        : system(fake), book(folder.filePath(u"systems.json"_s)), store(theStore)
    {
        clock.setNow(from);
        cache = std::make_unique<InventoryCache>(
            folder.filePath(u"cache/cistern"_s), book, refresher, inventory, clock,
            [this](const QString &systemId) { return systemId + u'\n' + store; });
    }

    // The list of systems, with which what was kept of them is looked for.
    void load() { QVERIFY(got(book.load(&owner))); }

    bool read(const QString &systemId = QString(localSystemId))
    {
        QSignalSpy refreshed(&refresher, &Refresher::refreshed);
        connections.open(systemId);
        refresher.refresh(systemId);
        return QTest::qWaitFor([&] { return refreshed.count() > 0 && !refresher.busy(systemId); },
                               30000);
    }
    const Node *object(const CimPath &path, const QString &systemId = QString(localSystemId)) const
    {
        return inventory.node(inventory.find(systemId, path));
    }
    const Node *local() const { return inventory.node(inventory.system(QString(localSystemId))); }

    FakeSystem &system;
    QObject owner;
    ManualClock clock;
    SystemBook book;
    QString store;
    Connections connections{
        book, [this](const ConnectionSpec &, const Secret &) { return system.transport(); },
        [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); }, clock};
    Inventory inventory;
    Refresher refresher{book, connections, inventory, clock};
    std::unique_ptr<InventoryCache> cache;
};

const QDateTime then(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
const QDateTime later(QDate(2026, 1, 3), QTime(9, 30), Qt::UTC);
} // namespace

class tst_InventoryCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_system = std::make_unique<FakeSystem>();
        m_gold = m_system->addPool(u"gold"_s, 100);
    }

    void theNextRunShowsWhatWasReadAsOld()
    {
        keepOneReading();
        const QFile::Permissions forOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(cachePath()) & forOthers));
        QVERIFY(!(QFile::permissions(theFile()) & forOthers));

        Run run(*m_system, *m_folder, later);
        run.load();
        QSignalSpy changed(&run.inventory, &Inventory::changed);
        // Whenever it is seen, it is seen as old.
        connect(&run.inventory, &Inventory::changed, this, [&] {
            if (const Node *gold = run.object(m_gold.path()))
                QVERIFY(gold->stale);
        });
        QTRY_VERIFY(run.object(m_gold.path()));
        QTRY_VERIFY(run.local()->read.isValid());
        QCOMPARE(run.object(m_gold.path())->read, then);
        QCOMPARE(run.object(m_gold.path())->instance.value(u"ElementName").toString(), u"gold"_s);
        QCOMPARE(run.local()->read, then);
        QVERIFY(run.local()->stale);
        QVERIFY(run.inventory.lacks(localSystemId, QString(Schema::virtualization)));
        QVERIFY(!changed.isEmpty());
    }

    void aNewerReadingTakesItsPlace()
    {
        keepOneReading();
        m_system->remove(m_gold.path());
        const CimInstance silver = m_system->addPool(u"silver"_s, 50);
        Run run(*m_system, *m_folder, later);
        run.load();
        QTRY_VERIFY(run.local()->read.isValid());
        const NodeId primordial = run.inventory.find(localSystemId, m_system->primordial());
        QVERIFY(run.inventory.node(primordial)->stale);
        QVERIFY(run.read());
        QVERIFY(!run.local()->stale);
        QCOMPARE(run.local()->read, later);
        QVERIFY(!run.object(m_gold.path()));
        QVERIFY(!run.object(silver.path())->stale);
        // The same object all the time: who selected it keeps it.
        QCOMPARE(run.inventory.find(localSystemId, m_system->primordial()), primordial);
        QVERIFY(!run.inventory.node(primordial)->stale);
    }

    void whatWasReadAlreadyIsNotWrittenOver_data()
    {
        QTest::addColumn<bool>("done");
        QTest::newRow("it is there") << true;
        QTest::newRow("it is being taken") << false;
    }
    void whatWasReadAlreadyIsNotWrittenOver()
    {
        QFETCH(bool, done);
        keepOneReading();
        Run run(*m_system, *m_folder, later);
        const Findings live{
            .objects = {{*m_system->find(m_system->primordial())}}, .links = {}, .read = later};
        Answer<Done> taken = readyAnswer<Done>(Done());
        // While the file is being read.
        connect(&run.book, &SystemBook::changed, this, [&] {
            QVERIFY(run.inventory.isBlank(localSystemId));
            if (done)
                run.inventory.setObjects(localSystemId, live.objects.first(), {}, later);
            else
                taken = run.inventory.take(localSystemId, live);
            QVERIFY(!run.inventory.isBlank(localSystemId));
        });
        run.load();
        QVERIFY(got(taken));
        run.cache.reset(); // has read the file
        QCoreApplication::processEvents();
        QVERIFY(!run.object(m_gold.path()));
        QVERIFY(!run.local()->stale);
        QCOMPARE(run.local()->read, later);
    }

    // A part of the new does not take the place of all of the old.
    void aFirstReadingThatTakesLongLeavesItInSight()
    {
        keepOneReading();
        m_system->remove(m_gold.path());
        m_system->silentClasses.append(u"CIM_SettingData"_s); // the reading does not end
        Run run(*m_system, *m_folder, later);
        run.load();
        connect(&run.refresher, &Refresher::busyChanged, this, [&run] { run.clock.advance(1s); });
        run.connections.open(localSystemId);
        QTRY_VERIFY(run.refresher.busy(localSystemId));
        QTRY_COMPARE(m_system->count(u"Enumerate MSISCSITARGET_ConcreteJob"_s), 2);
        QTRY_VERIFY(run.object(m_gold.path()));
        QVERIFY(run.object(m_gold.path())->stale);
    }

    void anotherStoreIsNotTakenForThisOne()
    {
        keepOneReading();
        {
            Run other(*m_system, *m_folder, later, u"/another store"_s);
            other.load();
            QTRY_VERIFY(files().isEmpty());
            QVERIFY(other.inventory.isBlank(localSystemId));
        }
        QVERIFY(files().isEmpty());
    }

    void aFileThatIsNoReadingIsRemoved_data()
    {
        QTest::addColumn<QByteArray>("becomes");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("foreign") << QByteArray("SQLite format 3");
        QTest::newRow("of a later version") << QByteArray("CIS2");
        QTest::newRow("cut off") << QByteArray("-");
        QTest::newRow("damaged") << QByteArray("x");
    }
    void aFileThatIsNoReadingIsRemoved()
    {
        QFETCH(QByteArray, becomes);
        keepOneReading();
        QFile file(theFile());
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 size = file.size();
        if (becomes == "-") {
            file.resize(size / 2);
        } else if (becomes == "x") {
            file.seek(size / 2);
            const char was = file.peek(1).at(0);
            file.putChar(char(was + 1));
        } else if (becomes == "CIS2") {
            file.write(becomes);
        } else {
            file.resize(0);
            file.write(becomes);
        }
        file.close();
        Run run(*m_system, *m_folder, later);
        run.load();
        QTRY_VERIFY(files().isEmpty());
        QVERIFY(run.inventory.isBlank(localSystemId));
        QVERIFY(!run.local()->stale);
    }

    void theFolderMayGoAtAnyTime()
    {
        Run run(*m_system, *m_folder, then);
        run.load();
        QVERIFY(run.read());
        QTRY_COMPARE(files().size(), 1);
        QVERIFY(QDir(cachePath()).removeRecursively());
        run.clock.advance(InventoryCache::pause);
        QVERIFY(run.read());
        QTRY_COMPARE(files().size(), 1);
        QVERIFY(QDir(m_folder->filePath(u"cache"_s)).removeRecursively());
        // A file where the folder was: nothing can be kept, and nothing is said of it.
        QFile inTheWay(m_folder->filePath(u"cache"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        run.clock.advance(InventoryCache::pause);
        QVERIFY(run.read());
        run.cache.reset();
        QVERIFY(run.object(m_gold.path()));
    }

    void itIsWrittenNowAndThenAndAtTheEnd()
    {
        Run run(*m_system, *m_folder, then);
        run.load();
        QVERIFY(run.read());
        QTRY_COMPARE(files().size(), 1);
        QVERIFY(QFile::remove(theFile()));
        run.clock.advance(InventoryCache::pause - 1s);
        QVERIFY(run.read());
        QVERIFY(run.read());
        QTest::qWait(0);
        QVERIFY(files().isEmpty());
        run.clock.advance(1s);
        QVERIFY(run.read());
        QTRY_COMPARE(files().size(), 1);
        QVERIFY(QFile::remove(theFile()));
        const CimInstance silver = m_system->addPool(u"silver"_s, 50);
        QVERIFY(run.read());
        run.cache.reset();
        QCOMPARE(files().size(), 1);
        Run next(*m_system, *m_folder, later);
        next.load();
        QTRY_VERIFY(next.object(silver.path()));
    }

    void whatIsNotListedAnyMoreIsNotKept()
    {
        const QString far = u"far"_s;
        {
            Run run(*m_system, *m_folder, then);
            run.load();
            QVERIFY(got(
                run.book.add({.id = far, .name = far, .url = QUrl(u"local:/far"_s)}, &run.owner)));
            QVERIFY(run.read());
            QVERIFY(run.read(far));
            QTRY_COMPARE(files().size(), 2);
            QVERIFY(run.read(far)); // not written yet, and never will be
            QVERIFY(got(run.book.remove(far, &run.owner)));
            QTRY_COMPARE(files().size(), 1);
        }
        QCOMPARE(files().size(), 1);
        // Nor what is left of a write that was cut short, while all else there stays.
        for (const auto &name : {u"0123.reading.AbCdEf"_s, u"0123.reading"_s, u"else"_s}) {
            QFile left(cachePath() + u'/' + name);
            QVERIFY(left.open(QIODevice::WriteOnly));
        }
        Run run(*m_system, *m_folder, later);
        run.load();
        QTRY_COMPARE(files().size(), 2);
        QTRY_VERIFY(!QFile::exists(cachePath() + u"/0123.reading.AbCdEf"_s));
        QVERIFY(files().contains(u"else"_s));
        QTRY_VERIFY(run.object(m_gold.path()));
    }

    // Before the list is read, a system that is not in it may be in the file.
    void nothingIsRemovedBeforeTheListIsRead()
    {
        keepOneReading();
        QFile list(m_folder->filePath(u"systems.json"_s));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("{");
        list.close();
        ManualClock clock;
        SystemBook book(list.fileName());
        Connections connections{
            book, [this](const ConnectionSpec &, const Secret &) { return m_system->transport(); },
            [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); }, clock};
        Inventory inventory;
        Refresher refresher{book, connections, inventory, clock};
        {
            const InventoryCache cache(cachePath(), book, refresher, inventory, clock,
                                       [](const QString &systemId) { return systemId; });
            QVERIFY(!got(book.load(this)));
        }
        QCOMPARE(files().size(), 1);
    }

    void whatMovesToAnotherSiteIsShownThere()
    {
        const QString far = u"far"_s;
        ConnectionSpec spec{.id = far, .name = far, .url = QUrl(u"local:/far"_s)};
        {
            Run run(*m_system, *m_folder, then);
            run.load();
            QVERIFY(got(run.book.add(spec, &run.owner)));
            QVERIFY(run.read(far));
        }
        Run run(*m_system, *m_folder, later);
        run.load();
        QTRY_VERIFY(run.object(m_gold.path(), far));
        spec.site = u"another"_s;
        QVERIFY(got(run.book.change(spec, &run.owner)));
        QTRY_VERIFY(run.object(m_gold.path(), far));
        QVERIFY(run.object(m_gold.path(), far)->stale);
    }

private:
    void keepOneReading()
    {
        Run run(*m_system, *m_folder, then);
        run.load();
        QVERIFY(run.read());
        run.cache.reset();
        QCOMPARE(files().size(), 1);
    }
    QString cachePath() const { return m_folder->filePath(u"cache/cistern"_s); }
    // Without what is being written.
    QStringList files() const
    {
        return QDir(cachePath())
            .entryList(QDir::Files)
            .filter(QRegularExpression(u"^[^.]+(\\.reading)?$"_s));
    }
    QString theFile() const { return cachePath() + u'/' + files().value(0); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeSystem> m_system;
    CimInstance m_gold;
};

QTEST_GUILESS_MAIN(tst_InventoryCache)
#include "tst_inventorycache.moc"
