// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A system that goes away and comes back, in the window: what was known of it turns grey and keeps
// its age, the next try is told, and what a person was about to do can be finished afterwards.

#include "tests/gui/servedtarget.h"
#include "tests/gui/widgetparts.h"

#include "models/noderoles.h"
#include "models/storagefacts.h"
#include "ui/mainwindow/overviewpage.h"
#include "ui/mainwindow/systempane.h"
#include "ui/widgets/appstyle.h"
#include "ui/widgets/capacitybar.h"
#include "ui/widgets/connectionladder.h"
#include "ui/widgets/statedelegate.h"
#include "ui/widgets/statepill.h"
#include "ui/wizards/storagepoolwizard.h"

#include <QAction>
#include <QPointer>
#include <QSignalSpy>
#include <QTreeView>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
using Phase = SystemState::Phase;

// How far the most colourful pixel is from grey: 0 to 255.
int colour(const QImage &image)
{
    int most = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            const auto [least, greatest] = std::minmax({pixel.red(), pixel.green(), pixel.blue()});
            most = std::max(most, greatest - least);
        }
    }
    return most;
}

QModelIndex rowOf(const QAbstractItemModel *model, NodeId node, const QModelIndex &parent = {})
{
    for (int row = 0; row < model->rowCount(parent); ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        if (index.data(NodeIdRole).toLongLong() == node)
            return index;
        if (const QModelIndex below = rowOf(model, node, index); below.isValid())
            return below;
    }
    return {};
}

// A row as it is painted when it is not selected.
QImage painted(QTreeView *view, NodeId node)
{
    const QModelIndex index = rowOf(view->model(), node);
    view->scrollTo(index);
    view->selectionModel()->clear();
    const QRect row = view->visualRect(index);
    return view->viewport()
        ->grab(QRect(0, row.top(), view->viewport()->width(), row.height()))
        .toImage();
}

// The frame and the palettes have a blue of their own in their greys.
constexpr int grey = 16;
} // namespace

class TestDroppedSystem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lastDataIsGreyWithItsAge_data();
    void lastDataIsGreyWithItsAge();
    void theNextStartShowsWhatWasReadBefore();
    void itComesBackByItself();
    void aPersonNeedNotWait();
    void whatWasBegunIsFinishedAfterwards();
    void aReadablePasswordStaysInSight_data();
    void aReadablePasswordStaysInSight();

private:
    static void goAway(ConsoleFixture &console, ServedTarget &far)
    {
        far.stop();
        console.services->refresher().refresh(far.id());
        QTRY_COMPARE_WITH_TIMEOUT(console.services->connections().state(far.id()).phase,
                                  Phase::Waiting, 30000);
        QTRY_VERIFY(console.services->inventory()
                        .node(console.services->inventory().system(far.id()))
                        ->stale);
    }
    // The one that space was taken from.
    static NodeId usedPool(ConsoleFixture &console, const ServedTarget &far)
    {
        const auto facts = [&] { return StorageFacts(console.services->inventory(), far.id()); };
        const PoolFacts primordial = facts().pools().first();
        MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_StorageConfigurationService",
                                            u"CreateOrModifyStoragePool"),
                        facts().service());
        call.setArgument(u"ElementName", CimValue::string(u"gold"_s));
        call.setArgument(u"Size", CimValue::uint64(128 * ConsoleFixture::MiB));
        call.setArgument(u"InPools", CimValue::strings({primordial.path.toText()}));
        const auto run = console.services->jobs().run(far.id(), call, console.window.get());
        [&] { QTRY_COMPARE_WITH_TIMEOUT(facts().pools().size(), 2, 30000); }();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(console.lastJob()->over(), 30000); }();
        return primordial.node;
    }
    static CapacityBar *barOf(const QWidget *page)
    {
        const auto bars = page->findChildren<CapacityBar *>();
        const auto shown = std::find_if(bars.begin(), bars.end(), [](const CapacityBar *bar) {
            return bar->isVisible() && bar->capacity().used() > 0;
        });
        return shown == bars.end() ? nullptr : *shown;
    }
};

void TestDroppedSystem::lastDataIsGreyWithItsAge_data()
{
    QTest::addColumn<int>("appearance");
    QTest::addColumn<int>("direction");
    QTest::newRow("light") << int(Appearance::Light) << int(Qt::LeftToRight);
    QTest::newRow("dark") << int(Appearance::Dark) << int(Qt::LeftToRight);
    QTest::newRow("mirrored") << int(Appearance::Light) << int(Qt::RightToLeft);
}

