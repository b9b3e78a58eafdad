// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Messages sealed by Kerberos with each type of encryption that a domain may hand out keys of: the
// signature before a body has another length in each.

#include "services/core/systemclock.h"
#include "services/wsman/listener.h"
#include "services/wsman/transports/httptransport.h"
#include "tests/support/kdc.h"
#include "tests/support/relay.h"

#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QByteArray password = "curiouser and curiouser";

// Of what was sealed on the wire: how long each signature says it is.
QSet<quint32> signatureLengths(const QByteArray &wire)
{
    constexpr QByteArrayView mark("application/octet-stream\r\n");
    QSet<quint32> lengths;
    for (qsizetype at = wire.indexOf(mark); at >= 0; at = wire.indexOf(mark, at + 1))
        lengths << qFromLittleEndian<quint32>(wire.constData() + at + mark.size());
    return lengths;
}
} // namespace

class TestEncTypes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void AUTH_sealsWithEachType_data();
    void AUTH_sealsWithEachType();

private:
    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<Kdc> m_kdc;
};

void TestEncTypes::initTestCase()
{
    if (const QString program = Kdc::missing(); !program.isEmpty())
        QSKIP(qPrintable(program + u" is not installed"_s));
    m_kdc = std::make_unique<Kdc>();
    QVERIFY2(m_kdc->isReady(), m_kdc->problem());
    QVERIFY2(m_kdc->addUser(u"alice"_s, password), m_kdc->problem());
    m_kdc->enter();
}

void TestEncTypes::AUTH_sealsWithEachType_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("number"); // RFC 3961 section 8, RFC 8009 section 7, RFC 4757 section 3
    QTest::addColumn<quint32>("signature");
    // The token's head, the confounder, the head again and the checksum (RFC 4121 section 4.2.4).
    QTest::newRow("aes128-sha1") << u"aes128-cts"_s << 17 << 60u;
    QTest::newRow("aes256-sha1") << u"aes256-cts"_s << 18 << 60u;
    QTest::newRow("aes128-sha256") << u"aes128-sha2"_s << 19 << 64u;
    QTest::newRow("aes256-sha384") << u"aes256-sha2"_s << 20 << 72u;
    // RFC 4757 section 7.3: with the frame of RFC 2743 around it, whose length takes three octets
    // for a message of this size, where it takes one for the shortest.
    QTest::newRow("rc4-hmac") << u"arcfour-hmac"_s << 23 << 47u;
}

void TestEncTypes::AUTH_sealsWithEachType()
{
    QFETCH(QString, type);
    QFETCH(int, number);
    QFETCH(quint32, signature);
    const QString service = u"WITH"_s + QString::number(number);
    if (!m_kdc->addService(service + u"/localhost"_s, type))
        QSKIP(m_kdc->problem()); // a library built without it
    // Nothing else is permitted on this side.
    QFile known(m_kdc->filePath(u"krb5.conf"_s));
    QFile narrow(m_folder.filePath(type));
    QVERIFY(known.open(QIODevice::ReadOnly) && narrow.open(QIODevice::WriteOnly));
    narrow.write(
        known.readAll().replace("[libdefaults]\n",
                                "[libdefaults]\n allow_weak_crypto = true\n allow_rc4 = true\n"
                                " permitted_enctypes = "
                                    + type.toLatin1() + '\n'));
    narrow.close();
    qputenv("KRB5_CONFIG", QFile::encodeName(narrow.fileName()));

    const auto users = std::make_shared<UserFile>(m_folder.filePath(u"users.json"_s));
    QVERIFY(users->addExternal({Kdc::principal(u"alice"_s), AccessRole::Manage}).ok());
    ListenOptions options;
    options.keytab = m_kdc->keytab();
    QString said;
    Listener listener(
        options,
        [&said](const Envelope &request, const Caller &) {
            return readyAnswer<Envelope>(replyTo(request, Wsman::IdentifyReply{u"1"_s, said, {}}));
        },
        users, m_clock);
    QVERIFY(listener.listen().ok());
    const auto relay = Relay::to(listener.port());
    HttpTransport transport(
        HttpTarget{.url = QUrl(u"http://localhost:%1/wsman"_s.arg(relay->port())),
                   .credentials = {Kdc::principal(u"alice"_s), Secret(password)},
                   .scheme = findScheme("Kerberos"),
                   .service = service},
        m_clock);
    for (const int length : {1, 7, 16, 1000, 1001}) {
        said = QString(length, u'q');
        const auto answer = transport.send({.body = Wsman::Identify(), .messageId = newMessageId()},
                                           this);
        QVERIFY(QTest::qWaitFor([&] { return answer.isFinished(); }, Child::patience));
        const Outcome<Envelope> reply = takenFrom(answer);
        QVERIFY2(reply.ok(), reply.ok() ? "" : qPrintable(reply.failure().serverText));
        QCOMPARE(std::get<Wsman::IdentifyReply>(reply->body).productVendor, said);
    }
    QVERIFY(!relay->seen().contains("Envelope"));
    QCOMPARE(signatureLengths(relay->seen()), QSet<quint32>{signature});
    QFile log(m_kdc->filePath(u"kdc.log"_s));
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = log.readAll().split('\n');
    const QByteArray issued = '(' + QByteArray::number(number) + ')';
    QVERIFY(std::any_of(lines.begin(), lines.end(), [&](const QByteArray &line) {
        return line.contains("TGS_REQ") && line.contains("ISSUE")
            && line.contains(service.toLatin1() + "/localhost") && line.count(issued) == 4;
    }));
}

QTEST_GUILESS_MAIN(TestEncTypes)
#include "tst_enctypes.moc"
