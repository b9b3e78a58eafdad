// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/signinwords.h"

#include <QCoreApplication>

namespace Cistern {

namespace {
struct SignInWords
{
    Q_DECLARE_TR_FUNCTIONS(SignInWords)
};
} // namespace

QString kindText(CredentialSet::Kind kind)
{
    switch (kind) {
    case CredentialSet::Kind::Password:
        return SignInWords::tr("User and password");
    case CredentialSet::Kind::TicketCache:
        return SignInWords::tr("Kerberos ticket");
    case CredentialSet::Kind::Certificate:
        break;
    }
    return SignInWords::tr("Client certificate");
}

QString wayText(const SignInWay &way)
{
    return QCoreApplication::translate("Scheme", way.label);
}

QString useText(qsizetype systems)
{
    return systems == 0 ? SignInWords::tr("not used")
                        : SignInWords::tr("used by %n systems", nullptr, int(systems));
}

} // namespace Cistern
