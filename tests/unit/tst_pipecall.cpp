// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The call that a planned pipe becomes, and what is known to be wrong before anything is sent.

#include "models/pipecall.h"
#include "models/pipewords.h"
#include "services/schema/embedded.h"
#include "services/schema/schema.h"
#include "services/wsman/envelope.h"
#include "services/wsman/soapxml.h"
#include "tests/support/pipesamples.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Kind = PipeProblem::Kind;

class TestPipeCall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void PIPE_R1_theCallHasNoJob();
    void PIPE_R3_noNetworkIsNeeded();
    void PIPE_R7_markupInANameIsEscaped();
    void PIPE_R8_names_data();
    void PIPE_R8_names();
    void PIPE_R9_twoDifferentSystems();
    void PIPE_R10_eachCaseIsBlocked_data();
    void PIPE_R10_eachCaseIsBlocked();
    void PIPE_R10_theNamedSideIsCalled_data();
    void PIPE_R10_theNamedSideIsCalled();
    void PIPE_R10_theOtherMachineIsNamedInItsReferences();
    void PIPE_R11_PIPE_R12_aOneWayPipeKeepsItsSides();
    void PIPE_R13_aTwoWayPipeHasNoOrder();
    void PIPE_R14_protocolsMustBeEqual();
    void PIPE_R14_aFullServiceIsWarnedOf();
    void PIPE_R15_PIPE_R16_foreignEndpointsAreBlocked();
    void PIPE_R17_nullIsSentWhereTheSystemChooses();
    void PIPE_R18_countsMustBeEqual();
    void PIPE_R19_pairsKeepTheirOrder();
    void PIPE_R20_repeatsAndTooManyAreBlocked();
    void PIPE_R20_aFullEndpointIsWarnedOf();
    void PIPE_R21_aNewPipeSendsNoPipe();
    void PIPE_R22_aChangeSendsThePathOfThePipe();
    void PIPE_R23_theWholeNewSetIsSent();
    void PIPE_R24_unchangedPairsAreSentAsNull();
    void PIPE_R26_aSessionIsNoPipeToChange();
    void PIPE_R27_theGoalIsBuiltFromTheForm();
    void PIPE_R28_withoutAHeartbeatThereIsNoGoal();
    void PIPE_R30_withoutTheActionTheCallIsBlocked();
    void aCallBecomesThePlanItCameFrom();
    void nothingChangedSendsNothing();
    void endpointsOutOfServiceAreWarnedOf();
    void eachProblemHasWords();

private:
    void show();
    CimPath oslo(int n) const { return m_oslo.endpoint(u"10.0.0.%1:3260"_s.arg(n)); }
    CimPath rome(int n) const { return m_rome.endpoint(u"10.9.0.%1:3260"_s.arg(n)); }
    PipeEnds pair(int n) const { return {.source = oslo(n), .target = rome(n)}; }
    PipePlan plan() const { return {.sourceId = u"a"_s, .targetId = u"b"_s}; }
    MethodCall call(const PipePlan &plan) const { return pipeCall(*m_inventory, plan); }
    QList<PipeProblem> problems(const PipePlan &plan) const
    {
        return pipeProblems(*m_inventory, plan);
    }
    bool has(const PipePlan &plan, Kind kind) const
    {
        const auto all = problems(plan);
        return std::any_of(all.begin(), all.end(),
                           [kind](const PipeProblem &each) { return each.kind == kind; });
    }
    bool isBlockedBy(const PipePlan &plan, Kind kind) const
    {
        const auto all = problems(plan);
        return std::any_of(all.begin(), all.end(), [kind](const PipeProblem &each) {
            return each.kind == kind && each.blocks;
        });
    }
    // gold, from a to b, with pairs 1 and 2 and a heartbeat of 5 s; what leaves it as it is.
    PipePlan gold(bool bothWays = false)
    {
        const CimPath path = m_oslo.addPipe(u"p1"_s, u"gold"_s,
                                            {{oslo(1), rome(1)}, {oslo(2), rome(2)}}, bothWays, 5);
        show();
        return presentPlan(*m_inventory, u"a"_s, *PipeFacts(*m_inventory, u"a"_s).pipe(path));
    }
    CimPath argument(const PipePlan &plan, QStringView name) const
    {
        const CimValue value = call(plan).argument(name);
        return value.toPath() ? *value.toPath() : CimPath();
    }

    std::unique_ptr<Inventory> m_inventory;
    PipeSample m_oslo{u"oslo"_s, {}};
    PipeSample m_rome{u"rome"_s, {}};
};

