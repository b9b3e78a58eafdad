// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/certificate.h"

#include "services/wsman/auth/userfile.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView profile = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/"
                                      "https/mutual"_L1;

// TLS proves it; each request only says that it counts on that.
class CertificateSignIn final : public ClientSignIn
{
public:
    CertificateSignIn(const Credentials &credentials, const Channel &channel)
        : m_ready(channel.encrypted && !credentials.clientCertificate.isEmpty()
                  && !credentials.clientKey.isNull())
    {}

    Outcome<HttpRequest> dress(const HttpRequest &request) override
    {
        if (!m_ready) {
            return Failure{.cause = Failure::Cause::NotSupported,
                           .stage = Failure::Stage::SignIn,
                           .parameter = u"certificate"_s};
        }
        HttpRequest dressed = request;
        dressed.headers << HttpHeader{"Authorization", QByteArray(profile.data(), profile.size())};
        return dressed;
    }

private:
    bool m_ready;
};

// The authorities were chosen for this alone, so what they write into a subject is a name here.
class CertificateCheck final : public ServerSignIn
{
public:
    CertificateCheck(std::shared_ptr<UserFile> users, const QSslCertificate &peer)
        : m_users(std::move(users)), m_peer(peer)
    {}

    Outcome<Verdict> check(const QByteArray &) override
    {
        const QStringList names = m_peer.subjectInfo(QSslCertificate::CommonName);
        if (m_peer.isNull() || names.size() != 1)
            return Verdict();
        const Outcome<Caller> caller = m_users->known(names.first(), Qt::CaseSensitive);
        if (caller.ok())
            return Verdict{.state = Verdict::State::Ready, .token = {}, .caller = *caller};
        if (caller.failure().cause == Failure::Cause::SignIn)
            return Verdict();
        return caller.failure();
    }

private:
    std::shared_ptr<UserFile> m_users;
    QSslCertificate m_peer;
};

} // namespace

const Scheme &certificateScheme()
{
    static const Scheme scheme{
        .id = "Certificate"_L1,
        .word = profile,
        .label = QT_TRANSLATE_NOOP("Scheme", "Client certificate"),
        .proofs = Scheme::Proof::Certificate,
        .clear = false,
        .signIn = [](const Credentials &credentials,
                     const Channel &channel) -> std::shared_ptr<ClientSignIn> {
            return std::make_shared<CertificateSignIn>(credentials, channel);
        },
        .accept = [](const SignInRules &rules,
                     const Channel &channel) -> std::shared_ptr<ServerSignIn> {
            if (!channel.encrypted || rules.clientAuthorities.isEmpty())
                return nullptr;
            return std::make_shared<CertificateCheck>(rules.users, channel.peer);
        },
        .challenge = {}, // its word is no token of HTTP, and few servers list it
    };
    return scheme;
}

} // namespace Cistern
