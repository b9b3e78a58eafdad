// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Hyper-V pools, cluster pools and pipes in the main window: where they stand, what they show, what
// can be done with them and why not, and what a delete of one means.

#include "tests/gui/consolefixture.h"

#include "models/offers.h"
#include "services/schema/schema.h"
#include "tests/support/adjust.h"
#include "ui/dialogs/deletedialog.h"
#include "ui/mainwindow/overviewpage.h"
#include "ui/mainwindow/systempane.h"
#include "ui/widgets/propertygrid.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
QStringList rowsOf(const QTreeView *view)
{
    QStringList rows;
    for (QModelIndex index = view->model()->index(0, 0); index.isValid();
         index = view->indexBelow(index))
        rows.append(index.data().toString());
    return rows;
}

// The labels of the overview, in the order they stand.
QStringList overviewTexts(const ConsoleFixture &console)
{
    QStringList texts;
    const auto grids = console.window->pane()->overview()->findChildren<PropertyGrid *>();
    for (const PropertyGrid *grid : grids) {
        const auto labels = grid->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisibleTo(console.window->pane()))
                texts.append(label->text());
        }
    }
    return texts;
}

CimInstance capabilities(const ConsoleFixture &console, const QString &className)
{
    const Inventory &inventory = console.services->inventory();
    const auto ids = inventory.objects(ConsoleFixture::local(), className);
    return ids.isEmpty() ? CimInstance() : inventory.node(ids.first())->instance;
}
} // namespace

class TestWindowObjects : public QObject
{
    Q_OBJECT

private slots:
    void hyperVPoolsStandBelowTheirHeading();
    void aChildPoolShowsItsFiguresAndParents();
    void CP_R27_withoutTheMethodTheCommandIsGrey();
    void CP_R30_aMissingNamespaceIsNoError();
    void PIPE_R30_withoutTheActionTheCommandIsGrey();
    void theNewPoolButtonOffersEveryKind();
    void everyKindHasItsCommands();
    void childPoolsAreDeletedWithTheirImpact();
    void aPoolWithChildrenStays();
    void objectsOfSeveralKindsAreNotDeletedTogether();
    void PIPE_R26_aConnectionOfAnInitiatorStays();
};

void TestWindowObjects::hyperVPoolsStandBelowTheirHeading()
{
    ConsoleFixture console;
    QTRY_VERIFY(console.memoryPool().has_value());
    QTRY_VERIFY(rowsOf(console.window->tree()->view()).contains(u"Hyper-V pools"_s));
    const auto pool = console.memoryPool();
    QTRY_VERIFY(console.window->select(pool->node));
    const QModelIndex row = console.window->tree()->view()->currentIndex();
    QVERIFY(row.data(TotalRole).toULongLong() > 0);
    QCOMPARE(row.data(UnitRole).value<ResourceUnit>().kind, ResourceUnit::Kind::Bytes);
    QTRY_VERIFY(overviewTexts(console).contains(u"Memory"_s));
    QVERIFY(!console.window->action(Command::Delete)->isEnabled());
}

void TestWindowObjects::aChildPoolShowsItsFiguresAndParents()
{
    ConsoleFixture console;
    QTRY_VERIFY(console.memoryPool().has_value());
    QVERIFY(console.makeChildPool(u"vm-gold"_s));
    QTRY_VERIFY(console.window->select(console.childPool(u"vm-gold"_s)));
    QTRY_VERIFY(overviewTexts(console).contains(u"Taken from"_s));
    QVERIFY(overviewTexts(console).contains(u"512 MiB reserved, at most 1 GiB"_s));
    QVERIFY(overviewTexts(console).contains(u"vm-gold"_s));
    QVERIFY(console.window->action(Command::EditResources)->isEnabled());
    QVERIFY(console.window->action(Command::Rename)->isEnabled());
    QVERIFY(!console.window->action(Command::EditMembers)->isEnabled());
    QVERIFY(!console.window->action(Command::Resize)->isEnabled());
}

