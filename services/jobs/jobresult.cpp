// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The part of JobRun that finds out what became of a call: what it made, and, when its answer is
// lost, whether it ran at all. Nothing is sent here; everything is read.
#include "services/jobs/jobrun.h"
#include "services/jobs/jobhistory.h"
#include "services/jobs/jobreads.h"
#include "services/jobs/jobstates.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"

#include <algorithm>
#include <array>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

namespace {
constexpr auto longestLook = 5s;
constexpr qsizetype mostAffected = 200; // that are kept

// A class that no table declares may well derive from the wanted one.
bool mayBe(const CimPath &path, const QString &className)
{
    return !Schema::findClass(path.nameSpace(), path.className())
        || Schema::isA(path.nameSpace(), path.className(), className);
}

QList<CimPath> elementsOf(const QList<CimInstance> &links, const QString &nameSpace)
{
    QList<CimPath> elements;
    for (const CimInstance &link : links) {
        const CimValue element = link.value(u"AffectedElement");
        if (!element.toPath() || elements.size() >= mostAffected)
            continue;
        CimPath path = *element.toPath();
        if (path.nameSpace().isEmpty())
            path.setNameSpace(nameSpace);
        if (!elements.contains(path))
            elements.append(path);
    }
    return elements;
}
} // namespace

// The system forgets it with the job. Of a job that was only found it may be another's work.
void JobRun::lookAtAffected(const CimInstance &job)
{
    const bool good = endedWell(job);
    if (m_record.jobFound || !connection()) {
        jobEnded(job, good);
        return;
    }
    m_clock.stop(m_timer);
    m_next = nullptr;
    const Wsman::AssociationFilter links{
        .object = m_record.job,
        .links = true,
        .associationClass = {},
        .role = u"AffectingElement"_s,
        .resultClass = enumerableClass(m_record.job.nameSpace(), u"CIM_AffectedJobElement"_s),
        .resultRole = {}};
    const Pledge<QList<CimInstance>> pledge;
    onDone(connection()->associators(links, this), this,
           [pledge](const Outcome<QList<CimInstance>> &found) { pledge.give(found); });
    // The end is not kept waiting for what only completes the record.
    if (!good || !isResultWanted())
        m_timer = m_clock.after(longestLook, this, [pledge] { pledge.give(QList<CimInstance>()); });
    onDone(pledge.answer(), this, [this, job, good](const Outcome<QList<CimInstance>> &found) {
        m_clock.stop(m_timer);
        m_jobLinks = found ? *found : QList<CimInstance>();
        m_record.affected = elementsOf(m_jobLinks, m_record.job.nameSpace());
        jobEnded(job, good);
    });
}

bool JobRun::isResultWanted() const
{
    return m_record.result.isEmpty() && m_effect.kind == CallEffect::Kind::Creates;
}

// Job model 6: what the answer named, then what the job says it affected, then what is new.
void JobRun::findResult()
{
    if (!isResultWanted() || !connection()) {
        finish(State::Succeeded);
        return;
    }
    constexpr quint64 create = 5; // ElementEffects
    for (const CimInstance &link : std::as_const(m_jobLinks)) {
        const CimValue element = link.value(u"AffectedElement");
        const CimPath *path = element.toPath();
        if (!path || !mayBe(*path, m_effect.className))
            continue;
        const bool made = link.value(u"ElementEffects").toUnsigneds().contains(create);
        // Sources are of the same class as a pool made of them: without a word on the effect they
        // must not have been there before.
        const bool isNew = m_record.before && !m_record.before->contains(*path);
        if (made || (isNew && m_record.result.isEmpty()))
            m_record.result = *path;
        if (made)
            break;
    }
    if (m_record.result.isEmpty())
        findAmongAll();
    else
        finish(State::Succeeded);
}

// The one that is as wanted; nothing when there is none or more than one: a guess would be worse.
void JobRun::singleOut(const QList<CimInstance> &objects,
                       const std::function<void(const CimPath &)> &found)
{
    const QList<CimPath> made = madeAmong(m_effect, objects, m_record.before);
    const QStringList classes = made.isEmpty() ? QStringList() : m_effect.links.classes;
    readLinks(classes, {}, [this, made, found](const QList<CimInstance> &links) {
        // A system that tells of no links at all can't be asked by them.
        const QList<CimPath> fitting = links.isEmpty() ? made
                                                       : linkedAmong(m_effect.links, made, links);
        found(fitting.size() == 1 ? fitting.first() : CimPath());
    });
}

// Once only: that the call is done is known, and what it made need not be.
void JobRun::readLinks(const QStringList &classes, const QList<CimInstance> &read,
                       const std::function<void(const QList<CimInstance> &)> &then)
{
    if (classes.isEmpty() || !connection()) {
        then(classes.isEmpty() ? read : QList<CimInstance>());
        return;
    }
    onDone(connection()->enumerate(nameSpace(), classes.first(), this), this,
           [this, classes, read, then](const Outcome<QList<CimInstance>> &links) {
               if (links)
                   readLinks(classes.sliced(1), read + *links, then);
               else
                   then({});
           });
}

