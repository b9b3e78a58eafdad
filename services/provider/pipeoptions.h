// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a local target is told, and tells, about its replication pipes. Values; any thread.
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QSslConfiguration>
#include <QString>
#include <QStringList>

#include <optional>

namespace Cistern {

struct PipeOptions
{
    // Where endpoints listen. Empty: as before, at the first start 127.0.0.1. An address that is
    // left out is not listened on any more. Others than loopback need an identity.
    QList<QHostAddress> addresses = {};
    std::optional<QSslConfiguration> identity =
        {}; // certificate and key, for pipes to other machines
};

struct PipePeer
{
    QString name;           // of its system
    QString place;          // ADDRESS:PORT of one of its endpoints
    QByteArray fingerprint; // SHA-256 of its certificate; may be empty for one of this machine

    bool operator==(const PipePeer &) const = default;
};

// What the peers of this target must be told of it.
struct PipeIdentity
{
    QString systemName;
    QStringList endpoints;  // ADDRESS:PORT, those that listen
    QByteArray fingerprint; // empty without a certificate

    bool operator==(const PipeIdentity &) const = default;
};

} // namespace Cistern
