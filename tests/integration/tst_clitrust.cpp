// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// `cistern-cli trust`: shows what a server shows, pins only what the person proved to know, and
// sends nothing but the handshake.

#include "services/wsman/peercertificate.h"
#include "tests/support/clihome.h"
#include "tests/support/tlsserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestCliTrust : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<CliHome>();
        show({});
        QCOMPARE(m_home->run({u"system"_s, u"add"_s, u"far"_s, url(), u"--user"_s, u"bar"_s,
                              u"--scheme"_s, u"basic"_s})
                     .code,
                 0);
    }

    void cleanup() { m_server.reset(); }

    void showsAndRefusesWhatNobodyVouchesFor()
    {
        const auto shown = trust({});
        QCOMPARE(shown.code, 3);
        const QByteArray fingerprint =
            m_tls.localCertificate().digest(QCryptographicHash::Sha256).toHex(':').toUpper();
        QVERIFY2(shown.out.contains(fingerprint), shown.out.constData());
        QVERIFY(shown.out.contains("localhost"));
        QVERIFY(shown.out.contains("Test CA"));
        QVERIFY(shown.err.contains("--fingerprint"));
        QVERIFY(shown.err.contains("openssl x509 -noout -fingerprint -sha256"));
        QCOMPARE(pinOf(), QString());

        const auto json = trust({u"--json"_s}).json();
        QCOMPARE(json[u"trusted"_s].toBool(true), false);
        QCOMPARE(json[u"changed"_s].toBool(true), false);
        QVERIFY(json[u"pin"_s].isNull());
        QCOMPARE(json[u"cause"_s].toString(), u"Certificate"_s);
        QCOMPARE(json[u"certificate"_s][u"fingerprint"_s].toString(), hex());
        QCOMPARE(json[u"certificate"_s][u"chain"_s].toArray().size(), 2);
        QCOMPARE(json[u"certificate"_s][u"problems"_s][0][u"kind"_s].toString(), u"unknown"_s);
        QCOMPARE(m_server->heard, QByteArray());
        QVERIFY(m_server->arrivals >= 2);
    }

    void IM_14_pinsOnlyWhatTheServerShowsNow_data()
    {
        QTest::addColumn<QString>("given"); // %1: the fingerprint in hexadecimal
        QTest::addColumn<int>("code");
        QTest::newRow("as it is") << u"%1"_s << 0;
        QTest::newRow("another") << QString(64, u'a') << 3;
        QTest::newRow("of SHA-1") << QString(40, u'a') << 2;
        QTest::newRow("no fingerprint") << u"yes"_s << 2;
    }
    void IM_14_pinsOnlyWhatTheServerShowsNow()
    {
        QFETCH(QString, given);
        QFETCH(int, code);
        const QString said = given.contains(u'%') ? given.arg(hex()) : given;
        const auto result = trust({u"--fingerprint"_s, said});
        QVERIFY2(result.code == code, result.all().constData());
        QCOMPARE(pinOf(), code == 0 ? hex() : QString());
        QCOMPARE(m_server->heard, QByteArray());
        QCOMPARE(m_server->arrivals, code == 2 ? 0 : 1); // bad usage reaches nobody
    }

    void colonsSpacesAndCaseDoNotMatter()
    {
        const QByteArray digest = m_tls.localCertificate().digest(QCryptographicHash::Sha256);
        QCOMPARE(trust({u"--fingerprint"_s, QString::fromLatin1(digest.toHex(':')).toUpper()}).code,
                 0);
        QCOMPARE(pinOf(), hex());
        QCOMPARE(trust({}).code, 0); // good now
    }

    void FN_09_aChangedOneIsRefusedAndMayBeForgotten()
    {
        QCOMPARE(trust({u"--fingerprint"_s, hex()}).code, 0);
        const QString first = hex();
        m_tls = m_authority.server({});
        m_server->show(m_tls);
        const auto refused = trust({u"--json"_s});
        QCOMPARE(refused.code, 3);
        QCOMPARE(refused.json()[u"cause"_s].toString(), u"CertificateChanged"_s);
        QCOMPARE(refused.json()[u"pin"_s].toString(), first);
        QCOMPARE(trust({u"--fingerprint"_s, first}).code, 3); // not what it shows now
        QCOMPARE(pinOf(), first);
        QCOMPARE(trust({u"--fingerprint"_s, hex()}).code, 0);
        QCOMPARE(pinOf(), hex());
        QCOMPARE(trust({u"--forget"_s}).code, 0);
        QCOMPARE(pinOf(), QString());
        QCOMPARE(trust({u"--forget"_s, u"--fingerprint"_s, hex()}).code, 2);
        QCOMPARE(m_server->heard, QByteArray());
    }

    void FN_09_everyCaseIsNamed_data()
    {
        QTest::addColumn<QString>("cause");
        QTest::newRow("expired") << u"CertificateExpired"_s;
        QTest::newRow("not yet valid") << u"CertificateExpired"_s;
        QTest::newRow("wrong name") << u"CertificateName"_s;
    }
    void FN_09_everyCaseIsNamed()
    {
        QFETCH(QString, cause);
        Authority::Wish wish;
        const QString row = QString::fromLatin1(QTest::currentDataTag());
        if (row == u"expired"_s)
            wish.to = QDateTime::currentDateTimeUtc().addSecs(-60);
        else if (row == u"not yet valid"_s)
            wish.from = QDateTime::currentDateTimeUtc().addDays(2);
        else
            wish.alternatives = u"DNS:elsewhere.example"_s;
        show(wish);
        const auto shown = trust({u"--json"_s});
        QCOMPARE(shown.code, 3);
        QCOMPARE(shown.json()[u"cause"_s].toString(), cause);
        QCOMPARE(trust({u"--fingerprint"_s, hex()}).code, 0);
        QCOMPARE(trust({u"--json"_s}).json()[u"trusted"_s].toBool(), true); // a pin decides alone
        QCOMPARE(m_server->heard, QByteArray());
    }

    void whatHasNoCertificateIsSaid()
    {
        QCOMPARE(m_home->run({u"trust"_s, u"nobody"_s}).code, 2);
        QCOMPARE(m_home->run({u"trust"_s, u"local"_s}).code, 2);
        QCOMPARE(
            m_home->run({u"system"_s, u"add"_s, u"plain"_s, u"http://127.0.0.1:9/wsman"_s}).code,
            0);
        QCOMPARE(m_home->run({u"trust"_s, u"plain"_s}).code, 2);
        const quint16 port = m_server->serverPort();
        m_server->close();
        QTcpServer plain;
        QVERIFY(plain.listen(QHostAddress::LocalHost, port));
        connect(&plain, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = plain.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        const auto result = trust({u"--json"_s});
        QCOMPARE(result.code, 3);
        QCOMPARE(result.json()[u"error"_s][u"cause"_s].toString(), u"TlsVersion"_s);
    }

private:
    void show(const Authority::Wish &wish)
    {
        m_tls = m_authority.server(wish);
        QList<QSslCertificate> chain = m_tls.localCertificateChain();
        chain.append(m_authority.root());
        m_tls.setLocalCertificateChain(chain);
        if (m_server)
            m_server->show(m_tls);
        else
            m_server = std::make_unique<TlsServer>(m_tls);
        m_server->heard.clear();
        m_server->arrivals = 0;
    }
    CliHome::Result trust(const QStringList &more) const
    {
        return m_home->run(QStringList{u"trust"_s, u"far"_s} + more);
    }
    QString url() const { return u"https://127.0.0.1:%1/wsman"_s.arg(m_server->serverPort()); }
    QString hex() const
    {
        return QString::fromLatin1(
            m_tls.localCertificate().digest(QCryptographicHash::Sha256).toHex());
    }
    // What the list of systems holds.
    QString pinOf() const
    {
        QFile file(m_home->filePath(u"CONFIG/cistern/systems.json"_s));
        if (!file.open(QIODevice::ReadOnly))
            return u"no file"_s;
        const auto systems = QJsonDocument::fromJson(file.readAll())[u"systems"_s].toArray();
        for (const QJsonValue &system : systems) {
            if (system[u"id"_s].toString() == u"far"_s)
                return system[u"pin"_s].toString();
        }
        return u"no system"_s;
    }

    Authority m_authority;
    std::unique_ptr<TlsServer> m_server;
    std::unique_ptr<CliHome> m_home;
    QSslConfiguration m_tls;
};

QTEST_GUILESS_MAIN(TestCliTrust)
#include "tst_clitrust.moc"
