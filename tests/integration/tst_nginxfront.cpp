// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A front that ends TLS before the system: what goes through it, and what can't.

#include "services/core/systemclock.h"
#include "services/wsman/peercertificate.h"
#include "services/wsman/connection.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/nginxfront.h"
#include "tests/support/servedsite.h"

#include <QSslCertificate>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;

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

private:
    HttpTarget target(const NginxFront &front) const;
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
    std::unique_ptr<ServedSite> m_site;
};

void TestNginxFront::initTestCase()
{
    if (!NginxFront::isInstalled())
        QSKIP("nginx is not installed");
    m_pem = std::make_unique<PemFiles>();
    m_inner = std::make_unique<PemFiles>();
    QVERIFY(m_pem->isReady() && m_inner->isReady());
    m_site = std::make_unique<ServedSite>();
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

Outcome<CimInstance> TestNginxFront::read(const HttpTarget &target)
{
    Connection connection(std::make_unique<HttpTransport>(target, m_clock), m_clock);
    return await<CimInstance>(connection.get(m_site->service(), &connection));
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
    QVERIFY2(m_site->serve({}, upstreamTls ? m_inner.get() : nullptr), m_site->problem());
    NginxFront front;
    QVERIFY2(front.start({m_site->port(), upstreamTls, kept, false}, *m_pem), front.problem());
    const auto service = read(target(front));
    QVERIFY2(service.ok(), qPrintable(service.ok() ? QString() : service.failure().serverText));
    QCOMPARE(service->path(), m_site->service());

    HttpTarget wrong = target(front);
    wrong.credentials.secret = Secret("wrong");
    QCOMPARE(read(wrong).failure().cause, Cause::SignIn);
}

void TestNginxFront::aBigReplyGoesThrough()
{
    QVERIFY2(m_site->serve(), m_site->problem());
    NginxFront front;
    QVERIFY2(front.start({m_site->port(), false, 0, false}, *m_pem), front.problem());
    Connection connection(std::make_unique<HttpTransport>(target(front), m_clock), m_clock);
    const auto pools = await<QList<CimInstance>>(connection.enumerate(
        m_site->service().nameSpace(), u"MSISCSITARGET_StoragePool"_s, &connection));
    QVERIFY(pools.ok());
    QCOMPARE(pools->size(), ServedSite::pools + 1);
}

void TestNginxFront::thePinIsThatOfTheFront()
{
    QVERIFY2(m_site->serve({}, m_inner.get()), m_site->problem());
    NginxFront front;
    QVERIFY2(front.start({m_site->port(), true, 0, false}, *m_pem), front.problem());
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
    QVERIFY2(m_site->serve(), m_site->problem());
    NginxFront front;
    QVERIFY2(front.start({m_site->port(), false, 0, false}, *m_pem), front.problem());
    QVERIFY(read(target(front)).ok());
    m_site->stop();
    const Failure failure = read(target(front)).failure();
    QCOMPARE(failure.cause, Cause::ServerFault);
    QCOMPARE(failure.code, 502u);
}

// WS-Management is bound to HTTP/1.1; the refusal must not look like one of the system.
void TestNginxFront::itMustSpeakHttp11()
{
    QVERIFY2(m_site->serve(), m_site->problem());
    NginxFront front;
    QVERIFY2(front.start({m_site->port(), false, 0, true}, *m_pem), front.problem());
    const Failure failure = read(target(front)).failure();
    QCOMPARE(failure.code, 505u);
    QVERIFY2(failure.serverText.contains(u"505"_s), qPrintable(failure.serverText));
}

QTEST_GUILESS_MAIN(TestNginxFront)
#include "tst_nginxfront.moc"
