// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The tree that views show: rows follow the inventory one by one, and a selection never gets lost.

#include "models/systemtreemodel.h"
#include "services/schema/schema.h"
#include "tests/support/fakesystem.h"
#include "tests/support/manualclock.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestSystemTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_book = std::make_unique<SystemBook>(m_folder->filePath(u"systems.json"_s));
        m_system = std::make_unique<FakeSystem>();
        m_gold = m_system->addPool(u"gold"_s, 100);
        m_system->find(m_gold.path())->set(u"RemainingManagedSpace", CimValue::uint64(60));
        m_connections = std::make_unique<Connections>(
            *m_book,
            [this](const ConnectionSpec &, const Secret &) { return m_system->transport(); },
            [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); },
            m_clock);
        m_inventory = std::make_unique<Inventory>();
        m_inventory->setSystems({{u"local"_s, u"This computer"_s}, {u"b"_s, u"iscsi02"_s}},
                                {{u"b"_s, u"London"_s}});
        QCoreApplication::sendPostedEvents();
        m_model = std::make_unique<SystemTreeModel>(*m_inventory, *m_connections, m_words);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void rowsFollowTheInventory()
    {
        QCOMPARE(m_model->rowCount(), 2);
        read();
        const QModelIndex pool = index(m_gold);
        QCOMPARE(pool.data().toString(), u"gold"_s);
        QCOMPARE(pool.data(KindRole).toString(), u"MSISCSITARGET_StoragePool"_s);
        QCOMPARE(pool.data(TotalRole).toULongLong(), 100u);
        QCOMPARE(pool.data(UsedRole).toULongLong(), 40u);
        QCOMPARE(pool.parent().data(RawRole).toString(), u"pools"_s);
        QCOMPARE(pool.parent().parent().data(SystemRole).toString(), u"local"_s);
        QCOMPARE(CimPath::fromText(pool.data(PathRole).toString()).value(), m_gold.path());
        QVERIFY(!pool.parent().data(TotalRole).isValid());
    }

    void aChangeMovesNoOtherRow()
    {
        read();
        const QPersistentModelIndex selected(index(m_gold));
        m_system->addPool(u"silver"_s, 10);
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        read();
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(reset.count(), 0);
        QVERIFY(selected.isValid());
        QCOMPARE(selected.data().toString(), u"gold"_s);
        m_system->remove(m_gold.path());
        read();
        QVERIFY(!selected.isValid());
    }

    void statesAreThoseOfTheObjects_data()
    {
        QTest::addColumn<QList<uint>>("status");
        QTest::addColumn<State>("state");
        QTest::newRow("ok") << QList<uint>{2} << State::Ok;
        QTest::newRow("degraded") << QList<uint>{2, 3} << State::Warning;
        QTest::newRow("error wins in any order") << QList<uint>{2, 6, 3} << State::Error;
        QTest::newRow("lost") << QList<uint>{13} << State::Error;
        QTest::newRow("none") << QList<uint>{} << State::None;
    }
    void statesAreThoseOfTheObjects()
    {
        QFETCH(QList<uint>, status);
        QFETCH(State, state);
        QList<CimValue> values;
        for (const uint one : status)
            values.append(CimValue::uint16(quint16(one)));
        read();
        m_system->find(m_gold.path())
            ->set(u"OperationalStatus", CimValue::array(CimType::UInt16, values));
        read();
        QCOMPARE(State(index(m_gold).data(StateRole).toInt()), state);
    }

    void aFullPoolIsAWarning()
    {
        read();
        CimInstance *pool = m_system->find(m_gold.path());
        pool->set(u"LowSpaceWarningThreshold", CimValue::uint16(10));
        read();
        QCOMPARE(index(m_gold).data(LowMarkRole).toDouble(), 0.9);
        QCOMPARE(State(index(m_gold).data(StateRole).toInt()), State::Ok);
        m_system->find(m_gold.path())->set(u"RemainingManagedSpace", CimValue::uint64(5));
        read();
        QCOMPARE(State(index(m_gold).data(StateRole).toInt()), State::Warning);
    }

    void aConnectionShowsAtItsSystem()
    {
        const QModelIndex system = m_model->indexOf(m_inventory->system(u"local"_s));
        QCOMPARE(State(system.data(StateRole).toInt()), State::Untried);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_connections->open(u"local"_s);
        QCOMPARE(State(system.data(StateRole).toInt()), State::Busy);
        QTRY_COMPARE(State(system.data(StateRole).toInt()), State::Ok);
        QVERIFY(changed.count() >= 2);
    }

    void theFilterKeepsAncestorsAndWhatLiesBelow()
    {
        read();
        m_model->setFilter(u"  GOL "_s);
        QCOMPARE(leaves(*m_model), QStringList{u"gold"_s});
        m_model->setFilter(u"this pools"_s);
        QCOMPARE(leaves(*m_model), QStringList()); // every word, on one row
        m_model->setFilter(u"pools"_s);
        QCOMPARE(leaves(*m_model), (QStringList{u"gold"_s, u"E:"_s})); // the concrete one first
        m_model->setFilter({});
        QVERIFY(leaves(*m_model).contains(u"iscsi02"_s));
    }

    void rowsStandInOrderHoweverTheyCome()
    {
        for (const QString &name : {u"delta"_s, u"alpha"_s, u"charlie"_s})
            m_system->addPool(name, 1);
        read();
        m_system->addPool(u"bravo"_s, 1);
        read();
        QCOMPARE(
            leaves(*m_model, index(m_gold).parent()),
            (QStringList{u"alpha"_s, u"bravo"_s, u"charlie"_s, u"delta"_s, u"gold"_s, u"E:"_s}));
    }

    void aNewNameIsANewPlace()
    {
        const CimInstance silver = m_system->addPool(u"silver"_s, 10);
        read();
        const QPersistentModelIndex row(index(silver));
        QCOMPARE(row.row(), 1);
        m_system->find(silver.path())->set(u"ElementName", CimValue::string(u"brass"_s));
        read();
        QCOMPARE(row.data().toString(), u"brass"_s);
        QCOMPARE(row.row(), 0);
    }

    void whatComesAndGoesUnderAFilter()
    {
        read();
        m_model->setFilter(u"SILVER"_s);
        QCOMPARE(m_model->rowCount(), 0);
        const CimInstance silver = m_system->addPool(u"silver"_s, 10);
        const CimInstance other = m_system->addPool(u"other"_s, 10);
        read();
        QCOMPARE(leaves(*m_model), QStringList{u"silver"_s});
        QVERIFY(!index(other).isValid());
        m_system->find(other.path())->set(u"ElementName", CimValue::string(u"silver two"_s));
        read();
        QCOMPARE(leaves(*m_model), (QStringList{u"silver"_s, u"silver two"_s}));
        m_system->remove(silver.path());
        m_system->remove(other.path());
        read();
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setFilter({});
        QCOMPARE(leaves(*m_model), (QStringList{u"iscsi02"_s, u"gold"_s, u"E:"_s}));
    }

    // Each turn others come and go, far apart from each other, with a filter and without.
    void rowsAreThoseOfTheInventoryAfterAnyChange()
    {
        const QPersistentModelIndex local(m_model->indexOf(m_inventory->system(u"local"_s)));
        QRandomGenerator random(7);
        QHash<QString, CimPath> pools;
        for (int turn = 0; turn < 60; ++turn) {
            const QStringList names = pools.keys();
            for (const QString &name : names) {
                if (random.bounded(3) == 0)
                    m_system->remove(pools.take(name));
            }
            for (int i = 0; i < 40; ++i) {
                const QString name = u"p%1"_s.arg(random.bounded(100'000));
                if (!pools.contains(name))
                    pools.insert(name, m_system->addPool(name, 1).path());
            }
            const QString word = turn % 4 == 3 ? u"P%1"_s.arg(turn % 10) : QString();
            if (turn % 3 == 0)
                m_model->setFilter(word);
            read();
            m_model->setFilter(word);
            QStringList wanted = pools.keys();
            wanted.removeIf([&](const QString &name) { return !name.contains(word.toLower()); });
            wanted.sort();
            const QModelIndex heading = index(m_gold).isValid()
                ? index(m_gold).parent()
                : m_model->index(0, 0, m_model->index(0, 0, {}));
            QStringList found = leaves(*m_model, heading);
            found.removeAll(u"gold"_s);
            found.removeAll(u"E:"_s);
            QCOMPARE(found, wanted);
        }
        m_model->setFilter({});
        QVERIFY(local.isValid()); // it was never filtered out
    }

    void aCrowdIsNamedAndFilteredOverTurns()
    {
        for (int i = 0; i < 20'000; ++i)
            m_system->addPool(u"pool-%1"_s.arg(i), 100);
        read();
        QTRY_COMPARE(leaves(*m_model).size(), 20'003);
        QSignalSpy filtered(m_model.get(), &SystemTreeModel::filtered);
        const QPersistentModelIndex last(index(m_system->instances.last()));
        m_model->setFilter(u"pool-1"_s);
        QVERIFY(!m_model->isFiltered());
        m_model->setFilter(u"pool-19999"_s); // and the first question is not answered any more
        QVERIFY(filtered.wait());
        QCOMPARE(filtered.count(), 1);
        QVERIFY(m_model->isFiltered());
        QCOMPARE(leaves(*m_model), QStringList{u"pool-19999"_s});
        QCOMPARE(last.data().toString(), u"pool-19999"_s);
        m_model->setFilter({});
        QVERIFY(m_model->isFiltered());
        QCOMPARE(leaves(*m_model).size(), 20'003);
        QVERIFY(last.isValid());
    }

    void aLargeSystemGoesAsOneRow()
    {
        for (int i = 0; i < 20'000; ++i)
            m_system->addPool(u"pool-%1"_s.arg(i), 100);
        read();
        QTRY_COMPARE(leaves(*m_model).size(), 20'003);
        const NodeId last = m_inventory->find(u"local"_s, m_system->instances.last().path());
        const QPersistentModelIndex lastRow(m_model->indexOf(last));
        QVERIFY(lastRow.isValid());
        QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        m_inventory->setSystems({{u"b"_s, u"iscsi02"_s}}, {{u"b"_s, u"London"_s}});
        QCoreApplication::sendPostedEvents();
        QCOMPARE(removed.count(), 1);
        QCOMPARE(m_model->rowCount(), 1);
        QVERIFY(!lastRow.isValid());
        QVERIFY(!m_model->indexOf(last).isValid());
        // What comes while the places of the others get free stands on its own.
        m_inventory->setSystems({{u"local"_s, u"This computer"_s}, {u"b"_s, u"iscsi02"_s}},
                                {{u"b"_s, u"London"_s}});
        m_model->setFilter(u"pool-1"_s);
        read();
        m_model->setFilter({});
        QTRY_COMPARE(leaves(*m_model).size(), 20'003);
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(removed.count(), 1);
    }

    void aBatchOfUpdatesIsFewSignals()
    {
        for (int i = 0; i < 500; ++i)
            m_system->addPool(u"pool-%1"_s.arg(i), 100);
        read();
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        for (CimInstance &object : m_system->instances) {
            if (object.has(u"TotalManagedSpace"))
                object.set(u"RemainingManagedSpace", CimValue::uint64(1));
        }
        read();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(inserted.count() + removed.count(), 0);
        changed.clear();
        read();
        QCOMPARE(changed.count(), 0); // nothing is new
        for (int i = 0; i < 500; i += 2)
            m_system->instances.removeAt(4 + i / 2); // every other pool
        read();
        QCOMPARE(removed.count(), 1);
    }

private:
    void read()
    {
        m_inventory->setObjects(u"local"_s, m_system->instances, {}, m_clock.now());
        QCoreApplication::sendPostedEvents();
    }
    QModelIndex index(const CimInstance &object) const
    {
        return m_model->indexOf(m_inventory->find(u"local"_s, object.path()));
    }
    static QStringList leaves(const QAbstractItemModel &model, const QModelIndex &parent = {})
    {
        QStringList found;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            found += model.hasChildren(index) ? leaves(model, index)
                                              : QStringList{index.data().toString()};
        }
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock;
    ModelWords m_words;
    std::unique_ptr<SystemBook> m_book;
    std::unique_ptr<FakeSystem> m_system;
    std::unique_ptr<Connections> m_connections;
    std::unique_ptr<Inventory> m_inventory;
    std::unique_ptr<SystemTreeModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    CimInstance m_gold;
};

QTEST_GUILESS_MAIN(TestSystemTreeModel)
#include "tst_systemtreemodel.moc"
