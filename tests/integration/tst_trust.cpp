// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Certificates as servers show them, good but for one point, and what each of the ways to a server
// makes of them: the probe, the transport, the connections. Nothing is said before a decision.

#include "services/systems/connections.h"
#include "services/systems/socketprobe.h"
#include "services/systems/trust.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/heard.h"
#include "tests/support/manualclock.h"
#include "tests/support/tlsserver.h"

#include <QTemporaryDir>
#include <QTcpSocket>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Cause = Failure::Cause;
using Kind = CertificateProblem::Kind;
using Phase = SystemState::Phase;
using Step = Rung::Step;

namespace {

enum class Pin { None, Shown, Other };

// A server's certificate and how much of it this computer knows; what is expected of it.
struct Case
{
    const char *name;
    Authority::Wish wish;
    bool known = false; // its authority
    Pin pin = Pin::None;
    std::optional<Cause> cause = {}; // none: good
    QList<Kind> problems = {};       // in their order
};

QList<Case> cases()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const Authority::Wish plain;
    Authority::Wish rsa = plain, chained = plain, own = plain, expired = plain, early = plain,
                    other = plain, all = plain, client = plain;
    rsa.key = Authority::rsa(2048);
    chained.signer = Authority::Signer::Intermediate;
    own.signer = Authority::Signer::Itself;
    expired.to = now.addSecs(-3600);
    early.from = now.addDays(1);
    other.alternatives = u"DNS:elsewhere.example,IP:192.0.2.1"_s;
    client.purpose = u"clientAuth"_s;
    all = other;
    all.to = expired.to;
    using enum Kind;
    return {
        {"known authority", plain, true},
        {"known authority, RSA", rsa, true},
        {"known authority, intermediate", chained, true},
        {"unknown authority", plain, false, Pin::None, Cause::Certificate, {Unknown}},
        {"unknown authority, intermediate",
         chained,
         false,
         Pin::None,
         Cause::Certificate,
         {Unknown}},
        {"self-signed", own, false, Pin::None, Cause::Certificate, {Unknown}},
        {"expired", expired, true, Pin::None, Cause::CertificateExpired, {Expired}},
        {"not yet valid", early, true, Pin::None, Cause::CertificateExpired, {NotYetValid}},
        {"wrong name", other, true, Pin::None, Cause::CertificateName, {Name}},
        {"for clients", client, true, Pin::None, Cause::Certificate, {Broken}},
        {"all at once", all, false, Pin::None, Cause::CertificateExpired, {Expired, Name, Unknown}},
        {"changed", plain, false, Pin::Other, Cause::CertificateChanged, {Changed, Unknown}},
        {"changed, known authority", plain, true, Pin::Other, Cause::CertificateChanged, {Changed}},
        {"changed and all",
         all,
         false,
         Pin::Other,
         Cause::CertificateChanged,
         {Changed, Expired, Name, Unknown}},
        {"pinned, self-signed", own, false, Pin::Shown, {}, {Unknown}},
        {"pinned, expired", expired, true, Pin::Shown, {}, {Expired}},
        {"pinned, all at once", all, false, Pin::Shown, {}, {Expired, Name, Unknown}},
    };
}

const QByteArray refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";

} // namespace

