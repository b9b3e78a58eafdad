// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/certificates.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
bool openssl(const QStringList &arguments)
{
    QProcess process;
    process.start(u"openssl"_s, arguments);
    const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; },
                                       20'000);
    if (ended && process.exitCode() == 0)
        return true;
    qWarning("openssl %s: %s", qPrintable(arguments.join(u' ')),
             process.readAllStandardError().constData());
    return false;
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QSslKey keyFrom(const QString &path)
{
    const QByteArray pem = read(path);
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa}) {
        if (const QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return {};
}
} // namespace

QSslConfiguration selfSigned()
{
    QTemporaryDir folder;
    const QString key = folder.filePath(u"key.pem"_s);
    const QString certificate = folder.filePath(u"certificate.pem"_s);
    QSslConfiguration tls;
    if (!openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                  u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s,
                  u"/CN=localhost"_s, u"-addext"_s, u"subjectAltName=DNS:localhost,IP:127.0.0.1"_s,
                  u"-keyout"_s, key, u"-out"_s, certificate}))
        return tls;
    tls.setLocalCertificate(QSslCertificate::fromPath(certificate).value(0));
    tls.setPrivateKey(keyFrom(key));
    return tls;
}

Authority::Authority(const QString &name)
{
    // Dates are what `openssl ca` alone can be told.
    write(path(u"ca.cnf"_s),
          "[ca]\ndefault_ca=office\n[office]\nnew_certs_dir=" + QFile::encodeName(m_folder.path())
              + "\ndatabase=" + QFile::encodeName(path(u"index.txt"_s))
              + "\nrand_serial=yes\ndefault_md=sha256\npolicy=any\nunique_subject=no\n"
                "[any]\ncommonName=supplied\n"
                "[req]\ndistinguished_name=empty\n[empty]\n");
    write(path(u"index.txt"_s), {});
    Wish wish;
    wish.name = name;
    wish.from = QDateTime::currentDateTimeUtc().addYears(-5);
    wish.to = QDateTime::currentDateTimeUtc().addYears(5);
    const QByteArray extensions = "basicConstraints=critical,CA:TRUE\n"
                                  "keyUsage=critical,keyCertSign,cRLSign\n"
                                  "subjectKeyIdentifier=hash\n";
    sign(u"root"_s, wish, u"root"_s, extensions);
    wish.name = name + u" Intermediate"_s;
    sign(u"intermediate"_s, wish, u"root"_s, extensions);
    m_root = QSslCertificate::fromPath(path(u"root.pem"_s)).value(0);
}

void Authority::sign(const QString &stem, const Wish &wish, const QString &signer,
                     const QByteArray &extensions) const
{
    const QString key = path(stem + u".key"_s);
    const QString request = path(stem + u".csr"_s);
    const QString options = path(stem + u".ext"_s);
    const auto time = [](const QDateTime &when) {
        return when.toUTC().toString(u"yyyyMMddHHmmss'Z'"_s);
    };
    write(options, extensions);
    if (!openssl(QStringList{u"genpkey"_s, u"-out"_s, key} + wish.key)
        || !openssl({u"req"_s, u"-new"_s, u"-config"_s, path(u"ca.cnf"_s), u"-key"_s, key,
                     u"-subj"_s, u"/CN="_s + wish.name, u"-out"_s, request}))
        return;
    QStringList order{u"ca"_s,
                      u"-batch"_s,
                      u"-notext"_s,
                      u"-config"_s,
                      path(u"ca.cnf"_s),
                      u"-md"_s,
                      wish.digest,
                      u"-startdate"_s,
                      time(wish.from),
                      u"-enddate"_s,
                      time(wish.to),
                      u"-extfile"_s,
                      options,
                      u"-in"_s,
                      request,
                      u"-out"_s,
                      path(stem + u".pem"_s),
                      u"-keyfile"_s,
                      path(signer + u".key"_s)};
    if (stem == signer)
        order.append(u"-selfsign"_s);
    else
        order.append({u"-cert"_s, path(signer + u".pem"_s)});
    (void)openssl(order);
}

Authority::Files Authority::files(const Wish &wish) const
{
    const QString stem = u"server%1"_s.arg(++m_made);
    QString signer = u"root"_s;
    if (wish.signer == Signer::Intermediate)
        signer = u"intermediate"_s;
    else if (wish.signer == Signer::Itself)
        signer = stem;
    sign(stem, wish, signer,
         "basicConstraints=CA:FALSE\nextendedKeyUsage=" + wish.purpose.toLatin1()
             + "\nsubjectAltName=" + wish.alternatives.toLatin1() + '\n');
    QByteArray chain = read(path(stem + u".pem"_s));
    if (wish.signer == Signer::Intermediate)
        chain += read(path(u"intermediate.pem"_s));
    write(path(stem + u".chain"_s), chain);
    return {path(stem + u".chain"_s), path(stem + u".key"_s)};
}

QSslConfiguration Authority::server(const Wish &wish) const
{
    const Files made = files(wish);
    QSslConfiguration tls;
    tls.setLocalCertificateChain(QSslCertificate::fromData(read(made.chain)));
    tls.setPrivateKey(keyFrom(made.key));
    return tls;
}

QStringList Authority::ec()
{
    return {u"-algorithm"_s, u"EC"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s};
}

QStringList Authority::rsa(int bits)
{
    return {u"-algorithm"_s, u"RSA"_s, u"-pkeyopt"_s, u"rsa_keygen_bits:%1"_s.arg(bits)};
}

QStringList Authority::rsaPss()
{
    return {u"-algorithm"_s, u"RSA-PSS"_s, u"-pkeyopt"_s, u"rsa_keygen_bits:2048"_s};
}

} // namespace Cistern
