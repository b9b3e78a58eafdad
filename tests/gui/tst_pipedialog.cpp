// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The dialog for replication pipes, driven by keyboard over two local targets, reached in-process
// and over HTTP: what it sends, what it refuses, what its check finds, and what comes of it.

#include "tests/gui/pipeconsole.h"

#include "models/pipecall.h"
#include "services/schema/schema.h"
#include "ui/dialogs/pairmodel.h"
#include "ui/dialogs/pairtable.h"
#include "ui/dialogs/pipecheckcard.h"
#include "ui/dialogs/pipedialog.h"
#include "ui/dialogs/pipereview.h"
#include "ui/dialogs/pipeside.h"
#include "ui/widgets/appstyle.h"
#include "ui/widgets/texttabs.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabBar>

#include <algorithm>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Kind = PipeProblem::Kind;

namespace {
void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWidget *target = QApplication::focusWidget();
    QVERIFY(target);
    QTest::keyClick(target, key, modifiers);
}

void type(const QString &text)
{
    QWidget *target = QApplication::focusWidget();
    QVERIFY(target);
    QTest::keyClicks(target, text);
}

// What a person can read in it now.
QStringList shownTexts(const QWidget *widget)
{
    QStringList all;
    const auto labels = widget->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible() && !label->text().isEmpty())
            all.append(label->text());
    }
    return all;
}

bool shows(const QWidget *widget, const QString &words)
{
    const QStringList all = shownTexts(widget);
    return std::any_of(all.begin(), all.end(),
                       [&](const QString &text) { return text.contains(words); });
}

QPushButton *accepting(const PipeDialog &dialog)
{
    const auto buttons = dialog.findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->isDefault())
            return button;
    }
    return nullptr;
}
// By Tab alone; of two radio buttons the other one is reached by an arrow.
void reach(const PipeDialog &dialog, const QWidget *wanted)
{
    const bool radio = qobject_cast<const QRadioButton *>(wanted);
    for (int steps = 0; steps < 80 && QApplication::focusWidget() != wanted; ++steps) {
        if (radio && qobject_cast<QRadioButton *>(QApplication::focusWidget()))
            press(steps % 2 ? Qt::Key_Left : Qt::Key_Right);
        else
            press(Qt::Key_Tab);
    }
    QVERIFY(dialog.isVisible());
    QCOMPARE(QApplication::focusWidget(), wanted);
}

// Goes to the button with these words and presses it.
void use(const PipeDialog &dialog, const QString &words)
{
    const auto buttons = dialog.findChildren<QAbstractButton *>();
    const auto found = std::find_if(buttons.begin(), buttons.end(), [&](QAbstractButton *each) {
        return each->isVisible()
            && (each->text().remove(u'&') == words || each->accessibleName() == words);
    });
    QVERIFY2(found != buttons.end(), qPrintable(words));
    reach(dialog, *found);
    if (!(*found)->isChecked())
        press(Qt::Key_Space);
}
} // namespace

class TestPipeDialog : public QObject
{
    Q_OBJECT

private slots:
    void keyboardAloneMakesAPipe_data() { ways(); }
    void keyboardAloneMakesAPipe();
    void keyboardAloneReplacesThePairs_data() { ways(); }
    void keyboardAloneReplacesThePairs();
    void PIPE_R8_aBlankNameBlocks();
    void PIPE_R9_oneSystemOnBothSidesBlocks();
    void PIPE_R11_theArrowIsShownAndTheSidesSwapOnlyAtFirst();
    void PIPE_R13_aTwoWaySystemShowsADoubleArrow();
    void PIPE_R14_anotherProtocolBlocks();
    void PIPE_R15_PIPE_R16_eachSideOffersItsOwnEndpoints();
    void PIPE_R17_withoutPortsToChooseThereAreNoPairs();
    void PIPE_R18_aMissingEndBlocksWithBothCounts();
    void PIPE_R19_PIPE_R20_rowsArePairsInTheirOrder();
    void PIPE_R24_keptPairsAreSentAsNull();
    void PIPE_R25_aPipeThatNobodyNamedIsFound();
    void PIPE_R27_PIPE_R28_theHeartbeatIsTheGoal();
    void PIPE_R30_withoutTheActionItIsBlocked();
    void theCheckAsksBothSystems_data() { ways(); }
    void theCheckAsksBothSystems();
    void theCheckFindsWhatIsMissing_data() { ways(); }
    void theCheckFindsWhatIsMissing();
    void aStoppedCheckAsksNoMore();
    void aSystemIsConnectedRightThere();
    void aFailedCallOpensItAsItWas();
    void whatChangesElsewhereIsNotSentBack();
    void thePairModelKeepsItsPromises();
    void pictures_data();
    void pictures();

private:
    static void ways()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("in-process") << int(PipeConsole::Way::InProcess);
        QTest::newRow("http") << int(PipeConsole::Way::Http);
    }
    static PipeConsole::Way way()
    {
        QFETCH(int, way);
        return PipeConsole::Way(way);
    }
    // Open, with keys going there; commits go to the tracker as the window has it.
    std::unique_ptr<PipeDialog> open(PipeConsole &console, const PipePlan &plan);
    static PipePlan create() { return {.sourceId = PipeConsole::alpha(), .targetId = {}}; }
    // Past the dialog, for tests that begin with one.
    Pipe makePipe(PipeConsole &console, const QString &name, int pairs);
    static bool is(const PipeDialog &dialog, Kind kind);

    qint64 m_record = 0;
};

