// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The fields of the wizard for any method: what each takes for a value, how none is told from an
// empty one, and what is said of a wrong one.

#include "tests/gui/keys.h"
#include "tests/gui/methodwizards.h"
#include "tests/gui/widgetparts.h"

#include "services/schema/embedded.h"
#include "ui/wizards/editors/editors.h"
#include "ui/wizards/editors/embeddededit.h"
#include "ui/wizards/editors/fieldform.h"
#include "ui/wizards/editors/listedit.h"
#include "ui/wizards/editors/referenceedit.h"
#include "ui/wizards/methodwizard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSet>
#include <QToolButton>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestValueEdits : public MethodWizards
{
    Q_OBJECT

private slots:
    void emptyIsNotNotGiven();
    void namesThatLookAlikeStayApart();
    void wrongInputIsToldBesideItsField();
    void aListGrowsAndShrinks();
    void anInstanceIsAForm();
    void anInstanceOfAnUnknownClassIsKept();
    void cleanupTestCase() { m_console.reset(); }
};

void TestValueEdits::emptyIsNotNotGiven()
{
    const MethodDecl &decl = method(Schema::hypervCluster, u"CIM_ResourcePoolConfigurationService",
                                    u"CreateResourcePool");
    MethodWizard *wizard = open(&decl, someObject(decl.nameSpace, decl.className, 0));
    QVERIFY(wizard);
    wizard->next();
    ValueEdit *name = formOf(*wizard)->edit(u"ElementName");
    QVERIFY(name->value().isNull());
    auto *given = name->findChild<QCheckBox *>();
    name->input()->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), name->input());
    type(u"a"_s);
    QCOMPARE(wizard->call().argument(u"ElementName"), CimValue::string(u"a"_s));
    press(Qt::Key_Backspace);
    QVERIFY(given->isChecked());
    QCOMPARE(wizard->call().argument(u"ElementName"), CimValue::string(QString()));
    QVERIFY(!wizard->call().argument(u"ElementName").isNull());
    press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), given);
    press(Qt::Key_Space);
    QVERIFY(wizard->call().argument(u"ElementName").isNull());
    wizard->reject();
}

