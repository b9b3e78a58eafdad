// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The tree of what is known: where things stand, that ids stay, and one signal a turn.

#include "services/inventory/inventory.h"
#include "services/inventory/refresher.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "services/systems/systemevents.h"
#include "tests/support/fakesystem.h"
#include "tests/support/manualclock.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
CimInstance allocated(const CimInstance &from, const CimInstance &to, quint64 bytes)
{
    CimInstance link(*Schema::findClass(QString(Schema::iscsiTarget),
                                        u"MSISCSITARGET_AllocatedFromStoragePool"));
    link.set(u"Antecedent", CimValue::reference(from.path()));
    link.set(u"Dependent", CimValue::reference(to.path()));
    link.set(u"SpaceConsumed", CimValue::uint64(bytes));
    return link;
}

CimInstance made(QLatin1StringView nameSpace, const QString &className, const QString &id)
{
    CimInstance object(*Schema::findClass(QString(nameSpace), className));
    object.set(u"InstanceID", CimValue::string(id));
    return object;
}

CimInstance link(QLatin1StringView nameSpace, const QString &className, const QString &nearRole,
                 const CimInstance &from, const QString &farRole, const CimInstance &to)
{
    CimInstance link(*Schema::findClass(QString(nameSpace), className));
    link.set(nearRole, CimValue::reference(from.path()));
    link.set(farRole, CimValue::reference(to.path()));
    return link;
}

CimInstance resourcePool(QLatin1StringView nameSpace, const QString &className, const QString &id,
                         bool primordial)
{
    CimInstance pool = made(nameSpace, className, id);
    pool.set(u"Primordial", CimValue::boolean(primordial));
    return pool;
}

CimInstance computer(QLatin1StringView nameSpace, const QString &className, const QString &name)
{
    CimInstance computer(*Schema::findClass(QString(nameSpace), className));
    computer.set(u"CreationClassName", CimValue::string(className));
    computer.set(u"Name", CimValue::string(name));
    return computer;
}

CimInstance hostedService(QLatin1StringView nameSpace, const QString &className,
                          const QString &host)
{
    CimInstance service(*Schema::findClass(QString(nameSpace), className));
    service.set(u"SystemCreationClassName", CimValue::string(u"Msvm_ComputerSystem"_s));
    service.set(u"SystemName", CimValue::string(host));
    service.set(u"CreationClassName", CimValue::string(className));
    service.set(u"Name", CimValue::string(u"pools"_s));
    return service;
}
} // namespace

// A console's reading room on one system.
struct Watched
{
    explicit Watched(FakeSystem &fake) : system(fake) {}

    FakeSystem &system;
    QTemporaryDir folder;
    ManualClock clock;
    SystemBook book{folder.filePath(u"systems.json"_s)};
    Connections connections{
        book, [this](const ConnectionSpec &, const Secret &) { return system.transport(); },
        [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); }, clock};
    Inventory inventory;
    SystemEvents events{connections, QList<EventInterest>()}; // told by the tests
    Refresher refresher{book, connections, inventory, clock, nullptr, &events};

    void tell(CimEvent::Kind kind, const CimInstance &object)
    {
        Q_EMIT events.happened(localSystemId,
                               {CimEvent{kind, QString(Schema::iscsiTarget), object}});
    }
    bool busy() const { return refresher.busy(localSystemId); }
    bool read()
    {
        QSignalSpy refreshed(&refresher, &Refresher::refreshed);
        connections.open(localSystemId);
        refresher.refresh(localSystemId);
        return QTest::qWaitFor(
            [&] { return refreshed.count() > 0 && !refresher.busy(localSystemId); });
    }
};

