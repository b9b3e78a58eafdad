// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a hostile, broken or half-dead server can do to the HTTP client.
#include "services/wsman/http/httpconnection.h"
#include "tests/support/child.h"
#include "tests/support/manualclock.h"
#include "tests/support/relay.h"

#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Cause = Failure::Cause;

namespace {

constexpr int patience = 5000; // ms, only ever reached by a failing test

// Lets events run until done() or patience ends.
template<class Condition>
bool eventually(Condition done)
{
    return QTest::qWaitFor(done, patience);
}

struct Asked
{
    ManualClock clock;
    std::unique_ptr<Relay> relay;
    std::unique_ptr<HttpConnection> connection;
    std::optional<HttpResult> result;
    int results = 0;

    explicit Asked(Relay::Script script) : relay(std::make_unique<Relay>(std::move(script)))
    {
        connection = std::make_unique<HttpConnection>(HttpPlace{u"127.0.0.1"_s, relay->port()},
                                                      clock);
        QObject::connect(connection.get(), &HttpConnection::finished, connection.get(),
                         [this](const HttpResult &now) {
                             result = now;
                             ++results;
                         });
    }
    // A server that answers everything with these bytes.
    explicit Asked(const QByteArray &bytes, bool close = false)
        : Asked([bytes, close](int, const QByteArray &) {
            return Relay::Act{bytes, close};
        })
    {}

    void send(const HttpLimits &limits = {.replyBody = 563'200})
    {
        result.reset();
        connection->exchange(
            {.target = "/wsman", .headers = {{"Host", "127.0.0.1"}}, .body = "ask"}, limits);
    }
    bool answered()
    {
        send();
        return eventually([this] { return result.has_value(); });
    }
};

} // namespace

class TestHttpReply : public QObject
{
    Q_OBJECT

private slots:
    void aReplyIsReadWhole_data();
    void aReplyIsReadWhole();
    void aConnectionIsUsedAgain();
    void RP_07_cutByClosing_data();
    void RP_07_cutByClosing();
    void RP_08_cutOrTooMuch_data();
    void RP_08_cutOrTooMuch();
    void RP_09_ambiguousMessagesAreRefused_data();
    void RP_09_ambiguousMessagesAreRefused();
    void RP_10_limitsHoldWhileReading_data();
    void RP_10_limitsHoldWhileReading();
    void RP_10_endlessChunksEnd();
    void RP_11_oneByteASecond_data();
    void RP_11_oneByteASecond();
    void RP_11_silenceEndsAtTheWholeDeadline();
    void RP_11_silenceWithinTheBodyEndsSooner();
    void RP_14_redirectsAreOnlyTold_data();
    void RP_14_redirectsAreOnlyTold();
    void nothingIsSentTwice();
    void whatNobodyAskedForIsNoReply();
    void theReasonWhyNothingWasSent();
};

void TestHttpReply::aReplyIsReadWhole_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("close");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("length") << httpReply(200, "hello") << false << QByteArray("hello");
    QTest::newRow("no octets") << httpReply(200, "") << false << QByteArray();
    QTest::newRow("no reason phrase")
        << QByteArray("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok") << false << QByteArray("ok");
    QTest::newRow("(null) as reason")
        << QByteArray("HTTP/1.1 200 (null)\r\nContent-Length: 2\r\n\r\nok") << false
        << QByteArray("ok");
    QTest::newRow("chunks") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nT: "
        "v\r\n\r\n") << false
                            << QByteArray("hello");
    QTest::newRow("after 100 Continue") << "HTTP/1.1 100 Continue\r\n\r\n" + httpReply(200, "hello")
                                        << false << QByteArray("hello");
    QTest::newRow("large") << httpReply(200, QByteArray(500'000, 'x')) << false
                           << QByteArray(500'000, 'x');
    QTest::newRow("until closed") << QByteArray(
        "HTTP/1.1 503 Busy\r\nConnection: close\r\n\r\nbusy")
                                  << true << QByteArray("busy");
    QTest::newRow("header of 87 KiB") << httpReply(
        200, "hello", "WWW-Authenticate: Negotiate " + QByteArray(87 * 1024, 'A') + "\r\n")
                                      << false << QByteArray("hello");
}

void TestHttpReply::aReplyIsReadWhole()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, close);
    Asked asked(bytes, close);
    QVERIFY(asked.answered());
    QVERIFY2(asked.result->reply.ok(), "refused");
    QTEST(asked.result->reply->body, "body");
    QVERIFY(asked.result->written);
}

void TestHttpReply::aConnectionIsUsedAgain()
{
    Asked asked(httpReply(200, "hello"));
    QVERIFY(asked.answered());
    QVERIFY(asked.answered());
    QCOMPARE(asked.relay->connections(), 1);
    QCOMPARE(asked.relay->requests(), 2);
    // After a long rest the server may be about to close: a new connection before the first byte.
    asked.clock.advance(2min);
    QVERIFY(asked.answered());
    QCOMPARE(asked.relay->connections(), 2);
    QCOMPARE(asked.relay->requests(), 3);
}

void TestHttpReply::RP_07_cutByClosing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing at all") << QByteArray();
    QTest::newRow("in the status line") << QByteArray("HTTP/1.1 20");
    QTest::newRow("in the header") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
    QTest::newRow("before the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
    QTest::newRow("in the body") << httpReply(200, QByteArray(1000, 'x')).chopped(1);
}

void TestHttpReply::RP_07_cutByClosing()
{
    QFETCH(QByteArray, bytes);
    Asked asked(bytes, true);
    QVERIFY(asked.answered());
    QVERIFY(!asked.result->reply.ok());
    QCOMPARE(asked.result->reply.failure().cause,
             bytes.isEmpty() ? Cause::ServerFault : Cause::Malformed);
    QVERIFY(asked.result->written);
    QCOMPARE(asked.relay->requests(), 1);
}

void TestHttpReply::RP_08_cutOrTooMuch_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    QTest::newRow("no last chunk") << head + "5\r\nhello\r\n";
    QTest::newRow("cut in a chunk") << head + "5\r\nhel";
    QTest::newRow("cut in the last chunk") << head + "5\r\nhello\r\n0\r\n";
    QTest::newRow("length larger than the body")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
    QTest::newRow("length smaller than the body")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhello");
    QTest::newRow("a second reply") << httpReply(200, "hello") + httpReply(200, "world");
    QTest::newRow("204 with a body") << QByteArray("HTTP/1.1 204 No Content\r\n\r\nhello");
}

