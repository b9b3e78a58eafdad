// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the host itself offers to pools, read from it each time. Pure functions; any thread.
#pragma once

#include <QList>
#include <QString>

namespace Cistern::HostFigures {

quint64 logicalProcessors();
quint64 memory(); // bytes

struct NetworkPort
{
    QString name, label; // "eth0", and what people call it
    QString address;     // hardware address: twelve hexadecimal digits
    bool up = false;
    quint64 mtu = 0; // bytes; 0: not known
};
QList<NetworkPort> networkPorts(); // all but loopback, by name

} // namespace Cistern::HostFigures
