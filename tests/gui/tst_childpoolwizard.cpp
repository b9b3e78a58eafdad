// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The child pool wizard, driven by keyboard over the local target in-process and over HTTP: what it
// sends, what it refuses, and what comes of it on the system.

#include "tests/gui/childpoolhost.h"
#include "tests/gui/keys.h"

#include "models/childpoolcall.h"
#include "services/jobs/drafts.h"
#include "services/jobs/jobhistory.h"
#include "ui/wizards/amountedit.h"
#include "ui/wizards/nameedit.h"
#include "ui/wizards/parentpicker.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QTabBar>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestChildPoolWizard : public QObject
{
    Q_OBJECT

private slots:
    void keyboardAloneMakesAChildPool_data() { ChildPoolHost::ways(); }
    void keyboardAloneMakesAChildPool();
    void CP_R13_keyboardAloneTakesFromTwoParents_data() { ChildPoolHost::ways(); }
    void CP_R13_keyboardAloneTakesFromTwoParents();
    void CP_R7_aNameIsNeeded();
    void CP_R8_aTakenNameIsRefusedBesideTheField();
    void CP_R8_aNameTakenMeanwhileOpensTheFormAgain();
    void CP_R10_withoutAParentThereIsNoNext();
    void CP_R19_anotherTypeDropsTheParents();
    void theRequestIsWhatWillBeSent();
    void enterHeldDownIsOneIntent();
    void draftSurvivesACrash();
};

void TestChildPoolWizard::keyboardAloneMakesAChildPool()
{
    QFETCH(bool, http);
    ChildPoolHost host(http);
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
    ChildPoolHost host(http);
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

void TestChildPoolWizard::CP_R7_aNameIsNeeded()
{
    ChildPoolHost host(false);
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
    ChildPoolHost host(false);
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
    ChildPoolHost host(false);
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
    ChildPoolHost host(false);
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

void TestChildPoolWizard::CP_R19_anotherTypeDropsTheParents()
{
    ChildPoolHost host(false);
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

void TestChildPoolWizard::theRequestIsWhatWillBeSent()
{
    ChildPoolHost host(true);
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
    ChildPoolHost host(false);
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
    ChildPoolHost host(false);
    QVERIFY(host.open());
    Drafts drafts(host.console.services->history().file());
    const auto kept = [&]() -> QString {
        const auto answer = drafts.find(u"child-pool"_s, host.id(), host.console.window.get());
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

QTEST_MAIN(TestChildPoolWizard)
#include "tst_childpoolwizard.moc"
