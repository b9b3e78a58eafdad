// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Builds the rooms in order and owns them; the only place that knows every concrete class.
// Owned by main; GUI thread. Nothing here blocks: the local target opens on its own thread.
#pragma once

#include "services/core/systemclock.h"
#include "services/inventory/inventory.h"
#include "services/jobs/jobtracker.h"
#include "services/systems/connections.h"

#include <QObject>
#include <QString>

#include <memory>

namespace Cistern {

class JobHistory;
class Provider;
class Refresher;
class Vault;

class Services : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString store;      // folder of the local target; empty: under the XDG data folder
        QString configDir;  // systems.json; empty: under the XDG configuration folder
        QString dataDir;    // history; empty: under the XDG data folder
    };
    explicit Services(const Options &options, QObject *parent = nullptr);
    ~Services() override;

    Clock &clock();
    SystemBook &book();
    Connections &connections();
    Inventory &inventory();
    Refresher &refresher();
    JobTracker &jobs();
    JobHistory &history();
    Vault &vault();
    Provider &localTarget(); // for locations, serving and users; commands of people go through Connections
    QString configDir() const;

    // Asked when the keychain has no password: the window prompts, the command line reads or refuses.
    void setPasswordPrompt(PasswordSource prompt);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Cistern
