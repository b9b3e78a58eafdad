// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A configured system: where it is and how to sign in. Holds no secret. Value; any thread.
#pragma once

#include "services/wsman/peercertificate.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QUrl>

namespace Cistern {

// The id of the local target, on the command line too.
inline constexpr QLatin1StringView localSystemId{"local"};

struct ConnectionSpec
{
    QString id = {};     // stable, unique, the name in commands; "local" for this computer
    QString name = {};   // what people see
    QUrl url = {};       // local: · local:/folder/of/a/store · http://host:5985/wsman ·
                         // https://host:5986/wsman; never with a user or password
    QString user = {};   // with a secret of its own; empty for local: and with a credential set
    QString site = {};   // the folder in the tree; may be empty
    QByteArray pin = {}; // SHA-256 of a certificate the person trusts for this system; may be empty
    QString credential = {}; // id of the credential set used instead of user; may be empty
    // The id of a row in wsman/auth/schemes; what a server offers can not weaken it.
    QString scheme = QStringLiteral("Basic");
    QString service = {};      // Kerberos service to ask for; empty: HTTP, HOST, WSMAN
    bool clearAllowed = false; // a readable secret over plain http, by express wish
    bool bindsChannel = true;  // off only for a front that ends TLS before the system
    // The one of the host's addresses that answered, for one connection alone: never kept. The name
    // is what certificates and tickets are compared with all the same.
    QString address = {};
    CertificateFacts pinned = {}; // what the pinned certificate said; only for people to compare
    QDateTime pinnedSince = {};   // UTC; invalid where nobody noted it

    bool operator==(const ConnectionSpec &) const = default;
};

} // namespace Cistern
