// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The child pool wizard and the property sheet, driven by keyboard over the local target in-process
// and over HTTP: what they send, what they refuse, and what comes of it on the system.

#include "tests/gui/consolefixture.h"
#include "tests/gui/servedtarget.h"
#include "tests/support/adjust.h"

#include "models/childpoolcall.h"
#include "services/jobs/drafts.h"
#include "services/jobs/jobhistory.h"
#include "ui/mainwindow/forms.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/wizards/allocationedit.h"
#include "ui/wizards/amountedit.h"
#include "ui/wizards/childpoolsheet.h"
#include "ui/wizards/childpoolwizard.h"
#include "ui/wizards/nameedit.h"
#include "ui/wizards/parentpicker.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTabWidget>
#include <QTreeView>
#include <QWizardPage>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWidget *target = QApplication::focusWidget();
    if (!target)
        target = QApplication::activeWindow();
    QVERIFY(target);
    QTest::keyClick(target, key, modifiers);
}

void type(const QString &text)
{
    QWidget *target = QApplication::focusWidget();
    QVERIFY(target);
    QTest::keyClicks(target, text);
}

// Tabs on until the widget has the keyboard.
void tabTo(const QWidget *widget)
{
    QVERIFY(widget);
    for (int i = 0; i < 40 && !widget->hasFocus(); ++i)
        press(Qt::Key_Tab);
    QVERIFY(widget->hasFocus());
}

void replace(const QString &text)
{
    press(Qt::Key_A, Qt::ControlModifier);
    type(text);
}

bool nextIsOn(const ChildPoolWizard &wizard)
{
    return wizard.button(QWizard::NextButton)->isEnabled();
}

// One system of the console, in-process or over HTTP, and the forms of its window.
class Host
{
public:
    explicit Host(bool http) : m_http(http)
    {
        if (http)
            m_served = std::make_unique<ServedTarget>(console);
        forms = std::make_unique<Forms>(windowConsole(*console.services), console.window.get());
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!facts().types().isEmpty(), 30000); }();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!facts().service().isEmpty(), 30000); }();
    }

    QString id() const { return m_http ? m_served->id() : ConsoleFixture::local(); }
    ResourceFacts facts() const
    {
        return {console.services->inventory(), id(), QString(Schema::virtualization)};
    }
    ResourcePoolFacts root(quint16 type = 4) const
    {
        for (const ResourcePoolFacts &pool : facts().pools()) {
            if (pool.primordial && pool.type.number == type)
                return pool;
        }
        return {};
    }
    std::optional<ResourcePoolFacts> named(const QString &name, quint16 type = 4) const
    {
        return facts().pool(root(type).type, name);
    }
    // Past every form.
    void make(const QString &name, const QList<CimPath> &parents, const ChildPool::Terms &terms,
              quint16 type = 4)
    {
        ChildPool::Plan plan{.type = root(type).type, .name = name, .parents = parents};
        plan.terms = QList<ChildPool::Terms>(parents.size(), terms);
        const auto run = console.services->jobs().run(id(), ChildPool::create(plan, facts()),
                                                      console.window.get());
        [&] { QTRY_VERIFY_WITH_TIMEOUT(named(name, type).has_value(), 30000); }();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(console.lastJob()->over(), 30000); }();
        [&] {
            QTRY_VERIFY_WITH_TIMEOUT(
                facts().parents(named(name, type)->path).size() == parents.size(), 30000);
        }();
    }
    ChildPoolWizard *open(NodeId selected = -1)
    {
        forms->open(Command::NewChildPool, {.nodes = {selected >= 0 ? selected : root().node}},
                    false);
        auto *wizard = console.openDialog<ChildPoolWizard>();
        const auto hasKeys = [&] {
            return QApplication::activeWindow() == wizard
                && wizard->isAncestorOf(QApplication::focusWidget());
        };
        return wizard && QTest::qWaitFor(hasKeys) ? wizard : nullptr;
    }
    ChildPoolSheet *edit(const QString &name)
    {
        forms->open(Command::EditSettings, {.nodes = {named(name)->node}}, false);
        auto *sheet = console.openDialog<ChildPoolSheet>();
        const auto hasKeys = [&] {
            return QApplication::activeWindow() == sheet
                && sheet->isAncestorOf(QApplication::focusWidget());
        };
        return sheet && QTest::qWaitFor(hasKeys) ? sheet : nullptr;
    }
    bool isOpen() const { return console.openDialog<ChildPoolWizard>(); }
    const QList<JobRecord> &records() const { return console.services->jobs().records(); }

    ConsoleFixture console;

