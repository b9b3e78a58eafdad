// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a local target brings in Root/Virtualization/V2: the pools of this host with their figures,
// their prototypes, the methods that its documents refuse, and embedded text on the wire.
#include "services/provider/hostfigures.h"
#include "services/wsman/soapxml.h"
#include "tests/support/jobcalls.h"
#include "tests/support/resourcecalls.h"

#include <QRegularExpression>
#include <QTest>
#include <QThread>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Resources::Disk;
using Resources::entry;
using Resources::Memory;
using Resources::Network;
using Resources::Processor;
using Schema::virtualization;

class tst_ChildPoolHost : public QObject
{
    Q_OBJECT

private slots:
    void theServiceIsHostedAndSaysWhatItDoes()
    {
        ProviderFixture at;
        const auto services = at.all(u"Msvm_ResourcePoolConfigurationService"_s, virtualization);
        QCOMPARE(services.size(), 1);
        const auto systems = at.all(u"Msvm_ComputerSystem"_s, virtualization);
        QCOMPARE(systems.size(), 1);
        QCOMPARE(systems[0].value(u"Name").toString(), at.text(at.system(), u"Name"));
        QVERIFY(systems[0].value(u"ProcessID").isNull());
        QCOMPARE(at.associated(services[0].path(), u"Msvm_HostedService"_s).value(0).path(),
                 systems[0].path());
        const auto told = at.associated(services[0].path(), u"Msvm_ElementCapabilities"_s);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].value(u"AsynchronousMethodsSupported").toUnsigneds(),
                 QList<quint64>{32768});
        QCOMPARE(told[0].value(u"SynchronousMethodsSupported").toUnsigneds(),
                 (QList<quint64>{32769, 32770, 32771}));
        for (const QString &method : {u"StartService"_s, u"StopService"_s})
            QCOMPARE(at.call(services[0].path(), method).code, 1u);
        QCOMPARE(at.call(services[0].path(), u"RequestStateChange"_s,
                         {{u"RequestedState"_s, CimValue::uint16(3)}})
                     .code,
                 1u);
    }

    void figuresAreThoseOfTheHost()
    {
        ProviderFixture at({.limit = 64 * MiB});
        QCOMPARE(at.all(u"CIM_ResourcePool"_s, virtualization).size(), 4);
        const auto capacity = [&at](Resources::Type type) {
            return Resources::capacity(at, Resources::primordial(at, type));
        };
        QCOMPARE(capacity(Processor),
                 quint64(QThread::idealThreadCount()) * Resources::oneProcessor);
        QCOMPARE(capacity(Memory), HostFigures::memory() / MiB);
        QCOMPARE(capacity(Disk), 64 * MiB);
        QCOMPARE(capacity(Network), quint64(HostFigures::networkPorts().size()));
        QCOMPARE(
            quint64(at.associated(Resources::primordial(at, Network), u"Msvm_ConcreteComponent"_s)
                        .size()),
            capacity(Network));
        // They are those of this moment.
        at.pool(u"iscsi"_s, 16 * MiB);
        QCOMPARE(capacity(Disk), 48 * MiB);
        at.addLocation(u"second"_s, 8 * MiB);
        QCOMPARE(capacity(Disk), 56 * MiB);
    }

    void primordialPoolsAreWhole_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("className");
        QTest::addColumn<QString>("settingClass");
        QTest::addColumn<QString>("unit");
        QTest::newRow("processors") << int(Processor) << u"Msvm_ProcessorPool"_s
                                    << u"Msvm_ProcessorSettingData"_s << u"percent / 1000"_s;
        QTest::newRow("memory") << int(Memory) << u"Msvm_ResourcePool"_s
                                << u"Msvm_MemorySettingData"_s << u"byte * 2^20"_s;
        QTest::newRow("disks") << int(Disk) << u"Msvm_ResourcePool"_s
                               << u"Msvm_StorageAllocationSettingData"_s << u"byte"_s;
        QTest::newRow("network") << int(Network) << u"Msvm_ResourcePool"_s
                                 << u"Msvm_EthernetPortAllocationSettingData"_s << u"count"_s;
    }

    void primordialPoolsAreWhole()
    {
        QFETCH(int, type);
        QFETCH(QString, className);
        QFETCH(QString, settingClass);
        QFETCH(QString, unit);
        ProviderFixture at;
        const CimPath path = Resources::primordial(at, Resources::Type(type));
        const CimInstance pool = at.get(path).value();
        QCOMPARE(pool.className(), className);
        QCOMPARE(pool.value(u"PoolID").toString(), QString());
        QVERIFY(pool.value(u"InstanceID").toString().startsWith("Microsoft:"_L1));
        QCOMPARE(pool.value(u"AllocationUnits").toString(), unit);
        QCOMPARE(pool.value(u"Reserved").toUnsigned(), std::optional(quint64(0)));
        QCOMPARE(at.associated(path, u"Msvm_HostedResourcePool"_s).size(), 1);
        QCOMPARE(at.associated(path, u"Msvm_SettingsDefineState"_s).size(), 1);
        const auto capabilities = at.associated(path, u"Msvm_ElementCapabilities"_s);
        QCOMPARE(capabilities.size(), 1);
        QMap<QString, CimInstance> prototypes;
        for (const CimInstance &link :
             at.links(capabilities[0].path(), u"Msvm_SettingsDefineCapabilities"_s)) {
            const QString role = u"%1/%2"_s.arg(link.value(u"ValueRole").toText(),
                                                link.value(u"ValueRange").toText());
            prototypes.insert(role, at.get(*link.value(u"PartComponent").toPath()).value());
        }
        QCOMPARE(prototypes.keys(), (QStringList{u"0/0"_s, u"3/1"_s, u"3/2"_s, u"3/3"_s}));
        for (const CimInstance &prototype : std::as_const(prototypes)) {
            QCOMPARE(prototype.className(), settingClass);
            QCOMPARE(prototype.value(u"ResourceSubType"), pool.value(u"ResourceSubType"));
        }
        QCOMPARE(prototypes[u"3/2"_s].value(u"Limit"), pool.value(u"Capacity"));
        // A client that starts from the default prototype gets a pool.
        CimInstance told = prototypes[u"0/0"_s];
        told.set(u"InstanceID", words(QString()));
        QCOMPARE(Resources::create(
                     at,
                     Resources::creation(Resources::settings(Resources::Type(type), u"x"_s), {path},
                                         {told}))
                     .code,
                 4096u);
    }

    void theStateOfAStoreOutlivesARestart()
    {
        ProviderFixture at;
        Resources::announce(at, {}, {32768});
        const CimPath memory = Resources::primordial(at, Memory);
        at.restart();
        QCOMPARE(Resources::primordial(at, Memory), memory);
        QCOMPARE(at.call(Resources::service(at), u"CreatePool"_s,
                         Resources::creation(Resources::settings(Memory, u"x"_s), {memory},
                                             {entry(Memory)}))
                     .code,
                 0u);
    }

    void jobsAnswerAsTheirDocumentsSay()
    {
        ProviderFixture at;
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Hold);
        const CimPath root = Resources::primordial(at, Memory);
        const CimPath job = at.call(Resources::service(at), u"CreatePool"_s,
                                    Resources::creation(Resources::settings(Memory, u"x"_s), {root},
                                                        {entry(Memory)}))
                                .path(u"Job");
        QVERIFY(at.waitForState(job, Jobs::Starting));
        QCOMPARE(at.call(job, u"KillJob"_s, {{u"DeleteOnKill"_s, CimValue::boolean(true)}}).code,
                 1u);
        QCOMPARE(at.call(job, u"GetErrorEx"_s).code, 0u);
        QVERIFY(at.call(job, u"GetErrorEx"_s).reply.out(u"Errors").isNull());
        QCOMPARE(Jobs::request(at, job, Jobs::Terminate), 4096u);
        at.faults().set(FaultPoints::Step::Begin, FaultPoints::Act::Pass);
        QVERIFY(at.waitForState(job, Jobs::Terminated));
        QCOMPARE(Jobs::request(at, job, Jobs::Terminate), 4097u);
        const auto errors = at.call(job, u"GetErrorEx"_s).reply.out(u"Errors").toStrings();
        QCOMPARE(errors.size(), 1);
        QCOMPARE(at.call(job, u"GetError"_s).reply.out(u"Error").toString(), errors[0]);
        QVERIFY(errors[0].contains("CLASSNAME=\"Msvm_Error\""_L1));
        QVERIFY2(Jobs::put(at, job, u"DeleteOnCompletion"_s, CimValue::boolean(false)),
                 "nothing of such a job is written by clients");
        QVERIFY(Resources::children(at).isEmpty());
    }

    // CP.R4: escaped or as CDATA, the wire hands the same text over.
    void CP_R4_theWireHandsEmbeddedTextOver_data()
    {
        QTest::addColumn<bool>("cdata");
        QTest::newRow("escaped") << false;
        QTest::newRow("CDATA") << true;
    }

    void CP_R4_theWireHandsEmbeddedTextOver()
    {
        QFETCH(bool, cdata);
        ProviderFixture at;
        const CimValue settings = Resources::text(Resources::settings(Memory, u"a <b> & \"c\""_s));
        Envelope request;
        request.to = u"http://localhost/wsman"_s;
        request.messageId = u"uuid:1"_s;
        request.target = Resources::service(at);
        request.body = Wsman::Invoke{
            u"CreatePool"_s,
            {{u"PoolSettings"_s, settings},
             {u"ParentPools"_s, CimValue::references({Resources::primordial(at, Memory)})},
             {u"AllocationSettings"_s, Resources::texts({entry(Memory, {.reservation = 3})})}}};
        QByteArray bytes = writeEnvelope(request);
        if (cdata) {
            const QRegularExpression content(u"(PoolSettings[^>]*>)[^<]+(</)"_s);
            QString text = QString::fromUtf8(bytes);
            const auto match = content.match(text);
            QVERIFY(match.hasMatch());
            text.replace(match.capturedStart(), match.capturedLength(),
                         match.captured(1) + u"<![CDATA["_s + settings.toString() + u"]]>"_s
                             + match.captured(2));
            bytes = text.toUtf8();
        }
        const RequestRead read = readRequest(bytes);
        QVERIFY(!read.fault);
        const auto result = at.finished(
            ProviderFixture::resultOf(at.send(read.envelope.body, read.envelope.target)));
        QCOMPARE(result.code, 4096u);
        QCOMPARE(at.text(result.path(u"Pool"), u"PoolID"), u"a <b> & \"c\""_s);
    }
};

QTEST_GUILESS_MAIN(tst_ChildPoolHost)
#include "tst_childpoolhost.moc"
