// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A window over a system that is read again and says the same: nothing moves in it. And what goes
// and comes back as another row leaves no trace in the selection.

#include "tests/gui/trackedconsole.h"
#include "models/noderoles.h"
#include "models/objecttablemodel.h"
#include "models/systemtreemodel.h"
#include "services/inventory/refresher.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/overviewpage.h"
#include "ui/mainwindow/systempane.h"
#include "ui/mainwindow/treepanel.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QPaintEvent>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTimer>
#include <QTreeView>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
// A window whose inventory is read from a far system in memory.
class Watching : public TrackedConsole
{
public:
    Watching()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
        const Console whole = console();
        m_console = std::make_unique<Console>(Console{.clock = whole.clock,
                                                      .book = whole.book,
                                                      .connections = whole.connections,
                                                      .inventory = inventory,
                                                      .refresher = refresher,
                                                      .jobs = whole.jobs,
                                                      .history = whole.history,
                                                      .credentials = whole.credentials,
                                                      .secrets = whole.secrets,
                                                      .addLocation = whole.addLocation,
                                                      .names = whole.names});
        for (int i = 0; i < 300; ++i)
            system.addPool(u"pool %1"_s.arg(i), quint64(i + 1) << 30);
        gold = system.addPool(u"gold"_s, 42);
        child = system.addPool(u"child"_s, 7);
        place(child, gold);
        system.addJob(u"Fake:Running"_s, 4);
        window = std::make_unique<MainWindow>(*m_console);
        window->resize(1280, 800);
        window->show();
        [this] { QVERIFY(QTest::qWaitForWindowExposed(window.get())); }();
        window->tree()->view()->setFocus();
        QSignalSpy read(&refresher, &Refresher::refreshed);
        [this] { QVERIFY(connect()); }();
        [&] { QTRY_VERIFY(!read.isEmpty()); }();
        [this] { QTRY_VERIFY(rowOf(child).isValid() || rowOf(gold).isValid()); }();
    }
    // By a link of the system's.
    void place(const CimInstance &below, const CimInstance &above)
    {
        CimInstance link(*Schema::findClass(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_AllocatedFromStoragePool"));
        link.set(u"Antecedent", CimValue::reference(above.path()));
        link.set(u"Dependent", CimValue::reference(below.path()));
        link.set(u"SpaceConsumed", CimValue::uint64(7));
        system.instances.append(link);
    }
    void readAgain()
    {
        QSignalSpy read(&refresher, &Refresher::refreshed);
        refresher.refreshAll();
        QTRY_VERIFY(!read.isEmpty());
        settled();
    }
    // All that was posted is done and painted.
    static void settled()
    {
        for (int i = 0; i < 20; ++i)
            QTest::qWait(0);
    }
    // What the window does each second and each five, many times over.
    void ticks()
    {
        const auto timers = window->findChildren<QTimer *>();
        for (QTimer *timer : timers) {
            if (timer->interval() != 1000 || !timer->isActive())
                continue;
            QSignalSpy rung(timer, &QTimer::timeout);
            timer->setInterval(1);
            QTRY_VERIFY(rung.size() >= 11);
            timer->setInterval(1000);
        }
        settled();
    }
    NodeId id(const CimInstance &object) const
    {
        return inventory.find(localSystemId, object.path());
    }
    const SystemTreeModel *tree() const
    {
        return qobject_cast<const SystemTreeModel *>(window->tree()->view()->model());
    }
    QModelIndex rowOf(const CimInstance &object) const { return tree()->indexOf(id(object)); }

    Inventory inventory;
    Refresher refresher{program->book, program->connections, inventory, clock};
    CimInstance gold, child;

private:
    std::unique_ptr<Console> m_console;

public:
    std::unique_ptr<MainWindow> window;
};

// Notes what the views of the window are told and what they paint from here on.
class Notes : public QObject
{
public:
    explicit Notes(QWidget *window)
    {
        const auto models = window->findChildren<QAbstractItemModel *>();
        for (const QAbstractItemModel *model : models) {
            const QMetaObject *meta = model->metaObject();
            for (int i = 0; i < meta->methodCount(); ++i) {
                const QMetaMethod method = meta->method(i);
                if (method.methodType() == QMetaMethod::Signal
                    && method.enclosingMetaObject() == &QAbstractItemModel::staticMetaObject)
                    m_spies.push_back(std::make_unique<QSignalSpy>(model, method));
            }
        }
        const auto views = window->findChildren<QAbstractItemView *>();
        for (QAbstractItemView *view : views) {
            view->viewport()->installEventFilter(this);
            m_viewports.append(view->viewport());
        }
    }
    // "dataChanged of Cistern::SystemTreeModel", …
    QStringList told() const
    {
        QStringList all;
        for (const auto &spy : m_spies) {
            if (!spy->isEmpty())
                all.append(QString::fromLatin1(spy->signal()));
        }
        return all;
    }
    QStringList painted; // accessible names of the views
    QHash<QObject *, QRegion> regions;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_viewports.contains(watched)) {
            painted.append(static_cast<QWidget *>(watched)->parentWidget()->accessibleName());
            regions[watched] += static_cast<QPaintEvent *>(event)->region();
        }
        return false;
    }

