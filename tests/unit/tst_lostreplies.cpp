// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Every answer that does not say whether a change ran puts its record in "checking"; what certainly
// did not run has failed at once. The change goes over HTTP to a server that does one thing wrong,
// all else to a system in memory.

#include "services/jobs/jobhistory.h"
#include "services/jobs/jobtracker.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/fakesystem.h"
#include "tests/support/manualclock.h"
#include "tests/support/relay.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

namespace {
bool isChange(const Envelope &request)
{
    return std::holds_alternative<Wsman::Invoke>(request.body);
}

// Reads that many octets of each connection and resets it.
class Resetting final : public QTcpServer
{
public:
    explicit Resetting(qint64 after)
    {
        connect(this, &QTcpServer::newConnection, this, [this, after] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, after] {
                read += socket->readAll().size();
                if (read >= after)
                    socket->abort();
            });
        });
        listen(QHostAddress::LocalHost);
    }
    qint64 read = 0;
};

// What is wrong, and what the record must say.
struct Trouble
{
    Relay::Act act = {};
    bool signedIn = false;        // the system has served this user before
    bool anew = false;            // on another connection
    bool timesOut = false;        // the act is silent
    bool checks = true;           // else it has failed at once, with the cause
    Cause cause = Cause::NotDone; // in the end; nothing was made
};

Relay::Act answers(const QByteArray &bytes, bool close = false)
{
    return {.bytes = bytes, .close = close};
}

QByteArray bare(int status, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " x\r\n" + headers
        + "Content-Type: text/html\r\nContent-Length: 4\r\n\r\noops";
}

QByteArray strange() // a good reply to another question
{
    Envelope other{.body = Wsman::Invoke{u"CreateOrModifyStoragePool"_s, {}}};
    other.messageId = u"uuid:11111111-1111-1111-1111-111111111111"_s;
    return writeEnvelope(replyTo(
        other, Wsman::InvokeReply{u"CreateOrModifyStoragePool"_s, {.returnValue = 0, .outs = {}}}));
}

// The change takes the one way, all else the other.
class Parting final : public Transport
{
public:
    Parting(std::unique_ptr<Transport> usual, std::unique_ptr<Transport> changes, int &sent)
        : m_usual(std::move(usual)), m_changes(std::move(changes)), m_sent(sent)
    {}
    QString address() const override { return m_usual->address(); }
    Answer<Envelope> send(const Envelope &request, QObject *owner) override
    {
        if (!isChange(request))
            return m_usual->send(request, owner);
        ++m_sent;
        return m_changes->send(request, owner);
    }

private:
    std::unique_ptr<Transport> m_usual, m_changes;
    int &m_sent;
};

// The system answers changes with this fault.
class Faulting final : public Transport
{
public:
    explicit Faulting(const Wsman::Fault &fault) : m_fault(fault) {}
    QString address() const override { return u"http://there"_s; }
    Answer<Envelope> send(const Envelope &request, QObject *) override
    {
        return readyAnswer<Envelope>(replyTo(request, m_fault));
    }

private:
    Wsman::Fault m_fault;
};

struct Program
{
    Program(FakeSystem &system, const QString &folder, ManualClock &clock,
            std::unique_ptr<Transport> changes)
        : book(folder + u"/systems.json"_s)
        , connections(
              book,
              [this, &system,
               way = std::make_shared<std::unique_ptr<Transport>>(std::move(changes))](
                  const ConnectionSpec &, const Secret &) {
                  return std::make_unique<Parting>(system.transport(), std::move(*way), sent);
              },
              [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret()); },
              clock)
        , history(folder + u"/history.sqlite"_s)
        , tracker(connections, history, clock)
    {}

    bool connect()
    {
        connections.open(localSystemId);
        return QTest::qWaitFor([this] { return connections.connection(localSystemId) != nullptr; });
    }

    int sent = 0; // changes
    SystemBook book;
    Connections connections;
    JobHistory history;
    JobTracker tracker;
};
} // namespace

Q_DECLARE_METATYPE(Trouble)

class TestLostReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerThatDoesNotTellIsChecked_data()
    {
        QTest::addColumn<Trouble>("trouble");
        const auto row = [](const char *name, const Trouble &trouble) {
            QTest::newRow(name) << trouble;
        };
        const QByteArray good = httpReply(200, strange());
        row("closed without a byte", {.act = answers({}, true)});
        row("cut in the first line", {.act = answers(good.first(5), true)});
        row("cut in the headers", {.act = answers(good.first(40), true)});
        row("cut before the body",
            {.act = answers(good.first(good.indexOf("\r\n\r\n") + 4), true)});
        row("cut in the body", {.act = answers(good.first(good.size() / 2), true)});
        row("cut at its last byte", {.act = answers(good.chopped(1), true)});
        row("silence", {.act = {.silent = true}, .timesOut = true});
        row("500", {.act = answers(bare(500))});
        row("502", {.act = answers(bare(502))});
        row("503", {.act = answers(bare(503))}); // a front that lost the one behind it
        row("503 where it was let in before", {.act = answers(bare(503)), .signedIn = true});
        row("504", {.act = answers(bare(504))});
        row("599", {.act = answers(bare(599))});
        row("200 and a page", {.act = answers(bare(200))});
        row("204", {.act = answers("HTTP/1.1 204 x\r\n\r\n")});
        row("303", {.act = answers(bare(303, "Location: http://other/\r\n"))});
        row("not well-formed", {.act = answers(httpReply(200, "<s:Envelope"))});
        row("no envelope", {.act = answers(httpReply(200, "<a/>"))});
        row("an answer to another question", {.act = answers(good)});
        row("500 with that answer", {.act = answers(httpReply(500, strange()))});
        row("no HTTP", {.act = answers("hello\r\n\r\n", true)});
        row("401 where it was let in before",
            {.act = answers(bare(401, "WWW-Authenticate: Basic realm=\"x\"\r\n")),
             .signedIn = true});
        row("403 where it was let in before", {.act = answers(bare(403)), .signedIn = true});
        row("401 on another connection than it was let in on",
            {.act = answers(bare(401, "WWW-Authenticate: Basic realm=\"x\"\r\n")),
             .signedIn = true,
             .anew = true});

        row("401 at first",
            {.act = answers(bare(401, "WWW-Authenticate: Basic realm=\"x\"\r\n")),
             .checks = false,
             .cause = Cause::SignIn});
        row("403 at first", {.act = answers(bare(403)), .checks = false, .cause = Cause::Denied});
        row("400", {.act = answers(bare(400)), .checks = false, .cause = Cause::Malformed});
        row("404", {.act = answers(bare(404)), .checks = false, .cause = Cause::NotFound});
        row("413", {.act = answers(bare(413)), .checks = false, .cause = Cause::TooLarge});
        row("429", {.act = answers(bare(429)), .checks = false, .cause = Cause::ServerFault});
        row("307",
            {.act = answers(bare(307, "Location: http://other/\r\n")),
             .checks = false,
             .cause = Cause::NotSupported});
    }
    void anAnswerThatDoesNotTellIsChecked()
    {
        QFETCH(Trouble, trouble);
        Relay relay([&](int request, const QByteArray &) {
            return trouble.signedIn && request == 0 ? answers(bare(404), trouble.anew)
                                                    : trouble.act;
        });
        auto way = over(relay.port());
        if (trouble.signedIn) {
            const auto asked = way->send({.body = Wsman::Identify(), .messageId = newMessageId()},
                                         this);
            QTRY_VERIFY(asked.isFinished());
        }
        start(std::move(way));
        if (trouble.timesOut) {
            QTRY_COMPARE(relay.requests(), 1);
            m_clock.advance(80s);
        }
        const JobRecord end = over();
        QCOMPARE(m_checked, trouble.checks);
        QCOMPARE(end.lost.isValid(), trouble.checks);
        QCOMPARE(end.state, State::Failed);
        QCOMPARE(end.failure->cause, trouble.cause);
        QCOMPARE(m_program->sent, 1);
        QCOMPARE(relay.requests(), trouble.signedIn ? 2 : 1);
    }

    void FN_02_aRequestThatIsCutIsChecked_data()
    {
        QTest::addColumn<qint64>("octets");
        for (const qint64 octets : {1, 17, 200, 600, 1500})
            QTest::addRow("after %lld", static_cast<long long>(octets)) << octets;
    }
    void FN_02_aRequestThatIsCutIsChecked()
    {
        QFETCH(qint64, octets);
        Resetting server(octets);
        start(over(server.serverPort()));
        const JobRecord end = over();
        QVERIFY(m_checked);
        QCOMPARE(end.failure->cause, Cause::NotDone);
        QVERIFY(server.read >= octets);
        QCOMPARE(m_program->sent, 1);
    }

    void beforeTheFirstByteNothingRan()
    {
        quint16 nobody = 0;
        {
            QTcpServer gone;
            QVERIFY(gone.listen(QHostAddress::LocalHost));
            nobody = gone.serverPort();
        }
        start(over(nobody));
        const JobRecord end = over();
        QVERIFY(!m_checked);
        QCOMPARE(end.failure->cause, Cause::Refused);
        QVERIFY(!end.lost.isValid());
    }

    void faultsThatDoNotTellAreChecked_data()
    {
        QTest::addColumn<QString>("subcode");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<bool>("checks");
        QTest::newRow("it ran, and what it said did not fit")
            << u"EncodingLimit"_s << u"UnreportableSuccess"_s << true;
        QTest::newRow("what it says does not fit")
            << u"EncodingLimit"_s << u"MaxEnvelopeSizeExceeded"_s << true;
        QTest::newRow("it took too long") << u"TimedOut"_s << QString() << true;
        QTest::newRow("refused") << u"AccessDenied"_s << QString() << false;
        QTest::newRow("out of order") << u"InternalError"_s << QString() << false;
        QTest::newRow("not understood") << u"SchemaValidationError"_s << QString() << false;
    }
    void faultsThatDoNotTellAreChecked()
    {
        QFETCH(QString, subcode);
        QFETCH(QString, detail);
        QFETCH(bool, checks);
        start(std::make_unique<Faulting>(
            Wsman::Fault{.code = u"Receiver"_s, .subcode = subcode, .detail = detail}));
        over();
        QCOMPARE(m_checked, checks);
        QCOMPARE(m_program->sent, 1);
    }

    void whatWasMadeIsFoundWhateverTheAnswerWas_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("502") << bare(502);
        QTest::newRow("none") << QByteArray();
    }
    void whatWasMadeIsFoundWhateverTheAnswerWas()
    {
        QFETCH(QByteArray, answer);
        CimPath made;
        Relay relay([&](int, const QByteArray &) {
            made = m_system.addPool(u"gold"_s, 5).path();
            return answers(answer, answer.isEmpty());
        });
        start(over(relay.port()));
        const JobRecord end = over();
        QCOMPARE(end.state, State::Succeeded);
        QCOMPARE(end.result, made);
        QCOMPARE(relay.requests(), 1);
    }

    void cleanup()
    {
        m_program.reset();
        m_checked = false;
        m_system = FakeSystem();
    }

