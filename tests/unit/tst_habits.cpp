// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a connection learns of a server from its faults, and asks for otherwise from then on: in
// smaller or larger pieces, without what is not understood, in the ways that the family knows.
#include "services/wsman/attempts.h"
#include "services/wsman/connection.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/faults.h"
#include "tests/support/heard.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedpools.h"
#include "tests/support/scriptedtransport.h"

#include <QTest>

using namespace Cistern;
using namespace Cistern::Scripted;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace Wsman;
using Cause = Failure::Cause;

class tst_Habits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto transport = std::make_unique<ScriptedTransport>();
        m_transport = transport.get();
        m_clock = std::make_unique<ManualClock>();
        m_connection = std::make_unique<Connection>(std::move(transport), *m_clock);
    }
    void cleanup() { m_connection.reset(); }

    void aReplyThatDoesNotFitIsAskedForInSmallerPages_data()
    {
        QTest::addColumn<QString>("detail");
        QTest::addColumn<quint64>("number");
        QTest::addColumn<bool>("grows");
        QTest::newRow("exceeded") << u"MaxEnvelopeSizeExceeded"_s << quint64(0) << true;
        QTest::newRow("exceeded, by number") << QString() << quint64(0x80338048) << true;
        QTest::newRow("limit of the service") << u"ServiceEnvelopeLimit"_s << quint64(0) << false;
        QTest::newRow("no detail") << QString() << quint64(0) << false;
    }
    void aReplyThatDoesNotFitIsAskedForInSmallerPages()
    {
        QFETCH(QString, detail);
        QFETCH(quint64, number);
        QFETCH(bool, grows);
        QObject owner;
        Heard<QList<CimInstance>> heard(m_connection->enumerate(nameSpace, poolClass, &owner),
                                        &owner);
        QCOMPARE(m_transport->body<Enumerate>(0)->maxElements, 200u);
        m_transport->reply(0, page({pool(u"1"_s)}, u"c"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        m_transport->reply(1, fault(u"EncodingLimit"_s, detail, number));
        // The context is left, so it is released; then from the start in other sizes.
        QTRY_COMPARE(m_transport->count(), 4);
        QVERIFY(m_transport->body<Release>(2));
        const auto *again = m_transport->body<Enumerate>(3);
        QVERIFY(again);
        QCOMPARE(again->maxElements, 100u);
        const quint32 envelope = m_transport->sent(3).request.maxEnvelopeSize;
        QCOMPARE(envelope, grows ? 1'024'000u : 512'000u);
        m_transport->reply(3, page({pool(u"1"_s)}, u"d"_s));
        QTRY_COMPARE(m_transport->count(), 5);
        QCOMPARE(m_transport->body<Pull>(4)->maxElements, 100u);
        QCOMPARE(m_transport->sent(4).request.maxEnvelopeSize, envelope);
        m_transport->reply(4, page({pool(u"2"_s)}, {}));
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome->size(), 2);
        // Remembered for the next.
        Heard<QList<CimInstance>> next(m_connection->enumerate(nameSpace, poolClass, &owner),
                                       &owner);
        QCOMPARE(m_transport->body<Enumerate>(5)->maxElements, 100u);
    }

    void oneObjectThatNeverFitsIsSaidToBeTooLarge()
    {
        QObject owner;
        Heard<QList<CimInstance>> heard(m_connection->enumerate(nameSpace, poolClass, &owner),
                                        &owner);
        int asked = 0;
        quint32 envelope = 0;
        while (asked < 40) {
            m_transport->reply(asked, fault(u"EncodingLimit"_s, u"MaxEnvelopeSizeExceeded"_s));
            ++asked;
            (void)QTest::qWaitFor([&] { return heard.times || m_transport->count() > asked; });
            if (heard.times)
                break;
            envelope = m_transport->sent(asked).request.maxEnvelopeSize;
        }
        QCOMPARE(heard.times, 1);
        QCOMPARE(heard.outcome.failure().cause, Cause::TooLarge);
        QCOMPARE(envelope, 4u * 1024 * 1024); // never more than is read
        QVERIFY(asked < 20);
    }

    void aLargeObjectIsAskedForInALargerEnvelope()
    {
        QObject owner;
        Heard<CimInstance> heard(m_connection->get(poolPath(u"1"_s), &owner), &owner);
        m_transport->reply(0, fault(u"EncodingLimit"_s, u"MaxEnvelopeSizeExceeded"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        QCOMPARE(m_transport->sent(1).request.maxEnvelopeSize, 1'024'000u);
        m_transport->reply(1, fault(u"EncodingLimit"_s, u"MaxEnvelopeSize"_s));
        QTRY_COMPARE(m_transport->count(), 3); // too much for this server
        QCOMPARE(m_transport->sent(2).request.maxEnvelopeSize, 512'000u);
        m_transport->reply(2, InstanceReply{pool(u"1"_s)});
        QTRY_COMPARE(heard.times, 1);
        QVERIFY(heard.outcome.ok());
    }

    void headersThatAreNotUnderstoodAreLeftOut_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<bool>("understood"); // but the feature is refused
        for (const char *header : {"MaxEnvelopeSize", "OperationTimeout", "Locale"}) {
            const QString name = QString::fromLatin1(header);
            QTest::addRow("%s, not understood", header) << name << false;
            QTest::addRow("%s, refused", header) << name << true;
        }
    }
    void headersThatAreNotUnderstoodAreLeftOut()
    {
        QFETCH(QString, header);
        QFETCH(bool, understood);
        const Fault told = understood ? fault(u"UnsupportedFeature"_s, header)
                                      : notUnderstood(header);
        QObject owner;
        Heard<CimInstance> heard(m_connection->get(poolPath(u"1"_s), &owner), &owner);
        QVERIFY(writeEnvelope(m_transport->sent(0).request).contains("w:" + header.toLatin1()));
        m_transport->reply(0, told);
        QTRY_COMPARE(m_transport->count(), 2);
        QVERIFY(!writeEnvelope(m_transport->sent(1).request).contains("w:" + header.toLatin1()));
        m_transport->reply(1, InstanceReply{pool(u"1"_s)});
        QTRY_COMPARE(heard.times, 1);
        QVERIFY(heard.outcome.ok());
        // For the whole connection, changes too.
        Heard<MethodReply> called(m_connection->invoke(createPool(), &owner), &owner);
        QVERIFY(!writeEnvelope(m_transport->sent(2).request).contains("w:" + header.toLatin1()));
    }

    void aRefusedHeaderIsLeftOutOnlyOnce()
    {
        QObject owner;
        Heard<CimInstance> heard(m_connection->get(poolPath(u"1"_s), &owner), &owner);
        m_transport->reply(0, notUnderstood(u"Locale"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        m_transport->reply(1, notUnderstood(u"Locale"_s));
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome.failure().cause, Cause::NotSupported);
        QCOMPARE(heard.outcome.failure().parameter, u"Locale"_s);
    }

    // As when a connection asks for several namespaces at once.
    void whatSeveralUnderWayAreRefusedForIsLeftOutOfEach_data()
    {
        QTest::addColumn<Fault>("told");
        QTest::addColumn<bool>("lists");
        const Fault paths = fault(u"UnsupportedFeature"_s, u"EnumerationMode"_s);
        QTest::newRow("paths") << paths << true;
        QTest::newRow("pages") << fault(u"UnsupportedFeature"_s, u"MaxElements"_s) << true;
        for (const char *header : {"MaxEnvelopeSize", "OperationTimeout", "Locale"}) {
            const Fault told = notUnderstood(QString::fromLatin1(header));
            QTest::addRow("%s, lists", header) << told << true;
            QTest::addRow("%s, objects", header) << told << false;
        }
    }
    void whatSeveralUnderWayAreRefusedForIsLeftOutOfEach()
    {
        QFETCH(Fault, told);
        QFETCH(bool, lists);
        QObject owner;
        int answers = 0, good = 0;
        const auto heard = [&](const auto &outcome) {
            ++answers;
            good += outcome.ok();
        };
        const auto ask = [&] {
            if (lists)
                onDone(m_connection->enumerate(nameSpace, poolClass, &owner), &owner, heard);
            else
                onDone(m_connection->get(poolPath(u"1"_s), &owner), &owner, heard);
        };
        for (int i = 0; i < 3; ++i)
            ask();
        QCOMPARE(m_transport->count(), 3);
        for (int i = 0; i < 3; ++i)
            m_transport->reply(i, told);
        QTRY_COMPARE(m_transport->count(), 6);
        QCOMPARE(answers, 0);
        for (int i = 3; i < 6; ++i) {
            if (lists)
                m_transport->reply(i, page({pool(u"1"_s)}, {}));
            else
                m_transport->reply(i, InstanceReply{pool(u"1"_s)});
        }
        QTRY_COMPARE(answers, 3);
        QCOMPARE(good, 3);
        // Whoever is refused for what was not sent is not asked again.
        ask();
        QCOMPARE(m_transport->count(), 7);
        m_transport->reply(6, told);
        QTRY_COMPARE(answers, 4);
        QCOMPARE(good, 3);
        QCOMPARE(m_transport->count(), 7);
    }

    void rowsWithoutTheirKeysAreAllTold_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QList<CimInstance>>("rows");
        QTest::addColumn<int>("count");
        // As a fragment is read: the class is declared, and only the columns are told.
        const auto row = [](const QString &name) {
            CimInstance fragment(*Schema::findClass(nameSpace, poolClass));
            fragment.set(u"ElementName", CimValue::string(name));
            return fragment;
        };
        const auto nullKey = [row](const QString &name) {
            CimInstance object = row(name);
            object.set(u"InstanceID", object.value(u"InstanceID"));
            return object;
        };
        const QString some = u"SELECT ElementName FROM "_s + poolClass;
        const QString all = u"SELECT * FROM "_s + poolClass;
        const QList<CimInstance> names{row(u"gold"_s), row(u"silver"_s), row(u"gold"_s)};
        const QList<CimInstance> nulls{nullKey(u"gold"_s), nullKey(u"silver"_s)};
        const QList<CimInstance> keys{pool(u"1"_s), pool(u"2"_s), pool(u"1"_s)};
        QTest::newRow("columns") << some << names << 6;
        QTest::newRow("a key among the columns")
            << u"SELECT InstanceID FROM "_s + poolClass << keys << 6;
        QTest::newRow("objects without a key") << all << names << 6;
        QTest::newRow("objects whose key is null") << all << nulls << 4;
        QTest::newRow("whole objects, told twice") << all << keys << 2;
    }
    void rowsWithoutTheirKeysAreAllTold()
    {
        QFETCH(QString, query);
        QFETCH(QList<CimInstance>, rows);
        QFETCH(int, count);
        QObject owner;
        Heard<QList<CimInstance>> heard(m_connection->query(nameSpace, query, &owner), &owner);
        m_transport->reply(0, page(rows, u"c"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        m_transport->reply(1, page(rows, {}));
        QTRY_COMPARE(heard.times, 1);
        QVERIFY(heard.outcome.ok());
        QCOMPARE(heard.outcome->size(), count);
    }

    void withoutPathsTheKeysTellThem()
    {
        QObject owner;
        Heard<QList<CimInstance>> heard(m_connection->enumerate(nameSpace, poolClass, &owner),
                                        &owner);
        QCOMPARE(int(m_transport->body<Enumerate>(0)->mode), int(Mode::ObjectsAndPaths));
        m_transport->reply(0, fault(u"UnsupportedFeature"_s, u"EnumerationMode"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        QCOMPARE(int(m_transport->body<Enumerate>(1)->mode), int(Mode::Objects));
        m_transport->reply(1, page({pool(u"1"_s)}, {}));
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome->constFirst().path(nameSpace), poolPath(u"1"_s));
        Heard<QList<CimInstance>> next(m_connection->enumerate(nameSpace, poolClass, &owner),
                                       &owner);
        QCOMPARE(int(m_transport->body<Enumerate>(2)->mode), int(Mode::Objects));
    }

    void linksAreFoundWithoutAFilter_data()
    {
        QTest::addColumn<Fault>("told");
        QTest::newRow("filtering") << fault(u"FilteringNotSupported"_s);
        QTest::newRow("dialect") << fault(u"FilterDialectRequestedUnavailable"_s);
        Fault status = fault(u"InternalError"_s);
        status.cimStatus = 25;
        QTest::newRow("status") << status;
    }
    void linksAreFoundWithoutAFilter()
    {
        QFETCH(Fault, told);
        QObject owner;
        const AssociationFilter links{.object = systemPath(u"here"_s),
                                      .links = true,
                                      .associationClass = {},
                                      .role = {},
                                      .resultClass = linkClass,
                                      .resultRole = {}};
        Heard<QList<CimInstance>> heard(m_connection->associators(links, &owner), &owner);
        m_transport->reply(0, told);
        QTRY_COMPARE(m_transport->count(), 2);
        QCOMPARE(m_transport->sent(1).request.target, CimPath(nameSpace, linkClass));
        QVERIFY(std::holds_alternative<std::monostate>(m_transport->body<Enumerate>(1)->filter));
        m_transport->reply(
            1,
            page({link(u"here"_s, u"1"_s), link(u"there"_s, u"2"_s), link(u"here"_s, u"3"_s)}, {}));
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(*heard.outcome,
                 (QList<CimInstance>{link(u"here"_s, u"1"_s), link(u"here"_s, u"3"_s)}));
    }

    void farEndsAreFoundWithoutAFilter()
    {
        QObject owner;
        const AssociationFilter far{.object = systemPath(u"here"_s),
                                    .links = false,
                                    .associationClass = linkClass,
                                    .role = u"GroupComponent"_s,
                                    .resultClass = u"CIM_StoragePool"_s,
                                    .resultRole = u"PartComponent"_s};
        Heard<QList<CimInstance>> heard(m_connection->associators(far, &owner), &owner);
        m_transport->reply(0, fault(u"FilteringNotSupported"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        m_transport->reply(
            1,
            page({link(u"here"_s, u"1"_s), link(u"there"_s, u"2"_s), link(u"here"_s, u"3"_s)}, {}));
        QTRY_COMPARE(m_transport->count(), 3);
        QCOMPARE(m_transport->sent(2).request.target, poolPath(u"1"_s));
        m_transport->reply(2, InstanceReply{pool(u"1"_s)});
        QTRY_COMPARE(m_transport->count(), 4);
        QCOMPARE(m_transport->sent(3).request.target, poolPath(u"3"_s));
        m_transport->reply(3, fault(u"DestinationUnreachable"_s)); // gone since
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(*heard.outcome, QList<CimInstance>{pool(u"1"_s)});
        // The next does not try the filter again, and says so where no class is named.
        AssociationFilter any = far;
        any.associationClass.clear();
        Heard<QList<CimInstance>> next(m_connection->associators(any, &owner), &owner);
        QTRY_COMPARE(next.times, 1);
        QCOMPARE(next.outcome.failure().cause, Cause::NotSupported);
        QCOMPARE(m_transport->count(), 4);
    }

    void pagesGrowWhileTheyAreQuick()
    {
        QObject owner;
        quint32 asked = 0;
        for (const quint32 expected : {200u, 400u, 800u, 1600u, 2000u, 2000u}) {
            Heard<QList<CimInstance>> heard(m_connection->enumerate(nameSpace, poolClass, &owner),
                                            &owner);
            const qsizetype at = m_transport->count() - 1;
            asked = m_transport->body<Enumerate>(at)->maxElements;
            QCOMPARE(asked, expected);
            m_clock->advance(10ms);
            m_transport->reply(at, page(pools(0, int(asked)), {}));
            QTRY_COMPARE(heard.times, 1);
        }
    }

    void slowPagesShrinkAndSmallOnesSayNothing()
    {
        QObject owner;
        const auto read = [&](std::chrono::milliseconds took, int objects) {
            Heard<QList<CimInstance>> heard(m_connection->enumerate(nameSpace, poolClass, &owner),
                                            &owner);
            const qsizetype at = m_transport->count() - 1;
            const quint32 asked = m_transport->body<Enumerate>(at)->maxElements;
            m_clock->advance(took);
            m_transport->reply(at, page(pools(0, objects), {}));
            (void)QTest::qWaitFor([&] { return heard.times == 1; });
            return asked;
        };
        QCOMPARE(read(10ms, 3), 200u);
        QCOMPARE(read(3s, 200), 200u);
        QCOMPARE(read(3s, 100), 100u);
        QCOMPARE(read(3s, 50), 50u);
        QCOMPARE(read(3s, 25), 25u);
        QCOMPARE(read(3s, 20), 20u);
        QCOMPARE(read(500ms, 20), 20u);
        QCOMPARE(read(10ms, 20), 20u);
        QCOMPARE(read(10ms, 1), 40u);
    }

    void aContextOfAnAbsentClassIsNoDroppedContext()
    {
        Fault absent = fault(u"DestinationUnreachable"_s);
        absent.cimStatus = 5;
        QObject owner;
        Heard<QList<CimInstance>> heard(m_connection->enumerate(nameSpace, poolClass, &owner),
                                        &owner);
        m_transport->reply(0, page({}, u"7"_s)); // one family finds out with the first Pull
        QTRY_COMPARE(m_transport->count(), 2);
        m_transport->reply(1, absent);
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.outcome.failure().cause, Cause::NotFound);
        QCOMPARE(heard.outcome.failure().code, 5u);
    }

    void queriesGoWhereTheFamilyWantsThem()
    {
        QObject owner;
        const QString all = u"SELECT * FROM CIM_StoragePool WHERE Primordial = FALSE"_s;
        Heard<QList<CimInstance>> first(m_connection->query(nameSpace, all, &owner), &owner);
        QCOMPARE(m_transport->sent(0).request.target, CimPath(nameSpace, u"*"_s));
        QCOMPARE(std::get<WqlFilter>(m_transport->body<Enumerate>(0)->filter).query, all);
        QCOMPARE(int(m_transport->body<Enumerate>(0)->mode), int(Mode::ObjectsAndPaths));
        m_transport->reply(0, page({pool(u"1"_s)}, u"c"_s));
        QTRY_COMPARE(m_transport->count(), 2);
        QCOMPARE(m_transport->body<Pull>(1)->className, u"CIM_StoragePool"_s);
        m_transport->reply(1, page({}, {}));
        QTRY_COMPARE(first.times, 1);
        // Columns have no paths.
        Heard<QList<CimInstance>> columns(
            m_connection->query(nameSpace, u"select Name, Size from X"_s, &owner), &owner);
        QCOMPARE(int(m_transport->body<Enumerate>(2)->mode), int(Mode::Objects));
        Heard<IdentifyReply> identity(m_connection->identify(&owner), &owner);
        m_transport->reply(3, IdentifyReply{{}, u"The Open Group (OpenPegasus)"_s, u"2.14"_s});
        QTRY_COMPARE(identity.times, 1);
        Heard<QList<CimInstance>> pegasus(m_connection->query(nameSpace, all, &owner), &owner);
        QCOMPARE(m_transport->sent(4).request.target, CimPath(nameSpace, u"CIM_StoragePool"_s));
    }

    // Ours makes large pages quickly. What was learned of it is not forgotten when it is asked again
    // who it is.
    void ourOwnTargetIsAskedForLargePages()
    {
        QObject owner;
        const auto identify = [&] {
            Heard<IdentifyReply> identity(m_connection->identify(&owner), &owner);
            m_transport->reply(m_transport->count() - 1,
                               IdentifyReply{{}, u"The Cistern developers"_s, u"0.1"_s});
            QTRY_COMPARE(identity.times, 1);
        };
        identify();
        Heard<QList<CimInstance>> first(m_connection->enumerate(nameSpace, poolClass, &owner),
                                        &owner);
        QCOMPARE(m_transport->body<Enumerate>(1)->maxElements, 2'000u);
        QCOMPARE(m_transport->sent(1).request.maxEnvelopeSize, 2u * 1024 * 1024);
        m_clock->advance(4s);
        m_transport->reply(1, page(pools(0, 600), {}));
        QTRY_COMPARE(first.times, 1);
        identify();
        Heard<QList<CimInstance>> second(m_connection->enumerate(nameSpace, poolClass, &owner),
                                         &owner);
        QCOMPARE(m_transport->body<Enumerate>(3)->maxElements, 300u);
    }

    void anOldProtocolIsRefusedInSoManyWords()
    {
        QObject owner;
        Heard<IdentifyReply> identity(m_connection->identify(&owner), &owner);
        m_transport->reply(
            0, IdentifyReply{{}, u"Microsoft Corporation"_s, u"OS: 5.2.3790 SP: 2.0 Stack: 1.0"_s});
        QTRY_COMPARE(identity.times, 1);
        QCOMPARE(identity.outcome.failure().cause, Cause::NotSupported);
        QCOMPARE(identity.outcome.failure().stage, Failure::Stage::Protocol);
        QCOMPARE(identity.outcome.failure().parameter, u"WinRM 1"_s);
        QCOMPARE(identity.outcome.failure().serverText, u"OS: 5.2.3790 SP: 2.0 Stack: 1.0"_s);
    }

    void whatCannotBeMadeThereIsNotAskedFor()
    {
        QObject owner;
        Heard<IdentifyReply> identity(m_connection->identify(&owner), &owner);
        m_transport->reply(
            0, IdentifyReply{{}, u"Microsoft Corporation"_s, u"OS: 6.1.7601 SP: 1.0 Stack: 2.0"_s});
        QTRY_COMPARE(identity.times, 1);
        Heard<CimPath> made(m_connection->create(nameSpace, pool(u"1"_s), &owner), &owner);
        Heard<Done> removed(m_connection->remove(poolPath(u"1"_s), &owner), &owner);
        QTRY_COMPARE(made.times + removed.times, 2);
        QCOMPARE(made.outcome.failure().cause, Cause::NotSupported);
        QCOMPARE(removed.outcome.failure().cause, Cause::NotSupported);
        QCOMPARE(m_transport->count(), 1);
        Heard<CimInstance> got(m_connection->get(poolPath(u"1"_s), &owner), &owner);
        QCOMPARE(m_transport->sent(1).request.maxEnvelopeSize, 153'600u);
    }

    void whatIsMadeTellsItsPath()
    {
        QObject owner;
        Heard<CimPath> made(m_connection->create(nameSpace, pool(u"1"_s), &owner), &owner);
        QCOMPARE(m_transport->sent(0).request.target, CimPath(nameSpace, poolClass));
        QCOMPARE(m_transport->body<Create>(0)->instance, pool(u"1"_s));
        m_transport->reply(0, CreateReply{poolPath(u"1"_s)});
        QTRY_COMPARE(made.times, 1);
        QCOMPARE(*made.outcome, poolPath(u"1"_s));
    }

private:
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<Connection> m_connection;
    ScriptedTransport *m_transport = nullptr;
};

QTEST_GUILESS_MAIN(tst_Habits)
#include "tst_habits.moc"
