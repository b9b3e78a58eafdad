// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The dialogs over the local target: change, delete with impact, volumes, connect, locations.

#include "tests/gui/consolefixture.h"

#include "ui/dialogs/address.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/dialogs/deletedialog.h"
#include "ui/dialogs/jobdetailsdialog.h"
#include "ui/dialogs/locationdialog.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/sizeedit.h"
#include "ui/wizards/nameedit.h"
#include "ui/wizards/poolsheet.h"
#include "ui/wizards/sourcepicker.h"
#include "ui/wizards/volumedialog.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTreeView>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint64 MiB = ConsoleFixture::MiB;

template<class T>
T *openFor(ConsoleFixture &console, const CimPath &object, Command command)
{
    const auto selected = [&] {
        const NodeId id = console.services->inventory().find(ConsoleFixture::local(), object);
        return id >= 0 && console.window->select(id)
            && console.window->action(command)->isEnabled();
    };
    if (!QTest::qWaitFor(selected, 10000))
        return nullptr;
    console.window->action(command)->trigger();
    return console.openDialog<T>();
}

QPushButton *buttonWith(QWidget *dialog, const QString &words)
{
    const auto buttons = dialog->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (QString(button->text()).remove(u'&').contains(words))
            return button;
    }
    return nullptr;
}
} // namespace

class TestDialogs : public QObject
{
    Q_OBJECT

private slots:
    void SP_R4_SP_R13_onlyTheChangedNameIsSent();
    void SP_R14_theNameCanNotBeTakenAway();
    void SP_R21_SP_R25_sizeIsTheNewTotalAndNotBelowUse();
    void SP_R31_sourcesAreSentWholeAndNeverEmpty();
    void SP_R32_primordialIsGreyAndNoPoolIsItsOwnSource();
    void volumeIsMadeAndDeleted();
    void deleteShowsWhatStaysAndWhy();
    void deleteGivesTheSpaceBack();
    void cancelIsTheDefaultOfDelete();
    void connectStopsAtTheRungThatFails();
    void connectIsCancelledAtOnce();
    void WF_15_WF_16_addresses_data();
    void WF_15_WF_16_addresses();
    void locationIsAddedAndASecondTimeRefused();
    void jobDetailsTellTheStory();
};

void TestDialogs::SP_R4_SP_R13_onlyTheChangedNameIsSent()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 64 * MiB);
    const CimPath pool = console.poolNamed(u"gold"_s)->path;
    auto *sheet = openFor<PoolSheet>(console, pool, Command::Rename);
    QVERIFY(sheet);
    QVERIFY(!buttonWith(sheet, u"Change pool"_s)->isEnabled()); // nothing is changed yet
    QVERIFY(sheet->call().argument(u"ElementName").isNull());
    sheet->findChild<NameEdit *>()->setName(u"silver"_s);
    QCOMPARE(sheet->call().argument(u"ElementName").toString(), u"silver"_s);
    QVERIFY(sheet->call().argument(u"Size").isNull());
    QVERIFY(sheet->call().argument(u"InPools").isNull());
    QVERIFY(*sheet->call().argument(u"Pool").toPath() == pool);
    QTRY_VERIFY(buttonWith(sheet, u"Change pool"_s)->isEnabled());
    buttonWith(sheet, u"Change pool"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(console.poolNamed(u"silver"_s).has_value(), 10000);
    QVERIFY(console.poolNamed(u"silver"_s)->path == pool);
    QVERIFY(!console.poolNamed(u"gold"_s));
}

void TestDialogs::SP_R14_theNameCanNotBeTakenAway()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 64 * MiB);
    auto *sheet = openFor<PoolSheet>(console, console.poolNamed(u"gold"_s)->path, Command::Rename);
    QVERIFY(sheet);
    sheet->findChild<NameEdit *>()->setName(QString());
    QVERIFY(!sheet->findChild<NameEdit *>()->problemText().isEmpty());
    QVERIFY(!buttonWith(sheet, u"Change pool"_s)->isEnabled());
}

