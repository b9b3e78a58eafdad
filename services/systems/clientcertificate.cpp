// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/clientcertificate.h"

#include <QFile>

namespace Cistern {

namespace {
constexpr qint64 largestFile = 256 * 1024;

Failure failureOf(Failure::Cause cause, const QString &file, const QString &words = {})
{
    return Failure{
        .cause = cause, .stage = Failure::Stage::SignIn, .parameter = file, .serverText = words};
}

Outcome<QByteArray> contentOf(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return failureOf(Failure::Cause::Storage, name, file.errorString());
    return file.read(largestFile);
}

// RFC 7468 section 11 and the older form of OpenSSL, both say so in the text.
bool isLocked(const QByteArray &pem)
{
    return pem.contains("ENCRYPTED");
}
} // namespace

Outcome<bool> keyIsLocked(const CredentialSet &set)
{
    const Outcome<QByteArray> pem = contentOf(set.keyFile);
    if (!pem)
        return pem.failure();
    return isLocked(*pem);
}

Outcome<ClientCertificate> readClientCertificate(const CredentialSet &set, const Secret &passphrase)
{
    const Outcome<QByteArray> certificates = contentOf(set.certificateFile);
    if (!certificates)
        return certificates.failure();
    const Outcome<QByteArray> pem = contentOf(set.keyFile);
    if (!pem)
        return pem.failure();
    ClientCertificate read{.chain = QSslCertificate::fromData(*certificates, QSsl::Pem)};
    if (read.chain.isEmpty())
        return failureOf(Failure::Cause::InvalidValue, set.certificateFile);
    const auto algorithm = read.chain.first().publicKey().algorithm();
    read.key = QSslKey(*pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase.revealBytes());
    if (read.key.isNull())
        return failureOf(isLocked(*pem) ? Failure::Cause::SignIn : Failure::Cause::InvalidValue,
                         set.keyFile);
    return read;
}

} // namespace Cistern
