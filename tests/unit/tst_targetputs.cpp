// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the target takes: Put of whole objects and of parts, and how long it may take.
#include "services/provider/objects.h"
#include "services/wsman/soapxml.h"
#include "tests/support/jobcalls.h"
#include "tests/support/requests.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
const Caller admin = anAdmin();

CimInstance systemWith(const QList<std::pair<QString, CimValue>> &values)
{
    CimInstance system = Objects::made("MSFTSM_ComputerSystem"_L1);
    for (const auto &[name, value] : system.properties())
        system.unset(name);
    for (const auto &[name, value] : values)
        system.set(name, value);
    return system;
}
} // namespace

class tst_TargetPuts : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatIsNamedIsWritten()
    {
        ProviderFixture at;
        const CimPath system = at.system();
        const auto first = at.send(
            Wsman::Put{systemWith({{u"PrimaryOwnerName"_s, words(u"Ann"_s)},
                                   {u"PrimaryOwnerContact"_s, words(u"1"_s)}})},
            system);
        QVERIFY2(std::holds_alternative<Wsman::InstanceReply>(first), qPrintable(subcode(first)));
        const auto second = at.send(
            Wsman::Put{systemWith({{u"PrimaryOwnerName"_s, words(u"Bob"_s)}})}, system);
        QVERIFY(std::holds_alternative<Wsman::InstanceReply>(second));
        QCOMPARE(at.text(system, u"PrimaryOwnerName"), u"Bob"_s);
        QCOMPARE(at.text(system, u"PrimaryOwnerContact"), u"1"_s);
        (void)at.send(
            Wsman::Put{systemWith({{u"PrimaryOwnerName"_s, CimValue::null(CimType::String)}})},
            system);
        QVERIFY(at.get(system)->value(u"PrimaryOwnerName").isNull());
    }

    // The Windows client sends the whole object, and beside it the names of what it changed.
    void theListOfModifiedPropertiesCounts()
    {
        ProviderFixture at;
        const CimPath system = at.system();
        CimInstance whole = *at.get(system);
        whole.set(u"PrimaryOwnerName", words(u"Ann"_s));
        whole.set(u"PrimaryOwnerContact", words(u"changed elsewhere"_s));
        whole.set(u"Caption", words(u"not writable"_s));
        Envelope request = requestOf(Wsman::Put{whole}, system);
        request.options = {
            {u"wmiarray:__MIInstanceModifiedPropertiesList"_s, u"PrimaryOwnerName"_s}};
        const auto reply = at.await(at.provider().responder()(request, admin));
        QVERIFY2(std::holds_alternative<Wsman::InstanceReply>(reply->body),
                 qPrintable(subcode(reply->body)));
        QCOMPARE(at.text(system, u"PrimaryOwnerName"), u"Ann"_s);
        QVERIFY(at.text(system, u"PrimaryOwnerContact") != u"changed elsewhere"_s);
    }

    void keysStay()
    {
        ProviderFixture at;
        const auto body = at.send(Wsman::Put{systemWith({{u"Name"_s, words(u"other"_s)}})},
                                  at.system());
        QCOMPARE(subcode(body), u"InvalidParameter"_s);
        QCOMPARE(std::get<Wsman::Fault>(body).vendorCode, 0x803380edULL);
        QVERIFY(at.get(at.system()));
    }

    void DSP0226_R7_7_1_aPartIsWritten_data()
    {
        QTest::addColumn<QString>("fragment");
        QTest::addColumn<CimValue>("value");
        QTest::addColumn<QString>("after"); // of the property; "!": refused
        QTest::newRow("whole") << u"PrimaryOwnerName"_s << words(u"Cy"_s) << u"Cy"_s;
        QTest::newRow("text") << u"PrimaryOwnerName/text()"_s << words(u"Cy"_s) << u"Cy"_s;
        QTest::newRow("array") << u"Roles"_s << CimValue::strings({u"x"_s, u"y"_s, u"z"_s})
                               << u"x, y, z"_s;
        QTest::newRow("second") << u"Roles[2]"_s << CimValue::strings({u"new"_s}) << u"a, new"_s;
        QTest::newRow("beyond") << u"Roles[3]"_s << CimValue::strings({u"new"_s}) << u"!"_s;
        QTest::newRow("one of a single") << u"PrimaryOwnerName[1]"_s << words(u"x"_s) << u"!"_s;
        QTest::newRow("not writable") << u"Dedicated"_s << CimValue::uint16s({1}) << u"!"_s;
    }

    void DSP0226_R7_7_1_aPartIsWritten()
    {
        QFETCH(QString, fragment);
        QFETCH(CimValue, value);
        QFETCH(QString, after);
        ProviderFixture at;
        const CimPath system = at.system();
        (void)at.send(Wsman::Put{systemWith({{u"PrimaryOwnerName"_s, words(u"Ann"_s)},
                                             {u"Roles"_s, CimValue::strings({u"a"_s, u"b"_s})}})},
                      system);
        const QString property = fragment.section(u'[', 0, 0).section(u'/', 0, 0);
        const CimInstance before = *at.get(system);
        const Envelope request = requestOf(Wsman::Put{systemWith({{property, value}}), fragment},
                                           system);
        // Over the wire as well: what is written is what is read.
        const RequestRead read = readRequest(writeEnvelope(request));
        QVERIFY(!read.fault);
        const auto reply = at.await(at.provider().responder()(read.envelope, admin));
        if (after == "!"_L1) {
            QVERIFY(std::holds_alternative<Wsman::Fault>(reply->body));
            QVERIFY(*at.get(system) == before);
            return;
        }
        QVERIFY2(std::holds_alternative<Wsman::FragmentReply>(reply->body),
                 qPrintable(subcode(reply->body)));
        QCOMPARE(at.get(system)->value(property).toText(), after);
    }

    // DSP0226 section 6.1: whoever asks is told in time; what was begun goes on and is answered to
    // the same message.
    void whatTakesLongerThanAllowedIsSaid()
    {
        ProviderFixture at({.jobs = false});
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold);
        Envelope request = requestOf(
            Wsman::Invoke{u"CreateOrModifyStoragePool"_s,
                          {{u"Size"_s, bytes(MiB)}, {u"InPools"_s, pathTexts({at.location()})}}},
            at.service());
        request.operationTimeout = 5s;
        const Responder responder = at.provider().responder();
        const auto first = responder(request, admin);
        (void)at.get(at.location()); // it has been begun
        at.clock().advance(4s);
        (void)at.get(at.location());
        QVERIFY(!first.isFinished());
        at.clock().advance(2s);
        const auto reply = at.await(first);
        QCOMPARE(subcode(reply->body), u"TimedOut"_s);
        QCOMPARE(std::get<Wsman::Fault>(reply->body).vendorCode, 0x80338029ULL);
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Pass);
        const auto again = at.await(responder(request, admin));
        QCOMPARE(ProviderFixture::resultOf(again->body).code, 0u);
        QCOMPARE(at.pools().size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_TargetPuts)
#include "tst_targetputs.moc"
