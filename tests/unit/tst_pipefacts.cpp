// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the console reads off the inventory about replication pipes.

#include "models/pipefacts.h"
#include "services/schema/schema.h"
#include "tests/support/pipesamples.h"

#include <QTest>

#include <memory>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestPipeFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void PIPE_R2_aPipeShowsBothEnds();
    void PIPE_R2_severalPairsAreOnePipe();
    void PIPE_R13_bothWaysIsToldAndTheOwnEndComesFirst();
    void PIPE_R15_PIPE_R16_endpointsAreThoseHostedByTheSystem();
    void PIPE_R17_withoutAMaximumTheSystemChoosesThePorts();
    void PIPE_R26_sessionsAreNoPipes();
    void PIPE_R30_nineAnnouncesPipes();
    void endpointsOutOfServiceAreTold();
    void stateAndFiguresAreThoseOfTheConnection();
    void pipesAtAnEndpointAreCounted();
    void theOwnSystemIsTheOneThatHostsTheService();

private:
    void show(const QString &id, const PipeSample &sample)
    {
        m_inventory->setObjects(id, sample.objects, sample.links, QDateTime::currentDateTimeUtc());
    }
    PipeFacts facts(const QString &id = u"a"_s) const { return {*m_inventory, id}; }
    std::pair<CimPath, CimPath> pair(int n) const
    {
        return {m_oslo.endpoint(u"10.0.0.%1:3260"_s.arg(n)),
                m_rome.endpoint(u"10.9.0.%1:3260"_s.arg(n))};
    }

    std::unique_ptr<Inventory> m_inventory;
    PipeSample m_oslo{u"oslo"_s, {}};
    PipeSample m_rome{u"rome"_s, {}};
};

void TestPipeFacts::init()
{
    m_inventory = std::make_unique<Inventory>();
    m_inventory->setSystems({{u"a"_s, u"Oslo"_s}, {u"b"_s, u"Rome"_s}}, {{u"b"_s, u"Italy"_s}});
    m_oslo = PipeSample(u"oslo"_s, {u"10.0.0.2:3260"_s, u"10.0.0.1:3260"_s});
    m_rome = PipeSample(u"rome"_s, {u"10.9.0.1:3260"_s, u"10.9.0.2:3260"_s});
    show(u"b"_s, m_rome);
}

void TestPipeFacts::PIPE_R2_aPipeShowsBothEnds()
{
    const CimPath path = m_oslo.addPipe(u"p1"_s, u"gold"_s, {pair(1)}, false, 7);
    show(u"a"_s, m_oslo);
    const QList<Pipe> pipes = facts().pipes();
    QCOMPARE(pipes.size(), 1);
    QCOMPARE(pipes.first().path, path);
    QCOMPARE(pipes.first().name, u"gold"_s);
    QCOMPARE(pipes.first().sourceName, u"oslo"_s);
    QCOMPARE(pipes.first().targetName, u"rome"_s);
    QCOMPARE(pipes.first().bothWays, std::optional(false));
    QCOMPARE(pipes.first().ends(), (QList<PipeEnds>{{pair(1).first, pair(1).second}}));
    QCOMPARE(pipes.first().heartbeat, std::optional<quint16>(7));
    QCOMPARE(systemCalled(*m_inventory, pipes.first().targetName), u"b"_s);
    QCOMPARE(systemCalled(*m_inventory, u"paris"_s), QString());
}

void TestPipeFacts::PIPE_R2_severalPairsAreOnePipe()
{
    m_oslo.addPipe(u"p1"_s, u"gold"_s, {pair(2), pair(1)});
    show(u"a"_s, m_oslo);
    const QList<Pipe> pipes = facts().pipes();
    QCOMPARE(pipes.size(), 1);
    QCOMPARE(pipes.first().pairs.size(), 2);
    QCOMPARE(pipes.first().ends(),
             (QList<PipeEnds>{{pair(2).first, pair(2).second}, {pair(1).first, pair(1).second}}));
    QVERIFY(pipes.first().pairs.first().pipe != pipes.first().path);
}

void TestPipeFacts::PIPE_R13_bothWaysIsToldAndTheOwnEndComesFirst()
{
    m_oslo.capabilities().set(u"BidirectionalConnectionsSupported", CimValue::boolean(true));
    // Made from the other side: the own end is the second of the two.
    m_oslo.addPipe(u"p1"_s, u"gold"_s, {{pair(1).second, pair(1).first}}, true);
    show(u"a"_s, m_oslo);
    QVERIFY(facts().bothWays());
    const Pipe pipe = facts().pipes().first();
    QCOMPARE(pipe.bothWays, std::optional(true));
    QCOMPARE(pipe.ends(), (QList<PipeEnds>{{pair(1).first, pair(1).second}}));
}

void TestPipeFacts::PIPE_R15_PIPE_R16_endpointsAreThoseHostedByTheSystem()
{
    // Known to the store, but of another system.
    PipeSample guest(u"guest"_s, {u"10.7.0.1:3260"_s});
    m_oslo.objects += guest.objects.last();
    m_oslo.links += guest.links;
    show(u"a"_s, m_oslo);
    QStringList names;
    for (const EndpointFacts &endpoint : facts().endpoints())
        names.append(endpoint.name);
    QCOMPARE(names, (QStringList{u"10.0.0.1:3260"_s, u"10.0.0.2:3260"_s}));
    QVERIFY(facts().hosts(pair(1).first));
    QVERIFY(!facts().hosts(pair(1).second));
    QVERIFY(!facts().hosts(guest.endpoint(u"10.7.0.1:3260"_s)));
}

