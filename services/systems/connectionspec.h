// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A configured system: where it is and how to sign in. Holds no secret. Value; any thread.
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace Cistern {

// The id of the local target, on the command line too.
inline constexpr QLatin1StringView localSystemId{"local"};

struct ConnectionSpec
{
    QString id = {};   // stable, unique, the name in commands; "local" for this computer
    QString name = {}; // what people see
    QUrl url = {}; // local: · local:/folder/of/a/store · http://host:5985/wsman ·
                   // https://host:5986/wsman; never with a user or password
    QString user = {};   // empty for local:
    QString site = {};   // the folder in the tree; may be empty
    QByteArray pin = {}; // SHA-256 of a certificate the person trusts for this system; may be empty

    bool operator==(const ConnectionSpec &) const = default;
};

} // namespace Cistern
