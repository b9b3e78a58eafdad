// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the client promises of CreatePool and its companions before anything is sent: the request
// as it is built, and every choice that a system would refuse.

#include "models/childpoolcall.h"
#include "services/schema/embedded.h"
#include "services/schema/schema.h"
#include "tests/support/poolobjects.h"
#include "ui/text/amounts.h"
#include "ui/text/childpoolwords.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using ChildPool::Plan;
using ChildPool::Problem;
using ChildPool::Terms;
using Kind = Problem::Kind;

namespace {
const QString hv23 = u"a"_s;
const QString mib = u"byte * 2^20"_s;
constexpr quint64 GiB = 1024; // in units of mib
} // namespace

class TestChildPoolCall : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void CP_R1_requestIsBuiltInTheOrderOfTheSchema();
    void CP_R2_aPoolWithoutParentsIsNoChildPool();
    void CP_R4_CP_R5_settingsAreEmbeddedAndEscaped();
    void CP_R5_settingsAndAllocationArePartedInTheRequest();
    void CP_R6_thePoolSettingsCannotBeProducedWrong_data();
    void CP_R6_thePoolSettingsCannotBeProducedWrong();
    void CP_R7_oneNameFillsPoolIdAndElementName();
    void CP_R7_namesThatAreRefused_data();
    void CP_R7_namesThatAreRefused();
    void CP_R8_aTakenPoolIdIsFoundBeforeSending_data();
    void CP_R8_aTakenPoolIdIsFoundBeforeSending();
    void CP_R10_parentsThatAreRefused();
    void CP_R10_noParentChosenMeansThePrimordialPool();
    void CP_R10_moreParentsThanTheTypeTakes();
    void CP_R11_thereIsAlwaysASetting();
    void CP_R12_countsAreCheckedBeforeSending_data();
    void CP_R12_countsAreCheckedBeforeSending();
    void CP_R13_eachSettingNamesItsParent();
    void CP_R14_aSharedSettingNamesNoParent();
    void CP_R15_aLimitThatRestrictsNothingIsSaid();
    void CP_R16_CP_R17_sharingIsForTypesThatShare();
    void CP_R18_oneParentIsNeverShared();
    void CP_R19_typesAgreeThroughout();
    void CP_R20_reservationsAreCheckedBeforeSending_data();
    void CP_R20_reservationsAreCheckedBeforeSending();
    void CP_R20_noLimitIsSentAsNone();
    void CP_R21_hostResourcesAreThoseOfTheParent();
    void everyProblemHasASentenceOfItsOwn();
    void aDraftReadsBackAsThePlan();
    void aChangeSendsOnlyWhatChanged();
    void aChangeMayUseWhatThePoolDrawsNow();
    void aPoolIsNoParentOfItself();
    void whatIsHandedOutStays();
    void amountsAreReadAsPeopleWriteThem_data();
    void amountsAreReadAsPeopleWriteThem();
    void aPointThatGroupsDigitsIsNoDecimalPoint();

private:
    ResourceFacts facts() const { return {*m_inventory, hv23, QString(Schema::virtualization)}; }
    void tell() { m_host->tell(*m_inventory, hv23); }
    Plan silverAndGold() const
    {
        Plan plan{.type = PoolObjects::memory(), .name = u"web"_s, .parents = {m_silver, m_gold}};
        plan.terms = {{.reservation = 32 * GiB, .limit = 64 * GiB, .weight = 100},
                      {.reservation = 24 * GiB, .limit = 48 * GiB, .weight = 100}};
        return plan;
    }
    QList<Kind> kinds(const Plan &plan, const CimPath &pool = {}) const
    {
        QList<Kind> found;
        for (const Problem &problem : ChildPool::problems(plan, facts(), pool))
            found.append(problem.kind);
        return found;
    }
    CimInstance embedded(const QString &text) const
    {
        const auto instance = Embedded::fromText(text, QString(Schema::virtualization));
        return instance ? *instance : CimInstance();
    }
    CimInstance setting(const MethodCall &call, qsizetype place) const
    {
        return embedded(call.argument(u"AllocationSettings").toStrings().value(place));
    }

    std::unique_ptr<Inventory> m_inventory;
    std::unique_ptr<PoolObjects> m_host;
    CimPath m_memory, m_silver, m_gold, m_disks;
};

