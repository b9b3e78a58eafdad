// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Replication pipes between two real programs, each with a store of its own: heartbeats, the end of
// a peer, its return, and strangers at its port. Prints what was measured.

#include "services/core/systemclock.h"
#include "services/provider/objects.h"
#include "services/provider/pipes/pipeobjects.h"
#include "services/schema/schema.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/connection.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/child.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patience = 60'000; // ms; the machine may be busy
constexpr quint64 ok = 2, lost = 13;
const QString program = QStringLiteral(CISTERN_BINARY_DIR) + u"/bin/cistern-cli"_s;

// One `cistern-cli serve` and a connection to it.
class Site : public QObject
{
public:
    explicit Site(const QString &name) : name(name), m_port(freePort())
    {
        UserFile users(m_folder.filePath(u"users.json"_s), UserFile::leastIterations);
        if (!users.add({u"admin"_s, AccessRole::Manage}, Secret("pw")))
            qFatal("no user");
        const QJsonObject told = run({u"peer"_s, u"list"_s});
        for (const QJsonValue &place : told[u"endpoints"_s].toArray())
            places.append(place.toString());
    }
    ~Site() override { stop(SIGKILL); }

    // One command on the store, which must not be served meanwhile.
    QJsonObject run(const QStringList &arguments)
    {
        QProcess process;
        process.start(
            program,
            QStringList{u"--json"_s, u"--store"_s, m_folder.path(), u"--system-name"_s, name}
                + arguments);
        (void)QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, patience);
        return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    }

    bool serve()
    {
        m_process = std::make_unique<QProcess>();
        m_process->start(program,
                         {u"--store"_s, m_folder.path(), u"serve"_s, u"--listen"_s,
                          u"127.0.0.1:%1"_s.arg(m_port)});
        QByteArray out;
        const bool serving = QTest::qWaitFor(
            [&] {
                out += m_process->readAllStandardOutput();
                return out.contains("pipes to");
            },
            patience);
        connection = std::make_unique<Connection>(
            std::make_unique<HttpTransport>(
                HttpTarget{.url = QUrl(u"http://127.0.0.1:%1/wsman"_s.arg(m_port)),
                           .credentials = {.user = u"admin"_s, .secret = Secret("pw")}},
                m_clock),
            m_clock);
        return serving;
    }

    void signal(int number) { ::kill(pid_t(m_process->processId()), number); }
    void stop(int number)
    {
        connection.reset();
        if (!m_process || m_process->state() == QProcess::NotRunning)
            return;
        signal(number);
        (void)QTest::qWaitFor([&] { return m_process->state() == QProcess::NotRunning; }, patience);
    }
    qint64 memory() const // KiB that are resident
    {
        QFile status(u"/proc/%1/status"_s.arg(m_process->processId()));
        if (!status.open(QIODevice::ReadOnly))
            return 0;
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmRSS:"))
                return line.mid(6).trimmed().split(' ').value(0).toLongLong();
        }
        return 0;
    }

    template<class T>
    Outcome<T> await(const Answer<T> &answer)
    {
        (void)QTest::qWaitFor([&] { return answer.isFinished(); }, patience);
        return takenFrom(answer);
    }
    std::optional<CimInstance> get(const CimPath &path)
    {
        const auto told = await(connection->get(path, this));
        return told ? std::optional(*told) : std::nullopt;
    }
    quint64 state(const CimPath &pipe)
    {
        const auto instance = get(pipe);
        return instance ? instance->value(u"OperationalStatus").toUnsigneds().value(0) : 0;
    }
    // How long it took, in ms; negative when it did not come to that.
    qint64 waitFor(const CimPath &pipe, quint64 wanted, int limit)
    {
        QElapsedTimer timer;
        timer.start();
        return QTest::qWaitFor([&] { return state(pipe) == wanted; }, limit) ? timer.elapsed() : -1;
    }

    const QString name;
    QStringList places;
    std::unique_ptr<Connection> connection;

private:
    QTemporaryDir m_folder;
    quint16 m_port;
    SystemClock m_clock;
    std::unique_ptr<QProcess> m_process;
};

} // namespace

class TestPipes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void heartbeats();
    void lostWhenThePeerIsKilledAndBackByItself();
    void lostWhenThePeerStandsStill();
    void strangersAtThePort();
    void backAfterItsOwnRestart();
    void cleanupTestCase();

private:
    std::unique_ptr<Site> m_alpha, m_beta;
    CimPath m_pipe;
};

