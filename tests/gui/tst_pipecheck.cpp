// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the check of the dialog for replication pipes asks both systems, in-process and over HTTP,
// and what it finds.

#include "tests/gui/pipedialogs.h"

#include "models/pipecall.h"
#include "ui/dialogs/pairmodel.h"
#include "ui/dialogs/pairtable.h"
#include "ui/dialogs/pipecheckcard.h"
#include "ui/dialogs/pipeside.h"

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Kind = PipeProblem::Kind;

class TestPipeCheck : public PipeDialogs
{
    Q_OBJECT

private slots:
    void PIPE_R14_anotherProtocolBlocks();
    void theCheckAsksBothSystems_data() { ways(); }
    void theCheckAsksBothSystems();
    void theCheckFindsWhatIsMissing_data() { ways(); }
    void theCheckFindsWhatIsMissing();
    void aStoppedCheckAsksNoMore();
};

void TestPipeCheck::PIPE_R14_anotherProtocolBlocks()
{
    PipeConsole console;
    CimInstance able = console.capabilities(PipeConsole::beta());
    able.set(u"PeerConnectionProtocol", CimValue::string(u"OTHER/2"_s));
    console.adjust(PipeConsole::beta(), able);
    QTRY_COMPARE(console.facts(PipeConsole::beta()).protocol(), u"OTHER/2"_s);
    const auto dialog = open(console, create());
    QVERIFY(is(*dialog, Kind::ProtocolsDiffer));
    QVERIFY(!accepting(*dialog)->isEnabled());
    QTRY_VERIFY(shows(dialog.get(), u"one protocol"_s));
    dialog->check()->start();
    QTRY_VERIFY_WITH_TIMEOUT(dialog->check()->isCurrent(), 16000);
    QTRY_VERIFY(shows(dialog->check(), u"OTHER/2"_s));
}

void TestPipeCheck::theCheckAsksBothSystems()
{
    PipeConsole console(way());
    const auto dialog = open(console, create());
    const auto before = console.facts(PipeConsole::alpha()).pipes().size();
    use(*dialog, u"Check"_s);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->check()->isCurrent(), 16000);
    QTRY_VERIFY2(shows(dialog->check(), u"Both systems answer and let you manage pipes"_s),
                 qPrintable(shownTexts(dialog->check()).join(u'|')));
    QTRY_VERIFY(shows(dialog->check(), u"Both speak "_s));
    QTRY_VERIFY(shows(dialog->check(), u"in service"_s));
    QTRY_VERIFY(shows(dialog->check(), u"take connections from this computer"_s)
                || shows(dialog->check(), u"takes connections from this computer"_s));
    QTRY_VERIFY(shows(dialog->source(), u"may manage pipes"_s));
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

void TestPipeCheck::theCheckFindsWhatIsMissing()
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
    QTRY_VERIFY2(shows(dialog->check(), u"Alpha does not let you manage pipes"_s),
                 qPrintable(shownTexts(dialog->check()).join(u'|')));
    QTRY_VERIFY(shows(dialog->check(), u"on Beta is not in service"_s));
    QTRY_VERIFY(shows(dialog->source(), u"may not manage pipes"_s));
    QCOMPARE(dialog->pairs()->pairs()->index(0, PairModel::CheckColumn).data().toString(),
             u"Not in service"_s);
}

void TestPipeCheck::aStoppedCheckAsksNoMore()
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
    QTRY_VERIFY(shows(dialog->check(), u"Beta does not answer"_s));
}

QTEST_MAIN(TestPipeCheck)
#include "tst_pipecheck.moc"