std::unique_ptr<PipeDialog> TestPipeDialog::open(PipeConsole &console, const PipePlan &plan)
{
    auto dialog = std::make_unique<PipeDialog>(console.console, plan);
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    m_record = 0;
    connect(dialog.get(), &PipeDialog::committed, this,
            [this, &console](const QString &systemId, const MethodCall &call) {
                onDone(console.jobs.run(systemId, call, this), this,
                       [this](const Outcome<qint64> &id) { m_record = id ? *id : -1; });
            });
    dialog->show();
    dialog->activateWindow();
    const auto hasKeys = [&] {
        return QApplication::activeWindow() == dialog.get()
            && dialog->isAncestorOf(QApplication::focusWidget());
    };
    [&] {
        QVERIFY(QTest::qWaitForWindowExposed(dialog.get()));
        QVERIFY(QTest::qWaitFor(hasKeys));
    }();
    return dialog;
}

Pipe TestPipeDialog::makePipe(PipeConsole &console, const QString &name, int pairs)
{
    PipePlan plan{.sourceId = PipeConsole::alpha(), .targetId = PipeConsole::beta(), .name = name};
    plan.pairs.emplace();
    for (int i = 0; i < pairs; ++i)
        plan.pairs->append({.source = console.endpoint(PipeConsole::alpha(), i),
                            .target = console.endpoint(PipeConsole::beta(), i)});
    const auto id = console.await(
        console.jobs.run(PipeConsole::alpha(), pipeCall(console.inventory, plan), this));
    const auto find = [&]() -> std::optional<Pipe> {
        for (const Pipe &pipe : console.facts(PipeConsole::alpha()).pipes()) {
            if (pipe.name == name && pipe.pairs.size() == pairs)
                return pipe;
        }
        return std::nullopt;
    };
    [&] { QTRY_VERIFY_WITH_TIMEOUT(find().has_value(), 20000); }();
    return find().value_or(Pipe());
}

bool TestPipeDialog::is(const PipeDialog &dialog, Kind kind)
{
    const auto all = dialog.problems();
    return std::any_of(all.begin(), all.end(),
                       [kind](const PipeProblem &each) { return each.kind == kind; });
}

void TestPipeDialog::keyboardAloneMakesAPipe()
{
    PipeConsole console(way());
    const auto dialog = open(console, create());
    QCOMPARE(dialog->target()->systemId(), PipeConsole::beta()); // the only other one at hand
    type(u"gold"_s);
    QCOMPARE(dialog->pairs()->pairs()->pairs().size(), 1); // they have not met: a pair is proposed
    use(*dialog, u"Add pair"_s);                           // and one more
    QCOMPARE(dialog->pairs()->pairs()->pairs().size(), 2);
    reach(*dialog, dialog->findChild<QSpinBox *>());
    type(u"5"_s);
    use(*dialog, u"Review…"_s);
    QVERIFY(dialog->isReviewing());
    QVERIFY(console.jobs.records().isEmpty()); // nothing is sent before the last button
    QVERIFY(shows(dialog.get(), u"gold"_s));
    QTRY_VERIFY_WITH_TIMEOUT(shows(dialog.get(), u"nothing stands in the way"_s), 16000);
    press(Qt::Key_Return);
    QVERIFY(!dialog->isVisible());
    QTRY_VERIFY(m_record > 0);
    QTRY_VERIFY_WITH_TIMEOUT(console.jobs.find(m_record)->over(), 30000);
    QCOMPARE(console.jobs.find(m_record)->state, JobRecord::State::Succeeded);
    QTRY_COMPARE(console.facts(PipeConsole::alpha()).pipes().size(), 1);
    const Pipe pipe = console.facts(PipeConsole::alpha()).pipes().first();
    QCOMPARE(pipe.name, u"gold"_s);
    QCOMPARE(pipe.path, console.jobs.find(m_record)->result);
    QCOMPARE(pipe.ends(), dialog->pairs()->pairs()->pairs());
    QCOMPARE(pipe.sourceName, PipeConsole::alpha());
    QCOMPARE(pipe.targetName, PipeConsole::beta());
    QCOMPARE(pipe.heartbeat, std::optional<quint16>(5));
}