void TestPipes::initTestCase()
{
    m_alpha = std::make_unique<Site>(u"alpha"_s);
    m_beta = std::make_unique<Site>(u"beta"_s);
    QCOMPARE(m_alpha->places.size(), 3);
    QCOMPARE(m_beta->places.size(), 3);
    QVERIFY(m_alpha->run({u"peer"_s, u"add"_s, u"beta"_s, m_beta->places[0]}).contains(u"peer"_s));
    QVERIFY(m_beta->run({u"peer"_s, u"add"_s, u"alpha"_s, m_alpha->places[0]}).contains(u"peer"_s));
    QVERIFY(m_alpha->serve());
    QVERIFY(m_beta->serve());

    const MethodDecl *decl = Schema::findMethod(QString(Schema::iscsiTarget),
                                                u"MSISCSITARGET_StorageConfigurationService",
                                                u"CreateOrModifyReplicationPipe");
    MethodCall call(*decl, Objects::servicePath(u"alpha"_s));
    call.setArgument(u"PipeElementName", CimValue::string(u"nightly"_s));
    call.setArgument(u"SourceSystem", CimValue::reference(Objects::systemPath(u"alpha"_s)));
    call.setArgument(u"TargetSystem", CimValue::reference(Objects::systemPath(u"beta"_s)));
    QList<CimPath> sources, targets;
    for (int i = 0; i < 2; ++i) {
        sources.append(PipeObjects::endpointPath(u"alpha"_s, m_alpha->places[i]));
        targets.append(PipeObjects::endpointPath(u"beta"_s, m_beta->places[i]));
    }
    call.setArgument(u"SourceEndpoint", CimValue::references(sources));
    call.setArgument(u"TargetEndpoint", CimValue::references(targets));
    QElapsedTimer timer;
    timer.start();
    const auto made = m_alpha->await(m_alpha->connection->invoke(call, m_alpha.get()));
    QVERIFY2(made.ok(), qPrintable(made ? QString() : made.failure().serverText));
    qInfo("a pipe with two connections is made in %lld ms", timer.elapsed());
    QCOMPARE(made->returnValue.value_or(9999), 0u);
    const CimValue path = made->out(u"ReplicationPipe");
    QVERIFY(path.toPath());
    m_pipe = *path.toPath();
    QCOMPARE(m_alpha->state(m_pipe), ok);
}

void TestPipes::heartbeats()
{
    QList<quint64> trips;
    for (int i = 0; i < 3; ++i) {
        const auto before = m_alpha->get(m_pipe);
        QVERIFY(before);
        QTRY_VERIFY_WITH_TIMEOUT(m_alpha->get(m_pipe)->value(u"TimeOfLastContact")
                                     != before->value(u"TimeOfLastContact"),
                                 10'000);
        const auto trip = m_alpha->get(m_pipe)->value(u"RoundTripTime").toUnsigned();
        QVERIFY(trip && *trip > 0);
        trips.append(*trip);
    }
    std::sort(trips.begin(), trips.end());
    qInfo("round trip of a heartbeat: %llu to %llu microseconds", trips.first(), trips.last());
}

void TestPipes::lostWhenThePeerIsKilledAndBackByItself()
{
    m_beta->stop(SIGKILL);
    const qint64 detected = m_alpha->waitFor(m_pipe, lost, 15'000);
    qInfo("a killed peer is seen after %lld ms", detected);
    QVERIFY(detected >= 0);
    QVERIFY(m_beta->serve());
    const qint64 back = m_alpha->waitFor(m_pipe, ok, 30'000);
    qInfo("its return is seen %lld ms after it serves again", back);
    QVERIFY(back >= 0);
}

void TestPipes::lostWhenThePeerStandsStill()
{
    m_beta->signal(SIGSTOP); // connections stay open, nobody answers: like a cable that is cut
    const qint64 detected = m_alpha->waitFor(m_pipe, lost, 15'000);
    m_beta->signal(SIGCONT);
    qInfo("a peer that stands still is seen after %lld ms", detected);
    QVERIFY(detected >= 0);
    const qint64 back = m_alpha->waitFor(m_pipe, ok, 30'000);
    qInfo("it is back %lld ms after it goes on", back);
    QVERIFY(back >= 0);
}

void TestPipes::strangersAtThePort()
{
    const quint16 port = quint16(m_beta->places[0].section(u':', -1).toUInt());
    const qint64 before = m_beta->memory();
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    const QByteArray floods[] = {QByteArray(1024 * 1024, 'x'),
                                 QByteArray("\x00\x7f\xff\xff", 4) + QByteArray(1024 * 1024, 'y'),
                                 QByteArray(4, '\0') + QByteArray(1024, '\0'), QByteArray()};
    for (int round = 0; round < 25; ++round) {
        for (const QByteArray &bytes : floods) {
            auto socket = std::make_unique<QTcpSocket>();
            socket->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
            socket->write(bytes);
            sockets.push_back(std::move(socket));
        }
    }
    const auto open = [&sockets] {
        return std::count_if(sockets.begin(), sockets.end(), [](const auto &socket) {
            return socket->state() != QAbstractSocket::UnconnectedState;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(open() == 0, 20'000); // the silent ones go too
    QCOMPARE(m_alpha->state(m_pipe), ok);
    const qint64 grown = m_beta->memory() - before;
    qInfo("%zu strangers cost %lld KiB", sockets.size(), grown);
    QVERIFY(grown < 16 * 1024);
}

void TestPipes::backAfterItsOwnRestart()
{
    m_alpha->stop(SIGTERM);
    QVERIFY(m_alpha->serve());
    QVERIFY(m_alpha->waitFor(m_pipe, ok, 30'000) >= 0);
}

void TestPipes::cleanupTestCase()
{
    m_alpha.reset();
    m_beta.reset();
}

QTEST_GUILESS_MAIN(TestPipes)
#include "tst_pipes.moc"
#include "tests/support/child.h"
