// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The ways to sign in as a person chooses them: the table of schemes without its machinery, and
// what each asks of a system and its credential set. Pure functions; any thread.
#pragma once

#include "services/core/outcome.h"
#include "services/credentials/credentialset.h"
#include "services/systems/connectionspec.h"

#include <QList>

#include <optional>

namespace Cistern {

struct SignInWay
{
    QLatin1StringView id; // of ConnectionSpec::scheme
    const char *label;    // QT_TRANSLATE_NOOP("Scheme", …)
    bool readable;        // the secret, by those on the way, unless TLS is around it
    bool password;        // each of the three will do
    bool ticket;
    bool certificate; // of a client; over https alone

    bool takes(CredentialSet::Kind kind) const;
};

const QList<SignInWay> &signInWays(); // the strongest first
const SignInWay *findWay(const QString &scheme);
// The id of the way that is proposed for a new system; kind: nothing where nobody signs in.
QString proposedScheme(std::optional<CredentialSet::Kind> kind);

// The host is this machine, where nobody is on the way.
bool staysHere(const QUrl &url);
// The password can be read by whoever is on the way. It is sent only where the system was expressly
// set so (clearAllowed), and then the person sees a warning that stays.
bool isReadableOnTheWay(const ConnectionSpec &spec);
// What stands between a system and its way to sign in: InvalidValue, parameter "scheme", "user" or
// "credential". set is what the spec names, or null.
std::optional<Failure> signInProblem(const ConnectionSpec &spec, const CredentialSet *set);

} // namespace Cistern
