// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/systems/networkwatch.h"

#include <utility>

namespace Cistern {

using Reachability = QNetworkInformation::Reachability;

NetworkWatch::NetworkWatch(Clock &clock, QObject *parent) : QObject(parent), m_clock(clock) {}

void NetworkWatch::start()
{
    if (std::exchange(m_started, true))
        return;
    m_last = m_clock.now();
    m_clock.after(look, this, [this] { lookAtClock(); });
    // Without a backend the clock has to do, and the back-off.
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    const QNetworkInformation *network = QNetworkInformation::instance();
    m_reachability = network->reachability();
    connect(network, &QNetworkInformation::reachabilityChanged, this, &NetworkWatch::follow);
}

// Nobody can be reached better than before where the network went away.
void NetworkWatch::follow(Reachability reachability)
{
    const Reachability before = std::exchange(m_reachability, reachability);
    if (before != reachability && reachability != Reachability::Disconnected
        && reachability != Reachability::Unknown)
        Q_EMIT changed();
}

void NetworkWatch::lookAtClock()
{
    const QDateTime now = m_clock.now();
    const bool slept = m_last.msecsTo(now) > (look + sleep).count();
    m_last = now;
    m_clock.after(look, this, [this] { lookAtClock(); });
    if (slept)
        Q_EMIT changed();
}

} // namespace Cistern

#include "moc_networkwatch.cpp"
