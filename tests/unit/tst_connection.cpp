// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The line of requests, enumerations to their end, and what faults mean to the one who asked.
#include "services/wsman/connection.h"

#include "services/schema/schema.h"
#include "services/wsman/requestline.h"
#include "services/wsman/soapxml.h"
#include "tests/support/heard.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
const QString nameSpace(Schema::iscsiTarget);

CimPath poolPath(const QString &id)
{
    return {nameSpace, u"MSISCSITARGET_StoragePool"_s, {{u"InstanceID"_s, CimValue::string(id)}}};
}

CimInstance pool(const QString &id, const QString &name = {})
{
    CimInstance instance(*Schema::findClass(nameSpace, u"MSISCSITARGET_StoragePool"));
    instance.set(u"InstanceID", CimValue::string(id));
    instance.set(u"ElementName", CimValue::string(name));
    return instance;
}

Items page(const QList<CimInstance> &instances, const QString &context)
{
    return {.instances = instances, .paths = {}, .context = context, .end = context.isEmpty()};
}

MethodCall createPool(const QString &name)
{
    MethodCall call(*Schema::findMethod(nameSpace, u"MSISCSITARGET_StorageConfigurationService",
                                        u"CreateOrModifyStoragePool"),
                    CimPath(nameSpace, u"MSISCSITARGET_StorageConfigurationService"_s,
                            {{u"Name"_s, CimValue::string(u"s"_s)}}));
    call.setArgument(u"ElementName", CimValue::string(name));
    call.setArgument(u"Size", CimValue::uint64(1024));
    return call;
}
} // namespace