private:
    bool m_http;
    std::unique_ptr<ServedTarget> m_served;

public:
    std::unique_ptr<Forms> forms;
};
} // namespace

class TestChildPoolWizard : public QObject
{
    Q_OBJECT

private slots:
    void keyboardAloneMakesAChildPool_data() { ways(); }
    void keyboardAloneMakesAChildPool();
    void CP_R13_keyboardAloneTakesFromTwoParents_data() { ways(); }
    void CP_R13_keyboardAloneTakesFromTwoParents();
    void CP_R14_CP_R15_keyboardAloneSharesOneLimit_data() { ways(); }
    void CP_R14_CP_R15_keyboardAloneSharesOneLimit();
    void CP_R7_aNameIsNeeded();
    void CP_R8_aTakenNameIsRefusedBesideTheField();
    void CP_R8_aNameTakenMeanwhileOpensTheFormAgain();
    void CP_R10_withoutAParentThereIsNoNext();
    void CP_R12_theFormMakesNoWrongCount();
    void CP_R16_sharingIsNotOfferedForDisks();
    void CP_R17_aRefusedSharedLimitOffersOneForEach();
    void CP_R19_anotherTypeDropsTheParents();
    void CP_R20_moreThanIsFreeIsRefusedBesideTheField();
    void CP_R21_foldersAreThoseOfTheParent();
    void CP_R21_foldersDontGoIntoAPoolOfAnotherType();
    void theRequestIsWhatWillBeSent();
    void enterHeldDownIsOneIntent();
    void draftSurvivesACrash();
    void keyboardAloneChangesBothSteps_data() { ways(); }
    void keyboardAloneChangesBothSteps();
    void onlyWhatChangedIsSent();
    void whatOthersChangeMeanwhileIsNotSentBack();
    void CP_R27_eachStepIsAnnounced();
    void theSecondCallWaitsForTheFirst();

private:
    void ways()
    {
        QTest::addColumn<bool>("http");
        QTest::newRow("in-process") << false;
        QTest::newRow("http") << true;
    }
};

void TestChildPoolWizard::keyboardAloneMakesAChildPool()
{
    QFETCH(bool, http);
    Host host(http);
    ChildPoolWizard *wizard = host.open();
    QVERIFY(wizard);
    type(u"web"_s);
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::ParentStep));
    QCOMPARE(wizard->plan().parents, QList<CimPath>{host.root().path}); // chosen beforehand
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::AllocationStep));
    replace(u"64 MiB"_s);
    press(Qt::Key_Tab);
    replace(u"128 MiB"_s);
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::ReviewStep));
    QCOMPARE(host.records().size(), 0); // nothing is sent before the last button
    press(Qt::Key_Return);
    QTRY_VERIFY(!host.isOpen());
    QTRY_COMPARE(host.records().size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(host.console.lastJob()->over(), 30000);
    QCOMPARE(host.console.lastJob()->state, JobRecord::State::Succeeded);
    QTRY_VERIFY_WITH_TIMEOUT(host.named(u"web"_s).has_value(), 30000);
    const auto made = host.named(u"web"_s);
    QVERIFY(!made->primordial);
    QCOMPARE(made->unit.wholeOf(made->capacity), 128 * ConsoleFixture::MiB);
    QTRY_COMPARE(host.facts().parents(made->path), QList<CimPath>{host.root().path});
    QTRY_COMPARE(host.root().unit.wholeOf(host.root().reserved), 64 * ConsoleFixture::MiB);
    QCOMPARE(host.console.lastJob()->result, made->path);
}

