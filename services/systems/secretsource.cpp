// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/secretsource.h"

#include "services/core/onpool.h"
#include "services/credentials/credentialbook.h"
#include "services/credentials/vault.h"
#include "services/systems/signinways.h"

namespace Cistern {

SecretSource::SecretSource(Vault &vault, const CredentialBook &sets, QObject *parent)
    : QObject(parent), m_vault(vault), m_sets(sets)
{}

void SecretSource::setPrompt(SecretPrompt prompt)
{
    m_prompt = std::move(prompt);
}

QString SecretSource::keyOf(const ConnectionSpec &spec)
{
    return spec.credential.isEmpty()
        ? spec.user + u'@' + spec.url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded)
        : vaultKey(spec.credential);
}

Answer<Secret> SecretSource::secret(const ConnectionSpec &spec, QObject *owner, Ask ask)
{
    if (spec.credential.isEmpty() && spec.user.isEmpty())
        return readyAnswer<Secret>(Secret());
    // A file may name a way that another version of this program knows.
    if (!findWay(spec.scheme))
        return readyAnswer<Secret>(Failure{.cause = Failure::Cause::NotSupported,
                                           .stage = Failure::Stage::SignIn,
                                           .parameter = QStringLiteral("scheme"),
                                           .serverText = spec.scheme});
    if (spec.credential.isEmpty())
        return keptOrTold({.spec = spec, .set = {}}, owner, ask);
    const CredentialSet *set = m_sets.find(spec.credential);
    if (!set)
        return readyAnswer<Secret>(Failure{.cause = Failure::Cause::NotFound,
                                           .stage = Failure::Stage::SignIn,
                                           .parameter = QStringLiteral("credential")});
    const SecretQuestion question{
        .spec = spec, .set = *set, .systems = m_sets.usersOf(set->id).size()};
    switch (set->kind) {
    case CredentialSet::Kind::TicketCache:
        return readyAnswer<Secret>(Secret());
    case CredentialSet::Kind::Certificate:
        return certificate(question, owner, ask);
    case CredentialSet::Kind::Password:
        break;
    }
    return keptOrTold(question, owner, ask);
}

// The passphrase, if the key wants one, and then both files.
Answer<Secret> SecretSource::certificate(const SecretQuestion &question, QObject *owner, Ask ask)
{
    const CredentialSet set = *question.set;
    const auto passphrase = andThen(onPool([set] { return keyIsLocked(set); }), owner,
                                    [this, question, owner, ask](bool locked) {
                                        return locked ? keptOrTold(question, owner, ask)
                                                      : readyAnswer<Secret>(Secret());
                                    });
    return andThen(passphrase, owner, [this, set, owner](const Secret &secret) {
        const auto read = onPool([set, secret] { return readClientCertificate(set, secret); });
        Pledge<Secret> pledge;
        onDone(read, owner, [this, set, secret, pledge](const Outcome<ClientCertificate> &files) {
            if (files) {
                m_certificates.insert(set.id, *files);
                return pledge.give(secret);
            }
            // A passphrase that does not open the key is not tried again.
            if (files.failure().cause == Failure::Cause::SignIn) {
                m_refused.insert(vaultKey(set.id));
                m_vault.refuse(vaultKey(set.id));
            }
            pledge.give(files.failure());
        });
        return pledge.answer();
    });
}

ClientCertificate SecretSource::certificateOf(const QString &setId) const
{
    return m_certificates.value(setId);
}

Answer<Secret> SecretSource::keptOrTold(const SecretQuestion &question, QObject *owner, Ask ask)
{
    const QString key = keyOf(question.spec);
    if (m_asking.contains(key))
        return ownedBy(owner, m_asking.value(key).answer());
    const Pledge<Secret> pledge;
    onDone(m_vault.read(key, owner), owner,
           [this, key, question, ask, pledge](const Outcome<Secret> &kept) {
               if (kept)
                   return pledge.give(*kept);
               const Failure::Cause cause = kept.failure().cause;
               SecretQuestion asked = question;
               asked.keeps = cause == Failure::Cause::NotFound && m_vault.mayKeep();
               asked.refused = m_refused.contains(key);
               // That there is no keychain is no news; that it refuses is.
               if (cause != Failure::Cause::NotSupported)
                   asked.keychain = kept.failure().serverText;
               // Who is asked already may answer for this one, too.
               if (ask == Ask::Nobody && !m_asking.contains(key))
                   return pledge.give(Failure{.cause = Failure::Cause::SignIn,
                                              .stage = Failure::Stage::SignIn,
                                              .serverText = asked.keychain});
               askPerson(key, asked, pledge);
           });
    return pledge.answer();
}

// Asked for all who want the same, so none of them owns the question.
void SecretSource::askPerson(const QString &key, const SecretQuestion &question,
                             const Pledge<Secret> &pledge)
{
    if (const auto asking = m_asking.constFind(key); asking != m_asking.cend()) {
        onDone(asking->answer(), this, [pledge](const Outcome<Secret> &s) { pledge.give(s); });
        return;
    }
    m_asking.insert(key, pledge);
    const auto asked = m_prompt ? m_prompt(question, this)
                                : readyAnswer<ToldSecret>(Failure{.cause = Failure::Cause::SignIn,
                                                                  .stage = Failure::Stage::SignIn});
    onDone(asked, this, [this, key, question, pledge](const Outcome<ToldSecret> &answer) {
        m_asking.remove(key);
        if (!answer) {
            Failure failure = answer.failure();
            if (failure.serverText.isEmpty())
                failure.serverText = question.keychain;
            return pledge.give(failure);
        }
        m_takenBy.remove(key);
        if (answer->remember)
            // It lives for this run anyway.
            onDone(m_vault.write(key, answer->secret, this), this, [](const Outcome<Done> &) {});
        else
            m_vault.keepForThisRun(key, answer->secret);
        pledge.give(answer->secret);
        Q_EMIT told(key);
    });
}

Answer<Done> SecretSource::change(const QString &key, const Secret &secret, bool remember,
                                  QObject *owner)
{
    m_takenBy.remove(key);
    m_refused.remove(key);
    Answer<Done> kept = readyAnswer<Done>(Done());
    if (remember)
        kept = m_vault.write(key, secret, owner);
    else
        m_vault.keepForThisRun(key, secret);
    Q_EMIT changed(key);
    return kept;
}

Answer<Done> SecretSource::forget(const QString &key, QObject *owner)
{
    m_takenBy.remove(key);
    m_refused.remove(key);
    return m_vault.forget(key, owner);
}

void SecretSource::accepted(const ConnectionSpec &spec)
{
    const QString key = keyOf(spec);
    m_takenBy[key].insert(spec.id);
    m_refused.remove(key);
}

// Where other systems of the set take it, it is right, and this one does not know the account.
void SecretSource::refused(const ConnectionSpec &spec)
{
    const QString key = keyOf(spec);
    QSet<QString> &takers = m_takenBy[key];
    takers.remove(spec.id);
    if (!takers.isEmpty() || !m_vault.knows(key))
        return;
    m_refused.insert(key);
    m_vault.refuse(key);
}

} // namespace Cistern

#include "moc_secretsource.cpp"
