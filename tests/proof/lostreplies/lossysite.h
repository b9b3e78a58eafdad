// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A local target of this process with a peer for its pipes, served over HTTP behind a relay that
// loses exchanges. What stands there is asked and prepared past the wire. Lives in the thread that
// made it.
#pragma once

#include "services/core/systemclock.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/listener.h"
#include "tests/proof/lostreplies/lossyrelay.h"
#include "tests/support/clusterfixture.h"

namespace Cistern {

class LossySite
{
public:
    explicit LossySite(bool jobs); // false: what can be done at once is done at once

    static QString user() { return QStringLiteral("admin"); }
    static Secret password() { return Secret("a password"); }

    const bool jobs;
    ClusterFixture target;
    ProviderFixture peer;
    LossyRelay relay;

    void restart();          // on the port it had
    int changesThatCame = 0; // to the target, whole, since somebody set it back

    QString newName() { return QStringLiteral("n%1").arg(++m_named); }
    // One of those that are there, by luck; made when there are none.
    CimPath storagePool(Luck &luck);
    CimPath ofVolumes() const { return m_ofVolumes; } // the pool that volumes come from
    CimPath volume(Luck &luck);
    CimPath rootPool(Luck &luck);  // without children
    CimPath childPool(Luck &luck); // of the cluster
    CimPath drive();               // in no pool
    CimPath memoryPool(Luck &luck);
    CimPath pipe(Luck &luck);
    // Not too many of each.
    void makeRoom();
    // Of that class, whatever the name.
    QList<CimPath> named(const QString &className, QLatin1StringView nameSpace,
                         const QString &name);
    QList<CimPath> volumes();
    QList<CimPath> childPools();
    QList<CimPath> rootPools(); // without children
    QList<CimPath> pipes();

private:
    void serve();
    void addDrives();

    SystemClock m_clock; // deadlines of sockets are real
    QTemporaryDir m_folder;
    std::shared_ptr<UserFile> m_users;
    std::unique_ptr<Listener> m_listener;
    quint16 m_port = 0;
    int m_named = 0;
    QList<CimPath> m_drives;
    CimPath m_ofVolumes;
};

} // namespace Cistern