void TestPipeCall::init()
{
    m_inventory = std::make_unique<Inventory>();
    m_inventory->setSystems({{u"a"_s, u"Oslo"_s}, {u"b"_s, u"Rome"_s}, {u"c"_s, u"Paris"_s}}, {});
    m_oslo = PipeSample(u"oslo"_s, {});
    m_rome = PipeSample(u"rome"_s, {});
    for (int n = 1; n <= 5; ++n) {
        m_oslo.addEndpoint(u"10.0.0.%1:3260"_s.arg(n));
        m_rome.addEndpoint(u"10.9.0.%1:3260"_s.arg(n));
    }
    show();
}

void TestPipeCall::show()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_inventory->setObjects(u"a"_s, m_oslo.objects, m_oslo.links, now);
    m_inventory->setObjects(u"b"_s, m_rome.objects, m_rome.links, now);
}

void TestPipeCall::PIPE_R1_theCallHasNoJob()
{
    PipePlan wanted = plan();
    wanted.name = u"gold"_s;
    wanted.pairs = {pair(1)};
    wanted.heartbeat = 5;
    QStringList names;
    for (const auto &[name, value] : call(wanted).arguments())
        names.append(name);
    QCOMPARE(names,
             (QStringList{u"PipeElementName"_s, u"SourceSystem"_s, u"TargetSystem"_s,
                          u"SourceEndpoint"_s, u"TargetEndpoint"_s, u"Goal"_s}));
    QVERIFY(!call(wanted).decl().param(u"Job"));
    QVERIFY(call(wanted).problems().isEmpty());
    QVERIFY(problems(wanted).isEmpty());
}

void TestPipeCall::PIPE_R3_noNetworkIsNeeded()
{
    QVERIFY(m_inventory->objects(u"a"_s, u"CIM_Network"_s).isEmpty());
    QVERIFY(problems(plan()).isEmpty());
    QVERIFY(call(plan()).problems().isEmpty());
}

void TestPipeCall::PIPE_R7_markupInANameIsEscaped()
{
    PipePlan wanted = plan();
    wanted.name = u"<b>x</b> & \"q\" ü"_s;
    QCOMPARE(call(wanted).argument(u"PipeElementName").toString(), wanted.name);
    const MethodCall sent = call(wanted);
    const QByteArray xml = writeEnvelope(
        {.body = Wsman::Invoke{.method = QString(sent.decl().name), .arguments = sent.arguments()},
         .target = sent.target()});
    QVERIFY(xml.contains("&lt;b&gt;x&lt;/b&gt; &amp; "));
    QVERIFY(!xml.contains("<b>x"));
}

void TestPipeCall::PIPE_R8_names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("none") << QString() << true;
    QTest::newRow("plain") << u"iron"_s << true;
    QTest::newRow("blank") << u"  "_s << false;
    QTest::newRow("no-break space") << QString(QChar(0xA0)) << false;
    QTest::newRow("256") << QString(256, u'x') << true;
    QTest::newRow("257") << QString(257, u'x') << false;
    QTest::newRow("line end") << u"a\nb"_s << false;
}

void TestPipeCall::PIPE_R8_names()
{
    QFETCH(QString, name);
    QFETCH(bool, accepted);
    PipePlan wanted = plan();
    wanted.name = name;
    QCOMPARE(problems(wanted).isEmpty(), accepted);
    QCOMPARE(call(wanted).argument(u"PipeElementName").isNull(), name.isEmpty());
    // On modify: none leaves it, another one renames, the present one is not sent.
    PipePlan change = gold();
    change.name = name;
    QCOMPARE(call(change).argument(u"PipeElementName").isNull(), name.isEmpty());
    change.name = u"gold"_s;
    QVERIFY(call(change).argument(u"PipeElementName").isNull());
}

void TestPipeCall::PIPE_R9_twoDifferentSystems()
{
    PipePlan wanted = plan();
    QCOMPARE(argument(wanted, u"SourceSystem"), m_oslo.system);
    QCOMPARE(argument(wanted, u"TargetSystem"), m_rome.system);
    wanted.targetId = u"a"_s;
    QVERIFY(isBlockedBy(wanted, Kind::SameSystem));
    // The same system under another name of the book.
    m_inventory->setObjects(u"c"_s, m_oslo.objects, m_oslo.links, QDateTime::currentDateTimeUtc());
    wanted.targetId = u"c"_s;
    QVERIFY(isBlockedBy(wanted, Kind::SameSystem));
}

