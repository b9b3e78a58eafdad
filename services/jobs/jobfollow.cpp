// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The part of JobRun that follows a job of the system to its end.
#include "services/jobs/jobcalls.h"
#include "services/jobs/jobreads.h"
#include "services/jobs/jobrun.h"
#include "services/jobs/jobstates.h"
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
} // namespace

void JobRun::follow()
{
    m_followed = m_clock.elapsed();
    m_backOff = 0ms;
    m_follows = true;
    if (!std::exchange(m_reading, true))
        m_reads.begin(m_record.systemId, m_record.job);
    m_record.progressed = m_clock.now();
    moveTo(m_record.state == State::Stopping ? State::Stopping : State::Running);
    // What the job will use counts as taken from now on.
    Q_EMIT affected(objectsNamedBy(m_record.call));
    poll();
}

void JobRun::poll()
{
    m_next = nullptr;
    onDone(m_reads.read(m_record.systemId, m_record.job, this), this,
           [this](const Outcome<CimInstance> &job) { jobRead(job); });
}

void JobRun::jobRead(const Outcome<CimInstance> &job)
{
    if (m_record.over() || !m_follows)
        return;
    if (!job && m_gone.seenBy(job.failure())) {
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
    m_gone.reset();
    m_record.linkLost = false;
    note(m_record, *job, m_clock.now());
    if (JobState::isFinal(m_record.jobState)) {
        m_follows = false;
        lookAtAffected(*job);
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
    if (!m_connections.isConfigured(m_record.systemId)) {
        m_record.doubt = Doubt::SystemGone;
        fail(Failure{.cause = Cause::OutcomeUnknown, .stage = Failure::Stage::Operation});
        return;
    }
    m_connections.report(m_record.systemId, failure);
    m_backOff = m_backOff == 0ms ? 1s : std::min<std::chrono::milliseconds>(m_backOff * 2, 60s);
    m_record.linkLost = true;
    Q_EMIT changed();
    again(m_backOff, m_follows ? &JobRun::poll : &JobRun::checkOnce);
}

// One that was found may be another's, of somebody who is signed in twice, say: what is there now
// decides, and where nothing shows, who started it.
bool JobRun::isSeen() const
{
    return m_effect.kind == CallEffect::Kind::Creates || m_effect.kind == CallEffect::Kind::Removes
        || m_effect.isVisible();
}

void JobRun::jobEnded(const CimInstance &job, bool good)
{
    if (good && m_record.jobFound && (isSeen() || job.value(u"Owner").toString().isEmpty())) {
        check();
        return;
    }
    if (good) {
        findResult();
        return;
    }
    if (!connection()) {
        jobFailed(job, {});
        return;
    }
    onDone(errorsOf(*connection(), m_record.job, this), this,
           [this, job](const Outcome<QStringList> &errors) {
               jobFailed(job, errors ? *errors : QStringList());
           });
}

void JobRun::jobFailed(const CimInstance &job, const QStringList &errors)
{
    JobRecord ended = m_record;
    noteBadEnd(ended, job, errors);
    if (m_record.jobFound && isSeen()) {
        m_failed = ended;
        check();
        return;
    }
    m_record = ended;
    finish(ended.state);
}

void JobRun::stopAsked()
{
    forgetRefusal(m_record);
    Q_EMIT changed();
}

void JobRun::stopNotDone(const Failure &notDone)
{
    if (m_record.over() || !m_follows)
        return;
    noteLostStop(m_record, notDone);
    moveTo(m_record.state);
}

void JobRun::stopTold(const Outcome<Done> &taken)
{
    // Its end was seen first: there is nothing to stop any more.
    if (m_record.over() || !m_follows)
        return;
    noteStop(m_record, taken, m_clock.now());
    m_followed = m_clock.elapsed(); // soon there will be something to see
    moveTo(m_record.state);
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
