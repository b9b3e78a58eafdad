// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Writes a picture of every window and page into CISTERN_BINARY_DIR/screenshots, light and dark,
// left to right and mirrored. It fails where a page does not come up or text is cut off.

#include "tests/gui/consolefixture.h"
#include "tests/gui/widgetparts.h"

#include "ui/dialogs/connectdialog.h"
#include "ui/dialogs/deletedialog.h"
#include "ui/dialogs/jobdetailsdialog.h"
#include "ui/dialogs/locationdialog.h"
#include "ui/dialogs/passwordprompt.h"
#include "ui/mainwindow/systempane.h"
#include "ui/widgets/appstyle.h"
#include "ui/wizards/poolsheet.h"
#include "ui/wizards/storagepoolwizard.h"
#include "ui/wizards/volumedialog.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint64 MiB = ConsoleFixture::MiB;

QString folder()
{
    const QString path = QStringLiteral(CISTERN_BINARY_DIR) + u"/screenshots"_s;
    QDir().mkpath(path);
    return path;
}
} // namespace

class TestScreenshots : public QObject
{
    Q_OBJECT

private slots:
    void everyPage_data();
    void everyPage();

private:
    void wizardPages(ConsoleFixture &console);
    void dialogs(ConsoleFixture &console);
    void objects(ConsoleFixture &console);
};

void TestScreenshots::everyPage_data()
{
    QTest::addColumn<int>("appearance");
    QTest::addColumn<int>("direction");
    QTest::newRow("light") << int(Appearance::Light) << int(Qt::LeftToRight);
    QTest::newRow("dark") << int(Appearance::Dark) << int(Qt::LeftToRight);
    QTest::newRow("mirrored") << int(Appearance::Light) << int(Qt::RightToLeft);
}
void TestScreenshots::everyPage()
{
    QFETCH(int, appearance);
    QFETCH(int, direction);
    applyAppearance(*qApp, Appearance(appearance));
    QGuiApplication::setLayoutDirection(Qt::LayoutDirection(direction));

    ConsoleFixture console(2048 * MiB);
    shoot(console.window.get(), u"first-run"_s);
    console.makePool(u"gold"_s, 512 * MiB);
    console.makePool(u"silver"_s, 256 * MiB);
    QTRY_VERIFY(console.window->select(console.poolNamed(u"gold"_s)->node));
    shoot(console.window.get(), u"main-window"_s);
    for (int tab = 1; tab < console.window->pane()->tabs()->count(); ++tab) {
        console.window->pane()->tabs()->setCurrentIndex(tab);
        shoot(console.window.get(), u"main-window-tab-%1"_s.arg(tab));
    }
    console.window->pane()->tabs()->setCurrentIndex(0);
    wizardPages(console);
    dialogs(console);
    objects(console);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

void TestScreenshots::wizardPages(ConsoleFixture &console)
{
    console.window->action(Command::NewPool)->trigger();
    auto *wizard = console.openDialog<StoragePoolWizard>();
    const auto nextIsOn = [wizard] { return wizard->button(QWizard::NextButton)->isEnabled(); };
    shoot(wizard, u"wizard-storage-pool-name"_s);
    wizard->next();
    QTRY_VERIFY(nextIsOn());
    const auto says = [wizard](const QString &words) {
        const auto labels = wizard->currentPage()->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->text().contains(words); });
    };
    QTRY_VERIFY(says(u"offer up to"_s));
    shoot(wizard, u"wizard-storage-pool-source"_s);
    wizard->next();
    QTRY_VERIFY(nextIsOn());
    auto *size = wizard->currentPage()->findChild<QLineEdit *>();
    const QString good = size->text();
    size->setText(u"9 TiB"_s);
    shoot(wizard, u"wizard-storage-pool-size-problem"_s);
    QVERIFY(!nextIsOn());
    size->setText(good);
    shoot(wizard, u"wizard-storage-pool-size"_s);
    wizard->next();
    auto *tabs = wizard->currentPage()->findChild<QTabBar *>();
    QCOMPARE(tabs->count(), 4);
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        shoot(wizard, u"wizard-storage-pool-review-%1"_s.arg(tab));
    }
    wizard->reject();
}