void TestPipeCall::PIPE_R10_eachCaseIsBlocked_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("kind");
    QTest::newRow("no source") << QString() << u"b"_s << int(Kind::NoSource);
    QTest::newRow("no target") << u"a"_s << QString() << int(Kind::NoTarget);
    QTest::newRow("equal") << u"b"_s << u"b"_s << int(Kind::SameSystem);
    QTest::newRow("unread source") << u"c"_s << u"b"_s << int(Kind::SourceAway);
    QTest::newRow("unread target") << u"a"_s << u"c"_s << int(Kind::TargetAway);
    QTest::newRow("unknown target") << u"a"_s << u"x"_s << int(Kind::TargetAway);
}

void TestPipeCall::PIPE_R10_eachCaseIsBlocked()
{
    QFETCH(QString, source);
    QFETCH(QString, target);
    QFETCH(int, kind);
    QVERIFY(isBlockedBy({.sourceId = source, .targetId = target}, Kind(kind)));
    QVERIFY(problems(plan()).isEmpty());
    m_inventory->setStale(u"b"_s, true);
    QVERIFY(isBlockedBy(plan(), Kind::TargetAway));
    // Nor can new pairs be told to a far side that is no system of the book.
    PipePlan change = gold();
    change.targetId.clear();
    change.pairs = {pair(3)};
    QVERIFY(isBlockedBy(change, Kind::TargetAway));
    change.pairs.reset();
    change.name = u"silver"_s;
    QVERIFY(!has(change, Kind::TargetAway));
}

void TestPipeCall::PIPE_R10_theNamedSideIsCalled_data()
{
    QTest::addColumn<int>("access"); // 0: not told
    QTest::addColumn<QString>("called");
    QTest::newRow("not told") << 0 << u"a"_s;
    QTest::newRow("not specified") << 2 << u"a"_s;
    QTest::newRow("source") << 3 << u"a"_s;
    QTest::newRow("target") << 4 << u"b"_s;
}

void TestPipeCall::PIPE_R10_theNamedSideIsCalled()
{
    QFETCH(int, access);
    QFETCH(QString, called);
    for (PipeSample *side : {&m_oslo, &m_rome}) {
        side->capabilities().set(u"RemoteReplicationServicePointAccess",
                                 access ? CimValue::uint16(quint16(access))
                                        : CimValue::null(CimType::UInt16));
    }
    show();
    QCOMPARE(calledSystem(*m_inventory, plan()), called);
    QCOMPARE(call(plan()).target(), called == u"a"_s ? m_oslo.service : m_rome.service);
    QCOMPARE(argument(plan(), u"SourceSystem"), m_oslo.system);
}

void TestPipeCall::PIPE_R10_theOtherMachineIsNamedInItsReferences()
{
    PipePlan wanted = plan();
    wanted.pairs = {pair(1)};
    QCOMPARE(argument(wanted, u"SourceSystem").host(), QString());
    QCOMPARE(argument(wanted, u"TargetSystem").host(), u"rome"_s);
    QCOMPARE(call(wanted).argument(u"SourceEndpoint").toPaths().first().host(), QString());
    QCOMPARE(call(wanted).argument(u"TargetEndpoint").toPaths().first().host(), u"rome"_s);
    for (PipeSample *side : {&m_oslo, &m_rome})
        side->capabilities().set(u"RemoteReplicationServicePointAccess", CimValue::uint16(4));
    show();
    QCOMPARE(argument(wanted, u"SourceSystem").host(), u"oslo"_s);
    QCOMPARE(call(wanted).argument(u"SourceEndpoint").toPaths().first().host(), u"oslo"_s);
    QCOMPARE(argument(wanted, u"TargetSystem").host(), QString());
}

void TestPipeCall::PIPE_R11_PIPE_R12_aOneWayPipeKeepsItsSides()
{
    PipePlan change = gold();
    change.name = u"silver"_s;
    QVERIFY(problems(change).isEmpty());
    std::swap(change.sourceId, change.targetId);
    QVERIFY(isBlockedBy(change, Kind::SystemsChanged));
    change = gold();
    change.targetId = u"a"_s;
    QVERIFY(blocks(problems(change)));
}