private:
    std::vector<std::unique_ptr<QSignalSpy>> m_spies;
    QList<QObject *> m_viewports;
};
} // namespace

class TestUnchanged : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRefreshWhenNothingChangedRepaintsNoRowAndGivesNoModelSignal_data();
    void aRefreshWhenNothingChangedRepaintsNoRowAndGivesNoModelSignal();
    void ofWhatIsAwayOnlyTheAgesArePaintedAgain();
    void oneThatChangedIsPainted();
    void theSelectionIsOfWhatIsThere_data();
    void theSelectionIsOfWhatIsThere();
};

void TestUnchanged::aRefreshWhenNothingChangedRepaintsNoRowAndGivesNoModelSignal_data()
{
    QTest::addColumn<QString>("selected");
    QTest::addColumn<int>("tab");
    QTest::newRow("system, overview") << u"system"_s << 0;
    QTest::newRow("system, members") << u"system"_s << 1;
    QTest::newRow("heading, members") << u"heading"_s << 1;
    QTest::newRow("pool, overview") << u"pool"_s << 0;
    QTest::newRow("pool, used by") << u"pool"_s << 2;
    QTest::newRow("pool, raw") << u"pool"_s << 3;
}

void TestUnchanged::aRefreshWhenNothingChangedRepaintsNoRowAndGivesNoModelSignal()
{
    QFETCH(QString, selected);
    QFETCH(int, tab);
    Watching m;
    const NodeId gold = m.id(m.gold);
    QVERIFY(m.window->select(selected == u"pool"_s          ? gold
                                 : selected == u"heading"_s ? m.inventory.node(gold)->parent
                                                            : m.inventory.system(localSystemId)));
    m.window->pane()->tabs()->setCurrentIndex(tab);
    m.readAgain();
    Notes notes(m.window.get());
    const QDateTime before = m.inventory.node(gold)->read;
    m.clock.advance(std::chrono::minutes(3));
    m.readAgain();
    QVERIFY(m.inventory.node(gold)->read > before);
    QCOMPARE(notes.told().join(u", "_s), QString());
    QCOMPARE(notes.painted.join(u", "_s), QString());
    m.ticks();
    QCOMPARE(notes.told().join(u", "_s), QString());
    QCOMPARE(notes.painted.join(u", "_s), QString());
}

void TestUnchanged::oneThatChangedIsPainted()
{
    Watching m;
    QVERIFY(m.window->select(m.id(m.gold)));
    m.readAgain();
    Notes notes(m.window.get());
    m.system.find(m.gold.path())->set(u"ElementName", CimValue::string(u"silver"_s));
    m.readAgain();
    QVERIFY(!notes.told().isEmpty());
    QVERIFY(notes.painted.contains(m.window->tree()->view()->accessibleName()));
}

void TestUnchanged::ofWhatIsAwayOnlyTheAgesArePaintedAgain()
{
    Watching m;
    const NodeId heading = m.inventory.node(m.id(m.gold))->parent;
    QVERIFY(m.window->select(heading));
    m.window->pane()->tabs()->setCurrentIndex(1);
    m.readAgain();
    m.program->connections.close(localSystemId);
    m.settled();
    Notes notes(m.window.get());
    m.clock.advance(std::chrono::minutes(3));
    m.ticks();
    QCOMPARE(notes.told().join(u", "_s), QString());
    QTreeView *table = m.window->pane()->tableAt(1);
    QRect states = table->viewport()->rect();
    states.setLeft(table->columnViewportPosition(ObjectTableModel::State));
    states.setWidth(table->columnWidth(ObjectTableModel::State));
    const QRegion painted = notes.regions.value(table->viewport());
    QVERIFY(!painted.isEmpty());
    QVERIFY(states.contains(painted.boundingRect()));
    // Pools tell there how full they are.
    QVERIFY(!notes.regions.contains(m.window->tree()->view()->viewport()));
}