void TestPipeFacts::PIPE_R17_withoutAMaximumTheSystemChoosesThePorts()
{
    show(u"a"_s, m_oslo);
    QVERIFY(facts().choosesPorts());
    QCOMPARE(facts().maximumPairs(), 4);
    m_oslo.capabilities().set(u"MaximumPortsPerConnection", CimValue::uint16(0));
    show(u"a"_s, m_oslo);
    QVERIFY(!facts().choosesPorts());
    m_oslo.capabilities().unset(u"MaximumPortsPerConnection");
    show(u"a"_s, m_oslo);
    QVERIFY(!facts().choosesPorts());
}

void TestPipeFacts::PIPE_R26_sessionsAreNoPipes()
{
    for (const QStringView className : {QStringView(u"MSISCSITARGET_iSCSISession"),
                                        QStringView(u"MSISCSITARGET_iSCSIConnection")}) {
        CimInstance session(*Schema::findClass(QString(Schema::iscsiTarget), className));
        session.set(u"InstanceID", CimValue::string(className.toString()));
        m_oslo.objects.append(session);
    }
    m_oslo.addPipe(u"p1"_s, u"gold"_s, {pair(1)});
    show(u"a"_s, m_oslo);
    QCOMPARE(facts().pipes().size(), 1);
    QCOMPARE(facts().pipes().first().name, u"gold"_s);
    QVERIFY(!facts().pipe(m_oslo.objects.at(m_oslo.objects.size() - 2).path()));
}

void TestPipeFacts::PIPE_R30_nineAnnouncesPipes()
{
    show(u"a"_s, m_oslo);
    QVERIFY(facts().offersPipes());
    m_oslo.capabilities().set(u"SupportedSynchronousActions", CimValue::uint16s({2, 8}));
    show(u"a"_s, m_oslo);
    QVERIFY(facts().knowsCapabilities());
    QVERIFY(!facts().offersPipes());
    m_oslo.objects.removeAt(2);
    show(u"a"_s, m_oslo);
    QVERIFY(!facts().knowsCapabilities());
    QVERIFY(!facts().offersPipes());
}

void TestPipeFacts::endpointsOutOfServiceAreTold()
{
    m_oslo.addEndpoint(u"10.0.0.3:3260"_s, 3);
    CimInstance failed = m_oslo.addEndpoint(u"10.0.0.4:3260"_s);
    m_oslo.find(failed.path())->set(u"OperationalStatus", CimValue::uint16s({6}));
    show(u"a"_s, m_oslo);
    const QList<EndpointFacts> all = facts().endpoints();
    QCOMPARE(all.size(), 4);
    QVERIFY(all.at(0).inService);
    QVERIFY(!all.at(2).inService);
    QCOMPARE(all.at(2).state, State::Stopped);
    QVERIFY(!all.at(3).inService);
    QCOMPARE(all.at(3).state, State::Error);
}

void TestPipeFacts::stateAndFiguresAreThoseOfTheConnection()
{
    const CimPath path = m_oslo.addPipe(u"p1"_s, u"gold"_s, {pair(1), pair(2)});
    const QDateTime first(QDate(2026, 11, 21), QTime(14, 0), Qt::UTC);
    m_oslo.find(path)->set(u"OperationalStatus", CimValue::uint16s({13}));
    for (int n : {1, 2}) {
        for (CimInstance &object : m_oslo.objects) {
            if (object.value(u"InstanceID").toString() != u"p1/%1"_s.arg(n))
                continue;
            object.set(u"TimeOfLastContact", CimValue::dateTime(CimDateTime::at(first.addSecs(n))));
            object.set(u"RoundTripTime", CimValue::uint32(quint32(100 * n)));
        }
    }
    show(u"a"_s, m_oslo);
    const Pipe pipe = *facts().pipe(path);
    QCOMPARE(pipe.state, State::Error); // Lost Communication
    QCOMPARE(pipe.lastContact, first.addSecs(2));
    QCOMPARE(pipe.roundTrip, std::optional<quint64>(200));
    QCOMPARE(pipe.pairs.first().lastContact, first.addSecs(1));
    QCOMPARE(pipe.pairs.first().state, State::Ok);
}

void TestPipeFacts::pipesAtAnEndpointAreCounted()
{
    const CimPath gold = m_oslo.addPipe(u"p1"_s, u"gold"_s, {pair(1), pair(2)});
    m_oslo.addPipe(u"p2"_s, u"silver"_s, {pair(1)});
    show(u"a"_s, m_oslo);
    QCOMPARE(facts().pipesAt(pair(1).first), 2);
    QCOMPARE(facts().pipesAt(pair(1).first, gold), 1); // PIPE.R20: but for the one that is changed
    QCOMPARE(facts().pipesAt(pair(2).first, gold), 0);
    QCOMPARE(facts().maximumPipesOfPort(), 2);
}

void TestPipeFacts::theOwnSystemIsTheOneThatHostsTheService()
{
    m_oslo.objects.prepend(PipeSample(u"rome"_s, {}).objects.first());
    show(u"a"_s, m_oslo);
    QCOMPARE(facts().systemName(), u"oslo"_s);
    QCOMPARE(facts().system(), m_oslo.system);
    QCOMPARE(systemCalled(*m_inventory, u"ROME"_s), u"b"_s);
}

QTEST_GUILESS_MAIN(TestPipeFacts)
#include "tst_pipefacts.moc"
