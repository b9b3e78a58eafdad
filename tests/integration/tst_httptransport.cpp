// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the transport promises the one who sends a change: at most once, and the truth about the
// rest.
#include "services/wsman/auth/challenge.h"
#include "services/wsman/listener.h"
#include "services/wsman/peercertificate.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/certificates.h"
#include "tests/support/manualclock.h"
#include "tests/support/relay.h"

#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Cause = Failure::Cause;

namespace {

constexpr int patience = 10'000; // ms, only ever reached by a failing test

template<class Condition>
bool eventually(Condition done)
{
    return QTest::qWaitFor(done, patience);
}

Envelope identify()
{
    return {.body = Wsman::Identify(), .messageId = newMessageId()};
}

Envelope change()
{
    return {.body = Wsman::Delete(),
            .target = CimPath(u"root/cimv2"_s, u"CIM_Thing"_s, {}),
            .messageId = newMessageId()};
}

// A scheme that wants more rounds than anybody grants.
class Insatiable final : public ClientSignIn
{
public:
    Outcome<QByteArray> next(const std::optional<HttpReply> &reply) override
    {
        if (reply && !challengeOf(reply->headers, "Insatiable"))
            return refusalOf(*reply, insatiable());
        return QByteArray("Insatiable x");
    }
    bool lasts() const override { return true; }

    static const Scheme &insatiable()
    {
        static const Scheme scheme{
            .id = "Insatiable"_L1,
            .label = "Insatiable",
            .proofs = Scheme::Proof::Password,
            .clear = false,
            .signIn = [](const Credentials &, const Channel &) -> std::shared_ptr<ClientSignIn> {
                return std::make_shared<Insatiable>();
            },
            .accept = [](const SignInRules &, const Channel &) -> std::shared_ptr<ServerSignIn> {
                return nullptr;
            },
            .challenge = "Insatiable",
        };
        return scheme;
    }
};

QUrl urlOf(const QString &scheme, quint16 port, const QString &host = u"127.0.0.1"_s)
{
    QUrl url;
    url.setScheme(scheme);
    url.setHost(host);
    url.setPort(port);
    url.setPath(u"/wsman"_s);
    return url;
}

} // namespace

class TestHttpTransport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void aRequestIsAsTheServersWantIt();
    void aLostReplyIsNeverAskedForAgain_data();
    void aLostReplyIsNeverAskedForAgain();
    void statusesWithoutAnEnvelope_data();
    void statusesWithoutAnEnvelope();
    void RP_13_statusAndTypeMustAgree_data();
    void RP_13_statusAndTypeMustAgree();
    void RP_14_redirectsNameTheOtherAddress_data();
    void RP_14_redirectsNameTheOtherAddress();
    void RP_15_neverAWeakerScheme_data();
    void RP_15_neverAWeakerScheme();
    void RP_15_atMostEightRounds();
    void RP_15_basicIsNotSentInClear();
    void whatBasicCanNotCarryIsNotSent_data();
    void whatBasicCanNotCarryIsNotSent();
    void anUnknownCertificateGetsNoByte();
    void aPinnedCertificateIsTrustedAndNoOther();
    void anAuthorityOfOnesOwnIsTrusted();
    void atMostFourConnections();
    void whoGoesIsNotCalledAndFreesHisPlace();
    void aDeadTransportCancels();

private:
    std::optional<Outcome<Envelope>> sent(HttpTransport &transport, const Envelope &request);
    std::unique_ptr<Listener> identifying() const; // over TLS, to everybody who asks who it is

    std::unique_ptr<ManualClock> m_clock;
    QSslConfiguration m_tls;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<UserFile> m_users;
};

void TestHttpTransport::initTestCase()
{
    m_tls = selfSigned();
    QVERIFY(!m_tls.localCertificate().isNull());
    m_folder = std::make_unique<QTemporaryDir>();
    m_users = std::make_shared<UserFile>(m_folder->filePath(u"users.json"_s));
    QVERIFY(m_users->add({u"bar"_s, AccessRole::Manage}, Secret("right")).ok());
}

void TestHttpTransport::init()
{
    m_clock = std::make_unique<ManualClock>();
}

std::optional<Outcome<Envelope>> TestHttpTransport::sent(HttpTransport &transport,
                                                         const Envelope &request)
{
    std::optional<Outcome<Envelope>> result;
    QObject owner;
    onDone(transport.send(request, &owner), &owner,
           [&](const Outcome<Envelope> &outcome) { result = outcome; });
    (void)eventually([&] { return result.has_value(); });
    return result;
}

