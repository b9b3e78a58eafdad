// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Changes that the real command line program is to make on a served local target of this process,
// and the truth about them, as that target knows it. Owned by a proof; its thread.
#pragma once

#include "services/core/systemclock.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/listener.h"
#include "tests/support/clusterfixture.h"

#include <functional>
#include <vector>

namespace Cistern {

class KilledTarget
{
public:
    // What somebody asks for at the console.
    struct Deed
    {
        QStringList arguments = {};
        std::function<int()> timesDone = {};
        QStringList first = {}; // what was asked for before, and is at work
        bool held = false;      // the target's work waits until released() is called
    };
    struct Kind
    {
        const char *name;
        std::function<Deed(KilledTarget &)> prepared; // with what it needs in place
    };
    static const std::vector<Kind> &kinds();

    KilledTarget();

    QString url() const;
    static QByteArray password() { return "a password\n"; }
    QString booksProblem() { return m_at.booksProblem(); }
    void hold() { m_at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Hold); }
    void release() { m_at.faults().set(FaultPoints::Step::Chunk, FaultPoints::Act::Pass); }

private:
    friend struct KilledDeeds;

    ClusterFixture m_at;
    ProviderFixture m_peer;
    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::shared_ptr<UserFile> m_users;
    std::unique_ptr<Listener> m_listener;
    CimPath m_more;      // a location with room for all that is made
    CimPath m_pool;      // for volumes
    QStringList m_pipes; // the names of those there are, the oldest first
    int m_made = 0;
};

} // namespace Cistern