void TestChildPoolCall::init()
{
    m_inventory = std::make_unique<Inventory>();
    m_inventory->setSystems({{hv23, u"hv23"_s}}, {});
    m_host = std::make_unique<PoolObjects>(QString(Schema::virtualization));
    m_memory = m_host->primordial(PoolObjects::memory(), mib, 512 * GiB, 256 * GiB);
    m_silver = m_host->child(u"vm-silver"_s, PoolObjects::memory(), mib, {m_memory},
                             {{.reservation = 160 * GiB}}, 160 * GiB, 72 * GiB);
    m_gold = m_host->child(u"vm-gold"_s, PoolObjects::memory(), mib, {m_memory},
                           {{.reservation = 96 * GiB}}, 96 * GiB, 40 * GiB);
    m_disks = m_host->primordial(PoolObjects::disk(), u"byte"_s, 1000);
    tell();
}

void TestChildPoolCall::CP_R1_requestIsBuiltInTheOrderOfTheSchema()
{
    const MethodCall call = ChildPool::create(silverAndGold(), facts());
    QStringList names;
    for (const auto &[name, value] : call.arguments())
        names.append(name);
    QCOMPARE(names, QStringList({u"PoolSettings"_s, u"ParentPools"_s, u"AllocationSettings"_s}));
    QCOMPARE(call.argument(u"PoolSettings").type(), CimType::String);
    QVERIFY(!call.argument(u"PoolSettings").isArray());
    QCOMPARE(call.argument(u"ParentPools").type(), CimType::Reference);
    QCOMPARE(call.argument(u"ParentPools").toPaths(), QList<CimPath>({m_silver, m_gold}));
    QVERIFY(call.argument(u"AllocationSettings").isArray());
    QCOMPARE(call.target(), m_host->service());
    QVERIFY(call.problems().isEmpty());
}

void TestChildPoolCall::CP_R2_aPoolWithoutParentsIsNoChildPool()
{
    Plan plan = silverAndGold();
    plan.parents.clear();
    QVERIFY(kinds(plan).contains(Kind::ParentMissing));
    QVERIFY(ChildPool::blocks(ChildPool::problems(plan, facts())));
    QVERIFY(childPoolProblemText(ChildPool::problems({.name = QString()}, facts()).last(), plan,
                                 facts(), u"hv23"_s)
                .size()
            > 0);
    QVERIFY(
        childPoolProblemText({.kind = Kind::NameMissing, .parameter = {}}, plan, facts(), u"hv23"_s)
            .contains(u"child pool"_s));
}

void TestChildPoolCall::CP_R4_CP_R5_settingsAreEmbeddedAndEscaped()
{
    Plan plan = silverAndGold();
    plan.name = u"<b>x</b> & \"q\" ]]> ü"_s;
    plan.notes = u"line 1\nline <2>"_s;
    const MethodCall call = ChildPool::create(plan, facts());
    const QString text = call.argument(u"PoolSettings").toString();
    QVERIFY(!text.contains(u"<b>"_s));
    const CimInstance settings = embedded(text);
    QCOMPARE(settings.className(), u"Msvm_ResourcePoolSettingData"_s);
    QCOMPARE(settings.value(u"PoolID").toString(), plan.name);
    QCOMPARE(settings.value(u"ElementName").toString(), plan.name);
    QCOMPARE(settings.value(u"Notes").toString(), plan.notes);
    QVERIFY(!settings.has(u"InstanceID"));
}

void TestChildPoolCall::CP_R5_settingsAndAllocationArePartedInTheRequest()
{
    const MethodCall call = ChildPool::create(silverAndGold(), facts());
    const CimInstance settings = embedded(call.argument(u"PoolSettings").toString());
    for (const QStringView name : {u"Reservation", u"Limit", u"Weight", u"HostResource"})
        QVERIFY(!settings.has(name));
    const CimInstance first = setting(call, 0);
    QCOMPARE(first.className(), u"Msvm_MemorySettingData"_s);
    QCOMPARE(first.value(u"Reservation").toUnsigned(), std::optional<quint64>(32 * GiB));
    QCOMPARE(first.value(u"Limit").toUnsigned(), std::optional<quint64>(64 * GiB));
    QCOMPARE(first.value(u"AllocationUnits").toString(), mib);
    QVERIFY(!first.has(u"Notes"));
}