void TestHttpTransport::aRequestIsAsTheServersWantIt()
{
    Relay relay([](int, const QByteArray &) { return Relay::Act{httpReply(503, "")}; });
    HttpTransport transport(
        {.url = urlOf(u"http"_s, relay.port()), .credentials = {u"bar"_s, Secret("pä:ss")}},
        *m_clock);
    QVERIFY(sent(transport, identify()));
    const QByteArray head = relay.heads().value(0);
    QVERIFY2(head.startsWith("POST /wsman HTTP/1.1\r\nHost: 127.0.0.1:"
                             + QByteArray::number(relay.port()) + "\r\n"),
             head.constData());
    QVERIFY(head.contains("\r\nContent-Type: application/soap+xml;charset=UTF-8\r\n"));
    QVERIFY(head.contains("\r\nAccept-Encoding: identity\r\n"));
    QVERIFY(head.contains("\r\nConnection: Keep-Alive\r\n"));
    QVERIFY(
        head.contains("\r\nAuthorization: Basic " + QByteArray("bar:pä:ss").toBase64() + "\r\n"));
    QVERIFY(!head.contains("Transfer-Encoding"));
}

void TestHttpTransport::aLostReplyIsNeverAskedForAgain_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<bool>("changes");
    for (const bool changes : {true, false}) {
        const char *kind = changes ? "change" : "question";
        QTest::addRow("%s, closed without a word", kind) << QByteArray() << changes;
        QTest::addRow("%s, cut", kind) << httpReply(200, "<s:Envelope").chopped(3) << changes;
        QTest::addRow("%s, no envelope", kind) << httpReply(200, "<s:Envelope") << changes;
        QTest::addRow("%s, empty 500", kind) << httpReply(500, "") << changes;
    }
}

void TestHttpTransport::aLostReplyIsNeverAskedForAgain()
{
    QFETCH(QByteArray, reply);
    QFETCH(bool, changes);
    Relay relay([&](int, const QByteArray &) { return Relay::Act{reply, true}; });
    HttpTransport transport({.url = urlOf(u"http"_s, relay.port())}, *m_clock);
    const auto result = sent(transport, changes ? change() : identify());
    QVERIFY(result);
    QVERIFY(!result->ok());
    QCOMPARE(result->failure().cause == Cause::OutcomeUnknown, changes);
    m_clock->advance(5min);
    QCOMPARE(relay.requests(), 1);
    QCOMPARE(relay.connections(), 1);
}

void TestHttpTransport::statusesWithoutAnEnvelope_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Cause>("cause");
    QTest::newRow("400") << 400 << Cause::Malformed;
    QTest::newRow("401") << 401 << Cause::SignIn;
    QTest::newRow("403") << 403 << Cause::Denied;
    QTest::newRow("404") << 404 << Cause::NotFound;
    QTest::newRow("405") << 405 << Cause::NotSupported;
    QTest::newRow("413") << 413 << Cause::TooLarge;
    QTest::newRow("415") << 415 << Cause::NotSupported;
}

// Nothing ran, so that a change is not unknown either.
void TestHttpTransport::statusesWithoutAnEnvelope()
{
    QFETCH(int, status);
    Relay html([&](int, const QByteArray &) {
        return Relay::Act{"HTTP/1.1 " + QByteArray::number(status)
                          + " x\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"};
    });
    HttpTransport other({.url = urlOf(u"http"_s, html.port())}, *m_clock);
    const auto result = sent(other, change());
    QVERIFY(result);
    QTEST(result->failure().cause, "cause");
    QCOMPARE(result->failure().code, quint32(status));
}

void TestHttpTransport::RP_13_statusAndTypeMustAgree_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("fault");
    QTest::addColumn<QString>("words"); // empty: it is an answer
    const QByteArray soap = "application/soap+xml;charset=UTF-8";
    QTest::newRow("200 and an answer") << 200 << soap << false << QString();
    QTest::newRow("500 and a fault") << 500 << soap << true << QString();
    QTest::newRow("200 and a fault") << 200 << soap << true << QString();
    QTest::newRow("500 and a success")
        << 500 << soap << false << u"HTTP 500, application/soap+xml"_s;
    QTest::newRow("204") << 204 << soap << false << u"HTTP 204, application/soap+xml"_s;
    QTest::newRow("log-in page") << 200 << QByteArray("text/html") << false
                                 << u"HTTP 200, text/html"_s;
    QTest::newRow("UTF-16") << 200 << QByteArray("application/soap+xml;charset=UTF-16") << false
                            << u"HTTP 200, application/soap+xml"_s;
}

