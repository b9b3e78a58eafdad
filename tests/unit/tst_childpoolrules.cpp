// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreatePool: its form, what it makes, names. Rules CP.R1 to CP.R10.
#include "services/schema/embedded.h"
#include "tests/support/resourcecalls.h"

#include <QSet>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
Arguments plain(ProviderFixture &at, const QString &poolId = u"gold"_s)
{
    return Resources::creation(Resources::settings(Resources::Memory, poolId),
                               {Resources::primordial(at, Resources::Memory)},
                               {Resources::entry(Resources::Memory, {.reservation = 64})});
}

Arguments with(Arguments arguments, const QString &name, const CimValue &value)
{
    arguments.removeIf([&name](const auto &argument) { return argument.first == name; });
    arguments.append({name, value});
    return arguments;
}
} // namespace

class tst_ChildPoolRules : public QObject
{
    Q_OBJECT

private slots:
    void CP_R1_parametersAreTakenAsDeclared()
    {
        ProviderFixture at;
        Resources::allAtOnce(at);
        Arguments whole = plain(at);
        whole.append({u"Pool"_s, CimValue::null(CimType::Reference)});
        whole.append({u"Job"_s, CimValue::null(CimType::Reference)});
        QCOMPARE(Resources::create(at, whole).code, 0u);
    }

