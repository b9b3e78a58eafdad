// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Many administrators at once, each on a connection of their own, who want what only one of them
// can have: a name, the last space, an object that another one deletes, a job that just ends. In
// several rounds, in an order that a seed chooses. Rule RQ-16.
#include "services/wsman/auth/userfile.h"
#include "services/wsman/listener.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/jobcalls.h"
#include "tests/support/resourcecalls.h"

#include <QTest>
#include <QTimer>

#include <algorithm>
#include <numeric>
#include <random>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;

namespace {
constexpr quint64 limit = 96 * MiB;
constexpr int rounds = 3;
const QString poolCall = u"CreateOrModifyStoragePool"_s;

struct Wanted
{
    Wsman::Body body;
    CimPath target;
};

// A local target behind a port, and those who sit before it.
class Crowd
{
public:
    static constexpr int people = 48;

    Crowd(quint32 seed, ProviderFixture &at)
        : m_at(at)
        , m_luck(seed)
        , m_users(
              std::make_shared<UserFile>(m_folder.filePath(u"users"_s), UserFile::leastIterations))
    {
        const Secret password("a password");
        if (!m_users->add({u"admin"_s, AccessRole::Manage}, password))
            qFatal("no user");
        m_listener = std::make_unique<Listener>(ListenOptions(), at.provider().responder(), m_users,
                                                m_clock);
        if (!m_listener->listen())
            qFatal("no port");
        HttpTarget target;
        target.url = QUrl(u"http://127.0.0.1:%1/wsman"_s.arg(m_listener->port()));
        target.credentials = {u"admin"_s, password};
        for (int i = 0; i < people; ++i) {
            m_clients.push_back(std::make_unique<HttpTransport>(target, m_clock));
            if (!m_at.await(m_clients.back()->send(envelope({Wsman::Identify(), {}}), &m_owner)))
                qFatal("nobody is let in");
        }
    }

    int below(int most) { return int(m_luck() % quint32(most)); }
    int connections() const { return m_listener->connections(); }

    // Everybody asks before anybody is answered, in an order by chance. The replies in that of
    // `wanted`.
    QList<ProviderFixture::Result> ask(const QList<Wanted> &wanted)
    {
        std::vector<int> order(size_t(wanted.size()));
        std::iota(order.begin(), order.end(), 0);
        std::shuffle(order.begin(), order.end(), m_luck);
        std::shuffle(m_clients.begin(), m_clients.end(), m_luck);
        std::vector<Answer<Envelope>> answers(order.size());
        for (size_t i = 0; i < order.size(); ++i)
            answers[size_t(order[i])] = m_clients.at(i)->send(envelope(wanted[order[i]]), &m_owner);
        QList<ProviderFixture::Result> results;
        for (const Answer<Envelope> &answer : answers) {
            const auto reply = m_at.await(answer);
            if (!reply)
                qFatal("not answered: %s", qPrintable(reply.failure().serverText));
            results.append(ProviderFixture::resultOf(reply->body));
            m_created = std::holds_alternative<Wsman::CreateReply>(reply->body) ? m_created + 1
                                                                                : m_created;
        }
        return results;
    }
    int takeCreated() { return std::exchange(m_created, 0); } // by WS-Transfer

private:
    static Envelope envelope(const Wanted &wanted)
    {
        Envelope request;
        request.body = wanted.body;
        request.target = wanted.target;
        request.messageId = newMessageId();
        return request;
    }

    ProviderFixture &m_at;
    std::mt19937 m_luck;
    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::shared_ptr<UserFile> m_users;
    std::unique_ptr<Listener> m_listener;
    QObject m_owner;
    std::vector<std::unique_ptr<HttpTransport>> m_clients;
    int m_created = 0;
};

Wanted creation(const CimPath &service, const QString &name, quint64 size, const CimPath &from)
{
    return {Wsman::Invoke{poolCall,
                          {{u"ElementName"_s, words(name)},
                           {u"Size"_s, bytes(size)},
                           {u"InPools"_s, pathTexts({from})}}},
            service};
}

Wanted volumeOf(const CimPath &service, quint64 size, const CimPath &from)
{
    return {Wsman::Invoke{u"CreateOrModifyElementFromStoragePool"_s,
                          {{u"ElementType"_s, CimValue::uint16(2)},
                           {u"Size"_s, bytes(size)},
                           {u"InPool"_s, ref(from)}}},
            service};
}

Wanted deletion(const CimPath &service, const CimPath &pool)
{
    return {Wsman::Invoke{u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}}, service};
}