void TestHttpTransport::RP_13_statusAndTypeMustAgree()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(bool, fault);
    QFETCH(QString, words);
    const Envelope request = identify();
    Envelope reply{.body = Wsman::IdentifyReply{u"1"_s, u"x"_s, u"y"_s},
                   .relatesTo = request.messageId};
    if (fault)
        reply = faultEnvelope({.code = u"Sender"_s, .subcode = u"AccessDenied"_s}, request);
    const QByteArray body = status == 204 ? QByteArray() : writeEnvelope(reply);
    Relay relay([&](int, const QByteArray &) {
        return Relay::Act{"HTTP/1.1 " + QByteArray::number(status) + " x\r\nContent-Type: " + type
                          + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
                          + body};
    });
    HttpTransport transport({.url = urlOf(u"http"_s, relay.port())}, *m_clock);
    const auto result = sent(transport, request);
    QVERIFY(result);
    QCOMPARE(result->ok(), words.isEmpty());
    if (words.isEmpty())
        QCOMPARE(std::holds_alternative<Wsman::Fault>((*result)->body), fault);
    else
        QVERIFY2(result->failure().serverText.contains(words),
                 qPrintable(result->failure().serverText));
}

void TestHttpTransport::RP_14_redirectsNameTheOtherAddress_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestHttpTransport::RP_14_redirectsNameTheOtherAddress()
{
    QFETCH(int, status);
    Relay other([](int, const QByteArray &) { return Relay::Act{httpReply(200, "")}; });
    const QString address = urlOf(u"http"_s, other.port(), u"localhost"_s).toString();
    Relay relay([&](int, const QByteArray &) {
        return Relay::Act{httpReply(status, "", "Location: " + address.toLatin1() + "\r\n")};
    });
    HttpTransport transport(
        {.url = urlOf(u"http"_s, relay.port()), .credentials = {u"bar"_s, Secret("pw")}}, *m_clock);
    const auto result = sent(transport, change());
    QVERIFY(result);
    QCOMPARE(result->failure().cause, status == 303 ? Cause::OutcomeUnknown : Cause::NotSupported);
    QCOMPARE(result->failure().serverText, address);
    QCOMPARE(relay.requests(), 1);
    QCOMPARE(other.connections(), 0);
}

void TestHttpTransport::RP_15_neverAWeakerScheme_data()
{
    QTest::addColumn<QByteArray>("offers");
    QTest::addColumn<QString>("words"); // of the failure of a scheme that is not offered
    QTest::newRow("Basic only") << QByteArray("WWW-Authenticate: Basic realm=\"x\"\r\n")
                                << u"Basic"_s;
    QTest::newRow("Negotiate and Basic")
        << QByteArray("WWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm=\"x\"\r\n")
        << u"Negotiate, Basic"_s;
    QTest::newRow("in one header")
        << QByteArray("www-authenticate: NEGOTIATE,basic realm=\"x, y\", charset=\"UTF-8\"\r\n")
        << u"NEGOTIATE, basic"_s;
    QTest::newRow("nothing") << QByteArray() << QString();
}

void TestHttpTransport::RP_15_neverAWeakerScheme()
{
    QFETCH(QByteArray, offers);
    QFETCH(QString, words);
    Relay relay([&](int, const QByteArray &) { return Relay::Act{httpReply(401, "", offers)}; });
    HttpTransport nobody({.url = urlOf(u"http"_s, relay.port())}, *m_clock);
    QCOMPARE(sent(nobody, change())->failure().cause, Cause::SignIn);
    QCOMPARE(relay.requests(), 1);
    QVERIFY(!relay.heads().value(0).contains("Authorization"));
    HttpTransport bar(
        {.url = urlOf(u"http"_s, relay.port()), .credentials = {u"bar"_s, Secret("pw")}}, *m_clock);
    QCOMPARE(sent(bar, change())->failure().cause, Cause::SignIn);
    QCOMPARE(relay.requests(), 2);
    // A stronger scheme that can't go on does not become Basic.
    HttpTransport strong({.url = urlOf(u"http"_s, relay.port()),
                          .credentials = {u"bar"_s, Secret("pw")},
                          .scheme = &Insatiable::insatiable()},
                         *m_clock);
    const auto refused = sent(strong, change());
    QCOMPARE(refused->failure().cause, words.isEmpty() ? Cause::SignIn : Cause::SchemeNotOffered);
    QCOMPARE(refused->failure().serverText, words);
    QCOMPARE(relay.requests(), 3);
    for (const QByteArray &head : relay.heads().mid(2))
        QVERIFY(!head.contains("Basic"));
}