void TestPipeDialog::keyboardAloneReplacesThePairs()
{
    PipeConsole console(way());
    const Pipe pipe = makePipe(console, u"gold"_s, 2);
    const auto dialog = open(console, presentPlan(console.inventory, PipeConsole::alpha(), pipe));
    QVERIFY(!accepting(*dialog)->isEnabled()); // nothing is changed yet
    use(*dialog, u"Replace the pairs"_s);      // replace the pairs
    QVERIFY(shows(dialog.get(), u"replace all existing pairs"_s));
    dialog->pairs()->setFocus();
    dialog->pairs()->selectPair(1);
    press(Qt::Key_Delete);
    const PairModel &model = *dialog->pairs()->pairs();
    QCOMPARE(model.pairs().size(), 1);
    QCOMPARE(model.rowCount(), 2); // what would go is still told
    QCOMPARE(model.index(0, PairModel::ChangeColumn).data().toString(), u"Kept"_s);
    QCOMPARE(model.index(1, PairModel::ChangeColumn).data().toString(), u"Removed"_s);
    use(*dialog, u"Review…"_s);
    QVERIFY(dialog->isReviewing());
    QVERIFY(shows(dialog.get(), u"replace all existing pairs"_s));
    QVERIFY(shows(dialog.get(), u"Removed"_s));
    press(Qt::Key_Return);
    QTRY_VERIFY(m_record > 0);
    QTRY_VERIFY_WITH_TIMEOUT(console.jobs.find(m_record)->over(), 30000);
    QCOMPARE(console.jobs.find(m_record)->state, JobRecord::State::Succeeded);
    const auto now = [&] { return console.facts(PipeConsole::alpha()).pipes().value(0); };
    QTRY_COMPARE_WITH_TIMEOUT(now().pairs.size(), 1, 20000); // PIPE.R23
    QCOMPARE(now().path, pipe.path);                         // PIPE.R22
    QCOMPARE(now().ends().first(), pipe.ends().first());
}

void TestPipeDialog::PIPE_R8_aBlankNameBlocks()
{
    PipeConsole console;
    const auto dialog = open(console, create());
    QVERIFY(accepting(*dialog)->isEnabled());
    type(u"  "_s);
    QVERIFY(!accepting(*dialog)->isEnabled());
    QVERIFY(shows(dialog.get(), u"blanks"_s));
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Delete);
    QVERIFY(accepting(*dialog)->isEnabled());
}

void TestPipeDialog::PIPE_R9_oneSystemOnBothSidesBlocks()
{
    PipeConsole console;
    const auto dialog = open(console, create());
    dialog->target()->setSystem(PipeConsole::alpha());
    QVERIFY(is(*dialog, Kind::SameSystem));
    QVERIFY(!accepting(*dialog)->isEnabled());
    QVERIFY(shows(dialog->target(), u"two different systems"_s));
}

void TestPipeDialog::PIPE_R11_theArrowIsShownAndTheSidesSwapOnlyAtFirst()
{
    PipeConsole console;
    const Pipe pipe = makePipe(console, u"gold"_s, 1);
    {
        const auto dialog = open(console, create());
        QVERIFY(shows(dialog->source(), u"sends the data"_s));
        QVERIFY(shows(dialog->target(), u"receives the data"_s));
        const QList<PipeEnds> before = dialog->pairs()->pairs()->pairs();
        use(*dialog, u"Swap source and target"_s);
        QCOMPARE(dialog->source()->systemId(), PipeConsole::beta());
        QCOMPARE(dialog->target()->systemId(), PipeConsole::alpha());
        const QList<PipeEnds> after = dialog->pairs()->pairs()->pairs();
        QCOMPARE(after.size(), before.size());
        QCOMPARE(after.first().source, before.first().target); // pairs go with their systems
    }
    const auto dialog = open(console, presentPlan(console.inventory, PipeConsole::alpha(), pipe));
    QCOMPARE(dialog->source()->systemId(), PipeConsole::alpha());
    QVERIFY(!dialog->source()->chooser()->isEnabled());
    QVERIFY(!shows(dialog.get(), u"S&wap"_s));
}