void TestHttpReply::RP_08_cutOrTooMuch()
{
    QFETCH(QByteArray, bytes);
    Asked asked(bytes, true);
    QVERIFY(asked.answered());
    QVERIFY(!asked.result->reply.ok());
    QCOMPARE(asked.result->reply.failure().cause, Cause::Malformed);
    QVERIFY(asked.result->written);
}

void TestHttpReply::RP_09_ambiguousMessagesAreRefused_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("two lengths") << QByteArray("Content-Length: 5\r\nContent-Length: 5\r\n");
    QTest::newRow("two different lengths")
        << QByteArray("Content-Length: 5\r\nContent-Length: 4\r\n");
    QTest::newRow("list of lengths") << QByteArray("Content-Length: 5, 5\r\n");
    QTest::newRow("negative") << QByteArray("Content-Length: -5\r\n");
    QTest::newRow("plus") << QByteArray("Content-Length: +5\r\n");
    QTest::newRow("hexadecimal") << QByteArray("Content-Length: 0x5\r\n");
    QTest::newRow("empty length") << QByteArray("Content-Length:\r\n");
    QTest::newRow("length and chunked")
        << QByteArray("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
    QTest::newRow("chunked and length")
        << QByteArray("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n");
    QTest::newRow("unknown coding") << QByteArray("Transfer-Encoding: gzip\r\n");
    QTest::newRow("two codings") << QByteArray("Transfer-Encoding: gzip, chunked\r\n");
    QTest::newRow("compressed") << QByteArray("Content-Encoding: gzip\r\nContent-Length: 5\r\n");
    QTest::newRow("bare line feed") << QByteArray("Content-Length: 5\nX: y\r\n");
    QTest::newRow("bare carriage return") << QByteArray("Content-Length: 5\rX: y\r\n");
    QTest::newRow("folding") << QByteArray("Content-Length: 5\r\nX: y\r\n z\r\n");
    QTest::newRow("space before the colon") << QByteArray("Content-Length : 5\r\n");
    QTest::newRow("NUL") << QByteArray("Content-Length: 5\r\nX: \0y\r\n", 27);
    QTest::newRow("no colon") << QByteArray("Content-Length: 5\r\nXy\r\n");
    QTest::newRow("negative chunk") << QByteArray("Transfer-Encoding: chunked\r\n\r\n-5\r\n");
    QTest::newRow("huge chunk") << QByteArray(
        "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n");
    QByteArray interim;
    for (int i = 0; i < 2000; ++i)
        interim += "HTTP/1.1 100 Continue\r\n\r\n";
    QTest::newRow("2,000 times 100") << "\r\n" + interim;
    QTest::newRow("101") << QByteArray(
        "Upgrade: h2c\r\n\r\nHTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n");
}

