// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The main window over the local target: what is there at the first run, keys, filter, what it
// keeps between runs, and that a job outlives it.

#include "tests/gui/consolefixture.h"

#include "ui/dialogs/deletedialog.h"
#include "ui/mainwindow/overviewpage.h"
#include "ui/mainwindow/systempane.h"
#include "ui/widgets/checklistcard.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTreeView>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint64 MiB = ConsoleFixture::MiB;

QStringList rowsOf(const QTreeView *view)
{
    QStringList rows;
    for (QModelIndex index = view->model()->index(0, 0); index.isValid();
         index = view->indexBelow(index))
        rows.append(index.data().toString());
    return rows;
}
} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void firstRunShowsThisComputer();
    void nothingIsAskedBeforeTheFirstPaint();
    void everyCommandIsInAMenu();
    void greyCommandsSayWhy();
    void filterKeepsHitsAndTheirParents();
    void searchJumpsToTheFirstHit();
    void keysReachEveryPane();
    void everyControlHasAName();
    void paneFollowsTheSelection();
    void restartKeepsPoolSelectionAndFolding();
    void closingLosesNoJob();
    void jobsAreListedAndCleared();
    void selectionSurvivesRefresh();
};

void TestMainWindow::firstRunShowsThisComputer()
{
    ConsoleFixture console;
    QTRY_VERIFY(rowsOf(console.window->tree()->view()).contains(u"This computer"_s));
    QCOMPARE(rowsOf(console.window->tree()->view()).count(u"This computer"_s), 1);
    QTRY_VERIFY(console.window->pane()->overview()->findChild<ChecklistCard *>()->isVisible());
    QVERIFY(!QApplication::activeModalWidget());
    QTRY_VERIFY(console.window->action(Command::NewPool)->isEnabled());
    console.window->action(Command::ShowGuide)->trigger();
    QVERIFY(!console.window->pane()->overview()->findChild<ChecklistCard *>()->isVisible());
}

void TestMainWindow::nothingIsAskedBeforeTheFirstPaint()
{
    QTemporaryDir dir;
    Services services({.store = dir.filePath(u"store"_s),
                       .configDir = dir.filePath(u"config"_s),
                       .dataDir = dir.filePath(u"data"_s)});
    MainWindow window(windowConsole(services));
    QSignalSpy painted(&window, &MainWindow::shown);
    QCOMPARE(services.connections().state(ConsoleFixture::local()).phase, SystemState::Phase::Idle);
    window.show();
    QVERIFY(painted.isEmpty());
    QTRY_COMPARE(painted.size(), 1);
    QCOMPARE(services.connections().state(ConsoleFixture::local()).phase, SystemState::Phase::Idle);
    QVERIFY(!QFileInfo::exists(dir.filePath(u"store"_s)));
}

void TestMainWindow::everyCommandIsInAMenu()
{
    ConsoleFixture console;
    QList<QAction *> inMenus;
    QStringList titles;
    const auto menus = console.window->menuBar()->actions();
    for (const QAction *menu : menus) {
        inMenus += menu->menu()->actions();
        titles.append(menu->text().remove(u'&'));
    }
    QCOMPARE(titles,
             (QStringList{u"File"_s, u"View"_s, u"System"_s, u"Pool"_s, u"Pipe"_s, u"Tools"_s,
                          u"Help"_s}));
    const auto actions = console.window->findChild<Actions *>()->findChildren<QAction *>();
    QVERIFY(actions.size() > 15);
    QSet<QKeySequence> keys;
    for (QAction *action : actions) {
        QVERIFY2(inMenus.contains(action), qPrintable(action->text()));
        if (action->shortcut().isEmpty())
            continue;
        QVERIFY2(!keys.contains(action->shortcut()), qPrintable(action->shortcut().toString()));
        keys.insert(action->shortcut());
    }
}

void TestMainWindow::greyCommandsSayWhy()
{
    ConsoleFixture console;
    const auto actions = console.window->findChild<Actions *>()->findChildren<QAction *>();
    int grey = 0;
    for (const QAction *action : actions) {
        if (action->isEnabled())
            continue;
        ++grey;
        QVERIFY2(action->toolTip().endsWith(u'.'), qPrintable(action->text()));
    }
    QVERIFY(grey > 0);
}

void TestMainWindow::filterKeepsHitsAndTheirParents()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 16 * MiB);
    console.makePool(u"silver"_s, 16 * MiB);
    QTreeView *view = console.window->tree()->view();
    QTRY_VERIFY(rowsOf(view).contains(u"gold"_s) && rowsOf(view).contains(u"silver"_s));
    QTest::keyClick(console.window.get(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), console.window->tree()->filterField());
    QTest::keyClicks(QApplication::focusWidget(), u"GOL"_s);
    QTRY_VERIFY(!rowsOf(view).contains(u"silver"_s));
    QVERIFY(rowsOf(view).contains(u"gold"_s));
    QVERIFY(rowsOf(view).contains(u"This computer"_s));
    console.window->tree()->setFilter(u"nothing has this name"_s);
    QTRY_VERIFY(rowsOf(view).isEmpty());
    console.window->tree()->setFilter({});
    QTRY_VERIFY(rowsOf(view).contains(u"silver"_s));
}

