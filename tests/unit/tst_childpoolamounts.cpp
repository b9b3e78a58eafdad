// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreatePool: what a pool takes from its parents. Rules CP.R11 to CP.R21.
#include "services/schema/embedded.h"
#include "tests/support/resourcecalls.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Resources::Disk;
using Resources::entry;
using Resources::Memory;
using Resources::Network;
using Resources::Processor;

namespace {
quint64 code(ProviderFixture &at, Resources::Type type, const QList<CimPath> &parents,
             const QList<CimInstance> &entries, const QString &poolId = u"child"_s)
{
    return Resources::create(
               at, Resources::creation(Resources::settings(type, poolId), parents, entries))
        .code;
}

QList<CimPath> pools(ProviderFixture &at, Resources::Type type, int count, quint64 limit = 0)
{
    QList<CimPath> made;
    for (int i = 0; i < count; ++i)
        made.append(Resources::pool(at, type, QString(QChar(u'a' + i)), 0, limit));
    return made;
}
} // namespace

class tst_ChildPoolAmounts : public QObject
{
    Q_OBJECT

private slots:
    void CP_R11_everySettingIsRead()
    {
        ProviderFixture at;
        const CimPath root = Resources::primordial(at, Memory);
        const QStringList before = Resources::snapshot(at);
        QCOMPARE(code(at, Memory, {root}, {}), 32773u);
        const QString good = Embedded::toText(entry(Memory));
        for (const QString &bad :
             {u""_s, u"x"_s, good.left(good.size() - 4), u"<!DOCTYPE a>"_s + good,
              Embedded::toText(Resources::settings(Memory, u"x"_s)),
              QString(good).replace("uint64"_L1, "uint32"_L1)}) {
            Arguments arguments = Resources::creation(Resources::settings(Memory, u"x"_s), {root},
                                                      {});
            arguments[2].second = CimValue::strings({bad});
            QCOMPARE(Resources::create(at, arguments).code, 32773u);
        }
        QCOMPARE(Resources::snapshot(at), before);
        // The class that the method names, and the typed ones beside it.
        CimInstance base(
            *Schema::findClass(u"Root/Virtualization/V2", u"Msvm_ResourceAllocationSettingData"));
        base.set(u"ResourceType", CimValue::uint16(4));
        base.set(u"ResourceSubType", words(u"Microsoft:Hyper-V:Memory"_s));
        base.set(u"Reservation", CimValue::uint64(8));
        QCOMPARE(code(at, Memory, {root}, {base}, u"one"_s), 4096u);
        QCOMPARE(code(at, Memory, {root}, {entry(Memory, {.reservation = 8})}, u"two"_s), 4096u);
        QCOMPARE(Resources::reserved(at, root), 16u);
    }

    void CP_R12_countsMatchOrOneIsShared_data()
    {
        QTest::addColumn<int>("parents");
        QTest::addColumn<int>("entries");
        QTest::addColumn<quint64>("code");
        for (const auto &[np, na] :
             {std::pair(1, 1), std::pair(2, 2), std::pair(3, 3), std::pair(2, 1), std::pair(3, 1)})
            QTest::addRow("%d parents, %d settings", np, na) << np << na << quint64(4096);
        for (const auto &[np, na] :
             {std::pair(1, 2), std::pair(2, 3), std::pair(3, 2), std::pair(2, 0)})
            QTest::addRow("%d parents, %d settings", np, na) << np << na << quint64(32773);
    }

    void CP_R12_countsMatchOrOneIsShared()
    {
        QFETCH(int, parents);
        QFETCH(int, entries);
        ProviderFixture at;
        QTEST(code(at, Memory, pools(at, Memory, parents),
                   QList<CimInstance>(entries, entry(Memory))),
              "code");
    }

    void CP_R20_whatALimitKeepsBackIsNotPromised()
    {
        ProviderFixture at;
        const CimPath p1 = Resources::pool(at, Memory, u"p1"_s, 0, 100),
                      p2 = Resources::pool(at, Memory, u"p2"_s, 0, 10);
        Resources::pool(at, Memory, u"z"_s, {p2}, {{.reservation = 10}});
        const CimPath x = Resources::pool(at, Memory, u"x"_s, {p1, p2},
                                          {{.limit = 10}, {.limit = 10}});
        const QStringList before = Resources::snapshot(at);
        QCOMPARE(code(at, Memory, {x}, {entry(Memory, {.reservation = 15})}, u"y"_s), 32780u);
        QCOMPARE(Resources::snapshot(at), before);
        QCOMPARE(code(at, Memory, {x}, {entry(Memory, {.reservation = 10})}, u"y"_s), 4096u);
    }

