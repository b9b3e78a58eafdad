// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/jobrun.h"

#include "services/jobs/joberror.h"
#include "services/jobs/jobhistory.h"
#include "services/schema/replyfailure.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

namespace {
constexpr quint16 completed = 7, terminated = 8, killed = 9, exception = 10,
                  completedWithWarnings = 32768;

bool isFinal(quint16 jobState)
{
    return (jobState >= completed && jobState <= exception) || jobState == completedWithWarnings;
}

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

// The request left, or may have left, and nothing reliable came back.
bool mayHaveRun(const Failure &failure)
{
    switch (failure.cause) {
    case Cause::OutcomeUnknown:
    case Cause::Cancelled:
    case Cause::Malformed:
    case Cause::TooLarge:
        return true;
    case Cause::TimedOut:
        return failure.stage == Failure::Stage::Protocol
            || failure.stage == Failure::Stage::Operation;
    default:
        return false;
    }
}

quint64 sizeOf(const CimInstance &object)
{
    if (const auto total = object.value(u"TotalManagedSpace").toUnsigned())
        return *total;
    return object.value(u"BlockSize").toUnsigned().value_or(0)
        * object.value(u"NumberOfBlocks").toUnsigned().value_or(0);
}
} // namespace

JobRun::JobRun(const JobRecord &record, Connections &connections, JobHistory &history, Clock &clock,
               QObject *parent)
    : QObject(parent)
    , m_record(record)
    , m_effect(effectOf(record.call))
    , m_connections(connections)
    , m_history(history)
    , m_clock(clock)
{
    if (!record.removed.isEmpty())
        m_effect = {.kind = CallEffect::Kind::Removes,
                    .parameter = {},
                    .className = record.removed.className(),
                    .subject = record.removed};
    connect(&m_connections, &Connections::stateChanged, this, &JobRun::connectionChanged);
}

void JobRun::begin()
{
    if (!connection()) {
        fail(m_connections.state(m_record.systemId)
                 .failure.value_or(
                     Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network}));
        return;
    }
    if (m_record.call.isValid() && m_record.call.setting)
        makeSetting();
    else
        lookAround();
}

void JobRun::takeUp()
{
    if (m_record.state == State::Recorded) {
        // It never left: the state Sent is written before the first byte.
        fail(Failure{.cause = Cause::Cancelled, .stage = Failure::Stage::Input});
    } else if (m_record.job.isEmpty() || m_record.state == State::Checking) {
        check();
    } else {
        follow();
    }
}

// The goal must be there before the call can refer to it.
void JobRun::makeSetting()
{
    const SettingRequest &request = *m_record.call.setting;
    const MethodDecl *decl = methodOf(request.capabilities, u"CreateSetting"_s);
    if (!decl) {
        fail(Failure{.cause = Cause::NotSupported,
                     .stage = Failure::Stage::Input,
                     .parameter = request.parameter});
        return;
    }
    constexpr quint16 goal = 3; // SettingType
    MethodCall create(*decl, request.capabilities);
    create.setArgument(u"SettingType", CimValue::uint16(goal));
    onDone(connection()->invoke(create, this), this,
           [this, decl](const Outcome<MethodReply> &reply) {
               if (!reply) {
                   fail(reply.failure());
                   return;
               }
               if (const auto failure = failureOf(*decl, *reply)) {
                   fail(*failure);
                   return;
               }
               const CimValue made = reply->out(u"NewSetting");
               if (made.toPath())
                   writeSetting(*made.toPath());
               else
                   fail(Failure{.cause = Cause::Malformed,
                                .stage = Failure::Stage::Operation,
                                .parameter = u"NewSetting"_s});
           });
}

