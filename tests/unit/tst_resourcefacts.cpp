// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is read off the resource pools of a system, and the units their amounts are told in.

#include "models/resourcefacts.h"
#include "services/schema/schema.h"
#include "tests/support/poolobjects.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString hv23 = u"a"_s;
const QString mib = u"byte * 2^20"_s;
constexpr quint64 most = ~quint64(0);
} // namespace

class TestResourceFacts : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void unitsAreReadGenerally_data();
    void unitsAreReadGenerally();
    void amountsAreExactOver64Bits();
    void typesAreComparedLeniently();
    void typesAreFoundByWhatPeopleCallThem();
    void poolsComeWithTheirBooks();
    void poolsOfTheOtherNamespaceStayOut();
    void theFieldFindsAPoolByTypeAndPoolId();
    void parentsComeInTheOrderOfTheSettings();
    void termsBelongToTheirParent();
    void oneSettingForTwoParentsIsShared();
    void aSystemThatTellsNothingIsAsked();
    void onlyWhatIsAnnouncedIsOffered();
    void theLimitOfParentsIsThatOfTheType();
    void hostResourcesComeFromSettingsOrParts();
    void aPrimordialPoolTellsItsFoldersByItsDefaultSetting();
    void aClusterPoolIsCalledByItsName();

private:
    ResourceFacts facts(QLatin1StringView nameSpace = Schema::virtualization) const
    {
        return {*m_inventory, hv23, QString(nameSpace)};
    }
    std::unique_ptr<Inventory> m_inventory;
};

void TestResourceFacts::init()
{
    m_inventory = std::make_unique<Inventory>();
    m_inventory->setSystems({{hv23, u"hv23"_s}}, {});
}

void TestResourceFacts::unitsAreReadGenerally_data()
{
    using Kind = ResourceUnit::Kind;
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint16>("type");
    QTest::addColumn<int>("kind");
    QTest::addColumn<quint64>("multiplier");
    QTest::addColumn<quint64>("divisor");
    const auto row = [](const char *name, const char *text, quint16 type, Kind kind,
                        quint64 multiplier, quint64 divisor) {
        QTest::newRow(name) << QString::fromLatin1(text) << type << int(kind) << multiplier
                            << divisor;
    };
    row("memory", "byte * 2^20", 4, Kind::Bytes, 1048576, 1);
    row("tight", "byte*2^20", 4, Kind::Bytes, 1048576, 1);
    row("legacy", "MegaBytes", 4, Kind::Bytes, 1048576, 1);
    row("bytes", "byte", 31, Kind::Bytes, 1, 1);
    row("processors", "percent / 1000", 3, Kind::Processors, 1, 100000);
    row("percent of one processor", "percent", 3, Kind::Processors, 1, 100);
    row("percent of anything else", "percent / 1000", 33, Kind::Percent, 1, 1000);
    row("hertz", "hertz * 10^6", 3, Kind::Hertz, 1000000, 1);
    row("count", "count", 33, Kind::Count, 1, 1);
    row("none", "", 33, Kind::Count, 1, 1);
    row("of something", "count(normalized I/O) / second", 31, Kind::Other, 1, 1);
    row("factor that is none", "byte * lots", 31, Kind::Other, 1, 1);
    row("too large a factor", "byte * 2^64", 31, Kind::Other, 1, 1);
    row("words", "furlong", 31, Kind::Other, 1, 1);
}

void TestResourceFacts::unitsAreReadGenerally()
{
    QFETCH(QString, text);
    QFETCH(quint16, type);
    QFETCH(int, kind);
    QFETCH(quint64, multiplier);
    QFETCH(quint64, divisor);
    const ResourceUnit unit = ResourceUnit::fromText(text, type);
    QCOMPARE(int(unit.kind), kind);
    QCOMPARE(unit.multiplier,
             kind == int(ResourceUnit::Kind::Other) ? unit.multiplier : multiplier);
    QCOMPARE(unit.divisor, kind == int(ResourceUnit::Kind::Other) ? unit.divisor : divisor);
    QCOMPARE(unit.text, text);
}

void TestResourceFacts::amountsAreExactOver64Bits()
{
    const ResourceUnit memory = ResourceUnit::fromText(mib, 4);
    QCOMPARE(memory.wholeOf(160 * 1024), quint64(160) << 30);
    QCOMPARE(memory.wholeOf(most), most); // no wrap
    QCOMPARE(memory.amountOf(quint64(3) << 30), std::optional<quint64>(3 * 1024));
    QCOMPARE(memory.amountOf(1), std::nullopt); // no part of a unit
    const ResourceUnit processors = ResourceUnit::fromText(u"percent / 1000", 3);
    QCOMPARE(processors.wholeOf(400000), quint64(4));
    QCOMPARE(processors.wholeOf(most), most / 100000);
    QCOMPARE(processors.amountOf(2), std::optional<quint64>(200000));
    QCOMPARE(processors.amountOf(most), std::nullopt);
    const ResourceUnit bytes = ResourceUnit::fromText(u"byte", 31);
    QCOMPARE(bytes.wholeOf(most), most);
    QCOMPARE(bytes.amountOf(most), std::optional(most));
}