void TestDialogs::SP_R21_SP_R25_sizeIsTheNewTotalAndNotBelowUse()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 128 * MiB);
    const CimPath pool = console.poolNamed(u"gold"_s)->path;
    auto *volume = openFor<VolumeDialog>(console, pool, Command::NewVolume);
    QVERIFY(volume);
    QTRY_VERIFY(volume->findChild<SizeEdit *>()->size());
    volume->findChild<SizeEdit *>()->setSize(64 * MiB);
    volume->accept();
    QTRY_VERIFY_WITH_TIMEOUT(console.poolNamed(u"gold"_s)->used() == 64 * MiB, 20000);

    auto *sheet = openFor<PoolSheet>(console, pool, Command::Resize);
    QVERIFY(sheet);
    auto *size = sheet->findChild<SizeEdit *>();
    QPushButton *change = buttonWith(sheet, u"Change pool"_s);
    size->setSize(192 * MiB);
    QTRY_VERIFY(change->isEnabled());
    QCOMPARE(sheet->call().argument(u"Size").toUnsigned(), std::optional(192 * MiB));
    size->lineEdit()->setText(u"32 MiB"_s); // less than what the volume holds
    QTRY_VERIFY(!change->isEnabled());
    QVERIFY(!size->problemText().isEmpty());
    QCOMPARE(size->nearest(), std::optional(64 * MiB));
    size->setSize(192 * MiB);
    QTRY_VERIFY(change->isEnabled());
    change->click();
    QTRY_COMPARE_WITH_TIMEOUT(console.poolNamed(u"gold"_s)->total, 192 * MiB, 20000);
}

void TestDialogs::SP_R31_sourcesAreSentWholeAndNeverEmpty()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 64 * MiB);
    console.makePool(u"spare"_s, 64 * MiB);
    auto *sheet = openFor<PoolSheet>(console, console.poolNamed(u"gold"_s)->path, Command::Resize);
    QVERIFY(sheet);
    auto *picker = sheet->findChild<SourcePicker *>();
    QPushButton *change = buttonWith(sheet, u"Change pool"_s);
    picker->setTicked({console.primordial().path, console.poolNamed(u"spare"_s)->path}, {});
    QCOMPARE(sheet->call().argument(u"InPools").toStrings().size(), 2); // the complete list
    QTRY_VERIFY(change->isEnabled());
    picker->setTicked({}, {});
    QVERIFY(!change->isEnabled());
}

void TestDialogs::SP_R32_primordialIsGreyAndNoPoolIsItsOwnSource()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 64 * MiB);
    QTRY_VERIFY(console.window->select(console.primordial().node));
    for (const Command command : {Command::Resize, Command::Rename, Command::Delete}) {
        QTRY_VERIFY(!console.window->action(command)->isEnabled());
        QVERIFY(console.window->action(command)->toolTip().contains(u"made by the system"_s));
    }
    auto *sheet = openFor<PoolSheet>(console, console.poolNamed(u"gold"_s)->path, Command::Resize);
    QVERIFY(sheet);
    const auto *model = qobject_cast<QStandardItemModel *>(
        sheet->findChild<SourcePicker *>()->view()->model());
    for (int row = 0; row < model->item(0)->rowCount(); ++row)
        QVERIFY(model->item(0)->child(row)->text() != u"gold"_s);
}

void TestDialogs::volumeIsMadeAndDeleted()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 128 * MiB);
    const CimPath pool = console.poolNamed(u"gold"_s)->path;
    auto *dialog = openFor<VolumeDialog>(console, pool, Command::NewVolume);
    QVERIFY(dialog);
    dialog->findChild<NameEdit *>()->setName(u"disk"_s);
    QTRY_VERIFY(dialog->findChild<SizeEdit *>()->size());
    dialog->findChild<SizeEdit *>()->setSize(32 * MiB);
    QCOMPARE(dialog->call().argument(u"ElementType").toUnsigned(), std::optional(quint64(2)));
    dialog->accept();
    Inventory &inventory = console.services->inventory();
    const auto volumes = [&] {
        return inventory.objects(ConsoleFixture::local(), u"CIM_StorageVolume"_s);
    };
    QTRY_COMPARE_WITH_TIMEOUT(volumes().size(), 1, 20000);
    const CimPath volume = inventory.node(volumes().first())->path();
    QCOMPARE(StorageFacts::sizeOf(inventory.node(volumes().first())->instance), 32 * MiB);

    auto *doomed = openFor<DeleteDialog>(console, volume, Command::Delete);
    QVERIFY(doomed);
    QTRY_COMPARE_WITH_TIMEOUT(doomed->calls().size(), 1, 10000);
    doomed->accept();
    QTRY_COMPARE_WITH_TIMEOUT(volumes().size(), 0, 20000);
    QTRY_COMPARE(console.poolNamed(u"gold"_s)->used(), quint64(0));
}