    void CP_R13_settingsBelongToParentsByPosition()
    {
        ProviderFixture at;
        const auto parents = pools(at, Memory, 2);
        const auto entries = [](const QString &first, const QString &second) {
            return QList{entry(Memory, {.reservation = 10, .poolId = first}),
                         entry(Memory, {.reservation = 20, .poolId = second})};
        };
        QCOMPARE(code(at, Memory, parents, entries(u"b"_s, u"a"_s)), 32773u);
        QCOMPARE(code(at, Memory, parents, entries(u"a"_s, u"c"_s)), 32773u);
        QCOMPARE(Resources::reserved(at, parents[0]), 0u);
        QCOMPARE(code(at, Memory, parents, entries(u"A"_s, {})), 4096u);
        QCOMPARE(Resources::reserved(at, parents[0]), 10u);
        QCOMPARE(Resources::reserved(at, parents[1]), 20u);
        const CimPath root = Resources::primordial(at, Memory);
        QCOMPARE(code(at, Memory, {root}, {entry(Memory, {.poolId = u"x"_s})}, u"x"_s), 32773u);
        QCOMPARE(code(at, Memory, {root}, {entry(Memory, {.poolId = u"Primordial"_s})}, u"y"_s),
                 4096u);
    }

    void CP_R13_eachParentHasASettingOfThePool()
    {
        ProviderFixture at;
        const auto parents = pools(at, Memory, 2);
        const CimPath child = Resources::pool(at, Memory, u"child"_s, parents,
                                              {{.limit = 5}, {.limit = 7}});
        QMap<QString, quint64> limits;
        for (const CimInstance &setting : at.associated(child, u"CIM_SettingsDefineState"_s,
                                                        u"CIM_ResourceAllocationSettingData"_s)) {
            QCOMPARE(setting.className(), u"Msvm_MemorySettingData"_s);
            QCOMPARE(setting.value(u"AllocationUnits").toString(), u"byte * 2^20"_s);
            limits.insert(setting.value(u"PoolID").toString(),
                          setting.value(u"Limit").toUnsigned().value_or(0));
        }
        QCOMPARE(limits, (QMap<QString, quint64>{{u"a"_s, 5}, {u"b"_s, 7}}));
    }

