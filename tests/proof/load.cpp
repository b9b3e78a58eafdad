// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A hundred administrators who make pools on one served local target, a process of its own with
// its store on a disk, each over a connection of their own and as fast as they are answered
// (FL-06). Now and then one hangs up before the answer and asks again, in the same message. At the
// end, and after the target was killed, each pool that was acknowledged is there, once, and no
// other.
//
//   proof_load [--clients N] [--runs N] [--seed S] [--files] [--kills N] [--store FOLDER]
//                            100 clients, 1,000 creates each, out of one large pool;
//                            --files: out of a location, each with a file of 1 MiB;
//                            --kills: so often the target is killed in the middle of it, and what
//                            was not answered is sent again, in the same message
//   proof_load --sample      a few, with files and kills
#include "services/core/systemclock.h"
#include "services/provider/books.h"
#include "services/provider/objects.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/httpmessages.h"
#include "tests/support/percentile.h"
#include "tests/support/poolsite.h"
#include "tests/support/proof.h"
#include "tests/support/providerfixture.h"

#include <QTcpSocket>

#include <csignal>
#include <random>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int sharedNames = 40;
constexpr int createsInTurn = 8;

// What all clients share: what is left to do, and what came of it.
struct Tally
{
    Tally(const PoolSite &at, qint64 creates)
        : site(at), request(at.createRequest()), toMake(creates)
    {}

    const PoolSite &site;
    const QByteArray request; // of one create, with marks
    qint64 toMake, made = 0;
    std::mt19937 luck;
    QHash<QString, QString> jobs; // of what was acknowledged, to names
    qint64 refused = 0, faults = 0, hungUp = 0, reconnected = 0;
    QByteArray firstFault;
    std::vector<double> window; // ms of each reply, since the last row was printed
    std::vector<double> whole;  // ms of each create, with the wait for a connection
    QElapsedTimer time;
    double windowBegan = 0; // s
    std::vector<qint64> rows;

    int below(int most) { return int(luck() % quint32(most)); }
    double seconds() const { return double(time.nsecsElapsed()) / 1e9; }
    void printRow();
};

void Tally::printRow()
{
    const double took = seconds() - windowBegan;
    std::printf("%8lld made: %7.1f a second, reply p50 %6.1f ms, p95 %6.1f ms, p99 %6.1f ms\n",
                static_cast<long long>(made), double(window.size()) / took, percentile(window, 0.5),
                percentile(window, 0.95), percentile(window, 0.99));
    std::fflush(stdout);
    window.clear();
    windowBegan = seconds();
}

// One administrator: one create after the other, over a connection that is kept while it can be.
class Client final : public QObject
{
public:
    Client(Tally &tally, int number) : m_tally(tally), m_number(number)
    {
        connect(&m_socket, &QTcpSocket::connected, this, &Client::write);
        connect(&m_socket, &QTcpSocket::readyRead, this, &Client::read);
        connect(&m_socket, &QTcpSocket::disconnected, this, &Client::lost);
        connect(&m_socket, &QTcpSocket::errorOccurred, this, [this](auto) { lost(); });
        next();
    }

private:
    void next()
    {
        if (m_tally.toMake == 0)
            return m_socket.disconnectFromHost();
        --m_tally.toMake;
        ++m_count;
        m_name = m_tally.below(10) == 0 ? u"shared %1"_s.arg(m_tally.below(sharedNames))
                                        : u"c%1-%2"_s.arg(m_number).arg(m_count);
        m_message = newMessageId();
        m_hangsUp = m_tally.below(100) == 0;
        m_asking = true;
        m_asked.start();
        // There are more clients than the target takes connections: each makes way in its turn.
        if (m_count % createsInTurn != 0)
            return ask();
        m_socket.abort();
        again();
    }

    void ask()
    {
        if (m_socket.state() == QAbstractSocket::ConnectedState)
            write();
        else
            m_socket.connectToHost(u"127.0.0.1"_s, m_tally.site.port());
    }

    void write()
    {
        m_written.start();
        m_socket.write(PoolSite::post(m_tally.request, m_name, m_message));
        if (!std::exchange(m_hangsUp, false))
            return;
        ++m_tally.hungUp;
        m_socket.flush();
        m_socket.abort();
        again();
    }

    void lost()
    {
        if (m_asking && m_socket.state() == QAbstractSocket::UnconnectedState)
            again();
    }

