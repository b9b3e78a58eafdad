// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The wizard for any declared method: every method of the schema can be filled in and comes back as
// it was, what is missing holds it back, and a call by keyboard alone does what it says.

#include "tests/gui/keys.h"
#include "tests/gui/methodwizards.h"
#include "tests/gui/servedtarget.h"
#include "tests/gui/widgetparts.h"
#include "tests/support/adjust.h"

#include "models/offers.h"
#include "services/schema/embedded.h"
#include "ui/mainwindow/forms.h"
#include "ui/widgets/appstyle.h"
#include "ui/wizards/editors/fieldform.h"
#include "ui/wizards/editors/listedit.h"
#include "ui/wizards/methodtargetpage.h"
#include "ui/wizards/methodwizard.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTabBar>
#include <QTreeView>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint64 MiB = ConsoleFixture::MiB;
}

class TestMethodWizard : public MethodWizards
{
    Q_OBJECT

private slots:
    void everyMethodCanBeFilledIn_data();
    void everyMethodCanBeFilledIn();
    void requiredFieldsHoldBack();
    void whatIsNotAnnouncedIsSaid();
    void keyboardAloneDeletesAPool_data();
    void keyboardAloneDeletesAPool();
    void aQuestionShowsItsAnswer();
    void aFailureReopensItFilledIn();
    void everyPageIsWhole_data();
    void everyPageIsWhole();
    void cleanupTestCase() { m_console.reset(); }
};

void TestMethodWizard::everyMethodCanBeFilledIn_data()
{
    QTest::addColumn<int>("place");
    const auto &methods = Schema::methods();
    for (int i = 0; i < methods.size(); ++i)
        QTest::addRow("%s %s.%s", methods.at(i)->nameSpace.data(), methods.at(i)->className.data(),
                      methods.at(i)->name.data())
            << i;
}

void TestMethodWizard::everyMethodCanBeFilledIn()
{
    QFETCH(int, place);
    const MethodDecl &decl = *Schema::methods().at(place);
    const QString nameSpace = decl.nameSpace;
    const CimPath target = someObject(nameSpace, decl.className, 0);
    MethodWizard wizard(windowConsole(*console().services), ConsoleFixture::local(), &decl, target);
    wizard.setAttribute(Qt::WA_DeleteOnClose, false);
    wizard.show();
    QCOMPARE(wizard.call().target(), target);
    QVERIFY(isOn(wizard, QWizard::NextButton));
    wizard.next();
    QCOMPARE(wizard.currentId(), int(MethodWizard::FormStep));
    FieldForm *form = formOf(wizard);
    QStringList names;
    for (const ParamDecl &param : decl.params) {
        if (param.in())
            names.append(param.name);
    }
    QStringList shown;
    for (const ValueEdit *edit : form->edits()) {
        shown.append(edit->field().name);
        QVERIFY(!edit->field().label.isEmpty());
        QVERIFY(edit->value().isNull()); // nothing is given by itself, but the only class there is
    }
    QCOMPARE(shown, names);

    for (ValueEdit *edit : form->edits()) {
        const CimValue value = sample(edit->field(), nameSpace, 1);
        QVERIFY2(!value.isNull(), qPrintable(edit->field().name));
        edit->setValue(value);
        QVERIFY2(edit->value() == value,
                 qPrintable(edit->field().name + u": "_s + edit->value().toText() + u" for "_s
                            + value.toText()));
        QCOMPARE(edit->problem(), QString());
        QCOMPARE(wizard.call().argument(edit->field().name), value);
        QCOMPARE(form->shownProblem(edit->field().name), QString());
    }
    QVERIFY(wizard.call().problems().isEmpty());
    QVERIFY(isOn(wizard, QWizard::NextButton));
    const MethodCall filled = wizard.call();
    wizard.next();
    QCOMPARE(wizard.currentId(), int(MethodWizard::ReviewStep));
    QCOMPARE(wizard.currentPage()->findChild<QTabBar *>()->count(), 4);
    QVERIFY(isOn(wizard, decl.changes ? QWizard::FinishButton : QWizard::NextButton));
    QVERIFY(says(wizard.currentPage(), methodLabel(decl)));

    // All the way back and forth, and from a record.
    wizard.back();
    QCOMPARE(wizard.call(), filled);
    MethodWizard again(windowConsole(*console().services), ConsoleFixture::local(), nullptr);
    again.setAttribute(Qt::WA_DeleteOnClose, false);
    again.show();
    again.reopen(filled, std::nullopt);
    QCOMPARE(again.call(), filled);
    QCOMPARE(again.currentId(), int(MethodWizard::FormStep));
    for (ValueEdit *edit : formOf(again)->edits()) {
        QCOMPARE(edit->value(), filled.argument(edit->field().name));
        edit->setValue({});
        QVERIFY2(edit->value().isNull(), qPrintable(edit->field().name));
    }
    QVERIFY(again.call().arguments().isEmpty());
}

