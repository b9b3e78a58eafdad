// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/certificatewords.h"

#include "ui/text/units.h"

#include <QCoreApplication>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Kind = CertificateProblem::Kind;

namespace {
struct Certificates
{
    Q_DECLARE_TR_FUNCTIONS(Certificates)
};

// Names in sentences of the other direction.
QString data(const QString &words)
{
    const bool here = QLocale().textDirection() == Qt::RightToLeft;
    return words.isRightToLeft() != here ? isolated(words) : words;
}

QString namesText(const CertificateFacts &facts)
{
    constexpr qsizetype mostNames = 6; // one can stand for a whole park of machines
    QStringList names = facts.names.isEmpty() ? QStringList{facts.subject} : facts.names;
    const bool more = names.size() > mostNames;
    names = names.first(std::min(names.size(), mostNames));
    for (QString &name : names)
        name = data(name);
    if (more)
        names.append(u"…"_s);
    return QLocale().createSeparatedList(names);
}

CertificateQuestion changed(const PeerCertificate &shown, const QString &system)
{
    QString why = Certificates::tr(
                      "Nothing more was sent to %1. Either its certificate was renewed, or another "
                      "machine answers in its place. This can't be told apart from here.")
                      .arg(system);
    if (shown.problems.size() == 1)
        why += u' '
            + Certificates::tr("An authority that this computer knows vouches for the new one.");
    return {.title = Certificates::tr("The certificate of %1 has changed").arg(system),
            .why = why,
            .advice = Certificates::tr("Ask who runs %1 whether the certificate was renewed, and "
                                       "compare the fingerprint there.")
                          .arg(system)};
}

CertificateQuestion outOfTime(const PeerCertificate &shown, const QString &system,
                              const QDateTime &now)
{
    const bool early = shown.problems.first().kind == Kind::NotYetValid;
    const CertificateFacts &facts = shown.chain.at(shown.problems.first().place);
    const QString today = dateText(now);
    const bool own = shown.problems.first().place == 0;
    const QString why = early
        ? Certificates::tr("It is valid from %1 on, and this computer's clock says %2.")
              .arg(dateText(facts.validFrom), today)
        : Certificates::tr("It was valid until %1, and this computer's clock says %2.")
              .arg(dateText(facts.validTo), today);
    const QString title = own
        ? (early ? Certificates::tr("The certificate of %1 is not valid yet").arg(system)
                 : Certificates::tr("The certificate of %1 has expired").arg(system))
        : (early ? Certificates::tr("The authority behind %1 is not valid yet").arg(system)
                 : Certificates::tr("The authority behind %1 has expired").arg(system));
    return {.title = title,
            .why = why + u' ' + Certificates::tr("Nothing was sent to %1 yet.").arg(system),
            .advice = Certificates::tr(
                "If the clock is right, have the certificate renewed on the server. Until then you "
                "can trust this one, once you compared its fingerprint.")};
}

CertificateQuestion wrongName(const PeerCertificate &shown, const QString &system)
{
    const CertificateFacts &facts = shown.chain.first();
    return {.title = Certificates::tr("The certificate of %1 is for another host").arg(system),
            .why = Certificates::tr("%1 was asked for, and the certificate is for %2. Either this "
                                    "is an alias, or another machine answers. Nothing was sent to "
                                    "it yet.")
                       .arg(data(shown.host), namesText(facts)),
            .advice = Certificates::tr("Best connect by a name that stands in the certificate. If "
                                       "this address has to do, compare the fingerprint first.")};
}

CertificateQuestion unusable(const PeerCertificate &shown, const QString &system)
{
    return {.title = Certificates::tr("The certificate of %1 can't be trusted").arg(system),
            .why = problemText(shown.problems.value(0), shown) + u' '
                + Certificates::tr("Nothing was sent to %1.").arg(system),
            .advice = Certificates::tr(
                "Have a new certificate made on the server, then connect again.")};
}

CertificateQuestion weak(const QString &system)
{
    return {.title = Certificates::tr("The certificate of %1 is too weak").arg(system),
            .why = Certificates::tr("Its key or its signature can be forged with the means of "
                                    "today, so its fingerprint proves little. Nothing was sent to "
                                    "%1 yet.")
                       .arg(system),
            .advice = Certificates::tr("Best have a new certificate made on the server. To go on "
                                       "with this one, compare the fingerprint first.")};
}

CertificateQuestion unknown(const PeerCertificate &shown, const QString &system)
{
    const QString why = shown.chain.first().selfSigned
        ? Certificates::tr("It vouches for itself alone, as most new servers do; but any machine "
                           "in between could make one like it. Nothing was sent to %1 yet.")
        : Certificates::tr("No authority that this computer knows vouches for it. Nothing was sent "
                           "to %1 yet.");
    return {.title = Certificates::tr("The certificate of %1 is not known").arg(system),
            .why = why.arg(system),
            .advice = Certificates::tr("Compare the fingerprint with the one that %1 itself shows. "
                                       "Once trusted, this certificate is the only one that is "
                                       "good for %1.")
                          .arg(system)};
}
} // namespace

