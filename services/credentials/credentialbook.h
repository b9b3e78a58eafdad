// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Which credential sets there are: a versioned JSON file of its own, so that a damaged list of
// systems takes no set with it, nor the other way round. Owned by app/services; GUI thread.
#pragma once

#include "services/core/versionedfile.h"
#include "services/credentials/credentialset.h"

#include <QList>
#include <QObject>

#include <functional>

namespace Cistern {

class CredentialBook : public QObject
{
    Q_OBJECT

public:
    // file need not exist: then there is no set yet.
    explicit CredentialBook(const QString &file, QObject *parent = nullptr);

    // Malformed as VersionedFile says; then nothing is saved until it was loaded.
    Answer<Done> load(QObject *owner);
    const QList<CredentialSet> &sets() const { return m_sets; } // by name
    const CredentialSet *find(const QString &id) const;
    const CredentialSet *named(const QString &name) const; // without case

    // The new id. Exists (parameter "name") for a name that is taken, InvalidValue as problemOf().
    Answer<QString> add(const CredentialSet &set, QObject *owner);
    Answer<Done> change(const CredentialSet &set, QObject *owner);
    // InUse, with their names as serverText, while systems sign in with it.
    Answer<Done> remove(const QString &id, QObject *owner);
    // The names of those who use a set; asked before it is removed.
    void setUsers(std::function<QStringList(const QString &id)> users);
    QStringList usersOf(const QString &id) const;

Q_SIGNALS:
    void changed();
    void setChanged(const QString &id); // what systems sign in with is another now

private:
    std::optional<Failure> obstacle(const CredentialSet &set) const;
    Answer<Done> save(const QList<CredentialSet> &sets, QObject *owner);
    void list(const QList<CredentialSet> &sets);

    QList<CredentialSet> m_sets;   // what the file holds
    QList<CredentialSet> m_latest; // with what is on its way to the file
    int m_saving = 0;
    std::function<QStringList(const QString &id)> m_users;
    VersionedFile m_file;
};

} // namespace Cistern
