// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What many systems sign in with, under one name. Holds no secret: that lies in the vault, under
// vaultKey(). Value; any thread.
#pragma once

#include "services/core/outcome.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace Cistern {

struct CredentialSet
{
    enum class Kind : quint8 {
        Password,    // a user and a password
        TicketCache, // a Kerberos ticket that the person has already
        Certificate, // a client certificate and its key, in files
    };

    QString id = {};   // stable, never shown
    QString name = {}; // what people see and type; unique without case
    QString user = {}; // of a ticket: whose, empty for the cache's own; of a certificate: not used
    Kind kind = Kind::Password;
    QString certificateFile = {}; // PEM; whole paths
    QString keyFile = {};

    bool operator==(const CredentialSet &) const = default;
};

QString vaultKey(const QString &setId); // of the password, or the passphrase of the key
// InvalidValue with the name of the member that can't be so.
std::optional<Failure> problemOf(const CredentialSet &set);

// The words of files and commands: "password", "ticket", "certificate".
QLatin1StringView kindWord(CredentialSet::Kind kind);
std::optional<CredentialSet::Kind> kindFrom(QStringView word);

QJsonObject toJson(const CredentialSet &set);
CredentialSet credentialSetFrom(const QJsonObject &object);

} // namespace Cistern
