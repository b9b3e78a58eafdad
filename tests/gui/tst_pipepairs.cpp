// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The pairs of endpoints in the dialog for replication pipes: what each side offers, how pairs are
// made, replaced and kept, and which of them hold the call back.

#include "tests/gui/pipedialogs.h"

#include "models/pipecall.h"
#include "ui/dialogs/pairmodel.h"
#include "ui/dialogs/pairtable.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QRadioButton>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Kind = PipeProblem::Kind;

class TestPipePairs : public PipeDialogs
{
    Q_OBJECT

private slots:
    void keyboardAloneReplacesThePairs_data() { ways(); }
    void keyboardAloneReplacesThePairs();
    void PIPE_R15_PIPE_R16_eachSideOffersItsOwnEndpoints();
    void PIPE_R17_withoutPortsToChooseThereAreNoPairs();
    void PIPE_R18_aMissingEndBlocksWithBothCounts();
    void PIPE_R19_PIPE_R20_rowsArePairsInTheirOrder();
    void PIPE_R24_keptPairsAreSentAsNull();
    void thePairModelKeepsItsPromises();
};

void TestPipePairs::keyboardAloneReplacesThePairs()
{
    PipeConsole console(way());
    const Pipe pipe = makePipe(console, u"gold"_s, 2);
    const auto dialog = open(console, presentPlan(console.inventory, PipeConsole::alpha(), pipe));
    QVERIFY(!accepting(*dialog)->isEnabled()); // nothing is changed yet
    use(*dialog, u"Replace the pairs"_s);      // replace the pairs
    QTRY_VERIFY(shows(dialog.get(), u"replace all existing pairs"_s));
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
    QTRY_VERIFY(shows(dialog.get(), u"replace all existing pairs"_s));
    QTRY_VERIFY(shows(dialog.get(), u"Removed"_s));
    press(Qt::Key_Return);
    QTRY_VERIFY(m_record > 0);
    QTRY_VERIFY_WITH_TIMEOUT(console.jobs.find(m_record)->over(), 30000);
    QCOMPARE(console.jobs.find(m_record)->state, JobRecord::State::Succeeded);
    const auto now = [&] { return console.facts(PipeConsole::alpha()).pipes().value(0); };
    QTRY_COMPARE_WITH_TIMEOUT(now().pairs.size(), 1, 20000); // PIPE.R23
    QCOMPARE(now().path, pipe.path);                         // PIPE.R22
    QCOMPARE(now().ends().first(), pipe.ends().first());
}

void TestPipePairs::PIPE_R15_PIPE_R16_eachSideOffersItsOwnEndpoints()
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

void TestPipePairs::PIPE_R17_withoutPortsToChooseThereAreNoPairs()
{
    PipeConsole console;
    CimInstance able = console.capabilities(PipeConsole::alpha());
    able.set(u"MaximumPortsPerConnection", CimValue::uint16(0));
    console.adjust(PipeConsole::alpha(), able);
    QTRY_VERIFY(!console.facts(PipeConsole::alpha()).choosesPorts());
    const auto dialog = open(console, create());
    QVERIFY(!dialog->pairs()->isVisible());
    QTRY_VERIFY(shows(dialog.get(), u"systems choose the endpoints"_s));
    const auto radios = dialog->findChildren<QRadioButton *>();
    for (const QRadioButton *radio : radios)
        QVERIFY(!radio->isVisible());
    QVERIFY(!dialog->plan().pairs);
    QVERIFY(accepting(*dialog)->isEnabled());
}

void TestPipePairs::PIPE_R18_aMissingEndBlocksWithBothCounts()
{
    PipeConsole console;
    const auto dialog = open(console, create());
    PairModel *model = dialog->pairs()->pairs();
    use(*dialog, u"Add pair"_s);
    QVERIFY(accepting(*dialog)->isEnabled());
    model->setEnd(1, false, {});
    QVERIFY(!accepting(*dialog)->isEnabled());
    QVERIFY(is(*dialog, Kind::CountsDiffer));
    QTRY_VERIFY2(shows(dialog.get(), u"2 source endpoint"_s),
                 qPrintable(shownTexts(dialog.get()).join(u'|')));
    QTRY_VERIFY(shows(dialog.get(), u"1 target endpoint"_s));
    QCOMPARE(model->index(1, PairModel::TargetColumn).data().toString(), u"Choose…"_s);
}

void TestPipePairs::PIPE_R19_PIPE_R20_rowsArePairsInTheirOrder()
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

void TestPipePairs::PIPE_R24_keptPairsAreSentAsNull()
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

void TestPipePairs::thePairModelKeepsItsPromises()
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

QTEST_MAIN(TestPipePairs)
#include "tst_pipepairs.moc"