void TestPipeDialog::PIPE_R13_aTwoWaySystemShowsADoubleArrow()
{
    PipeConsole console;
    CimInstance able = console.capabilities(PipeConsole::alpha());
    able.set(u"BidirectionalConnectionsSupported", CimValue::boolean(true));
    console.adjust(PipeConsole::alpha(), able);
    QTRY_VERIFY(console.facts(PipeConsole::alpha()).bothWays());
    const auto dialog = open(console, create());
    QVERIFY(shows(dialog->source(), u"sends and receives"_s));
    QCOMPARE(dialog->pairs()->pairs()->index(0, PairModel::ArrowColumn).data(IconRole).toString(),
             u"swap"_s);
}

void TestPipeDialog::PIPE_R14_anotherProtocolBlocks()
{
    PipeConsole console;
    CimInstance able = console.capabilities(PipeConsole::beta());
    able.set(u"PeerConnectionProtocol", CimValue::string(u"OTHER/2"_s));
    console.adjust(PipeConsole::beta(), able);
    QTRY_COMPARE(console.facts(PipeConsole::beta()).protocol(), u"OTHER/2"_s);
    const auto dialog = open(console, create());
    QVERIFY(is(*dialog, Kind::ProtocolsDiffer));
    QVERIFY(!accepting(*dialog)->isEnabled());
    QVERIFY(shows(dialog.get(), u"one protocol"_s));
    dialog->check()->start();
    QTRY_VERIFY_WITH_TIMEOUT(dialog->check()->isCurrent(), 16000);
    QVERIFY(shows(dialog->check(), u"OTHER/2"_s));
}

void TestPipeDialog::PIPE_R15_PIPE_R16_eachSideOffersItsOwnEndpoints()
{
    PipeConsole console;
    makePipe(console, u"gold"_s, 1); // now each store knows an endpoint of the other one
    const auto dialog = open(console, create());
    const PairModel &model = *dialog->pairs()->pairs();
    QVERIFY(!model.endpoints(true).isEmpty());
    for (const bool source : {true, false}) {
        for (const EndpointFacts &each : model.endpoints(source))
            QCOMPARE(each.path.key(u"SystemName").toText(),
                     source ? PipeConsole::alpha() : PipeConsole::beta());
    }
}

void TestPipeDialog::PIPE_R17_withoutPortsToChooseThereAreNoPairs()
{
    PipeConsole console;
    CimInstance able = console.capabilities(PipeConsole::alpha());
    able.set(u"MaximumPortsPerConnection", CimValue::uint16(0));
    console.adjust(PipeConsole::alpha(), able);
    QTRY_VERIFY(!console.facts(PipeConsole::alpha()).choosesPorts());
    const auto dialog = open(console, create());
    QVERIFY(!dialog->pairs()->isVisible());
    QVERIFY(shows(dialog.get(), u"systems choose the endpoints"_s));
    const auto radios = dialog->findChildren<QRadioButton *>();
    for (const QRadioButton *radio : radios)
        QVERIFY(!radio->isVisible());
    QVERIFY(!dialog->plan().pairs);
    QVERIFY(accepting(*dialog)->isEnabled());
}

void TestPipeDialog::PIPE_R18_aMissingEndBlocksWithBothCounts()
{
    PipeConsole console;
    const auto dialog = open(console, create());
    PairModel *model = dialog->pairs()->pairs();
    use(*dialog, u"Add pair"_s);
    QVERIFY(accepting(*dialog)->isEnabled());
    model->setEnd(1, false, {});
    QVERIFY(!accepting(*dialog)->isEnabled());
    QVERIFY(is(*dialog, Kind::CountsDiffer));
    QVERIFY2(shows(dialog.get(), u"2 source endpoint"_s),
             qPrintable(shownTexts(dialog.get()).join(u'|')));
    QVERIFY(shows(dialog.get(), u"1 target endpoint"_s));
    QCOMPARE(model->index(1, PairModel::TargetColumn).data().toString(), u"Choose…"_s);
}