void TestChildPoolCall::CP_R6_thePoolSettingsCannotBeProducedWrong_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("notes");
    QTest::newRow("markup") << u"</INSTANCE>"_s << QString();
    QTest::newRow("document type") << u"<!DOCTYPE x [<!ENTITY e 'x'>]>&e;"_s << QString();
    QTest::newRow("end of CDATA") << u"]]>"_s << u"]]>"_s;
    QTest::newRow("line ends") << u"a"_s << u"1\n2\n\n3"_s;
    QTest::newRow("beyond the first plane") << u"😀"_s << u"𝔖"_s;
    QTest::newRow("blanks around") << u" a "_s << u"  x  "_s;
}

void TestChildPoolCall::CP_R6_thePoolSettingsCannotBeProducedWrong()
{
    QFETCH(QString, name);
    QFETCH(QString, notes);
    Plan plan = silverAndGold();
    plan.name = name;
    plan.notes = notes;
    const QString text = ChildPool::create(plan, facts()).argument(u"PoolSettings").toString();
    QVERIFY(text.size() < Embedded::longest);
    QVERIFY(!text.contains(u"<!DOCTYPE"_s));
    const CimInstance settings = embedded(text);
    QCOMPARE(settings.className(), u"Msvm_ResourcePoolSettingData"_s);
    QCOMPARE(settings.value(u"PoolID").toString(), name);
    QCOMPARE(settings.value(u"Notes").toString(), notes);
    QCOMPARE(ResourceType::of(settings), plan.type);
}

void TestChildPoolCall::CP_R7_oneNameFillsPoolIdAndElementName()
{
    const CimInstance settings = embedded(
        ChildPool::create(silverAndGold(), facts()).argument(u"PoolSettings").toString());
    QCOMPARE(settings.value(u"PoolID").toString(), u"web"_s);
    QCOMPARE(settings.value(u"ElementName").toString(), u"web"_s);
}

void TestChildPoolCall::CP_R7_namesThatAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QList<Kind>>("expected");
    QTest::newRow("empty") << QString() << QList<Kind>{Kind::NameMissing};
    QTest::newRow("blank") << u" \u00a0"_s << QList<Kind>{Kind::NameMissing};
    QTest::newRow("256") << QString(256, u'x') << QList<Kind>{};
    QTest::newRow("257") << QString(257, u'x') << QList<Kind>{Kind::NameTooLong};
    QTest::newRow("line end") << u"a\nb"_s << QList<Kind>{Kind::NameControl};
}

void TestChildPoolCall::CP_R7_namesThatAreRefused()
{
    QFETCH(QString, name);
    QFETCH(QList<Kind>, expected);
    Plan plan = silverAndGold();
    plan.name = name;
    QCOMPARE(kinds(plan), expected);
}

void TestChildPoolCall::CP_R8_aTakenPoolIdIsFoundBeforeSending_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QList<Kind>>("expected");
    QTest::newRow("same") << u"vm-gold"_s << QList<Kind>{Kind::NameTaken};
    QTest::newRow("other case") << u"VM-Gold"_s << QList<Kind>{Kind::NameTaken};
    QTest::newRow("primordial") << u"PRIMORDIAL"_s << QList<Kind>{Kind::NameReserved};
    QTest::newRow("free") << u"vm-bronze"_s << QList<Kind>{};
}

void TestChildPoolCall::CP_R8_aTakenPoolIdIsFoundBeforeSending()
{
    QFETCH(QString, name);
    QFETCH(QList<Kind>, expected);
    Plan plan = silverAndGold();
    plan.name = name;
    QCOMPARE(kinds(plan), expected);
    // The same name with another type is another pool.
    Plan disks{.type = PoolObjects::disk(), .name = u"vm-gold"_s, .parents = {m_disks}};
    disks.terms = {{}};
    QCOMPARE(kinds(disks), QList<Kind>{});
}

void TestChildPoolCall::CP_R10_parentsThatAreRefused()
{
    Plan plan = silverAndGold();
    plan.parents = {m_silver, m_silver};
    QVERIFY(kinds(plan).contains(Kind::ParentTwice));
    plan.parents = {m_silver, m_host->service()};
    QVERIFY(kinds(plan).contains(Kind::ParentUnknown));
    plan.parents = {m_silver,
                    CimPath(QString(Schema::virtualization), u"Msvm_ResourcePool"_s,
                            {{u"InstanceID"_s, CimValue::string(u"gone"_s)}})};
    QVERIFY(kinds(plan).contains(Kind::ParentUnknown));
    QVERIFY(ChildPool::blocks(ChildPool::problems(plan, facts())));
}