Wanted change(const CimPath &service, const CimPath &pool, const Arguments &arguments)
{
    return {Wsman::Invoke{poolCall, Arguments{{u"Pool"_s, ref(pool)}} + arguments}, service};
}

bool accepted(const ProviderFixture::Result &result)
{
    return result.code == 0 || result.code == 4096;
}

qsizetype acceptedOf(const QList<ProviderFixture::Result> &results)
{
    return std::count_if(results.begin(), results.end(), accepted);
}

// Codes and faults, for messages.
QString told(const QList<ProviderFixture::Result> &results)
{
    QMap<QString, int> counts;
    for (const auto &result : results)
        ++counts[result.fault ? result.fault->subcode : QString::number(result.code)];
    QStringList words;
    for (auto each = counts.begin(); each != counts.end(); ++each)
        words.append(u"%1 times %2"_s.arg(each.value()).arg(each.key()));
    return words.join(u", "_s);
}

bool allAmong(const QList<ProviderFixture::Result> &results, const QList<quint64> &codes)
{
    return std::all_of(results.begin(), results.end(), [&codes](const auto &result) {
        return !result.fault && codes.contains(result.code);
    });
}

void seedRows()
{
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : {1U, 2U})
        QTest::addRow("seed %u", seed) << seed;
}
} // namespace

class tst_Races : public QObject
{
    Q_OBJECT

private:
    // Empty when the jobs that were accepted came to a good end and all adds up.
    static QString problem(ProviderFixture &at, const QList<ProviderFixture::Result> &results)
    {
        for (const auto &result : results) {
            const CimPath job = result.path(u"Job");
            if (!job.isEmpty() && (!at.waitForEnd(job) || at.jobState(job) != Jobs::Completed))
                return u"an accepted job is in state %1"_s.arg(at.jobState(job));
        }
        if (const QString books = at.booksProblem(); !books.isEmpty())
            return books;
        return Jobs::filesProblem(at);
    }

    static void settle(ProviderFixture &at) // nothing is left of a round
    {
        QList<CimPath> pools = at.pools();
        for (int turn = 0; turn < 3 && !pools.isEmpty(); ++turn) { // children first
            for (const CimPath &pool : std::as_const(pools)) {
                for (const CimInstance &volume : at.all(u"CIM_StorageVolume"_s))
                    at.finished(at.callService(u"ReturnToStoragePool"_s,
                                               {{u"TheElement"_s, ref(volume.path())}}));
                at.finished(at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(pool)}}));
            }
            pools = at.pools();
        }
        QCOMPARE(pools.size(), 0);
    }

