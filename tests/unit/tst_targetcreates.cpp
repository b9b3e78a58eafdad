// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What WS-Transfer's Create makes and refuses (DSP0226 section 7.6), as the program's own client
// asks for it where there is a wire, and that what was made lasts and can be put away.
#include "services/provider/objects.h"
#include "services/wsman/soapxml.h"
#include "tests/support/jobcalls.h"
#include "tests/support/requests.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString settings = u"MSISCSITARGET_StorageSetting"_s;

CimInstance settingWith(const Arguments &values)
{
    CimInstance setting(*Schema::findClass(QString(Schema::iscsiTarget), settings));
    for (const auto &[name, value] : values)
        setting.set(name, value);
    return setting;
}

CimPath pathOf(const std::variant<CimPath, QString> &made)
{
    const auto *path = std::get_if<CimPath>(&made);
    return path ? *path : CimPath();
}

QString faultOf(const std::variant<CimPath, QString> &made)
{
    const auto *fault = std::get_if<QString>(&made);
    return fault ? *fault : u"no fault"_s;
}
} // namespace

class tst_TargetCreates : public QObject
{
    Q_OBJECT

private slots:
    void DSP0226_7_6_theReplySaysWhereTheNewObjectIs()
    {
        ProviderFixture at({.jobs = false});
        const CimPath path = pathOf(
            at.create(settingWith({{u"ElementName"_s, words(u"Two copies & more"_s)},
                                   {u"PackageRedundancyGoal"_s, CimValue::uint16(0)}})));
        QVERIFY(path.isInstance());
        const auto made = at.get(path);
        QVERIFY(made.has_value());
        QCOMPARE(made->value(u"ElementName").toString(), u"Two copies & more"_s);
        QCOMPARE(made->value(u"ChangeableType").toUnsigned(), 2u);     // it stays
        QCOMPARE(made->value(u"DataRedundancyGoal").toUnsigned(), 1u); // which nobody said
        QVERIFY(!path.key(u"InstanceID"_s).isNull());
        // It is a goal like any other.
        const auto result = at.createPool({{u"ElementName"_s, words(u"gold"_s)},
                                           {u"Size"_s, bytes(MiB)},
                                           {u"Goal"_s, ref(path)},
                                           {u"InPools"_s, pathTexts({at.location()})}});
        QCOMPARE(result.code, 0u);
        QCOMPARE(at.pools().size(), 1);
    }

    void DSP0226_7_6_whatWasMadeOutlivesACrashAndIsChangedAndDeleted()
    {
        ProviderFixture at({.jobs = false});
        const CimPath path = pathOf(
            at.create(settingWith({{u"InstanceID"_s, words(u"ACME:nightly"_s)},
                                   {u"ElementName"_s, words(u"Nightly"_s)}})));
        QCOMPARE(path.key(u"InstanceID"_s).toString(), u"ACME:nightly"_s);
        at.restart();
        at.clock().advance(std::chrono::hours(48));
        // Making transient ones puts old transient ones away, and no others.
        QVERIFY(!at.goal(at.location()).isEmpty());
        QCOMPARE(at.text(path, u"ElementName"), u"Nightly"_s);
        at.putGoal(path, u"DataRedundancyMax"_s, CimValue::uint16(3));
        QCOMPARE(at.number(path, u"DataRedundancyMax"), 3u);
        QVERIFY(std::holds_alternative<Wsman::DoneReply>(at.send(Wsman::Delete(), path)));
        QVERIFY(!at.get(path));
        at.restart();
        QVERIFY(!at.get(path));
    }

    void DSP0226_7_6_whatIsThereAlreadyIsNotMadeAgain()
    {
        ProviderFixture at({.jobs = false});
        const auto wanted = settingWith(
            {{u"InstanceID"_s, words(u"ACME:one"_s)}, {u"ElementName"_s, words(u"First"_s)}});
        const CimPath path = pathOf(at.create(wanted));
        QVERIFY(path.isInstance());
        CimInstance other = wanted;
        other.set(u"ElementName", words(u"Second"_s));
        const Wsman::Body body = at.send(Wsman::Create{other}, {path.nameSpace(), settings});
        QCOMPARE(subcode(body), u"AlreadyExists"_s);
        QCOMPARE(std::get<Wsman::Fault>(body).vendorCode, 0x80338033ULL);
        QCOMPARE(faultOf(at.create(other)), u"AlreadyExists"_s);
        QCOMPARE(at.text(path, u"ElementName"), u"First"_s);
    }

    // The same message again is the same creation.
    void DSP0226_7_6_aRepeatedMessageMakesOneObject()
    {
        ProviderFixture at({.jobs = false});
        const Wsman::Create create{settingWith({{u"ElementName"_s, words(u"once"_s)}})};
        const CimPath classPath(QString(Schema::iscsiTarget), settings);
        const QString id = newMessageId();
        const auto count = at.all(settings).size();
        const auto first = at.send(create, classPath, id);
        const auto second = at.send(create, classPath, id);
        QVERIFY(std::holds_alternative<Wsman::CreateReply>(first));
        QVERIFY(first == second);
        QCOMPARE(at.all(settings).size(), count + 1);
    }

