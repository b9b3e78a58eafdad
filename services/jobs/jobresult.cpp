// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The part of JobRun that finds out what became of a call: what it made, and, when its answer is
// lost, whether it ran at all. Nothing is sent here; everything is read.
#include "services/jobs/jobrun.h"
#include "services/jobs/jobstates.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

namespace {
// A class that no table declares may well derive from the wanted one.
bool mayBe(const CimPath &path, const QString &className)
{
    return !Schema::findClass(path.nameSpace(), path.className())
        || Schema::isA(path.nameSpace(), path.className(), className);
}
} // namespace

// Job model 6: what the answer named, then what the job says it affected, then what is new.
void JobRun::findResult()
{
    if (!m_record.result.isEmpty() || m_effect.kind != CallEffect::Kind::Creates || !connection()) {
        finish(State::Succeeded);
        return;
    }
    if (m_record.job.isEmpty()) {
        findAmongAll();
        return;
    }
    const Wsman::AssociationFilter links{
        .object = m_record.job,
        .links = true,
        .associationClass = {},
        .role = u"AffectingElement"_s,
        .resultClass = enumerableClass(m_record.job.nameSpace(), u"CIM_AffectedJobElement"_s),
        .resultRole = {}};
    onDone(connection()->associators(links, this), this,
           [this](const Outcome<QList<CimInstance>> &found) {
               constexpr quint64 create = 5; // ElementEffects
               const QList<CimInstance> affectedElements = found ? *found : QList<CimInstance>();
               for (const CimInstance &link : affectedElements) {
                   const CimValue element = link.value(u"AffectedElement");
                   const CimPath *path = element.toPath();
                   if (!path || !mayBe(*path, m_effect.className))
                       continue;
                   const bool made = link.value(u"ElementEffects").toUnsigneds().contains(create);
                   // Sources are of the same class as a pool made of them: without a word on the
                   // effect they must not have been there before.
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
           });
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

void JobRun::readLinks(const QStringList &classes, const QList<CimInstance> &read,
                       const std::function<void(const QList<CimInstance> &)> &then)
{
    if (classes.isEmpty() || !connection()) {
        then(read);
        return;
    }
    onDone(connection()->enumerate(nameSpace(), classes.first(), this), this,
           [this, classes, read, then](const Outcome<QList<CimInstance>> &links) {
               readLinks(classes.sliced(1), links ? read + *links : read, then);
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

// Outcome unknown: from here on everything is read, nothing sent.
void JobRun::check()
{
    m_checks = 0;
    m_backOff = 0ms;
    moveTo(State::Checking);
    checkOnce();
}

void JobRun::checkOnce()
{
    m_next = nullptr;
    using Kind = CallEffect::Kind;
    if (!connection())
        readFailed(Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
    else if (m_effect.kind == Kind::Creates)
        checkMade();
    else if (m_effect.kind == Kind::Removes)
        checkGone();
    else if (m_effect.kind == Kind::Modifies && m_effect.isVisible())
        checkChanged();
    else
        checkJobs();
}

// Reads on with the instances, or waits for the system to come back.
void JobRun::checkAmong(const QString &className,
                        const std::function<void(const QList<CimInstance> &)> &then)
{
    onDone(connection()->enumerate(nameSpace(), className, this), this,
           [this, then](const Outcome<QList<CimInstance>> &instances) {
               if (!instances) {
                   readFailed(instances.failure());
                   return;
               }
               m_record.linkLost = false;
               then(*instances);
           });
}

void JobRun::checkMade()
{
    checkAmong(m_effect.className, [this](const QList<CimInstance> &objects) {
        singleOut(objects, [this](const CimPath &made) { checked(!made.isEmpty(), made); });
    });
}

void JobRun::checkGone()
{
    onDone(connection()->get(m_effect.subject, this), this,
           [this](const Outcome<CimInstance> &subject) {
               const bool gone = !subject && subject.failure().cause == Cause::NotFound;
               if (!subject && !gone) {
                   readFailed(subject.failure());
                   return;
               }
               m_record.linkLost = false;
               checked(gone, {});
           });
}

// Everything that was asked for and can be seen is so.
void JobRun::checkChanged()
{
    if (!m_effect.settingsClass.isEmpty()) {
        checkAmong(m_effect.settingsClass, [this](const QList<CimInstance> &settings) {
            checked(
                std::any_of(settings.begin(), settings.end(),
                            [this](const CimInstance &each) { return shows(m_effect, each, {}); }),
                m_effect.subject);
        });
        return;
    }
    onDone(connection()->get(m_effect.subject, this), this,
           [this](const Outcome<CimInstance> &subject) {
               if (!subject && subject.failure().cause != Cause::NotFound) {
                   readFailed(subject.failure());
                   return;
               }
               m_record.linkLost = false;
               if (!subject || !shows(m_effect, *subject, m_record.size)) {
                   checked(false, {});
                   return;
               }
               readLinks(m_effect.links.classes, {}, [this](const QList<CimInstance> &links) {
                   const bool asked = !m_effect.links.classes.isEmpty();
                   const QList<CimPath> subjects{m_effect.subject};
                   checked(!asked || linkedAmong(m_effect.links, subjects, links) == subjects,
                           m_effect.subject);
               });
           });
}

void JobRun::checked(bool done, const CimPath &result)
{
    if (!done) {
        checkJobs();
        return;
    }
    m_record.result = result;
    finish(State::Succeeded);
}

// While a job runs that was not there before, ours may still be at work.
void JobRun::checkJobs()
{
    if (!m_effect.startsJobs || !m_record.before) {
        checkAgain();
        return;
    }
    if (!connection()) {
        readFailed(Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
        return;
    }
    const QString jobs = enumerableClass(nameSpace(), u"CIM_ConcreteJob"_s);
    onDone(connection()->enumerate(nameSpace(), jobs, this), this,
           [this](const Outcome<QList<CimInstance>> &found) {
               const auto isOurs = [this](const CimInstance &job) {
                   const auto state = job.value(u"JobState").toUnsigned();
                   return !m_record.before->contains(job.path())
                       && !isFinal(quint16(state.value_or(completed)));
               };
               if (found && std::any_of(found->begin(), found->end(), isOurs))
                   m_checks = 0;
               checkAgain();
           });
}

void JobRun::checkAgain()
{
    constexpr int enough = 3; // a system that is slow to show what it made gets a few seconds
    m_backOff = 0ms;
    if (++m_checks < enough) {
        Q_EMIT changed();
        again(m_checks == 1 ? 2s : 5s, &JobRun::checkOnce);
        return;
    }
    fail(Failure{.cause = Cause::OutcomeUnknown,
                 .stage = Failure::Stage::Operation,
                 .code = quint32(m_record.returnValue.value_or(0))});
}

} // namespace Cistern
