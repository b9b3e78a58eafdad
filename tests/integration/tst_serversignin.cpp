// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The serving half of a sign-in, one rule after another: what a connection may say in which state,
// and client certificates.

#include "services/wsman/auth/gsscredential.h"
#include "services/wsman/auth/sealedmessage.h"
#include "services/wsman/listener.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/kdc.h"
#include "tests/support/manualclock.h"
#include "tests/support/pemfiles.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;

namespace {

constexpr int patience = 20'000; // ms, only ever reached by a failing test
constexpr const char *protocol = "application/HTTP-SPNEGO-session-encrypted";

Envelope question()
{
    return {.body = Wsman::Identify(), .messageId = newMessageId()};
}

// A client that says exactly what it is told, over one connection.
class Client
{
public:
    Client(quint16 port, Clock &clock) : m_connection({u"localhost"_s, port}, clock), m_port(port)
    {
        QObject::connect(&m_connection, &HttpConnection::finished, &m_connection,
                         [this](const HttpResult &result) { m_result = result; });
    }

    // Status 0: the connection was closed.
    HttpReply post(const HttpHeaders &headers, const QByteArray &body = {},
                   const QByteArray &type = "application/soap+xml;charset=UTF-8")
    {
        m_result.reset();
        HttpRequest request = plain(body, type);
        request.headers << headers;
        m_connection.exchange(request, {});
        (void)QTest::qWaitFor([this] { return m_result.has_value(); }, patience);
        return m_result && m_result->reply.ok() ? *m_result->reply : HttpReply();
    }

    // A sealed envelope of the context.
    HttpReply postSealed(const QByteArray &body, bool tab, const HttpHeaders &headers = {})
    {
        const auto sealed = sealedMessage(context, protocol, tab,
                                          plain(body, "application/soap+xml;charset=UTF-8"));
        return post(headers, sealed->body, headerValues(sealed->headers, "Content-Type").value(0));
    }

    // Raw NTLM, whose client is ready once it has answered the challenge.
    QByteArray token(const QByteArray &challenge = {})
    {
        if (challenge.isEmpty()) {
            context.reset();
            auto made = Gss::attempt({u"WONDER\\alice"_s, Secret("wonder land")},
                                     {.host = u"localhost"_s}, Gss::Mech::Ntlm, Gss::Mech::Ntlm);
            m_attempt = std::move(made).value();
        }
        return "Negotiate "
            + context
                  .initiate(m_attempt.credential, m_attempt.target, Gss::Mech::Ntlm,
                            QByteArray::fromBase64(challenge), {})
                  .token.toBase64();
    }

    Gss::Context context;

private:
    HttpRequest plain(const QByteArray &body, const QByteArray &type) const
    {
        return {.target = "/wsman",
                .headers = {{"Host", "localhost:" + QByteArray::number(m_port)},
                            {"Content-Type", type}},
                .body = body};
    }

    HttpConnection m_connection;
    quint16 m_port;
    std::optional<HttpResult> m_result;
    Gss::Attempt m_attempt;
};

QByteArray challengeIn(const HttpReply &reply)
{
    return headerValues(reply.headers, "WWW-Authenticate").value(0).mid(10);
}

} // namespace

class TestServerSignIn : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { m_calls = 0; }

    void AUTH_aStrangerIsToldEachScheme_data();
    void AUTH_aStrangerIsToldEachScheme();
    void AUTH_aLegIsAnsweredWithItsSchemeAlone();
    void AUTH_bodiesOfUnfinishedHandshakesAreDropped();
    void AUTH_theLastTokenMayBringASealedBody();
    void AUTH_aReadableBodyIsRefusedWithAnEmpty500();
    void AUTH_aReadableBodyIsTakenWhereThatIsAllowed();
    void AUTH_aTokenOnAReadyConnectionBeginsAnew();
    void AUTH_theTabOfTheRequestComesBack_data();
    void AUTH_theTabOfTheRequestComesBack();
    void AUTH_whatDoesNotUnsealEndsTheConnection_data();
    void AUTH_whatDoesNotUnsealEndsTheConnection();
    void AUTH_brokenTokensAreRefused_data();
    void AUTH_brokenTokensAreRefused();
    void DSP0226_11_whoHasSignedInIsToldTheProfiles();
    void DSP0226_6_2_theLargestEnvelopeIsReadHoweverItComes();
    void AUTH_clientCertificates_data();
    void AUTH_clientCertificates();