void TestDroppedSystem::lastDataIsGreyWithItsAge()
{
    QFETCH(int, appearance);
    QFETCH(int, direction);
    applyAppearance(*qApp, Appearance(appearance));
    QGuiApplication::setLayoutDirection(Qt::LayoutDirection(direction));
    ConsoleFixture console;
    ServedTarget far(console);
    const NodeId pool = usedPool(console, far);
    const NodeId system = console.services->inventory().system(far.id());
    SystemPane *pane = console.window->pane();
    QTreeView *tree = console.window->tree()->view();
    QTRY_VERIFY(console.window->select(pool));
    auto *pill = pane->findChild<StatePill *>();
    QTRY_VERIFY(barOf(pane->overview()));
    CapacityBar *bar = barOf(pane->overview());
    QVERIFY(colour(painted(tree, pool)) > grey);
    QTRY_VERIFY(console.window->select(pool));
    QTRY_VERIFY(colour(bar->grab().toImage()) > grey); // once it has grown
    QVERIFY(colour(pill->grab().toImage()) > grey);

    goAway(console, far);
    QTRY_VERIFY(rowOf(tree->model(), pool).data(StaleRole).toBool());
    QVERIFY(colour(painted(tree, pool)) <= grey);
    QTRY_VERIFY(console.window->select(pool));
    QTRY_VERIFY(barOf(pane->overview()) == bar);
    QVERIFY(colour(bar->grab().toImage()) <= grey);
    QVERIFY(colour(pill->grab().toImage()) <= grey);
    QVERIFY(pill->text().contains(u"seen"_s)); // it was so then
    QVERIFY(says(pane, u"seen "_s));
    QTRY_VERIFY(buttonWith(pane->overview(), u"Try now"_s)->isVisible()); // while it waits
    shoot(console.window.get(), u"away-pool"_s);

    // The row of the system itself says what is now.
    const auto row = [&] { return rowOf(tree->model(), system); };
    QCOMPARE(row().data(StateRole).toInt(), int(State::Retrying));
    QVERIFY(!row().data(StaleRole).toBool());
    QTRY_VERIFY(row().data(StateTextRole).toString().startsWith(u"Retry in"_s));
    QTRY_VERIFY(console.window->select(system));
    QTRY_VERIFY(says(pane, u"Retry in"_s));
    QTRY_VERIFY(says(pane, u"Nothing listens at 127.0.0.1"_s));
    QTRY_VERIFY(says(pane, u"the data below was seen"_s));
    shoot(console.window.get(), u"away-system"_s);

    far.start();
    console.services->connections().open(far.id());
    QTRY_VERIFY_WITH_TIMEOUT(!console.services->inventory().node(system)->stale, 30000);
    QTRY_VERIFY(console.window->select(pool));
    QTRY_VERIFY(colour(bar->grab().toImage()) > grey);
    QVERIFY(colour(painted(tree, pool)) > grey);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    applyAppearance(*qApp, Appearance::Light);
}

