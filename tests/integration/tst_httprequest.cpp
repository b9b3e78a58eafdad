// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What hostile or broken clients can send to the listener, byte by byte.
#include "services/wsman/listener.h"
#include "services/wsman/soapxml.h"
#include "tests/support/certificates.h"
#include "tests/support/manualclock.h"

#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 10'000; // ms, only ever reached by a failing test

template<class Condition>
bool eventually(Condition done)
{
    return QTest::qWaitFor(done, patience);
}

// A client that sends what it is told to.
struct Client
{
    QTcpSocket socket;
    QByteArray received;
    bool closed = false;

    explicit Client(quint16 port)
    {
        QObject::connect(&socket, &QIODevice::readyRead, &socket,
                         [this] { received += socket.readAll(); });
        QObject::connect(&socket, &QAbstractSocket::disconnected, &socket,
                         [this] { closed = true; });
        socket.connectToHost(QHostAddress::LocalHost, port);
    }
    void send(const QByteArray &bytes)
    {
        socket.write(bytes);
        if (socket.state() == QAbstractSocket::ConnectedState)
            socket.flush();
    }
    // Sends nothing more, but still reads.
    void finish()
    {
        if (eventually([this] {
                return socket.state() == QAbstractSocket::ConnectedState
                    && socket.bytesToWrite() == 0;
            }))
            ::shutdown(int(socket.socketDescriptor()), SHUT_WR);
    }
    QList<int> statuses() const
    {
        QList<int> found;
        for (qsizetype at = received.indexOf("HTTP/1.1 "); at >= 0;
             at = received.indexOf("HTTP/1.1 ", at + 1))
            found << received.mid(at + 9, 3).toInt();
        return found;
    }
    bool gets(int replies)
    {
        return eventually([&] { return statuses().size() >= replies; });
    }
    // The last bytes of a reply body may come after its head.
    bool getsText(const QByteArray &text)
    {
        return eventually([&] { return received.contains(text); });
    }
};

QByteArray basic(const QByteArray &claim)
{
    return "Authorization: Basic " + claim.toBase64() + "\r\n";
}

const QByteArray right = basic("bar:right");
const QByteArray soapType = "Content-Type: application/soap+xml;charset=UTF-8\r\n";

QByteArray identify()
{
    return writeEnvelope({.body = Wsman::Identify(), .messageId = newMessageId()});
}

QByteArray post(const QByteArray &headers, const QByteArray &body,
                const QByteArray &target = "/wsman")
{
    return "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray goodPost()
{
    return post(right + soapType, identify());
}

} // namespace

class TestHttpRequest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void aGoodRequestIsAnswered_data();
    void aGoodRequestIsAnswered();
    void RQ_01_withoutProofNothingRuns_data();
    void RQ_01_withoutProofNothingRuns();
    void RQ_01_identityIsPerRequest();
    void RQ_01_basicNeedsEncryptionOrLoopback();
    void RQ_02_chunkSizes_data();
    void RQ_02_chunkSizes();
    void RQ_03_lengths_data();
    void RQ_03_lengths();
    void RQ_04_headers_data();
    void RQ_04_headers();
    void RQ_05_silenceIsEnded();
    void RQ_05_slowBytesAreEnded();
    void RQ_05_slowBodiesAreEnded();
    void RQ_05_manySlowOnesLockNobodyOut();
    void RQ_06_twoRequestsInOneSegment();
    void RQ_06_theSecondCut();
    void RQ_06_waitingForAnAnswerWithoutSendingMore();
    void RQ_07_noFileIsServed_data();
    void RQ_07_noFileIsServed();
    void RQ_08_foreignPages_data();
    void RQ_08_foreignPages();
    void RQ_09_tooLarge_data();
    void RQ_09_tooLarge();
    void RQ_09_expectationsAreMet();
    void RQ_10_envelopeSizes_data();
    void RQ_10_envelopeSizes();
    void RQ_10_repliesFit();
    void anonymousIdentifyOnlyWhenAllowed();
    void aRestingConnectionIsClosed();
    void connectionsAreCounted();
    void overTls();

private:
    std::unique_ptr<Listener> listener(const ListenOptions &options = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<UserFile> m_users;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<Listener> m_listener;
    int m_answered = 0;
    QList<Caller> m_callers;
    QString m_product;
};