CertificateQuestion questionAbout(const PeerCertificate &shown, const QString &system,
                                  const QDateTime &now)
{
    const QString who = data(system);
    if (!shown.canBeTrusted())
        return unusable(shown, who);
    switch (shown.problems.isEmpty() ? Kind::Unknown : shown.problems.first().kind) {
    case Kind::Changed:
        return changed(shown, who);
    case Kind::Expired:
    case Kind::NotYetValid:
        return outOfTime(shown, who, now);
    case Kind::Name:
        return wrongName(shown, who);
    case Kind::Weak:
        return weak(who);
    case Kind::Revoked:
    case Kind::Broken:
    case Kind::Unknown:
        break;
    }
    return unknown(shown, who);
}

QString problemText(const CertificateProblem &problem, const PeerCertificate &shown)
{
    const CertificateFacts facts = shown.chain.value(problem.place);
    switch (problem.kind) {
    case Kind::Changed:
        return Certificates::tr("It is not the certificate that was trusted before.");
    case Kind::Expired:
        return problem.place == 0
            ? Certificates::tr("It expired on %1.").arg(dateText(facts.validTo))
            : Certificates::tr("Its authority %1 expired on %2.")
                  .arg(data(facts.subject), dateText(facts.validTo));
    case Kind::NotYetValid:
        return problem.place == 0
            ? Certificates::tr("It is not valid before %1.").arg(dateText(facts.validFrom))
            : Certificates::tr("Its authority %1 is not valid before %2.")
                  .arg(data(facts.subject), dateText(facts.validFrom));
    case Kind::Name:
        return Certificates::tr("It is for %1, not for %2.")
            .arg(namesText(shown.chain.value(0)), data(shown.host));
    case Kind::Revoked:
        return Certificates::tr("It was revoked.");
    case Kind::Broken:
        return Certificates::tr("It is not well made: %1").arg(data(problem.words));
    case Kind::Weak:
        return Certificates::tr("Its key or signature is too weak: %1, %2.")
            .arg(keyText(facts), data(facts.signature));
    case Kind::Unknown:
        break;
    }
    return shown.chain.value(0).selfSigned
        ? Certificates::tr("It is self-signed: no authority vouches for it.")
        : Certificates::tr("No authority that this computer knows vouches for it.");
}

QList<CertificateRow> rowsOf(const CertificateFacts &facts)
{
    QList<CertificateRow> rows{{Certificates::tr("Issued to"), facts.subject}};
    if (!facts.names.isEmpty() && facts.names != QStringList{facts.subject})
        rows.append({Certificates::tr("Good for"), namesText(facts)});
    rows.append({Certificates::tr("Issued by"), issuerText(facts)});
    rows.append({Certificates::tr("Valid"), validityText(facts)});
    rows.append({Certificates::tr("Key"), keyText(facts)});
    return rows;
}

QString issuerText(const CertificateFacts &facts)
{
    return facts.selfSigned ? Certificates::tr("%1 (itself)").arg(data(facts.issuer))
                            : facts.issuer;
}

QString validityText(const CertificateFacts &facts)
{
    return Certificates::tr("%1 to %2").arg(dateText(facts.validFrom), dateText(facts.validTo));
}

QString dateText(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime().date(), u"d MMM yyyy"_s);
}

QString keyText(const CertificateFacts &facts)
{
    return facts.keyBits > 0 ? Certificates::tr("%1, %2 bits").arg(facts.key).arg(facts.keyBits)
                             : facts.key;
}

QString fingerprintText(const QByteArray &digest, int bytesPerLine)
{
    const int step = bytesPerLine > 0 ? bytesPerLine : int(std::max<qsizetype>(1, digest.size()));
    QStringList lines;
    for (qsizetype at = 0; at < digest.size(); at += step)
        lines.append(QString::fromLatin1(digest.mid(at, step).toHex(':').toUpper()));
    return lines.join(u'\n');
}

QList<FingerprintCommand> fingerprintCommands(ServerKind kind, const QUrl &url)
{
    if (kind == ServerKind::Linux)
        return {{Certificates::tr("What the port shows (SHA-256):"),
                 u"openssl s_client -connect localhost:%1 </dev/null 2>/dev/null | "
                 "openssl x509 -noout -fingerprint -sha256"_s.arg(url.port(5986))}};
    // GetCertHashString('SHA256') would be shorter, but older versions of PowerShell lack it.
    return {{Certificates::tr("In PowerShell, all certificates of the machine (SHA-256):"),
             u"Get-ChildItem Cert:\\LocalMachine\\My | ForEach-Object { $_.Subject; "
             "[BitConverter]::ToString([Security.Cryptography.SHA256]::Create()"
             ".ComputeHash($_.RawData)) }"_s},
            {Certificates::tr("Which of them the listener uses, by its thumbprint (SHA-1):"),
             u"winrm enumerate winrm/config/listener"_s}};
}

QString serverKindText(ServerKind kind)
{
    return kind == ServerKind::Windows ? Certificates::tr("Windows") : Certificates::tr("Linux");
}

ServerKind likelyServerKind(const QString &product)
{
    return product.isEmpty() || product.contains("Microsoft"_L1, Qt::CaseInsensitive)
        ? ServerKind::Windows
        : ServerKind::Linux;
}

} // namespace Cistern