void TestHttpReply::RP_09_ambiguousMessagesAreRefused()
{
    QFETCH(QByteArray, head);
    // What begins with an interim reply has it as its own first head.
    const QByteArray first = head.contains("HTTP/1.1 1") ? "HTTP/1.1 100 Continue\r\n"
                                                         : "HTTP/1.1 200 OK\r\n";
    Asked asked(first + head + "\r\nhello");
    QVERIFY(asked.answered());
    QVERIFY(!asked.result->reply.ok());
    QCOMPARE(asked.result->reply.failure().cause, Cause::Malformed);
    QVERIFY(eventually([&] { return asked.relay->open() == 0; }));
    QVERIFY(!asked.connection->reusable());
}

void TestHttpReply::RP_10_limitsHoldWhileReading_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("header line of 97 KiB") << "HTTP/1.1 200 OK\r\nX: " + QByteArray(97 * 1024, 'x');
    QTest::newRow("header block of 129 KiB")
        << "HTTP/1.1 200 OK\r\n" + ("X: " + QByteArray(1200, 'x') + "\r\n").repeated(110);
    QTest::newRow("101 header lines")
        << "HTTP/1.1 200 OK\r\n" + QByteArray("X: y\r\n").repeated(100) + "\r\n";
    QTest::newRow("endless status line") << QByteArray(1'000'000, 'H');
    QTest::newRow("announced too long")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 563201\r\n\r\n");
    QTest::newRow("until closed, never") << "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(600'000, 'x');
    QTest::newRow("one chunk too long")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n89801\r\n");
}

void TestHttpReply::RP_10_limitsHoldWhileReading()
{
    QFETCH(QByteArray, bytes);
    Asked asked(bytes);
    QVERIFY(asked.answered());
    QVERIFY(!asked.result->reply.ok());
    QCOMPARE(asked.result->reply.failure().cause, Cause::TooLarge);
}

void TestHttpReply::RP_10_endlessChunksEnd()
{
    HttpReader reader(HttpReader::Kind::Reply, 563'200);
    const QByteArray head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    QCOMPARE(reader.feed(head), head.size());
    QCOMPARE(reader.state(), HttpReader::State::Body);
    const QByteArray chunk = "3e8\r\n" + QByteArray(1000, 'x') + "\r\n";
    int fed = 0;
    while (reader.state() == HttpReader::State::Body && fed < 2'000'000) {
        reader.feed(chunk);
        ++fed;
    }
    QCOMPARE(reader.problem(), HttpReader::Problem::BodyTooLarge);
    QCOMPARE(fed, 564);
    QVERIFY(reader.body().isEmpty());
}

void TestHttpReply::RP_11_oneByteASecond_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("in the header") << QByteArray("HTTP/1.1 200 OK\r\nX: ");
    QTest::newRow("in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    QTest::newRow("in chunks") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n");
}

