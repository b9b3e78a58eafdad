// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Who signs in through GSSAPI, to what, and in which order the ways are tried; and who is signed in
// to. Only for negotiate.cpp; blocks on keytabs, KDCs and name servers.
#pragma once

#include "services/wsman/auth/gss.h"
#include "services/wsman/auth/scheme.h"

#include <memory>

namespace Cistern::Gss {

// A cache of tickets in the memory of this process, that goes with its owner.
class PrivateTickets
{
public:
    PrivateTickets();
    ~PrivateTickets();
    Q_DISABLE_COPY_MOVE(PrivateTickets)

    const QByteArray &name() const { return m_name; }

private:
    QByteArray m_name;
};

// What a first token can be made with.
struct Attempt
{
    std::unique_ptr<PrivateTickets> tickets = {}; // of a password; outlives what refers to it
    Credential credential = {};
    Name target = {};
    Mech over = Mech::Spnego; // what the other side is told: that, or the mechanism itself
    QString service = {};     // as the KDC knows it
};

// The mechanisms for these credentials, the best first: Kerberos for user@REALM and for tickets,
// NTLM for a password. Empty: none.
QList<Mech> mechsFor(const Credentials &credentials, const Channel &channel, bool kerberosOnly);
// Whether after such a failure the next mechanism may do better.
bool leadsOn(const Failure &failure);
// With that mechanism and no other, so that what fails is what is told. Kerberos has its ticket for
// the service by then. What a password brings lives in this process alone and goes with the
// attempt.
Outcome<Attempt> attempt(const Credentials &credentials, const Channel &channel, Mech mech,
                         Mech over);

// The one of these mechanisms that a client's first token is for, in its own form or within SPNEGO.
std::optional<Mech> mechOf(const QByteArray &token, const QList<Mech> &served);
// As the mechanism's library takes it: messages of NTLM in which the last field of the fixed part
// is left out.
QByteArray wholeToken(const QByteArray &token);
// From that file alone, whatever the environment says: a keytab, or a user file for NTLM.
// host is what the client calls us.
Outcome<Credential> serverCredential(Mech mech, const QString &file, const QString &host);
// DOMAIN\user or user, of what the NTLM mechanism says.
QString ntlmName(const QString &initiator);

} // namespace Cistern::Gss