void TestPipeDialog::PIPE_R19_PIPE_R20_rowsArePairsInTheirOrder()
{
    PipeConsole console;
    const auto dialog = open(console, create());
    PairTable *table = dialog->pairs();
    use(*dialog, u"Add pair"_s);
    table->setFocus();
    table->selectPair(0);
    // Enter lets choose another end: the first free one below the present one.
    table->setCurrentIndex(table->pairs()->index(0, PairModel::SourceColumn));
    press(Qt::Key_Return);
    auto *combo = table->viewport()->findChild<QComboBox *>();
    QVERIFY(combo);
    QTRY_VERIFY(QApplication::focusWidget() && table->isAncestorOf(QApplication::focusWidget()));
    // The end of the other row can't be taken (PIPE.R20).
    const QModelIndex second = combo->model()->index(1, 0);
    QVERIFY(!(combo->model()->flags(second) & Qt::ItemIsEnabled));
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    QVERIFY(!dialog->isReviewing()); // Enter was for the cell
    const QList<PipeEnds> pairs = table->pairs()->pairs();
    QCOMPARE(pairs.size(), 2);
    QCOMPARE(pairs.at(0).source, console.endpoint(PipeConsole::alpha(), 2));
    QCOMPARE(pairs.at(1).source, console.endpoint(PipeConsole::alpha(), 1));
    const MethodCall call = pipeCall(console.inventory, dialog->plan());
    QCOMPARE(call.argument(u"SourceEndpoint").toPaths(),
             (QList<CimPath>{pairs.at(0).source, pairs.at(1).source}));
    QCOMPARE(call.argument(u"TargetEndpoint").toPaths(),
             (QList<CimPath>{pairs.at(0).target, pairs.at(1).target}));
}

void TestPipeDialog::PIPE_R24_keptPairsAreSentAsNull()
{
    PipeConsole console;
    const Pipe pipe = makePipe(console, u"gold"_s, 2);
    const auto dialog = open(console, presentPlan(console.inventory, PipeConsole::alpha(), pipe));
    const auto radios = dialog->findChildren<QRadioButton *>();
    QStringList words;
    for (const QRadioButton *radio : radios)
        words.append(radio->text());
    QVERIFY2(words.contains(u"K&eep the present pairs"_s), qPrintable(words.join(u'|')));
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"silver"_s);
    QVERIFY(accepting(*dialog)->isEnabled());
    const MethodCall call = pipeCall(console.inventory, dialog->plan());
    QVERIFY(call.argument(u"SourceEndpoint").isNull());
    QVERIFY(call.argument(u"TargetEndpoint").isNull());
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    QTRY_VERIFY(m_record > 0);
    const auto now = [&] { return console.facts(PipeConsole::alpha()).pipes().value(0); };
    QTRY_COMPARE_WITH_TIMEOUT(now().name, u"silver"_s, 20000);
    QCOMPARE(now().ends(), pipe.ends());
}

void TestPipeDialog::PIPE_R25_aPipeThatNobodyNamedIsFound()
{
    PipeConsole console;
    const auto dialog = open(console, create());
    use(*dialog, u"Let the systems choose"_s); // let the systems choose
    QVERIFY(!dialog->plan().pairs);
    QVERIFY(!dialog->pairs()->isVisible());
    use(*dialog, u"Review…"_s);
    QVERIFY(shows(dialog.get(), u"chooses one"_s)); // the name
    press(Qt::Key_Return);
    QTRY_VERIFY(m_record > 0);
    QTRY_VERIFY_WITH_TIMEOUT(console.jobs.find(m_record)->over(), 30000);
    const CimPath made = console.jobs.find(m_record)->result;
    QVERIFY(!made.isEmpty());
    QTRY_VERIFY(console.facts(PipeConsole::alpha()).pipe(made).has_value());
    QCOMPARE(console.facts(PipeConsole::alpha()).pipe(made)->pairs.size(), 1);
}

void TestPipeDialog::PIPE_R27_PIPE_R28_theHeartbeatIsTheGoal()
{
    PipeConsole console;
    const auto dialog = open(console, create());
    QVERIFY(pipeCall(console.inventory, dialog->plan()).argument(u"Goal").isNull());
    auto *beat = dialog->findChild<QSpinBox *>();
    QVERIFY(beat->text().contains(u"default"_s));
    beat->setValue(100000);
    QCOMPARE(beat->value(), longestHeartbeat); // nothing else can be said
    const QString goal = pipeCall(console.inventory, dialog->plan()).argument(u"Goal").toString();
    QVERIFY(goal.contains(u"HeartbeatInterval"_s));
    QVERIFY(goal.contains(u"CISTERN_ReplicationPipeSettingData"_s));
}

