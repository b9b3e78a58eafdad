// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The storage pool wizard, driven by keyboard over the local target: what it sends, what it
// refuses, and what comes of it on the disk.

#include "tests/gui/consolefixture.h"
#include "tests/gui/keys.h"

#include "services/jobs/drafts.h"
#include "services/jobs/jobhistory.h"
#include "tests/support/adjust.h"
#include "ui/mainwindow/overviewpage.h"
#include "ui/mainwindow/systempane.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/sizeedit.h"
#include "ui/wizards/nameedit.h"
#include "ui/wizards/sourcepicker.h"
#include "ui/wizards/storagepoolwizard.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTreeView>
#include <QWizardPage>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint64 MiB = ConsoleFixture::MiB;

bool isOpen(const ConsoleFixture &fixture)
{
    return fixture.openDialog<StoragePoolWizard>();
}

// Opens it with its key and waits until keys go there.
StoragePoolWizard *openWizard(ConsoleFixture &fixture)
{
    QTest::keyClick(fixture.window.get(), Qt::Key_N, Qt::ControlModifier);
    auto *wizard = fixture.openDialog<StoragePoolWizard>();
    const auto hasKeys = [&] {
        return QApplication::activeWindow() == wizard
            && wizard->isAncestorOf(QApplication::focusWidget());
    };
    if (wizard && QTest::qWaitFor(hasKeys))
        return wizard;
    return nullptr;
}

bool nextIsOn(const StoragePoolWizard &wizard)
{
    return wizard.button(QWizard::NextButton)->isEnabled();
}
} // namespace

class TestStoragePoolWizard : public QObject
{
    Q_OBJECT

private slots:
    void keyboardAloneMakesAPool();
    void SP_R3_aNewPoolSendsNoPool();
    void SP_R10_aSourceOfAnotherSystemBlocks();
    void SP_R11_WF_06_markupIsShownAsItIs();
    void SP_R12_aBlankNameIsSentAsNull();
    void SP_R14_WF_01_WF_04_namesThatAreRefused_data();
    void SP_R14_WF_01_WF_04_namesThatAreRefused();
    void WF_02_aTakenNameIsWarnedOf();
    void WF_03_aLongPasteIsCutWithNotice();
    void SP_R19_SP_R22_WF_10_sizesAsTyped_data();
    void SP_R19_SP_R22_WF_10_sizesAsTyped();
    void SP_R23_takingAllSendsNoSize();
    void SP_R24_aRefusedSizeOffersTheNearest();
    void SP_R28_featuresGreyWhatTheyExclude();
    void SP_R29_withoutASourceThereIsNoNext();
    void SP_R39_withoutTheActionTheCommandIsGrey();
    void WF_18_enterHeldDownIsOneIntent();
    void draftSurvivesACrash();
    void WF_19_cancelWhileAskingLeavesNothing();
};

void TestStoragePoolWizard::keyboardAloneMakesAPool()
{
    ConsoleFixture console;
    const quint64 before = console.bytesOnDisk();
    StoragePoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    type(u"gold"_s);
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(StoragePoolWizard::SourceStep));
    QTRY_VERIFY(nextIsOn(*wizard));
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(StoragePoolWizard::SizeStep));
    QTRY_VERIFY(nextIsOn(*wizard));
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"96 MiB"_s);
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(StoragePoolWizard::ReviewStep));
    QCOMPARE(console.services->jobs().records().size(),
             0); // nothing is sent before the last button
    press(Qt::Key_Return);

    QTRY_VERIFY(!isOpen(console));
    QTRY_COMPARE(console.services->jobs().records().size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(console.poolNamed(u"gold"_s).has_value(), 30000);
    QCOMPARE(console.poolNamed(u"gold"_s)->total, 96 * MiB);
    QTRY_VERIFY_WITH_TIMEOUT(console.lastJob()->over(), 30000);
    QCOMPARE(console.lastJob()->state, JobRecord::State::Succeeded);
    QVERIFY(console.bytesOnDisk() >= before + 96 * MiB);
    // The person stayed with the job, so what came of it is selected.
    QTRY_COMPARE(console.window->tree()->selected(),
                 QList<NodeId>{console.poolNamed(u"gold"_s)->node});
    QVERIFY(console.window->windowTitle().startsWith(u"gold"_s));
}

