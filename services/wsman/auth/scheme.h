// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How one proves who one is: a table of schemes, each with a client and a serving half. No scheme
// is named outside its own file and its row. Values and small objects; a ClientSignIn belongs to
// one connection and its thread.
#pragma once

#include "services/core/outcome.h"
#include "services/core/secret.h"
#include "services/wsman/http/httpmessage.h"

#include <QString>

#include <memory>
#include <optional>
#include <span>

namespace Cistern {

struct Credentials
{
    QString user; // empty: nobody
    Secret secret;

    bool operator==(const Credentials &) const = default;
};

// The client half, for the life of one connection.
class ClientSignIn
{
public:
    enum class Next : quint8 { Done, Again, Failed };

    virtual ~ClientSignIn() = default;

    // Adds headers or seals the body. A Failure when the scheme can't carry these credentials.
    virtual Outcome<Done> dress(HttpRequest &request) = 0;
    // Of a reply with status 401: whether another round can follow.
    virtual Next read(const HttpReply &reply) = 0;
};

struct Scheme
{
    enum class Needs : quint8 { Nothing, Password, Certificate };

    QLatin1StringView id; // also the word on the wire, compared without case
    const char *label;    // QT_TRANSLATE_NOOP("Scheme", …)
    Needs needs;
    bool clear; // the secret is readable on the way: TLS or loopback only

    std::unique_ptr<ClientSignIn> (*signIn)(const Credentials &credentials);
    // The serving half: what the Authorization header (without the scheme's word) claims, yet to be
    // checked; nothing when it is not even well-formed.
    std::optional<Credentials> (*accept)(const QByteArray &parameters);
    QByteArray challenge; // for WWW-Authenticate
};

std::span<const Scheme> schemes(); // the strongest first
const Scheme *findScheme(QByteArrayView id);

} // namespace Cistern
