// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/jobrun.h"

#include "services/jobs/joberror.h"
#include "services/jobs/jobhistory.h"
#include "services/jobs/jobreads.h"
#include "services/schema/replyfailure.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "services/systems/systemevents.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = JobRecord::State;
using Cause = Failure::Cause;

JobRun::JobRun(const JobRecord &record, Connections &connections, SystemEvents *events,
               JobHistory &history, Clock &clock, JobReads &reads, IsTaken isTaken, QObject *parent)
    : QObject(parent)
    , m_record(record)
    , m_effect(effectOf(record.call))
    , m_connections(connections)
    , m_events(events)
    , m_history(history)
    , m_clock(clock)
    , m_reads(reads)
    , m_isTaken(std::move(isTaken))
{
    if (!record.removed.isEmpty())
        m_effect = {.kind = CallEffect::Kind::Removes,
                    .parameter = {},
                    .className = record.removed.className(),
                    .subject = record.removed};
    connect(&m_connections, &Connections::stateChanged, this, &JobRun::connectionChanged);
    if (m_events) {
        connect(m_events, &SystemEvents::happened, this, &JobRun::jobTold);
        connect(m_events, &SystemEvents::missed, this, &JobRun::lookAgain);
        connect(m_events, &SystemEvents::watchingChanged, this, [this](const QString &systemId) {
            if (!isWatched())
                lookAgain(systemId);
        });
    }
}

JobRun::~JobRun()
{
    followEvents(false);
    if (m_reading)
        m_reads.end(m_record.systemId, m_record.job);
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
        writeDown(State::Recorded, &JobRun::makeSetting);
    else
        lookAround();
}

void JobRun::takeUp()
{
    if (m_record.state == State::Recorded) {
        // It never left, though its goal may have: the state Sent is written before the first byte.
        fail(Failure{.cause = Cause::Cancelled, .stage = Failure::Stage::Input});
    } else if (m_record.job.isEmpty() || m_record.state == State::Checking) {
        // Of the local target nothing is under way any more: it ended with that run.
        const auto since = m_record.systemId == localSystemId
            ? std::chrono::milliseconds(24h)
            : std::chrono::milliseconds(
                m_record.sent.isValid() ? m_record.sent.msecsTo(m_clock.now()) : 0);
        m_sent = m_clock.elapsed() - std::max(since, 0ms);
        if (m_record.state == State::Sent && isDone())
            findResult();
        else if (m_record.state == State::Sent && !m_record.returnValue)
            answerLost();
        else
            check();
    } else {
        follow();
    }
}

// The system has said so.
bool JobRun::isDone() const
{
    return m_record.returnValue && m_record.call.isValid()
        && m_record.call.decl().meaning(*m_record.returnValue) == Meaning::Done;
}

void JobRun::giveUp()
{
    fail(
        Failure{.cause = Cause::Cancelled, .stage = Failure::Stage::Input, .parameter = u"turn"_s});
}

