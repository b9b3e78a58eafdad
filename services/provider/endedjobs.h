// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Jobs that are over, and when they go: after their TimeBeforeRemoval, by the clock that nobody
// sets. Owned by Work; the target's thread.
#pragma once

#include "services/core/clock.h"
#include "services/provider/objectstore.h"

#include <QHash>
#include <QObject>

#include <map>

namespace Cistern {

class EndedJobs : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes keptByDefault{5};

    EndedJobs(ObjectStore &store, Clock &clock) : m_store(store), m_clock(clock) {}

    void add(const CimInstance &job); // that just ended
    void sweep();                     // looks anew how long each is kept

private:
    void note(const CimInstance &job);
    void reap();

    ObjectStore &m_store;
    Clock &m_clock;
    QHash<QString, std::chrono::milliseconds> m_ended; // by keyOf(path)
    std::multimap<std::chrono::milliseconds, CimPath> m_due;
    std::chrono::milliseconds m_nextReap{0};
    int m_timer = 0;
};

} // namespace Cistern
