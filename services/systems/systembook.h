// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Which systems are configured: a versioned JSON file. Owned by app/services; GUI thread.
#pragma once

#include "services/core/versionedfile.h"
#include "services/systems/connectionspec.h"

#include <QList>
#include <QObject>

#include <optional>

namespace Cistern {

class CredentialBook;

class SystemBook : public QObject
{
    Q_OBJECT

public:
    // file need not exist: then the book holds "This computer" alone.
    explicit SystemBook(const QString &file, QObject *parent = nullptr);

    // The sets that systems may name, good as long as the book; without it they may name none.
    void setCredentials(const CredentialBook &sets);

    // Malformed: code is the line, parameter the file, serverText what is wrong there. The file
    // stays untouched, and nothing can be saved until it was loaded.
    Answer<Done> load(QObject *owner);
    bool isRead() const { return m_read; } // before, a system that is not listed may be in the file
    // Systems of this run alone: before those of the file, in whose place they stand, never saved.
    void lend(const QList<ConnectionSpec> &systems);
    const QList<ConnectionSpec> &systems() const { return m_systems; }
    const ConnectionSpec *find(const QString &id) const;

    // Exists for an id or URL that is taken, InvalidValue (parameter "url", "id", "credential",
    // "scheme", "user") for what can't be.
    Answer<Done> add(const ConnectionSpec &spec, QObject *owner);
    Answer<Done> change(const ConnectionSpec &spec, QObject *owner);
    Answer<Done> remove(const QString &id, QObject *owner); // NotSupported for the local target

Q_SIGNALS:
    void changed();

private:
    std::optional<Failure> obstacle(const ConnectionSpec &spec) const;
    Answer<Done> save(const QList<ConnectionSpec> &systems, QObject *owner);
    void list(const QList<ConnectionSpec> &saved);

    const CredentialBook *m_sets = nullptr;
    QList<ConnectionSpec> m_lent;
    QList<ConnectionSpec> m_systems; // what is listed
    QList<ConnectionSpec> m_saved;   // what the file holds
    QList<ConnectionSpec> m_latest;  // with what is on its way to the file
    int m_saving = 0;
    bool m_read = false;
    VersionedFile m_file;
};

} // namespace Cistern