void TestWindowObjects::CP_R27_withoutTheMethodTheCommandIsGrey()
{
    ConsoleFixture console;
    QAction *action = console.window->action(Command::NewChildPool);
    QTRY_VERIFY(action->isEnabled());
    CimInstance told = capabilities(console, u"Msvm_ResourcePoolConfigurationCapabilities"_s);
    QVERIFY(!told.path().isEmpty());
    for (const auto &list : {u"AsynchronousMethodsSupported"_s, u"SynchronousMethodsSupported"_s})
        told.set(
            list,
            CimValue::array(CimType::UInt32, {CimValue::uint32(32769), CimValue::uint32(32771)}));
    QVERIFY(adjustLocalTarget(*console.services, told));
    console.services->refresher().refresh(ConsoleFixture::local());
    QTRY_VERIFY_WITH_TIMEOUT(!action->isEnabled(), 10000);
    QCOMPARE(action->toolTip(), u"This system makes no Hyper-V child pools."_s);
    // The local target tells the truth about itself; nobody tries it anyway.
    const Actions *actions = console.window->findChild<Actions *>();
    QVERIFY(!actions->anyway(Command::NewChildPool)->isVisible());
}

void TestWindowObjects::CP_R30_aMissingNamespaceIsNoError()
{
    ConsoleFixture console;
    QTRY_VERIFY(console.memoryPool().has_value());
    QTRY_VERIFY(
        console.window->select(console.services->inventory().system(ConsoleFixture::local())));
    console.services->inventory().setLacking(ConsoleFixture::local(),
                                             {QString(Schema::virtualization)});
    console.window->pane()->refresh();
    QTRY_VERIFY(console.window->select(console.primordial().node));
    const QAction *action = console.window->action(Command::NewChildPool);
    QVERIFY(!action->isEnabled());
    QCOMPARE(action->toolTip(), u"Hyper-V is not installed on this system."_s);
    console.services->inventory().setLacking(ConsoleFixture::local(),
                                             {QString(Schema::virtualization)});
    QTRY_VERIFY(
        console.window->select(console.services->inventory().system(ConsoleFixture::local())));
    QVERIFY(overviewTexts(console).contains(u"Not installed"_s));
    QCOMPARE(console.services->connections().state(ConsoleFixture::local()).phase,
             SystemState::Phase::Connected);
}

void TestWindowObjects::PIPE_R30_withoutTheActionTheCommandIsGrey()
{
    ConsoleFixture console;
    QAction *action = console.window->action(Command::NewPipe);
    QTRY_VERIFY(action->isEnabled());
    CimInstance told = capabilities(console, u"CIM_StorageReplicationCapabilities"_s);
    QVERIFY(!told.path().isEmpty());
    told.set(u"SupportedSynchronousActions", CimValue::uint16s({2}));
    QVERIFY(adjustLocalTarget(*console.services, told));
    console.services->refresher().refresh(ConsoleFixture::local());
    QTRY_VERIFY_WITH_TIMEOUT(!action->isEnabled(), 10000);
    QCOMPARE(action->toolTip(), u"This system does not offer replication pipes."_s);
}

void TestWindowObjects::theNewPoolButtonOffersEveryKind()
{
    ConsoleFixture console;
    const auto buttons = console.window->findChildren<QToolButton *>();
    const auto found = std::find_if(buttons.begin(), buttons.end(), [](const QToolButton *button) {
        return button->text() == u"New pool…"_s;
    });
    QVERIFY(found != buttons.end());
    QList<QAction *> offered = (*found)->menu()->actions();
    for (const Command command : {Command::NewPool, Command::NewChildPool, Command::NewRootPool})
        QVERIFY(offered.contains(console.window->action(command)));
}

void TestWindowObjects::everyKindHasItsCommands()
{
    ConsoleFixture console;
    const Actions *actions = console.window->findChild<Actions *>();
    const Inventory &inventory = console.services->inventory();
    const auto commandsOf = [&](NodeId id) {
        QMenu menu;
        actions->fillContext(&menu, {.nodes = {id}});
        return menu.actions();
    };
    QTRY_VERIFY(console.memoryPool().has_value());
    const auto host = commandsOf(console.memoryPool()->node);
    QVERIFY(host.contains(console.window->action(Command::NewChildPool)));
    QVERIFY(!host.contains(console.window->action(Command::NewVolume)));
    const auto location = commandsOf(console.primordial().node);
    QVERIFY(location.contains(console.window->action(Command::NewVolume)));
    QVERIFY(!location.contains(console.window->action(Command::NewChildPool)));
    const auto system = commandsOf(inventory.system(ConsoleFixture::local()));
    for (const Command command : {Command::NewPool, Command::NewPipe, Command::NewChildPool,
                                  Command::NewRootPool, Command::CallMethod})
        QVERIFY(system.contains(console.window->action(command)));
}