private:
    std::unique_ptr<Listener> listener(const ListenOptions &options = {});
    QByteArray identify() const { return writeEnvelope(question()); }
    // A client who has signed in.
    std::unique_ptr<Client> readyClient(quint16 port);

    QTemporaryDir m_folder;
    ManualClock m_clock;
    std::shared_ptr<UserFile> m_users;
    int m_calls = 0;
};

void TestServerSignIn::initTestCase()
{
    if (!hasNtlm())
        QSKIP("gss-ntlmssp is not installed");
    m_users = std::make_shared<UserFile>(m_folder.filePath(u"users.json"_s));
    QVERIFY(m_users->addExternal({u"WONDER\\alice"_s, AccessRole::Manage}).ok());
    QVERIFY(m_users->addExternal({u"gryphon"_s, AccessRole::Read}).ok());
    QVERIFY(m_users->addExternal({u"turtle@localhost"_s, AccessRole::Read}).ok());
    QVERIFY(m_users->addExternal({u"mock@localhost"_s, AccessRole::Read}).ok());
    QVERIFY(m_users->addExternal({u"mock"_s, AccessRole::Manage}).ok());
    QVERIFY(m_users->add({u"bar"_s, AccessRole::Manage}, Secret("right")).ok());
    QVERIFY(writeNtlmUsers(m_folder.filePath(u"ntlm"_s), {{u"WONDER\\alice"_s, "wonder land"}}));
}

std::unique_ptr<Listener> TestServerSignIn::listener(const ListenOptions &options)
{
    ListenOptions all = options;
    all.ntlmUsers = m_folder.filePath(u"ntlm"_s);
    auto made = std::make_unique<Listener>(
        all,
        [this](const Envelope &request, const Caller &caller) {
            ++m_calls;
            return readyAnswer<Envelope>(
                replyTo(request, Wsman::IdentifyReply{u"1"_s, caller.user, u"1"_s}));
        },
        m_users, m_clock);
    if (!made->listen())
        qFatal("no port");
    return made;
}

std::unique_ptr<Client> TestServerSignIn::readyClient(quint16 port)
{
    auto client = std::make_unique<Client>(port, m_clock);
    const HttpReply challenge = client->post({{"Authorization", client->token()}});
    const HttpReply done = client->post({{"Authorization", client->token(challengeIn(challenge))}});
    if (done.status != 200 || !done.body.isEmpty())
        qWarning("not signed in: %d", done.status);
    return client;
}

void TestServerSignIn::AUTH_aStrangerIsToldEachScheme_data()
{
    QTest::addColumn<bool>("keytab");
    QTest::addColumn<QList<QByteArray>>("schemes");
    const QByteArray basic = "Basic realm=\"Cistern\", charset=\"UTF-8\"";
    QTest::newRow("NTLM users") << false << QList<QByteArray>{"Negotiate", "NTLM", basic};
    QTest::newRow("and a keytab") << true
                                  << QList<QByteArray>{"Kerberos", "Negotiate", "NTLM", basic};
}

void TestServerSignIn::AUTH_aStrangerIsToldEachScheme()
{
    QFETCH(bool, keytab);
    const auto served = listener({.keytab = keytab ? u"/dev/null"_s : QString()});
    Client client(served->port(), m_clock);
    for (const HttpHeaders &headers :
         {HttpHeaders(), HttpHeaders{{"Authorization", "Digest x"}},
          HttpHeaders{{"Authorization", "Negotiate"}}, HttpHeaders{{"Authorization", ""}}}) {
        const HttpReply reply = client.post(headers, identify());
        QCOMPARE(reply.status, 401);
        QTEST(headerValues(reply.headers, "WWW-Authenticate"), "schemes");
        QVERIFY(reply.body.isEmpty());
    }
    QCOMPARE(m_calls, 0);
}

