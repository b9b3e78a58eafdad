// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreateOrModifyStoragePool: goals and sizes. Rules SP.R15 to SP.R25.
#include "tests/support/providerfixture.h"

#include <QTest>

#include <limits>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint64 largest = std::numeric_limits<quint64>::max();

Arguments sized(ProviderFixture &at, quint64 size)
{
    return {{u"Size"_s, bytes(size)}, {u"InPools"_s, pathTexts({at.location()})}};
}
} // namespace

class tst_StoragePoolSizes : public QObject
{
    Q_OBJECT

private slots:
    void SP_R15_theCapabilitiesCoverTheGoal()
    {
        ProviderFixture at({.jobs = false});
        const CimPath goal = at.goal(at.location());
        Arguments arguments = sized(at, MiB);
        arguments.append({u"Goal"_s, ref(goal)});
        const CimPath pool = at.createPool(arguments).path(u"Pool");
        const auto can = at.get(at.capabilitiesOf(pool));
        const auto wanted = at.get(goal);
        QVERIFY(can && wanted);
        for (const QString &group : {u"DataRedundancy"_s, u"PackageRedundancy"_s}) {
            QVERIFY(can->value(group + "Min"_L1).toUnsigned()
                    <= wanted->value(group + "Goal"_L1).toUnsigned());
            QVERIFY(can->value(group + "Max"_L1).toUnsigned()
                    >= wanted->value(group + "Goal"_L1).toUnsigned());
        }
    }

    void SP_R16_withoutAGoalTheDefaultsOfTheSourceHold()
    {
        ProviderFixture at({.jobs = false});
        const CimPath extent = at.extent(MiB);
        const CimPath bySize = at.createPool(sized(at, MiB)).path(u"Pool");
        const CimPath byExtent = at.createPool({{u"InExtents"_s, pathTexts({extent})}})
                                     .path(u"Pool");
        const auto source = at.get(at.capabilitiesOf(at.location()));
        for (const CimPath &pool : {bySize, byExtent}) {
            const auto can = at.get(at.capabilitiesOf(pool));
            QVERIFY(can);
            for (const QString &name : {u"DataRedundancyDefault"_s, u"PackageRedundancyDefault"_s,
                                        u"NoSinglePointOfFailureDefault"_s})
                QCOMPARE(can->value(name), source->value(name));
        }
    }

    void SP_R17_aNewGoalNeedsFeature5()
    {
        ProviderFixture at({.jobs = false});
        const CimPath pool = at.pool(u"gold"_s, MiB);
        const CimPath goal = at.goal(at.location());
        const QStringList before = at.snapshot();
        at.announce(u"SupportedStoragePoolFeatures", {2, 3, 4, 6, 7});
        QCOMPARE(at.modify(pool, {{u"Goal"_s, ref(goal)}}).code, 1u);
        QCOMPARE(at.snapshot(), before);
        at.announce(u"SupportedStoragePoolFeatures", {2, 3, 4, 5, 6, 7});
        QCOMPARE(at.modify(pool, {{u"Goal"_s, ref(goal)}}).code, 0u);
        // The setting that belongs to the pool's capabilities is the goal now.
        const auto setting = at.associated(at.capabilitiesOf(pool), {}, u"CIM_StorageSetting"_s);
        QCOMPARE(setting.size(), 1);
        QCOMPARE(setting.first().value(u"ElementName").toString(), at.text(goal, u"ElementName"));
    }

    void SP_R18_goalsThatCanNotBe_data()
    {
        QTest::addColumn<QString>("property");
        QTest::addColumn<quint64>("value");
        QTest::newRow("more copies than the source can") << u"DataRedundancyMax"_s << quint64(2);
        QTest::newRow("goal above its maximum") << u"DataRedundancyGoal"_s << quint64(2);
        QTest::newRow("minimum above the goal") << u"DataRedundancyMin"_s << quint64(2);
        QTest::newRow("minimum below the source's") << u"DataRedundancyMin"_s << quint64(0);
        QTest::newRow("more failures than the source survives")
            << u"PackageRedundancyMax"_s << quint64(1);
        QTest::newRow("a stripe length nobody offers") << u"ExtentStripeLength"_s << quint64(2);
    }

