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
    follow(network->reachability());
    connect(network, &QNetworkInformation::reachabilityChanged, this, &NetworkWatch::follow);
}

// A network that was away is back, maybe another one. Less or more of it around the same systems
// tells nothing of them, and the service that knows may itself be started anew meanwhile.
void NetworkWatch::follow(Reachability reachability)
{
    if (reachability == Reachability::Disconnected)
        m_away = true;
    else if (reachability != Reachability::Unknown && std::exchange(m_away, false))
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
