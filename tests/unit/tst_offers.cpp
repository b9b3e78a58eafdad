// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a system announces decides what can be done there, and every "no" has a reason: not
// connected, not installed, no service, stopped, not announced.

#include "models/offers.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "tests/support/fakesystem.h"
#include "tests/support/manualclock.h"
#include "ui/text/offertext.h"

#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestOffers : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void everyDeedStandsInTheSchema();
    void everyDeedHasASentence_data();
    void everyDeedHasASentence();
    void SP_R39_anActionInNeitherListIsDisabledWithTheReason_data()
    {
        actions(Schema::iscsiTarget);
    }
    void SP_R39_anActionInNeitherListIsDisabledWithTheReason() { listedOrNot(); }
    void CP_R27_aMethodInNeitherListIsDisabledWithTheReason_data()
    {
        actions(Schema::virtualization);
    }
    void CP_R27_aMethodInNeitherListIsDisabledWithTheReason() { listedOrNot(); }
    void CRP_R22_aMethodInNeitherListIsDisabledWithTheReason_data()
    {
        actions(Schema::hypervCluster);
    }
    void CRP_R22_aMethodInNeitherListIsDisabledWithTheReason() { listedOrNot(); }
    void PIPE_R30_withoutActionNineThereAreNoPipes();
    void CP_R30_withoutTheNamespaceHyperVIsNotInstalled();
    void CRP_R25_withoutNamespaceOrServiceThereAreNoClusterPools();
    void PIPE_R32_withoutTheNamespaceTheTargetIsNotInstalled();
    void SP_R40_withoutTheServiceThereAreNoStoragePools();
    void nothingIsOfferedOfWhatIsOnlyRemembered();
    void aStoppedServiceSaysSo();
    void onlyForeignSystemsMayBeTriedAnyway();
    void aSystemThatTellsNoCapabilitiesIsAsked();
    void featuresCountBesidesTheAction();
    void pipesAreDeletedWhereTheProductIsOurs();
    void whatIsNotConnectedOffersNothing();
    void anyMethodNeedsItsService();

private:
    struct World
    {
        World()
            : book(folder.filePath(u"systems.json"_s))
            , connections(
                  book,
                  [this](const ConnectionSpec &, const Secret &) { return system.transport(); },
                  [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); },
                  clock)
        {}
        QTemporaryDir folder;
        ManualClock clock;
        FakeSystem system;
        SystemBook book;
        Connections connections;
        Inventory inventory;
    };
    void actions(QLatin1StringView nameSpace);
    void listedOrNot();
    void connectTo(const QString &id);
    void read(const QString &id);
    CimInstance service(QLatin1StringView nameSpace);
    static CimInstance capabilities(QLatin1StringView nameSpace, const QString &className,
                                    const QString &list, const QList<quint32> &actions);
    Offer offer(Deed deed, const QString &id = QString(localSystemId)) const
    {
        return Offers(m->inventory, m->connections, id).of(deed);
    }

    std::unique_ptr<World> m;
    QList<CimInstance> m_objects;
};

void TestOffers::init()
{
    m = std::make_unique<World>();
    m->inventory.setSystems({{QString(localSystemId), u"This computer"_s}, {u"far"_s, u"far"_s}},
                            {});
    m_objects.clear();
    connectTo(QString(localSystemId));
}

void TestOffers::connectTo(const QString &id)
{
    m->connections.open(id);
    QTRY_VERIFY(m->connections.connection(id));
}

void TestOffers::read(const QString &id)
{
    m->inventory.setObjects(id, m_objects, {}, m->clock.now());
}

CimInstance TestOffers::service(QLatin1StringView nameSpace)
{
    const QString name = nameSpace == Schema::iscsiTarget
        ? u"MSISCSITARGET_StorageConfigurationService"_s
        : nameSpace == Schema::virtualization ? u"Msvm_ResourcePoolConfigurationService"_s
                                              : u"CISTERN_ResourcePoolConfigurationService"_s;
    CimInstance made(*Schema::findClass(QString(nameSpace), name));
    for (const auto &key :
         {u"SystemCreationClassName"_s, u"SystemName"_s, u"CreationClassName"_s, u"Name"_s})
        made.set(key, CimValue::string(key == "CreationClassName"_L1 ? name : u"a"_s));
    return made;
}

