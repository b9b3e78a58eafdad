// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/pemfiles.h"

#include "tests/support/child.h"

#include <QFile>
#include <QSslCertificate>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList newKey{u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
                         u"-nodes"_s};

} // namespace

PemFiles::PemFiles(const QString &digest) : m_digest(u'-' + digest)
{
    m_ready = openssl(QStringList{u"req"_s, u"-x509"_s, u"-days"_s, u"2"_s, u"-subj"_s,
                                  u"/CN=Test authority"_s, m_digest, u"-keyout"_s,
                                  m_folder.filePath(u"authority.key"_s), u"-out"_s, authority()}
                      + newKey)
        && sign(u"server"_s, u"localhost"_s,
                "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n");
}

bool PemFiles::addClient(const QString &name, const QStringList &principals)
{
    QByteArrayList names;
    for (const QString &principal : principals)
        names.append("otherName:1.3.6.1.4.1.311.20.2.3;UTF8:" + principal.toUtf8());
    return sign(
        name, name,
        "extendedKeyUsage=clientAuth\n"
            + (names.isEmpty() ? QByteArray() : "subjectAltName=" + names.join(',') + '\n'));
}

QByteArray PemFiles::serverDer() const
{
    return QSslCertificate::fromPath(certificate()).value(0).toDer();
}

bool PemFiles::openssl(const QStringList &arguments)
{
    int code = -1;
    Child::output(u"openssl"_s, arguments, QProcessEnvironment::systemEnvironment(), {}, &code);
    return code == 0;
}

bool PemFiles::sign(const QString &name, const QString &commonName, const QByteArray &extensions)
{
    const QString request = m_folder.filePath(name + u".csr"_s);
    QFile file(m_folder.filePath(name + u".ext"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(extensions) != extensions.size())
        return false;
    file.close();
    return openssl(QStringList{u"req"_s, u"-new"_s, u"-subj"_s, u"/CN="_s + commonName,
                               u"-keyout"_s, m_folder.filePath(name + u".key"_s), u"-out"_s,
                               request}
                   + newKey)
        && openssl({u"x509"_s, u"-req"_s, u"-in"_s, request, u"-days"_s, u"2"_s, m_digest, u"-CA"_s,
                    authority(), u"-CAkey"_s, m_folder.filePath(u"authority.key"_s),
                    u"-CAcreateserial"_s, u"-extfile"_s, file.fileName(), u"-out"_s,
                    m_folder.filePath(name + u".pem"_s)});
}

} // namespace Cistern
