// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The root pool wizard, driven by keyboard: what it offers, what it refuses, and what it would
// send; and how it and the dialog for members look.

#include "tests/gui/clusterconsole.h"
#include "tests/gui/keys.h"
#include "tests/gui/servedtarget.h"
#include "tests/gui/widgetparts.h"

#include "models/rootpoolcall.h"
#include "ui/mainwindow/forms.h"
#include "ui/widgets/appstyle.h"
#include "ui/wizards/devicepicker.h"
#include "ui/wizards/nameedit.h"
#include "ui/wizards/rootpoolmembers.h"
#include "ui/wizards/rootpoolwizard.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTabBar>
#include <QTreeView>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
// With keys going there.
RootPoolWizard *openWizard(ClusterConsole &console)
{
    auto *wizard = new RootPoolWizard(windowConsole(*console.services), clusterId(),
                                      console.window.get());
    wizard->open();
    const auto hasKeys = [&] {
        return QApplication::activeWindow() == wizard
            && wizard->isAncestorOf(QApplication::focusWidget());
    };
    return QTest::qWaitFor(hasKeys) ? wizard : nullptr;
}

// The row of a device, by the name of its node and its own.
QModelIndex rowOf(const DevicePicker &picker, const QString &node, const QString &name)
{
    const QAbstractItemModel *model = picker.view()->model();
    for (int i = 0; i < model->rowCount(); ++i) {
        const QModelIndex group = model->index(i, 0);
        for (int j = 0; group.data().toString() == node && j < model->rowCount(group); ++j) {
            if (model->index(j, 0, group).data().toString() == name)
                return model->index(j, 0, group);
        }
    }
    return {};
}

QString stateOf(const QModelIndex &row)
{
    return row.siblingAtColumn(3).data(StateTextRole).toString();
}
} // namespace

class TestRootPoolWizard : public QObject
{
    Q_OBJECT

private slots:
    void CRP_R1_keyboardAloneBuildsTheCall();
    void CRP_R2_thereIsNoParentToChoose();
    void CRP_R6_aBlankNameIsSentAsNull();
    void CRP_R7_namesAreCheckedAsTheyAreTyped();
    void CRP_R8_noDevicesAfterATypeIsSet();
    void CRP_R9_devicesStandBelowTheirNodes();
    void CRP_R10_theFirstPickGreysOtherTypes();
    void CRP_R11_typesAreNamed();
    void CRP_R12_aChosenTypeHidesOthersAndIsLocked();
    void CRP_R14_devicesInUseOrAwayAreGrey();
    void whatComesAndGoesIsFollowed();
    void aFailureReopensItFilledIn();
    void enterHeldDownIsOneIntent();
    void CRP_R15_CRP_R17_keyboardAloneMakesAPool_data();
    void CRP_R15_CRP_R17_keyboardAloneMakesAPool();
    void everyPageIsWhole_data();
    void everyPageIsWhole();
};

void TestRootPoolWizard::CRP_R1_keyboardAloneBuildsTheCall()
{
    ClusterConsole console;
    RootPoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    QSignalSpy committed(wizard, &RootPoolWizard::committed);
    type(u"gold"_s);
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(RootPoolWizard::DeviceStep));
    QVERIFY(!isOn(*wizard, QWizard::NextButton));
    auto *picker = wizard->findChild<DevicePicker *>();
    QCOMPARE(QApplication::focusWidget(), picker->view());
    press(Qt::Key_Space); // the first device of hvn1
    press(Qt::Key_Down);
    press(Qt::Key_Space);
    QVERIFY(isOn(*wizard, QWizard::NextButton));
    QCOMPARE(picker->ticked(),
             (QList<CimPath>{console.cluster.path(u"d1"_s), console.cluster.path(u"d2"_s)}));
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(RootPoolWizard::ReviewStep));
    QVERIFY(says(wizard->currentPage(), u"gold"_s));
    QCOMPARE(committed.size(), 0); // nothing is sent before the last button
    QPointer<RootPoolWizard> closed(wizard);
    press(Qt::Key_Return);
    QCOMPARE(committed.size(), 1);
    const auto call = committed.first().at(1).value<MethodCall>();
    QCOMPARE(call.decl().name, "CreateResourcePool"_L1);
    QCOMPARE(call.argument(u"ElementName").toString(), u"gold"_s);
    QCOMPARE(call.argument(u"ResourceType"), CimValue::string(u"17"_s));
    QCOMPARE(call.argument(u"HostResources").toPaths().size(), 2);
    QCOMPARE(call.target(), console.cluster.service);
    QTRY_VERIFY(!closed);
}