void TestServerSignIn::AUTH_aLegIsAnsweredWithItsSchemeAlone()
{
    const auto served = listener();
    Client client(served->port(), m_clock);
    const HttpReply reply = client.post({{"Authorization", client.token()}});
    QCOMPARE(reply.status, 401);
    QCOMPARE(headerValues(reply.headers, "WWW-Authenticate").size(), 1);
    QVERIFY(QByteArray::fromBase64(challengeIn(reply)).startsWith("NTLMSSP"));
}

void TestServerSignIn::AUTH_bodiesOfUnfinishedHandshakesAreDropped()
{
    const auto served = listener();
    Client client(served->port(), m_clock);
    const HttpReply reply = client.post({{"Authorization", client.token()}}, identify());
    QCOMPARE(reply.status, 401);
    QVERIFY(!challengeIn(reply).isEmpty());
    QCOMPARE(client.post({}, identify()).status, 401); // half signed in is not signed in
    QCOMPARE(m_calls, 0);
}

void TestServerSignIn::AUTH_theLastTokenMayBringASealedBody()
{
    const auto served = listener();
    Client client(served->port(), m_clock);
    const HttpReply challenge = client.post({{"Authorization", client.token()}});
    const QByteArray last = client.token(challengeIn(challenge));
    const HttpReply reply = client.postSealed(identify(), true, {{"Authorization", last}});
    QCOMPARE(reply.status, 200);
    const auto readable = unsealedMessage(client.context, reply);
    QVERIFY(readable.ok());
    QVERIFY(readable->body.contains("WONDER\\alice"));
    QCOMPARE(client.postSealed(identify(), true).status, 200);
    QCOMPARE(m_calls, 2);
}

void TestServerSignIn::AUTH_aReadableBodyIsRefusedWithAnEmpty500()
{
    const auto served = listener();
    const auto client = readyClient(served->port());
    const HttpReply reply = client->post({}, identify());
    QCOMPARE(reply.status, 500);
    QVERIFY(reply.body.isEmpty());
    QCOMPARE(m_calls, 0);
}

void TestServerSignIn::AUTH_aReadableBodyIsTakenWhereThatIsAllowed()
{
    const auto served = listener({.sealing = false});
    const auto client = readyClient(served->port());
    const HttpReply reply = client->post({}, identify());
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.body.contains("WONDER\\alice"));
    QCOMPARE(client->postSealed(identify(), false).status, 200); // a sealed one all the same
}

void TestServerSignIn::AUTH_aTokenOnAReadyConnectionBeginsAnew()
{
    const auto served = listener();
    const auto client = readyClient(served->port());
    QCOMPARE(client->postSealed(identify(), false).status, 200);
    const HttpReply again = client->post({{"Authorization", client->token()}});
    QCOMPARE(again.status, 401);
    QVERIFY(!challengeIn(again).isEmpty());
    const HttpReply ready = client->post({{"Authorization", client->token(challengeIn(again))}});
    QCOMPARE(ready.status, 200);
    QCOMPARE(client->postSealed(identify(), false).status, 200);
    // Begun, but not finished: what was before is gone.
    (void)client->post({{"Authorization", client->token()}});
    QCOMPARE(client->post({}, identify()).status, 401);
    QCOMPARE(m_calls, 2);
}

void TestServerSignIn::AUTH_theTabOfTheRequestComesBack_data()
{
    QTest::addColumn<bool>("tab");
    QTest::newRow("Windows") << true;
    QTest::newRow("OMI") << false;
}

void TestServerSignIn::AUTH_theTabOfTheRequestComesBack()
{
    QFETCH(bool, tab);
    const auto served = listener();
    const auto client = readyClient(served->port());
    const HttpReply reply = client->postSealed(identify(), tab);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body.contains("\n\tContent-Type: "), tab);
    QVERIFY(reply.body.endsWith("--Encrypted Boundary--\r\n"));
}

