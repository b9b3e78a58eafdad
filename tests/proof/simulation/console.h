// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One console in a simulation: what the program builds around its jobs, on the simulated network.
// It dies in the middle of whatever it does and starts again on what was durable. One thread.
#pragma once

#include "services/jobs/jobhistory.h"
#include "services/jobs/jobtracker.h"
#include "services/systems/connections.h"
#include "tests/proof/simulation/memoryfiles.h"
#include "tests/proof/simulation/network.h"

#include <optional>

namespace Cistern {

class Console final : public QObject
{
    Q_OBJECT

public:
    Console(const QString &folder, const QString &user, Network &network, Agenda &agenda)
        : m_folder(folder), m_user(user), m_network(network), m_clock(agenda)
    {}

    void boot();
    void crash(bool forgets = false); // a broken one forgets what it did since it was started
    bool isUp() const { return m_rooms.has_value(); }
    void signIn(); // as a person does who sees that it is needed
    void run(const MethodCall &call);
    void remove(const CimPath &path);
    void stop(qint64 id, bool force);
    bool isIdle(); // every record of this run is over
    const QList<JobRecord> &records() const { return m_rooms->tracker.records(); }
    const QString &user() const { return m_user; }
    MachineClock &clock() { return m_clock; }
    Answer<QList<JobRecord>> history(); // all that was ever written down

Q_SIGNALS:
    void told(const JobRecord &record); // as it is now

private:
    struct Rooms
    {
        Rooms(const QString &folder, const QString &user, Network &network, Clock &clock);
        SystemBook book;
        Connections connections;
        JobHistory history;
        JobTracker tracker;
    };

    QString m_folder, m_user;
    Network &m_network;
    MachineClock m_clock;
    std::optional<Rooms> m_rooms;
    MemoryFiles::Image m_atBoot;
};

} // namespace Cistern
