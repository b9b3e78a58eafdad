// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The history in the window: of everything, of one system, of one object; found by words and
// choices, read in full, exported, and kept as long as somebody wants. Pictures of it lie beside
// those of the other windows.

#include "tests/gui/consolefixture.h"
#include "tests/gui/widgetparts.h"

#include "models/historyexport.h"
#include "models/recordfacts.h"
#include "services/jobs/drafts.h"
#include "services/jobs/jobhistory.h"
#include "tests/support/got.h"
#include "ui/dialogs/deletedialog.h"
#include "ui/dialogs/jobdetailsdialog.h"
#include "ui/mainwindow/historypanel.h"
#include "ui/mainwindow/systempane.h"
#include "ui/text/doubtwords.h"
#include "ui/widgets/appstyle.h"
#include "ui/wizards/storagepoolwizard.h"

#include <QAction>
#include <QComboBox>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTabBar>
#include <QTreeView>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint64 MiB = ConsoleFixture::MiB;

bool waitForRows(const HistoryPanel *panel, int rows)
{
    return QTest::qWaitFor([&] { return panel->view()->model()->rowCount() == rows; }, 10'000);
}

QString cell(const HistoryPanel *panel, int row, int column)
{
    return panel->view()->model()->index(row, column).data().toString();
}

// Open, with the creation of a pool "gold" selected.
HistoryPanel *withOnePool(ConsoleFixture &console)
{
    console.makePool(u"gold"_s, 64 * MiB);
    console.window->action(Command::ShowHistory)->trigger();
    HistoryPanel *panel = console.window->pane()->history();
    if (waitForRows(panel, 1))
        panel->view()->setCurrentIndex(panel->view()->model()->index(0, 0));
    return panel;
}

QComboBox *choice(const HistoryPanel *panel, const QString &name)
{
    for (QComboBox *box : panel->findChildren<QComboBox *>()) {
        if (box->accessibleName() == name)
            return box;
    }
    return nullptr;
}
} // namespace

class TestHistoryPanel : public QObject
{
    Q_OBJECT

private slots:
    void everythingIsFoundAndReadInFull();
    void systemsAreFoundByTheNamesTheyHave();
    void whatIsOldGoesWhenSomebodyWantsIt();
    void whatNobodyKnewIsCheckedAgain();
    void whyNobodyKnowsIsSaid_data();
    void whyNobodyKnowsIsSaid();
    void theReverseIsPrepared();
    void whatIsNotInTheTreeIsNotCalledGone();
    void theMenuSaysWhyNot();
    void draftsAreKeptWhileSomebodyTypes();
    void draftsOfAnEarlierRunAreOffered();
    void pictures_data();
    void pictures();
};

