// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The client half of child pools, root pools and pipes: what is asked, how the answer is read, and
// how the result is found when no answer names it.

#include "services/jobs/calleffect.h"
#include "services/jobs/jobhistory.h"
#include "services/jobs/jobtracker.h"
#include "services/schema/embedded.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "tests/support/fakesystem.h"
#include "tests/support/manualclock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

namespace {
CimInstance made(QLatin1StringView nameSpace, const QString &className,
                 const QList<std::pair<QString, CimValue>> &values)
{
    CimInstance object(*Schema::findClass(QString(nameSpace), className));
    for (const auto &[name, value] : values)
        object.set(name, value);
    return object;
}

CimInstance linked(QLatin1StringView nameSpace, const QString &className, const QString &nearRole,
                   const CimPath &near, const QString &farRole, const CimPath &far)
{
    return made(nameSpace, className,
                {{nearRole, CimValue::reference(near)}, {farRole, CimValue::reference(far)}});
}

CimValue words(const QString &text)
{
    return CimValue::string(text);
}

MethodReply replied(quint64 code, QList<std::pair<QString, CimValue>> outs = {})
{
    return MethodReply{.returnValue = code, .outs = std::move(outs)};
}

// One console on a system that has all three services.
struct Console
{
    Console()
        : connections(
            book, [this](const ConnectionSpec &, const Secret &) { return system.transport(); },
            [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); }, clock)
    {
        system.nameSpaces << QString(Schema::virtualization) << QString(Schema::hypervCluster);
        for (const auto &[nameSpace, className] :
             {std::pair(Schema::virtualization, u"Msvm_ResourcePoolConfigurationService"_s),
              std::pair(Schema::hypervCluster, u"CISTERN_ResourcePoolConfigurationService"_s)})
            system.instances.append(made(nameSpace, className,
                                         {{u"SystemCreationClassName"_s, words(u"X"_s)},
                                          {u"SystemName"_s, words(u"HV01"_s)},
                                          {u"CreationClassName"_s, words(className)},
                                          {u"Name"_s, words(u"s"_s)}}));
    }

    MethodCall call(QLatin1StringView nameSpace, const QString &method) const
    {
        for (const MethodDecl *decl : Schema::methods()) {
            if (decl->nameSpace != nameSpace || decl->name != method)
                continue;
            for (const CimInstance &object : system.instances) {
                if (Schema::findMethod(object.path().nameSpace(), object.className(), method)
                    == decl)
                    return MethodCall(*decl, object.path());
            }
        }
        qFatal("no such method");
    }

    CimPath add(const CimInstance &object)
    {
        system.instances.append(object);
        return object.path();
    }

    JobRecord ran(const MethodCall &call)
    {
        connections.open(localSystemId);
        (void)QTest::qWaitFor([&] { return connections.connection(localSystemId) != nullptr; });
        const auto id = tracker.run(localSystemId, call, &book);
        (void)QTest::qWaitFor([&] { return id.isFinished(); });
        if (!takenFrom(id)) {
            JobRecord refused;
            refused.failure = takenFrom(id).failure();
            return refused;
        }
        const qint64 number = *takenFrom(id);
        (void)QTest::qWaitFor([&] {
            clock.advance(1s);
            return tracker.find(number)->over();
        });
        return *tracker.find(number);
    }

    FakeSystem system;
    QTemporaryDir folder;
    ManualClock clock;
    SystemBook book{folder.filePath(u"systems.json"_s)};
    Connections connections;
    JobHistory history{folder.filePath(u"history.sqlite"_s)};
    JobTracker tracker{connections, history, clock};
};

CimInstance childPool(const QString &id, const QString &poolId, quint16 type)
{
    return made(Schema::virtualization, u"Msvm_ResourcePool"_s,
                {{u"InstanceID"_s, words(id)},
                 {u"PoolID"_s, words(poolId)},
                 {u"ElementName"_s, words(poolId)},
                 {u"ResourceType"_s, CimValue::uint16(type)},
                 {u"ResourceSubType"_s, words(u"Microsoft:Hyper-V:Memory"_s)}});
}

