// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What names a TLS channel for Kerberos and NTLM: RFC 5929 section 4.1, with real certificates.

#include "services/wsman/auth/channelbinding.h"
#include "tests/support/certificates.h"

#include <QCryptographicHash>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestChannelBinding : public QObject
{
    Q_OBJECT

private slots:
    void RFC5929_R4_1_theHashOfTheSignature_data();
    void RFC5929_R4_1_theHashOfTheSignature();
    void RFC5929_R4_1_ofTheAuthorityNothingCounts();
    void noCertificateNoBinding() { QVERIFY(channelBinding(QSslCertificate()).isEmpty()); }

private:
    static QByteArray named(const QSslCertificate &certificate, QCryptographicHash::Algorithm hash)
    {
        return "tls-server-end-point:" + QCryptographicHash::hash(certificate.toDer(), hash);
    }

    Authority m_authority;
};

void TestChannelBinding::RFC5929_R4_1_theHashOfTheSignature_data()
{
    using Hash = QCryptographicHash;
    QTest::addColumn<QStringList>("key");
    QTest::addColumn<QString>("digest");
    QTest::addColumn<int>("expected");
    const auto add = [](const char *name, const QStringList &key,
                        const QList<std::pair<QString, Hash::Algorithm>> &rows) {
        for (const auto &[digest, expected] : rows)
            QTest::addRow("%s, %s", name, qPrintable(digest)) << key << digest << int(expected);
    };
    const QList<std::pair<QString, Hash::Algorithm>> strong{
        {u"sha256"_s, Hash::Sha256}, {u"sha384"_s, Hash::Sha384}, {u"sha512"_s, Hash::Sha512}};
    const QList<std::pair<QString, Hash::Algorithm>> weak{{u"sha1"_s, Hash::Sha256}};
    add("RSA", Authority::rsa(2048), strong + weak + QList{std::pair{u"md5"_s, Hash::Sha256}});
    add("EC", Authority::ec(), strong + weak);
    add("RSA-PSS", Authority::rsaPss(), strong + weak);
}

void TestChannelBinding::RFC5929_R4_1_theHashOfTheSignature()
{
    QFETCH(QStringList, key);
    QFETCH(QString, digest);
    QFETCH(int, expected);
    const QSslCertificate certificate =
        m_authority.server({.key = key, .signer = Authority::Signer::Itself, .digest = digest})
            .localCertificate();
    QVERIFY(!certificate.isNull());
    // So that the row is about what it says.
    const QByteArray text = certificate.toText().toLower().toLatin1();
    QVERIFY2(text.contains(digest.toLatin1()), text.constData());
    QCOMPARE(channelBinding(certificate),
             named(certificate, QCryptographicHash::Algorithm(expected)));
}

// The certificate is the server's own, whatever signed those above it.
void TestChannelBinding::RFC5929_R4_1_ofTheAuthorityNothingCounts()
{
    const QSslConfiguration tls = m_authority.server(
        {.signer = Authority::Signer::Intermediate, .digest = u"sha512"_s});
    QVERIFY(tls.localCertificateChain().size() > 1);
    QCOMPARE(channelBinding(tls.localCertificate()),
             named(tls.localCertificate(), QCryptographicHash::Sha512));
}

QTEST_GUILESS_MAIN(TestChannelBinding)
#include "tst_channelbinding.moc"