void TestRootPoolWizard::CRP_R2_thereIsNoParentToChoose()
{
    ClusterConsole console;
    RootPoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    QVERIFY(wizard->windowTitle().contains(u"root pool"_s));
    QCOMPARE(wizard->pageIds().size(), 3);
    QVERIFY(wizard->buttonText(QWizard::FinishButton).contains(u"root pool"_s));
    const auto labels = wizard->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        QVERIFY(!label->text().contains(u"parent"_s, Qt::CaseInsensitive));
}

void TestRootPoolWizard::CRP_R6_aBlankNameIsSentAsNull()
{
    ClusterConsole console;
    RootPoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    QVERIFY(isOn(*wizard, QWizard::NextButton));
    QVERIFY(says(wizard->currentPage(), u"chooses a name"_s));
    type(u"x"_s);
    QVERIFY(!wizard->call().argument(u"ElementName").isNull());
    press(Qt::Key_Backspace);
    QVERIFY(wizard->call().argument(u"ElementName").isNull());
}

void TestRootPoolWizard::CRP_R7_namesAreCheckedAsTheyAreTyped()
{
    ClusterConsole console;
    RootPoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    type(u"  "_s);
    QVERIFY(!isOn(*wizard, QWizard::NextButton));
    QVERIFY(says(wizard->currentPage(), u"blanks"_s));
    auto *edit = wizard->findChild<NameEdit *>();
    edit->setName(u"sql-root"_s);
    QVERIFY(isOn(*wizard, QWizard::NextButton)); // a warning only
    QVERIFY(!edit->problemText().isEmpty());
    edit->setName(QString(300, u'x'));
    QCOMPARE(edit->name().size(), 256);
}

void TestRootPoolWizard::CRP_R8_noDevicesAfterATypeIsSet()
{
    ClusterConsole console;
    RootPoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    press(Qt::Key_Return);
    QVERIFY(!isOn(*wizard, QWizard::NextButton)); // neither type nor device
    QVERIFY(says(wizard->currentPage(), u"first device"_s));
    press(Qt::Key_B, Qt::AltModifier);
    QTRY_COMPARE(wizard->currentId(), int(RootPoolWizard::NameStep));
    press(Qt::Key_T, Qt::AltModifier);
    auto *types = qobject_cast<QComboBox *>(QApplication::focusWidget());
    QVERIFY(types);
    type(u"proc"_s); // as people choose in a list
    QCOMPARE(types->currentText(), u"Processor"_s);
    press(Qt::Key_X, Qt::AltModifier);
    QTRY_COMPARE(wizard->currentId(), int(RootPoolWizard::DeviceStep));
    QVERIFY(isOn(*wizard, QWizard::NextButton));
    QVERIFY(says(wizard->currentPage(), u"starts empty"_s));
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(RootPoolWizard::ReviewStep));
    QVERIFY(says(wizard->currentPage(), u"starts empty"_s)); // the hint
    QVERIFY(isOn(*wizard, QWizard::FinishButton));
    QVERIFY(wizard->call().argument(u"HostResources").isNull());
    QVERIFY(wizard->call().problems().isEmpty());
}

void TestRootPoolWizard::CRP_R9_devicesStandBelowTheirNodes()
{
    ClusterConsole console;
    DevicePicker picker;
    picker.setFacts(console.clusterFacts());
    const QAbstractItemModel *model = picker.view()->model();
    QCOMPARE(model->rowCount(), 3);
    QVERIFY(rowOf(picker, u"hvn1"_s, u"PhysicalDrive1"_s).isValid());
    QVERIFY(rowOf(picker, u"hvn2"_s, u"PhysicalDrive1"_s).isValid());
    QVERIFY(!rowOf(picker, u"hvn2"_s, u"PhysicalDrive3"_s).isValid());
    picker.setTicked({console.cluster.path(u"d1"_s), console.cluster.path(u"d4"_s)});
    QVERIFY(says(&picker, u"7.27 TiB"_s)); // their sum
    QCOMPARE(stateOf(model->index(0, 0)), u"1 of 5 chosen"_s);
    picker.filter()->setText(u"hvn2"_s);
    QVERIFY(picker.view()->isRowHidden(0, model->index(0, 0)));
    QVERIFY(!picker.view()->isRowHidden(0, model->index(1, 0)));
    QCOMPARE(picker.ticked().size(), 2); // a filter unticks nothing
}