void TestWindowObjects::childPoolsAreDeletedWithTheirImpact()
{
    ConsoleFixture console;
    QTRY_VERIFY(console.memoryPool().has_value());
    QVERIFY(console.makeChildPool(u"vm-gold"_s));
    const quint64 reserved = console.memoryPool()->reserved;
    QVERIFY(reserved > 0);
    QTRY_VERIFY(console.window->select(console.childPool(u"vm-gold"_s)));
    QTRY_VERIFY(console.window->action(Command::Delete)->isEnabled());
    console.window->action(Command::Delete)->trigger();
    auto *dialog = console.openDialog<DeleteDialog>();
    QVERIFY(dialog);
    QTRY_COMPARE(dialog->calls().size(), 1);
    QCOMPARE(QString(dialog->calls().first().decl().name), u"DeletePool"_s);
    const auto labels = dialog->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text() == u"Reservations given back"_s && label->isVisible();
    }));
    dialog->accept();
    QTRY_VERIFY_WITH_TIMEOUT(!console.hyperV().pool(console.memoryPool()->type, u"vm-gold"_s),
                             20000);
    QTRY_COMPARE(console.memoryPool()->reserved, quint64(0));
    // It is in the history, named as it was called.
    QVERIFY(console.lastJob()->call.isValid());
    QCOMPARE(console.lastJob()->state, JobRecord::State::Succeeded);
}

void TestWindowObjects::aPoolWithChildrenStays()
{
    ConsoleFixture console;
    QTRY_VERIFY(console.memoryPool().has_value());
    QVERIFY(console.makeChildPool(u"vm-gold"_s));
    const ResourceFacts facts = console.hyperV();
    const auto parent = facts.pool(console.memoryPool()->type, u"vm-gold"_s);
    const auto plan = ChildPool::completed(
        {.type = parent->type, .name = u"below"_s, .parents = {parent->path}, .terms = {}}, facts);
    const auto run = console.services->jobs().run(
        ConsoleFixture::local(), ChildPool::create(plan, facts), console.window.get());
    QTRY_VERIFY_WITH_TIMEOUT(console.hyperV().pool(parent->type, u"below"_s).has_value(), 20000);
    DeleteDialog dialog(windowConsole(*console.services), ConsoleFixture::local(), {parent->path});
    const auto *view = dialog.findChild<QTreeView *>();
    QTRY_VERIFY(rowsOf(view).contains(u"below"_s));
    QVERIFY(dialog.calls().isEmpty());
    QVERIFY(dialog.removals().isEmpty());
}

void TestWindowObjects::objectsOfSeveralKindsAreNotDeletedTogether()
{
    ConsoleFixture console;
    QTRY_VERIFY(console.memoryPool().has_value());
    QVERIFY(console.makeChildPool(u"vm-gold"_s));
    QTRY_VERIFY(console.childPool(u"vm-gold"_s) >= 0);
    auto *actions = console.window->findChild<Actions *>();
    QAction *action = console.window->action(Command::Delete);
    actions->follow({.nodes = {console.childPool(u"vm-gold"_s)}});
    QVERIFY(action->isEnabled());
    actions->follow({.nodes = {console.childPool(u"vm-gold"_s), console.primordial().node}});
    QVERIFY(!action->isEnabled());
    QVERIFY2(action->toolTip().contains(u"one kind"_s), qPrintable(action->toolTip()));
}

void TestWindowObjects::PIPE_R26_aConnectionOfAnInitiatorStays()
{
    ConsoleFixture console;
    QTRY_VERIFY(console.memoryPool().has_value());
    CimInstance made(
        *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_iSCSIConnection"));
    made.set(u"InstanceID", CimValue::string(u"initiator:1"_s));
    QVERIFY(adjustLocalTarget(*console.services, made));
    const CimPath path = made.path();
    QVERIFY(!path.isEmpty());
    DeleteDialog dialog(windowConsole(*console.services), ConsoleFixture::local(), {path});
    const auto *view = dialog.findChild<QTreeView *>();
    const auto words = [&] { return view->model()->index(0, 2).data().toString(); };
    QTRY_COMPARE(words(), u"Stays: it can't be deleted"_s);
    QVERIFY(dialog.removals().isEmpty());
}

QTEST_MAIN(TestWindowObjects)
#include "tst_windowobjects.moc"