CimInstance TestOffers::capabilities(QLatin1StringView nameSpace, const QString &className,
                                     const QString &list, const QList<quint32> &actions)
{
    const ClassDecl *decl = Schema::findClass(QString(nameSpace), className);
    CimInstance made(*decl);
    made.set(u"InstanceID", CimValue::string(className));
    const CimType type = decl->properties[size_t(decl->indexOf(list))].type;
    QList<CimValue> numbers;
    for (const quint32 action : actions)
        numbers.append(CimValue::ofUnsigned(type, action));
    made.set(list, CimValue::array(type, numbers));
    return made;
}

void TestOffers::everyDeedStandsInTheSchema()
{
    for (const DeedRow &row : deeds()) {
        QVERIFY(!row.serviceClass.isEmpty());
        if (row.method.isEmpty())
            continue;
        bool found = false;
        for (const MethodDecl *method : Schema::methods())
            found = found || (method->name == row.method && method->nameSpace == row.nameSpace);
        QVERIFY2(found, row.method.data());
    }
}

void TestOffers::everyDeedHasASentence_data()
{
    QTest::addColumn<int>("deed");
    for (const DeedRow &row : deeds())
        QTest::addRow("%d %s", int(row.deed), row.method.data()) << int(row.deed);
}

void TestOffers::everyDeedHasASentence()
{
    QFETCH(int, deed);
    QSet<QString> sentences;
    for (const Obstacle obstacle :
         {Obstacle::NotConnected, Obstacle::NotRead, Obstacle::NotInstalled, Obstacle::NoService,
          Obstacle::ServiceStopped, Obstacle::NotAnnounced, Obstacle::NoMethod}) {
        const QString text = obstacleText({.deed = Deed(deed), .obstacle = obstacle});
        QVERIFY2(text.endsWith(u'.'), qPrintable(text));
        QVERIFY2(!sentences.contains(text), qPrintable(text));
        sentences.insert(text);
    }
    QVERIFY(obstacleText({.deed = Deed(deed)}).isEmpty());
}

void TestOffers::actions(QLatin1StringView nameSpace)
{
    QTest::addColumn<int>("deed");
    QTest::addColumn<QString>("list");
    const bool storage = nameSpace == Schema::iscsiTarget;
    const QStringList lists = storage
        ? QStringList{u"SupportedAsynchronousActions"_s, u"SupportedSynchronousActions"_s}
        : QStringList{u"AsynchronousMethodsSupported"_s, u"SynchronousMethodsSupported"_s};
    for (const DeedRow &row : deeds()) {
        if (row.nameSpace != nameSpace || row.action == 0 || row.announced || row.featureId > 0)
            continue;
        for (const QString &list : lists)
            QTest::addRow("%s %u %s", row.method.data(), row.action, qPrintable(list))
                << int(row.deed) << list;
    }
}

void TestOffers::listedOrNot()
{
    QFETCH(int, deed);
    QFETCH(QString, list);
    const DeedRow &row = deedRow(Deed(deed));
    const QString className = row.nameSpace == Schema::iscsiTarget
        ? u"MSISCSITARGET_StorageConfigurationCapabilities"_s
        : row.nameSpace == Schema::virtualization
        ? u"Msvm_ResourcePoolConfigurationCapabilities"_s
        : u"CISTERN_ResourcePoolConfigurationCapabilities"_s;
    m_objects = {service(row.nameSpace),
                 capabilities(row.nameSpace, className, list, {row.action})};
    read(QString(localSystemId));
    QVERIFY(offer(row.deed).works());
    // Every other number is another deed.
    QList<quint32> others;
    for (quint32 number = 2; number < 8; ++number)
        others << number << 32766 + number;
    others.removeAll(row.action);
    m_objects.last() = capabilities(row.nameSpace, className, list, others);
    read(QString(localSystemId));
    QCOMPARE(offer(row.deed).obstacle, Obstacle::NotAnnounced);
    QVERIFY(obstacleText(offer(row.deed)).startsWith(u"This system "_s));
}

