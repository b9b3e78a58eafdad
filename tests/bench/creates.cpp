// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// CreateOrModifyStoragePool at a served target whose store is on this disk, by 1, 8 and 64 clients
// who ask as fast as they are answered: an answer comes once the pool would outlive a power cut.
// Beside it the same clients with a Get, which writes nothing, and what the disk takes to sync.
#include "services/provider/objects.h"
#include "services/provider/objectstore.h"
#include "services/schema/schema.h"
#include "tests/bench/parts/figures.h"
#include "tests/support/httpmessages.h"
#include "tests/support/poolsite.h"
#include "tests/support/proof.h"

#include <QFile>
#include <QSet>
#include <QTcpSocket>

#include <memory>
#include <unistd.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
// What all clients of a round share.
struct Round
{
    quint16 port = 0;
    QByteArray request; // with marks
    qint64 left = 0;
    qint64 answered = 0, wrong = 0, again = 0;
    QSet<QByteArray> jobs = {};
    std::vector<double> took = {}; // ms
};

// Asks as soon as it is answered. There may be as many clients as the target takes connections: who
// is turned away, or makes way for another, sends the same message again.
class Client final : public QObject
{
public:
    Client(Round &round, const QString &name) : m_round(round), m_name(name)
    {
        connect(&m_socket, &QTcpSocket::connected, this, &Client::write);
        connect(&m_socket, &QTcpSocket::readyRead, this, &Client::read);
        connect(&m_socket, &QTcpSocket::disconnected, this, &Client::again);
        next();
    }

private:
    void next()
    {
        m_asks = m_round.left > 0;
        if (!m_asks)
            return m_socket.disconnectFromHost();
        --m_round.left;
        m_message = PoolSite::post(m_round.request, m_name + QString::number(++m_count),
                                   newMessageId());
        ask();
    }

    void ask()
    {
        if (m_socket.state() == QAbstractSocket::ConnectedState)
            write();
        else
            m_socket.connectToHost(u"127.0.0.1"_s, m_round.port);
    }

    void write()
    {
        m_time.start();
        m_socket.write(m_message);
    }

    void again()
    {
        m_heard = {};
        if (!m_asks)
            return;
        ++m_round.again;
        QTimer::singleShot(20, this, &Client::ask);
    }

    void read()
    {
        m_heard.add(m_socket.readAll());
        const auto reply = m_heard.take();
        if (!reply || !m_asks)
            return;
        if (reply->head().startsWith("HTTP/1.1 503"))
            return m_socket.abort(); // and again
        m_round.took.push_back(double(m_time.nsecsElapsed()) / 1e6);
        ++m_round.answered;
        note(reply->body());
        next();
    }

    void note(QByteArrayView body)
    {
        if (body.contains("GetResponse"))
            return;
        const QByteArray job = PoolSite::jobOf(body);
        if (!body.contains("ReturnValue>4096<") || m_round.jobs.contains(job))
            ++m_round.wrong;
        m_round.jobs.insert(job);
    }

    Round &m_round;
    QTcpSocket m_socket;
    const QString m_name;
    int m_count = 0;
    bool m_asks = false;
    QElapsedTimer m_time;
    QByteArray m_message;
    HttpMessages m_heard;
};

class Creates
{
public:
    explicit Creates(const BenchSize &size) : m_size(size) {}

    int run()
    {
        m_pools = pools(*opened());
        m_site.serve();
        sync();
        for (const int clients : {1, 8, 64}) {
            const qint64 gets = m_size.of(20, 2'000), creates = m_size.of(10, 300) * clients;
            ask(u"Get"_s, m_site.getRequest(), clients, gets);
            ask(u"CreateOrModifyStoragePool"_s, m_site.createRequest(), clients,
                std::min<qint64>(creates, m_size.of(64, 4'000)));
        }
        m_site.server().stop();
        compare();
        return m_figures.exitCode();
    }

private:
    std::unique_ptr<ObjectStore> opened() const
    {
        auto store = ObjectStore::open(m_site.store());
        if (!store)
            qFatal("the store does not open");
        return std::move(*store);
    }

    static qsizetype pools(const ObjectStore &store)
    {
        return store.ofClass(u"MSISCSITARGET_StoragePool").size();
    }

    // The least that a promise costs on this disk.
    void sync()
    {
        QFile file(m_site.home().filePath(u"sync"_s));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return;
        const QByteArray page(4096, 'x');
        m_figures.tell({.name = u"a page written and synced"_s,
                        .unit = u"ms"_s,
                        .samples = timed(m_size.of(5, 100), [&] {
                            file.write(page);
                            fdatasync(file.handle());
                        })});
    }

    // What was promised against what the store holds. Jobs that were at work when the target ended
    // are rolled back, and say so.
    void compare()
    {
        const auto store = opened();
        const Objects::JobClasses &classes = Objects::jobClasses(QString(Schema::iscsiTarget));
        qsizetype made = 0, underWay = 0;
        for (const QByteArray &id : std::as_const(m_jobs)) {
            const StoredObject *job = store->find(Objects::jobPath(classes, QString::fromUtf8(id)));
            const bool done = !job || job->instance.value(u"JobState").toUnsigned() == 7U;
            ++(done ? made : underWay);
        }
        const qsizetype there = pools(*store) - m_pools;
        if (underWay > 0)
            m_figures.tell(u"under way when the target was stopped"_s, {}, double(underWay));
        m_figures.must(u"each pool that was answered is there once"_s,
                       there >= made && there <= made + underWay);
    }

    void ask(const QString &what, const QByteArray &request, int clients, qint64 count)
    {
        Round round{.port = m_site.port(), .request = request, .left = count};
        const double before = cpuSeconds(m_site.server().id());
        QElapsedTimer time;
        time.start();
        std::vector<std::unique_ptr<Client>> crowd;
        for (int i = 0; i < clients; ++i)
            crowd.push_back(std::make_unique<Client>(round, u"c%1-%2-"_s.arg(clients).arg(i)));
        const bool ended = comes([&] { return round.answered >= count; }, 600'000);
        const double seconds = double(time.nsecsElapsed()) / 1e9;
        const QString by = clients == 1 ? what + u", 1 client"_s
                                        : u"%1, %2 clients"_s.arg(what).arg(clients);
        m_figures.must(by + u" are all answered"_s, ended && round.wrong == 0);
        if (round.again > 0)
            m_figures.tell(by + u", connections made anew"_s, {}, double(round.again));
        const bool creates = what != "Get"_L1;
        m_figures.tell(by + u", p50"_s, u"ms"_s, percentile(round.took, 0.5),
                       creates ? QList{against(u"a page written and synced"_s)} : QList<Reach>());
        m_figures.tell(by + u", p99"_s, u"ms"_s, percentile(round.took, 0.99));
        m_figures.tell(by + u", a second"_s, {}, double(round.answered) / seconds);
        m_figures.tell(by + u", CPU of the target each"_s, u"ms"_s,
                       (cpuSeconds(m_site.server().id()) - before) * 1000 / double(count));
        m_jobs += round.jobs;
    }

    const BenchSize m_size;
    Figures m_figures{u"creates"_s};
    PoolSite m_site{20'000, PoolSite::Source::LargePool};
    QSet<QByteArray> m_jobs; // that were promised
    qsizetype m_pools = 0;   // before
};
} // namespace

int main(int count, char **values)
{
    const QCoreApplication application(count, values);
    qunsetenv("CISTERN_TEST_TRANSPORT");
    return Creates(benchSize(QCoreApplication::arguments())).run();
}