private:
    std::unique_ptr<Transport> over(quint16 port)
    {
        HttpTarget target;
        target.url = QUrl(u"http://127.0.0.1:%1/wsman"_s.arg(port));
        target.credentials = {u"admin"_s, Secret("right")};
        return std::make_unique<HttpTransport>(target, m_clock);
    }

    void start(std::unique_ptr<Transport> way)
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_program = std::make_unique<Program>(m_system, m_folder->path(), m_clock, std::move(way));
        QVERIFY(m_program->connect());
        connect(&m_program->tracker, &JobTracker::recordChanged, this, [this](qint64 id) {
            m_checked |= m_program->tracker.find(id)->state == State::Checking;
        });
        MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                            u"MSISCSITARGET_StorageConfigurationService",
                                            u"CreateOrModifyStoragePool"),
                        m_system.service());
        call.setArgument(u"ElementName", CimValue::string(u"gold"_s));
        call.setArgument(u"Size", CimValue::uint64(42));
        call.setArgument(u"InPools", CimValue::strings({m_system.primordial().toText()}));
        const auto id = m_program->tracker.run(localSystemId, call, this);
        QTRY_VERIFY(id.isFinished());
        m_id = *takenFrom(id);
    }

    // Moves the time only while it is checked: nothing of the sockets may come too late.
    JobRecord over()
    {
        const auto record = [this] { return m_program->tracker.find(m_id); };
        for (int i = 0; i < 400 && record() && !record()->over(); ++i) {
            const auto asked = m_system.sent.size();
            if (QTest::qWaitFor([&] { return record()->over() || m_system.sent.size() != asked; },
                                10))
                continue;
            if (record()->state == State::Checking)
                m_clock.advance(1s);
        }
        return record() ? *record() : JobRecord();
    }

    ManualClock m_clock;
    FakeSystem m_system;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Program> m_program;
    qint64 m_id = 0;
    bool m_checked = false;
};

QTEST_GUILESS_MAIN(TestLostReplies)
#include "tst_lostreplies.moc"
