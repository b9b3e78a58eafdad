// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/certificate.h"

#include "services/wsman/auth/der.h"
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

// The universal principal names among the alternative names, as WinRM's mapping of certificates
// wants one there; Qt does not read them. One that is no UTF-8 text is there, but empty.
QStringList principalNames(const QSslCertificate &certificate)
{
    constexpr QByteArrayView alternativeNames = "\x55\x1d\x11"; // RFC 5280 section 4.2.1.6
    constexpr QByteArrayView principalName = "\x2b\x06\x01\x04\x01\x82\x37\x14\x02\x03";
    const QByteArray der = certificate.toDer();
    QByteArrayView bytes(der);
    auto whole = Der::take(bytes, Der::Sequence);
    auto fields = whole ? Der::take(*whole, Der::Sequence) : std::nullopt;
    std::optional<QByteArrayView> extensions;
    while (fields && !fields->isEmpty() && !extensions) {
        extensions = Der::take(*fields, Der::Context3);
        if (!extensions && !Der::takeAny(*fields))
            break;
    }
    auto list = extensions ? Der::take(*extensions, Der::Sequence) : std::nullopt;
    QStringList found;
    while (auto extension = list ? Der::take(*list, Der::Sequence) : std::nullopt) {
        if (Der::take(*extension, Der::ObjectId) != alternativeNames)
            continue;
        auto value = Der::take(*extension, Der::OctetString);
        if (!value && Der::takeAny(*extension)) // whether it is critical
            value = Der::take(*extension, Der::OctetString);
        auto names = value ? Der::take(*value, Der::Sequence) : std::nullopt;
        while (const auto name = names ? Der::takeAny(*names) : std::nullopt) {
            QByteArrayView other = name->contents;
            if (name->tag != Der::Context0 || Der::take(other, Der::ObjectId) != principalName)
                continue;
            auto text = Der::take(other, Der::Context0);
            const auto utf8 = text ? Der::take(*text, Der::Utf8Text) : std::nullopt;
            found.append(utf8 ? QString::fromUtf8(*utf8) : QString());
        }
    }
    return found;
}

// The authorities were chosen for this alone, so what they write into a subject is a name here.
class CertificateCheck final : public ServerSignIn
{
public:
    CertificateCheck(std::shared_ptr<UserFile> users, const QSslCertificate &peer)
        : m_users(std::move(users)), m_peer(peer)
    {}

    Outcome<Verdict> check(const QByteArray &) override
    {
        if (m_peer.isNull())
            return Verdict();
        // Where an authority vouches for a principal, the common name is what people call it by,
        // and may be anybody's. What could mean two is nobody.
        QStringList names = principalNames(m_peer);
        if (names.isEmpty())
            names = m_peer.subjectInfo(QSslCertificate::CommonName);
        if (names.size() != 1 || names.first().isEmpty())
            return Verdict();
        const Outcome<Caller> caller = m_users->known(names.first(), Qt::CaseSensitive);
        if (caller.ok())
            return Verdict{.state = Verdict::State::Ready, .token = {}, .caller = *caller};
        if (caller.failure().cause != Failure::Cause::SignIn)
            return caller.failure();
        return Verdict();
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
        .profile = "mutual"_L1,
    };
    return scheme;
}

} // namespace Cistern