void TestChildPoolCall::CP_R10_noParentChosenMeansThePrimordialPool()
{
    const Plan plan = ChildPool::completed({.type = PoolObjects::memory(), .name = u"a"_s},
                                           facts());
    QCOMPARE(plan.parents, QList<CimPath>{m_memory});
    QCOMPARE(plan.terms.size(), 1);
    QCOMPARE(kinds(plan), QList<Kind>{});
    const CimInstance only = setting(ChildPool::create(plan, facts()), 0);
    QVERIFY(only.has(u"PoolID")); // that of the primordial pool is the empty text
    QCOMPARE(only.value(u"PoolID").toString(), QString());
}

void TestChildPoolCall::CP_R10_moreParentsThanTheTypeTakes()
{
    CimInstance component(
        *Schema::findClass(QString(Schema::virtualization), u"Msvm_ResourcePoolComponent"));
    component.set(u"Name", CimValue::string(u"Microsoft|Memory|1"_s));
    component.set(u"MaxParentPools", CimValue::uint8(1));
    m_host->objects.append(component);
    tell();
    QVERIFY(kinds(silverAndGold()).contains(Kind::TooManyParents));
}

void TestChildPoolCall::CP_R11_thereIsAlwaysASetting()
{
    Plan plan = silverAndGold();
    plan.terms.clear();
    QVERIFY(kinds(plan).contains(Kind::CountWrong));
    plan = ChildPool::completed(plan, facts());
    QCOMPARE(plan.terms.size(), 2);
    QCOMPARE(plan.terms.first().weight, std::optional<quint32>(100));
    QCOMPARE(ChildPool::create(plan, facts()).argument(u"AllocationSettings").toStrings().size(),
             2);
}

void TestChildPoolCall::CP_R12_countsAreCheckedBeforeSending_data()
{
    QTest::addColumn<int>("parents");
    QTest::addColumn<int>("settings");
    QTest::addColumn<bool>("shared");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("1,1") << 1 << 1 << false << true;
    QTest::newRow("2,2") << 2 << 2 << false << true;
    QTest::newRow("3,3") << 3 << 3 << false << true;
    QTest::newRow("2,1") << 2 << 1 << true << true;
    QTest::newRow("3,1") << 3 << 1 << true << true;
    QTest::newRow("1,2") << 1 << 2 << false << false;
    QTest::newRow("2,3") << 2 << 3 << false << false;
    QTest::newRow("3,2") << 3 << 2 << false << false;
    QTest::newRow("2,0") << 2 << 0 << false << false;
}

void TestChildPoolCall::CP_R12_countsAreCheckedBeforeSending()
{
    QFETCH(int, parents);
    QFETCH(int, settings);
    QFETCH(bool, shared);
    QFETCH(bool, accepted);
    Plan plan{.type = PoolObjects::memory(), .name = u"a"_s};
    plan.parents = QList<CimPath>{m_silver, m_gold, m_memory}.mid(0, parents);
    plan.terms = QList<Terms>(settings);
    plan.shared = shared;
    QCOMPARE(!ChildPool::blocks(ChildPool::problems(plan, facts())), accepted);
    // Whatever it was, a form that goes through here can't send a wrong count.
    const Plan sent = ChildPool::completed(plan, facts());
    QVERIFY(!kinds(sent).contains(Kind::CountWrong));
}

void TestChildPoolCall::CP_R13_eachSettingNamesItsParent()
{
    Plan plan = silverAndGold();
    std::swap(plan.parents[0], plan.parents[1]);
    const MethodCall call = ChildPool::create(plan, facts());
    QCOMPARE(setting(call, 0).value(u"PoolID").toString(), u"vm-gold"_s);
    QCOMPARE(setting(call, 1).value(u"PoolID").toString(), u"vm-silver"_s);
    QCOMPARE(setting(call, 0).value(u"Reservation").toUnsigned(), std::optional<quint64>(32 * GiB));
}

void TestChildPoolCall::CP_R14_aSharedSettingNamesNoParent()
{
    Plan plan = silverAndGold();
    plan.shared = true;
    plan.terms = {{.reservation = 100 * GiB, .limit = 128 * GiB}};
    // More than either parent has, but not more than both.
    QCOMPARE(kinds(plan), QList<Kind>{});
    const MethodCall call = ChildPool::create(plan, facts());
    QCOMPARE(call.argument(u"AllocationSettings").toStrings().size(), 1);
    QCOMPARE(call.argument(u"ParentPools").toPaths().size(), 2);
    QVERIFY(!setting(call, 0).has(u"PoolID"));
    QCOMPARE(ChildPool::mostOf(plan, facts()), 128 * GiB);
}