void TestPipeDialog::PIPE_R30_withoutTheActionItIsBlocked()
{
    PipeConsole console;
    CimInstance able = console.capabilities(PipeConsole::alpha());
    able.set(u"SupportedSynchronousActions", CimValue::uint16s({8}));
    console.adjust(PipeConsole::alpha(), able);
    QTRY_VERIFY(!console.facts(PipeConsole::alpha()).offersPipes());
    // The other one still does, and says that the source is called.
    const auto dialog = open(console, create());
    QVERIFY(is(*dialog, Kind::NotOffered));
    QVERIFY(!accepting(*dialog)->isEnabled());
    QVERIFY(shows(dialog.get(), u"does not offer replication pipes"_s));
}

void TestPipeDialog::theCheckAsksBothSystems()
{
    PipeConsole console(way());
    const auto dialog = open(console, create());
    const auto before = console.facts(PipeConsole::alpha()).pipes().size();
    use(*dialog, u"Check"_s);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->check()->isCurrent(), 16000);
    QVERIFY2(shows(dialog->check(), u"Both systems answer and let you manage pipes"_s),
             qPrintable(shownTexts(dialog->check()).join(u'|')));
    QVERIFY(shows(dialog->check(), u"Both speak "_s));
    QVERIFY(shows(dialog->check(), u"in service"_s));
    QVERIFY(shows(dialog->check(), u"take connections from this computer"_s)
            || shows(dialog->check(), u"takes connections from this computer"_s));
    QVERIFY(shows(dialog->source(), u"may manage pipes"_s));
    for (const PipeCheckLine &line : dialog->check()->lines())
        QCOMPARE(line.state, State::Ok);
    const QModelIndex cell = dialog->pairs()->pairs()->index(0, PairModel::CheckColumn);
    QCOMPARE(cell.data(StateRole).toInt(), int(State::Ok));
    QVERIFY(cell.data().toString().startsWith(u"Reached"_s));
    // Nothing was changed, and another plan makes the answers old.
    console.refresher.refreshAll();
    QCOMPARE(console.facts(PipeConsole::alpha()).pipes().size(), before);
    QVERIFY(console.jobs.records().isEmpty());
    dialog->pairs()->addPair();
    QVERIFY(!dialog->check()->isCurrent());
    QVERIFY(dialog->check()->lines().isEmpty());
}

void TestPipeDialog::theCheckFindsWhatIsMissing()
{
    PipeConsole console(way());
    console.signInAs(PipeConsole::alpha(), u"guest"_s);
    CimInstance endpoint = console.inventory
                               .node(console.inventory.find(
                                   PipeConsole::beta(), console.endpoint(PipeConsole::beta(), 0)))
                               ->instance;
    endpoint.set(u"EnabledState", CimValue::uint16(3));
    console.adjust(PipeConsole::beta(), endpoint);
    const auto outOfService = [&] {
        return !console.facts(PipeConsole::beta()).endpoints().first().inService;
    };
    QTRY_VERIFY(outOfService());
    PipePlan plan = create();
    plan.targetId = PipeConsole::beta();
    plan.pairs = {{.source = console.endpoint(PipeConsole::alpha(), 0),
                   .target = console.endpoint(PipeConsole::beta(), 0)}};
    const auto dialog = open(console, plan);
    dialog->check()->start();
    QTRY_VERIFY_WITH_TIMEOUT(dialog->check()->isCurrent(), 16000);
    QVERIFY2(shows(dialog->check(), u"Alpha does not let you manage pipes"_s),
             qPrintable(shownTexts(dialog->check()).join(u'|')));
    QVERIFY(shows(dialog->check(), u"on Beta is not in service"_s));
    QVERIFY(shows(dialog->source(), u"may not manage pipes"_s));
    QCOMPARE(dialog->pairs()->pairs()->index(0, PairModel::CheckColumn).data().toString(),
             u"Not in service"_s);
}

void TestPipeDialog::aStoppedCheckAsksNoMore()
{
    PipeConsole console;
    const auto dialog = open(console, create());
    dialog->check()->start();
    QVERIFY(dialog->check()->isRunning());
    dialog->check()->button()->click(); // "Stop" now
    QVERIFY(!dialog->check()->isRunning());
    QVERIFY(dialog->check()->lines().isEmpty());
    console.stop(PipeConsole::beta());
    dialog->check()->start();
    QTRY_VERIFY_WITH_TIMEOUT(dialog->check()->isCurrent(), 16000);
    QVERIFY(shows(dialog->check(), u"Beta does not answer"_s));
}

