// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/negotiate.h"

#include "services/wsman/auth/gsscredential.h"
#include "services/wsman/auth/sealedmessage.h"
#include "services/wsman/auth/challenge.h"
#include "services/wsman/auth/userfile.h"

#include <QDateTime>
#include <QLocale>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;
using Gss::Mech;

namespace {

Failure signInFailure(Cause cause, const QString &words)
{
    return {.cause = cause, .stage = Failure::Stage::SignIn, .serverText = words};
}

// Seconds that the server's clock is ahead of ours, by the Date of its reply.
std::optional<qint64> skewOf(const HttpReply &reply)
{
    const QByteArray date = headerValues(reply.headers, "Date").value(0);
    const QDateTime theirs = QDateTime::fromString(QString::fromLatin1(date), Qt::RFC2822Date);
    if (!theirs.isValid())
        return std::nullopt;
    return QDateTime::currentDateTimeUtc().secsTo(theirs);
}

class GssSignIn final : public ClientSignIn
{
public:
    GssSignIn(const Scheme &scheme, QByteArrayView protocol, const Credentials &credentials,
              const Channel &channel)
        : m_scheme(scheme)
        , m_protocol(protocol.toByteArray())
        , m_credentials(credentials)
        , m_channel(channel)
    {}

    Outcome<QByteArray> next(const std::optional<HttpReply> &reply) override
    {
        if (!reply)
            return begin();
        const std::optional<QByteArray> token = challengeOf(reply->headers, m_scheme.word);
        const bool refused = reply->status == 401;
        if (refused && (!token || token->isEmpty()))
            return refusal(*reply);
        if (m_context.complete())
            return refused ? refusedWith(*reply, *token) : Outcome<QByteArray>(QByteArray());
        if (!token || token->isEmpty()) {
            return signInFailure(Cause::SignIn,
                                 u"The system went on without completing the sign-in "
                                 "(HTTP %1)."_s.arg(reply->status));
        }
        const auto decoded = QByteArray::fromBase64Encoding(
            *token, QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return signInFailure(Cause::Malformed, u"a token that is no base64"_s);
        const Gss::Context::Step step = m_context.initiate(
            m_attempt.credential, m_attempt.target, m_attempt.over, *decoded, m_channel.binding);
        if (step.status.failed())
            return explained(Gss::failureOf(step.status, m_attempt.service), *reply, *decoded);
        if (!refused && !m_context.complete())
            return signInFailure(Cause::SignIn, u"The system ended the sign-in too early."_s);
        return valueOf(step);
    }

    bool lasts() const override { return true; }
    bool seals() const override { return !m_channel.encrypted; }

    Outcome<HttpRequest> dress(const HttpRequest &request) override
    {
        return seals() ? sealedMessage(m_context, m_protocol, false, request)
                       : Outcome<HttpRequest>(request);
    }

    Outcome<HttpReply> undress(const HttpReply &reply) override
    {
        // What HTTP itself has to say comes in clear. An envelope must not: anybody could have
        // written it.
        const QByteArray type = mediaType(reply.headers);
        if (!seals() || (!isSealedType(type) && type != soapMediaType))
            return reply;
        return unsealedMessage(m_context, reply);
    }

private:
    // One mechanism after another until there is a first token. Only what can't be had here leads
    // on; a wrong password is not tried again in another way.
    Outcome<QByteArray> begin()
    {
        std::optional<Failure> first;
        for (const Mech mech : Gss::mechsFor(m_credentials, m_channel, kerberosOnly())) {
            Outcome<Gss::Attempt> attempt = Gss::attempt(
                m_credentials, m_channel, mech, kerberosOnly() ? Mech::Kerberos : Mech::Spnego);
            if (attempt.ok()) {
                m_attempt = std::move(attempt).value();
                const Gss::Context::Step step = m_context.initiate(
                    m_attempt.credential, m_attempt.target, m_attempt.over, {}, m_channel.binding);
                return step.status.failed() ? Gss::failureOf(step.status, m_attempt.service)
                                            : valueOf(step);
            }
            if (!first)
                first = attempt.failure();
            if (!Gss::leadsOn(attempt.failure()))
                break;
        }
        if (first)
            return *first;
        return Failure{.cause = Cause::NotSupported,
                       .stage = Failure::Stage::SignIn,
                       .parameter = u"scheme"_s,
                       .serverText = u"no mechanism of GSSAPI for these credentials"_s};
    }

    Outcome<QByteArray> valueOf(const Gss::Context::Step &step)
    {
        if (m_context.complete()) {
            if (seals() && !m_context.canSeal())
                return signInFailure(Cause::NotSupported, u"The sign-in brings no encryption."_s);
            // NTLM proves the server by its first sealed reply.
            if (m_context.mech() == Mech::Kerberos && !m_context.mutual())
                return signInFailure(Cause::SignIn, u"The system has not proven who it is."_s);
            // It holds the password, or what NTLM makes of it.
            m_attempt.credential.reset();
        }
        if (step.token.isEmpty())
            return QByteArray();
        const QLatin1StringView word = m_scheme.word;
        return QByteArray(word.data(), word.size()) + ' ' + step.token.toBase64();
    }

    bool kerberosOnly() const { return &m_scheme == &kerberosScheme(); }

    Failure refusal(const HttpReply &reply) const { return refusalOf(reply, m_scheme); }

    // Refused, and with a token that says why.
    Outcome<QByteArray> refusedWith(const HttpReply &reply, const QByteArray &token) const
    {
        return explained(refusal(reply), reply, QByteArray::fromBase64(token));
    }

    Failure explained(Failure failure, const HttpReply &reply, const QByteArray &token) const
    {
        const std::optional<qint64> told = Gss::skewIn(token);
        if (told)
            failure.cause = Cause::ClockSkew;
        if (failure.cause == Cause::ClockSkew) {
            if (const std::optional<qint64> skew = told ? told : skewOf(reply))
                failure.offered = *skew;
        }
        return failure;
    }

    const Scheme &m_scheme;
    const QByteArray m_protocol;
    const Credentials m_credentials;
    const Channel m_channel;
    Gss::Attempt m_attempt;
    Gss::Context m_context;
};

class GssCheck final : public ServerSignIn
{
public:
    GssCheck(const SignInRules &rules, QByteArrayView protocol, const QList<Mech> &mechs,
             const Channel &channel)
        : m_rules(rules), m_protocol(protocol.toByteArray()), m_mechs(mechs), m_channel(channel)
    {}

