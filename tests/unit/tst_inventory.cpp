// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The tree of what is known: where things stand, that ids stay, and one signal a turn.

#include "services/inventory/inventory.h"
#include "services/inventory/refresher.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
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
} // namespace

class TestInventory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
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

    void aReadingFollowsAConnectAndEveryThirtySecondsWhileSomebodyLooks()
    {
        QTemporaryDir folder;
        ManualClock clock;
        SystemBook book(folder.filePath(u"systems.json"_s));
        Connections connections(
            book, [this](const ConnectionSpec &, const Secret &) { return m_system->transport(); },
            [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); }, clock);
        Inventory inventory;
        Refresher refresher(book, connections, inventory, clock);
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
    void settled() { QCoreApplication::sendPostedEvents(); }
    void cleanup() { m_links.reset(); }

    std::unique_ptr<Inventory> m_inventory;
    std::unique_ptr<FakeSystem> m_system;
    CimInstance m_primordial, m_gold, m_child;
    std::optional<QList<CimInstance>> m_links;
};

QTEST_GUILESS_MAIN(TestInventory)
#include "tst_inventory.moc"
