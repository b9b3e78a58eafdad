// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Signing in through GSSAPI, from one end to the other: what is on the wire, what is not, and what
// comes back when it fails.

#include "services/wsman/faults.h"
#include "services/wsman/listener.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/certificates.h"
#include "tests/support/kdc.h"
#include "tests/support/manualclock.h"
#include "tests/support/relay.h"

#include <QDir>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Cause = Failure::Cause;

namespace {

constexpr int patience = 20'000; // ms, only ever reached by a failing test
const QByteArray canary = "wonder land";

template<class Condition>
bool eventually(Condition done)
{
    return QTest::qWaitFor(done, patience);
}

Envelope question()
{
    return {.body = Wsman::Identify(), .messageId = newMessageId()};
}

Envelope change()
{
    const CimPath thing(u"root/cimv2"_s, u"CIM_Thing"_s, {{u"Name"_s, CimValue::string(u"one"_s)}});
    return {.body = Wsman::Delete(), .target = thing, .messageId = newMessageId()};
}

QByteArray wordsOf(const std::optional<Outcome<Envelope>> &result)
{
    if (!result || result->ok())
        return {};
    const Failure &failure = result->failure();
    return QByteArray::number(int(failure.cause)) + ' ' + failure.serverText.toUtf8();
}

// Ends TLS with a certificate of its own and begins it anew behind itself.
class Front final : public QTcpServer
{
public:
    Front(const QSslConfiguration &tls, quint16 target) : m_tls(tls), m_target(target)
    {
        listen(QHostAddress::LocalHost);
    }

private:
    void incomingConnection(qintptr descriptor) override
    {
        auto *client = new QSslSocket(this);
        auto *server = new QSslSocket(client);
        client->setSocketDescriptor(descriptor);
        client->setSslConfiguration(m_tls);
        server->setPeerVerifyMode(QSslSocket::VerifyNone);
        connect(client, &QIODevice::readyRead, server,
                [client, server] { server->write(client->readAll()); });
        connect(server, &QIODevice::readyRead, client,
                [client, server] { client->write(server->readAll()); });
        server->connectToHostEncrypted(u"127.0.0.1"_s, m_target);
        client->startServerEncryption();
    }

    QSslConfiguration m_tls;
    quint16 m_target;
};

} // namespace

class TestNegotiate : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void AUTH_signsInAndSeals_data() { signIns(); }
    void AUTH_signsInAndSeals();
    void AUTH_manyMessagesOnOneContext_data() { signIns(); }
    void AUTH_manyMessagesOnOneContext();
    void AUTH_lanesHaveContextsOfTheirOwn_data() { signIns(); }
    void AUTH_lanesHaveContextsOfTheirOwn();
    void AUTH_aNewConnectionSignsInAnew_data() { signIns(); }
    void AUTH_aNewConnectionSignsInAnew();
    void AUTH_aServerThatIsAwayMidwayIsNoWrongPassword_data() { signIns(); }
    void AUTH_aServerThatIsAwayMidwayIsNoWrongPassword();
    void AUTH_aForgottenContextIsMadeAnew_data() { signIns(); }
    void AUTH_aForgottenContextIsMadeAnew();
    void AUTH_aChangeIsSealedOnceAndSentOnce_data() { signIns(); }
    void AUTH_aChangeIsSealedOnceAndSentOnce();
    void AUTH_faultsComeSealed_data() { signIns(); }
    void AUTH_faultsComeSealed();
    void AUTH_overTlsBodiesAreNotSealed_data() { signIns(); }
    void AUTH_overTlsBodiesAreNotSealed();
    void AUTH_theChannelIsBound_data();
    void AUTH_theChannelIsBound();
    void AUTH_causes_data();
    void AUTH_causes();
    void AUTH_neverAWeakerScheme_data();
    void AUTH_neverAWeakerScheme();
    void AUTH_nothingIsLeftBehind();
    void AUTH_ticketsOfTheCache();
    void AUTH_noTicket();
    void AUTH_theServiceOfTheSystem();
    void AUTH_clearRepliesAreNotBelieved();
    void figures();