void TestChildPoolWizard::CP_R13_keyboardAloneTakesFromTwoParents()
{
    QFETCH(bool, http);
    Host host(http);
    host.make(u"silver"_s, {host.root().path}, {.reservation = 64});
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64});
    ChildPoolWizard *wizard = host.open();
    QVERIFY(wizard);
    type(u"both"_s);
    press(Qt::Key_Return);
    auto *picker = wizard->findChild<ParentPicker *>();
    QCOMPARE(QApplication::focusWidget(), picker->view());
    press(Qt::Key_Space); // not the primordial pool
    press(Qt::Key_Down);
    press(Qt::Key_Space);
    press(Qt::Key_Down);
    press(Qt::Key_Space);
    QCOMPARE(picker->chosen().size(), 2);
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::AllocationStep));
    const auto fields = wizard->currentPage()->findChildren<AmountEdit *>();
    QCOMPARE(fields.size(), 4); // reservation and limit of each
    QVERIFY(fields.at(0)->hasFocus());
    replace(u"32 MiB"_s);
    tabTo(fields.at(2));
    replace(u"16 MiB"_s);
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::ReviewStep));
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(host.named(u"both"_s).has_value(), 30000);
    QTRY_COMPARE(host.facts().parents(host.named(u"both"_s)->path).size(), 2);
    const auto terms = host.facts().allocations(host.named(u"both"_s)->path);
    QCOMPARE(terms.size(), 2);
    QCOMPARE(terms.at(0).reservation, quint64(32));
    QCOMPARE(terms.at(1).reservation, quint64(16));
    QTRY_COMPARE(host.facts().pool(terms.at(0).parent)->reserved, quint64(32));
    QTRY_COMPARE(host.facts().pool(terms.at(1).parent)->reserved, quint64(16));
}

void TestChildPoolWizard::CP_R14_CP_R15_keyboardAloneSharesOneLimit()
{
    QFETCH(bool, http);
    Host host(http);
    host.make(u"silver"_s, {host.root().path}, {.reservation = 64, .limit = 64});
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64, .limit = 64});
    ChildPoolWizard *wizard = host.open(host.named(u"silver"_s)->node);
    QVERIFY(wizard);
    type(u"shared"_s);
    press(Qt::Key_Return);
    auto *picker = wizard->findChild<ParentPicker *>();
    QCOMPARE(picker->chosen(), QList<CimPath>{host.named(u"silver"_s)->path});
    press(Qt::Key_Down); // gold and silver stand below the primordial pool
    if (picker->view()->currentIndex().data().toString() != "gold"_L1)
        press(Qt::Key_Down);
    press(Qt::Key_Space);
    QCOMPARE(picker->chosen().size(), 2);
    press(Qt::Key_Return);
    const auto choices = wizard->currentPage()->findChildren<QRadioButton *>();
    QCOMPARE(choices.size(), 2);
    QVERIFY(choices.at(1)->isVisible());
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(wizard->plan().shared);
    const auto fields = wizard->currentPage()->findChildren<AmountEdit *>();
    QCOMPARE(fields.size(), 2);
    tabTo(fields.at(0));
    replace(u"96 MiB"_s); // more than either of them has
    press(Qt::Key_Tab);
    replace(u"128 MiB"_s);
    QVERIFY(nextIsOn(*wizard));
    QVERIFY(wizard->currentPage()->findChild<FieldProblem *>()->text().contains(
        u"restricts nothing"_s));
    replace(u"100 MiB"_s);
    QVERIFY(!wizard->currentPage()->findChild<FieldProblem *>()->isShown());
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::ReviewStep));
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(host.named(u"shared"_s).has_value(), 30000);
    QTRY_COMPARE(host.facts().parents(host.named(u"shared"_s)->path).size(), 2);
    QCOMPARE(host.facts().allocations(host.named(u"shared"_s)->path).size(), 1);
    QCOMPARE(host.named(u"shared"_s)->capacity, quint64(100));
}

void TestChildPoolWizard::CP_R7_aNameIsNeeded()
{
    Host host(false);
    ChildPoolWizard *wizard = host.open();
    QVERIFY(wizard);
    QVERIFY(!nextIsOn(*wizard));
    type(u"  "_s);
    QVERIFY(!nextIsOn(*wizard));
    replace(u"x"_s);
    QVERIFY(nextIsOn(*wizard));
    press(Qt::Key_Escape);
    QTRY_VERIFY(!host.isOpen());
    QCOMPARE(host.records().size(), 0);
}

