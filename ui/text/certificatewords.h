// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Certificates, and what is wrong with them, in the words of people: for the dialog and the command
// line alike. Names in certificates are data: whoever shows them shows plain text. Pure functions;
// GUI thread for the translations.
#pragma once

#include "services/systems/trust.h"

#include <QList>
#include <QString>

namespace Cistern {

// What one is to decide, why it matters, and what to do first.
struct CertificateQuestion
{
    QString title;  // one sentence
    QString why;    // one to three sentences
    QString advice; // likewise
};
// system: as people call it. now: what this computer takes for the present, UTC.
[[nodiscard]] CertificateQuestion questionAbout(const PeerCertificate &shown, const QString &system,
                                                const QDateTime &now);

// One sentence for each problem.
[[nodiscard]] QString problemText(const CertificateProblem &problem, const PeerCertificate &shown);

struct CertificateRow
{
    QString label;
    QString value;

    bool operator==(const CertificateRow &) const = default;
};
// Issued to, names, issued by, valid, key; without the fingerprints.
[[nodiscard]] QList<CertificateRow> rowsOf(const CertificateFacts &facts);

// "hv22.lab.example (itself)".
[[nodiscard]] QString issuerText(const CertificateFacts &facts);
// "3 Nov 2025 to 3 Nov 2027", in the time of this computer.
[[nodiscard]] QString validityText(const CertificateFacts &facts);
[[nodiscard]] QString dateText(const QDateTime &time);
// "EC, 256 bits".
[[nodiscard]] QString keyText(const CertificateFacts &facts);
// "4F:1C:9A:…", with so many bytes to a line; 0: all in one.
[[nodiscard]] QString fingerprintText(const QByteArray &digest, int bytesPerLine = 0);

// What shows the fingerprint on the server itself.
enum class ServerKind { Windows, Linux };
struct FingerprintCommand
{
    QString shows;
    QString command;
};
[[nodiscard]] QList<FingerprintCommand> fingerprintCommands(ServerKind kind, const QUrl &url);
[[nodiscard]] QString serverKindText(ServerKind kind);
// product: what the system calls itself; empty: not known.
[[nodiscard]] ServerKind likelyServerKind(const QString &product);

} // namespace Cistern
