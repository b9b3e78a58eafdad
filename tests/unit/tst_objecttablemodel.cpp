// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Members and users of an object as a table, and every property of one.

#include "models/objecttablemodel.h"
#include "models/propertymodel.h"
#include "services/schema/schema.h"
#include "tests/support/fakesystem.h"
#include "tests/support/manualclock.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestObjectTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_book = std::make_unique<SystemBook>(m_folder->filePath(u"systems.json"_s));
        m_connections = std::make_unique<Connections>(
            *m_book,
            [](const ConnectionSpec &, const Secret &) { return std::unique_ptr<Transport>(); },
            [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); },
            m_clock);
        m_system = std::make_unique<FakeSystem>();
        m_inventory = std::make_unique<Inventory>();
        m_inventory->setSystems({{u"a"_s, u"a"_s}}, {});
        m_gold = m_system->addPool(u"gold"_s, 18446744073709551615u);
        m_child = m_system->addPool(u"child"_s, 9);
        m_links = {allocated(m_system->primordial(), m_gold.path(), 7),
                   allocated(m_gold.path(), m_child.path(), 9)};
        read();
        m_model = std::make_unique<ObjectTableModel>(*m_inventory, *m_connections, m_words);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void membersAndUsersAreTheTwoEndsOfTheLinks()
    {
        m_model->showMembers(id(m_gold));
        QCOMPARE(names(), QStringList{u"E:"_s});
        m_model->showUsers(id(m_gold));
        QCOMPARE(names(), QStringList{u"child"_s});
        m_model->showBelow(m_inventory->system(u"a"_s));
        QCOMPARE(names(), (QStringList{u"E:"_s, u"gold"_s}));
    }

    void rawValuesAreExact()
    {
        m_model->showAll({id(m_gold)});
        const QModelIndex size = m_model->index(0, ObjectTableModel::Size);
        QCOMPARE(size.data(RawRole).toULongLong(), 18446744073709551615u);
        QCOMPARE(size.data(SortRole).toULongLong(), 18446744073709551615u);
        QVERIFY(m_model->index(0, ObjectTableModel::Filled).data(TotalRole).isValid());
        QVERIFY(!m_model->index(0, ObjectTableModel::Name).data(TotalRole).isValid());
    }

    void aChangeKeepsTheOtherRows()
    {
        m_model->showUsers(id(m_gold));
        const QPersistentModelIndex child(m_model->index(0, 0));
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        const CimInstance second = m_system->addPool(u"second"_s, 9);
        m_links.append(allocated(m_gold.path(), second.path(), 9));
        read();
        QCOMPARE(names(), (QStringList{u"child"_s, u"second"_s}));
        QVERIFY(child.isValid());
        m_system->remove(m_child.path());
        read();
        QCOMPARE(names(), QStringList{u"second"_s});
        QVERIFY(!child.isValid());
        QCOMPARE(reset.count(), 0);
    }

    void aColumnIsSortedByItsRawValues()
    {
        const CimInstance second = m_system->addPool(u"Bronze"_s, 10);
        read();
        m_model->showAll({id(m_gold), id(second), id(m_child)});
        const QPersistentModelIndex gold(m_model->index(0, 0));
        m_model->sort(ObjectTableModel::Name, Qt::AscendingOrder);
        QCOMPARE(names(), (QStringList{u"Bronze"_s, u"child"_s, u"gold"_s}));
        m_model->sort(ObjectTableModel::Size, Qt::AscendingOrder);
        QCOMPARE(names(), (QStringList{u"child"_s, u"Bronze"_s, u"gold"_s}));
        m_model->sort(ObjectTableModel::Size, Qt::DescendingOrder);
        QCOMPARE(names(), (QStringList{u"gold"_s, u"Bronze"_s, u"child"_s}));
        QCOMPARE(gold.data().toString(), u"gold"_s);
        m_system->find(m_child.path())->set(u"TotalManagedSpace", CimValue::uint64(11));
        read();
        QCOMPARE(names(), (QStringList{u"gold"_s, u"child"_s, u"Bronze"_s}));
    }

    void aCrowdComesIntoOrderWhileItChanges()
    {
        m_model->sort(ObjectTableModel::Name, Qt::AscendingOrder);
        m_model->showBelow(m_inventory->system(u"a"_s));
        QList<CimPath> paths;
        for (int i = 0; i < 3000; ++i)
            paths.append(m_system->addPool(u"pool-%1"_s.arg(i * 7919 % 10'007), 1).path());
        read();
        QCOMPARE(m_model->rowCount(), 3002); // at once, and in order soon
        m_model->sort(ObjectTableModel::Name, Qt::DescendingOrder);
        for (int i = 0; i < 1000; ++i) // every other of the first 2,000
            m_system->instances.removeAt(m_system->instances.size() - 3000 + 2 * i);
        m_system->addPool(u"pool-"_s, 1);
        read();
        m_system->find(paths.at(1))->set(u"ElementName", CimValue::string(u"zebra"_s));
        read();
        QTRY_COMPARE(names().first(), u"E:"_s);
        QTRY_COMPARE(names().value(1), u"zebra"_s);
        const auto isInOrder = [this] {
            QStringList all = names().mid(1);
            return std::is_sorted(all.rbegin(), all.rend());
        };
        QTRY_VERIFY(isInOrder());
        QCOMPARE(m_model->rowCount(), 2003);
    }

    void everyPropertyIsShownWithItsType()
    {
        PropertyModel model(m_words);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        CimInstance pool = m_gold;
        pool.set(u"Description", CimValue::null(CimType::String));
        pool.set(u"Vendor_Own", CimValue::string(u"<b>x</b>"_s));
        model.setInstance(pool);
        QCOMPARE(model.rowCount(), int(pool.properties().size()));
        const auto rowOf = [&model](const QString &name) {
            return model.match(model.index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly)
                .value(0)
                .row();
        };
        const int total = rowOf(u"TotalManagedSpace"_s);
        QCOMPARE(model.index(total, PropertyModel::Type).data().toString(), u"uint64"_s);
        QCOMPARE(model.index(total, PropertyModel::Value).data().toString(),
                 u"18446744073709551615"_s);
        QCOMPARE(model.index(total, 0).data(CimNameRole).toString(),
                 u"MSISCSITARGET_StoragePool.TotalManagedSpace"_s);
        QCOMPARE(model.index(rowOf(u"OperationalStatus"_s), PropertyModel::Type).data().toString(),
                 u"uint16[]"_s);
        QCOMPARE(
            model.index(rowOf(u"Description"_s), PropertyModel::Value).data(KindRole).toString(),
            u"null"_s);
        QCOMPARE(model.index(rowOf(u"Vendor_Own"_s), PropertyModel::Value).data().toString(),
                 u"<b>x</b>"_s);
    }

    void theSameObjectReadAgainChangesValuesOnly()
    {
        PropertyModel model(m_words);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setInstance(m_gold);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        CimInstance again = m_gold;
        again.set(u"RemainingManagedSpace", CimValue::uint64(1));
        model.setInstance(again);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
        model.setInstance(m_child);
        QCOMPARE(reset.count(), 1);
    }

private:
    static CimInstance allocated(const CimPath &from, const CimPath &to, quint64 bytes)
    {
        CimInstance link(*Schema::findClass(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_AllocatedFromStoragePool"));
        link.set(u"Antecedent", CimValue::reference(from));
        link.set(u"Dependent", CimValue::reference(to));
        link.set(u"SpaceConsumed", CimValue::uint64(bytes));
        return link;
    }
    void read()
    {
        m_inventory->setObjects(u"a"_s, m_system->instances, m_links, m_clock.now());
        QCoreApplication::sendPostedEvents();
    }
    NodeId id(const CimInstance &object) const { return m_inventory->find(u"a"_s, object.path()); }
    QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < m_model->rowCount(); ++row)
            all.append(m_model->index(row, 0).data().toString());
        return all;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock;
    ModelWords m_words;
    std::unique_ptr<SystemBook> m_book;
    std::unique_ptr<Connections> m_connections;
    std::unique_ptr<FakeSystem> m_system;
    std::unique_ptr<Inventory> m_inventory;
    std::unique_ptr<ObjectTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    CimInstance m_gold, m_child;
    QList<CimInstance> m_links;
};

QTEST_GUILESS_MAIN(TestObjectTableModel)
#include "tst_objecttablemodel.moc"