void TestValueEdits::namesThatLookAlikeStayApart()
{
    Inventory inventory;
    inventory.setSystems({{u"a"_s, u"Oslo"_s}}, {});
    QList<CimInstance> pools;
    for (const QString &name :
         {u"Gold"_s, u"gold"_s, u"iron  ore"_s, u"iron  ore"_s, u"iron  ore"_s}) {
        CimInstance pool(
            *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_StoragePool"_s));
        pool.set(u"InstanceID", CimValue::string(u"<b>p%1</b>"_s.arg(pools.size())));
        pool.set(u"ElementName", CimValue::string(name));
        pools.append(pool);
    }
    inventory.setObjects(u"a"_s, pools, {}, QDateTime::currentDateTimeUtc());
    ReferenceEdit edit({.name = u"Pool"_s,
                        .label = u"Pool"_s,
                        .type = CimType::Reference,
                        .refClass = u"CIM_StoragePool"_s,
                        .codes = {}},
                       {.inventory = inventory, .systemId = u"a"_s, .nameSpace = {}}, nullptr);
    QSet<QString> words;
    for (const CimInstance &pool : std::as_const(pools)) {
        edit.setValue(CimValue::reference(pool.path()));
        QCOMPARE(edit.value(), CimValue::reference(pool.path()));
        QVERIFY(edit.problem().isEmpty());
        auto *combo = qobject_cast<QComboBox *>(edit.input());
        words.insert(combo->currentText());
        // Shown as it is written: a tool tip would take it for markup.
        QVERIFY(combo->currentData(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;p"_s));
    }
    QCOMPARE(words.size(), pools.size());
}

void TestValueEdits::wrongInputIsToldBesideItsField()
{
    const MethodDecl &decl = method(Schema::iscsiTarget,
                                    u"MSISCSITARGET_StorageConfigurationService",
                                    u"CreateOrModifyElementFromStoragePool");
    MethodWizard *wizard = open(&decl);
    QVERIFY(wizard);
    QCOMPARE(wizard->call().target(), console().facts().service()); // the only one there is
    wizard->next();
    FieldForm *form = formOf(*wizard);
    ValueEdit *size = form->edit(u"Size");
    qobject_cast<QLineEdit *>(size->input())->setText(u"12 parsecs"_s);
    QVERIFY(!size->problem().isEmpty());
    QVERIFY(size->value().isNull());
    QVERIFY(!form->shownProblem(u"Size"_s).isEmpty());
    QVERIFY(!isOn(*wizard, QWizard::NextButton));
    qobject_cast<QLineEdit *>(size->input())->setText(u"18446744073709551615"_s);
    QCOMPARE(wizard->call().argument(u"Size"), CimValue::uint64(~quint64(0)));
    QVERIFY(form->shownProblem(u"Size"_s).isEmpty());
    // An object of another class.
    ValueEdit *pool = form->edit(u"InPool");
    pool->setValue(CimValue::reference(console().facts().service()));
    QVERIFY(form->shownProblem(u"InPool"_s).contains(u"CIM_StoragePool"_s));
    qobject_cast<QComboBox *>(pool->input())->setEditText(u"nonsense"_s);
    QVERIFY(form->shownProblem(u"InPool"_s).contains(u"path"_s));
    wizard->reject();
}

void TestValueEdits::aListGrowsAndShrinks()
{
    FieldDecl field;
    field.name = u"Names"_s;
    field.label = u"Names"_s;
    field.array = true;
    const EditorPlace place{console().services->inventory(), ConsoleFixture::local(), {}};
    std::unique_ptr<ValueEdit> edit(makeEditor(field, place, nullptr));
    auto *list = qobject_cast<ListEdit *>(edit.get());
    QVERIFY(list);
    edit->show();
    QVERIFY(QTest::qWaitForWindowActive(edit.get()));
    edit->setFocus();
    press(Qt::Key_Space); // Add
    QCOMPARE(list->count(), 1);
    QVERIFY(!list->problem().isEmpty()); // an element is given or it is not there
    type(u"one"_s);
    QCOMPARE(list->value(), CimValue::strings({u"one"_s}));
    QVERIFY(list->problem().isEmpty());
    press(Qt::Key_Tab); // given
    press(Qt::Key_Tab); // remove
    QVERIFY(qobject_cast<QToolButton *>(QApplication::focusWidget()));
    press(Qt::Key_Space);
    QCOMPARE(list->count(), 0);
    QVERIFY(list->value().isNull());
}

void TestValueEdits::anInstanceIsAForm()
{
    const MethodDecl &decl = method(Schema::iscsiTarget,
                                    u"MSISCSITARGET_StorageConfigurationService",
                                    u"CreateOrModifyReplicationPipe");
    const ParamDecl *goal = decl.param(u"Goal");
    const EditorPlace place{console().services->inventory(), ConsoleFixture::local(),
                            decl.nameSpace};
    std::unique_ptr<ValueEdit> edit(makeEditor(FieldDecl::of(*goal), place, nullptr));
    QVERIFY(qobject_cast<EmbeddedEdit *>(edit.get()));
    QVERIFY(edit->value().isNull());
    auto *classes = qobject_cast<QComboBox *>(edit->input());
    classes->setCurrentIndex(classes->findData(u"CISTERN_ReplicationPipeSettingData"_s));
    QVERIFY(classes->currentIndex() > 0);
    ValueEdit *interval = edit->findChild<FieldForm *>()->edit(u"HeartbeatInterval");
    QVERIFY(interval);
    qobject_cast<QLineEdit *>(interval->input())->setText(u"5"_s);
    const auto made = Embedded::fromText(edit->value().toString(), decl.nameSpace);
    QVERIFY(made.ok());
    QCOMPARE(made->className(), u"CISTERN_ReplicationPipeSettingData"_s);
    QCOMPARE(made->value(u"HeartbeatInterval").toUnsigned(), std::optional<quint64>(5));
    qobject_cast<QLineEdit *>(interval->input())->setText(u"70000"_s); // no uint16
    QVERIFY(!edit->problem().isEmpty());
}

void TestValueEdits::anInstanceOfAnUnknownClassIsKept()
{
    const Inventory inventory;
    FieldDecl field;
    field.name = u"Goal"_s;
    field.carries = Carries::Embedded;
    field.refClass = u"CIM_SettingData"_s;
    EmbeddedEdit edit(field, {inventory, {}, QString(Schema::iscsiTarget)}, nullptr);
    const CimValue foreign = CimValue::string(
        u"<INSTANCE CLASSNAME=\"ACME_SettingData\"><PROPERTY NAME=\"A\" TYPE=\"string\">"
        "<VALUE>1</VALUE></PROPERTY></INSTANCE>"_s);
    edit.setValue(foreign);
    QCOMPARE(edit.value(), foreign);
    edit.setValue(CimValue::null(CimType::String));
    QVERIFY(edit.value().isNull());
    edit.setValue(foreign);
    qobject_cast<QComboBox *>(edit.input())->setCurrentIndex(0); // "Not given" is a choice
    QVERIFY(edit.value().isNull());
}

QTEST_MAIN(TestValueEdits)
#include "tst_valueedits.moc"