    void SP_R18_goalsThatCanNotBe()
    {
        QFETCH(QString, property);
        QFETCH(quint64, value);
        ProviderFixture at({.jobs = false});
        const CimPath pool = at.pool(u"gold"_s, MiB);
        const CimPath goal = at.goal(at.location(), {{property, CimValue::uint16(quint16(value))}});
        const QStringList before = at.snapshot();
        Arguments arguments = sized(at, MiB);
        arguments.append({u"Goal"_s, ref(goal)});
        QCOMPARE(at.createPool(arguments).code, 5u);
        QCOMPARE(at.modify(pool, {{u"Goal"_s, ref(goal)}}).code, 5u);
        QCOMPARE(at.snapshot(), before);
    }

    void SP_R18_aGoalThatIsNotThere()
    {
        ProviderFixture at({.jobs = false});
        const CimPath gone(at.location().nameSpace(), u"MSISCSITARGET_StorageSetting"_s,
                           {{u"InstanceID"_s, words(u"none"_s)}});
        for (const CimPath &goal : {gone, at.location()}) {
            Arguments arguments = sized(at, MiB);
            arguments.append({u"Goal"_s, ref(goal)});
            QCOMPARE(at.createPool(arguments).code, 5u);
        }
        QVERIFY(at.pools().isEmpty());
    }

    void SP_R18_noGoalOnModifyKeepsIt()
    {
        ProviderFixture at({.jobs = false});
        Arguments arguments = sized(at, MiB);
        const CimPath goal = at.goal(at.location());
        arguments.append({u"Goal"_s, ref(goal)});
        const CimPath pool = at.createPool(arguments).path(u"Pool");
        const CimPath setting =
            at.associated(at.capabilitiesOf(pool), {}, u"CIM_StorageSetting"_s).value(0).path();
        const QString name = at.text(setting, u"ElementName");
        QCOMPARE(at.modify(pool, {{u"Size"_s, bytes(2 * MiB)}}).code, 0u);
        QCOMPARE(at.text(setting, u"ElementName"), name);
    }

    void SP_R19_sizesAreBytes()
    {
        ProviderFixture at;
        const CimPath pool = at.createPool(sized(at, 1048576)).path(u"Pool");
        QCOMPARE(at.number(pool, u"TotalManagedSpace"), 1048576u);
    }

    void SP_R20_theSizeMadeIsReturned()
    {
        ProviderFixture at;
        const auto result = at.callService(u"CreateOrModifyStoragePool"_s,
                                           sized(at, MiB + MiB / 2));
        QCOMPARE(result.code, 4096u);
        QCOMPARE(result.size(), std::optional(2 * MiB));
        const CimPath pool = at.finished(result).path(u"Pool");
        QCOMPARE(at.number(pool, u"TotalManagedSpace"), 2 * MiB);
    }