void TestChildPoolCall::CP_R15_aLimitThatRestrictsNothingIsSaid()
{
    Plan plan = silverAndGold();
    plan.shared = true;
    plan.terms = {{.reservation = 0, .limit = 256 * GiB}};
    QCOMPARE(kinds(plan), QList<Kind>{Kind::LimitRestrictsNothing});
    QVERIFY(!ChildPool::blocks(ChildPool::problems(plan, facts()))); // the system takes it
    QVERIFY(
        childPoolProblemText(ChildPool::problems(plan, facts()).first(), plan, facts(), u"hv23"_s)
            .contains(u"256 GiB"_s));
    plan.terms = {{.reservation = 0, .limit = 255 * GiB}};
    QCOMPARE(kinds(plan), QList<Kind>{});
    plan.terms = {{}};
    QCOMPARE(kinds(plan), QList<Kind>{Kind::LimitRestrictsNothing}); // no limit at all
    Plan apart = silverAndGold();
    QCOMPARE(ChildPool::mostOf(apart, facts()), 112 * GiB);
    QCOMPARE(ChildPool::leastOf(apart), 56 * GiB);
    apart.terms[0].limit = 0;
    apart.terms[1].limit = 500 * GiB;
    QCOMPARE(ChildPool::mostOf(apart, facts()), 256 * GiB);
    QCOMPARE(kinds(apart), QList<Kind>{Kind::LimitRestrictsNothing});
}

void TestChildPoolCall::CP_R16_CP_R17_sharingIsForTypesThatShare()
{
    QVERIFY(sharesLimit(PoolObjects::memory()));
    QVERIFY(sharesLimit(PoolObjects::processor()));
    for (const ResourceTypeRow &row : resourceTypes()) {
        if (QList<int>{7, 10, 31, 33, 64764}.contains(row.number))
            QVERIFY2(!sharesLimit({.number = row.number, .subType = QString(row.text)}), row.label);
    }
    const CimPath other = m_host->child(u"a"_s, PoolObjects::disk(), u"byte"_s, {m_disks}, {{}},
                                        10);
    tell();
    Plan plan{.type = PoolObjects::disk(), .name = u"b"_s, .parents = {m_disks, other}};
    plan.shared = true;
    plan.terms = {{.reservation = 0, .limit = 10}};
    QVERIFY(kinds(plan).contains(Kind::SharedNotPossible));
    const QString words = childPoolProblemText({.kind = Kind::SharedNotPossible, .parameter = {}},
                                               plan, facts(), u"hv23"_s);
    QVERIFY2(words.contains(u"one for each parent"_s), qPrintable(words));
}

void TestChildPoolCall::CP_R18_oneParentIsNeverShared()
{
    Plan plan{.type = PoolObjects::disk(), .name = u"b"_s, .parents = {m_disks}};
    plan.terms = {{}};
    QCOMPARE(kinds(plan), QList<Kind>{});
    plan.shared = true;
    QVERIFY(!ChildPool::completed(plan, facts()).shared);
}

void TestChildPoolCall::CP_R19_typesAgreeThroughout()
{
    Plan plan = silverAndGold();
    plan.parents = {m_silver, m_disks};
    QVERIFY(kinds(plan).contains(Kind::ParentOfOtherType));
    const MethodCall call = ChildPool::create(silverAndGold(), facts());
    QCOMPARE(ResourceType::of(embedded(call.argument(u"PoolSettings").toString())),
             PoolObjects::memory());
    QCOMPARE(ResourceType::of(setting(call, 0)), PoolObjects::memory());
    QCOMPARE(ResourceType::of(setting(call, 1)), PoolObjects::memory());
    // A type that is told in the other way keeps its place.
    const ResourceType other{.number = 1, .other = u"Microsoft:Hyper-V:Rdv Component"_s};
    CimInstance told(*Schema::findClass(QString(Schema::virtualization), u"Msvm_ResourcePool"));
    other.tell(told);
    QCOMPARE(told.value(u"OtherResourceType").toString(), other.other);
    QVERIFY(!told.has(u"ResourceSubType"));
}

