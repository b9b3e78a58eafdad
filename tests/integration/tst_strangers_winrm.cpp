// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// python3-winrm as a client of the served local target: one session for all operations, as a
// script that manages Windows machines has it.

#include "tests/support/signinsite.h"
#include "tests/support/strangerops.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

using Link = SignInSite::Link;

namespace {

// A session of the script in tests/data/strangers.
class Session
{
public:
    Session(const QUrl &url, const QString &scheme, const QString &sealing,
            const QString &authority, const QJsonObject &who,
            const QProcessEnvironment &environment)
        : m_child(direct(environment))
    {
        m_child.startTalking(u"/usr/bin/python3"_s,
                             {QStringLiteral(CISTERN_TEST_DATA "/strangers/winrm_client.py"),
                              url.toString(), scheme, sealing,
                              authority.isEmpty() ? u"-"_s : authority});
        m_child.say(QJsonDocument(who).toJson(QJsonDocument::Compact));
    }

    StrangerOps::Said post(const QByteArray &envelope)
    {
        m_child.say(envelope.toBase64());
        const QByteArray line = m_child.nextLine();
        const QJsonObject answer = QJsonDocument::fromJson(line).object();
        if (answer.isEmpty())
            return {.problem = m_child.err};
        return {.status = answer.value(u"status").toInt(),
                .body = QByteArray::fromBase64(answer.value(u"body").toString().toLatin1())};
    }

private:
    static QProcessEnvironment direct(QProcessEnvironment environment)
    {
        environment.insert(u"no_proxy"_s, u"*"_s);
        return environment;
    }

    Child m_child;
};

} // namespace

class TestStrangersWinrm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_sessions.clear(); }

    void operations_data();
    void operations();
    void theirBindingIsOurs_data();
    void theirBindingIsOurs();
    void refusals_data();
    void refusals();

private:
    std::unique_ptr<Session> begin(const QString &scheme, const QString &sealing,
                                   const QByteArray &password = ServedSite::password(),
                                   const PemFiles *identity = nullptr);
    QJsonObject who(const QString &scheme, const QByteArray &password) const;

    StrangerTable m_table;
    std::unique_ptr<SignInSite> m_site;
    std::unique_ptr<StrangerOps> m_ops;
    QTemporaryDir m_folder;
    QString m_legacy;                                       // configuration of OpenSSL
    std::map<QString, std::unique_ptr<Session>> m_sessions; // by name, of the link that is served
};

void TestStrangersWinrm::initTestCase()
{
    int code = -1;
    Child::output(u"/usr/bin/python3"_s, {u"-c"_s, u"import winrm"_s},
                  QProcessEnvironment::systemEnvironment(), {}, &code);
    if (code != 0)
        QSKIP("python3-winrm is not installed");
    if (const QString missing = SignInSite::missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing + u" is not installed"_s));
    m_site = std::make_unique<SignInSite>();
    QVERIFY2(m_site->isReady(), m_site->problem());
    m_ops = std::make_unique<StrangerOps>(m_site->site());
    // Python gets the MD4 of NTLM from OpenSSL, which has it in a provider that must be asked for.
    m_legacy = m_folder.filePath(u"openssl.cnf"_s);
    QFile file(m_legacy);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("openssl_conf = all\n[all]\nproviders = providers\n[providers]\ndefault = on\n"
               "legacy = on\n[on]\nactivate = 1\n");
}

QJsonObject TestStrangersWinrm::who(const QString &scheme, const QByteArray &password) const
{
    const QString text = QString::fromUtf8(password);
    if (scheme == "kerberos"_L1) // its password is the ticket
        return {{u"user"_s, SignInSite::domainUser()}, {u"password"_s, QString()}};
    if (scheme == "certificate"_L1) {
        const QString user = SignInSite::certificateUser();
        return {{u"certificate"_s, m_site->pem().clientCertificate(user)},
                {u"key"_s, m_site->pem().clientKey(user)}};
    }
    const bool ntlm = scheme == "ntlm"_L1;
    return {{u"user"_s, ntlm ? SignInSite::ntlmUser() : SignInSite::user()}, {u"password"_s, text}};
}

std::unique_ptr<Session> TestStrangersWinrm::begin(const QString &scheme, const QString &sealing,
                                                   const QByteArray &password,
                                                   const PemFiles *identity)
{
    QProcessEnvironment environment = m_site->environment();
    environment.insert(u"OPENSSL_CONF"_s, m_legacy);
    return std::make_unique<Session>(m_site->site().url(), scheme, sealing,
                                     (identity ? *identity : m_site->pem()).authority(),
                                     who(scheme, password), environment);
}

