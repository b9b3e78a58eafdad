// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/verdict.h"

#include "services/jobs/jobstates.h"

#include <QSet>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Kind = Verdict::Kind;

namespace {
// "DOMAIN\user", "user@REALM" and "user" are one, as far as a server's word goes.
QString bareUser(const QString &user)
{
    return user.section(u'\\', -1).section(u'@', 0, 0);
}

QSet<CimPath> asSet(const QList<CimPath> &paths)
{
    return {paths.begin(), paths.end()};
}

struct Affected
{
    QList<CimPath> elements, made;
};

Affected affectedBy(const CimPath &job, const Evidence &evidence)
{
    constexpr quint64 create = 5; // ElementEffects
    Affected affected;
    for (const CimInstance &link : evidence.jobLinks) {
        const CimValue from = link.value(u"AffectingElement");
        const CimValue to = link.value(u"AffectedElement");
        if (!from.toPath() || *from.toPath() != job || !to.toPath())
            continue;
        affected.elements.append(*to.toPath());
        if (link.value(u"ElementEffects").toUnsigneds().contains(create))
            affected.made.append(*to.toPath());
    }
    return affected;
}

bool isOthers(const CimInstance &job, const JobRecord &record)
{
    const QString owner = bareUser(job.value(u"Owner").toString());
    const QString ours = bareUser(record.signedInAs);
    return !owner.isEmpty() && !ours.isEmpty() && owner.compare(ours, Qt::CaseInsensitive) != 0;
}

bool intersect(const QList<CimPath> &some, const QList<CimPath> &others)
{
    return std::any_of(some.begin(), some.end(),
                       [&others](const CimPath &each) { return others.contains(each); });
}

bool isAtWork(const CimInstance &job)
{
    return !JobState::isFinal(job.value(u"JobState").toUnsigned().value_or(JobState::Completed));
}

// It goes on by itself: one that waits for somebody may do so for ever.
bool isMoving(const CimInstance &job)
{
    const quint16 state = jobStateOf(job);
    return isAtWork(job) && state != JobState::Suspended && state != JobState::Service
        && state != JobState::QueryPending;
}

// Whether a job that was not there before is this call's.
enum class Claim { No, Perhaps, Yes };
Claim claimOn(const CimInstance &job, const JobRecord &record, const CallEffect &effect,
              const Evidence &evidence, const QList<CimPath> &fitting)
{
    const QString owner = bareUser(job.value(u"Owner").toString());
    const QString ours = bareUser(record.signedInAs);
    const bool ownersTold = !owner.isEmpty() && !ours.isEmpty();
    if (isOthers(job, record))
        return Claim::No;
    const Affected affected = affectedBy(job.path(), evidence);
    const bool creates = effect.kind == CallEffect::Kind::Creates;
    // What it made decides: sources may be shared by many jobs.
    if (creates && !affected.made.isEmpty())
        return intersect(affected.made, fitting) ? Claim::Yes : Claim::No;
    if (affected.elements.isEmpty())
        return ownersTold ? Claim::Yes : Claim::Perhaps;
    if (!creates)
        return affected.elements.contains(effect.subject) ? Claim::Yes : Claim::No;
    if (!intersect(affected.elements, fitting + objectsNamedBy(record.call)))
        return Claim::No;
    return ownersTold ? Claim::Yes : Claim::Perhaps;
}

struct Jobs
{
    QList<CimInstance> ours, perhaps;