void TestDroppedSystem::theNextStartShowsWhatWasReadBefore()
{
    ConsoleFixture console;
    console.close();
    console.keepReadings();
    console.open();
    ServedTarget far(console);
    const CimPath path = console.services->inventory().node(usedPool(console, far))->path();
    const QString seen = console.services->inventory()
                             .node(console.services->inventory().find(far.id(), path))
                             ->read.toString(Qt::ISODateWithMs);
    console.services->refresher().refresh(far.id());
    QTRY_VERIFY(!console.services->refresher().busy(far.id()));
    console.close();
    far.stop();

    console.open();
    const Inventory &inventory = console.services->inventory();
    QTreeView *tree = console.window->tree()->view();
    SystemPane *pane = console.window->pane();
    const auto pool = [&] { return inventory.find(far.id(), path); };
    // Nobody asked it yet.
    QTRY_VERIFY(pool() > 0);
    QTRY_VERIFY(rowOf(tree->model(), pool()).data(StaleRole).toBool());
    QVERIFY(rowOf(tree->model(), pool()).data(StateTextRole).toString().contains(u"seen "_s));
    QVERIFY(inventory.node(pool())->read.toString(Qt::ISODateWithMs) >= seen);
    QVERIFY(colour(painted(tree, pool())) <= grey);
    QTRY_VERIFY(console.window->select(pool()));
    QTRY_VERIFY(barOf(pane->overview()));
    QVERIFY(colour(barOf(pane->overview())->grab().toImage()) <= grey);
    QVERIFY(says(pane, u"seen "_s));
    QVERIFY(!console.window->action(Command::NewPool)->isEnabled());
    QVERIFY(!console.window->action(Command::Delete)->isEnabled());
    shoot(console.window.get(), u"remembered-pool"_s);
    QTRY_VERIFY(console.window->select(inventory.system(far.id())));
    const auto startsWithItsAge = [pane] {
        const auto labels = pane->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().startsWith(u"seen "_s);
        });
    };
    QTRY_VERIFY(startsWithItsAge());
    shoot(console.window.get(), u"remembered-system"_s);

    // It is asked, and nobody answers.
    const ConnectionSpec spec = *console.services->book().find(far.id());
    const auto again = [&] {
        console.services->vault().keepForThisRun(SecretSource::keyOf(spec),
                                                 TargetBehindPort::password());
        console.services->connections().open(far.id());
    };
    again();
    QTRY_COMPARE_WITH_TIMEOUT(console.services->connections().state(far.id()).phase, Phase::Waiting,
                              30000);
    QTRY_VERIFY(says(pane, u"the data below was seen"_s));
    shoot(console.window.get(), u"remembered-away"_s);
    QTRY_VERIFY(console.window->select(pool()));
    QVERIFY(inventory.node(pool())->stale);

    far.start();
    const NodeId selected = pool();
    again();
    QTRY_VERIFY_WITH_TIMEOUT(!inventory.node(inventory.system(far.id()))->stale, 60000);
    QCOMPARE(console.window->tree()->selected(), QList<NodeId>{selected});
    QTRY_VERIFY(colour(barOf(pane->overview())->grab().toImage()) > grey);
    QTRY_VERIFY(console.window->action(Command::NewPool)->isEnabled());
}

void TestDroppedSystem::itComesBackByItself()
{
    ConsoleFixture console;
    ServedTarget far(console);
    const NodeId system = console.services->inventory().system(far.id());
    QTRY_VERIFY(console.window->select(system));
    goAway(console, far);
    auto *ladder = console.window->pane()->overview()->findChild<ConnectionLadder *>();
    QTRY_VERIFY(ladder->isVisible());
    QVERIFY(ladder->ladder().failed());
    far.start();
    // Nobody touches anything.
    QTRY_COMPARE_WITH_TIMEOUT(console.services->connections().state(far.id()).phase,
                              Phase::Connected, 30000);
    QTRY_VERIFY_WITH_TIMEOUT(!console.services->inventory().node(system)->stale, 30000);
    QTRY_VERIFY(!ladder->isVisible());
    QTRY_COMPARE(rowOf(console.window->tree()->view()->model(), system).data(StateRole).toInt(),
                 int(State::Ok));
    QCOMPARE(console.window->tree()->selected(), QList<NodeId>{system});
}

void TestDroppedSystem::aPersonNeedNotWait()
{
    ConsoleFixture console;
    ServedTarget far(console);
    const NodeId system = console.services->inventory().system(far.id());
    QTRY_VERIFY(console.window->select(system));
    goAway(console, far);
    const auto state = [&] { return console.services->connections().state(far.id()); };
    // The pause grows, and the page says how long it still is.
    QTRY_VERIFY_WITH_TIMEOUT(state().phase == Phase::Waiting
                                 && QDateTime::currentDateTimeUtc().msecsTo(state().nextTry) > 2000,
                             30000);
    auto *ladder = console.window->pane()->overview()->findChild<ConnectionLadder *>();
    far.start();
    QTRY_VERIFY(ladder->button(ConnectionLadder::Remedy::TryAgain));
    QPushButton *again = ladder->button(ConnectionLadder::Remedy::TryAgain);
    again->setFocus();
    QTest::keyClick(again, Qt::Key_Space);
    QVERIFY(state().phase == Phase::Connecting || state().phase == Phase::Connected);
    QTRY_COMPARE_WITH_TIMEOUT(state().phase, Phase::Connected, 30000);
}

