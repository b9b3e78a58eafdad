// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/peercertificate.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QJsonArray>
#include <QNetworkProxy>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslError>
#include <QSslKey>
#include <QSslSocket>

#include <algorithm>
#include <iterator>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Kind = CertificateProblem::Kind;

namespace {

struct KindRow
{
    Kind kind;
    QLatin1StringView name; // in JSON
    Failure::Cause cause;
};
constexpr KindRow kindRows[] = {
    {Kind::Changed, "changed"_L1, Failure::Cause::CertificateChanged},
    {Kind::Expired, "expired"_L1, Failure::Cause::CertificateExpired},
    {Kind::NotYetValid, "notYetValid"_L1, Failure::Cause::CertificateExpired},
    {Kind::Name, "name"_L1, Failure::Cause::CertificateName},
    {Kind::Revoked, "revoked"_L1, Failure::Cause::Certificate},
    {Kind::Broken, "broken"_L1, Failure::Cause::Certificate},
    {Kind::Weak, "weak"_L1, Failure::Cause::Certificate},
    {Kind::Unknown, "unknown"_L1, Failure::Cause::Certificate},
};

struct ErrorRow
{
    QSslError::SslError error;
    Kind kind;
};
constexpr ErrorRow errorRows[] = {
    {QSslError::CertificateExpired, Kind::Expired},
    {QSslError::CertificateNotYetValid, Kind::NotYetValid},
    {QSslError::HostNameMismatch, Kind::Name},
    {QSslError::CertificateRevoked, Kind::Revoked},
    {QSslError::CertificateBlacklisted, Kind::Revoked},
    {QSslError::UnableToGetIssuerCertificate, Kind::Unknown},
    {QSslError::UnableToGetLocalIssuerCertificate, Kind::Unknown},
    {QSslError::UnableToVerifyFirstCertificate, Kind::Unknown},
    {QSslError::SelfSignedCertificate, Kind::Unknown},
    {QSslError::SelfSignedCertificateInChain, Kind::Unknown},
    {QSslError::CertificateUntrusted, Kind::Unknown},
};

// The least that the library lets through today, and what no authority signs any more.
constexpr int leastRsaBits = 2048;
constexpr int leastCurveBits = 224;

bool isWeak(const CertificateFacts &facts)
{
    const bool curve = facts.key == "EC"_L1;
    const bool shortKey = facts.keyBits > 0
        && facts.keyBits < (curve ? leastCurveBits : leastRsaBits)
        && (curve || facts.key.startsWith("RSA"_L1) || facts.key == "DSA"_L1);
    const bool oldHash = facts.signature.startsWith("md"_L1, Qt::CaseInsensitive)
        || facts.signature.contains("sha1"_L1, Qt::CaseInsensitive);
    return shortKey || (oldHash && !facts.selfSigned); // nobody relies on one's own signature
}

QString nameOf(const QSslCertificate &certificate, bool issuer)
{
    const auto values = [&](auto what) {
        return (issuer ? certificate.issuerInfo(what) : certificate.subjectInfo(what))
            .join(u", "_s);
    };
    if (const QString common = values(QSslCertificate::CommonName); !common.isEmpty())
        return common;
    QStringList parts;
    const auto attributes = issuer ? certificate.issuerInfoAttributes()
                                   : certificate.subjectInfoAttributes();
    for (const QByteArray &attribute : attributes)
        parts.append(QString::fromUtf8(attribute) + u'=' + values(attribute));
    return parts.join(u", "_s);
}

QString matched(const QRegularExpression &expression, const QString &text)
{
    return expression.match(text).captured(1).trimmed();
}

QString keyName(const QSslKey &key)
{
    switch (key.algorithm()) {
    case QSsl::Rsa:
        return u"RSA"_s;
    case QSsl::Dsa:
        return u"DSA"_s;
    case QSsl::Ec:
        return u"EC"_s;
    default:
        return {};
    }
}

const KindRow &rowOf(Kind kind)
{
    return *std::find_if(std::begin(kindRows), std::end(kindRows),
                         [kind](const KindRow &row) { return row.kind == kind; });
}

// What the library says as a problem; a certificate that is not in the chain is the last one's
// missing issuer.
CertificateProblem problemOf(const QSslError &error, const QList<QSslCertificate> &certificates,
                             const QList<CertificateFacts> &chain)
{
    const qsizetype place = std::max<qsizetype>(0, certificates.indexOf(error.certificate()));
    CertificateProblem problem{
        .kind = Kind::Broken, .place = int(place), .words = error.errorString()};
    const auto *row = std::find_if(std::begin(errorRows), std::end(errorRows),
                                   [&](const ErrorRow &known) { return known.error == error.error(); });
    if (row != std::end(errorRows))
        problem.kind = row->kind;
    else if (place < chain.size() && isWeak(chain.at(place)))
        problem.kind = Kind::Weak; // the library has a number for it, but no word
    return problem;
}

QDateTime timeFromJson(const QJsonValue &json)
{
    return QDateTime::fromString(json.toString(), Qt::ISODate).toUTC();
}

QString hex(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

QByteArray bytes(const QJsonValue &hex)
{
    return QByteArray::fromHex(hex.toString().toLatin1());
}

} // namespace

bool PeerCertificate::has(CertificateProblem::Kind kind) const
{
    return std::any_of(problems.begin(), problems.end(),
                       [kind](const CertificateProblem &problem) { return problem.kind == kind; });
}

bool PeerCertificate::isGood() const
{
    if (chain.isEmpty())
        return false;
    return pin.isEmpty() ? problems.isEmpty() : fingerprint() == pin;
}

bool PeerCertificate::canBeTrusted() const
{
    return !chain.isEmpty() && !has(Kind::Revoked) && !has(Kind::Broken);
}

CertificateFacts factsOf(const QSslCertificate &certificate)
{
    static const QRegularExpression signature(u"(?m)^ *Signature Algorithm: *(\\S+)"_s);
    static const QRegularExpression kind(u"(?m)^ *Public Key Algorithm: *(\\S+)"_s);
    static const QRegularExpression bits(u"(?m)^ *Public-Key: \\((\\d+) bit"_s);
    CertificateFacts facts{
        .subject = nameOf(certificate, false),
        .issuer = nameOf(certificate, true),
        .validFrom = certificate.effectiveDate().toUTC(),
        .validTo = certificate.expiryDate().toUTC(),
        .sha256 = certificate.digest(QCryptographicHash::Sha256),
        .sha1 = certificate.digest(QCryptographicHash::Sha1),
        .selfSigned = certificate.isSelfSigned(),
    };
    const auto alternatives = certificate.subjectAlternativeNames();
    for (auto it = alternatives.begin(); it != alternatives.end(); ++it) {
        if (it.key() == QSsl::DnsEntry || it.key() == QSsl::IpAddressEntry)
            facts.names.append(it.value());
    }
    facts.names.sort(Qt::CaseInsensitive);
    // Kinds of keys that Qt has no name for, RSA-PSS and Ed25519 say, are named by the library.
    const QString text = certificate.toText();
    facts.signature = matched(signature, text);
    const QSslKey key = certificate.publicKey();
    facts.key = keyName(key);
    facts.keyBits = key.length();
    if (facts.key.isEmpty() || facts.keyBits <= 0) {
        facts.key = matched(kind, text);
        facts.keyBits = matched(bits, text).toInt();
    }
    if (facts.key == "rsassaPss"_L1)
        facts.key = u"RSA-PSS"_s;
    return facts;
}

void expectPeer(QSslSocket &socket, const QString &host, const QList<QSslCertificate> &authorities)
{
    // What the environment says about proxies is not what the person configured here.
    socket.setProxy(QNetworkProxy::NoProxy);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.addCaCertificates(authorities);
    socket.setSslConfiguration(tls);
    socket.setPeerVerifyName(host);
}

PeerCertificate shownBy(const QSslSocket &socket, const QString &host, const QByteArray &pin)
{
    PeerCertificate shown{.host = host,
                          .protocol = socket.sessionCipher().protocolString(),
                          .cipher = socket.sessionCipher().name(),
                          .pin = pin};
    QList<QSslCertificate> certificates = socket.peerCertificateChain();
    if (certificates.isEmpty() && !socket.peerCertificate().isNull())
        certificates.append(socket.peerCertificate());
    for (const QSslCertificate &certificate : std::as_const(certificates))
        shown.chain.append(factsOf(certificate));
    if (!pin.isEmpty() && shown.fingerprint() != pin)
        shown.problems.append({.kind = Kind::Changed});
    const auto errors = socket.sslHandshakeErrors();
    for (const QSslError &error : errors) {
        const CertificateProblem problem = problemOf(error, certificates, shown.chain);
        // The library says "no authority" in up to three ways about one certificate.
        const bool said = std::any_of(
            shown.problems.begin(), shown.problems.end(), [&](const CertificateProblem &other) {
                return other.kind == problem.kind
                    && (other.place == problem.place || problem.kind == Kind::Unknown);
            });
        if (!said)
            shown.problems.append(problem);
    }
    std::stable_sort(
        shown.problems.begin(), shown.problems.end(),
        [](const CertificateProblem &a, const CertificateProblem &b) { return a.kind < b.kind; });
    return shown;
}

std::optional<Failure> objectionTo(const PeerCertificate &shown)
{
    if (shown.isGood())
        return {};
    QStringList words;
    for (const CertificateProblem &problem : shown.problems) {
        if (!problem.words.isEmpty() && !words.contains(problem.words))
            words.append(problem.words);
    }
    return Failure{.cause = shown.problems.isEmpty() ? Failure::Cause::Certificate
                                                     : rowOf(shown.problems.first().kind).cause,
                   .stage = Failure::Stage::Encryption,
                   .parameter = shown.host,
                   .serverText = words.join(u' '),
                   .offered = QVariant::fromValue(shown)};
}

Failure handshakeFailure(const QAbstractSocket &socket)
{
    const QString words = socket.errorString();
    // RFC 8446, 6.2: what a server answers to a missing or refused certificate of the client.
    static constexpr QLatin1StringView refusals[] = {
        "alert certificate required"_L1, "alert bad certificate"_L1,
        "alert unknown ca"_L1,           "alert certificate unknown"_L1,
        "alert certificate expired"_L1,  "alert certificate revoked"_L1,
        "alert access denied"_L1,        "alert unsupported certificate"_L1,
    };
    Failure failure{.cause = Failure::Cause::TlsVersion,
                    .stage = Failure::Stage::Encryption,
                    .serverText = words};
    if (socket.error() == QAbstractSocket::SocketTimeoutError)
        failure.cause = Failure::Cause::TimedOut;
    else if (std::any_of(std::begin(refusals), std::end(refusals),
                         [&](QLatin1StringView refusal) { return words.contains(refusal); }))
        failure.cause = Failure::Cause::SignIn;
    return failure;
}

std::optional<PeerCertificate> offeredCertificate(const Failure &failure)
{
    if (failure.offered.metaType() != QMetaType::fromType<PeerCertificate>())
        return {};
    return failure.offered.value<PeerCertificate>();
}

QJsonObject toJson(const CertificateFacts &facts)
{
    return {{u"subject"_s, facts.subject},
            {u"issuer"_s, facts.issuer},
            {u"names"_s, QJsonArray::fromStringList(facts.names)},
            {u"validFrom"_s, facts.validFrom.toString(Qt::ISODate)},
            {u"validTo"_s, facts.validTo.toString(Qt::ISODate)},
            {u"sha256"_s, hex(facts.sha256)},
            {u"sha1"_s, hex(facts.sha1)},
            {u"key"_s, facts.key},
            {u"keyBits"_s, facts.keyBits},
            {u"signature"_s, facts.signature},
            {u"selfSigned"_s, facts.selfSigned}};
}

CertificateFacts certificateFactsFromJson(const QJsonObject &object)
{
    CertificateFacts facts{.subject = object[u"subject"_s].toString(),
                           .issuer = object[u"issuer"_s].toString(),
                           .validFrom = timeFromJson(object[u"validFrom"_s]),
                           .validTo = timeFromJson(object[u"validTo"_s]),
                           .sha256 = bytes(object[u"sha256"_s]),
                           .sha1 = bytes(object[u"sha1"_s]),
                           .key = object[u"key"_s].toString(),
                           .keyBits = object[u"keyBits"_s].toInt(),
                           .signature = object[u"signature"_s].toString(),
                           .selfSigned = object[u"selfSigned"_s].toBool()};
    const auto names = object[u"names"_s].toArray();
    for (const QJsonValue &name : names)
        facts.names.append(name.toString());
    return facts;
}

QJsonObject toJson(const PeerCertificate &shown)
{
    QJsonArray chain;
    for (const CertificateFacts &facts : shown.chain)
        chain.append(toJson(facts));
    QJsonArray problems;
    for (const CertificateProblem &problem : shown.problems)
        problems.append(QJsonObject{{u"kind"_s, rowOf(problem.kind).name},
                                    {u"place"_s, problem.place},
                                    {u"words"_s, problem.words}});
    return {{u"host"_s, shown.host},     {u"protocol"_s, shown.protocol},
            {u"cipher"_s, shown.cipher}, {u"fingerprint"_s, hex(shown.fingerprint())},
            {u"pin"_s, hex(shown.pin)},  {u"good"_s, shown.isGood()},
            {u"problems"_s, problems},   {u"chain"_s, chain}};
}

PeerCertificate peerCertificateFromJson(const QJsonObject &object)
{
    PeerCertificate shown{.host = object[u"host"_s].toString(),
                          .protocol = object[u"protocol"_s].toString(),
                          .cipher = object[u"cipher"_s].toString(),
                          .pin = bytes(object[u"pin"_s])};
    const auto chain = object[u"chain"_s].toArray();
    for (const QJsonValue &facts : chain)
        shown.chain.append(certificateFactsFromJson(facts.toObject()));
    const auto problems = object[u"problems"_s].toArray();
    for (const QJsonValue &problem : problems) {
        const QString name = problem[u"kind"_s].toString();
        const auto *row = std::find_if(std::begin(kindRows), std::end(kindRows),
                                       [&](const KindRow &known) { return name == known.name; });
        if (row != std::end(kindRows))
            shown.problems.append({.kind = row->kind,
                                   .place = problem[u"place"_s].toInt(),
                                   .words = problem[u"words"_s].toString()});
    }
    return shown;
}

QByteArray fingerprintFromText(const QString &text)
{
    QString digits = text;
    digits.removeIf([](QChar c) { return c.isSpace() || c == u':' || c == u'-'; });
    static const QRegularExpression sha256(u"^[0-9a-fA-F]{64}$"_s);
    return sha256.match(digits).hasMatch() ? QByteArray::fromHex(digits.toLatin1()) : QByteArray();
}

} // namespace Cistern
