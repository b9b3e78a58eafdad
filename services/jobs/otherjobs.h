// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Jobs of connected systems that belong to no call of ours: somebody else started them. What the
// inventory holds is followed to its end, told by events or read every five seconds. Owned by
// JobTracker, which shows them beside its own; they are not written down. GUI thread.
#pragma once

#include "services/core/clock.h"
#include "services/jobs/jobreads.h"
#include "services/jobs/jobrecords.h"
#include "services/jobs/jobrecord.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <functional>

namespace Cistern {

class Connections;
class Inventory;
struct Changes;

class OtherJobs : public QObject
{
    Q_OBJECT

public:
    // Whether it is one of ours, or may be, as long as an answer is still to come.
    enum class Whose { Others, PerhapsOurs, Ours };
    using AskWhose = std::function<Whose(const QString &systemId, const CimPath &job)>;

    OtherJobs(Connections &connections, const Inventory &inventory, JobReads &reads, Clock &clock,
              AskWhose whose, QObject *parent = nullptr);

    // Their ids are below 0 and never used again. Oldest first.
    const QList<JobRecord> &records() const { return m_records.all(); }
    const JobRecord *find(qint64 id) const { return m_records.find(id); }
    void stopAsked(qint64 id);
    void stopNotDone(qint64 id, const Failure &notDone);
    void stopTold(qint64 id, const Outcome<Done> &taken);
    void look(const QString &systemId); // what is ours there has changed
    void clearFinished();

Q_SIGNALS:
    void added(qint64 id);
    void changed(qint64 id);
    void removed();

private:
    void inventoryChanged(const Changes &changes);
    void take(const QString &systemId, const CimInstance &job);
    void note(JobRecord &record, const CimInstance &job);
    void askErrors(qint64 id, const CimInstance &job);
    void readAll();
    void readSome();
    void forgetOldest();
    void forgetSoon();
    void readSoon();
    void taken(qint64 id, const Outcome<CimInstance> &job);
    void end(JobRecord &record, JobRecord::State state, const std::optional<Failure> &failure);

    Connections &m_connections;
    const Inventory &m_inventory;
    JobReads &m_reads;
    Clock &m_clock;
    AskWhose m_whose;
    JobRecords m_records;
    QHash<qint64, Disappearance> m_gone; // of those that were not there when last read
    qint64 m_last = 0;
    QList<qint64> m_round;  // still to be asked for
    bool m_waiting = false; // for the next reading
    bool m_forgets = false; // at the end of the turn
};

} // namespace Cistern
