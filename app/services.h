// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Builds the rooms in order and owns them; the only place that knows every concrete class.
// Owned by main; GUI thread. Nothing here blocks: the local target opens on its own thread.
#pragma once

#include "services/core/systemclock.h"
#include "services/inventory/inventory.h"
#include "services/jobs/jobtracker.h"
#include "services/provider/pipeoptions.h"
#include "services/systems/connections.h"

#include <QObject>
#include <QString>

#include <memory>

namespace Cistern {

class CredentialBook;
class JobHistory;
class Provider;
class Refresher;
class SecretSource;
class Vault;

class Services : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString store; // folder of the local target; empty: under the XDG data folder
        QString
            configDir; // systems.json, credentials.json; empty: under the XDG configuration folder
        QString dataDir; // history; empty: under the XDG data folder
        QString systemName =
            {}; // that the local target takes at its first opening; else the host's
        // What was last read of each system; may be deleted at any time. Empty: nothing is kept.
        QString cacheDir = {};
    };
    explicit Services(const Options &options, QObject *parent = nullptr);
    ~Services() override;

    Clock &clock();
    SystemBook &book();
    CredentialBook &credentials();
    SecretSource &secrets();
    // Both books. One that can't be read does not keep the other from it.
    Answer<Done> load(QObject *owner);
    Connections &connections();
    // Made on first use: what nobody looks at is not read.
    Inventory &inventory();
    Refresher &refresher();
    JobTracker &jobs();
    JobHistory &history();
    Vault &vault();
    // For locations and serving; commands of people go through Connections. Opened on first use.
    Provider &localTarget();
    // Where and as whom its pipes are; only before the local target is first wanted.
    void setPipes(const PipeOptions &pipes);
    QString configDir() const;
    QString dataDir() const;
    QString store() const; // the folder of the local target

    // Asked when the keychain has no password; what is told is kept for this run.
    void setPasswordPrompt(const PasswordSource &prompt);
    // All of the book, some a turn, in the order of the list; nobody is asked for a password.
    void openAll();
    // Follows the network and the sleep of the machine from now on: for programs that stay.
    void watchNetwork();
    // Its work is done by this process and stops with it.
    bool worksHere(const QString &systemId) const;

private:
    bool failedToSignIn(const QString &systemId) const;
    void followSignIn(const QString &systemId);
    void openSome();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Cistern