void TestPipeCall::PIPE_R13_aTwoWayPipeHasNoOrder()
{
    PipePlan change = gold(true);
    change.name = u"silver"_s;
    QVERIFY(problems(change).isEmpty());
    std::swap(change.sourceId, change.targetId);
    QVERIFY(!has(change, Kind::SystemsChanged));
    QCOMPARE(call(change).target(), m_oslo.service); // where the pipe is kept
    // The call says which of the lists is whose.
    change.pairs = {{.source = rome(3), .target = oslo(3)}};
    QCOMPARE(argument(change, u"SourceSystem"), m_rome.system);
    QCOMPARE(argument(change, u"SourceSystem").host(), u"rome"_s);
    QCOMPARE(argument(change, u"TargetSystem"), m_oslo.system);
    QCOMPARE(pipePlan(*m_inventory, u"a"_s, call(change)), change);
}

void TestPipeCall::PIPE_R14_protocolsMustBeEqual()
{
    m_rome.capabilities().set(u"PeerConnectionProtocol", CimValue::string(u"OTHER/2"_s));
    show();
    QVERIFY(isBlockedBy(plan(), Kind::ProtocolsDiffer));
    const auto all = problems(plan());
    QCOMPARE(all.size(), 1);
    const QString words = pipeProblemText(all.first(), {u"Oslo"_s, u"Rome"_s});
    QVERIFY(words.contains(u"OTHER/2"_s) && words.contains(u"CISTERN-TCP/1"_s));
    m_rome.capabilities().unset(u"PeerConnectionProtocol");
    show();
    QVERIFY(has(plan(), Kind::ProtocolUnknown));
    QVERIFY(!blocks(problems(plan())));
}

void TestPipeCall::PIPE_R14_aFullServiceIsWarnedOf()
{
    m_oslo.capabilities().set(u"MaximumPeerConnections", CimValue::uint16(1));
    m_oslo.addPipe(u"p1"_s, u"gold"_s, {{oslo(1), rome(1)}});
    show();
    QVERIFY(has(plan(), Kind::TooManyPipes));
    QVERIFY(!blocks(problems(plan())));
}

void TestPipeCall::PIPE_R15_PIPE_R16_foreignEndpointsAreBlocked()
{
    PipePlan wanted = plan();
    wanted.pairs = {{.source = rome(1), .target = rome(2)}};
    QVERIFY(isBlockedBy(wanted, Kind::SourceElsewhere));
    wanted.pairs = {{.source = oslo(1), .target = oslo(2)}};
    QVERIFY(isBlockedBy(wanted, Kind::TargetElsewhere));
    wanted.pairs = {{.source = oslo(9), .target = rome(1)}}; // gone
    QVERIFY(isBlockedBy(wanted, Kind::SourceElsewhere));
    wanted.pairs = {pair(1)};
    QVERIFY(problems(wanted).isEmpty());
}

void TestPipeCall::PIPE_R17_nullIsSentWhereTheSystemChooses()
{
    PipePlan wanted = plan();
    QVERIFY(call(wanted).argument(u"SourceEndpoint").isNull());
    QVERIFY(call(wanted).argument(u"TargetEndpoint").isNull());
    m_oslo.capabilities().set(u"MaximumPortsPerConnection", CimValue::uint16(0));
    show();
    wanted.pairs = {pair(1)};
    QVERIFY(isBlockedBy(wanted, Kind::PortsNotChosen));
    QVERIFY(call(wanted).argument(u"SourceEndpoint").isNull());
    QVERIFY(call(wanted).argument(u"TargetEndpoint").isNull());
}

void TestPipeCall::PIPE_R18_countsMustBeEqual()
{
    PipePlan wanted = plan();
    wanted.pairs = {pair(1), pair(2), {.source = oslo(3), .target = {}}};
    QVERIFY(isBlockedBy(wanted, Kind::CountsDiffer));
    const QString words = pipeProblemText(problems(wanted).first(), {u"Oslo"_s, u"Rome"_s});
    QVERIFY2(words.contains(u'3') && words.contains(u'2'), qPrintable(words));
    wanted.pairs = QList<PipeEnds>(1);
    QVERIFY(isBlockedBy(wanted, Kind::CountsDiffer));
    wanted.pairs = QList<PipeEnds>();
    QVERIFY(isBlockedBy(wanted, Kind::NoPairs));
}