void TestChildPoolWizard::CP_R8_aTakenNameIsRefusedBesideTheField()
{
    Host host(false);
    host.make(u"gold"_s, {host.root().path}, {});
    ChildPoolWizard *wizard = host.open();
    QVERIFY(wizard);
    type(u"GOLD"_s);
    QVERIFY(!nextIsOn(*wizard));
    QVERIFY(wizard->findChild<NameEdit *>()->problemText().contains(u"already"_s));
    replace(u"Primordial"_s);
    QVERIFY(!nextIsOn(*wizard));
    replace(u"golden"_s);
    QVERIFY(nextIsOn(*wizard));
    // With another type the name is free.
    replace(u"gold"_s);
    QVERIFY(!nextIsOn(*wizard));
    auto *types = wizard->findChild<QComboBox *>();
    tabTo(types);
    press(Qt::Key_Home);
    QVERIFY(wizard->plan().type.number != 4);
    QVERIFY(nextIsOn(*wizard));
}

void TestChildPoolWizard::CP_R8_aNameTakenMeanwhileOpensTheFormAgain()
{
    Host host(false);
    ChildPoolWizard *wizard = host.open();
    QVERIFY(wizard);
    type(u"gold"_s);
    for (int page = 0; page < 3; ++page)
        press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::ReviewStep));
    const MethodCall same = wizard->call();
    host.make(u"gold"_s, {host.root().path}, {}); // somebody else is faster
    QVERIFY(!wizard->currentPage()->isComplete());
    wizard->reject();
    QTRY_VERIFY(!host.isOpen());
    // As if it had been sent in the same moment.
    const auto run = host.console.services->jobs().run(host.id(), same, host.console.window.get());
    QTRY_COMPARE(host.records().size(), 2);
    QTRY_VERIFY_WITH_TIMEOUT(host.console.lastJob()->over(), 30000);
    QCOMPARE(host.console.lastJob()->failure->code, quint32(32788));
    host.forms->reopen(host.console.lastJob()->id, false);
    QTRY_VERIFY((wizard = host.console.openDialog<ChildPoolWizard>()));
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::TypeStep));
    QCOMPARE(wizard->plan().name, u"gold"_s);
    QVERIFY(wizard->findChild<NameEdit *>()->problemText().contains(u"already"_s));
    QVERIFY(!nextIsOn(*wizard));
}

void TestChildPoolWizard::CP_R10_withoutAParentThereIsNoNext()
{
    Host host(false);
    ChildPoolWizard *wizard = host.open();
    QVERIFY(wizard);
    type(u"a"_s);
    press(Qt::Key_Return);
    QVERIFY(nextIsOn(*wizard));
    press(Qt::Key_Space);
    QVERIFY(wizard->plan().parents.isEmpty());
    QVERIFY(!nextIsOn(*wizard));
    press(Qt::Key_Space);
    QVERIFY(nextIsOn(*wizard));
}

void TestChildPoolWizard::CP_R12_theFormMakesNoWrongCount()
{
    Host host(false);
    host.make(u"silver"_s, {host.root().path}, {.reservation = 64, .limit = 64});
    ChildPoolWizard *wizard = host.open();
    QVERIFY(wizard);
    type(u"a"_s);
    press(Qt::Key_Return);
    press(Qt::Key_Down);
    press(Qt::Key_Space); // silver too
    press(Qt::Key_Return);
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(wizard->plan().shared);
    QCOMPARE(wizard->call().argument(u"AllocationSettings").toStrings().size(), 1);
    press(Qt::Key_B, Qt::AltModifier);
    QTRY_COMPARE(wizard->currentId(), int(ChildPoolWizard::ParentStep));
    wizard->findChild<ParentPicker *>()->view()->setFocus();
    press(Qt::Key_Space); // one parent is left
    QCOMPARE(wizard->plan().parents.size(), 1);
    QVERIFY(!wizard->plan().shared);
    QCOMPARE(wizard->call().argument(u"AllocationSettings").toStrings().size(), 1);
    press(Qt::Key_Space);
    QCOMPARE(wizard->plan().parents.size(), 2);
    QCOMPARE(wizard->call().argument(u"AllocationSettings").toStrings().size(), 2);
}