void TestMainWindow::searchJumpsToTheFirstHit()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 16 * MiB);
    QTRY_VERIFY(rowsOf(console.window->tree()->view()).contains(u"gold"_s));
    QTest::keyClick(console.window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(field);
    QCOMPARE(field->accessibleName(), u"Search"_s);
    QTest::keyClicks(field, u"gold"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(console.window->tree()->selected(),
                 QList<NodeId>{console.poolNamed(u"gold"_s)->node});
}

void TestMainWindow::keysReachEveryPane()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 16 * MiB);
    console.window->tree()->view()->setFocus();
    QList<QWidget *> visited;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(console.window.get(), Qt::Key_F6);
        visited.append(QApplication::focusWidget());
    }
    QVERIFY(visited.contains(console.window->pane()->tabs()));
    QVERIFY(visited.contains(console.window->jobs()->view()));
    QVERIFY(visited.contains(console.window->tree()->view()));
    QTest::keyClick(console.window.get(), Qt::Key_J, Qt::ControlModifier);
    QVERIFY(console.window->jobs()->isFolded());
    QTest::keyClick(console.window.get(), Qt::Key_J, Qt::ControlModifier);
    QVERIFY(!console.window->jobs()->isFolded());
}

void TestMainWindow::everyControlHasAName()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 16 * MiB);
    const auto widgets = console.window->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus
            || widget->objectName().startsWith(u"qt_"_s))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool named = !widget->accessibleName().isEmpty()
            || (button && !button->text().isEmpty());
        const bool control = button || qobject_cast<const QLineEdit *>(widget)
            || qobject_cast<const QComboBox *>(widget)
            || qobject_cast<const QAbstractItemView *>(widget)
            || qobject_cast<const QTabBar *>(widget);
        QVERIFY2(!control || named, widget->metaObject()->className());
    }
}

void TestMainWindow::paneFollowsTheSelection()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 16 * MiB);
    const auto tabs = [&] {
        QStringList names;
        for (int i = 0; i < console.window->pane()->tabs()->count(); ++i)
            names.append(console.window->pane()->tabs()->tabText(i));
        return names;
    };
    QTRY_VERIFY(console.window->select(console.poolNamed(u"gold"_s)->node));
    QCOMPARE(tabs(),
             QStringList({u"Overview"_s, u"Members"_s, u"Used by"_s, u"Raw"_s, u"History"_s}));
    QVERIFY(console.window->windowTitle().contains(u"gold"_s));
    console.window->pane()->tabs()->setCurrentIndex(3);
    QVERIFY(console.window->pane()->tableAt(3)->model()->rowCount() > 10);
    QTRY_VERIFY(
        console.window->select(console.services->inventory().system(ConsoleFixture::local())));
    QVERIFY(!tabs().contains(u"Used by"_s));
}

void TestMainWindow::restartKeepsPoolSelectionAndFolding()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 16 * MiB);
    QTRY_VERIFY(console.window->select(console.poolNamed(u"gold"_s)->node));
    console.window->jobs()->setFolded(true);
    console.window->resize(1111, 777);
    console.close();
    console.open();
    QTRY_VERIFY_WITH_TIMEOUT(console.poolNamed(u"gold"_s).has_value(), 20000);
    QTRY_COMPARE(console.window->tree()->selected(),
                 QList<NodeId>{console.poolNamed(u"gold"_s)->node});
    QVERIFY(console.window->jobs()->isFolded());
}

void TestMainWindow::closingLosesNoJob()
{
    ConsoleFixture console(1024 * MiB);
    MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                        u"MSISCSITARGET_StorageConfigurationService",
                                        u"CreateOrModifyStoragePool"),
                    console.facts().service());
    call.setArgument(u"ElementName", CimValue::string(u"late"_s));
    call.setArgument(u"Size", CimValue::uint64(768 * MiB));
    call.setArgument(u"InPools", CimValue::strings({console.primordial().path.toText()}));
    const auto recorded = console.services->jobs().run(ConsoleFixture::local(), call,
                                                       console.window.get());
    QTRY_VERIFY(recorded.isFinished());
    console.close(); // maybe in the middle of the work
    console.open();
    QTRY_VERIFY_WITH_TIMEOUT(console.poolNamed(u"late"_s).has_value()
                                 || (console.lastJob() && console.lastJob()->over()),
                             30000);
    // Whatever came of it is known, and the books say the same.
    const bool made = console.poolNamed(u"late"_s).has_value();
    QCOMPARE(console.primordial().free, made ? 256 * MiB : 1024 * MiB);
    if (console.lastJob())
        QTRY_VERIFY_WITH_TIMEOUT(console.lastJob()->over(), 30000);
}

void TestMainWindow::jobsAreListedAndCleared()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 16 * MiB);
    QTRY_COMPARE(console.window->jobs()->view()->model()->rowCount(), 1);
    QCOMPARE(console.window->jobs()
                 ->view()
                 ->model()
                 ->index(0, 0)
                 .data()
                 .toString()
                 .remove(QChar(0x2068))
                 .remove(QChar(0x2069)),
             u"Create pool “gold”"_s);
    QTRY_VERIFY(console.window->action(Command::ClearFinished)->isEnabled());
    console.window->action(Command::ClearFinished)->trigger();
    QTRY_COMPARE(console.window->jobs()->view()->model()->rowCount(), 0);
}

void TestMainWindow::selectionSurvivesRefresh()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 16 * MiB);
    const NodeId gold = console.poolNamed(u"gold"_s)->node;
    QTRY_VERIFY(console.window->select(gold));
    console.window->pane()->tabs()->setCurrentIndex(1);
    QSignalSpy refreshed(&console.services->refresher(), &Refresher::refreshed);
    QTest::keyClick(console.window.get(), Qt::Key_F5);
    QTRY_VERIFY(!refreshed.isEmpty());
    QCOMPARE(console.window->tree()->selected(), QList<NodeId>{gold});
    QCOMPARE(console.window->pane()->tabs()->currentIndex(), 1);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