    void CP_R14_anyParentMaySatisfyASharedSetting_data()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("processors") << int(Processor);
        QTest::newRow("memory") << int(Memory);
    }

    void CP_R14_anyParentMaySatisfyASharedSetting()
    {
        QFETCH(int, type);
        const auto kind = Resources::Type(type);
        ProviderFixture at;
        const auto parents = pools(at, kind, 2, 100);
        QCOMPARE(code(at, kind, parents, {entry(kind, {.reservation = 150})}), 4096u);
        // In list order, as much as each has free.
        QCOMPARE(Resources::reserved(at, parents[0]), 100u);
        QCOMPARE(Resources::reserved(at, parents[1]), 50u);
        QCOMPARE(Resources::reserved(at, Resources::primordial(at, kind)), 150u);
        QCOMPARE(code(at, kind, parents, {entry(kind, {.reservation = 51})}, u"more"_s), 32780u);
        QCOMPARE(code(at, kind, parents, {entry(kind, {.reservation = 50})}, u"rest"_s), 4096u);
    }

    void CP_R15_aLimitCapsTheCapacity()
    {
        ProviderFixture at;
        const auto parents = pools(at, Memory, 2, 100);
        const auto capacity = [&](const QList<Resources::Entry> &entries) {
            const CimPath made = Resources::pool(at, Memory, u"child"_s, parents, entries);
            const quint64 units = Resources::capacity(at, made);
            if (Resources::remove(at, made) != 0)
                qFatal("not removed");
            return units;
        };
        QCOMPARE(capacity({{.limit = 120}}), 120u);
        QCOMPARE(capacity({{.limit = 200}}), 200u);
        QCOMPARE(capacity({{.limit = 900}}), 200u);
        QCOMPARE(capacity({{}}), 200u);
        QCOMPARE(capacity({{.limit = 30}, {.limit = 500}}), 130u);
        QCOMPARE(capacity({{}, {.limit = 40}}), 140u);
    }

    void CP_R16_R17_aSharedSettingIsNotForDevices_data()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("virtual hard disks") << int(Disk);
        QTest::newRow("network connections") << int(Network);
    }

    void CP_R16_R17_aSharedSettingIsNotForDevices()
    {
        QFETCH(int, type);
        const auto kind = Resources::Type(type);
        ProviderFixture at;
        const auto parents = pools(at, kind, 2);
        const QStringList before = Resources::snapshot(at);
        QCOMPARE(code(at, kind, parents, {entry(kind)}), 32770u);
        QCOMPARE(Resources::snapshot(at), before);
        QCOMPARE(code(at, kind, parents, {entry(kind), entry(kind)}), 4096u);
    }

    void CP_R16_otherTypesDoNotShareEither()
    {
        ProviderFixture at;
        QList<CimPath> parents;
        const auto typed = [](CimInstance instance) {
            instance.set(u"ResourceType", CimValue::uint16(7));
            instance.set(u"ResourceSubType",
                         words(u"Microsoft:Hyper-V:Synthetic FibreChannel Port"_s));
            return instance;
        };
        for (const QString &id : {u"Microsoft:one"_s, u"Microsoft:two"_s}) {
            CimInstance pool = typed(at.get(Resources::primordial(at, Network)).value());
            pool.set(u"InstanceID", words(id));
            pool.set(u"Capacity", CimValue::uint64(4));
            pool.setPath({});
            Resources::put(at, pool);
            parents.append(pool.path());
        }
        CimInstance settings = typed(Resources::settings(Network, u"child"_s));
        settings.set(u"ResourceSubType", words(u"Microsoft:Hyper-V:Synthetic FiberChannel Port"_s));
        const CimInstance one = typed(entry(Network));
        QCOMPARE(Resources::create(at, Resources::creation(settings, parents, {one})).code, 32770u);
        QCOMPARE(Resources::create(at, Resources::creation(settings, parents, {one, one})).code,
                 4096u);
    }

    void CP_R18_oneParentIsNeverShared()
    {
        ProviderFixture at;
        QCOMPARE(code(at, Disk, {Resources::primordial(at, Disk)}, {entry(Disk)}), 4096u);
    }

    void CP_R19_allTypesMustAgree()
    {
        ProviderFixture at;
        const CimPath memory = Resources::primordial(at, Memory),
                      processors = Resources::primordial(at, Processor),
                      disks = Resources::primordial(at, Disk);
        const QStringList before = Resources::snapshot(at);
        const auto with = [](CimInstance instance, const QString &name, const QString &value) {
            instance.set(name, words(value));
            return instance;
        };
        const auto settings = [](Resources::Type type) {
            return Resources::settings(type, u"x"_s);
        };
        const auto made = [&at](const CimInstance &told, const QList<CimPath> &parents,
                                const QList<CimInstance> &entries) {
            return Resources::create(at, Resources::creation(told, parents, entries)).code;
        };
        const CimInstance one = entry(Memory);
        QCOMPARE(made(settings(Processor), {memory}, {one}), 32776u);
        QCOMPARE(made(settings(Memory), {processors}, {one}), 32776u);
        QCOMPARE(made(settings(Memory), {memory, processors}, {one, one}), 32776u);
        QCOMPARE(made(settings(Memory), {memory}, {entry(Processor)}), 32776u);
        const QString other = u"Microsoft:Hyper-V:Virtual Floppy Disk"_s,
                      name = u"ResourceSubType"_s;
        QCOMPARE(made(with(settings(Disk), name, other), {disks}, {entry(Disk)}), 32776u);
        QCOMPARE(made(settings(Disk), {disks}, {with(entry(Disk), name, other)}), 32776u);
        QCOMPARE(made(with(settings(Disk), u"OtherResourceType"_s, other), {disks}, {entry(Disk)}),
                 32776u);
        QCOMPARE(Resources::snapshot(at), before);
    }

    void CP_R20_noLimitIsTheWholeParent()
    {
        ProviderFixture at;
        const CimPath root = Resources::primordial(at, Memory);
        CimInstance unlimited = entry(Memory);
        unlimited.unset(u"Limit");
        unlimited.unset(u"Reservation");
        QCOMPARE(code(at, Memory, {root}, {unlimited}, u"null"_s), 4096u);
        QCOMPARE(
            code(at, Memory, {root}, {entry(Memory, {.reservation = 5, .limit = 0})}, u"zero"_s),
            4096u);
        for (const CimPath &pool : Resources::children(at))
            QCOMPARE(Resources::capacity(at, pool), Resources::capacity(at, root));
    }

    void CP_R20_badAmountsAreRefused()
    {
        ProviderFixture at;
        const CimPath root = Resources::primordial(at, Memory);
        const QStringList before = Resources::snapshot(at);
        QCOMPARE(code(at, Memory, {root}, {entry(Memory, {.reservation = 6, .limit = 5})}), 32773u);
        Arguments wide = Resources::creation(Resources::settings(Memory, u"x"_s), {root}, {});
        wide[2].second = CimValue::strings({Embedded::toText(entry(Memory, {.reservation = 5}))
                                                .replace(">5<"_L1, ">18446744073709551616<"_L1)});
        QCOMPARE(Resources::create(at, wide).code, 32773u);
        QCOMPARE(
            code(at, Memory, {root}, {entry(Memory, {}, {{u"Weight"_s, CimValue::uint32(10001)}})}),
            32773u);
        QCOMPARE(code(at, Memory, {root},
                      {entry(Memory, {}, {{u"AllocationUnits"_s, words(u"byte"_s)}})}),
                 32773u);
        QCOMPARE(code(at, Memory, {root}, {entry(Memory, {.reservation = ~quint64(0)})}), 32780u);
        QCOMPARE(Resources::snapshot(at), before);
    }

    void CP_R20_aReservationMustBeFree()
    {
        ProviderFixture at;
        const CimPath parent = Resources::pool(at, Memory, u"parent"_s, 0, 100);
        QCOMPARE(code(at, Memory, {parent}, {entry(Memory, {.reservation = 101})}), 32780u);
        QCOMPARE(code(at, Memory, {parent}, {entry(Memory, {.reservation = 60})}, u"one"_s), 4096u);
        QCOMPARE(code(at, Memory, {parent}, {entry(Memory, {.reservation = 41})}, u"two"_s),
                 32780u);
        QCOMPARE(code(at, Memory, {parent}, {entry(Memory, {.reservation = 40})}, u"two"_s), 4096u);
        QCOMPARE(Resources::free(at, parent), 0u);
    }

    void CP_R20_ancestorsMustHaveItToo()
    {
        ProviderFixture at;
        const CimPath root = Resources::primordial(at, Memory);
        const CimPath open = Resources::pool(at, Memory, u"open"_s);
        Resources::pool(at, Memory, u"greedy"_s, Resources::free(at, root) - 10);
        QVERIFY(Resources::free(at, open) > 10);
        QCOMPARE(code(at, Memory, {open}, {entry(Memory, {.reservation = 11})}), 32780u);
        QCOMPARE(code(at, Memory, {open}, {entry(Memory, {.reservation = 10})}), 4096u);
        QCOMPARE(Resources::free(at, root), 0u);
        QCOMPARE(Resources::booksProblem(at), QString());
    }

    void CP_R21_hostResourcesAreThoseOfTheParent()
    {
        ProviderFixture at;
        const QString first = at.text(at.location(), u"ElementName"); // of the iSCSI side
        QVERIFY(!first.isEmpty());
        at.addLocation(u"second"_s, 16 * MiB);
        const CimPath root = Resources::primordial(at, Disk);
        const QStringList folders = at.folders();
        QCOMPARE(folders.size(), 2);
        const CimPath narrow = Resources::pool(at, Disk, u"narrow"_s, {root},
                                               {{.hosts = {folders[0]}}});
        const QStringList before = Resources::snapshot(at);
        const auto made = [&](const CimPath &parent, const QStringList &hosts,
                              const QString &id = u"x"_s) {
            return code(at, Disk, {parent}, {entry(Disk, {.hosts = hosts})}, id);
        };
        QCOMPARE(made(root, {u"/no/such/folder"_s}), 32781u);
        QCOMPARE(made(narrow, {folders[1]}), 32773u);
        QCOMPARE(made(root, {folders[0], folders[0]}), 32773u);
        QCOMPARE(made(root, {folders[0], folders[0] + u'/'}), 32773u);
        QCOMPARE(made(root, {QString()}), 32773u);
        QCOMPARE(code(at, Memory, {Resources::primordial(at, Memory)},
                      {entry(Memory, {.hosts = {folders[0]}})}),
                 32773u);
        QCOMPARE(Resources::snapshot(at), before);
        QCOMPARE(made(narrow, {folders[0]}, u"same"_s), 4096u);
        QCOMPARE(made(root, folders, u"both"_s), 4096u);
    }

    void CP_R21_networkPortsAreNamedByTheirPaths()
    {
        ProviderFixture at;
        const auto ports = at.all(u"Msvm_ExternalEthernetPort"_s, Schema::virtualization);
        if (ports.isEmpty())
            QSKIP("this host has no network port");
        CimPath path = ports[0].path();
        path.setHost(u"localhost"_s);
        const CimPath root = Resources::primordial(at, Network);
        QCOMPARE(code(at, Network, {root}, {entry(Network, {.hosts = {path.toText()}})}), 4096u);
        QCOMPARE(code(at, Network, {root},
                      {entry(Network,
                             {.hosts = {path.toText().replace(
                                  ports[0].value(u"DeviceID").toString(), u"gone0"_s)}})},
                      u"x"_s),
                 32781u);
    }
};

QTEST_GUILESS_MAIN(tst_ChildPoolAmounts)
#include "tst_childpoolamounts.moc"