class TestTrust : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_authority = std::make_unique<Authority>();
        QVERIFY(!m_authority->root().isNull());
        m_plain = QSslConfiguration::defaultConfiguration();
    }
    void init()
    {
        m_clock = std::make_unique<ManualClock>();
        m_owner = std::make_unique<QObject>();
    }
    void cleanup()
    {
        m_owner.reset(); // before anybody else hears what a failed test was waiting for
        QSslConfiguration::setDefaultConfiguration(m_plain);
    }
    void cleanupTestCase() { m_clock.reset(); }

    void FN_09_theProbeSaysWhatIsWrong_data() { addCases(); }
    void FN_09_theProbeSaysWhatIsWrong()
    {
        const Case &the = begin();
        auto probe = std::make_unique<SocketProbe>(url(), m_pin, nullptr);
        Heard<QString> reached(probe->reach(), m_owner.get());
        QTRY_COMPARE(reached.times, 1);
        QVERIFY(reached.outcome.ok());
        Heard<PeerCertificate> shown(probe->encrypt(), m_owner.get());
        QTRY_COMPARE(shown.times, 1);
        QCOMPARE(shown.outcome.ok(), !the.cause.has_value());
        const PeerCertificate found = shown.outcome
            ? *shown.outcome
            : offeredCertificate(shown.outcome.failure()).value_or(PeerCertificate());
        if (the.cause) {
            QCOMPARE(shown.outcome.failure().cause, *the.cause);
            QCOMPARE(shown.outcome.failure().stage, Failure::Stage::Encryption);
        }
        QList<Kind> kinds;
        for (const CertificateProblem &problem : found.problems)
            kinds.append(problem.kind);
        QCOMPARE(kinds, the.problems);
        checkFacts(found, the);
        QCOMPARE(peerCertificateFromJson(toJson(found)), found);
        probe.reset();
        QTRY_COMPARE(m_server->findChildren<QSslSocket *>().size(), 0); // all was read
        QVERIFY(m_server->heard.isEmpty());                             // it never says anything
    }

    void FN_09_theTransportSaysNothingBeforeTheDecision_data() { addCases(); }
    void FN_09_theTransportSaysNothingBeforeTheDecision()
    {
        const Case &the = begin();
        HttpTransport transport(
            {.url = url(),
             .credentials = {u"bar"_s, Secret("right")},
             .authorities = the.known ? QList{m_authority->root()} : QList<QSslCertificate>(),
             .pin = m_pin},
            *m_clock);
        // Also the one who changes something may be told that nothing was done.
        Heard<Envelope> answer(
            transport.send({.body = Wsman::Delete(),
                            .target = CimPath(u"root/cimv2"_s, u"CIM_Thing"_s, {}),
                            .messageId = newMessageId()},
                           m_owner.get()),
            m_owner.get());
        QTRY_COMPARE(answer.times, 1);
        QVERIFY(!answer.outcome.ok());
        const Failure failure = answer.outcome.failure();
        QTRY_COMPARE(m_server->findChildren<QSslSocket *>().size(), 0); // all was read
        if (the.cause) {
            QCOMPARE(failure.cause, *the.cause);
            QCOMPARE(failure.stage, Failure::Stage::Encryption);
            checkFacts(offeredCertificate(failure).value_or(PeerCertificate()), the);
            QCOMPARE(m_server->heard, QByteArray());
        } else {
            QCOMPARE(failure.cause, Cause::Denied);
            QVERIFY(m_server->heard.contains("Authorization: "));
        }
    }

    void FN_09_theConnectionWaitsForAPersonAndThenGoesOn_data() { addCases(); }
    void FN_09_theConnectionWaitsForAPersonAndThenGoesOn()
    {
        const Case &the = begin();
        QTemporaryDir folder;
        SystemBook book(folder.filePath(u"systems.json"_s));
        Connections connections(
            book,
            [this](const ConnectionSpec &spec, const Secret &password) {
                return std::make_unique<HttpTransport>(
                    HttpTarget{
                        .url = spec.url, .credentials = {spec.user, password}, .pin = spec.pin},
                    *m_clock);
            },
            [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret("right")); },
            *m_clock);
        ConnectionSpec spec;
        spec.id = u"far"_s;
        spec.url = url();
        spec.user = u"bar"_s;
        spec.pin = m_pin;
        Heard<Done> added(book.add(spec, m_owner.get()), m_owner.get());
        QTRY_COMPARE(added.times, 1);
        QVERIFY(added.outcome.ok());
        connections.open(spec.id);
        QTRY_COMPARE(connections.state(spec.id).phase, Phase::Failed);
        SystemState state = connections.state(spec.id);
        if (!the.cause) {
            QCOMPARE(state.ladder.rung(Step::Encryption).state, Rung::State::Done);
            checkFacts(state.ladder.rung(Step::Encryption).certificate.value_or(PeerCertificate()),
                       the);
            QVERIFY(m_server->heard.contains("Authorization: "));
            return;
        }
        QCOMPARE(state.failure->cause, *the.cause);
        QCOMPARE(state.ladder.failed()->step, Step::Encryption);
        QVERIFY(Trust::awaitsDecision(*state.failure));
        const int arrivals = m_server->arrivals;
        m_clock->advance(10min); // a person decides, not time
        QTcpSocket last;         // whoever set out before it has arrived before it
        last.connectToHost(url().host(), quint16(url().port()));
        QTRY_VERIFY(m_server->arrivals > arrivals);
        QTRY_COMPARE(last.state(), QAbstractSocket::ConnectedState);
        last.abort();
        QCOMPARE(connections.state(spec.id).phase, Phase::Failed);
        QTRY_COMPARE(m_server->findChildren<QSslSocket *>().size(), 0);
        QCOMPARE(m_server->arrivals, arrivals + 1);
        QCOMPARE(m_server->heard, QByteArray());

        const PeerCertificate shown = *offeredCertificate(*state.failure);
        Heard<Done> pinned(Trust::pin(book, spec.id, shown, *m_clock, m_owner.get()),
                           m_owner.get());
        QTRY_COMPARE(pinned.times, 1);
        QCOMPARE(pinned.outcome.ok(), shown.canBeTrusted());
        if (!shown.canBeTrusted())
            return;                                               // as it was
        QTRY_VERIFY(m_server->heard.contains("Authorization: ")); // at once, by itself
        QTRY_COMPARE(connections.state(spec.id).phase, Phase::Failed);
        state = connections.state(spec.id);
        QCOMPARE(state.failure->cause, Cause::Denied);
        QCOMPARE(state.ladder.rung(Step::Encryption).state, Rung::State::Done);
        QCOMPARE(book.find(spec.id)->pinned, shown.chain.first());
        QCOMPARE(book.find(spec.id)->pinnedSince, m_clock->now());
        // The file keeps it, and without it all is as before.
        SystemBook again(folder.filePath(u"systems.json"_s));
        Heard<Done> loaded(again.load(m_owner.get()), m_owner.get());
        QTRY_COMPARE(loaded.times, 1);
        QCOMPARE(again.find(spec.id)->pin, shown.fingerprint());
        QCOMPARE(again.find(spec.id)->pinned, shown.chain.first());
        Heard<Done> forgotten(Trust::forget(book, spec.id, m_owner.get()), m_owner.get());
        QTRY_COMPARE(forgotten.times, 1);
        QVERIFY(book.find(spec.id)->pin.isEmpty());
        QVERIFY(book.find(spec.id)->pinned.sha256.isEmpty());
    }

    void FN_09_aCertificateThatChangesWhileConnectedStops()
    {
        m_server = std::make_unique<TlsServer>(m_authority->server({}));
        m_server->reply = refusal;
        HttpTarget target{.url = url(), .credentials = {u"bar"_s, Secret("right")}};
        target.pin = m_authority->server({}).localCertificate().digest(QCryptographicHash::Sha256);
        const QSslConfiguration first = m_authority->server({});
        target.pin = first.localCertificate().digest(QCryptographicHash::Sha256);
        m_server->show(first);
        HttpTransport transport(target, *m_clock);
        const Envelope question{.body = Wsman::Identify(), .messageId = newMessageId()};
        Heard<Envelope> before(transport.send(question, m_owner.get()), m_owner.get());
        QTRY_COMPARE(before.times, 1);
        QCOMPARE(before.outcome.failure().cause, Cause::Denied);
        m_server->show(m_authority->server({})); // the same name, another key
        m_server->heard.clear();
        Heard<Envelope> after(transport.send(question, m_owner.get()), m_owner.get());
        QTRY_COMPARE(after.times, 1);
        QCOMPARE(after.outcome.failure().cause, Cause::CertificateChanged);
        QTRY_COMPARE(m_server->findChildren<QSslSocket *>().size(), 0);
        QCOMPARE(m_server->heard, QByteArray());
    }

    void FN_09_noCommonVersionAndNoTlsAtAll_data()
    {
        QTest::addColumn<QStringList>("options"); // of s_server; none: something else
        QTest::addColumn<QByteArray>("greeting"); // of that, once it was spoken to
        const QStringList old{u"-cipher"_s, u"DEFAULT@SECLEVEL=0"_s};
        QTest::newRow("TLS 1.0 only") << QStringList{u"-tls1"_s} + old << QByteArray();
        QTest::newRow("TLS 1.1 only") << QStringList{u"-tls1_1"_s} + old << QByteArray();
        QTest::newRow("no common cipher")
            << QStringList{u"-tls1_2"_s, u"-cipher"_s, u"ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0"_s}
            << QByteArray();
        QTest::newRow("plain HTTP")
            << QStringList() << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
        QTest::newRow("hangs up") << QStringList() << QByteArray();
    }
    void FN_09_noCommonVersionAndNoTlsAtAll()
    {
        QFETCH(QStringList, options);
        QFETCH(QByteArray, greeting);
        std::unique_ptr<OpensslServer> openssl;
        QTcpServer server;
        if (!options.isEmpty()) {
            openssl = std::make_unique<OpensslServer>(m_authority->files({}), options);
            QVERIFY(openssl->port() != 0);
        } else {
            QVERIFY(server.listen(QHostAddress::LocalHost));
            connect(&server, &QTcpServer::newConnection, this, [&] {
                QTcpSocket *socket = server.nextPendingConnection();
                connect(socket, &QTcpSocket::readyRead, socket, [socket, greeting] {
                    socket->readAll();
                    socket->write(greeting);
                    socket->disconnectFromHost();
                });
            });
        }
        const quint16 port = openssl ? openssl->port() : server.serverPort();
        SocketProbe probe(url(port), {}, nullptr);
        Heard<QString> reached(probe.reach(), m_owner.get());
        QTRY_VERIFY(reached.outcome.ok());
        Heard<PeerCertificate> shown(probe.encrypt(), m_owner.get());
        QTRY_COMPARE(shown.times, 1);
        QVERIFY(!shown.outcome.ok());
        QCOMPARE(shown.outcome.failure().cause, Cause::TlsVersion);
        QCOMPARE(shown.outcome.failure().stage, Failure::Stage::Encryption);
        QVERIFY(!shown.outcome.failure().serverText.isEmpty());
        HttpTransport transport({.url = url(port), .credentials = {u"bar"_s, Secret("right")}},
                                *m_clock);
        Heard<Envelope> answer(
            transport.send({.body = Wsman::Identify(), .messageId = newMessageId()}, m_owner.get()),
            m_owner.get());
        QTRY_COMPARE(answer.times, 1);
        QCOMPARE(answer.outcome.failure().cause, Cause::TlsVersion);
        QCOMPARE(answer.outcome.failure().stage, Failure::Stage::Encryption);
    }

    void FN_09_certificatesThatOtherServersShow_data()
    {
        QTest::addColumn<QStringList>("key");
        QTest::addColumn<QString>("digest");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("good");
        QTest::newRow("RSA-PSS") << Authority::rsaPss() << u"sha256"_s << u"RSA-PSS"_s << 2048
                                 << true;
        QTest::newRow("weak key") << Authority::rsa(1024) << u"sha256"_s << u"RSA"_s << 1024
                                  << false;
        QTest::newRow("weak signature") << Authority::ec() << u"sha1"_s << u"EC"_s << 256 << false;
    }
    void FN_09_certificatesThatOtherServersShow()
    {
        QFETCH(QString, kind);
        QFETCH(int, bits);
        QFETCH(bool, good);
        trustTheAuthority();
        Authority::Wish wish;
        QFETCH(QStringList, key);
        QFETCH(QString, digest);
        wish.key = key;
        wish.digest = digest;
        OpensslServer server(m_authority->files(wish), {u"-cipher"_s, u"DEFAULT@SECLEVEL=0"_s});
        QVERIFY(server.port() != 0);
        SocketProbe probe(url(server.port()), {}, nullptr);
        Heard<QString> reached(probe.reach(), m_owner.get());
        QTRY_VERIFY(reached.outcome.ok());
        Heard<PeerCertificate> shown(probe.encrypt(), m_owner.get());
        QTRY_COMPARE(shown.times, 1);
        QCOMPARE(shown.outcome.ok(), good);
        const auto found = good ? std::optional(*shown.outcome)
                                : offeredCertificate(shown.outcome.failure());
        QVERIFY(found);
        QCOMPARE(found->chain.first().key, kind);
        QCOMPARE(found->chain.first().keyBits, bits);
        QCOMPARE(found->problems.isEmpty(), good);
        if (good)
            return;
        QCOMPARE(shown.outcome.failure().cause, Cause::Certificate);
        QVERIFY(found->has(Kind::Weak));
        QVERIFY(found->canBeTrusted());
    }

    void IM_14_fingerprintsAsPeopleCopyThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        const QByteArray bytes(32, '\xab');
        const QString hex = QString::fromLatin1(bytes.toHex());
        QTest::newRow("plain") << hex << true;
        QTest::newRow("upper case") << hex.toUpper() << true;
        QTest::newRow("colons") << QString::fromLatin1(bytes.toHex(':')) << true;
        QTest::newRow("dashes") << QString::fromLatin1(bytes.toHex('-')).toUpper() << true;
        QTest::newRow("spaces") << u' ' + QString::fromLatin1(bytes.toHex(' ')) + u'\n' << true;
        QTest::newRow("SHA-1") << hex.first(40) << false;
        QTest::newRow("too long") << hex + u"ab"_s << false;
        QTest::newRow("no digits") << hex.first(62) + u"zz"_s << false;
        QTest::newRow("other digits") << hex.first(62) + u"\u0661\u0661"_s << false;
        QTest::newRow("empty") << QString() << false;
    }
    void IM_14_fingerprintsAsPeopleCopyThem()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        QCOMPARE(fingerprintFromText(text), good ? QByteArray(32, '\xab') : QByteArray());
    }