    void CP_R1_wrongTypesAreFaults_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<CimValue>("value");
        const CimPath somewhere(u"Root/Virtualization/V2"_s, u"Msvm_ResourcePool"_s,
                                {{u"InstanceID"_s, words(u"x"_s)}});
        QTest::newRow("a reference in PoolSettings") << u"PoolSettings"_s << ref(somewhere);
        QTest::newRow("strings in ParentPools")
            << u"ParentPools"_s << CimValue::strings({somewhere.toText()});
        QTest::newRow("references in AllocationSettings")
            << u"AllocationSettings"_s << CimValue::references({somewhere});
        QTest::newRow("an unknown name") << u"Colour"_s << words(u"blue"_s);
        QTest::newRow("a value in Pool") << u"Pool"_s << ref(somewhere);
    }

    void CP_R1_wrongTypesAreFaults()
    {
        QFETCH(QString, name);
        QFETCH(CimValue, value);
        ProviderFixture at;
        const QStringList before = Resources::snapshot(at);
        const auto result = Resources::create(at, with(plain(at), name, value));
        QVERIFY(result.faulted());
        QCOMPARE(result.fault->cimStatus, 4u);
        QVERIFY(result.fault->reason.contains(name));
        QCOMPARE(Resources::snapshot(at), before);
    }

    void CP_R2_aChildPoolHangsBelowItsParents()
    {
        ProviderFixture at;
        const CimPath root = Resources::primordial(at, Resources::Memory);
        const CimPath one = Resources::pool(at, Resources::Memory, u"one"_s, {root}, {{}}),
                      two = Resources::pool(at, Resources::Memory, u"two"_s, {root}, {{}});
        const CimPath child = Resources::pool(at, Resources::Memory, u"child"_s, {one, two},
                                              {{}, {}});
        QCOMPARE(at.get(child)->value(u"Primordial").toBool(), std::optional(false));
        QSet<QString> above;
        for (const CimInstance &link : at.links(child, u"CIM_ElementAllocatedFromPool"_s)) {
            QCOMPARE(*link.value(u"Dependent").toPath(), child);
            above.insert(link.value(u"Antecedent").toPath()->key(u"InstanceID").toString());
        }
        QCOMPARE(above,
                 QSet({one.key(u"InstanceID").toString(), two.key(u"InstanceID").toString()}));
    }

    void CP_R3_theSystemOfTheServiceHasThePool()
    {
        ProviderFixture at;
        const CimPath made = Resources::pool(at, Resources::Processor, u"gold"_s);
        const auto host = at.associated(Resources::service(at), u"CIM_HostedService"_s);
        const auto hosts = at.associated(made, u"Msvm_HostedResourcePool"_s);
        QCOMPARE(hosts.size(), 1);
        QCOMPARE(hosts[0].path(), host.value(0).path());
        QCOMPARE(at.associated(made, u"Msvm_SystemComponent"_s).value(0).path(), hosts[0].path());
    }

    void CP_R4_poolSettingsAreReadInBothTextForms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("CIM DTD 2.0")
            << u"<INSTANCE CLASSNAME=\"Msvm_ResourcePoolSettingData\">"
               "<PROPERTY NAME=\"PoolID\" TYPE=\"string\"><VALUE>a &amp; &lt;b&gt; "
               "\u00fc</VALUE></PROPERTY>"
               "<PROPERTY NAME=\"ElementName\" TYPE=\"string\"><VALUE>a &amp; &lt;b&gt; "
               "\u00fc</VALUE></PROPERTY>"
               "<PROPERTY NAME=\"ResourceType\" TYPE=\"uint16\"><VALUE>4</VALUE></PROPERTY>"
               "<PROPERTY NAME=\"ResourceSubType\" "
               "TYPE=\"string\"><VALUE>Microsoft:Hyper-V:Memory</VALUE></PROPERTY>"
               "</INSTANCE>"_s;
        QTest::newRow("WMI DTD 2.0")
            << u"<DECLARATIONS><DECLGROUP><VALUE.OBJECT>"
               "<INSTANCE CLASSNAME=\"Msvm_ResourcePoolSettingData\">"
               "<QUALIFIER NAME=\"dynamic\" PROPAGATED=\"true\" TYPE=\"boolean\" "
               "TOSUBCLASS=\"false\"><VALUE>TRUE</VALUE></QUALIFIER>"
               "<PROPERTY NAME=\"__PATH\" CLASSORIGIN=\"___SYSTEM\" "
               "TYPE=\"string\"><VALUE>x</VALUE></PROPERTY>"
               "<PROPERTY NAME=\"Caption\" CLASSORIGIN=\"CIM_ManagedElement\" "
               "TYPE=\"string\"></PROPERTY>"
               "<PROPERTY NAME=\"PoolID\" CLASSORIGIN=\"Msvm_ResourcePoolSettingData\" "
               "TYPE=\"string\"><VALUE>a &amp; &lt;b&gt; \u00fc</VALUE></PROPERTY>"
               "<PROPERTY NAME=\"ElementName\" TYPE=\"string\"><VALUE>a &amp; &lt;b&gt; "
               "\u00fc</VALUE></PROPERTY>"
               "<PROPERTY NAME=\"ResourceType\" TYPE=\"uint16\"><VALUE>4</VALUE></PROPERTY>"
               "<PROPERTY NAME=\"ResourceSubType\" "
               "TYPE=\"string\"><VALUE>Microsoft:Hyper-V:Memory</VALUE></PROPERTY>"
               "</INSTANCE></VALUE.OBJECT></DECLGROUP></DECLARATIONS>"_s;
    }

    void CP_R4_poolSettingsAreReadInBothTextForms()
    {
        QFETCH(QString, text);
        ProviderFixture at;
        const auto result = Resources::create(at, with(plain(at), u"PoolSettings"_s, words(text)));
        QCOMPARE(result.code, 4096u);
        const CimPath pool = result.path(u"Pool");
        const auto settings = at.associated(pool, u"Msvm_SettingsDefineState"_s,
                                            u"Msvm_ResourcePoolSettingData"_s);
        QCOMPARE(settings.size(), 1);
        const QString name = u"a & <b> \u00fc"_s;
        QCOMPARE(settings[0].value(u"PoolID").toString(), name);
        QCOMPARE(at.text(pool, u"PoolID"), name);
        QCOMPARE(at.text(pool, u"ElementName"), name);
    }

    void CP_R5_settingsAreKeptAndAmountsInThemAreNot()
    {
        ProviderFixture at;
        const QString folder = u"/somewhere"_s;
        CimInstance told = Resources::settings(
            Resources::Memory, u"gold-id"_s,
            {{u"ElementName"_s, words(u"Gold"_s)},
             {u"LoadBalancingBehavior"_s, CimValue::uint16(4)},
             {u"MappingBehavior"_s, CimValue::uint16(3)},
             {u"MappingOrder"_s, CimValue::strings({u"b"_s, u"a"_s})},
             {u"Notes"_s, words(u"line one\nline two"_s)},
             {u"InstanceID"_s, words(u"mine"_s)}});
        told.set(u"Reservation", CimValue::uint64(~quint64(0)));
        told.set(u"Limit", CimValue::uint64(1));
        const CimPath pool = Resources::create(
                                 at, with(plain(at), u"PoolSettings"_s, Resources::text(told)))
                                 .path(u"Pool");
        const CimInstance kept = at.associated(pool, u"Msvm_SettingsDefineState"_s,
                                               u"Msvm_ResourcePoolSettingData"_s)
                                     .value(0);
        for (const QString &name :
             {u"PoolID"_s, u"ElementName"_s, u"ResourceType"_s, u"ResourceSubType"_s,
              u"LoadBalancingBehavior"_s, u"MappingBehavior"_s, u"MappingOrder"_s, u"Notes"_s})
            QCOMPARE(kept.value(name), told.value(name));
        QVERIFY(!kept.has(u"Reservation") && !kept.has(u"Limit"));
        QVERIFY(kept.value(u"InstanceID").toString().startsWith("Microsoft:Pool\\"_L1));
        QCOMPARE(Resources::capacity(at, pool),
                 Resources::capacity(at, Resources::primordial(at, Resources::Memory)));
        QCOMPARE(at.text(pool, u"ElementName"), u"Gold"_s);
        QCOMPARE(at.text(pool, u"PoolID"), u"gold-id"_s);
    }

    void CP_R6_badPoolSettingsAreRefused_data()
    {
        QTest::addColumn<CimValue>("text");
        const CimInstance good = Resources::settings(Resources::Memory, u"gold"_s);
        const QString text = Embedded::toText(good);
        CimInstance typeless = good, wide = good;
        typeless.unset(u"ResourceType");
        wide.set(u"Notes", words(QString(70000, u'x')));
        QTest::newRow("NULL") << CimValue();
        QTest::newRow("empty") << words(QString());
        QTest::newRow("no XML") << words(u"instance of Msvm_ResourcePoolSettingData { };"_s);
        QTest::newRow("cut off") << words(text.left(text.size() - 5));
        QTest::newRow("another class")
            << Resources::text(Resources::entry(Resources::Memory, {.reservation = 1}));
        QTest::newRow("a class nobody knows")
            << words(QString(text).replace("Msvm_ResourcePoolSettingData"_L1, "Msvm_Other"_L1));
        QTest::newRow("no type") << Resources::text(typeless);
        QTest::newRow("a type that is no number")
            << words(QString(text).replace(">4<"_L1, ">four<"_L1));
        QTest::newRow("document type") << words(u"<!DOCTYPE INSTANCE>"_s + text);
        QTest::newRow("entity") << words(u"<!DOCTYPE INSTANCE [<!ENTITY a \"b\">]>"_s + text);
        QTest::newRow("over 64 KiB") << Resources::text(wide);
        QTest::newRow("load balancing out of its map") << Resources::text(Resources::settings(
            Resources::Memory, u"gold"_s, {{u"LoadBalancingBehavior"_s, CimValue::uint16(77)}}));
    }

    void CP_R6_badPoolSettingsAreRefused()
    {
        QFETCH(CimValue, text);
        ProviderFixture at;
        const QStringList before = Resources::snapshot(at);
        QCOMPARE(Resources::create(at, with(plain(at), u"PoolSettings"_s, text)).code, 32773u);
        QCOMPARE(Resources::snapshot(at), before);
    }

    void CP_R7_poolIdComesFromName_data()
    {
        QTest::addColumn<CimValue>("id");
        QTest::addColumn<CimValue>("name");
        QTest::addColumn<QString>("made"); // PoolID; empty: refused
        const auto longest = QString(256, u'x');
        const CimValue none = CimValue::null(CimType::String);
        QTest::newRow("both") << words(u"id"_s) << words(u"name"_s) << u"id"_s;
        QTest::newRow("empty id") << words(QString()) << words(u"name"_s) << u"name"_s;
        QTest::newRow("NULL id") << none << words(u"name"_s) << u"name"_s;
        QTest::newRow("NULL name") << words(u"id"_s) << none << u"id"_s;
        QTest::newRow("both NULL") << none << none << QString();
        QTest::newRow("both empty") << words(QString()) << words(QString()) << QString();
        QTest::newRow("both blank") << words(u"  "_s) << words(u"\t"_s) << QString();
        QTest::newRow("256 characters") << words(longest) << words(longest) << longest;
        QTest::newRow("257 characters in the id")
            << words(longest + u'x') << words(u"name"_s) << QString();
        QTest::newRow("257 characters in the name")
            << words(u"id"_s) << words(longest + u'x') << QString();
    }

    void CP_R7_poolIdComesFromName()
    {
        QFETCH(CimValue, id);
        QFETCH(CimValue, name);
        QFETCH(QString, made);
        ProviderFixture at;
        CimInstance settings = Resources::settings(Resources::Memory, u"x"_s);
        settings.set(u"PoolID", id);
        settings.set(u"ElementName", name);
        settings.set(u"InstanceID", words(u"Microsoft:mine"_s));
        const QStringList before = Resources::snapshot(at);
        const auto result = Resources::create(
            at, with(plain(at), u"PoolSettings"_s, Resources::text(settings)));
        QCOMPARE(result.code, made.isEmpty() ? 32773u : 4096u);
        if (made.isEmpty()) {
            QCOMPARE(Resources::snapshot(at), before);
            return;
        }
        QCOMPARE(at.text(result.path(u"Pool"), u"PoolID"), made);
        QVERIFY(!at.text(result.path(u"Pool"), u"ElementName").isEmpty());
        QVERIFY(at.text(result.path(u"Pool"), u"InstanceID") != u"Microsoft:mine"_s);
    }

    void CP_R8_aTakenPoolIdIsRefused()
    {
        ProviderFixture at;
        Resources::pool(at, Resources::Memory, u"Gold"_s);
        const QStringList before = Resources::snapshot(at);
        for (const QString &id : {u"Gold"_s, u"gOLD"_s, u"Primordial"_s, u"primordial"_s})
            QCOMPARE(Resources::create(at, plain(at, id)).code, 32788u);
        QCOMPARE(Resources::snapshot(at), before);
        // Of another type it is another pool.
        QVERIFY(!Resources::pool(at, Resources::Processor, u"gold"_s).isEmpty());
    }

    void CP_R9_theLinksAreThoseOfTheList()
    {
        ProviderFixture at;
        QList<CimPath> parents;
        for (const QString &name : {u"c"_s, u"a"_s, u"b"_s})
            parents.append(Resources::pool(at, Resources::Processor, name));
        const CimPath child = Resources::pool(at, Resources::Processor, u"child"_s,
                                              {parents[2], parents[0]}, {{}, {}});
        const auto above = at.associated(child, u"CIM_ElementAllocatedFromPool"_s, {},
                                         u"Dependent"_s);
        QCOMPARE(above.size(), 2);
        for (const CimInstance &pool : above)
            QVERIFY(pool.path() == parents[2] || pool.path() == parents[0]);
    }

    void CP_R10_badParentsAreRefused()
    {
        ProviderFixture at;
        const CimPath root = Resources::primordial(at, Resources::Memory);
        const CimPath gone(root.nameSpace(), root.className(),
                           {{u"InstanceID"_s, words(u"Microsoft:gone"_s)}});
        const CimPath notPool = Resources::service(at);
        CimPath elsewhere = root, far = root;
        elsewhere.setNameSpace(u"Root/CIMv2/Storage/iScsiTarget"_s);
        far.setHost(u"other.example"_s);
        CimPath here = root;
        here.setHost(u"localhost"_s);
        const QStringList before = Resources::snapshot(at);
        const auto code = [&at](const QList<CimPath> &parents) {
            QList<CimInstance> entries(std::max<qsizetype>(1, parents.size()),
                                       Resources::entry(Resources::Memory));
            return Resources::create(
                       at,
                       Resources::creation(Resources::settings(Resources::Memory, u"x"_s), parents,
                                           entries))
                .code;
        };
        QCOMPARE(code({}), 32773u);
        QCOMPARE(code({gone}), 32781u);
        QCOMPARE(code({root, gone}), 32781u);
        QCOMPARE(code({root, root}), 32773u);
        QCOMPARE(code({notPool}), 32773u);
        QCOMPARE(code({elsewhere}), 32773u);
        QCOMPARE(code({far}), 32773u);
        QCOMPARE(Resources::snapshot(at), before);
        QCOMPARE(code({here}), 4096u);
    }

    void CP_R10_poolsOfAnotherSystemAreRefused()
    {
        ProviderFixture at;
        CimInstance other = at.get(Resources::primordial(at, Resources::Memory)).value();
        other.set(u"InstanceID", words(u"Microsoft:other"_s));
        other.setPath({});
        Resources::put(at, other, true);
        QCOMPARE(Resources::create(
                     at, with(plain(at), u"ParentPools"_s, CimValue::references({other.path()})))
                     .code,
                 32773u);
    }

    void CP_R10_moreParentsThanTheTypeAllowsAreRefused()
    {
        ProviderFixture at;
        QList<CimPath> parents;
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            parents.append(Resources::pool(at, Resources::Memory, name));
        for (const CimInstance &component :
             at.all(u"Msvm_ResourcePoolComponent"_s, Schema::virtualization)) {
            if (component.value(u"Name").toString().contains("Memory"_L1))
                Resources::put(at, component.path(), u"MaxParentPools"_s, CimValue::uint8(2));
        }
        const auto entry = Resources::entry(Resources::Memory);
        const auto code = [&](const QString &name, const QList<CimPath> &from) {
            return Resources::create(
                       at,
                       Resources::creation(Resources::settings(Resources::Memory, name), from,
                                           QList<CimInstance>(from.size(), entry)))
                .code;
        };
        QCOMPARE(code(u"x"_s, parents), 32773u);
        QCOMPARE(code(u"y"_s, parents.first(2)), 4096u);
    }
};

QTEST_GUILESS_MAIN(tst_ChildPoolRules)
#include "tst_childpoolrules.moc"