private:
    static void signIns();
    // A listener with all that is there, and a transport to it through a relay.
    void serve(const ListenOptions &options = {});
    HttpTarget target(const QString &url = u"http"_s) const;
    void open(const HttpTarget &target)
    {
        m_transport = std::make_unique<HttpTransport>(target, m_clock);
    }
    std::optional<Outcome<Envelope>> sent(const Envelope &request);
    Cause causeOf(const std::optional<Outcome<Envelope>> &outcome) const;
    bool needsKdc(const QString &scheme, const QString &user) const;

    QTemporaryDir m_folder;
    std::unique_ptr<Kdc> m_kdc;
    QSslConfiguration m_tls;
    std::shared_ptr<UserFile> m_users;
    ManualClock m_clock;
    Responder m_responder;
    QList<Caller> m_callers;
    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<Relay> m_relay;
    std::unique_ptr<HttpTransport> m_transport;
};

void TestNegotiate::initTestCase()
{
    if (!hasNtlm())
        QSKIP("gss-ntlmssp is not installed");
    if (const QString program = Kdc::missing(); !program.isEmpty())
        QSKIP(qPrintable(program + u" is not installed"_s));
    m_kdc = std::make_unique<Kdc>();
    QVERIFY2(m_kdc->isReady(), m_kdc->problem());
    QVERIFY(m_kdc->addUser(u"alice"_s, canary));
    QVERIFY(m_kdc->addUser(u"stranger"_s, canary));
    QVERIFY(m_kdc->addUser(u"gone"_s, canary, {u"-expire"_s, u"yesterday"_s}));
    QVERIFY(m_kdc->addUser(u"locked"_s, canary, {u"-allow_tix"_s}));
    m_kdc->enter();
    m_users = std::make_shared<UserFile>(m_folder.filePath(u"users.json"_s));
    QVERIFY(m_users->addExternal({Kdc::principal(u"alice"_s), AccessRole::Manage}).ok());
    QVERIFY(m_users->addExternal({u"WONDER\\alice"_s, AccessRole::Read}).ok());
    QVERIFY(writeNtlmUsers(m_folder.filePath(u"ntlm"_s),
                           {{u"WONDER\\alice"_s, canary}, {u"WONDER\\stranger"_s, canary}}));
    m_tls = selfSigned();
}

void TestNegotiate::init()
{
    m_callers.clear();
    m_responder = [this](const Envelope &request, const Caller &) {
        if (std::holds_alternative<Wsman::Delete>(request.body))
            return readyAnswer<Envelope>(replyTo(request, Wsman::DoneReply()));
        return readyAnswer<Envelope>(replyTo(
            request,
            Wsman::IdentifyReply{u"1"_s, u"Hatter & "_s + QString::number(m_callers.size()), {}}));
    };
}

void TestNegotiate::cleanup()
{
    m_transport.reset();
    m_relay.reset();
    m_listener.reset();
}

void TestNegotiate::signIns()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("user");
    QTest::addColumn<Caller>("caller");
    QTest::newRow("Negotiate, NTLM")
        << u"Negotiate"_s << u"WONDER\\alice"_s << Caller{u"WONDER\\alice"_s, AccessRole::Read};
    const QString alice = Kdc::principal(u"alice"_s);
    QTest::newRow("Negotiate, Kerberos")
        << u"Negotiate"_s << alice << Caller{alice, AccessRole::Manage};
    QTest::newRow("Kerberos") << u"Kerberos"_s << alice << Caller{alice, AccessRole::Manage};
}

void TestNegotiate::serve(const ListenOptions &options)
{
    ListenOptions all = options;
    all.keytab = m_kdc->keytab();
    all.ntlmUsers = m_folder.filePath(u"ntlm"_s);
    m_listener = std::make_unique<Listener>(
        all,
        [this](const Envelope &request, const Caller &caller) {
            m_callers << caller;
            return m_responder(request, caller);
        },
        m_users, m_clock);
    QVERIFY(m_listener->listen().ok());
    m_relay = Relay::to(m_listener->port());
}

HttpTarget TestNegotiate::target(const QString &scheme) const
{
    const auto value = [](const char *name) {
        const void *data = QTest::qData(name, qMetaTypeId<QString>());
        return *static_cast<const QString *>(data);
    };
    HttpTarget target{.url = QUrl(u"%1://localhost:%2/wsman"_s.arg(scheme).arg(m_relay->port()))};
    target.credentials = {value("user"), Secret(canary)};
    target.scheme = findScheme(value("scheme").toLatin1());
    target.authorities = {m_tls.localCertificate()};
    return target;
}

std::optional<Outcome<Envelope>> TestNegotiate::sent(const Envelope &request)
{
    std::optional<Outcome<Envelope>> result;
    QObject owner;
    onDone(m_transport->send(request, &owner), &owner,
           [&](const Outcome<Envelope> &outcome) { result = outcome; });
    (void)eventually([&] { return result.has_value(); });
    return result;
}

