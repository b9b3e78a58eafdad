// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A FleetServer in a child process, and the console's services without its window over the systems
// in it. Owned by a measuring program; GUI thread.
#pragma once

#include "services/core/systemclock.h"
#include "services/inventory/refresher.h"
#include "services/systems/connections.h"
#include "tests/support/child.h"

#include <QHash>
#include <QTemporaryDir>

#include <memory>

namespace Cistern {

class Fleet
{
public:
    struct Size
    {
        int good = 0, dead = 0, slow = 0, hostile = 0;
        int all() const { return good + dead + slow + hostile; }
    };
    Fleet(const Size &size, int pools, int jobs);

    void openAll();
    QString report(const QByteArray &word); // of the server, which ends by that

    QTemporaryDir folder;
    SystemClock clock;
    SystemBook book;
    Connections connections;
    Inventory inventory;
    Refresher refresher;
    // Ids of the good ones.
    QStringList good;

private:
    Child m_server;
};

// Whether this process was started by a Fleet; then its result is in `code`.
bool isFleetServer(const QStringList &arguments, int &code);

} // namespace Cistern