void TestChildPoolCall::CP_R20_reservationsAreCheckedBeforeSending_data()
{
    QTest::addColumn<quint64>("reservation");
    QTest::addColumn<quint64>("limit");
    QTest::addColumn<QList<Kind>>("expected");
    QTest::newRow("equal") << 64 * GiB << 64 * GiB << QList<Kind>{};
    QTest::newRow("above the limit")
        << 65 * GiB << 64 * GiB << QList<Kind>{Kind::ReservationOverLimit};
    QTest::newRow("no limit") << 88 * GiB << quint64(0) << QList<Kind>{};
    QTest::newRow("all that is free") << 88 * GiB << quint64(0) << QList<Kind>{};
    QTest::newRow("one unit more")
        << 88 * GiB + 1 << quint64(0) << QList<Kind>{Kind::ReservationOverFree};
    QTest::newRow("most") << ~quint64(0) << quint64(0) << QList<Kind>{Kind::ReservationOverFree};
}

void TestChildPoolCall::CP_R20_reservationsAreCheckedBeforeSending()
{
    QFETCH(quint64, reservation);
    QFETCH(quint64, limit);
    QFETCH(QList<Kind>, expected);
    Plan plan{.type = PoolObjects::memory(), .name = u"a"_s, .parents = {m_silver}};
    plan.terms = {{.reservation = reservation, .limit = limit}};
    QCOMPARE(kinds(plan), expected);
    for (const Problem &problem : ChildPool::problems(plan, facts())) {
        if (problem.kind == Kind::ReservationOverFree)
            QVERIFY(childPoolProblemText(problem, plan, facts(), u"hv23"_s).contains(u"88 GiB"_s));
    }
}

void TestChildPoolCall::CP_R20_noLimitIsSentAsNone()
{
    Plan plan = silverAndGold();
    plan.terms[0].limit = 0;
    const CimInstance sent = setting(ChildPool::create(plan, facts()), 0);
    QVERIFY(sent.value(u"Limit").isNull());
    QVERIFY(!sent.value(u"Reservation").isNull());
}

void TestChildPoolCall::CP_R21_hostResourcesAreThoseOfTheParent()
{
    const CimPath folders = m_host->child(u"folders"_s, PoolObjects::disk(), u"byte"_s, {m_disks},
                                          {{.hostResources = {uR"(D:\VMs)"_s, u"/srv/vm"_s}}}, 100);
    tell();
    Plan plan{.type = PoolObjects::disk(), .name = u"a"_s, .parents = {folders}};
    plan.terms = {{.hostResources = {uR"(D:\VMs)"_s}}};
    QCOMPARE(kinds(plan), QList<Kind>{});
    QCOMPARE(setting(ChildPool::create(plan, facts()), 0).value(u"HostResource").toStrings(),
             QStringList{uR"(D:\VMs)"_s});
    plan.terms = {{.hostResources = {u"/elsewhere"_s}}};
    QCOMPARE(kinds(plan), QList<Kind>{Kind::ResourceUnknown});
    plan.terms = {{.hostResources = {u"/srv/vm"_s, u"/srv/vm"_s}}};
    QCOMPARE(kinds(plan), QList<Kind>{Kind::ResourceTwice});
    // A parent that tells none is asked and may refuse.
    plan.parents = {m_disks};
    plan.terms = {{.hostResources = {u"/anywhere"_s}}};
    QCOMPARE(kinds(plan), QList<Kind>{});
}

void TestChildPoolCall::everyProblemHasASentenceOfItsOwn()
{
    const Plan plan = silverAndGold();
    QSet<QString> sentences;
    for (int kind = 0; kind <= int(Kind::LimitRestrictsNothing); ++kind) {
        const QString words = childPoolProblemText(
            {.kind = Kind(kind), .parameter = {}, .parent = m_silver, .amount = 3, .text = u"x"_s},
            plan, facts(), u"hv23"_s);
        QVERIFY2(words.endsWith(u'.'), qPrintable(words));
        QVERIFY2(!words.contains(u'%'), qPrintable(words));
        QVERIFY2(!sentences.contains(words), qPrintable(words));
        sentences.insert(words);
    }
}