Cause TestNegotiate::causeOf(const std::optional<Outcome<Envelope>> &outcome) const
{
    return outcome && !outcome->ok() ? outcome->failure().cause : Cause::Cancelled;
}

void TestNegotiate::AUTH_signsInAndSeals()
{
    QFETCH(QString, scheme);
    QFETCH(Caller, caller);
    serve();
    open(target());
    const Envelope request = question();
    const auto result = sent(request);
    QVERIFY(result);
    QVERIFY2(result->ok(), wordsOf(result).constData());
    QCOMPARE(std::get<Wsman::IdentifyReply>((*result)->body).productVendor,
             u"Hatter & %1"_s.arg(m_callers.size()));
    QCOMPARE(m_callers, QList{caller});
    // Nothing of what was said can be read on the wire.
    const QByteArray wire = m_relay->seen();
    QVERIFY(wire.contains("multipart/encrypted;protocol=\"application/HTTP-"
                          + QByteArray(scheme == "Kerberos"_L1 ? "Kerberos" : "SPNEGO")
                          + "-session-encrypted\""));
    QVERIFY(wire.contains("Authorization: " + scheme.toLatin1() + ' '));
    for (const QByteArray &readable :
         {canary, QByteArray("Envelope"), QByteArray("Hatter"), QByteArray("Basic ")})
        QVERIFY2(!wire.contains(readable), readable.constData());
}

void TestNegotiate::AUTH_manyMessagesOnOneContext()
{
    serve();
    open(target());
    for (int i = 0; i < 20; ++i) {
        const auto result = sent(question());
        QVERIFY(result && result->ok());
        QCOMPARE(std::get<Wsman::IdentifyReply>((*result)->body).productVendor,
                 u"Hatter & %1"_s.arg(m_callers.size()));
    }
    QCOMPARE(m_relay->connections(), 1);
    QCOMPARE(m_callers.size(), 20);
}

void TestNegotiate::AUTH_lanesHaveContextsOfTheirOwn()
{
    serve();
    open(target());
    int right = 0;
    for (int i = 0; i < 24; ++i) {
        onDone(m_transport->send(question(), this), this,
               [&right](const Outcome<Envelope> &reply) { right += reply.ok() ? 1 : 0; });
    }
    QVERIFY(eventually([&] { return right == 24; }));
    QVERIFY(m_relay->connections() > 1 && m_relay->connections() <= 4);
}

void TestNegotiate::AUTH_aNewConnectionSignsInAnew()
{
    serve();
    open(target());
    QVERIFY(sent(question())->ok());
    m_clock.advance(HttpConnection::mostRest); // too old to be trusted
    QVERIFY(sent(question())->ok());
    QCOMPARE(m_relay->connections(), 2);
    // A reply that is cut is lost, and its context with it.
    m_relay->setCutReplyAfter(m_relay->passed() + 200);
    QCOMPARE(causeOf(sent(change())), Cause::OutcomeUnknown);
    QCOMPARE(m_callers.size(), 3);
    m_relay->setCutReplyAfter(-1);
    QVERIFY(sent(question())->ok());
    QCOMPARE(m_relay->connections(), 3);
}

void TestNegotiate::AUTH_aServerThatIsAwayMidwayIsNoWrongPassword()
{
    serve();
    open(target());
    const std::pair<int, Cause> answers[] = {
        {503, Cause::ServerFault}, {404, Cause::NotFound}, {500, Cause::ServerFault}};
    for (const auto &[status, cause] : answers) {
        m_relay->answerNext(httpReply(status, "", ""));
        const auto result = sent(change());
        QCOMPARE(causeOf(result), cause);
        QCOMPARE(result->failure().code, quint32(status));
        QVERIFY(result->failure().stage != Failure::Stage::SignIn);
    }
    QVERIFY(m_callers.isEmpty());
}

// A server that was started anew behind the same connection says 401 to a sealed request: a
// question is asked again. But a 401 is in clear, so whoever is in between could say it after the
// change was done.
void TestNegotiate::AUTH_aForgottenContextIsMadeAnew()
{
    serve();
    open(target());
    QVERIFY(sent(question())->ok());
    m_relay->answerNext(
        httpReply(401, "", "WWW-Authenticate: Negotiate\r\nWWW-Authenticate: Kerberos\r\n"));
    QVERIFY(sent(question())->ok());
    QCOMPARE(m_callers.size(), 2);
    QCOMPARE(m_relay->connections(), 2);
    m_relay->answerNext(
        httpReply(401, "", "WWW-Authenticate: Negotiate\r\nWWW-Authenticate: Kerberos\r\n"));
    QCOMPARE(causeOf(sent(change())), Cause::OutcomeUnknown);
    QCOMPARE(m_callers.size(), 2);
}

