// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One commit the person made, from sending to its end: one row of the jobs dock and of the history.
// Value; any thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/core/outcome.h"
#include "services/schema/methodcall.h"

#include <QDateTime>
#include <QHash>
#include <QString>

#include <algorithm>
#include <chrono>
#include <optional>

namespace Cistern {

// Why it can't be told what became of a call whose answer was lost. Kept in files as numbers: new
// ones go to the end.
enum class Doubt {
    None,
    NothingToSee,     // it leaves nothing that could be read
    NotReadable,      // what it leaves may not be read, or the system does not show it
    UnknownBefore,    // what was there before it could not be read
    SeveralFit,       // several new objects are as it would have made one
    ChangedOtherwise, // the object has changed since, but not to what was asked for
    SubjectGone,      // the object that was to be changed is there no more
    JobGone,          // its job is gone, and nothing of its work is there
    OthersAtWork,     // jobs came up that may be its own or another's
    UnclearAnswer,    // the system answered, but not whether it did it; nothing of it is there
    SystemGone,       // the system was taken out of the book
    NewOtherwise,     // something new is there that may be it, called otherwise since
    NewUnmarked,      // something new is there, and the call said nothing to know it by
    JobToStopGone,    // the job that was to be stopped is listed no more
};
inline constexpr Doubt lastDoubt = Doubt::JobToStopGone;

struct JobRecord
{
    enum class State {
        Recorded, // written down, and not sent yet; its goal may be
        Sent,     // on its way
        Running,  // the system works on it (a CIM job, job is set)
        Stopping, // a stop was asked for
        Checking, // outcome unknown: reading from the system, never resending
        Succeeded,
        Failed,  // failure is set; what a job had begun may be there in part
        Stopped, // ended by a client
    };

    qint64 id = 0; // of the history, never reused; below 0: a job that others started
    QString systemId;
    QString store;      // of a system of this computer: the folder; empty: it is elsewhere
    QString startedBy;  // of a job that others started: who, as the system says; may be empty
    QString caption;    // of the job, or of the job that is to stop: what the system calls it
    QString subject;    // what the object that is changed or removed was called when it was asked
    QString person;     // the account of this computer that asked
    QString signedInAs; // the user the system knows; empty: whoever runs the program
    QString messageId;  // of the request that is about to leave or left last (WS-Addressing)
    MethodCall call;
    CimPath removed; // of a plain Delete of an object, instead of call
    State state = State::Recorded;
    QDateTime submitted; // UTC
    QDateTime sent;      // UTC; when the request left, or was about to; invalid until then
    QDateTime ended;     // UTC; invalid until the end
    std::optional<quint64> returnValue;
    CimPath job;                   // empty when the system made none
    bool jobFound = false;         // by looking: no answer named it
    quint16 jobState = 0;          // as last read
    std::optional<int> percent;    // 0–100, never falls, 100 only at the end; none: not told
    std::optional<bool> stoppable; // as the job says; none: it does not say
    QDateTime progressed;          // UTC; when percent or the job's state last moved
    QDateTime stopAsked;           // UTC; of the last request to stop that the system took
    bool stopRefused = false;      // the last request to stop was refused; following goes on
    std::optional<Failure>
        stopFailure;       // of the last request to stop: why, or that its answer is lost
    bool linkLost = false; // the job can't be read at the moment: all of this is what was last seen
    CimPath result;        // the pool, volume … made or changed; may stay empty
    QList<CimPath> affected;     // what its job says it worked on, as of its end
    std::optional<quint64> size; // bytes made or being made, when the method told
    std::optional<Failure> failure;
    QList<Failure> further; // what else the system says of a failed job
    QString statusText;     // words of the server: data
    // What was there before the call, to find what it made when the answer does not tell; none: not
    // read.
    std::optional<QList<CimPath>> before;
    bool jobsBefore = true; // before names the jobs, too: what is not among them came up since
    // What of the object that is changed will show the change, as it was; none: not read.
    std::optional<CimInstance> subjectBefore;
    Doubt doubt = Doubt::None; // of OutcomeUnknown
    QDateTime lost;            // UTC; when the answer was, invalid: it came

    bool over() const { return state >= State::Succeeded; }
    bool isOurs() const { return id >= 0; }
    // Over, and nobody knows whether it was done (of a job of others: how it ended).
    bool isUnknown() const
    {
        return over() && failure && failure->cause == Failure::Cause::OutcomeUnknown;
    }
    // Asked of a store of this computer that is not the one behind that system now.
    bool isElsewhere(const QHash<QString, QString> &stores) const
    {
        return !store.isEmpty() && stores.value(systemId, store) != store;
    }
    // The answer named its job.
    bool isJobTold() const { return !job.isEmpty() && !jobFound; }
    // It is known what was asked for, so it can be asked for again.
    bool isRepeatable() const { return call.isValid() || !removed.isEmpty(); }
    // It can be read again what became of it.
    bool mayCheck() const { return isOurs() && isUnknown(); }
    // A request to stop makes sense: "Request stop" where the job does not say.
    bool mayStop() const
    {
        return (state == State::Running || state == State::Stopping) && !job.isEmpty()
            && stoppable.value_or(true);
    }
    // The system has said that it can't be stopped in any other way than by force.
    bool knowsNoOtherEnd() const
    {
        return stopRefused && stopFailure && stopFailure->cause == Failure::Cause::NotSupported;
    }
    // Half a minute after a stop that changed nothing, or where the system knows no other end: its
    // end at once, without saving anything.
    bool mayKill(const QDateTime &now) const
    {
        using namespace std::chrono_literals;
        const QDateTime since = std::max(stopAsked, progressed);
        return mayStop()
            && (knowsNoOtherEnd() || (stopAsked.isValid() && since.msecsTo(now) >= patience / 1ms));
    }
    static constexpr std::chrono::seconds patience{30};
    bool operator==(const JobRecord &) const = default;
};

} // namespace Cistern
