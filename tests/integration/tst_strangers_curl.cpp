// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// curl as a client of the served local target.

#include "tests/support/pemfiles.h"
#include "tests/support/strangerops.h"

#include <QFile>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestStrangersCurl : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void operations_data();
    void operations();
    void aWrongPasswordIsRefused();

private:
    // What curl gets for an envelope. The name of the user is never on its command line.
    StrangerOps::Said post(const QStringList &options, const QByteArray &envelope);

    StrangerTable m_table;
    std::unique_ptr<PemFiles> m_pem;
    std::unique_ptr<ServedSite> m_site;
    std::unique_ptr<StrangerOps> m_ops;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
};

void TestStrangersCurl::initTestCase()
{
    if (Child::find(u"curl"_s).isEmpty())
        QSKIP("curl is not installed");
    m_pem = std::make_unique<PemFiles>();
    QVERIFY(m_pem->isReady());
    m_site = std::make_unique<ServedSite>();
    QVERIFY2(m_site->serve({}, m_pem.get()), m_site->problem());
    m_ops = std::make_unique<StrangerOps>(*m_site);
}

void TestStrangersCurl::cleanupTestCase()
{
    m_ops.reset();
    m_site.reset();
}

StrangerOps::Said TestStrangersCurl::post(const QStringList &options, const QByteArray &envelope)
{
    int code = -1;
    const QByteArray out = Child::output(
        u"curl"_s,
        QStringList{u"--silent"_s, u"--show-error"_s, u"--noproxy"_s, u"*"_s, u"--cacert"_s,
                    m_pem->authority(), u"--header"_s,
                    u"Content-Type: application/soap+xml;charset=UTF-8"_s, u"--data-binary"_s,
                    u"@-"_s, u"--write-out"_s, u"\n%{http_code}"_s}
            + options + QStringList{m_site->url().toString()},
        m_environment, envelope, &code);
    const qsizetype last = out.lastIndexOf('\n');
    if (code != 0)
        return {.problem = out};
    return {.status = out.sliced(last + 1).toInt(), .body = out.left(last)};
}

void TestStrangersCurl::operations_data()
{
    QTest::addColumn<QString>("stranger");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("op");
    const auto add = [](const QString &stranger, const QStringList &options) {
        for (const auto &[op, name] : StrangerOps::all())
            QTest::newRow(qPrintable(stranger + u": "_s + QString::fromLatin1(name)))
                << stranger << options << int(op);
    };
    add(u"curl, Basic over TLS"_s,
        {u"--basic"_s, u"--user"_s,
         ServedSite::user() + u':' + QString::fromUtf8(ServedSite::password())});
}

void TestStrangersCurl::operations()
{
    QFETCH(QString, stranger);
    QFETCH(QStringList, options);
    QFETCH(int, op);
    const QByteArray problem = m_ops->run(
        StrangerOp(op), [&](const QByteArray &envelope) { return post(options, envelope); });
    m_table.note(stranger, StrangerOps::all().at(op).second, problem.isEmpty());
    QVERIFY2(problem.isEmpty(), problem.constData());
}

void TestStrangersCurl::aWrongPasswordIsRefused()
{
    const QByteArray problem = m_ops->run(StrangerOp::Get, [&](const QByteArray &envelope) {
        const StrangerOps::Said said = post(
            {u"--basic"_s, u"--user"_s, ServedSite::user() + u":wrong"_s}, envelope);
        [&] { QCOMPARE(said.status, 401); }();
        [&] { QVERIFY(!said.body.contains("Envelope")); }();
        return said;
    });
    QVERIFY(!problem.isEmpty());
}

QTEST_GUILESS_MAIN(TestStrangersCurl)
#include "tst_strangers_curl.moc"