void TestNegotiate::AUTH_aChangeIsSealedOnceAndSentOnce()
{
    serve();
    m_responder = [](const Envelope &, const Caller &) { return Pledge<Envelope>().answer(); };
    open(target());
    QCOMPARE(causeOf(sent(change())), Cause::OutcomeUnknown);
    m_clock.advance(5min);
    QCOMPARE(m_callers.size(), 1);
    QCOMPARE(m_relay->seen().count("multipart/encrypted"), 1);
}

void TestNegotiate::AUTH_faultsComeSealed()
{
    const Wsman::Fault fault{
        .code = u"Sender"_s, .subcode = u"AccessDenied"_s, .reason = u"Off with <his> head"_s};
    m_responder = [&](const Envelope &request, const Caller &) {
        return readyAnswer<Envelope>(replyTo(request, fault));
    };
    serve();
    open(target());
    const auto result = sent(change());
    QVERIFY(result && result->ok());
    QCOMPARE(std::get<Wsman::Fault>((*result)->body), fault);
    QVERIFY(m_relay->seen().contains("HTTP/1.1 500 "));
    QVERIFY(!m_relay->seen().contains("head"));
}

void TestNegotiate::AUTH_overTlsBodiesAreNotSealed()
{
    QFETCH(Caller, caller);
    serve({.tls = m_tls});
    open(target(u"https"_s));
    for (int i = 0; i < 2; ++i) {
        const auto result = sent(question());
        QVERIFY(result);
        QVERIFY2(result->ok(), wordsOf(result).constData());
    }
    QCOMPARE(m_callers, QList({caller, caller}));
    QCOMPARE(m_relay->connections(), 1);
}

void TestNegotiate::AUTH_theChannelIsBound_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("binding");
    QTest::addColumn<ChannelBinding>("asked");
    QTest::addColumn<bool>("good");
    for (const QString &user : {u"WONDER\\alice"_s, Kdc::principal(u"alice"_s)}) {
        const char *mech = user.contains(u'\\') ? "NTLM" : "Kerberos";
        const auto row = [&](const char *binding, ChannelBinding asked, bool good) {
            const char *level = asked == ChannelBinding::Strict ? "strict"
                : asked == ChannelBinding::None                 ? "none"
                                                                : "relaxed";
            QTest::addRow("%s, %s, %s", mech, binding, level)
                << u"Negotiate"_s << user << QString::fromLatin1(binding) << asked << good;
        };
        for (const ChannelBinding asked :
             {ChannelBinding::Relaxed, ChannelBinding::Strict, ChannelBinding::None}) {
            row("right", asked, true);
            row("absent", asked, asked != ChannelBinding::Strict);
            row("of another certificate", asked, asked == ChannelBinding::None);
        }
    }
}

void TestNegotiate::AUTH_theChannelIsBound()
{
    QFETCH(QString, binding);
    QFETCH(ChannelBinding, asked);
    QFETCH(bool, good);
    serve({.tls = m_tls, .channelBinding = asked});
    // In front of the listener stands one that ends TLS with a certificate of its own.
    std::unique_ptr<Front> front;
    HttpTarget where = target(u"https"_s);
    if (binding == "of another certificate"_L1) {
        const QSslConfiguration other = selfSigned();
        front = std::make_unique<Front>(other, m_listener->port());
        where.url.setPort(front->serverPort());
        where.authorities = {other.localCertificate()};
    }
    where.bindsChannel = binding != "absent"_L1;
    open(where);
    const auto result = sent(question());
    QVERIFY(result);
    QCOMPARE(result->ok(), good);
    if (!good) {
        QCOMPARE(causeOf(result), Cause::SignIn);
        // The switch for such fronts.
        where.bindsChannel = false;
        open(where);
        QCOMPARE(sent(question())->ok(), asked != ChannelBinding::Strict);
    }
}