void TestRootPoolWizard::CRP_R10_theFirstPickGreysOtherTypes()
{
    ClusterConsole console;
    RootPoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    press(Qt::Key_Return);
    auto *picker = wizard->findChild<DevicePicker *>();
    const auto cpu = [&] { return rowOf(*picker, u"hvn1"_s, u"Processor 1"_s); };
    QVERIFY(cpu().flags() & Qt::ItemIsEnabled);
    press(Qt::Key_Space);
    QVERIFY(!(cpu().flags() & Qt::ItemIsEnabled));
    QVERIFY2(stateOf(cpu()).contains(u"Not Disk Drive"_s), qPrintable(stateOf(cpu())));
    QVERIFY(wizard->currentPage()->subTitle().contains(u"Disk Drive"_s));
    press(Qt::Key_Space); // none any more: open again
    QVERIFY(cpu().flags() & Qt::ItemIsEnabled);
    QVERIFY(!isOn(*wizard, QWizard::NextButton));
}

void TestRootPoolWizard::CRP_R11_typesAreNamed()
{
    ClusterConsole console;
    RootPoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    auto *types = wizard->currentPage()->findChild<QComboBox *>(QString(),
                                                                Qt::FindDirectChildrenOnly);
    QVERIFY(types);
    for (QComboBox *each : wizard->currentPage()->findChildren<QComboBox *>()) {
        if (each->accessibleName() == u"Resource type"_s)
            types = each;
    }
    QStringList names;
    for (int i = 0; i < types->count(); ++i) {
        if (types->itemData(i).isValid() && !types->itemText(i).isEmpty())
            names.append(types->itemText(i));
    }
    QCOMPARE(names.size(), 33);
    QVERIFY(names.contains(u"Logical Disk"_s));
    // What the cluster has devices of comes first.
    QCOMPARE(names.first(2), (QStringList{u"Processor"_s, u"Disk Drive"_s}));
}

void TestRootPoolWizard::CRP_R12_aChosenTypeHidesOthersAndIsLocked()
{
    ClusterConsole console;
    RootPoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    constexpr quint16 processor = 3;
    wizard->setPlan({.name = {}, .type = processor, .devices = {}});
    press(Qt::Key_Return);
    auto *picker = wizard->findChild<DevicePicker *>();
    const auto hidden = [&](const QString &name) {
        const QModelIndex row = rowOf(*picker, u"hvn1"_s, name);
        return picker->view()->isRowHidden(row.row(), row.parent());
    };
    QVERIFY(hidden(u"PhysicalDrive1"_s));
    QVERIFY(!hidden(u"Processor 1"_s));
    auto *types = wizard->currentPage()->findChild<QComboBox *>();
    QVERIFY(types->isEnabled());
    picker->setTicked({console.cluster.path(u"cpu0"_s)});
    QVERIFY(!types->isEnabled()); // its devices have the type
    QCOMPARE(types->currentText(), u"Processor"_s);
    QCOMPARE(wizard->call().argument(u"ResourceType").toString(), u"3"_s);
    press(Qt::Key_Y, Qt::AltModifier); // Clear type
    QTRY_VERIFY(!wizard->plan().type);
    QVERIFY(!hidden(u"PhysicalDrive1"_s));
    QVERIFY(picker->ticked().isEmpty());
}

void TestRootPoolWizard::CRP_R14_devicesInUseOrAwayAreGrey()
{
    ClusterConsole console;
    DevicePicker picker;
    picker.setFacts(console.clusterFacts());
    const QModelIndex taken = rowOf(picker, u"hvn1"_s, u"PhysicalDrive3"_s);
    const QModelIndex away = rowOf(picker, u"hvn3"_s, u"PhysicalDrive1"_s);
    QVERIFY(!(taken.flags() & Qt::ItemIsEnabled));
    QCOMPARE(stateOf(taken), u"In root pool sql-root"_s);
    QVERIFY(!(away.flags() & Qt::ItemIsEnabled));
    QVERIFY(says(&picker, u"can't be asked right now"_s));
    QCOMPARE(stateOf(rowOf(picker, u"hvn2"_s, u"PhysicalDrive2"_s)), u"Predictive Failure"_s);
}