CimInstance endpoint(const QString &system, const QString &name)
{
    return made(Schema::iscsiTarget, u"CISTERN_TCPProtocolEndpoint"_s,
                {{u"SystemCreationClassName"_s, words(u"MSFTSM_ComputerSystem"_s)},
                 {u"SystemName"_s, words(system)},
                 {u"CreationClassName"_s, words(u"CISTERN_TCPProtocolEndpoint"_s)},
                 {u"Name"_s, words(name)}});
}

CimPath computer(const QString &name)
{
    return made(Schema::iscsiTarget, u"MSFTSM_ComputerSystem"_s,
                {{u"CreationClassName"_s, words(u"MSFTSM_ComputerSystem"_s)},
                 {u"Name"_s, words(name)}})
        .path();
}
} // namespace

class TestMethodResults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m = std::make_unique<Console>(); }
    void cleanup() { m.reset(); }

    // Child pools

    void CP_R1_theRequestIsBuiltInTheOrderOfTheSchema()
    {
        QCOMPARE(namesOf(createPool(u"gold"_s)),
                 (QStringList{u"PoolSettings"_s, u"ParentPools"_s, u"AllocationSettings"_s}));
    }

    void CP_R6_CP_R11_whatIsNoSettingIsNotSent_data()
    {
        QTest::addColumn<QString>("parameter");
        QTest::addColumn<QString>("text");
        const QString good = Embedded::toText(childSettings(u"gold"_s));
        QTest::newRow("empty") << u"PoolSettings"_s << QString();
        QTest::newRow("no XML") << u"PoolSettings"_s << u"gold"_s;
        QTest::newRow("another class") << u"PoolSettings"_s << Embedded::toText(allocation());
        QTest::newRow("document type") << u"PoolSettings"_s << u"<!DOCTYPE x>"_s + good;
        QTest::newRow("too long") << u"PoolSettings"_s << good + QString(65536, u' ');
        QTest::newRow("allocation of another class") << u"AllocationSettings"_s << good;
    }
    void CP_R6_CP_R11_whatIsNoSettingIsNotSent()
    {
        QFETCH(QString, parameter);
        QFETCH(QString, text);
        MethodCall call = createPool(u"gold"_s);
        call.setArgument(parameter,
                         call.decl().param(parameter)->array ? CimValue::strings({text})
                                                             : CimValue::string(text));
        QCOMPARE(call.problems().size(), 1);
        QCOMPARE(call.problems().first().parameter, parameter);
        QCOMPARE(m->ran(call).failure->cause, Cause::InvalidValue);
        QCOMPARE(m->system.count(u"Invoke CreatePool"_s), 0);
    }

    void CP_R10_theSameParentTwiceIsNotSent()
    {
        MethodCall call = createPool(u"gold"_s);
        const QList<CimPath> once = call.argument(u"ParentPools").toPaths();
        call.setArgument(u"ParentPools", CimValue::references(once + once));
        QCOMPARE(call.problems().size(), 1);
        QCOMPARE(call.problems().first().parameter, u"ParentPools"_s);
    }

    void CP_R11_typedAllocationSettingsAreTaken()
    {
        MethodCall call = createPool(u"gold"_s);
        CimInstance typed(
            *Schema::findClass(QString(Schema::virtualization), u"Msvm_ProcessorSettingData"));
        typed.set(u"Reservation", CimValue::uint64(1));
        call.setArgument(u"AllocationSettings", CimValue::strings({Embedded::toText(typed)}));
        QVERIFY(call.problems().isEmpty());
    }

    void CP_R22_nullBesideDoneIsLookedUpByTypeAndPoolId()
    {
        CimPath wanted;
        answer([&] {
            m->add(childPool(u"1"_s, u"silver"_s, 4));
            m->add(childPool(u"2"_s, u"gold"_s, 3));          // another type
            wanted = m->add(childPool(u"3"_s, u"GOLD"_s, 4)); // case is ignored
            return replied(0);
        });
        const JobRecord record = m->ran(createPool(u"gold"_s));
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, wanted);
    }

    void CP_R23_CP_R24_thePoolIsFoundThroughItsJob()
    {
        CimPath wanted;
        answer([&] {
            wanted = m->add(childPool(u"3"_s, u"renamed by the host"_s, 4));
            const CimPath job = m->add(
                made(Schema::virtualization, u"Msvm_ConcreteJob"_s,
                     {{u"InstanceID"_s, words(u"j"_s)}, {u"JobState"_s, CimValue::uint16(7)}}));
            CimInstance link = linked(Schema::virtualization, u"Msvm_AffectedJobElement"_s,
                                      u"AffectingElement"_s, job, u"AffectedElement"_s, wanted);
            link.set(u"ElementEffects", CimValue::uint16s({5}));
            m->add(link);
            return replied(4096, {{u"Job"_s, CimValue::reference(job)}});
        });
        const JobRecord record = m->ran(createPool(u"gold"_s));
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, wanted);
    }

    void CP_R29_aLostReplyLooksUpTypeAndPoolIdAndSendsNothing_data()
    {
        QTest::addColumn<bool>("done");
        QTest::newRow("done") << true;
        QTest::newRow("not done") << false;
    }
    void CP_R29_aLostReplyLooksUpTypeAndPoolIdAndSendsNothing()
    {
        QFETCH(bool, done);
        m->add(childPool(u"0"_s, u"gold"_s, 3));
        CimPath wanted;
        m->system.losesReplies = true;
        answer([&] {
            if (done)
                wanted = m->add(childPool(u"1"_s, u"gold"_s, 4));
            return replied(0);
        });
        const JobRecord record = m->ran(createPool(u"gold"_s));
        QCOMPARE(record.state, done ? State::Succeeded : State::Failed);
        QCOMPARE(record.result, wanted);
        if (!done)
            QCOMPARE(record.failure->cause, Cause::NotDone);
        QCOMPARE(m->system.count(u"Invoke CreatePool"_s), 1);
    }

    void CP_R25_aTakenNameIsDecoded()
    {
        answer([] { return replied(32788); });
        const JobRecord record = m->ran(createPool(u"gold"_s));
        QCOMPARE(record.failure->cause, Cause::Exists);
        QCOMPARE(record.failure->code, 32788u);
    }

    // Root pools

    void CRP_R1_theTypeIsSentAsText()
    {
        const MethodCall call = createRootPool(u"gold"_s, {});
        QCOMPARE(call.argument(u"ResourceType"), CimValue::string(u"17"_s));
        MethodCall wrong = call;
        wrong.setArgument(u"ResourceType", CimValue::uint16(17));
        QCOMPARE(wrong.problems().size(), 1);
        QCOMPARE(namesOf(createRootPool(u"gold"_s, {disk(u"d"_s).path()})),
                 (QStringList{u"ElementName"_s, u"HostResources"_s, u"ResourceType"_s}));
    }

    void CRP_R3_CRP_R15_CRP_R19_doneAtOnceNamesThePoolAndNoJob()
    {
        CimPath wanted;
        answer([&] {
            wanted = m->add(rootPool(u"1"_s, u"gold"_s));
            return replied(0, {{u"Pool"_s, CimValue::reference(wanted)}});
        });
        const JobRecord record = m->ran(createRootPool(u"gold"_s, {}));
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, wanted);
        QVERIFY(record.job.isEmpty());
    }

    void CRP_R3_CRP_R16_CRP_R17_CRP_R18_aNullPoolIsFoundThroughItsJob_data()
    {
        QTest::addColumn<bool>("told");
        QTest::newRow("Pool told") << true;
        QTest::newRow("Pool null") << false;
    }
    void CRP_R3_CRP_R16_CRP_R17_CRP_R18_aNullPoolIsFoundThroughItsJob()
    {
        QFETCH(bool, told);
        CimPath wanted;
        answer([&] {
            m->add(rootPool(u"0"_s, u"gold"_s)); // of somebody else: no guess by name
            wanted = m->add(rootPool(u"1"_s, u"gold"_s));
            const CimPath job = m->add(
                made(Schema::hypervCluster, u"Msvm_ConcreteJob"_s,
                     {{u"InstanceID"_s, words(u"j"_s)}, {u"JobState"_s, CimValue::uint16(7)}}));
            CimInstance link = linked(Schema::hypervCluster, u"Msvm_AffectedJobElement"_s,
                                      u"AffectingElement"_s, job, u"AffectedElement"_s, wanted);
            link.set(u"ElementEffects", CimValue::uint16s({5}));
            m->add(link);
            QList<std::pair<QString, CimValue>> outs{{u"Job"_s, CimValue::reference(job)}};
            if (told)
                outs.append({u"Pool"_s, CimValue::reference(wanted)});
            return replied(4096, outs);
        });
        const JobRecord record = m->ran(createRootPool(u"gold"_s, {}));
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, wanted);
        QVERIFY(!record.job.isEmpty());
    }

    void CRP_R17_withoutAnAnswerTheDevicesTellThePool()
    {
        const CimPath mine = m->add(disk(u"d1"_s)), other = m->add(disk(u"d2"_s));
        CimPath wanted;
        m->system.losesReplies = true;
        answer([&] {
            for (const CimPath &device : {other, mine}) {
                const CimPath pool = m->add(rootPool(device.key(u"DeviceID").toText(), u"gold"_s));
                m->add(linked(Schema::hypervCluster, u"CISTERN_ConcreteComponent"_s,
                              u"GroupComponent"_s, pool, u"PartComponent"_s, device));
                wanted = pool;
            }
            return replied(0);
        });
        const JobRecord record = m->ran(createRootPool(u"gold"_s, {mine}));
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, wanted);
    }

    // Pipes

    void PIPE_R1_theRequestHasNoJob()
    {
        const MethodCall call = createPipe({});
        QVERIFY(!call.decl().param(u"Job"));
        QCOMPARE(namesOf(call),
                 (QStringList{u"PipeElementName"_s, u"SourceSystem"_s, u"TargetSystem"_s}));
        MethodCall wrong = call;
        wrong.setArgument(u"Job", CimValue::reference(computer(u"a"_s)));
        QCOMPARE(wrong.problems().size(), 1);
    }

    void PIPE_R4_PIPE_R5_busyIsNotOfferedAndNoJobIsLookedFor_data()
    {
        QTest::addColumn<quint64>("code");
        QTest::newRow("4096") << quint64(4096);
        QTest::newRow("1") << quint64(1);
    }
    void PIPE_R4_PIPE_R5_busyIsNotOfferedAndNoJobIsLookedFor()
    {
        QFETCH(quint64, code);
        answer([&] { return replied(code); });
        const JobRecord record = m->ran(createPipe({}));
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.failure->cause, Cause::NotSupported);
        QVERIFY(record.job.isEmpty());
        m->clock.advance(300s);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyReplicationPipe"_s), 1);
        QCOMPARE(m->system.count(u"Enumerate MSISCSITARGET_ConcreteJob"_s), 0);
        QCOMPARE(m->system.count(u"Get MSISCSITARGET_ConcreteJob"_s), 0);
    }

    void PIPE_R14_PIPE_R31_anUnknownEndIsReadFromThePipesBetweenTheTwo_data()
    {
        QTest::addColumn<bool>("lost"); // the reply; otherwise it is 3
        QTest::addColumn<bool>("made");
        QTest::newRow("3, made") << false << true;
        QTest::newRow("3, not made") << false << false;
        QTest::newRow("lost, made") << true << true;
        QTest::newRow("lost, not made") << true << false;
    }
    void PIPE_R14_PIPE_R31_anUnknownEndIsReadFromThePipesBetweenTheTwo()
    {
        QFETCH(bool, lost);
        QFETCH(bool, made);
        CimPath wanted;
        m->system.losesReplies = lost;
        answer([&] {
            addPipe(u"p0"_s, u"iscsi01"_s, u"iscsi03"_s); // new as well, and between others
            if (made)
                wanted = addPipe(u"p1"_s, u"iscsi01"_s, u"iscsi02"_s);
            return replied(lost ? 0 : 3);
        });
        const JobRecord record = m->ran(createPipe({}));
        QCOMPARE(record.state, made ? State::Succeeded : State::Failed);
        QCOMPARE(record.result, wanted);
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyReplicationPipe"_s), 1);
    }

    void PIPE_R2_pipesThatAreSaidToBePartsOfEachOtherAreReadOnce()
    {
        const auto pipe = [](const QString &id) {
            return made(Schema::iscsiTarget, u"CISTERN_ReplicationPipe"_s,
                        {{u"InstanceID"_s, words(id)}})
                .path();
        };
        const auto partOf = [](const CimPath &whole, const CimPath &part) {
            return linked(Schema::iscsiTarget, u"MSISCSITARGET_NetworkPipeComposition"_s,
                          u"GroupComponent"_s, whole, u"PartComponent"_s, part);
        };
        const CimPath a = pipe(u"a"_s), b = pipe(u"b"_s);
        const CimPath end = endpoint(u"iscsi02"_s, u"e"_s).path();
        const WantedLinks wanted{.objectRole = u"Dependent"_s,
                                 .farRole = u"Antecedent"_s,
                                 .far = {end},
                                 .mode = WantedLinks::Mode::Exactly};
        const QList<CimInstance> links{partOf(a, b), partOf(b, a), partOf(b, b),
                                       linked(Schema::iscsiTarget,
                                              u"MSISCSITARGET_EndpointOfNetworkPipe"_s,
                                              u"Antecedent"_s, end, u"Dependent"_s, b)};
        QCOMPARE(linkedAmong(wanted, {a, b}, links), (QList<CimPath>{a, b}));
    }

    void PIPE_R21_PIPE_R22_createSendsNoPipeAndModifyItsPath()
    {
        QVERIFY(createPipe({}).argument(u"ReplicationPipe").isNull());
        const CimPath pipe = addPipe(u"p1"_s, u"iscsi01"_s, u"iscsi02"_s);
        answer([] { return replied(0); });
        MethodCall modify = m->call(Schema::iscsiTarget, u"CreateOrModifyReplicationPipe"_s);
        modify.setArgument(u"PipeElementName", words(u"new name"_s));
        modify.setArgument(u"ReplicationPipe", CimValue::reference(pipe));
        const JobRecord record = m->ran(modify);
        QCOMPARE(record.state, State::Succeeded);
        QCOMPARE(record.result, pipe);
    }

    void PIPE_R25_nullBesideDoneIsFoundByNameAndBothEnds()
    {
        CimPath wanted;
        answer([&] {
            addPipe(u"p0"_s, u"iscsi01"_s, u"iscsi03"_s);
            addPipe(u"p2"_s, u"iscsi01"_s, u"iscsi02"_s, u"another"_s);
            wanted = addPipe(u"p1"_s, u"iscsi01"_s, u"iscsi02"_s);
            return replied(0);
        });
        QCOMPARE(m->ran(createPipe({})).result, wanted);
    }

    void PIPE_R24_listsThatAreNotGivenAreNotSent()
    {
        MethodCall call = createPipe({});
        call.setArgument(u"SourceEndpoint", CimValue::null(CimType::Reference, true));
        QVERIFY(!namesOf(call).contains(u"SourceEndpoint"_s));
        QVERIFY(call.problems().isEmpty());
    }

