// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is known of root pools before anything is sent: the calls, and all that stands in their way.

#include "models/rootpoolcall.h"
#include "services/schema/render.h"
#include "tests/support/clusterobjects.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint16 processor = 3, drive = 17, disk = 31;

bool saysAbout(const QList<RootPool::Problem> &problems, const QString &parameter, bool blocks)
{
    return std::any_of(problems.begin(), problems.end(), [&](const RootPool::Problem &problem) {
        return problem.parameter == parameter && problem.blocks == blocks
            && !problem.text.isEmpty();
    });
}
} // namespace

class TestRootPoolCall : public QObject
{
    Q_OBJECT

private slots:
    void nodesHoldTheirDevices();
    void CRP_R1_theTypeIsSentAsAString();
    void CRP_R2_aRootPoolHasNoParent();
    void CRP_R6_aBlankNameIsSentAsNull();
    void CRP_R7_namesThatAreRefused_data();
    void CRP_R7_namesThatAreRefused();
    void CRP_R8_noDevicesIsAHintOnly();
    void CRP_R9_devicesAreThoseOfTheSameSystem();
    void CRP_R10_devicesAreOfOneType();
    void CRP_R10_theNearestBaseClassIsTheType_data();
    void CRP_R10_theNearestBaseClassIsTheType();
    void CRP_R11_typesAreThoseOfTheValueMap();
    void CRP_R12_theFirstDeviceSetsTheType();
    void CRP_R13_onlyDecimalCodesAreSent();
    void CRP_R14_devicesThatCannotBeChosen();
    void membersAreAddedAndRemoved();
    void membersThatAreNeededStay();
    void whatIsNotOfferedIsNotOffered();
    void aCallIsReadBack();
    void callsAreCommandsOfOurOwn();
};

void TestRootPoolCall::nodesHoldTheirDevices()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    QCOMPARE(facts.service(), cluster.service);
    QCOMPARE(facts.nodes().size(), 3);
    QCOMPARE(facts.nodes().at(0).name, u"hvn1"_s);
    QCOMPARE(facts.nodes().at(0).devices.size(), 5);
    QCOMPARE(facts.nodes().at(1).devices.size(), 2);
    QVERIFY(facts.nodes().at(2).away);
    const DeviceFacts *taken = facts.device(cluster.path(u"d3"_s));
    QVERIFY(taken);
    QVERIFY(!taken->isFree());
    QCOMPARE(facts.nameOf(taken->pool), u"sql-root"_s);
    QCOMPARE(taken->bytes, std::optional<quint64>(4'000'797'868'000));
    QCOMPARE(QByteArray(facts.device(cluster.path(u"d5"_s))->status), "Predictive Failure");
    QCOMPARE(facts.device(cluster.path(u"cpu0"_s))->speed, std::optional<quint64>(2'400'000'000));
}

void TestRootPoolCall::CRP_R1_theTypeIsSentAsAString()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    const MethodCall call = RootPool::create(
        cluster.service, {.name = u"gold"_s, .type = disk, .devices = {}}, facts);
    QCOMPARE(call.argument(u"ResourceType"), CimValue::string(u"31"_s));
    QCOMPARE(call.target(), cluster.service);
    QVERIFY(call.problems().isEmpty());
    QStringList order;
    for (const ParamDecl &param : call.decl().params)
        order.append(param.name);
    QCOMPARE(order,
             (QStringList{u"ElementName"_s, u"HostResources"_s, u"ResourceType"_s, u"Pool"_s,
                          u"Job"_s}));
}

void TestRootPoolCall::CRP_R2_aRootPoolHasNoParent()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    const MethodCall call = RootPool::create(
        cluster.service, {.name = {}, .type = {}, .devices = {cluster.path(u"d1"_s)}}, facts);
    QStringList names;
    for (const auto &[name, value] : call.arguments())
        names.append(name);
    QCOMPARE(names, (QStringList{u"HostResources"_s, u"ResourceType"_s}));
}

void TestRootPoolCall::CRP_R6_aBlankNameIsSentAsNull()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    const RootPool::Plan plan{.name = {}, .type = drive, .devices = {}};
    QVERIFY(RootPool::create(cluster.service, plan, facts).argument(u"ElementName").isNull());
    QVERIFY(!RootPool::blocks(RootPool::problems(plan, facts)));
}

