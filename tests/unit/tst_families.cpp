// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One connection to a server of each family: what it is told comes out the same, and what it sends
// is what that server takes.
#include "services/schema/embedded.h"
#include "services/schema/schema.h"
#include "services/wsman/connection.h"
#include "services/wsman/soapxml.h"
#include "tests/support/familytransport.h"
#include "tests/support/heard.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString nameSpace(Schema::iscsiTarget);
const QString folder = QStringLiteral(CISTERN_TEST_DATA "/wsman/families");
const QString poolClass = u"MSISCSITARGET_StoragePool"_s;
const QString service = u"MSISCSITARGET_StorageConfigurationService"_s;

CimPath poolPath(const QString &id)
{
    return {nameSpace, poolClass, {{u"InstanceID"_s, CimValue::string(id)}}};
}
} // namespace

class tst_Families : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFamilyIsBrowsed_data();
    void everyFamilyIsBrowsed();
    void argumentsAreSpelledAsTheyAreRead_data();
    void argumentsAreSpelledAsTheyAreRead();
};

void tst_Families::everyFamilyIsBrowsed_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<Flavour::Family>("known");
    QTest::newRow("WinRM") << u"winrm"_s << Flavour::Family::WinRm;
    QTest::newRow("OMI") << u"omi"_s << Flavour::Family::Omi;
    QTest::newRow("openwsman") << u"openwsman"_s << Flavour::Family::Openwsman;
    QTest::newRow("Pegasus") << u"pegasus"_s << Flavour::Family::Pegasus;
    QTest::newRow("hardware") << u"hardware"_s << Flavour::Family::Other;
}
void tst_Families::everyFamilyIsBrowsed()
{
    QFETCH(QString, family);
    QFETCH(Flavour::Family, known);
    ManualClock clock;
    auto owned = std::make_unique<FamilyTransport>(folder, family);
    FamilyTransport *server = owned.get();
    Connection connection(std::move(owned), clock);
    QObject owner;

    Heard<Wsman::IdentifyReply> identity(connection.identify(&owner), &owner);
    QTRY_COMPARE(identity.times, 1);
    QVERIFY(identity.outcome.ok());
    QCOMPARE(int(connection.flavour().family), int(known));

    // Two pages: two objects, then one.
    QList<qsizetype> pages;
    Heard<QList<CimInstance>> pools(
        connection.enumerate(nameSpace, poolClass, &owner,
                             [&pages](const QList<CimInstance> &page) { pages << page.size(); }),
        &owner);
    QTRY_COMPARE(pools.times, 1);
    QVERIFY2(pools.outcome.ok(),
             pools.outcome ? "" : qPrintable(pools.outcome.failure().parameter));
    QCOMPARE(pages, (QList<qsizetype>{2, 1}));
    for (int i = 0; i < 3; ++i) {
        const CimInstance &pool = pools.outcome->at(i);
        QCOMPARE(pool.path(nameSpace), poolPath(u"CISTERN:Shelf:%1"_s.arg(i + 1)));
        QCOMPARE(pool.value(u"ElementName").toString(), u"Shelf %1"_s.arg(i + 1));
        QCOMPARE(pool.value(u"Primordial"), CimValue::boolean(false));
        QCOMPARE(pool.value(u"TotalManagedSpace"),
                 CimValue::uint64(std::numeric_limits<quint64>::max()));
        QCOMPARE(pool.value(u"OperationalStatus"), CimValue::uint16s({2}));
        QCOMPARE(pool.value(u"InstallDate").toDateTime()->time(),
                 CimDateTime::fromWireText(u"2025-07-19T21:40:05.250Z")->time());
    }

    Heard<CimInstance> got(connection.get(pools.outcome->at(1).path(nameSpace), &owner), &owner);
    QTRY_COMPARE(got.times, 1);
    QCOMPARE(got.outcome->value(u"ElementName").toString(), u"Shelf 2"_s);

    MethodCall call(*Schema::findMethod(nameSpace, service, u"CreateOrModifyStoragePool"),
                    CimPath(nameSpace, service, {{u"Name"_s, CimValue::string(u"k"_s)}}));
    call.setArgument(u"ElementName", CimValue::string(u"Jars & crocks"_s));
    Heard<MethodReply> started(connection.invoke(call, &owner), &owner);
    QTRY_COMPARE(started.times, 1);
    QVERIFY2(started.outcome.ok(),
             started.outcome ? "" : qPrintable(started.outcome.failure().parameter));
    QCOMPARE(started.outcome->returnValue, 4096u);
    QCOMPARE(started.outcome->out(u"Size"), CimValue::uint64(2'149'580'800));
    const CimValue reference = started.outcome->out(u"Job");
    QVERIFY(reference.toPath());
    Heard<CimInstance> job(connection.get(*reference.toPath(), &owner), &owner);
    QTRY_COMPARE(job.times, 1);
    QVERIFY2(job.outcome.ok(), job.outcome ? "" : qPrintable(job.outcome.failure().parameter));
    QCOMPARE(job.outcome->value(u"JobState"), CimValue::uint16(7));
    QVERIFY(job.outcome->value(u"ElapsedTime").toDateTime()->isInterval());

    Heard<CimInstance> gone(connection.get(poolPath(u"nowhere"_s), &owner), &owner);
    QTRY_COMPARE(gone.times, 1);
    QCOMPARE(int(gone.outcome.failure().cause), int(Failure::Cause::NotFound));

    QVERIFY2(server->complaints().isEmpty(), qPrintable(server->complaints().join(u'\n')));
    QCOMPARE(server->requests().size(), 7);
}

// The switches of a flavour, as bytes.
void tst_Families::argumentsAreSpelledAsTheyAreRead_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<QByteArray>("embedded"); // what an embedded instance in a string becomes
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<QByteArray>("interval");
    const QByteArray raw = ">20250719214005.250000+120<",
                     rawInterval = ">00000001000002.000000:000<";
    QTest::newRow("WinRM") << u"winrm"_s
                           << QByteArray(
                                  "&lt;INSTANCE CLASSNAME=&quot;Msvm_ResourcePoolSettingData")
                           << QByteArray("<cim:Datetime>2025-07-19T19:40:05.250000Z</cim:Datetime>")
                           << QByteArray("<cim:Interval>P1DT0H0M2S</cim:Interval>");
    QTest::newRow("OMI") << u"omi"_s << QByteArray("type=\"i:Msvm_ResourcePoolSettingData_Type\"")
                         << raw << rawInterval;
    QTest::newRow("openwsman") << u"openwsman"_s << QByteArray("<i:Msvm_ResourcePoolSettingData ")
                               << raw << rawInterval;
    QTest::newRow("Pegasus") << u"pegasus"_s << QByteArray("<i:Msvm_ResourcePoolSettingData ")
                             << QByteArray(">2025-07-19T19:40:05.250000Z<")
                             << QByteArray(">P1DT0H0M2S<");
    QTest::newRow("hardware") << u"hardware"_s << QByteArray("<i:Msvm_ResourcePoolSettingData ")
                              << raw << rawInterval;
}
void tst_Families::argumentsAreSpelledAsTheyAreRead()
{
    QFETCH(QString, family);
    QFETCH(QByteArray, embedded);
    QFETCH(QByteArray, time);
    QFETCH(QByteArray, interval);
    ManualClock clock;
    auto owned = std::make_unique<FamilyTransport>(folder, family);
    FamilyTransport *server = owned.get();
    Connection connection(std::move(owned), clock);
    QObject owner;
    Heard<Wsman::IdentifyReply> identity(connection.identify(&owner), &owner);
    QTRY_COMPARE(identity.times, 1);

    const QString hyperV(Schema::virtualization);
    CimInstance settings(*Schema::findClass(hyperV, u"Msvm_ResourcePoolSettingData"));
    settings.set(u"ElementName", CimValue::string(u"Gold & <silver>"_s));
    settings.set(u"PoolID", CimValue::string(u"gold"_s));
    const QString method = u"CreatePool"_s;
    const QString host = u"Msvm_ResourcePoolConfigurationService"_s;
    MethodCall call(*Schema::findMethod(hyperV, host, method),
                    CimPath(hyperV, host, {{u"Name"_s, CimValue::string(u"RPCS"_s)}}));
    call.setArgument(u"PoolSettings", CimValue::string(Embedded::toText(settings)));
    const QByteArray sent = connection.requestText(call);
    QVERIFY2(sent.contains(embedded), sent.constData());
    // As elements it can be read back into the same text.
    const RequestRead read = readRequest(sent);
    QVERIFY(!read.fault);
    const auto arguments = std::get<Wsman::Invoke>(read.envelope.body).arguments;
    QCOMPARE(arguments.size(), 1);
    const auto back = Embedded::fromText(arguments.constFirst().second.toString(), hyperV);
    QVERIFY(back.ok());
    QCOMPARE(*back, settings);

    CimInstance times(u"ACME_Barrel"_s);
    times.set(u"Filled",
              CimValue::dateTime(*CimDateTime::fromCimText(u"20250719214005.250000+120")));
    times.set(u"Rests",
              CimValue::dateTime(*CimDateTime::fromCimText(u"00000001000002.000000:000")));
    Heard<Done> written(connection.put({u"root/orchard"_s, u"ACME_Barrel"_s}, times, &owner),
                        &owner);
    QTRY_COMPARE(written.times, 1);
    const QByteArray put = server->requests().constLast();
    QVERIFY2(put.contains(time), put.constData());
    QVERIFY2(put.contains(interval), put.constData());
}

QTEST_GUILESS_MAIN(tst_Families)
#include "tst_families.moc"