void TestHistoryPanel::everythingIsFoundAndReadInFull()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 64 * MiB);
    console.makePool(u"silver"_s, 64 * MiB);
    console.window->action(Command::ShowHistory)->trigger();
    HistoryPanel *panel = console.window->pane()->history();
    QVERIFY(panel->isVisible());
    QVERIFY(waitForRows(panel, 2));
    QCOMPARE(cell(panel, 0, 0), u"Create pool “\u2068silver\u2069”"_s);
    QCOMPARE(cell(panel, 0, 1), u"This computer"_s);
    QVERIFY(!cell(panel, 0, 3).isEmpty()); // who

    panel->searchField()->setText(u"GOLD"_s);
    QVERIFY(waitForRows(panel, 1));
    QCOMPARE(cell(panel, 0, 0), u"Create pool “\u2068gold\u2069”"_s);
    choice(panel, u"In which state"_s)->setCurrentIndex(3); // failed
    QVERIFY(waitForRows(panel, 0));
    QTRY_VERIFY(!panel->view()->isVisible());
    choice(panel, u"In which state"_s)->setCurrentIndex(2); // done
    QVERIFY(waitForRows(panel, 1));
    choice(panel, u"From which time"_s)->setCurrentIndex(1); // the last day
    QVERIFY(waitForRows(panel, 1));

    const QString file = console.store() + u"/history.json"_s;
    panel->write(ExportFormat::Json, file);
    QTRY_VERIFY(QFile::exists(file));
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QJsonArray records = QJsonDocument::fromJson(written.readAll()).array();
    QCOMPARE(records.size(), 1);
    QCOMPARE(records.first()[u"systemName"].toString(), u"This computer"_s);

    // Also after the jobs were cleared from the dock.
    console.services->jobs().clearFinished();
    panel->view()->setCurrentIndex(panel->view()->model()->index(0, 0));
    QTest::keyClick(panel->view(), Qt::Key_Return);
    QTRY_VERIFY(console.openDialog<JobDetailsDialog>());
    auto *details = console.openDialog<JobDetailsDialog>();
    auto *tabs = details->findChild<QTabBar *>();
    QTRY_COMPARE(tabs->tabText(0), u"Reply"_s);
    QTRY_VERIFY(details->findChild<QPlainTextEdit *>()->toPlainText().contains(
        u"CreateOrModifyStoragePool_OUTPUT"_s));
    QVERIFY(details->findChild<QPlainTextEdit *>()->isReadOnly());
    tabs->setCurrentIndex(1);
    QVERIFY(details->findChild<QPlainTextEdit *>()->toPlainText().contains(
        u"CreateOrModifyStoragePool_INPUT"_s));
    const QString messageId = records.first()[u"messageId"].toString();
    const auto labels = details->findChildren<QLabel *>();
    QVERIFY(!messageId.isEmpty());
    QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
        return label->isVisible() && label->text().contains(messageId);
    }));
    details->close();

    // The pool's own tab, and that of its system.
    QTRY_VERIFY(console.window->select(console.poolNamed(u"silver"_s)->node));
    QTabBar *views = console.window->pane()->tabs();
    views->setCurrentIndex(views->count() - 1);
    QCOMPARE(views->tabText(views->currentIndex()), u"History"_s);
    panel->searchField()->clear();
    choice(panel, u"In which state"_s)->setCurrentIndex(0);
    QVERIFY(waitForRows(panel, 1));
    QCOMPARE(cell(panel, 0, 0), u"Create pool “\u2068silver\u2069”"_s);
    QTRY_VERIFY(console.window->select(console.services->inventory().system(console.local())));
    views->setCurrentIndex(views->count() - 1);
    QVERIFY(waitForRows(panel, 2));
}

void TestHistoryPanel::systemsAreFoundByTheNamesTheyHave()
{
    ConsoleFixture console;
    ConnectionSpec far{.id = u"far"_s, .name = u"Berlin"_s, .url = QUrl(u"http://far.invalid/"_s)};
    QVERIFY(got(console.services->book().add(far, console.window.get())));
    for (const QString &system : {u"far"_s, u"gone"_s}) {
        JobRecord record;
        record.systemId = system;
        record.removed = console.primordial().path;
        record.state = JobRecord::State::Succeeded;
        record.submitted = QDateTime::currentDateTimeUtc();
        record.ended = record.submitted;
        QVERIFY(got(console.services->history().add(record, console.window.get())));
    }
    console.window->action(Command::ShowHistory)->trigger();
    HistoryPanel *panel = console.window->pane()->history();
    QVERIFY(waitForRows(panel, 2));
    panel->searchField()->setText(u"berl"_s);
    QVERIFY(waitForRows(panel, 1));
    QCOMPARE(cell(panel, 0, 1), u"Berlin"_s);
    panel->searchField()->setText(u"aach"_s);
    QVERIFY(waitForRows(panel, 0));
    QTRY_VERIFY(!panel->view()->isVisible());
    far.name = u"Aachen"_s;
    QVERIFY(got(console.services->book().change(far, console.window.get())));
    QVERIFY(waitForRows(panel, 1));
    QCOMPARE(cell(panel, 0, 1), u"Aachen"_s);
    // What was taken out of the list still has its records.
    panel->searchField()->clear();
    QComboBox *systems = choice(panel, u"Of which system"_s);
    QTRY_VERIFY(systems->findData(u"gone"_s) > 0);
    systems->setCurrentIndex(systems->findData(u"gone"_s));
    QVERIFY(waitForRows(panel, 1));
    QTRY_COMPARE(cell(panel, 0, 1), u"gone"_s);
}