void TestUnchanged::theSelectionIsOfWhatIsThere_data()
{
    QTest::addColumn<int>("selected");
    QTest::addColumn<bool>("filtered");
    QTest::newRow("one") << 1 << false;
    QTest::newRow("one of a filter") << 1 << true;
    QTest::newRow("two") << 2 << false;
    QTest::newRow("all that go") << 200 << false;
}

// Every second pool moves below another, which makes it another row: the old ones go in one signal,
// the new ones come in others.
void TestUnchanged::theSelectionIsOfWhatIsThere()
{
    QFETCH(int, selected);
    QFETCH(bool, filtered);
    Watching m;
    QList<CimInstance> moving;
    for (int i = 0; i < 3000; ++i) {
        const CimInstance pool = m.system.addPool(u"mover %1"_s.arg(i), quint64(i + 1) << 30);
        if (i % 2 == 0)
            moving.append(pool);
    }
    m.readAgain();
    QTRY_VERIFY(m.rowOf(moving.last()).isValid());
    QTreeView *view = m.window->tree()->view();
    const QAbstractItemModelTester tester(view->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    if (filtered) {
        m.window->tree()->filterField()->setText(u"mover"_s);
        QTRY_VERIFY(m.tree()->isFiltered());
    }
    QVERIFY(m.window->select(m.id(moving.first())));
    for (int i = 1; i < selected; ++i)
        view->selectionModel()->select(m.rowOf(moving.at(i)), QItemSelectionModel::Select);
    QCOMPARE(m.window->tree()->selected().size(), selected);
    m.window->pane()->tabs()->setCurrentIndex(1);

    QSet<NodeId> gone;
    int signalsOfRemoved = 0, signalsOfAdded = 0;
    bool together = false, sane = true;
    // Of what was told to be gone: a turn may end between a removal and its signal.
    const auto look = [&] {
        const QList<NodeId> ids = m.window->tree()->selected();
        for (const NodeId id : ids)
            sane = sane && id > 0 && !gone.contains(id);
        const NodeId current = m.tree()->nodeId(view->currentIndex());
        sane = sane && current > 0 && !gone.contains(current);
    };
    QObject::connect(&m.inventory, &Inventory::changed, m.window.get(),
                     [&](const Changes &changes) {
                         gone += QSet<NodeId>(changes.removed.cbegin(), changes.removed.cend());
                         signalsOfRemoved += !changes.removed.isEmpty();
                         signalsOfAdded += !changes.added.isEmpty();
                         together = together
                             || (changes.removed.contains(m.id(moving.first()))
                                 && changes.added.contains(m.id(moving.first())));
                         look();
                     });
    const NodeId old = m.id(moving.first());
    for (const CimInstance &pool : std::as_const(moving))
        m.place(pool, m.gold);
    m.refresher.refreshAll();
    QTRY_VERIFY([&] {
        look();
        return m.rowOf(moving.last()).isValid() && m.id(moving.last()) > old
            && m.tree()->rowCount(m.rowOf(m.gold)) > moving.size() - 1;
    }());
    m.settled();
    look();
    QVERIFY(sane);
    QVERIFY(gone.contains(old));
    QVERIFY(!together && signalsOfRemoved > 0 && signalsOfAdded > 1);
    const QList<NodeId> now = m.window->tree()->selected();
    QCOMPARE(now.size(), 1);
    QCOMPARE(m.tree()->nodeId(view->currentIndex()), now.first());
    // The pane shows that one, too.
    const QString title = m.tree()->indexOf(now.first()).data().toString();
    QVERIFY2(m.window->windowTitle().startsWith(title), qPrintable(m.window->windowTitle()));
}

QTEST_MAIN(TestUnchanged)

#include "tst_unchanged.moc"