void TestServerSignIn::AUTH_whatDoesNotUnsealEndsTheConnection_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const SealedPart &part) {
        const SealedBody body{.protocol = protocol, .type = soapMediaType, .parts = {part}};
        QTest::newRow(name) << toBytes(body);
    };
    row("a forged signature", {QByteArray(16, 'x'), "forged", 6});
    row("no signature", {{}, "forged", 6});
    row("nothing", {{}, {}, 0});
    QTest::newRow("no parts") << QByteArray("hello");
    QTest::newRow("empty") << QByteArray();
}

void TestServerSignIn::AUTH_whatDoesNotUnsealEndsTheConnection()
{
    QFETCH(QByteArray, body);
    const auto served = listener();
    const auto client = readyClient(served->port());
    const HttpReply reply = client->post({}, body,
                                         "multipart/encrypted;protocol=\"" + QByteArray(protocol)
                                             + "\";boundary=\"Encrypted Boundary\"");
    QCOMPARE(reply.status, 400);
    QCOMPARE(headerValues(reply.headers, "Connection").value(0), QByteArray("close"));
    QCOMPARE(m_calls, 0);
}

void TestServerSignIn::AUTH_brokenTokensAreRefused_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("no base64") << QByteArray("Negotiate !!!");
    QTest::newRow("nothing known") << "Negotiate " + QByteArray("hello").toBase64();
    QTest::newRow("half of NTLM") << "Negotiate " + QByteArray("NTLMSSP\0\1", 9).toBase64();
    QTest::newRow("an answer without a challenge") << "Negotiate "
            + QByteArray("NTLMSSP\0\3\0\0\0", 12).append(QByteArray(60, '\0')).toBase64();
    QTest::newRow("SPNEGO of nothing") << "Negotiate "
            + QByteArray::fromHex("601c06062b0601050502a0123010a00e300c060a2b06010401823702020a")
                  .toBase64();
    QTest::newRow("Kerberos where there is none")
        << "Negotiate " + QByteArray::fromHex("600d06092a864886f712010202010041").toBase64();
    QTest::newRow("very long") << "Negotiate " + QByteArray(60'000, 'A');
}

void TestServerSignIn::AUTH_brokenTokensAreRefused()
{
    QFETCH(QByteArray, value);
    const auto served = listener();
    Client client(served->port(), m_clock);
    HttpReply reply = client.post({{"Authorization", value}}, identify());
    if (reply.status == 401 && !challengeIn(reply).isEmpty())
        reply = client.post({{"Authorization", value}}, identify()); // never further than this
    QCOMPARE(reply.status, 401);
    QCOMPARE(m_calls, 0);
    // And nobody else is worse off.
    QCOMPARE(readyClient(served->port())->postSealed(identify(), false).status, 200);
}

// Those that the listener really lets one sign in with, and the others not.
void TestServerSignIn::DSP0226_11_whoHasSignedInIsToldTheProfiles()
{
    const QByteArray basic = "Basic " + QByteArray("bar:right").toBase64();
    const QByteArray profile = ":SecurityProfileName>http://schemas.dmtf.org/wbem/wsman/1/wsman/"
                               "secprofile/";
    const auto served = listener({.anonymousIdentify = true});
    Client client(served->port(), m_clock);
    const HttpReply known = client.post({{"Authorization", basic}}, identify());
    QCOMPARE(known.status, 200);
    QCOMPARE(known.body.count(profile), 2);
    QVERIFY(known.body.contains(profile + "http/basic<"));
    QVERIFY(known.body.contains(profile + "http/spnego-kerberos<"));
    const HttpReply unknown = client.post({{"WSMANIDENTIFY", "unauthenticated"}}, identify());
    QCOMPARE(unknown.status, 200);
    QVERIFY(!unknown.body.contains("SecurityProfile"));
}

// A sealed body is larger than its envelope; the limit is that of the envelope.
void TestServerSignIn::DSP0226_6_2_theLargestEnvelopeIsReadHoweverItComes()
{
    const auto served = listener();
    const QByteArray basic = "Basic " + QByteArray("bar:right").toBase64();
    for (const bool fits : {true, false}) {
        const QByteArray body = identify().leftJustified(Wsman::defaultEnvelopeSize
                                                         + (fits ? 0 : 1));
        const auto sealing = readyClient(served->port());
        QCOMPARE(sealing->postSealed(body, false).status, fits ? 200 : 413);
        Client client(served->port(), m_clock);
        QCOMPARE(client.post({{"Authorization", basic}}, body).status, fits ? 200 : 413);
    }
    QCOMPARE(m_calls, 2);
}