void TestDialogs::deleteShowsWhatStaysAndWhy()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 128 * MiB);
    const CimPath pool = console.poolNamed(u"gold"_s)->path;
    auto *volume = openFor<VolumeDialog>(console, pool, Command::NewVolume);
    QVERIFY(volume);
    volume->findChild<NameEdit *>()->setName(u"disk"_s);
    QTRY_VERIFY(volume->findChild<SizeEdit *>()->size());
    volume->findChild<SizeEdit *>()->setSize(32 * MiB);
    volume->accept();
    QTRY_VERIFY_WITH_TIMEOUT(console.poolNamed(u"gold"_s)->used() > 0, 20000);
    auto *doomed = openFor<DeleteDialog>(console, pool, Command::Delete);
    QVERIFY(doomed);
    const auto *model = doomed->findChild<QStandardItemModel *>();
    QTRY_VERIFY_WITH_TIMEOUT(model->rowCount() == 1 && model->item(0)->rowCount() == 1, 10000);
    QCOMPARE(model->item(0)->child(0)->text(), u"disk"_s);
    QVERIFY(model->item(0, 2)->text().startsWith(u"Stays"_s));
    QVERIFY(doomed->calls().isEmpty());
    QVERIFY(!buttonWith(doomed, u"Delete"_s)->isEnabled());
}

void TestDialogs::deleteGivesTheSpaceBack()
{
    ConsoleFixture console;
    const quint64 free = console.primordial().free;
    console.makePool(u"gold"_s, 64 * MiB);
    const quint64 withPool = console.bytesOnDisk();
    auto *doomed = openFor<DeleteDialog>(console, console.poolNamed(u"gold"_s)->path,
                                         Command::Delete);
    QVERIFY(doomed);
    QTRY_COMPARE_WITH_TIMEOUT(doomed->calls().size(), 1, 10000);
    doomed->accept();
    QTRY_VERIFY_WITH_TIMEOUT(!console.poolNamed(u"gold"_s), 20000);
    QTRY_COMPARE(console.primordial().free, free);
    QVERIFY(console.bytesOnDisk() + 64 * MiB <= withPool);
    QVERIFY(console.window->jobs()->view()->model()->index(0, 0).data().toString().contains(
        u"gold"_s));                                            // still named
    QTRY_VERIFY(!console.window->tree()->selected().isEmpty()); // something else is selected now
}

void TestDialogs::cancelIsTheDefaultOfDelete()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 64 * MiB);
    auto *doomed = openFor<DeleteDialog>(console, console.poolNamed(u"gold"_s)->path,
                                         Command::Delete);
    QVERIFY(doomed);
    QTRY_COMPARE_WITH_TIMEOUT(doomed->calls().size(), 1, 10000);
    QTest::keyClick(doomed, Qt::Key_Return);
    QTRY_VERIFY(!console.openDialog<DeleteDialog>());
    QCOMPARE(console.services->jobs().records().size(), 1); // the create alone
    QVERIFY(console.poolNamed(u"gold"_s));
}

