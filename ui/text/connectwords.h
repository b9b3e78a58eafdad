// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The words of a connection as it is climbed: what a rung is called and found, why it broke and
// what cures it, down to the command. One place for the connect dialog, the tree, the overview and
// `system check`. Pure functions; GUI thread for the translations.
#pragma once

#include "services/systems/connections.h"
#include "ui/text/messages.h"

#include <optional>

namespace Cistern {

[[nodiscard]] QString stepText(Rung::Step step);
// What stands beside its name: what was found, or how far it is. Data of the system included.
[[nodiscard]] QString rungText(const Rung &rung, const Ladder &ladder, const ConnectionSpec &spec);
// "iSCSI target", "Hyper-V", "Hyper-V cluster"; the namespace itself where it is another.
[[nodiscard]] QString featureText(const QString &nameSpace);

// Of a rung that failed, or that is done with something remarkable; nothing otherwise.
[[nodiscard]] std::optional<Message> rungMessage(const Rung &rung, const Ladder &ladder,
                                                 const ConnectionSpec &spec);
// Of a system that is not connected, or that is with something remarkable.
[[nodiscard]] std::optional<Message> connectionMessage(const SystemState &state,
                                                       const ConnectionSpec &spec);
// What is left of a ladder when the connection broke after its climb: from that rung on, nothing.
[[nodiscard]] Ladder brokenLadder(const Ladder &ladder, const Failure &failure);
// The clocks differ by more than two minutes though all works; empty otherwise.
[[nodiscard]] QString clockHint(const Ladder &ladder, const ConnectionSpec &spec);

// The password can be read by whoever is on the way, as the person allowed; empty otherwise.
[[nodiscard]] QString readableHint(const ConnectionSpec &spec);

// In two or three words, for a row: "Signing in…", "Retry in 12 s", "Certificate changed".
[[nodiscard]] QString stateText(const SystemState &state, const QDateTime &now);
[[nodiscard]] QString shortCause(const Failure &failure);

// "seen just now", "seen 12 s ago", "seen 14:02, 2 min ago", "seen 2026-11-20 14:02, 1 d 2 h ago".
[[nodiscard]] QString seenText(const QDateTime &seen, const QDateTime &now);

// What is particular to connecting in a message of any failure; nothing where nothing is.
struct ConnectWords
{
    QString problem, cause, fix, command;
};
[[nodiscard]] std::optional<ConnectWords> connectWords(const Failure &failure, Rung::Step step,
                                                       const Ladder &ladder,
                                                       const ConnectionSpec &spec);

} // namespace Cistern