void TestHttpTransport::RP_15_atMostEightRounds()
{
    Relay relay([&](int, const QByteArray &) {
        return Relay::Act{httpReply(401, "", "WWW-Authenticate: Insatiable more\r\n")};
    });
    HttpTransport transport({.url = urlOf(u"http"_s, relay.port()),
                             .credentials = {u"bar"_s, Secret("pw")},
                             .scheme = &Insatiable::insatiable()},
                            *m_clock);
    QCOMPARE(sent(transport, change())->failure().cause, Cause::SignIn);
    QCOMPARE(relay.requests(), 8);
    for (const QByteArray &head : relay.heads())
        QVERIFY(head.contains("Content-Length: 0\r\n"));
    QCOMPARE(relay.connections(), 1);
}

void TestHttpTransport::RP_15_basicIsNotSentInClear()
{
    HttpTransport transport(
        {.url = urlOf(u"http"_s, 5985, u"192.0.2.1"_s), .credentials = {u"bar"_s, Secret("pw")}},
        *m_clock);
    const auto result = sent(transport, identify());
    QVERIFY(result);
    QCOMPARE(result->failure().cause, Cause::NotSupported);
    QCOMPARE(result->failure().stage, Failure::Stage::SignIn);
    QCOMPARE(m_clock->pending(), 0); // not even a connect was begun
}

void TestHttpTransport::whatBasicCanNotCarryIsNotSent_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("parameter");
    QTest::newRow("colon in the user") << u"a:b"_s << QByteArray("pw") << u"user"_s;
    QTest::newRow("line break in the user") << u"a\r\nb"_s << QByteArray("pw") << u"user"_s;
    QTest::newRow("NUL in the password") << u"bar"_s << QByteArray("p\0w", 3) << u"password"_s;
}

void TestHttpTransport::whatBasicCanNotCarryIsNotSent()
{
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    Relay relay([&](int, const QByteArray &) { return Relay::Act{httpReply(200, "")}; });
    HttpTransport transport(
        {.url = urlOf(u"http"_s, relay.port()), .credentials = {user, Secret(password)}}, *m_clock);
    const auto result = sent(transport, change());
    QVERIFY(result);
    QCOMPARE(result->failure().cause, Cause::InvalidValue);
    QTEST(result->failure().parameter, "parameter");
    QCOMPARE(relay.requests(), 0);
}

void TestHttpTransport::anUnknownCertificateGetsNoByte()
{
    int answered = 0;
    Listener listener(
        {.tls = m_tls},
        [&](const Envelope &request, const Caller &) {
            ++answered;
            return readyAnswer<Envelope>(
                Envelope{.body = Wsman::IdentifyReply(), .relatesTo = request.messageId});
        },
        m_users, *m_clock);
    QVERIFY(listener.listen().ok());
    const auto relay = Relay::to(listener.port());
    const HttpTarget target{.url = urlOf(u"https"_s, relay->port()),
                            .credentials = {u"bar"_s, Secret("right")}};
    HttpTransport transport(target, *m_clock);
    const auto result = sent(transport, change());
    QVERIFY(result);
    const Failure failure = result->failure();
    QCOMPARE(failure.cause, Cause::Certificate);
    QCOMPARE(failure.stage, Failure::Stage::Encryption);
    const QByteArray fingerprint = m_tls.localCertificate().digest(QCryptographicHash::Sha256);
    const auto shown = offeredCertificate(failure);
    QVERIFY(shown);
    QCOMPARE(shown->fingerprint(), fingerprint);
    QCOMPARE(shown->chain.first().subject, u"localhost"_s);
    QVERIFY(eventually([&] { return relay->open() == 0; }));
    // A hello and an alert; a request would not fit into what was sent, and none was answered.
    QVERIFY2(relay->bytesRead() < 1000, qPrintable(QString::number(relay->bytesRead())));
    QCOMPARE(answered, 0);
}

std::unique_ptr<Listener> TestHttpTransport::identifying() const
{
    return std::make_unique<Listener>(
        ListenOptions{.tls = m_tls},
        [](const Envelope &request, const Caller &) {
            return readyAnswer<Envelope>(
                Envelope{.body = Wsman::IdentifyReply{u"1"_s, u"x"_s, u"y"_s},
                         .relatesTo = request.messageId});
        },
        m_users, *m_clock);
}