class TestInventory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_links.reset();
        m_inventory = std::make_unique<Inventory>();
        m_inventory->setSystems({{u"a"_s, u"iscsi01"_s}, {u"local"_s, u"This computer"_s}},
                                {{u"a"_s, u"London"_s}});
        m_system = std::make_unique<FakeSystem>();
        m_primordial = m_system->instances.at(2);
        m_gold = m_system->addPool(u"gold"_s, 100);
        m_child = m_system->addPool(u"gold-sql"_s, 50);
    }

    void systemsStandBelowTheirSites()
    {
        const Node *system = m_inventory->node(m_inventory->system(u"a"_s));
        QCOMPARE(m_inventory->node(system->parent)->kind, Node::Kind::Site);
        QCOMPARE(m_inventory->node(system->parent)->name, u"London"_s);
        QCOMPARE(m_inventory->node(m_inventory->system(u"local"_s))->parent, NodeId(0));
    }

    void poolsStandBelowTheirParentsAndFirstOnesBelowTheHeading()
    {
        read();
        const Node *gold = object(m_gold);
        QCOMPARE(m_inventory->node(gold->parent)->kind, Node::Kind::Group);
        QCOMPARE(m_inventory->node(gold->parent)->name, u"pools"_s);
        QCOMPARE(object(m_primordial)->parent,
                 gold->parent); // what all comes from is not above all
        QCOMPARE(object(m_child)->parent, gold->id);
        QCOMPARE(m_inventory->node(m_inventory->system(u"a"_s))->instance.className(),
                 u"MSFTSM_ComputerSystem"_s);
        QCOMPARE(m_inventory->objects(u"a"_s, u"CIM_StoragePool"_s).size(), 3);
        QCOMPARE(m_inventory->objects(u"a"_s, u"CIM_StorageConfigurationService"_s).size(),
                 1); // known, in no tree
        QCOMPARE(m_inventory->links(u"a"_s, m_gold.path()).size(), 2);
    }

    void whatSomebodyMadeIsCounted()
    {
        const CimInstance own = resourcePool(Schema::virtualization, u"Msvm_ResourcePool"_s,
                                             u"own"_s, true);
        const CimInstance child = resourcePool(Schema::virtualization, u"Msvm_ResourcePool"_s,
                                               u"child"_s, false);
        m_system->instances += {own, child};
        read();
        const QString storagePool = u"CIM_StoragePool"_s, resourcePool = u"CIM_ResourcePool"_s;
        QCOMPARE(m_inventory->madeCount(u"a"_s, storagePool), 2);
        QCOMPARE(m_inventory->madeCount(u"a"_s, resourcePool), 3);
        QCOMPARE(m_inventory->madeCount(u"a"_s, resourcePool, u"root\\Virtualization/v2"_s), 1);
        QCOMPARE(m_inventory->madeCount(u"elsewhere"_s, storagePool), 0);
        QCOMPARE(m_inventory->primordials(u"a"_s, storagePool),
                 QList<NodeId>{object(m_primordial)->id});
        QCOMPARE(m_inventory->primordials(u"a"_s, resourcePool).size(), 2);
        // Told of by an event.
        m_child.set(u"Primordial", CimValue::boolean(true));
        m_inventory->update(u"a"_s, m_child, QDateTime::currentDateTimeUtc());
        QCOMPARE(m_inventory->madeCount(u"a"_s, storagePool), 1);
        QCOMPARE(m_inventory->primordials(u"a"_s, storagePool).size(), 2);
    }

    // CIM_ResourcePool is a base of CIM_StoragePool: only the namespace tells the trees apart.
    void poolsOfEachNamespaceStandBelowTheirOwnHeading()
    {
        const CimInstance root = resourcePool(Schema::virtualization, u"Msvm_ProcessorPool"_s,
                                              u"cpu"_s, true);
        const CimInstance sales = resourcePool(Schema::virtualization, u"Msvm_ProcessorPool"_s,
                                               u"sales"_s, false);
        const CimInstance emea = resourcePool(Schema::virtualization, u"Msvm_ProcessorPool"_s,
                                              u"emea"_s, false);
        const CimInstance cluster = resourcePool(Schema::hypervCluster, u"CISTERN_ResourcePool"_s,
                                                 u"c1"_s, false);
        CimInstance node = computer(Schema::hypervCluster, u"CISTERN_Processor"_s, u"p0"_s);
        node.set(u"SystemCreationClassName", CimValue::string(u"Msvm_ComputerSystem"_s));
        node.set(u"SystemName", CimValue::string(u"N1"_s));
        node.set(u"DeviceID", CimValue::string(u"p0"_s));
        const QString allocated = u"Msvm_ElementAllocatedFromPool"_s;
        m_system->instances += {emea, sales, root, cluster, node};
        // A child of several parents stands below the first; a primordial one comes last.
        m_links = {
            link(Schema::virtualization, allocated, u"Antecedent"_s, root, u"Dependent"_s, sales),
            link(Schema::virtualization, allocated, u"Antecedent"_s, root, u"Dependent"_s, emea),
            link(Schema::virtualization, allocated, u"Antecedent"_s, sales, u"Dependent"_s, emea),
            link(Schema::hypervCluster, u"CISTERN_ConcreteComponent"_s, u"GroupComponent"_s,
                 cluster, u"PartComponent"_s, node)};
        read();
        QCOMPARE(headingOf(root), u"hypervpools"_s);
        QCOMPARE(headingOf(cluster), u"clusterpools"_s);
        QCOMPARE(headingOf(m_gold), u"pools"_s);
        QCOMPARE(object(sales)->parent, object(root)->id);
        QCOMPARE(object(emea)->parent, object(sales)->id);
        QCOMPARE(object(node)->parent, Node::nowhere); // known, and part of no tree
    }

    void pipesOfPairsStandBelowTheirPipeAndSessionsNowhere()
    {
        const CimInstance pipe = made(Schema::iscsiTarget, u"CISTERN_ReplicationPipe"_s, u"p"_s);
        const CimInstance pair = made(Schema::iscsiTarget, u"CISTERN_ReplicationPipe"_s, u"p1"_s);
        const CimInstance session = made(Schema::iscsiTarget, u"MSISCSITARGET_iSCSISession"_s,
                                         u"s"_s);
        const CimInstance connection = made(Schema::iscsiTarget, u"MSISCSITARGET_iSCSIConnection"_s,
                                            u"c"_s);
        m_system->instances += {pair, pipe, connection, session};
        const QString composition = u"MSISCSITARGET_NetworkPipeComposition"_s;
        m_links = {link(Schema::iscsiTarget, composition, u"GroupComponent"_s, pipe,
                        u"PartComponent"_s, pair),
                   link(Schema::iscsiTarget, composition, u"GroupComponent"_s, session,
                        u"PartComponent"_s, connection)};
        read();
        QCOMPARE(headingOf(pipe), u"pipes"_s);
        QCOMPARE(object(pair)->parent, object(pipe)->id);
        QCOMPARE(object(session)->parent, Node::nowhere);
        QCOMPARE(object(connection)->parent, Node::nowhere);
    }

    void theNodeIsTheComputerThatHostsTheService()
    {
        const QString computers = u"Msvm_ComputerSystem"_s;
        const CimInstance vm = computer(Schema::virtualization, computers, u"a-guest"_s);
        const CimInstance host = computer(Schema::virtualization, computers, u"HV01"_s);
        const CimInstance service = hostedService(
            Schema::virtualization, u"Msvm_ResourcePoolConfigurationService"_s, u"hv01"_s);
        const CimInstance node = computer(Schema::hypervCluster, computers, u"N1"_s);
        const auto described = [this](const QList<CimInstance> &objects) {
            m_inventory->setObjects(u"a"_s, objects, {}, QDateTime::currentDateTimeUtc());
            return m_inventory->node(m_inventory->system(u"a"_s))->path();
        };
        QCOMPARE(described({node, vm, host, service}), host.path());
        QCOMPARE(described({vm, host, service, m_system->instances.first(), node}),
                 m_system->instances.first().path());
        QCOMPARE(described({node}), node.path());
        QCOMPARE(described({m_gold}), CimPath());
    }

    void theSameReadingSaysNothingAndKeepsIds()
    {
        read();
        const NodeId gold = object(m_gold)->id;
        settled();
        QSignalSpy changed(m_inventory.get(), &Inventory::changed);
        read();
        QTest::qWait(0);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(object(m_gold)->id, gold);
    }

    void aTurnOfChangesIsOneSignal()
    {
        read();
        const NodeId gold = object(m_gold)->id;
        settled();
        QSignalSpy changed(m_inventory.get(), &Inventory::changed);
        m_system->find(m_gold.path())->set(u"RemainingManagedSpace", CimValue::uint64(1));
        const CimInstance silver = m_system->addPool(u"silver"_s, 10);
        m_system->remove(m_child.path());
        const NodeId child = object(m_child)->id;
        read();
        QTRY_COMPARE(changed.count(), 1);
        const auto changes = changed.first().first().value<Changes>();
        QCOMPARE(changes.added, QList<NodeId>{object(silver)->id});
        QCOMPARE(changes.removed, QList<NodeId>{child});
        QCOMPARE(changes.updated, QList<NodeId>{gold});
        QVERIFY(!m_inventory->node(child));
        QCOMPARE(m_inventory->find(u"a"_s, m_child.path()), NodeId(-1));
    }

    void whatMovesIsRemovedAndAddedWithAllBelowIt()
    {
        read();
        const NodeId before = object(m_child)->id;
        settled();
        QSignalSpy changed(m_inventory.get(), &Inventory::changed);
        m_links = {allocated(m_primordial, m_gold, 100), allocated(m_primordial, m_child, 50)};
        read();
        QTRY_COMPARE(changed.count(), 1);
        const auto changes = changed.first().first().value<Changes>();
        QCOMPARE(changes.removed, QList<NodeId>{before});
        QCOMPARE(changes.added, QList<NodeId>{object(m_child)->id});
        QCOMPARE(object(m_child)->parent, object(m_gold)->parent);
    }

    void poolsThatLieInEachOtherStillHaveAPlace()
    {
        m_links = {allocated(m_gold, m_child, 1), allocated(m_child, m_gold, 1)};
        read();
        for (const CimInstance &pool : {m_gold, m_child}) {
            NodeId id = object(pool)->id;
            int steps = 0;
            while (id > 0 && ++steps < 20)
                id = m_inventory->node(id)->parent;
            QCOMPARE(id, NodeId(0));
        }
    }

    void staleDataStaysAndFreshDataIsNotStale()
    {
        read();
        m_inventory->setStale(u"a"_s, true);
        QVERIFY(object(m_gold)->stale);
        QVERIFY(m_inventory->node(m_inventory->system(u"a"_s))->stale);
        read();
        QVERIFY(!object(m_gold)->stale);
        QVERIFY(!m_inventory->node(m_inventory->system(u"a"_s))->stale);
    }

    void systemsThatGoTakeAllWithThem()
    {
        read();
        const NodeId gold = object(m_gold)->id;
        m_inventory->setSystems({{u"local"_s, u"This computer"_s}}, {});
        QVERIFY(!m_inventory->node(gold));
        QCOMPARE(m_inventory->system(u"a"_s), NodeId(-1));
        QCOMPARE(m_inventory->node(0)->children.size(), 1); // the site went too
    }

    // CP_R30, CRP_R25: what is not installed is no error, and not asked for over and over.
    void CP_R30_aMissingNamespaceIsLackingAndAskedForOnce()
    {
        Watched watched(*m_system);
        QVERIFY(watched.read());
        const Inventory &inventory = watched.inventory;
        QVERIFY(inventory.lacks(localSystemId, QString(Schema::virtualization)));
        QVERIFY(inventory.lacks(localSystemId, QString(Schema::hypervCluster)));
        QVERIFY(!inventory.lacks(localSystemId, QString(Schema::iscsiTarget)));
        QVERIFY(inventory.find(localSystemId, m_gold.path()) > 0);
        // Once by the climb, once by the reading.
        QCOMPARE(m_system->count(u"Enumerate Msvm_ResourcePoolConfigurationService"_s), 2);
        QCOMPARE(m_system->count(u"Enumerate CIM_ResourcePool"_s), 0);
        QCOMPARE(m_system->count(u"Enumerate Msvm_AllocationCapabilities"_s), 0);

        m_system->nameSpaces.append(QString(Schema::virtualization)); // the role was added
        const CimInstance pool = resourcePool(Schema::virtualization, u"Msvm_ResourcePool"_s,
                                              u"memory"_s, true);
        m_system->instances.append(pool);
        QVERIFY(watched.read());
        QVERIFY(!inventory.lacks(localSystemId, QString(Schema::virtualization)));
        QVERIFY(inventory.find(localSystemId, pool.path()) > 0);
    }

    void whatThisUserMayNotReadDoesNotHideTheRest()
    {
        m_system->nameSpaces.append(QString(Schema::virtualization));
        m_system->deniedSpaces.append(QString(Schema::virtualization));
        Watched watched(*m_system);
        QVERIFY(watched.read());
        QVERIFY(watched.inventory.find(localSystemId, m_gold.path()) > 0);
        QVERIFY(!watched.inventory.lacks(localSystemId, QString(Schema::virtualization)));

        m_system->deniedSpaces.append(QString(Schema::iscsiTarget));
        QSignalSpy failed(&watched.refresher, &Refresher::failed);
        watched.refresher.refresh(localSystemId);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().at(1).value<Failure>().cause, Failure::Cause::Denied);
    }

    void aReadingFollowsAConnectAndEveryThirtySecondsWhileSomebodyLooks()
    {
        Watched watched(*m_system);
        auto &[system, folder, clock, book, connections, inventory, events, refresher] = watched;
        QSignalSpy refreshed(&refresher, &Refresher::refreshed);
        connections.open(localSystemId);
        QTRY_COMPARE(refreshed.count(), 1);
        QVERIFY(inventory.find(localSystemId, m_gold.path()) > 0);
        const qsizetype reads = m_system->count(u"Enumerate MSISCSITARGET_StoragePool"_s);
        QCOMPARE(reads, 1);

        clock.advance(60s);
        QTest::qWait(0);
        QCOMPARE(refreshed.count(), 1); // nobody looks
        refresher.setVisible(true);
        QTRY_COMPARE(refreshed.count(), 2);
        clock.advance(30s);
        QTRY_COMPARE(refreshed.count(), 3);

        QSignalSpy failed(&refresher, &Refresher::failed);
        m_system->linkDown = true;
        refresher.refresh(localSystemId);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(connections.state(localSystemId).phase, SystemState::Phase::Waiting);
        QVERIFY(
            inventory.node(inventory.find(localSystemId, m_gold.path()))->stale); // and still there
    }

    void aFirstReadingThatTakesLongShowsWhatItHas()
    {
        m_system->silentClasses.append(u"CIM_SettingData"_s); // the reading does not end
        Watched watched(*m_system);
        connect(&watched.refresher, &Refresher::busyChanged, this,
                [&watched] { watched.clock.advance(1s); });
        watched.connections.open(localSystemId);
        QTRY_VERIFY(watched.inventory.find(localSystemId, m_gold.path()) > 0);
        QVERIFY(watched.busy());
    }

    // What is remembered comes while the first reading is under way already.
    void aPartOfAReadingDoesNotReplaceWhatIsRemembered()
    {
        m_system->silentClasses.append(u"CIM_SettingData"_s); // the reading does not end
        const CimInstance silver = m_system->addPool(u"silver"_s, 50);
        m_system->remove(silver.path());
        Watched watched(*m_system);
        Inventory &inventory = watched.inventory;
        const Findings old{
            .objects = {{silver}}, .links = {}, .read = watched.clock.now().addDays(-1)};
        Answer<Done> taken;
        connect(&watched.refresher, &Refresher::busyChanged, this, [&] {
            QVERIFY(inventory.isBlank(localSystemId));
            taken = inventory.take(localSystemId, old);
            QVERIFY(!inventory.isBlank(localSystemId));
            inventory.setStale(localSystemId, true);
            watched.clock.advance(1s);
        });
        watched.connections.open(localSystemId);
        // All that answers was read.
        QTRY_COMPARE(m_system->count(u"Enumerate MSISCSITARGET_ConcreteJob"_s), 1);
        QVERIFY(QTest::qWaitFor([&] { return taken.isFinished(); }));
        QTest::qWait(0);
        QVERIFY(watched.busy());
        QVERIFY(inventory.find(localSystemId, silver.path()) > 0);
        QVERIFY(inventory.node(inventory.find(localSystemId, silver.path()))->stale);
        QCOMPARE(inventory.find(localSystemId, m_gold.path()), NodeId(-1));
    }

    void whatAnEventLeadsTo_data()
    {
        QTest::addColumn<CimEvent::Kind>("kind");
        QTest::addColumn<bool>("known");
        QTest::addColumn<bool>("readsAll");
        QTest::addColumn<int>("gets");
        using Kind = CimEvent::Kind;
        QTest::newRow("came") << Kind::Created << false << true << 0;
        QTest::newRow("came, and is known") << Kind::Created << true << false << 0;
        QTest::newRow("changed") << Kind::Modified << true << false << 1;
        QTest::newRow("changed, and is not read") << Kind::Modified << false << false << 0;
        QTest::newRow("went") << Kind::Deleted << true << true << 0;
        QTest::newRow("went, and is not read") << Kind::Deleted << false << false << 0;
    }
    void whatAnEventLeadsTo()
    {
        QFETCH(CimEvent::Kind, kind);
        QFETCH(bool, known);
        QFETCH(bool, readsAll);
        QFETCH(int, gets);
        Watched watched(*m_system);
        watched.refresher.setVisible(true);
        QVERIFY(watched.read());
        watched.clock.advance(1s);
        const qsizetype before = m_system->sent.size();
        watched.tell(kind,
                     known ? m_gold
                           : made(Schema::iscsiTarget, u"MSISCSITARGET_StoragePool"_s, u"new"_s));
        watched.clock.advance(300ms);
        QCOMPARE(watched.busy(), readsAll);
        QTRY_COMPARE(m_system->count(u"Get MSISCSITARGET_StoragePool"_s), gets);
        QTRY_VERIFY(!watched.busy());
        QTest::qWait(0);
        if (!readsAll)
            QCOMPARE(m_system->sent.size(), before + gets);
    }

    // A reading that has begun does not hold what happens after that.
    void anEventAfterAReadingBeganIsNotLost()
    {
        Watched watched(*m_system);
        watched.refresher.setVisible(true);
        QVERIFY(watched.read());
        watched.clock.advance(1s);
        for (const bool more : {false, true}) {
            const CimInstance silver = m_system->addPool(u"silver"_s, 10);
            watched.tell(CimEvent::Kind::Created, silver);
            watched.clock.advance(100ms);
            watched.refresher.refresh(localSystemId);
            QTRY_VERIFY(!watched.busy());
            QVERIFY(watched.inventory.find(localSystemId, silver.path()) > 0);
            watched.clock.advance(100ms);
            const CimInstance bronze = m_system->addPool(u"bronze"_s, 10);
            if (more)
                watched.tell(CimEvent::Kind::Created, bronze);
            watched.clock.advance(100ms);
            QCOMPARE(watched.busy(), more);
            QTRY_VERIFY(!watched.busy());
            QCOMPARE(watched.inventory.find(localSystemId, bronze.path()) > 0, more);
            watched.clock.advance(1s);
        }
    }

private:
    void read()
    {
        QList<CimInstance> objects = m_system->instances;
        m_inventory->setObjects(
            u"a"_s, objects,
            m_links.value_or(QList<CimInstance>{allocated(m_primordial, m_gold, 100),
                                                allocated(m_gold, m_child, 50)}),
            QDateTime::currentDateTimeUtc());
    }
    const Node *object(const CimInstance &instance) const
    {
        return m_inventory->node(m_inventory->find(u"a"_s, instance.path()));
    }
    QString headingOf(const CimInstance &instance) const
    {
        return m_inventory->node(object(instance)->parent)->name;
    }
    void settled() { QCoreApplication::sendPostedEvents(); }

    std::unique_ptr<Inventory> m_inventory;
    std::unique_ptr<FakeSystem> m_system;
    CimInstance m_primordial, m_gold, m_child;
    std::optional<QList<CimInstance>> m_links;
};

QTEST_GUILESS_MAIN(TestInventory)
#include "tst_inventory.moc"