void TestPipeCall::PIPE_R19_pairsKeepTheirOrder()
{
    PipePlan wanted = plan();
    wanted.pairs = {{.source = oslo(3), .target = rome(1)},
                    {.source = oslo(1), .target = rome(2)},
                    {.source = oslo(2), .target = rome(3)}};
    QCOMPARE(call(wanted).argument(u"SourceEndpoint").toPaths(),
             (QList<CimPath>{oslo(3), oslo(1), oslo(2)}));
    QCOMPARE(call(wanted).argument(u"TargetEndpoint").toPaths(),
             (QList<CimPath>{rome(1), rome(2), rome(3)}));
}

void TestPipeCall::PIPE_R20_repeatsAndTooManyAreBlocked()
{
    PipePlan wanted = plan();
    wanted.pairs = {pair(1), {.source = oslo(1), .target = rome(2)}};
    QVERIFY(isBlockedBy(wanted, Kind::SourceRepeated));
    QCOMPARE(problems(wanted).first().pair, 1);
    wanted.pairs = {pair(1), {.source = oslo(2), .target = rome(1)}};
    QVERIFY(isBlockedBy(wanted, Kind::TargetRepeated));
    wanted.pairs = {pair(1), pair(2), pair(3), pair(4)};
    QVERIFY(problems(wanted).isEmpty());
    wanted.pairs->append(pair(5));
    QVERIFY(isBlockedBy(wanted, Kind::TooManyPairs));
}

void TestPipeCall::PIPE_R20_aFullEndpointIsWarnedOf()
{
    m_oslo.addPipe(u"p1"_s, u"gold"_s, {{oslo(1), rome(1)}});
    m_oslo.addPipe(u"p2"_s, u"silver"_s, {{oslo(1), rome(2)}});
    show();
    PipePlan wanted = plan();
    wanted.pairs = {{.source = oslo(1), .target = rome(3)}};
    QVERIFY(has(wanted, Kind::EndpointFull));
    QVERIFY(!blocks(problems(wanted)));
    // The pipe that is being changed is not counted.
    PipePlan change = presentPlan(*m_inventory, u"a"_s,
                                  PipeFacts(*m_inventory, u"a"_s).pipes().first());
    change.pairs = {{.source = oslo(1), .target = rome(3)}};
    QVERIFY(!has(change, Kind::EndpointFull));
}

void TestPipeCall::PIPE_R21_aNewPipeSendsNoPipe()
{
    QVERIFY(call(plan()).argument(u"ReplicationPipe").isNull());
    QCOMPARE(call(plan()).arguments().size(), 2); // the two systems alone
}

void TestPipeCall::PIPE_R22_aChangeSendsThePathOfThePipe()
{
    PipePlan change = gold();
    change.name = u"silver"_s;
    QCOMPARE(argument(change, u"ReplicationPipe"), change.pipe);
    QVERIFY(call(change).argument(u"SourceSystem").isNull());
    QVERIFY(call(change).argument(u"TargetSystem").isNull());
    QCOMPARE(call(change).arguments().size(), 2);
    m_oslo.objects.erase(
        std::remove_if(m_oslo.objects.begin(), m_oslo.objects.end(),
                       [&](const CimInstance &one) { return one.path() == change.pipe; }),
        m_oslo.objects.end());
    show();
    QVERIFY(isBlockedBy(change, Kind::PipeGone));
}

void TestPipeCall::PIPE_R23_theWholeNewSetIsSent()
{
    PipePlan change = gold();
    change.pairs = {pair(1), pair(3)};
    QCOMPARE(call(change).argument(u"SourceEndpoint").toPaths(),
             (QList<CimPath>{oslo(1), oslo(3)}));
    QCOMPARE(call(change).argument(u"TargetEndpoint").toPaths(),
             (QList<CimPath>{rome(1), rome(3)}));
    const auto changes = pairChanges({pair(1), pair(2)}, *change.pairs);
    QCOMPARE(changes,
             (QList<PairChange>{{pair(1), PairChange::Kind::Kept},
                                {pair(3), PairChange::Kind::Added},
                                {pair(2), PairChange::Kind::Removed}}));
}

void TestPipeCall::PIPE_R24_unchangedPairsAreSentAsNull()
{
    PipePlan change = gold();
    change.name = u"silver"_s;
    change.pairs = {pair(1), pair(2)};
    QVERIFY(call(change).argument(u"SourceEndpoint").isNull());
    QVERIFY(call(change).argument(u"TargetEndpoint").isNull());
    change.pairs = {pair(2), pair(1)}; // another order is another set
    QVERIFY(!call(change).argument(u"SourceEndpoint").isNull());
    change.pairs.reset();
    QVERIFY(call(change).argument(u"SourceEndpoint").isNull());
}

