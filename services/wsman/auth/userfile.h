// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Who may sign in at the listener: a file of salted hashes with a role each, readable by its owner
// alone. Blocks on the file and on hashing, so call it on the pool. Any thread; owned by the one
// who serves or by a command.
#pragma once

#include "services/core/outcome.h"
#include "services/wsman/auth/scheme.h"
#include "services/wsman/responder.h"

#include <QDateTime>
#include <QHash>
#include <QMutex>

namespace Cistern {

struct User
{
    QString name;
    AccessRole role = AccessRole::Read;
    // Proven elsewhere, by a KDC, an NTLM user file or a certificate: alice@REALM, DOMAIN\alice or
    // the name in the certificate. Has no password here.
    bool external = false;

    bool operator==(const User &) const = default;
};

class UserFile
{
public:
    static constexpr int leastIterations = 100'000; // of PBKDF2 with SHA-256
    static constexpr int mostUsers = 10'000;

    // The file need not exist: then nobody may sign in.
    explicit UserFile(const QString &path, int iterations = leastIterations);

    Outcome<QList<User>> users();
    // A name that is there gets the new password and role. InvalidValue ("user", "password",
    // "role").
    Outcome<Done> add(const User &user, const Secret &password);
    Outcome<Done> addExternal(const User &user);
    Outcome<Done> remove(const QString &name); // NotFound

    // Who that is; SignIn when user or password are wrong, which takes equally long. A password
    // that was right once is known again without hashing, until the file changes.
    Outcome<Caller> verify(const Credentials &credentials);
    // Who it is that was proven elsewhere under that name; SignIn for those not listed as external.
    Outcome<Caller> known(const QString &name, Qt::CaseSensitivity letters);
    int hashesMade() const; // since the start, for those who wonder about the cost

private:
    struct Entry
    {
        User user;
        int iterations = 0;
        QByteArray salt;
        QByteArray hash;
    };
    struct Stamp
    {
        QDateTime modified;
        qint64 size = -1;
        bool operator==(const Stamp &) const = default;
    };

    Outcome<QList<Entry>> read() const;
    Outcome<Done> keep(const Entry &entry);
    Outcome<Done> write(const QList<Entry> &entries) const;
    Outcome<Done> refresh(); // m_mutex is held
    Stamp stamp() const;
    QByteArray hashOf(const Entry &entry, const Secret &password);
    QByteArray proofOf(const Credentials &credentials) const;

    const QString m_path;
    const int m_iterations;
    const QByteArray
        m_proofKey; // of this run; what is known again is kept under it, never in clear
    mutable QMutex m_mutex;
    Stamp m_stamp;
    QList<Entry> m_entries;
    QHash<QString, QByteArray> m_proofs;
    int m_hashes = 0;
};

} // namespace Cistern
