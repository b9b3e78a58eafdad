// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A front that ends TLS before the system: what goes through it, and what can't.

#include "services/core/systemclock.h"
#include "services/wsman/peercertificate.h"
#include "services/wsman/connection.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/nginxfront.h"
#include "tests/support/signinsite.h"

#include <QSslCertificate>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;
using Link = SignInSite::Link;

class TestNginxFront : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void basicGoesThrough_data();
    void basicGoesThrough();
    void aBigReplyGoesThrough();
    void thePinIsThatOfTheFront();
    void theTargetBehindMayGo();
    void itMustSpeakHttp11();
    void aSchemeOfTheConnection_data();
    void aSchemeOfTheConnection();
    void aKeptConnectionServesWhoeverComesNext();

private:
    void serve(Link link) { QVERIFY2(m_site->serve(link, m_inner.get()), m_site->problem()); }
    HttpTarget target(const NginxFront &front) const;
    HttpTarget negotiate(const NginxFront &front) const;
    Outcome<CimInstance> read(const HttpTarget &target);
    template<class T>
    static Outcome<T> await(const Answer<T> &answer)
    {
        if (!QTest::qWaitFor([&answer] { return answer.isFinished(); }, Child::patience))
            return Failure{.cause = Cause::TimedOut};
        return takenFrom<T>(answer);
    }

    SystemClock m_clock;
    std::unique_ptr<PemFiles> m_pem, m_inner;
    std::unique_ptr<SignInSite> m_site; // m_inner is its certificate
};

void TestNginxFront::initTestCase()
{
    if (!NginxFront::isInstalled())
        QSKIP("nginx is not installed");
    if (const QString missing = SignInSite::missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing + u" is not installed"_s));
    m_pem = std::make_unique<PemFiles>();
    m_inner = std::make_unique<PemFiles>();
    QVERIFY(m_pem->isReady() && m_inner->isReady());
    m_site = std::make_unique<SignInSite>();
    QVERIFY2(m_site->isReady(), m_site->problem());
    m_site->kdc().enter(); // so that the machine's own configuration stays out
}

HttpTarget TestNginxFront::target(const NginxFront &front) const
{
    HttpTarget target;
    target.url = front.url();
    target.credentials.user = ServedSite::user();
    target.credentials.secret = Secret(ServedSite::password());
    target.authorities = QSslCertificate::fromPath(m_pem->authority());
    target.scheme = findScheme("Basic");
    return target;
}

HttpTarget TestNginxFront::negotiate(const NginxFront &front) const
{
    HttpTarget target = this->target(front);
    target.scheme = findScheme("Negotiate");
    target.credentials.user = SignInSite::ntlmUser();
    return target;
}

Outcome<CimInstance> TestNginxFront::read(const HttpTarget &target)
{
    Connection connection(std::make_unique<HttpTransport>(target, m_clock), m_clock);
    return await<CimInstance>(connection.get(m_site->site().service(), &connection));
}

void TestNginxFront::basicGoesThrough_data()
{
    QTest::addColumn<bool>("upstreamTls");
    QTest::addColumn<int>("kept");
    QTest::newRow("each request on a connection of its own") << false << 0;
    QTest::newRow("connections are kept") << false << 4;
    QTest::newRow("encrypted behind it, too") << true << 0;
}

void TestNginxFront::basicGoesThrough()
{
    QFETCH(bool, upstreamTls);
    QFETCH(int, kept);
    serve(upstreamTls ? Link::Tls : Link::Http);
    NginxFront front;
    QVERIFY2(front.start({m_site->site().port(), upstreamTls, kept, false}, *m_pem),
             front.problem());
    const auto service = read(target(front));
    QVERIFY2(service.ok(), qPrintable(service.ok() ? QString() : service.failure().serverText));
    QCOMPARE(service->path(), m_site->site().service());

    HttpTarget wrong = target(front);
    wrong.credentials.secret = Secret("wrong");
    QCOMPARE(read(wrong).failure().cause, Cause::SignIn);
}

void TestNginxFront::aBigReplyGoesThrough()
{
    serve(Link::Http);
    NginxFront front;
    QVERIFY2(front.start({m_site->site().port(), false, 0, false}, *m_pem), front.problem());
    Connection connection(std::make_unique<HttpTransport>(target(front), m_clock), m_clock);
    const auto pools = await<QList<CimInstance>>(connection.enumerate(
        m_site->site().service().nameSpace(), u"MSISCSITARGET_StoragePool"_s, &connection));
    QVERIFY(pools.ok());
    QCOMPARE(pools->size(), ServedSite::pools + 1);
}