    // Turned away, or the connection was wanted for somebody else: the same message once more.
    void again()
    {
        if (m_waits)
            return;
        m_waits = true;
        m_heard = {};
        ++m_tally.reconnected;
        QTimer::singleShot(50 + m_tally.below(200), this, [this] {
            m_waits = false;
            if (m_asking)
                ask();
        });
    }

    void read()
    {
        m_heard.add(m_socket.readAll());
        const auto reply = m_heard.take();
        if (!reply || !m_asking)
            return;
        if (reply->head().startsWith("HTTP/1.1 503")) { // and the connection is closed
            m_socket.abort();
            return again();
        }
        m_asking = false;
        note(reply->body());
        next();
    }

    void note(QByteArrayView body)
    {
        m_tally.window.push_back(double(m_written.nsecsElapsed()) / 1e6);
        m_tally.whole.push_back(double(m_asked.nsecsElapsed()) / 1e6);
        if (body.contains("ReturnValue>4096<")) {
            const QString job = QString::fromUtf8(PoolSite::jobOf(body));
            if (m_tally.jobs.contains(job))
                ++m_tally.faults; // one job for two messages
            m_tally.jobs.insert(job, m_name);
            ++m_tally.made;
        } else if (body.contains("ReturnValue>4097<") || body.contains("ReturnValue>6<")) {
            ++m_tally.refused;
        } else {
            if (m_tally.faults++ == 0)
                m_tally.firstFault = body.toByteArray();
        }
        if (!m_tally.rows.empty() && m_tally.made == m_tally.rows.front()) {
            m_tally.rows.erase(m_tally.rows.begin());
            m_tally.printRow();
        }
    }

    Tally &m_tally;
    QTcpSocket m_socket;
    const int m_number;
    int m_count = 0;
    bool m_asking = false, m_waits = false, m_hangsUp = false;
    QString m_name, m_message;
    QElapsedTimer m_asked, m_written; // the create, and its last message
    HttpMessages m_heard;
};