    void DSP0226_7_6_whatDoesNotFitTheClassIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<CimValue>("value");
        QTest::newRow("no such property") << u"Colour"_s << words(u"red"_s);
        QTest::newRow("empty key") << u"InstanceID"_s << words({});
        QTest::newRow("long key") << u"InstanceID"_s << words(QString(257, u'k'));
        QTest::newRow("long name") << u"ElementName"_s << words(QString(1025, u'n'));
        QTest::newRow("words where a truth belongs")
            << u"NoSinglePointOfFailure"_s << words(u"perhaps"_s);
        QTest::newRow("several where one belongs")
            << u"DataRedundancyGoal"_s << CimValue::uint16s({1, 2});
        QTest::newRow("fixed from the start") << u"ChangeableType"_s << CimValue::uint16(0);
        QTest::newRow("outside the value map") << u"ParityLayout"_s << CimValue::uint16(9);
    }

    void DSP0226_7_6_whatDoesNotFitTheClassIsRefused()
    {
        QFETCH(QString, name);
        QFETCH(CimValue, value);
        ProviderFixture at({.jobs = false});
        const auto count = at.all(settings).size();
        const Wsman::Body body = at.send(Wsman::Create{settingWith({{name, value}})},
                                         {QString(Schema::iscsiTarget), settings});
        QCOMPARE(subcode(body), u"InvalidRepresentation"_s);
        QCOMPARE(std::get<Wsman::Fault>(body).detail, u"InvalidValues"_s);
        QCOMPARE(at.all(settings).size(), count);
    }

    // Pools, volumes, pipes and jobs come to be by methods.
    void DSP0226_7_6_otherClassesSayThatTheyAreNotMadeLikeThis_data()
    {
        QTest::addColumn<QString>("className");
        for (const char *name :
             {"MSISCSITARGET_StoragePool", "MSFTSM_ComputerSystem",
              "MSISCSITARGET_StorageConfigurationService", "MSISCSITARGET_ConcreteJob",
              "MSISCSITARGET_ElementCapabilities", "MSISCSITARGET_StorageCapabilities"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void DSP0226_7_6_otherClassesSayThatTheyAreNotMadeLikeThis()
    {
        QFETCH(QString, className);
        ProviderFixture at;
        const QStringList before = at.snapshot();
        const QString nameSpace(Schema::iscsiTarget);
        const CimInstance wanted(*Schema::findClass(nameSpace, className));
        const auto body = at.send(Wsman::Create{wanted}, {nameSpace, className});
        QCOMPARE(subcode(body), u"ActionNotSupported"_s);
        QCOMPARE(std::get<Wsman::Fault>(body).cimStatus, 7u);
        QCOMPARE(std::get<Wsman::Fault>(body).vendorCode, 0x80338102ULL);
        QCOMPARE(at.snapshot(), before);
    }

    void DSP0226_7_6_keysBelongIntoTheBody()
    {
        ProviderFixture at;
        const CimPath there = at.all(settings).value(0).path();
        QVERIFY(there.isInstance());
        QCOMPARE(subcode(at.send(Wsman::Create{settingWith({})}, there)), u"InvalidSelectors"_s);
    }

    void readersMakeNothing()
    {
        ProviderFixture at;
        const auto count = at.all(settings).size();
        const Caller reader{u"reader"_s, AccessRole::Read};
        QCOMPARE(subcode(at.send(Wsman::Create{settingWith({})},
                                 {QString(Schema::iscsiTarget), settings}, {}, reader)),
                 u"AccessDenied"_s);
        QCOMPARE(at.all(settings).size(), count);
    }

    // What tells the quality of a pool belongs to it; what a job at work refers to stays.
    void settingsOfPoolsStay()
    {
        ProviderFixture at;
        for (const CimInstance &setting : at.all(settings))
            QCOMPARE(subcode(at.send(Wsman::Delete(), setting.path())), u"ActionNotSupported"_s);
        const CimPath path = pathOf(at.create(settingWith({})));
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold);
        const auto begun = at.callService(u"CreateOrModifyStoragePool"_s,
                                          {{u"Size"_s, bytes(MiB)},
                                           {u"Goal"_s, ref(path)},
                                           {u"InPools"_s, pathTexts({at.location()})}});
        QCOMPARE(begun.code, 4096u);
        QCOMPARE(subcode(at.send(Wsman::Delete(), path)), u"Concurrency"_s);
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Pass);
        QVERIFY(at.waitForEnd(begun.path(u"Job")));
        QVERIFY(std::holds_alternative<Wsman::DoneReply>(at.send(Wsman::Delete(), path)));
    }
};

QTEST_GUILESS_MAIN(tst_TargetCreates)
#include "tst_targetcreates.moc"
