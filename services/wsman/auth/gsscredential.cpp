// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/gsscredential.h"

#include <krb5/krb5.h>

#include <QFile>
#include <QHostAddress>
#include <QUuid>
#include <QtEndian>

#include <vector>

namespace Cistern::Gss {

using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;

namespace {

// HTTP may be registered to another account of that host, and then the KDC does not know it there.
const QStringList &usualServices()
{
    static const QStringList services{u"HTTP"_s, u"HOST"_s, u"WSMAN"_s};
    return services;
}

class OidSet
{
public:
    explicit OidSet(const QList<Mech> &mechs)
    {
        for (const Mech mech : mechs)
            m_oids.push_back(*oidOf(mech));
        m_set = {m_oids.size(), m_oids.data()};
    }
    gss_OID_set get() { return &m_set; }

private:
    std::vector<gss_OID_desc> m_oids;
    gss_OID_set_desc m_set{};
};

// A copy of a password with an end, as some mechanisms want it, that is wiped.
class Password
{
public:
    explicit Password(const Secret &secret) : m_bytes(secret.reveal().toByteArray().append('\0')) {}
    ~Password() { explicit_bzero(m_bytes.data(), size_t(m_bytes.size())); }
    Q_DISABLE_COPY_MOVE(Password)

    gss_buffer_desc view() { return {size_t(m_bytes.size() - 1), m_bytes.data()}; }

private:
    QByteArray m_bytes;
};

bool isPrincipal(const QString &user)
{
    return user.contains(u'@') && !user.contains(u'\\');
}

// user may be empty: whoever the tickets belong to.
Outcome<Credential> credentialOf(const Credentials &credentials, const Name &user, Mech mech,
                                 const QList<Mech> &mechs)
{
    Status status{.mech = mech};
    Credential credential;
    OidSet wanted(mechs);
    if (credentials.useTicketCache) {
        status.major = gss_acquire_cred(&status.minor, user.get(), GSS_C_INDEFINITE, wanted.get(),
                                        GSS_C_INITIATE, credential.out(), nullptr, nullptr);
    } else {
        Password password(credentials.secret);
        gss_buffer_desc view = password.view();
        status.major = gss_acquire_cred_with_password(
            &status.minor, user.get(), &view, GSS_C_INDEFINITE, wanted.get(), GSS_C_INITIATE,
            credential.out(), nullptr, nullptr);
    }
    if (status.failed())
        return failureOf(status);
    return credential;
}

Outcome<Credential> narrowed(Outcome<Credential> credential, Mech mech)
{
    if (!credential)
        return credential;
    Status status{.mech = mech};
    OidSet inner({mech});
    status.major = gss_set_neg_mechs(&status.minor, credential->get(), inner.get());
    if (status.failed())
        return failureOf(status);
    return credential;
}

// The tickets that a credential holds, for SPNEGO, which would fetch others with the password and
// keep silent about what it is told then.
Outcome<Credential> shared(const Credential &credential, const Name &user,
                           const PrivateTickets &tickets)
{
    const gss_key_value_element_desc element{"ccache", tickets.name().constData()};
    const gss_key_value_set_desc store{1, const_cast<gss_key_value_element_desc *>(&element)};
    Status status{.mech = Mech::Kerberos};
    status.major = gss_store_cred_into(&status.minor, credential.get(), GSS_C_INITIATE,
                                       oidOf(Mech::Kerberos), 1, 0, &store, nullptr, nullptr);
    Credential spnego;
    OidSet outer({Mech::Spnego});
    if (!status.failed()) {
        status.major = gss_acquire_cred_from(&status.minor, user.get(), GSS_C_INDEFINITE,
                                             outer.get(), GSS_C_INITIATE, &store, spnego.out(),
                                             nullptr, nullptr);
    }
    if (status.failed())
        return failureOf(status);
    return spnego;
}

// Finds the service by asking for its ticket; the ticket stays in the credential.
Outcome<Name> knownService(const Credential &credential, const Channel &channel, QString &name)
{
    const QStringList services = channel.service.isEmpty() ? usualServices()
                                                           : QStringList{channel.service};
    std::optional<Failure> first;
    for (const QString &service : services) {
        Outcome<Name> target = serviceName(service, channel.host);
        if (!target)
            return target.failure();
        name = service + u'/' + channel.host;
        const Context::Step step = Context().initiate(credential, *target, Mech::Kerberos, {},
                                                      channel.binding);
        if (!step.status.failed())
            return target;
        const Failure failure = failureOf(step.status, name);
        if (failure.cause != Cause::ServiceUnknown)
            return failure;
        if (!first)
            first = failure;
    }
    return *first;
}

} // namespace

PrivateTickets::PrivateTickets()
    : m_name("MEMORY:cistern-" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces))
{}

PrivateTickets::~PrivateTickets()
{
    krb5_context library = nullptr;
    if (krb5_init_context(&library) != 0)
        return;
    krb5_ccache cache = nullptr;
    if (krb5_cc_resolve(library, m_name.constData(), &cache) == 0)
        krb5_cc_destroy(library, cache);
    krb5_free_context(library);
}

QList<Mech> mechsFor(const Credentials &credentials, const Channel &channel, bool kerberosOnly)
{
    QList<Mech> mechs;
    // No KDC knows a machine by its address. Who insists on Kerberos hears that from the KDC.
    const bool address = !QHostAddress(channel.host).isNull();
    if (kerberosOnly || credentials.useTicketCache || (isPrincipal(credentials.user) && !address))
        mechs << Mech::Kerberos;
    if (!kerberosOnly && !credentials.useTicketCache && available(Mech::Ntlm))
        mechs << Mech::Ntlm;
    return mechs;
}