void JobRun::findAmongAll()
{
    if (!connection() || !(m_record.before || m_effect.unique)) {
        finish(State::Succeeded);
        return;
    }
    onDone(connection()->enumerate(nameSpace(), m_effect.className, this), this,
           [this](const Outcome<QList<CimInstance>> &objects) {
               singleOut(objects ? *objects : QList<CimInstance>(), [this](const CimPath &made) {
                   m_record.result = made;
                   finish(State::Succeeded); // done, if not identified
               });
           });
}

// Not so where the system has answered, whatever became of the job it named.
void JobRun::answerLost()
{
    if (!m_record.lost.isValid())
        m_record.lost = m_clock.now();
    check();
}

// Outcome unknown: from here on everything is read, nothing sent.
void JobRun::check()
{
    m_checks = 0;
    m_unreadable = 0;
    m_backOff = 0ms;
    moveTo(State::Checking);
    checkOnce();
}

void JobRun::checkOnce()
{
    m_next = nullptr;
    m_evidence = {};
    gatherClaims();
}

// What other calls of ours are known to have made, also those of earlier runs and those that have
// left the list. What was over before this one was recorded claims nothing: what it made was seen
// then, or is gone.
void JobRun::gatherClaims()
{
    onDone(m_history.besides(m_record, this), this,
           [this](const Outcome<QList<JobRecord>> &others) {
               if (!others) {
                   readFailed(others.failure());
                   return;
               }
               for (const JobRecord &other : *others) {
                   // What a change had for a subject was there before, and may be another's too;
                   // so may be a job that was only found, until its end was seen to be the call's.
                   const QList<CimPath> named = objectsNamedBy(other.call);
                   const bool sure = !other.jobFound || other.state == State::Succeeded;
                   for (const CimPath &path : {sure ? other.job : CimPath(), other.result}) {
                       if (!path.isEmpty() && !named.contains(path))
                           m_evidence.claimed.append(path);
                   }
               }
               gatherObjects();
           });
}

void JobRun::gatherObjects()
{
    using Kind = CallEffect::Kind;
    const QStringList classes = m_effect.kind == Kind::Creates ? QStringList{m_effect.className}
        : m_effect.kind == Kind::Modifies && !m_effect.settingsClass.isEmpty()
        ? QStringList{m_effect.settingsClass}
        : QStringList();
    gather(classes, {}, [this](const std::optional<QList<CimInstance>> &objects) {
        if (!objects) {
            checkAgain({.kind = Verdict::Kind::CannotTell, .doubt = Doubt::NotReadable});
            return;
        }
        m_evidence.objects = *objects;
        if (m_effect.subject.isEmpty())
            gatherLinks();
        else
            gatherSubject();
    });
}

// It will not be read: the system says so, or has answered otherwise too often.
bool JobRun::isHopeless(const Failure &failure)
{
    constexpr int mostUnreadable = 4;
    return isLasting(failure)
        || (failure.stage == Failure::Stage::Operation && failure.cause != Cause::Refused
            && failure.cause != Cause::Cancelled && ++m_unreadable > mostUnreadable);
}