void TestChildPoolWizard::CP_R16_sharingIsNotOfferedForDisks()
{
    Host host(false);
    host.make(u"fast"_s, {host.root(31).path}, {}, 31);
    ChildPoolWizard *wizard = host.open(host.root(31).node);
    QVERIFY(wizard);
    QCOMPARE(wizard->plan().type.number, quint16(31));
    type(u"vhd"_s);
    press(Qt::Key_Return);
    press(Qt::Key_Down);
    press(Qt::Key_Space);
    QCOMPARE(wizard->plan().parents.size(), 2);
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::AllocationStep));
    const auto choices = wizard->currentPage()->findChildren<QRadioButton *>();
    for (const QRadioButton *choice : choices)
        QVERIFY(!choice->isVisible());
    QCOMPARE(wizard->plan().terms.size(), 2);
}

void TestChildPoolWizard::CP_R17_aRefusedSharedLimitOffersOneForEach()
{
    Host host(false);
    host.make(u"silver"_s, {host.root().path}, {.reservation = 64, .limit = 64});
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64, .limit = 64});
    ChildPoolWizard *wizard = host.open();
    QVERIFY(wizard);
    ChildPool::Plan plan{.type = host.root().type,
                         .name = u"a"_s,
                         .parents = {host.named(u"silver"_s)->path, host.named(u"gold"_s)->path},
                         .shared = true};
    plan.terms = {{.reservation = 10, .limit = 20}};
    wizard->reopen(ChildPool::create(plan, host.facts()),
                   Failure{.cause = Failure::Cause::NotSupported, .code = 32770},
                   ChildPoolWizard::ReviewStep);
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::AllocationStep));
    QPushButton *apart = nullptr;
    for (Banner *banner : wizard->currentPage()->findChildren<Banner *>()) {
        if (banner->button(0) && banner->isVisible())
            apart = banner->button(0);
    }
    QVERIFY(apart);
    QVERIFY(apart->text().contains(u"each parent"_s));
    apart->click();
    QVERIFY(!wizard->plan().shared);
    QCOMPARE(wizard->call().argument(u"AllocationSettings").toStrings().size(), 2);
}

void TestChildPoolWizard::CP_R19_anotherTypeDropsTheParents()
{
    Host host(false);
    ChildPoolWizard *wizard = host.open();
    QVERIFY(wizard);
    type(u"a"_s);
    QCOMPARE(wizard->plan().parents, QList<CimPath>{host.root().path});
    auto *types = wizard->findChild<QComboBox *>();
    QCOMPARE(types->count(), host.facts().types().size());
    tabTo(types);
    press(Qt::Key_End);
    const quint16 chosen = wizard->plan().type.number;
    QVERIFY(chosen != 4);
    QCOMPARE(wizard->plan().parents, QList<CimPath>{host.root(chosen).path});
    QCOMPARE(wizard->plan().terms.size(), 1);
    QCOMPARE(wizard->plan().name, u"a"_s);
}

void TestChildPoolWizard::CP_R20_moreThanIsFreeIsRefusedBesideTheField()
{
    Host host(false);
    host.make(u"small"_s, {host.root().path}, {.reservation = 64, .limit = 64});
    ChildPoolWizard *wizard = host.open(host.named(u"small"_s)->node);
    QVERIFY(wizard);
    type(u"a"_s);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    auto *problem = wizard->currentPage()->findChild<FieldProblem *>();
    replace(u"65 MiB"_s);
    QVERIFY(!nextIsOn(*wizard));
    QVERIFY2(problem->text().contains(u"64 MiB"_s), qPrintable(problem->text()));
    replace(u"64 MiB"_s);
    QVERIFY(nextIsOn(*wizard));
    press(Qt::Key_Tab);
    replace(u"32 MiB"_s);
    QVERIFY(!nextIsOn(*wizard));
    QVERIFY2(problem->text().contains(u"above the limit"_s), qPrintable(problem->text()));
    replace(u"nonsense"_s);
    QVERIFY(!nextIsOn(*wizard));
    replace(u"0"_s);
    QVERIFY(nextIsOn(*wizard));
}

