// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is opened again: a form that holds all of a call, and what an earlier run left half filled
// in, of this system and no other.

#include "tests/gui/consolefixture.h"
#include "tests/gui/pipeconsole.h"
#include "tests/gui/showndialog.h"
#include "tests/gui/widgetparts.h"

#include "models/pipecall.h"
#include "services/jobs/calleffect.h"
#include "services/jobs/drafts.h"
#include "services/jobs/jobhistory.h"
#include "tests/support/got.h"
#include "ui/dialogs/deletedialog.h"
#include "ui/dialogs/pipedialog.h"
#include "ui/mainwindow/forms.h"
#include "ui/wizards/methodwizard.h"
#include "ui/wizards/poolsheet.h"
#include "ui/wizards/storagepoolwizard.h"
#include "ui/wizards/volumedialog.h"

#include <QAction>
#include <QMessageBox>
#include <QSignalSpy>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
MethodCall callOf(const QString &method, const CimPath &service)
{
    return MethodCall(*Schema::findMethod(QString(Schema::iscsiTarget),
                                          u"MSISCSITARGET_StorageConfigurationService", method),
                      service);
}
} // namespace

class TestForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFormHoldsAllOfTheCall_data();
    void theFormHoldsAllOfTheCall();
    void wordsOfASystemAreNoMarkup();
    void aDraftOfAnotherSystemStays();
    void theDraftOfThisSystemIsFound();
    void aDraftWhoseSystemIsGoneGoes();
    void noDraftGoesBeforeTheListIsRead();
    void aReopenedFormKeepsADraft_data();
    void aReopenedFormKeepsADraft();
    void aPipeIsOfItsSystem();
    void aReopenedPipeKeepsADraft();
    void aPlainDeleteIsAskedAboutAgain();

private:
    static Forms *formsOf(const ConsoleFixture &console)
    {
        return console.window->findChild<Forms *>();
    }
    static QList<KeptDraft> draftsIn(JobHistory &history, QObject *owner)
    {
        Drafts drafts(history.file());
        const auto all = got(drafts.all(owner));
        return all ? *all : QList<KeptDraft>();
    }
    // What a form asks when it opens has been answered then.
    static void letItLook(JobHistory &history, QObject *owner)
    {
        for (int turn = 0; turn < 5; ++turn) {
            draftsIn(history, owner);
            QTest::qWait(0);
        }
    }
    static void leave(ConsoleFixture &console, const QString &kind, const QString &systemId,
                      const QString &name, int minutesAgo)
    {
        Drafts drafts(console.services->history().file());
        Draft draft{.systemId = systemId,
                    .call = callOf(u"CreateOrModifyStoragePool"_s, console.facts().service()),
                    .changed = QDateTime::currentDateTimeUtc().addSecs(-60 * minutesAgo)};
        draft.call.setArgument(u"ElementName", CimValue::string(name));
        QVERIFY(got(drafts.keep(kind, draft, console.window.get())));
        console.close();
        console.open();
    }
    static QPushButton *offer(const ConsoleFixture &console, const QString &name)
    {
        QPushButton *found = buttonWith(console.window->jobs(), name);
        return found && found->isVisible() ? found : nullptr;
    }
    static QStringList names(ConsoleFixture &console)
    {
        QStringList found;
        const auto all = draftsIn(console.services->history(), console.window.get());
        for (const KeptDraft &each : all)
            found.append(each.draft.call.argument(u"ElementName").toString());
        return found;
    }
    static StoragePoolWizard *openWizard(const ConsoleFixture &console)
    {
        console.window->action(Command::NewPool)->trigger();
        [&] { QTRY_VERIFY(shownDialog<StoragePoolWizard>()); }();
        return shownDialog<StoragePoolWizard>();
    }
};