void TestStoragePoolWizard::SP_R3_aNewPoolSendsNoPool()
{
    ConsoleFixture console;
    StoragePoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    type(u"a"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(nextIsOn(*wizard));
    QVERIFY(wizard->call().argument(u"Pool").isNull());
    QCOMPARE(wizard->call().argument(u"InPools").toStrings(),
             QStringList{console.primordial().path.toText()});
    QVERIFY(wizard->call().argument(u"InExtents").isNull());
    QVERIFY(wizard->call().problems().isEmpty());
}

void TestStoragePoolWizard::SP_R10_aSourceOfAnotherSystemBlocks()
{
    ConsoleFixture console;
    StoragePoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    MethodCall call = wizard->call();
    const CimPath foreign(u"Root/CIMv2/Storage/iScsiTarget"_s, u"MSISCSITARGET_StoragePool"_s,
                          {{u"InstanceID"_s, CimValue::string(u"Elsewhere:1"_s)}});
    call.setArgument(u"InPools", CimValue::strings({foreign.toText()}));
    wizard->reopen(call, std::nullopt, StoragePoolWizard::SizeStep);
    while (wizard->currentId() > StoragePoolWizard::SourceStep)
        wizard->back();
    QTRY_VERIFY(!wizard->findChild<SourcePicker *>()->lost().isEmpty());
    QVERIFY(!nextIsOn(*wizard));
}

void TestStoragePoolWizard::SP_R11_WF_06_markupIsShownAsItIs()
{
    ConsoleFixture console;
    const QString name = u"<b>x</b> &amp; %1 \"q\" ü"_s;
    console.makePool(name, 16 * MiB);
    QTRY_VERIFY(console.window->select(console.poolNamed(name)->node));
    const auto shown = [&] {
        const auto labels = console.window->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->text() == name && label->textFormat() == Qt::PlainText
                && label->isVisible();
        });
    };
    QTRY_VERIFY(shown());
    const auto labels = console.window->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);
    QCOMPARE(console.poolNamed(name)->name, name);
}

void TestStoragePoolWizard::SP_R12_aBlankNameIsSentAsNull()
{
    ConsoleFixture console;
    StoragePoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    QVERIFY(nextIsOn(*wizard));
    QVERIFY(wizard->call().argument(u"ElementName").isNull());
    bool promised = false;
    const auto labels = wizard->currentPage()->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        promised = promised || label->text().contains(u"chooses a name"_s);
    QVERIFY(promised);
    type(u"x"_s);
    QVERIFY(!wizard->call().argument(u"ElementName").isNull());
    press(Qt::Key_Backspace);
    QVERIFY(wizard->call().argument(u"ElementName").isNull());
}

void TestStoragePoolWizard::SP_R14_WF_01_WF_04_namesThatAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("words"); // empty: accepted
    QTest::newRow("plain") << u"gold"_s << QString();
    QTest::newRow("one space") << u" "_s << u"blanks"_s;
    QTest::newRow("no-break space") << QString(QChar(0xA0)) << u"blanks"_s;
    QTest::newRow("zero width") << QString(QChar(0x200B)) << u"blanks"_s;
    QTest::newRow("tab") << u"a\tb"_s << u"tab stop"_s;
    QTest::newRow("line end") << u"a\nb"_s << u"line end"_s;
    QTest::newRow("escape") << u"a\x1b[1m"_s << u"U+001B"_s;
    QTest::newRow("256") << QString(256, u'x') << QString();
}

void TestStoragePoolWizard::SP_R14_WF_01_WF_04_namesThatAreRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, words);
    NameEdit edit;
    edit.setName(name);
    QCOMPARE(edit.isAcceptable(), words.isEmpty());
    QVERIFY2(edit.problemText().contains(words), qPrintable(edit.problemText()));
}

void TestStoragePoolWizard::WF_02_aTakenNameIsWarnedOf()
{
    NameEdit edit;
    edit.setOthers({u"Größe"_s});
    edit.setName(u"GRO\u0308ßE"_s); // decomposed, other case
    QVERIFY(edit.isAcceptable());
    QVERIFY(!edit.problemText().isEmpty());
    QCOMPARE(edit.name(), u"GRO\u0308ßE"_s); // sent as typed
}

void TestStoragePoolWizard::WF_03_aLongPasteIsCutWithNotice()
{
    NameEdit edit;
    edit.lineEdit()->insert(QString(10'000'000, u'y'));
    QCOMPARE(edit.name().size(), 256);
    QVERIFY(edit.findChild<FieldProblem *>()->text().contains(u"256"_s));
}

void TestStoragePoolWizard::SP_R19_SP_R22_WF_10_sizesAsTyped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<quint64>("bytes");
    QTest::newRow("unit") << u"1 TiB"_s << true << (quint64(1) << 40);
    QTest::newRow("fraction") << u"1.5 TiB"_s << true << quint64(1649267441664);
    QTest::newRow("bytes") << u"1048576"_s << true << quint64(1048576);
    QTest::newRow("most") << u"18446744073709551615"_s << true << ~quint64(0);
    QTest::newRow("beyond") << u"18446744073709551616"_s << false << quint64(0);
    QTest::newRow("empty") << QString() << false << quint64(0);
    QTest::newRow("negative") << u"-1"_s << false << quint64(0);
    QTest::newRow("part of a byte") << u"0.5 B"_s << false << quint64(0);
    QTest::newRow("exponent") << u"1e30"_s << false << quint64(0);
    QTest::newRow("hexadecimal") << u"0x10"_s << false << quint64(0);
    QTest::newRow("overflow") << u"9999999999 TiB"_s << false << quint64(0);
}

