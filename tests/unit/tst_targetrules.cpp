// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Bad and hostile requests to the local target: the code or fault that answers them, and that they
// change nothing. Rows RQ-11 and RQ-13 to RQ-19 of the bad inputs, as far as this namespace has
// them.
#include "services/wsman/soapxml.h"
#include "tests/support/jobcalls.h"
#include "tests/support/requests.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;
using Wsman::Fault;

namespace {
const Caller admin = anAdmin();
const QString create = u"CreateOrModifyStoragePool"_s;

Wsman::Invoke creation(ProviderFixture &at, quint64 size)
{
    return {create,
            {{u"ElementName"_s, words(u"one"_s)},
             {u"Size"_s, bytes(size)},
             {u"InPools"_s, pathTexts({at.location()})}}};
}

QByteArray bytesOf(const Wsman::Body &body, const CimPath &target)
{
    return writeEnvelope(requestOf(body, target));
}

// The subcode with which bytes are refused as they are read.
QString refusedAsRead(const QByteArray &bytes)
{
    const RequestRead read = readRequest(bytes);
    return read.fault ? subcode(read.envelope.body) : u"no fault"_s;
}

Wsman::Items openOne(ProviderFixture &at, const Caller &caller = admin)
{
    const Wsman::Enumerate wanted{
        .filter = {}, .mode = Wsman::Mode::ObjectsAndPaths, .optimize = false, .maxElements = 1};
    const Wsman::Body body = at.send(
        wanted, CimPath(at.location().nameSpace(), u"CIM_StoragePool"_s), {}, caller);
    const auto *items = std::get_if<Wsman::Items>(&body);
    return items ? *items : Wsman::Items();
}

CimPath poolClass(ProviderFixture &at)
{
    return CimPath(at.location().nameSpace(), u"CIM_StoragePool"_s);
}
} // namespace

class tst_TargetRules : public QObject
{
    Q_OBJECT

private slots:
    void RQ_11_theSameMessageIsAnsweredButNotDoneAgain()
    {
        ProviderFixture at;
        const CimPath service = at.service();
        const Wsman::Invoke one = creation(at, 4 * MiB);
        const QString id = newMessageId();
        const auto first = ProviderFixture::resultOf(at.send(one, service, id));
        QCOMPARE(first.code, 4096u);
        QVERIFY(at.waitForEnd(first.path(u"Job")));
        const auto again = ProviderFixture::resultOf(at.send(one, service, id));
        QCOMPARE(again.code, 4096u);
        QCOMPARE(again.path(u"Job"), first.path(u"Job"));
        at.restart();
        const auto later = ProviderFixture::resultOf(at.send(one, service, id));
        QCOMPARE(later.path(u"Job"), first.path(u"Job"));
        QCOMPARE(at.pools().size(), 1);
        QCOMPARE(subcode(at.send(creation(at, 5 * MiB), service, id)),
                 u"InvalidMessageInformationHeader"_s);
        QCOMPARE(at.pools().size(), 1);
    }

    void RQ_11_theSameMessageTwiceAtOnceIsDoneOnce()
    {
        ProviderFixture at;
        const CimPath service = at.service();
        const Wsman::Invoke one = creation(at, 4 * MiB);
        const QString id = newMessageId();
        const auto first = at.sendNow(one, service, id);
        const auto second = at.sendNow(one, service, id);
        const auto a = at.await(first), b = at.await(second);
        QVERIFY(a && b);
        const CimPath job = ProviderFixture::resultOf(a->body).path(u"Job");
        QVERIFY(!job.isEmpty());
        QCOMPARE(ProviderFixture::resultOf(b->body).path(u"Job"), job);
        QVERIFY(at.waitForEnd(job));
        QCOMPARE(at.pools().size(), 1);
    }

    void RQ_11_anotherUserHasMessagesOfTheirOwn()
    {
        ProviderFixture at;
        const CimPath service = at.service();
        const QString id = newMessageId();
        const Wsman::Invoke one = creation(at, 4 * MiB);
        const auto mine = ProviderFixture::resultOf(at.send(one, service, id));
        const auto theirs = ProviderFixture::resultOf(
            at.send(one, service, id, {u"second"_s, AccessRole::Manage}));
        QCOMPARE(theirs.code, 4096u);
        QVERIFY(theirs.path(u"Job") != mine.path(u"Job"));
    }