void TestForms::theFormHoldsAllOfTheCall_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("has"); // beside what the form of its own holds
    QTest::addColumn<bool>("special");
    const QString element = u"CreateOrModifyElementFromStoragePool"_s;
    const QString pool = u"CreateOrModifyStoragePool"_s;
    QTest::newRow("a volume") << element << QString() << true;
    for (const char *has : {"TheElement", "Goal", "setting", "ElementType", "InPool"})
        QTest::addRow("an element and %s", has) << element << QString::fromLatin1(has) << false;
    QTest::newRow("a pool") << pool << QString() << true;
    for (const char *has : {"InExtents", "Goal", "setting"})
        QTest::addRow("a pool and %s", has) << pool << QString::fromLatin1(has) << false;
}

void TestForms::theFormHoldsAllOfTheCall()
{
    QFETCH(QString, method);
    QFETCH(QString, has);
    QFETCH(bool, special);
    ConsoleFixture console;
    console.makePool(u"gold"_s, 64 * ConsoleFixture::MiB);
    const auto thing = [](const QString &className, const QString &key) {
        return CimPath(QString(Schema::iscsiTarget), className,
                       {{key, CimValue::string(u"Fake:1"_s)}});
    };
    const CimPath setting = thing(u"MSISCSITARGET_StorageSetting"_s, u"InstanceID"_s);
    const CimPath gold = console.poolNamed(u"gold"_s)->path;
    JobRecord record;
    record.systemId = console.local();
    record.call = callOf(method, console.facts().service());
    MethodCall &call = record.call;
    call.setArgument(u"ElementName", CimValue::string(u"tape"_s));
    call.setArgument(u"Size", CimValue::uint64(8 * ConsoleFixture::MiB));
    const bool ofPool = method == u"CreateOrModifyStoragePool"_s;
    if (ofPool) {
        call.setArgument(u"Pool", CimValue::reference(gold));
    } else {
        call.setArgument(u"ElementType", CimValue::uint16(has == u"ElementType"_s ? 4 : 2));
        if (has != u"InPool"_s)
            call.setArgument(u"InPool", CimValue::reference(gold));
    }
    if (has == u"TheElement"_s)
        call.setArgument(has,
                         CimValue::reference(thing(u"MSISCSITARGET_LogicalDisk"_s, u"DeviceID"_s)));
    else if (has == u"Goal"_s)
        call.setArgument(has, CimValue::reference(setting));
    else if (has == u"InExtents"_s)
        call.setArgument(
            has,
            CimValue::strings({thing(u"MSISCSITARGET_StorageExtent"_s, u"DeviceID"_s).toText()}));
    else if (has == u"setting"_s)
        call.setting = SettingRequest{
            .parameter = u"Goal"_s,
            .capabilities = thing(u"MSISCSITARGET_StorageCapabilities"_s, u"InstanceID"_s),
            .values = {{u"PackageRedundancyGoal"_s, CimValue::uint16(1)}}};
    formsOf(console)->runAgain(record);
    if (special) {
        QTRY_VERIFY(ofPool ? static_cast<bool>(shownDialog<PoolSheet>())
                           : static_cast<bool>(shownDialog<VolumeDialog>()));
        return;
    }
    QTRY_VERIFY(shownDialog<MethodWizard>());
    auto *wizard = shownDialog<MethodWizard>();
    QVERIFY(wizard->call() == call);
    // What the person chooses instead of what was to be made counts.
    wizard->setArgument(u"Goal", CimValue::reference(gold));
    QVERIFY(!wizard->call().setting);
}

void TestForms::wordsOfASystemAreNoMarkup()
{
    ConsoleFixture console;
    formsOf(console)->tell(Failure{.cause = Failure::Cause::ServerFault,
                                   .serverText = u"<a href=\"http://example.org\">more</a>"_s},
                           u"<b>It</b> failed."_s, console.local());
    QTRY_VERIFY(shownDialog<QMessageBox>());
    QCOMPARE(shownDialog<QMessageBox>()->textFormat(), Qt::PlainText);
    const auto *informing = shownDialog<QMessageBox>()->findChild<QLabel *>(
        u"qt_msgbox_informativelabel"_s);
    QVERIFY(informing && informing->isVisible());
    QCOMPARE(informing->textFormat(), Qt::PlainText);
}