void TestScreenshots::dialogs(ConsoleFixture &console)
{
    const auto show = [&](Command command) { console.window->action(command)->trigger(); };
    QTRY_VERIFY(console.window->action(Command::Resize)->isEnabled());
    show(Command::Resize);
    auto *sheet = console.openDialog<PoolSheet>();
    QVERIFY(sheet);
    sheet->findChildren<QLineEdit *>().first()->setText(u"gold-2"_s);
    shoot(sheet, u"pool-sheet"_s);
    sheet->reject();

    show(Command::NewVolume);
    auto *volume = console.openDialog<VolumeDialog>();
    QVERIFY(volume);
    shoot(volume, u"volume"_s);
    volume->reject();

    show(Command::Delete);
    auto *doomed = console.openDialog<DeleteDialog>();
    QVERIFY(doomed);
    QTRY_COMPARE(doomed->calls().size(), 1);
    shoot(doomed, u"delete-impact"_s);
    doomed->reject();

    show(Command::Connect);
    auto *ladder = console.openDialog<ConnectDialog>();
    QVERIFY(ladder);
    const auto fields = ladder->findChildren<QLineEdit *>();
    fields.at(0)->setText(u"127.0.0.1:1"_s);
    fields.at(1)->setText(u"admin"_s);
    ladder->accept();
    QTRY_VERIFY_WITH_TIMEOUT(fields.at(0)->isEnabled(), 20000);
    shoot(ladder, u"dialog-connect"_s);
    ladder->reject();

    show(Command::AddLocation);
    shoot(console.openDialog<LocationDialog>(), u"location"_s);
    console.openDialog<LocationDialog>()->reject();

    console.window->jobs()->select(console.lastJob()->id);
    show(Command::JobDetails);
    shoot(console.openDialog<JobDetailsDialog>(), u"job-details"_s);
    console.openDialog<JobDetailsDialog>()->reject();

    PasswordPrompt prompt({.spec = {.id = u"far"_s,
                                    .name = u"far"_s,
                                    .url = QUrl(u"https://far.example:5986/wsman"_s),
                                    .user = u"admin"_s},
                           .set = {}});
    prompt.setAttribute(Qt::WA_DeleteOnClose, false);
    prompt.show();
    shoot(&prompt, u"password"_s);
}

// What stands in the other two namespaces, and the pipes.
void TestScreenshots::objects(ConsoleFixture &console)
{
    QTRY_VERIFY(console.memoryPool().has_value());
    QVERIFY(console.makeChildPool(u"vm-gold"_s));
    QTRY_VERIFY(console.window->select(console.childPool(u"vm-gold"_s)));
    shoot(console.window.get(), u"main-window-child-pool"_s);
    QTRY_VERIFY(console.window->select(console.memoryPool()->node));
    shoot(console.window.get(), u"main-window-host-pool"_s);
    QTRY_VERIFY(console.window->select(console.childPool(u"vm-gold"_s)));
    QTRY_VERIFY(console.window->action(Command::Delete)->isEnabled());
    console.window->action(Command::Delete)->trigger();
    auto *deletion = console.openDialog<DeleteDialog>();
    QVERIFY(deletion);
    QTRY_VERIFY(!deletion->calls().isEmpty());
    shoot(deletion, u"delete-child-pool"_s);
    deletion->reject();
    QTRY_VERIFY(
        console.window->select(console.services->inventory().system(ConsoleFixture::local())));
    console.services->inventory().setLacking(ConsoleFixture::local(),
                                             {QString(Schema::hypervCluster)});
    console.window->pane()->refresh();
    shoot(console.window.get(), u"main-window-features"_s);
    QMenu menu;
    console.window->findChild<Actions *>()->fillContext(
        &menu, {.nodes = {console.services->inventory().system(ConsoleFixture::local())}});
    menu.ensurePolished();
    menu.resize(menu.sizeHint());
    menu.grab().save(folder() + u"/context-menu-system-"_s
                     + QString::fromLatin1(QTest::currentDataTag()) + u".png"_s);
}

QTEST_MAIN(TestScreenshots)
#include "tst_screenshots.moc"