void TestOffers::PIPE_R30_withoutActionNineThereAreNoPipes()
{
    const auto announce = [this](const QList<quint32> &actions) {
        m_objects = {service(Schema::iscsiTarget),
                     capabilities(Schema::iscsiTarget,
                                  u"MSISCSITARGET_StorageReplicationCapabilities"_s,
                                  u"SupportedSynchronousActions"_s, actions)};
        read(QString(localSystemId));
    };
    announce({9});
    QVERIFY(offer(Deed::CreatePipe).works());
    announce({2, 8, 10});
    QCOMPARE(offer(Deed::CreatePipe).obstacle, Obstacle::NotAnnounced);
    QCOMPARE(obstacleText(offer(Deed::CreatePipe)),
             u"This system does not offer replication pipes."_s);
    // Replication is an option: who says nothing of it does not have it.
    m_objects.removeLast();
    read(QString(localSystemId));
    QCOMPARE(offer(Deed::CreatePipe).obstacle, Obstacle::NotAnnounced);
}

void TestOffers::CP_R30_withoutTheNamespaceHyperVIsNotInstalled()
{
    m_objects = {service(Schema::iscsiTarget)};
    read(QString(localSystemId));
    m->inventory.setLacking(QString(localSystemId), {QString(Schema::virtualization)});
    QCOMPARE(offer(Deed::CreateChildPool).obstacle, Obstacle::NotInstalled);
    QCOMPARE(obstacleText(offer(Deed::CreateChildPool)),
             u"Hyper-V is not installed on this system."_s);
    QVERIFY(offer(Deed::CreatePool).works());
}

void TestOffers::CRP_R25_withoutNamespaceOrServiceThereAreNoClusterPools()
{
    m_objects = {service(Schema::iscsiTarget)};
    read(QString(localSystemId));
    QCOMPARE(offer(Deed::CreateRootPool).obstacle, Obstacle::NoService);
    QCOMPARE(obstacleText(offer(Deed::CreateRootPool)),
             u"This system has no service for cluster pools."_s);
    m->inventory.setLacking(QString(localSystemId), {QString(Schema::hypervCluster)});
    QCOMPARE(offer(Deed::CreateRootPool).obstacle, Obstacle::NotInstalled);
    QCOMPARE(obstacleText(offer(Deed::CreateRootPool)),
             u"Hyper-V clustering is not installed on this system."_s);
}

void TestOffers::PIPE_R32_withoutTheNamespaceTheTargetIsNotInstalled()
{
    read(QString(localSystemId));
    m->inventory.setLacking(QString(localSystemId), {QString(Schema::iscsiTarget)});
    QCOMPARE(offer(Deed::CreatePipe).obstacle, Obstacle::NotInstalled);
    QCOMPARE(obstacleText(offer(Deed::CreatePipe)),
             u"The iSCSI target is not installed on this system."_s);
    QVERIFY(!offer(Deed::CreatePipe).mayTry());
}

void TestOffers::SP_R40_withoutTheServiceThereAreNoStoragePools()
{
    QCOMPARE(offer(Deed::CreatePool).obstacle, Obstacle::NotRead);
    CimInstance computer(
        *Schema::findClass(QString(Schema::iscsiTarget), u"MSFTSM_ComputerSystem"));
    computer.set(u"CreationClassName", CimValue::string(u"MSFTSM_ComputerSystem"_s));
    computer.set(u"Name", CimValue::string(u"a"_s));
    m_objects = {computer};
    read(QString(localSystemId));
    QCOMPARE(offer(Deed::CreatePool).obstacle, Obstacle::NoService);
    QCOMPARE(obstacleText(offer(Deed::CreatePool)), u"This system offers no storage pools."_s);
}

// What it was the last time need not be what it is.
void TestOffers::nothingIsOfferedOfWhatIsOnlyRemembered()
{
    m_objects = {service(Schema::virtualization)};
    read(QString(localSystemId));
    QVERIFY(offer(Deed::CreateChildPool).obstacle != Obstacle::NotRead);
    m->inventory.setStale(QString(localSystemId), true);
    QCOMPARE(offer(Deed::CreateChildPool).obstacle, Obstacle::NotRead);
    QCOMPARE(offer(Deed::CreatePool).obstacle, Obstacle::NotRead); // nor is it missing
    QCOMPARE(obstacleText(offer(Deed::CreatePool)), u"The system is being read."_s);
}