    // What shows already may still be in the making, what does not may yet come.
    bool mayBeMaking() const
    {
        return std::any_of(ours.begin(), ours.end(), isAtWork)
            || std::any_of(perhaps.begin(), perhaps.end(), isMoving);
    }
};

Jobs jobsOf(const JobRecord &record, const CallEffect &effect, const Evidence &evidence,
            const QList<CimPath> &fitting)
{
    Jobs jobs;
    if (!record.before || !evidence.jobs)
        return jobs;
    const QSet<CimPath> known = asSet(*record.before) + asSet(evidence.claimed);
    for (const CimInstance &job : *evidence.jobs) {
        if (known.contains(job.path()))
            continue;
        // It was followed, and nothing came of it.
        if (job.path() == record.job && !isAtWork(job) && !endedWell(job))
            continue;
        const Claim claim = claimOn(job, record, effect, evidence, fitting);
        // Where it is not known which were there before, one that has ended may be old.
        const bool sure = claim == Claim::Yes && record.jobsBefore;
        if (sure)
            jobs.ours.append(job);
        else if (claim != Claim::No && (record.jobsBefore || isAtWork(job)))
            jobs.perhaps.append(job);
    }
    return jobs;
}

Verdict cannotTell(Doubt doubt, bool busy)
{
    return {.kind = Kind::CannotTell, .doubt = doubt, .busy = busy};
}

// The objects that a create may have made. Where a system tells of no links at all it can't be
// asked by them.
QList<CimPath> fittingObjects(const JobRecord &record, const CallEffect &effect,
                              const Evidence &evidence)
{
    if (!record.before)
        return {}; // what is there may have been there before, also what no other can be like
    QList<CimPath> made = madeAmong(effect, evidence.objects, record.before);
    made.removeIf([&evidence](const CimPath &each) { return evidence.claimed.contains(each); });
    const QList<CimInstance> links = evidence.links.value_or(QList<CimInstance>());
    return links.isEmpty() ? made : linkedAmong(effect.links, made, links);
}

// Something new is there that is not as it was asked for: somebody may have changed it since. What
// another call of ours or a job of another user is known to have made is none of it.
bool mayBeRenamed(const JobRecord &record, const CallEffect &effect, const Evidence &evidence)
{
    QList<CimPath> madeByOthers = evidence.claimed;
    const QList<CimInstance> jobs = evidence.jobs.value_or(QList<CimInstance>());
    for (const CimInstance &job : jobs) {
        if (isOthers(job, record) || evidence.claimed.contains(job.path()))
            madeByOthers += affectedBy(job.path(), evidence).made;
    }
    if (!record.before)
        return false;
    const QSet<CimPath> known = asSet(*record.before) + asSet(madeByOthers);
    return std::any_of(evidence.objects.begin(), evidence.objects.end(),
                       [&](const CimInstance &object) {
                           return !known.contains(object.path()) && !shows(effect, object, {});
                       });
}

// Everything that was asked for and can be seen is so.
bool isAsWanted(const JobRecord &record, const CallEffect &effect, const Evidence &evidence)
{
    const bool shown = std::any_of(
        evidence.objects.begin(), evidence.objects.end(), [&](const CimInstance &each) {
            return shows(effect, each,
                         effect.settingsClass.isEmpty() ? record.size : std::optional<quint64>());
        });
    const QList<CimPath> subject{effect.subject};
    const bool termsShown = effect.terms.isEmpty()
        || (evidence.terms && showsTerms(effect, *evidence.terms));
    return shown && termsShown
        && (effect.links.classes.isEmpty()
            || (evidence.links && linkedAmong(effect.links, subject, *evidence.links) == subject));
}

// It is not as wanted, but not as it was either: somebody, or this call in part, has changed it.
bool hasMoved(const JobRecord &record, const CallEffect &effect, const Evidence &evidence)
{
    if (!record.subjectBefore || !evidence.subject)
        return false;
    const auto was = record.subjectBefore->properties();
    return std::any_of(was.begin(), was.end(), [&](const auto &property) {
        const bool terms = evidence.terms && property.first == effect.termsParameter;
        const CimValue now = terms ? shownTerms(effect, *evidence.terms)
                                   : evidence.subject->value(property.first);
        return now != property.second;
    });
}

// A job that is starting or shutting down has not come to rest.
bool isOnItsWay(const CimInstance &job)
{
    const quint16 state = jobStateOf(job);
    return state == JobState::Starting || state == JobState::ShuttingDown;
}

// Of a job that was to be stopped its state alone tells, whatever it was before: one that works, or
// has come to an end of its own, was not. Nothing where somebody else ended it.
std::optional<Verdict> verdictOnStop(const MethodCall &call, const Evidence &evidence, bool busy)
{
    if (stopOf(call) == 0 || !evidence.subject)
        return std::nullopt;
    if (isOnItsWay(*evidence.subject))
        return cannotTell(Doubt::ChangedOtherwise, true);
    const quint16 state = jobStateOf(*evidence.subject);
    if (!JobState::isStopped(state))
        return Verdict{.kind = Kind::DidNotHappen, .busy = busy};
    return std::nullopt;
}

// A job of ours that has ended well says that it made the object.
bool isMadeByOurs(const CimPath &object, const Jobs &jobs, const Evidence &evidence)
{
    return std::any_of(jobs.ours.begin(), jobs.ours.end(), [&](const CimInstance &job) {
        return !isAtWork(job) && endedWell(job)
            && affectedBy(job.path(), evidence).made.contains(object);
    });
}

// What the settings of the subject were, or are, is not known.
std::optional<Doubt> doubtOfTerms(const JobRecord &record, const CallEffect &effect,
                                  const Evidence &evidence)
{
    if (effect.terms.isEmpty())
        return std::nullopt;
    if (!evidence.terms)
        return Doubt::NotReadable;
    const bool known = record.subjectBefore
        && !record.subjectBefore->value(effect.termsParameter).isNull();
    return known ? std::nullopt : std::optional(Doubt::UnknownBefore);
}
} // namespace