void TestNegotiate::AUTH_causes_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<Cause>("cause");
    const auto row = [](const char *name, const char *scheme, const QString &user, Cause cause,
                        const QByteArray &password = canary) {
        QTest::addRow("%s, %s", scheme, name)
            << QString::fromLatin1(scheme) << user << password << cause;
    };
    const QByteArray wrong = "looking glass";
    row("NTLM, wrong password", "Negotiate", u"WONDER\\alice"_s, Cause::SignIn, wrong);
    row("NTLM, nobody", "Negotiate", u"WONDER\\nobody"_s, Cause::SignIn);
    row("NTLM, not listed", "Negotiate", u"WONDER\\stranger"_s, Cause::SignIn);
    for (const char *scheme : {"Negotiate", "Kerberos"}) {
        const auto at = [](const char *user) { return Kdc::principal(QString::fromLatin1(user)); };
        row("wrong password", scheme, at("alice"), Cause::SignIn, wrong);
        row("nobody", scheme, at("nobody"), Cause::SignIn);
        row("not listed", scheme, at("stranger"), Cause::SignIn);
        row("expired", scheme, at("gone"), Cause::Account);
        row("locked", scheme, at("locked"), Cause::Account);
    }
    row("no such realm", "Kerberos", u"alice@NOWHERE.TEST"_s, Cause::KdcUnreachable);
}

void TestNegotiate::AUTH_causes()
{
    QFETCH(QByteArray, password);
    QFETCH(Cause, cause);
    serve();
    HttpTarget where = target();
    where.credentials.secret = Secret(password);
    open(where);
    const auto result = sent(change());
    QVERIFY(result && !result->ok());
    QVERIFY2(result->failure().cause == cause, wordsOf(result).constData());
    QCOMPARE(result->failure().stage, Failure::Stage::SignIn);
    QCOMPARE(m_callers.size(), 0);
    QVERIFY(!m_relay->seen().contains("multipart"));
}

void TestNegotiate::AUTH_neverAWeakerScheme_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("user");
    QTest::newRow("NTLM") << u"Negotiate"_s << u"WONDER\\alice"_s;
    QTest::newRow("Kerberos") << u"Kerberos"_s << Kdc::principal(u"alice"_s);
}

void TestNegotiate::AUTH_neverAWeakerScheme()
{
    m_relay = std::make_unique<Relay>([](int, const QByteArray &) {
        return Relay::Act{httpReply(401, "", "WWW-Authenticate: Basic realm=\"x\"\r\n")};
    });
    open(target());
    const auto result = sent(question());
    QCOMPARE(causeOf(result), Cause::SchemeNotOffered);
    QCOMPARE(result->failure().serverText, u"Basic"_s);
    QCOMPARE(m_relay->requests(), 1);
    QVERIFY(!m_relay->heads().first().contains("Basic"));
    QVERIFY(m_relay->heads().first().contains("Content-Length: 0\r\n"));
}

// A password leaves no ticket on the disk, and none for others to find.
void TestNegotiate::AUTH_nothingIsLeftBehind()
{
    const auto files = [this] {
        QStringList all = QDir(QFileInfo(m_kdc->keytab()).path()).entryList(QDir::Files);
        all.removeIf([](const QString &name) { return name.contains("log"_L1); });
        return all;
    };
    const QStringList before = files();
    serve();
    m_transport.reset();
    HttpTarget where{.url = QUrl(u"http://localhost:%1/wsman"_s.arg(m_relay->port())),
                     .credentials = {Kdc::principal(u"alice"_s), Secret(canary)},
                     .scheme = findScheme("Kerberos")};
    open(where);
    QVERIFY(sent(question())->ok());
    QCOMPARE(files(), before);
    // The next one has nothing to lean on.
    where.credentials = {.useTicketCache = true};
    open(where);
    QCOMPARE(causeOf(sent(question())), Cause::NoTicket);
}

void TestNegotiate::AUTH_ticketsOfTheCache()
{
    QVERIFY2(!m_kdc->ticket(u"alice"_s, canary).isEmpty(), m_kdc->problem());
    serve();
    for (const char *scheme : {"Negotiate", "Kerberos"}) {
        for (const QString &user : {QString(), Kdc::principal(u"alice"_s)}) {
            m_callers.clear();
            open({.url = QUrl(u"http://localhost:%1/wsman"_s.arg(m_relay->port())),
                  .credentials = {.user = user, .useTicketCache = true},
                  .scheme = findScheme(scheme)});
            const auto result = sent(question());
            QVERIFY(result);
            QVERIFY2(result->ok(), wordsOf(result).constData());
            QCOMPARE(m_callers.value(0).user, Kdc::principal(u"alice"_s));
        }
    }
    // Tickets of somebody else are no tickets.
    open({.url = QUrl(u"http://localhost:%1/wsman"_s.arg(m_relay->port())),
          .credentials = {.user = Kdc::principal(u"stranger"_s), .useTicketCache = true},
          .scheme = findScheme("Kerberos")});
    QCOMPARE(causeOf(sent(question())), Cause::NoTicket);
    QFile::remove(m_kdc->filePath(u"cache"_s));
}

