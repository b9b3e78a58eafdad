// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/hostfigures.h"

#include <QNetworkInterface>
#include <QThread>

#include <algorithm>

#include <unistd.h>

namespace Cistern {

quint64 HostFigures::logicalProcessors()
{
    return quint64(std::max(1, QThread::idealThreadCount()));
}

quint64 HostFigures::memory()
{
    const long pages = ::sysconf(_SC_PHYS_PAGES), size = ::sysconf(_SC_PAGESIZE);
    return pages > 0 && size > 0 ? quint64(pages) * quint64(size) : 0;
}

QList<HostFigures::NetworkPort> HostFigures::networkPorts()
{
    QList<NetworkPort> ports;
    const auto interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &each : interfaces) {
        QString address = each.hardwareAddress();
        address.remove(u':');
        if (each.flags().testFlag(QNetworkInterface::IsLoopBack) || address.isEmpty())
            continue;
        ports.append({.name = each.name(),
                      .label = each.humanReadableName(),
                      .address = address,
                      .up = each.flags().testFlag(QNetworkInterface::IsRunning),
                      .mtu = quint64(std::max(0, each.maximumTransmissionUnit()))});
    }
    std::sort(ports.begin(), ports.end(),
              [](const NetworkPort &a, const NetworkPort &b) { return a.name < b.name; });
    return ports;
}

} // namespace Cistern