void TestResourceFacts::typesAreComparedLeniently()
{
    const ResourceType here{.number = 64764,
                            .subType = u"Microsoft:Hyper-V:FibreChannel Connection"_s};
    const ResourceType there{.number = 64764,
                             .subType = u"microsoft:hyper-v:fiberchannel connection"_s};
    QCOMPARE(here, there);
    QCOMPARE(hostResourcesOf(there), HostResources::Ports);
    QVERIFY(!(here == ResourceType{.number = 33, .subType = here.subType}));
    QVERIFY(
        !(PoolObjects::disk()
          == ResourceType{.number = 31, .subType = u"Microsoft:Hyper-V:Virtual Floppy Disk"_s}));
}

void TestResourceFacts::typesAreFoundByWhatPeopleCallThem()
{
    for (const QString &name : {u"4"_s, u"memory"_s, u"Memory"_s, u"Microsoft:Hyper-V:Memory"_s}) {
        const ResourceTypeRow *row = resourceTypeNamed(name);
        QVERIFY2(row, qPrintable(name));
        QCOMPARE(row->number, quint16(4));
    }
    QCOMPARE(resourceTypeNamed(u"virtual floppy disk")->text,
             "Microsoft:Hyper-V:Virtual Floppy Disk"_L1);
    QVERIFY(!resourceTypeNamed(u"disk of some kind"));
}

void TestResourceFacts::poolsComeWithTheirBooks()
{
    PoolObjects host{QString(Schema::virtualization)};
    const CimPath root = host.primordial(PoolObjects::memory(), mib, 163840, 90112);
    host.child(u"vm-silver"_s, PoolObjects::memory(), mib, {root}, {{.reservation = 40960}}, 65536,
               24576);
    host.tell(*m_inventory, hv23);
    const auto pools = facts().pools();
    QCOMPARE(pools.size(), 2);
    QVERIFY(pools.first().primordial);
    QCOMPARE(pools.first().free(), quint64(73728));
    QCOMPARE(pools.last().name, u"vm-silver"_s);
    QCOMPARE(pools.last().capacity, quint64(65536));
    QCOMPARE(pools.last().reserved, quint64(24576));
    QCOMPARE(pools.last().unit.kind, ResourceUnit::Kind::Bytes);
    QCOMPARE(pools.last().state, State::Ok);
    QCOMPARE(facts().service(), host.service());
    QCOMPARE(facts().types(), QList<ResourceType>{PoolObjects::memory()});
    QCOMPARE(facts().children(root), QList<CimPath>{pools.last().path});
    QVERIFY(facts().descends(pools.last().path, root));
    QVERIFY(!facts().descends(root, pools.last().path));
    // Books that a foreign system got wrong are no reason to wrap around.
    host.find(root)->set(u"Reserved", CimValue::uint64(most));
    host.tell(*m_inventory, hv23);
    QCOMPARE(facts().pool(root)->free(), quint64(0));
}

void TestResourceFacts::poolsOfTheOtherNamespaceStayOut()
{
    PoolObjects host{QString(Schema::virtualization)};
    host.primordial(PoolObjects::memory(), mib, 10);
    PoolObjects cluster{QString(Schema::hypervCluster)};
    cluster.primordial({.number = 31}, u"byte"_s, 20);
    host.objects += cluster.objects;
    host.tell(*m_inventory, hv23);
    QCOMPARE(facts().pools().size(), 1);
    QCOMPARE(facts().pools().first().capacity, quint64(10));
    QCOMPARE(facts(Schema::hypervCluster).pools().size(), 1);
    QCOMPARE(facts(Schema::hypervCluster).pools().first().capacity, quint64(20));
    QCOMPARE(facts(Schema::hypervCluster).service(), cluster.service());
    QVERIFY(!facts().pool(facts(Schema::hypervCluster).pools().first().path));
}

