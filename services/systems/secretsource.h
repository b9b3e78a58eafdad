// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Where the secret of a system comes from: this run's memory, the keychain, or a person, who is
// asked once for all systems of a set. Owned by app/services; GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/core/secret.h"
#include "services/credentials/credentialset.h"
#include "services/systems/clientcertificate.h"
#include "services/systems/connectionspec.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <optional>

namespace Cistern {

class CredentialBook;
class Vault;

struct SecretQuestion
{
    ConnectionSpec spec;              // that wants it
    std::optional<CredentialSet> set; // nothing: a user of its own
    qsizetype systems = 1;            // that sign in with it
    bool refused = false;             // the one before was not taken
    bool keeps = true;                // there is a keychain that could remember it
    QString keychain = {};            // what it said, if it refused
};

struct ToldSecret
{
    Secret secret;
    bool remember = false; // else for this run alone
};

// SignIn when the person does not say it.
using SecretPrompt =
    std::function<Answer<ToldSecret>(const SecretQuestion &question, QObject *owner)>;

class SecretSource : public QObject
{
    Q_OBJECT

public:
    SecretSource(Vault &vault, const CredentialBook &sets, QObject *parent = nullptr);

    enum class Ask { Person, Nobody };

    void setPrompt(SecretPrompt prompt);
    // Where the vault keeps it: of a set, or bound to address and user, so that another address
    // never gets it.
    static QString keyOf(const ConnectionSpec &spec);
    // Empty where none is needed: tickets, keys without a passphrase. SignIn when there is none,
    // with what the keychain said as serverText; NotFound for a set that is not in the book.
    Answer<Secret> secret(const ConnectionSpec &spec, QObject *owner, Ask ask = Ask::Person);
    // Of a set whose secret was answered last.
    ClientCertificate certificateOf(const QString &setId) const;
    // A new one, which counts from now on whatever the keychain says; that is the answer.
    Answer<Done> change(const QString &key, const Secret &secret, bool remember, QObject *owner);
    Answer<Done> forget(const QString &key, QObject *owner); // also what is not there
    // What became of it at a system. One that no other system takes is not offered again.
    void accepted(const ConnectionSpec &spec);
    void refused(const ConnectionSpec &spec);

Q_SIGNALS:
    void told(const QString &key);    // a person said it when asked
    void changed(const QString &key); // by change()

private:
    Answer<Secret> certificate(const SecretQuestion &question, QObject *owner, Ask ask);
    Answer<Secret> keptOrTold(const SecretQuestion &question, QObject *owner, Ask ask);
    void askPerson(const QString &key, const SecretQuestion &question,
                   const Pledge<Secret> &pledge);

    Vault &m_vault;
    const CredentialBook &m_sets;
    SecretPrompt m_prompt;
    QHash<QString, Pledge<Secret>> m_asking;          // of a person, by key
    QHash<QString, QSet<QString>> m_takenBy;          // ids of systems, by key
    QSet<QString> m_refused;                          // keys
    QHash<QString, ClientCertificate> m_certificates; // by id of the set
};

} // namespace Cistern