void TestNegotiate::AUTH_noTicket()
{
    serve();
    for (const char *scheme : {"Negotiate", "Kerberos"}) {
        open({.url = QUrl(u"http://localhost:%1/wsman"_s.arg(m_relay->port())),
              .credentials = {.useTicketCache = true},
              .scheme = findScheme(scheme)});
        const auto result = sent(question());
        QCOMPARE(causeOf(result), Cause::NoTicket);
        QVERIFY(!result->failure().serverText.isEmpty());
    }
    QCOMPARE(m_relay->passed(), 0);
}

void TestNegotiate::AUTH_theServiceOfTheSystem()
{
    serve();
    HttpTarget where{.url = QUrl(u"http://localhost:%1/wsman"_s.arg(m_relay->port())),
                     .credentials = {Kdc::principal(u"alice"_s), Secret(canary)},
                     .scheme = findScheme("Kerberos"),
                     .service = u"WHITE"_s};
    open(where);
    const auto unknown = sent(question());
    QCOMPARE(causeOf(unknown), Cause::ServiceUnknown);
    QCOMPARE(unknown->failure().parameter, u"WHITE/localhost"_s);
    QVERIFY(m_kdc->addService(u"WHITE/localhost"_s));
    open(where);
    QVERIFY(sent(question())->ok());
}

// In the middle of sealed messages stands one that anybody could have written.
void TestNegotiate::AUTH_clearRepliesAreNotBelieved()
{
    serve();
    open({.url = QUrl(u"http://localhost:%1/wsman"_s.arg(m_relay->port())),
          .credentials = {u"WONDER\\alice"_s, Secret(canary)},
          .scheme = findScheme("Negotiate")});
    QVERIFY(sent(question())->ok());
    const Envelope request = question();
    m_relay->answerNext(httpReply(
        200, writeEnvelope(replyTo(request, Wsman::IdentifyReply{u"1"_s, u"forged"_s, u"1"_s}))));
    QCOMPARE(causeOf(sent(request)), Cause::Malformed);
    QVERIFY(sent(question())->ok());
    m_relay->answerNext(httpReply(200, ""));
    QCOMPARE(causeOf(sent(change())), Cause::OutcomeUnknown);
    QVERIFY(sent(question())->ok());
}

// For the note, not a verdict: round trips of a sign-in, and octets of an Invoke.
void TestNegotiate::figures()
{
    const auto measure = [this](const char *name, HttpTarget where, const ListenOptions &options) {
        serve(options);
        where.url.setPort(m_relay->port());
        where.authorities = {m_tls.localCertificate()};
        open(where);
        QVERIFY(sent(question())->ok());
        const qsizetype legs = m_relay->seen().count("POST /wsman") - 1;
        const qsizetype before = m_relay->seen().size();
        QVERIFY(sent(change())->ok());
        qInfo("%s: %s legs, %lld octets of one Delete and its reply", name,
              options.tls ? "?" : QByteArray::number(legs).constData(),
              qlonglong(m_relay->seen().size() - before));
        cleanup();
    };
    QVERIFY(m_users->add({u"bar"_s, AccessRole::Manage}, Secret("right")).ok());
    const HttpTarget plain{.url = QUrl(u"http://localhost/wsman"_s),
                           .credentials = {u"bar"_s, Secret("right")}};
    const HttpTarget ntlm{.url = plain.url,
                          .credentials = {u"WONDER\\alice"_s, Secret(canary)},
                          .scheme = findScheme("Negotiate")};
    HttpTarget negotiated = ntlm;
    negotiated.credentials.user = Kdc::principal(u"alice"_s);
    HttpTarget kerberos = negotiated;
    kerberos.scheme = findScheme("Kerberos");
    measure("http, Basic", plain, {});
    measure("http, Negotiate with NTLM", ntlm, {});
    measure("http, Negotiate with Kerberos", negotiated, {});
    measure("http, Kerberos", kerberos, {});
}

QTEST_GUILESS_MAIN(TestNegotiate)
#include "tst_negotiate.moc"