void TestResourceFacts::theFieldFindsAPoolByTypeAndPoolId()
{
    PoolObjects host{QString(Schema::virtualization)};
    const CimPath root = host.primordial(PoolObjects::memory(), mib, 100);
    const CimPath disks = host.primordial(PoolObjects::disk(), u"byte"_s, 100);
    const CimPath gold = host.child(u"Gold"_s, PoolObjects::memory(), mib, {root}, {{}}, 10);
    host.child(u"Gold"_s, PoolObjects::disk(), u"byte"_s, {disks}, {{}}, 20);
    host.tell(*m_inventory, hv23);
    QCOMPARE(facts().pool(PoolObjects::memory(), u"gOLD"_s)->path, gold);
    QCOMPARE(facts().pool(PoolObjects::disk(), u"gold"_s)->capacity, quint64(20));
    QVERIFY(!facts().pool(PoolObjects::processor(), u"gold"_s));
    QCOMPARE(facts().pool(PoolObjects::memory(), QString())->path, root);
    QCOMPARE(facts().primordial(PoolObjects::disk())->path, disks);
}

void TestResourceFacts::parentsComeInTheOrderOfTheSettings()
{
    PoolObjects host{QString(Schema::virtualization)};
    const CimPath root = host.primordial(PoolObjects::memory(), mib, 100);
    const CimPath a = host.child(u"a"_s, PoolObjects::memory(), mib, {root}, {{}}, 10);
    const CimPath b = host.child(u"b"_s, PoolObjects::memory(), mib, {root}, {{}}, 10);
    const CimPath both = host.child(u"both"_s, PoolObjects::memory(), mib, {b, a},
                                    {{.reservation = 1}, {.reservation = 2}}, 10);
    std::reverse(host.links.begin(), host.links.end());
    // Settings come in the order of their links, which nobody promises; the pairs still fit.
    host.tell(*m_inventory, hv23);
    const auto terms = facts().allocations(both);
    const auto parents = facts().parents(both);
    QCOMPARE(terms.size(), 2);
    QCOMPARE(parents.size(), 2);
    for (qsizetype i = 0; i < 2; ++i) {
        QCOMPARE(terms.at(i).parent, parents.at(i));
        QCOMPARE(terms.at(i).reservation, quint64(parents.at(i) == b ? 1 : 2));
    }
}

void TestResourceFacts::termsBelongToTheirParent()
{
    PoolObjects host{QString(Schema::virtualization)};
    const CimPath root = host.primordial(PoolObjects::disk(), u"byte"_s, 100);
    const CimPath pool = host.child(
        u"vhd"_s, PoolObjects::disk(), u"byte"_s, {root},
        {{.reservation = 5, .limit = 9, .weight = 70, .hostResources = {u"/srv/a"_s, u"/srv/b"_s}}},
        9);
    host.tell(*m_inventory, hv23);
    const auto terms = facts().allocations(pool);
    QCOMPARE(terms.size(), 1);
    QCOMPARE(terms.first().parent, root);
    QCOMPARE(terms.first().reservation, quint64(5));
    QCOMPARE(terms.first().limit, quint64(9));
    QCOMPARE(terms.first().weight, std::optional<quint32>(70));
    QCOMPARE(terms.first().hostResources, QStringList({u"/srv/a"_s, u"/srv/b"_s}));
    QCOMPARE(facts().settings(pool).value(u"PoolID").toString(), u"vhd"_s);
}

void TestResourceFacts::oneSettingForTwoParentsIsShared()
{
    PoolObjects host{QString(Schema::virtualization)};
    const CimPath root = host.primordial(PoolObjects::memory(), mib, 100);
    const CimPath a = host.child(u"a"_s, PoolObjects::memory(), mib, {root}, {{}}, 10);
    const CimPath b = host.child(u"b"_s, PoolObjects::memory(), mib, {root}, {{}}, 10);
    const CimPath both = host.child(u"both"_s, PoolObjects::memory(), mib, {a, b},
                                    {{.reservation = 1, .limit = 12}}, 12);
    host.tell(*m_inventory, hv23);
    const auto terms = facts().allocations(both);
    QCOMPARE(terms.size(), 1);
    QVERIFY(terms.first().parent.isEmpty());
    QCOMPARE(terms.first().limit, quint64(12));
    QCOMPARE(facts().parents(both).size(), 2);
}

void TestResourceFacts::aSystemThatTellsNothingIsAsked()
{
    QVERIFY(!facts().offers(ResourceFacts::CreatePool)); // no service
    PoolObjects host{QString(Schema::virtualization)};
    host.objects.removeLast(); // the capabilities
    host.tell(*m_inventory, hv23);
    QVERIFY(facts().offers(ResourceFacts::CreatePool));
}

void TestResourceFacts::onlyWhatIsAnnouncedIsOffered()
{
    PoolObjects host{QString(Schema::virtualization)};
    host.announce({32769});
    host.tell(*m_inventory, hv23);
    QVERIFY(!facts().offers(ResourceFacts::CreatePool));
    QVERIFY(facts().offers(ResourceFacts::ModifyResources));
    QVERIFY(!facts().offers(ResourceFacts::DeletePool));
}