void TestHttpRequest::initTestCase()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_users = std::make_shared<UserFile>(m_folder->filePath(u"users.json"_s));
    QVERIFY(m_users->add({u"bar"_s, AccessRole::Manage}, Secret("right")).ok());
}

void TestHttpRequest::init()
{
    m_answered = 0;
    m_callers.clear();
    m_product = u"counting"_s;
    m_clock = std::make_unique<ManualClock>();
    m_listener = listener();
}

void TestHttpRequest::cleanup()
{
    m_listener.reset();
}

std::unique_ptr<Listener> TestHttpRequest::listener(const ListenOptions &options)
{
    const Responder counting = [this](const Envelope &request, const Caller &caller) {
        ++m_answered;
        m_callers << caller;
        return readyAnswer<Envelope>(
            Envelope{.body = Wsman::IdentifyReply{u"1.0"_s, u"Cistern"_s, m_product},
                     .relatesTo = request.messageId});
    };
    auto made = std::make_unique<Listener>(options, counting, m_users, *m_clock);
    if (!made->listen().ok())
        return nullptr;
    return made;
}

void TestHttpRequest::aGoodRequestIsAnswered_data()
{
    QTest::addColumn<QByteArray>("request");
    const QByteArray body = identify();
    QTest::newRow("/wsman") << goodPost();
    QTest::newRow("/wsman/") << post(right + soapType, body, "/wsman/");
    QTest::newRow("by name") << goodPost().replace("Host: 127.0.0.1", "Host: LocalHost:1234");
    QTest::newRow("by IPv6") << goodPost().replace("Host: 127.0.0.1", "Host: [::1]:5985");
    QTest::newRow("case of names and schemes")
        << goodPost().replace("Authorization: Basic", "AUTHORIZATION: bASIC");
    QTest::newRow("no charset") << goodPost().replace(";charset=UTF-8", "");
    QTest::newRow("charset in quotes") << goodPost().replace("charset=UTF-8", " charset=\"utf-8\"");
    QTest::newRow("chunks") << "POST /wsman HTTP/1.1\r\nHost: 127.0.0.1\r\n" + right + soapType
            + "Transfer-Encoding: chunked\r\n\r\n5\r\n" + body.left(5) + "\r\n"
            + QByteArray::number(body.size() - 5, 16) + ";a=b\r\n" + body.mid(5)
            + "\r\n0\r\nTrailer: x\r\n\r\n";
}

void TestHttpRequest::aGoodRequestIsAnswered()
{
    QFETCH(QByteArray, request);
    Client client(m_listener->port());
    client.send(request);
    QVERIFY(client.gets(1));
    QCOMPARE(client.statuses(), QList<int>{200});
    QVERIFY(client.getsText("counting"));
    QVERIFY(client.received.contains("Content-Type: application/soap+xml;charset=UTF-8\r\n"));
    QCOMPARE(m_callers, (QList<Caller>{{u"bar"_s, AccessRole::Manage}}));
}

