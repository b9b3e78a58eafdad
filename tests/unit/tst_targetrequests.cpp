// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Requests that a client should not send, and what the target makes of them. RQ-11 to RQ-20, as
// far as envelopes can be had that say so.
#include "services/provider/objects.h"
#include "services/wsman/soapxml.h"
#include "tests/support/providerfixture.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString nameSpace = u"Root/CIMv2/Storage/iScsiTarget"_s;
const QString create = u"CreateOrModifyStoragePool"_s;

QString subcodeOf(const Wsman::Body &body)
{
    const auto *fault = std::get_if<Wsman::Fault>(&body);
    return fault ? fault->subcode : u"no fault"_s;
}

Wsman::Body pools(quint32 most, bool optimize = true)
{
    return Wsman::Enumerate{.filter = {}, .optimize = optimize, .maxElements = most};
}
} // namespace

class tst_TargetRequests : public QObject
{
    Q_OBJECT

private slots:
    void RQ_11_theSameMessageActsOnce()
    {
        ProviderFixture at({.jobs = false});
        const Wsman::Body body = Wsman::Invoke{
            create, {{u"Size"_s, bytes(MiB)}, {u"InPools"_s, pathTexts({at.location()})}}};
        const QString id = newMessageId();
        const auto first = at.send(body, at.service(), id),
                   second = at.send(body, at.service(), id);
        QVERIFY(std::holds_alternative<Wsman::InvokeReply>(first));
        QCOMPARE(std::get<Wsman::InvokeReply>(second), std::get<Wsman::InvokeReply>(first));
        QCOMPARE(at.pools().size(), 1);
        at.restart(); // nor after a restart
        QCOMPARE(std::get<Wsman::InvokeReply>(at.send(body, at.service(), id)),
                 std::get<Wsman::InvokeReply>(first));
        QCOMPARE(at.pools().size(), 1);
        at.clock().advance(std::chrono::minutes(11));
        at.send(body, at.service(), id);
        QCOMPARE(at.pools().size(), 2);
    }