void TestHistoryPanel::whatIsOldGoesWhenSomebodyWantsIt()
{
    ConsoleFixture console;
    JobRecord old;
    old.systemId = console.local();
    old.removed = console.primordial().path;
    old.state = JobRecord::State::Succeeded;
    old.submitted = QDateTime::currentDateTimeUtc().addDays(-91);
    old.ended = old.submitted;
    const auto added = console.services->history().add(old, console.window.get());
    QTRY_VERIFY(added.isFinished());
    console.window->action(Command::ShowHistory)->trigger();
    HistoryPanel *panel = console.window->pane()->history();
    QVERIFY(waitForRows(panel, 1));
    QComboBox *keep = choice(panel, u"How long records are kept"_s);
    QCOMPARE(keep->currentIndex(), 0); // for ever
    // A shorter time is asked about, and nothing is removed before it is agreed to.
    const auto choose = [&](int index, int button) {
        keep->setCurrentIndex(index);
        emit keep->activated(index);
        QTRY_VERIFY(console.openDialog<QMessageBox>());
        auto *box = console.openDialog<QMessageBox>();
        QCOMPARE(box->textFormat(), Qt::PlainText);
        box->buttons().at(button)->click();
        QTRY_VERIFY(!console.openDialog<QMessageBox>());
    };
    constexpr int cancel = 0, remove = 1;
    choose(2, cancel);
    QCOMPARE(keep->currentIndex(), 0);
    QVERIFY(!QSettings().contains(u"history/keepDays"_s));
    choose(1, remove);
    QCOMPARE(keep->currentIndex(), 1);
    QCOMPARE(QSettings().value(u"history/keepDays"_s).toInt(), 365);
    QVERIFY(!QTest::qWaitFor([&] { return panel->view()->model()->rowCount() == 0; }, 300));
    choose(2, remove);
    QVERIFY(waitForRows(panel, 0));
    QCOMPARE(QSettings().value(u"history/keepDays"_s).toInt(), 90);
    keep->setCurrentIndex(0); // a longer one needs no question
    emit keep->activated(0);
    QVERIFY(!console.openDialog<QMessageBox>());
    QCOMPARE(QSettings().value(u"history/keepDays"_s).toInt(), 0);
}

void TestHistoryPanel::whatNobodyKnewIsCheckedAgain()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 64 * MiB);
    JobRecord doubtful = *console.lastJob();
    const CimPath made = doubtful.result;
    doubtful.state = JobRecord::State::Failed;
    doubtful.result = {};
    doubtful.failure = Failure{.cause = Failure::Cause::OutcomeUnknown};
    doubtful.doubt = Doubt::NotReadable;
    doubtful.before = {console.primordial().path}; // is forgotten where the end is known
    const auto kept = console.services->history().update(doubtful, console.window.get());
    QTRY_VERIFY(kept.isFinished());
    console.services->jobs().clearFinished();
    console.window->action(Command::ShowHistory)->trigger();
    HistoryPanel *panel = console.window->pane()->history();
    QVERIFY(waitForRows(panel, 1));
    panel->view()->setCurrentIndex(panel->view()->model()->index(0, 0));
    QTest::keyClick(panel->view(), Qt::Key_Return);
    QTRY_VERIFY(console.openDialog<JobDetailsDialog>());
    auto *details = console.openDialog<JobDetailsDialog>();
    QPushButton *check = buttonWith(details, u"Check again"_s);
    QVERIFY(check && check->isVisible());
    check->click();
    const auto record = [&] { return console.services->jobs().find(doubtful.id); };
    QTRY_VERIFY(record() && record()->state == JobRecord::State::Succeeded);
    QCOMPARE(record()->result, made);
    QCOMPARE(console.services->inventory().objects(console.local(), u"CIM_StoragePool"_s).size(),
             2); // with the primordial one: nothing was sent again
    details->close();
}

void TestHistoryPanel::whyNobodyKnowsIsSaid_data()
{
    QTest::addColumn<int>("doubt");
    for (int doubt = 0; doubt <= int(lastDoubt); ++doubt)
        QTest::newRow(doubtName(Doubt(doubt)).data()) << doubt;
}

void TestHistoryPanel::whyNobodyKnowsIsSaid()
{
    QFETCH(int, doubt);
    JobRecord record;
    record.doubt = Doubt(doubt);
    record.lost = QDateTime::currentDateTimeUtc();
    const Message message = doubtMessage(record, u"far"_s, u"Create pool"_s);
    QVERIFY(message.problem.startsWith(u"Create pool"_s));
    QVERIFY(message.cause.size() > 40);
    QVERIFY(!message.fix.isEmpty());
    QVERIFY(!(message.cause + message.fix).contains(u'%'));
    QCOMPARE(doubtText(Doubt(doubt)).isEmpty(), Doubt(doubt) == Doubt::None);
}