void TestPipeDialog::aSystemIsConnectedRightThere()
{
    PipeConsole console;
    console.connections.close(PipeConsole::beta());
    PipePlan plan = create();
    plan.targetId = PipeConsole::beta();
    const auto dialog = open(console, plan);
    QVERIFY(shows(dialog->target(), u"Not connected"_s));
    QVERIFY(!accepting(*dialog)->isEnabled());
    const auto buttons = dialog->target()->findChildren<QPushButton *>();
    const auto button = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *each) {
        return each->isVisible() && each->text() == u"Connect"_s;
    });
    QVERIFY(button != buttons.end());
    (*button)->setFocus();
    press(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(accepting(*dialog)->isEnabled(), 20000);
    QVERIFY(!(*button)->isVisible());
}

void TestPipeDialog::aFailedCallOpensItAsItWas()
{
    PipeConsole console;
    PipePlan plan{
        .sourceId = PipeConsole::alpha(), .targetId = PipeConsole::beta(), .name = u"x"_s};
    plan.pairs = {{.source = console.endpoint(PipeConsole::alpha(), 1),
                   .target = console.endpoint(PipeConsole::beta(), 2)}};
    plan.heartbeat = 7;
    const MethodCall call = pipeCall(console.inventory, plan);
    const auto dialog = open(console, pipePlan(console.inventory, PipeConsole::alpha(), call));
    dialog->setProblem(Failure{.cause = Failure::Cause::ServerFault,
                               .stage = Failure::Stage::Operation,
                               .code = 4},
                       PipeConsole::alpha());
    QCOMPARE(dialog->plan(), plan);
    QVERIFY(shows(dialog.get(), u"was not created"_s));
    QCOMPARE(pipeCall(console.inventory, dialog->plan()), call);
}