void TestChildPoolCall::aDraftReadsBackAsThePlan()
{
    Plan plan = silverAndGold();
    plan.notes = u"for the web"_s;
    QCOMPARE(ChildPool::planOfCall(ChildPool::create(plan, facts()), facts()), plan);
    plan.shared = true;
    plan.terms = {{.reservation = 1, .limit = 2, .weight = 3}};
    QCOMPARE(ChildPool::planOfCall(ChildPool::create(plan, facts()), facts()), plan);
}

void TestChildPoolCall::aChangeSendsOnlyWhatChanged()
{
    const Plan before = ChildPool::planOfPool(m_gold, facts());
    QCOMPARE(before.name, u"vm-gold"_s);
    QCOMPARE(before.parents, QList<CimPath>{m_memory});
    QCOMPARE(before.terms.first().reservation, 96 * GiB);
    QVERIFY(ChildPool::change(m_gold, before, facts()).isEmpty());

    Plan renamed = before;
    renamed.name = u"vm-platinum"_s;
    auto calls = ChildPool::change(m_gold, renamed, facts());
    QCOMPARE(calls.size(), 1);
    QCOMPARE(calls.first().decl().name, "ModifyPoolSettings"_L1);
    QVERIFY(calls.first().problems().isEmpty());
    QCOMPARE(*calls.first().argument(u"ChildPool").toPath(), m_gold);
    QCOMPARE(
        embedded(calls.first().argument(u"PoolSettings").toString()).value(u"PoolID").toString(),
        u"vm-platinum"_s);

    Plan smaller = before;
    smaller.terms[0].limit = 64 * GiB;
    smaller.terms[0].reservation = 48 * GiB;
    calls = ChildPool::change(m_gold, smaller, facts());
    QCOMPARE(calls.size(), 1);
    QCOMPARE(calls.first().decl().name, "ModifyPoolResources"_L1);
    QVERIFY(calls.first().problems().isEmpty());
    QCOMPARE(calls.first().argument(u"ParentPools").toPaths(), QList<CimPath>{m_memory});
    const CimInstance sent = setting(calls.first(), 0);
    QCOMPARE(sent.value(u"Limit").toUnsigned(), std::optional<quint64>(64 * GiB));
    QVERIFY(!sent.has(u"InstanceID"));

    smaller.notes = u"less"_s;
    calls = ChildPool::change(m_gold, smaller, facts());
    QCOMPARE(calls.size(), 2);
    QCOMPARE(calls.first().decl().name, "ModifyPoolSettings"_L1);
    QCOMPARE(ChildPool::planOfCall(calls.last(), facts()).terms, smaller.terms);
    QCOMPARE(ChildPool::planOfCall(calls.last(), facts()).name, u"vm-gold"_s);
}

void TestChildPoolCall::aChangeMayUseWhatThePoolDrawsNow()
{
    Plan plan = ChildPool::planOfPool(m_gold, facts());
    QCOMPARE(ChildPool::freeFor(m_memory, facts()), 256 * GiB);
    QCOMPARE(ChildPool::freeFor(m_memory, facts(), m_gold), 352 * GiB);
    plan.terms[0].reservation = 352 * GiB;
    QCOMPARE(kinds(plan, m_gold), QList<Kind>{});
    plan.terms[0].reservation = 352 * GiB + 1;
    QCOMPARE(kinds(plan, m_gold), QList<Kind>{Kind::ReservationOverFree});
    // Its own name is not taken, that of another is.
    plan = ChildPool::planOfPool(m_gold, facts());
    plan.name = u"VM-GOLD"_s;
    QCOMPARE(kinds(plan, m_gold), QList<Kind>{});
    plan.name = u"vm-silver"_s;
    QCOMPARE(kinds(plan, m_gold), QList<Kind>{Kind::NameTaken});
}

void TestChildPoolCall::aPoolIsNoParentOfItself()
{
    const CimPath below = m_host->child(u"below"_s, PoolObjects::memory(), mib, {m_gold}, {{}}, 1);
    tell();
    Plan plan = ChildPool::planOfPool(m_gold, facts());
    plan.parents = {below};
    QVERIFY(kinds(plan, m_gold).contains(Kind::ParentBelow));
    plan.parents = {m_gold};
    QVERIFY(kinds(plan, m_gold).contains(Kind::ParentBelow));
    plan.parents = {m_silver};
    QVERIFY(!kinds(plan, m_gold).contains(Kind::ParentBelow));
}