private:
    void addCases()
    {
        QTest::addColumn<int>("number");
        m_cases = cases();
        for (int i = 0; i < m_cases.size(); ++i)
            QTest::newRow(m_cases.at(i).name) << i;
    }
    static int numberOfRow()
    {
        QFETCH(int, number);
        return number;
    }
    // Starts the server of this row.
    const Case &begin()
    {
        const Case &the = m_cases.at(numberOfRow());
        m_tls = m_authority->server(the.wish);
        [&] { QVERIFY(!m_tls.localCertificate().isNull()); }();
        m_server = std::make_unique<TlsServer>(m_tls);
        m_server->reply = refusal;
        m_pin = the.pin == Pin::None ? QByteArray()
                                     : m_tls.localCertificate().digest(QCryptographicHash::Sha256);
        if (the.pin == Pin::Other)
            m_pin[0] = char(m_pin[0] ^ 1);
        if (the.known)
            trustTheAuthority();
        return the;
    }
    void trustTheAuthority()
    {
        QSslConfiguration trusting = m_plain;
        trusting.addCaCertificate(m_authority->root());
        QSslConfiguration::setDefaultConfiguration(trusting);
    }
    QUrl url() const { return url(m_server->serverPort()); }
    static QUrl url(quint16 port) { return QUrl(u"https://127.0.0.1:%1/wsman"_s.arg(port)); }
    void checkFacts(const PeerCertificate &shown, const Case &the)
    {
        QCOMPARE(shown.host, u"127.0.0.1"_s);
        QVERIFY(!shown.protocol.isEmpty());
        QVERIFY(!shown.cipher.isEmpty());
        QCOMPARE(shown.fingerprint(), m_tls.localCertificate().digest(QCryptographicHash::Sha256));
        const CertificateFacts &leaf = shown.chain.first();
        QCOMPARE(leaf.subject, u"localhost"_s);
        QCOMPARE(leaf.selfSigned, the.wish.signer == Authority::Signer::Itself);
        QVERIFY(qAbs(leaf.validTo.secsTo(the.wish.to)) <= 1);
        QVERIFY2(leaf.keyBits >= 256, qPrintable(leaf.key));
        if (the.wish.signer == Authority::Signer::Intermediate) {
            QVERIFY(shown.chain.size() >= 2);
            QCOMPARE(leaf.issuer, u"Test CA Intermediate"_s);
            QCOMPARE(shown.chain.at(1).issuer, u"Test CA"_s);
        }
    }

    std::unique_ptr<Authority> m_authority;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<QObject> m_owner;
    std::unique_ptr<TlsServer> m_server;
    QList<Case> m_cases;
    QSslConfiguration m_plain, m_tls;
    QByteArray m_pin;
};

QTEST_GUILESS_MAIN(TestTrust)
#include "tst_trust.moc"
