// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/windowconsole.h"

#include "app/practicesystems.h"
#include "services/credentials/credentialbook.h"
#include "services/inventory/refresher.h"
#include "services/jobs/jobhistory.h"
#include "services/provider/provider.h"
#include "services/systems/secretsource.h"

namespace Cistern {

namespace {
PracticeSwitch switchOf(PracticeFault fault)
{
    switch (fault) {
    case PracticeFault::Slow:
        return PracticeSwitch::Slow;
    case PracticeFault::Refuse:
        return PracticeSwitch::Refuse;
    case PracticeFault::Drop:
        return PracticeSwitch::Drop;
    case PracticeFault::SizeNotSupported:
        return PracticeSwitch::OddSize;
    case PracticeFault::Busy:
        break;
    }
    return PracticeSwitch::Busy;
}
} // namespace

Console windowConsole(Services &services)
{
    return {
        .clock = services.clock(),
        .book = services.book(),
        .connections = services.connections(),
        .inventory = services.inventory(),
        .refresher = services.refresher(),
        .jobs = services.jobs(),
        .history = services.history(),
        .credentials = services.credentials(),
        .secrets = services.secrets(),
        .addLocation =
            [&services](const QString &folder, std::optional<quint64> limit, QObject *owner) {
                return andThen(services.localTarget().addLocation(folder, limit), owner,
                               [](const StorageLocation &) { return readyAnswer<Done>(Done{}); });
            },
        .names = std::make_shared<QHash<QString, QString>>(),
        .openPractice = [&services](QObject *owner) { return openPracticeSite(services, owner); },
        .practiceIsOpen = [&services] { return practiceSiteIsOpen(services); },
        .setPracticeFault =
            [&services](PracticeFault fault, bool on) {
                setPracticeSwitch(practiceSite(services), switchOf(fault), on);
            }};
}

} // namespace Cistern
