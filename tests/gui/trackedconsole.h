// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What windows are made of, over a system whose jobs a test controls and a clock that it moves.
// Owned by a test.
#pragma once

#include "app/services.h"
#include "app/windowconsole.h"
#include "tests/support/trackedsystem.h"

namespace Cistern {

class TrackedConsole : public TrackedSystem
{
public:
    TrackedConsole()
        : m_services({.store = folder.filePath(QStringLiteral("store")),
                      .configDir = folder.filePath(QStringLiteral("config")),
                      .dataDir = folder.filePath(QStringLiteral("data"))})
    {}

    Console console()
    {
        const Console whole = windowConsole(m_services);
        return {.clock = clock,
                .book = program->book,
                .connections = program->connections,
                .inventory = whole.inventory,
                .refresher = whole.refresher,
                .jobs = program->tracker,
                .history = program->history,
                .credentials = whole.credentials,
                .secrets = whole.secrets,
                .addLocation = whole.addLocation,
                .names = whole.names};
    }

private:
    Services m_services; // of what does not matter here
};

} // namespace Cistern