void TestDialogs::connectStopsAtTheRungThatFails()
{
    ConsoleFixture console;
    console.window->action(Command::Connect)->trigger();
    auto *dialog = console.openDialog<ConnectDialog>();
    QVERIFY(dialog);
    QPushButton *go = buttonWith(dialog, u"Connect"_s);
    QVERIFY(!go->isEnabled());
    const auto fields = dialog->findChildren<QLineEdit *>();
    fields.at(0)->setText(u"127.0.0.1:1"_s); // nobody listens there
    fields.at(1)->setText(u"admin"_s);
    QVERIFY(go->isEnabled());
    go->click();
    auto *ladder = dialog->findChild<LadderView *>();
    const auto failed = [ladder] {
        const auto &rungs = ladder->rungs();
        return std::any_of(rungs.begin(), rungs.end(),
                           [](const LadderRung &rung) { return rung.problem.has_value(); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(failed(), 20000);
    QCOMPARE(ladder->rungs().at(0).state, State::Ok);
    QCOMPARE(ladder->rungs().at(1).state, State::Error);
    QCOMPARE(ladder->rungs().last().state, State::Untried);
    QCOMPARE(console.services->book().systems().size(), 1); // nothing is kept
    QVERIFY(buttonWith(dialog, u"Try again"_s)->isEnabled());
}

void TestDialogs::connectIsCancelledAtOnce()
{
    ConsoleFixture console;
    console.window->action(Command::Connect)->trigger();
    auto *dialog = console.openDialog<ConnectDialog>();
    QVERIFY(dialog);
    const auto fields = dialog->findChildren<QLineEdit *>();
    fields.at(0)->setText(u"192.0.2.1"_s); // answers nobody
    fields.at(1)->setText(u"admin"_s);
    dialog->accept();
    QVERIFY(!fields.at(0)->isEnabled());
    dialog->reject(); // the first stops the climb
    QVERIFY(fields.at(0)->isEnabled());
    QVERIFY(dialog->isVisible());
    dialog->reject();
    QTRY_VERIFY(!console.openDialog<ConnectDialog>());
}

void TestDialogs::WF_15_WF_16_addresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url"); // empty: refused
    QTest::newRow("name") << u"iscsi03.lab.example"_s
                          << u"https://iscsi03.lab.example:5986/wsman"_s;
    QTest::newRow("port") << u"host:15986 "_s << u"https://host:15986/wsman"_s;
    QTest::newRow("plain http") << u"http://host"_s << u"http://host:5985/wsman"_s;
    QTest::newRow("IPv6") << u"[::1]:5985"_s << u"https://[::1]:5985/wsman"_s;
    QTest::newRow("trailing dot") << u"host."_s << u"https://host:5986/wsman"_s;
    QTest::newRow("password") << u"http://user:pw@host"_s << u"http://host:5985/wsman"_s;
    QTest::newRow("port too high") << u"host:99999"_s << QString();
    QTest::newRow("port 0") << u"host:0"_s << QString();
    QTest::newRow("port text") << u"host:abc"_s << QString();
    QTest::newRow("open bracket") << u"[::1"_s << QString();
    QTest::newRow("way up") << u"host/../x"_s << QString();
    QTest::newRow("long label") << QString(300, u'a') << QString();
    QTest::newRow("every address") << u"0.0.0.0"_s << QString();
    QTest::newRow("other scheme") << u"ftp://host"_s << QString();
    QTest::newRow("empty") << QString() << QString();
}

void TestDialogs::WF_15_WF_16_addresses()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    const Address address = readAddress(text, true);
    QCOMPARE(address.url.toString(), url);
    QCOMPARE(address.problem.isEmpty(), !url.isEmpty());
    QVERIFY(!address.url.toString().contains(u"pw"_s));
}

void TestDialogs::locationIsAddedAndASecondTimeRefused()
{
    ConsoleFixture console;
    QTemporaryDir folder;
    const auto locations = [&] {
        const QList<PoolFacts> pools = console.facts().pools();
        return std::count_if(pools.begin(), pools.end(),
                             [](const PoolFacts &pool) { return pool.primordial; });
    };
    QCOMPARE(locations(), 1);
    for (int round = 0; round < 2; ++round) {
        QTRY_VERIFY(console.window->action(Command::AddLocation)->isEnabled());
        console.window->action(Command::AddLocation)->trigger();
        auto *dialog = console.openDialog<LocationDialog>();
        QVERIFY(dialog);
        auto *field = dialog->findChildren<QLineEdit *>().first();
        field->setText(u"relative"_s);
        QVERIFY(!buttonWith(dialog, u"Add location"_s)->isEnabled());
        field->setText(folder.path());
        QVERIFY(buttonWith(dialog, u"Add location"_s)->isEnabled());
        dialog->accept();
        if (round == 0) {
            QTRY_VERIFY(!console.openDialog<LocationDialog>());
            QTRY_COMPARE_WITH_TIMEOUT(locations(), 2, 10000);
        } else {
            QTRY_VERIFY(!field->accessibleDescription().isEmpty()); // told beside the field
            dialog->reject();
        }
    }
    QCOMPARE(locations(), 2);
}

void TestDialogs::jobDetailsTellTheStory()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 64 * MiB);
    console.window->jobs()->select(console.lastJob()->id);
    QTRY_VERIFY(console.window->action(Command::JobDetails)->isEnabled());
    console.window->action(Command::JobDetails)->trigger();
    auto *details = console.openDialog<JobDetailsDialog>();
    QVERIFY(details);
    const QList<LadderRung> rungs = details->findChild<LadderView *>()->rungs();
    QCOMPARE(rungs.size(), 4);
    QCOMPARE(rungs.last().state, State::Ok);
    QVERIFY(buttonWith(details, u"Run again"_s)->isEnabled());
}

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