void TestChildPoolWizard::CP_R21_foldersAreThoseOfTheParent()
{
    Host host(false);
    const QStringList offered = host.facts().hostResources(host.root(31).path);
    QVERIFY(!offered.isEmpty());
    ChildPoolWizard *wizard = host.open(host.root(31).node);
    QVERIFY(wizard);
    type(u"vhd"_s);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    auto *folders = wizard->currentPage()->findChild<QListWidget *>();
    QVERIFY(folders->isVisible());
    QCOMPARE(folders->count(), offered.size());
    tabTo(folders);
    press(Qt::Key_Space);
    QCOMPARE(wizard->plan().terms.first().hostResources, QStringList{offered.first()});
    QVERIFY(nextIsOn(*wizard));
    wizard->next();
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(host.named(u"vhd"_s, 31).has_value(), 30000);
    QTRY_COMPARE(host.facts().hostResources(host.named(u"vhd"_s, 31)->path),
                 QStringList{offered.first()});
}

void TestChildPoolWizard::CP_R21_foldersDontGoIntoAPoolOfAnotherType()
{
    Host host(false);
    ChildPoolWizard *wizard = host.open(host.root(31).node);
    QVERIFY(wizard);
    type(u"vhd"_s);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    tabTo(wizard->currentPage()->findChild<QListWidget *>());
    press(Qt::Key_Space);
    QVERIFY(!wizard->plan().terms.first().hostResources.isEmpty());
    press(Qt::Key_B, Qt::AltModifier);
    QTRY_COMPARE(wizard->currentId(), int(ChildPoolWizard::ParentStep));
    press(Qt::Key_B, Qt::AltModifier);
    QTRY_COMPARE(wizard->currentId(), int(ChildPoolWizard::TypeStep));
    auto *types = wizard->findChild<QComboBox *>();
    tabTo(types);
    press(Qt::Key_Home);
    for (int i = 0; i < types->count() && wizard->plan().type.number != 4; ++i)
        press(Qt::Key_Down);
    QCOMPARE(wizard->plan().type.number, quint16(4));
    wizard->next();
    wizard->next();
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::AllocationStep));
    wizard->currentPage()->findChildren<AmountEdit *>().first()->setFocus();
    replace(u"64 MiB"_s);
    QCOMPARE(wizard->plan().terms.first().reservation, quint64(64));
    QCOMPARE(wizard->plan().terms.first().hostResources, QStringList());
}

void TestChildPoolWizard::theRequestIsWhatWillBeSent()
{
    Host host(true);
    ChildPoolWizard *wizard = host.open();
    QVERIFY(wizard);
    type(u"<b>x</b> & y"_s);
    for (int page = 0; page < 3; ++page)
        press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(ChildPoolWizard::ReviewStep));
    auto *tabs = wizard->currentPage()->findChild<QTabBar *>();
    QCOMPARE(tabs->count(), 4);
    tabs->setCurrentIndex(1);
    const QString shown = wizard->currentPage()->findChild<QPlainTextEdit *>()->toPlainText();
    Connection *connection = host.console.services->connections().connection(host.id());
    QVERIFY(connection);
    const QString sent = QString::fromUtf8(connection->requestText(wizard->call()));
    // Every request has a message id of its own, and what is shown stands in lines; all else is the
    // same.
    const auto levelled = [](QString text) {
        static const QRegularExpression id(u"uuid:[0-9A-Fa-f-]+"_s);
        static const QRegularExpression lines(u">\\s+<"_s);
        return text.trimmed().replace(id, u"uuid:"_s).replace(lines, u"><"_s);
    };
    QCOMPARE(levelled(shown), levelled(sent));
    QVERIFY(shown.contains(u"CreatePool_INPUT"_s));
    QVERIFY(!shown.contains(u"<b>x"_s));
    for (int tab = 2; tab < 4; ++tab) {
        tabs->setCurrentIndex(tab);
        QVERIFY(wizard->currentPage()->findChild<QPlainTextEdit *>()->toPlainText().contains(
            u"CreatePool"_s));
    }
}

void TestChildPoolWizard::enterHeldDownIsOneIntent()
{
    Host host(false);
    ChildPoolWizard *wizard = host.open();
    QVERIFY(wizard);
    type(u"once"_s);
    for (int page = 0; page < 3; ++page)
        press(Qt::Key_Return);
    QPointer<QAbstractButton> finish = wizard->button(QWizard::FinishButton);
    for (int i = 0; i < 5 && finish; ++i)
        finish->click();
    QTRY_VERIFY_WITH_TIMEOUT(host.named(u"once"_s).has_value(), 30000);
    QCOMPARE(host.records().size(), 1);
}

