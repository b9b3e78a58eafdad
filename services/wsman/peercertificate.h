// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a server showed when a connection to it was encrypted, what is wrong with that, and the one
// judgement of it. Values and pure functions of them; judgePeer() in the socket's thread.
#pragma once

#include "services/core/outcome.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QStringList>

#include <optional>

class QAbstractSocket;
class QSslCertificate;
class QSslSocket;

namespace Cistern {

// One certificate, as a person compares it.
struct CertificateFacts
{
    QString subject = {};     // the common name, or all of the name where there is none
    QString issuer = {};      // likewise
    QStringList names = {};   // the hosts and addresses it is for
    QDateTime validFrom = {}; // UTC
    QDateTime validTo = {};   // UTC
    QByteArray sha256 = {};
    QByteArray sha1 = {};   // what Windows calls the thumbprint
    QString key = {};       // "RSA", "EC"
    int keyBits = 0;        // 0: not known
    QString signature = {}; // "sha256WithRSAEncryption"
    bool selfSigned = false;

    bool operator==(const CertificateFacts &) const = default;
};

struct CertificateProblem
{
    // In the order in which they matter.
    enum class Kind : quint8 {
        Changed, // another one than the pinned
        Expired,
        NotYetValid,
        Name, // for other hosts
        Revoked,
        Broken,  // a signature, purpose or path that can't be
        Weak,    // a key or signature that can be forged
        Unknown, // no authority that this computer knows vouches for it
    };
    Kind kind = Kind::Unknown;
    int place = 0;      // in the chain; 0: the server's own
    QString words = {}; // of the TLS library

    bool operator==(const CertificateProblem &) const = default;
};

struct PeerCertificate
{
    QString host = {};                       // whom we wanted
    QList<CertificateFacts> chain = {};      // the server's own first
    QString protocol = {};                   // "TLSv1.3"
    QString cipher = {};                     // "TLS_AES_256_GCM_SHA384"
    QByteArray pin = {};                     // SHA-256 that alone is good; empty: the chain decides
    QList<CertificateProblem> problems = {}; // what matters most first

    QByteArray fingerprint() const { return chain.isEmpty() ? QByteArray() : chain.first().sha256; }
    bool has(CertificateProblem::Kind kind) const;
    // A pin decides alone; without one, there may be no problem.
    bool isGood() const;
    // What nobody should be able to say yes to: revoked, or not even well made.
    bool canBeTrusted() const;

    bool operator==(const PeerCertificate &) const = default;
};

CertificateFacts factsOf(const QSslCertificate &certificate);

// Before connecting: TLS 1.2 or later, no proxy, and the host that the certificate has to be for.
void expectPeer(QSslSocket &socket, const QString &host,
                const QList<QSslCertificate> &authorities = {});

// What the handshake brought, also where it ended well. host: whom we wanted. Without a chain when
// nothing was shown yet.
PeerCertificate shownBy(const QSslSocket &socket, const QString &host, const QByteArray &pin);
// CertificateChanged, CertificateExpired (also: not yet valid), CertificateName, Certificate, in
// this order; offered holds the PeerCertificate. Nothing may be sent before this has no objection.
std::optional<Failure> objectionTo(const PeerCertificate &shown);
// No handshake came about: TlsVersion, or SignIn where the server did not like our certificate.
Failure handshakeFailure(const QAbstractSocket &socket);

// The one in Failure::offered; none when it offers something else.
std::optional<PeerCertificate> offeredCertificate(const Failure &failure);

QJsonObject toJson(const CertificateFacts &facts);
CertificateFacts certificateFactsFromJson(const QJsonObject &object);
QJsonObject toJson(const PeerCertificate &shown);
PeerCertificate peerCertificateFromJson(const QJsonObject &object);

// Reads a SHA-256 as people copy it: colons, dashes, spaces and case do not matter. Empty when it
// is none.
QByteArray fingerprintFromText(const QString &text);

} // namespace Cistern

Q_DECLARE_METATYPE(Cistern::PeerCertificate)
