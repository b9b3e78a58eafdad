// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How one proves who one is: a table of schemes, each with a client and a serving half. No scheme
// is named outside its own file and its row. A ClientSignIn or ServerSignIn is the one security
// context of one connection and is owned by it; what may block is called on the pool, strictly one
// call after another.
#pragma once

#include "services/core/outcome.h"
#include "services/core/secret.h"
#include "services/wsman/http/httpmessage.h"
#include "services/wsman/responder.h"

#include <QFlags>
#include <QSslCertificate>
#include <QSslKey>
#include <QString>

#include <memory>
#include <optional>
#include <span>

class QThreadPool;

namespace Cistern {

class UserFile;

struct Credentials
{
    QString user = {}; // with tickets or a certificate it may be empty
    Secret secret = {};
    bool useTicketCache = false;                   // Kerberos tickets that the person has already
    QList<QSslCertificate> clientCertificate = {}; // the leaf first
    QSslKey clientKey = {};

    bool isEmpty() const
    {
        return user.isEmpty() && !useTicketCache && clientCertificate.isEmpty();
    }
    bool operator==(const Credentials &) const = default;
};

// The connection that a context will belong to, as one of its ends sees it.
struct Channel
{
    QString host = {};       // of the server, as the person wrote it
    QString service = {};    // Kerberos service to ask for; empty: whichever the realm knows
    bool encrypted = false;  // TLS: bodies travel as they are
    bool loopback = false;   // the other end is this machine
    QByteArray binding = {}; // RFC 5929 tls-server-end-point, with its prefix; empty: not bound
    QSslCertificate peer =
        QSslCertificate(); // of a client, when an authority of the server vouches for it
};

// The client half. As it is it stands for nobody, and adds nothing.
class ClientSignIn
{
public:
    virtual ~ClientSignIn() = default;

    // The Authorization value to send next, with an empty body; empty: the context is complete.
    // reply is what came to the value before; at first there is none. May block.
    virtual Outcome<QByteArray> next(const std::optional<HttpReply> &) { return QByteArray(); }
    // Whether it is the connection that has signed in, not each request.
    virtual bool lasts() const { return false; }
    // Whether bodies travel sealed: then dress() and undress() may block, and any request lost or
    // reply unread ends the context.
    virtual bool seals() const { return false; }
    // A Failure when the scheme can't carry these credentials or that body.
    virtual Outcome<HttpRequest> dress(const HttpRequest &request) { return request; }
    virtual Outcome<HttpReply> undress(const HttpReply &reply) { return reply; }
};

// Whether a sign-in names the TLS channel it came through (RFC 5929), as WinRM's CbtHardeningLevel.
enum class ChannelBinding : quint8 {
    Relaxed, // whoever names one must name the right one
    Strict,  // everybody must
    None     // nobody is held to it: for a target behind a front that ends TLS
};

// What the serving half holds claims against. Shared by all connections of a listener.
struct SignInRules
{
    std::shared_ptr<UserFile> users = {};
    QString keytab = {};                           // of the Kerberos services; empty: no Kerberos
    QString ntlmUsers = {};                        // user file of gss-ntlmssp; empty: no NTLM
    QList<QSslCertificate> clientAuthorities = {}; // empty: no client certificates
    bool sealing = true; // what can be sealed must be, where TLS does not do it
    ChannelBinding channelBinding = ChannelBinding::Relaxed;
};

// The serving half. As it is it knows nobody.
class ServerSignIn
{
public:
    struct Verdict
    {
        enum class State : quint8 { Refused, Again, Ready };
        State state = State::Refused;
        QByteArray token = {}; // goes back behind the scheme's word; when refused, says why
        Caller caller = {};    // when ready

        bool operator==(const Verdict &) const = default;
    };

    virtual ~ServerSignIn() = default;

    // Of the Authorization header, without the scheme's word. A Failure when nobody can be judged
    // at this time. May block.
    virtual Outcome<Verdict> check(const QByteArray &) { return Verdict(); }
    // Whether what was proven holds for all that follows on the connection.
    virtual bool lasts() const { return false; }
    // Whether a body that came readable is refused.
    virtual bool seals() const { return false; }
    // Of a request that came sealed, and of the reply to it. May block.
    virtual Outcome<HttpRequest> undress(const HttpRequest &);
    virtual Outcome<HttpReply> dress(const HttpReply &reply) { return reply; }
};

struct Scheme
{
    enum class Proof : quint8 { Password = 1, Tickets = 2, Certificate = 4 };
    Q_DECLARE_FLAGS(Proofs, Proof)

    QLatin1StringView id;        // as in ConnectionSpec
    QLatin1StringView word = id; // on the wire, compared without case
    const char *label;           // QT_TRANSLATE_NOOP("Scheme", …)
    Proofs proofs;               // each of them will do; none: only for the serving side
    bool clear;                  // the secret is readable on the way: TLS or loopback only

    std::shared_ptr<ClientSignIn> (*signIn)(const Credentials &, const Channel &);
    // The serving half; null where the rules or the channel do not allow this scheme.
    std::shared_ptr<ServerSignIn> (*accept)(const SignInRules &, const Channel &);
    QByteArray challenge;           // for WWW-Authenticate; empty: not listed there
    QLatin1StringView profile = {}; // last part of its security profile (DSP0226 annex C); may lack
};

Q_DECLARE_OPERATORS_FOR_FLAGS(Scheme::Proofs)

// For what may block on a KDC or a name server: nobody else waits behind it.
QThreadPool &signInPool();

std::span<const Scheme> schemes();           // the strongest first
const Scheme *findScheme(QByteArrayView id); // by id
const Scheme *schemeSaying(QByteArrayView word);

} // namespace Cistern
