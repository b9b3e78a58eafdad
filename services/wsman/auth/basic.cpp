// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/basic.h"

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

class BasicSignIn final : public ClientSignIn
{
public:
    explicit BasicSignIn(const Credentials &credentials) : m_credentials(credentials) {}

    Outcome<Done> dress(HttpRequest &request) override
    {
        const QByteArray user = m_credentials.user.toUtf8();
        // RFC 7617 section 2: the first colon ends the user; neither part holds control characters.
        if (user.contains(':') || hasControls(user))
            return refused(u"user"_s);
        if (hasControls(m_credentials.secret.reveal()))
            return refused(u"password"_s);
        QByteArray claim = user + ':';
        claim += m_credentials.secret.reveal();
        request.headers << HttpHeader{"Authorization", "Basic " + claim.toBase64()};
        claim.fill('\0');
        return Done{};
    }

    // The claim is whole from the start: a second try would say the same again.
    Next read(const HttpReply &) override { return Next::Failed; }

private:
    static Failure refused(const QString &parameter)
    {
        return {.cause = Failure::Cause::InvalidValue,
                .stage = Failure::Stage::SignIn,
                .parameter = parameter};
    }

    Credentials m_credentials;
};

std::unique_ptr<ClientSignIn> signIn(const Credentials &credentials)
{
    return std::make_unique<BasicSignIn>(credentials);
}

std::optional<Credentials> accept(const QByteArray &parameters)
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

} // namespace

const Scheme &basicScheme()
{
    static const Scheme scheme{
        .id = "Basic"_L1,
        .label = QT_TRANSLATE_NOOP("Scheme", "User name and password"),
        .needs = Scheme::Needs::Password,
        .clear = true,
        .signIn = signIn,
        .accept = accept,
        .challenge = "Basic realm=\"Cistern\", charset=\"UTF-8\"",
    };
    return scheme;
}

} // namespace Cistern