// Before it leaves a change must be known by its message id, also after a crash.
void JobRun::writeDown(State state, void (JobRun::*next)())
{
    m_record.state = state;
    m_record.messageId = newMessageId();
    Q_EMIT changed();
    onDone(m_history.update(m_record, this), this, [this, next](const Outcome<Done> &written) {
        if (!written) {
            m_record.state = State::Recorded;
            return fail(written.failure());
        }
        if (!connection()) {
            m_record.state = State::Recorded; // it will not leave
            return fail(Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
        }
        if (std::exchange(m_heard, connection()) != connection())
            connect(connection(), &Connection::exchanged, this, &JobRun::keep);
        (this->*next)();
    });
}

void JobRun::keep(const Exchange &exchange)
{
    if (exchange.request.messageId == m_record.messageId)
        m_history.keep(m_record.id, exchange, this);
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
    onDone(connection()->invoke(create, this, m_record.messageId), this,
           [this, decl](const Outcome<MethodReply> &reply) {
               if (!reply) {
                   failUnsent(reply.failure());
                   return;
               }
               if (const auto failure = failureOf(*decl, *reply)) {
                   failUnsent(*failure);
                   return;
               }
               const CimValue made = reply->out(u"NewSetting");
               if (!made.toPath())
                   return fail(Failure{.cause = Cause::Malformed,
                                       .stage = Failure::Stage::Operation,
                                       .parameter = u"NewSetting"_s});
               const SettingRequest wanted = *m_record.call.setting;
               m_record.call.setArgument(wanted.parameter, made);
               if (wanted.values.isEmpty())
                   lookAround();
               else
                   writeDown(State::Recorded, &JobRun::writeSetting);
           });
}

void JobRun::writeSetting()
{
    const SettingRequest &request = *m_record.call.setting;
    const CimValue made = m_record.call.argument(request.parameter);
    const CimPath setting = *made.toPath();
    const ClassDecl *decl = Schema::findClass(setting.nameSpace(), setting.className());
    CimInstance changes = decl ? CimInstance(*decl) : CimInstance(setting.className());
    for (const auto &[name, value] : request.values)
        changes.set(name, value);
    onDone(connection()->put(setting, changes, this, m_record.messageId), this,
           [this](const Outcome<Done> &written) {
               if (written)
                   lookAround();
               else
                   failUnsent(written.failure());
           });
}

// What is there now, so that what the call makes can be told apart when no answer names it.
void JobRun::lookAround()
{
    m_record.before.emplace();
    QStringList classes;
    if (m_effect.kind == CallEffect::Kind::Creates)
        classes.append(m_effect.className);
    if (m_effect.startsJobs)
        classes.append(enumerableClass(nameSpace(), u"CIM_ConcreteJob"_s));
    lookAround(classes);
}

void JobRun::lookAround(const QStringList &classes)
{
    if (classes.isEmpty() || !m_record.before) {
        lookAtSubject();
        return;
    }
    if (!connection()) {
        fail(Failure{.cause = Cause::Refused, .stage = Failure::Stage::Network});
        return;
    }
    onDone(connection()->enumerate(nameSpace(), classes.first(), this), this,
           [this, classes](const Outcome<QList<CimInstance>> &instances) {
               if (!instances && m_effect.startsJobs && classes.size() == 1) {
                   m_record.jobsBefore = false; // the jobs come last
               } else if (!instances) {
                   m_record.before.reset();
               } else {
                   for (const CimInstance &instance : *instances)
                       m_record.before->append(instance.path());
               }
               lookAround(classes.sliced(1));
           });
}

// What will show the change, as it is before it.
void JobRun::lookAtSubject()
{
    if (m_effect.kind != CallEffect::Kind::Modifies || !m_effect.isVisible() || !connection()) {
        markSent();
        return;
    }
    onDone(connection()->get(m_effect.subject, this), this,
           [this](const Outcome<CimInstance> &subject) {
               if (subject)
                   m_record.subjectBefore = shownPart(m_effect, *subject);
               if (subject && !m_effect.terms.isEmpty() && connection())
                   lookAtTerms();
               else
                   markSent();
           });
}

void JobRun::lookAtTerms()
{
    onDone(readTerms(), this, [this](const Outcome<QList<CimInstance>> &settings) {
        if (settings)
            m_record.subjectBefore->set(m_effect.termsParameter, shownTerms(m_effect, *settings));
        markSent();
    });
}

// Once it may have left it must be known as sent.
void JobRun::markSent()
{
    m_record.sent = m_clock.now();
    writeDown(State::Sent, &JobRun::send);
}

void JobRun::send()
{
    m_sent = m_clock.elapsed();
    if (m_record.call.isValid())
        onDone(connection()->invoke(m_record.call, this, m_record.messageId), this,
               [this](const Outcome<MethodReply> &reply) { replied(reply); });
    else
        onDone(connection()->remove(m_record.removed, this, m_record.messageId), this,
               [this](const Outcome<Done> &reply) { removedReplied(reply); });
}

void JobRun::removedReplied(const Outcome<Done> &outcome)
{
    if (outcome) {
        m_connections.seen(m_record.systemId);
        finish(State::Succeeded);
        return;
    }
    m_connections.report(m_record.systemId, outcome.failure());
    if (mayHaveRun(outcome.failure()))
        answerLost();
    else
        fail(outcome.failure());
}

// Methods 1.3: decoded by the table of this method.
void JobRun::replied(const Outcome<MethodReply> &outcome)
{
    if (!outcome) {
        m_connections.report(m_record.systemId, outcome.failure());
        if (mayHaveRun(outcome.failure()))
            answerLost();
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
        moveTo(m_record.state); // what the system said must not be lost while that is looked for
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
    if (made.toPath()) {
        m_record.result = *made.toPath();
        if (m_record.result.nameSpace().isEmpty())
            m_record.result.setNameSpace(m_record.call.target().nameSpace());
    } else if (m_effect.kind == CallEffect::Kind::Modifies) {
        m_record.result = m_effect.subject;
    }
}

Connection *JobRun::connection() const
{
    return m_connections.connection(m_record.systemId);
}

void JobRun::moveTo(State state)
{
    m_record.state = state;
    Q_EMIT moved();
    Q_EMIT changed();
}

void JobRun::finish(State state)
{
    m_clock.stop(m_timer);
    m_next = nullptr;
    m_follows = false;
    followEvents(false);
    if (std::exchange(m_reading, false))
        m_reads.end(m_record.systemId, m_record.job);
    m_record.ended = m_clock.now();
    m_record.linkLost = false;
    if (state == State::Succeeded && !m_record.job.isEmpty())
        m_record.percent = 100;
    m_record.state = state;
    if (!m_record.isUnknown())
        m_record.before.reset(); // it may be long, and nobody will ask for it
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
    if (m_record.state == State::Recorded) {
        m_record.messageId.clear(); // of its goal: the call itself has not left
        m_record.sent = {};
    }
    finish(State::Failed);
}

// The call itself has not left, whatever became of its setting.
void JobRun::failUnsent(const Failure &failure)
{
    Failure unsent = failure;
    if (unsent.cause == Cause::OutcomeUnknown) {
        unsent.cause = Cause::NotDone;
        unsent.parameter = m_record.call.setting->parameter;
    }
    fail(unsent);
}

} // namespace Cistern

#include "moc_jobrun.cpp"
