// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/signinways.h"

#include "services/wsman/auth/scheme.h"
#include "services/wsman/loopback.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
Failure invalid(const QString &parameter)
{
    return Failure{.cause = Failure::Cause::InvalidValue,
                   .stage = Failure::Stage::Input,
                   .parameter = parameter};
}
} // namespace

bool SignInWay::takes(CredentialSet::Kind kind) const
{
    switch (kind) {
    case CredentialSet::Kind::Certificate:
        return certificate;
    case CredentialSet::Kind::TicketCache:
        return ticket;
    case CredentialSet::Kind::Password:
        break;
    }
    return password;
}

const QList<SignInWay> &signInWays()
{
    static const QList<SignInWay> ways = [] {
        QList<SignInWay> list;
        for (const Scheme &scheme : schemes()) {
            if (scheme.proofs)
                list.append({.id = scheme.id,
                             .label = scheme.label,
                             .readable = scheme.clear,
                             .password = scheme.proofs.testFlag(Scheme::Proof::Password),
                             .ticket = scheme.proofs.testFlag(Scheme::Proof::Tickets),
                             .certificate = scheme.proofs.testFlag(Scheme::Proof::Certificate)});
        }
        return list;
    }();
    return ways;
}

const SignInWay *findWay(const QString &scheme)
{
    const auto &ways = signInWays();
    const auto found = std::find_if(ways.begin(), ways.end(), [&scheme](const SignInWay &way) {
        return scheme.compare(way.id, Qt::CaseInsensitive) == 0;
    });
    return found == ways.end() ? nullptr : &*found;
}

QString proposedScheme(std::optional<CredentialSet::Kind> kind)
{
    const QString plain = ConnectionSpec().scheme;
    if (!kind)
        return plain;
    // A Windows takes it as it comes, with an account of a domain or of its own.
    if (const SignInWay *way = findWay(u"Negotiate"_s); way && way->takes(*kind))
        return QString(way->id);
    for (const SignInWay &way : signInWays()) {
        if (way.takes(*kind) && way.certificate)
            return QString(way.id);
    }
    return plain;
}

bool staysHere(const QUrl &url)
{
    return isLoopback(url.host());
}

bool isReadableOnTheWay(const ConnectionSpec &spec)
{
    const SignInWay *way = findWay(spec.scheme);
    const bool nobody = spec.user.isEmpty() && spec.credential.isEmpty();
    return way && way->readable && !nobody && spec.url.scheme() == "http"_L1
        && !staysHere(spec.url);
}

std::optional<Failure> signInProblem(const ConnectionSpec &spec, const CredentialSet *set)
{
    const SignInWay *way = findWay(spec.scheme);
    if (!way)
        return invalid(u"scheme"_s);
    if (way->certificate && spec.url.scheme() != "https"_L1)
        return invalid(u"scheme"_s);
    if (!way->takes(set ? set->kind : CredentialSet::Kind::Password))
        return invalid(u"credential"_s);
    if (set && !spec.user.isEmpty()) // one or the other
        return invalid(u"user"_s);
    return {};
}

} // namespace Cistern
