// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// python3-winrm as a client of the served local target: one session for all operations, as a
// script that manages Windows machines has it.

#include "tests/support/strangerops.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

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
    void cleanupTestCase();

    void operations_data();
    void operations();
    void aWrongPasswordIsRefused();

private:
    Session &session(const QString &scheme);

    StrangerTable m_table;
    std::unique_ptr<PemFiles> m_pem;
    std::unique_ptr<ServedSite> m_site;
    std::unique_ptr<StrangerOps> m_ops;
    std::map<QString, std::unique_ptr<Session>> m_sessions;
};

void TestStrangersWinrm::initTestCase()
{
    int code = -1;
    Child::output(u"/usr/bin/python3"_s, {u"-c"_s, u"import winrm"_s},
                  QProcessEnvironment::systemEnvironment(), {}, &code);
    if (code != 0)
        QSKIP("python3-winrm is not installed");
    m_pem = std::make_unique<PemFiles>();
    QVERIFY(m_pem->isReady());
    m_site = std::make_unique<ServedSite>();
    QVERIFY2(m_site->serve({}, m_pem.get()), m_site->problem());
    m_ops = std::make_unique<StrangerOps>(*m_site);
}

void TestStrangersWinrm::cleanupTestCase()
{
    m_sessions.clear();
    m_ops.reset();
    m_site.reset();
}

Session &TestStrangersWinrm::session(const QString &scheme)
{
    std::unique_ptr<Session> &session = m_sessions[scheme];
    if (!session)
        session = std::make_unique<Session>(
            m_site->url(), scheme, u"auto"_s, m_pem->authority(),
            QJsonObject{{u"user"_s, ServedSite::user()},
                        {u"password"_s, QString::fromUtf8(ServedSite::password())}},
            QProcessEnvironment::systemEnvironment());
    return *session;
}

void TestStrangersWinrm::operations_data()
{
    QTest::addColumn<QString>("stranger");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<int>("op");
    const auto add = [](const QString &stranger, const QString &scheme) {
        for (const auto &[op, name] : StrangerOps::all())
            QTest::newRow(qPrintable(stranger + u": "_s + QString::fromLatin1(name)))
                << stranger << scheme << int(op);
    };
    add(u"python3-winrm, Basic over TLS"_s, u"plaintext"_s);
}

void TestStrangersWinrm::operations()
{
    QFETCH(QString, stranger);
    QFETCH(QString, scheme);
    QFETCH(int, op);
    const QByteArray problem = m_ops->run(
        StrangerOp(op), [&](const QByteArray &envelope) { return session(scheme).post(envelope); });
    m_table.note(stranger, StrangerOps::all().at(op).second, problem.isEmpty());
    QVERIFY2(problem.isEmpty(), problem.constData());
}

void TestStrangersWinrm::aWrongPasswordIsRefused()
{
    Session session(m_site->url(), u"plaintext"_s, u"auto"_s, m_pem->authority(),
                    {{u"user"_s, ServedSite::user()}, {u"password"_s, u"wrong"_s}},
                    QProcessEnvironment::systemEnvironment());
    int status = 0;
    const QByteArray problem = m_ops->run(StrangerOp::Get, [&](const QByteArray &envelope) {
        const StrangerOps::Said said = session.post(envelope);
        status = said.status;
        return said;
    });
    QCOMPARE(status, 401);
    QVERIFY(!problem.isEmpty());
}

QTEST_GUILESS_MAIN(TestStrangersWinrm)
#include "tst_strangers_winrm.moc"