void TestChildPoolWizard::draftSurvivesACrash()
{
    Host host(false);
    QVERIFY(host.open());
    Drafts drafts(host.console.services->history().file());
    const auto kept = [&]() -> QString {
        const auto answer = drafts.find(u"child-pool"_s, host.console.window.get());
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }))
            return u"?"_s;
        const auto found = takenFrom(answer);
        return found && *found ? ChildPool::planOfCall((*found)->call, host.facts()).name
                               : QString();
    };
    QTRY_COMPARE(kept(), QString());
    type(u"half-way"_s);
    QTRY_COMPARE(kept(), u"half-way"_s);
    delete host.console.openDialog<ChildPoolWizard>(); // nobody closed it
    ChildPoolWizard *again = host.open();
    QVERIFY(again);
    QTRY_COMPARE(again->plan().name, u"half-way"_s);
    again->reject();
    QTRY_COMPARE(kept(), QString()); // closed on purpose
}

void TestChildPoolWizard::keyboardAloneChangesBothSteps()
{
    QFETCH(bool, http);
    Host host(http);
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64, .limit = 128});
    ChildPoolSheet *sheet = host.edit(u"gold"_s);
    QVERIFY(sheet);
    QVERIFY(sheet->calls().isEmpty());
    replace(u"platinum"_s);
    QCOMPARE(sheet->calls().size(), 1);
    sheet->focus(ChildPoolSheet::Resources);
    replace(u"32 MiB"_s);
    QCOMPARE(sheet->calls().size(), 2);
    QCOMPARE(sheet->calls().first().decl().name, "ModifyPoolSettings"_L1);
    QCOMPARE(sheet->calls().last().decl().name, "ModifyPoolResources"_L1);
    const auto before = host.records().size();
    press(Qt::Key_C, Qt::AltModifier);
    QTRY_VERIFY(!host.console.openDialog<ChildPoolSheet>());
    QTRY_COMPARE_WITH_TIMEOUT(host.records().size(), before + 2, 30000);
    QTRY_VERIFY_WITH_TIMEOUT(host.console.lastJob()->over(), 30000);
    QCOMPARE(host.console.lastJob()->state, JobRecord::State::Succeeded);
    QTRY_VERIFY_WITH_TIMEOUT(host.named(u"platinum"_s).has_value(), 30000);
    QVERIFY(!host.named(u"gold"_s));
    QTRY_COMPARE(host.facts().allocations(host.named(u"platinum"_s)->path).first().reservation,
                 quint64(32));
    QTRY_COMPARE(host.root().reserved, quint64(32));
}

void TestChildPoolWizard::onlyWhatChangedIsSent()
{
    Host host(false);
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64, .limit = 128});
    ChildPoolSheet *sheet = host.edit(u"gold"_s);
    QVERIFY(sheet);
    sheet->focus(ChildPoolSheet::Resources);
    replace(u"32 MiB"_s);
    QCOMPARE(sheet->calls().size(), 1);
    QCOMPARE(sheet->calls().first().decl().name, "ModifyPoolResources"_L1);
    replace(u"64 MiB"_s);
    QVERIFY(sheet->calls().isEmpty()); // as it was
    replace(u"256 MiB"_s);             // above its limit
    QVERIFY(!sheet->calls().isEmpty());
    bool offered = false;
    for (const QPushButton *button : sheet->findChildren<QPushButton *>())
        offered = offered || (button->text() == "&Change pool"_L1 && button->isEnabled());
    QVERIFY(!offered);
}

void TestChildPoolWizard::whatOthersChangeMeanwhileIsNotSentBack()
{
    Host host(false);
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64, .limit = 128});
    const CimPath pool = host.named(u"gold"_s)->path;
    ChildPoolSheet *sheet = host.edit(u"gold"_s);
    QVERIFY(sheet);
    ChildPool::Plan other = ChildPool::planOfPool(pool, host.facts());
    other.name = u"platinum"_s;
    other.terms.first().limit = 256;
    for (const MethodCall &call : ChildPool::change(pool, other, host.facts())) {
        const auto run = host.console.services->jobs().run(host.id(), call,
                                                           host.console.window.get());
        QTRY_VERIFY_WITH_TIMEOUT(run.isFinished(), 30000);
    }
    QTRY_VERIFY_WITH_TIMEOUT(host.named(u"platinum"_s).has_value(), 30000);
    QTRY_COMPARE_WITH_TIMEOUT(host.facts().allocations(pool).first().limit, quint64(256), 30000);
    QVERIFY(sheet->calls().isEmpty()); // this person changed nothing
    sheet->findChild<QPlainTextEdit *>()->setPlainText(u"for the web"_s);
    QCOMPARE(sheet->calls().size(), 1);
    const ChildPool::Plan sent = ChildPool::planOfCall(sheet->calls().first(), host.facts());
    QCOMPARE(sent.notes, u"for the web"_s);
    QCOMPARE(sent.name, u"platinum"_s);
}