void TestForms::aDraftOfAnotherSystemStays()
{
    ConsoleFixture console;
    leave(console, u"storage-pool"_s, u"far"_s, u"begun"_s, 0);
    QTRY_VERIFY(offer(console, u"begun"_s));
    StoragePoolWizard *wizard = openWizard(console);
    letItLook(console.services->history(), console.window.get());
    QCOMPARE(wizard->call().argument(u"ElementName").toString(), QString());
    QVERIFY(offer(console, u"begun"_s));
    wizard->reject();
    QTRY_VERIFY(!shownDialog<StoragePoolWizard>());
    QCOMPARE(names(console), QStringList{u"begun"_s});
    QVERIFY(offer(console, u"begun"_s));
}

void TestForms::theDraftOfThisSystemIsFound()
{
    ConsoleFixture console;
    leave(console, u"storage-pool"_s, console.local(), u"ours"_s, 5);
    leave(console, u"storage-pool"_s, u"far"_s, u"begun"_s, 0);
    QTRY_VERIFY(offer(console, u"begun"_s));
    StoragePoolWizard *wizard = openWizard(console);
    QTRY_COMPARE(wizard->call().argument(u"ElementName").toString(), u"ours"_s);
    wizard->reject();
    QTRY_COMPARE(names(console), QStringList{u"begun"_s});
    QVERIFY(offer(console, u"begun"_s));
}

void TestForms::aDraftWhoseSystemIsGoneGoes()
{
    ConsoleFixture console;
    leave(console, u"storage-pool"_s, u"far"_s, u"begun"_s, 0);
    QTRY_VERIFY(offer(console, u"begun"_s));
    offer(console, u"begun"_s)->click();
    QTRY_VERIFY(shownDialog<QMessageBox>());
    auto *box = shownDialog<QMessageBox>();
    QVERIFY2(box->informativeText().contains(u"not in the list"_s),
             qPrintable(box->informativeText()));
    box->close();
    QTRY_VERIFY(!offer(console, u"begun"_s));
    QTRY_COMPARE(names(console), QStringList());
}

void TestForms::noDraftGoesBeforeTheListIsRead()
{
    ConsoleFixture console;
    leave(console, u"storage-pool"_s, u"far"_s, u"begun"_s, 0);
    SystemBook unread(console.store() + u"/systems.json"_s);
    const Console whole = windowConsole(*console.services);
    const Console early{.clock = whole.clock,
                        .book = unread,
                        .connections = whole.connections,
                        .inventory = whole.inventory,
                        .refresher = whole.refresher,
                        .jobs = whole.jobs,
                        .history = whole.history,
                        .credentials = whole.credentials,
                        .secrets = whole.secrets,
                        .addLocation = whole.addLocation,
                        .names = whole.names};
    QWidget window;
    Forms forms(early, &window);
    QSignalSpy found(&forms, &Forms::draftFound);
    forms.lookForDrafts();
    QTRY_COMPARE(found.size(), 1);
    forms.continueDraft();
    QTRY_VERIFY(shownDialog<QMessageBox>());
    shownDialog<QMessageBox>()->close();
    letItLook(console.services->history(), console.window.get());
    QCOMPARE(names(console), QStringList{u"begun"_s});
    QCOMPARE(found.size(), 1);
}

void TestForms::aReopenedFormKeepsADraft_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("storage pool") << u"storage-pool"_s;
    QTest::newRow("child pool") << u"child-pool"_s;
    QTest::newRow("root pool") << u"root-pool"_s;
    QTest::newRow("any method") << u"method"_s;
}