private slots:
    void initTestCase() { qunsetenv("CISTERN_TEST_TRANSPORT"); } // here it is http anyway

    void RQ_16_everybodySitsOnAConnectionOfTheirOwn()
    {
        ProviderFixture at;
        const Crowd crowd(1, at);
        QCOMPARE(crowd.connections(), Crowd::people);
    }

    void RQ_16_aPoolIdHasOneWinner_data() { seedRows(); }
    void RQ_16_aPoolIdHasOneWinner()
    {
        QFETCH(quint32, seed);
        ProviderFixture at;
        Crowd crowd(seed, at);
        const CimPath service = Resources::service(at);
        const CimPath parent = Resources::primordial(at, Resources::Memory);
        for (int round = 0; round < rounds; ++round) {
            const QString id = u"Wanted %1"_s.arg(round);
            QList<Wanted> all;
            for (int i = 0; i < Crowd::people; ++i)
                all.append(
                    {Wsman::Invoke{u"CreatePool"_s,
                                   Resources::creation(
                                       Resources::settings(Resources::Memory, id), {parent},
                                       {Resources::entry(Resources::Memory, {.reservation = 1})})},
                     service});
            const auto results = crowd.ask(all);
            QVERIFY2(acceptedOf(results) == 1, qPrintable(told(results)));
            QVERIFY2(allAmong(results, {0, 4096, 32788}), qPrintable(told(results)));
            for (const auto &result : results)
                at.finished(result);
            QCOMPARE(Resources::children(at).size(), round + 1);
            QCOMPARE(Resources::booksProblem(at), QString());
        }
        at.restart();
        QCOMPARE(Resources::children(at).size(), rounds);
        QCOMPARE(Resources::booksProblem(at), QString());
    }

    void RQ_16_theKeyOfASettingHasOneWinner_data() { seedRows(); }
    void RQ_16_theKeyOfASettingHasOneWinner()
    {
        QFETCH(quint32, seed);
        ProviderFixture at;
        Crowd crowd(seed, at);
        const QString className = u"MSISCSITARGET_StorageSetting"_s;
        const qsizetype before = at.all(className).size();
        for (int round = 0; round < rounds; ++round) {
            CimInstance setting(*Schema::findClass(QString(Schema::iscsiTarget), className));
            setting.set(u"InstanceID", words(u"mine %1"_s.arg(round)));
            const QList<Wanted> all(
                Crowd::people,
                {Wsman::Create{setting}, CimPath(QString(Schema::iscsiTarget), className)});
            const auto results = crowd.ask(all);
            QCOMPARE(crowd.takeCreated(), 1);
            QCOMPARE(std::count_if(results.begin(), results.end(),
                                   [](const auto &each) {
                                       return each.fault
                                           && each.fault->subcode == "AlreadyExists"_L1;
                                   }),
                     Crowd::people - 1);
            QCOMPARE(at.all(className).size(), before + round + 1);
        }
    }

    void RQ_16_theLastSpaceHasOneWinner_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<QString>("of");
        for (const quint32 seed : {1U, 2U}) {
            for (const QString &of : {u"location"_s, u"pool"_s, u"volumes"_s})
                QTest::addRow("%s, seed %u", qPrintable(of), seed) << seed << of;
        }
    }
    void RQ_16_theLastSpaceHasOneWinner()
    {
        QFETCH(quint32, seed);
        QFETCH(QString, of);
        ProviderFixture at({.limit = limit});
        Crowd crowd(seed, at);
        const CimPath service = at.service();
        for (int round = 0; round < rounds; ++round) {
            const CimPath from = of == "location"_L1 ? at.location()
                                                     : at.pool(u"parent"_s, 32 * MiB);
            const quint64 space = at.number(from, u"RemainingManagedSpace");
            QList<Wanted> all;
            for (int i = 0; i < Crowd::people; ++i) {
                const quint64 more = space / 2
                    + quint64(1 + crowd.below(int(space / 2 / MiB))) * MiB;
                all.append(of == "volumes"_L1 ? volumeOf(service, more, from)
                                              : creation(service, u"same"_s, more, from));
            }
            const auto results = crowd.ask(all);
            QVERIFY2(acceptedOf(results) == 1, qPrintable(told(results)));
            QVERIFY2(allAmong(results, {0, 4096, 4097, 6}), qPrintable(told(results)));
            for (const auto &result : results) {
                if (result.code == 4097) // what there is left is told, and is less than was asked
                    QVERIFY(result.size().has_value() && *result.size() < space / 2);
            }
            QCOMPARE(problem(at, results), QString());
            const qsizetype made = of == "volumes"_L1
                ? at.all(u"CIM_StorageVolume"_s).size()
                : at.pools().size() - (of == "pool"_L1 ? 1 : 0);
            QCOMPARE(made, 1);
            settle(at);
        }
    }

    void RQ_16_aCreateAgainstTheDeleteOfItsSource_data() { seedRows(); }
    void RQ_16_aCreateAgainstTheDeleteOfItsSource()
    {
        QFETCH(quint32, seed);
        ProviderFixture at({.limit = limit});
        Crowd crowd(seed, at);
        const CimPath service = at.service();
        for (int round = 0; round < 2 * rounds; ++round) {
            const CimPath source = at.pool(u"source"_s, 24 * MiB);
            const int creators = 1 + crowd.below(Crowd::people - 2);
            QList<Wanted> all;
            for (int i = 0; i < Crowd::people; ++i)
                all.append(i < creators ? creation(service, u"child %1"_s.arg(i), MiB, source)
                                        : deletion(service, source));
            const auto results = crowd.ask(all);
            const auto creates = results.first(creators), deletes = results.sliced(creators);
            QVERIFY2(allAmong(creates, {4096, 5, 6, 4097}), qPrintable(told(creates)));
            QVERIFY2(allAmong(deletes, {4096, 5, 6}), qPrintable(told(deletes)));
            QVERIFY2(acceptedOf(deletes) <= 1, qPrintable(told(deletes)));
            QVERIFY2((acceptedOf(deletes) == 1) != (acceptedOf(creates) > 0),
                     qPrintable(told(creates) + u" | "_s + told(deletes)));
            QCOMPARE(problem(at, results), QString());
            const bool gone = acceptedOf(deletes) == 1;
            QCOMPARE(at.get(source).has_value(), !gone);
            QCOMPARE(at.pools().size(), gone ? 0 : 1 + acceptedOf(creates));
            settle(at);
        }
    }

    void RQ_16_aModifyAgainstADelete_data() { seedRows(); }
    void RQ_16_aModifyAgainstADelete()
    {
        QFETCH(quint32, seed);
        ProviderFixture at({.limit = limit});
        Crowd crowd(seed, at);
        const CimPath service = at.service();
        for (int round = 0; round < 2 * rounds; ++round) {
            const CimPath pool = at.pool(u"as it was"_s, 8 * MiB);
            QList<Wanted> all;
            QMap<int, quint64> sizes;
            QMap<int, QString> names;
            QList<int> deletes;
            for (int i = 0; i < Crowd::people; ++i) {
                if (i % 8 == 0) {
                    deletes.append(i);
                    all.append(deletion(service, pool));
                } else if (i % 2 == 0) {
                    sizes[i] = quint64(2 + crowd.below(40)) * MiB;
                    all.append(change(service, pool, {{u"Size"_s, bytes(sizes[i])}}));
                } else {
                    names[i] = u"name %1"_s.arg(i);
                    all.append(change(service, pool, {{u"ElementName"_s, words(names[i])}}));
                }
            }
            const auto results = crowd.ask(all);
            QVERIFY2(allAmong(results, {0, 4096, 5, 6}), qPrintable(told(results)));
            QCOMPARE(problem(at, results), QString());
            qsizetype deleted = 0;
            for (const int i : std::as_const(deletes))
                deleted += accepted(results[i]) ? 1 : 0;
            QVERIFY2(deleted <= 1, qPrintable(told(results)));
            const auto now = at.get(pool);
            QCOMPARE(now.has_value(), deleted == 0);
            QCOMPARE(at.pools().size(), 1 - deleted);
            if (now) {
                const auto among = [&](const auto &wishes, const auto &value, const auto &before) {
                    bool any = false, fits = false;
                    for (auto each = wishes.begin(); each != wishes.end(); ++each) {
                        any = any || accepted(results[each.key()]);
                        fits = fits || (accepted(results[each.key()]) && each.value() == value);
                    }
                    return any ? fits : value == before;
                };
                QVERIFY(among(names, now->value(u"ElementName").toString(), u"as it was"_s));
                QVERIFY(among(sizes, now->value(u"TotalManagedSpace").toUnsigned().value_or(0),
                              8 * MiB));
            }
            settle(at);
        }
    }

    void RQ_16_aStopAgainstTheCommit_data() { seedRows(); }
    void RQ_16_aStopAgainstTheCommit()
    {
        QFETCH(quint32, seed);
        ProviderFixture at({.limit = limit});
        Crowd crowd(seed, at);
        int stopped = 0, completed = 0;
        for (int round = 0; round < 6 * rounds; ++round) {
            at.faults().set(Step::Chunk, Act::Hold);
            const CimPath job = Jobs::begun(at, 4 * MiB, u"raced"_s);
            QVERIFY(QTest::qWaitFor([&] { return at.faults().waiting(Step::Chunk) == 1; }));
            // Let go before, while or after they ask.
            QList<Wanted> all;
            for (int i = 0; i < 1 + crowd.below(8); ++i)
                all.append(
                    {Wsman::Invoke{u"RequestStateChange"_s,
                                   Jobs::change(crowd.below(2) ? Jobs::Terminate : Jobs::Kill)},
                     job});
            QTimer::singleShot(crowd.below(4), &at,
                               [&at] { at.faults().set(Step::Chunk, Act::Pass); });
            const auto results = crowd.ask(all);
            QVERIFY(at.waitForEnd(job));
            QVERIFY2(allAmong(results, {0, 1, 4096, 4097}), qPrintable(told(results)));
            const quint64 state = at.jobState(job);
            const bool ended = state == Jobs::Terminated || state == Jobs::Killed;
            QVERIFY2(ended || state == Jobs::Completed, qPrintable(QString::number(state)));
            // Who was told that it stops, or has stopped, was told the truth.
            QCOMPARE(acceptedOf(results) > 0, ended);
            QCOMPARE(at.pools().size(), ended ? 0 : 1);
            QCOMPARE(at.booksProblem(), QString());
            QCOMPARE(Jobs::filesProblem(at), QString());
            ++(ended ? stopped : completed);
            settle(at);
        }
        qInfo("%d stopped, %d completed", stopped, completed);
    }
};

QTEST_GUILESS_MAIN(tst_Races)
#include "tst_races.moc"