void TestResourceFacts::theLimitOfParentsIsThatOfTheType()
{
    PoolObjects host{QString(Schema::virtualization)};
    CimInstance component(
        *Schema::findClass(QString(Schema::virtualization), u"Msvm_ResourcePoolComponent"));
    component.set(u"Name", CimValue::string(u"Microsoft|Memory|1"_s));
    component.set(u"MaxParentPools", CimValue::uint8(2));
    host.objects.append(component);
    host.tell(*m_inventory, hv23);
    QCOMPARE(facts().mostParents(PoolObjects::memory()), std::optional<quint32>(2));
    QCOMPARE(facts().mostParents(PoolObjects::processor()), std::nullopt);
    component.set(u"MaxParentPools", CimValue::uint8(0));
    host.objects.last() = component;
    host.tell(*m_inventory, hv23);
    QCOMPARE(facts().mostParents(PoolObjects::memory()), std::nullopt);
}

void TestResourceFacts::hostResourcesComeFromSettingsOrParts()
{
    PoolObjects host{QString(Schema::virtualization)};
    const CimPath root = host.primordial(PoolObjects::network(), u"count"_s, 1);
    CimInstance lan(
        *Schema::findClass(QString(Schema::virtualization), u"Msvm_VirtualEthernetSwitch"));
    lan.set(u"CreationClassName", CimValue::string(lan.className()));
    lan.set(u"Name", CimValue::string(u"8f0e"_s));
    lan.set(u"ElementName", CimValue::string(u"LAN"_s));
    host.objects.append(lan);
    host.link(u"Msvm_ConcreteComponent"_s, u"GroupComponent", root, u"PartComponent", lan.path());
    const CimPath child = host.child(u"vms"_s, PoolObjects::network(), u"count"_s, {root},
                                     {{.hostResources = {lan.path().toText()}}}, 1);
    host.tell(*m_inventory, hv23);
    QCOMPARE(facts().hostResources(root), QStringList{lan.path().toText()});
    QCOMPARE(facts().hostResources(child), QStringList{lan.path().toText()});
    QCOMPARE(facts().resourceName(lan.path().toText()), u"LAN"_s);
    QCOMPARE(facts().resourceName(u"/srv/a"_s), u"/srv/a"_s);
    QCOMPARE(facts().resourceName(uR"(D:\VMs)"_s), uR"(D:\VMs)"_s);
}

void TestResourceFacts::aPrimordialPoolTellsItsFoldersByItsDefaultSetting()
{
    PoolObjects host{QString(Schema::virtualization)};
    const CimPath root = host.primordial(PoolObjects::disk(), u"byte"_s, 1);
    const QString nameSpace(Schema::virtualization);
    CimInstance capabilities(*Schema::findClass(nameSpace, u"Msvm_AllocationCapabilities"));
    capabilities.set(u"InstanceID", CimValue::string(u"caps-of-root"_s));
    host.objects.append(capabilities);
    host.link(u"Msvm_ElementCapabilities"_s, u"ManagedElement", root, u"Capabilities",
              capabilities.path());
    for (const quint16 role : {quint16(0), quint16(3)}) {
        CimInstance setting(*Schema::findClass(nameSpace, u"Msvm_StorageAllocationSettingData"));
        setting.set(u"InstanceID", CimValue::string(u"Definition-%1"_s.arg(role)));
        setting.set(u"HostResource",
                    CimValue::strings({role == 0 ? u"/srv/vm"_s : u"/of/the/maximum"_s}));
        host.objects.append(setting);
        host.link(u"Msvm_SettingsDefineCapabilities"_s, u"GroupComponent", capabilities.path(),
                  u"PartComponent", setting.path());
        host.links.last().set(u"ValueRole", CimValue::uint16(role));
    }
    host.tell(*m_inventory, hv23);
    QCOMPARE(facts().hostResources(root), QStringList{u"/srv/vm"_s});
}

void TestResourceFacts::aClusterPoolIsCalledByItsName()
{
    PoolObjects cluster{QString(Schema::hypervCluster)};
    const CimPath pool = cluster.child(u"disks"_s, {.number = 31}, u"byte"_s, {}, {}, 20);
    cluster.find(pool)->set(u"PoolID", CimValue::string(u"7d1c"_s));
    cluster.tell(*m_inventory, hv23);
    QCOMPARE(facts(Schema::hypervCluster).pool(pool)->name, u"disks"_s);
    QCOMPARE(facts(Schema::hypervCluster).nameOf(pool), u"disks"_s);
}

QTEST_GUILESS_MAIN(TestResourceFacts)
#include "tst_resourcefacts.moc"