void TestPipeCall::PIPE_R26_aSessionIsNoPipeToChange()
{
    CimInstance session(
        *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_iSCSISession"));
    session.set(u"InstanceID", CimValue::string(u"s1"_s));
    m_oslo.objects.append(session);
    show();
    PipePlan change = plan();
    change.pipe = session.path();
    change.name = u"x"_s;
    QVERIFY(isBlockedBy(change, Kind::PipeGone));
}

void TestPipeCall::PIPE_R27_theGoalIsBuiltFromTheForm()
{
    PipePlan wanted = plan();
    wanted.heartbeat = 7;
    const QString text = call(wanted).argument(u"Goal").toString();
    const auto goal = Embedded::fromText(text, QString(Schema::iscsiTarget));
    QVERIFY(goal.ok());
    QCOMPARE(goal->className(), u"CISTERN_ReplicationPipeSettingData"_s);
    QCOMPARE(goal->value(u"HeartbeatInterval").toUnsigned(), std::optional<quint64>(7));
    QVERIFY(call(wanted).problems().isEmpty());
}

void TestPipeCall::PIPE_R28_withoutAHeartbeatThereIsNoGoal()
{
    QVERIFY(call(plan()).argument(u"Goal").isNull());
    PipePlan wanted = plan();
    wanted.heartbeat = 0;
    QVERIFY(isBlockedBy(wanted, Kind::Heartbeat));
    wanted.heartbeat = longestHeartbeat + 1;
    QVERIFY(isBlockedBy(wanted, Kind::Heartbeat));
    wanted.heartbeat = longestHeartbeat;
    QVERIFY(problems(wanted).isEmpty());
    PipePlan change = gold();
    change.name = u"silver"_s;
    QVERIFY(call(change).argument(u"Goal").isNull()); // as it is
    change.heartbeat = 9;
    QVERIFY(!call(change).argument(u"Goal").isNull());
}

void TestPipeCall::PIPE_R30_withoutTheActionTheCallIsBlocked()
{
    m_oslo.capabilities().set(u"SupportedSynchronousActions", CimValue::uint16s({8}));
    m_rome.capabilities().set(u"SupportedSynchronousActions", CimValue::uint16s({8}));
    show();
    QVERIFY(isBlockedBy(plan(), Kind::NotOffered));
    PipePlan anyway = plan();
    anyway.tryAnyway = true;
    QVERIFY(!blocks(problems(anyway)));
    QVERIFY(has(anyway, Kind::NotOffered)); // still said
    QVERIFY(call(anyway).problems().isEmpty());
}

void TestPipeCall::aCallBecomesThePlanItCameFrom()
{
    PipePlan wanted = plan();
    wanted.name = u"gold"_s;
    wanted.pairs = {pair(2), pair(1)};
    wanted.heartbeat = 5;
    QCOMPARE(pipePlan(*m_inventory, u"a"_s, call(wanted)), wanted);
    PipePlan change = gold();
    change.pairs = {pair(3)};
    change.name = u"silver"_s;
    QCOMPARE(pipePlan(*m_inventory, u"a"_s, call(change)), change);
}

void TestPipeCall::nothingChangedSendsNothing()
{
    const PipePlan change = gold();
    QVERIFY(isBlockedBy(change, Kind::NothingChanged));
    QCOMPARE(change.sourceId, u"a"_s);
    QCOMPARE(change.targetId, u"b"_s);
}

void TestPipeCall::endpointsOutOfServiceAreWarnedOf()
{
    m_rome.addEndpoint(u"10.9.0.6:3260"_s, 3);
    show();
    PipePlan wanted = plan();
    wanted.pairs = {{.source = oslo(1), .target = rome(6)}};
    QVERIFY(has(wanted, Kind::EndpointOut));
    QVERIFY(!blocks(problems(wanted)));
}

void TestPipeCall::eachProblemHasWords()
{
    for (int kind = 0; kind <= int(Kind::NothingChanged); ++kind) {
        const QString words = pipeProblemText(
            {.kind = Kind(kind), .pair = 1, .subject = u"10.0.0.1:3260"_s, .first = 2, .second = 3},
            {u"Oslo"_s, u"Rome"_s});
        QVERIFY2(words.endsWith(u'.') && !words.contains(u'%'), qPrintable(words));
    }
}

QTEST_GUILESS_MAIN(TestPipeCall)
#include "tst_pipecall.moc"