void TestServerSignIn::AUTH_clientCertificates_data()
{
    QTest::addColumn<QString>("name"); // the subject's; empty: no certificate is shown
    QTest::addColumn<QStringList>("principals");
    QTest::addColumn<bool>("ours"); // an authority of the listener signed it
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("who"); // empty: refused
    const auto row = [](const char *title, const QString &name, const QStringList &principals,
                        bool ours, const QString &who) {
        QTest::newRow(title) << name << principals << ours << u"Certificate"_s << who;
    };
    const QStringList turtle{u"turtle@localhost"_s};
    row("by its subject", u"gryphon"_s, {}, true, u"gryphon"_s);
    row("by its principal name", u"turtle"_s, turtle, true, turtle.first());
    row("not by the subject beside a principal name", u"mock"_s, {u"mock@localhost"_s}, true,
        u"mock@localhost"_s);
    row("not listed", u"nobody"_s, {}, true, {});
    row("a principal name that is not listed", u"gryphon"_s, {u"mallory@localhost"_s}, true, {});
    row("an empty principal name", u"gryphon"_s, {QString()}, true, {});
    row("two principal names", u"gryphon"_s, {turtle.first(), u"mock@localhost"_s}, true, {});
    row("a principal name in other letters", u"gryphon"_s, {u"Turtle@localhost"_s}, true, {});
    row("of one with a password", u"bar"_s, {}, true, {});
    row("of another authority", u"gryphon"_s, {}, false, {});
    row("of another authority, principal name", u"turtle"_s, turtle, false, {});
    QTest::newRow("Basic beside it")
        << QString() << QStringList() << true << u"Basic"_s << u"bar"_s;
}

void TestServerSignIn::AUTH_clientCertificates()
{
    QFETCH(QString, name);
    QFETCH(QStringList, principals);
    QFETCH(bool, ours);
    QFETCH(QString, scheme);
    QFETCH(QString, who);
    PemFiles pem, other;
    QVERIFY(pem.isReady() && other.isReady());
    const auto keyIn = [](const QString &path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return QSslKey();
        const QByteArray bytes = file.readAll();
        const QSslKey ec(bytes, QSsl::Ec);
        return ec.isNull() ? QSslKey(bytes, QSsl::Rsa) : ec;
    };
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(QSslCertificate::fromPath(pem.certificate()));
    tls.setPrivateKey(keyIn(pem.key()));
    const QList<QSslCertificate> authority = QSslCertificate::fromPath(pem.authority());
    const auto served = listener({.tls = tls, .clientAuthorities = authority});
    HttpTarget target{.url = QUrl(u"https://localhost:%1/wsman"_s.arg(served->port())),
                      .authorities = authority,
                      .scheme = findScheme(scheme.toLatin1())};
    if (name.isEmpty()) {
        target.credentials = {u"bar"_s, Secret("right")};
    } else {
        PemFiles &signer = ours ? pem : other;
        QVERIFY(signer.addClient(name, principals));
        target.credentials.clientCertificate = QSslCertificate::fromPath(
            signer.clientCertificate(name));
        target.credentials.clientKey = keyIn(signer.clientKey(name));
    }
    HttpTransport transport(target, m_clock);
    for (int i = 0; i < 2; ++i) {
        std::optional<Outcome<Envelope>> result;
        onDone(transport.send(question(), this), this,
               [&](const Outcome<Envelope> &outcome) { result = outcome; });
        QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }, patience));
        QCOMPARE(result->ok(), !who.isEmpty());
        if (result->ok())
            QCOMPARE(std::get<Wsman::IdentifyReply>((*result)->body).productVendor, who);
        else
            QCOMPARE(result->failure().cause, Cause::SignIn);
    }
}

QTEST_GUILESS_MAIN(TestServerSignIn)
#include "tst_serversignin.moc"