void TestRootPoolWizard::whatComesAndGoesIsFollowed()
{
    ClusterConsole console;
    RootPoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    press(Qt::Key_Return);
    press(Qt::Key_Space);
    QVERIFY(isOn(*wizard, QWizard::NextButton));
    // Somebody else takes the device while the page is open.
    console.cluster.addPool(u"fast"_s, u"fast"_s, 17, {console.cluster.path(u"d1"_s)});
    console.tell();
    auto *picker = wizard->findChild<DevicePicker *>();
    QTRY_COMPARE(stateOf(rowOf(*picker, u"hvn1"_s, u"PhysicalDrive1"_s)), u"In root pool fast"_s);
    QVERIFY(!isOn(*wizard, QWizard::NextButton));
    press(Qt::Key_C, Qt::AltModifier); // Choose none
    QTRY_VERIFY(picker->ticked().isEmpty());
}

void TestRootPoolWizard::aFailureReopensItFilledIn()
{
    ClusterConsole console;
    const ClusterFacts facts = console.clusterFacts();
    const RootPool::Plan plan{
        .name = u"gold"_s, .type = 17, .devices = {console.cluster.path(u"d4"_s)}};
    const MethodCall call = RootPool::create(facts.service(), plan, facts);
    RootPoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    wizard->reopen(call, Failure{.cause = Failure::Cause::InUse, .parameter = u"HostResources"_s},
                   RootPoolWizard::ReviewStep);
    QCOMPARE(wizard->currentId(), int(RootPoolWizard::DeviceStep));
    QCOMPARE(wizard->call(), call);
    wizard->next();
    QVERIFY(isOn(*wizard, QWizard::FinishButton));
    wizard->reopen(call, Failure{.parameter = u"ElementName"_s}, RootPoolWizard::ReviewStep);
    QCOMPARE(wizard->currentId(), int(RootPoolWizard::NameStep));
    QVERIFY(says(wizard->currentPage(), u"refused this name"_s));
    QVERIFY(!isOn(*wizard, QWizard::NextButton));
}

void TestRootPoolWizard::enterHeldDownIsOneIntent()
{
    ClusterConsole console;
    RootPoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    QSignalSpy committed(wizard, &RootPoolWizard::committed);
    press(Qt::Key_Return);
    press(Qt::Key_Space);
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(RootPoolWizard::ReviewStep));
    for (int i = 0; i < 5; ++i)
        wizard->button(QWizard::FinishButton)->click();
    QCOMPARE(committed.size(), 1);
}

void TestRootPoolWizard::CRP_R15_CRP_R17_keyboardAloneMakesAPool_data()
{
    QTest::addColumn<bool>("overHttp");
    QTest::newRow("in this process") << false;
    QTest::newRow("over HTTP") << true;
}