void TestRootPoolCall::CRP_R7_namesThatAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("said");
    QTest::addColumn<bool>("blocked");
    QTest::newRow("plain") << u"gold"_s << false << false;
    QTest::newRow("blank") << u"  "_s << true << true;
    QTest::newRow("256") << QString(256, u'x') << false << false;
    QTest::newRow("257") << QString(257, u'x') << true << true;
    QTest::newRow("taken") << u"SQL-root"_s << true << false;
}

void TestRootPoolCall::CRP_R7_namesThatAreRefused()
{
    QFETCH(QString, name);
    QFETCH(bool, said);
    QFETCH(bool, blocked);
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    const auto found = RootPool::problems(
        {.name = name, .type = drive, .devices = {cluster.path(u"d1"_s)}}, facts);
    QCOMPARE(found.isEmpty(), !said);
    QCOMPARE(RootPool::blocks(found), blocked);
    if (said)
        QVERIFY(saysAbout(found, u"ElementName"_s, blocked));
}

void TestRootPoolCall::CRP_R8_noDevicesIsAHintOnly()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    const auto open = RootPool::problems({.name = {}, .type = {}, .devices = {}}, facts);
    QVERIFY(saysAbout(open, u"ResourceType"_s, true));
    const RootPool::Plan plan{.name = {}, .type = processor, .devices = {}};
    const auto typed = RootPool::problems(plan, facts);
    QVERIFY(!RootPool::blocks(typed));
    QVERIFY(saysAbout(typed, u"HostResources"_s, false));
    QVERIFY(RootPool::create(cluster.service, plan, facts).argument(u"HostResources").isNull());
    QCOMPARE(RootPool::capacityOf({}, processor, facts), quint64(0));
}

void TestRootPoolCall::CRP_R9_devicesAreThoseOfTheSameSystem()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    const RootPool::Plan plan{
        .name = {}, .type = {}, .devices = {cluster.path(u"d1"_s), cluster.path(u"d4"_s)}};
    QVERIFY(RootPool::problems(plan, facts).isEmpty());
    QCOMPARE(RootPool::create(cluster.service, plan, facts).argument(u"HostResources").toPaths(),
             plan.devices);
    QCOMPARE(RootPool::capacityOf(plan.devices, drive, facts), quint64(2 * 4'000'797'868'000));
    const CimPath foreign =
        cluster.device(u"CISTERN_DiskDrive"_s, u"other"_s, u"d1"_s, u"PhysicalDrive1"_s).path();
    QVERIFY(saysAbout(RootPool::problems({.name = {}, .type = drive, .devices = {foreign}}, facts),
                      u"HostResources"_s, true));
}

void TestRootPoolCall::CRP_R10_devicesAreOfOneType()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    const auto found = RootPool::problems(
        {.name = {}, .type = {}, .devices = {cluster.path(u"d1"_s), cluster.path(u"cpu0"_s)}},
        facts);
    QVERIFY(saysAbout(found, u"HostResources"_s, true));
    const QString why = RootPool::refusal(*facts.device(cluster.path(u"cpu0"_s)), drive, facts);
    QVERIFY2(why.contains(u"Disk Drive"_s), qPrintable(why));
    QVERIFY(RootPool::refusal(*facts.device(cluster.path(u"d2"_s)), drive, facts).isEmpty());
}

void TestRootPoolCall::CRP_R10_theNearestBaseClassIsTheType_data()
{
    QTest::addColumn<QString>("className");
    QTest::addColumn<quint16>("type");
    QTest::newRow("processor") << u"CISTERN_Processor"_s << quint16(3);
    QTest::newRow("memory is an extent too") << u"CISTERN_Memory"_s << quint16(4);
    QTest::newRow("fibre channel") << u"CISTERN_FCPort"_s << quint16(7);
    QTest::newRow("ethernet") << u"CISTERN_EthernetPort"_s << quint16(10);
    QTest::newRow("drive") << u"CISTERN_DiskDrive"_s << quint16(17);
    QTest::newRow("extent") << u"CISTERN_StorageExtent"_s << quint16(19);
    QTest::newRow("disk is an extent too") << u"CISTERN_LogicalDisk"_s << quint16(31);
    QTest::newRow("nobody knows it") << u"ACME_Widget"_s << quint16(1);
}

