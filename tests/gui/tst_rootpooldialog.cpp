// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The dialog for the members of a root pool: which devices it adds and removes, what holds it back,
// and what others do meanwhile.

#include "tests/gui/clusterconsole.h"
#include "tests/gui/keys.h"
#include "tests/gui/widgetparts.h"

#include "ui/wizards/devicepicker.h"
#include "ui/wizards/rootpoolmembers.h"

#include <QSignalSpy>
#include <QTreeView>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestRootPoolDialog : public QObject
{
    Q_OBJECT

private slots:
    void membersAreAddedAndRemoved();
    void whatOthersAddMeanwhileStays();
    void CRP_R22_addingAndRemovingAreAnnouncedEach();
    void membersThatAreNeededStay();
    void aFailedChangeOfDevicesSaysWhy();
};

void TestRootPoolDialog::membersAreAddedAndRemoved()
{
    ClusterConsole console;
    const CimPath pool = console.clusterFacts().pools().first().path;
    auto *dialog = new RootPoolMembers(windowConsole(*console.services), clusterId(), pool,
                                       console.window.get());
    QSignalSpy committed(dialog, &RootPoolMembers::committed);
    dialog->open();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto *picker = dialog->findChild<DevicePicker *>();
    QTRY_COMPARE(QApplication::focusWidget(), picker->view());
    QCOMPARE(picker->ticked(), QList<CimPath>{console.cluster.path(u"d3"_s)});
    QVERIFY(dialog->calls().isEmpty());
    press(Qt::Key_Return); // nothing to do yet
    QCOMPARE(committed.size(), 0);
    press(Qt::Key_Home);
    press(Qt::Key_Down); // the first device
    press(Qt::Key_Space);
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    press(Qt::Key_Space); // the third is the member
    QCOMPARE(dialog->calls().size(), 2);
    QVERIFY(says(dialog, u"Added"_s));
    QVERIFY(says(dialog, u"Removed"_s));
    press(Qt::Key_Return);
    QCOMPARE(committed.size(), 1);
    const auto calls = committed.first().at(1).value<QList<MethodCall>>();
    QCOMPARE(calls.at(0).decl().name, "AddResourcesToResourcePool"_L1);
    QCOMPARE(calls.at(0).argument(u"HostResources").toPaths(),
             QList<CimPath>{console.cluster.path(u"d1"_s)});
    QCOMPARE(calls.at(1).decl().name, "RemoveResourcesFromResourcePool"_L1);
    QCOMPARE(calls.at(1).argument(u"HostResources").toPaths(),
             QList<CimPath>{console.cluster.path(u"d3"_s)});
}

void TestRootPoolDialog::whatOthersAddMeanwhileStays()
{
    ClusterObjects cluster;
    const CimPath pool = cluster.addPool(u"wide"_s, u"wide"_s, 17, {cluster.path(u"d1"_s)});
    ClusterConsole console(cluster);
    RootPoolMembers dialog(windowConsole(*console.services), clusterId(), pool);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *picker = dialog.findChild<DevicePicker *>();
    picker->setTicked({cluster.path(u"d1"_s), cluster.path(u"d4"_s)});
    // Somebody else puts d2 into the pool while the dialog is open.
    ClusterObjects later;
    later.addPool(u"wide"_s, u"wide"_s, 17, {cluster.path(u"d1"_s), cluster.path(u"d2"_s)});
    console.cluster = later;
    console.tell();
    QTRY_VERIFY(picker->ticked().contains(cluster.path(u"d2"_s)));
    QCOMPARE(dialog.calls().size(), 1);
    QCOMPARE(dialog.calls().first().argument(u"HostResources").toPaths(),
             QList<CimPath>{cluster.path(u"d4"_s)});
    QVERIFY(!says(&dialog, u"Removed"_s));
}

void TestRootPoolDialog::CRP_R22_addingAndRemovingAreAnnouncedEach()
{
    ClusterObjects cluster;
    for (CimInstance &object : cluster.objects) {
        if (object.has(u"AsynchronousMethodsSupported")) // all but 6, removing
            object.set(
                u"AsynchronousMethodsSupported",
                CimValue::array(CimType::UInt32, {CimValue::uint32(2), CimValue::uint32(5)}));
    }
    ClusterConsole console(cluster);
    const CimPath pool = console.clusterFacts().pools().first().path;
    RootPoolMembers dialog(windowConsole(*console.services), clusterId(), pool);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QSignalSpy committed(&dialog, &RootPoolMembers::committed);
    auto *picker = dialog.findChild<DevicePicker *>();
    picker->setTicked({});
    QCOMPARE(dialog.calls().size(), 1);
    QVERIFY(says(&dialog, u"removes no devices"_s));
    dialog.accept();
    QCOMPARE(committed.size(), 0);
    picker->setTicked({cluster.path(u"d3"_s), cluster.path(u"d4"_s)}); // adding is announced
    QVERIFY(!says(&dialog, u"removes no devices"_s));
    picker->setTicked({});
    dialog.setTryAnyway();
    dialog.accept();
    QCOMPARE(committed.size(), 1);
}

void TestRootPoolDialog::membersThatAreNeededStay()
{
    ClusterObjects cluster;
    const CimPath pool = cluster.addPool(u"busy"_s, u"busy"_s, 17,
                                         {cluster.path(u"d1"_s), cluster.path(u"d2"_s)});
    cluster.objects.last().set(u"Reserved", CimValue::uint64(5'000'000'000'000));
    ClusterConsole console(cluster);
    RootPoolMembers dialog(windowConsole(*console.services), clusterId(), pool);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *picker = dialog.findChild<DevicePicker *>();
    picker->setTicked({cluster.path(u"d1"_s)});
    QVERIFY(says(&dialog, u"reserved"_s));
    QSignalSpy committed(&dialog, &RootPoolMembers::committed);
    dialog.accept();
    QCOMPARE(committed.size(), 0);
    picker->setTicked({cluster.path(u"d1"_s), cluster.path(u"d4"_s)});
    dialog.accept();
    QCOMPARE(committed.size(), 1);
}

void TestRootPoolDialog::aFailedChangeOfDevicesSaysWhy()
{
    ClusterObjects cluster;
    const CimPath pool = cluster.addPool(u"few"_s, u"few"_s, 17, {cluster.path(u"d1"_s)});
    ClusterConsole console(cluster);
    RootPoolMembers dialog(windowConsole(*console.services), clusterId(), pool);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.findChild<DevicePicker *>()->setTicked({cluster.path(u"d1"_s), cluster.path(u"d2"_s)});
    const QList<MethodCall> calls = dialog.calls();
    QCOMPARE(calls.size(), 1);
    dialog.show();
    QVERIFY(!says(&dialog, u"were not changed"_s));
    dialog.setProblem(
        Failure{.cause = Failure::Cause::InUse, .stage = Failure::Stage::Operation, .code = 6},
        calls.first());
    QVERIFY(says(&dialog, u"were not changed"_s));
}

QTEST_MAIN(TestRootPoolDialog)
#include "tst_rootpooldialog.moc"
