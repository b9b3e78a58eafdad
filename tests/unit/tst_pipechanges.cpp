// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreateOrModifyReplicationPipe: how a pipe is changed, its goal, failures, and its end. Rules
// PIPE.R22 to PIPE.R29 and PIPE.R31.
#include "services/provider/objects.h"
#include "services/provider/pipes/pipeobjects.h"
#include "services/schema/embedded.h"
#include "services/schema/schema.h"
#include "tests/support/pipefixture.h"

#include <QTcpServer>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint64 ok = 2;

#define REFUSED(at, result, wanted) \
    do { \
        const QStringList before = PipeFixture::kept((at).alpha); \
        const auto refused = (result); \
        QCOMPARE(refused.code, quint64(wanted)); \
        QVERIFY2(refused.reply.outs.isEmpty(), "outs of a refusal are NULL"); \
        QCOMPARE(PipeFixture::kept((at).alpha), before); \
    } while (false)

QString goalText(quint16 heartbeat)
{
    CimInstance goal = Objects::made("CISTERN_ReplicationPipeSettingData"_L1);
    goal.set(u"ElementName", CimValue::string(u"night"_s));
    goal.set(u"HeartbeatInterval", CimValue::uint16(heartbeat));
    return Embedded::toText(goal);
}

Arguments pairs(const QList<CimPath> &sources, const QList<CimPath> &targets)
{
    return {{u"SourceEndpoint"_s, CimValue::references(sources)},
            {u"TargetEndpoint"_s, CimValue::references(targets)}};
}

CimInstance settingOf(ProviderFixture &at, const CimPath &pipe)
{
    return at.associated(pipe, u"CIM_ElementSettingData"_s).value(0);
}
} // namespace

Q_DECLARE_METATYPE(Cistern::FaultPoints::Step)

class tst_PipeChanges : public QObject
{
    Q_OBJECT

private slots:
    void PIPE_R22_theSamePipe()
    {
        PipeFixture at;
        const CimPath pipe = at.pipe(1, u"a"_s);
        const auto result = at.change(pipe, pairs(at.here(2), at.there(2)));
        QCOMPARE(result.code, 0u);
        QCOMPARE(result.path(u"ReplicationPipe"), pipe);
        QCOMPARE(PipeFixture::pipes(at.alpha).size(), 1);
        QCOMPARE(at.alpha.text(pipe, u"ElementName"), u"a"_s);
        QCOMPARE(PipeFixture::state(at.alpha, pipe), ok);
    }

    void PIPE_R23_theNewPairsReplaceTheOld()
    {
        PipeFixture at;
        at.announce(u"MaximumConnectionsPerPort", CimValue::uint16(1));
        const CimPath pipe = at.pipe(3);
        const QList<CimPath> here = at.here(3), there = at.there(3);
        const auto before = PipeFixture::children(at.alpha, pipe);
        QCOMPARE(at.change(pipe, pairs({here[1]}, {there[2]})).code, 0u);
        QCOMPARE(
            PipeFixture::ends(at.alpha, pipe),
            QStringList{here[1].key(u"Name").toString() + u'>' + there[2].key(u"Name").toString()});
        QVERIFY(PipeFixture::children(at.alpha, pipe).isEmpty());
        QCOMPARE(at.alpha.all(u"CIM_NetworkPipe"_s).size(), 1);
        QCOMPARE(at.alpha.all(u"CIM_EndpointOfNetworkPipe"_s).size(), 2);
        QCOMPARE(at.create(0, pairs({here[0], here[2]}, {there[0], there[1]})).code, 0u);
        // No name of a pipe that is gone comes again.
        QCOMPARE(at.change(pipe, pairs({here[1]}, {there[2]})).code, 0u);
        at.announce(u"MaximumConnectionsPerPort", CimValue::uint16(0));
        QCOMPARE(at.change(pipe, pairs(here, there)).code, 0u);
        for (const CimInstance &child : PipeFixture::children(at.alpha, pipe)) {
            for (const CimInstance &old : before)
                QVERIFY(!(child.path() == old.path()));
        }
    }

    void PIPE_R24_withoutPairsTheyStay()
    {
        PipeFixture at;
        const CimPath pipe = at.pipe(2);
        const QStringList ends = PipeFixture::ends(at.alpha, pipe);
        at.beta.stop(); // and nobody is asked
        QCOMPARE(at.change(pipe, {{u"PipeElementName"_s, words(u"b"_s)}}).code, 0u);
        QCOMPARE(PipeFixture::ends(at.alpha, pipe), ends);
        QCOMPARE(at.alpha.text(pipe, u"ElementName"), u"b"_s);
    }