void TestRootPoolCall::CRP_R10_theNearestBaseClassIsTheType()
{
    QFETCH(QString, className);
    QFETCH(quint16, type);
    const ClassDecl *decl = Schema::findClass(QString(Schema::hypervCluster), className);
    QCOMPARE(ClusterFacts::typeOf(decl ? CimInstance(*decl) : CimInstance(className)), type);
}

void TestRootPoolCall::CRP_R11_typesAreThoseOfTheValueMap()
{
    const auto types = ClusterFacts::types();
    QCOMPARE(types.size(), size_t(33));
    QCOMPARE(types.front().first, 1u);
    QCOMPARE(types.back().first, 33u);
    QCOMPARE(ClusterFacts::typeName(31), u"Logical Disk"_s);
}

void TestRootPoolCall::CRP_R12_theFirstDeviceSetsTheType()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    const RootPool::Plan open{.name = {}, .type = {}, .devices = {cluster.path(u"cpu1"_s)}};
    QCOMPARE(RootPool::typeOf(open, facts), std::optional(processor));
    QCOMPARE(RootPool::create(cluster.service, open, facts).argument(u"ResourceType").toString(),
             u"3"_s);
    QVERIFY(saysAbout(
        RootPool::problems({.name = {}, .type = disk, .devices = {cluster.path(u"cpu1"_s)}}, facts),
        u"HostResources"_s, true));
}

void TestRootPoolCall::CRP_R13_onlyDecimalCodesAreSent()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    for (const CodeName &code : ClusterFacts::types()) {
        const RootPool::Plan plan{.name = {}, .type = quint16(code.first), .devices = {}};
        QVERIFY(!RootPool::blocks(RootPool::problems(plan, facts)));
        QCOMPARE(
            RootPool::create(cluster.service, plan, facts).argument(u"ResourceType").toString(),
            QString::number(code.first));
    }
    for (const quint16 type : {quint16(0), quint16(34), quint16(32768), quint16(65535)}) {
        QVERIFY(saysAbout(RootPool::problems({.name = {}, .type = type, .devices = {}}, facts),
                          u"ResourceType"_s, true));
    }
}

void TestRootPoolCall::CRP_R14_devicesThatCannotBeChosen()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    const QString parameter = u"HostResources"_s;
    const auto problems = [&](const QList<CimPath> &devices) {
        return RootPool::problems({.name = {}, .type = drive, .devices = devices}, facts);
    };
    QVERIFY(saysAbout(problems({cluster.path(u"d3"_s)}), parameter, true)); // in another pool
    QVERIFY(saysAbout(problems({cluster.path(u"d6"_s)}), parameter, true)); // its node is away
    QVERIFY(saysAbout(problems({cluster.path(u"d1"_s), cluster.path(u"d1"_s)}), parameter, true));
    QVERIFY(saysAbout(problems({cluster.service}), parameter, true)); // no device
    QVERIFY(problems({cluster.path(u"d1"_s)}).isEmpty());
    QVERIFY(RootPool::refusal(*facts.device(cluster.path(u"d3"_s)), drive, facts)
                .contains(u"sql-root"_s));
    // Of the pool that is being changed they are free to stay.
    const CimPath owner = facts.device(cluster.path(u"d3"_s))->pool;
    QVERIFY(RootPool::refusal(*facts.device(cluster.path(u"d3"_s)), drive, facts, owner).isEmpty());
}

void TestRootPoolCall::membersAreAddedAndRemoved()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    const CimPath pool = facts.pools().first().path;
    QVERIFY(RootPool::change(pool, {cluster.path(u"d3"_s)}, facts).isEmpty());
    const QList<CimPath> members{cluster.path(u"d1"_s), cluster.path(u"d4"_s)};
    const QList<MethodCall> calls = RootPool::change(pool, members, facts);
    QCOMPARE(calls.size(), 2);
    QCOMPARE(calls.at(0).decl().name, "AddResourcesToResourcePool"_L1);
    QCOMPARE(calls.at(0).argument(u"HostResources").toPaths(), members);
    QCOMPARE(calls.at(1).decl().name, "RemoveResourcesFromResourcePool"_L1);
    QCOMPARE(calls.at(1).argument(u"HostResources").toPaths(),
             QList<CimPath>{cluster.path(u"d3"_s)});
    for (const MethodCall &call : calls) {
        QVERIFY(call.problems().isEmpty());
        QCOMPARE(*call.argument(u"Pool").toPath(), pool);
    }
    QVERIFY(RootPool::memberProblems(pool, members, facts).isEmpty());
    QVERIFY(RootPool::blocks(
        RootPool::memberProblems(pool, {cluster.path(u"cpu0"_s)}, facts))); // another type
    QVERIFY(RootPool::destroy(cluster.service, pool).problems().isEmpty());
}