void TestMethodWizard::requiredFieldsHoldBack()
{
    const MethodDecl &decl = method(Schema::hypervCluster, u"CIM_ResourcePoolConfigurationService",
                                    u"DeleteResourcePool");
    MethodWizard *wizard = open(&decl, someObject(decl.nameSpace, decl.className, 0));
    QVERIFY(wizard);
    wizard->next();
    QVERIFY(!isOn(*wizard, QWizard::NextButton));
    QVERIFY(says(wizard->currentPage(), u"Pool: *"_s));
    QCOMPARE(formOf(*wizard)->shownProblem(u"Pool"_s), QString()); // nobody was there yet
    formOf(*wizard)->edit(u"Pool")->setValue(
        CimValue::reference(someObject(decl.nameSpace, u"CIM_ResourcePool"_s, 1)));
    QVERIFY(isOn(*wizard, QWizard::NextButton));
    wizard->reject();
}

void TestMethodWizard::whatIsNotAnnouncedIsSaid()
{
    ConsoleFixture own;
    const MethodDecl &create = method(Schema::iscsiTarget,
                                      u"MSISCSITARGET_StorageConfigurationService",
                                      u"CreateOrModifyStoragePool");
    const auto obstacle = [&] {
        return Offers(own.services->inventory(), own.services->connections(),
                      ConsoleFixture::local())
            .obstacleOf(create);
    };
    QTRY_COMPARE(obstacle(), Obstacle::None);
    const auto review = [&] {
        auto wizard = std::make_unique<MethodWizard>(windowConsole(*own.services),
                                                     ConsoleFixture::local(), &create);
        wizard->setAttribute(Qt::WA_DeleteOnClose, false);
        wizard->show();
        wizard->next();
        wizard->next();
        return wizard;
    };
    auto offered = review();
    QCOMPARE(offered->currentId(), int(MethodWizard::ReviewStep));
    QVERIFY(!says(offered->currentPage(), u"does not announce"_s));
    offered.reset();

    QVERIFY(announceActions(*own.services, {3}));
    QTRY_COMPARE_WITH_TIMEOUT(obstacle(), Obstacle::NotAnnounced, 10000);
    auto denied = review();
    QCOMPARE(denied->currentId(), int(MethodWizard::ReviewStep));
    QVERIFY(says(denied->currentPage(), u"does not announce"_s));
    QVERIFY(isOn(*denied, QWizard::FinishButton)); // it may be tried all the same
}

void TestMethodWizard::keyboardAloneDeletesAPool_data()
{
    QTest::addColumn<bool>("overHttp");
    QTest::newRow("in this process") << false;
    QTest::newRow("over HTTP") << true;
}