void TestHttpReply::RP_11_oneByteASecond()
{
    QFETCH(QByteArray, start);
    Asked asked(start);
    asked.send({.replyBody = 563'200, .whole = 75s});
    QVERIFY(eventually([&] { return asked.relay->requests() == 1; }));
    qint64 seconds = 0;
    while (!asked.result && seconds < 1000) {
        const qint64 before = asked.relay->bytesWritten();
        asked.relay->write("x");
        QVERIFY(eventually([&] { return asked.result || asked.relay->bytesWritten() > before; }));
        asked.clock.advance(1s);
        ++seconds;
    }
    QCOMPARE(seconds, 75);
    QCOMPARE(asked.result->reply.failure().cause, Cause::TimedOut);
    QVERIFY(eventually([&] { return asked.relay->open() == 0; }));
}

void TestHttpReply::RP_11_silenceEndsAtTheWholeDeadline()
{
    Asked asked([](int, const QByteArray &) { return Relay::Act{.silent = true}; });
    asked.send({.replyBody = 563'200, .whole = 75s});
    QVERIFY(eventually([&] { return asked.relay->requests() == 1; }));
    asked.clock.advance(75s - 1ms);
    QVERIFY(!asked.result);
    asked.clock.advance(1ms);
    QVERIFY(asked.result);
    QCOMPARE(asked.result->reply.failure().cause, Cause::TimedOut);
    QVERIFY(asked.result->written);
    QCOMPARE(asked.results, 1);
    QCOMPARE(asked.clock.pending(), 0);
}

void TestHttpReply::RP_11_silenceWithinTheBodyEndsSooner()
{
    Asked asked("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhel");
    asked.send({.replyBody = 563'200, .whole = 75s});
    // The whole deadline, and the one between two reads, which starts with the first bytes.
    QVERIFY(eventually([&] { return asked.relay->requests() == 1 && asked.clock.pending() == 2; }));
    asked.clock.advance(30s);
    QVERIFY(asked.result);
    QCOMPARE(asked.result->reply.failure().cause, Cause::TimedOut);
}

void TestHttpReply::RP_14_redirectsAreOnlyTold_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestHttpReply::RP_14_redirectsAreOnlyTold()
{
    QFETCH(int, status);
    Relay other([](int, const QByteArray &) { return Relay::Act{httpReply(200, "stolen")}; });
    const QByteArray location = "http://127.0.0.1:" + QByteArray::number(other.port()) + "/wsman";
    Asked asked(httpReply(status, "", "Location: " + location + "\r\n"));
    QVERIFY(asked.answered());
    QCOMPARE(asked.result->reply->status, status);
    QCOMPARE(headerValues(asked.result->reply->headers, "location").value(0), location);
    QVERIFY(asked.answered()); // whatever would follow has followed by now
    QCOMPARE(other.connections(), 0);
    QCOMPARE(asked.relay->requests(), 2);
}

void TestHttpReply::nothingIsSentTwice()
{
    // The first reply keeps the connection; then the server reads the second request and closes.
    Asked asked([](int request, const QByteArray &) {
        return request == 0 ? Relay::Act{httpReply(200, "hello")} : Relay::Act{.close = true};
    });
    QVERIFY(asked.answered());
    QVERIFY(asked.answered());
    QVERIFY(!asked.result->reply.ok());
    QVERIFY(asked.result->written);
    QCOMPARE(asked.relay->requests(), 2);
    QCOMPARE(asked.relay->connections(), 1);
}

void TestHttpReply::whatNobodyAskedForIsNoReply()
{
    Asked asked([](int request, const QByteArray &) {
        return Relay::Act{httpReply(200, request == 0 ? "first" : "second")};
    });
    QVERIFY(asked.answered());
    asked.relay->write(httpReply(200, "forged"));
    QVERIFY(eventually([&] { return asked.relay->open() == 0; }));
    QVERIFY(!asked.connection->reusable());
    QVERIFY(asked.answered());
    QCOMPARE(asked.result->reply->body, QByteArray("second"));
}

void TestHttpReply::theReasonWhyNothingWasSent()
{
    ManualClock clock;
    HttpConnection connection({u"127.0.0.1"_s, freePort()}, clock);
    std::optional<HttpResult> result;
    connect(&connection, &HttpConnection::finished, this,
            [&](const HttpResult &now) { result = now; });
    connection.exchange({.target = "/wsman"}, {});
    QVERIFY(eventually([&] { return result.has_value(); }));
    QCOMPARE(result->reply.failure().cause, Cause::Refused);
    QVERIFY(!result->written);

    HttpConnection nameless({u"no.such.host.invalid"_s, 5985}, clock);
    result.reset();
    connect(&nameless, &HttpConnection::finished, this,
            [&](const HttpResult &now) { result = now; });
    nameless.exchange({.target = "/wsman"}, {});
    QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }, 30'000));
    QCOMPARE(result->reply.failure().cause, Cause::NameNotFound);
    QVERIFY(!result->written);
}

QTEST_GUILESS_MAIN(TestHttpReply)
#include "tst_httpreply.moc"