void TestChildPoolCall::whatIsHandedOutStays()
{
    Plan plan = ChildPool::planOfPool(m_gold, facts());
    plan.terms[0].reservation = 0;
    plan.terms[0].limit = 40 * GiB;
    QCOMPARE(kinds(plan, m_gold), QList<Kind>{});
    plan.terms[0].limit = 40 * GiB - 1;
    QCOMPARE(kinds(plan, m_gold), QList<Kind>{Kind::BelowUse});
}

void TestChildPoolCall::amountsAreReadAsPeopleWriteThem_data()
{
    QTest::addColumn<QString>("unit");
    QTest::addColumn<quint16>("type");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<quint64>("amount");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const QString &unit, quint16 type, const QString &text,
                        bool accepted, quint64 amount = 0, const QString &shown = {}) {
        QTest::newRow(name) << unit << type << text << accepted << amount << shown;
    };
    const QString cpu = u"percent / 1000"_s;
    row("memory", mib, 4, u"32 GiB"_s, true, 32 * GiB, u"32 GiB"_s);
    row("memory, zero", mib, 4, u"0"_s, true, 0, u"0 B"_s);
    row("part of a MiB", mib, 4, u"64"_s, false);
    row("no number", mib, 4, u"lots"_s, false);
    row("most memory", mib, 4, u"16777215 TiB"_s, true, quint64(16777215) << 20, u"15.9 EiB"_s);
    row("processors", cpu, 3, u"4"_s, true, 400000, u"4 processors"_s);
    row("half a processor", cpu, 3, u"0.5 processors"_s, true, 50000, u"0.5 processors"_s);
    row("finest", cpu, 3, u"0.00001"_s, true, 1, u"0 processors"_s);
    row("too fine", cpu, 3, u"0.000001"_s, false);
    row("one", cpu, 3, u"1"_s, true, 100000, u"1 processor"_s);
    row("negative", cpu, 3, u"-1"_s, false);
    row("beyond", cpu, 3, u"184467440737096"_s, false);
    row("count", u"count"_s, 33, u"12"_s, true, 12, u"12"_s);
    row("count and most", u"count"_s, 33, u"18446744073709551615"_s, true, ~quint64(0),
        u"18,446,744,073,709,551,615"_s);
    row("count beyond", u"count"_s, 33, u"18446744073709551616"_s, false);
    row("half a thing", u"count"_s, 33, u"1.5"_s, false);
    row("thousands", u"count"_s, 33, u"1500"_s, true, 1500, u"1,500"_s);
    row("a group separator", u"count"_s, 33, u"1,500"_s, false);
    row("the comma of another language", u"percent / 1000"_s, 3, u"1,5"_s, false);
    row("percent", u"percent / 1000"_s, 33, u"12.5 %"_s, true, 12500, u"12.5 %"_s);
    row("words of nothing", u"count"_s, 33, u"12 apples"_s, false);
    row("empty", u"count"_s, 33, QString(), false);
}

void TestChildPoolCall::amountsAreReadAsPeopleWriteThem()
{
    QFETCH(QString, unit);
    QFETCH(quint16, type);
    QFETCH(QString, text);
    QFETCH(bool, accepted);
    QFETCH(quint64, amount);
    QFETCH(QString, shown);
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    const ResourceUnit told = ResourceUnit::fromText(unit, type);
    const ParsedAmount parsed = parseAmount(text, told, english);
    QCOMPARE(parsed.ok(), accepted);
    if (!accepted)
        return;
    QCOMPARE(parsed.amount, amount);
    QCOMPARE(formatAmount(amount, told, english), shown);
    const QString editable = formatEditableAmount(amount, told, english);
    QCOMPARE(parseAmount(editable, told, english).amount, amount);
}

void TestChildPoolCall::aPointThatGroupsDigitsIsNoDecimalPoint()
{
    const ResourceUnit unit = ResourceUnit::fromText(u"percent / 1000"_s, 3);
    const QLocale german(QLocale::German, QLocale::Germany);
    QVERIFY(!parseAmount(u"1.500"_s, unit, german).ok());
    QVERIFY(parseAmount(u"1,5"_s, unit, german).ok());
    const QLocale french(QLocale::French, QLocale::France); // groups with a space
    QCOMPARE(parseAmount(u"1.5"_s, unit, french).amount,
             parseAmount(u"1,5"_s, unit, french).amount);
}

QTEST_GUILESS_MAIN(TestChildPoolCall)
#include "tst_childpoolcall.moc"