// How many jobs are not over.
qsizetype working(const PoolSite &site)
{
    SystemClock clock;
    HttpTarget target;
    target.url = QUrl(u"http://127.0.0.1:%1/wsman"_s.arg(site.port()));
    target.credentials = {PoolSite::user(), Secret(PoolSite::password())};
    HttpTransport transport(target, clock);
    QObject owner;
    Envelope request;
    request.target = CimPath(site.service().nameSpace(), u"*"_s);
    request.messageId = newMessageId();
    request.body = Wsman::Enumerate{
        .filter = Wsman::WqlFilter{u"SELECT * FROM MSISCSITARGET_ConcreteJob WHERE JobState < 7"_s},
        .maxElements = 100};
    std::optional<Outcome<Envelope>> reply;
    onDone(transport.send(request, &owner), &owner,
           [&](const Outcome<Envelope> &got) { reply = got; });
    if (!comes([&reply] { return reply.has_value(); }, 600'000) || !*reply)
        qFatal("the target does not tell of its jobs");
    const auto *items = std::get_if<Wsman::Items>(&(*reply)->body);
    return items ? items->instances.size() : -1;
}

int problem(const char *words, qint64 count)
{
    if (count != 0)
        std::printf("%lld %s\n", static_cast<long long>(count), words);
    return count != 0;
}
} // namespace

int main(int count, char **values)
{
    QCoreApplication application(count, values);
    qunsetenv("CISTERN_TEST_TRANSPORT");
    QStringList arguments = application.arguments();
    const bool files = arguments.removeAll(u"--files"_s) > 0 || arguments.contains(u"--sample"_s);
    const auto taken = [&arguments](const QString &option) {
        const qsizetype at = arguments.indexOf(option);
        const QString value = at < 0 ? QString() : arguments.value(at + 1);
        if (at >= 0)
            arguments.remove(at, 2);
        return value;
    };
    const QString folder = taken(u"--store"_s), people = taken(u"--clients"_s);
    const QString deaths = taken(u"--kills"_s);
    const ProofRun wanted = proofRun(arguments, 1000, 10);
    const int kills = deaths.isEmpty() ? (wanted.sample ? 2 : 0) : deaths.toInt();
    const int clients = people.isEmpty() ? (wanted.sample ? 40 : 100) : people.toInt();

    const QTemporaryDir temporary((folder.isEmpty() ? QDir::tempPath() : folder)
                                  + u"/cistern-load-XXXXXX"_s);
    const qint64 all = clients * wanted.runs;
    PoolSite site(all, files ? PoolSite::Source::Location : PoolSite::Source::LargePool,
                  temporary.filePath(u"store"_s));
    Tally tally(site, all);
    tally.luck.seed(wanted.seed);
    for (qint64 decade = 100; decade < tally.toMake; decade *= 10) {
        for (const int times : {1, 2, 5}) {
            if (decade * times < tally.toMake)
                tally.rows.push_back(decade * times);
        }
    }
    tally.rows.push_back(tally.toMake);
    site.serve();
    printFigure("seed", wanted.seed);
    printFigure("clients", clients);
    tally.time.start();
    std::vector<std::unique_ptr<Client>> crowd;
    for (int i = 0; i < clients; ++i)
        crowd.push_back(std::make_unique<Client>(tally, i));
    const auto reached = [&](qint64 number) {
        const auto answers = [&tally] { return tally.made + tally.refused + tally.faults; };
        return comes([&] { return answers() >= number || site.server().ended(); }, 3'600'000)
            && !site.server().ended();
    };
    const auto kill = [&site] {
        site.server().signal(SIGKILL);
        if (!site.server().untilEnd())
            qFatal("it lives on");
    };
    bool ended = true;
    for (int i = 1; i <= kills; ++i) {
        ended = ended && reached(all * i / (kills + 1));
        kill();
        site.serve();
    }
    ended = ended && reached(all);
    const double answered = tally.seconds();
    if (!ended)
        qFatal("the target did not answer to the end: %s", site.server().all().constData());
    crowd.clear();
    if (!comes([&] { return working(site) == 0; }, 1'800'000))
        qFatal("jobs do not end");
    const double done = tally.seconds();
    for (int start = 0; start < 2; ++start) {
        kill();
        QElapsedTimer time;
        time.start();
        if (start == 0) {
            site.serve();
            printFigure("ms until it serves again", time.elapsed());
        }
    }
    auto opened = ObjectStore::open(site.store());
    if (!opened)
        qFatal("the store does not open");
    const Books books = Books::read(**opened);
    QHash<QString, int> there;
    quint64 held = 0;
    const QString source = site.source().key(u"InstanceID").toString();
    books.pools.each([&](const BookPool &pool) {
        if (pool.primordial || pool.id == source)
            return;
        ++there[pool.name];
        held += books.total(pool.id);
    });
    // What a job that was killed at work has made, is rolled back, and it says so; what it says it
    // has made is there. Jobs that ended well go after some minutes.
    QHash<QString, int> promised;
    qint64 rolledBack = 0;
    const Objects::JobClasses &classes = Objects::jobClasses(site.service().nameSpace());
    for (auto each = tally.jobs.cbegin(); each != tally.jobs.cend(); ++each) {
        const StoredObject *job = (*opened)->find(Objects::jobPath(classes, each.key()));
        if (job && job->instance.value(u"JobState").toUnsigned() != 7U)
            ++rolledBack;
        else
            ++promised[*each];
    }
    qint64 lost = 0, extra = 0;
    for (auto each = promised.cbegin(); each != promised.cend(); ++each)
        lost += std::max(0, *each - there.value(each.key()));
    for (auto each = there.cbegin(); each != there.cend(); ++each)
        extra += std::max(0, *each - promised.value(each.key()));
    const qint64 made = tally.made - rolledBack;
    printFigure("creates acknowledged", tally.made);
    printFigure("killed in the middle", kills);
    printFigure("jobs rolled back by that, as they say", rolledBack);
    printFigure("answers not waited for, and asked for again", tally.hungUp);
    printFigure("connections made anew", tally.reconnected);
    std::printf("answered in %.1f s (%.1f a second), done in %.1f s\n", answered,
                double(tally.made) / answered, done);
    std::printf("with the wait for one of the target's 64 connections: p50 %.1f ms, p95 %.1f ms\n",
                percentile(tally.whole, 0.5), percentile(tally.whole, 0.95));
    if (!tally.firstFault.isEmpty())
        std::printf("%s\n", tally.firstFault.left(2000).constData());
    printFigure("lost", lost);
    printFigure("twice, or not asked for", extra);
    int wrong = problem("are lost", lost) + problem("are too many", extra)
        + problem("faults", tally.faults) + problem("were refused", tally.refused);
    wrong += problem("bytes are in no pool that was acknowledged",
                     qint64(held) - made * qint64(MiB));
    wrong += problem("bytes differ between the books and what was acknowledged",
                     qint64(books.consumed(source)) - made * qint64(MiB));
    if (kills == 0)
        wrong += problem("jobs did not end well", rolledBack);
    return wrong == 0 ? 0 : 1;
}