    void RQ_11_atTheSameTimeToo()
    {
        ProviderFixture at({.jobs = false});
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold);
        const Wsman::Body body = Wsman::Invoke{
            create, {{u"Size"_s, bytes(MiB)}, {u"InPools"_s, pathTexts({at.location()})}}};
        const QString id = newMessageId();
        const auto first = at.sendNow(body, at.service(), id),
                   second = at.sendNow(body, at.service(), id);
        QVERIFY(at.pools().isEmpty());
        at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Pass);
        QCOMPARE(ProviderFixture::resultOf(at.await(first)->body).path(u"Pool"),
                 ProviderFixture::resultOf(at.await(second)->body).path(u"Pool"));
        QCOMPARE(at.pools().size(), 1);
    }

    void RQ_11_anotherMessageWithItsIdIsRefused()
    {
        ProviderFixture at({.jobs = false});
        const QString id = newMessageId();
        const auto body = [&](quint64 size) {
            return Wsman::Invoke{
                create, {{u"Size"_s, bytes(size)}, {u"InPools"_s, pathTexts({at.location()})}}};
        };
        at.send(body(MiB), at.service(), id);
        QCOMPARE(subcodeOf(at.send(body(2 * MiB), at.service(), id)),
                 u"InvalidMessageInformationHeader"_s);
        QCOMPARE(at.pools().size(), 1);
        const QString readId = newMessageId();
        at.send(Wsman::Get(), at.service(), readId);
        QCOMPARE(subcodeOf(at.send(Wsman::Get(), at.location(), readId)),
                 u"InvalidMessageInformationHeader"_s);
    }

    void RQ_11_messagesNeedAnId()
    {
        ProviderFixture at;
        for (const QString &id : {u""_s, u"  "_s, QString(1'000'000, u'x')})
            QCOMPARE(subcodeOf(at.send(Wsman::Get(), at.location(), id)),
                     u"InvalidMessageInformationHeader"_s);
    }

    void RQ_13_selectors_data()
    {
        QTest::addColumn<CimPath>("path");
        QTest::addColumn<QString>("subcode");
        QTest::addColumn<QString>("detail");
        const QString pool = u"MSISCSITARGET_StoragePool"_s;
        const auto key = [](const QString &name, const QString &value) {
            return CimPath::Key{name, words(value)};
        };
        QTest::newRow("missing") << CimPath(nameSpace, pool) << u"InvalidSelectors"_s
                                 << u"InsufficientSelectors"_s;
        QTest::newRow("twice") << CimPath(
            nameSpace, pool, {key(u"InstanceID"_s, u"a"_s), key(u"instanceid"_s, u"b"_s)})
                               << u"InvalidSelectors"_s << u"DuplicateSelectors"_s;
        QTest::newRow("extra") << CimPath(nameSpace, pool,
                                          {key(u"InstanceID"_s, u"a"_s), key(u"Colour"_s, u"b"_s)})
                               << u"InvalidSelectors"_s << u"UnexpectedSelectors"_s;
        QTest::newRow("statement")
            << CimPath(nameSpace, pool, {key(u"InstanceID"_s, u"'; DROP TABLE object;--"_s)})
            << u"DestinationUnreachable"_s << QString();
        QTest::newRow("no such class") << CimPath(nameSpace, u"CIM_Nothing"_s)
                                       << u"DestinationUnreachable"_s << u"InvalidResourceURI"_s;
        QTest::newRow("no such namespace")
            << CimPath(u"root/elsewhere"_s, pool) << u"DestinationUnreachable"_s
            << u"InvalidResourceURI"_s;
    }

    void RQ_13_selectors()
    {
        QFETCH(CimPath, path);
        QFETCH(QString, subcode);
        QFETCH(QString, detail);
        ProviderFixture at;
        const Wsman::Body body = at.send(Wsman::Get(), path);
        QCOMPARE(subcodeOf(body), subcode);
        QCOMPARE(std::get<Wsman::Fault>(body).detail, detail);
        QCOMPARE(at.all(u"CIM_StoragePool"_s).size(), 1);
    }

    void RQ_14_enumerationsBelongToTheirUser()
    {
        ProviderFixture at({.jobs = false});
        at.pool(u"a"_s, MiB);
        at.pool(u"b"_s, MiB);
        const CimPath poolClass(nameSpace, u"CIM_StoragePool"_s);
        const Caller other{u"eve"_s, AccessRole::Manage};
        const auto open = [&] { return std::get<Wsman::Items>(at.send(pools(2), poolClass)); };
        const auto first = open();
        QCOMPARE(first.instances.size(), 2);
        QVERIFY(!first.end);
        const QString wrong = u"InvalidEnumerationContext"_s;
        QCOMPARE(subcodeOf(at.send(Wsman::Pull{first.context, 10}, poolClass, {}, other)), wrong);
        QCOMPARE(subcodeOf(at.send(Wsman::Release{first.context}, poolClass, {}, other)), wrong);
        QCOMPARE(subcodeOf(at.send(Wsman::Pull{u"made up"_s, 10}, poolClass)), wrong);
        const auto rest = std::get<Wsman::Items>(
            at.send(Wsman::Pull{first.context, 2}, poolClass));
        QCOMPARE(rest.instances.size(), 1);
        QVERIFY(rest.end);
        QCOMPARE(subcodeOf(at.send(Wsman::Pull{first.context, 10}, poolClass)), wrong);
        const auto released = open();
        QVERIFY(std::holds_alternative<Wsman::DoneReply>(
            at.send(Wsman::Release{released.context}, poolClass)));
        QCOMPARE(subcodeOf(at.send(Wsman::Pull{released.context, 1}, poolClass)), wrong);
        const auto expired = open();
        at.clock().advance(std::chrono::seconds(61));
        QCOMPARE(subcodeOf(at.send(Wsman::Pull{expired.context, 1}, poolClass)), wrong);
        const auto lost = open();
        at.restart();
        QCOMPARE(subcodeOf(at.send(Wsman::Pull{lost.context, 1}, poolClass)), wrong);
    }

    void RQ_14_aRepeatedPullGivesTheSameBatch()
    {
        ProviderFixture at({.jobs = false});
        at.pool(u"a"_s, MiB);
        at.pool(u"b"_s, MiB);
        const CimPath poolClass(nameSpace, u"CIM_StoragePool"_s);
        const auto first = std::get<Wsman::Items>(at.send(pools(1), poolClass));
        const QString id = newMessageId();
        const auto second = at.send(Wsman::Pull{first.context, 1}, poolClass, id);
        QCOMPARE(std::get<Wsman::Items>(at.send(Wsman::Pull{first.context, 1}, poolClass, id)),
                 std::get<Wsman::Items>(second));
    }

    // The objects of replies that nobody waits for are put away; what they used up stays so.
    void RQ_14_aPullLongAgoIsNotDoneAgain()
    {
        ProviderFixture at;
        constexpr int count = 150;
        for (int i = 0; i < count; ++i) {
            const QString name = u"p%1"_s.arg(i);
            const CimInstance pool = Objects::pool(u"Far:"_s + name, name, u"far"_s, false);
            QVERIFY(at.await(at.provider().adjust(pool, true)));
        }
        const CimPath poolClass(nameSpace, u"CIM_StoragePool"_s);
        const auto first = std::get<Wsman::Items>(at.send(pools(1), poolClass));
        const QString id = newMessageId();
        const auto second = std::get<Wsman::Items>(
            at.send(Wsman::Pull{first.context, 1}, poolClass, id));
        for (int objects = 0; objects <= 50'000;) {
            const auto open = std::get<Wsman::Items>(at.send(pools(count, false), poolClass));
            objects += int(
                std::get<Wsman::Items>(at.send(Wsman::Pull{open.context, count}, poolClass))
                    .instances.size());
            at.send(Wsman::Release{open.context}, poolClass);
        }
        QCOMPARE(subcodeOf(at.send(Wsman::Pull{first.context, 1}, poolClass, id)),
                 u"InvalidEnumerationContext"_s);
        const auto third = std::get<Wsman::Items>(
            at.send(Wsman::Pull{first.context, 1}, poolClass));
        QStringList told;
        for (const auto &page : {first, second, third})
            told.append(page.instances.value(0).value(u"InstanceID").toString());
        const auto all = std::get<Wsman::Items>(at.send(pools(3), poolClass)).instances;
        for (int i = 0; i < 3; ++i)
            QCOMPARE(told[i], all[i].value(u"InstanceID").toString());
    }

    void RQ_15_enumerationsAreCounted()
    {
        ProviderFixture at;
        const CimPath poolClass(nameSpace, u"CIM_StoragePool"_s);
        for (int i = 0; i < 100; ++i)
            QVERIFY(std::holds_alternative<Wsman::Items>(at.send(pools(1, false), poolClass)));
        QCOMPARE(subcodeOf(at.send(pools(1, false), poolClass)), u"QuotaLimit"_s);
        QVERIFY(std::holds_alternative<Wsman::Items>(
            at.send(pools(1, false), poolClass, {}, {u"eve"_s, AccessRole::Read})));
        at.clock().advance(std::chrono::seconds(61));
        QVERIFY(std::holds_alternative<Wsman::Items>(at.send(pools(1, false), poolClass)));
    }

    void RQ_16_asManyPoolsAsSpaceAllows()
    {
        ProviderFixture at({.limit = 16 * MiB});
        QList<Answer<Envelope>> answers;
        for (int i = 0; i < 50; ++i)
            answers.append(at.sendNow(Wsman::Invoke{create,
                                                    {{u"ElementName"_s, words(u"same"_s)},
                                                     {u"Size"_s, bytes(MiB)},
                                                     {u"InPools"_s, pathTexts({at.location()})}}},
                                      at.service()));
        int made = 0;
        for (const auto &answer : std::as_const(answers)) {
            const auto result = ProviderFixture::resultOf(at.await(answer)->body);
            QVERIFY(result.code == 4096 || result.code == 4097);
            if (result.code == 4096) {
                QVERIFY(at.waitForEnd(result.path(u"Job")));
                ++made;
            }
        }
        QCOMPARE(made, 16);
        QCOMPARE(at.pools().size(), 16);
        QCOMPARE(at.booksProblem(), QString());
    }

    void RQ_17_sizesAndSourcesThatCanNotBe()
    {
        ProviderFixture at;
        const CimPath extent = at.extent(MiB);
        const QStringList before = at.snapshot();
        for (const quint64 size : {quint64(0), quint64(1) << 63, ~quint64(0)})
            QCOMPARE(at.createPool(
                           {{u"Size"_s, bytes(size)}, {u"InPools"_s, pathTexts({at.location()})}})
                         .code,
                     4097u);
        const auto negative = at.createPool({{u"Size"_s, CimValue::ofSigned(CimType::SInt64, -1)},
                                             {u"InPools"_s, pathTexts({at.location()})}});
        QVERIFY(negative.faulted());
        QCOMPARE(at.createPool({{u"InExtents"_s, pathTexts({extent, extent})}}).code, 5u);
        QCOMPARE(at.snapshot(), before);
    }

    void RQ_20_filters()
    {
        ProviderFixture at({.jobs = false});
        at.pool(u"gold"_s, MiB);
        const CimPath any(nameSpace, u"*"_s);
        const auto ask = [&](const QString &query) {
            return at.send(Wsman::Enumerate{.filter = Wsman::WqlFilter{query}, .maxElements = 100},
                           any);
        };
        QElapsedTimer timer;
        timer.start();
        for (const QString &query :
             {QString(1'000'000, u'x'), QString(10'000, u'('), u"DELETE FROM CIM_StoragePool"_s,
              u""_s, u"SELECT * FROM CIM_StoragePool WHERE"_s,
              u"SELECT * FROM CIM_StoragePool WHERE a LIKE '%%%%'"_s}) // no such property
            QCOMPARE(subcodeOf(ask(query)), u"CannotProcessFilter"_s);
        QVERIFY(timer.elapsed() < 1000);
        const auto found = std::get<Wsman::Items>(ask(
            u"select * from CIM_StoragePool where Primordial = FALSE and TotalManagedSpace >= 1048576 and ElementName = 'gold'"_s));
        QCOMPARE(found.instances.size(), 1);
        QVERIFY(
            std::get<Wsman::Items>(
                ask(u"SELECT * FROM CIM_StoragePool WHERE ElementName <> \"gold\" AND Primordial = false"_s))
                .instances.isEmpty());
        const Wsman::Body foreign = at.send(
            Wsman::Enumerate{.filter = Wsman::UnknownFilter{u"urn:x"_s}}, any);
        QCOMPARE(subcodeOf(foreign), u"FilterDialectRequestedUnavailable"_s);
    }

    void readersMayNotChange()
    {
        ProviderFixture at;
        const Caller reader{u"bob"_s, AccessRole::Read};
        const QStringList before = at.snapshot();
        const Arguments arguments{{u"Size"_s, bytes(MiB)},
                                  {u"InPools"_s, pathTexts({at.location()})}};
        QCOMPARE(subcodeOf(at.send(Wsman::Invoke{create, arguments}, at.service(), {}, reader)),
                 u"AccessDenied"_s);
        QCOMPARE(subcodeOf(at.send(Wsman::Delete(), at.location(), {}, reader)), u"AccessDenied"_s);
        QCOMPARE(subcodeOf(at.send(Wsman::Put{Objects::made("MSISCSITARGET_StoragePool"_L1)},
                                   at.location(), {}, reader)),
                 u"AccessDenied"_s);
        QVERIFY(std::holds_alternative<Wsman::InstanceReply>(
            at.send(Wsman::Get(), at.location(), {}, reader)));
        QVERIFY(std::holds_alternative<Wsman::InvokeReply>(
            at.send(Wsman::Invoke{u"GetAvailableExtents"_s, {}}, at.location(), {}, reader)));
        QCOMPARE(subcodeOf(at.send(Wsman::Get(), at.location(), {}, Caller())), u"AccessDenied"_s);
        QCOMPARE(at.snapshot(), before);
    }

    void batchesFitTheEnvelopeThatWasAllowed_data()
    {
        QTest::addColumn<quint32>("size");
        QTest::newRow("the least") << Wsman::leastEnvelopeSize;
        QTest::newRow("twice that") << 2 * Wsman::leastEnvelopeSize;
        QTest::newRow("the default") << Wsman::defaultEnvelopeSize;
    }

    void batchesFitTheEnvelopeThatWasAllowed()
    {
        QFETCH(quint32, size);
        ProviderFixture at({.jobs = false});
        for (int i = 0; i < 12; ++i)
            at.pool(QString(100, u'<') + u"日本 & \"%1\""_s.arg(i), MiB);
        const Responder responder = at.provider().responder();
        for (const QString &className :
             {u"CIM_StoragePool"_s, u"CIM_StorageExtent"_s, u"CIM_AllocatedFromStoragePool"_s}) {
            Envelope request{.body = pools(1000),
                             .to = {},
                             .action = {},
                             .target = CimPath(nameSpace, className),
                             .messageId = {},
                             .relatesTo = {},
                             .maxEnvelopeSize = size};
            qsizetype seen = 0;
            for (bool end = false; !end;) {
                request.messageId = newMessageId();
                const auto reply = at.await(responder(request, {u"admin"_s, AccessRole::Manage}));
                QVERIFY(reply.ok());
                QVERIFY(writeEnvelope(*reply).size() <= qsizetype(size));
                const auto *items = std::get_if<Wsman::Items>(&reply->body);
                QVERIFY(items && !items->instances.isEmpty());
                seen += items->instances.size();
                end = items->end;
                request.body = Wsman::Pull{items->context, 1000};
            }
            QCOMPARE(seen, className == "CIM_StoragePool"_L1 ? 13 : 12);
        }
    }
};

QTEST_GUILESS_MAIN(tst_TargetRequests)
#include "tst_targetrequests.moc"
