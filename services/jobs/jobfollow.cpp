// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The part of JobRun that follows a job of the system to its end.
#include "services/jobs/joberror.h"
#include "services/jobs/jobrun.h"
#include "services/jobs/jobstates.h"
#include "services/schema/replyfailure.h"
#include "services/systems/connections.h"
#include "services/systems/systemevents.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

namespace {
constexpr auto safetyPause = 30s; // between reads of a job whose changes are told

// Job model 3: the state alone does not make a success.
bool isGood(const CimInstance &job, quint16 jobState)
{
    constexpr quint64 error = 6, nonRecoverable = 7, aborted = 14;
    const QList<quint64> statuses = job.value(u"OperationalStatus").toUnsigneds();
    return (jobState == completed || jobState == completedWithWarnings)
        && job.value(u"ErrorCode").toUnsigned().value_or(0) == 0
        && std::none_of(statuses.begin(), statuses.end(), [](quint64 status) {
               return status == error || status == nonRecoverable || status == aborted;
           });
}
} // namespace

void JobRun::follow()
{
    m_followed = m_clock.elapsed();
    m_backOff = 0ms;
    m_follows = true;
    m_record.progressed = m_clock.now();
    moveTo(m_record.state == State::Stopping ? State::Stopping : State::Running);
    // What the job will use counts as taken from now on.
    Q_EMIT affected(objectsNamedBy(m_record.call));
    poll();
}

