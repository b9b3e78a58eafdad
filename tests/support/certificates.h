// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Certificates for servers of the tests: a self-signed one for 127.0.0.1 and localhost, and an
// authority of the test's own that signs what is good but for one point. Made anew for each call.
#pragma once

#include <QDateTime>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTemporaryDir>

namespace Cistern {

// For a server; its localCertificate() is null when no certificate could be made.
QSslConfiguration selfSigned();

class Authority
{
public:
    enum class Signer { Root, Intermediate, Itself };
    struct Wish
    {
        QString name = QStringLiteral("localhost");
        QString alternatives = QStringLiteral("DNS:localhost,IP:127.0.0.1");
        QStringList key = ec();
        QDateTime from = QDateTime::currentDateTimeUtc().addDays(-1);
        QDateTime to = QDateTime::currentDateTimeUtc().addDays(30);
        Signer signer = Signer::Root;
        QString digest = QStringLiteral("sha256");
        QString purpose = QStringLiteral("serverAuth");
    };

    // name: common name of the root.
    explicit Authority(const QString &name = QStringLiteral("Test CA"));

    QSslCertificate root() const { return m_root; }
    // Certificate, chain and key for a server; localCertificate() is null when openssl failed.
    QSslConfiguration server(const Wish &wish) const;
    // The same as files, for programs: the chain with the server's own first, and the key.
    struct Files
    {
        QString chain, key;
    };
    Files files(const Wish &wish) const;

    // What `openssl genpkey` is told.
    static QStringList ec();
    static QStringList rsa(int bits);
    static QStringList rsaPss();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void sign(const QString &stem, const Wish &wish, const QString &signer,
              const QByteArray &extensions) const;

    QTemporaryDir m_folder;
    QSslCertificate m_root;
    mutable int m_made = 0;
};

} // namespace Cistern