void TestDroppedSystem::whatWasBegunIsFinishedAfterwards()
{
    ConsoleFixture console;
    ServedTarget far(console);
    const NodeId system = console.services->inventory().system(far.id());
    QTRY_VERIFY(console.window->select(system));
    console.window->action(Command::NewPool)->trigger();
    QTRY_VERIFY(console.openDialog<StoragePoolWizard>());
    const QPointer<StoragePoolWizard> wizard(console.openDialog<StoragePoolWizard>());
    auto *name = wizard->currentPage()->findChild<QLineEdit *>();
    QVERIFY(name);
    name->setText(u"kept"_s);
    const auto goOn = [&] {
        QTRY_VERIFY_WITH_TIMEOUT(wizard->button(QWizard::NextButton)->isEnabled(), 20000);
        wizard->next();
    };
    goOn();
    goOn();
    QCOMPARE(wizard->currentId(), int(StoragePoolWizard::SizeStep));
    auto *size = wizard->currentPage()->findChild<QLineEdit *>();
    QVERIFY(size);
    QTRY_VERIFY_WITH_TIMEOUT(wizard->button(QWizard::NextButton)->isEnabled(), 20000);
    size->setText(u"32 MiB"_s);
    goOn();
    QCOMPARE(wizard->currentId(), int(StoragePoolWizard::ReviewStep));

    QSignalSpy committed(wizard.data(), &StoragePoolWizard::committed);
    goAway(console, far);
    QTRY_VERIFY(says(wizard, u"hv23 is not connected"_s));
    wizard->accept(); // nothing can be sent now
    QCOMPARE(committed.size(), 0);
    QVERIFY(wizard->isVisible());
    QCOMPARE(wizard->call().argument(u"ElementName").toString(), u"kept"_s);
    shoot(wizard, u"wizard-away"_s);

    far.start();
    QTRY_VERIFY_WITH_TIMEOUT(!console.services->inventory().node(system)->stale, 60000);
    QTRY_VERIFY(!says(wizard, u"hv23 is not connected"_s));
    QCOMPARE(wizard->call().argument(u"ElementName").toString(), u"kept"_s);
    wizard->accept();
    QCOMPARE(committed.size(), 1);
    const auto made = [&] {
        const auto pools = StorageFacts(console.services->inventory(), far.id()).pools();
        return std::any_of(pools.begin(), pools.end(),
                           [](const PoolFacts &pool) { return pool.name == u"kept"_s; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(made(), 60000);
}

void TestDroppedSystem::aReadablePasswordStaysInSight_data()
{
    lastDataIsGreyWithItsAge_data();
}

void TestDroppedSystem::aReadablePasswordStaysInSight()
{
    QFETCH(int, appearance);
    QFETCH(int, direction);
    applyAppearance(*qApp, Appearance(appearance));
    QGuiApplication::setLayoutDirection(Qt::LayoutDirection(direction));
    ConsoleFixture console;
    const ConnectionSpec old{.id = u"old"_s,
                             .name = u"old"_s,
                             .url = QUrl(u"http://old.invalid:5985/wsman"_s),
                             .user = u"admin"_s,
                             .clearAllowed = true};
    console.services->vault().keepForThisRun(SecretSource::keyOf(old), Secret("geheim"));
    QVERIFY(got(console.services->book().add(old, this)));
    Inventory &inventory = console.services->inventory();
    QTRY_VERIFY(inventory.node(inventory.system(u"old"_s)));
    QTreeView *tree = console.window->tree()->view();
    const NodeId system = inventory.system(u"old"_s);
    const auto row = [&] { return rowOf(tree->model(), system); };
    QTRY_VERIFY(row().isValid());
    const auto words = [&] { return row().data(StateTextRole).toString(); };
    // Not connected, connecting, away: it is told all the time.
    QVERIFY(words().contains(u"Readable password"_s));
    QVERIFY(!rowOf(tree->model(), inventory.system(ConsoleFixture::local()))
                 .data(StateTextRole)
                 .toString()
                 .contains(u"Readable"_s));
    console.services->connections().open(u"old"_s);
    QTRY_COMPARE_WITH_TIMEOUT(console.services->connections().state(u"old"_s).phase, Phase::Waiting,
                              30000);
    QTRY_VERIFY(words().startsWith(u"Retry in"_s));
    QVERIFY(words().endsWith(u"Readable password"_s));
    QVERIFY(rowDescription(row(), QLocale::c()).contains(u"Readable password"_s));
    QTRY_VERIFY(console.window->select(system));
    const auto *pill = console.window->pane()->findChild<StatePill *>();
    QTRY_VERIFY(pill->text().contains(u"Readable password"_s));
    shoot(console.window.get(), u"readable"_s);
    // It goes with the cause.
    ConnectionSpec spec = *console.services->book().find(u"old"_s);
    spec.url = QUrl(u"https://old.invalid:5986/wsman"_s);
    QVERIFY(got(console.services->book().change(spec, this)));
    QTRY_VERIFY(!words().contains(u"Readable password"_s));
    QTRY_VERIFY(!pill->text().contains(u"Readable password"_s));
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    applyAppearance(*qApp, Appearance::Light);
}

QTEST_MAIN(TestDroppedSystem)
#include "tst_droppedsystem.moc"