void TestRootPoolCall::membersThatAreNeededStay()
{
    ClusterObjects cluster;
    const CimPath pool = cluster.addPool(u"busy"_s, u"busy"_s, drive,
                                         {cluster.path(u"d1"_s), cluster.path(u"d2"_s)});
    cluster.objects.last().set(u"Reserved", CimValue::uint64(5'000'000'000'000));
    const ClusterFacts facts(cluster.objects, cluster.links);
    QVERIFY(saysAbout(RootPool::memberProblems(pool, {cluster.path(u"d1"_s)}, facts),
                      u"HostResources"_s, true));
    // One for another leaves enough.
    QVERIFY(RootPool::memberProblems(pool, {cluster.path(u"d1"_s), cluster.path(u"d4"_s)}, facts)
                .isEmpty());
}

void TestRootPoolCall::whatIsNotOfferedIsNotOffered()
{
    ClusterObjects cluster;
    QVERIFY(ClusterFacts(cluster.objects, cluster.links).offers(ClusterFacts::CreateRootPool));
    for (CimInstance &object : cluster.objects) {
        if (object.has(u"AsynchronousMethodsSupported"))
            object.set(u"AsynchronousMethodsSupported",
                       CimValue::array(CimType::UInt32, {CimValue::uint32(4)}));
    }
    const ClusterFacts facts(cluster.objects, cluster.links);
    QVERIFY(!facts.offers(ClusterFacts::CreateRootPool));
    QVERIFY(facts.offers(ClusterFacts::DeletePool));
    QVERIFY(!ClusterFacts(QList<CimInstance>(), QList<CimInstance>())
                 .offers(ClusterFacts::DeletePool)); // no service at all
}

void TestRootPoolCall::aCallIsReadBack()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    const RootPool::Plan plan{.name = u"<b>&"_s, .type = drive, .devices = {cluster.path(u"d1"_s)}};
    QCOMPARE(RootPool::planOf(RootPool::create(cluster.service, plan, facts)), plan);
}

void TestRootPoolCall::callsAreCommandsOfOurOwn()
{
    const ClusterObjects cluster;
    const ClusterFacts facts(cluster.objects, cluster.links);
    const Render::System here{.id = u"local"_s, .url = {}, .user = {}};
    const CimPath pool = facts.pools().first().path;
    const QList<CimPath> devices{cluster.path(u"d1"_s), cluster.path(u"d2"_s)};
    const QString made = Render::wizardCommand(
        RootPool::create(cluster.service, {.name = u"gold"_s, .type = {}, .devices = devices},
                         facts),
        here);
    QVERIFY2(made.startsWith(u"cistern-cli root-pool create --name gold --device "_s),
             qPrintable(made));
    QCOMPARE(made.count(u"--device"_s), 2);
    QVERIFY2(made.contains(u"--type 17"_s), qPrintable(made));
    for (const auto &[call, words] :
         {std::pair(RootPool::add(cluster.service, pool, devices), u"root-pool add "_s),
          std::pair(RootPool::remove(cluster.service, pool, devices), u"root-pool remove "_s),
          std::pair(RootPool::destroy(cluster.service, pool), u"root-pool delete "_s)}) {
        const QString text = Render::wizardCommand(call, here);
        QVERIFY2(text.startsWith(u"cistern-cli "_s + words), qPrintable(text));
        QVERIFY(text.contains(pool.key(u"InstanceID").toString()));
    }
}

QTEST_GUILESS_MAIN(TestRootPoolCall)
#include "tst_rootpoolcall.moc"