    void RQ_11_messagesWithoutAUsableIdAreRefused_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("empty") << u""_s;
        QTest::newRow("blank") << u" \t"_s;
        QTest::newRow("100 KB") << QString(100'000,
                                           u'x'); // the whole envelope may have 512,000 octets
    }

    void RQ_11_messagesWithoutAUsableIdAreRefused()
    {
        QFETCH(QString, id);
        ProviderFixture at;
        const QStringList before = at.snapshot();
        const QString code = subcode(at.send(creation(at, MiB), at.service(), id));
        // Over a network the reply to an unusable id can not be told from another's.
        QVERIFY2(code == "InvalidMessageInformationHeader"_L1
                     || code == "MessageInformationHeaderRequired"_L1
                     || (Wire::kind() != Wire::Kind::Direct && code == "NoReply"_L1),
                 qPrintable(code));
        QCOMPARE(at.snapshot(), before);
    }

    void RQ_11_anIdThatIsMissingOrThereTwice()
    {
        ProviderFixture at;
        const QByteArray good = bytesOf(creation(at, MiB), at.service());
        const qsizetype word = good.indexOf("MessageID");
        const qsizetype start = good.lastIndexOf('<', word);
        const qsizetype end = good.indexOf('>', good.indexOf("MessageID", word + 9)) + 1;
        const QByteArray header = good.mid(start, end - start);
        QCOMPARE(refusedAsRead(good), u"no fault"_s);
        QCOMPARE(refusedAsRead(QByteArray(good).remove(start, end - start)),
                 u"InvalidMessageInformationHeader"_s);
        QCOMPARE(refusedAsRead(QByteArray(good).insert(end, header)),
                 u"InvalidMessageInformationHeader"_s);
    }

    void RQ_13_selectors_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"twice", "twice by case", "missing", "extra", "wrong name"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }

    void RQ_13_selectors()
    {
        QFETCH(QString, kind);
        ProviderFixture at;
        const CimPath pool = at.location();
        const CimValue id = pool.key(u"InstanceID");
        QList<CimPath::Key> keys{{u"InstanceID"_s, id}};
        if (kind == "twice"_L1)
            keys.append({u"InstanceID"_s, id});
        else if (kind == "twice by case"_L1)
            keys.append({u"INSTANCEID"_s, id});
        else if (kind == "extra"_L1)
            keys.append({u"ElementName"_s, words(u"x"_s)});
        else if (kind == "missing"_L1)
            keys = {};
        else
            keys[0].name = u"DeviceID"_s;
        QCOMPARE(subcode(at.send(Wsman::Get(), CimPath(pool.nameSpace(), pool.className(), keys))),
                 u"InvalidSelectors"_s);
    }

    void RQ_13_valuesAreNeverCode_data()
    {
        QTest::addColumn<QString>("value");
        QTest::newRow("quote") << u"'; DROP TABLE object;--"_s;
        QTest::newRow("double quote") << u"\" OR \"\"=\""_s;
        QTest::newRow("like") << u"%"_s;
        QTest::newRow("path") << u"../../etc/passwd"_s;
        QTest::newRow("separators") << u"a\nb\tc|d,e"_s;
    }

    void RQ_13_valuesAreNeverCode()
    {
        QFETCH(QString, value);
        ProviderFixture at;
        const CimPath real = at.location();
        const QStringList before = at.snapshot();
        const CimPath path(real.nameSpace(), real.className(), {{u"InstanceID"_s, words(value)}});
        const Wsman::Body body = at.send(Wsman::Get(), path);
        const auto *fault = std::get_if<Fault>(&body);
        QVERIFY(fault);
        QCOMPARE(fault->cimStatus, 6u);
        QCOMPARE(
            at.callService(create, {{u"Size"_s, bytes(MiB)}, {u"InPools"_s, pathTexts({path})}})
                .code,
            5u);
        QCOMPARE(at.snapshot(), before);
        // The same text where any text may be is kept as it is, also over a restart.
        const CimPath pool = at.pool(value, MiB);
        at.restart();
        QCOMPARE(at.text(pool, u"ElementName"), value);
        QVERIFY(!at.get(path));
    }

    void RQ_13_aReferenceNestedDeepIsRefused()
    {
        ProviderFixture at;
        CimPath path = at.location();
        for (int i = 0; i < 100; ++i)
            path = CimPath(path.nameSpace(), u"CIM_AllocatedFromStoragePool"_s,
                           {{u"Antecedent"_s, ref(path)}, {u"Dependent"_s, ref(at.location())}});
        QVERIFY(readRequest(bytesOf(Wsman::Get(), path)).fault);
    }

    void RQ_14_contextsThatAreNotTheirs_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind :
             {"another user's", "made up", "released", "expired", "finished", "before a restart"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }

    void RQ_14_contextsThatAreNotTheirs()
    {
        QFETCH(QString, kind);
        ProviderFixture at;
        const CimPath target = poolClass(at);
        QString context = openOne(at).context;
        QVERIFY(!context.isEmpty());
        Caller caller = admin;
        if (kind == "another user's"_L1)
            caller = {u"reader"_s, AccessRole::Read};
        else if (kind == "made up"_L1)
            context = u"00000000-0000-0000-0000-000000000000"_s;
        else if (kind == "released"_L1)
            QVERIFY(
                std::holds_alternative<Wsman::DoneReply>(at.send(Wsman::Release{context}, target)));
        else if (kind == "expired"_L1)
            at.clock().advance(61s);
        else if (kind == "finished"_L1)
            QVERIFY(std::get<Wsman::Items>(at.send(Wsman::Pull{context, 100}, target)).end);
        else
            at.restart();
        QCOMPARE(subcode(at.send(Wsman::Pull{context, 10}, target, {}, caller)),
                 u"InvalidEnumerationContext"_s);
        QCOMPARE(subcode(at.send(Wsman::Release{context}, target, {}, caller)),
                 u"InvalidEnumerationContext"_s);
        if (kind == "another user's"_L1) // who has done no harm to its owner
            QCOMPARE(
                std::get<Wsman::Items>(at.send(Wsman::Pull{context, 10}, target)).instances.size(),
                1);
    }

    void RQ_14_twoPullsAtOnceGiveEachObjectOnce()
    {
        ProviderFixture at;
        for (int i = 0; i < 5; ++i)
            at.pool(u"p"_s, MiB);
        const QString context = openOne(at).context;
        const auto first = at.sendNow(Wsman::Pull{context, 3}, poolClass(at));
        const auto second = at.sendNow(Wsman::Pull{context, 3}, poolClass(at));
        const auto a = at.await(first), b = at.await(second);
        QVERIFY(a && b);
        QSet<CimPath> seen;
        for (const auto &reply : {a, b}) {
            for (const CimInstance &instance : std::get<Wsman::Items>(reply->body).instances)
                seen.insert(instance.path());
        }
        QCOMPARE(seen.size(), 6);
    }

    void RQ_15_openEnumerationsAreLimited()
    {
        ProviderFixture at;
        for (int i = 0; i < 100; ++i)
            QVERIFY(!openOne(at).context.isEmpty());
        const Wsman::Enumerate wanted{
            .filter = {}, .mode = Wsman::Mode::Objects, .optimize = false, .maxElements = 1};
        QCOMPARE(subcode(at.send(wanted, poolClass(at))), u"QuotaLimit"_s);
        QVERIFY(!openOne(at, {u"reader"_s, AccessRole::Read}).context.isEmpty()); // of each user
        at.clock().advance(61s);
        QVERIFY(!openOne(at).context.isEmpty());
    }

    void RQ_15_amountsThatCanNotBe_data()
    {
        QTest::addColumn<QByteArray>("amount");
        for (const char *amount : {"0", "-1", "4294967296", "1e3", "many", ""})
            QTest::newRow(amount) << QByteArray(amount);
    }

    void RQ_15_amountsThatCanNotBe()
    {
        QFETCH(QByteArray, amount);
        ProviderFixture at;
        const QByteArray good = bytesOf(Wsman::Pull{openOne(at).context, 77}, poolClass(at));
        QVERIFY(good.contains(">77<"));
        QVERIFY(!readRequest(good).fault);
        QVERIFY(readRequest(QByteArray(good).replace(">77<", '>' + amount + '<')).fault);
    }

    void RQ_15_theMostThatCanBeAskedForIsLimited()
    {
        ProviderFixture at;
        const Wsman::Body body = at.send(Wsman::Pull{openOne(at).context, 0xffffffffU},
                                         poolClass(at));
        QCOMPARE(std::get<Wsman::Items>(body).instances.size(), 1);
    }

    void RQ_16_manyAtOnceTakeWhatThereIs()
    {
        ProviderFixture at;
        const CimPath service = at.service();
        const Wsman::Invoke one = creation(at, 4 * MiB);
        QList<Answer<Envelope>> answers;
        for (int i = 0; i < 50; ++i)
            answers.append(at.sendNow(one, service));
        int made = 0;
        for (const auto &answer : answers) {
            const auto reply = at.await(answer);
            QVERIFY(reply);
            const auto result = ProviderFixture::resultOf(reply->body);
            QVERIFY2(result.code == 4096 || result.code == 4097 || result.code == 6,
                     qPrintable(QString::number(result.code)));
            if (result.code != 4096)
                continue;
            ++made;
            QVERIFY(at.waitForState(result.path(u"Job"), Jobs::Completed));
        }
        QCOMPARE(made, 16); // of 64 MiB
        QCOMPARE(at.pools().size(), 16);
        QCOMPARE(at.booksProblem(), QString());
        QCOMPARE(Jobs::filesProblem(at), QString());
    }

    void RQ_17_sizesAndSourcesThatCanNotBe_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<quint64>("size");
        QTest::addColumn<quint64>("code");
        QTest::newRow("size 0") << u"size"_s << quint64(0) << quint64(4097);
        QTest::newRow("size 2^63") << u"size"_s << (quint64(1) << 63) << quint64(4097);
        QTest::newRow("size 2^64-1") << u"size"_s << ~quint64(0) << quint64(4097);
        QTest::newRow("extent twice") << u"twice"_s << MiB << quint64(5);
        QTest::newRow("extent of another pool") << u"taken"_s << MiB << quint64(6);
        QTest::newRow("unknown extent") << u"unknown"_s << MiB << quint64(5);
        QTest::newRow("its own parent") << u"itself"_s << 3 * MiB << quint64(5);
        QTest::newRow("a ring") << u"ring"_s << 3 * MiB << quint64(5);
        QTest::newRow("another host's") << u"host"_s << MiB << quint64(5);
    }

    void RQ_17_sizesAndSourcesThatCanNotBe()
    {
        QFETCH(QString, kind);
        QFETCH(quint64, size);
        QFETCH(quint64, code);
        ProviderFixture at;
        const CimPath parent = at.pool(u"parent"_s, 8 * MiB);
        const CimPath child = at.pool(u"child"_s, 2 * MiB, parent);
        const CimPath free = at.extent(2 * MiB);
        const CimPath taken = at.associated(parent, u"CIM_ConcreteComponent"_s).value(0).path();
        CimPath unknown(free.nameSpace(), free.className());
        QList<CimPath::Key> keys = free.keys();
        for (CimPath::Key &key : keys) {
            if (key.name == "DeviceID"_L1)
                key.value = words(u"Cistern:none"_s);
        }
        unknown = CimPath(free.nameSpace(), free.className(), keys);
        CimPath far = at.location();
        far.setHost(u"other.example"_s);
        const QStringList before = at.snapshot();
        Arguments arguments{{u"Size"_s, bytes(size)}};
        if (kind == "size"_L1)
            arguments.append({u"InPools"_s, pathTexts({at.location()})});
        else if (kind == "itself"_L1)
            arguments.append({{u"Pool"_s, ref(child)}, {u"InPools"_s, pathTexts({child})}});
        else if (kind == "ring"_L1)
            arguments.append({{u"Pool"_s, ref(parent)}, {u"InPools"_s, pathTexts({child})}});
        else if (kind == "host"_L1)
            arguments.append({u"InPools"_s, pathTexts({far})});
        else
            arguments.append(
                {u"InExtents"_s,
                 pathTexts(kind == "twice"_L1 ? QList{free, free}
                                              : QList{kind == "taken"_L1 ? taken : unknown})});
        QCOMPARE(at.createPool(arguments).code, code);
        QCOMPARE(at.snapshot(), before);
    }

    void RQ_17_sizesThatNoTypeHolds_data()
    {
        QTest::addColumn<QByteArray>("size");
        for (const char *size : {"-1", "18446744073709551616", "1e6", "1.5", " ", "0x10"})
            QTest::newRow(size) << QByteArray(size);
    }

    void RQ_17_sizesThatNoTypeHolds()
    {
        QFETCH(QByteArray, size);
        ProviderFixture at;
        const QByteArray good = bytesOf(creation(at, 1234567), at.service());
        QVERIFY(!readRequest(good).fault);
        QVERIFY(readRequest(QByteArray(good).replace(">1234567<", '>' + size + '<')).fault);
    }

    void RQ_18_argumentsOfAnotherKindAreFaultsThatNameThem_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<CimValue>("value");
        QTest::newRow("array for a scalar")
            << u"ElementName"_s << CimValue::strings({u"a"_s, u"b"_s});
        QTest::newRow("text for a number") << u"Size"_s << words(u"big"_s);
        QTest::newRow("unknown") << u"Colour"_s << words(u"red"_s);
        QTest::newRow("out only") << u"Job"_s << words(u"x"_s);
    }

    void RQ_18_argumentsOfAnotherKindAreFaultsThatNameThem()
    {
        QFETCH(QString, name);
        QFETCH(CimValue, value);
        ProviderFixture at;
        const QStringList before = at.snapshot();
        Arguments arguments{{u"InPools"_s, pathTexts({at.location()})}};
        arguments.append({name, value});
        const auto result = at.callService(create, arguments);
        QVERIFY(result.faulted());
        QCOMPARE(result.fault->cimStatus, 4u);
        QVERIFY2(result.fault->reason.contains(name), qPrintable(result.fault->reason));
        QCOMPARE(at.snapshot(), before);
    }

    void RQ_18_requiredArgumentsThatAreNull()
    {
        ProviderFixture at;
        QCOMPARE(at.callService(u"DeleteStoragePool"_s,
                                {{u"Pool"_s, CimValue::null(CimType::Reference)}})
                     .code,
                 5u);
        const CimPath job = Jobs::inState(at, Jobs::Running);
        QCOMPARE(at.call(job, u"RequestStateChange"_s,
                         {{u"RequestedState"_s, CimValue::null(CimType::UInt16)}})
                     .code,
                 5u);
    }

    void RQ_18_referencesToTheWrongThings()
    {
        ProviderFixture at;
        const QStringList before = at.snapshot();
        QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(at.service())}}).code, 5u);
        CimPath far = at.pool(u"gold"_s, MiB);
        far.setHost(u"other.example"_s);
        QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(far)}}).code, 5u);
        QCOMPARE(at.pools().size(), 1);
        QVERIFY(at.snapshot().size() > before.size());
    }

    void RQ_19_whatIsOverIsNotStopped()
    {
        ProviderFixture at;
        const CimPath job = Jobs::inState(at, Jobs::Completed);
        const QStringList before = at.snapshot();
        QCOMPARE(Jobs::request(at, job, Jobs::Terminate), 4097u);
        QCOMPARE(Jobs::request(at, job, Jobs::Kill), 4097u);
        QCOMPARE(at.snapshot(), before);
    }

    void RQ_19_aPoolInUseIsNotDeleted()
    {
        ProviderFixture at;
        const CimPath pool = at.pool(u"gold"_s, 8 * MiB);
        at.faults().set(Step::Chunk, Act::Hold);
        const CimPath grown = at.callService(create,
                                             {{u"Pool"_s, ref(pool)}, {u"Size"_s, bytes(16 * MiB)}})
                                  .path(u"Job");
        QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}).code, 6u);
        at.faults().set(Step::Chunk, Act::Pass);
        QVERIFY(at.waitForState(grown, Jobs::Completed));
        at.volume(pool, MiB);
        QCOMPARE(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}).code, 6u);
        QCOMPARE(at.number(pool, u"TotalManagedSpace"), 16 * MiB);
    }

    // The kill falls anywhere, also into the commit: the pool is whole or not there at all.
    void RQ_19_aKillIsNeverHalf()
    {
        ProviderFixture at;
        for (int i = 0; i < 20; ++i) {
            const CimPath job = Jobs::begun(at, MiB);
            const quint64 code = Jobs::request(at, job, Jobs::Kill);
            QVERIFY2(code == 0 || code == 1 || code == 4097, qPrintable(QString::number(code)));
            QVERIFY(at.waitForEnd(job));
            QCOMPARE(at.jobState(job), quint64(code == 0 ? Jobs::Killed : Jobs::Completed));
            QCOMPARE(at.madeBy(job).isEmpty(), code == 0);
            QCOMPARE(at.booksProblem(), QString());
            QCOMPARE(Jobs::filesProblem(at), QString());
        }
    }
};

QTEST_GUILESS_MAIN(tst_TargetRules)
#include "tst_targetrules.moc"
