// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The dialog for replication pipes, driven by keyboard over two local targets, reached in-process
// and over HTTP: what it sends, what it refuses, what comes of it, and how it looks.

#include "tests/gui/pipedialogs.h"

#include "models/pipecall.h"
#include "ui/dialogs/pairmodel.h"
#include "ui/dialogs/pairtable.h"
#include "ui/dialogs/pipecheckcard.h"
#include "ui/dialogs/pipereview.h"
#include "ui/dialogs/pipeside.h"
#include "ui/widgets/appstyle.h"
#include "ui/widgets/texttabs.h"

#include <QDir>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Kind = PipeProblem::Kind;

class TestPipeDialog : public PipeDialogs
{
    Q_OBJECT

private slots:
    void keyboardAloneMakesAPipe_data() { ways(); }
    void keyboardAloneMakesAPipe();
    void PIPE_R8_aBlankNameBlocks();
    void PIPE_R9_oneSystemOnBothSidesBlocks();
    void PIPE_R11_theArrowIsShownAndTheSidesSwapOnlyAtFirst();
    void PIPE_R13_aTwoWaySystemShowsADoubleArrow();
    void PIPE_R25_aPipeThatNobodyNamedIsFound();
    void PIPE_R27_PIPE_R28_theHeartbeatIsTheGoal();
    void PIPE_R30_withoutTheActionItIsBlocked();
    void aSystemIsConnectedRightThere();
    void aFailedCallOpensItAsItWas();
    void whatChangesElsewhereIsNotSentBack();
    void pictures_data();
    void pictures();
};

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
    QTRY_VERIFY(shows(dialog.get(), u"gold"_s));
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

void TestPipeDialog::PIPE_R8_aBlankNameBlocks()
{
    PipeConsole console;
    const auto dialog = open(console, create());
    QVERIFY(accepting(*dialog)->isEnabled());
    type(u"  "_s);
    QVERIFY(!accepting(*dialog)->isEnabled());
    QTRY_VERIFY(shows(dialog.get(), u"blanks"_s));
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
    QTRY_VERIFY(shows(dialog->target(), u"two different systems"_s));
}

void TestPipeDialog::PIPE_R11_theArrowIsShownAndTheSidesSwapOnlyAtFirst()
{
    PipeConsole console;
    const Pipe pipe = makePipe(console, u"gold"_s, 1);
    {
        const auto dialog = open(console, create());
        QTRY_VERIFY(shows(dialog->source(), u"sends the data"_s));
        QTRY_VERIFY(shows(dialog->target(), u"receives the data"_s));
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
    QTRY_VERIFY(shows(dialog->source(), u"sends and receives"_s));
    QCOMPARE(dialog->pairs()->pairs()->index(0, PairModel::ArrowColumn).data(IconRole).toString(),
             u"swap"_s);
}

void TestPipeDialog::PIPE_R25_aPipeThatNobodyNamedIsFound()
{
    PipeConsole console;
    const auto dialog = open(console, create());
    use(*dialog, u"Let the systems choose"_s); // let the systems choose
    QVERIFY(!dialog->plan().pairs);
    QVERIFY(!dialog->pairs()->isVisible());
    use(*dialog, u"Review…"_s);
    QTRY_VERIFY(shows(dialog.get(), u"chooses one"_s)); // the name
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
    QTRY_VERIFY(shows(dialog.get(), u"does not offer replication pipes"_s));
}

void TestPipeDialog::aSystemIsConnectedRightThere()
{
    PipeConsole console;
    console.connections.close(PipeConsole::beta());
    PipePlan plan = create();
    plan.targetId = PipeConsole::beta();
    const auto dialog = open(console, plan);
    QTRY_VERIFY(shows(dialog->target(), u"Not connected"_s));
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
    QTRY_VERIFY(shows(dialog.get(), u"was not created"_s));
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