void TestNginxFront::thePinIsThatOfTheFront()
{
    serve(Link::Tls);
    NginxFront front;
    QVERIFY2(front.start({m_site->site().port(), true, 0, false}, *m_pem), front.problem());
    const auto fingerprint = [](const PemFiles &files) {
        return QSslCertificate(files.serverDer(), QSsl::Der).digest(QCryptographicHash::Sha256);
    };
    HttpTarget pinned = target(front);
    pinned.authorities.clear();
    pinned.pin = fingerprint(*m_pem);
    QVERIFY(read(pinned).ok());

    // The one behind can't be seen from here, and another than the pinned one is no good.
    pinned.pin = fingerprint(*m_inner);
    const Failure failure = read(pinned).failure();
    QVERIFY(failure.cause == Cause::CertificateChanged || failure.cause == Cause::Certificate);
    const auto shown = offeredCertificate(failure);
    QVERIFY(shown);
    QCOMPARE(shown->fingerprint(), fingerprint(*m_pem));
}

// A front answers for a target that is away: a bare 502, of which nothing ran.
void TestNginxFront::theTargetBehindMayGo()
{
    serve(Link::Http);
    NginxFront front;
    QVERIFY2(front.start({m_site->site().port(), false, 0, false}, *m_pem), front.problem());
    QVERIFY(read(target(front)).ok());
    m_site->stop();
    const Failure failure = read(target(front)).failure();
    QCOMPARE(failure.cause, Cause::ServerFault);
    QCOMPARE(failure.code, 502u);
}

// WS-Management is bound to HTTP/1.1; the refusal must not look like one of the system.
void TestNginxFront::itMustSpeakHttp11()
{
    serve(Link::Http);
    NginxFront front;
    QVERIFY2(front.start({m_site->site().port(), false, 0, true}, *m_pem), front.problem());
    const Failure failure = read(target(front)).failure();
    QCOMPARE(failure.code, 505u);
    QVERIFY2(failure.serverText.contains(u"505"_s), qPrintable(failure.serverText));
}

// Negotiate signs in a TCP connection, and binds itself to the certificate that the client sees.
void TestNginxFront::aSchemeOfTheConnection_data()
{
    QTest::addColumn<Link>("link");
    QTest::addColumn<int>("kept");
    QTest::addColumn<bool>("bindsChannel");
    QTest::addColumn<bool>("works");
    // Each leg of the handshake comes to the target on another connection.
    QTest::newRow("each request on a connection of its own") << Link::Tls << 0 << false << false;
    // The binding names the certificate of the front, and the target has another.
    QTest::newRow("bound to the front, relaxed") << Link::Tls << 1 << true << false;
    QTest::newRow("bound to the front, strict") << Link::StrictTls << 1 << true << false;
    QTest::newRow("bound to the front, not asked for") << Link::LaxTls << 1 << true << true;
    QTest::newRow("not bound, relaxed") << Link::Tls << 1 << false << true;
    QTest::newRow("not bound, strict") << Link::StrictTls << 1 << false << false;
    QTest::newRow("not bound, not asked for") << Link::LaxTls << 1 << false << true;
    // The client has TLS and does not seal, which the target can't see.
    QTest::newRow("readable behind it, refused") << Link::Http << 1 << true << false;
    QTest::newRow("readable behind it, allowed") << Link::Clear << 1 << true << true;
}

void TestNginxFront::aSchemeOfTheConnection()
{
    QFETCH(Link, link);
    QFETCH(int, kept);
    QFETCH(bool, bindsChannel);
    QFETCH(bool, works);
    serve(link);
    NginxFront front;
    QVERIFY2(front.start({m_site->site().port(), SignInSite::isTls(link), kept, false}, *m_pem),
             front.problem());
    HttpTarget target = negotiate(front);
    target.bindsChannel = bindsChannel;
    const auto service = read(target);
    if (works) {
        QVERIFY2(service.ok(), qPrintable(service.ok() ? QString() : service.failure().serverText));
        return;
    }
    QVERIFY(!service.ok());
    const Failure &failure = service.failure();
    if (link == Link::Http) {
        // To the client all was encrypted, so that a bare 500 tells it no more than this.
        QCOMPARE(failure.cause, Cause::ServerFault);
        QCOMPARE(failure.code, 500u);
        return;
    }
    QCOMPARE(failure.cause, Cause::SignIn);
    QCOMPARE(failure.stage, Failure::Stage::SignIn);
}

// Why such a front is no place for these schemes where more than one person uses it: nginx hands
// the connection that somebody has signed in on to the next one.
void TestNginxFront::aKeptConnectionServesWhoeverComesNext()
{
    serve(Link::Tls);
    NginxFront front;
    QVERIFY2(front.start({m_site->site().port(), true, 1, false}, *m_pem), front.problem());
    HttpTarget nobody = target(front);
    nobody.credentials = {};
    QCOMPARE(read(nobody).failure().cause, Cause::SignIn);
    HttpTarget somebody = negotiate(front);
    somebody.bindsChannel = false;
    QVERIFY(read(somebody).ok());
    QVERIFY(read(nobody).ok());
}

QTEST_GUILESS_MAIN(TestNginxFront)
#include "tst_nginxfront.moc"