void TestOffers::aStoppedServiceSaysSo()
{
    CimInstance stopped = service(Schema::virtualization);
    for (const quint16 state : {quint16(2), quint16(5)}) {
        stopped.set(u"EnabledState", CimValue::uint16(state));
        m_objects = {stopped};
        read(QString(localSystemId));
        QVERIFY(offer(Deed::CreateChildPool).works());
    }
    for (const quint16 state : {quint16(0), quint16(3), quint16(9)}) {
        stopped.set(u"EnabledState", CimValue::uint16(state));
        m_objects = {stopped};
        read(QString(localSystemId));
        QCOMPARE(offer(Deed::CreateChildPool).obstacle, Obstacle::ServiceStopped);
    }
}

void TestOffers::onlyForeignSystemsMayBeTriedAnyway()
{
    QTcpServer server; // the ladder looks for somebody who listens
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QUrl url(u"http://127.0.0.1:%1/wsman"_s.arg(server.serverPort()));
    const auto added = m->book.add({.id = u"far"_s, .url = url, .user = u"bar"_s}, this);
    QTRY_VERIFY(added.isFinished());
    connectTo(u"far"_s);
    m_objects = {service(Schema::iscsiTarget)};
    read(u"far"_s);
    read(QString(localSystemId));
    QVERIFY(offer(Deed::CreatePipe, u"far"_s).mayTry());
    QVERIFY(!offer(Deed::CreatePipe).mayTry());
    // Something else in the way stays in the way.
    m->inventory.setLacking(u"far"_s, {QString(Schema::iscsiTarget)});
    QVERIFY(!offer(Deed::CreatePipe, u"far"_s).mayTry());
}

void TestOffers::aSystemThatTellsNoCapabilitiesIsAsked()
{
    m_objects = {service(Schema::iscsiTarget), service(Schema::virtualization),
                 service(Schema::hypervCluster)};
    read(QString(localSystemId));
    for (const Deed deed : {Deed::CreatePool, Deed::CreateChildPool, Deed::CreateRootPool})
        QVERIFY(offer(deed).works());
}

void TestOffers::featuresCountBesidesTheAction()
{
    CimInstance told = capabilities(Schema::iscsiTarget,
                                    u"MSISCSITARGET_StorageConfigurationCapabilities"_s,
                                    u"SupportedAsynchronousActions"_s, {5});
    told.set(u"SupportedStorageElementFeatures", CimValue::uint16s({2}));
    m_objects = {service(Schema::iscsiTarget), told};
    read(QString(localSystemId));
    QVERIFY(offer(Deed::CreateExtent).works());
    QCOMPARE(offer(Deed::CreateVolume).obstacle, Obstacle::NotAnnounced);
}

void TestOffers::pipesAreDeletedWhereTheProductIsOurs()
{
    m_objects = {service(Schema::iscsiTarget)};
    read(QString(localSystemId));
    QVERIFY(productOf(m->connections, QString(localSystemId)).startsWith(u"Cistern"_s));
    QVERIFY(offer(Deed::DeletePipe).works());
    QCOMPARE(obstacleText({.deed = Deed::DeletePipe, .obstacle = Obstacle::NoMethod}),
             u"No documented method deletes a pipe."_s);
}

void TestOffers::whatIsNotConnectedOffersNothing()
{
    for (const DeedRow &row : deeds())
        QCOMPARE(offer(row.deed, u"far"_s).obstacle, Obstacle::NotConnected);
}

void TestOffers::anyMethodNeedsItsService()
{
    const MethodDecl *scan = Schema::findMethod(
        QString(Schema::iscsiTarget), u"MSISCSITARGET_StorageConfigurationService", u"ScsiScan");
    QVERIFY(scan);
    const auto obstacle = [&] {
        return Offers(m->inventory, m->connections, QString(localSystemId)).obstacleOf(*scan);
    };
    QCOMPARE(obstacle(), Obstacle::NotRead);
    m_objects = {service(Schema::iscsiTarget)};
    read(QString(localSystemId));
    QCOMPARE(obstacle(), Obstacle::None);
    QVERIFY(obstacleText(Obstacle::NotAnnounced, *scan).endsWith(u'.'));
}

QTEST_GUILESS_MAIN(TestOffers)
#include "tst_offers.moc"