class tst_Connection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto transport = std::make_unique<ScriptedTransport>();
        m_transport = transport.get();
        m_connection = std::make_unique<Connection>(std::move(transport), m_clock);
    }

    void fourAreInFlightAndTheRestWaits()
    {
        QObject owner;
        std::vector<std::unique_ptr<Heard<CimInstance>>> heard;
        for (int i = 0; i < 6; ++i)
            heard.push_back(std::make_unique<Heard<CimInstance>>(
                m_connection->get(poolPath(QString::number(i)), &owner), &owner));
        QCOMPARE(m_transport->count(), 4);
        m_transport->reply(2, InstanceReply{pool(u"2"_s)});
        QTRY_COMPARE(m_transport->count(), 5);
        m_transport->fail(0, {.cause = Failure::Cause::TimedOut});
        QTRY_COMPARE(m_transport->count(), 6);
        QTRY_COMPARE(heard[2]->times, 1);
        QCOMPARE(*heard[2]->outcome, pool(u"2"_s));
        QTRY_COMPARE(heard[0]->times, 1);
        QCOMPARE(heard[0]->outcome.failure().cause, Failure::Cause::TimedOut);
        QSet<QString> ids;
        for (qsizetype i = 0; i < m_transport->count(); ++i)
            ids.insert(m_transport->sent(i).request.messageId);
        QCOMPARE(ids.size(), 6);
    }

    void requestsGoWithTheirOwner()
    {
        QObject stays;
        auto goes = std::make_unique<QObject>();
        bool called = false;
        for (int i = 0; i < 5; ++i)
            onDone(m_connection->get(poolPath(u"a"_s), goes.get()), goes.get(),
                   [&called](const auto &) { called = true; });
        Heard<CimInstance> heard(m_connection->get(poolPath(u"b"_s), &stays), &stays);
        QCOMPARE(m_transport->count(), 4);
        goes.reset();
        // The aborted four make room; the fifth left the line.
        QTRY_COMPARE(m_transport->count(), 5);
        QCOMPARE(m_transport->sent(4).request.target, poolPath(u"b"_s));
        m_transport->reply(4, InstanceReply{pool(u"b"_s)});
        QTRY_COMPARE(heard.times, 1);
        QVERIFY(!called);
    }

    void waitersHearCancelledWhenTheConnectionGoes()
    {
        QObject owner;
        Heard<CimInstance> one(m_connection->get(poolPath(u"a"_s), &owner), &owner);
        Heard<QList<CimInstance>> all(enumerated(&owner), &owner);
        m_connection.reset();
        QTRY_COMPARE(all.times, 1);
        QCOMPARE(all.outcome.failure().cause, Failure::Cause::Cancelled);
        QTRY_COMPARE(one.times, 1);
        QCOMPARE(one.outcome.failure().cause, Failure::Cause::Cancelled);
    }

    void faultsBecomeFailures_data()
    {
        QTest::addColumn<QString>("subcode");
        QTest::addColumn<quint32>("cimStatus");
        QTest::addColumn<quint64>("vendorCode");
        QTest::addColumn<bool>("change");
        QTest::addColumn<Failure::Cause>("cause");
        QTest::newRow("status beats subcode")
            << u"InternalError"_s << 6u << quint64(0) << false << Failure::Cause::NotFound;
        QTest::newRow("number beats subcode")
            << u"InternalError"_s << 1u << quint64(5) << false << Failure::Cause::Denied;
        QTest::newRow("subcode alone")
            << u"AlreadyExists"_s << 0u << quint64(0) << true << Failure::Cause::Exists;
        QTest::newRow("unknown") << u"Odd"_s << 0u << quint64(0) << true
                                 << Failure::Cause::ServerFault;
        QTest::newRow("time-out of a read")
            << u"TimedOut"_s << 0u << quint64(0) << false << Failure::Cause::TimedOut;
        QTest::newRow("time-out of a change")
            << u"TimedOut"_s << 0u << quint64(0) << true << Failure::Cause::OutcomeUnknown;
    }
    void faultsBecomeFailures()
    {
        QFETCH(QString, subcode);
        QFETCH(quint32, cimStatus);
        QFETCH(quint64, vendorCode);
        QFETCH(bool, change);
        QFETCH(Failure::Cause, cause);
        const Fault fault{.code = u"Receiver"_s,
                          .subcode = subcode,
                          .reason = u"words"_s,
                          .cimStatus = cimStatus,
                          .vendorCode = vendorCode};
        QObject owner;
        if (change) {
            Heard<MethodReply> heard(m_connection->invoke(createPool(u"x"_s), &owner), &owner);
            m_transport->reply(0, fault);
            QTRY_COMPARE(heard.times, 1);
            QCOMPARE(heard.outcome.failure().cause, cause);
        } else {
            Heard<CimInstance> heard(m_connection->get(poolPath(u"x"_s), &owner), &owner);
            const int tries = cause == Failure::Cause::TimedOut ? 3 : 1;
            for (int i = 0; i < tries; ++i) {
                QTRY_COMPARE(m_transport->count(), i + 1);
                m_transport->reply(i, fault);
            }
            QTRY_COMPARE(heard.times, 1);
            QCOMPARE(heard.outcome.failure().cause, cause);
            QCOMPARE(heard.outcome.failure().serverText, u"words"_s);
        }
    }

    void returnCodesStayData()
    {
        QObject owner;
        Heard<MethodReply> heard(m_connection->invoke(createPool(u"x"_s), &owner), &owner);
        m_transport->reply(
            0,
            InvokeReply{u"CreateOrModifyStoragePool"_s,
                        {.returnValue = 4097, .outs = {{u"Size"_s, CimValue::uint64(512)}}}});
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome->returnValue, 4097);
        QCOMPARE(heard.outcome->out(u"size"), CimValue::uint64(512));
    }

    void shownRequestIsTheOneThatIsSent()
    {
        QObject owner;
        const MethodCall call = createPool(u"Gold & <silver>"_s);
        Heard<MethodReply> heard(m_connection->invoke(call, &owner), &owner);
        Envelope sent = m_transport->sent(0).request;
        const QByteArray shown = m_connection->requestText(call);
        QCOMPARE(writeEnvelope(sent).replace(sent.messageId.toUtf8(),
                                             "uuid:00000000-0000-0000-0000-000000000000"),
                 shown);
        QVERIFY(shown.contains("Gold &amp; &lt;silver&gt;"));
        QVERIFY(shown.contains(m_transport->address().toUtf8()));
    }

    void wordsThatXmlCanNotSayAreRefused()
    {
        QObject owner;
        Heard<MethodReply> heard(m_connection->invoke(createPool(u"bell\a"_s), &owner), &owner);
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome.failure().cause, Failure::Cause::InvalidValue);
        QCOMPARE(heard.outcome.failure().parameter, u"ElementName"_s);
        QCOMPARE(m_transport->count(), 0);
    }

    void resourceUrisFollowTheProduct()
    {
        QObject owner;
        Heard<CimInstance> before(m_connection->get(poolPath(u"x"_s), &owner), &owner);
        QCOMPARE(m_transport->sent(0).request.form, UriForm::Wmi);
        Heard<IdentifyReply> identity(m_connection->identify(&owner), &owner);
        m_transport->reply(1, IdentifyReply{{}, u"Open Management Infrastructure"_s, u"1.9"_s});
        QTRY_COMPARE(identity.times, 1);
        Heard<CimInstance> after(m_connection->get(poolPath(u"x"_s), &owner), &owner);
        QCOMPARE(m_transport->sent(2).request.form, UriForm::Dmtf);
    }

    void enumerationPullsToTheEnd()
    {
        QObject owner;
        QList<qsizetype> batches;
        Heard<QList<CimInstance>> heard(enumerated(&owner, &batches), &owner);
        const auto *first = m_transport->body<Enumerate>(0);
        QVERIFY(first && first->optimize && first->mode == Mode::ObjectsAndPaths);
        m_transport->reply(0, page({pool(u"1"_s), pool(u"2"_s)}, u"c1"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        const auto *pull = m_transport->body<Pull>(1);
        QVERIFY(pull);
        QCOMPARE(pull->context, u"c1"_s);
        // A strict server refuses a pull that differs from its enumerate.
        QCOMPARE(pull->maxElements, first->maxElements);
        QCOMPARE(m_transport->sent(1).request.maxEnvelopeSize,
                 m_transport->sent(0).request.maxEnvelopeSize);
        QCOMPARE(m_transport->sent(1).request.target, m_transport->sent(0).request.target);
        m_transport->reply(1, page({}, u"c2"_s)); // legal: nothing yet
        QTRY_COMPARE(m_transport->count(), 3);
        QCOMPARE(m_transport->body<Pull>(2)->context, u"c2"_s);
        m_transport->reply(2, page({pool(u"3"_s)}, {}));
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(*heard.outcome, (QList<CimInstance>{pool(u"1"_s), pool(u"2"_s), pool(u"3"_s)}));
        QCOMPARE(batches, (QList<qsizetype>{2, 1}));
        QCOMPARE(m_transport->count(), 3); // nothing to release
    }

    void RP_17_emptyPullsForEverAreStopped()
    {
        QObject owner;
        Heard<QList<CimInstance>> heard(enumerated(&owner), &owner);
        m_transport->reply(0, page({pool(u"1"_s)}, u"same"_s));
        for (int i = 1; i <= 3; ++i) {
            QTRY_COMPARE(m_transport->count(), i + 1);
            m_transport->reply(i, page({}, u"same"_s));
        }
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome.failure().cause, Failure::Cause::Malformed);
        QCOMPARE(m_transport->count(), 5);
        QVERIFY(m_transport->body<Release>(4));
    }

    void RP_17_theSameObjectForEverIsStopped()
    {
        QObject owner;
        Heard<QList<CimInstance>> heard(enumerated(&owner), &owner);
        for (int i = 0; i <= 3; ++i) {
            QTRY_COMPARE(m_transport->count(), i + 1);
            m_transport->reply(i, page({pool(u"1"_s)}, u"same"_s));
        }
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome.failure().cause, Failure::Cause::Malformed);
    }

    void RP_17_objectsToldTwiceAreMerged()
    {
        QObject owner;
        Heard<QList<CimInstance>> heard(enumerated(&owner), &owner);
        m_transport->reply(0, page({pool(u"1"_s, u"old"_s), pool(u"2"_s)}, u"c"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        m_transport->reply(1, page({pool(u"1"_s, u"new"_s), pool(u"3"_s)}, {}));
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(*heard.outcome,
                 (QList<CimInstance>{pool(u"1"_s, u"new"_s), pool(u"2"_s), pool(u"3"_s)}));
    }

    // Large pages are compared on the pool.
    void RP_17_objectsOfLargePagesAreMergedInTheirOrder()
    {
        QObject owner;
        QList<qsizetype> batches;
        Heard<QList<CimInstance>> heard(enumerated(&owner, &batches), &owner);
        constexpr int perPage = 500;
        QList<CimInstance> all;
        for (int number = 0; number < 3; ++number) {
            QTRY_COMPARE(m_transport->count(), number + 1);
            QList<CimInstance> pools;
            if (number > 0) { // the last of before again, as it is now
                all.last() = pool(QString::number(all.size() - 1), u"new"_s);
                pools.append(all.last());
            }
            for (int i = 0; i < perPage; ++i) {
                all.append(pool(QString::number(all.size())));
                pools.append(all.last());
            }
            m_transport->reply(number, page(pools, number < 2 ? u"c"_s : QString()));
        }
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(*heard.outcome, all);
        QCOMPARE(batches, (QList<qsizetype>{perPage, perPage, perPage}));
        QCOMPARE(m_transport->count(), 3);
    }

    void aContextIsReleasedWhileItsPageIsLookedAt()
    {
        QList<CimInstance> pools;
        for (int i = 0; i < 2'000; ++i)
            pools.append(pool(QString::number(i)));
        for (int turns = 0; turns < 6; ++turns) {
            const qsizetype before = m_transport->count();
            auto owner = std::make_unique<QObject>();
            const auto answer = enumerated(owner.get());
            m_transport->reply(before, page(pools, u"c%1"_s.arg(turns)));
            for (int i = 0; i < turns; ++i)
                QCoreApplication::processEvents();
            owner.reset();
            QTRY_VERIFY(m_transport->body<Release>(m_transport->count() - 1));
            QCOMPARE(m_transport->body<Release>(m_transport->count() - 1)->context,
                     u"c%1"_s.arg(turns));
            m_transport->fail(m_transport->count() - 1, {}); // makes room in the line
            QCoreApplication::processEvents();
        }
    }

    void RP_17_tooManyObjectsAreStopped()
    {
        QObject owner;
        Heard<QList<CimInstance>> heard(enumerated(&owner), &owner);
        QList<CimInstance> many;
        const CimInstance nameless(u"Odd"_s);
        many.resize(Enumeration::mostObjects, nameless);
        m_transport->reply(0, page(many, u"c"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        m_transport->reply(1, page({pool(u"1"_s)}, u"c"_s));
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome.failure().cause, Failure::Cause::TooLarge);
        QVERIFY(m_transport->body<Release>(2));
    }

    void timeOutOfAPullGoesOn()
    {
        QObject owner;
        Heard<QList<CimInstance>> heard(enumerated(&owner), &owner);
        m_transport->reply(0, page({pool(u"1"_s)}, u"c"_s));
        for (int i = 1; i <= 5; ++i) {
            QTRY_COMPARE(m_transport->count(), i + 1);
            QCOMPARE(m_transport->body<Pull>(i)->context, u"c"_s);
            m_transport->reply(i, Fault{.code = u"Receiver"_s, .subcode = u"TimedOut"_s});
        }
        QTRY_COMPARE(m_transport->count(), 7);
        m_transport->reply(6, page({}, {}));
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome->size(), 1);
    }

    void droppedContextRestartsOnce()
    {
        const Fault gone{.code = u"Receiver"_s, .subcode = u"InvalidEnumerationContext"_s};
        QObject owner;
        Heard<QList<CimInstance>> heard(enumerated(&owner), &owner);
        m_transport->reply(0, page({pool(u"old"_s)}, u"c"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        m_transport->reply(1, gone);
        QTRY_COMPARE(m_transport->count(), 3);
        QVERIFY(m_transport->body<Enumerate>(2));
        m_transport->reply(2, page({pool(u"new"_s)}, u"d"_s));
        QTRY_COMPARE(m_transport->count(), 4);
        m_transport->reply(3, gone);
        QTRY_COMPARE(heard.times, 1);
        QVERIFY(!heard.outcome);
        QCOMPARE(m_transport->count(), 4);
    }

    void restartForgetsWhatItHad()
    {
        QObject owner;
        Heard<QList<CimInstance>> heard(enumerated(&owner), &owner);
        m_transport->reply(0, page({pool(u"deleted meanwhile"_s)}, u"c"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        m_transport->reply(1,
                           Fault{.code = u"Receiver"_s, .subcode = u"InvalidEnumerationContext"_s});
        QTRY_COMPARE(m_transport->count(), 3);
        m_transport->reply(2, page({pool(u"new"_s)}, {}));
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(*heard.outcome, QList<CimInstance>{pool(u"new"_s)});
    }

    void abandonedEnumerationIsReleased()
    {
        auto owner = std::make_unique<QObject>();
        bool called = false;
        onDone(enumerated(owner.get()), owner.get(), [&called](const auto &) { called = true; });
        m_transport->reply(0, page({pool(u"1"_s)}, u"mine"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        owner.reset();
        // The page that is under way brings the context that is to be released.
        m_transport->reply(1, page({pool(u"2"_s)}, u"newest"_s));
        QTRY_COMPARE(m_transport->count(), 3);
        QCOMPARE(m_transport->body<Release>(2)->context, u"newest"_s);
        m_transport->reply(2, DoneReply());
        QVERIFY(!called);
    }

    void associatorsAskForAllClassesOfTheNamespace()
    {
        QObject owner;
        const AssociationFilter filter{.object = poolPath(u"1"_s),
                                       .links = true,
                                       .associationClass = {},
                                       .role = {},
                                       .resultClass = u"A"_s,
                                       .resultRole = {}};
        Heard<QList<CimInstance>> heard(m_connection->associators(filter, &owner), &owner);
        QCOMPARE(m_transport->sent(0).request.target, CimPath(nameSpace, u"*"_s));
        QCOMPARE(std::get<AssociationFilter>(m_transport->body<Enumerate>(0)->filter), filter);
        m_transport->reply(0, page({}, {}));
        QTRY_COMPARE(heard.times, 1);
        QVERIFY(heard.outcome->isEmpty());
    }

    void putAndRemoveAreDone()
    {
        QObject owner;
        Heard<Done> put(m_connection->put(poolPath(u"1"_s), pool(u"1"_s), &owner), &owner);
        Heard<Done> removed(m_connection->remove(poolPath(u"1"_s), &owner), &owner);
        m_transport->reply(0, InstanceReply{});
        m_transport->reply(1, DoneReply());
        QTRY_COMPARE(put.times, 1);
        QTRY_COMPARE(removed.times, 1);
        QVERIFY(put.outcome.ok() && removed.outcome.ok());
    }

private:
    // All pools; batches: how many came each time.
    Answer<QList<CimInstance>> enumerated(QObject *owner, QList<qsizetype> *batches = nullptr)
    {
        const BatchReader note = [batches](const QList<CimInstance> &fresh) {
            *batches << fresh.size();
        };
        return m_connection->enumerate(nameSpace, u"CIM_StoragePool"_s, owner,
                                       batches ? note : BatchReader());
    }

    ManualClock m_clock;
    std::unique_ptr<Connection> m_connection;
    ScriptedTransport *m_transport = nullptr;
};

QTEST_GUILESS_MAIN(tst_Connection)
#include "tst_connection.moc"