    void PIPE_R24_theConnectionsStayWhatTheyAre()
    {
        PipeFixture at;
        const CimPath pipe = at.pipe(2, u"a"_s);
        const CimInstance child = PipeFixture::children(at.alpha, pipe).value(0);
        const CimInstance use = Objects::link("MSISCSITARGET_StorageSynchronized"_L1,
                                              "SystemElement"_L1, at.alpha.location(),
                                              "SyncedElement"_L1, child.path());
        QVERIFY(at.alpha.await(at.alpha.provider().adjust(use)));
        at.alpha.clock().advance(std::chrono::milliseconds(1'500));
        QCOMPARE(at.change(pipe, {{u"PipeElementName"_s, words(u"b"_s)}}).code, 0u);
        const auto now = at.alpha.get(child.path());
        QVERIFY(now);
        QVERIFY(now->value(u"ElementName").toString().startsWith(u"b, "));
        QCOMPARE(now->value(u"InstallDate"), child.value(u"InstallDate"));
        QVERIFY2(at.alpha.get(use.path()), "what points at a connection still does");
        QCOMPARE(PipeFixture::children(at.alpha, pipe).size(), 2);
    }

    void PIPE_R25_thePipeComesBack()
    {
        PipeFixture at;
        const CimPath made = at.create(1).path(u"ReplicationPipe");
        QVERIFY(at.alpha.get(made));
        QCOMPARE(at.change(made, {}).path(u"ReplicationPipe"), made);
    }

    void PIPE_R26_notEveryPipeIsOne()
    {
        PipeFixture at;
        const CimPath pipe = at.pipe(2);
        REFUSED(at, at.change(PipeObjects::pipePath(u"Cistern:nothing"_s), {}), 5);
        REFUSED(at, at.change(at.alpha.system(), {}), 5);
        REFUSED(at, at.change(PipeFixture::children(at.alpha, pipe).first().path(), {}), 5);
        for (const QLatin1StringView name :
             {"MSISCSITARGET_iSCSISession"_L1, "MSISCSITARGET_iSCSIConnection"_L1}) {
            CimInstance session = Objects::made(name);
            session.set(u"InstanceID", CimValue::string(name));
            session.set(u"SystemName", CimValue::string(u"alpha"_s));
            QVERIFY(at.alpha.await(at.alpha.provider().adjust(session)));
            REFUSED(at, at.change(session.path(), {}), 5);
        }
    }

    void PIPE_R27_settingsOfAnyKind()
    {
        PipeFixture at;
        const QString base = u"<INSTANCE CLASSNAME=\"CIM_SettingData\">"
                             "<PROPERTY NAME=\"ElementName\" TYPE=\"string\"><VALUE>abstract"
                             "</VALUE></PROPERTY></INSTANCE>"_s;
        for (const QString &goal : {goalText(5), base}) {
            const auto result = at.create(1, {{u"Goal"_s, words(goal)}});
            QCOMPARE(result.code, 0u);
            QVERIFY(!settingOf(at.alpha, result.path(u"ReplicationPipe"))
                         .value(u"ElementName")
                         .isNull());
        }
    }

    void PIPE_R28_theGoalIsKept()
    {
        PipeFixture at;
        const CimPath pipe = at.pipe(1);
        CimInstance setting = settingOf(at.alpha, pipe);
        QCOMPARE(setting.value(u"HeartbeatInterval").toUnsigned(), 2u);
        QCOMPARE(at.change(pipe, {{u"Goal"_s, words(goalText(7))}}).code, 0u);
        setting = settingOf(at.alpha, pipe);
        QCOMPARE(setting.value(u"HeartbeatInterval").toUnsigned(), 7u);
        QCOMPARE(setting.value(u"ElementName").toString(), u"night"_s);
        QCOMPARE(at.change(pipe, {{u"PipeElementName"_s, words(u"b"_s)}}).code, 0u);
        QCOMPARE(settingOf(at.alpha, pipe), setting);
        QCOMPARE(at.alpha.associated(pipe, u"CIM_ElementSettingData"_s).size(), 1);
        at.alpha.restart();
        QCOMPARE(settingOf(at.alpha, pipe), setting);
    }

    // The far end counts the silence by what it was told of the heartbeat.
    void PIPE_R28_aLongerHeartbeatIsToldToTheFarEnd()
    {
        PipeFixture at;
        const CimPath pipe = at.pipe(1);
        const auto contact = [&] { return at.alpha.get(pipe)->value(u"TimeOfLastContact"); };
        const auto before = contact();
        at.alpha.clock().advance(std::chrono::milliseconds(500));
        QCOMPARE(at.change(pipe, {{u"Goal"_s, words(goalText(20))}}).code, 0u);
        QCOMPARE(PipeFixture::state(at.alpha, pipe), ok);
        QTRY_VERIFY(contact() != before); // it has been greeted anew
        const auto greeted = contact();
        at.beta.clock().advance(std::chrono::milliseconds(19'000)); // 12 s were the limit
        QVERIFY(!QTest::qWaitFor([&] { return PipeFixture::state(at.alpha, pipe) != ok; }, 300));
        at.alpha.clock().advance(std::chrono::milliseconds(20'000));
        QTRY_VERIFY(contact() != greeted);
        QCOMPARE(PipeFixture::state(at.alpha, pipe), ok);
    }

    void PIPE_R28_goalsThatAreNone_data()
    {
        QTest::addColumn<QString>("goal");
        const auto instance = [](const QString &className, const QString &inside) {
            return u"<INSTANCE CLASSNAME=\"%1\">%2</INSTANCE>"_s.arg(className, inside);
        };
        const QString ours = u"CISTERN_ReplicationPipeSettingData"_s;
        QTest::newRow("empty") << u""_s;
        QTest::newRow("blank") << u"  "_s;
        QTest::newRow("no XML") << u"HeartbeatInterval=5"_s;
        QTest::newRow("cut") << goalText(5).chopped(12);
        QTest::newRow("another class") << instance(u"CISTERN_StorageExtent"_s, {});
        QTest::newRow("an unknown class") << instance(u"CIM_Nothing"_s, {});
        QTest::newRow("wrong type")
            << instance(ours,
                        u"<PROPERTY NAME=\"HeartbeatInterval\" TYPE=\"string\"><VALUE>5</VALUE>"
                        "</PROPERTY>"_s);
        QTest::newRow("document type") << u"<!DOCTYPE x [<!ENTITY e \"5\">]>"_s + goalText(5);
        QTest::newRow("over 64 KiB")
            << instance(ours,
                        u"<PROPERTY NAME=\"Description\" TYPE=\"string\"><VALUE>%1</VALUE>"
                        "</PROPERTY>"_s.arg(QString(70 * 1024, u'x')));
        QTest::newRow("no heartbeat") << goalText(0);
        QTest::newRow("hardly a heartbeat") << goalText(61);
    }

    void PIPE_R28_goalsThatAreNone()
    {
        QFETCH(QString, goal);
        PipeFixture at;
        const CimPath pipe = at.pipe(1);
        REFUSED(at, at.create(1, {{u"Goal"_s, words(goal)}}), 5);
        REFUSED(at, at.change(pipe, {{u"Goal"_s, words(goal)}}), 5);
    }

    void PIPE_R29_aPipeUnderChangeIsLocked()
    {
        PipeFixture at;
        const CimPath pipe = at.pipe(1);
        const QStringList before = PipeFixture::kept(at.alpha);
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const QString place = u"127.0.0.1:%1"_s.arg(silent.serverPort());
        Arguments arguments = pairs(at.here(1), {PipeFixture::endpoint(u"beta"_s, place)});
        arguments.append({u"ReplicationPipe"_s, ref(pipe)});
        const auto answer = at.alpha.sendNow(
            Wsman::Invoke{u"CreateOrModifyReplicationPipe"_s, arguments}, at.alpha.service());
        QTRY_VERIFY(silent.hasPendingConnections());
        QCOMPARE(at.change(pipe, {{u"PipeElementName"_s, words(u"b"_s)}}).code, 4u);
        QVERIFY(std::holds_alternative<Wsman::Fault>(at.alpha.send(Wsman::Delete(), pipe)));
        QVERIFY2(!at.alpha.await(at.alpha.provider().removePeer(u"beta"_s)), "it is in use");
        at.alpha.clock().advance(std::chrono::milliseconds(10'500));
        const auto reply = at.alpha.await(answer);
        QVERIFY(reply.ok());
        QCOMPARE(ProviderFixture::resultOf(reply->body).code, 3u);
        QCOMPARE(PipeFixture::kept(at.alpha), before);
        QCOMPARE(at.change(pipe, {{u"PipeElementName"_s, words(u"b"_s)}}).code, 0u);
    }

    void PIPE_R31_aFailureChangesNothing_data()
    {
        QTest::addColumn<FaultPoints::Step>("step");
        QTest::newRow("intent") << FaultPoints::Step::Intent;
        QTest::newRow("commit: between pipe and links") << FaultPoints::Step::Commit;
    }

    void PIPE_R31_aFailureChangesNothing()
    {
        QFETCH(FaultPoints::Step, step);
        PipeFixture at;
        const CimPath pipe = at.pipe(1);
        at.alpha.faults().set(step, FaultPoints::Act::Fail);
        REFUSED(at, at.create(3), 4);
        REFUSED(at, at.change(pipe, pairs(at.here(3), at.there(3))), 4);
        REFUSED(at, at.change(pipe, {{u"PipeElementName"_s, words(u"b"_s)}}), 4);
        at.alpha.faults().set(step, FaultPoints::Act::Pass);
        const QStringList before = PipeFixture::kept(at.alpha);
        at.alpha.restart();
        QCOMPARE(PipeFixture::kept(at.alpha), before);
        QVERIFY(PipeFixture::waitForState(at.alpha, pipe, ok));
        QCOMPARE(at.create(3).code, 0u);
    }

    void PIPE_R31_stoppedInTheMiddle()
    {
        PipeFixture at;
        at.pipe(1);
        const QStringList before = PipeFixture::kept(at.alpha);
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const QString place = u"127.0.0.1:%1"_s.arg(silent.serverPort());
        const auto answer = at.alpha.sendNow(
            Wsman::Invoke{
                u"CreateOrModifyReplicationPipe"_s,
                at.arguments(1, pairs(at.here(1), {PipeFixture::endpoint(u"beta"_s, place)}))},
            at.alpha.service());
        QTRY_VERIFY(silent.hasPendingConnections());
        at.alpha.restart();
        QCOMPARE(PipeFixture::kept(at.alpha), before);
    }

    void PIPE_R31_theSameMessageMakesOnePipe()
    {
        PipeFixture at;
        const Wsman::Invoke invoke{u"CreateOrModifyReplicationPipe"_s, at.arguments(1)};
        const auto first = ProviderFixture::resultOf(
            at.alpha.send(invoke, at.alpha.service(), u"uuid:one"_s));
        const auto again = ProviderFixture::resultOf(
            at.alpha.send(invoke, at.alpha.service(), u"uuid:one"_s));
        QCOMPARE(first.code, 0u);
        QCOMPARE(again.path(u"ReplicationPipe"), first.path(u"ReplicationPipe"));
        QCOMPARE(PipeFixture::pipes(at.alpha).size(), 1);
    }

    void deletedAsAnInstance()
    {
        PipeFixture at;
        const CimPath pipe = at.pipe(3);
        const Caller reader{u"reader"_s, AccessRole::Read};
        QVERIFY(
            std::holds_alternative<Wsman::Fault>(at.alpha.send(Wsman::Delete(), pipe, {}, reader)));
        const CimPath child = PipeFixture::children(at.alpha, pipe).first().path();
        QVERIFY(std::holds_alternative<Wsman::Fault>(at.alpha.send(Wsman::Delete(), child)));
        QVERIFY(!std::holds_alternative<Wsman::Fault>(at.alpha.send(Wsman::Delete(), pipe)));
        QVERIFY(!at.alpha.get(pipe));
        for (const QString &gone :
             {u"CIM_NetworkPipe"_s, u"CIM_EndpointOfNetworkPipe"_s, u"CIM_NetworkPipeComposition"_s,
              u"CISTERN_ReplicationPipeSettingData"_s, u"CIM_ElementSettingData"_s})
            QVERIFY2(at.alpha.all(gone).isEmpty(), qPrintable(gone));
        QVERIFY(at.alpha.await(at.alpha.provider().removePeer(u"beta"_s)));
    }

    void aPipeThatIsUsedIsNotDeleted()
    {
        PipeFixture at;
        const CimPath pipe = at.pipe(1);
        const CimInstance use = Objects::link("MSISCSITARGET_StorageSynchronized"_L1,
                                              "SystemElement"_L1, at.alpha.location(),
                                              "SyncedElement"_L1, pipe);
        QVERIFY(at.alpha.await(at.alpha.provider().adjust(use)));
        const auto body = at.alpha.send(Wsman::Delete(), pipe);
        const auto *fault = std::get_if<Wsman::Fault>(&body);
        QVERIFY(fault);
        QCOMPARE(fault->subcode, u"InternalError"_s);
        QVERIFY(at.alpha.get(pipe));
        QCOMPARE(PipeFixture::state(at.alpha, pipe), ok);
    }
};

QTEST_GUILESS_MAIN(tst_PipeChanges)
#include "tst_pipechanges.moc"