void TestStrangersWinrm::operations_data()
{
    QTest::addColumn<QString>("stranger");
    QTest::addColumn<Link>("link");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("sealing");
    QTest::addColumn<int>("op");
    const auto add = [](const QString &stranger, Link link, const QString &scheme,
                        const QString &sealing) {
        for (const auto &[op, name] : StrangerOps::all())
            QTest::newRow(qPrintable(stranger + u": "_s + QString::fromLatin1(name)))
                << stranger << link << scheme << sealing << int(op);
    };
    const QString never = u"never"_s, always = u"always"_s;
    add(u"python3-winrm, NTLM over HTTP, sealed"_s, Link::Http, u"ntlm"_s, always);
    add(u"python3-winrm, Kerberos over HTTP, sealed"_s, Link::Http, u"kerberos"_s, always);
    add(u"python3-winrm, Basic over TLS"_s, Link::Tls, u"plaintext"_s, never);
    add(u"python3-winrm, NTLM over TLS"_s, Link::Tls, u"ntlm"_s, never);
    add(u"python3-winrm, Kerberos over TLS"_s, Link::Tls, u"kerberos"_s, never);
    add(u"python3-winrm, certificate over TLS"_s, Link::Tls, u"certificate"_s, never);
    add(u"python3-winrm, NTLM over TLS, sealed, too"_s, Link::Tls, u"ntlm"_s, always);
    // Its NTLM names the channel.
    add(u"python3-winrm, NTLM over TLS, strict"_s, Link::StrictTls, u"ntlm"_s, never);
    add(u"python3-winrm, Basic over HTTP of this machine"_s, Link::Clear, u"plaintext"_s, never);
    add(u"python3-winrm, NTLM over HTTP, --allow-unencrypted"_s, Link::Clear, u"ntlm"_s, never);
    add(u"python3-winrm, Kerberos over HTTP, --allow-unencrypted"_s, Link::Clear, u"kerberos"_s,
        never);
}

void TestStrangersWinrm::operations()
{
    QFETCH(QString, stranger);
    QFETCH(Link, link);
    QFETCH(QString, scheme);
    QFETCH(QString, sealing);
    QFETCH(int, op);
    QVERIFY2(m_site->serve(link), m_site->problem());
    std::unique_ptr<Session> &session = m_sessions[stranger];
    if (!session)
        session = begin(scheme, sealing);
    const QByteArray problem = m_ops->run(
        StrangerOp(op), [&](const QByteArray &envelope) { return session->post(envelope); });
    m_table.note(stranger, StrangerOps::all().at(op).second, problem.isEmpty());
    QVERIFY2(problem.isEmpty(), problem.constData());
}

// RFC 5929 section 4.1: the hash is that of the certificate's signature. Theirs is computed by
// other code.
void TestStrangersWinrm::theirBindingIsOurs_data()
{
    QTest::addColumn<QString>("digest");
    QTest::newRow("SHA-384") << u"sha384"_s;
    QTest::newRow("SHA-512") << u"sha512"_s;
}

void TestStrangersWinrm::theirBindingIsOurs()
{
    QFETCH(QString, digest);
    const PemFiles identity(digest);
    QVERIFY(identity.isReady());
    QVERIFY2(m_site->serve(Link::StrictTls, &identity), m_site->problem());
    const auto session = begin(u"ntlm"_s, u"never"_s, ServedSite::password(), &identity);
    const QByteArray problem = m_ops->run(
        StrangerOp::Get, [&](const QByteArray &envelope) { return session->post(envelope); });
    m_site->stop();
    QVERIFY2(problem.isEmpty(), problem.constData());
}

void TestStrangersWinrm::refusals_data()
{
    QTest::addColumn<Link>("link");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("sealing");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<int>("status");
    const QByteArray right = ServedSite::password(), wrong = "wrong";
    const QString never = u"never"_s, always = u"always"_s;
    QTest::newRow("Basic, wrong password") << Link::Tls << u"plaintext"_s << never << wrong << 401;
    QTest::newRow("NTLM, wrong password") << Link::Tls << u"ntlm"_s << never << wrong << 401;
    QTest::newRow("NTLM, wrong password, sealed")
        << Link::Http << u"ntlm"_s << always << wrong << 401;
    QTest::newRow("NTLM over HTTP, not sealed") << Link::Http << u"ntlm"_s << never << right << 500;
    QTest::newRow("Kerberos over HTTP, not sealed")
        << Link::Http << u"kerberos"_s << never << right << 500;
    // Debian's kerberos module has no way to name a channel.
    QTest::newRow("Kerberos, strict") << Link::StrictTls << u"kerberos"_s << never << right << 401;
}

void TestStrangersWinrm::refusals()
{
    QFETCH(Link, link);
    QFETCH(QString, scheme);
    QFETCH(QString, sealing);
    QFETCH(QByteArray, password);
    QFETCH(int, status);
    QVERIFY2(m_site->serve(link), m_site->problem());
    const auto session = begin(scheme, sealing, password);
    StrangerOps::Said said;
    const QByteArray problem = m_ops->run(StrangerOp::Get, [&](const QByteArray &envelope) {
        return said = session->post(envelope);
    });
    QVERIFY(!problem.isEmpty());
    QVERIFY2(said.status == status, problem.constData());
    QVERIFY(!said.body.contains("Envelope"));
    if (password == ServedSite::password()) // what it can't, rather than what it got wrong
        m_table.note(u"python3-winrm, "_s + QString::fromLatin1(QTest::currentDataTag()), "Get",
                     false, u"refused"_s);
}

QTEST_GUILESS_MAIN(TestStrangersWinrm)
#include "tst_strangers_winrm.moc"
