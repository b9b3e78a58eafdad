// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/windowconsole.h"

#include "services/credentials/vault.h"
#include "services/inventory/refresher.h"
#include "services/jobs/jobhistory.h"
#include "services/provider/provider.h"

namespace Cistern {

Console windowConsole(Services &services)
{
    return {.clock = services.clock(),
            .book = services.book(),
            .connections = services.connections(),
            .inventory = services.inventory(),
            .refresher = services.refresher(),
            .jobs = services.jobs(),
            .history = services.history(),
            .vault = services.vault(),
            .addLocation =
                [&services](const QString &folder, std::optional<quint64> limit, QObject *owner) {
                    return andThen(
                        services.localTarget().addLocation(folder, limit), owner,
                        [](const StorageLocation &) { return readyAnswer<Done>(Done{}); });
                },
            .passwordKey = [](const ConnectionSpec &spec) { return Services::passwordKey(spec); },
            .names = std::make_shared<QHash<QString, QString>>()};
}

} // namespace Cistern
