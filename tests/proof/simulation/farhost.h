// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The machine of the local target in a simulation: it starts, dies in the middle of whatever it
// does, and starts again on what was durable. One thread.
#pragma once

#include "services/provider/target.h"
#include "tests/proof/simulation/agenda.h"
#include "tests/proof/simulation/luck.h"
#include "tests/proof/simulation/memoryfiles.h"

#include <QPointer>
#include <QThreadPool>

#include <memory>

namespace Cistern {

class FarHost final : public QObject
{
    Q_OBJECT

public:
    FarHost(const QString &folder, Agenda &agenda, Luck &luck);
    ~FarHost() override;

    bool isUp() const { return m_target != nullptr; }
    void boot();
    void crash();
    MachineClock &clock() { return m_clock; }
    FaultPoints &faults() { return *m_faults; }

    // Cancelled when it dies before it has answered; Refused when it is down.
    Answer<Envelope> handle(const Envelope &request, const Caller &caller);
    // Its workers: work of a pool, later.
    void takeWork(const QThreadPool *pool, std::function<void()> work);
    void dropWork(const QThreadPool *pool) { m_dropped.insert(pool, ++m_drops); }

    // What there is, as an enumeration tells; nothing while it is down.
    QList<CimInstance> all(QLatin1StringView nameSpace, const QString &className);

private:
    QString m_folder;
    Agenda &m_agenda;
    Luck &m_luck;
    MachineClock m_clock;
    std::shared_ptr<FaultPoints> m_faults = std::make_shared<FaultPoints>();
    std::unique_ptr<Target> m_target;
    QHash<const QThreadPool *, int> m_dropped;
    int m_drops = 0;
};

} // namespace Cistern
