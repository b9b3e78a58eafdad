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

struct sqlite3;

namespace Cistern {

class FarHost final : public QObject
{
    Q_OBJECT

public:
    FarHost(const QString &folder, Agenda &agenda, Luck &luck);
    ~FarHost() override;

    bool isUp() const { return m_target != nullptr; }
    void boot();
    void crash(bool forgets = false); // a broken one forgets what it did since it was started
    MachineClock &clock() { return m_clock; }
    FaultPoints &faults() { return *m_faults; }

    // Cancelled when it dies before it has answered; Refused when it is down.
    Answer<Envelope> handle(const Envelope &request, const Caller &caller);
    // Its workers: work of a pool, later.
    void takeWork(const QThreadPool *pool, std::function<void()> work);
    void dropWork(const QThreadPool *pool) { m_dropped.insert(pool, ++m_drops); }

    // What there is, as an enumeration tells; nothing while it is down.
    QList<CimInstance> all(QLatin1StringView nameSpace, const QString &className);
    CimPath service(QLatin1StringView nameSpace, QLatin1StringView className); // the only one
    // The pools, volumes and extents that are written down, read past the target.
    const QList<CimInstance> &kept();

private:
    struct Close
    {
        void operator()(sqlite3 *database) const;
    };

    QString m_folder, m_file;
    Agenda &m_agenda;
    Luck &m_luck;
    MachineClock m_clock;
    std::shared_ptr<FaultPoints> m_faults = std::make_shared<FaultPoints>();
    std::unique_ptr<Target> m_target;
    MemoryFiles::Image m_atBoot;
    std::unique_ptr<sqlite3, Close> m_reader; // of the file as it is
    quint64 m_read = 0;                       // the number of writes before it was read
    QHash<QByteArray, CimInstance> m_known;   // by what is written of it
    QList<CimInstance> m_kept;
    QHash<QString, CimPath> m_services; // by class
    QHash<const QThreadPool *, int> m_dropped;
    int m_drops = 0;
};

} // namespace Cistern