    void SP_R21_theSizeOnModifyIsTheNewTotal()
    {
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, 10 * MiB);
        const auto result = at.modify(pool, {{u"Size"_s, bytes(15 * MiB)}});
        QCOMPARE(result.code, 4096u);
        QCOMPARE(at.number(pool, u"TotalManagedSpace"), 15 * MiB);
        QCOMPARE(at.number(at.location(), u"RemainingManagedSpace"), 49 * MiB);
        QCOMPARE(at.modify(pool, {{u"Size"_s, bytes(4 * MiB)}}).code, 4096u);
        QCOMPARE(at.number(pool, u"TotalManagedSpace"), 4 * MiB);
        QCOMPARE(at.number(at.location(), u"RemainingManagedSpace"), 60 * MiB);
        QCOMPARE(at.booksProblem(), QString());
    }

    void SP_R22_theWholeRangeOfSizesIsAnswered_data()
    {
        QTest::addColumn<quint64>("size");
        QTest::addColumn<quint64>("offer");
        QTest::newRow("0") << quint64(0) << MiB;
        QTest::newRow("1") << quint64(1) << MiB;
        QTest::newRow("one more than there is") << 64 * MiB + 1 << 64 * MiB;
        QTest::newRow("2^63") << (quint64(1) << 63) << 64 * MiB;
        QTest::newRow("2^64-2^20") << largest - MiB + 1 << 64 * MiB;
        QTest::newRow("2^64-1") << largest << 64 * MiB;
    }

    void SP_R22_theWholeRangeOfSizesIsAnswered()
    {
        QFETCH(quint64, size);
        QFETCH(quint64, offer);
        ProviderFixture at;
        const QStringList before = at.snapshot();
        const auto result = at.createPool(sized(at, size));
        QCOMPARE(result.code, 4097u);
        QCOMPARE(result.size(), std::optional(offer));
        QCOMPARE(at.snapshot(), before);
    }

    void SP_R23_noSizeOnCreateTakesAll()
    {
        ProviderFixture at({.jobs = false});
        const CimPath second = at.addLocation(u"second"_s, 8 * MiB);
        const CimPath extent = at.extent(3 * MiB);
        const auto result = at.createPool({{u"InPools"_s, pathTexts({at.location(), second})},
                                           {u"InExtents"_s, pathTexts({extent})}});
        QCOMPARE(result.code, 0u);
        QCOMPARE(result.size(), std::optional(72 * MiB));
        QCOMPARE(at.number(at.location(), u"RemainingManagedSpace"), 0u);
        QCOMPARE(at.booksProblem(), QString());
    }

    void SP_R23_noSizeOnModifyKeepsIt()
    {
        ProviderFixture at({.jobs = false});
        const CimPath first = at.extent(3 * MiB), second = at.extent(2 * MiB);
        const CimPath pool = at.pool(u"gold"_s, 4 * MiB);
        QCOMPARE(at.modify(pool, {{u"ElementName"_s, words(u"x"_s)}}).size(),
                 std::optional(4 * MiB));
        // Extents without a size add their bytes, and take them away again.
        QCOMPARE(at.modify(pool, {{u"InExtents"_s, pathTexts({first})}}).size(),
                 std::optional(7 * MiB));
        QCOMPARE(at.modify(pool, {{u"InExtents"_s, pathTexts({first, second})}}).size(),
                 std::optional(9 * MiB));
        QCOMPARE(at.modify(pool, {{u"InExtents"_s, pathTexts({second})}}).size(),
                 std::optional(6 * MiB));
        QCOMPARE(at.number(pool, u"TotalManagedSpace"), 6 * MiB);
        QCOMPARE(at.availableExtents(at.location()), QList{first});
        QCOMPARE(at.booksProblem(), QString());
    }

    void SP_R23_addingExtentsNeedsFeature6AndDroppingThem7()
    {
        ProviderFixture at({.jobs = false});
        const CimPath first = at.extent(3 * MiB), second = at.extent(2 * MiB);
        const CimPath pool = at.createPool({{u"InExtents"_s, pathTexts({first})}}).path(u"Pool");
        at.announce(u"SupportedStoragePoolFeatures", {2, 3, 4, 5, 7});
        QCOMPARE(at.modify(pool, {{u"InExtents"_s, pathTexts({first, second})}}).code, 1u);
        at.announce(u"SupportedStoragePoolFeatures", {2, 3, 4, 5, 6});
        QCOMPARE(at.modify(pool, {{u"InExtents"_s, pathTexts({first, second})}}).code, 0u);
        QCOMPARE(at.modify(pool, {{u"InExtents"_s, pathTexts({first})}}).code, 1u);
    }

    void SP_R24_anImpossibleSizeOffersTheNearest()
    {
        ProviderFixture at;
        at.pool(u"first"_s, 60 * MiB);
        const QStringList before = at.snapshot();
        const auto tooMuch = at.createPool(sized(at, 5 * MiB));
        QCOMPARE(tooMuch.code, 4097u);
        QCOMPARE(tooMuch.size(), std::optional(4 * MiB));
        QVERIFY(tooMuch.path(u"Pool").isEmpty());
        QVERIFY(tooMuch.path(u"Job").isEmpty());
        QCOMPARE(at.createPool(sized(at, 0)).size(), std::optional(MiB));
        QCOMPARE(at.snapshot(), before);
        at.pool(u"second"_s, 4 * MiB);
        for (const Arguments &arguments : {sized(at, MiB), sized(at, 0),
                                           Arguments{{u"InPools"_s, pathTexts({at.location()})}}}) {
            const auto nothing = at.createPool(arguments);
            QCOMPARE(nothing.code, 4097u);
            QCOMPARE(nothing.size(), std::optional(quint64(0)));
        }
    }

    void SP_R25_growingAndShrinkingAreFeatures_data()
    {
        QTest::addColumn<quint64>("size");
        QTest::addColumn<bool>("grow");
        QTest::addColumn<bool>("shrink");
        QTest::addColumn<quint64>("code");
        QTest::newRow("grow, not offered") << 6 * MiB << false << true << quint64(1);
        QTest::newRow("grow, offered") << 6 * MiB << true << false << quint64(0);
        QTest::newRow("shrink, not offered") << 2 * MiB << true << false << quint64(1);
        QTest::newRow("shrink, offered") << 2 * MiB << false << true << quint64(0);
        QTest::newRow("the same size is neither") << 4 * MiB << false << false << quint64(0);
    }

    void SP_R25_growingAndShrinkingAreFeatures()
    {
        QFETCH(quint64, size);
        QFETCH(bool, grow);
        QFETCH(bool, shrink);
        QFETCH(quint64, code);
        ProviderFixture at({.jobs = false});
        const CimPath pool = at.pool(u"gold"_s, 4 * MiB);
        if (grow)
            at.announce(u"SupportedStoragePoolFeatures", {2, 3, 4, 5, 6});
        else if (shrink)
            at.announce(u"SupportedStoragePoolFeatures", {2, 3, 4, 5, 7});
        else
            at.announce(u"SupportedStoragePoolFeatures", {2, 3, 4, 5});
        const QStringList before = at.snapshot();
        QCOMPARE(at.modify(pool, {{u"Size"_s, bytes(size)}}).code, code);
        if (code != 0)
            QCOMPARE(at.snapshot(), before);
        else
            QCOMPARE(at.number(pool, u"TotalManagedSpace"), size);
    }

    void SP_R25_aPoolDoesNotShrinkBelowWhatIsAllocated()
    {
        ProviderFixture at({.jobs = false});
        const CimPath pool = at.pool(u"gold"_s, 10 * MiB);
        at.volume(pool, 3 * MiB);
        at.pool(u"child"_s, 2 * MiB, pool);
        const QStringList before = at.snapshot();
        const auto result = at.modify(pool, {{u"Size"_s, bytes(4 * MiB)}});
        QCOMPARE(result.code, 4097u);
        QCOMPARE(result.size(), std::optional(5 * MiB));
        QCOMPARE(at.snapshot(), before);
        QCOMPARE(at.modify(pool, {{u"Size"_s, bytes(5 * MiB)}}).code, 0u);
        QCOMPARE(at.number(pool, u"RemainingManagedSpace"), 0u);
        QCOMPARE(at.booksProblem(), QString());
    }
};

QTEST_GUILESS_MAIN(tst_StoragePoolSizes)
#include "tst_storagepoolsizes.moc"