private:
    static QStringList namesOf(const MethodCall &call)
    {
        QStringList names;
        for (const auto &[name, value] : call.arguments())
            names.append(name);
        return names;
    }
    void answer(const std::function<MethodReply()> &reply)
    {
        m->system.method = [reply](const QString &, const MethodReply &) -> Outcome<MethodReply> {
            return reply();
        };
    }
    static CimInstance childSettings(const QString &name)
    {
        return made(Schema::virtualization, u"Msvm_ResourcePoolSettingData"_s,
                    {{u"ElementName"_s, words(name)},
                     {u"ResourceType"_s, CimValue::uint16(4)},
                     {u"ResourceSubType"_s, words(u"Microsoft:Hyper-V:Memory"_s)}});
    }
    static CimInstance allocation()
    {
        return made(Schema::virtualization, u"Msvm_ResourceAllocationSettingData"_s,
                    {{u"Reservation"_s, CimValue::uint64(1)}});
    }
    MethodCall createPool(const QString &name) const
    {
        MethodCall call = m->call(Schema::virtualization, u"CreatePool"_s);
        call.setArgument(u"AllocationSettings",
                         CimValue::strings({Embedded::toText(allocation())}));
        call.setArgument(u"ParentPools",
                         CimValue::references({childPool(u"root"_s, u"root"_s, 4).path()}));
        call.setArgument(u"PoolSettings", CimValue::string(Embedded::toText(childSettings(name))));
        return call;
    }
    static CimInstance rootPool(const QString &id, const QString &name)
    {
        return made(Schema::hypervCluster, u"CISTERN_ResourcePool"_s,
                    {{u"InstanceID"_s, words(id)}, {u"ElementName"_s, words(name)}});
    }
    static CimInstance disk(const QString &id)
    {
        return made(Schema::hypervCluster, u"CISTERN_DiskDrive"_s,
                    {{u"SystemCreationClassName"_s, words(u"Msvm_ComputerSystem"_s)},
                     {u"SystemName"_s, words(u"N1"_s)},
                     {u"CreationClassName"_s, words(u"CISTERN_DiskDrive"_s)},
                     {u"DeviceID"_s, words(id)}});
    }
    MethodCall createRootPool(const QString &name, const QList<CimPath> &devices) const
    {
        MethodCall call = m->call(Schema::hypervCluster, u"CreateResourcePool"_s);
        call.setArgument(u"ResourceType", words(u"17"_s));
        call.setArgument(u"ElementName", words(name));
        call.setArgument(u"HostResources", CimValue::references(devices));
        return call;
    }
    MethodCall createPipe(const QList<CimPath> &endpoints) const
    {
        MethodCall call = m->call(Schema::iscsiTarget, u"CreateOrModifyReplicationPipe"_s);
        call.setArgument(u"TargetSystem", CimValue::reference(computer(u"iscsi02"_s)));
        call.setArgument(u"SourceSystem", CimValue::reference(computer(u"iscsi01"_s)));
        call.setArgument(u"PipeElementName", words(u"gold"_s));
        call.setArgument(u"SourceEndpoint", CimValue::references(endpoints));
        return call;
    }
    CimPath addPipe(const QString &id, const QString &source, const QString &target,
                    const QString &name = u"gold"_s)
    {
        const CimPath pipe = m->add(
            made(Schema::iscsiTarget, u"CISTERN_ReplicationPipe"_s,
                 {{u"InstanceID"_s, words(id)}, {u"ElementName"_s, words(name)}}));
        for (const QString &system : {source, target}) {
            const CimPath end = m->add(endpoint(system, id));
            m->add(linked(Schema::iscsiTarget, u"MSISCSITARGET_EndpointOfNetworkPipe"_s,
                          u"Antecedent"_s, end, u"Dependent"_s, pipe));
        }
        return pipe;
    }

    std::unique_ptr<Console> m;
};

QTEST_GUILESS_MAIN(TestMethodResults)
#include "tst_methodresults.moc"