void JobRun::poll()
{
    m_next = nullptr;
    if (!connection()) {
        readFailed(Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
        return;
    }
    onDone(connection()->get(m_record.job, this), this,
           [this](const Outcome<CimInstance> &job) { jobRead(job); });
}

void JobRun::jobRead(const Outcome<CimInstance> &job)
{
    if (m_record.over() || !m_follows)
        return;
    if (!job && job.failure().cause == Cause::NotFound) {
        m_follows = false;
        check(); // it is gone, and its end was not seen
        return;
    }
    if (!job) {
        readFailed(job.failure());
        return;
    }
    m_connections.seen(m_record.systemId);
    m_backOff = 0ms;
    m_record.linkLost = false;
    note(*job);
    if (isFinal(m_record.jobState)) {
        m_follows = false;
        jobEnded(*job, isGood(*job, m_record.jobState));
        return;
    }
    Q_EMIT changed();
    // One that does not end at once is worth a subscription.
    followEvents(true);
    m_unhurried = isWatched();
    // TimeBeforeRemoval is five minutes: slower than this would be safe, but not pleasant to watch.
    const auto pause = m_clock.elapsed() - m_followed < 30s ? 1s : 5s;
    again(m_unhurried ? safetyPause : pause, &JobRun::poll);
}

// What an event tells counts as if it had been read.
void JobRun::jobTold(const QString &systemId, const QList<CimEvent> &events)
{
    if (systemId != m_record.systemId)
        return;
    for (const CimEvent &event : events) {
        if (!m_follows || !event.isOf(m_record.job))
            continue;
        if (event.kind == CimEvent::Kind::Deleted)
            jobRead(Failure{.cause = Cause::NotFound, .stage = Failure::Stage::Operation});
        else
            jobRead(event.object);
    }
}

// Events have ended or left something out: the job must be asked for.
void JobRun::lookAgain(const QString &systemId)
{
    if (systemId != m_record.systemId || !m_follows || !m_unhurried || m_next != &JobRun::poll)
        return;
    m_clock.stop(m_timer);
    m_unhurried = false;
    poll();
}

void JobRun::followEvents(bool follow)
{
    if (!m_events || std::exchange(m_listens, follow) == follow)
        return;
    if (follow)
        m_events->follow(m_record.systemId, m_record.job.nameSpace());
    else
        m_events->unfollow(m_record.systemId, m_record.job.nameSpace());
}

bool JobRun::isWatched() const
{
    return m_listens && m_events->watches(m_record.systemId, m_record.job.nameSpace());
}

// The operation goes on without us; nothing is said about its end.
void JobRun::readFailed(const Failure &failure)
{
    m_connections.report(m_record.systemId, failure);
    m_backOff = m_backOff == 0ms ? 1s : std::min<std::chrono::milliseconds>(m_backOff * 2, 60s);
    m_record.linkLost = true;
    Q_EMIT changed();
    again(m_backOff, m_record.state == State::Checking ? &JobRun::checkOnce : &JobRun::poll);
}

void JobRun::note(const CimInstance &job)
{
    const auto state = quint16(job.value(u"JobState").toUnsigned().value_or(0));
    if (state != m_record.jobState) {
        m_record.jobState = state;
        m_record.progressed = m_clock.now();
    }
    // 101 stands for "undefined" and counts as 100, which is kept for the end; what lies above
    // tells nothing.
    const auto told = job.value(u"PercentComplete").toUnsigned();
    if (told && *told <= 101) {
        const int percent = int(std::min<quint64>(*told, 99));
        if (percent > m_record.percent.value_or(-1)) {
            m_record.percent = percent;
            m_record.progressed = m_clock.now();
        }
    }
    m_record.stoppable = job.value(u"Cancellable").toBool();
    const QString words = job.value(u"JobStatus").toString();
    m_record.statusText = (words.isEmpty() ? job.value(u"StatusDescriptions").toStrings().join(u' ')
                                           : words)
                              .left(longestServerText);
}

void JobRun::jobEnded(const CimInstance &job, bool good)
{
    if (good) {
        findResult();
        return;
    }
    const MethodDecl *decl = methodOf(m_record.job, u"GetError"_s);
    if (!decl || !connection()) {
        jobFailed(job, {});
        return;
    }
    onDone(connection()->invoke(MethodCall(*decl, m_record.job), this), this,
           [this, job](const Outcome<MethodReply> &reply) {
               jobFailed(job, reply ? reply->out(u"Error").toString() : QString());
           });
}

void JobRun::jobFailed(const CimInstance &job, const QString &errorText)
{
    m_record.failure = jobFailure(job, errorText);
    if (m_record.statusText.isEmpty())
        m_record.statusText = errorText.left(longestServerText);
    const bool stopped = m_record.jobState == terminated || m_record.jobState == killed;
    finish(stopped ? State::Stopped : State::Failed);
}

void JobRun::stop(bool force)
{
    const MethodDecl *decl = m_record.mayStop() ? methodOf(m_record.job, u"RequestStateChange"_s)
                                                : nullptr;
    if (!decl || !connection())
        return;
    constexpr quint16 terminate = 4, kill = 5; // RequestedState
    MethodCall call(*decl, m_record.job);
    call.setArgument(u"RequestedState", CimValue::uint16(force ? kill : terminate));
    onDone(connection()->invoke(call, this), this, [this, decl](const Outcome<MethodReply> &reply) {
        if (m_record.over())
            return;
        // Whatever it says, following goes on and the end counts.
        const bool taken = reply && !failureOf(*decl, *reply);
        m_record.stopRefused = !taken;
        if (taken) {
            m_record.stopAsked = m_clock.now();
            moveTo(State::Stopping);
        } else {
            Q_EMIT changed();
        }
    });
}

void JobRun::again(std::chrono::milliseconds delay, void (JobRun::*step)())
{
    m_clock.stop(m_timer);
    m_next = step;
    m_timer = m_clock.after(delay, this, [this] {
        if (m_next)
            (this->*m_next)();
    });
}

// A system that is back is asked at once, not when the pause is over.
void JobRun::connectionChanged(const QString &systemId)
{
    if (systemId != m_record.systemId || m_backOff == 0ms || !m_next || !connection())
        return;
    m_clock.stop(m_timer);
    (this->*m_next)();
}

} // namespace Cistern