// On the devices of this host: what the job made is found, selected, changed.
void TestRootPoolWizard::CRP_R15_CRP_R17_keyboardAloneMakesAPool()
{
    QFETCH(bool, overHttp);
    ConsoleFixture console;
    std::unique_ptr<ServedTarget> far;
    QString systemId = ConsoleFixture::local();
    if (overHttp) {
        far = std::make_unique<ServedTarget>(console);
        systemId = far->id();
    }
    Inventory &inventory = console.services->inventory();
    const auto facts = [&] { return ClusterFacts(inventory, systemId); };
    QTRY_VERIFY_WITH_TIMEOUT(facts().offers(ClusterFacts::CreateRootPool), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(!facts().nodes().isEmpty(), 30000);
    auto *forms = console.window->findChild<Forms *>();
    QVERIFY(forms);
    forms->open(Command::NewRootPool, {.nodes = {inventory.system(systemId)}, .job = 0}, false);
    auto *wizard = console.openDialog<RootPoolWizard>();
    QVERIFY(wizard);
    QVERIFY(QTest::qWaitForWindowActive(wizard));
    QTRY_VERIFY(wizard->isAncestorOf(QApplication::focusWidget()));
    type(u"gold-root"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(QApplication::focusWidget(), wizard->findChild<DevicePicker *>()->view());
    press(Qt::Key_Space);
    QCOMPARE(wizard->plan().devices.size(), 1);
    const CimPath device = wizard->plan().devices.first();
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(RootPoolWizard::ReviewStep));
    QCOMPARE(wizard->currentPage()->findChild<QTabBar *>()->count(), 4);
    press(Qt::Key_Return);

    QTRY_COMPARE(console.services->jobs().records().size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(console.lastJob()->over(), 30000);
    QCOMPARE(console.lastJob()->state, JobRecord::State::Succeeded);
    const auto made = [&]() -> const Node * {
        const ClusterFacts now = facts(); // whose pools these are
        for (const RootPoolFacts &pool : now.pools()) {
            if (pool.name == u"gold-root"_s)
                return inventory.node(inventory.find(systemId, pool.path));
        }
        return nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(made(), 30000);
    QTRY_COMPARE(facts().pool(made()->path())->devices, QList<CimPath>{device});
    QCOMPARE(console.lastJob()->result, made()->path());
    QTRY_COMPARE_WITH_TIMEOUT(console.window->tree()->selected(), QList<NodeId>{made()->id}, 30000);

    // Its only device goes; the pool stays, empty.
    forms->open(Command::EditMembers, {.nodes = {made()->id}, .job = 0}, false);
    auto *members = console.openDialog<RootPoolMembers>();
    QVERIFY(members);
    QVERIFY(QTest::qWaitForWindowActive(members));
    members->findChild<DevicePicker *>()->setTicked({});
    QCOMPARE(members->calls().size(), 1);
    members->findChild<DevicePicker *>()->view()->setFocus();
    press(Qt::Key_Return);
    QTRY_COMPARE(console.services->jobs().records().size(), 2);
    QTRY_VERIFY_WITH_TIMEOUT(console.lastJob()->over(), 30000);
    QCOMPARE(console.lastJob()->state, JobRecord::State::Succeeded);
    QTRY_VERIFY_WITH_TIMEOUT(made() && facts().pool(made()->path())->devices.isEmpty(), 30000);
    QVERIFY(facts().device(device)->isFree());
}

void TestRootPoolWizard::everyPageIsWhole_data()
{
    QTest::addColumn<int>("appearance");
    QTest::addColumn<int>("direction");
    QTest::newRow("light") << int(Appearance::Light) << int(Qt::LeftToRight);
    QTest::newRow("dark") << int(Appearance::Dark) << int(Qt::LeftToRight);
    QTest::newRow("mirrored") << int(Appearance::Light) << int(Qt::RightToLeft);
}

void TestRootPoolWizard::everyPageIsWhole()
{
    QFETCH(int, appearance);
    QFETCH(int, direction);
    applyAppearance(*qApp, Appearance(appearance));
    QGuiApplication::setLayoutDirection(Qt::LayoutDirection(direction));
    ClusterConsole console;
    RootPoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    wizard->findChild<NameEdit *>()->setName(u"gold-root"_s);
    shoot(wizard, u"wizard-root-pool-name"_s);
    wizard->next();
    shoot(wizard, u"wizard-root-pool-devices-open"_s);
    auto *picker = wizard->findChild<DevicePicker *>();
    picker->setTicked({console.cluster.path(u"d1"_s), console.cluster.path(u"d2"_s),
                       console.cluster.path(u"d4"_s)});
    shoot(wizard, u"wizard-root-pool-devices"_s);
    wizard->next();
    auto *tabs = wizard->currentPage()->findChild<QTabBar *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        shoot(wizard, u"wizard-root-pool-review-%1"_s.arg(tab));
    }
    wizard->reject();
    auto *dialog = new RootPoolMembers(windowConsole(*console.services), clusterId(),
                                       console.clusterFacts().pools().first().path,
                                       console.window.get());
    dialog->open();
    dialog->findChild<DevicePicker *>()->setTicked(
        {console.cluster.path(u"d1"_s), console.cluster.path(u"d4"_s)});
    shoot(dialog, u"root-pool-members"_s);
    dialog->reject();
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    applyAppearance(*qApp, Appearance::Light);
}

QTEST_MAIN(TestRootPoolWizard)
#include "tst_rootpoolwizard.moc"