void TestMethodWizard::keyboardAloneDeletesAPool()
{
    QFETCH(bool, overHttp);
    ConsoleFixture here;
    std::unique_ptr<ServedTarget> far;
    QString systemId = ConsoleFixture::local();
    if (overHttp) {
        far = std::make_unique<ServedTarget>(here);
        systemId = far->id();
    }
    const auto facts = [&] { return StorageFacts(here.services->inventory(), systemId); };
    QTRY_VERIFY_WITH_TIMEOUT(!facts().pools().isEmpty(), 30000);
    MethodCall make(method(Schema::iscsiTarget, u"MSISCSITARGET_StorageConfigurationService",
                           u"CreateOrModifyStoragePool"),
                    facts().service());
    make.setArgument(u"ElementName", CimValue::string(u"aa-doomed"_s));
    make.setArgument(u"Size", CimValue::uint64(16 * MiB));
    make.setArgument(u"InPools", CimValue::strings({facts().pools().first().path.toText()}));
    const auto made = here.services->jobs().run(systemId, make, here.window.get());
    const auto isThere = [&] {
        const auto pools = facts().pools();
        return std::any_of(pools.begin(), pools.end(),
                           [](const PoolFacts &pool) { return pool.name == u"aa-doomed"_s; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isThere(), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(here.lastJob()->over(), 30000);

    Forms forms(windowConsole(*here.services), here.window.get());
    QTRY_VERIFY(!here.openDialog<MethodWizard>());
    forms.open(Command::CallMethod,
               {.nodes = {here.services->inventory().system(systemId)}, .job = 0}, false);
    auto *wizard = here.openDialog<MethodWizard>();
    QVERIFY(wizard);
    QVERIFY(QTest::qWaitForWindowActive(wizard));
    const auto *page = static_cast<MethodTargetPage *>(wizard->page(MethodWizard::TargetStep));
    QTRY_COMPARE(QApplication::focusWidget(), page->list());
    type(u"Delete a storage"_s);
    QVERIFY(wizard->hasMethod());
    QCOMPARE(wizard->call().decl().name, "DeleteStoragePool"_L1);
    QCOMPARE(wizard->call().target(), facts().service());
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(MethodWizard::FormStep));
    auto *pools = qobject_cast<QComboBox *>(formOf(*wizard)->edit(u"Pool")->input());
    QTRY_COMPARE(QApplication::focusWidget(), pools);
    for (int i = 0; i < 5 && !pools->currentText().startsWith(u"aa-doomed"_s); ++i)
        press(Qt::Key_Down);
    QVERIFY(isOn(*wizard, QWizard::NextButton));
    press(Qt::Key_Return);
    QTRY_COMPARE(wizard->currentId(), int(MethodWizard::ReviewStep));
    QVERIFY(says(wizard->currentPage(), u"aa-doomed"_s));
    QCOMPARE(here.services->jobs().records().size(), 1); // still only the one that made it
    press(Qt::Key_Return);
    QTRY_COMPARE(here.services->jobs().records().size(), 2);
    QTRY_VERIFY_WITH_TIMEOUT(here.lastJob()->over(), 30000);
    QCOMPARE(here.lastJob()->state, JobRecord::State::Succeeded);
    QTRY_VERIFY_WITH_TIMEOUT(!isThere(), 30000);
}

void TestMethodWizard::aQuestionShowsItsAnswer()
{
    const MethodDecl &decl = method(Schema::iscsiTarget, u"MSISCSITARGET_StoragePool",
                                    u"GetSupportedSizeRange");
    QVERIFY(!decl.changes);
    MethodWizard *wizard = open(&decl, console().primordial().path);
    QVERIFY(wizard);
    QSignalSpy committed(wizard, &MethodWizard::committed);
    wizard->next();
    for (ValueEdit *edit : formOf(*wizard)->edits()) {
        if (edit->field().required)
            edit->setValue(sample(edit->field(), decl.nameSpace, 0));
    }
    ValueEdit *kind = formOf(*wizard)->edit(u"ElementType");
    kind->setValue(CimValue::uint16(2)); // a storage pool
    wizard->next();
    QCOMPARE(wizard->currentId(), int(MethodWizard::ReviewStep));
    wizard->next();
    QCOMPARE(wizard->currentId(), int(MethodWizard::AnswerStep));
    QTRY_VERIFY_WITH_TIMEOUT(says(wizard->currentPage(), u"Return code"_s), 20000);
    QVERIFY(says(wizard->currentPage(), u"iB"_s)); // a size
    const auto jobs = console().services->jobs().records().size();
    QPointer<MethodWizard> closed(wizard);
    wizard->button(QWizard::FinishButton)->click();
    QTRY_VERIFY(!closed);
    QCOMPARE(committed.size(), 0);
    QCOMPARE(console().services->jobs().records().size(), jobs); // a question leaves no record
}

void TestMethodWizard::aFailureReopensItFilledIn()
{
    const MethodDecl &decl = method(
        Schema::iscsiTarget, u"MSISCSITARGET_StorageConfigurationService", u"ReturnToStoragePool");
    MethodCall call(decl, console().facts().service());
    call.setArgument(u"TheElement",
                     CimValue::reference(someObject(decl.nameSpace, u"CIM_StorageVolume"_s, 1)));
    MethodWizard *wizard = open(nullptr);
    QVERIFY(wizard);
    wizard->reopen(
        call,
        Failure{.cause = Failure::Cause::InvalidValue, .code = 5, .parameter = u"TheElement"_s});
    QCOMPARE(wizard->currentId(), int(MethodWizard::FormStep));
    QCOMPARE(wizard->call(), call);
    QVERIFY(formOf(*wizard)->shownProblem(u"TheElement"_s).contains(u"refused"_s));
    QVERIFY(isOn(*wizard, QWizard::NextButton)); // the person may insist
    wizard->reject();
}

void TestMethodWizard::everyPageIsWhole_data()
{
    QTest::addColumn<int>("appearance");
    QTest::newRow("light") << int(Appearance::Light);
    QTest::newRow("dark") << int(Appearance::Dark);
}

void TestMethodWizard::everyPageIsWhole()
{
    QFETCH(int, appearance);
    applyAppearance(*qApp, Appearance(appearance));
    MethodWizard *wizard = open(nullptr);
    QVERIFY(wizard);
    shoot(wizard, u"wizard-method-target"_s);
    wizard->reject();
    const MethodDecl &pool = method(Schema::iscsiTarget,
                                    u"MSISCSITARGET_StorageConfigurationService",
                                    u"CreateOrModifyStoragePool");
    wizard = open(&pool);
    QVERIFY(wizard);
    shoot(wizard, u"wizard-method-target-chosen"_s);
    wizard->next();
    FieldForm *form = formOf(*wizard);
    form->edit(u"ElementName")->setValue(CimValue::string(u"gold"_s));
    form->edit(u"Size")->setValue(CimValue::uint64(96 * MiB));
    form->edit(u"InPools")->setValue(CimValue::strings({console().primordial().path.toText()}));
    shoot(wizard, u"wizard-method-values"_s);
    qobject_cast<QLineEdit *>(form->edit(u"Size")->input())->setText(u"12 parsecs"_s);
    shoot(wizard, u"wizard-method-values-problem"_s);
    form->edit(u"Size")->setValue(CimValue::uint64(96 * MiB));
    wizard->next();
    auto *tabs = wizard->currentPage()->findChild<QTabBar *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        shoot(wizard, u"wizard-method-review-%1"_s.arg(tab));
    }
    wizard->reject();
    const MethodDecl &child = method(Schema::hypervCluster, u"CIM_ResourcePoolConfigurationService",
                                     u"CreateChildResourcePool");
    wizard = open(&child, someObject(child.nameSpace, child.className, 0));
    QVERIFY(wizard);
    wizard->next();
    auto *settings = qobject_cast<ListEdit *>(formOf(*wizard)->edit(u"Settings"));
    QVERIFY(settings);
    settings->addRow();
    shoot(wizard, u"wizard-method-instance"_s);
    wizard->reject();
    applyAppearance(*qApp, Appearance::Light);
}

QTEST_MAIN(TestMethodWizard)
#include "tst_methodwizard.moc"