void TestHistoryPanel::theReverseIsPrepared()
{
    ConsoleFixture console;
    HistoryPanel *panel = withOnePool(console);
    QVERIFY(panel->selected());
    emit panel->reverseAsked(*panel->selected());
    QTRY_VERIFY(console.openDialog<DeleteDialog>());
    auto *doomed = console.openDialog<DeleteDialog>();
    QTRY_COMPARE_WITH_TIMEOUT(doomed->calls().size(), 1, 10'000);
    QCOMPARE(QString(doomed->calls().first().decl().name), u"DeleteStoragePool"_s);
}

void TestHistoryPanel::whatIsNotInTheTreeIsNotCalledGone()
{
    ConsoleFixture console;
    HistoryPanel *panel = withOnePool(console);
    QVERIFY(panel->selected());
    JobRecord gone = *panel->selected();
    gone.result = CimPath(gone.result.nameSpace(), gone.result.className(),
                          {{u"InstanceID"_s, CimValue::string(u"Cistern:gone"_s)}});
    const auto told = [&](const JobRecord &record) {
        emit panel->reverseAsked(record);
        auto *box = console.openDialog<QMessageBox>();
        const QString text = box ? box->text() : QString();
        if (box)
            box->close();
        return text;
    };
    QVERIFY(told(gone).contains(u"not there any more"_s));
    // As before the first reading has ended.
    console.services->inventory().setSystems({}, {});
    QCOMPARE(told(gone), u"\u2068This computer\u2069 is still being read."_s);
}

void TestHistoryPanel::theMenuSaysWhyNot()
{
    ConsoleFixture console;
    JobRecord gone; // nobody knows what was asked for
    gone.systemId = console.local();
    gone.state = JobRecord::State::Succeeded;
    gone.submitted = QDateTime::currentDateTimeUtc();
    gone.ended = gone.submitted;
    QVERIFY(got(console.services->history().add(gone, console.window.get())));
    console.window->action(Command::ShowHistory)->trigger();
    HistoryPanel *panel = console.window->pane()->history();
    QVERIFY(waitForRows(panel, 1));
    panel->view()->setCurrentIndex(panel->view()->model()->index(0, 0));
    emit panel->view()->customContextMenuRequested({});
    QPointer<QMenu> menu = panel->findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(menu && menu->toolTipsVisible());
    for (const auto &[words, reason] :
         {std::pair(u"Run again"_s, u"This can't be run again."_s),
          std::pair(u"Prepare the reverse"_s, u"There is no action that undoes this."_s)}) {
        const auto actions = menu->actions();
        const auto found = std::find_if(
            actions.begin(), actions.end(), [words = words](const QAction *action) {
                return QString(action->text()).remove(u'&').startsWith(words);
            });
        QVERIFY(found != actions.end());
        QVERIFY(!(*found)->isEnabled());
        QCOMPARE((*found)->toolTip(), reason);
    }
    menu->close();
}

// At most two seconds old whatever happens, also where the typing never pauses.
void TestHistoryPanel::draftsAreKeptWhileSomebodyTypes()
{
    ConsoleFixture console;
    console.window->action(Command::NewPool)->trigger();
    QTRY_VERIFY(console.openDialog<StoragePoolWizard>());
    auto *wizard = console.openDialog<StoragePoolWizard>();
    auto *name = wizard->currentPage()->findChild<QLineEdit *>();
    QVERIFY(name);
    Drafts drafts(console.services->history().file());
    QElapsedTimer typing;
    typing.start();
    QString kept;
    for (int letter = 0; kept.isEmpty() && typing.elapsed() < 10'000; ++letter) {
        QTest::keyClick(name, Qt::Key_A);
        const auto found = got(
            drafts.find(u"storage-pool"_s, console.local(), console.window.get()));
        if (found && *found)
            kept = (*found)->call.argument(u"ElementName").toString();
    }
    QVERIFY(kept.startsWith(u'a'));
    QVERIFY2(typing.elapsed() < 2000, qPrintable(QString::number(typing.elapsed())));
    wizard->reject();
}

void TestHistoryPanel::draftsOfAnEarlierRunAreOffered()
{
    ConsoleFixture console;
    console.makePool(u"silver"_s, 64 * MiB);
    {
        Drafts drafts(console.services->history().file());
        Draft draft{.systemId = console.local(),
                    .call = console.lastJob()->call,
                    .changed = QDateTime::currentDateTimeUtc()};
        draft.call.setArgument(u"ElementName", CimValue::string(u"begun"_s));
        QVERIFY(got(drafts.keep(u"storage-pool"_s, draft, console.window.get())));
    }
    console.close();
    console.open();
    const auto offer = [&] {
        QPushButton *found = buttonWith(console.window->jobs(), u"begun"_s);
        return found && found->isVisible() ? found : nullptr;
    };
    QTRY_VERIFY(offer());
    offer()->click();
    QTRY_VERIFY(console.openDialog<StoragePoolWizard>());
    auto *wizard = console.openDialog<StoragePoolWizard>();
    QTRY_COMPARE(wizard->call().argument(u"ElementName").toString(), u"begun"_s);
    QTRY_VERIFY(!offer());
    wizard->reject();
}

void TestHistoryPanel::pictures_data()
{
    QTest::addColumn<int>("appearance");
    QTest::addColumn<int>("direction");
    QTest::newRow("light") << int(Appearance::Light) << int(Qt::LeftToRight);
    QTest::newRow("dark") << int(Appearance::Dark) << int(Qt::LeftToRight);
    QTest::newRow("mirrored") << int(Appearance::Light) << int(Qt::RightToLeft);
}

void TestHistoryPanel::pictures()
{
    QFETCH(int, appearance);
    QFETCH(int, direction);
    applyAppearance(*qApp, Appearance(appearance));
    QGuiApplication::setLayoutDirection(Qt::LayoutDirection(direction));
    ConsoleFixture console;
    console.makePool(u"gold"_s, 64 * MiB);
    const auto record = [&](const QString &name, JobRecord::State state, int minutes) {
        JobRecord made = *console.lastJob();
        made.id = 0;
        made.call.setArgument(u"ElementName", CimValue::string(name));
        made.state = state;
        made.submitted = made.submitted.addSecs(-60 * minutes);
        made.ended = made.submitted.addSecs(90);
        return made;
    };
    JobRecord unknown = record(u"tape"_s, JobRecord::State::Failed, 3000);
    unknown.failure = Failure{.cause = Failure::Cause::OutcomeUnknown};
    unknown.doubt = Doubt::SeveralFit;
    unknown.lost = unknown.submitted.addSecs(60);
    JobRecord failed = record(u"bronze"_s, JobRecord::State::Failed, 600);
    failed.failure = Failure{.cause = Failure::Cause::SizeNotSupported,
                             .stage = Failure::Stage::Operation,
                             .code = 4097,
                             .parameter = u"Size"_s,
                             .offered = quint64(60 * MiB)};
    failed.returnValue = 4097;
    for (const JobRecord &each :
         {unknown, failed, record(u"copper"_s, JobRecord::State::Stopped, 90)}) {
        const auto added = console.services->history().add(each, console.window.get());
        QTRY_VERIFY(added.isFinished());
    }
    console.window->action(Command::ShowHistory)->trigger();
    HistoryPanel *panel = console.window->pane()->history();
    QVERIFY(waitForRows(panel, 4));
    shoot(console.window.get(), u"history"_s);
    panel->searchField()->setText(u"nothing has this"_s);
    QVERIFY(waitForRows(panel, 0));
    shoot(console.window.get(), u"history-no-hits"_s);
    panel->searchField()->clear();
    QVERIFY(waitForRows(panel, 4));
    for (int row = 0; row < 4; ++row) {
        panel->view()->setCurrentIndex(panel->view()->model()->index(row, 0));
        QVERIFY(panel->selected());
        emit panel->detailsAsked(*panel->selected());
        QTRY_VERIFY(console.openDialog<JobDetailsDialog>());
        shoot(console.openDialog<JobDetailsDialog>(), u"history-details-%1"_s.arg(row));
        delete console.openDialog<JobDetailsDialog>();
    }
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

QTEST_MAIN(TestHistoryPanel)
#include "tst_historypanel.moc"