    Outcome<Verdict> check(const QByteArray &parameters) override
    {
        const auto decoded = QByteArray::fromBase64Encoding(
            parameters, QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded || (*decoded).isEmpty() || m_context.complete())
            return Verdict();
        if (!m_credential) {
            const std::optional<Mech> mech = Gss::mechOf(*decoded, m_mechs);
            if (!mech)
                return Verdict();
            Outcome<Gss::Credential> credential = Gss::serverCredential(
                *mech, *mech == Mech::Ntlm ? m_rules.ntlmUsers : m_rules.keytab, m_channel.host);
            if (!credential)
                return credential.failure();
            m_credential = std::move(credential).value();
        }
        const bool unbound = m_rules.channelBinding == ChannelBinding::None;
        const Gss::Context::Step step = m_context.accept(
            m_credential, Gss::wholeToken(*decoded), unbound ? QByteArray() : m_channel.binding);
        const QByteArray token = step.token.toBase64();
        if (step.status.failed())
            return Verdict{.state = Verdict::State::Refused, .token = token};
        if (!m_context.complete())
            return Verdict{.state = Verdict::State::Again, .token = token};
        if (seals() && !m_context.canSeal())
            return Verdict();
        if (m_rules.channelBinding == ChannelBinding::Strict && m_channel.encrypted
            && !m_context.bound())
            return Verdict();
        const bool anyCase = m_context.mech() == Mech::Ntlm;
        const Outcome<Caller> caller = m_rules.users->known(
            anyCase ? Gss::ntlmName(m_context.initiator()) : m_context.initiator(),
            anyCase ? Qt::CaseInsensitive : Qt::CaseSensitive);
        if (!caller && caller.failure().cause != Cause::SignIn)
            return caller.failure();
        if (!caller)
            return Verdict();
        return Verdict{.state = Verdict::State::Ready, .token = token, .caller = *caller};
    }