void TestHttpTransport::aPinnedCertificateIsTrustedAndNoOther()
{
    const auto listener = identifying();
    QVERIFY(listener->listen().ok());
    HttpTarget target{.url = urlOf(u"https"_s, listener->port()),
                      .credentials = {u"bar"_s, Secret("right")}};
    target.pin = m_tls.localCertificate().digest(QCryptographicHash::Sha256);
    HttpTransport pinned(target, *m_clock);
    const auto result = sent(pinned, identify());
    QVERIFY(result);
    QVERIFY(result->ok());

    target.pin[0] = char(target.pin[0] ^ 1);
    target.authorities = {m_tls.localCertificate()}; // a pin counts more than a chain
    HttpTransport other(target, *m_clock);
    QCOMPARE(sent(other, identify())->failure().cause, Cause::CertificateChanged);
}

void TestHttpTransport::anAuthorityOfOnesOwnIsTrusted()
{
    const auto listener = identifying();
    QVERIFY(listener->listen().ok());
    HttpTransport transport({.url = urlOf(u"https"_s, listener->port()),
                             .credentials = {u"bar"_s, Secret("right")},
                             .authorities = {m_tls.localCertificate()}},
                            *m_clock);
    const auto result = sent(transport, identify());
    QVERIFY(result);
    QVERIFY2(result->ok(), result->ok() ? "" : qPrintable(result->failure().serverText));
}

void TestHttpTransport::atMostFourConnections()
{
    Relay relay([&](int, const QByteArray &) { return Relay::Act{.silent = true}; });
    HttpTransport transport({.url = urlOf(u"http"_s, relay.port())}, *m_clock);
    int answers = 0;
    for (int i = 0; i < 9; ++i)
        onDone(transport.send(identify(), this), &transport,
               [&](const Outcome<Envelope> &) { ++answers; });
    QVERIFY(eventually([&] { return relay.requests() == 4; }));
    QCOMPARE(relay.connections(), 4);
    for (const int requests : {8, 9}) {
        m_clock->advance(75s);
        QVERIFY(eventually([&] { return relay.requests() == requests; }));
        QVERIFY(relay.open() <= 4 || eventually([&] { return relay.open() <= 4; }));
    }
    QCOMPARE(answers, 8);
}

void TestHttpTransport::whoGoesIsNotCalledAndFreesHisPlace()
{
    Relay relay([&](int, const QByteArray &) { return Relay::Act{.silent = true}; });
    HttpTransport transport({.url = urlOf(u"http"_s, relay.port())}, *m_clock);
    auto owner = std::make_unique<QObject>();
    bool called = false;
    const Answer<Envelope> answer = transport.send(change(), owner.get());
    onDone(answer, owner.get(), [&](const Outcome<Envelope> &) { called = true; });
    std::optional<Outcome<Envelope>> downstream;
    onDone(answer, this, [&](const Outcome<Envelope> &outcome) { downstream = outcome; });
    QVERIFY(eventually([&] { return relay.requests() == 1; }));
    owner.reset();
    QVERIFY(eventually([&] { return relay.open() == 0 && downstream.has_value(); }));
    QCOMPARE(downstream->failure().cause, Cause::Cancelled);
    QVERIFY(!called);
    QCOMPARE(m_clock->pending(), 0);
    // One that still waits in line leaves it.
    std::vector<std::unique_ptr<QObject>> owners;
    for (int i = 0; i < 5; ++i) {
        owners.push_back(std::make_unique<QObject>());
        (void)transport.send(identify(), owners.back().get());
    }
    QVERIFY(eventually([&] { return relay.requests() == 5; }));
    owners.clear();
    QVERIFY(eventually([&] { return relay.open() == 0; }));
    QCOMPARE(relay.requests(), 5);
}

void TestHttpTransport::aDeadTransportCancels()
{
    Relay relay([&](int, const QByteArray &) { return Relay::Act{.silent = true}; });
    auto transport = std::make_unique<HttpTransport>(
        HttpTarget{.url = urlOf(u"http"_s, relay.port())}, *m_clock);
    std::optional<Outcome<Envelope>> result;
    onDone(transport->send(identify(), this), this,
           [&](const Outcome<Envelope> &outcome) { result = outcome; });
    QVERIFY(eventually([&] { return relay.requests() == 1; }));
    transport.reset();
    QVERIFY(eventually([&] { return result.has_value() && relay.open() == 0; }));
    QCOMPARE(result->failure().cause, Cause::Cancelled);
}

QTEST_GUILESS_MAIN(TestHttpTransport)
#include "tst_httptransport.moc"