void TestPipeDialog::whatChangesElsewhereIsNotSentBack()
{
    PipeConsole console;
    const Pipe pipe = makePipe(console, u"gold"_s, 1);
    const auto now = [&] { return console.facts(PipeConsole::alpha()).pipes().value(0); };
    const auto elsewhere = [&](const QString &name, quint16 heartbeat) {
        PipePlan other = presentPlan(console.inventory, PipeConsole::alpha(), now());
        other.name = name;
        other.heartbeat = heartbeat;
        QVERIFY(console
                    .await(console.jobs.run(PipeConsole::alpha(),
                                            pipeCall(console.inventory, other), this))
                    .ok());
        QTRY_COMPARE_WITH_TIMEOUT(now().name, name, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(now().heartbeat, std::optional(heartbeat), 20000);
    };
    const auto dialog = open(console, presentPlan(console.inventory, PipeConsole::alpha(), pipe));
    elsewhere(u"iron"_s, 3);
    auto *heartbeat = dialog->findChild<QSpinBox *>();
    heartbeat->setValue(9);
    MethodCall call = pipeCall(console.inventory, dialog->plan());
    QVERIFY(call.argument(u"PipeElementName").isNull()); // the form still says "gold"
    QVERIFY(!call.argument(u"Goal").isNull());

    // What was reviewed is what is sent: another call is shown again first.
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"silver"_s);
    use(*dialog, u"Review…"_s);
    QVERIFY(dialog->isReviewing());
    elsewhere(u"iron"_s, 9);
    accepting(*dialog)->click();
    QVERIFY(dialog->isVisible());
    QCOMPARE(m_record, 0);
    call = pipeCall(console.inventory, dialog->plan());
    QVERIFY(call.argument(u"Goal").isNull());
    accepting(*dialog)->click();
    QVERIFY(!dialog->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(now().name, u"silver"_s, 20000);
}

void TestPipeDialog::thePairModelKeepsItsPromises()
{
    PairModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto end = [](const QString &name) {
        EndpointFacts facts;
        facts.path = CimPath(u"Root/x"_s, u"E"_s, {{u"Name"_s, CimValue::string(name)}});
        facts.name = name;
        return facts;
    };
    model.setEndpoints({end(u"a1"_s), end(u"a2"_s)}, {end(u"b1"_s), end(u"b2"_s)});
    QCOMPARE(model.addPair(), 0);
    QCOMPARE(model.addPair(), 1);
    QVERIFY(model.pairs().at(1).isWhole());
    QCOMPARE(model.addPair(), 2); // nothing is left for it
    QVERIFY(model.pairs().at(2).source.isEmpty());
    model.setBefore(QList<PipeEnds>{model.pairs().first()});
    model.removePair(0);
    QCOMPARE(model.rowCount(), 3); // two pairs and the one that would go
    QCOMPARE(model.flags(model.index(2, PairModel::SourceColumn)), Qt::NoItemFlags);
    model.removePair(7);
    model.setPairs({});
    QCOMPARE(model.rowCount(), 1);
}

void TestPipeDialog::pictures_data()
{
    QTest::addColumn<int>("appearance");
    QTest::addColumn<int>("direction");
    QTest::newRow("light") << int(Appearance::Light) << int(Qt::LeftToRight);
    QTest::newRow("dark") << int(Appearance::Dark) << int(Qt::LeftToRight);
    QTest::newRow("mirrored") << int(Appearance::Light) << int(Qt::RightToLeft);
}

void TestPipeDialog::pictures()
{
    QFETCH(int, appearance);
    QFETCH(int, direction);
    applyAppearance(*qApp, Appearance(appearance));
    QGuiApplication::setLayoutDirection(Qt::LayoutDirection(direction));
    const QString folder = QStringLiteral(CISTERN_BINARY_DIR) + u"/screenshots"_s;
    QDir().mkpath(folder);
    const auto shoot = [&](QWidget &widget, const QString &name) {
        QCoreApplication::sendPostedEvents();
        const auto buttons = widget.findChildren<QPushButton *>();
        for (const QPushButton *button : buttons) {
            const int words =
                button->fontMetrics().size(Qt::TextShowMnemonic, button->text()).width();
            QVERIFY2(!button->isVisible() || button->width() >= words, qPrintable(button->text()));
        }
        QVERIFY(widget.grab().save(u"%1/dialog-pipe-%2-%3.png"_s.arg(
            folder, name, QString::fromLatin1(QTest::currentDataTag()))));
    };
    {
        PipeConsole console;
        const auto empty = open(console, {.sourceId = {}, .targetId = {}});
        shoot(*empty, u"empty"_s);
        const auto dialog = open(console, create());
        type(u"gold-frankfurt"_s);
        dialog->pairs()->addPair();
        dialog->pairs()->addPair();
        shoot(*dialog, u"pairs"_s);
        dialog->check()->start();
        QTRY_VERIFY_WITH_TIMEOUT(dialog->check()->isCurrent(), 16000);
        shoot(*dialog, u"checked"_s);
        dialog->pairs()->pairs()->setEnd(2, false, {});
        shoot(*dialog, u"problem"_s);
        dialog->pairs()->removePair();
        accepting(*dialog)->click();
        QTRY_VERIFY_WITH_TIMEOUT(dialog->check()->isCurrent(), 16000);
        for (int tab = 0; tab < dialog->review()->tabs()->tabs()->count(); ++tab) {
            dialog->review()->tabs()->tabs()->setCurrentIndex(tab);
            shoot(*dialog, u"review-%1"_s.arg(tab));
        }
        QCOMPARE(dialog->review()->tabs()->tabs()->count(), 4);
    }
    {
        PipeConsole console;
        const Pipe pipe = makePipe(console, u"gold"_s, 2);
        const auto dialog = open(console,
                                 presentPlan(console.inventory, PipeConsole::alpha(), pipe));
        shoot(*dialog, u"modify"_s);
        use(*dialog, u"Replace the pairs"_s);
        dialog->pairs()->pairs()->setEnd(1, false, console.endpoint(PipeConsole::beta(), 2));
        shoot(*dialog, u"modify-pairs"_s);
        accepting(*dialog)->click();
        QTRY_VERIFY_WITH_TIMEOUT(dialog->check()->isCurrent(), 16000);
        shoot(*dialog, u"modify-review"_s);
    }
    {
        PipeConsole console;
        console.signInAs(PipeConsole::alpha(), u"guest"_s);
        PipePlan plan = create();
        plan.targetId = PipeConsole::beta();
        const auto dialog = open(console, plan);
        dialog->setProblem(Failure{.cause = Failure::Cause::OutcomeUnknown,
                                   .stage = Failure::Stage::Operation,
                                   .code = 3},
                           PipeConsole::alpha());
        console.stop(PipeConsole::beta());
        dialog->check()->start();
        QTRY_VERIFY_WITH_TIMEOUT(dialog->check()->isCurrent(), 16000);
        shoot(*dialog, u"check-failed"_s);
    }
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

QTEST_MAIN(TestPipeDialog)
#include "tst_pipedialog.moc"
