// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a child pool takes from its parents, as the child pool wizard asks for it: a share of each
// or one limit for all, no more than is free, and folders.

#include "tests/gui/childpoolhost.h"
#include "tests/gui/keys.h"

#include "models/childpoolcall.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/wizards/amountedit.h"
#include "ui/wizards/parentpicker.h"

#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestChildPoolTerms : public QObject
{
    Q_OBJECT

private slots:
    void CP_R14_CP_R15_keyboardAloneSharesOneLimit_data() { ChildPoolHost::ways(); }
    void CP_R14_CP_R15_keyboardAloneSharesOneLimit();
    void CP_R12_theFormMakesNoWrongCount();
    void CP_R16_sharingIsNotOfferedForDisks();
    void CP_R17_aRefusedSharedLimitOffersOneForEach();
    void CP_R20_moreThanIsFreeIsRefusedBesideTheField();
    void CP_R21_foldersAreThoseOfTheParent();
    void CP_R21_foldersDontGoIntoAPoolOfAnotherType();
};

void TestChildPoolTerms::CP_R14_CP_R15_keyboardAloneSharesOneLimit()
{
    QFETCH(bool, http);
    ChildPoolHost host(http);
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

void TestChildPoolTerms::CP_R12_theFormMakesNoWrongCount()
{
    ChildPoolHost host(false);
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

void TestChildPoolTerms::CP_R16_sharingIsNotOfferedForDisks()
{
    ChildPoolHost host(false);
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

void TestChildPoolTerms::CP_R17_aRefusedSharedLimitOffersOneForEach()
{
    ChildPoolHost host(false);
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

void TestChildPoolTerms::CP_R20_moreThanIsFreeIsRefusedBesideTheField()
{
    ChildPoolHost host(false);
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

void TestChildPoolTerms::CP_R21_foldersAreThoseOfTheParent()
{
    ChildPoolHost host(false);
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

void TestChildPoolTerms::CP_R21_foldersDontGoIntoAPoolOfAnotherType()
{
    ChildPoolHost host(false);
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

QTEST_MAIN(TestChildPoolTerms)
#include "tst_childpoolterms.moc"
