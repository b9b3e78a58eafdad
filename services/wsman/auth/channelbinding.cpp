// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/channelbinding.h"

#include "services/wsman/auth/der.h"

#include <QCryptographicHash>

#include <algorithm>
#include <iterator>

namespace Cistern {

namespace {

using Hash = QCryptographicHash;
using Der::take;

// Signature and hash algorithms with a hash stronger than SHA-256, or of a length of its own; RFC
// 5929 section 4.1 has SHA-256 for MD5 and SHA-1, and it serves for all that is unknown.
struct Known
{
    QByteArrayView oid; // as in DER
    Hash::Algorithm hash;
};
constexpr Known known[] = {
    {"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c", Hash::Sha384}, // sha384WithRSAEncryption
    {"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d", Hash::Sha512}, // sha512WithRSAEncryption
    {"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0e", Hash::Sha224}, // sha224WithRSAEncryption
    {"\x2a\x86\x48\xce\x3d\x04\x03\x01", Hash::Sha224},     // ecdsa-with-SHA224
    {"\x2a\x86\x48\xce\x3d\x04\x03\x03", Hash::Sha384},     // ecdsa-with-SHA384
    {"\x2a\x86\x48\xce\x3d\x04\x03\x04", Hash::Sha512},     // ecdsa-with-SHA512
    {"\x60\x86\x48\x01\x65\x03\x04\x02\x02", Hash::Sha384}, // id-sha384, within PSS
    {"\x60\x86\x48\x01\x65\x03\x04\x02\x03", Hash::Sha512}, // id-sha512, within PSS
    {"\x60\x86\x48\x01\x65\x03\x04\x02\x04", Hash::Sha224}, // id-sha224, within PSS
};
constexpr QByteArrayView rsassaPss = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a";

Hash::Algorithm hashNamed(QByteArrayView oid)
{
    const auto *row = std::find_if(std::begin(known), std::end(known),
                                   [&](const Known &one) { return one.oid == oid; });
    return row == std::end(known) ? Hash::Sha256 : row->hash;
}

// RFC 5280 section 4.1: Certificate is a sequence of what is signed, the algorithm, the signature.
Hash::Algorithm hashOf(QByteArrayView der)
{
    auto certificate = take(der, Der::Sequence);
    if (!certificate || !take(*certificate, Der::Sequence))
        return Hash::Sha256;
    auto algorithm = take(*certificate, Der::Sequence);
    const auto oid = algorithm ? take(*algorithm, Der::ObjectId) : std::nullopt;
    if (!oid || *oid != rsassaPss)
        return oid ? hashNamed(*oid) : Hash::Sha256;
    // RFC 4055 section 3.1: the hash is the first of the parameters, and SHA-1 when left out.
    auto parameters = take(*algorithm, Der::Sequence);
    auto tagged = parameters ? take(*parameters, Der::Context0) : std::nullopt;
    auto hash = tagged ? take(*tagged, Der::Sequence) : std::nullopt;
    const auto inner = hash ? take(*hash, Der::ObjectId) : std::nullopt;
    return inner ? hashNamed(*inner) : Hash::Sha256;
}

} // namespace

QByteArray channelBinding(const QSslCertificate &certificate)
{
    if (certificate.isNull())
        return {};
    const QByteArray der = certificate.toDer();
    return "tls-server-end-point:" + Hash::hash(der, hashOf(der));
}

} // namespace Cistern
