// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Requests to stop a job. Each is a change of its own: written down before it leaves, sent once,
// its answer kept. Owned by JobTracker; GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/core/clock.h"
#include "services/jobs/jobrecord.h"

#include <QObject>

namespace Cistern {

class Connections;
class JobHistory;

class JobStops : public QObject
{
    Q_OBJECT

public:
    JobStops(Connections &connections, JobHistory &history, Clock &clock, QObject *parent);

    // RequestStateChange Terminate or, by force, Kill. KillJob, and by force only, where the job's
    // class has no RequestStateChange. A refusal has its return code as code, 1, 4097, 32770,
    // 32775 …; OutcomeUnknown when its answer is lost. Whatever it says, the job's state tells the
    // end. of: the record of the job; by: a record with who asks, where and when.
    Answer<Done> ask(const JobRecord &of, const JobRecord &by, bool force);

Q_SIGNALS:
    // Its answer is: what became of it is to be found out by reading. of: the record of the job.
    void lost(const JobRecord &stop, qint64 of);
    void recorded();                  // one, in the history alone
    void over(const JobRecord &stop); // one of them, which is to be written down

private:
    Answer<Done> record(JobRecord stop, const MethodCall &call, qint64 of);
    void send(const JobRecord &stop, qint64 of, const Pledge<Done> &pledge);
    void end(JobRecord stop, qint64 of, const std::optional<Failure> &failure);

    Connections &m_connections;
    JobHistory &m_history;
    Clock &m_clock;
};

} // namespace Cistern