// Reads on with the instances of all classes; with nothing when the system will never show one; or
// waits for the system to come back.
void JobRun::gather(const QStringList &classes, const QList<CimInstance> &read,
                    const std::function<void(const std::optional<QList<CimInstance>> &)> &then)
{
    if (classes.isEmpty()) {
        then(read);
        return;
    }
    if (!connection()) {
        readFailed(Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
        return;
    }
    onDone(connection()->enumerate(nameSpace(), classes.first(), this), this,
           [this, classes, read, then](const Outcome<QList<CimInstance>> &instances) {
               if (instances) {
                   m_record.linkLost = false;
                   gather(classes.sliced(1), read + *instances, then);
               } else if (isHopeless(instances.failure())) {
                   then(std::nullopt);
               } else {
                   readFailed(instances.failure());
               }
           });
}

void JobRun::gatherSubject()
{
    if (!connection()) {
        readFailed(Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
        return;
    }
    onDone(connection()->get(m_effect.subject, this), this,
           [this](const Outcome<CimInstance> &subject) {
               if (!subject && !m_gone.seenBy(subject.failure())) {
                   if (subject.failure().cause != Cause::NotFound && isHopeless(subject.failure()))
                       checkAgain({.kind = Verdict::Kind::CannotTell, .doubt = Doubt::NotReadable});
                   else
                       readFailed(subject.failure());
                   return;
               }
               m_record.linkLost = false;
               m_gone.reset();
               m_evidence.subjectThere = subject.ok();
               if (subject)
                   m_evidence.subject = *subject;
               if (subject && m_effect.settingsClass.isEmpty())
                   m_evidence.objects = {*subject};
               gatherTerms();
           });
}

void JobRun::gatherTerms()
{
    if (m_effect.terms.isEmpty() || !m_evidence.subjectThere || !connection()) {
        gatherLinks();
        return;
    }
    onDone(readTerms(), this, [this](const Outcome<QList<CimInstance>> &settings) {
        if (!settings && !isHopeless(settings.failure())) {
            readFailed(settings.failure());
            return;
        }
        if (settings)
            m_evidence.terms = *settings;
        gatherLinks();
    });
}

Answer<QList<CimInstance>> JobRun::readTerms()
{
    const Wsman::AssociationFilter settings{
        .object = m_effect.subject,
        .links = false,
        .associationClass = enumerableClass(nameSpace(), u"CIM_SettingsDefineState"_s),
        .role = u"ManagedElement"_s,
        .resultClass = u"CIM_ResourceAllocationSettingData"_s,
        .resultRole = {}};
    return connection()->associators(settings, this);
}

void JobRun::gatherLinks()
{
    gather(m_effect.links.classes, {}, [this](const std::optional<QList<CimInstance>> &links) {
        m_evidence.links = links;
        gatherJobs();
    });
}

void JobRun::gatherJobs()
{
    if (!m_effect.startsJobs || !m_record.before) {
        conclude();
        return;
    }
    const QStringList jobs{enumerableClass(nameSpace(), u"CIM_ConcreteJob"_s)};
    gather(jobs, {}, [this](const std::optional<QList<CimInstance>> &found) {
        m_evidence.jobs = found;
        const bool newOnes = found
            && std::any_of(found->begin(), found->end(), [this](const CimInstance &job) {
                                 return !m_record.before->contains(job.path());
                             });
        const QStringList links{enumerableClass(nameSpace(), u"CIM_AffectedJobElement"_s)};
        gather(newOnes ? links : QStringList(), {},
               [this](const std::optional<QList<CimInstance>> &affected) {
                   m_evidence.jobLinks = affected.value_or(QList<CimInstance>());
                   conclude();
               });
    });
}

void JobRun::conclude()
{
    const Verdict verdict = verdictOn(m_record, m_effect, m_evidence);
    switch (verdict.kind) {
    case Verdict::Kind::Happened:
        // Another call of ours may have found it in the meantime.
        if (m_effect.kind == CallEffect::Kind::Creates && m_isTaken(verdict.object)) {
            checkAgain({.kind = Verdict::Kind::CannotTell, .doubt = Doubt::SeveralFit});
            break;
        }
        m_record.result = verdict.object;
        finish(State::Succeeded);
        break;
    case Verdict::Kind::AtWork:
        m_record.job = verdict.job;
        m_record.jobFound = true;
        follow();
        break;
    case Verdict::Kind::DidNotHappen:
    case Verdict::Kind::CannotTell:
        checkAgain(verdict);
        break;
    }
}

// A request may wait in the system before it is worked on, and what it makes may be slow to show:
// "nothing there" counts only after half a minute, and not while the system may still be at it.
void JobRun::checkAgain(const Verdict &verdict)
{
    static constexpr auto longestAtWork = 75s; // its OperationTimeout, and a margin
    static constexpr std::array<std::chrono::milliseconds, 4> pauses{2s, 5s, 8s, 15s};
    m_backOff = 0ms;
    if (verdict.busy)
        m_checks = 0;
    if (verdict.busy || m_checks < pauses.size()) {
        Q_EMIT changed();
        const auto pause = pauses[std::min<size_t>(m_checks++, 3)];
        again(verdict.busy ? std::max<std::chrono::milliseconds>(pause, 5s) : pause,
              &JobRun::checkOnce);
        return;
    }
    const auto passed = m_clock.elapsed() - m_sent;
    if (verdict.kind == Verdict::Kind::DidNotHappen && passed < longestAtWork) {
        again(longestAtWork - passed, &JobRun::checkOnce);
        return;
    }
    if (verdict.kind == Verdict::Kind::DidNotHappen && m_failed) {
        m_record.failure = m_failed->failure;
        m_record.further = m_failed->further;
        m_record.statusText = m_failed->statusText;
        finish(m_failed->state);
        return;
    }
    // A system that answered something else than a refusal may still come to it.
    const bool answered = m_record.returnValue || !m_record.lost.isValid();
    const bool known = verdict.kind == Verdict::Kind::DidNotHappen && !answered;
    m_record.doubt = verdict.kind != Verdict::Kind::DidNotHappen || known ? verdict.doubt
        : m_record.isJobTold()                                            ? Doubt::JobGone
                                                                          : Doubt::UnclearAnswer;
    fail(Failure{.cause = known ? Cause::NotDone : Cause::OutcomeUnknown,
                 .stage = Failure::Stage::Operation,
                 .code = quint32(m_record.returnValue.value_or(0))});
}

} // namespace Cistern