void TestChildPoolWizard::CP_R27_eachStepIsAnnounced()
{
    Host host(false);
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64, .limit = 128});
    const Inventory &inventory = host.console.services->inventory();
    const auto ids = inventory.objects(host.id(), u"Msvm_ResourcePoolConfigurationCapabilities"_s);
    QVERIFY(!ids.isEmpty());
    CimInstance told = inventory.node(ids.first())->instance;
    for (const auto &list : {u"AsynchronousMethodsSupported"_s, u"SynchronousMethodsSupported"_s})
        told.set(list, CimValue::array(CimType::UInt32, {CimValue::uint32(32770)}));
    QVERIFY(adjustLocalTarget(*host.console.services, told));
    host.console.services->refresher().refresh(host.id());
    QTRY_VERIFY_WITH_TIMEOUT(!host.facts().offers(ResourceFacts::ModifyResources), 10000);
    ChildPoolSheet *sheet = host.edit(u"gold"_s);
    QVERIFY(sheet);
    const auto blocked = [&] {
        const auto labels = sheet->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisibleTo(sheet)
                && label->text().contains(u"does not change the resources"_s);
        });
    };
    replace(u"silver"_s);
    QVERIFY(!blocked()); // settings are announced
    sheet->focus(ChildPoolSheet::Resources);
    replace(u"32 MiB"_s);
    QCOMPARE(sheet->calls().size(), 2);
    QVERIFY(blocked());
    const auto before = host.records().size();
    sheet->accept();
    QVERIFY(host.console.openDialog<ChildPoolSheet>());
    QCOMPARE(host.records().size(), before);
    replace(u"64 MiB"_s); // as it was
    QVERIFY(!blocked());
    sheet->accept();
    QTRY_COMPARE(host.records().size(), before + 1);
}

void TestChildPoolWizard::theSecondCallWaitsForTheFirst()
{
    Host host(false);
    host.make(u"gold"_s, {host.root().path}, {.reservation = 64, .limit = 128});
    ChildPoolSheet *sheet = host.edit(u"gold"_s);
    QVERIFY(sheet);
    replace(u"silver"_s);
    sheet->focus(ChildPoolSheet::Resources);
    replace(u"32 MiB"_s);
    QCOMPARE(sheet->calls().size(), 2);
    // Somebody else takes the name on the system; this console has not read it yet.
    CimInstance other =
        host.console.services->inventory().node(host.named(u"gold"_s)->node)->instance;
    other.set(u"InstanceID", CimValue::string(u"Microsoft:0F0F0F0F"_s));
    other.set(u"PoolID", CimValue::string(u"silver"_s));
    other.setPath({});
    const auto put = host.console.services->localTarget().adjust(other);
    QTRY_VERIFY(put.isFinished());
    const auto before = host.records().size();
    sheet->accept();
    QTRY_COMPARE(host.records().size(), before + 2); // both are written down
    QTRY_VERIFY_WITH_TIMEOUT(host.console.lastJob()->over(), 30000);
    const JobRecord first = host.records().at(before), second = host.records().last();
    QCOMPARE(first.state, JobRecord::State::Failed);
    QCOMPARE(first.failure->code, quint32(32788));
    QCOMPARE(second.failure->cause, Failure::Cause::Cancelled); // and was not sent
    QVERIFY(second.messageId.isEmpty());
    host.forms->reopen(first.id, false);
    QTRY_VERIFY((sheet = host.console.openDialog<ChildPoolSheet>()));
    QCOMPARE(sheet->plan().name, u"silver"_s);
}

QTEST_MAIN(TestChildPoolWizard)
#include "tst_childpoolwizard.moc"
