// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// curl as a client of the served local target.

#include "tests/support/nginxfront.h"
#include "tests/support/signinsite.h"
#include "tests/support/strangerops.h"

#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

using Link = SignInSite::Link;

namespace {

const QString mutualTls = u"Authorization: "
                          "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual"_s;

QStringList passwordOf(const QString &user, const QByteArray &password = ServedSite::password())
{
    return {u"--user"_s, user + u':' + QString::fromUtf8(password)};
}

QStringList certificateOf(const PemFiles &pem)
{
    const QString user = SignInSite::certificateUser();
    return {u"--cert"_s,   pem.clientCertificate(user),
            u"--key"_s,    pem.clientKey(user),
            u"--header"_s, mutualTls};
}

} // namespace

class TestStrangersCurl : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void operations_data();
    void operations();
    void refusals_data();
    void refusals();

private:
    void serve(Link link, bool front);
    StrangerOps::Said post(const QStringList &options, const QByteArray &envelope);

    StrangerTable m_table;
    std::unique_ptr<SignInSite> m_site;
    std::unique_ptr<PemFiles> m_other; // of an authority that nobody trusts
    std::unique_ptr<StrangerOps> m_ops;
    std::unique_ptr<NginxFront> m_front; // where the row wants it
    quint16 m_behind = 0;                // port behind it
};

void TestStrangersCurl::initTestCase()
{
    if (Child::find(u"curl"_s).isEmpty())
        QSKIP("curl is not installed");
    if (const QString missing = SignInSite::missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing + u" is not installed"_s));
    m_other = std::make_unique<PemFiles>();
    QVERIFY(m_other->addClient(SignInSite::certificateUser()));
    m_site = std::make_unique<SignInSite>();
    QVERIFY2(m_site->isReady(), m_site->problem());
    m_ops = std::make_unique<StrangerOps>(m_site->site());
}

// nginx ends TLS before the target and keeps one connection to it, which is what Negotiate and NTLM
// need.
void TestStrangersCurl::serve(Link link, bool front)
{
    QVERIFY2(m_site->serve(link), m_site->problem());
    if (!front) {
        m_front.reset();
    } else if (!m_front || m_behind != m_site->site().port()) {
        if (!NginxFront::isInstalled())
            QSKIP("nginx is not installed");
        m_behind = m_site->site().port();
        m_front = std::make_unique<NginxFront>();
        QVERIFY2(m_front->start({m_behind, SignInSite::isTls(link), 1, false}, m_site->pem()),
                 m_front->problem());
    }
}

// What curl gets for an envelope.
StrangerOps::Said TestStrangersCurl::post(const QStringList &options, const QByteArray &envelope)
{
    int code = -1;
    const QByteArray out = Child::output(
        u"curl"_s,
        QStringList{u"--silent"_s, u"--show-error"_s, u"--noproxy"_s, u"*"_s, u"--cacert"_s,
                    m_site->pem().authority(), u"--header"_s,
                    u"Content-Type: application/soap+xml;charset=UTF-8"_s, u"--data-binary"_s,
                    u"@-"_s, u"--write-out"_s, u"\n%{http_code}"_s}
            + options + QStringList{(m_front ? m_front->url() : m_site->site().url()).toString()},
        m_site->environment(), envelope, &code);
    const qsizetype last = out.lastIndexOf('\n');
    if (code != 0)
        return {.problem = out};
    return {.status = out.sliced(last + 1).toInt(), .body = out.left(last)};
}

