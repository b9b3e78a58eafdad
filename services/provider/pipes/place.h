// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Where an end of a pipe is: an address and a TCP port, ADDRESS:PORT as text. Value; any thread.
#pragma once

#include <QHostAddress>
#include <QString>

#include <optional>

namespace Cistern {

struct PipePlace
{
    QHostAddress address;
    quint16 port = 0;

    // "10.0.0.5:4001" or "[fd00::5]:4001", with a port from 1 on; no names: nothing is looked up.
    static std::optional<PipePlace> fromText(const QString &text);
    QString toText() const;

    bool operator==(const PipePlace &) const = default;
};

// Loopback, or an address that a network interface has right now.
bool isOfThisMachine(const QHostAddress &address);

} // namespace Cistern
