// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The realm that sign-in is tested in does what the tests rely on.

#include "tests/support/kdc.h"

#include <QFile>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestKdc : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void aUserGetsATicketForTheService();
    void refusals_data();
    void refusals();
    void aStoppedKdcIsNotReached();
    void aShiftedClockIsUsed();
    void whatItSetsInThisProcessGoesWithIt();

private:
    QByteArray serviceTicket(const QString &cache, int *code);

    std::unique_ptr<Kdc> m_kdc;
};

void TestKdc::initTestCase()
{
    if (const QString program = Kdc::missing(); !program.isEmpty())
        QSKIP(qPrintable(program + u" is not installed"_s));
    m_kdc = std::make_unique<Kdc>();
    QVERIFY2(m_kdc->isReady(), m_kdc->problem());
    QVERIFY2(m_kdc->addUser(u"alice"_s, "wonder land"), m_kdc->problem());
    QVERIFY2(m_kdc->addUser(u"gone"_s, "pw", {u"-expire"_s, u"yesterday"_s}), m_kdc->problem());
    QVERIFY2(m_kdc->addUser(u"stale"_s, "pw", {u"-pwexpire"_s, u"yesterday"_s}), m_kdc->problem());
    QVERIFY2(m_kdc->addUser(u"locked"_s, "pw", {u"-allow_tix"_s}), m_kdc->problem());
}

QByteArray TestKdc::serviceTicket(const QString &cache, int *code)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    m_kdc->insertInto(environment);
    return Child::output(u"kvno"_s, {u"-c"_s, cache, u"-S"_s, u"HTTP"_s, u"localhost"_s},
                         environment, {}, code);
}

void TestKdc::aUserGetsATicketForTheService()
{
    const QString cache = m_kdc->ticket(u"alice"_s, "wonder land");
    QVERIFY2(!cache.isEmpty(), m_kdc->problem());
    int code = -1;
    const QByteArray said = serviceTicket(cache, &code);
    QVERIFY2(code == 0, said.constData());
    QVERIFY(said.contains("HTTP/localhost@CISTERN.TEST: kvno = "));
    QVERIFY(QFile::exists(m_kdc->keytab()));
}

void TestKdc::refusals_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("wrong password")
        << u"alice"_s << QByteArray("looking glass") << QByteArray("Password incorrect");
    QTest::newRow("nobody") << u"nobody"_s << QByteArray("pw") << QByteArray("not found");
    QTest::newRow("expired") << u"gone"_s << QByteArray("pw") << QByteArray("expired");
    QTest::newRow("locked") << u"locked"_s << QByteArray("pw") << QByteArray("revoked");
}

void TestKdc::refusals()
{
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, said);
    QVERIFY(m_kdc->ticket(user, password, u"refused"_s).isEmpty());
    QVERIFY2(QByteArray(m_kdc->problem()).contains(said), m_kdc->problem());
}

void TestKdc::aStoppedKdcIsNotReached()
{
    m_kdc->stop();
    QVERIFY(m_kdc->ticket(u"alice"_s, "wonder land", u"unreached"_s).isEmpty());
    QVERIFY2(QByteArray(m_kdc->problem()).contains("Cannot contact any KDC"), m_kdc->problem());
    QVERIFY2(m_kdc->start(), m_kdc->problem());
    QVERIFY(!m_kdc->ticket(u"alice"_s, "wonder land", u"unreached"_s).isEmpty());
}

void TestKdc::aShiftedClockIsUsed()
{
    const QString cache = m_kdc->ticket(u"alice"_s, "wonder land", u"shifted"_s);
    QVERIFY2(!cache.isEmpty(), m_kdc->problem());
    QVERIFY(Kdc::shiftClock(cache, 3600));
    int code = -1;
    const QByteArray said = serviceTicket(cache, &code);
    QVERIFY2(code != 0 && said.contains("Clock skew too great"), said.constData());
}

void TestKdc::whatItSetsInThisProcessGoesWithIt()
{
    const QByteArray before = qgetenv("KRB5_CONFIG");
    {
        Kdc other;
        other.enter();
        QCOMPARE(qgetenv("KRB5_CONFIG"), QFile::encodeName(other.filePath(u"krb5.conf"_s)));
    }
    QCOMPARE(qgetenv("KRB5_CONFIG"), before);
}

QTEST_GUILESS_MAIN(TestKdc)
#include "tst_kdc.moc"