void JobRun::writeSetting(const CimPath &setting)
{
    const SettingRequest request = *m_record.call.setting;
    m_record.call.setArgument(request.parameter, CimValue::reference(setting));
    if (request.values.isEmpty()) {
        lookAround();
        return;
    }
    if (!connection()) {
        fail(Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
        return;
    }
    const ClassDecl *decl = Schema::findClass(setting.nameSpace(), setting.className());
    CimInstance changes = decl ? CimInstance(*decl) : CimInstance(setting.className());
    for (const auto &[name, value] : request.values)
        changes.set(name, value);
    onDone(connection()->put(setting, changes, this), this, [this](const Outcome<Done> &written) {
        if (written)
            lookAround();
        else
            fail(written.failure());
    });
}

// What is there now, so that what the call makes can be told apart when no answer names it.
void JobRun::lookAround()
{
    m_record.before.emplace();
    QStringList classes;
    if (m_effect.kind == CallEffect::Kind::Creates)
        classes.append(m_effect.className);
    if (m_record.call.isValid() && m_effect.kind != CallEffect::Kind::Other)
        classes.append(enumerableClass(m_record.call.target().nameSpace(), u"CIM_ConcreteJob"_s));
    lookAround(classes);
}

void JobRun::lookAround(const QStringList &classes)
{
    if (classes.isEmpty() || !m_record.before) {
        markSent();
        return;
    }
    if (!connection()) {
        fail(Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
        return;
    }
    onDone(connection()->enumerate(m_record.call.target().nameSpace(), classes.first(), this), this,
           [this, classes](const Outcome<QList<CimInstance>> &instances) {
               if (!instances) {
                   m_record.before.reset();
               } else {
                   for (const CimInstance &instance : *instances)
                       m_record.before->append(instance.path());
               }
               lookAround(classes.sliced(1));
           });
}

// Once it may have left it must be known as sent, also after a crash.
void JobRun::markSent()
{
    m_record.state = State::Sent;
    Q_EMIT changed();
    onDone(m_history.update(m_record, this), this, [this](const Outcome<Done> &written) {
        if (written) {
            send();
            return;
        }
        m_record.state = State::Recorded;
        fail(written.failure());
    });
}

void JobRun::send()
{
    if (!connection())
        fail(Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
    else if (m_record.call.isValid())
        onDone(connection()->invoke(m_record.call, this), this,
               [this](const Outcome<MethodReply> &reply) { replied(reply); });
    else
        onDone(connection()->remove(m_record.removed, this), this,
               [this](const Outcome<Done> &reply) { removedReplied(reply); });
}

void JobRun::removedReplied(const Outcome<Done> &outcome)
{
    if (outcome)
        finish(State::Succeeded);
    else if (mayHaveRun(outcome.failure()))
        check();
    else
        fail(outcome.failure());
}

// Methods 1.3: decoded by the table of this method.
void JobRun::replied(const Outcome<MethodReply> &outcome)
{
    if (!outcome) {
        m_connections.report(m_record.systemId, outcome.failure());
        if (mayHaveRun(outcome.failure()))
            check();
        else
            fail(outcome.failure());
        return;
    }
    m_connections.seen(m_record.systemId);
    m_record.returnValue = outcome->returnValue;
    const CimValue job = outcome->out(u"Job");
    const Meaning meaning = outcome->returnValue
        ? m_record.call.decl().meaning(*outcome->returnValue)
        : job.toPath() ? Meaning::JobStarted
                       : Meaning::Unknown;
    switch (meaning) {
    case Meaning::Done:
        accepted(*outcome);
        findResult();
        break;
    case Meaning::JobStarted:
        accepted(*outcome);
        if (job.toPath()) {
            m_record.job = *job.toPath();
            if (m_record.job.nameSpace().isEmpty())
                m_record.job.setNameSpace(m_record.call.target().nameSpace());
            follow();
        } else {
            check();
        }
        break;
    case Meaning::Unknown:
    case Meaning::TimedOut:
        check();
        break;
    default:
        fail(*failureOf(m_record.call.decl(), *outcome));
    }
}

void JobRun::accepted(const MethodReply &reply)
{
    if (const auto size = reply.out(u"Size").toUnsigned())
        m_record.size = *size;
    const CimValue made = m_effect.parameter.isEmpty() ? CimValue() : reply.out(m_effect.parameter);
    if (made.toPath())
        m_record.result = *made.toPath();
    else if (m_effect.kind == CallEffect::Kind::Modifies)
        m_record.result = m_effect.subject;
}

void JobRun::follow()
{
    m_followed = m_clock.elapsed();
    m_backOff = 0ms;
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
    if (m_record.over())
        return;
    if (!job && job.failure().cause == Cause::NotFound) {
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
        jobEnded(*job, isGood(*job, m_record.jobState));
        return;
    }
    Q_EMIT changed();
    // TimeBeforeRemoval is five minutes: slower than this would be safe, but not pleasant to watch.
    again(m_clock.elapsed() - m_followed < 30s ? 1s : 5s, &JobRun::poll);
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
                   if (!path
                       || !Schema::isA(path->nameSpace(), path->className(), m_effect.className))
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

void JobRun::findAmongAll()
{
    if (!connection() || !m_record.before) {
        finish(State::Succeeded);
        return;
    }
    onDone(connection()->enumerate(m_record.call.target().nameSpace(), m_effect.className, this),
           this, [this](const Outcome<QList<CimInstance>> &instances) {
               if (instances)
                   m_record.result = madeAmong(*instances);
               finish(State::Succeeded); // done, if not identified
           });
}

// The one object that was not there before and bears the wanted name; empty when there is none or
// more than one (a guess would be worse).
CimPath JobRun::madeAmong(const QList<CimInstance> &instances) const
{
    const CimValue name = m_record.call.argument(u"ElementName");
    CimPath only;
    for (const CimInstance &instance : instances) {
        const CimPath path = instance.path();
        const bool fits = name.isNull() || instance.value(u"ElementName") == name;
        if (!fits || !m_record.before || m_record.before->contains(path))
            continue;
        if (!only.isEmpty())
            return {};
        only = path;
    }
    return only;
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
    if (!connection())
        readFailed(Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
    else if (m_effect.kind == CallEffect::Kind::Creates)
        checkMade();
    else if (m_effect.kind == CallEffect::Kind::Other)
        checkAgain();
    else
        checkSubject();
}

void JobRun::checkMade()
{
    onDone(connection()->enumerate(m_record.call.target().nameSpace(), m_effect.className, this),
           this, [this](const Outcome<QList<CimInstance>> &instances) {
               if (!instances) {
                   readFailed(instances.failure());
                   return;
               }
               m_record.linkLost = false;
               const CimPath made = madeAmong(*instances);
               if (made.isEmpty()) {
                   checkJobs();
                   return;
               }
               m_record.result = made;
               finish(State::Succeeded);
           });
}

void JobRun::checkSubject()
{
    onDone(connection()->get(m_effect.subject, this), this,
           [this](const Outcome<CimInstance> &subject) {
               const bool gone = !subject && subject.failure().cause == Cause::NotFound;
               if (!subject && !gone) {
                   readFailed(subject.failure());
                   return;
               }
               m_record.linkLost = false;
               const bool done = m_effect.kind == CallEffect::Kind::Removes
                   ? gone
                   : !gone && asWanted(*subject);
               if (!done) {
                   checkJobs();
                   return;
               }
               if (!gone)
                   m_record.result = m_effect.subject;
               finish(State::Succeeded);
           });
}

// Everything that was asked for and can be seen is so.
bool JobRun::asWanted(const CimInstance &subject) const
{
    const CimValue name = m_record.call.argument(u"ElementName");
    const auto size = m_record.call.argument(u"Size").toUnsigned();
    const bool nameFits = name.isNull() || subject.value(u"ElementName") == name;
    const bool sizeFits = !size || sizeOf(subject) == m_record.size.value_or(*size);
    return (!name.isNull() || size) && nameFits && sizeFits;
}

// While a job runs that was not there before, ours may still be at work.
void JobRun::checkJobs()
{
    if (!m_record.call.isValid() || !m_record.before) {
        checkAgain();
        return;
    }
    if (!connection()) {
        readFailed(Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
        return;
    }
    const QString nameSpace = m_record.call.target().nameSpace();
    onDone(
        connection()->enumerate(nameSpace, enumerableClass(nameSpace, u"CIM_ConcreteJob"_s), this),
        this, [this](const Outcome<QList<CimInstance>> &jobs) {
            const bool atWork =
                jobs && std::any_of(jobs->begin(), jobs->end(), [this](const CimInstance &job) {
                    return !m_record.before->contains(job.path())
                        && !isFinal(
                            quint16(job.value(u"JobState").toUnsigned().value_or(completed)));
                });
            if (atWork)
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
    fail(Failure{.cause = Cause::OutcomeUnknown, .stage = Failure::Stage::Operation});
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

Connection *JobRun::connection() const
{
    return m_connections.connection(m_record.systemId);
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

void JobRun::moveTo(State state)
{
    m_record.state = state;
    m_history.update(m_record, this);
    Q_EMIT changed();
}

void JobRun::finish(State state)
{
    m_clock.stop(m_timer);
    m_next = nullptr;
    m_record.ended = m_clock.now();
    m_record.linkLost = false;
    if (state == State::Succeeded && !m_record.job.isEmpty())
        m_record.percent = 100;
    QList<CimPath> paths = objectsNamedBy(m_record.call);
    for (const CimPath &path : {m_record.result, m_record.removed}) {
        if (!path.isEmpty())
            paths.append(path);
    }
    moveTo(state);
    Q_EMIT affected(paths);
}

void JobRun::fail(const Failure &failure)
{
    m_record.failure = failure;
    finish(State::Failed);
}

} // namespace Cistern

#include "moc_jobrun.cpp"