void TestStoragePoolWizard::SP_R19_SP_R22_WF_10_sizesAsTyped()
{
    QFETCH(QString, text);
    QFETCH(bool, accepted);
    QFETCH(quint64, bytes);
    SizeEdit edit;
    edit.setLocale(QLocale::c());
    edit.lineEdit()->setText(text);
    QCOMPARE(edit.size().has_value(), accepted);
    if (accepted)
        QCOMPARE(*edit.size(), bytes);
    else if (!text.isEmpty())
        QVERIFY(!edit.problemText().isEmpty());
}

void TestStoragePoolWizard::SP_R23_takingAllSendsNoSize()
{
    ConsoleFixture console;
    StoragePoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    press(Qt::Key_Return);
    QTRY_VERIFY(nextIsOn(*wizard));
    press(Qt::Key_Return);
    QTRY_VERIFY(nextIsOn(*wizard));
    QVERIFY(!wizard->call().argument(u"Size").isNull());
    auto *all = wizard->currentPage()->findChild<QCheckBox *>();
    for (int i = 0; i < 5 && !all->hasFocus(); ++i)
        press(Qt::Key_Tab);
    press(Qt::Key_Space);
    QVERIFY(all->isChecked());
    QVERIFY(wizard->call().argument(u"Size").isNull());
    QVERIFY(nextIsOn(*wizard));
}

void TestStoragePoolWizard::SP_R24_aRefusedSizeOffersTheNearest()
{
    ConsoleFixture console(256 * MiB);
    StoragePoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    type(u"late"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(nextIsOn(*wizard));
    press(Qt::Key_Return);
    QTRY_VERIFY(nextIsOn(*wizard));
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"200 MiB"_s);
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(StoragePoolWizard::ReviewStep));
    console.makePool(u"quicker"_s, 128 * MiB); // somebody else takes the space meanwhile
    wizard->button(QWizard::FinishButton)->setFocus();
    press(Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(console.services->jobs().records().size(), 2, 10000);
    QTRY_VERIFY_WITH_TIMEOUT(console.lastJob()->over(), 20000);
    QCOMPARE(console.lastJob()->state, JobRecord::State::Failed);
    QCOMPARE(console.lastJob()->failure->offered.toULongLong(), 128 * MiB);

    // The banner names the problem and offers the size; nothing is sent again by itself.
    auto *banner = console.window->pane()->overview()->findChild<Banner *>();
    QTRY_VERIFY(banner->isVisible());
    QVERIFY(banner->button(0)->text().contains(u"128 MiB"_s));
    QCOMPARE(console.services->jobs().records().size(), 2);
    banner->button(1)->click(); // reopens as it was
    wizard = nullptr;
    QTRY_VERIFY((wizard = console.openDialog<StoragePoolWizard>()));
    QCOMPARE(wizard->currentId(), int(StoragePoolWizard::SizeStep));
    QCOMPARE(wizard->call().argument(u"ElementName").toString(), u"late"_s);
    QTRY_COMPARE(wizard->call().argument(u"Size").toUnsigned(),
                 std::nullopt); // the old size can't be had
    wizard->close();
    QTRY_VERIFY(!isOpen(console));

    banner->button(0)->click(); // takes the offer, up to the review
    QTRY_VERIFY((wizard = console.openDialog<StoragePoolWizard>()));
    QCOMPARE(wizard->currentId(), int(StoragePoolWizard::ReviewStep));
    QCOMPARE(wizard->call().argument(u"Size").toUnsigned(), std::optional(128 * MiB));
    QCOMPARE(console.services->jobs().records().size(), 2);
    QTRY_VERIFY(wizard->button(QWizard::FinishButton)->isEnabled());
    wizard->button(QWizard::FinishButton)->click();
    QTRY_VERIFY_WITH_TIMEOUT(console.poolNamed(u"late"_s).has_value(), 20000);
}

