// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/basic.h"

#include "services/core/wipe.h"
#include "services/wsman/auth/userfile.h"

#include <QStringDecoder>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostClaimBytes = 4096;

bool hasControls(QByteArrayView bytes)
{
    return std::any_of(bytes.begin(), bytes.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// The claim is whole from the start and goes with each request.
class BasicSignIn final : public ClientSignIn
{
public:
    explicit BasicSignIn(const Credentials &credentials) : m_credentials(credentials) {}

    Outcome<HttpRequest> dress(const HttpRequest &request) override
    {
        const QByteArray user = m_credentials.user.toUtf8();
        // RFC 7617 section 2: the first colon ends the user; neither part holds control characters.
        if (user.contains(':') || hasControls(user))
            return refused(u"user"_s);
        if (hasControls(m_credentials.secret.reveal()))
            return refused(u"password"_s);
        QByteArray claim = user + ':';
        claim += m_credentials.secret.reveal();
        HttpRequest dressed = request;
        QByteArray letters = claim.toBase64();
        // At the beginning, where the body overwrites it in the buffers of the socket.
        dressed.headers.insert(std::min<qsizetype>(1, dressed.headers.size()),
                               HttpHeader{"Authorization", "Basic " + letters});
        wipe(claim);
        wipe(letters);
        return dressed;
    }

private:
    static Failure refused(const QString &parameter)
    {
        return {.cause = Failure::Cause::InvalidValue,
                .stage = Failure::Stage::SignIn,
                .parameter = parameter};
    }

    Credentials m_credentials;
};

std::shared_ptr<ClientSignIn> signIn(const Credentials &credentials, const Channel &)
{
    return std::make_shared<BasicSignIn>(credentials);
}

std::optional<Credentials> claimIn(const QByteArray &parameters)
{
    if (parameters.isEmpty() || parameters.size() > mostClaimBytes)
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(parameters,
                                                        QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray claim = decoded ? *decoded : QByteArray();
    const qsizetype colon = claim.indexOf(':');
    if (colon < 1 || hasControls(claim))
        return std::nullopt;
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString user = utf8(claim.first(colon));
    if (utf8.hasError())
        return std::nullopt;
    return Credentials{user, Secret(claim.sliced(colon + 1))};
}

// Each request proves itself anew.
class BasicCheck final : public ServerSignIn
{
public:
    explicit BasicCheck(std::shared_ptr<UserFile> users) : m_users(std::move(users)) {}

    Outcome<Verdict> check(const QByteArray &parameters) override
    {
        const std::optional<Credentials> claim = claimIn(parameters);
        if (!claim)
            return Verdict();
        const Outcome<Caller> caller = m_users->verify(*claim);
        if (caller.ok())
            return Verdict{.state = Verdict::State::Ready, .caller = *caller};
        if (caller.failure().cause == Failure::Cause::SignIn)
            return Verdict();
        return caller.failure();
    }

private:
    std::shared_ptr<UserFile> m_users;
};

std::shared_ptr<ServerSignIn> accept(const SignInRules &rules, const Channel &channel)
{
    return channel.encrypted || channel.loopback ? std::make_shared<BasicCheck>(rules.users)
                                                 : nullptr;
}

} // namespace

const Scheme &basicScheme()
{
    static const Scheme scheme{
        .id = "Basic"_L1,
        .label = QT_TRANSLATE_NOOP("Scheme", "User name and password"),
        .proofs = Scheme::Proof::Password,
        .clear = true,
        .signIn = signIn,
        .accept = accept,
        .challenge = "Basic realm=\"Cistern\", charset=\"UTF-8\"",
        .profile = "basic"_L1,
    };
    return scheme;
}

} // namespace Cistern