void TestStrangersCurl::operations_data()
{
    QTest::addColumn<QString>("stranger");
    QTest::addColumn<Link>("link");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("front");
    QTest::addColumn<int>("op");
    const auto add = [](const QString &stranger, Link link, const QStringList &options,
                        bool front = false) {
        for (const auto &[op, name] : StrangerOps::all())
            QTest::newRow(qPrintable(stranger + u": "_s + QString::fromLatin1(name)))
                << stranger << link << options << front << int(op);
    };
    const QStringList basic = QStringList{u"--basic"_s} + passwordOf(SignInSite::user());
    // The name of a person comes from the ticket.
    const QStringList negotiate{u"--negotiate"_s, u"--user"_s, u":"_s};
    const QStringList ntlm = QStringList{u"--ntlm"_s} + passwordOf(SignInSite::ntlmUser());
    add(u"curl, Basic over TLS"_s, Link::Tls, basic);
    // It names no channel, which a relaxed target leaves to the client.
    add(u"curl, Negotiate (Kerberos) over TLS"_s, Link::Tls, negotiate);
    add(u"curl, NTLM over TLS"_s, Link::Tls, ntlm);
    add(u"curl, client certificate over TLS"_s, Link::Tls, certificateOf(m_site->pem()));
    add(u"curl, Basic over HTTP of this machine"_s, Link::Clear, basic);
    // It can't seal.
    add(u"curl, Negotiate (Kerberos) over HTTP, --allow-unencrypted"_s, Link::Clear, negotiate);
    add(u"curl, NTLM over HTTP, --allow-unencrypted"_s, Link::Clear, ntlm);
    add(u"curl, Basic through nginx to HTTP"_s, Link::Http, basic, true);
    add(u"curl, Basic through nginx to TLS"_s, Link::Tls, basic, true);
    add(u"curl, Negotiate (Kerberos) through nginx to TLS"_s, Link::Tls, negotiate, true);
    add(u"curl, NTLM through nginx to TLS"_s, Link::Tls, ntlm, true);
}

void TestStrangersCurl::operations()
{
    QFETCH(QString, stranger);
    QFETCH(Link, link);
    QFETCH(QStringList, options);
    QFETCH(bool, front);
    QFETCH(int, op);
    serve(link, front);
    if (front && !m_front)
        return; // nginx is not there
    const QByteArray problem = m_ops->run(
        StrangerOp(op), [&](const QByteArray &envelope) { return post(options, envelope); });
    m_table.note(stranger, StrangerOps::all().at(op).second, problem.isEmpty());
    QVERIFY2(problem.isEmpty(), problem.constData());
}

void TestStrangersCurl::refusals_data()
{
    QTest::addColumn<Link>("link");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("status");
    const QStringList negotiate{u"--negotiate"_s, u"--user"_s, u":"_s};
    const QString ntlmUser = SignInSite::ntlmUser();
    const auto ntlm = [](const QStringList &who) { return QStringList{u"--ntlm"_s} + who; };
    QTest::newRow("nobody") << Link::Tls << QStringList{} << 401;
    QTest::newRow("Basic, wrong password")
        << Link::Tls << QStringList{u"--basic"_s} + passwordOf(SignInSite::user(), "wrong") << 401;
    QTest::newRow("NTLM, wrong password")
        << Link::Tls << ntlm(passwordOf(ntlmUser, "wrong")) << 401;
    QTest::newRow("NTLM, unknown user")
        << Link::Tls << ntlm(passwordOf(u"stranger"_s, "wrong")) << 401;
    QTest::newRow("a certificate of another authority")
        << Link::Tls << certificateOf(*m_other) << 401;
    // It can't seal. With NTLM it does not even ask for keys to seal with; after Kerberos a
    // readable body is answered as Windows answers it.
    QTest::newRow("NTLM over HTTP") << Link::Http << ntlm(passwordOf(ntlmUser)) << 401;
    QTest::newRow("Negotiate over HTTP") << Link::Http << negotiate << 500;
    // It names no channel.
    QTest::newRow("NTLM, strict") << Link::StrictTls << ntlm(passwordOf(ntlmUser)) << 401;
    QTest::newRow("Negotiate, strict") << Link::StrictTls << negotiate << 401;
}

void TestStrangersCurl::refusals()
{
    QFETCH(Link, link);
    QFETCH(QStringList, options);
    QFETCH(int, status);
    serve(link, false);
    StrangerOps::Said said;
    const QByteArray problem = m_ops->run(StrangerOp::Get, [&](const QByteArray &envelope) {
        return said = post(options, envelope);
    });
    QVERIFY(!problem.isEmpty());
    // A certificate that nobody vouches for may end in TLS already.
    if (said.status != 0 || !options.contains(u"--cert"_s))
        QVERIFY2(said.status == status, problem.constData());
    QVERIFY(!said.body.contains("Envelope"));
    if (link != Link::Tls) // what it can't, rather than what it got wrong
        m_table.note(u"curl, "_s + QString::fromLatin1(QTest::currentDataTag()), "Get", false,
                     u"refused"_s);
}

QTEST_GUILESS_MAIN(TestStrangersCurl)
#include "tst_strangers_curl.moc"
