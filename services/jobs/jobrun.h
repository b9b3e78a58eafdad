// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One commit under way: makes its setting, sends it once (jobrun.cpp), follows its job
// (jobfollow.cpp), finds its result (jobresult.cpp). Steps run one after the other; each is a
// function. Owned by JobTracker; GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/core/clock.h"
#include "services/jobs/calleffect.h"
#include "services/jobs/jobreads.h"
#include "services/jobs/jobrecord.h"
#include "services/jobs/verdict.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <functional>

namespace Cistern {

class Connection;
class Connections;
class JobHistory;
class JobReads;
class SystemEvents;
struct CimEvent;
struct Exchange;

class JobRun : public QObject
{
    Q_OBJECT

public:
    // Another call of ours is known to have made it.
    using IsTaken = std::function<bool(const CimPath &object)>;
    // Without events the job is asked for again and again.
    JobRun(const JobRecord &record, Connections &connections, SystemEvents *events,
           JobHistory &history, Clock &clock, JobReads &reads, IsTaken isTaken, QObject *parent);
    ~JobRun() override;

    const JobRecord &record() const { return m_record; }
    void begin();     // what was just recorded
    void takeUp();    // what an earlier run of the program left
    void giveUp();    // what was recorded and will not be sent: what had to come before it failed
    void stopAsked(); // one is on its way
    void stopNotDone(const Failure &notDone);  // the last one, whose answer was lost
    void stopTold(const Outcome<Done> &taken); // what the system said to a request to stop

Q_SIGNALS:
    void changed();
    void moved(); // to another state, which is to be written down
    void affected(const QList<CimPath> &paths);

private:
    // Before sending
    void writeDown(JobRecord::State state, void (JobRun::*next)());
    void keep(const Exchange &exchange);
    void makeSetting();
    void writeSetting();
    void lookAround();
    void lookAround(const QStringList &classes);
    void lookAtSubject();
    void lookAtTerms();
    void markSent();
    void send();
    // The answer
    void removedReplied(const Outcome<Done> &outcome);
    void replied(const Outcome<MethodReply> &outcome);
    void accepted(const MethodReply &reply);
    bool isDone() const;
    // The job
    void follow();
    void poll();
    void jobRead(const Outcome<CimInstance> &job);
    void jobTold(const QString &systemId, const QList<CimEvent> &events);
    void lookAgain(const QString &systemId);
    void followEvents(bool follow);
    bool isWatched() const;
    void readFailed(const Failure &failure);
    void lookAtAffected(const CimInstance &job);
    void jobEnded(const CimInstance &job, bool good);
    void jobFailed(const CimInstance &job, const QStringList &errors);
    bool isSeen() const;
    // The result
    void findResult();
    bool isResultWanted() const;
    void findAmongAll();
    void singleOut(const QList<CimInstance> &objects,
                   const std::function<void(const CimPath &)> &found);
    void readLinks(const QStringList &classes, const QList<CimInstance> &read,
                   const std::function<void(const QList<CimInstance> &)> &then);
    // Outcome unknown
    void answerLost();
    void check();
    void checkOnce();
    void gatherClaims();
    void gatherObjects();
    void gather(const QStringList &classes, const QList<CimInstance> &read,
                const std::function<void(const std::optional<QList<CimInstance>> &)> &then);
    void gatherSubject();
    void gatherTerms();
    bool isHopeless(const Failure &failure);
    Answer<QList<CimInstance>> readTerms(); // of the subject, through the connection
    void gatherLinks();
    void gatherJobs();
    void conclude();
    void checkAgain(const Verdict &verdict);

    QString nameSpace() const { return m_record.call.target().nameSpace(); }
    Connection *connection() const;
    void again(std::chrono::milliseconds delay, void (JobRun::*step)());
    void moveTo(JobRecord::State state); // and writes it down
    void finish(JobRecord::State state);
    void fail(const Failure &failure);
    void failUnsent(const Failure &failure); // in what comes before the call
    void connectionChanged(const QString &systemId);

    JobRecord m_record;
    CallEffect m_effect;
    Connections &m_connections;
    SystemEvents *m_events;
    JobHistory &m_history;
    Clock &m_clock;
    std::chrono::milliseconds m_followed{0}; // monotonic, when following began
    std::chrono::milliseconds m_backOff{0};  // after the last read that failed; 0: it did not
    bool m_follows = false;                  // the job, until its end is seen
    bool m_listens = false;                  // to its events
    bool m_unhurried = false;                // the next read is only for safety
    JobReads &m_reads;
    IsTaken m_isTaken;
    bool m_reading = false;       // counted there
    QPointer<Connection> m_heard; // whose exchanges are kept
    Evidence m_evidence;          // of the check under way
    size_t m_checks = 0;          // that were answered and told nothing
    int m_unreadable = 0;         // answers to them that were neither data nor a refusal
    Disappearance m_gone;         // of the job, or of what was to be changed
    // Monotonic, when the request left, or may have left in an earlier run of the program.
    std::chrono::milliseconds m_sent{0};
    std::optional<JobRecord> m_failed; // as the end of a job that was found would have it
    QList<CimInstance> m_jobLinks;     // CIM_AffectedJobElement of the job that has ended
    int m_timer = 0;
    void (JobRun::*m_next)() =
        nullptr; // what the timer, or the connection coming back, goes on with
};

} // namespace Cistern
