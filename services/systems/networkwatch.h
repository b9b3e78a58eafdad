// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Notices when connections may be worth nothing any more, or worth a try again: another network,
// or a machine that slept. Owned by app/services; GUI thread.
#pragma once

#include "services/core/clock.h"

#include <QDateTime>
#include <QNetworkInformation>
#include <QObject>

namespace Cistern {

class NetworkWatch : public QObject
{
    Q_OBJECT

public:
    // Between two looks at the clock.
    static constexpr std::chrono::milliseconds look{5'000};
    // What has passed between two looks, beyond that, before the machine is said to have slept.
    static constexpr std::chrono::milliseconds sleep{30'000};

    // The clock outlives it.
    explicit NetworkWatch(Clock &clock, QObject *parent = nullptr);

    // From now on; the system's own word on the network too, where a backend of Qt has it.
    void start();

public Q_SLOTS:
    // What the system says of the network.
    void follow(QNetworkInformation::Reachability reachability);

Q_SIGNALS:
    void changed();

private:
    void lookAtClock();

    Clock &m_clock;
    QDateTime m_last;    // UTC, of the wall clock, which goes on while the machine sleeps
    bool m_away = false; // the network
    bool m_started = false;
};

} // namespace Cistern