void TestForms::aReopenedFormKeepsADraft()
{
    QFETCH(QString, kind);
    ConsoleFixture console;
    JobRecord record;
    record.systemId = console.local();
    if (kind == u"storage-pool"_s) {
        record.call = callOf(u"CreateOrModifyStoragePool"_s, console.facts().service());
    } else if (kind == u"child-pool"_s) {
        QVERIFY(console.makeChildPool(u"kid"_s));
        record.call = console.lastJob()->call;
    } else if (kind == u"root-pool"_s) {
        const auto service = console.services->inventory().objects(
            console.local(), u"CIM_ResourcePoolConfigurationService"_s);
        QVERIFY(!service.isEmpty());
        const CimPath path = console.services->inventory().node(service.first())->path();
        record.call = MethodCall(*methodOf(path, u"CreateResourcePool"_s), path);
    } else {
        record.call = callOf(u"CreateOrModifyElementFromStoragePool"_s, console.facts().service());
    }
    record.call.setArgument(u"ElementName", CimValue::string(u"again"_s));
    formsOf(console)->runAgain(record);
    QTRY_VERIFY(shownDialog<StepWizard>());
    auto *wizard = shownDialog<StepWizard>();
    Q_EMIT wizard->callChanged(); // as somebody types
    const auto kept = [&] { return draftsIn(console.services->history(), console.window.get()); };
    QTRY_COMPARE(kept().size(), 1);
    QCOMPARE(kept().first().kind, kind);
    QVERIFY(kept().first().draft.call == wizard->call());
    wizard->reject();
    QTRY_COMPARE(kept().size(), 0);
}

void TestForms::aPipeIsOfItsSystem()
{
    PipeConsole console;
    QWidget window;
    window.show();
    Forms forms(console.console, &window);
    const PipePlan plan{
        .sourceId = PipeConsole::alpha(), .targetId = PipeConsole::beta(), .name = u"begun"_s};
    Drafts drafts(console.history.file());
    console.must(drafts.keep(u"replication-pipe"_s,
                             {.systemId = PipeConsole::alpha(),
                              .call = pipeCall(console.inventory, plan),
                              .changed = console.clock.now()},
                             &window));
    const auto open = [&](const QString &id) {
        forms.open(Command::NewPipe, {.nodes = {console.inventory.system(id)}}, false);
        [&] { QTRY_VERIFY(shownDialog<PipeDialog>()); }();
        return shownDialog<PipeDialog>();
    };
    PipeDialog *dialog = open(PipeConsole::beta());
    letItLook(console.history, &window);
    QCOMPARE(dialog->plan().sourceId, PipeConsole::beta());
    QCOMPARE(dialog->plan().name, QString());
    dialog->hide(); // not closed: the draft is of this run
    delete dialog;
    dialog = open(PipeConsole::alpha());
    QTRY_COMPARE(dialog->plan().name, u"begun"_s);
    dialog->reject();
    QTRY_VERIFY(draftsIn(console.history, &window).isEmpty());
}

void TestForms::aReopenedPipeKeepsADraft()
{
    PipeConsole console;
    QWidget window;
    window.show();
    Forms forms(console.console, &window);
    JobRecord record;
    record.systemId = PipeConsole::alpha();
    record.call = pipeCall(
        console.inventory,
        {.sourceId = PipeConsole::alpha(), .targetId = PipeConsole::beta(), .name = u"again"_s});
    forms.runAgain(record);
    QTRY_VERIFY(shownDialog<PipeDialog>());
    auto *dialog = shownDialog<PipeDialog>();
    Q_EMIT dialog->planChanged();
    QTRY_COMPARE(draftsIn(console.history, &window).size(), 1);
    QCOMPARE(draftsIn(console.history, &window).first().kind, u"replication-pipe"_s);
    dialog->reject();
    QTRY_VERIFY(draftsIn(console.history, &window).isEmpty());
}

void TestForms::aPlainDeleteIsAskedAboutAgain()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 8 * ConsoleFixture::MiB);
    JobRecord record;
    record.systemId = console.local();
    record.removed = console.poolNamed(u"gold"_s)->path;
    formsOf(console)->runAgain(record);
    QTRY_VERIFY(shownDialog<DeleteDialog>());
    shownDialog<DeleteDialog>()->reject();
    QTRY_VERIFY(!shownDialog<DeleteDialog>());
    record.removed = CimPath(record.removed.nameSpace(), record.removed.className(),
                             {{u"InstanceID"_s, CimValue::string(u"gone"_s)}});
    formsOf(console)->runAgain(record);
    QTRY_VERIFY(shownDialog<QMessageBox>());
    shownDialog<QMessageBox>()->close();
    QVERIFY(!shownDialog<DeleteDialog>());
}

QTEST_MAIN(TestForms)
#include "tst_forms.moc"