bool leadsOn(const Failure &failure)
{
    return failure.cause == Cause::ServiceUnknown || failure.cause == Cause::KdcUnreachable;
}

Outcome<Attempt> attempt(const Credentials &credentials, const Channel &channel, Mech mech,
                         Mech over)
{
    Attempt made{.over = over};
    Name user;
    if (!credentials.user.isEmpty()) {
        Outcome<Name> name = userName(credentials.user);
        if (!name)
            return name.failure();
        user = std::move(name).value();
    }
    Outcome<Credential> credential = credentialOf(credentials, user, mech, {mech});
    if (!credential)
        return credential.failure();
    Outcome<Name> target = mech == Mech::Kerberos
        ? knownService(*credential, channel, made.service)
        : serviceName(usualServices().first(), channel.host);
    if (!target)
        return target.failure();
    made.target = std::move(target).value();
    if (over == Mech::Spnego) {
        if (mech == Mech::Kerberos && !credentials.useTicketCache) {
            made.tickets = std::make_unique<PrivateTickets>();
            credential = narrowed(shared(*credential, user, *made.tickets), mech);
        } else {
            credential = narrowed(credentialOf(credentials, user, mech, {Mech::Spnego}), mech);
        }
        if (!credential)
            return credential.failure();
    }
    made.credential = std::move(credential).value();
    return made;
}

std::optional<Mech> mechOf(const QByteArray &token, const QList<Mech> &served)
{
    // RFC 4178 section 4.2.1 lists mechanisms by what identifies them; a token of Kerberos itself
    // begins with that too. Windows writes Kerberos in a second way ([MS-SPNG] section 1.9).
    static constexpr QByteArrayView olderKerberos("\x2a\x86\x48\x82\xf7\x12\x01\x02\x02", 9);
    const auto lists = [&](Mech mech) {
        const gss_OID oid = oidOf(mech);
        return token.contains(
            QByteArrayView(static_cast<const char *>(oid->elements), qsizetype(oid->length)));
    };
    if (served.contains(Mech::Kerberos) && (lists(Mech::Kerberos) || token.contains(olderKerberos)))
        return Mech::Kerberos;
    if (served.contains(Mech::Ntlm) && (lists(Mech::Ntlm) || token.startsWith("NTLMSSP")))
        return Mech::Ntlm;
    return std::nullopt;
}

// [MS-NLMP] sections 2.2.1.1 and 2.2.1.3: a message ends its fixed part with the eight octets of
// Version, all zero without their flag. curl leaves them out, and in its last message claims them
// none the less, for it sends back the flags that it got. The library wants them in the first and
// believes the flag in the last. A MIC is over the messages as they were sent: of a client that
// adds one these are refused still.
QByteArray wholeToken(const QByteArray &token)
{
    constexpr quint8 versionFlag = 0x02; // of the highest octet of the flags
    constexpr qsizetype negotiateFlags = 15, negotiateVersion = 32, authenticateFlags = 63,
                        authenticateVersion = 64, versionBytes = 8;
    const auto is = [&](quint32 type, qsizetype size) {
        return token.size() >= size && token.startsWith(QByteArrayView("NTLMSSP", 8))
            && qFromLittleEndian<quint32>(token.constData() + 8) == type;
    };
    QByteArray whole = token;
    if (is(1, negotiateVersion) && !(quint8(token[negotiateFlags]) & versionFlag))
        return whole.leftJustified(negotiateVersion + versionBytes, '\0');
    if (!is(3, authenticateVersion))
        return whole;
    // Six fields of length, room and offset; where the first of their octets are there is no
    // Version.
    for (qsizetype field = 12; field < 60; field += 8) {
        const char *at = token.constData() + field;
        if (qFromLittleEndian<quint16>(at) > 0
            && qFromLittleEndian<quint32>(at + 4) < authenticateVersion + versionBytes)
            whole[authenticateFlags] = char(quint8(whole[authenticateFlags]) & ~versionFlag);
    }
    return whole;
}

Outcome<Credential> serverCredential(Mech mech, const QString &file, const QString &host)
{
    const QByteArray path = QFile::encodeName(file);
    const QByteArray keytab = "FILE:" + path;
    gss_key_value_element_desc element{"keytab", keytab.constData()};
    Name name;
    if (mech == Mech::Ntlm) {
        element = {"ntlmssp_keyfile", path.constData()};
        // Only a server with a name has a file of its own there, and the clients of this library
        // want to be told the one that they use. Kerberos takes whatever its keytab has.
        Outcome<Name> own = serviceName(usualServices().first(), host);
        if (!own)
            return own.failure();
        name = std::move(own).value();
    }
    const gss_key_value_set_desc store{1, &element};
    Status status{.mech = mech};
    Credential credential;
    OidSet both({Mech::Spnego, mech}), inner({mech});
    status.major = gss_acquire_cred_from(&status.minor, name.get(), GSS_C_INDEFINITE, both.get(),
                                         GSS_C_ACCEPT, &store, credential.out(), nullptr, nullptr);
    if (!status.failed())
        status.major = gss_set_neg_mechs(&status.minor, credential.get(), inner.get());
    if (status.failed()) {
        Failure failure = failureOf(status);
        failure.cause = Cause::Storage;
        failure.parameter = file;
        return failure;
    }
    return credential;
}

QString ntlmName(const QString &initiator)
{
    return initiator.startsWith(u'\\') ? initiator.sliced(1) : initiator;
}

} // namespace Cistern::Gss