void TestHttpRequest::RQ_01_withoutProofNothingRuns_data()
{
    QTest::addColumn<QByteArray>("authorization");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("empty") << QByteArray("Authorization:\r\n");
    QTest::newRow("given twice") << right + right;
    QTest::newRow("right and wrong") << right + basic("bar:wrong");
    QTest::newRow("Basic alone") << QByteArray("Authorization: Basic\r\n");
    QTest::newRow("Basic and blanks") << QByteArray("Authorization: Basic   \r\n");
    QTest::newRow("Basic ====") << QByteArray("Authorization: Basic ====\r\n");
    QTest::newRow("not base64") << QByteArray("Authorization: Basic bar:right\r\n");
    QTest::newRow("base64 and more") << right.chopped(2) + " x\r\n";
    QTest::newRow("no colon") << basic("barright");
    QTest::newRow("no user") << basic(":right");
    QTest::newRow("no password") << basic("bar:");
    QTest::newRow("wrong password") << basic("bar:wrong");
    QTest::newRow("unknown user") << basic("root:right");
    QTest::newRow("user with NUL") << basic(QByteArray("bar\0:right", 10));
    QTest::newRow("password with NUL") << basic(QByteArray("bar:right\0", 10));
    QTest::newRow("ill-formed UTF-8") << basic("b\xc0\xaf:right");
    QTest::newRow("endless") << basic("bar:" + QByteArray(50'000, 'x'));
    QTest::newRow("unknown scheme") << QByteArray("Authorization: Negotiate YII=\r\n");
    QTest::newRow("another header") << right.mid(0).replace("Authorization", "Proxy-Authorization");
}

void TestHttpRequest::RQ_01_withoutProofNothingRuns()
{
    QFETCH(QByteArray, authorization);
    Client client(m_listener->port());
    client.send(post(authorization + soapType, identify()));
    QVERIFY(client.gets(1));
    QCOMPARE(client.statuses(), QList<int>{401});
    QVERIFY(client.received.contains("WWW-Authenticate: Basic realm="));
    QCOMPARE(m_answered, 0);
}

void TestHttpRequest::RQ_01_identityIsPerRequest()
{
    Client client(m_listener->port());
    client.send(goodPost());
    QVERIFY(client.gets(1));
    client.send(post(soapType, identify()));
    QVERIFY(client.gets(2));
    QCOMPARE(client.statuses(), (QList<int>{200, 401}));
    QCOMPARE(m_answered, 1);
    // After a 401 as well, in both ways.
    client.send(post(soapType, identify()));
    QVERIFY(client.gets(3));
    client.send(goodPost());
    QVERIFY(client.gets(4));
    QCOMPARE(client.statuses(), (QList<int>{200, 401, 401, 200}));
    QCOMPARE(m_answered, 2);
}

void TestHttpRequest::RQ_01_basicNeedsEncryptionOrLoopback()
{
    Listener open({.address = QHostAddress(QHostAddress::Any)}, {}, m_users, *m_clock);
    const auto outcome = open.listen();
    QVERIFY(!outcome.ok());
    QCOMPARE(outcome.failure().cause, Failure::Cause::InvalidValue);
    QCOMPARE(outcome.failure().parameter, u"listen"_s);
}

void TestHttpRequest::RQ_02_chunkSizes_data()
{
    QTest::addColumn<QByteArray>("size");
    for (const char *size : {"-6", "+6", "0x6", " 6", "", "FFFFFFFFFFFFFFFF", "7fffffff",
                             "10000000000000006", "6 ", "g"})
        QTest::newRow(*size ? size : "empty") << QByteArray(size);
    QTest::newRow("extension of 1 MB") << "6;x=" + QByteArray(1'000'000, 'y');
}

void TestHttpRequest::RQ_02_chunkSizes()
{
    QFETCH(QByteArray, size);
    Client client(m_listener->port());
    client.send("POST /wsman HTTP/1.1\r\nHost: 127.0.0.1\r\n" + right + soapType
                + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\nabcdef\r\n0\r\n\r\n");
    QVERIFY(client.gets(1));
    QCOMPARE(client.statuses(), QList<int>{400});
    QVERIFY(eventually([&] { return client.closed; }));
    QCOMPARE(m_answered, 0);
}

void TestHttpRequest::RQ_03_lengths_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<int>("status");
    QTest::newRow("negative") << QByteArray("Content-Length: -1\r\n") << 400;
    QTest::newRow("99999999999") << QByteArray("Content-Length: 99999999999\r\n") << 400;
    QTest::newRow("two values") << QByteArray("Content-Length: 3\r\nContent-Length: 4\r\n") << 400;
    QTest::newRow("the same twice")
        << QByteArray("Content-Length: 3\r\nContent-Length: 3\r\n") << 400;
    QTest::newRow("list") << QByteArray("Content-Length: 3, 3\r\n") << 400;
    QTest::newRow("with chunked") << QByteArray(
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n")
                                  << 400;
    QTest::newRow("after chunked")
        << QByteArray("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n") << 400;
    QTest::newRow("Chunked") << QByteArray("Transfer-Encoding: Chunked\r\n") << 501;
    QTest::newRow("chunked, identity")
        << QByteArray("Transfer-Encoding: chunked, identity\r\n") << 501;
    QTest::newRow("gzip, chunked") << QByteArray("Transfer-Encoding: gzip, chunked\r\n") << 501;
    QTest::newRow("chunked twice")
        << QByteArray("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") << 400;
    QTest::newRow("none") << QByteArray() << 411;
}

void TestHttpRequest::RQ_03_lengths()
{
    QFETCH(QByteArray, lines);
    Client client(m_listener->port());
    client.send("POST /wsman HTTP/1.1\r\nHost: 127.0.0.1\r\n" + right + soapType + lines
                + "\r\nabc");
    QVERIFY(client.gets(1));
    QTEST(client.statuses().value(0), "status");
    QVERIFY(eventually([&] { return client.closed; }));
    QCOMPARE(client.statuses().size(), 1);
    QCOMPARE(m_answered, 0);
}

void TestHttpRequest::RQ_04_headers_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<int>("status");
    QTest::newRow("never ends") << "X: " + QByteArray(2'000'000, 'x') << 431;
    QTest::newRow("10,000 headers") << QByteArray("X: y\r\n").repeated(10'000) << 431;
    QTest::newRow("129 KiB in lines")
        << ("X: " + QByteArray(2000, 'x') + "\r\n").repeated(66) << 431;
    QTest::newRow("NUL") << QByteArray("X: \0y\r\n\r\n", 9) << 400;
    QTest::newRow("space before the colon") << QByteArray("Content-Length : 3\r\n\r\nabc") << 400;
    QTest::newRow("bare LF") << QByteArray("X: y\nContent-Length: 3\r\n\r\nabc") << 400;
    QTest::newRow("folding") << QByteArray("X: y\r\n z\r\n\r\n") << 400;
    QTest::newRow("compressed") << QByteArray(
        "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")
                                << 415;
}

void TestHttpRequest::RQ_04_headers()
{
    QFETCH(QByteArray, lines);
    Client client(m_listener->port());
    client.send("POST /wsman HTTP/1.1\r\nHost: 127.0.0.1\r\n" + right + soapType + lines);
    QVERIFY(client.gets(1));
    QTEST(client.statuses().value(0), "status");
    QCOMPARE(m_answered, 0);
}

void TestHttpRequest::RQ_05_silenceIsEnded()
{
    Client client(m_listener->port());
    QVERIFY(eventually([&] { return m_listener->connections() == 1; }));
    m_clock->advance(30s - 1ms);
    QCOMPARE(m_listener->connections(), 1);
    m_clock->advance(1ms);
    QVERIFY(client.gets(1));
    QCOMPARE(client.statuses(), QList<int>{408});
    QVERIFY(eventually([&] { return client.closed; }));
    QVERIFY(eventually([&] { return m_listener->connections() == 0; }));
}

void TestHttpRequest::RQ_05_slowBytesAreEnded()
{
    Client client(m_listener->port());
    for (int i = 0; i < 3; ++i) {
        client.send("P");
        QVERIFY(eventually([&] { return m_listener->connections() == 1; }));
        m_clock->advance(10s);
    }
    QVERIFY(client.gets(1));
    QCOMPARE(client.statuses(), QList<int>{408});
}

void TestHttpRequest::RQ_05_slowBodiesAreEnded()
{
    Client client(m_listener->port());
    client.send("POST /wsman HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n" + right
                + soapType + "Content-Length: 100\r\n\r\n");
    QVERIFY(client.gets(1));
    QCOMPARE(client.statuses(), QList<int>{100});
    m_clock->advance(30s);
    QVERIFY(client.gets(2));
    QCOMPARE(client.statuses(), (QList<int>{100, 408}));
}

void TestHttpRequest::RQ_05_manySlowOnesLockNobodyOut()
{
    std::vector<std::unique_ptr<Client>> slow;
    for (int i = 0; i < 200; ++i) {
        slow.push_back(std::make_unique<Client>(m_listener->port()));
        slow.back()->send("P");
    }
    QVERIFY(eventually([&] {
        return std::all_of(slow.begin(), slow.end(), [](const auto &one) {
            return one->closed || one->socket.state() == QAbstractSocket::ConnectedState;
        });
    }));
    Client good(m_listener->port());
    good.send(goodPost());
    QVERIFY(good.gets(1));
    QCOMPARE(good.statuses(), QList<int>{200});
    QVERIFY(m_listener->connections() <= Listener::mostUnproven + 1);
    // Some arrive late, when the kernel let them in at last; each has its own 30 s.
    QVERIFY(eventually([&] {
        m_clock->advance(1s);
        return std::all_of(slow.begin(), slow.end(), [](const auto &one) { return one->closed; });
    }));
    QCOMPARE(m_answered, 1);
}

void TestHttpRequest::RQ_06_twoRequestsInOneSegment()
{
    Client client(m_listener->port());
    client.send(goodPost() + goodPost() + post(soapType, identify()));
    QVERIFY(client.gets(3));
    QCOMPARE(client.statuses(), (QList<int>{200, 200, 401}));
    QCOMPARE(m_answered, 2);
}

void TestHttpRequest::RQ_06_theSecondCut()
{
    Client client(m_listener->port());
    client.send(goodPost() + goodPost().chopped(20));
    client.finish();
    QVERIFY(client.gets(2));
    QCOMPARE(client.statuses(), (QList<int>{200, 400}));
    QVERIFY(eventually([&] { return client.closed; }));
    QVERIFY(eventually([&] { return m_listener->connections() == 0; }));
    QCOMPARE(m_answered, 1);
}

void TestHttpRequest::RQ_06_waitingForAnAnswerWithoutSendingMore()
{
    Client client(m_listener->port());
    client.send(goodPost());
    client.finish();
    QVERIFY(client.getsText("counting"));
    QCOMPARE(client.statuses(), QList<int>{200});
    QVERIFY(eventually([&] { return m_listener->connections() == 0; }));
}

void TestHttpRequest::RQ_07_noFileIsServed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("status");
    QTest::newRow("GET /") << QByteArray("GET /") << 404;
    QTest::newRow("GET /wsman") << QByteArray("GET /wsman") << 405;
    QTest::newRow("HEAD /wsman") << QByteArray("HEAD /wsman") << 405;
    QTest::newRow("PUT") << QByteArray("PUT /wsman") << 405;
    QTest::newRow("DELETE") << QByteArray("DELETE /wsman") << 405;
    QTest::newRow("TRACE") << QByteArray("TRACE /wsman") << 405;
    QTest::newRow("OPTIONS") << QByteArray("OPTIONS *") << 404;
    QTest::newRow("CONNECT") << QByteArray("CONNECT example.net:443") << 404;
    QTest::newRow("made up") << QByteArray("SUDO /wsman") << 405;
    QTest::newRow("dots") << QByteArray("POST /../../etc/passwd") << 404;
    QTest::newRow("dots behind") << QByteArray("POST /wsman/../../etc/passwd") << 404;
    QTest::newRow("dots in disguise") << QByteArray("POST /%2e%2e/%2e%2e/etc/passwd") << 404;
    QTest::newRow("two slashes") << QByteArray("POST //wsman") << 404;
    QTest::newRow("absolute") << QByteArray("POST http://127.0.0.1/wsman") << 404;
    QTest::newRow("absolute elsewhere") << QByteArray("POST http://example.net/") << 404;
    QTest::newRow("query") << QByteArray("POST /wsman?x") << 404;
    QTest::newRow("case") << QByteArray("POST /WSMAN") << 404;
    QTest::newRow("anonymous identify when it is off")
        << QByteArray("POST /wsman-anon/identify") << 404;
}

void TestHttpRequest::RQ_07_noFileIsServed()
{
    QFETCH(QByteArray, line);
    Client client(m_listener->port());
    client.send(line + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + right + soapType
                + "Content-Length: 0\r\n\r\n");
    QVERIFY(client.gets(1));
    QTEST(client.statuses().value(0), "status");
    QVERIFY(client.received.contains("Content-Length: 0\r\n"));
    QCOMPARE(m_answered, 0);
}

void TestHttpRequest::RQ_08_foreignPages_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto hosted = [](const QByteArray &host) {
        return goodPost().replace("Host: 127.0.0.1\r\n", host);
    };
    QTest::newRow("foreign name") << hosted("Host: evil.example\r\n") << 403;
    QTest::newRow("our name in front") << hosted("Host: localhost.evil.example\r\n") << 403;
    QTest::newRow("foreign address") << hosted("Host: 192.0.2.1\r\n") << 403;
    QTest::newRow("user in front") << hosted("Host: localhost@evil.example\r\n") << 403;
    QTest::newRow("no host") << hosted("") << 400;
    QTest::newRow("two hosts") << hosted("Host: 127.0.0.1\r\nHost: evil.example\r\n") << 400;
    QTest::newRow("empty host") << hosted("Host:\r\n") << 403;
    QTest::newRow("port too large") << hosted("Host: 127.0.0.1:65536\r\n") << 403;
    QTest::newRow("origin") << post(right + soapType + "Origin: http://evil.example\r\n",
                                    identify())
                            << 403;
    QTest::newRow("our own origin")
        << post(right + soapType + "Origin: http://127.0.0.1\r\n", identify()) << 403;
    QTest::newRow("text") << post(right + "Content-Type: text/plain\r\n", identify()) << 415;
    QTest::newRow("form") << post(right + "Content-Type: application/x-www-form-urlencoded\r\n",
                                  identify())
                          << 415;
    QTest::newRow("no type") << post(right, identify()) << 415;
    QTest::newRow("two types") << post(right + soapType + "Content-Type: text/plain\r\n",
                                       identify())
                               << 415;
    QTest::newRow("HTTP/1.0") << goodPost().replace("HTTP/1.1", "HTTP/1.0") << 505;
    QTest::newRow("HTTP/2.0") << goodPost().replace("HTTP/1.1", "HTTP/2.0") << 505;
}

void TestHttpRequest::RQ_08_foreignPages()
{
    QFETCH(QByteArray, request);
    Client client(m_listener->port());
    client.send(request);
    QVERIFY(client.gets(1));
    QTEST(client.statuses().value(0), "status");
    QVERIFY(eventually([&] { return client.closed; }));
    QCOMPARE(m_answered, 0);
}

void TestHttpRequest::RQ_09_tooLarge_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("one octet too many") << QByteArray("Content-Length: 512001\r\n\r\n");
    QTest::newRow("1 GiB") << QByteArray("Content-Length: 1073741824\r\n\r\n");
    QTest::newRow("asking first") << QByteArray(
        "Expect: 100-continue\r\nContent-Length: 512001\r\n\r\n");
    QTest::newRow("sent") << "Content-Length: 600000\r\n\r\n" + QByteArray(600'000, 'x');
    QTest::newRow("in chunks") << "Transfer-Encoding: chunked\r\n\r\n7d000\r\n"
            + QByteArray(512'000, 'x') + "\r\n1\r\nx\r\n0\r\n\r\n";
}

void TestHttpRequest::RQ_09_tooLarge()
{
    QFETCH(QByteArray, lines);
    Client client(m_listener->port());
    client.send("POST /wsman HTTP/1.1\r\nHost: 127.0.0.1\r\n" + right + soapType + lines);
    QVERIFY(client.gets(1));
    QCOMPARE(client.statuses(), QList<int>{413});
    QVERIFY(eventually([&] { return client.closed; }));
    QCOMPARE(m_answered, 0);
}

void TestHttpRequest::RQ_09_expectationsAreMet()
{
    Client client(m_listener->port());
    const QByteArray body = identify();
    client.send("POST /wsman HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n" + right
                + soapType + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n");
    QVERIFY(client.gets(1));
    QCOMPARE(client.statuses(), QList<int>{100});
    client.send(body);
    QVERIFY(client.gets(2));
    QCOMPARE(client.statuses(), (QList<int>{100, 200}));

    Client other(m_listener->port());
    other.send(goodPost().replace("Host:", "Expect: a miracle\r\nHost:"));
    QVERIFY(other.gets(1));
    QCOMPARE(other.statuses(), QList<int>{417});
}

void TestHttpRequest::RQ_10_envelopeSizes_data()
{
    QTest::addColumn<QByteArray>("size");
    QTest::addColumn<bool>("good");
    QTest::newRow("8192") << QByteArray("8192") << true;
    for (const char *size : {"8191", "0", "-1", "4294967296", "text"})
        QTest::newRow(size) << QByteArray(size) << false;
}

void TestHttpRequest::RQ_10_envelopeSizes()
{
    QFETCH(QByteArray, size);
    QFETCH(bool, good);
    Envelope get{.body = Wsman::Get(), .messageId = newMessageId(), .maxEnvelopeSize = 123'456};
    get.to = u"http://127.0.0.1/wsman"_s;
    get.target = CimPath(u"root/cimv2"_s, u"CIM_Thing"_s, {});
    const QByteArray body = writeEnvelope(get).replace(">123456<", '>' + size + '<');
    Client client(m_listener->port());
    client.send(post(right + soapType, body));
    QVERIFY(client.gets(1));
    QVERIFY(client.getsText("Envelope>"));
    QCOMPARE(client.statuses(), QList<int>{good ? 200 : 500});
    QCOMPARE(m_answered, good ? 1 : 0);
    QVERIFY2(good || client.received.contains("EncodingLimit"), client.received.constData());
}

void TestHttpRequest::RQ_10_repliesFit()
{
    m_product = QString(20'000, u'x');
    Envelope get{.body = Wsman::Get(),
                 .messageId = newMessageId(),
                 .maxEnvelopeSize = Wsman::leastEnvelopeSize};
    get.to = u"http://127.0.0.1/wsman"_s;
    get.target = CimPath(u"root/cimv2"_s, u"CIM_Thing"_s, {});
    Client client(m_listener->port());
    client.send(post(right + soapType, writeEnvelope(get)));
    QVERIFY(client.getsText("EncodingLimit"));
    QVERIFY(client.received.size() < 8192);
    QCOMPARE(client.statuses(), QList<int>{500});
}

void TestHttpRequest::anonymousIdentifyOnlyWhenAllowed()
{
    const QByteArray header = "WSMANIDENTIFY: unauthenticated\r\n";
    const QByteArray asking = post(header + soapType, identify());
    Client refused(m_listener->port());
    refused.send(asking);
    QVERIFY(refused.gets(1));
    QCOMPARE(refused.statuses(), QList<int>{401});
    QCOMPARE(m_answered, 0);

    m_listener = listener({.anonymousIdentify = true});
    Client client(m_listener->port());
    client.send(asking);
    QVERIFY(client.gets(1));
    client.send(post(soapType, identify(), "/wsman-anon/identify"));
    QVERIFY(client.gets(2));
    QCOMPARE(client.statuses(), (QList<int>{200, 200}));
    QCOMPARE(m_callers, (QList<Caller>{Caller(), Caller()}));

    // Anything else still wants a proof, on that path even with one.
    Envelope get{.body = Wsman::Get(), .messageId = newMessageId()};
    get.to = u"http://127.0.0.1/wsman"_s;
    get.target = CimPath(u"root/cimv2"_s, u"CIM_Thing"_s, {});
    client.send(post(header + soapType, writeEnvelope(get)));
    QVERIFY(client.gets(3));
    client.send(post(right + soapType, writeEnvelope(get), "/wsman-anon/identify"));
    QVERIFY(client.gets(4));
    client.send(post(soapType, identify()));
    QVERIFY(client.gets(5));
    QCOMPARE(client.statuses().mid(2), (QList<int>{401, 401, 401}));
    QCOMPARE(m_answered, 2);
}

void TestHttpRequest::aRestingConnectionIsClosed()
{
    Client client(m_listener->port());
    client.send(goodPost());
    QVERIFY(client.gets(1));
    QVERIFY(eventually([&] { return m_clock->pending() == 1; }));
    m_clock->advance(120s);
    QVERIFY(eventually([&] { return client.closed; }));
    QCOMPARE(client.statuses(), QList<int>{200});
    QVERIFY(eventually([&] { return m_listener->connections() == 0; }));
}

void TestHttpRequest::connectionsAreCounted()
{
    std::vector<std::unique_ptr<Client>> clients;
    const auto add = [&] {
        clients.push_back(std::make_unique<Client>(m_listener->port()));
        clients.back()->send(goodPost());
        return clients.back()->getsText("counting");
    };
    for (int i = 0; i < Listener::mostConnections; ++i)
        QVERIFY(add());
    QCOMPARE(m_listener->connections(), Listener::mostConnections);
    // One more takes the place of the one that has rested longest.
    QVERIFY(add());
    QVERIFY(eventually([&] { return clients.front()->closed; }));
    QCOMPARE(m_listener->connections(), Listener::mostConnections);
}

void TestHttpRequest::overTls()
{
    const QSslConfiguration tls = selfSigned();
    QVERIFY(!tls.localCertificate().isNull());
    m_listener = listener({.tls = tls});
    QVERIFY(m_listener);
    QSslSocket client;
    QByteArray received;
    connect(&client, &QIODevice::readyRead, this, [&] { received += client.readAll(); });
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.connectToHostEncrypted(u"127.0.0.1"_s, m_listener->port());
    QVERIFY(eventually([&] { return client.isEncrypted(); }));
    client.write(goodPost() + post(soapType, identify()));
    QVERIFY(eventually([&] { return received.contains("401"); }));
    QVERIFY(received.startsWith("HTTP/1.1 200"));
    QCOMPARE(m_answered, 1);

    // Plain text to the TLS port gets nothing, and the slot is free again.
    Client plain(m_listener->port());
    plain.send(goodPost());
    QVERIFY(eventually([&] { return plain.closed; }));
    QCOMPARE(plain.statuses(), QList<int>());
    QCOMPARE(m_answered, 1);
}

QTEST_GUILESS_MAIN(TestHttpRequest)
#include "tst_httprequest.moc"