void TestStoragePoolWizard::SP_R28_featuresGreyWhatTheyExclude()
{
    const auto path = [](const QString &id) {
        return CimPath(u"ns"_s, u"CIM_StoragePool"_s, {{u"InstanceID"_s, CimValue::string(id)}});
    };
    const auto source = [&](const QString &id, bool pool) {
        SourceCandidate made;
        made.path = path(id);
        made.isPool = pool;
        made.name = id;
        made.free = made.total = MiB;
        return made;
    };
    SourcePicker picker;
    picker.setCandidates({source(u"a"_s, true), source(u"b"_s, true), source(u"x"_s, false)},
                         {.extents = false, .onePool = true, .manyPools = false});
    auto *model = qobject_cast<QStandardItemModel *>(picker.view()->model());
    QStandardItem *a = model->item(0)->child(0);
    QStandardItem *b = model->item(0)->child(1);
    QStandardItem *x = model->item(1)->child(0);
    QVERIFY(a->isEnabled() && b->isEnabled());
    QVERIFY(!x->isEnabled());
    QVERIFY(!x->toolTip().isEmpty());
    a->setCheckState(Qt::Checked);
    QVERIFY(!b->isEnabled());
    QVERIFY(b->toolTip().contains(u"one pool only"_s));
    a->setCheckState(Qt::Unchecked);
    QVERIFY(b->isEnabled());
    QVERIFY(picker.tickedPools().isEmpty());
}

void TestStoragePoolWizard::SP_R29_withoutASourceThereIsNoNext()
{
    ConsoleFixture console;
    console.makePool(u"gold"_s, 64 * MiB); // now there are two to choose from
    QTRY_VERIFY(
        console.window->select(console.services->inventory().system(ConsoleFixture::local())));
    StoragePoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    press(Qt::Key_Return);
    QCOMPARE(wizard->currentId(), int(StoragePoolWizard::SourceStep));
    auto *picker = wizard->findChild<SourcePicker *>();
    QVERIFY(picker->tickedPools().isEmpty());
    QVERIFY(!nextIsOn(*wizard));
    QCOMPARE(QApplication::focusWidget(), picker->view());
    press(Qt::Key_Space);
    QCOMPARE(picker->tickedPools().size(), 1);
    QTRY_VERIFY(nextIsOn(*wizard));
}

void TestStoragePoolWizard::SP_R39_withoutTheActionTheCommandIsGrey()
{
    ConsoleFixture console;
    QAction *action = console.window->action(Command::NewPool);
    QTRY_VERIFY(action->isEnabled());
    QVERIFY(announceActions(*console.services, {3, 4}));
    QTRY_VERIFY_WITH_TIMEOUT(!action->isEnabled(), 10000);
    QVERIFY(action->toolTip().contains(u"does not create pools"_s));
}

void TestStoragePoolWizard::WF_18_enterHeldDownIsOneIntent()
{
    ConsoleFixture console;
    StoragePoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    type(u"once"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(nextIsOn(*wizard));
    press(Qt::Key_Return);
    QTRY_VERIFY(nextIsOn(*wizard));
    press(Qt::Key_Return);
    QPointer<QAbstractButton> finish = wizard->button(QWizard::FinishButton);
    for (int i = 0; i < 5 && finish; ++i)
        finish->click();
    QTRY_COMPARE(console.services->jobs().records().size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(console.lastJob()->over(), 30000);
    QCOMPARE(console.services->jobs().records().size(), 1);
}

void TestStoragePoolWizard::draftSurvivesACrash()
{
    ConsoleFixture console;
    Drafts drafts(console.services->history().file());
    const auto kept = [&](Drafts &from) -> QString {
        const auto answer = from.find(u"storage-pool"_s, ConsoleFixture::local(),
                                      console.window.get());
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }))
            return u"?"_s;
        const auto found = takenFrom(answer);
        return found && *found ? (*found)->call.argument(u"ElementName").toString() : QString();
    };
    QVERIFY(openWizard(console));
    QTRY_COMPARE(kept(drafts), QString());
    type(u"half-way"_s);
    QTRY_COMPARE(kept(drafts), u"half-way"_s);
    console.close(); // nobody closed the wizard
    console.open();
    StoragePoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    QTRY_COMPARE(wizard->call().argument(u"ElementName").toString(), u"half-way"_s);
    wizard->reject();
    Drafts after(console.services->history().file());
    QTRY_COMPARE(kept(after), QString()); // closed on purpose
}

void TestStoragePoolWizard::WF_19_cancelWhileAskingLeavesNothing()
{
    ConsoleFixture console;
    StoragePoolWizard *wizard = openWizard(console);
    QVERIFY(wizard);
    press(Qt::Key_Return);
    press(Qt::Key_Escape); // the questions of this page are still on their way
    QTRY_VERIFY(!isOpen(console));
    QCOMPARE(console.services->jobs().records().size(), 0);
}

QTEST_MAIN(TestStoragePoolWizard)
#include "tst_storagepoolwizard.moc"