Verdict verdictOn(const JobRecord &record, const CallEffect &effect, const Evidence &evidence)
{
    const bool creates = effect.kind == CallEffect::Kind::Creates;
    QList<CimPath> fitting = creates ? fittingObjects(record, effect, evidence) : QList<CimPath>();
    const Jobs jobs = jobsOf(record, effect, evidence, fitting);
    const bool busy = jobs.mayBeMaking();
    if (fitting.size() > 1) {
        // A job of ours that says it made one of them tells which.
        QList<CimPath> told;
        for (const CimInstance &job : jobs.ours) {
            for (const CimPath &made : affectedBy(job.path(), evidence).made) {
                if (fitting.contains(made) && !told.contains(made))
                    told.append(made);
            }
        }
        if (told.size() == 1)
            fitting = told;
    }
    // A job knows more than its object: how far it is, and whether it ends well.
    if (jobs.ours.size() == 1 && record.job.isEmpty() && effect.startsJobs)
        return {.kind = Kind::AtWork,
                .object = fitting.size() == 1 ? fitting.first() : CimPath(),
                .job = jobs.ours.first().path(),
                .busy = busy};

    switch (effect.kind) {
    case CallEffect::Kind::Creates:
        if (fitting.size() == 1 && isMadeByOurs(fitting.first(), jobs, evidence))
            return {.kind = Kind::Happened, .object = fitting.first()};
        if (fitting.size() == 1 && !effect.isVisible())
            return cannotTell(Doubt::NewUnmarked, busy);
        // Some show what they make before it is done, and take it away again when that fails.
        if (fitting.size() == 1)
            return jobs.mayBeMaking() ? cannotTell(Doubt::OthersAtWork, true)
                                      : Verdict{.kind = Kind::Happened, .object = fitting.first()};
        if (fitting.size() > 1)
            return cannotTell(Doubt::SeveralFit, busy);
        if (!record.before)
            return cannotTell(Doubt::UnknownBefore, busy);
        if (mayBeRenamed(record, effect, evidence))
            return cannotTell(Doubt::NewOtherwise, busy);
        break;
    case CallEffect::Kind::Removes:
        if (!evidence.subjectThere)
            return {.kind = Kind::Happened};
        break;
    case CallEffect::Kind::Modifies:
        if (!effect.isVisible())
            return cannotTell(Doubt::NothingToSee, busy);
        if (!evidence.subjectThere)
            return cannotTell(stopOf(record.call) ? Doubt::JobToStopGone : Doubt::SubjectGone,
                              busy);
        if (!effect.links.classes.isEmpty() && !evidence.links)
            return cannotTell(Doubt::NotReadable, busy);
        if (isAsWanted(record, effect, evidence))
            return jobs.mayBeMaking() ? cannotTell(Doubt::OthersAtWork, true)
                                      : Verdict{.kind = Kind::Happened, .object = effect.subject};
        if (const auto doubt = doubtOfTerms(record, effect, evidence))
            return cannotTell(*doubt, busy);
        if (const auto verdict = verdictOnStop(record.call, evidence, busy))
            return *verdict;
        if (!record.subjectBefore)
            return cannotTell(Doubt::UnknownBefore, busy);
        if (hasMoved(record, effect, evidence))
            return cannotTell(Doubt::ChangedOtherwise, busy || isOnItsWay(*evidence.subject));
        break;
    case CallEffect::Kind::Other:
        return cannotTell(Doubt::NothingToSee, busy);
    }
    if (!jobs.ours.isEmpty() || !jobs.perhaps.isEmpty())
        return cannotTell(Doubt::OthersAtWork, busy);
    if (record.isJobTold() && effect.kind != CallEffect::Kind::Removes)
        return cannotTell(Doubt::JobGone, busy);
    // A job that can't be seen may be at work on it.
    if (effect.startsJobs && (!evidence.jobs || !record.jobsBefore))
        return cannotTell(Doubt::NotReadable, busy);
    return {.kind = Kind::DidNotHappen, .busy = busy};
}

} // namespace Cistern