    bool lasts() const override { return true; }
    bool seals() const override { return !m_channel.encrypted && m_rules.sealing; }

    Outcome<HttpRequest> undress(const HttpRequest &request) override
    {
        return unsealedMessage(m_context, request, &m_tab);
    }

    Outcome<HttpReply> dress(const HttpReply &reply) override
    {
        return sealedMessage(m_context, m_protocol, m_tab, reply);
    }

private:
    const SignInRules m_rules;
    const QByteArray m_protocol;
    const QList<Mech> m_mechs;
    const Channel m_channel;
    Gss::Credential m_credential;
    Gss::Context m_context;
    bool m_tab = false; // as in the last request: its sender reads no other form
};

constexpr QByteArrayView spnegoProtocol = "application/HTTP-SPNEGO-session-encrypted";
constexpr QByteArrayView kerberosProtocol = "application/HTTP-Kerberos-session-encrypted";

std::shared_ptr<ServerSignIn> acceptWith(const SignInRules &rules, QByteArrayView protocol,
                                         QList<Mech> mechs, const Channel &channel)
{
    if (rules.keytab.isEmpty())
        mechs.removeAll(Mech::Kerberos);
    if (rules.ntlmUsers.isEmpty())
        mechs.removeAll(Mech::Ntlm);
    if (mechs.isEmpty())
        return nullptr;
    return std::make_shared<GssCheck>(rules, protocol, mechs, channel);
}

} // namespace

const Scheme &negotiateScheme()
{
    static const Scheme scheme{
        .id = "Negotiate"_L1,
        .label = QT_TRANSLATE_NOOP("Scheme", "Windows sign-in (Negotiate)"),
        .proofs = Scheme::Proof::Password | Scheme::Proof::Tickets,
        .clear = false,
        .signIn = [](const Credentials &credentials,
                     const Channel &channel) -> std::shared_ptr<ClientSignIn> {
            return std::make_shared<GssSignIn>(negotiateScheme(), spnegoProtocol, credentials,
                                               channel);
        },
        .accept = [](const SignInRules &rules,
                     const Channel &channel) -> std::shared_ptr<ServerSignIn> {
            return acceptWith(rules, spnegoProtocol, {Mech::Kerberos, Mech::Ntlm}, channel);
        },
        .challenge = "Negotiate",
        .profile = "spnego-kerberos"_L1,
    };
    return scheme;
}

const Scheme &kerberosScheme()
{
    static const Scheme scheme{
        .id = "Kerberos"_L1,
        .label = QT_TRANSLATE_NOOP("Scheme", "Kerberos"),
        .proofs = Scheme::Proof::Password | Scheme::Proof::Tickets,
        .clear = false,
        .signIn = [](const Credentials &credentials,
                     const Channel &channel) -> std::shared_ptr<ClientSignIn> {
            return std::make_shared<GssSignIn>(kerberosScheme(), kerberosProtocol, credentials,
                                               channel);
        },
        .accept = [](const SignInRules &rules,
                     const Channel &channel) -> std::shared_ptr<ServerSignIn> {
            return acceptWith(rules, kerberosProtocol, {Mech::Kerberos}, channel);
        },
        .challenge = "Kerberos",
        .profile = "spnego-kerberos"_L1,
    };
    return scheme;
}

const Scheme &ntlmScheme()
{
    static const Scheme scheme{
        .id = "NTLM"_L1,
        .label = QT_TRANSLATE_NOOP("Scheme", "NTLM"),
        .proofs = {},
        .clear = false,
        .signIn = nullptr,
        .accept = [](const SignInRules &rules,
                     const Channel &channel) -> std::shared_ptr<ServerSignIn> {
            return acceptWith(rules, spnegoProtocol, {Mech::Ntlm}, channel);
        },
        .challenge = "NTLM",
    };
    return scheme;
}

} // namespace Cistern
